//! What stands under a place of an article: entities, figures and noise, the innermost first.

use jiff::civil::Date;

use super::{Analysis, FigureAt};
use crate::figures::card::{self, Seen};
use crate::reading::{NoiseKind, NoiseSpot};
use crate::rules::Locale;
use crate::text::{TextRange, TextSize, range};

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
    /// A card of an entity, by its index in the catalog.
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
        let line = self.line_at(offset);
        self.rows.lines.get(line)?;
        let mentions = self.mentions_of_line(line).map(|m| (m.range, m.entity));
        mentions.filter(|(r, _)| touches(*r, offset)).min_by_key(|(r, _)| r.len())
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

    /// A figure with all that its card and its hint need. `reference` is the day that 今年 is told from.
    pub fn seen<'a>(&'a self, at: &FigureAt<'a>, reference: Option<Date>) -> Seen<'a> {
        Seen { figure: at.figure, reading: &self.rows.lines[at.line].reading.text, is_trusted: at.is_trusted, reference }
    }

    /// The card of a figure, by its line and its place there.
    pub fn figure_card(&self, line: usize, at: usize, locale: Locale) -> Option<card::Card> {
        let figure = self.figures_of(line).nth(at)?;
        Some(card::Card::of(&self.seen(&figure, self.dateline()), locale))
    }
}

fn touches(place: TextRange, offset: usize) -> bool {
    place.contains_inclusive(TextSize::try_from(offset).unwrap_or_default())
}
