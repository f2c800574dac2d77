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
    assert_eq!(facts, [("总投资", "52亿元"), ("占地面积", "600亩"), ("年产值", "80亿元")]);
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
