//! Filters in their order: each with where it leads, the role there, and conditions that must all hold.

use super::listed::ListedInput;
use super::{Chosen, LookWho, name_of};
use crate::api::moving::{MoveToolsView, PeopleOf};
use crate::ui::{Button, Glyph, Icon, Panel};
use crate::words::{MovingPhrase as P, Names, PhonePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::RoleId;
use rehome_domain::user_move::request::filters::{
    ASKED_OF_EVERYBODY, Comparison, Condition, MoveFilter,
};
use std::collections::BTreeMap;

/// Ways to compare, in the order in which they are offered.
const WAYS: [(&str, P); 5] = [
    ("is_exactly", P::IsExactly),
    ("begins_with", P::BeginsWith),
    ("ends_with", P::EndsWith),
    ("contains", P::Contains),
    ("is_not", P::IsNot),
];

/// A condition as it is typed.
#[derive(Clone, Copy)]
struct Typed {
    key: u32,
    name: RwSignal<String>,
    by: RwSignal<String>,
    text: RwSignal<String>,
}

/// A filter as it is typed.
#[derive(Clone, Copy)]
struct Draft {
    key: u32,
    destination: RwSignal<String>,
    role: RwSignal<String>,
    conditions: RwSignal<Vec<Typed>>,
}

#[derive(Clone, Copy)]
struct Keys(StoredValue<u32>);

impl Keys {
    fn next(self) -> u32 {
        self.0.update_value(|key| *key += 1);
        self.0.get_value()
    }

    fn condition(self) -> Typed {
        Typed {
            key: self.next(),
            name: RwSignal::new("username".to_owned()),
            by: RwSignal::new("is_exactly".to_owned()),
            text: RwSignal::new(String::new()),
        }
    }

    fn filter(self) -> Draft {
        Draft {
            key: self.next(),
            destination: RwSignal::new(String::new()),
            role: RwSignal::new(String::new()),
            conditions: RwSignal::new(vec![self.condition()]),
        }
    }
}

/// A condition in the words of a request.
fn condition(by: &str, text: String) -> Condition {
    match by {
        "begins_with" => Condition::By(Comparison::BeginsWith(text)),
        "ends_with" => Condition::By(Comparison::EndsWith(text)),
        "contains" => Condition::By(Comparison::Contains(text)),
        "is_not" => Condition::By(Comparison::IsNot(text)),
        _ => Condition::IsExactly(text),
    }
}

/// What is asked of each value; two conditions on one value must both hold.
fn together(conditions: Vec<(String, Condition)>) -> BTreeMap<String, Condition> {
    let mut all: BTreeMap<String, Vec<Condition>> = BTreeMap::new();
    for (name, condition) in conditions {
        all.entry(name).or_default().push(condition);
    }
    let one = |mut conditions: Vec<Condition>| match conditions.len() {
        1 => conditions.remove(0),
        _ => Condition::All(conditions),
    };
    all.into_iter()
        .map(|(name, conditions)| (name, one(conditions)))
        .collect()
}

impl Draft {
    fn filter(self) -> MoveFilter {
        let role = self.role.get();
        let conditions = self.conditions.get().into_iter();
        let conditions = conditions.map(|typed| {
            let text = typed.text.get();
            (typed.name.get(), condition(&typed.by.get(), text))
        });
        MoveFilter {
            name: None,
            destination: self.destination.get().trim().into(),
            role: (!role.is_empty()).then(|| RoleId::new(&role)),
            all: together(conditions.collect()),
        }
    }
}

fn is_whole(filter: &MoveFilter) -> bool {
    !filter.destination.as_str().is_empty()
        && !filter.all.is_empty()
        && filter.all.values().all(Condition::is_filled_in)
}

/// The form.
#[component]
pub(super) fn Filters(chosen: Chosen, tools: StoredValue<MoveToolsView>) -> impl IntoView {
    let words = use_words();
    let keys = Keys(StoredValue::new(0));
    let source = RwSignal::new(String::new());
    let drafts = RwSignal::new(vec![keys.filter()]);
    let filters = Memo::new(move |_| {
        let drafts = drafts.get();
        drafts.into_iter().map(Draft::filter).collect::<Vec<_>>()
    });
    let off = Signal::derive(move || {
        let is_placed = source.with(|source| !source.trim().is_empty());
        !is_placed || !filters.with(|filters| filters.iter().all(is_whole))
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !off.get_untracked() {
            let source = source.get_untracked().trim().into();
            chosen.of(PeopleOf::Filters(source, filters.get_untracked()));
        }
    };
    view! {
        <form class="stack" data-gap="wide" on:submit=submit>
            <Panel id="filters-from" title=words.said(P::ByFilters)>
                <p>{words.say(P::FilterLead)}</p>
                <ListedInput id="filters-source" label=P::FromSite hint=P::FromSiteHint value=source told=move |code: &str| name_of(tools, code) />
            </Panel>
            <ol class="stack" data-gap="wide">
                <For each=move || drafts.get() key=|draft| draft.key let(draft)>
                    <li>
                        <OneFilter draft drafts keys tools />
                    </li>
                </For>
            </ol>
            <div class="row">
                <Button glyph=Glyph::Plus on_press=move |_| drafts.update(|drafts| drafts.push(keys.filter()))>
                    {words.say(P::AddFilter)}
                </Button>
            </div>
            <LookWho chosen off why=P::FiltersIncomplete />
        </form>
    }
}

#[component]
fn OneFilter(
    draft: Draft,
    drafts: RwSignal<Vec<Draft>>,
    keys: Keys,
    tools: StoredValue<MoveToolsView>,
) -> impl IntoView {
    let words = use_words();
    let place = Memo::new(move |_| {
        drafts.with(|all| {
            all.iter()
                .position(|it| it.key == draft.key)
                .unwrap_or_default()
        })
    });
    let is_alone = move || drafts.with(|all| all.len() < 2);
    let up = move |_| {
        let at = place.get_untracked();
        drafts.update(|all| {
            if at > 0 {
                all.swap(at - 1, at);
            }
        });
    };
    let has_roles = tools.with_value(|tools| !tools.roles.is_empty());
    let title = move || {
        format!(
            "{} {}",
            words.say(P::Filter),
            words.number(place.get() as u64 + 1)
        )
    };
    let (to, role_id) = (
        format!("filter-{}-to", draft.key),
        format!("filter-{}-role", draft.key),
    );
    let role = move || {
        let roles = tools.with_value(|tools| tools.roles.clone()).into_iter();
        let options = roles.map(move |(id, name)| {
            let told = name.map(|name| name.to_string());
            let told =
                told.unwrap_or_else(|| Names::default().role_words(&id, words.language).to_owned());
            view! { <option value=id.to_string()>{told}</option> }
        });
        view! {
            <div class="field">
                <label class="field-label" for=role_id.clone()>
                    {words.say(PhonePhrase::Role)}
                </label>
                <span class="select">
                    <select
                        id=role_id.clone()
                        prop:value=move || draft.role.get()
                        on:change=move |event| draft.role.set(event_target_value(&event))
                    >
                        <option value="">{words.say(P::RoleOfRule)}</option>
                        {options.collect_view()}
                    </select>
                    <Icon glyph=Glyph::Down />
                </span>
            </div>
        }
    };
    view! {
        <fieldset class="panel panel-body stack">
            <legend class="field-label">{title}</legend>
            <div class="form-grid">
                <ListedInput id=to label=P::FilterTo value=draft.destination told=move |code: &str| name_of(tools, code) />
                {has_roles.then(role)}
            </div>
            <For each=move || draft.conditions.get() key=|typed| typed.key let(typed)>
                <OneCondition typed of=draft tools />
            </For>
            <div class="row">
                <Button glyph=Glyph::Plus on_press=move |_| draft.conditions.update(|all| all.push(keys.condition()))>
                    {words.say(P::AddCondition)}
                </Button>
                <Show when=move || { place.get() > 0 }>
                    <Button glyph=Glyph::Sort on_press=up>
                        {words.say(P::FilterUp)}
                    </Button>
                </Show>
                <Show when=move || !is_alone()>
                    <Button
                        glyph=Glyph::Close
                        on_press=move |_| drafts.update(|all| all.retain(|it| it.key != draft.key))
                    >
                        {words.say(P::RemoveFilter)}
                    </Button>
                </Show>
            </div>
        </fieldset>
    }
}

fn told_of(name: &str) -> Option<P> {
    Some(match name {
        "username" => P::AskUsername,
        "name" => P::AskName,
        "given" => P::AskGiven,
        "surname" => P::AskSurname,
        "email" => P::AskEmail,
        "status" => P::AskStatus,
        "directory_group" => P::AskGroup,
        _ => return None,
    })
}

#[component]
fn OneCondition(typed: Typed, of: Draft, tools: StoredValue<MoveToolsView>) -> impl IntoView {
    let words = use_words();
    let id = move |part: &str| format!("condition-{}-{part}", typed.key);
    let everybody = ASKED_OF_EVERYBODY.iter().filter_map(|name| {
        let told = words.say(told_of(name)?);
        Some(view! { <option value=*name>{told}</option> })
    });
    let attributes = tools
        .with_value(|tools| tools.attributes.clone())
        .into_iter();
    let attributes =
        attributes.map(|id| view! { <option value=id.to_string()>{id.to_string()}</option> });
    let ways = WAYS
        .iter()
        .map(|(word, phrase)| view! { <option value=*word>{words.say(*phrase)}</option> });
    let is_alone = move || of.conditions.with(|all| all.len() < 2);
    view! {
        <div class="form-grid">
            <div class="field">
                <label class="field-label" for=id("name")>{words.say(P::WhatIsAsked)}</label>
                <span class="select">
                    <select id=id("name") prop:value=move || typed.name.get() on:change=move |event| typed.name.set(event_target_value(&event))>
                        {everybody.collect_view()}
                        {attributes.collect_view()}
                    </select>
                    <Icon glyph=Glyph::Down />
                </span>
            </div>
            <div class="field">
                <label class="field-label" for=id("by")>{words.say(P::HowCompared)}</label>
                <span class="select">
                    <select id=id("by") prop:value=move || typed.by.get() on:change=move |event| typed.by.set(event_target_value(&event))>
                        {ways.collect_view()}
                    </select>
                    <Icon glyph=Glyph::Down />
                </span>
            </div>
            <div class="field">
                <label class="field-label" for=id("value")>{words.say(P::ComparedWith)}</label>
                <input
                    class="input"
                    id=id("value")
                    type="text"
                    autocomplete="off"
                    prop:value=move || typed.text.get()
                    on:input=move |event| typed.text.set(event_target_value(&event))
                />
            </div>
            <Show when=move || !is_alone()>
                <Button
                    glyph=Glyph::Close
                    on_press=move |_| of.conditions.update(|all| all.retain(|it| it.key != typed.key))
                >
                    {words.say(P::RemoveCondition)}
                </Button>
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn two_conditions_on_one_value_must_both_hold() {
        let typed = vec![
            ("name".to_owned(), condition("begins_with", "P".to_owned())),
            (
                "status".to_owned(),
                condition("is_exactly", "active".to_owned()),
            ),
            ("name".to_owned(), condition("is_not", "Paul".to_owned())),
        ];
        let told = serde_json::to_value(together(typed)).unwrap();
        let meant = r#"{"name": [{"begins_with": "P"}, {"is_not": "Paul"}], "status": "active"}"#;
        assert_eq!(
            told,
            serde_json::from_str::<serde_json::Value>(meant).unwrap()
        );
    }

    #[test]
    fn everything_that_everybody_has_has_a_name_and_every_way_to_compare_its_own_meaning() {
        assert!(
            ASKED_OF_EVERYBODY
                .iter()
                .all(|name| told_of(name).is_some())
        );
        let meant: Vec<String> = WAYS
            .iter()
            .map(|(word, _)| format!("{:?}", condition(word, String::new())))
            .collect();
        let apart: std::collections::BTreeSet<&String> = meant.iter().collect();
        assert_eq!(apart.len(), WAYS.len());
    }
}
