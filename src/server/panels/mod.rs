//! What panels, status bars and quickfix lists show: plain JSON, the same for every editor.
//!
//! An editor asks by `workspace/executeCommand` ([`command`]), which every client knows, so that none needs a request of its own.

pub mod additions;
pub mod card;
pub mod charts;
pub mod clean;
pub mod command;
pub mod explain;
pub mod figures;
pub mod values;
