//! Commands floor: the command line's verbs, one file each, and what they share.
//!
//! This floor reads files, environment and terminal; what it prints is laid out by [`crate::output`].

pub mod catalog;
pub mod check;
pub mod claims;
pub mod clean;
pub mod config;
pub mod entities;
pub mod explain;
pub mod figures;
pub mod help;
pub mod ignore;
pub mod manual;
pub mod outline;
pub mod report;

mod article;
mod batch;
mod console;
mod document;
mod exit;
mod fixing;
mod globals;
mod inputs;
mod interrupt;
mod listing;
mod results;
mod save;
mod session;

pub use exit::Exit;
pub use globals::Globals;
