use std::sync::Arc;

use crate::analysis::{Analysis, Knowledge};
use crate::entities::Catalog;

/// What is found of headings against what stands below them.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let findings = analysis.findings().into_iter().filter(|f| f.code == "title-mismatch");
    findings.map(|f| text[f.range].to_owned()).collect()
}

const NONE: [&str; 0] = [];

/// Two items of news in brief, the first with a heading and the beginning of its paragraph.
fn digest(heading: &str, text: &str) -> String {
    let rest = "来自各地的代表与会，会上还安排了专题对话、成果发布、实地考察和项目推介，持续三天。";
    format!(
        "本周要闻\n\n{heading}\n{text}{rest}\n\n青河大桥主塔封顶\n3日上午，青河大桥主塔完成最后一方混凝土浇筑，为年底合龙打下了基础，工人们在塔顶挥手致意。\n"
    )
}

#[test]
fn editions_of_an_event() {
    let text = "5日，第九届青岚山文明论坛在云水市开幕，";
    assert_eq!(found(&digest("第十届青岚山文明论坛开幕", text)), ["第十届"]);
    assert_eq!(found(&digest("第九届青岚山文明论坛开幕", text)), NONE);
    assert_eq!(found(&digest("西岭实施第19批野骆驼放归", "5日，西岭实施了第18批野骆驼放归，")), ["第19批"]);
    assert_eq!(found(&digest("2024云水湾文化投资大会举行", "5日，2023云水湾文化投资大会举行，")), ["2024"]);
    assert_eq!(found(&digest("2024云水湾文化投资大会举行", "5日，2024云水湾文化投资大会举行，")), NONE);
    for (heading, text) in [
        ("第十届青岚山文明论坛开幕", "5日，为期两天的论坛开幕。第九届青岚山文明论坛曾在海城举行，"),
        ("第十届青岚山文明论坛筹备就绪", "继第九届青岚山文明论坛之后，新一届论坛下月举行，"),
        ("第十届青岚山文明论坛开幕", "5日，论坛开幕。第九届茶叶博览会同日举行，"),
        ("第三批名单公布", "5日，县里公布名单，连同第二批共30家，"),
        ("第二批集体经济项目开工", "5日，项目开工，首批已经投产。与第一批集体经济项目相比规模更大，去年那批少得多，"),
        ("2024年粮食产量创新高", "2023年粮食产量已属不易，"),
        ("2024云水湾文化投资大会举行", "5日，大会举行，上届即2023云水湾文化投资大会在海城举行，"),
        ("夺得一枚金牌", "5日，他夺得了本届的第二枚金牌，"),
    ] {
        assert_eq!(found(&digest(heading, text)), NONE, "{heading} {text}");
    }
}

#[test]
fn counts_and_values_by_the_words_around_them() {
    let text = "5日，云水示范区工作安排审议通过。今年的68项重点工作涵盖审批、用地、养老等，";
    assert_eq!(found(&digest("云水示范区明确58项年度重点工作", text)), ["58项"]);
    assert_eq!(found(&digest("云水示范区明确68项年度重点工作", text)), NONE);
    let text = "统筹基金当期结余21亿元，2023年底全省基本医保参保人数达到4315万人，";
    assert_eq!(found(&digest("2023年全省基本医保参保人数达4135万", text)), ["4135万"]);
    for (heading, text) in [
        ("2023年全省基本医保参保人数达4315万", "2022年底全省基本医保参保人数达到4135万人，2023年底再增180万人，总数刷新纪录，"),
        ("云水示范区明确58项年度重点工作", "今年的58项重点工作中，68项子任务由县里牵头，"),
        ("云水示范区明确58项年度重点工作", "今年安排重点工作五十八项，比去年的57项重点工作多一项，"),
        ("青河新增12座充电站", "青河13座老充电站同日改造，"),
    ] {
        assert_eq!(found(&digest(heading, text)), NONE, "{heading} {text}");
    }
}
