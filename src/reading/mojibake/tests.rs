//! Restoring, on sentences of our own: damage them as the sites do, and see what comes back.

use super::*;
use crate::reading::Reading;

/// The site's cut before the `nth` place where the bytes of `！` stand across two characters, and what its pages then show
/// (NOISE.md, steps 3 to 5, with the site's comma to be seen).
fn damage(sentence: &str, nth: usize) -> Option<String> {
    let (bytes, ..) = encoding_rs::GBK.encode(sentence);
    let cut = bytes.windows(2).enumerate().filter(|(at, pair)| *pair == [0xa3, 0xa1] && !is_boundary(&bytes, *at)).nth(nth)?.0;
    let mut site = bytes[..cut].to_vec();
    site.push(b',');
    site.extend(&bytes[cut..]);
    Some(shown(&site))
}

/// Whether a character begins at a place of GBK bytes.
fn is_boundary(bytes: &[u8], place: usize) -> bool {
    let mut at = 0;
    while at < place {
        at += if bytes[at] < 0x80 { 1 } else { 2 };
    }
    at == place
}

/// GBK bytes as the sites decode them: a first byte takes the next one with it, whatever that is; no letter for what is none.
fn shown(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let taken = match (first, after.first()) {
            (0..0x80, _) => {
                out.push(char::from(*first));
                1
            }
            (_, Some(second)) => {
                match second {
                    0x40.. => out.extend(super::bytes::decode(*first, *second)),
                    _ if *second < 0x21 => out.push(char::from(*second)),
                    _ => out.push('?'),
                }
                2
            }
            (_, None) => 1,
        };
        rest = &rest[taken..];
    }
    out.chars().map(|c| if ('！'..='～').contains(&c) { script::fold(c) } else { c }).collect()
}

/// The line with its mojibake restored.
fn restored(line: &str, article: &str) -> String {
    let context = Context { script: script::Script::Traditional, annotated: true };
    let mut out = line.to_owned();
    for spot in find(line, context, &Vocabulary::of([article, line].into_iter())).iter().rev() {
        out.replace_range(usize::from(spot.range.start())..spot.range.end().into(), &spot.text().unwrap_or_default());
    }
    out
}

const SENTENCES: [&str; 8] = [
    "企業負責人說：“訂單已經排到明年三月。”雲嶺市經濟開發區管委會主任表示",
    "居民收入穩步增長。“今年的蘋果賣了好價錢，”果農說",
    "工程進入最后階段。“我們有信心按時完工，”項目經理介紹",
    "他告訴記者：“產品遠銷海外。”去年公司出口增長兩成",
    "這家工廠實現了轉型。“過去靠人工，現在靠機器，”廠長說",
    "全市糧食再獲豐收。《青河日報》報道了這一消息",
    "部門負責人說：“政策效果正在顯現。”下半年將繼續加大支持力度",
    "學生走進學校、工廠和農村參觀學習",
];

#[test]
fn a_damaged_sentence_comes_back_or_says_where_it_does_not() {
    let mut whole = 0;
    for sentence in SENTENCES {
        let narrow: String = sentence.chars().map(|c| if ('！'..='～').contains(&c) { script::fold(c) } else { c }).collect();
        let shown = damage(sentence, 0).unwrap_or_else(|| panic!("no place to cut in {sentence}"));
        let back = restored(&shown, "");
        whole += usize::from(back == narrow);
        assert!(back == narrow || back.contains(UNKNOWN_CHARACTER), "{narrow}\n{shown}\n{back}");
    }
    assert!(whole >= 6, "only {whole} of {} came back whole", SENTENCES.len());
}

#[test]
fn a_quotation_that_ends_a_line_is_closed() {
    assert_eq!(restored("廠長說:“設備全部換新,?!", ""), "廠長說:“設備全部換新,。”");
    assert_eq!(restored("廠長說:“設備全部換新?!", ""), "廠長說:“設備全部換新。”");
}

#[test]
fn a_character_that_lost_both_bytes_is_told_by_its_neighbour() {
    assert_eq!(restored("守護藍天、碧??、凈土", ""), "守護藍天、碧海、凈土");
    assert_eq!(restored("流動性合理充??。", ""), "流動性合理充裕。");
}

#[test]
fn a_reading_behind_a_lone_letter_goes_with_it() {
    let shown = damage("新區已經建成。“智能社區”便民利民", 0).map(|s| s.replace('^', "^(qū)")).unwrap_or_default();
    assert!(shown.contains("^(qū)"), "{shown}");
    assert_eq!(restored(&shown, ""), "新區已經建成。“智能社區”便民利民");
}

#[test]
fn the_article_knows_its_own_names() {
    let shown = damage("訂單大幅增加。“崚岱重工今年擴產", 0).unwrap_or_default();
    assert!(restored(&shown, "崚岱重工是當地的龍頭企業").ends_with("。“崚岱重工今年擴產"), "{shown}");
    let context = Context { script: script::Script::Traditional, annotated: true };
    let named = Vocabulary::default().with_names(&Names::of(["崚岱重工"].into_iter()));
    let spots = find(&shown, context, &named);
    assert!(spots.iter().any(|s| s.text().is_some_and(|t| t.contains("崚岱重"))), "{spots:?}");
}

#[test]
fn questions_of_the_author_stay() {
    let plain = Context { script: script::Script::Simplified, annotated: false };
    for line in
        ["真的?!", "这是为什么?!我不明白", "怎么办??,他问", "能行吗?，不好说", "“谁说的?!”他问", "什么?。。。", "是吗??!!", "2+2=?,请回答"]
    {
        assert_eq!(find(line, plain, &Vocabulary::of([line].into_iter())), [], "{line}");
    }
}

#[test]
fn a_long_line_of_question_marks_is_given_up_in_time() {
    for unit in ["?!", "?!罢ぷ", "??、", "?"] {
        let line = unit.repeat(200_000 / unit.len());
        let context = Context { script: script::Script::Traditional, annotated: true };
        // Each run looks at a bounded stretch, and a line has a bounded number of runs.
        assert!(find(&line, context, &Vocabulary::default()).len() <= MOST_RUNS);
        let reading = Reading::of(&line, context, &Vocabulary::default());
        assert!(reading.noise.len() <= MOST_RUNS + line.len() / 2);
    }
}
