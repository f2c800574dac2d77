//! What is silent because another figure of the article makes the accused one, and what is told all the same.

use std::sync::Arc;

use crate::analysis::{Analysis, Knowledge};
use crate::entities::Catalog;

/// The codes and places that are found in an article.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let own = analysis.findings().into_iter().filter(|f| !f.code.starts_with("noise") && f.code != "missing-title");
    own.map(|f| format!("{} {}", f.code, &text[f.range])).collect()
}

#[test]
fn another_figure_makes_it() {
    for right in [
        // Of the three days, the second is meant.
        "国庆三天全线网客流为28.64万、36.12万、33.57万人次，2日比开通前最高的一天（4月30日，32.41万人次）还多3.71万人次。",
        // Others than the projects, and some of the cakes.
        "一季度，全市新开工项目63个，总投资86亿元。36个项目负责人参加了座谈。",
        "本次抽检120批次，其中食用油46批次、糕点32批次。其他的均合格，23批次糕点来自网店。",
        // Households by the sheets they filled in.
        "入户走访1200户，收回问卷1150份，有效率95.8%。其中独居老人的460户，占40%。",
        // What was to be is no word for what is; extra trains are a part.
        "全年的目标是优良天数不少于298天，已完成246天。",
        "该站春运期间开行列车4800列，其中图定4160列、加开640列，平均每天120列。",
        // The year before is the later one here.
        "技改后的第一年，去年平均亩产536公斤，而技改前三年的平均值为482公斤，每亩多打54公斤，增幅11.2%。",
        // Two values in a row are the whole.
        "到场男性1426人，女性1174人；其中退役军人312人，占12.0%。",
        // The capacity stands in the title and in the line above.
        "100兆瓦/300兆瓦时！石岭储能电站投运\n\n石岭储能电站额定功率100兆瓦、容量300兆瓦时。\n\n总投资4.26亿元，折合每瓦时1.42元，与前年投运的沙湾电站（50兆瓦/100兆瓦时，总投资1.87亿元，每瓦时1.87元）相比，单位造价下降24.1%。",
        // What is divided was told in the line before.
        "三季度最旺，接待428.6万人次，占前三季度的近一半。\n\n上届冰雪季80天接待136.8万人次，日均1.71万人次；而今年三季度92天，日均约4.7万人次。",
        // The last of the parts are enough.
        "8支队伍分两组打单循环，每组6场，小组赛12场，加上2场半决赛和2场名次赛，总共16场。",
        // One came and one went.
        "规上企业由16家增至19家，当年升规5家、退规2家。",
        // What is left is left of what was told first, after a division of it that leaves nothing out.
        "28个项目中冷库15座、通风库8座、气调库5座。从分布看，主产区14个，占一半；蔬菜区9个；其余5个在畜牧乡镇。",
        // A single one goes without a number.
        "全县13个乡镇中，人口超过10万人的只有城关镇，127204人；4万人至6万人的有3个镇，其余9个乡镇均在3万人以下。",
        // The value beside one of the parts is the part.
        "全年实施手术826台，其中肝移植254台、肾移植487台、心脏移植42台、肺移植（双肺计1台）36台、其他7台。",
        // The share of three values together.
        "前三季度全市外贸进出口62.4亿元。\n\n按月看，2月7.1亿元、5月10.8亿元。对东盟13.6亿元、欧盟9.2亿元、美国6.4亿元，对这三大市场合计占进出口总值的46.8%。",
        // How far it is beyond the other.
        "1个断面为Ⅳ类，总磷0.26毫克/升，超Ⅲ类标准限值0.2毫克/升的30%。",
        // 角 is told in 元.
        "平均每件6.8元，比上年的7.1元低了三角钱，降4.2%。",
        // What went down, and what is left of it: the gap stands at the head.
        "年末常住人口63.52万人，比上年末减少0.34万人。全年出生0.41万人，死亡0.62万人，自然减少0.21万人；其余0.13万人为净流出。",
        // One of two is a part of both together.
        "绿地面积36.5公顷，硬化地面13.5公顷，绿地率73.0%。",
        // 个 counts persons as well.
        "村里50岁以上的有26个，80岁以上的有9个。30口人里，男的17个、女的13个。",
        "厂里留下来的老职工有18个，45位工友里，男的29个，女的16个。",
        // The whole is of another paragraph, and makes the other shares right.
        "148家企业设摊，提供岗位2400个。\n\n岗位中，月薪5000元以下的480个，占两成；5000元至7000元的960个，占四成；7000元至9000元的720个；9000元以上的240个，占一成。",
        // So much of each leaves the rest.
        "吴先生交6800元办年卡，只用了4次、每次计150元便遇闭店，后获退还6200元。",
    ] {
        assert_eq!(found(right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn what_nothing_else_makes_is_told() {
    for (wrong, place) in [
        ("国庆三天客流为28.64万、36.12万、33.57万人次，三天合计98.53万人次。", "98.53万人次"),
        ("到场1426人，其中退役军人312人，占21.2%。", "21.2%"),
        ("规上企业由16家增至19家，净增5家。", "5家"),
        ("全年实施手术826台，其中肝移植254台、肾移植487台、心脏移植42台、肺移植63台、其他7台。", "826台"),
        ("总投资4.26亿元，容量300兆瓦时，折合每瓦时14.2元。", "14.2元"),
        // What it is off by is told nowhere; and 57% of a whole is not 1 of 1.75, though 75% exchanged is.
        ("高端产品465万吨，其中汽车板168万吨、电工钢92万吨、管线钢75万吨、其他品种103万吨。", "465万吨"),
        ("创新券发出1260张，合计3780万元，企业已经兑付2835万元，占57.0%。", "57.0%"),
        ("创新券合计3780万元，企业已经兑付2835万元，兑付率57%。", "57%"),
        ("全县共有教师860人。其中女教师516人，占三成。", "三成"),
    ] {
        let told = found(wrong);
        assert!(told.len() == 1 && told[0].ends_with(place), "{wrong}: {told:?}");
    }
}

#[test]
fn where_the_article_tells_the_right_one_again_the_slip_is_told() {
    let text = "全县完成植树36.8万株\n\n今年春季，全县植树38.6万株，去年为34.1万株，多2.7万株。";
    assert!(found(text).iter().any(|f| f.starts_with("change-mismatch") || f.starts_with("title-mismatch")), "{:?}", found(text));
}

#[test]
fn what_a_value_is_not_of() {
    for right in [
        // A ratio of what is not told, a rate whose part is its contrary, a place by the rates that stand between.
        "全年研发费用0.86亿元，占营业收入的4.2%；经营活动现金流量净额2.24亿元，是净利润的1.6倍。",
        "全年旧存案件92件，新收1386件，审结1404件，年末未结74件，结案率95.0%。",
        "流通环节抽检2218批次，不合格43批次；餐饮环节抽检1296批次，不合格34批次。不合格率依次为1.94%、2.62%，餐饮环节最高。",
        // Each of its own pair.
        "黄瓜由每公斤8元降至6元，豆角由每公斤12元降至10元，番茄由每公斤9元降至8元，跌幅分别为25.0%、16.7%和11.1%。",
        // One of them has no number; others were told before.
        "全市26家景区接待98.6万人次，其中云台山18.6万人次，4A级景区5家合计44.2万人次，其余20家35.8万人次。",
        "首季燃油支出462万元，增长12.4%。连同员工薪酬638万元、维修及其他开支480万元，总支出1580万元，盈余64万元。",
        // What was highest was another month's; the whole of the two stands between them and the share.
        "7月份全市用气量17.62亿立方米，同比增长8.7%，比此前的最高纪录——去年8月的17.08亿立方米多出0.54亿立方米。",
        "截至6月15日，全县已播种玉米51.3万亩、大豆8.6万亩，完成计划面积67万亩的89.4%。",
        // The oldest and the youngest of all; so many of two kinds with so many in each.
        "受害人中，60岁以上的118人，占11.5%，最大的81岁，最小的只有14岁。",
        "学校设60个班，其中小学30班、每班45人，初中30班、每班50人，满员可容纳2850人。",
        // Of the months that are left; digits far apart that change places are no slip.
        "前三季度完成7650万吨。四季度只要每月不低于850万吨，即每月达到860万吨，全年即可达到1.02亿吨。",
        "今年春茶产值3.81亿元，比去年增长9.2%。\n\n名优茶产值2.48亿元，占六成五；大宗茶产值1.83亿元。",
        // One more than those that are counted; what they are, and not how many; another school's pupils.
        "车间主任骆芳与另外17名骨干凑出360万元入股，平均每人20万元。",
        "退单二次派发372件，同一事项重复投诉208件，涉及61个事项，其中反映10次以上的5个事项已提级办理。",
        "初中招生10186人，毕业10958人。小学在校生中随迁子女8554人，占14.0%。",
        // Of the first of several years; of what a share leaves; what comes from abroad is told behind.
        "公司2021年联名产品销售额240万元，2022年720万元，2023年1440万元，去年2160万元，三年变成原来的9倍。",
        "去年建筑陶瓷占54%，2011年占85%；日用、卫浴和技术陶瓷合计占46%，比2011年提高31个百分点。",
        "景区接待游客28.6万人次。客源中，省内游客16.2万人次，占56.6%；省外12.1万人次，境外游客0.3万人次。",
        // Published in the year behind the one that it is of; a quarter of the next year is a plan's.
        "市图书馆日前公布2025年阅读统计：全年进馆428.6万人次，较2024年的401.3万人次增加27.3万人次。\n\n总馆将于3月2日（星期一）闭馆整修。2024年为300.5万册。",
        "首批24台石墨化炉9月8日（星期二）运抵厂房。12月中旬单机调试，2027年一季度试生产。",
        // 多 is the verb's.
        "石桥农商行：不到三年多放贷18亿元",
        // Of the whole list, which goes on behind; what is left of two; a share in percent of another whole; a row with a whole of its own.
        "看来源。京津冀22个，珠三角地区19个，两地合占70.7%；川渝地区8个，其他省市及本省其他市9个。",
        "省级反馈的24项问题，已完成21项；市级的53项，完成49项，合并完成率90.9%。剩余7项均未到期。",
        "人大批准的一般公共预算收入为62亿元，执行结果63.74亿元，为预算的102.8%。其中税收收入44.87亿元，非税收入18.87亿元。税收占比70.4%。",
        "10月，全市进出口174.6亿元，其中出口126.3亿元，进口48.3亿元。9月，三项数值分别是183.2亿元、131.7亿元和51.5亿元。",
        "去年林下经济产值15.6亿元，上年为13亿元，增长20%，而2019年只有3.9亿元，五年间增长3倍；首笔碳汇成交8.2万吨。",
        // A blank in a headline.
        "云麓股份营收破20亿 毛利率回升\n\n云麓股份昨日披露，全年营收20.36亿元，毛利率回升至24.1%。",
    ] {
        assert_eq!(found(right), Vec::<String>::new(), "{right}");
    }
    let own = "黄瓜由每公斤8.2元降至6.6元，豆角由每公斤12.4元降至10.3元，番茄由每公斤9.6元降至8.8元，跌幅分别为19.5%、16.9%和3.8%。";
    assert_eq!(found(own), ["growth-mismatch 3.8%"]);
    assert_eq!(found("全年旧存案件92件，新收1386件，审结1404件，结案率95.0%。全市26家景区中，4A级景区5家，其余20家。").len(), 1);
}
