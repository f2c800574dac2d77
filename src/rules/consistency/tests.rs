use std::sync::Arc;

use crate::analysis::{Analysis, Knowledge};
use crate::entities::Catalog;

/// The codes and places that are found in an article, noise and structure left out.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let own = analysis.findings().into_iter().filter(|f| !f.code.starts_with("noise") && f.code != "missing-title");
    own.map(|f| format!("{} {}", f.code, &text[f.range])).collect()
}

#[test]
fn one_fact_in_two_values() {
    let text = "河湾区上半年建成充电桩\n\n今年上半年，河湾区新建公共充电桩486座，覆盖全部乡镇。\n\n区发展改革局介绍，上半年新建公共充电桩468座，下半年还将继续。";
    assert_eq!(found(text), ["value-mismatch 468座"]);
    let right = text.replace("468", "486");
    assert_eq!(found(&right), Vec::<String>::new());
}

#[test]
fn the_title_against_the_text() {
    let text = "河湾区集中开工项目27个\n\n昨日，河湾区举行活动，集中开工项目72个，总投资118.6亿元。";
    assert_eq!(found(text), ["title-mismatch 27个"]);
    assert_eq!(found(&text.replace("27个", "超70个")), Vec::<String>::new());
    // What the village counts and what it signs are two things.
    let other = "东坪镇28个村开通公交\n\n推介会上，东坪镇签约文旅项目26个，总投资41亿元。";
    assert_eq!(found(other), Vec::<String>::new());
}

#[test]
fn a_figure_that_points_back() {
    assert_eq!(found("截至5月底，基地有种植户236户。这263户种植户中，脱贫户有40户。"), ["value-mismatch 263户"]);
    // After a list of names 这3家 means the list.
    assert_eq!(found("入围企业有9家，但份额集中在甲公司、乙公司和丙公司这3家企业手里。"), Vec::<String>::new());
}

#[test]
fn ranks_of_one_thing() {
    assert_eq!(found("我区工业投资增速居全市第3位。全年看，工业投资增速居全市第5位。"), ["rank-mismatch 第5位"]);
    for two in ["我县旅游收入居全市第4位。我县旅游收入增速居全市第6位。", "我县森林覆盖率居全市第2位。我县森林覆盖率居全省第6位。"]
    {
        assert_eq!(found(two), Vec::<String>::new(), "{two}");
    }
}

#[test]
fn a_hedge_against_the_value_behind_it() {
    assert_eq!(found("全年接待游客突破60万人次，达到58.3万人次。"), ["hedge-contradicts 突破60万人次"]);
    assert_eq!(found("全年接待游客突破60万人次，其中外地游客38.3万人次。"), Vec::<String>::new());
    assert_eq!(found("新增外贸企业1357家，总数突破1万家。"), Vec::<String>::new());
}

#[test]
fn a_share_of_what_its_words_name() {
    // 出口总额 is 19.8亿元; that 24亿元 of 进出口总额 would come nearer says nothing.
    let text = "全市进出口总额由上年同期的24亿元增至27亿元。其中出口19.8亿元，进口7.2亿元。有色金属出口9.9亿元，占出口总额的45%。";
    assert!(!found(text).iter().any(|f| f.contains("45%")), "{:?}", found(text));
}

#[test]
fn standings_by_their_words() {
    let text = "河湾区上半年成绩单\n\n河湾区空气质量综合指数排名全省第三。区环保局负责人坦言，全省第四的名次仍有隐忧。";
    assert_eq!(found(text), ["rank-mismatch 第四"]);
    assert_eq!(found(&text.replace("第四", "第三")), Vec::<String>::new());
    let firsts = "全省棉花生产有喜讯\n\n沙洲县棉花总产全省第一，今年继续扩种。棉花总产全省第一的垦西县紧随其后。";
    assert_eq!(found(firsts), ["two-firsts 第一"]);
    let other =
        "全省农业生产有喜讯\n\n粮食总产量居全省第一，蔬菜总产量居全省第一。城市居民收入增速居全省第一，农村居民收入增速居全省第一。";
    assert_eq!(found(other), Vec::<String>::new());
}
