//! Who may act for one person: those who may, and a field to find one more of the same customer.

use crate::api::accounts::{PersonOption, people_named};
use crate::forms::PersonPicker;
use crate::ui::{Button, Field};
use crate::words::{GroupPhrase as G, HostingPhrase as H, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::Delegation;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::time::Day;
use std::sync::Arc;

/// How many letters of a name find somebody.
const ENOUGH: usize = 2;

/// The list, written with the rest of the form.
#[component]
pub(super) fn Delegations(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Who may act as it is to be, each with a name.
    delegations: RwSignal<Vec<(Delegation, Arc<str>)>>,
) -> impl IntoView {
    let words = use_words();
    let row = move |(delegation, name): (Delegation, Arc<str>)| {
        let mut more: Vec<String> = delegation.kind.iter().map(ToString::to_string).collect();
        let until = delegation.until.map(|day| words.date(day));
        more.extend(until.map(|day| format!("{} {day}", words.say(G::Until))));
        let called = name.to_string();
        let remove = move |_| {
            delegations.update(|all| all.retain(|(other, _)| *other != delegation));
        };
        view! {
            <li class="spread">
                <span>
                    <bdi>{name.to_string()}</bdi>
                    " "
                    <span class="small muted">{more.join(" · ")}</span>
                </span>
                <Button on_press=remove>
                    {words.say(H::Remove)}
                    <span class="visually-hidden">": " <bdi>{called}</bdi></span>
                </Button>
            </li>
        }
    };
    let until = RwSignal::new(None::<Day>);
    let kind = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<PersonOption>);
    let find = RwSignal::new(String::new());
    let answer = Action::new(move |text: &String| people_named(acting_in.clone(), text.clone()));
    let is_asked = move || find.with(|text| text.trim().chars().count() >= ENOUGH);
    Effect::new(move |_| {
        if is_asked() {
            answer.dispatch(find.get());
        }
    });
    Effect::new(move |_| {
        if let Some(person) = chosen.get() {
            chosen.set(None);
            let delegation = Delegation {
                to: person.id,
                until: until.get_untracked(),
                kind: Some(kind.get_untracked().trim().into())
                    .filter(|kind: &Arc<str>| !kind.is_empty()),
            };
            delegations.update(|all| {
                if all.iter().all(|(other, _)| *other != delegation) {
                    all.push((delegation, person.name));
                }
            });
        }
    });
    let found = Signal::derive(move || answer.value().get().filter(|_| is_asked()));
    view! {
        <fieldset class="stack" data-gap="small" id="delegations">
            <legend class="field-label">{words.say(G::Delegations)}</legend>
            {move || {
                let all = delegations.get();
                if all.is_empty() {
                    view! { <p class="muted">{words.say(G::NoDelegations)}</p> }.into_any()
                } else {
                    view! { <ul class="lines">{all.into_iter().map(row).collect_view()}</ul> }.into_any()
                }
            }}
            <div class="form-grid">
                <Field id="delegate-until" label=words.said(G::LastDay)>
                    <input
                        class="input"
                        id="delegate-until"
                        type="date"
                        on:change=move |event| until.set(event_target_value(&event).parse().ok())
                    />
                </Field>
                <Field id="delegate-kind" label=words.said(G::WhatFor)>
                    <input
                        class="input"
                        id="delegate-kind"
                        type="text"
                        maxlength="64"
                        autocomplete="off"
                        on:input=move |event| kind.set(event_target_value(&event))
                    />
                </Field>
            </div>
            <PersonPicker id="delegate" label=words.said(G::LetAct) chosen nobody=String::new() find found />
        </fieldset>
    }
}
