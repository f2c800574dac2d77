//! Persons with their posts: 恒川铝业董事长、总经理张明说. A name is one only where a post stands before it and what follows a name stands
//! behind it; an article names many people, and most of them are nobody's business here.

use std::collections::HashSet;
use std::sync::LazyLock;

use daachorse::MatchKind;
use daachorse::charwise::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use serde::Deserialize;

use super::recognise::is_plain_word;
use super::recognise::shape::may_be_person;
use crate::text::{TextRange, range};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// 董事长, the longest first where one begins another.
    posts: Vec<String>,
    /// What stands between two posts, or between firm and post.
    joints: Vec<String>,
    /// What stands behind a person's name.
    behind: Vec<String>,
    /// What only somebody who speaks does: enough where no firm stands before the post.
    speech: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("entities/data/people"));

static POSTS: LazyLock<Option<CharwiseDoubleArrayAhoCorasick<u32>>> =
    LazyLock::new(|| CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(&WORDS.posts).ok());

/// A person with a post in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The name: bytes of the reading.
    pub range: TextRange,
    /// The posts: 董事长、总经理.
    pub posts: String,
    /// Where the name of the firm or body ends that the post is of, if it stands right before.
    pub firm: Option<usize>,
}

/// The persons in a reading, in order; `ends` are the places where names of firms and bodies end.
pub(super) fn told(reading: &str, ends: &HashSet<usize>) -> Vec<Told> {
    let mut told = Vec::new();
    let Some(posts) = POSTS.as_ref() else { return told };
    let mut done = 0;
    for hit in posts.leftmost_find_iter(reading) {
        if hit.start() < done {
            continue;
        }
        let (person, taken) = person(&reading[hit.start()..]);
        done = hit.start() + taken;
        let Some(person) = person else { continue };
        let firm = firm_before(reading, hit.start(), ends);
        let start = hit.start() + person.start;
        let place = range(start, start + person.name.len());
        let behind = &reading[usize::from(place.end())..];
        let speaks = WORDS.speech.iter().any(|w| behind.starts_with(w.as_str()));
        if (firm.is_some() || speaks) && !is_plain_word(person.name) {
            told.push(Told { range: place, posts: person.posts, firm });
        }
    }
    told
}

/// The end of a firm's name right before a post, joints between them passed over.
fn firm_before(reading: &str, at: usize, ends: &HashSet<usize>) -> Option<usize> {
    let mut at = at;
    loop {
        if ends.contains(&at) {
            return Some(at);
        }
        at = WORDS
            .joints
            .iter()
            .filter(|j| j.as_str() != "和" && j.as_str() != "及")
            .find_map(|j| reading[..at].strip_suffix(j.as_str()))?
            .len();
    }
}

/// A person at the beginning of a text.
struct Person<'t> {
    posts: String,
    /// The first byte of the name.
    start: usize,
    name: &'t str,
}

/// The posts and the person that a text begins with, and how many bytes the posts take.
fn person(text: &str) -> (Option<Person<'_>>, usize) {
    let skip = |text: &'_ str| WORDS.joints.iter().find_map(|j| text.strip_prefix(j.as_str()).map(str::len));
    let mut rest = text;
    let mut posts = Vec::new();
    loop {
        // 党委书记 is a post, though 党委 alone only stands before one.
        while !WORDS.posts.iter().any(|p| rest.starts_with(p.as_str()))
            && let Some(len) = skip(rest)
        {
            rest = &rest[rest.len() - len..];
        }
        let Some(post) = WORDS.posts.iter().filter(|p| rest.starts_with(p.as_str())).max_by_key(|p| p.len()) else { break };
        posts.push(post.as_str());
        rest = &rest[post.len()..];
    }
    let start = text.len() - rest.len();
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).skip(2).take(2);
    let name = ends.map(|end| (&rest[..end], &rest[end..])).find(|(name, behind)| {
        let closes = behind.is_empty() || WORDS.behind.iter().any(|w| behind.starts_with(w.as_str()));
        closes && may_be_person(name) && name.chars().all(crate::reading::script::is_han)
    });
    let person = name.filter(|_| !posts.is_empty()).map(|(name, _)| Person { posts: posts.join("、"), start, name });
    (person, start.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_of(text: &str, firm: &str) -> Vec<(String, String, bool)> {
        let ends = text.find(firm).filter(|_| !firm.is_empty()).map(|at| at + firm.len()).into_iter().collect();
        told(text, &ends).into_iter().map(|t| (text[t.range].to_owned(), t.posts, t.firm.is_some())).collect()
    }

    #[test]
    fn posts_and_names_behind_a_firm() {
        let one = |text: &str| told_of(text, "恒川铝业").into_iter().next().map(|(name, posts, _)| (posts, name));
        let is = |posts: &str, name: &str| Some((posts.to_owned(), name.to_owned()));
        assert_eq!(one("恒川铝业董事长、总经理张明说,订单饱满"), is("董事长、总经理", "张明"));
        assert_eq!(one("恒川铝业党委书记、董事长欧阳明介绍"), is("党委书记、董事长", "欧阳明"));
        assert_eq!(one("恒川铝业公司副总经理李文博出席"), is("副总经理", "李文博"));
        assert_eq!(one("恒川铝业董事长致辞"), None);
        assert_eq!(one("恒川铝业订单饱满"), None);
    }

    #[test]
    fn without_a_firm_only_who_speaks_is_one() {
        assert_eq!(told_of("公司总经理李文博表示", ""), [("李文博".to_owned(), "总经理".to_owned(), false)]);
        assert_eq!(told_of("总经理李文博出席,董事长高度重视。董事长安全说", ""), []);
        // A long row of posts is gone over once.
        assert_eq!(told_of(&"董事长".repeat(20_000), ""), []);
    }
}
