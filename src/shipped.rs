//! Tables that ship with the program: words, units, indicators. People write them in TOML beside the module that reads them
//! (`src/*/data/*.toml`); `build.rs` packs them as JSON, which is read ten times as fast, and refuses what is no TOML.

use serde::de::DeserializeOwned;

/// The table that stands in a TOML file, given by its path in `src` without the ending: `shipped!("claims/data/indicators")`.
macro_rules! shipped {
    ($table:literal) => {
        $crate::shipped::read($table, include_str!(concat!(env!("OUT_DIR"), "/tables/", $table, ".json")))
    };
}

/// Reads a packed table.
///
/// # Panics
/// If it does not fit its type. It ships with the program, so that the first test to touch it shows it.
pub(crate) fn read<T: DeserializeOwned>(table: &str, json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("src/{table}.toml does not fit its type: {error}"))
}
