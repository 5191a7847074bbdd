//! Settings by subject: one page per section, changed by who may and shown to who may read.
//!
//! To add a subject, add it to [`Subject`], give it a component beside this file, and say in short what it is set to
//! in [`summary`].

mod account;
mod available;
mod decided;
mod dial_plan;
mod draft;
mod hierarchy;
mod hosting;
mod look;
mod pieces;
mod positions;
mod subscriptions;
mod uniqueness;
mod user_move;

pub(in crate::pages) use pieces::Difference;

use super::one::{Above, code_in_address};
use crate::api::organizations::{OrganizationPage, Settings, SettingsPage, organization_settings};
use crate::api::session::OfficeView;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes;
use crate::ui::Page;
use crate::words::{
    AccountSettingPhrase, HostingPhrase as H, OfficePhrase, OrganizationPhrase as P, PhonePhrase,
    Words, use_words,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rehome_domain::organization::OrganizationKind as K;

/// A subject of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Subject {
    UserMove,
    Subscriptions,
    Hierarchy,
    Look,
    Domains,
    EmailFormats,
    Departments,
    Limits,
    Roles,
    Billing,
    Services,
    Account,
    DialPlan,
}

impl Subject {
    const ALL: [Self; 13] = [
        Self::Account,
        Self::UserMove,
        Self::Subscriptions,
        Self::Hierarchy,
        Self::Domains,
        Self::EmailFormats,
        Self::Services,
        Self::Departments,
        Self::Limits,
        Self::Roles,
        Self::Billing,
        Self::DialPlan,
        Self::Look,
    ];

    /// The subjects an organization has.
    pub(super) fn of(page: &OrganizationPage) -> Vec<Self> {
        Self::of_kind(page.kind)
    }

    /// The subjects of every organization of a kind.
    pub(in crate::pages) fn of_kind(kind: K) -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|subject| match subject {
                Self::UserMove | Self::Subscriptions => kind.is_enterprise_tree(),
                Self::Hierarchy => kind.has_hierarchy(),
                Self::Look => true,
                Self::Account => kind.is_account_tree(),
                Self::DialPlan => kind == K::Site,
                Self::Domains
                | Self::EmailFormats
                | Self::Departments
                | Self::Limits
                | Self::Roles
                | Self::Billing
                | Self::Services => kind.is_hosting_tree(),
            })
            .collect()
    }

    /// The section's name on the wire and in addresses.
    pub(in crate::pages) fn section(self) -> &'static str {
        match self {
            Self::UserMove => "user_move",
            Self::Subscriptions => "subscriptions",
            Self::Hierarchy => "hierarchy",
            Self::Look => "look",
            Self::Domains => "domains",
            Self::EmailFormats => "email_formats",
            Self::Departments => "departments",
            Self::Limits => "limits",
            Self::Roles => "roles",
            Self::Billing => "billing",
            Self::Services => "services",
            Self::Account => "account",
            Self::DialPlan => "dial_plan",
        }
    }

    fn from_section(section: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|subject| subject.section() == section)
    }

    /// What it is called.
    pub(in crate::pages) fn said(self, words: Words) -> &'static str {
        match self {
            Self::UserMove => words.say(P::UserMove),
            Self::Subscriptions => words.say(P::Subscriptions),
            Self::Hierarchy => words.say(P::Hierarchy),
            Self::Look => words.say(P::LookOf),
            Self::Domains => words.say(H::Domains),
            Self::EmailFormats => words.say(H::EmailFormats),
            Self::Departments => words.say(H::Departments),
            Self::Limits => words.say(H::Limits),
            Self::Roles => words.say(H::RolesHere),
            Self::Billing => words.say(H::Billing),
            Self::Services => words.say(H::Services),
            Self::Account => words.say(AccountSettingPhrase::Title),
            Self::DialPlan => words.say(PhonePhrase::DialPlanAndDefaults),
        }
    }
}

/// What a subject is set to, in short.
pub(super) fn summary(
    subject: Subject,
    page: &OrganizationPage,
    settings: &Settings,
    words: Words,
) -> Vec<(&'static str, String)> {
    let on = |is_on: bool| words.said(if is_on { P::On } else { P::Off });
    let yes = |is_so: bool| {
        words.said(if is_so {
            OfficePhrase::Yes
        } else {
            OfficePhrase::No
        })
    };
    let is_top = matches!(page.kind, K::SuperEnterprise | K::Enterprise);
    match subject {
        Subject::UserMove => {
            let moves = &settings.user_move.values;
            let mut facts = Vec::new();
            if is_top {
                let listed = moves.available_organizations.len() as u64;
                facts.push((
                    words.say(P::EnableUniqueness),
                    on(moves.require_user_uniqueness),
                ));
                facts.push((words.say(P::EnableUserMove), on(moves.user_move_enabled)));
                facts.push((words.say(P::AvailableOrganizations), words.number(listed)));
                facts.push((
                    words.say(P::LockedSelfMoves),
                    yes(moves.self_moves_of_locked),
                ));
                facts.push((
                    words.say(P::UndoDays),
                    words.number(u64::from(moves.undo_days)),
                ));
            }
            if user_move::has_option(page) {
                facts.push((
                    words.say(P::EndUsersTitle),
                    on(moves.user_move_for_end_users),
                ));
            }
            facts
        }
        Subject::Subscriptions => {
            let values = &settings.subscriptions.values;
            if is_top {
                vec![(
                    words.say(P::SubscriptionsFeature),
                    on(values.organization_subscriptions),
                )]
            } else {
                vec![(
                    words.say(P::SubscriptionsForEndUsers),
                    on(values.subscriptions_for_end_users),
                )]
            }
        }
        Subject::Hierarchy => vec![
            (
                words.say(P::Positions),
                words.number(settings.hierarchy.positions.len() as u64),
            ),
            (
                words.say(P::PositionRequired),
                yes(settings.hierarchy.required),
            ),
        ],
        Subject::Look => {
            let look = &settings.look.values;
            let shown = |value: Option<&str>| value.unwrap_or("–").to_owned();
            vec![
                (words.say(P::Accent), shown(look.accent.as_deref())),
                (words.say(P::Logo), yes(look.logo.is_some())),
            ]
        }
        Subject::Account => settings
            .account
            .as_ref()
            .map(|it| account::summary(it, words))
            .unwrap_or_default(),
        Subject::DialPlan => settings
            .dial_plan
            .as_ref()
            .map(|it| dial_plan::summary(it, words))
            .unwrap_or_default(),
        Subject::Domains
        | Subject::EmailFormats
        | Subject::Departments
        | Subject::Limits
        | Subject::Roles
        | Subject::Billing
        | Subject::Services => settings
            .hosting
            .as_ref()
            .map(|it| hosting::summary(subject, it, words))
            .unwrap_or_default(),
    }
}

/// The page.
#[component]
pub(crate) fn OrganizationSettings() -> impl IntoView {
    let code = code_in_address();
    let params = use_params_map();
    let section =
        Memo::new(move |_| params.with(|params| params.get("section").unwrap_or_default()));
    let answer = ask_in_office(
        move || (code.get(), section.get()),
        |acting_in, (code, section)| organization_settings(acting_in, code, section),
    );
    view! {
        <PageTitle phrase=P::Settings />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match (answer.await, Subject::from_section(&section.get_untracked())) {
                    (Ok((office, page)), Some(subject)) => view! { <Shown office page subject /> }.into_any(),
                    (Ok(_), None) => view! { <Refusal error=crate::api::ErrorCode::NotFound.into() /> }.into_any(),
                    (Err(error), _) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(office: OfficeView, page: SettingsPage, subject: Subject) -> impl IntoView {
    let words = use_words();
    let organization = page.organization.clone();
    let subjects = Subject::of(&organization);
    if !subjects.contains(&subject) {
        return view! { <Refusal error=crate::api::ErrorCode::NotFound.into() /> }.into_any();
    }
    let acting_in = office.acting_in.code;
    let code = organization.code.clone();
    let body = match subject {
        Subject::UserMove => view! { <user_move::UserMove acting_in page /> }.into_any(),
        Subject::Subscriptions => {
            view! { <subscriptions::Subscriptions acting_in page /> }.into_any()
        }
        Subject::Hierarchy => view! { <hierarchy::Hierarchy acting_in page /> }.into_any(),
        Subject::Look => view! { <look::LookSettings acting_in page /> }.into_any(),
        Subject::Account => view! { <account::AccountSection acting_in page /> }.into_any(),
        Subject::Domains => view! { <hosting::Domains acting_in page /> }.into_any(),
        Subject::EmailFormats => view! { <hosting::EmailFormats acting_in page /> }.into_any(),
        Subject::Departments => view! { <hosting::Departments acting_in page /> }.into_any(),
        Subject::Limits => view! { <hosting::Limits acting_in page /> }.into_any(),
        Subject::Roles => view! { <hosting::Roles acting_in page /> }.into_any(),
        Subject::Billing => view! { <hosting::Billing acting_in page /> }.into_any(),
        Subject::Services => view! { <hosting::Services acting_in page /> }.into_any(),
        Subject::DialPlan => view! { <dial_plan::DialPlanForm acting_in page /> }.into_any(),
    };
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Above page=organization.clone() here=Some(words.say(P::Settings)) />
                    <h1>{subject.said(words)}</h1>
                    <p class="lead">
                        <bdi>{organization.name.to_string()}</bdi>
                    </p>
                </div>
            </div>
            <div class="settings-screen">
                <nav class="subjects" aria-label=words.say(P::SettingsBySubject)>
                    {subjects
                        .into_iter()
                        .map(|other| {
                            view! {
                                <a
                                    class="side-link"
                                    href=routes::organization_settings(&code, other.section())
                                    aria-current=(other == subject).then_some("page")
                                >
                                    {other.said(words)}
                                </a>
                            }
                        })
                        .collect_view()}
                </nav>
                <div class="stack" data-gap="wide">{body}</div>
            </div>
        </Page>
    }
    .into_any()
}
