//! What a character of a text looks like to the tagger: the characters, words and lists around it, as numbers of buckets.

use super::lists::{Marks, Place, class, place};
use crate::lexicon::WordClass;
use crate::lexicon::segment::cut_chars;

/// How many buckets there are; a power of two. Features that share one share their weights.
pub const BUCKETS: usize = 1 << 18;

/// A text as the tagger sees it.
pub struct Sight {
    chars: Vec<char>,
    /// First byte of every character.
    starts: Vec<u32>,
    /// By character: which word.
    word_of: Vec<u32>,
    words: Vec<Word>,
    marks: Marks,
    /// By character: the list of names it stands in, told by what follows its 等.
    listed: Vec<u8>,
    /// By character: the piece between two marks it stands in.
    piece_of: Vec<u32>,
    pieces: Vec<Piece>,
}

struct Word {
    start: u32,
    len: u32,
    class: WordClass,
    hash: u32,
}

struct Piece {
    start: u32,
    end: u32,
    /// The last characters of words about projects and of legal forms in it, in order.
    heads: Vec<(u32, u8)>,
}

/// Marks that end a piece of text in which one name stands.
fn is_mark(char: char) -> bool {
    matches!(
        char,
        '，' | ',' | '。' | ';' | '；' | ':' | '：' | '、' | '！' | '!' | '？' | '?' | '“' | '”' | '"' | '《' | '》' | '\t' | '\n' | '…'
    )
}

/// A character for comparison: digits are alike, Latin letters are alike, marks have one width as in readings.
fn fold(char: char) -> char {
    match char {
        '，' => ',',
        '；' => ';',
        '：' => ':',
        '！' => '!',
        '？' => '?',
        '（' => '(',
        '）' => ')',
        '0'..='9' => '0',
        'a'..='z' => 'a',
        'A'..='Z' => 'A',
        _ => char,
    }
}

/// Mixes numbers into one; the same on every machine.
fn mix(parts: &[u32]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        hash = (hash ^ u64::from(*part)).wrapping_mul(0x0000_0100_0000_01b3);
        hash ^= hash >> 29;
    }
    (hash ^ (hash >> 32)) as u32
}

impl Sight {
    /// Looks at a text: a reading in Simplified characters.
    pub fn of(text: &str) -> Sight {
        let chars: Vec<char> = text.chars().collect();
        let starts: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
        let marks = Marks::of(text, &starts);
        let (mut words, mut word_of) = (Vec::new(), Vec::with_capacity(chars.len()));
        for (len, class) in cut_chars(&chars) {
            let start = word_of.len();
            let hash = mix(&chars[start..start + len].iter().map(|c| fold(*c) as u32).collect::<Vec<_>>());
            word_of.extend(std::iter::repeat_n(words.len() as u32, len));
            words.push(Word { start: start as u32, len: len as u32, class, hash });
        }
        let (pieces, piece_of) = pieces(&chars, &marks);
        let listed = listed(&chars, &marks);
        Sight { chars, starts, word_of, words, marks, listed, piece_of, pieces }
    }

    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The first byte of a character; of the one behind the last, the length.
    pub fn byte(&self, at: usize) -> usize {
        let last = || self.starts.last().zip(self.chars.last()).map_or(0, |(s, c)| *s as usize + c.len_utf8());
        self.starts.get(at).map_or_else(last, |s| *s as usize)
    }

    /// A character, as the tagger compares it; a space outside of the text.
    fn char(&self, at: isize) -> u32 {
        usize::try_from(at).ok().and_then(|at| self.chars.get(at)).map_or(' ', |c| fold(*c)) as u32
    }

    fn word(&self, at: isize) -> (u32, u32) {
        usize::try_from(at).ok().and_then(|at| self.words.get(at)).map_or((99, 0), |w| (w.class as u32, w.hash))
    }

    /// The marks of the lists of a character, as one number.
    fn lists(&self, at: isize) -> u32 {
        let Some(at) = usize::try_from(at).ok().filter(|at| *at < self.chars.len()) else { return u32::MAX };
        let of = |marks: &[u8]| u32::from(marks[at]);
        of(&self.marks.company)
            | of(&self.marks.trade) << 5
            | of(&self.marks.place) << 10
            | of(&self.marks.project) << 15
            | of(&self.marks.body) << 20
    }

    /// Whether a firm's name has a legal form, or a firm of the list in it.
    pub fn is_evident(&self, start: usize, end: usize) -> bool {
        let ends = |mark: u8| matches!(place(mark), Some(Place::End | Place::Single));
        let is_known = self.marks.company[start..end].iter().any(|m| class(*m) == 1);
        is_known || ends(self.marks.body[end - 1]) && class(self.marks.body[end - 1]) == 1 && end - start > 2
    }

    /// The administrative divisions of the list, where words begin and end with them: first character and end.
    pub(super) fn places(&self) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        let mut start = None;
        for (at, mark) in self.marks.place.iter().enumerate() {
            match place(*mark) {
                Some(Place::Begin) => start = Some(at),
                Some(Place::End) => places.extend(start.take().map(|start| (start, at + 1))),
                _ => {}
            }
        }
        let begins = |at: usize| self.words[self.word_of[at] as usize].start as usize == at;
        let ends = |end: usize| end == self.len() || begins(end);
        places.retain(|(start, end)| begins(*start) && ends(*end));
        places
    }

    /// Where the form of a body (局, 委员会) begins that ends at a place.
    pub(super) fn body_form(&self, end: usize) -> Option<usize> {
        let last = *self.marks.body.get(end.checked_sub(1)?)?;
        // 零部件 and 中西部 hold the form of a ministry, and are no such thing.
        let word = &self.words[self.word_of[end - 1] as usize];
        let is_side = self.chars[end - 1] == '部' && end > 1 && "东西南北中内外总全零".contains(self.chars[end - 2]);
        if class(last) != 2 || (word.start + word.len) as usize != end || is_side {
            return None;
        }
        match place(last) {
            // 总部, 当局, 西部 end as bodies do, and are words of their own.
            Some(Place::Single) => (word.len != 2 || word.class == WordClass::Body).then_some(end - 1),
            Some(Place::End) => (0..end).rev().find(|at| matches!(place(self.marks.body[*at]), Some(Place::Begin))),
            _ => None,
        }
    }

    /// The word that ends at, or goes over, a place: where it begins, and its class.
    pub(super) fn word_before(&self, at: usize) -> (usize, WordClass) {
        let word = &self.words[self.word_of[at - 1] as usize];
        (word.start as usize, word.class)
    }

    /// Whether an administrative division of the list begins at a character.
    pub(super) fn begins_place(&self, at: usize) -> bool {
        matches!(place(self.marks.place[at]), Some(Place::Begin))
    }

    /// Whether a trade stands at a character.
    pub(super) fn is_trade(&self, at: usize) -> bool {
        self.marks.trade[at] != 0
    }

    /// A character.
    pub(super) fn character(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(' ')
    }

    /// The class of the word that a character is all of.
    pub(super) fn lone_word(&self, at: usize) -> Option<WordClass> {
        let word = self.words.get(*self.word_of.get(at)? as usize)?;
        (word.len == 1).then_some(word.class)
    }

    /// Whether a firm of the list, a legal form or a trade that ends short names ends right before a character.
    pub(super) fn ends_name(&self, start: usize, at: usize) -> bool {
        let ends = |mark: u8| matches!(place(mark), Some(Place::End | Place::Single));
        let last = at - 1;
        at > start
            && (ends(self.marks.company[last])
                || ends(self.marks.body[last]) && class(self.marks.body[last]) == 1
                || ends(self.marks.trade[last]) && class(self.marks.trade[last]) == 2)
    }

    /// Whether right before a character stands a brand with its trade behind it: 联建科技, but not 石油, nor 中国石油.
    pub(super) fn ends_brand_and_trade(&self, start: usize, at: usize) -> bool {
        let begins = |i: &usize| matches!(place(self.marks.trade[*i]), Some(Place::Begin));
        let ends = at > start && matches!(place(self.marks.trade[at - 1]), Some(Place::End));
        let Some(trade) = (start..at).rev().find(begins).filter(|_| ends) else { return false };
        let from = self.place_end(start, at).unwrap_or(start);
        trade >= from + 2 && self.marks.trade[from..trade].iter().all(|m| *m == 0)
    }

    /// Whether a brand begins at a character: no trade, no place, no ordinary word.
    pub(super) fn begins_brand(&self, at: usize, end: usize) -> bool {
        let two = at..(at + 2).min(end);
        two.len() == 2 && two.clone().all(|i| self.marks.trade[i] == 0 && self.marks.place[i] == 0) && !self.is_ordinary(at, at + 2)
    }

    /// Whether a text is one word for what projects build, and names none: 铁路, 机场.
    pub(super) fn is_bare_head(&self, start: usize, end: usize) -> bool {
        let marks = &self.marks.project[start..end];
        let is_one = match marks {
            [only] => matches!(place(*only), Some(Place::Single)),
            [first, inside @ .., last] => {
                matches!(place(*first), Some(Place::Begin))
                    && matches!(place(*last), Some(Place::End))
                    && inside.iter().all(|m| matches!(place(*m), Some(Place::Inside)))
            }
            [] => false,
        };
        is_one && class(marks[0]) == 1
    }

    /// Whether a trade, a phase or a place begins at a character: what a brand stands before. Before 广场 and 基地 stands much else.
    pub(super) fn begins_part(&self, at: usize) -> bool {
        let begins = |mark: u8| matches!(place(mark), Some(Place::Begin | Place::Single));
        let is_phase = begins(self.marks.project[at]) && class(self.marks.project[at]) == 2;
        begins(self.marks.trade[at]) || is_phase || begins(self.marks.place[at])
    }

    /// Whether a character stands in a word of some list.
    pub(super) fn is_listed(&self, at: usize) -> bool {
        self.marks.trade[at] != 0 || self.marks.project[at] != 0 || self.marks.place[at] != 0 || self.marks.body[at] != 0
    }

    /// Whether a part is no word of the language, and begins and ends where words do.
    pub(super) fn is_no_word(&self, start: usize, end: usize) -> bool {
        let words = &self.words[self.word_of[start] as usize..=self.word_of[end - 1] as usize];
        let fits =
            words.first().is_some_and(|w| w.start as usize == start) && words.last().is_some_and(|w| (w.start + w.len) as usize == end);
        let is_name = |w: &Word| w.len == 1 || matches!(w.class, WordClass::Name | WordClass::Other | WordClass::Person | WordClass::Body);
        fits && words.iter().all(is_name)
    }

    /// The end of the trade at a character that ends a firm's short name: 石化 in 燕山石化.
    pub(super) fn short_name_end(&self, at: usize, end: usize) -> Option<usize> {
        let last =
            (at..end).take_while(|i| class(self.marks.trade[*i]) == 2).find(|i| matches!(place(self.marks.trade[*i]), Some(Place::End)))?;
        Some(last + 1)
    }

    /// Whether a text is nothing but an administrative division of the list.
    pub(super) fn is_place(&self, start: usize, end: usize) -> bool {
        let marks = &self.marks.place[start..end];
        end - start >= 2
            && matches!(place(marks[0]), Some(Place::Begin))
            && marks[1..].iter().position(|m| matches!(place(*m), Some(Place::End))) == Some(end - start - 2)
    }

    /// The end of the word for a time that begins at a character.
    pub(super) fn time_end(&self, start: usize) -> Option<usize> {
        let word = self.words.get(*self.word_of.get(start)? as usize)?;
        (word.start as usize == start && word.class == WordClass::Time).then_some(start + word.len as usize)
    }

    /// Whether some character stands in a firm of the list, or a legal form.
    pub(super) fn tells_of_firm(&self, start: usize, end: usize) -> bool {
        (start..end).any(|at| self.marks.company[at] != 0 || class(self.marks.body[at]) == 1)
    }

    /// The end of the administrative division or country that a name begins with.
    pub(super) fn place_end(&self, start: usize, end: usize) -> Option<usize> {
        let listed = (start..end).take_while(|at| self.marks.place[*at] != 0).count();
        let word = self.words.get(self.word_of[start] as usize)?;
        let is_place = word.class == WordClass::Place && word.start as usize == start;
        let place = start + listed.max(if is_place { word.len as usize } else { 0 });
        (place > start && place < end).then_some(place)
    }

    /// Whether a name begins or ends within a word of so many characters or more, without holding it.
    pub(super) fn cuts_word(&self, start: usize, end: usize, long: usize) -> bool {
        let cuts = |at: usize| {
            let word = &self.words[self.word_of[at] as usize];
            let (from, to) = (word.start as usize, (word.start + word.len) as usize);
            to - from >= long && (from < start || to > end)
        };
        cuts(start) || cuts(end - 1)
    }

    /// Whether a character stands in a name of the list of firms that is safe wherever it stands.
    pub fn is_in_safe_name(&self, at: usize) -> bool {
        self.marks.company.get(at).is_some_and(|m| class(*m) == 1)
    }

    /// Whether a legal form is all that makes a firm of ordinary words: 国外公司, 关联公司. A trade before it is a name: 水务集团.
    pub fn is_description(&self, start: usize, end: usize) -> bool {
        let Some(form) = (start..end).rev().find(|at| matches!(place(self.marks.body[*at]), Some(Place::Begin))) else { return false };
        let ends = class(self.marks.body[end - 1]) == 1 && matches!(place(self.marks.body[end - 1]), Some(Place::End));
        let marked = |marks: &[u8]| marks[start..form].iter().any(|m| *m != 0);
        // What somebody does, or how something is, begins no name: 集中资源发展公司, 开放型股份公司.
        let first = &self.words[self.word_of[start] as usize];
        let tells = matches!(
            first.class,
            WordClass::Verb
                | WordClass::VerbalNoun
                | WordClass::Adjective
                | WordClass::Adverb
                | WordClass::Attributive
                | WordClass::Conjunction
                | WordClass::Preposition
        );
        let last_char = self.character((first.start + first.len) as usize - 1);
        let tells = tells || first.len >= 3 && matches!(last_char, '型' | '性' | '式');
        let word = start..(start + first.len as usize).min(form.max(start));
        let is_listed = word.clone().any(|at| self.marks.trade[at] != 0 || self.marks.company[at] != 0 || self.marks.place[at] != 0);
        let rest = (first.start + first.len) as usize;
        if ends && form > start && tells && first.len >= 2 && !is_listed && (rest >= form || self.is_ordinary(rest, form)) {
            return true;
        }
        ends && form > start && !marked(&self.marks.trade) && !marked(&self.marks.company) && self.is_ordinary(start, form)
    }

    /// Whether what looks like a firm's name is made of nothing but words that everybody uses: no name, no lone character that a brand
    /// could be made of.
    pub fn is_ordinary(&self, start: usize, end: usize) -> bool {
        let last = end - 1;
        let is_plain = |word: &Word| {
            let is_name = matches!(word.class, WordClass::Person | WordClass::Body | WordClass::Name | WordClass::Other);
            let is_place = word.class == WordClass::Place;
            word.len >= 2 && !is_name && !is_place
        };
        let words = &self.words[self.word_of[start] as usize..=self.word_of[last] as usize];
        let fits =
            words.first().is_some_and(|w| w.start as usize == start) && words.last().is_some_and(|w| (w.start + w.len) as usize == end);
        let is_numeric = self.chars[start..end].iter().all(|c| c.is_ascii_digit());
        is_numeric || fits && words.iter().all(is_plain)
    }

    /// Calls `take` with the bucket of every feature of a character.
    pub fn features(&self, at: usize, mut take: impl FnMut(u32)) {
        let here = at as isize;
        let mut feature = |template: u32, parts: [u32; 3]| take(mix(&[template, parts[0], parts[1], parts[2]]) & (BUCKETS as u32 - 1));
        let [l2, l1, c, r1, r2] = [-2, -1, 0, 1, 2].map(|offset| self.char(here + offset));
        feature(1, [c, 0, 0]);
        feature(2, [l1, 0, 0]);
        feature(3, [r1, 0, 0]);
        feature(4, [l2, 0, 0]);
        feature(5, [r2, 0, 0]);
        feature(6, [l1, c, 0]);
        feature(7, [c, r1, 0]);
        feature(8, [l2, l1, 0]);
        feature(9, [r1, r2, 0]);
        feature(10, [l1, r1, 0]);
        feature(11, [l1, c, r1]);
        self.word_features(at, &mut feature);
        self.list_features(at, &mut feature);
        self.piece_features(at, &mut feature);
    }

    fn word_features(&self, at: usize, feature: &mut impl FnMut(u32, [u32; 3])) {
        let nth = self.word_of[at] as isize;
        let word = &self.words[nth as usize];
        let offset = at as u32 - word.start;
        let spot = match (offset, word.len) {
            (_, 1) => 3,
            (0, _) => 0,
            (o, len) if o + 1 == len => 2,
            _ => 1,
        };
        let (tag, hash) = (word.class as u32, word.hash);
        let ((tag_before, hash_before), (tag_behind, hash_behind)) = (self.word(nth - 1), self.word(nth + 1));
        let (tag_two_before, hash_two_before) = self.word(nth - 2);
        feature(20, [spot, tag, 0]);
        feature(21, [spot, tag, tag_before]);
        feature(22, [spot, tag, tag_behind]);
        feature(23, [spot, hash, 0]);
        feature(24, [spot, hash_before, 0]);
        feature(25, [spot, hash_behind, 0]);
        feature(26, [spot, tag | word.len.min(5) << 8, tag_before | tag_behind << 8]);
        feature(27, [spot, tag_before, tag_two_before]);
        feature(28, [spot, hash_two_before, tag_before]);
        let single = |nth: isize| usize::try_from(nth).ok().and_then(|nth| self.words.get(nth)).is_some_and(|w| w.len == 1);
        let loose = (-2..=2).fold(0, |bits, offset| bits << 1 | u32::from(single(nth + offset)));
        feature(29, [spot, loose, 0]);
    }

    fn list_features(&self, at: usize, feature: &mut impl FnMut(u32, [u32; 3])) {
        let here = at as isize;
        let [before, lists, behind] = [-1, 0, 1].map(|offset| self.lists(here + offset));
        feature(40, [lists, 0, 0]);
        feature(41, [lists, before, 0]);
        feature(42, [lists, behind, 0]);
        feature(43, [u32::from(self.marks.company[at]), self.lists(here + 2), 0]);
        feature(44, [u32::from(self.marks.trade[at]), self.lists(here - 2), 0]);
        feature(45, [u32::from(self.marks.body[at]), self.char(here - 1), 0]);
        // The word of a list that begins next: a brand before a trade word.
        let next = (1..=4).find(|o| !matches!(self.lists(here + o), 0 | u32::MAX)).map_or((9, 0), |o| (o as u32, self.lists(here + o)));
        feature(46, [next.0, next.1, self.word(self.word_of[at] as isize).0]);
    }

    fn piece_features(&self, at: usize, feature: &mut impl FnMut(u32, [u32; 3])) {
        let piece = &self.pieces[self.piece_of[at] as usize];
        let (from, to) = (at as u32 - piece.start, piece.end - at as u32);
        let (left, right) = (self.char(piece.start as isize - 1), self.char(piece.end as isize));
        let listed = u32::from(self.listed[at]);
        let tag = self.word(self.word_of[at] as isize).0;
        let head = piece.heads.get(piece.heads.partition_point(|(end, _)| *end < at as u32));
        let next_head = head.map_or((15, 0), |(end, kind)| ((end - at as u32).min(14), u32::from(*kind)));
        feature(60, [from.min(6), left, 0]);
        feature(61, [to.min(6), right, 0]);
        feature(62, [listed, from.min(3), to.min(3)]);
        feature(63, [listed, left, right]);
        feature(64, [next_head.0, next_head.1, 0]);
        feature(65, [next_head.1, from.min(3), left]);
        feature(66, [listed, tag, next_head.1]);
        feature(67, [listed, from.min(1), self.lists(at as isize)]);
        feature(68, [next_head.1, next_head.0.min(6), self.lists(at as isize)]);
        feature(69, [listed, left, self.char(piece.start as isize)]);
    }
}

fn pieces(chars: &[char], marks: &Marks) -> (Vec<Piece>, Vec<u32>) {
    let (mut pieces, mut piece_of) = (Vec::new(), Vec::with_capacity(chars.len()));
    let mut piece = Piece { start: 0, end: 0, heads: Vec::new() };
    for (at, char) in chars.iter().enumerate() {
        piece_of.push(pieces.len() as u32);
        if is_mark(*char) {
            piece.end = at as u32;
            let next = Piece { start: at as u32 + 1, end: 0, heads: Vec::new() };
            pieces.push(std::mem::replace(&mut piece, next));
            continue;
        }
        let ends = |mark: u8| matches!(place(mark), Some(Place::End | Place::Single));
        let (project, body, trade) = (marks.project[at], marks.body[at], marks.trade[at]);
        if ends(body) && matches!(class(body), 1 | 2) {
            piece.heads.push((at as u32, 10 + class(body)));
        } else if ends(project) && class(project) <= 2 {
            piece.heads.push((at as u32, class(project)));
        } else if ends(trade) && class(trade) == 2 {
            piece.heads.push((at as u32, 20));
        }
    }
    piece.end = chars.len() as u32;
    pieces.push(piece);
    // A mark stands at the end of its piece.
    for (at, char) in chars.iter().enumerate() {
        if is_mark(*char) {
            let piece = &mut pieces[piece_of[at] as usize];
            piece.end = piece.end.max(at as u32);
        }
    }
    (pieces, piece_of)
}

/// How far behind 等 its head may stand, in characters.
const HEAD_REACH: usize = 16;

/// For every character which list it stands in, told by the words behind the 等 that ends the list: 1 projects, 2 firms, 3 something else.
fn listed(chars: &[char], marks: &Marks) -> Vec<u8> {
    let mut listed = vec![0; chars.len()];
    let mut now = 0;
    for at in (0..chars.len()).rev() {
        match chars[at] {
            '等' => now = head_behind(chars, marks, at + 1),
            '，' | ',' | '。' | ';' | '；' | '：' | ':' | '！' | '？' | '?' | '!' => now = 0,
            _ => {}
        }
        listed[at] = now;
    }
    listed
}

/// What the words behind an 等 head: the last word about a project or a firm before the next mark.
fn head_behind(chars: &[char], marks: &Marks, from: usize) -> u8 {
    let mut head = 3;
    for (_, mark) in chars.iter().zip(&marks.body).skip(from).take(HEAD_REACH).take_while(|(char, _)| !is_mark(**char)) {
        if !matches!(place(*mark), Some(Place::End | Place::Single)) {
            continue;
        }
        match class(*mark) {
            5 => return 1,
            4 => head = 2,
            _ => {}
        }
    }
    head
}
