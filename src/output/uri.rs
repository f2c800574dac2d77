//! Paths as other programs want them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a path of a URI may hold as it is (RFC 3986, section 3.3), and `/`.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A path with `/` between its parts on every system.
pub fn slashed(path: &str) -> String {
    if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.to_owned() }
}

/// A path as a URI: relative stays relative, a whole one becomes `file:///…`.
pub fn of(path: &str) -> String {
    let path = slashed(path);
    let encoded = utf8_percent_encode(&path, KEPT).to_string();
    match path.as_bytes() {
        [b'/', ..] => format!("file://{encoded}"),
        [_, b':', b'/', ..] => format!("file:///{encoded}"),
        _ => encoded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(of("稿件/a b.txt"), "%E7%A8%BF%E4%BB%B6/a%20b.txt");
        assert_eq!(of("/tmp/a#1.txt"), "file:///tmp/a%231.txt");
        assert_eq!(of("a:b.txt"), "a%3Ab.txt");
    }
}
