//! What is said of a list that does not come out.

use rust_decimal::Decimal;

use super::judge::Judged;
use super::series::Series;
use crate::rules::consistency::Comparison;
use crate::rules::finding::{Evidence, Finding, Message, Related, Severity};
use crate::rules::style::as_value;

impl Comparison<'_> {
    /// The finding at the figure that was mistyped as far as anybody can tell, with the whole list.
    pub(super) fn sum_finding(&self, series: &Series, judged: &Judged) -> Option<Finding> {
        let wrong = judged.wrong()?;
        let (whole, scale) = (wrong.whole, &wrong.whole.amount.scale);
        let values: Vec<Decimal> = series.parts.iter().filter_map(|f| f.amount.printed()).map(|p| p.value).collect();
        let sum = values.iter().try_fold(Decimal::ZERO, |sum, v| sum.checked_add(*v))?;
        let gap = sum.checked_sub(whole.amount.printed()?.value)?.abs();
        let terms: Vec<String> = values.iter().map(|v| scale.number(*v)).collect();
        let (made, told, gap) = (scale.text(sum), self.text(whole), scale.text(gap));
        let message = Message::new(
            format!("分项之和与总数不符：各项合计{made}，总数写作“{told}”，相差{gap}"),
            format!("the parts do not add up: they make {made}, the whole is “{told}”, {gap} apart"),
        );
        let formula = Message::new(
            format!("{} = {made} ≠ {told}，差 {gap}", terms.join(" + ")),
            format!("{} = {made} ≠ {told}, {gap} apart", terms.join(" + ")),
        );
        let at = wrong.mend.as_ref().map_or(series.parts[series.parts.len() - 1], |(fact, _)| *fact);
        let others: Vec<_> = series.parts.iter().copied().chain([whole]).filter(|f| f.range != at.range).collect();
        let values = others.iter().copied().chain([at]).map(|f| {
            let mut value = as_value(self.reading(f), f.figure);
            value.range = f.range;
            value
        });
        let related = others.iter().map(|f| Related {
            range: f.range,
            message: Message::new(format!("“{}”在这里", self.text(f)), format!("“{}” stands here", self.text(f))),
        });
        let fixes = wrong.mend.iter().map(|(fact, mend)| self.change(fact, mend));
        Some(Finding {
            code: "parts-sum-mismatch",
            severity: Severity::Error,
            message,
            range: at.range,
            evidence: Some(Evidence { formula, values: values.collect() }),
            related: related.collect(),
            fixes: fixes.collect(),
        })
    }
}
