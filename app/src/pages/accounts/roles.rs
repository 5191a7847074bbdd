//! The roles of one person: held, granted and revoked where the reader's own reach and rank allow.

use super::About;
use crate::api::accounts::{HeldRole, Opens, PersonEditView, RoleOption, role_set};
use crate::ui::{Button, ButtonKind, Field, Glyph, House, HouseLook, MarkSize, Panel, Select, Why};
use crate::words::{AccountPhrase, Names, Phrase, Words, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, RoleId};
use std::sync::Arc;

/// A role with where it is held, and whether it is to be held.
type RoleWish = (RoleId, Option<OrganizationCode>, bool);

fn role_words(role: &RoleId, name: Option<&Arc<str>>, words: Words) -> String {
    name.map_or_else(
        || Names::default().role_words(role, words.language).to_owned(),
        |name| name.to_string(),
    )
}

#[component]
pub(super) fn RolesPanel(about: About, person: PersonEditView, may: bool) -> impl IntoView {
    let words = use_words();
    let set = about.deed(
        move |(_, _, held): &RoleWish| {
            words.said(if *held {
                AccountPhrase::RoleGranted
            } else {
                AccountPhrase::RoleRevoked
            })
        },
        |about, (role, at, held)| role_set(about.acting_in, about.user, role, at, held),
    );
    let hidden = person.hidden_role_organizations;
    let is_empty = person.roles.is_empty() && hidden == 0;
    let home = person.home.code.clone();
    let reach: Vec<OrganizationCode> = person
        .places
        .iter()
        .map(|option| option.place.code.clone())
        .collect();
    let rows = person.roles.iter().cloned().map(|held| {
        let is_home = held.at.as_ref().is_some_and(|at| at.code == home);
        let known = person
            .grantable
            .iter()
            .find(|option| option.role == held.role);
        let why = match (&held.at, person.is_own, may) {
            (_, true, _) | (_, false, false) => None,
            (Some(at), ..) if !reach.contains(&at.code) => Some(AccountPhrase::OutOfReach),
            (None, ..) => Some(AccountPhrase::OutOfReach),
            _ if known.is_none_or(|option| option.is_above) => Some(AccountPhrase::AboveYourRank),
            _ => None,
        };
        let may_revoke = may && !person.is_own && why.is_none();
        let role = held.role.clone();
        let at = held.at.as_ref().map(|at| at.code.clone());
        let revoke = Callback::new(move |()| set.run((role.clone(), at.clone(), false)));
        view! { <Line held is_home why revoke=may_revoke.then_some(revoke) /> }
    });
    let rows = rows.collect_view();
    let foot = if person.is_own {
        view! { <p class="why">{words.say(AccountPhrase::NotYourOwn)}</p> }.into_any()
    } else if !may || person.places.is_empty() {
        view! {
            <div class="row">
                <Button off=true why="grant-why">{words.say(AccountPhrase::GrantARole)}</Button>
            </div>
            <Why id="grant-why" text=words.said(AccountPhrase::NoGrantKey) />
        }
        .into_any()
    } else {
        let grant = Callback::new(move |wish: RoleWish| set.run(wish));
        view! { <GrantForm person=person.clone() grant busy=set.busy() /> }.into_any()
    };
    view! {
        <Panel id="roles" title=words.said(Phrase::Roles)>
            {if is_empty {
                view! { <p class="muted">{words.say(Phrase::NoRoles)}</p> }.into_any()
            } else {
                view! {
                    <ul class="lines">
                        {rows}
                        {(hidden > 0).then(|| view! { <li class="muted">{words.speech().roles_in_others(u64::from(hidden))}</li> })}
                    </ul>
                }
                    .into_any()
            }}
            {set.refusal()}
            {foot}
        </Panel>
    }
}

#[component]
fn Line(
    held: HeldRole,
    is_home: bool,
    why: Option<AccountPhrase>,
    revoke: Option<Callback<()>>,
) -> impl IntoView {
    let words = use_words();
    let name = role_words(&held.role, held.name.as_ref(), words);
    let at = held.at.map_or_else(
        || words.said(Phrase::EverywhereHere),
        |at| at.name.to_string(),
    );
    let look = if is_home {
        HouseLook::Home
    } else {
        HouseLook::Other
    };
    let heard = words
        .speech()
        .revoke_role(&name, &at)
        .replace(['\u{2068}', '\u{2069}'], "");
    view! {
        <li>
            <span class="who">
                <House name=at.clone() size=MarkSize::Small look />
                <span class="who-text">
                    <bdi class="who-name">{name}</bdi>
                    <bdi class="who-more">{at}</bdi>
                </span>
            </span>
            <span class="lines-more">
                {why.map(|why| view! { <span class="small muted">{words.say(why)}</span> })}
                {revoke
                    .map(|revoke| {
                        view! {
                            <button class="button" type="button" data-size="small" aria-label=heard on:click=move |_| revoke.run(())>
                                {words.say(AccountPhrase::Revoke)}
                            </button>
                        }
                    })}
            </span>
        </li>
    }
}

/// Which role, where, and what that opens.
#[component]
fn GrantForm(
    person: PersonEditView,
    grant: Callback<RoleWish>,
    busy: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let home = person.home.code.as_str();
    let places = &person.places;
    let first = places
        .iter()
        .find(|option| option.place.code.as_str() == home)
        .or_else(|| places.first());
    let at = RwSignal::new(
        first
            .map(|it| it.place.code.to_string())
            .unwrap_or_default(),
    );
    let options: Vec<(String, String)> = places
        .iter()
        .map(|it| (it.place.code.to_string(), it.place.name.to_string()))
        .collect();
    let role = RwSignal::new(String::new());
    let more = person.more_places;
    let person = StoredValue::new(person);
    let offered = Memo::new(move |_| person.with_value(|person| offered(person, &at.get())));
    let chosen = Memo::new(move |_| {
        let wanted = role.get();
        offered.with(|roles| {
            let usable = || roles.iter().filter(|option| !option.is_above);
            usable()
                .find(|option| option.role.as_str() == wanted)
                .or_else(|| usable().next())
                .cloned()
        })
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(option) = chosen.get_untracked() {
            grant.run((option.role, Some(at.get_untracked().into()), true));
        }
    };
    view! {
        <form class="stack" data-gap="small" on:submit=submit aria-label=words.say(AccountPhrase::GrantARole)>
            <div class="form-grid">
                <Field id="role" label=words.said(AccountPhrase::GrantARole)>
                    <span class="select">
                        <select id="role" name="role" aria-describedby="opens" on:change=move |event| role.set(event_target_value(&event))>
                            {move || {
                                let now = chosen.get().map(|option| option.role);
                                offered
                                    .get()
                                    .into_iter()
                                    .map(|option| {
                                        let mut text = role_words(&option.role, option.name.as_ref(), words);
                                        if option.is_above {
                                            text = format!("{text} ({})", words.say(AccountPhrase::AboveYourRank));
                                        }
                                        let selected = now.as_ref() == Some(&option.role);
                                        view! {
                                            <option value=option.role.to_string() disabled=option.is_above selected=selected>
                                                {text}
                                            </option>
                                        }
                                    })
                                    .collect_view()
                            }}
                        </select>
                        <crate::ui::Icon glyph=Glyph::Down />
                    </span>
                </Field>
                <Field id="role-at" label=words.said(AccountPhrase::HeldAt) hint=more.then(|| words.said(AccountPhrase::MorePlaces))>
                    <Select id="role-at" name="at" value=at options />
                </Field>
            </div>
            <div id="opens" class="small">
                {move || chosen.get().map(|option| view! { <WhatItOpens option /> })}
            </div>
            <div class="row">
                <Button kind=ButtonKind::Submit glyph=Glyph::Key busy off=Signal::derive(move || chosen.with(Option::is_none))>
                    {words.say(AccountPhrase::Grant)}
                </Button>
            </div>
        </form>
    }
}

/// The roles that may be held at a place and are not held there yet, those within reach first.
fn offered(person: &PersonEditView, at: &str) -> Vec<RoleOption> {
    let place = person
        .places
        .iter()
        .find(|option| option.place.code.as_str() == at);
    let Some(place) = place else {
        return Vec::new();
    };
    let is_held = |option: &RoleOption| {
        person.roles.iter().any(|held| {
            held.role == option.role
                && held
                    .at
                    .as_ref()
                    .is_some_and(|held| held.code == place.place.code)
        })
    };
    let mut offered: Vec<RoleOption> = person
        .grantable
        .iter()
        .filter(|option| option.allowed_at.contains(&place.kind) && !is_held(option))
        .filter(|option| !place.refused.contains(&option.role))
        .cloned()
        .collect();
    offered.sort_by_key(|option| option.is_above);
    offered
}

/// What a role opens, in words.
#[component]
fn WhatItOpens(option: RoleOption) -> impl IntoView {
    let words = use_words();
    if option.opens.is_empty() {
        return view! { <p class="muted">{words.say(AccountPhrase::OpensNothing)}</p> }.into_any();
    }
    let phrase = |opens: &Opens| match opens {
        Opens::View => AccountPhrase::OpensView,
        Opens::Edit => AccountPhrase::OpensEdit,
        Opens::Lock => AccountPhrase::OpensLock,
        Opens::Subscribe => AccountPhrase::OpensSubscribe,
        Opens::Move => AccountPhrase::OpensMove,
        Opens::GrantRoles => AccountPhrase::OpensGrant,
        Opens::Configure => AccountPhrase::OpensConfigure,
        Opens::Approve => AccountPhrase::OpensApprove,
        Opens::Audit => AccountPhrase::OpensAudit,
        Opens::Copy => AccountPhrase::OpensCopy,
    };
    view! {
        <p class="muted">{words.say(AccountPhrase::WhatItOpens)}</p>
        <ul class="marks">
            {option.opens.iter().map(|opens| view! { <li>{words.say(phrase(opens))}</li> }).collect_view()}
        </ul>
        {option.reaches_down.then(|| view! { <p class="muted">{words.say(AccountPhrase::AlsoBelow)}</p> })}
    }
    .into_any()
}
