//! Two articles of our own about one project.

use std::path::Path;
use std::sync::Arc;

use super::{Digest, Workspace, conflicts};
use crate::analysis::{Analysis, Knowledge};
use crate::entities::{Catalog, EntityKind};

fn digest(text: &str) -> Digest {
    let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
    Digest::of(&Analysis::new(text, knowledge))
}

const FIRST: &str = "云岭铝业二期开工\n\n2025年3月4日\n\n3月3日，总投资52亿元的云岭铝业年产30万吨铝箔项目在柳川高新区开工。该项目总占地面积600亩，建成后年产值80亿元。\n";
const SECOND: &str = "柳川工业提速\n\n2025年6月1日\n\n云岭铝业年产30万吨铝箔项目总投资25亿元，已完成投资8亿元，设备安装正在进行。\n";

#[test]
fn figures_belong_to_the_project_that_they_are_said_of() {
    let digest = digest(FIRST);
    let project = digest.named.iter().find(|n| n.kind == EntityKind::Project && !n.facts.is_empty()).expect("a project");
    assert_eq!(project.name, "云岭铝业年产30万吨铝箔项目");
    let facts: Vec<(&str, &str)> = project.facts.iter().map(|f| (f.attribute.0.as_str(), f.text.as_str())).collect();
    let figures = [("总投资", "52亿元"), ("占地面积", "600亩"), ("年产值", "80亿元")];
    assert_eq!(facts, [figures.as_slice(), &[("开工", "3月3日"), ("地点", "柳川高新区"), ("产品", "铝箔")]].concat());
    assert_eq!(project.stage.as_deref(), Some("开工"));
}

#[test]
fn two_articles_that_state_different_investments_contradict_each_other() {
    let mut workspace = Workspace::default();
    workspace.put(Path::new("a.txt"), digest(FIRST));
    workspace.put(Path::new("b.txt"), digest(SECOND));
    let second = workspace.digest(Path::new("b.txt")).expect("it was put in");
    let found = conflicts::in_article(&workspace, Path::new("b.txt"), second);
    assert_eq!(found.iter().map(|c| (c.one.1.text.as_str(), c.other.1.text.as_str())).collect::<Vec<_>>(), [("25亿元", "52亿元")]);
    // Once the article is mended, nothing is left.
    workspace.put(Path::new("b.txt"), digest(&SECOND.replace("25亿元", "52亿元")));
    let second = workspace.digest(Path::new("b.txt")).expect("it was put in");
    assert!(conflicts::in_article(&workspace, Path::new("b.txt"), second).is_empty());
}

#[test]
fn what_was_taken_out_is_found_no_more() {
    let mut workspace = Workspace::default();
    workspace.put(Path::new("a.txt"), digest(FIRST));
    let project = workspace
        .digest(Path::new("a.txt"))
        .and_then(|d| d.named.iter().find(|n| n.kind == EntityKind::Project).cloned())
        .expect("a project");
    assert_eq!(workspace.everywhere(&project, Path::new("b.txt")).len(), 1);
    workspace.remove(Path::new("a.txt"));
    assert!(workspace.everywhere(&project, Path::new("b.txt")).is_empty() && workspace.is_empty());
}

/// What an article says of the only one of a kind: attribute, time or phase, statement.
fn said(text: &str, kind: EntityKind, name: &str) -> Vec<String> {
    let digest = digest(text);
    let named = digest.named.iter().find(|n| n.kind == kind && n.name == name);
    let named = named.unwrap_or_else(|| panic!("{name} is not in {:?}", digest.named.iter().map(|n| &n.name).collect::<Vec<_>>()));
    let facts = named.facts.iter().map(|f| {
        let period = f.period.as_deref().map_or(String::new(), |p| format!("{p} "));
        format!("{period}{} {}{}", f.attribute.0, f.text, if f.is_plan { "?" } else { "" })
    });
    facts.collect()
}

const PLANT: &str = "云岭铝业年产30万吨铝箔项目";

#[test]
fn a_project_has_days_place_product_buildings_and_phases() {
    let text = "云岭铝业新项目开工\n\n2025年3月4日\n\n2025年3月3日，云岭铝业年产30万吨铝箔项目在柳川县高新区开工建设。该项目分两期建设，一期总投资20亿元，规划建设12栋厂房，总建筑面积8万平方米，预计2026年6月竣工，2027年投产。\n";
    let said = said(text, EntityKind::Project, PLANT);
    for part in [
        "开工 2025年3月3日",
        "地点 柳川县高新区",
        "分期 分两期",
        "一期 总投资 20亿元",
        "单体建筑 12栋厂房?",
        "建筑面积 8万平方米",
        "竣工 2026年6月?",
        "投产 2027年?",
        "产品 铝箔",
    ] {
        assert!(said.iter().any(|s| s == part), "{part} is not in {said:?}");
    }
}

#[test]
fn what_is_said_of_a_row_is_said_of_each() {
    let text = "重点项目提速\n\n2025年6月4日\n\n投资20亿元的云岭铝业铝箔二期、投资5亿元的鑫瑞电子柔性屏模组等项目竣工投产；确保恒川特钢大棒线扩建工程年底前完工。\n";
    let digest = digest(text);
    let stages: Vec<(&str, Option<&str>)> =
        digest.named.iter().filter(|n| n.kind == EntityKind::Project).map(|n| (n.name.as_str(), n.stage.as_deref())).collect();
    assert_eq!(stages, [("云岭铝业铝箔二期", Some("投产")), ("鑫瑞电子柔性屏模组", Some("投产")), ("恒川特钢大棒线扩建工程", None)]);
    assert_eq!(said(text, EntityKind::Project, "恒川特钢大棒线扩建工程"), ["竣工 年底前?"]);
}

#[test]
fn what_a_report_sets_out_to_do_is_not_done() {
    let stage = |text: &str| {
        let digest = digest(&format!("重点项目\n\n2025年6月4日\n\n{text}\n"));
        digest.named.iter().find(|n| n.name == PLANT).and_then(|n| n.stage.clone())
    };
    assert_eq!(stage("今年要开工建设云岭铝业年产30万吨铝箔项目。"), None);
    assert_eq!(stage("日前，柳川县开工建设云岭铝业年产30万吨铝箔项目。").as_deref(), Some("开工"));
    assert_eq!(stage("云岭铝业年产30万吨铝箔项目尚未开工，开工率不高。"), None);
}

#[test]
fn a_paragraph_goes_on_with_the_project_of_the_one_before() {
    let text = "走进工地\n\n2025年6月4日\n\n日前，在云岭铝业年产30万吨铝箔项目施工现场，车辆往来穿梭。\n“项目占地170亩，计划投资2.5亿元。”负责人说。\n全市占地200亩的园区有三个。\n";
    let said = said(text, EntityKind::Project, PLANT);
    assert!(said.contains(&"占地面积 170亩".to_owned()) && said.contains(&"总投资 2.5亿元?".to_owned()), "{said:?}");
    assert!(!said.iter().any(|s| s.contains("200亩")), "{said:?}");
}

#[test]
fn a_firm_has_figures_products_and_rankings() {
    let text = "云岭铝业股份有限公司提质\n\n2025年3月4日\n\n2024年，云岭铝业股份有限公司完成恒川特钢大棒线扩建工程，全年铝箔产量达34万吨，实现利润3亿元。云岭铝业股份有限公司主要生产铝箔、铝带，入选中国企业500强，位列河南民营企业100强第12位。\n“订单饱满，预计一季度实现税金1.3亿元。”云岭铝业股份有限公司董事长张明远说，全市规模以上企业利润总额达到90亿元。\n";
    let said = said(text, EntityKind::Company, "云岭铝业股份有限公司");
    for part in [
        "全年 铝箔产量 34万吨",
        "全年 利润 3亿元",
        "产品 铝箔、铝带",
        "榜单 中国企业500强",
        "榜单 河南民营企业100强第12位",
        "一季度 税金 1.3亿元?",
    ] {
        assert!(said.iter().any(|s| s == part), "{part} is not in {said:?}");
    }
    assert!(!said.iter().any(|s| s.contains("90亿元")), "{said:?}");
}

#[test]
fn what_is_told_of_others_is_no_figure_of_a_firm() {
    let text = "市场观察\n\n2025年3月4日\n\n云岭证券股份有限公司认为，今年铝箔产量将达3000万吨。5家世界500强企业落户，云岭铝业股份有限公司等5家企业与全市一道，实现利润50亿元。\n";
    let digest = digest(text);
    let facts: Vec<_> = digest.named.iter().filter(|n| n.kind == EntityKind::Company).flat_map(|n| &n.facts).map(|f| &f.text).collect();
    assert!(facts.is_empty(), "{facts:?}");
}

#[test]
fn days_that_disagree_are_shown_and_nobody_is_warned() {
    let first = "新项目开工\n\n2025年3月4日\n\n2025年3月3日，云岭铝业年产30万吨铝箔项目开工。\n";
    let mut workspace = Workspace::default();
    workspace.put(Path::new("a.txt"), digest(first));
    workspace.put(Path::new("b.txt"), digest(&first.replace("3月3日", "1月8日")));
    let project = workspace
        .digest(Path::new("a.txt"))
        .and_then(|d| d.named.iter().find(|n| n.kind == EntityKind::Project).cloned())
        .expect("a project");
    let seen = workspace.everywhere(&project, Path::new("a.txt"));
    let shown: Vec<_> = conflicts::shown(&seen).iter().map(|c| (c.one.1.text.clone(), c.other.1.text.clone())).collect();
    assert_eq!(shown, [("2025年3月3日".to_owned(), "2025年1月8日".to_owned())]);
    assert!(conflicts::of(&seen).is_empty());
}

#[test]
fn related_news_tells_nothing() {
    let text = format!("{FIRST}\n相关新闻\n云岭铝业年产30万吨铝箔项目总投资99亿元，2019年1月1日投产\n责任编辑：李明\n");
    let said = said(&text, EntityKind::Project, PLANT);
    assert!(!said.iter().any(|s| s.contains("99亿元") || s.contains("2019")), "{said:?}");
}

#[test]
fn hostile_lines_are_gone_over_once() {
    let text = "云岭铝业年产30万吨铝箔项目";
    for hostile in ["开工", "位于柳川县", "入选500强", "分三期", "主要生产", "“利润1亿元”", "、等项目"] {
        // Just a paragraph, which is looked at word by word, and more than one.
        for bytes in [16_000, 66_000] {
            let line = format!("2025年3月3日{text}{}", hostile.repeat(bytes / hostile.len()));
            assert!(!digest(&line).named.is_empty(), "{hostile}");
        }
    }
}
