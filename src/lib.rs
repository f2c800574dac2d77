//! heshu (核数) reads Chinese news and government prose the way a fact-checking editor does.
//!
//! `docs/architecture.md` tells how the floors stand on each other.

#[macro_use]
mod shipped;

pub mod analysis;
pub mod article;
pub mod claims;
pub mod commands;
pub mod config;
pub mod documents;
pub mod entities;
pub mod figures;
pub mod lexicon;
pub mod message;
pub mod output;
pub mod reading;
pub mod rules;
pub mod server;
pub mod suppress;
pub mod text;
pub mod workspace;
