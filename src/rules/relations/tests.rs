use crate::claims::claims;
use crate::figures::lexer::lex;

/// The codes and the places that are found in a sentence.
pub(super) fn found(text: &str) -> Vec<(&'static str, String)> {
    let reading = crate::reading::Reading::of(text, Default::default(), &Default::default()).text;
    let figures = lex(&reading).figures;
    let (findings, _) = super::check(&reading, &figures, &claims(&reading, &figures));
    findings.iter().map(|f| (f.code, reading[f.range].to_owned())).collect()
}

pub(super) fn flags(code: &str, place: &str, text: &str) {
    let found = found(text);
    assert!(found.iter().any(|(c, p)| *c == code && p == place), "{text}\n{found:?}");
}

/// Nothing of a code is found, whatever else is.
pub(super) fn lacks(code: &str, text: &str) {
    let found = found(text);
    assert!(found.iter().all(|(c, _)| *c != code), "{text}\n{found:?}");
}

pub(super) fn silent(text: &str) {
    let found = found(text);
    assert!(found.is_empty(), "{text}\n{found:?}");
}

#[test]
fn growth_follows_from_two_values() {
    flags("growth-mismatch", "35%", "工业产值由2022年的80亿元增至2023年的100亿元，增长35%。");
    flags("growth-mismatch", "12%", "全年销售茶叶56吨，比上年的40吨增长12%。");
    silent("工业产值由2022年的80亿元增至2023年的100亿元，增长25%。");
    silent("工业产值由2022年的80亿元增至2023年的100亿元，按可比价格计算增长18%。");
    silent("全年销售茶叶56吨，比上年的40吨增长四成。");
}

#[test]
fn parts_make_their_whole() {
    flags("parts-sum-mismatch", "620台", "全县共有农机620台，其中本地410台、外地180台、其他20台。");
    assert_eq!(found("进出口总值21.17万亿元，其中，出口13.13万亿元，进口9.04万亿元。").len(), 1, "two families see it, it is told once");
    flags("parts-sum-mismatch", "300家", "目前共有经营主体300家，由186家企业、143家合作社、71家农场组成。");
    flags("parts-exceed-whole", "81亿元", "全年完成投资58亿元，其中设备投资81亿元。");
    flags("remainder-mismatch", "48座", "需改造泵站130座，已完成92座，还有48座。");
    for text in [
        "全年肉类产量92万吨，其中猪肉55万吨、牛肉8万吨、羊肉5万吨。",
        "隧道5座共3088米，其中长隧道1座1045米；桥梁75座共18069米，其中特大桥3座共4545米。",
        "全年净增企业120家，其中新设310家。",
        "合同额1280亿元，执行额831亿元。其中，离岸合同额699亿元，执行额479亿元。",
        "全省居民人均可支配收入17260元，其中城镇居民22480元、农村居民11870元。",
        "启动改造19个城中村、180个老旧小区。",
    ] {
        silent(text);
    }
}

#[test]
fn shares_follow_from_part_and_whole() {
    flags("share-mismatch", "45%", "本次招录320名，其中硕士128名，占45%。");
    flags("share-mismatch", "66%", "大坝已浇筑96万立方米，占总量160万立方米的66%。");
    for text in [
        "全县耕地85万亩，高标准农田51万亩，占永久基本农田的73.5%。",
        "甲线游客8.4万人次，占总量的28%；乙线游客5.1万人次，占总量的17%。",
        "上半年出口家具5012万美元，其中对欧洲出口1930万美元，约占总量40%。",
        "产销量分别完成165万辆和158.6万辆，市场占有率达到26.1%。",
    ] {
        silent(text);
    }
}

#[test]
fn points_and_directions() {
    flags("points-mismatch", "4.3个百分点", "比重由30.4%降至27.1%，下降4.3个百分点。");
    flags("percent-for-points", "1.4%", "服判率由89.8%上升到91.2%，上升1.4%。");
    flags("direction-mismatch", "上升至5.2%", "失业率由5.6%上升至5.2%。");
    for text in [
        "利率比三年前下降37个基点，由4.62%降到4.25%。",
        "覆盖率从40.2%提升到43.6%，比2015年提升了6.1个百分点。",
        "亏损额由6.2亿元收窄至5.7亿元。",
        "上涨产品有41种，与上周相比增加2种，下跌产品有77种，与上周相比减少9种。",
        "去年快件量900万件，五年前只有180万件，五年翻了两番多。",
        "前两个月开行班列42列，其中去程30列、回程12列，比上年同期多开6列，增长16.7%。",
    ] {
        silent(text);
    }
}
