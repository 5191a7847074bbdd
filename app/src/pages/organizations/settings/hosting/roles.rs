//! Section `roles`: which roles may be held, and which may not.

use super::DecidedAbove;
use super::values::values;
use crate::api::organizations::SettingsPage;
use crate::api::organizations::hosting::HostingSettings;
use crate::pages::organizations::settings::Subject;
use crate::pages::organizations::settings::draft::Draft;
use crate::pages::organizations::settings::pieces::SaveBar;
use crate::ui::Panel;
use crate::words::{HostingPhrase as H, Names, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, RoleId};
use rehome_domain::role::BUILT_IN;
use std::collections::BTreeSet;

values! { RoleValues of read;
    roles_allowed: BTreeSet<RoleId> = H::RolesAllowed;
    roles_restricted: BTreeSet<RoleId> = H::RolesRestricted;
}

fn read(hosting: &HostingSettings) -> RoleValues {
    RoleValues {
        roles_allowed: hosting.roles_allowed.clone(),
        roles_restricted: hosting.roles_restricted.clone(),
    }
}

/// The section.
#[component]
pub(in crate::pages::organizations::settings) fn Roles(
    acting_in: OrganizationCode,
    page: SettingsPage,
) -> impl IntoView {
    let words = use_words();
    let may = page.organization.keys.decide;
    let kind = page.organization.kind;
    let draft = Draft::<RoleValues>::new(acting_in, Subject::Roles, page, words);
    let built_in = BUILT_IN.iter().filter(|row| row.allowed_at.contains(&kind));
    let mut roles: BTreeSet<RoleId> = built_in.map(|row| RoleId::new(row.name)).collect();
    draft.ground.with_untracked(|it| {
        roles.extend(it.roles_allowed.iter().cloned());
        roles.extend(it.roles_restricted.iter().cloned());
    });
    let (all, others) = (roles.clone(), roles);
    type Get = fn(&RoleValues) -> &BTreeSet<RoleId>;
    type Set = fn(&mut RoleValues) -> &mut BTreeSet<RoleId>;
    let list = move |name: &'static str, roles: BTreeSet<RoleId>, get: Get, set: Set| {
        roles
            .into_iter()
            .map(|role| {
                let id = format!("{name}-{role}");
                let names = Names::default();
                let label = names.role_words(&role, words.language).to_owned();
                let asked = role.clone();
                let held = Signal::derive(move || draft.draft.with(|it| get(it).contains(&asked)));
                let first = held.get_untracked();
                view! {
                    <label class="check" >
                        <input
                            type="checkbox"
                            id=id
                            disabled=!may
                            checked=first
                            prop:checked=move || held.get()
                            on:change=move |event| {
                                let on = event_target_checked(&event);
                                let role = role.clone();
                                draft
                                    .change(move |it| {
                                        if on {
                                            set(it).insert(role);
                                        } else {
                                            set(it).remove(&role);
                                        }
                                    })
                            }
                        />
                        <span>{label}</span>
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        {(!may).then(|| view! { <DecidedAbove /> })}
        <Panel id="roles-allowed" title=words.said(H::RolesAllowed)>
            <p class="muted">{words.say(H::RolesAllowedHint)}</p>
            <div class="stack" data-gap="small">
                {list("allowed", all, |it| &it.roles_allowed, |it| &mut it.roles_allowed)}
            </div>
        </Panel>
        <Panel id="roles-restricted" title=words.said(H::RolesRestricted)>
            <div class="stack" data-gap="small">
                {list("restricted", others, |it| &it.roles_restricted, |it| &mut it.roles_restricted)}
            </div>
        </Panel>
        {may.then(|| view! { <SaveBar draft /> })}
    }
}
