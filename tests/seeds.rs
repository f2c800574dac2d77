//! The five real articles (`../shared/seeds`, where they stand beside the project): noise, outline, names, and no false alarm.

use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::article::{NodeKind, OutlineNode};
use heshu::entities::Catalog;
use heshu::reading::{Certainty, NoiseKind};
use heshu::rules::Locale;

fn article(start: &str) -> Option<(String, Analysis)> {
    let folder = std::fs::read_dir("../shared/seeds").ok()?;
    let file = folder.flatten().map(|e| e.path()).find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(start)))?;
    let text = std::fs::read_to_string(file).ok()?;
    let analysis = Analysis::new(&text, Arc::new(Knowledge::new(Catalog::builtin())));
    Some((text, analysis))
}

/// The five articles; says so and gives none where they are not here.
fn articles() -> Vec<(String, Analysis)> {
    let all: Vec<_> = ["000", "001", "002", "003", "004"].iter().filter_map(|s| article(s)).collect();
    if all.is_empty() {
        println!("not here: ../shared/seeds (it is not part of the product)");
    }
    all
}

fn nodes(outline: &[OutlineNode], kind: NodeKind) -> Vec<&OutlineNode> {
    outline.iter().filter(|n| n.kind == kind).collect()
}

#[test]
fn no_article_contradicts_itself() {
    for (text, analysis) in articles() {
        let alarms: Vec<_> =
            analysis.findings().into_iter().filter(|f| !f.code.starts_with("noise-") && f.code != "missing-title").collect();
        assert!(alarms.is_empty(), "{}: {alarms:?}", &text[..30]);
    }
}

#[test]
fn cleaning_leaves_no_noise_and_keeps_every_digit() {
    let note = |text: &str| {
        text.match_indices(')').filter(|(at, _)| text[..*at].ends_with(['ì', 'é', 'ǎ', 'ē', 'ò', 'ù', 'ǐ', 'à', 'í', 'ī'])).count()
    };
    for (text, analysis) in articles() {
        let clean = analysis.cleaned();
        assert_eq!(note(&clean), 0);
        for doubled in [",,", ",。", ",、", ",；", "?!", "□"] {
            assert!(!clean.contains(doubled), "{doubled} is left");
        }
        let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
        assert_eq!(digits(&clean), digits(&text));
        // The author's own brackets stay.
        for kept in ["(正月十五)", "棒(卷)線", "(集團)有限公司", "(一期)", "(濟源)", "(北京)"] {
            let bare = |t: &str| t.replace("(tuán)", "").replace("(jì)", "").replace("(xiàn)", "");
            assert_eq!(clean.contains(kept), bare(&text).contains(kept), "{kept}");
        }
        let again = Analysis::new(&clean, analysis.knowledge().clone());
        assert_eq!(again.clean_edits(), []);
    }
}

#[test]
fn all_mojibake_is_restored() {
    let mut restored = Vec::new();
    for (_, analysis) in articles() {
        let spots = analysis.noise().into_iter().filter(|s| s.kind == NoiseKind::Mojibake);
        restored.extend(spots.map(|s| (s.text().unwrap_or_default(), s.certainty >= Certainty::Likely)));
    }
    if restored.is_empty() {
        return;
    }
    let texts: Vec<&str> = restored.iter().map(|(t, _)| t.as_str()).collect();
    assert_eq!(texts, ["。“政府工作報告指出", "。”金利集團", "。”濟", "。”豫光金鉛", "。”金利集團", "。”五龍口鎮"]);
    assert!(restored.iter().all(|(_, sure)| *sure));
}

#[test]
fn the_outlines_are_those_that_a_person_would_draw() {
    if let Some((_, analysis)) = article("000") {
        let outline = analysis.outline(Locale::Zh);
        assert_eq!(nodes(&outline, NodeKind::Related)[0].children.len(), 4);
        assert!(nodes(&outline, NodeKind::Title)[0].synthetic);
    }
    if let Some((_, analysis)) = article("001") {
        assert!(analysis.outline(Locale::Zh)[0].name.starts_with("挖掘新質生產力"));
    }
    if let Some((_, analysis)) = article("002") {
        let outline = analysis.outline(Locale::Zh);
        let kinds: Vec<_> = outline.iter().map(|n| n.kind.name()).collect();
        assert_eq!(kinds, ["title", "dateline", "lead", "section", "editor", "related"]);
    }
    if let Some((_, analysis)) = article("003") {
        let outline = analysis.outline(Locale::Zh);
        assert_eq!(nodes(&outline, NodeKind::Caption).len(), 2);
        let notice = nodes(&outline, NodeKind::Boilerplate)[0];
        let clauses: Vec<char> = notice.children.iter().filter_map(|c| c.name.chars().next()).collect();
        assert_eq!(clauses, ['1', '2', '3', '4', '5']);
    }
    if let Some((_, analysis)) = article("004") {
        let outline = analysis.outline(Locale::Zh);
        assert_eq!(nodes(&outline, NodeKind::Related)[0].children.len(), 5);
        let sections: Vec<_> = nodes(&outline, NodeKind::Section).iter().filter(|n| !n.synthetic).map(|n| n.name.as_str()).collect();
        assert_eq!(sections, ["高位推進 項目建設蹄疾步穩", "聚鏈成群 產業升級提質增效", "強化保障 推動項目落地見效"]);
    }
}

#[test]
fn companies_are_found_inside_notes_and_mojibake() {
    let Some((text, analysis)) = article("001") else { return };
    let catalog = &analysis.knowledge().catalog;
    let id = |member: usize| analysis.cast().members[member].entry.map_or("", |entry| catalog.entities()[entry].id.as_str());
    let names: Vec<(&str, &str)> = analysis.namings().map(|(range, naming)| (&text[range], id(naming.member))).collect();
    assert!(names.contains(&("痹ス饨疸U集團", "yuguang-group")), "{names:?}");
    assert!(names.contains(&("濟(jì)源鋼鐵", "jiyuan-steel")));
    assert!(names.contains(&("河南濟(jì)源鋼鐵(集團(tuán))有限公司", "jiyuan-steel")));
}
