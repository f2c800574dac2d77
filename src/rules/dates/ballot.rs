//! The year of an article that neither a dateline nor the years of its statistics tell: what its ages, anniversaries and weekdays agree on.

use std::collections::BTreeMap;

use super::{DateClaim, When};

/// How many claims are asked.
const MOST: usize = 64;
/// How many must agree.
const ENOUGH: usize = 2;

impl When {
    /// The same, with what the article's own claims tell of its year.
    pub(in crate::rules) fn told_by<'c>(mut self, claims: impl Iterator<Item = &'c DateClaim>) -> When {
        if self.day.is_some() {
            return self;
        }
        let claims: Vec<&DateClaim> = claims.take(MOST).collect();
        let anchored = |claim: &&DateClaim| if let DateClaim::Day(day) = claim { day.anchored() } else { None };
        self.beside = claims.iter().find_map(anchored);
        if self.beside.is_none() && self.last_year.is_none() {
            self.voted = elected(&claims, self.told);
        }
        self
    }
}

/// The years that most claims allow, if they are one or a few neighbours.
fn elected(claims: &[&DateClaim], told: Option<i32>) -> Vec<i32> {
    let mut votes: BTreeMap<i32, usize> = BTreeMap::new();
    for year in told.iter().flat_map(|year| [*year, year + 1]) {
        *votes.entry(year).or_default() += 1;
    }
    for claim in claims {
        if let DateClaim::Years(claim) = claim {
            for year in claim.nows().into_iter().flatten() {
                *votes.entry(year).or_default() += 1;
            }
        }
    }
    for claim in claims {
        let DateClaim::Day(claim) = claim else { continue };
        for (year, count) in &mut votes {
            *count += usize::from(claim.is_right_in(*year));
        }
    }
    let most = votes.values().copied().max().unwrap_or(0);
    let best: Vec<i32> = votes.iter().filter(|(_, count)| **count == most).map(|(year, _)| *year).collect();
    let are_neighbours = best.last().zip(best.first()).is_some_and(|(last, first)| last - first < 3);
    if most >= ENOUGH && are_neighbours { best } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::figures::lexer::lex;
    use crate::rules::dates::{When, check};

    fn found(lines: &[&str]) -> Vec<String> {
        let all: Vec<_> = lines.iter().map(|text| check(text, &lex(text).figures)).collect();
        let when = When::default().told_by(all.iter().flat_map(|dates| &dates.claims));
        let claims = all.iter().flat_map(|dates| &dates.claims).filter_map(|claim| claim.judge(&when));
        claims.map(|finding| finding.message.zh).collect()
    }

    #[test]
    fn what_the_others_agree_on_settles_one() {
        let lines = ["她生于1947年，今年68岁。", "厂子创办于1985年，今年迎来40周年。", "他2002年参加工作，至今已23年。"];
        let findings = found(&lines);
        assert!(matches!(findings.as_slice(), [one] if one.starts_with("“68岁”")), "{findings:?}");
    }

    #[test]
    fn two_that_differ_and_one_alone_settle_nothing() {
        assert_eq!(found(&["她生于1947年，今年68岁。"]), Vec::<String>::new());
        assert_eq!(found(&["她生于1947年，今年68岁。", "厂子创办于1985年，今年迎来40周年。"]), Vec::<String>::new());
        assert_eq!(found(&["她生于1947年，今年78岁。", "厂子创办于1985年，今年迎来40周年。"]), Vec::<String>::new());
    }

    #[test]
    fn the_sentence_of_a_day_tells_its_year() {
        let wrong = [
            "3月26日（星期五）晚间，恒泰轴承披露2025年年度报告。",
            "9月24日（星期四）下午，2025年青川市重大项目集中签约仪式在会展中心举行。",
            "11月12日，星期二，口岸办公布一组数：1—10月，班列开行1286列，已是2024年全年1354列的95.0%。",
            "7月10日（星期日）上午，市公安局召开发布会，通报2025年上半年治安情况。",
            "8月22日（星期三）晚，恒泰轴承披露2025年半年度报告。",
            "市气象局1月12日（星期四）发布《2025年青川市气候公报》。",
            "9月1日（星期四），河东中学2025年秋季学期正式开学。",
        ];
        for text in wrong {
            assert_eq!(found(&[text]).len(), 1, "{text}");
        }
        let right = [
            "3月26日（星期四）晚间，恒泰轴承披露2025年年度报告。",
            "12月28日（星期六），2025年新年音乐会在大剧院举行。",
            "11月15日（星期五），2025年度考试录用公务员报名启动仪式举行。",
            "9月24日（星期三）下午，2025年青川市重大项目集中签约仪式在会展中心举行。",
            "8月6日（星期二），县里印发方案，对2025年高考报名作出安排。",
            "运输局于7月29日（星期一）公布，上半年客运量比2025年上半年上升2.9%。",
            "7月10日（星期四）上午，市公安局召开发布会，通报2025年上半年治安情况。",
            "市气象局1月12日（星期一）发布《2025年青川市气候公报》。",
        ];
        for text in right {
            assert_eq!(found(&[text]), Vec::<String>::new(), "{text}");
        }
    }
}
