//! The law of the foundation: an analysis that followed edits equals one made from scratch, and the rope follows a plain string.

use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;
use heshu::rules::Locale;
use heshu::text::{LineSplice, Position, PositionEncoding, SourceText, TextRange, range};
use proptest::prelude::*;

/// Pieces of articles that touch every stage: titles, notes, marks, mojibake, dates, ordinals, lists, line ends of all kinds.
const PIECES: &[&str] = &[
    "青岚县工业经济开局良好",
    "\n",
    "\r\n",
    "\r",
    "全縣工業(yè)經濟(jì)穩(wěn)中向好,,項(xiàng)目建設(shè)提速,。",
    "县里重点培育光学玻璃、特种陶瓷、精密铸造五大产业。",
    "豫光金鉛、万洋與金利集團(tuán)簽約,。",
    "他說“加快發(fā)展?!",
    "一、总体要求\n",
    "二、主要任务\n",
    "四、组织保障\n",
    "今年办好三件实事：一是修路，二是架桥，",
    "2026-03-023月1日,召开会议。\n2026-03-02",
    "推薦閱讀",
    "責任編輯:林青",
    "首页 | 要闻 | 财经 | 文旅",
    "(記者 林青)",
    "１２億元",
    "𠮷😀",
    "\u{feff}",
    "。",
    ",",
    "?",
    "的",
    " ",
    "# 标题\n",
    "- 条目\n",
    "| 甲 | 乙 |\n",
    "```\n",
];

fn article() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// All that people see of an analysis.
fn seen(analysis: &Analysis) -> String {
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        analysis.findings(),
        analysis.noise(),
        analysis.namings().collect::<Vec<_>>(),
        analysis.outline(Locale::Zh),
        analysis.folds(),
        analysis.coverage(),
    )
}

fn lines_of(source: &SourceText, splice: LineSplice) -> Vec<String> {
    (splice.first..splice.first + splice.inserted).map(|l| source.line(l)).collect()
}

/// A range of a text whose ends stand between characters.
fn place(text: &str, start: usize, len: usize) -> TextRange {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    range(floor(start), floor(start + len))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn following_edits_equals_starting_afresh(
        text in article(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, article()), 1..6),
        batch in 1usize..3,
    ) {
        let knowledge = Arc::new(Knowledge::new(Catalog::builtin()));
        let mut model = text.clone();
        let mut source = SourceText::new(&text);
        let mut analysis = Analysis::new(&text, knowledge.clone());
        // As a busy server does, several edits may be caught up with at once.
        for group in edits.chunks(batch) {
            let mut pending: Option<LineSplice> = None;
            for (at, len, inserted) in group {
                let replaced = place(&model, at.index(model.len() + 1), *len);
                model.replace_range(std::ops::Range::<usize>::from(replaced), inserted);
                let splice = source.edit(replaced, inserted);
                pending = Some(pending.map_or(splice, |p| p.then(splice)));
            }
            prop_assert_eq!(&source.text(), &model);
            if let Some(splice) = pending {
                analysis = analysis.update(splice, lines_of(&source, splice));
            }
            prop_assert_eq!(seen(&analysis), seen(&Analysis::new(&model, knowledge.clone())), "text {:?}", model);
        }
    }

    #[test]
    fn positions_follow_a_plain_string(text in article(), at in any::<prop::sample::Index>()) {
        let source = SourceText::new(&text);
        let offset = usize::from(place(&text, at.index(text.len() + 1), 0).start());
        for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
            let position = source.position(offset, encoding);
            let inside_crlf = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
            let expected = if inside_crlf { offset - 1 } else { offset };
            prop_assert_eq!(source.offset(position, encoding), expected);
            prop_assert_eq!(position, naive(&text, expected, encoding));
        }
    }

    #[test]
    fn cleaning_is_idempotent_and_keeps_digits(text in article()) {
        let knowledge = Arc::new(Knowledge::new(Catalog::default()));
        let clean = |text: &str| Analysis::new(text, knowledge.clone()).cleaned();
        let once = clean(&text);
        let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
        prop_assert_eq!(digits(&once), digits(&text));
        prop_assert_eq!(clean(&once), once.clone(), "once {:?}", once);
    }
}

/// The position by the book: split at `\r\n`, `\n`, `\r`, and count.
fn naive(text: &str, offset: usize, encoding: PositionEncoding) -> Position {
    let (mut line, mut start) = (0, 0);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < offset {
        if bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            line += 1;
            start = at + 1;
        }
        at += 1;
    }
    let head = &text[start..offset];
    let character = match encoding {
        PositionEncoding::Utf8 => head.len(),
        PositionEncoding::Utf16 => head.encode_utf16().count(),
        PositionEncoding::Utf32 => head.chars().count(),
    };
    Position { line, character: character as u32 }
}
