//! What was done: moves, one of them with its undo, and the audit.

mod audit;
mod filters;
mod flow;
mod list;
mod one;
mod record;
mod undo;

pub(super) use audit::Audit;
pub(super) use list::Moves;
pub(super) use one::Move;
pub(super) use undo::{Undo, UndoAsked};

use crate::api::records::{By, MoveState};
use crate::ui::{Glyph, Icon, Tone};
use crate::words::{RecordPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::time::Timestamp;

/// A moment, for people and programs.
#[component]
fn Moment(at: Timestamp) -> impl IntoView {
    view! { <time datetime=at.to_rfc3339()>{use_words().moment(at)}</time> }
}

/// What became of a move.
#[component]
fn StateBadge(state: MoveState) -> impl IntoView {
    let (tone, glyph, phrase) = match state {
        MoveState::Done => (Tone::Green, Glyph::Works, P::Done),
        MoveState::Undone => (Tone::Grey, Glyph::Undo, P::Undone),
        MoveState::Undo => (Tone::Blue, Glyph::Undo, P::Undo),
    };
    view! {
        <span class="status" data-tone=tone.name()>
            <Icon glyph />
            {use_words().say(phrase)}
        </span>
    }
}

/// Who did something.
#[component]
fn Doer(by: By) -> impl IntoView {
    let words = use_words();
    match by {
        By::Themselves => words.say(P::Themselves).into_any(),
        By::Somebody(name) => view! { <bdi>{name.to_string()}</bdi> }.into_any(),
        By::Unseen => {
            view! { <span class="muted">{words.say(P::SomebodyUnseen)}</span> }.into_any()
        }
    }
}
