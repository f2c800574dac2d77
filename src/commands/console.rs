//! What people are told beside the results: standard error, in their language.

use std::io::Write;

use crate::rules::{Locale, Message};

/// Standard error in a language. A closed standard error is no reason to stop.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// The language of messages.
    pub locale: Locale,
}

impl Console {
    /// Says what went wrong.
    pub fn error(self, message: &Message) {
        self.line(&Message::new(format!("错误：{}", message.zh), format!("error: {}", message.en)));
    }

    /// Says what is worth knowing.
    pub fn note(self, message: &Message) {
        self.line(&Message::new(format!("提示：{}", message.zh), format!("note: {}", message.en)));
    }

    /// Prints a line as it is.
    pub fn line(self, message: &Message) {
        let _ = writeln!(std::io::stderr().lock(), "{}", message.text(self.locale));
    }
}
