//! Tests of the rules over dates: text in, findings out.

use jiff::civil::date;

use super::{When, check};
use crate::figures::lexer::lex;
use crate::rules::finding::{Edits, Finding};

/// The findings of a text, its article dated Monday, 20 May 2024.
fn findings(text: &str) -> Vec<Finding> {
    let found = check(text, &lex(text).figures);
    let claims = found.claims.iter().filter_map(|claim| claim.judge(&When::dated(Some(date(2024, 5, 20)))));
    found.findings.into_iter().chain(claims).collect()
}

fn found(text: &str) -> Vec<String> {
    findings(text).iter().map(|f| format!("{} ⟦{}⟧ {}", f.code, &text[f.range], f.message.zh)).collect()
}

/// The text after a finding's first fix.
fn fixed(text: &str) -> String {
    let findings = findings(text);
    let Some(Edits::Places(edits)) = findings.first().and_then(|f| f.fixes.first()).map(|f| f.edits.clone()) else { return String::new() };
    crate::text::apply_edits(text, &edits)
}

#[test]
fn days_that_do_not_exist() {
    assert_eq!(found("征求意见截至2月30日。"), ["impossible-date ⟦截至2月30日⟧ 没有“2月30日”：2月只有29天"]);
    assert_eq!(found("2023年2月29日投产。"), ["impossible-date ⟦2023年2月29日⟧ 没有“2月29日”：2023年2月只有28天"]);
    assert_eq!(found("6月1日至31日停水。"), ["impossible-date ⟦6月1日至31日⟧ 没有“6月31日”：6月只有30天"]);
    assert_eq!(found("报名到2023年13月。"), ["impossible-date ⟦2023年13月⟧ 没有13月"]);
    assert_eq!(fixed("截至2月30日。"), "截至2月29日。");
    for text in ["2月29日上午。", "2024年2月29日。", "农历二月三十祭祖。", "腊月三十放假。", "“2月30日”这一天并不存在。", "3月31日。"]
    {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn weekdays() {
    assert_eq!(found("2024年9月10日(星期三)开馆。"), ["weekday-mismatch ⟦星期三⟧ “星期三”与日期不符：2024年9月10日是星期二"]);
    assert_eq!(fixed("2024年9月10日(周三)开馆。"), "2024年9月10日(周二)开馆。");
    assert_eq!(found("6月1日至6月3日(星期四)停电。"), ["weekday-mismatch ⟦星期四⟧ “星期四”与日期不符：2024年6月3日是星期一"]);
    for text in [
        "2024年9月10日(星期二)开馆。",
        "10月15日(星期三)开馆。",
        "每年10月第三个星期三开放。",
        "每年10月15日星期五前报送。",
        "2021年起,6月3日(星期四)为开放日。",
        "周三上午停水。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn lunar_dates_and_festivals() {
    assert_eq!(found("2026年3月4日(正月十五)猜灯谜。"), ["lunar-mismatch ⟦正月十五⟧ “正月十五”与日期不符：2026年3月4日是农历正月十六"]);
    assert_eq!(found("2024年9月18日(中秋节)赏月。"), ["lunar-mismatch ⟦中秋节⟧ “中秋节”与日期不符：2024年的中秋节是9月17日"]);
    assert_eq!(fixed("2024年9月18日(中秋节)赏月。"), "2024年9月17日(中秋节)赏月。");
    assert_eq!(found("2026年3月3日(星期二,农历正月十六)。").len(), 1);
    for text in [
        "2026年3月3日(正月十五)猜灯谜。",
        "2026年3月3日(星期二,农历正月十五)。",
        "2025年1月28日(腊月三十)吃年夜饭。",
        "2024年9月15日(中秋假期)出游。",
        "3月3日(正月十五)猜灯谜。",
        "农历正月十五(2024年2月24日)猜灯谜。",
    ] {
        let text = if text.starts_with("3月") { "2月24日(正月十五)猜灯谜。" } else { text };
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn reversed_stretches() {
    assert_eq!(found("公示从3月8日至3月5日。"), ["dates-reversed ⟦从3月8日至3月5日⟧ 起讫颠倒：“从3月8日至3月5日”的终点早于起点"]);
    assert_eq!(fixed("公示期为3月8日至3月5日。"), "公示期为3月5日至3月8日。");
    assert_eq!(found("2025年3月—2024年5月施工。").len(), 1);
    for text in ["12月28日至1月5日放假。", "2021年12月25日至次年1月2日。", "11月至3月供暖。", "28日至3日。", "从2025年到2021年回看。"]
    {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn numbers_of_days() {
    assert_eq!(
        found("公示期为2024年3月4日至8日,共7个工作日。"),
        ["day-count-mismatch ⟦7个工作日⟧ “2024年3月4日至8日”连首尾是5个工作日，这里写作“7个工作日”"]
    );
    assert_eq!(found("展会3月4日至8日举行,为期三天。").len(), 1);
    assert_eq!(fixed("展会3月4日至8日举行,为期三天。"), "展会3月4日至8日举行,为期五天。");
    for text in [
        "公示期为2024年3月4日至8日,共5个工作日。",
        "2021年12月25日至次年1月2日,共9天。",
        "3月4日至8日,共4天。",
        "2024年9月28日至10月13日,共7个工作日。",
        "3月4日至8日,提前2天布展。",
        "2月26日至3月2日,共6天。",
        "3月4日至8日,约7天。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn plans_and_their_years() {
    assert_eq!(
        found("“十四五”时期(2020—2024年)建成。"),
        ["plan-years-mismatch ⟦2020—2024年⟧ “十四五”时期是2021—2025年，括注写作“2020—2024年”"]
    );
    assert_eq!(fixed("“十四五”时期(2020—2024年)建成。"), "“十四五”时期(2021—2025年)建成。");
    assert_eq!(found("2024年是“十四五”收官之年。").len(), 1);
    for text in [
        "“十四五”时期(2021—2025年)建成。",
        "“十四五”前四年(2021—2024年)建成。",
        "“十四五”末(2025年)建成。",
        "2026年是“十五五”开局之年。",
        "2024年是“十四五”规划的关键之年。",
        "“十四五”及中长期规划(2021—2035年)。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn quarters_and_their_months() {
    assert_eq!(found("一季度(1—4月)获利。"), ["quarter-months-mismatch ⟦1—4月⟧ “一季度”是1—3月，与“1—4月”不符"]);
    assert_eq!(fixed("一季度(1—4月)获利。"), "一季度(1—3月)获利。");
    assert_eq!(fixed("上半年(1—5月)获利。"), "上半年(1—6月)获利。");
    for text in
        ["一季度(1—3月)获利。", "上半年(4—6月)获利。", "上半年(1—5月)计划获利。", "一季度获利,1—4月亏损。", "2024财年一季度(4—6月)获利。"]
    {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn years_in_full_and_no_zeros() {
    assert_eq!(found("98年以来造林。"), ["date-style ⟦98年以来⟧ 年份宜写全：98年应为1998年"]);
    assert_eq!(fixed("98年以来造林。"), "1998年以来造林。");
    assert_eq!(fixed("九八年三月通车。"), "一九九八年三月通车。");
    assert_eq!(fixed("2008年08月开园。"), "2008年8月开园。");
    for text in ["造林98万亩。", "90后创业。", "2008-08-08开幕。", "改革开放45年来。", "08:30开会。"] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn weekdays_in_one_bracket_and_before_the_day() {
    assert_eq!(
        found("2024年9月9日至14日(周二至周五)培训。"),
        [
            "weekday-mismatch ⟦周二⟧ “周二”与日期不符：2024年9月9日是星期一",
            "weekday-mismatch ⟦周五⟧ “周五”与日期不符：2024年9月14日是星期六"
        ]
    );
    assert_eq!(found("2024年9月7日、8日(周六、周一)闭馆。"), ["weekday-mismatch ⟦周一⟧ “周一”与日期不符：2024年9月8日是星期日"]);
    assert_eq!(found("星期三(2024年9月10日)开馆。"), ["weekday-mismatch ⟦星期三⟧ “星期三”与日期不符：2024年9月10日是星期二"]);
    assert_eq!(fixed("2024年9月10日(下周三)开馆。"), "2024年9月10日(下周二)开馆。");
    assert_eq!(found("本周三(21日)开馆。"), ["weekday-mismatch ⟦本周三⟧ “本周三”与日期不符：5月21日是星期二（前后两个月也不合）"]);
    assert_eq!(found("2024年9月10日(星期三、农历八月初八)开馆。").len(), 1);
    for text in [
        "2024年9月9日至13日(周一至周五)培训。",
        "2024年9月9日至13日(周一至五)培训。",
        "2024年9月7日、8日(周六、周日)闭馆。",
        "2024年9月7日、8日(周六、日)闭馆。",
        "2024年9月7日和9月8日(星期六和星期日)闭馆。",
        "2024年9月6日、7日、8日(周五至周日)闭馆。",
        "2024年9月(每周三、周五)开馆。",
        "星期二(2024年9月10日)开馆。",
        "本周三(22日)开馆。",
        "周三(21日)开馆。",
        "每周三(9月10日除外)开馆。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn numbers_of_days_before_the_stretch_and_of_joined_ends() {
    for text in [
        "庙会会期5天,从5月10日到12日。",
        "为期三天(5月10日至15日)的庙会落幕。",
        "为期三天的庙会(5月10日至15日)落幕。",
        "公示期7个工作日(2024年5月6日至2024年5月10日)。",
        "公示期为6个工作日,自2024年5月6日起至2024年5月8日止。",
        "在5月10日至12日的五天时间里,来客不断。",
        "宣传周自5月10日开始,至5月12日结束,为期7天。",
        "公示自2024年5月6日起,至2024年5月8日止,共5天。",
    ] {
        let findings = found(text);
        assert!(findings.len() == 1 && findings[0].starts_with("day-count-mismatch"), "{text}: {findings:?}");
    }
    for text in [
        "庙会会期3天,从5月10日到12日。",
        "为期三天(5月10日至12日)的庙会落幕。",
        "为期三天的庙会(5月10日至15日报名)落幕。",
        "公示期5个工作日(2024年5月6日至2024年5月10日)。",
        "在5月10日至12日的三天时间里,来客不断。",
        "宣传周自5月6日开始,至5月12日结束,为期7天。",
        "报名截止前3天,5月10日至15日集中核验。",
        "每期为期三天,5月10日至15日开两期。",
        "5月10日至15日的第三天,来客最多。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn plans_decades_and_quarters_in_other_words() {
    for text in [
        "2020年至2025年的“十四五”时期,新建水库3座。",
        "2023年是“十四五”的第二年。",
        "“十三五”收官之年2021年,全县脱贫。",
        "2020年,“十四五”开局之年,开工50个项目。",
        "20世纪80年代(1995年),他办起茶厂。",
        "上世纪80年代(1995年),他办起茶厂。",
    ] {
        let findings = found(text);
        assert!(findings.len() == 1 && findings[0].starts_with("plan-years-mismatch"), "{text}: {findings:?}");
    }
    for text in ["今年一季度,即1至4月,获利。", "1至4月的一季度,获利。"] {
        let findings = found(text);
        assert!(findings.len() == 1 && findings[0].starts_with("quarter-months-mismatch"), "{text}: {findings:?}");
    }
    for text in [
        "2021年至2025年的“十四五”时期,新建水库3座。",
        "2021年至2023年“十四五”期间,新建水库3座。",
        "2020年至2021年“十四五”规划编制完成。",
        "2022年是“十四五”的第二年。",
        "2021年,“十四五”开局之年,开工50个项目。",
        "20世纪80年代末(1990年),他办起茶厂。",
        "20世纪80年代(1985年),他办起茶厂。",
        "今年一季度,即1至3月,获利。",
        "一季度的1至2月,获利。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn stretches_with_a_verb() {
    assert_eq!(found("庆典从11月8日持续到11月16日,为期7天,包括展览32场。").len(), 1);
    assert_eq!(found("今年的长假从10月1日(星期二)放到10月8日,共6天。").len(), 1);
    for text in [
        "庆典从11月8日持续到11月16日,为期9天,包括展览32场。",
        "长假从10月1日放到10月8日,其中3天高速免费。",
        "他从3月4日走到3月8日,第3天遇雨。",
        "从11月8日看到11月16日,共3天有雨。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}
