//! What organizations of hosting trees are set to: domains, address formats, departments, limits, roles,
//! billing and services.
//!
//! Each subject is a page of its own beside this file; what they have in common with one another is in [`values`].

mod billing;
mod departments;
mod domains;
mod formats;
mod limits;
mod roles;
mod services;
mod values;

pub(super) use billing::Billing;
pub(super) use departments::Departments;
pub(super) use domains::Domains;
pub(super) use formats::EmailFormats;
pub(super) use limits::Limits;
pub(super) use roles::Roles;
pub(super) use services::Services;

use super::Subject;
use crate::api::organizations::SettingsPage;
use crate::api::organizations::hosting::HostingSettings;
use crate::ui::{Glyph, Note, Tone};
use crate::words::{HostingPhrase as H, Words, use_words};
use leptos::prelude::*;

/// The hosting part that a page holds.
fn hosting_of(page: &SettingsPage) -> Option<&HostingSettings> {
    page.organization.settings.as_ref()?.hosting.as_ref()
}

/// That the organization above decides.
#[component]
fn DecidedAbove() -> impl IntoView {
    view! {
        <Note tone=Some(Tone::Blue) glyph=Glyph::Lock>
            {use_words().say(H::FromAboveOnly)}
        </Note>
    }
}

/// What a subject is set to, in short; nothing of the subjects of other trees.
pub(super) fn summary(
    subject: Subject,
    hosting: &HostingSettings,
    words: Words,
) -> Vec<(&'static str, String)> {
    let count = |many: usize| words.number(many as u64);
    let limit = |limit: Option<u64>| {
        limit.map_or_else(|| words.said(H::WithoutLimit), |limit| words.number(limit))
    };
    match subject {
        Subject::Domains => {
            let primary = hosting.domains.iter().find(|domain| domain.primary);
            let primary = primary.map_or("–", |domain| &domain.name).to_owned();
            let shared = hosting.domains.iter();
            let shared = shared.filter(|it| it.also_used_by > 0).count();
            vec![
                (words.say(H::PrimaryDomain), primary),
                (words.say(H::Domains), count(hosting.domains.len())),
                (words.say(H::AlsoUsedBy), count(shared)),
            ]
        }
        Subject::EmailFormats => {
            let first = hosting.email_formats.first();
            let first = first.map_or_else(|| words.said(H::NoFormats), |it| it.to_string());
            vec![(words.say(H::AddressFormats), first)]
        }
        Subject::Departments => vec![
            (
                words.say(H::DepartmentNames),
                count(hosting.departments.len()),
            ),
            (words.say(H::OfficeNames), count(hosting.offices.len())),
            (
                words.say(H::Structure),
                words.said(H::from(hosting.structure)),
            ),
        ],
        Subject::Limits => vec![
            (words.say(H::UsersNow), words.number(hosting.users)),
            (
                words.say(H::UserLimit),
                limit(hosting.user_limit.map(u64::from)),
            ),
            (
                words.say(H::QuarantineDays),
                words.number(u64::from(hosting.quarantine_days)),
            ),
        ],
        Subject::Roles => {
            let listed = |many: usize, none: H| {
                if many == 0 {
                    words.said(none)
                } else {
                    count(many)
                }
            };
            vec![
                (
                    words.say(H::RolesAllowed),
                    listed(hosting.roles_allowed.len(), H::AllRoles),
                ),
                (
                    words.say(H::RolesRestricted),
                    listed(hosting.roles_restricted.len(), H::NoRoles),
                ),
            ]
        }
        Subject::Billing => {
            let id = hosting.billing_id.as_deref().unwrap_or("–").to_owned();
            vec![
                (
                    words.say(H::CustomerType),
                    words.said(H::from(hosting.customer_type)),
                ),
                (words.say(H::BillingId), id),
            ]
        }
        Subject::Services => {
            let had = hosting
                .services
                .iter()
                .filter(|it| !it.instances.is_empty());
            let names: Vec<String> = had.map(|it| it.name.to_string()).collect();
            let told = if names.is_empty() {
                words.said(H::NoServices)
            } else {
                words.list(&names)
            };
            vec![(words.say(H::Services), told)]
        }
        Subject::UserMove
        | Subject::Subscriptions
        | Subject::Hierarchy
        | Subject::Look
        | Subject::Account
        | Subject::DialPlan => Vec::new(),
    }
}
