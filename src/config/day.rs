//! A day in settings: `"2026-05-01"` in quotes, or TOML's own `2026-05-01` without.

use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use toml::value::Datetime;

use crate::message::toml::NO_DAY;

/// Reads a day.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    deserializer.deserialize_any(Day).map(Some)
}

struct Day;

impl<'de> Visitor<'de> for Day {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a day like 2026-05-01")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        text.parse().map_err(|_| E::custom(format!("`{text}` is {NO_DAY}")))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
        let moment = Datetime::deserialize(MapAccessDeserializer::new(map))?;
        // A time of the day says nothing more.
        self.visit_str(&moment.date.map(|date| date.to_string()).unwrap_or_else(|| moment.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[test]
    fn a_day_is_read_with_and_without_quotes() {
        for text in ["\"2026-05-01\"", "2026-05-01", "2026-05-01T08:00:00"] {
            let settings: Settings = toml::from_str(&format!("reference-date = {text}\n")).expect(text);
            assert_eq!(settings.reference_date, Some(jiff::civil::date(2026, 5, 1)), "{text}");
        }
        for text in ["\"五月\"", "08:00:00", "\"2026-02-30\""] {
            let error = toml::from_str::<Settings>(&format!("reference-date = {text}\n")).expect_err(text);
            assert!(error.message().contains(NO_DAY), "{text}: {error}");
        }
    }
}
