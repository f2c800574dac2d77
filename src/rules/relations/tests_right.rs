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

#[test]
fn goals_speeds_and_parts_right_behind_their_whole() {
    for text in [
        // What is missing to a goal is not what is left.
        "外来务工人员47.3万人，入会31.6万人，入会率66.8%。年底目标是七成，还差1.51万人。",
        // The fastest takes the least of time.
        "最快的一列只用了21个小时；8月平均41小时，7月平均46小时，9月平均38小时。",
        // A sum of the others is none of them.
        "127户随路段停气，其中第二批最多，有52户，第五批最少，有9户，其余三批共66户。",
        // Last year comes behind a numbered one.
        "六年级男生平均身高，2014年是143.5厘米，去年是148.2厘米，高了4.7厘米。",
        "评标委员会由7人组成，其中采购人代表2人、评审专家5人。",
        "前10个月586.4亿元的进出口总值已完成全年700亿元目标的83.8%。",
        "年降水量712.6毫米，比常年的648.0毫米偏多64.6毫米，偏多10.0%。",
        "省内游客288.8万人次，其中本市居民196.4万人次。",
        "登记选民24.68万人，参加投票231992人，参选率94.0%。",
    ] {
        silent(text);
    }
    flags("parts-sum-mismatch", "9人", "评标委员会由9人组成，其中采购人代表2人、评审专家5人。");
    flags("completion-mismatch", "88.3%", "前10个月586.4亿元的进出口总值已完成全年700亿元目标的88.3%。");
    flags("change-mismatch", "12.0%", "年降水量712.6毫米，比常年的648.0毫米偏多64.6毫米，偏多12.0%。");
    flags("parts-exceed-whole", "396.4万人次", "省内游客288.8万人次，其中本市居民396.4万人次。");
    flags("completion-mismatch", "94.0%", "登记选民24.68万人，参加投票321992人，参选率94.0%。");
}

#[test]
fn days_of_their_own() {
    silent("16天累计接待263.7万人次，日均16.5万人次，其中两个周末4天共104.2万人次。");
    flags("rate-times-duration", "104.2万人次", "景区日均接待16.5万人次，4天共接待104.2万人次。");
}

#[test]
fn what_came_and_what_is_there() {
    silent("前三季度，有实绩的企业1260家，其中民营企业1134家；全年新增备案企业208家。");
    silent("临江一市占七市的34.7%，比第二名多1211.7亿元。");
    silent("首套房利率优惠20至30个基点。");
}
