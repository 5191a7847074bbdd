//! Pieces of both pages.

use crate::routes;
use crate::ui::{Glyph, PhoneKey, PhoneShape};
use crate::words::{Names, PhonePhrase as P, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use rehome_domain::telephony::{Device, DeviceKind, RecordKey, Section, TelephonyFacts};

/// A device with its owner and lines.
pub(super) fn device(
    key: &RecordKey,
    device: &Device,
    facts: &TelephonyFacts,
    names: &Names,
    words: Words,
) -> PhoneShape {
    let kind = match P::of_phone(key.section, device.kind) {
        Some(phrase) => words.say(phrase),
        None => words.speech().phone_record(key.section),
    };
    let owner = device.owner.as_ref();
    let owner = owner.map_or_else(
        || words.said(P::Nobody),
        |owner| names.user(owner).to_owned(),
    );
    let keys = device.lines.iter().map(|shown| PhoneKey {
        number: facts.number_of(&shown.line).to_string(),
        more: None,
        strong: false,
    });
    PhoneShape {
        glyph: match (key.section, device.kind) {
            (Section::Phones, DeviceKind::Desk) => Glyph::Phone,
            _ => Glyph::Mobile,
        },
        name: key.id.to_string(),
        address: device.owner.as_ref().map(routes::user),
        more: vec![kind.to_owned(), owner],
        keys: keys.collect(),
        none: Some(words.say(P::NoLine)),
    }
}

/// People with the ways to them.
#[component]
pub(super) fn People(
    /// Who.
    people: Vec<(UserId, String)>,
) -> impl IntoView {
    let words = use_words();
    let is_empty = people.is_empty();
    let people = people.into_iter().map(|(id, name)| {
        view! {
            <li>
                <a href=routes::user(&id)>
                    <bdi>{name}</bdi>
                </a>
            </li>
        }
    });
    view! {
        {is_empty.then(|| view! { <p class="muted">{words.say(P::Nobody)}</p> })}
        <ul class="lines">{people.collect_view()}</ul>
    }
}

/// Rows of a number with the way to it, and what is to be known of it.
#[component]
pub(super) fn Numbers(
    /// The numbers, each with remarks.
    rows: Vec<(String, Vec<String>)>,
) -> impl IntoView {
    let words = use_words();
    let is_empty = rows.is_empty();
    let rows = rows.into_iter().map(|(number, more)| {
        let address = routes::number(&number);
        view! {
            <li>
                <a class="code" href=address>
                    <bdi dir="ltr">{number}</bdi>
                </a>
                <span class="small muted">
                    <bdi>{more.join(" · ")}</bdi>
                </span>
            </li>
        }
    });
    view! {
        {is_empty.then(|| view! { <p class="muted">{words.say(P::NothingHere)}</p> })}
        <ul class="lines">{rows.collect_view()}</ul>
    }
}

/// Facts with their names; those without a value are left out.
#[component]
pub(super) fn Facts(
    /// Each with its name.
    facts: Vec<(String, Option<String>)>,
) -> impl IntoView {
    let facts = facts.into_iter().filter_map(|(label, value)| {
        let value = value?;
        Some(view! {
            <dt>{label}</dt>
            <dd>
                <bdi>{value}</bdi>
            </dd>
        })
    });
    view! { <dl class="facts">{facts.collect_view()}</dl> }
}
