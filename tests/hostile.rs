//! Hostile texts and the rules: a phrase over and over, in one line and in lines of its own. Four times the text takes about four times as long,
//! and never sixteen times, whatever the phrase asks a room to look for. The lexer has its own test in `figures.rs`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;

/// How many bytes the shorter text has, and how many times as long the longer one is.
const SHORT: usize = 15_000;
const TIMES: usize = 4;
/// A ratio that no linear pass comes to, and what the machine's other work may add.
const MOST: u32 = 9;
const SLACK: Duration = Duration::from_millis(150);

/// Holds that the time grows with the text; the best of three, for the machine has other work.
fn are_read_in_one_pass(phrases: &[&str]) {
    let knowledge = Arc::new(Knowledge::new(Catalog::default()));
    for phrase in phrases {
        for end in ["", "\n"] {
            let best = |times: usize| {
                let piece = format!("{phrase}{end}");
                let text = format!("通报\n\n{}\n", piece.repeat(SHORT * times / piece.len()));
                let once = || {
                    let start = Instant::now();
                    let _ = Analysis::new(&text, knowledge.clone()).findings();
                    start.elapsed()
                };
                (0..3).map(|_| once()).min().unwrap_or_default()
            };
            let (short, long) = (best(1), best(TIMES));
            assert!(long < short * MOST + SLACK, "{phrase:?} {end:?}: {short:?}, {long:?}");
        }
    }
}

#[test]
fn lists_and_parts() {
    are_read_in_one_pass(&[
        "分3路，一路，",
        "分三期（一期9000万元、",
        "三项任务：甲乙、丙丁、",
        "四个项目甲，乙，分别",
        "，按类型分，企业31家",
        "古镇9人，最多的是古镇。",
        "受理诉求8件；受理的诉求中，融资类12件。",
        "占612家中占24%的",
    ]);
}

#[test]
fn dates_and_lengths() {
    are_read_in_one_pass(&[
        "每周一、三、五4天，",
        "今天(3月12日)昨晚(3月13日)",
        "（今天（",
        "2023年3月开工，今年10月建成，历时16个月。",
        "第27个年头，",
        "18岁进厂，干了38年，",
        "提前5天，",
    ]);
}

#[test]
fn values_and_growths() {
    are_read_in_one_pass(&[
        "42个在建项目完成，",
        "在建项目42个。24个在建项目开工。",
        "“1268万千瓦扛住了。",
        "工业用电增长6.4%。增长12.6%，高于工业用电8.2个百分点。",
        "一季度进出口3亿元，上半年进出口9亿元。",
        "开工48个，开工率78%。",
        "【新签64个】新签46个。",
        "月薪4800元，涨到6200元，多了2400元，",
        "收入40万元，每斤9元，",
        "最高3128元最低3105元收3096元",
    ]);
}
