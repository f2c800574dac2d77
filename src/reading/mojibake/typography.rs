//! How marks stand together (GB/T 15834): what a restoration must not do.

/// The cost in nats of marks that cannot stand side by side, and of an opening one that stands twice.
pub(super) const MISPLACED_COST: f32 = 12.0;
const UNMATCHED_COST: f32 = 8.0;
/// The cost in nats of a closing mark whose partner may stand in an earlier paragraph.
const UNOPENED_COST: f32 = 4.0;
/// What the second half of `——` or `……` costs less than a mark of its own, in nats.
const SECOND_HALF_GAIN: f32 = 5.5;
/// The least that a joint may cost.
pub(super) const LEAST_JOINT_COST: f32 = -SECOND_HALF_GAIN;

/// The marks that news are written with.
const MARKS: [char; 18] = ['。', '，', '、', '；', '：', '？', '！', '“', '”', '‘', '’', '《', '》', '（', '）', '—', '…', '·'];
/// Marks that end a clause or a sentence.
const PAUSES: [char; 12] = ['。', '，', '、', '；', '：', '？', '！', ',', ';', ':', '?', '!'];
/// Marks that go on inside a sentence.
const DASHES: [char; 3] = ['—', '…', '·'];
/// Marks that open something.
const OPENING: [char; 5] = ['“', '‘', '《', '（', '('];
/// Characters of the longest quoted term that is no sentence (`“一抗四保”`), readings and all.
const LONGEST_TERM: usize = 8;
/// Most marks that are kept open: no sentence has more.
const DEEPEST: usize = 8;
/// Marks that belong together.
const PAIRS: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('《', '》'), ('（', '）')];
/// Marks that close something.
const CLOSING: [char; 5] = ['”', '’', '》', '）', ')'];

/// Whether a character is a mark that news are written with.
pub(super) fn is_mark(char: char) -> bool {
    MARKS.contains(&char)
}

/// The cost in nats of one character right after another.
pub(super) fn joint_cost(before: char, after: char) -> f32 {
    if ('\u{4e00}'..='\u{9fff}').contains(&after) {
        return 0.0;
    }
    if before == after && matches!(after, '—' | '…') {
        return -SECOND_HALF_GAIN;
    }
    if before == '。' && after == '》' {
        // Titles end in no full stop.
        return UNMATCHED_COST;
    }
    let is_pause = |c| PAUSES.contains(&c);
    let is_misplaced = match () {
        () if is_pause(after) || DASHES.contains(&after) => is_pause(before) || OPENING.contains(&before),
        () if CLOSING.contains(&after) => OPENING.contains(&before),
        () => false,
    };
    if is_misplaced { MISPLACED_COST } else { 0.0 }
}

/// By how many nats the next joint may be cheaper after this character than after a Han one.
pub(super) fn most_joint_gain(before: char) -> f32 {
    if matches!(before, '—' | '…') { SECOND_HALF_GAIN } else { 0.0 }
}

/// The cost in nats of a character at the end of a line.
pub(super) fn end_cost(char: char) -> f32 {
    match char {
        _ if OPENING.contains(&char) => MISPLACED_COST,
        '，' | '、' | '·' => UNOPENED_COST,
        _ => 0.0,
    }
}

/// The quotation marks and brackets that stand open where a reader has come to.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenMarks {
    marks: Vec<char>,
    /// Characters since the innermost one, or since the last closing mark.
    read: usize,
}

impl OpenMarks {
    /// Reads on. A closing mark closes what stands open inside its pair, too.
    pub fn read(&mut self, text: &str) {
        for char in text.chars() {
            self.read += 1;
            if let Some((opening, _)) = PAIRS.iter().find(|(_, closing)| *closing == char) {
                if let Some(at) = self.marks.iter().rposition(|open| open == opening) {
                    self.marks.truncate(at);
                    self.read = LONGEST_TERM;
                }
            } else if PAIRS.iter().any(|(opening, _)| *opening == char) && self.marks.len() < DEEPEST {
                self.marks.push(char);
                self.read = 0;
            }
        }
    }

    /// The innermost one.
    pub fn last(&self) -> Option<char> {
        self.marks.last().copied()
    }

    /// Whether so little stands behind it that it is a quoted term rather than a sentence.
    pub fn is_term(&self) -> bool {
        !self.marks.is_empty() && self.read < LONGEST_TERM
    }
}

/// The cost in nats of a guessed mark that does not match its partner, `open` being the one that stands open.
pub(super) fn pair_cost(char: char, open: Option<char>) -> f32 {
    match PAIRS.iter().find(|(opening, closing)| *opening == char || *closing == char) {
        Some((opening, closing)) if char == *closing && open != Some(*opening) => UNOPENED_COST,
        Some((opening, _)) if char == *opening && open == Some(char) => UNMATCHED_COST,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_as_the_standard_says() {
        for (before, after) in [('。', '”'), ('”', '，'), ('：', '“'), ('》', '、'), ('字', '。'), ('。', '《')] {
            assert_eq!(joint_cost(before, after), 0.0, "{before}{after}");
        }
        for (before, after) in [('。', '。'), ('。', '、'), ('“', '，'), ('“', '”')] {
            assert!(joint_cost(before, after) > 0.0, "{before}{after}");
        }
    }
}
