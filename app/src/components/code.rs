//! The code of a row in words: what became of it and why, where the row holds nothing but codes.

use crate::words::{HostingCodePhrase, MovingPhrase, RefusalPhrase, Words};

/// What a code means; the code itself where nothing is known to say of it.
pub(crate) fn meaning(code: &str, words: Words) -> String {
    if let Some(phrase) = MovingPhrase::of_code(code) {
        return words.said(phrase);
    }
    if let Some(phrase) = HostingCodePhrase::of_code(code) {
        return words.said(phrase);
    }
    RefusalPhrase::of_code(code).map_or_else(|| code.to_owned(), |phrase| words.said(phrase))
}
