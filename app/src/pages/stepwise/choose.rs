//! A choice that may not be made yet, and a button that adds something.

use crate::ui::{Button, Glyph, Icon};
use crate::words::{WizardPhrase as P, use_words};
use leptos::prelude::*;

/// A choice that may not be made yet.
#[component]
pub(crate) fn Choose(
    /// What is chosen, and of what.
    label: String,
    /// Values with their words.
    options: Vec<(String, String)>,
    /// The value that is chosen.
    chosen: Option<String>,
    /// What a choice does; nothing chosen is an empty text.
    choose: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let value = chosen.clone().unwrap_or_default();
    view! {
        <span class="select">
            <select aria-label=label prop:value=value on:change=move |event| choose.run(event_target_value(&event))>
                <option value="" selected=chosen.is_none()>
                    {words.say(P::Choose)}
                </option>
                {options
                    .into_iter()
                    .map(|(value, name)| {
                        let selected = chosen.as_ref() == Some(&value);
                        view! {
                            <option value=value selected=selected>
                                {name}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            <Icon glyph=Glyph::Down />
        </span>
    }
}

/// A button that adds something.
#[component]
pub(crate) fn Add(
    /// What is added.
    words: String,
    /// What a press does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <Button glyph=Glyph::Plus on_press=move |_| on_press.run(())>
            {words}
        </Button>
    }
}
