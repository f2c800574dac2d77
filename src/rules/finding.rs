//! What a rule reports: plain data, in bytes of the source, in both languages.

pub use crate::message::{Locale, Message};
use crate::reading::NoiseKind;
use crate::text::{TextEdit, TextRange};

/// How sure and how grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Usage, style, noise.
    Hint,
    /// Very likely wrong.
    Warning,
    /// The text contradicts itself for certain.
    Error,
}

impl Severity {
    /// The name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of a name.
    pub fn from_name(name: &str) -> Option<Severity> {
        [Severity::Hint, Severity::Warning, Severity::Error].into_iter().find(|s| s.name() == name)
    }
}

/// The family of a code, as in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Group {
    Figures,
    Dates,
    Ranks,
    Lists,
    Units,
    Wording,
    Noise,
    Entities,
    Structure,
}

impl Group {
    /// The name in JSON and in settings.
    pub fn name(self) -> &'static str {
        match self {
            Group::Figures => "figures",
            Group::Dates => "dates",
            Group::Ranks => "ranks",
            Group::Lists => "lists",
            Group::Units => "units",
            Group::Wording => "wording",
            Group::Noise => "noise",
            Group::Entities => "entities",
            Group::Structure => "structure",
        }
    }
}

/// A figure that took part in the arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Where it stands.
    pub range: TextRange,
    /// As it is printed, noise removed.
    pub text: String,
    /// Its interval: both ends as decimal strings, empty where it has no value (N in `1+5+N`).
    pub lo: String,
    /// The upper end.
    pub hi: String,
    /// The unit or measure word.
    pub unit: String,
}

/// Why a finding holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The arithmetic on one line: `510 + 320 + 5 = 835 ≠ 860`, the same in both languages where it holds no words.
    pub formula: Message,
    /// The figures in it.
    pub values: Vec<Value>,
}

/// Another place of the same article that the finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub range: TextRange,
    /// What it has to do with the finding.
    pub message: Message,
}

/// What a fix changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edits {
    /// These places: sorted, without overlaps.
    Places(Vec<TextEdit>),
    /// Every place of a kind of noise; [`crate::analysis::Analysis::edits`] lists them when somebody asks.
    EveryNoise(NoiseKind),
}

/// A change that would make the finding go away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a menu shows it.
    pub title: Message,
    /// Whether it can be applied unseen: it restores what was meant, for certain.
    pub safe: bool,
    /// The change.
    pub edits: Edits,
}

/// One problem of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule: an index into [`super::registry::RULES`] by its code.
    pub code: &'static str,
    /// As grave as the rule says; settings may change it.
    pub severity: Severity,
    /// What is wrong, with the arithmetic.
    pub message: Message,
    /// Where, in bytes of the source.
    pub range: TextRange,
    /// The arithmetic.
    pub evidence: Option<Evidence>,
    /// The other places.
    pub related: Vec<Related>,
    /// What would make it right, best first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// Moves every place that it speaks of.
    pub(super) fn move_places(&mut self, place: impl Fn(TextRange) -> TextRange) {
        self.range = place(self.range);
        self.evidence.iter_mut().flat_map(|e| &mut e.values).for_each(|v| v.range = place(v.range));
        self.related.iter_mut().for_each(|r| r.range = place(r.range));
        self.change_edits(|edit| edit.range = place(edit.range));
    }

    /// Changes every edit of its fixes.
    pub(super) fn change_edits(&mut self, mut change: impl FnMut(&mut TextEdit)) {
        for fix in &mut self.fixes {
            if let Edits::Places(edits) = &mut fix.edits {
                edits.iter_mut().for_each(&mut change);
            }
        }
    }
}
