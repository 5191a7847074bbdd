//! A sign-in name in two halves: what is typed, and a domain that is chosen.

use crate::ui::{Glyph, Icon};
use crate::words::{WizardPhrase as P, use_words};
use leptos::prelude::*;
use std::sync::Arc;

/// The two halves. What is found stands in `ID-verdict`.
#[component]
pub(crate) fn NamePair(
    /// The id of the field.
    id: &'static str,
    /// What is typed.
    #[prop(into)]
    local: Signal<String>,
    /// The domain.
    #[prop(into)]
    domain: Signal<String>,
    /// The domains there are.
    domains: Vec<Arc<str>>,
    /// Whether something stands in the way.
    #[prop(into)]
    is_wrong: Signal<bool>,
    /// Takes both halves.
    set: Callback<(String, String)>,
    /// Keeps a domain that was chosen.
    keep: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let first = local.get_untracked();
    view! {
        <span class="input-pair" dir="ltr">
            <input
                class="input"
                id=id
                type="text"
                autocomplete="off"
                spellcheck="false"
                autocapitalize="none"
                aria-describedby=format!("{id}-verdict")
                aria-invalid=move || is_wrong.get().then_some("true")
                value=first
                prop:value=move || local.get()
                on:input=move |event| set.run((event_target_value(&event), domain.get_untracked()))
            />
            <span class="code" aria-hidden="true">
                "@"
            </span>
            <span class="select">
                <select
                    aria-label=words.say(P::Domain)
                    prop:value=move || domain.get()
                    on:change=move |event| {
                        set.run((local.get_untracked(), event_target_value(&event)));
                        keep.run(());
                    }
                >
                    {domains
                        .into_iter()
                        .map(|name| {
                            let name = name.to_string();
                            let (selected, value) = (name == domain.get_untracked(), name.clone());
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
        </span>
    }
}
