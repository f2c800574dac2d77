//! Right sentences in which a rule once found fault, each beside a wrong one of the same shape.

use super::tests::{flags, silent};

#[test]
fn what_a_comparison_is_of() {
    for text in [
        // The growth is the fastest, and the value is of the year before.
        "成人读物168.3万册次，占58.8%；其他21.4万册次，只占7.5%，增速却最快，上年仅14.6万册次，增幅达46.6%。",
        // A numbered year that stands behind 去年 is an earlier one.
        "去年办证的读者38.6万人，2024年为34.1万人，增加4.5万人。",
        // Points of the share, not of the number.
        "其中发明专利3216件，上年为2784件，增长15.5%，占授权总量的36.9%，比上年提高2.8个百分点。",
        // Against another value of the list.
        "28个品种中，17种上涨、8种下跌、3种持平，上涨面60.7%，比前一周的13种多出4种。",
        // 增减 tells no direction.
        "营业总收入：本报告期186420.35，上年同期171358.62，增减8.79%。",
    ] {
        silent(text);
    }
    flags("points-mismatch", "2.8个百分点", "占授权总量的36.9%，上年为35.1%，提高2.8个百分点。");
    flags("change-mismatch", "6种", "28个品种中，17种上涨，比前一周的13种多出6种。");
}

#[test]
fn what_is_no_part() {
    for text in [
        // Where they go to, and not a part of the schools.
        "优质高中共5所，计划3600人，其中1800人即50%分配到86所初中。",
        // All that is listed is a third.
        "她独得28分，其中扣球23分、拦网3分、发球2分，占全队主动得分84分的三分之一。",
        // Prices that are multiplied with.
        "这样，252立方米计819元，剩下16立方米按4.68元计74.88元，总共893.88元。",
        "前年差价61立方米×1.43元=87.23元，去年差价72立方米×1.43元=102.96元，合计190.19元。",
        // Named together and told one after the other.
        "全体居民人均可支配收入36210元，增长5.5%。城镇、农村居民人均可支配收入分别达到44860元、25930元。",
    ] {
        silent(text);
    }
    let both = "全体居民人均可支配收入46210元，增长5.5%。城镇、农村居民人均可支配收入分别达到44860元、25930元。";
    flags("average-outside-range", "46210元", both);
    flags("tenths-mismatch", "三分之一", "她独得23分，占全队得分92分的三分之一。");
}
