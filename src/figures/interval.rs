//! The interval of a figure: which values its words allow.
//!
//! | written | interval | source |
//! |---|---|---|
//! | `178亿`, `20.5%` | half a step of the last printed digit to both sides, the upper end left out | XBRL Calculations 1.1, rounding |
//! | `312家`, `5项` (whole things, every digit printed) | the number itself | counts are not rounded |
//! | 约 x, x 左右 | x ± half a step of its last digit that is not 0, but no less than x/20 and no more than x/10 | RELATIONS T4 |
//! | 近 x | [0.9x, x) | RELATIONS T4 |
//! | 超 x, 逾 x, 突破 x | above x, open | RELATIONS T4: a hint only above 1.25x |
//! | 不足 x, 不到 x | below x, open | |
//! | x 多, x 余 | from x to the next step of its last digit that is not 0 | RELATIONS T4 |
//! | 至少 x, x 以上 | x and above | |
//! | 最多 x, x 以内 | x and below | |
//! | 十几, 几十, 数百 | [10, 20), [20, 100), [200, 1000) | |
//! | 三五, 七八 | both numbers and what lies between | |
//! | a—b | from a's to b's interval | GB/T 15835—2011, 5.1.3 |

use rust_decimal::Decimal;

use super::figure::{Approximation, Figure, Interval, Printed, Value};
use super::unit::UnitKind;

impl Figure {
    /// The values that the figure's words allow; `None` for what has no value.
    pub fn interval(&self) -> Option<Interval> {
        let interval = match &self.value {
            Value::Number(printed) => hedged(*printed, self.approximation, self.is_whole(*printed)),
            Value::Range(lo, hi) => {
                // 几十 and 三五千 give their ends themselves; nothing was rounded.
                let is_vague = self.approximation == Approximation::About && self.marks.is_empty();
                let ends = |p: Printed| if is_vague || self.is_whole(p) { Interval::point(p.value) } else { rounded(p) };
                let (lo, hi) = (lo.map(ends), hi.map(ends));
                Interval {
                    lo: lo.and_then(|i| i.lo),
                    lo_closed: lo.is_some_and(|i| i.lo_closed),
                    hi: hi.and_then(|i| i.hi),
                    hi_closed: hi.is_some_and(|i| i.hi_closed) && !is_vague,
                }
            }
            Value::Terms(_) | Value::Time(_) | Value::None => return None,
        };
        Some(interval)
    }

    /// Whether a number counts whole things and has every digit printed.
    fn is_whole(&self, printed: Printed) -> bool {
        let counts = self.unit.is_some_and(|u| u.entry.kind == UnitKind::Counter && u.per.is_none());
        counts && printed.step == Decimal::ONE
    }
}

/// What rounding to the last printed digit allows.
fn rounded(printed: Printed) -> Interval {
    let half = printed.step / Decimal::TWO;
    Interval { lo: Some(printed.value - half), lo_closed: true, hi: Some(printed.value + half), hi_closed: half.is_zero() }
}

fn hedged(printed: Printed, approximation: Approximation, is_whole: bool) -> Interval {
    let Printed { value, .. } = printed;
    let step = last_digit(printed);
    let open = Interval { lo: None, lo_closed: false, hi: None, hi_closed: false };
    match approximation {
        Approximation::Exact if is_whole => Interval::point(value),
        Approximation::Exact => rounded(printed),
        Approximation::About => {
            let slack = (step / Decimal::TWO).clamp(value.abs() / Decimal::from(20), value.abs() / Decimal::TEN);
            Interval { lo: Some(value - slack), lo_closed: true, hi: Some(value + slack), hi_closed: true }
        }
        Approximation::Near => {
            let tenth = value.abs() / Decimal::TEN;
            Interval { lo: Some(value - tenth), lo_closed: true, hi: Some(value), hi_closed: false }
        }
        Approximation::Over => Interval { lo: Some(value), ..open },
        Approximation::Under => Interval { hi: Some(value), ..open },
        Approximation::More => Interval { lo: Some(value), lo_closed: true, hi: Some(value + step), hi_closed: false },
        Approximation::AtLeast => Interval { lo: Some(value), lo_closed: true, ..open },
        Approximation::AtMost => Interval { hi: Some(value), hi_closed: true, ..open },
    }
}

/// What one step of the last digit that is not 0 is worth: 1000 for `3000`.
fn last_digit(printed: Printed) -> Decimal {
    let mut step = printed.step;
    if step.is_zero() || printed.value.is_zero() {
        return step;
    }
    // A number has few digits, so this ends soon.
    for _ in 0..28 {
        let Some(next) = step.checked_mul(Decimal::TEN) else { break };
        if !(printed.value % next).is_zero() {
            break;
        }
        step = next;
    }
    step
}
