//! The steps above the page, each with what was chosen there.

use super::state::Choices;
use crate::api::copy::{CopyShown, CopyStep};
use crate::pages::stepwise::{self, StepLine};
use crate::words::{CopyPhrase as P, Words, use_words};
use leptos::prelude::*;

/// What a step is called.
pub(super) fn phrase(step: CopyStep) -> P {
    match step {
        CopyStep::Details => P::Details,
        CopyStep::Password => P::Password,
        CopyStep::Account => P::Account,
        CopyStep::Roles => P::Roles,
        CopyStep::Addresses => P::Addresses,
        CopyStep::Services => P::Services,
        CopyStep::Provision => P::Provision,
        CopyStep::Review => P::Review,
        CopyStep::Done => P::Done,
    }
}

fn value(step: CopyStep, shown: &CopyShown, words: Words) -> Option<String> {
    let copied = shown.facts.judgement.copied.as_ref()?;
    let many = |count: usize| {
        if count == 0 {
            words.said(P::None)
        } else {
            words.number(count as u64)
        }
    };
    match step {
        CopyStep::Details => copied.name.as_ref().map(|name| name.text.to_string()),
        CopyStep::Roles => Some(many(copied.roles.iter().filter(|role| role.wanted).count())),
        CopyStep::Addresses => (!copied.addresses.is_empty()).then(|| many(copied.addresses.len())),
        CopyStep::Services => Some(many(copied.services.iter().filter(|it| it.comes).count())),
        _ => None,
    }
}

/// The steps.
#[component]
pub(super) fn Steps(
    /// What is shown.
    shown: CopyShown,
    /// What was chosen.
    choices: Choices,
) -> impl IntoView {
    let words = use_words();
    let here = shown.step;
    let is_over = here == CopyStep::Done;
    let lines = CopyStep::ALL.into_iter().map(|step| {
        let is_open = step != CopyStep::Done && !is_over;
        StepLine {
            name: words.say(phrase(step)),
            value: (!is_over).then(|| value(step, &shown, words)).flatten(),
            address: is_open.then(|| Signal::derive(move || choices.address(step))),
            is_here: step == here,
            is_done: step < here || is_over,
        }
    });
    view! { <stepwise::Steps lines=lines.collect() /> }
}
