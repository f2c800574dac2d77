//! Growths and differences by the words alone.

use super::tests::{flags, lacks, silent};

#[test]
fn the_value_before_stands_before_the_verb() {
    flags("growth-mismatch", "35%", "外借图书98.2万册次，比2022年的78.56万册次增长35%。");
    flags("change-mismatch", "53天", "130天打通，比计划的165天提前53天。");
    flags("change-mismatch", "1.9个", "指数为52.3，比上月的51.4上升1.9个点。");
    flags("direction-mismatch", "0.9个", "指数为52.3，比上月的51.4下降0.9个点。");
    flags("change-mismatch", "5位", "该港列第28位，较上年的第31位前移5位。");
    flags("direction-mismatch", "3位", "该港列第28位，较上年的第31位后移3位。");
    flags("change-mismatch", "5.2亿立方米", "水库蓄水31.5亿立方米，比去年同期的29.0亿立方米多5.2亿立方米。");
    flags("points-mismatch", "1.8个百分点", "该县增长7.2%，比全市平均水平（6.4%）高1.8个百分点。");
    for text in [
        "外借图书98.2万册次，比2022年的78.56万册次增长25%。",
        "指数为52.3，比上月的51.4上升0.9个点。",
        "该港列第28位，较上年的第31位前移3位。",
        "水库蓄水31.5亿立方米，比去年同期的29.0亿立方米多2.5亿立方米。",
        "全年销售8.6亿元，其中线上比上年的1.2亿元增长15%。",
        "该县增长7.2%，比全市平均水平（6.4%）高0.8个百分点。",
    ] {
        silent(text);
    }
}

#[test]
fn from_one_value_to_the_next() {
    flags("direction-mismatch", "1.93", "城乡居民收入比由上年的1.97扩大为1.93。");
    flags("change-mismatch", "9条", "海铁班列由年初的17条增至23条，新开9条。");
    flags("change-mismatch", "600元", "每月油费由900元降到400元，省下600元。");
    flags("change-mismatch", "50秒", "行车间隔由3分30秒缩短到3分钟，缩短50秒。");
    silent("行车间隔由3分30秒缩短到3分钟，缩短30秒。");
    silent("客流量从日均3200人次上升至4800人次，周末增幅达60%。");
    silent("绿化覆盖率从40.2%提升到43.6%，比2015年提升了6.1个百分点。");
    silent("软件收入从2020年的8.16万亿元增长到2025年的15.48万亿元，年平均增速达13.8%。");
    silent("排名由第8位上升到第5位，上升3位。");
}

#[test]
fn a_value_of_before_is_named_by_its_time() {
    flags("growth-mismatch", "36%", "新发放贷款3.6亿元，去年同期为3亿元，增长36%。");
    flags("direction-mismatch", "20%", "新发放贷款3.6亿元，去年同期为3亿元，下降20%。");
    flags("change-mismatch", "540元", "以前跑一趟运费1800元，现在1350元，省了540元。");
    flags("change-mismatch", "27分钟", "改造前，一趟公交全程需68分钟，如今只要51分钟，缩短了27分钟。");
    flags("change-mismatch", "25天", "2022年全县降水日数为142天，2023年为127天，少了25天。");
    flags("change-mismatch", "5.4亿元", "债务限额86.0亿元，余额81.5亿元，低于限额5.4亿元。");
    for text in [
        "新发放贷款3.6亿元，去年同期为3亿元，增长20%。",
        "以前跑一趟运费1800元，现在1350元，省了450元，降了25%。",
        "外贸依存度为15.8%，去年同期为14.9%，较2021年提高1.9个百分点。",
        "销售36280辆，去年同期为29024辆，同比增长25%；环比9月的32278辆增长12.4%。",
        "二季度出货4050万台，一季度5629万台，低于先前预估的6134万台。",
    ] {
        silent(text);
    }
}

#[test]
fn so_many_times_the_value_before() {
    flags("times-mismatch", "3倍", "技术合同成交额46亿元，是2020年23亿元的3倍。");
    flags("times-mismatch", "8倍", "2014年，人均收入只有3100元；2023年达到18600元，是2014年的8倍。");
    flags("times-mismatch", "4倍", "起初只有8口网箱，如今发展到40口，是当初的4倍。");
    lacks("times-mismatch", "技术合同成交额46亿元，是2020年23亿元的2倍。");
    lacks("times-mismatch", "起初只有8口网箱，如今发展到40口，是当初的5倍。");
    lacks("times-mismatch", "去年售出8台，如今发展到40台，是全市平均的4倍。");
}

#[test]
fn comparisons_in_more_ways() {
    for (code, marked) in [
        ("change-mismatch", "洪峰水位32.86米，超警戒水位（31.50米）⟦2.36米⟧。"),
        ("points-mismatch", "38家设立老年医学科，占84.4%，高于年度目标（80%）⟦6.4个百分点⟧。"),
        ("change-mismatch", "最大负荷1286万千瓦，较去年最大负荷1168万千瓦高出⟦181万千瓦⟧。"),
        ("change-mismatch", "夺得58枚金牌，比上届的46枚多出⟦22枚⟧。"),
        ("growth-mismatch", "投诉由每百万人次24.5件降至19.6件，下降⟦25%⟧。"),
        ("change-mismatch", "采购经理指数为50.4，较5月份的49.7回升⟦1.7个⟧点。"),
        ("times-mismatch", "游客由去年的6.5万人次猛增到26万人次，增长⟦4倍⟧。"),
        ("direction-mismatch", "贷款利率由3.1%⟦上调至2.85%⟧。"),
        ("change-mismatch", "经市统计局核定，今年夏粮面积186万亩，比上年的184万亩增加⟦12万亩⟧。"),
        ("change-mismatch", "黄瓜由每公斤4.00元降到3.52元，每公斤便宜⟦0.84元⟧。"),
    ] {
        let place = marked.split(['⟦', '⟧']).nth(1).unwrap_or_default();
        flags(code, place, &marked.replace(['⟦', '⟧'], ""));
    }
    for text in [
        "洪峰水位32.86米，超警戒水位（31.50米）1.36米，距保证水位（33.20米）还差0.34米。",
        "占84.4%，高于年度目标（80%）4.4个百分点。",
        "夺得58枚金牌，比上届的46枚多出12枚。",
        "游客由去年的6.5万人次猛增到26万人次，增长3倍。",
        "气温高出30摄氏度时停工。",
        // Of another thing in the bracket.
        "水位32.86米，超警戒（上游平湖站）0.5米。",
    ] {
        silent(text);
    }
}

#[test]
fn growths_over_means_shares_and_semicolons() {
    for (code, marked) in [
        // The total of before is held against the total, not against the daily mean.
        ("growth-mismatch", "全程发送旅客1260.0万人次，日均31.5万人次，比去年的1200.0万人次增长⟦6.0%⟧。"),
        // A mark that is told coarsely makes any growth, and acquits none.
        ("growth-mismatch", "资产总额12803.6亿元，较上年末的11800.5亿元增长⟦5.8%⟧，跨过1.2万亿元台阶。"),
        // A share stands between, and a semicolon.
        ("growth-mismatch", "海铁联运18.6万标箱，正好占全部箱量的10%；上年为14.3万标箱，增长⟦33.1%⟧。"),
        // The mean is named again.
        ("change-mismatch", "月人均养老金由3120元提高到3182.4元，月人均增加⟦82.4元⟧。"),
        ("change-mismatch", "与上年同期的2318万吨相比，前三季度增产⟦98万吨⟧，增长2.4%。"),
        // Both that were told, and nothing else.
        ("change-mismatch", "甲队得82分，乙队得75分，两队相差⟦9分⟧。"),
        ("change-mismatch", "冠军成绩为36分12秒，亚军为36分57秒，两人相差⟦55秒⟧。"),
        ("change-mismatch", "全年出生3126人，死亡3892人，自然减少⟦866人⟧。"),
        ("change-mismatch", "业务收入9.12亿元，业务支出4.72亿元，增值收益⟦4.90亿元⟧。"),
    ] {
        let place = marked.split(['⟦', '⟧']).nth(1).unwrap_or_default();
        flags(code, place, &marked.replace(['⟦', '⟧'], ""));
    }
    for text in [
        "全程发送旅客1260.0万人次，日均31.5万人次，比去年的1200.0万人次增长5.0%。",
        "资产总额12803.6亿元，较上年末的11800.5亿元增长8.5%，跨过1.2万亿元台阶。",
        "海铁联运18.6万标箱，正好占全部箱量的10%；上年为14.3万标箱，增长30.1%。",
        // Of two values of the kind nobody knows which is meant.
        "铁路12.1万标箱，海运18.6万标箱；上年为14.3万标箱，增长33.1%。",
        "月人均养老金由3120元提高到3182.4元，月人均增加62.4元。",
        "甲队得82分，乙队得75分，两队相差7分。",
        // Three values: of which two, nobody knows.
        "甲队得82分，乙队得75分，丙队得70分，两队相差9分。",
        "全年出生3126人，死亡3892人，自然减少766人。",
        "支出由210元涨到1850元，翻了三番还多。",
    ] {
        silent(text);
    }
}

#[test]
fn differences_behind_a_row() {
    for (place, text) in [
        ("2400元", "入职时月工资4800元，转正后涨到6200元，每月多了2400元。"),
        ("26天", "走海运全程42天，现在走班列，26天就到，快了26天。"),
        ("1915户", "在册困难户从1846户减少到327户，减少了1915户。"),
        ("370元/吨", "带钢从低点4180元/吨大幅回升至4450元/吨，上涨幅度达370元/吨。"),
    ] {
        flags("change-mismatch", place, text);
    }
    for text in [
        "截至2024年末，公司有门店247家，年初为262家，全年新开14家、关闭29家。",
        "入职时月工资4800元，转正后涨到6200元，奖金每月多了300元。",
        "一号井深412米，二号井深388米，比设计多打36米。",
        "走海运全程42天，现在走班列，26天就到，快了16天。",
    ] {
        silent(text);
    }
}

#[test]
fn growths_by_a_place_and_by_the_value_that_grew() {
    flags("points-mismatch", "2.9个百分点", "全国进出口增长4.5%，我省增长6.4%，高于全国2.9个百分点。");
    silent("全国进出口增长4.5%，我省增长6.4%，高于全国1.9个百分点。");
    // The growth of the country is not told.
    silent("东部地区增长4.5%，我省增长6.4%，高于全国2.9个百分点。");
    let text = "全市工业用电31.26亿千瓦时，增长6.4%。装备制造业用电量增长12.6%，高于全市工业平均水平⟦⟧个百分点。";
    flags("points-mismatch", "8.2个百分点", &text.replace("⟦⟧", "8.2"));
    silent(&text.replace("⟦⟧", "6.2"));
}

#[test]
fn what_came_what_went_and_what_there_is() {
    flags("change-mismatch", "6家", "企业由年初的203家增加到年末的221家，净增18家，其中新升规27家、退库6家。");
    flags("change-mismatch", "312个", "全年新建5G基站312个，累计达到1408个，上年末为1168个。");
    flags("times-mismatch", "6倍", "社员由最初的18户发展到162户，户数是当年的6倍。");
    flags("times-mismatch", "1.4倍", "人均日产量由25件提高到60件，是改造前的1.4倍。");
    for text in [
        "企业由年初的203家增加到年末的221家，净增18家，其中新升规27家、退库9家。",
        "企业由年初的203家增加到年末的221家，净增18家，其中新升规27家、退库6家、注销3家。",
        "全年新建5G基站312个，累计达到1480个，上年末为1168个。",
        "全年新建基站312个，累计达到1452个，上年末为1168个，拆除28个。",
        "社员由最初的18户发展到162户，户数是当年的9倍。",
        "人均日产量由25件提高到60件，是改造前的2.4倍。",
    ] {
        silent(text);
    }
}
