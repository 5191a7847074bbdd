//! The steps above the page, each a link with its value under its name.

use super::state::Wizard;
use crate::api::wizard::{Step, WizardShown};
use crate::ui::{Glyph, Icon};
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
        Step::Mapping | Step::Services | Step::Review => {
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
        Step::Mapping | Step::Review | Step::Done => None,
    }
}

/// The steps.
#[component]
pub(super) fn Steps(
    /// The one at hand.
    step: Step,
    /// What is chosen.
    shown: WizardShown,
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    let words = use_words();
    let here = step;
    let each = Step::ALL.into_iter().enumerate().map(|(index, step)| {
        let is_here = step == here;
        let is_done = step < here || here == Step::Done;
        let value = value(step, &shown, words);
        let more = match (is_here, is_done) {
            (true, _) => P::IsNow,
            (false, true) => P::IsDone,
            (false, false) => P::IsToCome,
        };
        let inner = view! {
            <span class="step-mark" aria-hidden="true">
                {if is_done && !is_here {
                    view! { <Icon glyph=Glyph::Works /> }.into_any()
                } else {
                    words.number(index as u64 + 1).into_any()
                }}
            </span>
            <span class="step-name">
                {words.say(phrase(step))} " " <span class="visually-hidden">{words.say(more)}</span>
            </span>
            {value
                .map(|value| {
                    view! {
                        <span class="step-value">
                            <bdi>{value}</bdi>
                        </span>
                    }
                })}
        };
        let state = (is_done && !is_here).then_some("done");
        let current = is_here.then_some("step");
        if is_open(step, &shown) && here != Step::Done {
            view! {
                <li>
                    <a class="step" href=move || wizard.address(step) data-state=state aria-current=current>
                        {inner}
                    </a>
                </li>
            }
            .into_any()
        } else {
            view! {
                <li>
                    <span class="step" data-state=state aria-current=current>
                        {inner}
                    </span>
                </li>
            }
            .into_any()
        }
    });
    view! {
        <nav aria-label=words.say(P::Steps)>
            <ol class="steps">{each.collect_view()}</ol>
        </nav>
    }
}
