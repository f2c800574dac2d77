//! Workdays by the calendar of China's legal holidays, with the days that are worked in exchange (tyme4rs; from 2002 on, as far as the
//! State Council has announced them).

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use tyme4rs::tyme::holiday::LEGAL_HOLIDAY_DATA;

/// One entry: `20240101` and five characters, the first of which is 0 for a day that is worked.
const ENTRY: usize = 13;

/// Whether a day that the announcements name is worked.
static NAMED: LazyLock<HashMap<Date, bool>> = LazyLock::new(|| {
    let entries = LEGAL_HOLIDAY_DATA.as_bytes().chunks_exact(ENTRY).filter_map(|entry| std::str::from_utf8(entry).ok());
    entries
        .filter_map(|entry| {
            let number = |from: usize, to: usize| entry.get(from..to)?.parse::<i16>().ok();
            let day = Date::new(number(0, 4)?, i8::try_from(number(4, 6)?).ok()?, i8::try_from(number(6, 8)?).ok()?).ok()?;
            Some((day, entry.as_bytes()[8] == b'0'))
        })
        .collect()
});

static LAST_YEAR: LazyLock<i16> = LazyLock::new(|| NAMED.keys().map(|day| day.year()).max().unwrap_or_default());

/// Longest stretch that is counted, in days.
const LONGEST: usize = 4000;

/// How many workdays there are from one day to another, both included; `None` outside the years that are known.
pub fn workdays_between(first: Date, last: Date) -> Option<u32> {
    if first.year() < 2002 || last.year() > *LAST_YEAR || last < first {
        return None;
    }
    let days = first.series(jiff::Span::new().days(1)).take(LONGEST).take_while(|day| *day <= last);
    u32::try_from(days.filter(|day| is_workday(*day)).count()).ok()
}

fn is_workday(day: Date) -> bool {
    NAMED.get(&day).copied().unwrap_or(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn holidays_and_days_worked_in_exchange() {
        // The holiday of October 2024: off from the 1st to the 7th, worked on Sunday 29 September and Saturday 12 October.
        assert_eq!(workdays_between(date(2024, 9, 28), date(2024, 10, 13)), Some(7));
        assert_eq!(workdays_between(date(2024, 3, 4), date(2024, 3, 8)), Some(5));
        assert_eq!(workdays_between(date(1999, 3, 4), date(1999, 3, 8)), None);
    }
}
