//! Message floor: texts for people, in both languages, and what the system and the TOML reader say, put into words for editors.

pub mod io;
pub mod markdown;
pub mod toml;

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// 简体中文
    #[default]
    Zh,
    /// English
    En,
}

impl Locale {
    /// The locale that a language tag (`zh-cn`, `en_US.UTF-8`) asks for; Chinese for anything that is not English.
    pub fn from_tag(tag: &str) -> Locale {
        if tag.to_ascii_lowercase().starts_with("en") { Locale::En } else { Locale::Zh }
    }
}

/// A text for people, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Message {
    /// In plain Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Message {
    /// A message from both its texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Message {
        Message { zh: zh.into(), en: en.into() }
    }

    /// A text that is the same in both languages: arithmetic (`510 + 320 = 830 ≠ 860`), or a library's own words.
    pub fn both(text: impl Into<String>) -> Message {
        let text = text.into();
        Message { zh: text.clone(), en: text }
    }

    /// The text in a language.
    pub fn text(&self, locale: Locale) -> &str {
        match locale {
            Locale::Zh => &self.zh,
            Locale::En => &self.en,
        }
    }

    /// The message with a place before it, as compilers write it: `heshu.toml:3: …`.
    pub fn at(self, file: &str, line: Option<usize>) -> Message {
        let place = line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"));
        Message { zh: format!("{place}: {}", self.zh), en: format!("{place}: {}", self.en) }
    }
}

/// A name this alike (Jaro–Winkler) is taken for a slip of the pen.
const ALIKE: f64 = 0.75;

/// The known name that somebody meant, where one is near enough.
pub fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let alike = |k: &str| strsim::jaro_winkler(name, k);
    known.max_by(|a, b| alike(a).total_cmp(&alike(b))).filter(|k| alike(k) >= ALIKE)
}

impl From<String> for Message {
    fn from(text: String) -> Message {
        Message::both(text)
    }
}
