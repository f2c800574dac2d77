//! The lexer over whole sentences: Chinese text in, every figure out as `⟦text⟧ kind value unit hedge`.

use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;
use heshu::figures::figure::{Approximation, Figure, Value};
use heshu::figures::lexer::{Lexed, lex};
use heshu::figures::numeral::is_numeral;
use proptest::prelude::*;

fn analysis(text: &str) -> Analysis {
    Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())))
}

/// The value as a reader would put it: `5`, `3–5`, `1:2:N`; nothing where there is none.
fn value(figure: &Figure) -> String {
    let number = |p: heshu::figures::figure::Printed| p.value.round_dp(4).normalize().to_string();
    match &figure.value {
        Value::Number(printed) => number(*printed),
        Value::Range(lo, hi) => format!("{}–{}", lo.map(number).unwrap_or_default(), hi.map(number).unwrap_or_default()),
        Value::Terms(terms) => terms.iter().map(|t| t.map_or("N".to_owned(), number)).collect::<Vec<_>>().join(":"),
        Value::Time(_) | Value::None => String::new(),
    }
}

/// Every figure of a text.
fn read(text: &str) -> Vec<String> {
    let analysis = analysis(text);
    let line = |at: &heshu::analysis::FigureAt| {
        let figure = at.figure;
        let unit = figure.unit.map(|u| u.name().to_string()).unwrap_or_default();
        let hedge = if figure.approximation == Approximation::Exact { "" } else { figure.approximation.name() };
        let damage = if at.is_trusted { "" } else { "untrusted" };
        let parts = [
            format!("⟦{}⟧", &text[at.range]),
            figure.kind.name().to_owned(),
            value(figure),
            unit.to_string(),
            hedge.to_owned(),
            damage.to_owned(),
        ];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    };
    analysis.figures().iter().map(line).collect()
}

#[track_caller]
fn reads(text: &str, figures: &[&str]) {
    assert_eq!(read(text), figures, "{text}");
}

#[test]
fn numerals_of_every_writing() {
    reads("企业1,250家，客流12 500 000人次。", &["⟦1,250家⟧ quantity 1250 家", "⟦12 500 000人次⟧ quantity 12500000 人次"]);
    reads(
        "兵员两千零五人，民工三万五千人，战马廿六匹。",
        &["⟦两千零五人⟧ quantity 2005 人", "⟦三万五千人⟧ quantity 35000 人", "⟦廿六匹⟧ quantity 26 匹"],
    );
    reads(
        "投资2万3千元、1亿2000万元、4.78万亿元。",
        &["⟦2万3千元⟧ money 23000 CNY", "⟦1亿2000万元⟧ money 120000000 CNY", "⟦4.78万亿元⟧ money 4780000000000 CNY"],
    );
    reads("收条写明壹佰贰拾叁万肆仟伍佰元。", &["⟦壹佰贰拾叁万肆仟伍佰元⟧ money 1234500 CNY"]);
    reads("比率为三点五，基数为十万零十。", &["⟦三点五⟧ number 3.5", "⟦十万零十⟧ number 100010"]);
    reads("三分之一的人、四分之三的地、1/4的房", &["⟦三分之一⟧ fraction 0.3333", "⟦四分之三⟧ fraction 0.75", "⟦1/4⟧ fraction 0.25"]);
    reads("盈亏为-3.2亿元，折合负5万元每户", &["⟦-3.2亿元⟧ money -320000000 CNY", "⟦负5万元⟧ money -50000 CNY"]);
}

#[test]
fn vague_numerals_and_neighbours() {
    reads(
        "来了十几人、几十人、数百人。",
        &["⟦十几人⟧ quantity 10–20 人 about", "⟦几十人⟧ quantity 20–100 人 about", "⟦数百人⟧ quantity 200–1000 人 about"],
    );
    reads(
        "走了三五人，又来七八百人、四十五六人。",
        &["⟦三五人⟧ quantity 3–5 人", "⟦七八百人⟧ quantity 700–800 人", "⟦四十五六人⟧ quantity 45–46 人"],
    );
}

#[test]
fn money_of_every_currency() {
    reads(
        "人民币5万元、US$3.5亿、300万美元、20亿日元、新台币177亿元",
        &[
            "⟦人民币5万元⟧ money 50000 CNY",
            "⟦US$3.5亿⟧ money 350000000 USD",
            "⟦300万美元⟧ money 3000000 USD",
            "⟦20亿日元⟧ money 2000000000 JPY",
            "⟦新台币177亿元⟧ money 17700000000 TWD",
        ],
    );
    reads("门票五元六角七分，矿泉水3元5角", &["⟦五元六角七分⟧ money 5.67 CNY", "⟦3元5角⟧ money 3.5 CNY"]);
}

#[test]
fn percents_points_and_tenths() {
    reads(
        "占比20%，增长百分之五点三，提高2.5个百分点，上浮50个基点，千分之三。",
        &[
            "⟦20%⟧ percent 20 %",
            "⟦百分之五点三⟧ percent 5.3 %",
            "⟦2.5个百分点⟧ percentage_point 2.5 个百分点",
            "⟦50个基点⟧ percentage_point 0.5 个基点",
            "⟦千分之三⟧ percent 0.3 %",
        ],
    );
    reads("六成农户、打八五折、打对折", &["⟦六成⟧ percent 60 成", "⟦八五折⟧ percent 85 折", "⟦对折⟧ percent 50 折"]);
    reads("增长3倍，翻了两番，为前者的1.5倍", &["⟦3倍⟧ multiple 3 倍", "⟦两番⟧ multiple 2 番", "⟦1.5倍⟧ multiple 1.5 倍"]);
}

#[test]
fn hedges_before_and_behind() {
    reads(
        "约300名，近500万吨，超8亿元，不足40家，至少100人，最多30天。",
        &[
            "⟦约300名⟧ quantity 300 名 about",
            "⟦近500万吨⟧ quantity 5000000 吨 near",
            "⟦超8亿元⟧ money 800000000 CNY over",
            "⟦不足40家⟧ quantity 40 家 under",
            "⟦至少100人⟧ quantity 100 人 at_least",
            "⟦最多30天⟧ duration 30 天 at_most",
        ],
    );
    reads(
        "300多名，50余万元，20%左右，60岁以上，5公里以内。",
        &[
            "⟦300多名⟧ quantity 300 名 more",
            "⟦50余万元⟧ money 500000 CNY more",
            "⟦20%左右⟧ percent 20 % about",
            "⟦60岁以上⟧ quantity 60 岁 at_least",
            "⟦5公里以内⟧ quantity 5 公里 at_most",
        ],
    );
    reads("签约10个项目，节约5万元", &["⟦10个⟧ enumeration 10 个", "⟦5万元⟧ money 50000 CNY"]);
}

/// The interval of the first figure, ends as printed; `…` is open.
fn interval(text: &str) -> String {
    let interval = lex(text).figures[0].interval().expect("a value");
    let end = |e: Option<rust_decimal::Decimal>| e.map_or("…".to_owned(), |e| e.normalize().to_string());
    let (open, close) = (if interval.lo_closed { '[' } else { '(' }, if interval.hi_closed { ']' } else { ')' });
    format!("{open}{}, {}{close}", end(interval.lo), end(interval.hi))
}

#[test]
fn intervals_as_the_page_on_figures_has_them() {
    for (text, expected) in [
        ("178亿元", "[17750000000, 17850000000)"),
        ("20.5%", "[20.45, 20.55)"),
        ("312家", "[312, 312]"),
        ("约300名", "[270, 330]"),
        ("近500吨", "[450, 500)"),
        ("超8亿元", "(800000000, …)"),
        ("不足40家", "(…, 40)"),
        ("300多名", "[300, 400)"),
        ("60岁以上", "[60, …)"),
        ("5公里以内", "(…, 5]"),
        ("十几人", "[10, 20)"),
        ("几十人", "[20, 100)"),
        ("数百人", "[200, 1000)"),
        ("三五人", "[3, 5]"),
        ("8—9亿元", "[750000000, 950000000)"),
    ] {
        assert_eq!(interval(text), expected, "{text}");
    }
}

#[test]
fn ranges_share_their_magnitude_and_changes_are_two_figures() {
    reads(
        "投资8—9亿元，占5%~8%，历时3至5天，三到五成农户，1.5万至2万元",
        &[
            "⟦8—9亿元⟧ money 800000000–900000000 CNY",
            "⟦5%~8%⟧ percent 5–8 %",
            "⟦3至5天⟧ duration 3–5 天",
            "⟦三到五成⟧ percent 30–50 成",
            "⟦1.5万至2万元⟧ money 15000–20000 CNY",
        ],
    );
    reads("由40亿元增至46亿元", &["⟦40亿元⟧ money 4000000000 CNY", "⟦46亿元⟧ money 4600000000 CNY"]);
    reads("介于100与200之间", &["⟦100与200⟧ range 100–200"]);
    reads("来了45-6万、17-8万人", &["⟦45-6万⟧ range 450000–460000", "⟦17-8万人⟧ quantity 170000–180000 人"]);
    reads("由40-6万", &["⟦40⟧ number 40", "⟦6万⟧ number 60000"]);
}

#[test]
fn a_lower_bound_and_the_upper_one_behind_it_are_one_range() {
    reads("判处三年以上七年以下有期徒刑", &["⟦三年以上七年以下⟧ duration 3–7 年"]);
    reads("大于200平方米且小于等于500平方米的场馆", &["⟦大于200平方米且小于等于500平方米⟧ quantity 200–500 平方米"]);
    reads("奖励不低于3万元、不超过5万元", &["⟦不低于3万元、不超过5万元⟧ money 30000–50000 CNY"]);
    reads(
        "产值超过5亿元，不到3亿元的有2家",
        &["⟦超过5亿元⟧ money 500000000 CNY over", "⟦不到3亿元⟧ money 300000000 CNY under", "⟦2家⟧ quantity 2 家"],
    );
    reads("企业超过30家，产值不到5亿元", &["⟦超过30家⟧ quantity 30 家 over", "⟦不到5亿元⟧ money 500000000 CNY under"]);
}

#[test]
fn ranks_and_comparisons_make_ranges() {
    reads("名次在第十和第十五之间", &["⟦第十和第十五⟧ ordinal 10–15"]);
    reads("比四分之一大，比二分之一小", &["⟦比四分之一大，比二分之一小⟧ fraction 0.25–0.5"]);
    reads("差距是五，不是八。", &["⟦五⟧ number 5", "⟦八⟧ number 8"]);
}

#[test]
fn digits_behind_metres_are_its_parts_where_nothing_else_can_be_made_of_them() {
    reads("身高一米九，臂展1米75左右", &["⟦一米九⟧ quantity 1.9 米", "⟦1米75左右⟧ quantity 1.75 米 about"]);
    reads("他米八五左右，选手都有米七到一米九", &["⟦米八五左右⟧ quantity 1.85 米 about", "⟦米七到一米九⟧ quantity 1.7–1.9 米"]);
    reads("大米八吨，玉米六成", &["⟦八吨⟧ quantity 8 吨", "⟦六成⟧ percent 60 成"]);
    reads("堤坝加高到二米五", &["⟦二米五⟧ quantity 2.5 米"]);
    reads("宽3米8个人，长1米2米都行", &["⟦3米⟧ quantity 3 米", "⟦8个⟧ enumeration 8 个", "⟦1米⟧ quantity 1 米", "⟦2米⟧ quantity 2 米"]);
    reads("长10米5，重3.5米6", &["⟦10米⟧ quantity 10 米", "⟦5⟧ number 5", "⟦3.5米⟧ quantity 3.5 米", "⟦6⟧ number 6"]);
}

#[test]
fn units_of_measurement_and_rates() {
    reads(
        "12万亩、3.2平方公里、150万平方米、41.6亿千瓦时、5千瓦时、20万吨标准煤",
        &[
            "⟦12万亩⟧ quantity 120000 亩",
            "⟦3.2平方公里⟧ quantity 3.2 平方公里",
            "⟦150万平方米⟧ quantity 1500000 平方米",
            "⟦41.6亿千瓦时⟧ quantity 4160000000 千瓦时",
            "⟦5千瓦时⟧ quantity 5 千瓦时",
            "⟦20万吨标准煤⟧ quantity 200000 吨标准煤",
        ],
    );
    reads(
        "单价3500元/吨，流量500立方米每秒，用量450公斤/亩",
        &["⟦3500元/吨⟧ money 3500 CNY/吨", "⟦500立方米每秒⟧ quantity 500 立方米/秒", "⟦450公斤/亩⟧ quantity 450 公斤/亩"],
    );
    reads("六斤八两、三年半、八小时", &["⟦六斤八两⟧ quantity 6.8 斤", "⟦三年半⟧ duration 3.5 年", "⟦八小时⟧ duration 8 小时"]);
}

#[test]
fn counts_announce_lists_or_measure() {
    reads(
        "33栋建筑，5项举措，三大产业，八个方面，两家企业",
        &["⟦33栋⟧ quantity 33 栋", "⟦5项⟧ enumeration 5 项", "⟦三大⟧ enumeration 3 大", "⟦八个⟧ enumeration 8 个", "⟦两家⟧ quantity 2 家"],
    );
}

#[test]
fn ranks_ordinals_ratios_and_codes() {
    reads(
        "居全省第2位，位列前十，居全国首位，由第5位升至第3位",
        &["⟦第2位⟧ rank 2 位", "⟦前十⟧ rank 1–10", "⟦首位⟧ rank 1", "⟦第5位⟧ rank 5 位", "⟦第3位⟧ rank 3 位"],
    );
    reads("第三产业，第一批", &["⟦第三⟧ ordinal 3", "⟦第一批⟧ ordinal 1 批"]);
    reads("按1∶3的比例配制", &["⟦1∶3⟧ ratio 1:3"]);
    reads("三次产业结构比为14.0∶43.0∶43.0。", &["⟦14.0∶43.0∶43.0⟧ ratio 14:43:43"]);
    reads(
        "G3511、PM2.5、5G，“1+5+N”，电话0371-66332211，110千伏变电站，〔2024〕15号",
        &[
            "⟦G3511⟧ code",
            "⟦PM2.5⟧ code",
            "⟦5G⟧ code",
            "⟦1+5+N⟧ code 1:5:N",
            "⟦0371-66332211⟧ code",
            "⟦110千伏⟧ code",
            "⟦〔2024〕15号⟧ code",
        ],
    );
}

#[test]
fn words_with_the_characters_of_numerals_are_no_figures() {
    reads("统一思想，百姓一起走，一带一路千方百计，长三角与三农，四方达、万洋集团。", &[]);
    reads("一般说来，万一下雨，一定要统一安排", &[]);
}

#[test]
fn dates_periods_and_lengths_of_time() {
    reads(
        "2024年3月8日，3月8日至15日，上半年，“十四五”时期，15时30分，45天，6个月",
        &[
            "⟦2024年3月8日⟧ date",
            "⟦3月8日至15日⟧ daterange",
            "⟦上半年⟧ daterange",
            "⟦“十四五”时期⟧ daterange",
            "⟦15时30分⟧ time",
            "⟦45天⟧ duration 45 天",
            "⟦6个月⟧ duration 6 个月",
        ],
    );
}

#[test]
fn both_scripts_full_width_digits_and_notes() {
    reads("产值３．５亿元，增长１２．５％。", &["⟦３．５亿元⟧ money 350000000 CNY", "⟦１２．５％⟧ percent 12.5 %"]);
    reads(
        "產值3.5億元,增長(zhǎng)12.5%,用工兩千零五人。",
        &["⟦3.5億元⟧ money 350000000 CNY", "⟦12.5%⟧ percent 12.5 %", "⟦兩千零五人⟧ quantity 2005 人"],
    );
    reads("投資105億(yì)元,增長20.5%(同比)。", &["⟦105億(yì)元⟧ money 10500000000 CNY", "⟦20.5%⟧ percent 20.5 %"]);
    reads("約(yuē)三萬五千戶", &["⟦約(yuē)三萬五千戶⟧ quantity 35000 户 about"]);
}

#[test]
fn a_figure_on_every_line_keeps_its_place() {
    let text = "标题\n第一条有5项任务。\r\n投资3亿元。";
    reads(text, &["⟦第一条⟧ ordinal 1 条", "⟦5项⟧ enumeration 5 项", "⟦3亿元⟧ money 300000000 CNY"]);
}

/// Figures are in order, inside the text, on the bounds of characters, and do not overlap; their parts lie within them.
fn check_laws(text: &str, lexed: &Lexed) {
    let mut end = 0;
    for figure in &lexed.figures {
        let (start, stop) = (usize::from(figure.range.start()), usize::from(figure.range.end()));
        assert!(end <= start && start < stop && stop <= text.len(), "{text:?}: {figure:?}");
        assert!(text.is_char_boundary(start) && text.is_char_boundary(stop), "{text:?}: {figure:?}");
        assert!(figure.range.contains_range(figure.number), "{text:?}: {figure:?}");
        assert!(figure.marks.iter().all(|m| figure.range.contains_range(m.range)), "{text:?}: {figure:?}");
        if let Some(interval) = figure.interval()
            && let (Some(lo), Some(hi)) = (interval.lo, interval.hi)
            && matches!(figure.value, Value::Number(_))
        {
            assert!(lo <= hi, "{text:?}: {figure:?}");
        }
        end = stop;
    }
    for other in &lexed.others {
        assert!(text.get(std::ops::Range::<usize>::from(*other)).is_some(), "{text:?}: {other:?}");
    }
}

/// Whether every digit belongs to a figure or to something recognised as none.
fn every_digit_is_told(text: &str, lexed: &Lexed) -> bool {
    let spans = || lexed.figures.iter().map(|f| f.range).chain(lexed.others.iter().copied());
    let mut digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit());
    digits.all(|(at, _)| spans().any(|s| usize::from(s.start()) <= at && at < usize::from(s.end())))
}

/// Everything that steers the lexer, and much that does not belong there.
const PIECES: &[&str] = &[
    "0",
    "1",
    "2024",
    "3.5",
    "12,500",
    ".",
    ",",
    "，",
    "、",
    "。",
    "(",
    ")",
    "“",
    "”",
    "-",
    "—",
    "——",
    "~",
    "～",
    "至",
    "到",
    "由",
    "%",
    "％",
    "‰",
    "+",
    "N",
    "/",
    ":",
    "∶",
    " ",
    "　",
    "零",
    "〇",
    "一",
    "二",
    "两",
    "三",
    "五",
    "九",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "兆",
    "廿",
    "壹",
    "佰",
    "億",
    "萬",
    "半",
    "几",
    "数",
    "多",
    "余",
    "第",
    "前",
    "首位",
    "分之",
    "点",
    "成",
    "折",
    "倍",
    "番",
    "个",
    "家",
    "项",
    "大",
    "人次",
    "元",
    "万元",
    "美元",
    "角",
    "US$",
    "￥",
    "吨",
    "千瓦时",
    "亩",
    "公里",
    "每",
    "个百分点",
    "约",
    "近",
    "超",
    "不足",
    "至少",
    "左右",
    "以上",
    "以下",
    "来",
    "年",
    "月",
    "日",
    "时",
    "分",
    "季度",
    "上半年",
    "今年",
    "十四五",
    "“十四五”",
    "星期",
    "初",
    "以来",
    "G",
    "PM",
    "5G",
    "号",
    "强",
    "负",
    "零下",
    "±",
    "位",
    "名",
    "居",
    "全省",
    "统一",
    "百姓",
    "的",
    "县",
    "𠮷",
    "😀",
    "é",
    "\u{301}",
    "\u{0}",
    "\u{feff}",
    "之间",
    "又",
    "与",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_in_order(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let lexed = lex(&text);
        check_laws(&text, &lexed);
        prop_assert!(every_digit_is_told(&text, &lexed), "{text:?}: {lexed:?}");
        prop_assert_eq!(lex(&text), lexed);
    }

    #[test]
    fn any_text_is_checked(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let analysis = analysis(&text);
        for finding in analysis.findings() {
            prop_assert!(text.get(std::ops::Range::<usize>::from(finding.range)).is_some());
        }
        for figure in analysis.figures() {
            prop_assert!(text.get(std::ops::Range::<usize>::from(figure.range)).is_some());
        }
    }

    #[test]
    fn any_characters_at_all(text in "\\PC{0,60}") {
        check_laws(&text, &lex(&text));
    }
}

#[test]
fn hostile_texts_of_a_megabyte_are_read_in_one_pass() {
    for piece in [
        "一",
        "1,",
        "百",
        "约",
        "2024-",
        "(",
        "1",
        "第",
        "3至",
        "十万亿",
        "1:",
        "1+",
        "多",
        "分之",
        "前",
        "半",
        "零",
        "1 ",
        "1.",
        "至少",
        "￥",
        "年",
        "1年",
        "元",
        "三元五角",
        "每",
        "1/",
        "几",
        "一百",
        "G",
        "A1",
        "近",
        "“1",
        "〔2024〕",
        "初",
        "到",
        "和1",
        "负",
        "1-",
        "以上",
        "由1到",
        "一、",
        "3年以上",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        let lexed = lex(&text);
        assert!(lexed.figures.len() <= text.len());
    }
}

/// `cargo test --test figures -- --ignored report --nocapture`: characters of numerals in the real articles that nothing accounts for,
/// and everything that was recognised as no figure, with what stands around it.
#[test]
#[ignore = "a report to read, not a test"]
fn report() {
    let Ok(folder) = std::fs::read_dir("../shared/seeds") else {
        return println!("not here: ../shared/seeds (it is not part of the product)");
    };
    let mut files: Vec<_> = folder.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    for file in files {
        let analysis = analysis(&std::fs::read_to_string(&file).expect("a readable article"));
        println!("== {}", file.display());
        let (mut lost, mut numerals) = (0, 0);
        for line in analysis.lines() {
            let text = &line.reading.text;
            let lexed = line.lexed();
            let spans: Vec<_> = lexed.figures.iter().map(|f| f.range).chain(lexed.others.iter().copied()).collect();
            let around = |start: usize, end: usize| {
                let before: String = text[..start].chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
                let after: String = text[end..].chars().take(8).collect();
                format!("{before}⟦{}⟧{after}", &text[start..end])
            };
            for (at, char) in text.char_indices().filter(|(_, c)| c.is_ascii_digit() || is_numeral(*c)) {
                numerals += 1;
                if !spans.iter().any(|s| usize::from(s.start()) <= at && at < usize::from(s.end())) {
                    lost += 1;
                    println!("lost   {}", around(at, at + char.len_utf8()));
                }
            }
            for other in &lexed.others {
                println!("other  {}", around(other.start().into(), other.end().into()));
            }
        }
        println!("{numerals} characters of numerals, {lost} unaccounted for");
    }
}
