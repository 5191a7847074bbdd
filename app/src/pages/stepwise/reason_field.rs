//! Why somebody is moved, for the record.

use crate::ui::Field;
use crate::words::{WizardPhrase, use_words};
use leptos::prelude::*;

/// The field; what is typed is told at each keystroke.
#[component]
pub(crate) fn ReasonField(
    /// What stands in it at first.
    value: String,
    typed: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <Field id="reason" label=words.said(WizardPhrase::ReasonFor) hint=Some(words.said(WizardPhrase::ReasonHint))>
            <input
                class="input"
                id="reason"
                type="text"
                autocomplete="off"
                aria-describedby="reason-hint"
                value=value
                on:input=move |event| typed.run(event_target_value(&event))
            />
        </Field>
    }
}
