//! What a language is made of, and how the browser comes by it: each language is a module of its own that
//! is loaded only where it is shown.
//!
//! To add a language, give it its tables here and a function that hands them out.

use super::{Language, Phrase, Speech, arabic, english, german, phrase};

/// The texts of one language.
pub(super) struct Lexicon {
    phrases: &'static [&'static str],
    pub(super) speech: &'static dyn Speech,
}

impl Lexicon {
    /// A fixed text.
    pub(super) fn text(&self, phrase: Phrase) -> &'static str {
        // INVARIANT: the tables have a row for each phrase, in their order.
        self.phrases
            .get(phrase as usize)
            .copied()
            .unwrap_or_default()
    }

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
    phrases: phrase::ENGLISH,
    speech: &english::English,
};

static GERMAN: Lexicon = Lexicon {
    phrases: phrase::GERMAN,
    speech: &german::German,
};

static ARABIC: Lexicon = Lexicon {
    phrases: phrase::ARABIC,
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
