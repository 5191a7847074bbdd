//! What a language is made of, and how the browser comes by it: each language is a module of its own that
//! is loaded only where it is shown.
//!
//! To add a language, give it its tables here and a function that hands them out.

use super::{
    Language, Speech, account_moves, account_settings, accounts, arabic, catalogue, copying,
    english, files, german, groups, hosting_codes, hosting_rules, hosting_settings, library,
    moving, office, organizations, people, phones, phrase, records, refusals, services, transfers,
    why, wizard,
};

/// The fixed texts of one language: a table for each set.
pub struct Tables {
    pub(super) phrases: &'static [&'static str],
    pub(super) files: &'static [&'static str],
    pub(super) moving: &'static [&'static str],
    pub(super) office: &'static [&'static str],
    pub(super) people: &'static [&'static str],
    pub(super) phones: &'static [&'static str],
    pub(super) organizations: &'static [&'static str],
    pub(super) records: &'static [&'static str],
    pub(super) accounts: &'static [&'static str],
    pub(super) refusals: &'static [&'static str],
    pub(super) services: &'static [&'static str],
    pub(super) why: &'static [&'static str],
    pub(super) wizard: &'static [&'static str],
    pub(super) account_moves: &'static [&'static str],
    pub(super) transfers: &'static [&'static str],
    pub(super) library: &'static [&'static str],
    pub(super) account_settings: &'static [&'static str],
    pub(super) catalogue: &'static [&'static str],
    pub(super) copying: &'static [&'static str],
    pub(super) groups: &'static [&'static str],
    pub(super) hosting_codes: &'static [&'static str],
    pub(super) hosting_rules: &'static [&'static str],
    pub(super) hosting_settings: &'static [&'static str],
}

/// The texts of one language.
pub(super) struct Lexicon {
    pub(super) tables: Tables,
    pub(super) speech: &'static dyn Speech,
}

macro_rules! tables {
    ($language:ident) => {
        Tables {
            phrases: phrase::$language,
            files: files::$language,
            moving: moving::$language,
            office: office::$language,
            people: people::$language,
            phones: phones::$language,
            organizations: organizations::$language,
            records: records::$language,
            accounts: accounts::$language,
            refusals: refusals::$language,
            services: services::$language,
            why: why::$language,
            wizard: wizard::$language,
            account_moves: account_moves::$language,
            transfers: transfers::$language,
            library: library::$language,
            account_settings: account_settings::$language,
            catalogue: catalogue::$language,
            copying: copying::$language,
            groups: groups::$language,
            hosting_codes: hosting_codes::$language,
            hosting_rules: hosting_rules::$language,
            hosting_settings: hosting_settings::$language,
        }
    };
}

impl Lexicon {
    #[cfg(any(feature = "ssr", test))]
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
            Language::Arabic => &ARABIC,
        }
    }

    #[cfg(all(feature = "hydrate", not(feature = "ssr")))]
    pub(super) async fn load(language: Language) -> &'static Self {
        match language {
            Language::English => loaded::english().await,
            Language::German => loaded::german().await,
            Language::Arabic => loaded::arabic().await,
        }
    }
}

static ENGLISH: Lexicon = Lexicon {
    tables: tables!(ENGLISH),
    speech: &english::English,
};

static GERMAN: Lexicon = Lexicon {
    tables: tables!(GERMAN),
    speech: &german::German,
};

static ARABIC: Lexicon = Lexicon {
    tables: tables!(ARABIC),
    speech: &arabic::Arabic,
};

/// The name of the part that holds a language, as the borders below give it.
#[cfg(any(feature = "ssr", test))]
pub(super) fn part(language: Language) -> &'static str {
    match language {
        Language::English => "english",
        Language::German => "german",
        Language::Arabic => "arabic",
    }
}

/// The borders at which the browser's module is split.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
mod loaded {
    use super::Lexicon;
    use leptos::wasm_split::wasm_split;

    #[wasm_split(english, wasm_split_path = leptos::wasm_split)]
    pub(super) fn english() -> &'static Lexicon {
        &super::ENGLISH
    }

    #[wasm_split(german, wasm_split_path = leptos::wasm_split)]
    pub(super) fn german() -> &'static Lexicon {
        &super::GERMAN
    }

    #[wasm_split(arabic, wasm_split_path = leptos::wasm_split)]
    pub(super) fn arabic() -> &'static Lexicon {
        &super::ARABIC
    }
}
