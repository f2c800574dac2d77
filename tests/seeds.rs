//! The five real articles (`../shared/seeds`, where they stand beside the project): noise, outline, names, and no false alarm.

use std::collections::BTreeMap;
use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::article::{NodeKind, OutlineNode};
use heshu::entities::{Catalog, EntityKind};
use heshu::reading::{Certainty, NoiseKind};
use heshu::rules::Locale;
use heshu::workspace::Digest;

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

/// An article, how often it names which company, and which project: told by reading, as ENTITY_GUIDELINE.md counts.
type Named = (&'static str, &'static [(&'static str, usize)], &'static [(&'static str, usize)]);

const NAMED: [Named; 5] = [
    ("000", &[("河南豫光金铅集团有限责任公司", 3), ("河南金利金铅集团有限公司", 4)], &[("15万吨高纯锌项目", 1)]),
    (
        "001",
        &[("河南豫光金铅集团有限责任公司", 6), ("河南金利金铅集团有限公司", 4), ("河南济源钢铁(集团)有限公司", 4)],
        &[
            ("20万吨铜基新材料", 2),
            ("豫光再生铅闭合生产线", 1),
            ("济源碳捕集产业园", 1),
            ("金利航空及微电子新材料", 1),
            ("玉川静脉产业园", 1),
            ("济源钢铁特殊钢大棒线扩建工程", 1),
            ("精品高线", 1),
            ("济源钢铁棒(卷)线改造", 1),
            ("济源钢铁二轧小棒线改造", 1),
            ("焦炭筒仓", 1),
            ("济源钢铁1#烧结机烟气深度治理", 1),
            ("济源钢铁特殊钢大圆坯生产线", 1),
            ("风电及新能源", 1),
            ("电渣钢", 1),
            ("精品硬线", 1),
            ("烟气制酸系统仓储技术改造", 1),
            ("15万吨/年废旧铅酸蓄电池循环再利用", 1),
            ("稀贵半导体材料绿色高效回收项目", 1),
        ],
    ),
    ("002", &[("河南豫光金铅集团有限责任公司", 1), ("河南金马能源股份有限公司", 1)], &[("碳中和", 1), ("金马氢能综合利用", 1)]),
    ("003", &[("郑州市钻石精密制造有限公司", 2), ("河南四方达超硬材料股份有限公司", 1), ("国广国际在线网络(北京)有限公司", 5)], &[]),
    (
        "004",
        &[
            ("河南金利金铅集团有限公司", 2),
            ("河南金利金锌有限公司", 1),
            ("河南豫光金铅集团有限责任公司", 1),
            ("恒通化工", 2),
            ("济源市万洋冶炼(集团)有限公司", 1),
            ("河南金马能源股份有限公司", 2),
            ("河南豫光金铅股份有限公司", 1),
            ("富联科技(济源)有限公司", 1),
            ("河南济源钢铁(集团)有限公司", 1),
        ],
        &[
            ("济源纳米材料产业园三期项目", 1),
            ("疏水型纳米粉体", 1),
            ("羟基磷灰石", 1),
            ("五龙口镇空分气体岛项目", 1),
            ("济源产教融合园区基础设施建设项目(一期)工程", 1),
            ("济源高新电子产业园项目", 1),
            ("金利铅基多金属循环利用项目", 1),
            ("豫光再生铅资源循环利用", 1),
            ("金利铅基多金属固废综合利用", 1),
            ("恒通生物降解塑料", 1),
            ("氢能综合利用示范园", 1),
            ("万洋锌基材料绿色智造", 1),
            ("金马苯加氢", 1),
        ],
    ),
];

#[test]
fn every_company_and_project_is_found_under_its_name() {
    for (start, companies, projects) in NAMED {
        let Some((_, analysis)) = article(start) else { return };
        for (kind, expected) in [(EntityKind::Company, companies), (EntityKind::Project, projects)] {
            let mut found: BTreeMap<&str, usize> = BTreeMap::new();
            let members = analysis.namings().map(|(_, naming)| &analysis.cast().members[naming.member]);
            members.filter(|m| m.kind == kind).for_each(|m| *found.entry(m.name.as_str()).or_default() += 1);
            let expected: BTreeMap<&str, usize> = expected.iter().copied().collect();
            assert_eq!(found, expected, "{start}");
        }
    }
}

#[test]
fn cards_tell_what_the_articles_say() {
    let said = [
        ("001", "河南济源钢铁(集团)有限公司", vec!["全年 优特钢产量 340万吨", "一季度 税金 1.3亿元", "一季度 利润 1.7亿元"]),
        ("001", "济源钢铁特殊钢大圆坯生产线", vec!["投产 1月底"]),
        ("002", "河南豫光金铅集团有限责任公司", vec!["榜单 中国企业500强"]),
        ("004", "济源纳米材料产业园三期项目", vec!["占地面积 170亩", "总投资 2.5亿元", "单体建筑 33栋建筑", "主体完工 10月份"]),
        ("004", "济源产教融合园区基础设施建设项目(一期)工程", vec!["竣工 今年年底"]),
        ("004", "金利铅基多金属固废综合利用", vec!["总投资 52亿元"]),
        ("004", "金马苯加氢", vec!["总投资 8亿元"]),
    ];
    for (start, name, expected) in said {
        let Some((_, analysis)) = article(start) else { return };
        let digest = Digest::of(&analysis);
        let facts = digest.named.iter().filter(|n| n.name == name).flat_map(|n| &n.facts);
        // A Traditional article is read in Simplified.
        let told: Vec<String> = facts
            .map(|f| format!("{}{} {}", f.period.as_deref().map_or(String::new(), |p| format!("{p} ")), f.attribute.0, f.text))
            .collect();
        for part in expected {
            assert!(told.iter().any(|t| t == part), "{name}: {part} is not in {told:?}");
        }
    }
}
