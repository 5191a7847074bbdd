//! Which roles the new person holds: none unasked, and of those asked for what the customer allows and the actor may give.

use super::fields::{FieldFindings, Fields, StepForm};
use super::places::Place;
use crate::api::copy::CopyStep;
use crate::ui::{Check, Glyph, Icon, Panel};
use crate::words::{CopyPhrase as P, isolated, use_words};
use leptos::prelude::*;
use rehome_domain::ids::RoleId;
use rehome_domain::user_copy::{CopiedRole, RolesWanted, RolesWord};
use std::collections::BTreeSet;

/// The roles that are asked for as they stand now.
fn wanted(fields: Fields) -> BTreeSet<RoleId> {
    let said = fields.choices.chosen(|it| it.roles.clone());
    match said {
        RolesWanted::These(roles) => roles,
        RolesWanted::Word(RolesWord::Copy) => {
            let held = fields.copied(|it| {
                let held = it.roles.iter().filter(|role| role.held);
                held.map(|role| role.role.clone()).collect()
            });
            held.unwrap_or_default()
        }
    }
}

/// The step.
#[component]
pub(super) fn Roles(fields: Fields, original: String) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let rows = fields.now(|it| it.roles.clone()).unwrap_or_default();
    let has_held = rows.iter().any(|row| row.held);
    let is_empty = rows.is_empty();
    let all = move || choices.chosen(|it| it.roles == RolesWanted::Word(RolesWord::Copy));
    let tick_all = move |is: bool| {
        choices.choose(|it| {
            it.roles = if is {
                RolesWanted::Word(RolesWord::Copy)
            } else {
                RolesWanted::default()
            };
        });
    };
    let of_all = has_held.then(|| {
        view! {
            <Check name="all" value="1".to_owned() checked=Signal::derive(all) on_change=tick_all>
                {words.say(P::RolesOfOriginal)}
                <span class="check-line muted">{isolated(&original)}</span>
            </Check>
        }
    });
    view! {
        <StepForm fields step=CopyStep::Roles>
            <Panel id="roles" title=words.said(P::Roles)>
                <p class="small muted">{words.say(P::NoRoleUnasked)}</p>
                {of_all}
                {is_empty.then(|| view! { <p class="muted">{words.say(P::NoRolesToGive)}</p> })}
                <ul class="stack" data-gap="small">
                    {rows.into_iter().map(|row| view! { <RoleRow fields row /> }).collect_view()}
                </ul>
            </Panel>
        </StepForm>
    }
}

#[component]
fn RoleRow(fields: Fields, row: CopiedRole) -> impl IntoView {
    let words = use_words();
    let CopiedRole {
        role,
        held,
        can_be_given,
        ..
    } = row;
    let place = Place::Role(role.clone());
    let id = place.id();
    let language = words.language;
    let name = fields
        .names
        .with_value(|names| names.role_words(&role, language).to_owned());
    let of = role.clone();
    let is_wanted = Memo::new(move |_| wanted(fields).contains(&of));
    let tick = move |is: bool| {
        let mut all = untrack(|| wanted(fields));
        if is {
            all.insert(role.clone());
        } else {
            all.remove(&role);
        }
        fields
            .choices
            .choose(|it| it.roles = RolesWanted::These(all));
    };
    let tick = Callback::new(tick);
    let more = held.then(|| words.say(P::HeldByOriginal));
    let value = name.clone();
    view! {
        <li id=id tabindex="-1">
            {move || {
                let (name, value) = (name.clone(), value.clone());
                // WHY: what was asked for before and cannot be given can be taken back.
                if can_be_given || is_wanted.get() {
                    view! {
                        <Check name="roles" value checked=is_wanted on_change=tick>
                            <bdi>{name}</bdi>
                            {more.map(|more| view! { <span class="check-line muted">{more}</span> })}
                        </Check>
                    }
                        .into_any()
                } else {
                    view! {
                        <span class="field-verdict" data-verdict="deferred">
                            <Icon glyph=Glyph::Lock />
                            <span>
                                <bdi>{name}</bdi>
                                {more.map(|more| view! { <span class="check-line">{more}</span> })}
                                <span class="check-line">{words.say(P::CannotBeGiven)}</span>
                            </span>
                        </span>
                    }
                        .into_any()
                }
            }}
            <FieldFindings fields place />
        </li>
    }
}
