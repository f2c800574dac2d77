use std::sync::Arc;

use crate::analysis::{Analysis, Knowledge};
use crate::entities::Catalog;

/// What is found of lists against their counts.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let codes = ["count-mismatch", "count-exceeded", "renamed-count"];
    let findings = analysis.findings().into_iter().filter(|f| codes.contains(&f.code));
    findings.map(|f| text[f.range].to_owned()).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn places_that_a_predicate_follows() {
    assert_eq!(found("截至6日，河北、山西、辽宁、吉林、黑龙江等4省共有210万人受灾。"), ["4省"]);
    for text in [
        "截至6日，河北、山西、辽宁、吉林、黑龙江等5省共有210万人受灾。",
        "截至6日，河北、山西、辽宁等4省共有210万人受灾。",
        "河北、山西、辽宁、吉林、黑龙江等4省重点城市受灾。",
    ] {
        assert_eq!(found(text), NONE, "{text}");
    }
}

#[test]
fn names_that_are_pointed_at() {
    assert_eq!(found("南京、苏州、宁波、合肥、嘉兴这四个核心城市成交面积下降3.8%。"), ["四个"]);
    for text in [
        "南京、苏州、宁波、合肥这四个核心城市成交面积下降3.8%。",
        "从产业看，石化、冶金、建材、轻工、纺织这两个行业组表现不一。",
        "他走访了张村、李村、王村这两个镇的示范村。",
        "和南京、苏州、宁波一样，合肥、嘉兴这两个城市也在下降。",
    ] {
        assert_eq!(found(text), NONE, "{text}");
    }
}

#[test]
fn slogans_counted_by_what_their_items_share() {
    assert_eq!(found("形成“稳企、稳岗、稳价”四稳格局。"), ["四稳"]);
    assert_eq!(found("形成“算力、算法、算据、算网”五算一体的格局。"), ["五算"]);
    for text in [
        "形成“稳企、稳岗、稳价”三稳格局。",
        "落实“稳企、稳岗、稳价”等四稳举措。",
        "“老人、妇女、儿童”三类人群优先。",
        "参观“大城、名城”后，四城联动启动。",
        "“稳企、稳岗、稳价”一稳到底。",
    ] {
        assert_eq!(found(text), NONE, "{text}");
    }
}

#[test]
fn a_bracket_with_values_per_year() {
    assert_eq!(found("千万吨级炼厂3家（镇东炼化1300万吨/年、大西石化1050万吨/年）。"), ["3家"]);
    assert_eq!(found("千万吨级炼厂2家（镇东炼化1300万吨/年、大西石化1050万吨/年）。"), NONE);
}

#[test]
fn names_behind_a_colon_against_changes() {
    let history = |times: &str| format!("四十年间，厂名改过{times}：先是青河农机修配组，1991年改称青河齿轮厂，2006年起叫恒岳传动公司。");
    assert_eq!(found(&history("三回")), ["改过三回"]);
    for text in [
        history("两回"),
        "校名改过三回：1952年改称县中，1970年改称红旗中学，1982年叫县一中。".to_owned(),
        "厂名改过三回：先改为青河农机厂，1991年改称青河齿轮厂，2006年叫恒岳传动公司。".to_owned(),
        "图纸改过三回：先是尺寸，再改材料，后来叫停。".to_owned(),
        "店名改过三回：先是百货店，后来叫超市、便利店，如今叫生活馆。".to_owned(),
    ] {
        assert_eq!(found(&text), NONE, "{text}");
    }
    assert_eq!(found("商街最早叫“棉花巷”，后来改称“创客里”，去年定名“云水里”，三度易名，店铺增至162间。"), ["三度易名"]);
}
