//! A field for the code of a site: those there are in a list, and free entry for any other.

use crate::words::{MovingPhrase, use_words};
use leptos::prelude::*;

/// The id of the list of sites.
pub(super) const SITES: &str = "sites-there-are";

/// The field, and the name of the site whose code is in it.
#[component]
pub(super) fn ListedInput(
    /// The id of the field.
    #[prop(into)]
    id: String,
    /// What it is.
    label: MovingPhrase,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: Option<MovingPhrase>,
    /// The code.
    value: RwSignal<String>,
    /// What the site of a code is called.
    told: impl Fn(&str) -> Option<String> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let words = use_words();
    let hint_id = format!("{id}-hint");
    let first = value.get_untracked();
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {words.say(label)}
            </label>
            <input
                class="input"
                id=id
                list=SITES
                type="text"
                dir="ltr"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=hint_id.clone()
                value=first
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <span class="field-hint" id=hint_id>
                {move || match value.with(|code| told(code.trim())) {
                    Some(name) => name,
                    None => hint.map(|hint| words.said(hint)).unwrap_or_default(),
                }}
            </span>
        </div>
    }
}
