//! Tests of time expressions. `⟦…⟧` marks what is found; behind it stand the days that are meant on Monday, 20 May 2024.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{CalendarDate, Kind, Span, TimeMatch, lunar_date, lunar_name, plan_years, time_at};

const TODAY: Date = date(2024, 5, 20);

/// Every expression of a text, left to right, with its place.
fn all(text: &str) -> Vec<(usize, TimeMatch)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        match time_at(text, at) {
            Some(time) => {
                let len = time.len;
                found.push((at, time));
                at += len;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

fn days(time: &TimeMatch) -> String {
    let Some((first, last)) = time.expression.days(Some(TODAY)) else { return "?".to_owned() };
    let show = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
    if first == last { show(first) } else { format!("{}..{}", show(first), show(last)) }
}

/// Checks a text with marked expressions against the days they mean.
#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    let text = marked.replace(['⟦', '⟧'], "");
    let found = all(&text);
    let mut shown = text.clone();
    for (at, time) in found.iter().rev() {
        shown.insert(at + time.len, '⟧');
        shown.insert(*at, '⟦');
    }
    assert_eq!(shown, marked);
    assert_eq!(found.iter().map(|(_, time)| days(time)).collect::<Vec<_>>(), expected, "{marked}");
}

#[test]
fn days_and_months() {
    check("⟦2024年3月15日⟧开工,⟦5月⟧投产", &["2024-03-15", "2024-05-01..2024-05-31"]);
    check("⟦二〇二四年三月十五日⟧,⟦2024 年 3 月 15 日⟧", &["2024-03-15", "2024-03-15"]);
    check("记者⟦15日⟧从县里获悉,⟦3月20号⟧放榜", &["2024-05-15", "2024-03-20"]);
    check("⟦2024-03-15⟧、⟦2024.3.15⟧、⟦2024/3/15⟧、⟦2024/03⟧", &["2024-03-15", "2024-03-15", "2024-03-15", "2024-03-01..2024-03-31"]);
    check("⟦十九日⟧,会议开幕,将于⟦二十一日⟧闭幕。⟦六日上午⟧报到", &["2024-05-19", "2024-05-21", "2024-05-06"]);
    check("⟦周六⟧日上午不休,为期十九日,三日游,一日上午", &["2024-05-25"]);
    check("⟦08/2008⟧建成,占3/2008和08/20081", &["2008-08-01..2008-08-31"]);
    check("发布时间:⟦2024-03-15 10:00⟧ 编号:2024-03", &["2024-03-15"]);
    check("⟦公元前202年⟧建县,⟦民国三十八年⟧撤销", &["-000201-01-01..-000201-12-31", "1949-01-01..1949-12-31"]);
    check("⟦98年以来⟧造林,⟦15年3月⟧封山", &["1998-01-01..2024-05-20", "2015-03-01..2015-03-31"]);
    check("⟦去年9月⟧签约,⟦本月底⟧开业", &["2023-09-01..2023-09-30", "2024-05-25..2024-05-31"]);
    check("⟦2023年度⟧考核,⟦3月上旬⟧结束", &["2023-01-01..2023-12-31", "2024-03-01..2024-03-10"]);
}

#[test]
fn ranges_share_what_they_leave_out() {
    check("⟦2018年2—4月⟧", &["2018-02-01..2018-04-30"]);
    check("⟦3月8日至15日⟧公示,⟦3月28日到4月15日⟧施工", &["2024-03-08..2024-03-15", "2024-03-28..2024-04-15"]);
    check("⟦2021年12月25日至次年1月2日⟧", &["2021-12-25..2022-01-02"]);
    check("⟦11月至3月⟧供暖", &["2024-11-01..2025-03-31"]);
    check("⟦2019—2023年⟧,⟦2016—18年⟧", &["2019-01-01..2023-12-31", "2016-01-01..2018-12-31"]);
    check("⟦自2024年1月1日起至12月31日止⟧", &["2024-01-01..2024-12-31"]);
    check("⟦周一至周五⟧开放,⟦2020年与2022年间⟧停办", &["2024-05-20..2024-05-24", "2020-01-01..2022-12-31"]);
    check("⟦今年1至4月⟧,⟦7、8月份⟧", &["2024-01-01..2024-04-30", "2024-07-01..2024-08-31"]);
}

#[test]
fn words_around_a_date() {
    check("⟦截至4月底⟧,⟦自7月1日起⟧", &["..2024-04-30", "2024-07-01.."]);
    check("⟦2015年前⟧、⟦2010年3月1日或之前⟧、⟦2011年以后⟧", &["..2014-12-31", "..2010-03-01", "2012-01-01.."]);
    check("⟦明年底前⟧建成,⟦2020年至今⟧", &["2024-05-20..2025-12-31", "2020-01-01..2024-05-20"]);
    check("⟦今年以来⟧,⟦3月15日左右⟧", &["2024-01-01..2024-05-20", "2024-03-15"]);
    check(
        "⟦6月⟧前往北京,⟦8月⟧后续施工,⟦2024年⟧初步统计,⟦5月⟧中国经济",
        &["2024-06-01..2024-06-30", "2024-08-01..2024-08-31", "2024-01-01..2024-12-31", "2024-05-01..2024-05-31"],
    );
}

#[test]
fn periods() {
    check(
        "⟦一季度⟧、⟦第二季度⟧、⟦二、三季度⟧、⟦上半年⟧",
        &["2024-01-01..2024-03-31", "2024-04-01..2024-06-30", "2024-04-01..2024-09-30", "2024-01-01..2024-06-30"],
    );
    check("⟦2023年前三季度⟧,⟦前两个月⟧,⟦上季度⟧", &["2023-01-01..2023-09-30", "2024-01-01..2024-02-29", "2024-01-01..2024-03-31"]);
    check(
        "⟦“十四五”时期⟧,⟦“十三五”末⟧,⟦十四五⟧规划,⟦“十四五”前四年⟧",
        &["2021-01-01..2025-12-31", "2020-01-01..2020-12-31", "2021-01-01..2025-12-31", "2021-01-01..2024-12-31"],
    );
    check("⟦上世纪80年代⟧,⟦19世纪⟧,⟦90年代末⟧", &["1980-01-01..1989-12-31", "1800-01-01..1899-12-31", "1997-01-01..1999-12-31"]);
    check("⟦去年底⟧,⟦明年年初⟧,⟦岁末⟧", &["2023-11-01..2023-12-31", "2025-01-01..2025-02-28", "2024-11-01..2024-12-31"]);
    assert_eq!((plan_years(1), plan_years(14), plan_years(0)), (Some((1953, 1957)), Some((2021, 2025)), None));
}

#[test]
fn commas_part_only_groups_of_three() {
    check("分别为5家、7家,⟦2023年⟧增至12,⟦8日8时至9日8时⟧停水,共1,250户", &["2023-01-01..2023-12-31", "2024-05-08..2024-05-09"]);
    check("⟦农历八月十五⟧,2024人赏月", &["2024-09-17"]);
}

#[test]
fn what_is_less_usual() {
    check("⟦上世纪五六十年代⟧,⟦2021年最后一周⟧,⟦九月初九⟧", &["1950-01-01..1969-12-31", "2021-12-27..2022-01-02", "2024-10-11"]);
    check("⟦2022—2023⟧赛季,⟦月初⟧,⟦周末⟧", &["2022-01-01..2023-12-31", "2024-05-01..2024-05-05", "2024-05-25..2024-05-26"]);
    check("⟦康熙二十年⟧,⟦第十五个五年规划⟧,⟦09年3月⟧", &["1681-01-01..1681-12-31", "2026-01-01..2030-12-31", "2009-03-01..2009-03-31"]);
    check("首次月度增长,达产后年销售收入", &[]);
}

#[test]
fn lengths_only_where_the_calendar_is_meant() {
    check(
        "⟦3年后⟧,⟦近三年⟧,⟦60日内⟧,⟦三年来⟧,⟦未来五年⟧",
        &["2027-01-01..2027-12-31", "2021-05-20..2024-05-20", "2024-05-20..2024-07-19", "2021-01-01..2024-05-20", "2024-05-20..2029-05-20"],
    );
    check("⟦5个交易日之后⟧,⟦两周前⟧", &["2024-05-27", "2024-05-06..2024-05-12"]);
    check("用时三年,工期45天,六个月试用,一年半,四年六个月,三年多,连续5个月,为期15日", &[]);
    check("历时近300天,提前近两个月,改革开放四十年", &[]);
}

#[test]
fn weeks_and_weekdays() {
    // 上 and 下 that close a word open no 上一季度.
    let quarter = "2024-01-01..2024-03-31";
    check("规上⟦一季度⟧增长,线下⟦一季度⟧,规模以上⟦上一季度⟧", &[quarter, quarter, quarter]);
    check("马上一年半过去,再加上三年", &[]);
    check("⟦上周五⟧,⟦下星期⟧,⟦本周末⟧", &["2024-05-17", "2024-05-27..2024-06-02", "2024-05-25..2024-05-26"]);
    check("⟦10月第三个星期三⟧,⟦2021年的第二周⟧,⟦3月第一周⟧", &["2024-10-16", "2021-01-11..2021-01-17", "2024-03-04..2024-03-10"]);
    check("每周三,四周日均,周六福,周一良,建国75周年", &[]);
    let (_, time) = all("2024年9月10日(星期三)上午").remove(0);
    let Span::Calendar(date) = &time.expression.first else { panic!() };
    assert_eq!((date.weekday.map(|w| w.number), date.clock.is_some(), time.len), (Some(3), true, "2024年9月10日(星期三)上午".len()));
}

#[test]
fn lunar_dates_terms_and_festivals() {
    check("⟦正月十五⟧,⟦农历八月十五⟧,⟦腊月二十三⟧", &["2024-02-24", "2024-09-17", "2025-01-22"]);
    check("⟦2024年冬至⟧,⟦2023年清明⟧,⟦2024年春节前⟧", &["2024-12-21", "2023-04-05", "..2024-02-09"]);
    check("⟦国庆期间⟧,⟦“五一”假期⟧,⟦中秋前后⟧,⟦母亲节⟧", &["2024-10-01", "2024-05-01", "2024-09-17", "2024-05-12"]);
    check("国庆路、李国庆、五一广场、清明上河图、端午安康、三月三歌会、十一届、独立春秋", &[]);
    let day = lunar_date(date(2025, 7, 25)).expect("in range");
    assert_eq!(lunar_name(day), "闰六月初一");
}

#[test]
fn times_of_the_day() {
    check("当地时间⟦20点⟧,提出20点", &["?"]);
    check("⟦15时30分⟧,⟦8:00—17:30⟧,⟦下午3时许⟧,⟦凌晨2点半⟧", &["?", "?", "?", "?"]);
    check("⟦3月15日上午9时至11时⟧", &["2024-03-15"]);
    check("比分3:2,按1:10放大,第3时段,三点要求,8点意见,一时难以", &[]);
    assert_eq!(all("15时30分")[0].1.kind, Kind::Time);
}

#[test]
fn what_is_no_date() {
    check("3号楼、2号线、5号机组、1号文件、〔2024〕15号、第3天、第15届", &[]);
    check("2.3本项目、1.1节、价格2.3元、1998.5万元、占1/3、共2024人、2000多人", &[]);
    check("七一勋章、九三学社、一二·九运动、90后、双十一、1500年历史、距今5000年", &[]);
    check("该机组年中标、青年初心、少年底气、每年底", &[]);
}

#[test]
fn impossible_days() {
    for text in ["2月30日", "2023年2月29日", "4月31日", "2023年13月", "6月1日至31日"] {
        assert!(all(text)[0].1.expression.is_impossible(), "{text}");
    }
    for text in ["2月29日", "2024年2月29日", "腊月三十", "3月31日", "农历二月三十"] {
        assert!(!all(text)[0].1.expression.is_impossible(), "{text}");
    }
}

#[test]
fn what_is_written_is_kept() {
    let (_, time) = all("98年08月").remove(0);
    let Span::Calendar(CalendarDate { year: Some(year), month: Some(month), .. }) = time.expression.first else { panic!() };
    assert_eq!((year.digits, month.is_padded), (2, true));
    let quarter = all("一季度").remove(0).1.expression;
    assert_eq!(quarter.dates().next().and_then(CalendarDate::statistical_months), Some((1, 3)));
}

#[test]
fn descriptions() {
    let (_, time) = all("2024年3月15日").remove(0);
    assert_eq!(time.expression.describe_chinese(None).as_deref(), Some("2024年3月15日，星期五，农历二月初六"));
    let (_, time) = all("“十四五”时期").remove(0);
    assert_eq!(time.expression.describe_english(None).as_deref(), Some("2021-01-01 to 2025-12-31, 1826 days"));
}

proptest! {
    /// Any text of the calendar's characters is read without a panic, and every match ends on a character.
    #[test]
    fn never_panics(text in "[0-9年月日号至—.:/\\-第前后近三十五零上下周季度旬初底今去自起以来截农历正闰腊“” (),]{0,24}") {
        for (at, time) in all(&text) {
            prop_assert!(text.is_char_boundary(at + time.len) && time.len > 0);
            let _ = time.expression.days(Some(TODAY));
            let _ = time.expression.is_impossible();
        }
    }
}
