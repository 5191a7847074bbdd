//! The steps above the page, each a link with its value under its name.

use crate::ui::{Glyph, Icon};
use crate::words::{WizardPhrase as P, use_words};
use leptos::prelude::*;

/// One step.
pub(crate) struct StepLine {
    /// What it is called.
    pub(crate) name: &'static str,
    /// What was chosen there.
    pub(crate) value: Option<String>,
    /// Its address; none where it cannot be gone to.
    pub(crate) address: Option<Signal<String>>,
    /// Whether it is the one at hand.
    pub(crate) is_here: bool,
    /// Whether it lies behind.
    pub(crate) is_done: bool,
}

/// The steps.
#[component]
pub(crate) fn Steps(
    /// All of them, in order.
    lines: Vec<StepLine>,
) -> impl IntoView {
    let words = use_words();
    let each = lines.into_iter().enumerate().map(|(index, line)| {
        let StepLine {
            name,
            value,
            address,
            is_here,
            is_done,
        } = line;
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
                {name} " " <span class="visually-hidden">{words.say(more)}</span>
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
        match address {
            Some(address) => view! {
                <li>
                    <a class="step" href=move || address.get() data-state=state aria-current=current>
                        {inner}
                    </a>
                </li>
            }
            .into_any(),
            None => view! {
                <li>
                    <span class="step" data-state=state aria-current=current>
                        {inner}
                    </span>
                </li>
            }
            .into_any(),
        }
    });
    view! {
        <nav aria-label=words.say(P::Steps)>
            <ol class="steps">{each.collect_view()}</ol>
        </nav>
    }
}
