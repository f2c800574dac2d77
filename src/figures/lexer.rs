//! The lexer: every figure of a line's reading, in one pass from left to right.
//!
//! At each character where a figure may start the readers get their turn, the most specific first: words that are no figures, dates,
//! codes, ratios, ordinals and ranks, quantities. What one of them takes the next one does not see, so the pass is linear.

use rust_decimal::Decimal;

use super::dates::{TimeMatch, time_at};
use super::figure::{Approximation, Figure, Kind, Mark, Value};
use super::numeral::{Numeral, Writing, digit, is_numeral, numeral_at};
use super::unit::UnitKind;
use super::{quantity, special, words};
use crate::text::{TextRange, range};

/// What a line holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexed {
    /// Its figures, in order, without overlaps. Ranges are bytes of the reading.
    pub figures: Vec<Figure>,
    /// Characters of numerals that were recognised as no figure: words (`统一`), and numerals that stand alone (`一`).
    pub others: Vec<TextRange>,
}

/// The figures of a line's reading.
pub fn lex(text: &str) -> Lexed {
    Lexer { text, words: words::words(text), word: 0, taken: 0, lexed: Lexed::default() }.run()
}

struct Lexer<'t> {
    text: &'t str,
    words: Vec<TextRange>,
    /// The first of `words` that does not end before the place.
    word: usize,
    /// What has been given to a figure.
    taken: usize,
    lexed: Lexed,
}

impl Lexer<'_> {
    fn run(mut self) -> Lexed {
        let mut at = 0;
        while let Some(char) = self.text[at..].chars().next() {
            at = self.end_of_match(at, char).unwrap_or(at + char.len_utf8());
        }
        self.lexed
    }

    /// Where the figure or the word that starts at a place ends; `None` where nothing starts.
    fn end_of_match(&mut self, at: usize, char: char) -> Option<usize> {
        let starts_number =
            char.is_ascii_digit() || (char == '.' && self.starts_decimal(at)) || is_numeral(char) || matches!(char, '几' | '数');
        if !starts_number && !may_start(char) {
            return None;
        }
        let word = self.word_at(at);
        let time =
            self.time_at(at).filter(|time| word.is_none_or(|w| usize::from(w.start()) == at && at + time.len >= usize::from(w.end())));
        if let Some(word) = word.filter(|_| time.is_none()) {
            self.lexed.others.push(word);
            self.taken = word.end().into();
            return Some(self.taken);
        }
        if let Some(time) = time {
            let end = at + time.len;
            let value = Value::Time(time.expression);
            self.push(Figure {
                range: range(at, end),
                number: range(at, end),
                kind: time.kind,
                value,
                unit: None,
                approximation: Approximation::Exact,
                marks: Vec::new(),
            });
            return Some(end);
        }
        let figure = match char {
            '第' => special::ordinal_at(self.text, self.taken, at),
            '前' | '首' | '榜' => special::rank_at(self.text, self.taken, at),
            '半' | '对' => self.half_at(at),
            '米' => self.height_at(at),
            _ if starts_number => self.number_at(at, char),
            _ => None,
        };
        match figure {
            Some(figure) => {
                let end = figure.range.end().into();
                self.push(figure);
                Some(end)
            }
            None if starts_number => Some(self.skip(at)),
            None => None,
        }
    }

    /// The time expression at a place, unless the whole line is a number that could be a time as well: `十一`, `零点零零`.
    fn time_at(&self, at: usize) -> Option<TimeMatch> {
        let time = time_at(self.text, at)?;
        let whole = self.text.trim();
        let is_number = whole.len() == time.len && numeral_at(whole).is_some_and(|n| n.len == whole.len());
        let is_negative = self.text[..at].ends_with('负');
        // 零点六 is a decimal, 八点五分 a time.
        let decimal = || numeral_at(&self.text[at..]).filter(|n| n.lo.step < Decimal::ONE && n.len >= time.len);
        let is_decimal = time.kind == Kind::Time && decimal().is_some_and(|n| !self.text[at + n.len..].starts_with(['分', '刻', '许']));
        (!is_number && !is_negative && !is_decimal).then_some(time)
    }

    fn starts_decimal(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        self.text[at + 1..].starts_with(|c: char| c.is_ascii_digit()) && !before.is_some_and(|c| c.is_alphanumeric() || c == '.')
    }

    fn number_at(&self, at: usize, char: char) -> Option<Figure> {
        let text = self.text;
        let Some(numeral) = numeral_at(&text[at..]) else {
            return if char == '一' { self.half_at(at) } else { self.implied_at(at) };
        };
        if char.is_ascii_digit()
            && let Some(code) =
                special::code_at(text, self.taken, at, &numeral).or_else(|| special::ratio_at(text, self.taken, at, &numeral))
        {
            return Some(code);
        }
        if char == '一'
            && let Some(half) = self.half_at(at)
        {
            return Some(half);
        }
        if let Some(name) = special::list_name_at(text, at, &numeral) {
            return Some(name);
        }
        let figure = quantity::quantity_at(text, self.taken, at, numeral)?;
        if figure.kind == Kind::Number && special::is_model(text, self.taken, at) {
            return Some(special::code(at, figure.range.end().into()));
        }
        (figure.unit.is_some() || figure.kind == Kind::Fraction || self.may_stand_alone(&figure)).then_some(figure)
    }

    /// `一半`, `半年`, with what hedges them: `一半以上`.
    fn half_at(&self, at: usize) -> Option<Figure> {
        Some(quantity::hedged(self.text, self.taken, special::half_at(self.text, at)?))
    }

    /// `米九`, `米六到三米九`: one metre and some, as heights are spoken.
    fn height_at(&self, at: usize) -> Option<Figure> {
        let before = self.text[self.taken..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() && !"高有到近约他她我你".contains(c)) {
            return None;
        }
        let one = numeral_at("一").map(|n| Numeral { len: 0, ..n })?;
        let figure = quantity::quantity_at(self.text, self.taken, at, one)?;
        let is_height = figure.printed().is_none_or(|p| p.step < Decimal::ONE) && usize::from(figure.range.end()) > at + '米'.len_utf8();
        let number_end = usize::from(figure.number.end()).max(at + '米'.len_utf8());
        is_height.then(|| Figure { number: range(at, number_end), ..figure })
    }

    /// `上千人`, `近百余人`: one hundred, one thousand, where a hedge stands before.
    fn implied_at(&self, at: usize) -> Option<Figure> {
        let text = self.text;
        let one = ["一百", "一千", "一万", "一亿"].into_iter().find(|one| text[at..].starts_with(&one['一'.len_utf8()..]))?;
        let numeral = numeral_at(one).map(|n| Numeral { len: one.len() - '一'.len_utf8(), ..n })?;
        let above = (text[self.taken..at].ends_with('上') && !text[self.taken..at].ends_with(['以', '之', '加', '网', '马', '路', '线']))
            .then(|| Mark { range: range(at - '上'.len_utf8(), at), says: Approximation::AtLeast, is_before: true });
        let mut figure = quantity::quantity_at(text, self.taken, at, numeral)?;
        if let Some(above) = above.filter(|_| figure.marks.iter().all(|m| !m.is_before)) {
            figure.range = range(above.range.start().into(), figure.range.end().into());
            figure.marks.insert(0, above);
            figure.approximation = Approximation::AtLeast;
        }
        let is_hedged = figure.marks.first().is_some_and(|m| m.is_before);
        (is_hedged && figure.unit.is_some()).then_some(figure)
    }

    /// Whether a number without a unit is a figure: digits always, Chinese numerals where they cannot be anything else.
    fn may_stand_alone(&self, figure: &Figure) -> bool {
        let number = &self.text[figure.number];
        let is_joined = figure.kind == Kind::Range && !number.chars().all(|c| is_numeral(c) || matches!(c, '几' | '数'));
        if is_joined {
            return true;
        }
        let writing = numeral_at(number).map(|n| n.writing);
        if writing.is_some_and(|w| w != Writing::Chinese) {
            return true;
        }
        let (start, end) = (usize::from(figure.range.start()), usize::from(figure.range.end()));
        let (before, after) = (self.text[..start].trim_end(), self.text[end..].trim_start());
        if before.is_empty() && after.is_empty() {
            return true;
        }
        let is_quoted = before.ends_with(['“', '"', '‘']) && after.starts_with(['”', '"', '’']);
        let units = number.chars().filter(|c| digit(*c).is_none()).count();
        let digits = number.chars().filter(|c| digit(*c).is_some()).count();
        let is_free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let follows_figure = self.lexed.figures.last().is_some_and(|f| usize::from(f.range.end()) == start);
        let stands_free = (follows_figure || is_free(before.chars().next_back())) && is_free(after.chars().next());
        let is_hedged = !figure.marks.is_empty();
        let stands_before_de = units >= 1 && digits >= 1 && after.starts_with('的');
        let is_long = digits >= 1 && units >= 1 && digits + units >= 3 || digits + units >= 4;
        // 这是五,那是四; 一 alone says no number there (众志是一).
        let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric()) && number != "一";
        let is_predicate = before.ends_with('是') && (ends || after.starts_with(['那', '这', '却', '而', '又', '也']));
        let is_bounded = figure.marks.iter().any(|m| !m.is_before && m.says != Approximation::More);
        is_quoted
            || is_bounded
            || is_predicate
            || stands_before_de
            || is_long
            || units >= 1 && digits >= 1 && (stands_free || is_hedged)
            || digits >= 3 && stands_free
    }

    /// Goes past a number that is no figure, and says so.
    fn skip(&mut self, at: usize) -> usize {
        let text = &self.text[at..];
        let is_part = |c: char| c.is_ascii_digit() || is_numeral(c);
        // A figure may start inside: 第一百 … no; 三百 in 二三百 has been tried from its start.
        let len: usize = if text.starts_with(|c: char| c.is_ascii_digit()) {
            text.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum()
        } else {
            text.chars().next().map_or(1, char::len_utf8)
        };
        if text.starts_with(is_part) {
            self.lexed.others.push(range(at, at + len));
        }
        at + len
    }

    /// The word that holds the character at a place and is no figure.
    fn word_at(&mut self, at: usize) -> Option<TextRange> {
        while self.words.get(self.word).is_some_and(|w| usize::from(w.end()) <= at) {
            self.word += 1;
        }
        self.words.get(self.word).copied().filter(|w| usize::from(w.start()) <= at && usize::from(w.start()) >= self.taken)
    }

    fn push(&mut self, figure: Figure) {
        self.taken = figure.range.end().into();
        self.lexed.figures.push(figure);
    }
}

/// Characters other than digits that a figure may start with.
fn may_start(char: char) -> bool {
    matches!(char, '第' | '前' | '首' | '榜' | '半' | '对' | '米') || super::dates::may_start(char)
}

/// Whether a figure says a number: codes, 目前 and 一个 do not.
pub fn has_number(figure: &Figure, text: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || is_numeral(c) || matches!(c, '半' | '首');
    figure.kind != Kind::Code && text[figure.range].contains(is_number) && !is_indefinite(figure, text)
}

/// Whether a figure is a count of one that says no more than *a*: `一个`, `一家`.
pub fn is_indefinite(figure: &Figure, text: &str) -> bool {
    let is_one = matches!(figure.value, Value::Number(p) if p.value == Decimal::ONE);
    is_one && &text[figure.number] == "一" && figure.unit.is_some_and(|u| u.entry.kind == UnitKind::Counter)
}
