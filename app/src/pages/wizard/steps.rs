//! The steps above the page, each with what was chosen there.

use super::state::Wizard;
use crate::api::wizard::{Step, WizardShown};
use crate::pages::stepwise::{self, StepLine};
use crate::words::{WizardPhrase as P, Words, use_words};
use leptos::prelude::*;

/// What a step is called.
pub(super) fn phrase(step: Step) -> P {
    match step {
        Step::Source => P::Source,
        Step::User => P::User,
        Step::Destination => P::Destination,
        Step::Mapping => P::Mapping,
        Step::Services => P::Services,
        Step::Telephony => P::Telephony,
        Step::Review => P::Review,
        Step::Done => P::Done,
    }
}

/// Whether a step can be gone to, by what is chosen.
fn is_open(step: Step, shown: &WizardShown) -> bool {
    match step {
        Step::Source => true,
        Step::User => shown.source.is_some(),
        Step::Destination => shown.user.is_some(),
        Step::Mapping | Step::Services | Step::Telephony | Step::Review => {
            shown.user.is_some() && shown.destination.is_some()
        }
        Step::Done => false,
    }
}

fn value(step: Step, shown: &WizardShown, words: Words) -> Option<String> {
    let services = || {
        let mapped = shown.facts.as_ref()?.judgement.mapped.as_ref()?;
        Some(match mapped.services.len() {
            0 => words.said(P::NoServices),
            held => words.number(held as u64),
        })
    };
    match step {
        Step::Source => shown.source.as_ref().map(|it| it.place.name.to_string()),
        Step::User => shown.user.as_ref().map(|it| it.name.to_string()),
        Step::Destination => shown
            .destination
            .as_ref()
            .map(|it| it.place.name.to_string()),
        Step::Services => services(),
        Step::Mapping | Step::Telephony | Step::Review | Step::Done => None,
    }
}

/// The steps.
#[component]
pub(super) fn Steps(
    /// The one at hand.
    step: Step,
    /// What is chosen.
    shown: WizardShown,
    /// Whether sites are chosen rather than customers.
    of_sites: bool,
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let words = use_words();
    let here = step;
    let kind = shown.destination.as_ref().map(|it| it.kind);
    let lines = Step::toward(kind).map(|step| {
        let is_open = is_open(step, &shown) && here != Step::Done;
        StepLine {
            name: words.say(match step {
                Step::Source if of_sites => P::SourceSite,
                step => phrase(step),
            }),
            value: value(step, &shown, words),
            address: is_open.then(|| Signal::derive(move || wizard.address(step))),
            is_here: step == here,
            is_done: step < here || here == Step::Done,
        }
    });
    view! { <stepwise::Steps lines=lines.collect() /> }
}
