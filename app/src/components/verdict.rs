//! A domain verdict in the words of the page.

use crate::ui::{Verdict, VerdictLook};
use crate::words::{Phrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::user_move;

/// How a domain verdict looks.
pub(crate) fn verdict_look(verdict: user_move::Verdict) -> VerdictLook {
    match verdict {
        user_move::Verdict::Works => VerdictLook::Works,
        user_move::Verdict::Warns => VerdictLook::Warns,
        user_move::Verdict::Deferred => VerdictLook::Deferred,
        user_move::Verdict::Refuses => VerdictLook::Refuses,
    }
}

fn short(verdict: user_move::Verdict, warnings: u64, words: Words) -> String {
    match verdict {
        user_move::Verdict::Works => words.said(Phrase::CanMove),
        user_move::Verdict::Warns => words.speech().can_with_warnings(warnings),
        user_move::Verdict::Deferred => words.said(Phrase::CheckedOnSave),
        user_move::Verdict::Refuses => words.said(Phrase::Cannot),
    }
}

fn spoken(verdict: user_move::Verdict, warnings: u64, words: Words) -> String {
    match verdict {
        user_move::Verdict::Works => words.said(Phrase::YouCanMove),
        user_move::Verdict::Warns => words.speech().you_can_with_warnings(warnings),
        user_move::Verdict::Deferred => words.said(Phrase::CheckedOnSave),
        user_move::Verdict::Refuses => words.said(Phrase::YouCannotMoveHere),
    }
}

/// The verdict on a destination; `spoken` addresses the reader in a whole sentence.
#[component]
pub(crate) fn VerdictBadge(
    /// The verdict.
    verdict: user_move::Verdict,
    /// How many warnings it has.
    warnings: u64,
    /// Whether it is said to the reader.
    #[prop(optional)]
    to_reader: bool,
) -> impl IntoView {
    let words = use_words();
    let text = if to_reader {
        spoken(verdict, warnings, words)
    } else {
        short(verdict, warnings, words)
    };
    view! { <Verdict look=verdict_look(verdict) text /> }
}
