//! Where each byte of a reading stands in its source, exactly, in both directions.

use crate::text::{TextRange, range};

/// A stretch of the source that the reading shows differently: other bytes, more of them, fewer, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    source: (u32, u32),
    reading: (u32, u32),
}

/// The map between a source and its reading. Outside its segments both are the same bytes.
///
/// A segment is indivisible: a place inside it maps to its start or its end, never between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    segments: Vec<Segment>,
}

impl OffsetMap {
    /// Notes that `source` reads as `reading`. Segments come in order and do not overlap.
    pub(super) fn push(&mut self, source: (usize, usize), reading: (usize, usize)) {
        self.segments.push(Segment { source: (source.0 as u32, source.1 as u32), reading: (reading.0 as u32, reading.1 as u32) });
    }

    /// The source of a range of the reading: from the first source byte that shows in it to the last.
    ///
    /// What was removed at either edge stays out (`质量` in the reading of `質(zhì)量(liàng)` ends before the second note).
    /// An empty range maps to an empty range.
    pub fn to_source(&self, reading: TextRange) -> TextRange {
        let (start, end) = (u32::from(reading.start()), u32::from(reading.end()));
        let source_start = self.source_start(start);
        if start == end {
            return range(source_start as usize, source_start as usize);
        }
        range(source_start as usize, self.source_end(end).max(source_start) as usize)
    }

    /// The reading of a range of the source. A range that only holds removed text gives an empty range where it stood.
    pub fn to_reading(&self, source: TextRange) -> TextRange {
        let start = self.reading_start(u32::from(source.start()));
        let end = self.reading_end(u32::from(source.end()));
        range(start as usize, end.max(start) as usize)
    }

    /// Source offset of the byte that starts at `reading`: behind whatever was removed there.
    fn source_start(&self, reading: u32) -> u32 {
        let after = self.segments.partition_point(|s| s.reading.0 <= reading);
        match self.segments[..after].last() {
            None => reading,
            Some(s) if reading < s.reading.1 => s.source.0,
            Some(s) => s.source.1 + (reading - s.reading.1),
        }
    }

    /// Source offset where the byte before `reading` ends: in front of whatever was removed there.
    fn source_end(&self, reading: u32) -> u32 {
        let after = self.segments.partition_point(|s| s.reading.0 < reading);
        match self.segments[..after].last() {
            None => reading,
            Some(s) if reading <= s.reading.1 => s.source.1,
            Some(s) => s.source.1 + (reading - s.reading.1),
        }
    }

    fn reading_start(&self, source: u32) -> u32 {
        let after = self.segments.partition_point(|s| s.source.0 <= source);
        match self.segments[..after].last() {
            None => source,
            Some(s) if source < s.source.1 => s.reading.0,
            Some(s) => s.reading.1 + (source - s.source.1),
        }
    }

    fn reading_end(&self, source: u32) -> u32 {
        let after = self.segments.partition_point(|s| s.source.0 < source);
        match self.segments[..after].last() {
            None => source,
            Some(s) if source <= s.source.1 => s.reading.1,
            Some(s) => s.reading.1 + (source - s.source.1),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The model: for each byte of the reading, the stretch of the source it came from.
    fn model(pieces: &[(usize, usize, bool)]) -> (OffsetMap, Vec<(usize, usize)>, usize) {
        let (mut map, mut from, mut source) = (OffsetMap::default(), Vec::new(), 0);
        for &(source_len, reading_len, identical) in pieces {
            if identical {
                from.extend((source..source + source_len).map(|b| (b, b + 1)));
            } else {
                map.push((source, source + source_len), (from.len(), from.len() + reading_len));
                from.extend(std::iter::repeat_n((source, source + source_len), reading_len));
            }
            source += source_len;
        }
        (map, from, source)
    }

    proptest! {
        #[test]
        fn every_range_of_the_reading_maps_to_what_the_model_says(
            pieces in prop::collection::vec((1usize..6, 0usize..6, any::<bool>()), 1..12),
            a in 0usize..80, b in 0usize..80,
        ) {
            let (map, from, len) = model(&pieces);
            let (a, b) = (a.min(from.len()), b.min(from.len()));
            let (a, b) = (a.min(b), a.max(b));
            let source = map.to_source(range(a, b));
            prop_assert!(usize::from(source.end()) <= len);
            if a < b {
                prop_assert_eq!(source, range(from[a].0, from[b - 1].1));
                // Back again: nothing is lost, and only whole segments are added.
                let back = map.to_reading(source);
                prop_assert!(back.contains_range(range(a, b)));
                prop_assert_eq!(map.to_source(back), source);
            }
        }
    }
}
