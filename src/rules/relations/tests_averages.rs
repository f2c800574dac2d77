//! D1, D2, D3.

use super::tests::{flags, lacks};

const D1: &str = "average-mismatch";
const D2: &str = "average-outside-range";
const D3: &str = "rate-times-duration";

#[test]
fn an_average_is_the_total_over_the_base() {
    flags(D1, "260公斤", "今年全镇种植花生5万亩，总产2万吨，平均亩产260公斤。");
    flags(D1, "8000元", "共发放补助600万元，惠及农户3000户，户均8000元。");
    flags(D1, "5万元", "修建水渠20公里，总投资800万元，平均每公里5万元。");
    flags(D1, "90元/公斤", "合作社销售蜂蜜40吨，均价90元/公斤，销售额240万元。");
    flags(D1, "500公斤", "小麦播种面积30万亩，总产量9万吨，小麦亩产500公斤。");
    flags(D1, "1.5万元", "入股农户200户，年终分红100万元，每户1.5万元。");
}

#[test]
fn averages_that_follow_or_are_of_something_else() {
    lacks(D1, "今年全镇种植花生5万亩，总产2万吨，平均亩产400公斤。");
    lacks(D1, "今年全镇种植花生5万亩，总产2万吨，示范田亩产480公斤。");
    lacks(D1, "今年全镇种植花生5万亩，总产2万吨，最高亩产520公斤。");
    lacks(D1, "共发放补助600万元，惠及农户3000户，户均2000元。");
    lacks(D1, "全县有人口30万人，完成财政收入12亿元，人均可支配收入2.1万元。");
    lacks(D1, "全县耕地40万亩，粮食总产8万吨，平均亩产410公斤。");
    lacks(D1, "种植花生5万亩、芝麻3万亩，总产2万吨，平均亩产410公斤。");
    lacks(D1, "修建水渠约20公里，总投资近800万元，平均每公里约40万元。");
    lacks(D1, "接待游客50万人次，旅游收入3亿元，人均可支配收入2万元。");
    lacks(D1, "入股农户200户，年终分红100万元，每户0.5万元。");
    // Sizes; a price of one time among money paid before; what stands in a bracket of another thing.
    lacks(D1, "铜印刻四字，每字约0.9厘米见方，印面边长2.3厘米。");
    lacks(D1, "张先生交9800元办年卡，只用了6次、每次计168元便遇闭店。");
    lacks(D1, "总投资5.74亿元，折合每瓦时1.435元，与前年投运的老虎岭电站（100兆瓦/200兆瓦时，总投资3.86亿元）相比，单位造价下降25.6%。");
}

#[test]
fn a_quotient_of_the_table() {
    flags(D1, "412公斤", "粮食播种面积120万亩，粮食产量36万吨，粮食单产412公斤。");
    lacks(D1, "粮食播种面积120万亩，粮食产量36万吨，粮食单产300公斤。");
    lacks(D1, "2022年粮食播种面积120万亩，2023年粮食产量36万吨，粮食单产412公斤。");
}

#[test]
fn a_mean_lies_between_the_ends() {
    flags(D2, "3.4万元", "六个村人均收入在1.9万元至2.8万元之间，平均3.4万元。");
    flags(D2, "15吨", "各队日产量最高12吨，最低8吨，平均15吨。");
    flags(D2, "6吨", "各队日产量最高12吨，最低8吨，平均6吨。");
    lacks(D2, "六个村人均收入在1.9万元至2.8万元之间，平均2.4万元。");
    lacks(D2, "六个村人均收入最高2.8万元，全县平均3.4万元。");
    lacks(D2, "各队日产量最高12吨，最低8吨，平均10吨。");
    lacks(D2, "各队日产量最高12吨，最低8吨，平均每人15吨。");
    lacks(D2, "各户补贴在300元至500元之间，平均每亩800元。");
    lacks(D2, "气温在5℃至12℃之间，平均降幅3℃。");
}

#[test]
fn a_rate_times_its_days_is_the_total() {
    flags(D3, "4800台", "新生产线每天下线150台，20天共下线4800台。");
    flags(D3, "700吨", "水厂每小时供水30吨，24小时共供水700吨。");
    flags(D3, "90万元", "合作社每月支付工资6万元，12个月共支付90万元。");
    flags(D3, "900件", "车间日均加工50件，10天累计加工900件。");
    lacks(D3, "新生产线每天下线150台，20天共下线3000台。");
    lacks(D3, "新生产线最高每天下线200台，20天共下线3000台。");
    lacks(D3, "新生产线设计能力每天150台，20天共下线2400台。");
    lacks(D3, "水厂每小时供水30吨，24小时共供水720吨。");
    lacks(D3, "车间每天加工约50件，10天累计加工900件。");
    lacks(D3, "车间每天加工50件，首10天共加工300件。");
    lacks(D3, "车间每天加工50件，12个月共加工9000件。");
    lacks(D3, "每人每天加工50件，10天共加工9000件。");
}

#[test]
fn ratios_of_the_table() {
    for (place, text) in [
        ("77.0%", "年末金融机构本外币各项存款余额412.5亿元，比年初增加30.6亿元；各项贷款余额297.0亿元，存贷比为77.0%。"),
        ("6.0%", "规上工业实现营业收入312.5亿元，增长8.2%；利润总额1.875亿元，营业收入利润率为6.0%。"),
    ] {
        super::tests::flags("average-mismatch", place, text);
        super::tests::silent(&text.replace("77.0%", "72.0%").replace("1.875", "18.75"));
    }
    let used = "全年生产轴承2.4亿套，设计产能2.5亿套，产能利用率69%。";
    super::tests::flags("share-mismatch", "69%", used);
    super::tests::silent(&used.replace("69", "96"));
    // Who reckoned is nobody's name, and 计算 names nothing.
    let head =
        "经市统计局初步核算，全年地区生产总值286.4亿元，按不变价格计算，比上年增长5.6%。按年平均常住人口48.4万人计算，人均地区生产总值";
    super::tests::flags("average-mismatch", "95174元", &format!("{head}95174元。"));
    super::tests::silent(&format!("{head}59174元。"));
    // The sown land two sentences before.
    let grain = "粮食播种面积52.5万亩（3.5万公顷），总产量21.0万吨，增长2.4%。其中夏粮6.3万吨，秋粮14.7万吨。平均亩产";
    super::tests::flags("average-mismatch", "440公斤", &format!("{grain}440公斤。"));
    super::tests::silent(&format!("{grain}400公斤。"));
    // Another scope, another year.
    super::tests::silent("规上工业实现营业收入312.5亿元。全县国有企业利润总额3.2亿元，营业收入利润率为6.0%。");
}
