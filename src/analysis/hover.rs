//! What stands under a place of an article: entities, figures and noise, the innermost first.

use super::{Analysis, FigureAt};
use crate::claims::{Claim, label, mood};
use crate::entities::Naming;
use crate::figures::card::{self, Seen};
use crate::figures::days::Today;
use crate::figures::figure::Value;
use crate::figures::lexer::has_number;
use crate::message::Message;
use crate::reading::{NoiseKind, NoiseSpot};
use crate::rules::{self, Finding, Locale, Severity};
use crate::text::{TextRange, TextSize, range};

/// How many findings a card tells of.
const MOST_TOLD: usize = 3;

/// Something under the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Hover {
    /// The source bytes it explains.
    pub range: TextRange,
    /// What to show.
    pub content: HoverContent,
}

/// What a hover shows.
#[derive(Clone, Debug, PartialEq)]
pub enum HoverContent {
    /// A card of an entity, by its place in the article's cast.
    Entity(usize),
    /// A card of a figure, by its line and its place among the line's figures.
    Figure(usize, usize),
    /// A spot of noise.
    Noise(NoiseSpot),
}

impl Analysis {
    /// What stands under a place, the smallest first: the innermost entity and the figure. Noise comes last, and not with entities,
    /// whose card is what the reader wants to see.
    pub fn hovers(&self, offset: usize) -> Vec<Hover> {
        let entity = self.entity_at(offset).map(|(range, entity)| Hover { range, content: HoverContent::Entity(entity) });
        let figure = self.figure_at(offset);
        let noise = if entity.is_none() { self.spot_at(offset) } else { None };
        let mut hovers: Vec<Hover> = entity.into_iter().chain(figure).collect();
        hovers.sort_by_key(|h| h.range.len());
        hovers.extend(noise);
        hovers
    }

    /// The innermost entity that is named at a place, and where.
    pub fn entity_at(&self, offset: usize) -> Option<(TextRange, usize)> {
        self.naming_at(offset).map(|(range, naming)| (range, naming.member))
    }

    /// The innermost name at a place, and where it stands in the source.
    pub fn naming_at(&self, offset: usize) -> Option<(TextRange, &Naming)> {
        let line = self.line_at(offset);
        self.rows.lines.get(line)?;
        // Between two names the one that begins there, or goes on.
        let goes_on = |r: TextRange| usize::from(r.end()) > offset;
        let touching = self.namings_of_line(line).filter(|(r, _)| touches(*r, offset));
        touching.min_by_key(|(r, _)| (!goes_on(*r), r.len()))
    }

    /// What a line says, as it is read.
    pub fn reading_text(&self, line: usize) -> &str {
        &self.rows.lines[line].reading.text
    }

    /// The figure at a place; between two, the one that begins there.
    fn figure_at(&self, offset: usize) -> Option<Hover> {
        let line = self.line_at(offset);
        self.rows.lines.get(line)?;
        let places = self.figures_of(line).enumerate().map(|(at, figure)| (figure.range, at));
        let (range, at) = places.filter(|(r, _)| touches(*r, offset)).max_by_key(|(r, _)| r.start())?;
        Some(Hover { range, content: HoverContent::Figure(line, at) })
    }

    fn spot_at(&self, offset: usize) -> Option<Hover> {
        let mut spots = self.noise_at(range(offset, offset)).into_iter();
        let spot = spots.find(|s| !s.range.is_empty() || s.kind == NoiseKind::GluedDate)?;
        Some(Hover { range: spot.range, content: HoverContent::Noise(spot) })
    }

    /// A figure with all that its card and its hint need. `today` is [`Analysis::told_from`].
    pub fn seen<'a>(&'a self, at: &FigureAt<'a>, today: Option<Today>) -> Seen<'a> {
        Seen { figure: at.figure, reading: &self.rows.lines[at.line].reading.text, is_trusted: at.is_trusted, today }
    }

    /// The card of a figure, by its line and its place there, with what it is bound to and how it stands to the checks.
    /// `findings` are those of the article.
    pub fn figure_card(&self, line: usize, at: usize, locale: Locale, findings: &[Finding]) -> Option<card::Card> {
        let figure = self.figures_of(line).nth(at)?;
        let mut card = card::Card::of(&self.seen(&figure, self.told_from()), locale);
        for (label, value) in self.standing(&figure, at, findings) {
            card.add(&label, &value, locale);
        }
        Some(card)
    }

    /// What a figure was bound to, and what came of checking it.
    fn standing(&self, at: &FigureAt, index: usize, findings: &[Finding]) -> Vec<(Message, Message)> {
        let reading = &self.rows.lines[at.line].reading.text;
        if !has_number(at.figure, reading) {
            return Vec::new();
        }
        let claim = self.claims_of(at.line).find(|(figure, _)| figure.range == at.range).map(|(_, claim)| claim);
        let mut rows: Vec<(Message, Message)> = Vec::new();
        rows.extend(claim.map(|claim| (Message::new("说的是", "says"), says(reading, at, claim))));
        let label = Message::new("核对", "checked");
        let against: Vec<&Finding> =
            findings.iter().filter(|f| f.severity > Severity::Hint && rules::speaks_of(f, at.range)).take(MOST_TOLD).collect();
        if !against.is_empty() {
            let told = |locale| {
                against.iter().map(|f| f.message.text(locale)).collect::<Vec<_>>().join(if locale == Locale::Zh { "；" } else { "; " })
            };
            rows.push((label, Message::new(told(Locale::Zh), told(Locale::En))));
            return rows;
        }
        let checks: Vec<Message> = rules::checks_of(self, at.line, index).into_iter().map(rules::Check::name).collect();
        let is_time = matches!(at.figure.value, Value::Time(_));
        let told = match (checks.is_empty(), claim) {
            (false, _) => {
                let names = |locale, sign: &str| checks.iter().map(|c| c.text(locale)).collect::<Vec<_>>().join(sign);
                Message::new(format!("{}，未见矛盾", names(Locale::Zh, "、")), format!("{}: no contradiction", names(Locale::En, ", ")))
            }
            // Damage is told of already; a time says when, and is no value to compare.
            (true, _) if !at.is_trusted || is_time => return rows,
            (true, Some(_)) => Message::new("文中没有可以相比的数，未核对", "nothing in the text to compare it with: not checked"),
            (true, None) => Message::new("认不出说的是什么，未核对", "not bound to what it measures: not checked"),
        };
        rows.push((label, told));
        rows
    }
}

/// `云岭市 · 到位资金 · 全市 · 2023年 · 数量 · 实际`.
fn says(reading: &str, at: &FigureAt, claim: &Claim) -> Message {
    let modality = mood::modality(reading, at.figure.range.start().into(), claim, &mood::quotations(reading));
    let scopes = claim.scope_names().unwrap_or_default();
    let period = claim.period.as_ref().map_or("", |p| p.text.as_str());
    let words = [claim.subject.text.as_str(), claim.indicator_name(), &scopes, period];
    let words = words.iter().filter(|word| !word.is_empty()).map(|word| Message::both(*word));
    let parts: Vec<Message> = words.chain([label::statistic(claim.statistic), label::modality(modality)]).collect();
    let line = |locale| parts.iter().map(|p| p.text(locale)).collect::<Vec<_>>().join(" · ");
    Message::new(line(Locale::Zh), line(Locale::En))
}

fn touches(place: TextRange, offset: usize) -> bool {
    place.contains_inclusive(TextSize::try_from(offset).unwrap_or_default())
}
