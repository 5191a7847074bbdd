//! What the screens say, in every language.
//!
//! Texts are typed: fixed ones are [`Phrase`]s and the sets beside it, one for each part of the screens; the
//! others are methods of [`Speech`] and of the speeches it is made of. Both are matched exhaustively, so nothing is said in one language only. Owns plural forms, numbers and dates; knows
//! the domain's findings and outcomes, but no page. To add a language, see [`Language`].

mod account_moves;
mod account_settings;
mod accounts;
mod arabic;
mod catalogue;
mod copying;
mod english;
mod files;
mod german;
mod groups;
mod hosting_codes;
mod hosting_rules;
mod hosting_settings;
mod language;
mod lexicon;
mod library;
mod moving;
mod names;
mod number;
mod office;
mod organizations;
mod people;
mod phones;
mod phrase;
mod records;
mod refusals;
mod role;
#[cfg(test)]
mod samples;
mod services;
mod speech;
mod transfers;
mod why;
mod wizard;

pub use account_moves::AccountMovePhrase;
pub use account_settings::AccountSettingPhrase;
pub use accounts::{AccountPhrase, AccountSpeech};
pub use catalogue::CataloguePhrase;
pub use copying::CopyPhrase;
pub use files::{FilePhrase, FileSpeech};
pub use groups::GroupPhrase;
pub use hosting_codes::HostingCodePhrase;
pub use hosting_rules::HostingRulePhrase;
pub use hosting_settings::HostingPhrase;
pub use language::Language;
use lexicon::Lexicon;
pub use lexicon::Tables;
pub use library::LibraryPhrase;
pub use moving::{Counted, MovingPhrase, MovingSpeech};
pub use names::Names;
pub(crate) use names::{attribute_name, capitalized, property_name};
pub use office::{OfficePhrase, OfficeSpeech};
pub use organizations::{OrganizationPhrase, OrganizationSpeech};
pub use people::{PeoplePhrase, PeopleSpeech};
pub use phones::PhonePhrase;
pub use phrase::{Phrase, Said};
pub use records::{RecordPhrase, RecordSpeech};
pub use refusals::RefusalPhrase;
#[cfg(feature = "ssr")]
pub(crate) use role::profile_name;
pub(crate) use role::{own_role_name, profile_told};
pub use services::ServicePhrase;
pub use speech::{Speech, Told};
pub use transfers::TransferPhrase;
pub(crate) use transfers::arrived;
pub use why::WhyPhrase;
pub use wizard::WizardPhrase;

use crate::ui::{NAME_CLOSES, NAME_OPENS};
use rehome_domain::time::{Day, Timestamp};

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words {
    /// Which.
    pub language: Language,
    lexicon: &'static Lexicon,
}

impl Words {
    /// The words of a language, where all of them are at hand: on the server and in tests.
    #[cfg(any(feature = "ssr", test))]
    pub fn new(language: Language) -> Self {
        // The browser will ask for this part; the page can say so early.
        leptos::prefetch_lazy_fn_on_server(lexicon::part(language));
        Self {
            language,
            lexicon: Lexicon::of(language),
        }
    }

    /// The words of a language, loaded by the browser if they are not there yet.
    #[cfg(all(feature = "hydrate", not(feature = "ssr")))]
    pub(crate) async fn load(language: Language) -> Self {
        Self {
            language,
            lexicon: Lexicon::load(language).await,
        }
    }

    /// A fixed text.
    pub fn say<P: Said>(self, phrase: P) -> &'static str {
        phrase.of(&self.lexicon.tables)
    }

    /// A fixed text to own.
    pub fn said<P: Said>(self, phrase: P) -> String {
        self.say(phrase).to_owned()
    }

    /// A number.
    pub fn number(self, value: u64) -> String {
        number::number(self.language, value)
    }

    /// How much data.
    pub fn bytes(self, value: u64) -> String {
        number::bytes(self.language, value)
    }

    /// Things one after the other.
    pub fn list(self, things: &[String]) -> String {
        number::list(self.language, things)
    }

    /// A day.
    pub fn date(self, day: Day) -> String {
        number::date(self.language, day)
    }

    /// The time of day of a moment (UTC).
    pub fn time_of_day(self, at: Timestamp) -> String {
        number::time_of_day(self.language, at)
    }

    /// A day with the time of day.
    pub fn moment(self, at: Timestamp) -> String {
        format!("{} {} UTC", self.date(at.day()), self.time_of_day(at))
    }

    /// The texts that hold names, numbers or dates.
    pub fn speech(self) -> &'static dyn Speech {
        self.lexicon.speech
    }
}

/// The words of the page at hand.
pub fn use_words() -> Words {
    leptos::prelude::expect_context()
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
