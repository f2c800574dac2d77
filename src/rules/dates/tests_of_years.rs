//! Tests of the rules over years, ages and periods: text in, findings out.

use jiff::civil::{Date, date};

use super::{When, check};
use crate::figures::lexer::lex;
use crate::rules::finding::{Edits, Finding};

/// The findings of a text in an article of that date.
fn findings_on(text: &str, day: Option<Date>) -> Vec<Finding> {
    let found = check(text, &lex(text).figures);
    let claims = found.claims.iter().filter_map(|claim| claim.judge(&When::dated(day)));
    found.findings.into_iter().chain(claims).collect()
}

fn shown(text: &str, findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|f| format!("{} ⟦{}⟧ {}", f.code, &text[f.range], f.message.zh)).collect()
}

/// The findings of a text, its article dated 20 May 2024.
fn found(text: &str) -> Vec<String> {
    shown(text, &findings_on(text, Some(date(2024, 5, 20))))
}

/// The only finding of each text has this code and marks this place.
#[track_caller]
fn wrong(code: &str, texts: &[&str]) {
    for marked in texts {
        let text = marked.replace(['⟦', '⟧'], "");
        let place = marked.split(['⟦', '⟧']).nth(1).expect("a marked place");
        let findings = found(&text);
        let is_right = matches!(findings.as_slice(), [one] if one.starts_with(&format!("{code} ⟦{place}⟧")));
        assert!(is_right, "{text}: {findings:?}");
    }
}

#[track_caller]
fn silent(texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

fn fixed(text: &str) -> String {
    let findings = findings_on(text, Some(date(2024, 5, 20)));
    let Some(Edits::Places(edits)) = findings.first().and_then(|f| f.fixes.first()).map(|f| f.edits.clone()) else { return String::new() };
    crate::text::apply_edits(text, &edits)
}

#[test]
fn anniversaries_of_what_the_sentence_founds() {
    let text = "茶场1998年创办,2019年迎来20周年。";
    assert_eq!(found(text), ["anniversary-mismatch ⟦20周年⟧ “20周年”与年份不符：1998年到2019年是21周年"]);
    assert_eq!(fixed(text), "茶场1998年创办,2019年迎来21周年。");
    assert_eq!(fixed("茶场1998年创办,2019年迎来二十周年。"), "茶场1998年创办,2019年迎来二十一周年。");
    wrong(
        "anniversary-mismatch",
        &[
            "这所小学始建于1952年,2022年迎来建校⟦60周年⟧。",
            "成立于1993年的剧团今年迎来⟦30周年⟧。",
            "2020年,创办于1980年的酒厂喜迎⟦50周年⟧。",
            "书店2009年开业,今年恰逢开业⟦10周年⟧。",
            "合作社2010年成立,2023年进入⟦第16个年头⟧。",
            "自2001年开园以来,园区已走过⟦25周年⟧。",
            "铁路1995年9月通车,2015年9月通车⟦30周年⟧。",
            "协会2004年10月成立,今年是协会成立的⟦第十九个年头⟧。",
        ],
    );
    silent(&[
        "茶场1998年创办,2018年迎来20周年。",
        "合作社2006年成立,2021年进入第16个年头。",
        "合作社2006年成立,2021年进入第15个年头。",
        "成立于1994年的剧团今年迎来30周年。",
        "公司2003年成立,2015年上市,2023年迎来20周年。",
        "公司2003年成立,2015年上市,2025年迎来上市10周年。",
        "学校1952年创办,2023年是改革开放45周年。",
        "茶场1998年创办,2019年底即将迎来22周年。",
        "1998年创办的茶场走过了20周年。",
        "子公司2006年成立,2021年迎来集团成立20周年。",
        "茶场1998年创办,去年迎来25周年。",
        "1998年创办的茶场,为迎接20周年整修一新。",
        "茶场1998年创办,2019年迎来20多周年的老客户。",
    ]);
}

#[test]
fn anniversaries_that_everybody_knows() {
    assert_eq!(found("2021年是中国共产党成立90周年。"), ["anniversary-mismatch ⟦90周年⟧ “90周年”与年份不符：1921年到2021年是100周年"]);
    wrong(
        "anniversary-mismatch",
        &[
            "今年是新中国成立⟦70周年⟧。",
            "2018年恰逢改革开放⟦30周年⟧。",
            "2023年是“十四五”承上启下之年,也是改革开放⟦40周年⟧。",
            "2017年,正值香港回归祖国⟦25周年⟧。",
            "今年正值中华人民共和国成立⟦七十四周年⟧。",
        ],
    );
    silent(&[
        "今年是新中国成立75周年。",
        "2021年是建党100周年,也是“十四五”开局之年。",
        "2020年,县里筹备庆祝建党100周年的演出。",
        "2018年改建的展馆,为新中国成立70周年献礼。",
        "他回忆起庆祝新中国成立50周年的情形。",
        "2011年是邻国建国200周年。",
        "2023年,在新中国成立74周年之际,大桥通车。",
        "2019年迎来新中国成立70周年。",
    ]);
}

#[test]
fn runs_of_years_and_months() {
    let text = "2016年至2020年,连续3年获评先进。";
    assert_eq!(found(text), ["year-count-mismatch ⟦3年⟧ “2016年至2020年”连头带尾是5年，这里写作“3年”"]);
    assert_eq!(fixed(text), "2016年至2020年,连续5年获评先进。");
    wrong(
        "year-count-mismatch",
        &[
            "2018—2023年,连续⟦四年⟧增产。",
            "2018年到2023年的⟦4年⟧间,产量翻番。",
            "1月至5月连续⟦3个月⟧增长。",
            "2021年3月至2024年3月,历时⟦5年⟧。",
            "2019年、2020年、2021年连续⟦两年⟧入选。",
            "自2015年以来连续⟦五年⟧增产。",
            "2019年和2020年连续⟦三年⟧入选。",
            "大桥2015年6月开工,2023年6月竣工,历时⟦5年⟧。",
        ],
    );
    silent(&[
        "2016年至2020年,连续5年获评先进。",
        "2016年至2020年,连续4年增长。",
        "2016年至2021年的5年间翻了一番。",
        "2018年至2023年,其中连续3年获评先进。",
        "2018年至2023年,曾有3年受灾。",
        "1月至5月连续4个月增长。",
        "1月至5月连续5个月增长。",
        "2020年3月至2022年12月,历时三年。",
        "2020年3月至2022年12月,历时两年多。",
        "自2015年以来连续九年增产。",
        "自2015年以来,2018年、2019年连续两年增产。",
        "2017年、2019年、2020年连续两年入选。",
        "2019年、2020年、2021年连续三年入选。",
        "2018年至2023年,每年3个月集中整治。",
        "2018年至2020年三年行动计划。",
        "大桥2015年6月开工,2023年6月竣工,历时8年。",
        "大桥2015年6月开工,2023年12月竣工,历时8年。",
        "大桥2015年6月开工,2023年6月竣工,历时8年多。",
        "2018年至2023年,3年期贷款利率下降。",
    ]);
}

#[test]
fn ages_and_years_of_birth() {
    let text = "1948年出生的木匠今年(2021年)已83岁。";
    assert_eq!(found(text), ["age-mismatch ⟦83岁⟧ “83岁”与出生年份不符：1948年出生，到2021年是73岁，生日未到是72岁"]);
    assert_eq!(fixed(text), "1948年出生的木匠今年(2021年)已73岁。");
    wrong(
        "age-mismatch",
        &[
            "老张生于1950年3月,今年⟦64岁⟧。",
            "他1962年出生,1980年⟦28岁⟧参军。",
            "吴某,男,1971年8月生,⟦43岁⟧,汉族。",
            "⟦36岁⟧的林某(1978年生)现任厂长。",
            "他1931年出生,2011年病逝,享年⟦90岁⟧。",
            "陈老(1920—2010),享年⟦80岁⟧。",
            "周某1988年2月出生,现年⟦26岁⟧。",
            "王大爷今年⟦70岁⟧,1945年出生。",
            "现年⟦70岁⟧的王大爷出生于1945年。",
            "今年⟦70岁⟧的王大爷,1945年出生在海边。",
            "1948年出生的木匠今年(2021年)虚岁⟦60⟧。",
        ],
    );
    silent(&[
        "1948年出生的木匠今年(2021年)已73岁。",
        "1948年出生的木匠今年(2021年)72岁。",
        "1948年出生的木匠今年(2021年)虚岁74。",
        "老张生于1950年3月,今年74岁。",
        "老张生于1950年3月,20岁参军。",
        "今年70岁的王大爷和1945年出生的老伴种了一亩菜。",
        "今年50岁的王主任,1945年出生的他见得多了。",
        "当时36岁的林某(1978年生)获奖。",
        "老张生于1950年,今年和30岁的儿子一起参赛。",
        "老张生于1950年,孙子今年12岁。",
        "老张生于1950年,儿子今年40岁。",
        "老张1950年生产队记工时才12岁。",
        "他1931年出生,2011年病逝,享年81岁。",
        "吴某,男,1971年8月生,53岁,汉族。",
        "1990年出生的他,今年迎来12岁的徒弟。",
        "1990年出生,18岁,考上大学。",
        "1950年出生的李某和今年70岁的王某结伴同行。",
    ]);
}

#[test]
fn periods_that_are_not_over() {
    let text = "(3月9日发稿)今年1至4月,全区完成投资7亿元。";
    let findings = shown(text, &findings_on(text, None));
    assert_eq!(findings, ["unfinished-period ⟦今年1至4月⟧ “今年1至4月”到4月30日才结束，稿件日期是3月9日，这里却写作“完成”"]);
    wrong(
        "unfinished-period",
        &[
            "⟦今年1—7月⟧,全县完成固定资产投资8亿元。",
            "⟦2024年前三季度⟧,全市规模以上工业增加值同比增长6.1%。",
            "⟦今年上半年⟧,全县已完成投资12亿元。",
            "⟦截至2024年6月30日⟧,已累计发放贷款3亿元。",
            "⟦今年前8个月⟧,全市外贸进出口增长5.2%。",
        ],
    );
    silent(&[
        "(5月9日发稿)今年1至4月,全区完成投资7亿元。",
        "(3月9日发稿)今年1至4月,全区计划完成投资7亿元。",
        "今年1—4月,全县完成固定资产投资8亿元。",
        "2023年1—7月,全县完成固定资产投资8亿元。",
        "今年上半年,完成前期工作,年底投资5亿元。",
        "今年1—7月,力争完成投资8亿元。",
        "今年上半年的任务已完成80%。",
        "2024年,全县完成投资12亿元。",
        "2024年全年,完成投资12亿元。",
        "今年下半年,完成道路改造3公里。",
        "1—7月,全县完成固定资产投资8亿元。",
        "去年1—7月,全县完成固定资产投资8亿元。",
        "今年前三季度,预计同比增长6%。",
        "今年前11个月,全县外贸进出口同比增长6%。",
        "截至2024年6月30日,报名已完成80%。",
    ]);
    let early = "2024年全年,同比增长5%。今年上半年,全县已完成投资12亿元。";
    assert_eq!(findings_on(early, Some(date(2024, 6, 20))), Vec::new());
    assert_eq!(findings_on("今年1—12月,完成投资12亿元。", Some(date(2024, 12, 28))), Vec::new());
}

#[test]
fn years_in_a_megabyte_are_read_in_one_pass() {
    for piece in [
        "2006年成立,2021年迎来20周年,",
        "1948年出生,今年83岁,",
        "2016年至2021年连续4年,",
        "今年1至5月完成1亿元,",
        "20周年",
        "75岁",
        "2019年、",
    ] {
        let text = piece.repeat(60_000 / piece.len() * 4);
        let lexed = lex(&text);
        let start = std::time::Instant::now();
        check(&text, &lexed.figures);
        assert!(start.elapsed().as_secs() < 5, "{piece}");
    }
}
