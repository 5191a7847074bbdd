//! What is known about a person, a panel for each subject.

use crate::api::profile::ServiceView;
use crate::api::subscriptions::Subscribers;
use crate::api::users::{HostedView, PersonView, UserPageView};
use crate::components::PhonesOf;
use crate::forms::SubscriptionsOf;
use crate::pages::profile::position_told;
use crate::pages::users::role_told;
use crate::routes;
use crate::ui::{Badge, Glyph, House, HouseLook, MarkSize, Note, Panel, Person, Tone};
use crate::words::{
    HostingPhrase as H, Names, OfficePhrase, PeoplePhrase, PhonePhrase, Phrase, WizardPhrase,
    attribute_name, profile_told, use_words,
};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::telephony::picture::PhonePicture;
use std::sync::Arc;

/// A fact with its name; nothing where there is nothing.
#[component]
fn Fact(label: PeoplePhrase, value: Option<AnyView>) -> impl IntoView {
    let words = use_words();
    value.map(|value| {
        view! {
            <dt>{words.say(label)}</dt>
            <dd>{value}</dd>
        }
    })
}

fn text(value: Option<impl Into<String>>) -> Option<AnyView> {
    value.map(|value| {
        let value: String = value.into();
        view! { <bdi>{value}</bdi> }.into_any()
    })
}

fn person(person: Option<PersonView>) -> Option<AnyView> {
    person.map(|person| {
        view! {
            <a href=routes::user(&person.id)>
                <bdi>{person.name.to_string()}</bdi>
            </a>
        }
        .into_any()
    })
}

/// Where they live, and whether they can be moved.
#[component]
pub(super) fn HomePanel(user: UserPageView) -> impl IntoView {
    let words = use_words();
    let home = user.home.name.to_string();
    let above = user.above.join(" › ");
    let position = position_told(&user.position, words);
    let profile = user
        .profile
        .map(|(id, name)| profile_told(&id, name.as_deref(), words.language));
    let (tone, glyph, lock) = if user.locked {
        (Tone::Grey, Glyph::Lock, PeoplePhrase::Locked)
    } else {
        (Tone::Grey, Glyph::Unlock, PeoplePhrase::NotLocked)
    };
    let lock = view! { <Badge tone glyph=Some(glyph) text=words.said(lock) /> }.into_any();
    let remembered = (!user.remembered.is_empty()).then(|| {
        view! {
            <ul class="lines">
                {user
                    .remembered
                    .iter()
                    .map(|(place, position)| {
                        view! {
                            <li>
                                <bdi>{position.to_string()}</bdi>
                                <span class="small muted">
                                    <bdi>{place.name.to_string()}</bdi>
                                </span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        }
        .into_any()
    });
    view! {
        <Panel id="user-home" title=words.said(PeoplePhrase::Home)>
            <div class="who">
                <House name=home.clone() size=MarkSize::Large look=HouseLook::Home />
                <span class="who-text">
                    <bdi class="who-name">{home}</bdi>
                    <bdi class="who-more">{above}</bdi>
                </span>
            </div>
            {user
                .profile_incomplete
                .then(|| {
                    view! {
                        <Note tone=Some(Tone::Yellow) glyph=Glyph::Warning>
                            {words.say(PeoplePhrase::ProfileIncomplete)}
                        </Note>
                    }
                })}
            <dl class="facts">
                <Fact label=PeoplePhrase::PermissionProfile value=text(profile) />
                <Fact label=PeoplePhrase::Position value=text(position) />
                <Fact label=PeoplePhrase::Lock value=Some(lock) />
                <Fact label=PeoplePhrase::Sponsor value=person(user.sponsor) />
                <Fact label=PeoplePhrase::Manager value=person(user.manager) />
                <Fact label=PeoplePhrase::PositionsElsewhere value=remembered />
            </dl>
        </Panel>
    }
}

/// What hosting trees know of them: the name they sign in by, what the record is for, and where it is kept.
#[component]
pub(super) fn HostedPanel(
    /// What is known.
    hosted: HostedView,
) -> impl IntoView {
    let words = use_words();
    let kind = if hosted.is_template {
        H::Template
    } else {
        H::Standard
    };
    let unassigned = |unit: Option<Arc<str>>| {
        unit.map_or_else(|| words.said(H::Unassigned), |unit| unit.to_string())
    };
    let addresses = hosted.addresses.join(", ");
    let facts: Vec<(H, AnyView)> = [
        (H::SignInName, hosted.upn.map(|upn| upn.to_string())),
        (H::AddressesOf, (!addresses.is_empty()).then_some(addresses)),
        (H::RecordKind, Some(words.said(kind))),
        (H::AccountState, Some(words.said(H::from(hosted.state)))),
        (H::DepartmentOf, Some(unassigned(hosted.department))),
        (H::OfficeOf, Some(unassigned(hosted.office))),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some((label, view! { <bdi>{value?}</bdi> }.into_any())))
    .collect();
    let synced = hosted.synced_from.map(|from| {
        let text = format!("{} {from}", words.say(H::SyncedFrom));
        view! { <Badge tone=Tone::Blue glyph=Some(Glyph::Deferred) text /> }
    });
    let protected = hosted.is_protected.then(|| {
        view! { <Badge tone=Tone::Yellow glyph=Some(Glyph::Lock) text=words.said(H::Protected) /> }
    });
    view! {
        <Panel id="user-hosted" title=words.said(H::HostedAccount)>
            <span class="row">{synced} {protected}</span>
            <dl class="facts">
                {facts
                    .into_iter()
                    .map(|(label, value)| {
                        view! {
                            <dt>{words.say(label)}</dt>
                            <dd>{value}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
        </Panel>
    }
}

/// Phones and lines as a picture.
#[component]
pub(super) fn PhonesPanel(picture: PhonePicture, names: Names) -> impl IntoView {
    let words = use_words();
    view! {
        <Panel id="user-phones" title=words.said(PhonePhrase::Phones)>
            <PhonesOf picture names=StoredValue::new(names) />
        </Panel>
    }
}

/// Names, addresses, groups and attributes.
#[component]
pub(super) fn AboutPanel(user: UserPageView) -> impl IntoView {
    let words = use_words();
    // WHY: a hosted account is signed in to by another name.
    let username = match user.hosted {
        Some(_) => words.say(WizardPhrase::Username),
        None => words.say(PeoplePhrase::SignInName),
    };
    let [given, surname] = user.names;
    let groups = (!user.groups.is_empty()).then(|| user.groups.join(", "));
    view! {
        <Panel id="user-about" title=words.said(PeoplePhrase::About)>
            <dl class="facts">
                <Fact label=PeoplePhrase::Given value=text(given) />
                <Fact label=PeoplePhrase::Surname value=text(surname) />
                <dt>{username}</dt>
                <dd>
                    <bdi>{user.username.to_string()}</bdi>
                </dd>
                <Fact label=PeoplePhrase::Email value=text(user.email) />
                <Fact label=PeoplePhrase::MappingId value=text(user.mapping_id.map(|it| it.to_string())) />
                <Fact label=PeoplePhrase::Groups value=text(groups) />
                {user
                    .attributes
                    .into_iter()
                    .map(|(id, value)| {
                        view! {
                            <dt>
                                <bdi>{attribute_name(&id, words.language)}</bdi>
                            </dt>
                            <dd>
                                <bdi>{value}</bdi>
                            </dd>
                        }
                    })
                    .collect_view()}
            </dl>
        </Panel>
    }
}

/// Roles here, and a number of those elsewhere (ruling 61).
#[component]
pub(super) fn RolesPanel(user: UserPageView) -> impl IntoView {
    let words = use_words();
    let hidden = user.hidden_role_organizations;
    view! {
        <Panel id="user-roles" title=words.said(PeoplePhrase::RolesHere)>
            {user.roles.is_empty().then(|| view! { <p class="muted">{words.say(PeoplePhrase::NoRoles)}</p> })}
            <ul class="lines">
                {user
                    .roles
                    .into_iter()
                    .map(|role| {
                        let name = role_told(&role.role, role.name.as_ref(), words);
                        let at = role.at.map_or_else(|| words.said(Phrase::EverywhereHere), |at| at.name.to_string());
                        view! {
                            <li>
                                <span class="who">
                                    <House name=at.clone() size=MarkSize::Small />
                                    <span class="who-text">
                                        <bdi class="who-name">{name}</bdi>
                                        <bdi class="who-more">{at}</bdi>
                                    </span>
                                </span>
                            </li>
                        }
                    })
                    .collect_view()}
                {(hidden > 0).then(|| view! { <li class="muted">{words.speech().roles_in_others(u64::from(hidden))}</li> })}
            </ul>
        </Panel>
    }
}

/// Whom they handle, where they are an operator.
#[component]
pub(super) fn OperatorPanel(user: UserPageView) -> impl IntoView {
    let words = use_words();
    user.user_base.map(|base| {
        let groups = user.base_groups.into_iter().map(|name| {
            name.map_or_else(|| words.said(PeoplePhrase::UnseenGroup), |name| name.to_string())
        });
        let positions = base.positions.iter().map(ToString::to_string);
        let parts: Vec<String> = positions.chain(groups).collect();
        let handles = if user.manage_dependents {
            OfficePhrase::Yes
        } else {
            OfficePhrase::No
        };
        view! {
            <Panel id="user-base" title=words.said(PeoplePhrase::UserBase)>
                <dl class="facts">
                    <Fact label=PeoplePhrase::UserBase value=text(Some(parts.join(", "))) />
                    <Fact label=PeoplePhrase::HandlesDependents value=Some(words.say(handles).into_any()) />
                </dl>
            </Panel>
        }
    })
}

/// The dependents in view, and a number of the others.
#[component]
pub(super) fn DependentsPanel(people: Vec<PersonView>, hidden: u32) -> impl IntoView {
    let words = use_words();
    let is_empty = people.is_empty() && hidden == 0;
    view! {
        <Panel id="user-dependents" title=words.said(Phrase::Dependents)>
            {is_empty.then(|| view! { <p class="muted">{words.say(PeoplePhrase::NoDependents)}</p> })}
            <ul class="lines">
                {people
                    .into_iter()
                    .map(|dependent| {
                        let name = dependent.name.to_string();
                        view! {
                            <li>
                                <span class="who">
                                    <Person name=name.clone() size=MarkSize::Small other=true />
                                    <span class="who-text">
                                        <a class="who-name" href=routes::user(&dependent.id)>
                                            <bdi>{name}</bdi>
                                        </a>
                                    </span>
                                </span>
                            </li>
                        }
                    })
                    .collect_view()}
                {(hidden > 0).then(|| view! { <li class="muted">{words.speech().hidden_dependents(u64::from(hidden))}</li> })}
            </ul>
        </Panel>
    }
}

/// The subscriptions in view, to be ended by who may subscribe.
#[component]
pub(super) fn SubscriptionsPanel(
    user: UserPageView,
    acting_in: OrganizationCode,
    look_again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let may_end = user.keys.subscribe && !user.keys.is_of_higher_rank;
    let hidden = user.hidden_subscriptions;
    let listed = user
        .subscriptions
        .into_iter()
        .map(|it| (it.to, it.start, it.end))
        .collect();
    view! {
        <Panel id="user-subscriptions" title=words.said(PeoplePhrase::Subscriptions)>
            <SubscriptionsOf subscribers=Subscribers::These(acting_in, vec![user.id]) listed hidden may_end changed=look_again />
        </Panel>
    }
}

/// The services held; nothing where there are none.
#[component]
pub(super) fn ServicesPanel(services: Vec<ServiceView>) -> impl IntoView {
    let words = use_words();
    (!services.is_empty()).then(|| {
        view! {
            <Panel id="user-services" title=words.said(Phrase::Services)>
                <ul class="lines">
                    {services
                        .into_iter()
                        .map(|service| {
                            view! {
                                <li>
                                    <span class="who-text">
                                        <bdi class="who-name">{service.name.to_string()}</bdi>
                                        {service.plan.map(|plan| view! { <bdi class="who-more">{plan.to_string()}</bdi> })}
                                    </span>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </Panel>
        }
    })
}
