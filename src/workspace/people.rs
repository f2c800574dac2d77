//! Persons and their posts, right behind the name of a firm: 恒川铝业董事长、总经理张明说.

use std::sync::LazyLock;

use serde::Deserialize;

use super::digest::Named;
use crate::entities::recognise::shape::may_be_person;
use crate::entities::{EntityKind, Naming};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// 董事长, the longest first where one begins another.
    posts: Vec<String>,
    /// What stands between two posts, or between firm and post.
    joints: Vec<String>,
    /// What stands behind a person's name.
    behind: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| shipped!("workspace/data/people"));

/// Notes the persons whose posts stand right behind the firms of a line.
pub(super) fn of_line(reading: &str, namings: &[Naming], named: &mut [Named]) {
    for naming in namings {
        if named[naming.member].kind != EntityKind::Company {
            continue;
        }
        let behind = &reading[usize::from(naming.range.end())..];
        if let Some((posts, name)) = person(behind) {
            let told = format!("{name}（{posts}）");
            let people = &mut named[naming.member].people;
            if !people.contains(&told) {
                people.push(told);
            }
        }
    }
}

/// The posts and the person that a text begins with.
fn person(text: &str) -> Option<(String, &str)> {
    let skip = |text: &'_ str| WORDS.joints.iter().find_map(|j| text.strip_prefix(j.as_str()).map(str::len));
    let mut rest = text;
    let mut posts = Vec::new();
    loop {
        while let Some(len) = skip(rest) {
            rest = &rest[rest.len() - len..];
        }
        let Some(post) = WORDS.posts.iter().filter(|p| rest.starts_with(p.as_str())).max_by_key(|p| p.len()) else { break };
        posts.push(post.as_str());
        rest = &rest[post.len()..];
    }
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).skip(2).take(2);
    let name = ends.map(|end| (&rest[..end], &rest[end..])).find(|(name, behind)| {
        let closes = behind.is_empty() || WORDS.behind.iter().any(|w| behind.starts_with(w.as_str()));
        closes && may_be_person(name) && name.chars().all(crate::reading::script::is_han)
    });
    name.filter(|_| !posts.is_empty()).map(|(name, _)| (posts.join("、"), name))
}

#[cfg(test)]
mod tests {
    use super::person;

    #[test]
    fn posts_and_names_behind_a_firm() {
        assert_eq!(person("董事长、总经理张明说,订单饱满"), Some(("董事长、总经理".to_owned(), "张明")));
        assert_eq!(person("党委书记、董事长欧阳明介绍"), None);
        assert_eq!(person("副总经理李文博表示"), Some(("副总经理".to_owned(), "李文博")));
        assert_eq!(person("董事长致辞"), None);
        assert_eq!(person("订单饱满"), None);
    }
}
