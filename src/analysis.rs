//! The analysis of one article: runs the stages, line by line, and keeps what an edit did not touch.
//!
//! A line's stages depend on its own text and on a small context of the article. An edit reads the lines again that it touched;
//! what concerns the article as a whole is put together from the lines' results, in one pass over short summaries.

mod assembly;
mod hover;
mod line;

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::article::{self, Article, Look, OutlineNode, Role, Shape, Text};
use crate::claims::Claim;
use crate::entities::recognise::{self, Recognised};
use crate::entities::{Card, Cast, Catalog, EntityKind, Matcher, Mention, Naming, cast};
use crate::figures::days::Today;
use crate::figures::figure::{Figure, Kind, Value};
use crate::reading::{Context, Names, NoiseKind, NoiseSpot, Reading, Vocabulary};
use crate::rules::{self, Edits, Finding, Fix, Locale};
use crate::text::{LineSplice, TextEdit, TextRange, TextSize, apply_edits, split_lines};

use assembly::{Part, Rows};
pub use hover::{Hover, HoverContent};
pub use line::Line;

/// What the analysis of every article relies on: the catalog and its automaton.
pub struct Knowledge {
    /// The known entities.
    pub catalog: Catalog,
    /// Built when somebody asks for mentions.
    matcher: OnceLock<Matcher>,
    /// Built when a line looks damaged.
    names: OnceLock<Names>,
}

impl Knowledge {
    /// The knowledge of a catalog.
    pub fn new(catalog: Catalog) -> Knowledge {
        Knowledge { catalog, matcher: OnceLock::new(), names: OnceLock::new() }
    }

    fn matcher(&self) -> &Matcher {
        self.matcher.get_or_init(|| Matcher::new(&self.catalog))
    }

    /// Names that may stand in damaged places.
    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let names = self.catalog.entities().iter().flat_map(|e| std::iter::once(&e.name).chain(&e.aliases));
            Names::of(names.take(MOST_NAMES).map(String::as_str))
        })
    }
}

/// How many lines at the beginning and at the end may be nothing but the article's date, and how long such a line is, in bytes.
const DATED_HEAD: usize = 8;
const DATED_TAIL: usize = 4;
const DATED_BYTES: usize = 120;
/// How far into the lead, in bytes, an agency's date stands.
const WIRE_REACH: usize = 90;
/// How many names before a place may reach into it.
const NEAR: usize = 32;
/// How many rounds cleaning may take after the first.
const MOST_ROUNDS: usize = 8;
/// How many names of the catalog help to restore damaged places.
const MOST_NAMES: usize = 4000;

/// How many figures there are, how many were bound to what they measure, and how many took part in a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Figures found.
    pub figures: usize,
    /// Figures bound to what they count.
    pub bound: usize,
    /// Figures that a rule checked.
    pub checked: usize,
}

/// A figure and where it stands in the source.
#[derive(Clone, Copy, Debug)]
pub struct FigureAt<'a> {
    /// The figure; its own ranges are of the line's reading.
    pub figure: &'a Figure,
    /// Its line.
    pub line: usize,
    /// Bytes of the source.
    pub range: TextRange,
    /// Whether no damage touches it.
    pub is_trusted: bool,
}

/// A range of lines that can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// First line, zero-based.
    pub start_line: u32,
    /// Last line, inclusive.
    pub end_line: u32,
}

/// The results for one version of an article. Immutable; cheap to share.
pub struct Analysis {
    rows: Rows,
    context: Context,
    /// Made where a line looks damaged.
    vocabulary: Option<Arc<Vocabulary>>,
    knowledge: Arc<Knowledge>,
    /// The day that it is read from where it has no date of its own.
    reference: Option<Date>,
    article: Article,
    /// The noise that only the article shows.
    article_noise: Vec<NoiseSpot>,
    /// What its lines show against each other, told when somebody asks.
    over_lines: OnceLock<rules::OverLines>,
    /// Whom it names, told when somebody asks.
    cast: OnceLock<Cast>,
}

impl Text for Analysis {
    fn line_count(&self) -> usize {
        self.rows.lines.len()
    }

    fn source(&self, line: usize) -> &str {
        self.rows.lines[line].content()
    }

    fn reading(&self, line: usize) -> &Reading {
        &self.rows.lines[line].reading
    }

    fn shape(&self, line: usize) -> &Shape {
        &self.rows.lines[line].shape
    }

    fn look(&self, line: usize) -> &Look {
        &self.rows.looks[line]
    }

    fn in_source(&self, line: usize, within: TextRange) -> TextRange {
        within + TextSize::new(self.rows.starts[line])
    }
}

impl rules::Subject for Analysis {
    fn article(&self) -> &Article {
        &self.article
    }

    fn holds(&self, line: usize) -> rules::Holds {
        self.rows.holds[line]
    }

    fn figures(&self, line: usize) -> &[Figure] {
        &self.rows.lines[line].lexed().figures
    }

    fn claims(&self, line: usize) -> &[Claim] {
        &self.rows.lines[line].claims
    }

    fn facts(&self, line: usize) -> &rules::LineFacts {
        &self.rows.lines[line].facts
    }

    fn noise_counts(&self, line: usize) -> &[u32; NoiseKind::ALL.len()] {
        &self.rows.lines[line].noise_counts
    }

    fn line_of(&self, offset: TextSize) -> usize {
        self.line_at(offset.into())
    }

    fn today(&self) -> Option<Date> {
        Analysis::today(self)
    }

    fn article_noise(&self) -> &[NoiseSpot] {
        &self.article_noise
    }

    fn over_lines(&self) -> &rules::OverLines {
        self.over_lines.get_or_init(|| rules::over_lines(self))
    }
}

impl Analysis {
    /// Analyses a whole text.
    pub fn new(text: &str, knowledge: Arc<Knowledge>) -> Analysis {
        let nothing = Analysis {
            rows: Rows::default(),
            context: Context::default(),
            vocabulary: None,
            knowledge,
            reference: None,
            article: Article::default(),
            article_noise: Vec::new(),
            over_lines: OnceLock::new(),
            cast: OnceLock::new(),
        };
        nothing.assembled(split_lines(text).map(|line| Part::New(line.into())).collect())
    }

    /// The same with the day that the article is read from where it has no date of its own: what is made of it by edits keeps that day.
    pub fn with_reference(mut self, reference: Option<Date>) -> Analysis {
        self.reference = reference;
        self.over_lines = OnceLock::new();
        self
    }

    /// The analysis of the text after an edit: `inserted` are the new lines of the splice, each with its terminator.
    ///
    /// Gives exactly what [`Analysis::new`] gives for the whole new text.
    pub fn update(&self, splice: LineSplice, inserted: Vec<String>) -> Analysis {
        let count = self.rows.lines.len();
        let first = splice.first.min(count);
        let rest = first + splice.removed.min(count - first);
        let inserted = inserted.into_iter().map(|line| Part::New(line.into_boxed_str()));
        let parts = std::iter::once(Part::Kept(0..first)).chain(inserted).chain(std::iter::once(Part::Kept(rest..count)));
        self.assembled(parts.collect())
    }

    /// The analysis with another catalog.
    pub fn with_knowledge(&self, knowledge: Arc<Knowledge>) -> Analysis {
        Analysis::new(&self.source_text(), knowledge).with_reference(self.reference)
    }

    fn source_text(&self) -> String {
        self.rows.lines.iter().map(|l| &*l.source).collect()
    }

    /// The analysis of the text without some of its lines.
    fn without(&self, gone: &[bool]) -> Analysis {
        let left = (0..gone.len()).filter(|line| !gone[*line]);
        self.assembled(left.map(|line| Part::Kept(line..line + 1)).collect())
    }

    /// The lines.
    pub fn lines(&self) -> &[Arc<Line>] {
        &self.rows.lines
    }

    /// The roles and sections.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// What the analysis relied on.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// Length of the source in bytes.
    pub fn len(&self) -> usize {
        self.rows.starts.last().map_or(0, |s| *s as usize)
    }

    /// Whether the source is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The line that a byte offset stands in.
    pub fn line_at(&self, offset: usize) -> usize {
        self.rows.starts.partition_point(|s| *s as usize <= offset).saturating_sub(1).min(self.rows.lines.len().saturating_sub(1))
    }

    /// The offset at which a line starts.
    pub fn line_start(&self, line: usize) -> usize {
        self.rows.starts[line.min(self.rows.starts.len() - 1)] as usize
    }

    /// The findings of all rules with their default severities, in order of their places.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = rules::check(self);
        findings.sort_by_key(|f| (f.range.start(), f.range.end(), f.code));
        findings
    }

    /// The noise of the article, in order: every spot that a line shows, and those that only the article shows. Ranges are of the source.
    pub fn noise(&self) -> Vec<NoiseSpot> {
        let mut spots = Vec::new();
        for (at, line) in self.rows.lines.iter().enumerate() {
            spots.extend(line.reading.noise.iter().map(|s| self.spot_in_source(at, s)));
        }
        spots.extend(self.article_noise.iter().cloned());
        spots.sort_by_key(|s| (s.range.start(), s.range.end(), s.kind));
        spots
    }

    /// The noise that touches a range of the source.
    pub fn noise_at(&self, place: TextRange) -> Vec<NoiseSpot> {
        let (first, last) = (self.line_at(place.start().into()), self.line_at(place.end().into()));
        let mut spots: Vec<NoiseSpot> = Vec::new();
        for at in first..=last.min(self.rows.lines.len().saturating_sub(1)) {
            spots.extend(self.rows.lines[at].reading.noise.iter().map(|s| self.spot_in_source(at, s)));
        }
        spots.extend(self.article_noise.iter().cloned());
        spots.retain(|s| s.range.start() <= place.end() && place.start() <= s.range.end());
        spots
    }

    fn spot_in_source(&self, line: usize, spot: &NoiseSpot) -> NoiseSpot {
        let mut spot = spot.clone();
        spot.range = self.in_source(line, spot.range);
        for piece in &mut spot.pieces {
            piece.source = self.in_source(line, piece.source);
        }
        spot
    }

    /// The edits that take every spot of a kind out, in order, without overlaps.
    pub fn noise_edits(&self, kinds: &[NoiseKind]) -> Vec<TextEdit> {
        let wanted = self.noise().into_iter().filter(|s| kinds.contains(&s.kind));
        let mut edits: Vec<TextEdit> = wanted.filter_map(|s| Some(TextEdit { range: s.range, text: s.text()? })).collect();
        let mut end = None;
        edits.retain(|e| {
            let free = end.is_none_or(|end| e.range.start() >= end);
            end = if free { Some(e.range.end()) } else { end };
            free
        });
        edits
    }

    /// The edits of `heshu clean`: what is noise for certain.
    pub fn clean_edits(&self) -> Vec<TextEdit> {
        self.noise_edits(&NoiseKind::ALL.into_iter().filter(|k| k.is_cleaned()).collect::<Vec<_>>())
    }

    /// The text as `heshu clean` writes it: cleaned until nothing is left to clean, so that cleaning it again changes nothing.
    ///
    /// One round is enough as a rule; a second follows where a line break that was put back shows another one.
    pub fn cleaned(&self) -> String {
        let mut text = apply_edits(&self.source_text(), &self.clean_edits());
        for _ in 0..MOST_ROUNDS {
            let edits = Analysis::new(&text, self.knowledge.clone()).clean_edits();
            if edits.is_empty() {
                break;
            }
            text = apply_edits(&text, &edits);
        }
        text
    }

    /// The edits of a fix.
    pub fn edits(&self, fix: &Fix) -> Vec<TextEdit> {
        match &fix.edits {
            Edits::Places(edits) => edits.clone(),
            Edits::EveryNoise(kind) if kind.is_of_lines() => self.line_removals(*kind),
            Edits::EveryNoise(kind) => self.noise_edits(&[*kind]),
        }
    }

    /// The edits that take out every line that is noise of a kind, until none is left: without some lines, others may show as noise.
    fn line_removals(&self, kind: NoiseKind) -> Vec<TextEdit> {
        let mut gone = vec![false; self.rows.lines.len()];
        let mut rest: Option<Analysis> = None;
        for _ in 0..MOST_ROUNDS {
            let article = rest.as_ref().map_or(&self.article, |r| &r.article);
            let left = (0..gone.len()).filter(|line| !gone[*line]);
            let found: Vec<usize> =
                left.enumerate().filter(|(at, _)| article::noise::is_noise_line(article, kind, *at)).map(|(_, line)| line).collect();
            if found.is_empty() {
                break;
            }
            found.into_iter().for_each(|line| gone[line] = true);
            rest = Some(self.without(&gone));
        }
        article::removal::removals(self, &gone)
    }

    /// Whom and what the article names: everybody, under all names.
    pub fn cast(&self) -> &Cast {
        self.cast.get_or_init(|| {
            let names = |at: usize| cast::Names {
                reading: &self.rows.lines[at].reading.text,
                known: self.known_in(at),
                recognised: self.recognised_in(at),
            };
            Cast::of(&(0..self.rows.lines.len()).map(names).collect::<Vec<_>>(), &self.knowledge.catalog)
        })
    }

    /// Where the article names somebody, in order, with the place in the source.
    pub fn namings(&self) -> impl Iterator<Item = (TextRange, &Naming)> {
        self.cast().namings.iter().map(|naming| (self.reading_in_source(naming.line, naming.range), naming))
    }

    /// The same for a line.
    pub fn namings_of_line(&self, line: usize) -> impl Iterator<Item = (TextRange, &Naming)> {
        self.cast().in_line(line).iter().map(move |naming| (self.reading_in_source(line, naming.range), naming))
    }

    /// Where a part of a line's reading stands in the source.
    pub fn place_in_source(&self, line: usize, within: TextRange) -> TextRange {
        self.reading_in_source(line, within)
    }

    /// The names in a line as the line alone shows them, with the place in the source: no walk over the article.
    pub fn names_of_line(&self, line: usize) -> Vec<(TextRange, EntityKind)> {
        let kind_of = |m: &Mention| self.knowledge.catalog.entities().get(m.entity).map(|e| e.kind);
        let known: Vec<_> = self.known_in(line).iter().filter_map(|m| Some((m.range, kind_of(m)?))).collect();
        let recognised = self.recognised_in(line).iter().map(|r| (r.range, r.kind));
        // Both are in order; of two that overlap the catalog's stays.
        let is_free = |range: &TextRange| {
            let end = known.partition_point(|(k, _)| k.start() < range.end());
            known[..end].last().is_none_or(|(k, _)| k.end() <= range.start() || range.contains_range(*k) && range != k)
        };
        let names = known.iter().copied().chain(recognised.filter(|(range, _)| is_free(range)));
        names.map(|(range, kind)| (self.reading_in_source(line, range), kind)).collect()
    }

    /// Where entities of the catalog are named in a line: bytes of its reading.
    fn known_in(&self, line: usize) -> &[Mention] {
        let line = &self.rows.lines[line];
        line.mentions.get_or_init(|| self.knowledge.matcher().find(&line.reading.text))
    }

    /// The names in a line that grammar and the tagger tell: bytes of its reading.
    fn recognised_in(&self, line: usize) -> &[Recognised] {
        let line = &self.rows.lines[line];
        line.recognised.get_or_init(|| {
            let mut names = recognise::names(&line.reading.text);
            names.retain(|name| !self.knowledge.catalog.ignores(name.kind, &line.reading.text[name.range]));
            names
        })
    }

    /// The administrative divisions named in the article, in order, where they are no part of another name; with the places in the source.
    pub fn places(&self) -> Vec<(TextRange, &str)> {
        let of_line = |line: usize| {
            let reading = &self.rows.lines[line].reading.text;
            let namings = self.cast().in_line(line);
            let is_free = move |place: &TextRange| {
                let before = namings.partition_point(|n| n.range.start() < place.end());
                // Names lie in each other, at most a few deep.
                namings[before.saturating_sub(NEAR)..before].iter().all(|n| n.range.end() <= place.start())
            };
            let places = recognise::places(reading).into_iter().filter(is_free);
            places.map(move |place| (self.reading_in_source(line, place), &reading[place]))
        };
        (0..self.rows.lines.len()).flat_map(of_line).collect()
    }

    /// The figures of the article, in order; what a second printing of the body says is left out.
    pub fn figures(&self) -> Vec<FigureAt<'_>> {
        let own = (0..self.rows.lines.len()).filter(|l| self.article.first_printing[*l].is_none());
        own.flat_map(|l| self.figures_of(l)).collect()
    }

    /// The figures of a line, in order.
    pub fn figures_of(&self, line: usize) -> impl Iterator<Item = FigureAt<'_>> {
        let reading = &self.rows.lines[line].reading;
        self.rows.lines[line].lexed().figures.iter().map(move |figure| FigureAt {
            figure,
            line,
            range: self.reading_in_source(line, figure.range),
            is_trusted: reading.is_trusted(figure.range),
        })
    }

    /// The figures of a line that say something of something, with their claims, in order.
    pub fn claims_of(&self, line: usize) -> impl Iterator<Item = (FigureAt<'_>, &Claim)> {
        let mut claims = self.rows.lines[line].claims.iter().peekable();
        self.figures_of(line).enumerate().filter_map(move |(at, figure)| {
            // Both are in order.
            while claims.next_if(|c| c.figure < at).is_some() {}
            Some((figure, claims.next_if(|c| c.figure == at)?))
        })
    }

    /// Whether a line was printed before in the same text.
    pub fn is_reprint(&self, line: usize) -> bool {
        self.article.first_printing[line].is_some()
    }

    /// The day the article is dated: the first full date of its dateline, or that of `新华社北京2024年7月5日电`.
    pub fn dateline(&self) -> Option<Date> {
        let day = |figure: &Figure| match &figure.value {
            Value::Time(time) if figure.kind == Kind::Date => time.days(None).and_then(|(first, last)| first.filter(|_| first == last)),
            _ => None,
        };
        let heads = (0..self.rows.lines.len()).filter(|l| matches!(self.article.roles[*l], Role::Dateline | Role::Byline | Role::Title));
        let dated = heads.flat_map(|l| &self.rows.lines[l].lexed().figures).find_map(day);
        let dated = dated.or_else(|| {
            let lead = &self.rows.lines[self.article.lead?];
            let wired = lead.lexed().figures.iter().take_while(|f| usize::from(f.range.start()) < WIRE_REACH);
            wired.filter(|f| lead.reading.text[f.range.end().into()..].starts_with(['电', '讯'])).find_map(day)
        });
        // 澄港晚报　2025年4月9日, （发稿：2025年9月1日）: a short line near the beginning or at the end that is no sentence.
        dated.or_else(|| {
            let count = self.rows.lines.len();
            let near = (0..count.min(DATED_HEAD)).chain(count.saturating_sub(DATED_TAIL).max(DATED_HEAD)..count);
            let is_short = |text: &str| text.len() <= DATED_BYTES && !text.contains(['。', '；', ';', '|', '\t']);
            near.map(|l| &self.rows.lines[l])
                .filter(|line| is_short(&line.reading.text))
                .flat_map(|line| &line.lexed().figures)
                .find_map(day)
        })
    }

    /// The day that 今年 and 5月3日 are told from: the article's own date, else the one that the settings name.
    pub fn today(&self) -> Option<Date> {
        self.dateline().or(self.reference)
    }

    /// The same day, and whether the article has it or the settings.
    pub fn told_from(&self) -> Option<Today> {
        let own = self.dateline();
        own.or(self.reference).map(|day| Today { day, is_set: own.is_none() })
    }

    /// The day that the settings name for articles without a date.
    pub fn reference(&self) -> Option<Date> {
        self.reference
    }

    /// The card of a member of the cast.
    pub fn card(&self, member: usize, locale: Locale) -> Option<Card> {
        let (catalog, cast) = (&self.knowledge.catalog, self.cast());
        let named = cast.members.get(member)?;
        let entry = named.entry.and_then(|entry| catalog.entities().get(entry));
        Some(entry.map_or_else(|| Card::of_member(named, cast, locale == Locale::En), |e| Card::of(e, catalog, locale == Locale::En)))
    }

    /// The outline.
    pub fn outline(&self, locale: Locale) -> Vec<OutlineNode> {
        article::outline::outline(self, &self.article, locale == Locale::En)
    }

    /// Lines that can be folded: sections, lists, related news, boilerplate.
    pub fn folds(&self) -> Vec<Fold> {
        let mut folds = Vec::new();
        let mut nodes = self.outline(Locale::Zh);
        while let Some(mut node) = nodes.pop() {
            let (start, end) = (self.line_at(node.range.start().into()), self.line_at(usize::from(node.range.end()).saturating_sub(1)));
            if end > start {
                folds.push(Fold { start_line: start as u32, end_line: end as u32 });
            }
            nodes.append(&mut node.children);
        }
        folds.sort_by_key(|f| (f.start_line, std::cmp::Reverse(f.end_line)));
        folds.dedup_by_key(|f| f.start_line);
        folds
    }

    /// The ranges around a place, from the inside out: word, clause, sentence, paragraph, section, article.
    pub fn selections(&self, offset: usize) -> Vec<TextRange> {
        article::selection::selections(self, &self.outline(Locale::Zh), self.line_at(offset), offset, self.len())
    }

    /// What was found, bound and checked.
    pub fn coverage(&self) -> Coverage {
        let (figures, bound, checked) = rules::coverage(self);
        Coverage { figures, bound, checked }
    }
}
