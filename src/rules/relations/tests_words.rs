use super::tests::{flags, lacks, silent};

#[test]
fn averages_by_their_words() {
    let code = "average-mismatch";
    flags(code, "4600元", "全镇320户社员拿到分红，共发放204.8万元，户均4600元。");
    lacks(code, "全镇320户社员拿到分红，共发放204.8万元，户均6400元。");
    flags(code, "9人", "消防救援队60支、480人，平均每队9人。");
    lacks(code, "消防救援队60支、480人，平均每队8人。");
    // Another whole.
    lacks(code, "全县共有公园绿地36万平方米，常住人口3万人，老城人均公园绿地面积21平方米。");
    lacks(code, "全镇320户社员拿到分红，共发放204.8万元，最多的一户拿到4600元。");
}

#[test]
fn rates_by_their_words() {
    let code = "rate-times-duration";
    flags(code, "12米", "施工队平均每天掘进12米，60天掘进1260米。");
    lacks(code, "施工队平均每天掘进21米，60天掘进1260米。");
    flags(code, "13万人次", "全年共运送乘客7300万人次，日均13万人次。");
    lacks(code, "全年共运送乘客7300万人次，日均20万人次。");
    // Not every day is a working day.
    lacks(code, "全年共运送乘客7300万人次，日均29万人次。");
}

#[test]
fn means_by_their_words() {
    let code = "average-outside-range";
    flags(code, "52分", "考核得分最低66分，最高91分，平均得分52分。");
    lacks(code, "考核得分最低66分，最高91分，平均得分82分。");
    flags(code, "46万人次", "假期单日最高接待33万人次，日均接待46万人次。");
    flags(code, "9.9吨", "各点日处理量从3.1吨到7.6吨不等，平均9.9吨。");
    lacks(code, "3家分店月销售额在40万元至70万元之间，总店节假日平均90万元。");
    flags(code, "35210元", "全市居民人均可支配收入35210元。城镇居民人均可支配收入33120元，农村居民人均可支配收入19870元。");
}

#[test]
fn superlatives_by_their_words() {
    let code = "rank-against-values";
    flags(code, "柑橘类产量最大", "果品产量中，柑橘类12.6万吨、核果类18.1万吨、瓜果类3.4万吨，柑橘类产量最大。");
    lacks(code, "果品产量中，柑橘类12.6万吨、核果类18.1万吨、瓜果类3.4万吨，核果类产量最大。");
    lacks(code, "果品产量中，柑橘类12.6万吨、核果类18.1万吨、瓜果类3.4万吨，柑橘类品种最多。");
    flags(code, "其中纺织产值最高", "纺织、建材、医药产值分别为15亿元、22亿元和18亿元，其中纺织产值最高。");
}

#[test]
fn multiples_and_shares_by_their_words() {
    flags("times-more-mismatch", "4倍", "开业时只有12间客房，如今有48间客房，比开业时多4倍。");
    lacks("times-more-mismatch", "开业时只有12间客房，如今有48间客房，是开业时的4倍。");
    flags("shares-contradict", "24%", "一矿产量50万吨，占全省的10%；二矿产量60万吨，占全省的24%。");
    lacks("shares-contradict", "一矿产量50万吨，占全省的10%；二矿产量60万吨，占全省的12%。");
    flags("tenths-mismatch", "四分之一", "全院共有职工860人，其中护士430人，占四分之一。");
    lacks("tenths-mismatch", "全院共有职工860人，其中护士430人，占二分之一。");
}

#[test]
fn superlatives_before_the_name() {
    let code = "rank-against-values";
    flags(
        code,
        "人数最多的是鹿鸣谷",
        "四个景区接待游客68.5万人次，其中古镇29.3万人次、云顶山18.6万人次、鹿鸣谷12.1万人次、茶园8.5万人次，人数最多的是鹿鸣谷。",
    );
    flags(code, "产量最高的是丙县", "甲县产量12万吨、乙县产量18万吨、丙县产量9万吨，产量最高的是丙县。");
    for text in [
        "古镇29.3万人次、云顶山18.6万人次、鹿鸣谷12.1万人次，人数最多的是古镇。",
        "甲县产量12万吨、乙县产量18万吨、丙县产量9万吨，增长最快的是丙县。",
        "甲县产量12万吨、乙县产量18万吨、丙县产量9万吨，其中面积最大的是丙县。",
    ] {
        silent(text);
    }
}
