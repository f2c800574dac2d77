//! The forms in which an article comes to us: as its author wrote it, in Traditional, or as a site was scraped.
//!
//! A form is put on the marked-up source, so that an article and all its edits come in it alike. A file says its form before the
//! extension: `27-harbour.scraped.txt`.

use heshu::reading::script;

/// What happened to an article on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing.
    Plain,
    /// It was turned into Traditional.
    Traditional,
    /// It was turned into Traditional, its marks were made half width or doubled, and its site annotates some characters.
    Scraped,
}

/// Characters that a scraped site annotates, always or never, each with its reading.
const ANNOTATED: [(char, &str); 12] = [
    ('實', "shí"),
    ('產', "chǎn"),
    ('業', "yè"),
    ('長', "zhǎng"),
    ('項', "xiàng"),
    ('資', "zī"),
    ('區', "qū"),
    ('縣', "xiàn"),
    ('達', "dá"),
    ('設', "shè"),
    ('動', "dòng"),
    ('進', "jìn"),
];

impl Form {
    /// The form that a file name tells.
    pub fn of(file_name: &str) -> Form {
        match file_name.rsplit('.').nth(1) {
            Some("traditional") => Form::Traditional,
            Some("scraped") => Form::Scraped,
            _ => Form::Plain,
        }
    }

    /// The form of a name on the command line.
    pub fn from_name(name: &str) -> Option<Form> {
        [("plain", Form::Plain), ("traditional", Form::Traditional), ("scraped", Form::Scraped)]
            .into_iter()
            .find_map(|(n, form)| (n == name).then_some(form))
    }

    /// The text in this form; labels of the markup are Latin letters and stay.
    pub fn put_on(self, source: &str) -> String {
        match self {
            Form::Plain => source.to_owned(),
            Form::Traditional => script::traditional_text(source),
            Form::Scraped => scraped(&script::traditional_text(source)),
        }
    }
}

/// Half-width marks, two of three marks doubled, and readings behind some characters.
fn scraped(text: &str) -> String {
    let (mut out, mut marks) = (String::with_capacity(text.len() * 5 / 4), 0);
    for char in text.chars() {
        if matches!(char, '，' | '。' | '、' | '；') {
            marks += 1;
            out.extend((marks % 3 != 0).then_some(','));
        }
        match char {
            '，' => out.push(','),
            '；' => out.push(';'),
            '：' => out.push(':'),
            '（' => out.push('('),
            '）' => out.push(')'),
            other => out.push(other),
        }
        if let Some((_, reading)) = ANNOTATED.iter().find(|(c, _)| *c == char) {
            out.push('(');
            out.push_str(reading);
            out.push(')');
        }
    }
    out
}
