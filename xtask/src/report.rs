//! Tables of the exam.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::judge::Flagged;
use crate::kinds::{KINDS, kind};

/// How many planted errors there were and how many were found.
#[derive(Clone, Copy, Default)]
pub struct Share {
    /// Planted.
    pub planted: usize,
    /// Found, under whatever code.
    pub found: usize,
    /// Found under a code of their kind.
    pub strictly: usize,
}

impl Share {
    /// One more error.
    pub fn add(&mut self, flagged: Flagged) {
        self.planted += 1;
        self.found += usize::from(flagged >= Flagged::Found);
        self.strictly += usize::from(flagged == Flagged::Strictly);
    }
}

/// Recall by kind.
#[derive(Default)]
pub struct Recall {
    kinds: BTreeMap<usize, Share>,
}

impl Recall {
    /// One more planted error of a kind.
    pub fn add(&mut self, code: &str, flagged: Flagged) {
        let at = KINDS.iter().position(|k| k.code == code).unwrap_or(KINDS.len());
        self.kinds.entry(at).or_default().add(flagged);
    }

    /// The table: kinds in order, then all.
    pub fn print(&self, what: &str) {
        say!("\n{}  planted  found         strictly", padded("kind", 22));
        for (at, share) in &self.kinds {
            let kind = KINDS.get(*at);
            row(&kind.map_or("?".to_owned(), |k| titled(k.code)), *share);
        }
        let mut all = Share::default();
        for share in self.kinds.values() {
            all = Share { planted: all.planted + share.planted, found: all.found + share.found, strictly: all.strictly + share.strictly };
        }
        row(what, all);
        say!();
    }
}

fn row(name: &str, share: Share) {
    let Share { planted, found, strictly } = share;
    say!("{}  {planted:>7}  {found:>4} {:>6}  {strictly:>4} {:>6}", padded(name, 22), percent(found, planted), percent(strictly, planted));
}

/// `B1 分项之和`.
pub fn titled(code: &str) -> String {
    kind(code).map_or(code.to_owned(), |k| format!("{code} {}", k.name))
}

/// A share in percent, `-` of nothing.
pub fn percent(part: usize, whole: usize) -> String {
    if whole == 0 { "-".to_owned() } else { format!("{:.1}%", part as f64 * 100.0 / whole as f64) }
}

/// A text filled up to a width on screen.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Texts that must be silent.
#[derive(Default)]
pub struct Alarms {
    /// How many were read.
    pub texts: usize,
    /// How many raised an alarm.
    pub alarmed: usize,
    /// How many raised one that their article does not raise by itself.
    pub new: usize,
}

impl Alarms {
    /// One line.
    pub fn print(&self, what: &str) {
        let own = if self.new < self.alarmed { format!(", {} by themselves", self.new) } else { String::new() };
        say!("{what}: {} of {} ({}{own})", self.alarmed, self.texts, percent(self.alarmed, self.texts));
    }
}

/// Figures found, bound and checked.
#[derive(Default)]
pub struct Total {
    figures: usize,
    bound: usize,
    checked: usize,
}

impl Total {
    /// Those of one more article.
    pub fn add(&mut self, figures: usize, bound: usize, checked: usize) {
        self.figures += figures;
        self.bound += bound;
        self.checked += checked;
    }

    /// One line.
    pub fn print(&self) {
        let Total { figures, bound, checked } = self;
        let shares = (percent(*bound, *figures), percent(*checked, *figures));
        say!("coverage: {figures} figures, {bound} bound ({}), {checked} checked ({})\n", shares.0, shares.1);
    }
}
