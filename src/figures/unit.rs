//! Units as data (`data/units.toml`): names, dimension, factor.

/// A unit as a figure carries it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// As INTERFACES.md wants it: ISO 4217 for money, else the unit as written, 万 and 亿 taken out.
    pub name: String,
}
