//! Claims floor: every figure bound to what it measures, as far as the words around it tell for certain.
//!
//! [`Claims::of`] is the way in: the claims of one line. A line is a row of nodes (`node`): figures, times, words of the grammar
//! (`words`, data), indicators (`indicator`, data), scopes (`scope`, data) and text. `bind` walks over its clauses and carries the topic
//! from one to the next as Chinese does. What is compared with what is the rules' business.

pub mod bind;
pub mod claim;
pub mod indicator;
pub mod label;
pub mod lead;
pub mod mood;
pub mod node;
pub mod scope;
pub mod words;

pub use bind::claims;
pub use claim::{Base, Claim, Modality, Period, Phrase, Role, Statistic};
