//! The filters of these lists: fields of a plain form, and a chip for each that is on.

use crate::ui::{Chip, Glyph, Icon};
use crate::words::{OfficePhrase, Words, use_words};
use leptos::prelude::*;

/// One filter: its name in the address, its value, and both in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) label: &'static str,
    /// The value in words, where it is none that somebody typed.
    pub(super) told: Option<&'static str>,
}

impl Filter {
    pub(super) fn new(name: &'static str, value: &str, label: &'static str) -> Self {
        Self {
            name,
            value: value.to_owned(),
            label,
            told: None,
        }
    }

    pub(super) fn told(self, told: Option<&'static str>) -> Self {
        Self { told, ..self }
    }

    fn is_on(&self) -> bool {
        !self.value.is_empty()
    }
}

/// The names and values of those that are on.
pub(super) fn on(filters: &[Filter]) -> Vec<(&'static str, &str)> {
    filters
        .iter()
        .filter(|filter| filter.is_on())
        .map(|filter| (filter.name, filter.value.as_str()))
        .collect()
}

/// A chip for each filter that is on; `address` is that of the list with these fields.
#[component]
pub(super) fn Chips(
    filters: Vec<Filter>,
    address: fn(Vec<(&'static str, &str)>) -> String,
) -> impl IntoView {
    let words = use_words();
    let chips: Vec<_> = filters
        .iter()
        .filter(|filter| filter.is_on())
        .map(|filter| {
            let others: Vec<Filter> = filters
                .iter()
                .filter(|other| other.name != filter.name)
                .cloned()
                .collect();
            let value = filter
                .told
                .map_or_else(|| filter.value.clone(), str::to_owned);
            let text = format!("{}: {value}", filter.label);
            let remove = words.speech().without_filter(&text);
            view! { <Chip text remove href=address(on(&others)) /> }
        })
        .collect();
    (!chips.is_empty()).then(|| view! { <div class="row" data-gap="small">{chips}</div> })
}

/// A line of text of the form.
#[component]
pub(super) fn TextField(
    id: &'static str,
    filter: Filter,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional_no_strip)] hint: Option<&'static str>,
) -> impl IntoView {
    let is_typed = kind == "text";
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {filter.label}
            </label>
            <input
                class="input"
                id=id
                name=filter.name
                type=kind
                dir=is_typed.then_some("ltr")
                autocomplete="off"
                spellcheck="false"
                placeholder=hint
                value=filter.value
            />
        </div>
    }
}

/// A choice of the form; the first option is anything.
#[component]
pub(super) fn ChoiceField(
    id: &'static str,
    filter: Filter,
    options: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let words = use_words();
    let chosen = filter.value.clone();
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {filter.label}
            </label>
            <span class="select">
                <select id=id name=filter.name>
                    <option value="">{words.say(OfficePhrase::Everything)}</option>
                    {options
                        .into_iter()
                        .map(|(value, text)| {
                            view! {
                                <option value=value selected=value == chosen>
                                    {text}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <Icon glyph=Glyph::Down />
            </span>
        </div>
    }
}

/// The form around the fields.
#[component]
pub(super) fn FilterForm(action: &'static str, label: String, children: Children) -> impl IntoView {
    let words = use_words();
    view! {
        <form class="record-filters" method="get" action=action role="search" aria-label=label>
            {children()}
            <button class="button">
                <Icon glyph=Glyph::Filter />
                {words.say(OfficePhrase::Filter)}
            </button>
        </form>
    }
}

/// What a value is in words, among the options of a choice.
pub(super) fn told_of(
    options: &[(&'static str, &'static str)],
    value: &str,
) -> Option<&'static str> {
    options
        .iter()
        .find(|(known, _)| *known == value)
        .map(|(_, told)| *told)
}

/// The words of an option list.
pub(super) fn in_words<P: crate::words::Said + Copy>(
    words: Words,
    options: &[(&'static str, P)],
) -> Vec<(&'static str, &'static str)> {
    options
        .iter()
        .map(|(value, phrase)| (*value, words.say(*phrase)))
        .collect()
}
