//! Outlines: titles, and names as their authors wrote them.

use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::article::{NodeKind, OutlineNode};
use heshu::entities::Catalog;
use heshu::rules::Locale;

fn outline(text: &str) -> Vec<OutlineNode> {
    Analysis::new(text, Arc::new(Knowledge::new(Catalog::default()))).outline(Locale::Zh)
}

/// The titles that stand in the text.
fn titles(text: &str) -> Vec<String> {
    let is_title = |n: &OutlineNode| n.kind == NodeKind::Title && !n.synthetic;
    outline(text).into_iter().filter(is_title).map(|n| n.name).collect()
}

const BODY: &str = "港区码头昨天正式开工，计划用两年时间建成，建成后年吞吐能力可达三千万吨。\n记者在现场看到塔吊林立。\n工人正在打桩。\n";

#[test]
fn a_title_may_ask_or_exclaim() {
    for title in ["老街谁来守护？", "港区码头，开工！", "“夜市经济”怎样才能红火？", "菜价为何居高不下?", "港区码头四月开工"]
    {
        assert_eq!(titles(&format!("{title}\n\n{BODY}")), [title]);
        assert_eq!(titles(&format!("{title}\n2025-04-18 09:30 来源：港区日报\n{BODY}")), [title]);
    }
    assert_eq!(titles(&format!("港区夜话\n老街谁来守护？\n2025-04-18 09:30 来源：港区日报\n{BODY}")), ["港区夜话", "老街谁来守护？"]);
    assert_eq!(titles(&format!("# 老街谁来守护？\n\n{BODY}")), ["老街谁来守护？"]);
}

#[test]
fn what_asks_or_exclaims_in_the_body_is_no_title() {
    for start in [
        "“码头啥时候开工？”\n",
        "同志们！\n",
        "各位来宾，朋友们！\n",
        "问：码头什么时候开工？\n",
        "码头开工了。老街怎么办？\n",
        "盼了十年，码头终于要开工了，沿江的渔民、商户和船厂工人一大早就赶到了江边，谁不高兴呢？\n",
    ] {
        assert_eq!(titles(&format!("{start}{BODY}")), Vec::<String>::new(), "{start}");
    }
    assert_eq!(titles("码头开工了吗？\n开工了。\n什么时候？\n昨天。\n"), Vec::<String>::new());
    let title = format!("港区码头四月开工\n{BODY}老街谁来守护？\n{BODY}");
    assert_eq!(titles(&title), ["港区码头四月开工"]);
}

#[test]
fn names_are_cleaned_but_keep_script_and_width() {
    let text =
        "雲嶺縣２０２５年項(xiàng)目提質(zhì),、增效\n\n一、目標(biāo)：產(chǎn)值１０億元\n\n全縣工業(yè)穩(wěn)中向好,。(記者 林青)\n";
    let outline = outline(text);
    assert_eq!(outline[0].name, "雲嶺縣２０２５年項目提質、增效");
    let section = outline.iter().find(|n| n.kind == NodeKind::Section).unwrap();
    assert_eq!(section.name, "一、目標：產值１０億元");
    assert_eq!(section.children.last().unwrap().name, "(記者 林青)");
}

#[test]
fn a_glued_date_is_marked_itself() {
    let marked = |text: &str| {
        let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
        let finding = analysis.findings().into_iter().find(|f| f.code == "noise-glued-date").unwrap();
        text[finding.range].to_owned()
    };
    assert_eq!(marked("码头开工。\n  2025-04-184月17日,港区召开调度会。\n2025-04-17\n"), "2025-04-18");
    assert_eq!(marked("码头开工。\n民生关注2025-04-18\n2025-04-17\n"), "民生关注");
    assert_eq!(marked("码头开工。\n推荐阅读货场五月开工\n2025-04-17\n"), "推荐阅读");
}

#[test]
fn front_matter_dates_and_titles_an_article_and_is_not_its_text() {
    let text = format!("---\ntitle: 港区码头开工\ndate: 2025-04-18\nweight: 102%\ntags: [港口]\n---\n\n{BODY}");
    let analysis = Analysis::new(&text, Arc::new(Knowledge::new(Catalog::default())));
    assert_eq!(analysis.dateline().map(|d| d.to_string()).as_deref(), Some("2025-04-18"));
    assert!(analysis.article().has_title);
    assert_eq!(analysis.article().lead, Some(7));
    let codes: Vec<&str> = analysis.findings().iter().map(|f| f.code).collect();
    assert_eq!(codes, Vec::<&str>::new());
    // A line of dashes elsewhere is no front matter, nor is one that nothing closes.
    assert!(Analysis::new(&format!("---\n{BODY}"), Arc::new(Knowledge::new(Catalog::default()))).article().lead.is_some());
}
