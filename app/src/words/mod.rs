//! What the screens say, in every language.
//!
//! Texts are typed: fixed ones are [`Phrase`]s, the others methods of [`Speech`], and both are matched
//! exhaustively, so nothing is said in one language only. Owns plural forms, numbers and dates; knows
//! the domain's findings and outcomes, but no page. To add a language, see [`Language`].

mod arabic;
mod english;
mod german;
mod language;
mod names;
mod number;
mod phrase;
mod role;
#[cfg(test)]
mod samples;
mod speech;

pub use language::Language;
pub use names::Names;
pub use phrase::Phrase;
pub use speech::{Speech, Told};

use crate::ui::{NAME_CLOSES, NAME_OPENS};
use rehome_domain::time::{Day, Timestamp};

/// The words of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Which.
    pub language: Language,
}

impl Words {
    /// The words of a language.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// A fixed text.
    pub fn say(self, phrase: Phrase) -> &'static str {
        phrase.text(self.language)
    }

    /// A fixed text to own.
    pub fn said(self, phrase: Phrase) -> String {
        self.say(phrase).to_owned()
    }

    /// A number.
    pub fn number(self, value: u64) -> String {
        number::number(self.language, value)
    }

    /// A day.
    pub fn date(self, day: Day) -> String {
        number::date(self.language, day)
    }

    /// The time of day of a moment (UTC).
    pub fn time_of_day(self, at: Timestamp) -> String {
        number::time_of_day(self.language, at)
    }

    /// The texts that hold names, numbers or dates.
    pub fn speech(self) -> &'static dyn Speech {
        match self.language {
            Language::English => &english::English,
            Language::German => &german::German,
            Language::Arabic => &arabic::Arabic,
        }
    }
}

/// The words of the page at hand.
pub fn use_words() -> Words {
    leptos::prelude::use_context().unwrap_or_default()
}

/// A name that somebody typed, set apart from the words around it.
pub(crate) fn isolated(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 6);
    text.push(NAME_OPENS);
    text.extend(
        name.chars()
            .filter(|c| *c != NAME_OPENS && *c != NAME_CLOSES),
    );
    text.push(NAME_CLOSES);
    text
}
