use std::sync::Arc;

use crate::analysis::{Analysis, Knowledge};
use crate::entities::Catalog;

/// What is found of numbers that are taken up again.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let findings = analysis.findings().into_iter().filter(|f| f.code == "value-mismatch");
    findings.map(|f| text[f.range].to_owned()).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn numbers_that_open_a_sentence_or_a_quotation() {
    for (text, wrong) in [
        ("新校区与老校区相距7.4公里。搬家用了三天。\n“4.7公里，我们走了六遍。”校长说。", "4.7公里"),
        ("全所职工640人，搞设计的158人，占四分之一。185名设计人员里，有硕士62人。", "185名"),
        ("景区去年接待游客316.2万人次，增长8%。局长说，361.2万人次里，外地游客占六成。", "361.2万人次"),
        ("图书馆全年借出图书84.6万册。\n年报最后写道，86.4万册的背后，是一城人的书香。", "86.4万册"),
        ("大会选举产生县政协委员172名。\n下一步，新当选的182名县政协委员将参加培训。", "182名"),
    ] {
        assert_eq!(found(text), [wrong], "{text}");
    }
    for text in [
        "新校区与老校区相距7.4公里。搬家用了三天。\n“7.4公里，我们走了六遍。”校长说。",
        "新校区与老校区相距7.4公里。走老路4.7公里，要翻山。\n“4.7公里，没人愿意走。”校长说。",
        "全所职工640人，搞设计的158人，占四分之一。外聘185人。185名外聘人员里，有硕士62人。",
        "景区去年接待游客316.2万人次，增长8%。局长说，361.2万人次是今年的目标。",
        "一期投资3.25亿元。二期尚在谈。“3.52亿元的报价太高，我们没有接。”老板说。",
        "大会选举产生县政协委员172名。\n上一届的182名县政协委员已经离任。",
        "大会选举产生县政协委员172名。\n拟增补的182名县政协委员候选人另行公布。",
        "去年承接项目的金额3.1亿元。签下的7000车位汽车船单价最高。此前造过9000车位汽车船。",
        "矿井安全生产1268天，比上年的1168天多100天。\n“1268天，不是终点。”矿长说。",
        "产业园有规上企业58家，5家产值超10亿元。其余53家规上企业产值78亿元。",
        "“三百公里，说走就走。”他说。两地相距310公里。",
    ] {
        assert_eq!(found(text), NONE, "{text}");
    }
}
