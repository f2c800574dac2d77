//! Finding names by what people type: characters of the name, or initials of its readings (`yg` finds 豫光).

use pinyin::ToPinyin;

/// How well a name answers what was typed, higher is better; `None` where it does not. Characters and initials are looked for in order,
/// gaps allowed; a match at the beginning and without gaps is best. An empty query is answered by everything.
pub fn rank(name: &str, typed: &str) -> Option<u32> {
    let typed: Vec<char> = typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut wanted = typed.iter().peekable();
    let (mut score, mut run) = (0, 0);
    for (at, char) in name.chars().enumerate() {
        let Some(next) = wanted.peek() else { break };
        if is_answer(char, **next) {
            run += 1;
            score += 10 * run + u32::from(at == 0) * 20;
            wanted.next();
        } else {
            run = 0;
        }
    }
    wanted.peek().is_none().then(|| score.saturating_sub(name.chars().count() as u32 / 4))
}

/// Whether a typed character stands for one of the name: itself, or the initial of a reading.
fn is_answer(char: char, typed: char) -> bool {
    char.to_lowercase().eq(std::iter::once(typed))
        || typed.is_ascii_alphabetic() && char.to_pinyin().is_some_and(|p| p.plain().starts_with(typed))
}

/// The initials of a name's readings: `yg` of 豫光; other characters stay as they are.
pub fn initials(name: &str) -> String {
    name.chars().map(|c| c.to_pinyin().and_then(|p| p.plain().chars().next()).unwrap_or(c).to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_characters_find_names() {
        assert!(rank("云岭集团", "yl").is_some());
        assert!(rank("云岭集团", "云集").is_some());
        assert!(rank("云岭集团", "xl").is_none());
        assert!(rank("云岭集团", "yl") > rank("白云山岭", "yl"));
        assert_eq!(initials("云岭ABC"), "ylabc");
    }
}
