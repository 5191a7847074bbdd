//! What is asked for everybody: destination, boxes, and the choices that are rarely made.

use super::state::Moving;
use crate::components::{Memory, position_options};
use crate::ui::{Choice, Combobox, Field, Glyph, House, HouseLook, Icon, MarkSize, Prose};
use crate::words::{MovingPhrase, Names, PhonePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, RoleId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where they go: a field that narrows the organizations.
#[component]
pub(super) fn Destination(moving: Moving) -> impl IntoView {
    let words = use_words();
    let choices = Signal::derive(move || {
        let places = moving.places.get()?;
        let choices = places.into_iter().map(|offered| Choice {
            value: offered.place.code.to_string(),
            name: offered.place.name.to_string(),
            more: offered
                .above
                .map(|name| name.to_string())
                .unwrap_or_default(),
        });
        Some(choices.collect())
    });
    view! {
        <Combobox
            id="move-users-destination"
            label=words.said(MovingPhrase::Destination)
            hint=words.said(MovingPhrase::DestinationHint)
            nothing=words.said(MovingPhrase::NoPlace)
            text=moving.text
            choices
            on_choose=move |choice: Choice| moving.choose(&choice.value)
        />
        {move || {
            moving
                .destination
                .get()
                .map(|chosen| {
                    let name = chosen.place.name.to_string();
                    view! {
                        <p class="who" data-chosen=chosen.place.code.to_string()>
                            <House name=name.clone() size=MarkSize::Small look=HouseLook::New />
                            <span class="who-text">
                                <bdi class="who-name">{name}</bdi>
                                {chosen.above.map(|above| view! { <bdi class="who-more">{above.to_string()}</bdi> })}
                            </span>
                        </p>
                    }
                })
        }}
    }
}

/// Roles that can be given, each with the name of a clone.
pub(super) type Roles = Vec<(RoleId, Option<Arc<str>>)>;

/// What is asked besides where they go to sites: with lines and devices or alone, and the role (telephony 3A, 9).
#[component]
pub(super) fn Phoned(moving: Moving, roles: StoredValue<Roles>) -> impl IntoView {
    let words = use_words();
    let radio = move |alone: bool, phrase: PhonePhrase| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="scope"
                    prop:checked=move || moving.user_only.get() == alone
                    on:change=move |_| moving.user_only.set(alone)
                />
                <span>{words.say(phrase)}</span>
            </label>
        }
    };
    let role = move || {
        let options = roles.get_value().into_iter().map(move |(id, name)| {
            let told = name.map(|name| name.to_string());
            let told =
                told.unwrap_or_else(|| Names::default().role_words(&id, words.language).to_owned());
            view! { <option value=id.to_string()>{told}</option> }
        });
        view! {
            <Field id="move-users-role" label=words.said(PhonePhrase::Role) hint=Some(words.said(MovingPhrase::RoleHint))>
                <span class="select">
                    <select
                        id="move-users-role"
                        aria-describedby="move-users-role-hint"
                        prop:value=move || moving.role.get()
                        on:change=move |event| moving.role.set(event_target_value(&event))
                    >
                        <option value="">{words.say(MovingPhrase::RoleOfRule)}</option>
                        {options.collect_view()}
                    </select>
                    <Icon glyph=Glyph::Down />
                </span>
            </Field>
        }
    };
    view! {
        <Show when=move || moving.is_phoned()>
            <fieldset class="stack" data-gap="small">
                <legend class="field-label">{words.say(PhonePhrase::WhatMoves)}</legend>
                {radio(false, PhonePhrase::WithServices)}
                {radio(true, PhonePhrase::UserOnly)}
            </fieldset>
            {(!roles.with_value(Vec::is_empty)).then(role)}
        </Show>
    }
}

/// The two boxes of the dialog (ruling 34); the first only where somebody selected is locked.
#[component]
pub(super) fn Boxes(moving: Moving) -> impl IntoView {
    let words = use_words();
    let locked = move || {
        let locked = moving.locked();
        let first = locked.first()?;
        Some(words.speech().locked_are(locked.len() as u64, first))
    };
    view! {
        <div class="stack" data-gap="small">
            {move || {
                locked()
                    .map(|more| {
                        view! {
                            <Tick name="move_locked" ticked=moving.move_locked label=words.said(MovingPhrase::MoveLocked) more />
                        }
                    })
            }}
            <Tick
                name="lock_after"
                ticked=moving.lock_after
                label=words.said(MovingPhrase::LockAfter)
                more=words.said(MovingPhrase::LockAfterMore)
            />
        </div>
    }
}

#[component]
fn Tick(name: &'static str, ticked: RwSignal<bool>, label: String, more: String) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                prop:checked=move || ticked.get()
                on:change=move |event| ticked.set(event_target_checked(&event))
            />
            <span>{label}</span>
            <span class="check-more">
                <Prose text=more />
            </span>
        </label>
    }
}

/// Position, subscriptions to keep, and the reason.
#[component]
pub(super) fn MoreChoices(moving: Moving) -> impl IntoView {
    let words = use_words();
    view! {
        <details class="more-choices">
            <summary>
                {move || words.say(if moving.is_phoned() { MovingPhrase::Reason } else { MovingPhrase::MoreChoices })}
            </summary>
            <div class="stack">
                <Position moving />
                <Keep moving />
                <Field id="move-users-reason" label=words.said(MovingPhrase::Reason) hint=Some(words.said(MovingPhrase::ReasonHint))>
                    <input
                        class="input"
                        id="move-users-reason"
                        type="text"
                        autocomplete="off"
                        aria-describedby="move-users-reason-hint"
                        prop:value=move || moving.reason.get()
                        on:change=move |event| moving.reason.set(event_target_value(&event))
                    />
                </Field>
            </div>
        </details>
    }
}

#[component]
fn Position(moving: Moving) -> impl IntoView {
    let words = use_words();
    let options = move || {
        let hierarchy = moving.positions.get()?;
        let chosen = moving.position.get_untracked();
        let is_there = hierarchy.nodes.len() > 1;
        is_there.then(|| position_options(&hierarchy, &Memory::Unknown, &chosen, words))
    };
    view! {
        {move || {
            options()
                .map(|options| {
                    view! {
                        <Field id="move-users-position" label=words.said(MovingPhrase::PositionThere)>
                            <span class="select">
                                <select
                                    id="move-users-position"
                                    prop:value=move || moving.position.get()
                                    on:change=move |event| moving.position.set(event_target_value(&event))
                                >
                                    {options
                                        .into_iter()
                                        .map(|(value, words)| view! { <option value=value>{words}</option> })
                                        .collect_view()}
                                </select>
                                <Icon glyph=Glyph::Down />
                            </span>
                        </Field>
                    }
                })
        }}
    }
}

/// The subscriptions that would end, each to be kept.
#[component]
fn Keep(moving: Moving) -> impl IntoView {
    let words = use_words();
    let offered = Memo::new(move |_| {
        moving.review.with(|known| {
            let kept = moving.keep.get();
            let (ended, names) = match known {
                Some((_, review)) => (
                    review.subscriptions.keys().cloned().collect(),
                    review.names.clone(),
                ),
                None => (BTreeSet::new(), Names::default()),
            };
            let all: BTreeSet<OrganizationCode> = ended.union(&kept).cloned().collect();
            all.into_iter()
                .map(|code| (names.organization(&code).to_owned(), code))
                .collect::<Vec<_>>()
        })
    });
    let tick = move |code: OrganizationCode, is: bool| {
        moving.keep.update(|keep| {
            if is {
                keep.insert(code);
            } else {
                keep.remove(&code);
            }
        });
    };
    view! {
        {move || {
            let offered = offered.get();
            (!offered.is_empty())
                .then(|| {
                    view! {
                        <fieldset class="stack" data-gap="small">
                            <legend class="field-label">{words.say(MovingPhrase::KeepSubscriptions)}</legend>
                            {offered
                                .into_iter()
                                .map(|(name, code)| {
                                    let (shown, ticked) = (code.clone(), code);
                                    view! {
                                        <label class="check">
                                            <input
                                                type="checkbox"
                                                prop:checked=move || moving.keep.with(|keep| keep.contains(&shown))
                                                on:change=move |event| tick(ticked.clone(), event_target_checked(&event))
                                            />
                                            <bdi>{name}</bdi>
                                        </label>
                                    }
                                })
                                .collect_view()}
                        </fieldset>
                    }
                })
        }}
    }
}
