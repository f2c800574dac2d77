//! Persons in a row: 陈星、安伟、刘尚进参加调研. Their names have the form of brands, but so have those beside them.

use super::features::Sight;
use super::shape::may_be_person;

/// How many characters a person's name has at most.
const LONGEST: usize = 3;
/// How many of the names beside it must look like persons.
const BESIDE: usize = 2;

/// Whether a name stands in a row of names that persons bear, and no firm among them.
pub(super) fn are_listed(sight: &Sight, start: usize, end: usize) -> bool {
    if end - start > LONGEST || !is_person(sight, start, end) {
        return false;
    }
    let (mut beside, mut at) = (0, end);
    // The last of a row has no mark behind it.
    while sight.character(at) == '、' && beside < BESIDE {
        let Some(next) = (at + 1..=at + 1 + LONGEST).find(|e| sight.character(*e) == '、').filter(|e| is_person(sight, at + 1, *e)) else {
            break;
        };
        beside += 1;
        at = next;
    }
    let mut at = start;
    while beside < BESIDE && at > 0 && sight.character(at - 1) == '、' {
        let from = (at.saturating_sub(2 + LONGEST)..at - 1).rev().find(|from| *from == 0 || is_edge(sight.character(from - 1)));
        let Some(from) = from.filter(|from| is_person(sight, *from, at - 1)) else { break };
        beside += 1;
        at = from;
    }
    beside >= BESIDE
}

fn is_edge(char: char) -> bool {
    !char.is_alphanumeric()
}

fn is_person(sight: &Sight, start: usize, end: usize) -> bool {
    let name: String = (start..end.min(sight.len())).map(|at| sight.character(at)).collect();
    may_be_person(&name) && name.chars().all(crate::reading::script::is_han) && !sight.tells_of_firm(start, end.min(sight.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_stand_beside_persons() {
        let listed = |text: &str, name: &str| {
            let start = text[..text.find(name).expect("it stands there")].chars().count();
            are_listed(&Sight::of(text), start, start + name.chars().count())
        };
        assert!(listed("陈星、安伟、宋争辉、刘尚进参加。", "安伟") && listed("陈星、安伟、宋争辉参加。", "宋争辉"));
        assert!(!listed("小米、华为、腾讯参加。", "华为") && !listed("陈星、安伟参加。", "安伟"));
    }
}
