//! Taking out whole lines that are noise: the site's furniture and paragraphs printed twice.

use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;
use heshu::rules::{Finding, Locale};
use heshu::text::apply_edits;
use proptest::prelude::*;

const FURNITURE: &str = "noise-site-furniture";
const REPEATED: &str = "noise-repeated-body";

const FIRST: &str = "港区码头昨天正式开工，总投资12亿元，计划用两年时间建成，建成后年吞吐能力可达三千万吨。";
const SECOND: &str = "码头紧邻铁路货场，货物卸船以后不出港区就能装车，每吨货物可以节省运费二十多元。";

fn analysed(text: &str) -> Analysis {
    Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())))
}

fn finding(analysis: &Analysis, code: &str) -> Option<Finding> {
    analysis.findings().into_iter().find(|f| f.code == code)
}

/// The text after the fix of a code; `None` where there is no such finding.
fn fixed(text: &str, code: &str) -> Option<String> {
    let analysis = analysed(text);
    let finding = finding(&analysis, code)?;
    let [fix] = finding.fixes.as_slice() else { panic!("one fix for all, not {:?}", finding.fixes) };
    assert!(!fix.safe, "only a person can tell whether lines should go");
    let edits = analysis.edits(fix);
    assert!(!edits.is_empty() && edits.iter().all(|e| e.text.is_empty()));
    Some(apply_edits(text, &edits))
}

#[test]
fn furniture_goes_with_its_line_breaks() {
    for (before, after) in [
        ("首页 | 新闻 | 港区 | 视频\n码头开工\n码头四月开工。\n责任编辑：苏白\n", "码头开工\n码头四月开工。\n"),
        ("首页 | 新闻 | 港区 | 视频\r\n\r\n码头开工\r\n\r\n码头四月开工。\r\n\r\n责任编辑：苏白\r\n", "码头开工\r\n\r\n码头四月开工。\r\n"),
        ("码头开工\n\n码头四月开工。\n\n责任编辑：苏白", "码头开工\n\n码头四月开工。"),
        ("码头开工\n\n码头四月开工。\n分享到：微信 微博\n\n货场五月开工。\n", "码头开工\n\n码头四月开工。\n\n货场五月开工。\n"),
        ("码头开工\n\n码头四月开工。\n\n分享到：微信 微博\n货场五月开工。\n", "码头开工\n\n码头四月开工。\n\n货场五月开工。\n"),
        (
            "码头开工\n\n\n码头四月开工。\n\n分享到：微信 微博\n\n打印 关闭\n\n\n货场五月开工。\n\n\n",
            "码头开工\n\n\n码头四月开工。\n\n\n货场五月开工。\n\n\n",
        ),
        ("码头四月开工。\r分享到：微信 微博\r货场五月开工。", "码头四月开工。\r货场五月开工。"),
        ("\n责任编辑：苏白", ""),
        ("责任编辑：苏白\n", ""),
    ] {
        assert_eq!(fixed(before, FURNITURE).as_deref(), Some(after), "{before:?}");
        assert_eq!(fixed(after, FURNITURE), None);
    }
}

#[test]
fn a_legal_notice_goes_as_a_whole() {
    let text = "码头开工\n码头四月开工。\n\n版权声明\n1. 凡本网注明来源的作品，不得转载。\n\n2. 其他作品不代表本网观点。\n\n相关新闻\n货场五月开工。\n";
    assert_eq!(fixed(text, FURNITURE).unwrap(), "码头开工\n码头四月开工。\n\n相关新闻\n货场五月开工。\n");
}

#[test]
fn a_body_printed_twice_goes_but_the_first_printing_stays() {
    let text = format!("码头开工\n\n{FIRST}\n\n{SECOND}\n\n{FIRST}\n\n{SECOND}\n\n记者在现场看到塔吊林立。\n");
    let once = format!("码头开工\n\n{FIRST}\n\n{SECOND}\n\n记者在现场看到塔吊林立。\n");
    assert_eq!(fixed(&text, REPEATED).unwrap(), once);
    assert_eq!(fixed(&once, REPEATED), None);
}

#[test]
fn the_other_places_are_listed() {
    let text = format!("首页 | 新闻 | 港区 | 视频\n码头开工\n{FIRST}\n{SECOND}\n{FIRST}\n责任编辑：苏白\n版权声明\n未经授权不得转载。\n");
    let analysis = analysed(&text);
    let listed = |code: &str, locale: Locale| -> Vec<String> {
        let related = finding(&analysis, code).unwrap().related;
        let line = |r: heshu::text::TextRange| 1 + analysis.line_at(r.start().into());
        related.iter().map(|r| format!("{} {}", line(r.range), r.message.text(locale))).collect()
    };
    assert_eq!(listed(FURNITURE, Locale::Zh), ["6 责编署名", "7 版权声明", "8 版权声明"]);
    assert_eq!(listed(FURNITURE, Locale::En), ["6 an editor's name", "7 a legal notice", "8 a legal notice"]);
    assert_eq!(listed(REPEATED, Locale::Zh), ["3 这段文字首次刊出于此"]);
    let thrice = format!("{FIRST}\n{SECOND}\n{FIRST}\n货场五月开工。\n{SECOND}\n");
    let finding = finding(&analysed(&thrice), REPEATED).unwrap();
    let said: Vec<&str> = finding.related.iter().map(|r| r.message.zh.as_str()).collect();
    assert_eq!(said, ["这段文字首次刊出于此", "重复刊出，首次见第2行"]);
}

#[test]
fn no_list_of_places_is_longer_than_anybody_reads() {
    let text = "码头四月开工。\n分享到：微信 微博\n".repeat(60);
    let finding = finding(&analysed(&text), FURNITURE).unwrap();
    assert_eq!((finding.related.len(), finding.message.zh.ends_with("全文60处")), (20, true));
}

/// Pieces of which lines are made that turn into noise, and lines whose role hangs on their neighbours.
const LINES: &[&str] = &[
    FIRST,
    SECOND,
    "港區碼頭昨天正式開工，總投資12億元，計劃用兩年時間建成，建成後年吞吐能力可達三千萬噸。",
    "首页 | 新闻 | 港区 | 视频",
    "责任编辑：苏白",
    "责任编辑：苏白 2026-03-02",
    "版权声明",
    "1. 凡本网注明来源的作品，未经授权不得转载。",
    "相关新闻",
    "推荐阅读码头四月开工",
    "2026-03-02",
    "2026-03-023月1日，码头召开会议。",
    "社会民生2026-03-02",
    "2026-03-02 09:40 来源：港区日报",
    "码头开工",
    "一、总体要求",
    "图为码头。",
    "（记者 程野）",
    "# 码头开工",
    "- 分享到：微信 微博",
    "| 指标 | 数值 |",
    "```",
    "質(zhì)量(liàng)工程(chéng)",
    "",
    " ",
    "",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_the_fix_nothing_of_the_kind_is_left_and_nothing_else_is_changed(
        lines in prop::collection::vec((prop::sample::select(LINES), prop::sample::select(&["\n", "\r\n", "\r"][..])), 0..24),
        ends in any::<bool>(),
    ) {
        let mut text: String = lines.iter().map(|(line, end)| format!("{line}{end}")).collect();
        if !ends {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        for code in [FURNITURE, REPEATED] {
            let Some(after) = fixed(&text, code) else { continue };
            prop_assert!(finding(&analysed(&after), code).is_none(), "{code} {text:?} → {after:?}");
            // What stays is lines of the text, in order, each with its own break.
            let pieces = |t: &str| heshu::text::split_lines(t).filter(|l| !l.trim().is_empty()).map(|l| l.trim_end().to_owned()).collect::<Vec<_>>();
            let (had, has) = (pieces(&text), pieces(&after));
            let mut from = had.iter();
            prop_assert!(has.iter().all(|line| from.any(|l| l == line)), "{code} {text:?} → {after:?}");
            prop_assert!(after.is_empty() || after.ends_with(['\n', '\r']) == text.ends_with(['\n', '\r']), "{text:?} → {after:?}");
        }
    }
}
