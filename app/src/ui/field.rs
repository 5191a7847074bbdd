//! Fields: a label, a control, and what is to be said about it.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// A label over its control, with a hint under it. The hint's id is `ID-hint`.
#[component]
pub fn Field(
    /// The id of the control.
    id: &'static str,
    /// What it is.
    label: String,
    /// What helps to fill it in.
    #[prop(optional_no_strip)]
    hint: Option<String>,
    /// A second block name, for the place on the screen.
    #[prop(optional)]
    place: &'static str,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("field {place}")>
            <label class="field-label" for=id>
                {label}
            </label>
            {children()}
            {hint
                .map(|hint| {
                    view! {
                        <span class="field-hint" id=format!("{id}-hint")>
                            {hint}
                        </span>
                    }
                })}
        </div>
    }
}

/// A line of text in a plain form.
#[component]
pub fn TextInput(
    /// The id the label points to.
    id: &'static str,
    /// The name in the form.
    name: &'static str,
    /// `text` or `password`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What a browser may fill in.
    autocomplete: &'static str,
    /// The value at first.
    #[prop(optional)]
    value: String,
    /// The id of the line that says what is wrong with it, if something is.
    #[prop(optional_no_strip)]
    wrong: Option<&'static str>,
) -> impl IntoView {
    view! {
        <input
            class="input"
            id=id
            name=name
            type=kind
            aria-invalid=wrong.map(|_| "true")
            aria-describedby=wrong
            autocomplete=autocomplete
            value=value
            dir="ltr"
            spellcheck="false"
            autocapitalize="none"
            required
        />
    }
}

/// A field that narrows a list while one types.
#[component]
pub fn SearchInput(
    /// The id the label points to.
    id: &'static str,
    /// The name in the form.
    name: &'static str,
    /// What is typed.
    text: RwSignal<String>,
    /// What to type, while it is empty.
    placeholder: String,
    /// The id of what it narrows.
    controls: &'static str,
) -> impl IntoView {
    // WHY: `value` in the markup is what a page without scripts starts from; the property follows the signal.
    let first = text.get_untracked();
    view! {
        <span class="input-with">
            <Icon glyph=Glyph::Search />
            <input
                class="input"
                id=id
                name=name
                type="search"
                autocomplete="off"
                placeholder=placeholder
                aria-controls=controls
                value=first
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            />
        </span>
    }
}

/// A choice among few named values.
#[component]
pub fn Select(
    /// The id the label points to.
    id: &'static str,
    /// The name in the form.
    name: &'static str,
    /// The value chosen.
    value: RwSignal<String>,
    /// Value and words of each option.
    options: Vec<(String, String)>,
) -> impl IntoView {
    let first = value.get_untracked();
    view! {
        <span class="select">
            <select id=id name=name prop:value=move || value.get() on:change=move |event| value.set(event_target_value(&event))>
                {options
                    .into_iter()
                    .map(|(option, words)| {
                        let selected = option == first;
                        view! {
                            <option value=option selected=selected>
                                {words}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            <Icon glyph=Glyph::Down />
        </span>
    }
}

/// A box to tick.
#[component]
pub fn Check(
    /// The name in the form.
    name: &'static str,
    /// The value in the form.
    value: String,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// What a change does.
    #[prop(into)]
    on_change: Callback<bool>,
    /// What one ticks.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                value=value
                prop:checked=move || checked.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>{children()}</span>
        </label>
    }
}
