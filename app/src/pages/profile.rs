//! My profile: who I am, what I hold, what happened, and the way to move.

use super::PageTitle;
use super::accounts::OwnSignIn;
use super::answer::{Refusal, Waiting};
use super::frame::CurrentSession;
use super::transfers::StillArriving;
use crate::api::answer::ask;
use crate::api::profile::{
    DoneBy, HistoryEntry, ProfileView, RoleView, ServiceView, SubscriptionView, profile,
};
use crate::api::subscriptions::Subscribers;
use crate::components::{InTheWay, ProvisioningStatus};
use crate::forms::SubscriptionsOf;
use crate::routes;
use crate::ui::{
    Badge, Glyph, House, HouseLook, Icon, MarkSize, Page, Panel, Person, TimelineLine, Tone,
};
use crate::words::{Names, PeoplePhrase, Phrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{MoveId, PositionId};
use rehome_domain::people::UserStatus;
use std::sync::Arc;

/// The page.
#[component]
pub(crate) fn Profile() -> impl IntoView {
    let answer = ask(|| (), |()| profile());
    let look_again = Callback::new(move |()| answer.refetch());
    view! {
        <PageTitle phrase=Phrase::MyProfile />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok(profile) => view! { <Shown profile look_again /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(profile: ProfileView, look_again: Callback<()>) -> impl IntoView {
    let (home, roles) = (profile.clone(), profile.clone());
    view! {
        <Page>
            <Head profile=profile.clone() />
            {profile.home_is_account.then(|| view! { <StillArriving /> })}
            {profile
                .in_the_way
                .clone()
                .map(|finding| {
                    let reader = Some(finding.subject.clone());
                    let names = StoredValue::new(Names { reader, ..Names::default() });
                    view! { <InTheWay finding names /> }
                })}
            <div class="profile-grid">
                <div class="stack" data-gap="wide">
                    <HomePanel profile=home />
                    <RolesPanel profile=roles />
                    <ServicesPanel services=profile.services />
                </div>
                <div class="stack" data-gap="wide">
                    <DependentsPanel dependents=profile.dependents hidden=profile.hidden_dependents />
                    <SubscriptionsPanel subscriptions=profile.subscriptions is_offered=profile.subscriptions_are_offered look_again />
                    <HistoryPanel history=profile.history undo=profile.undo_is_open />
                    <OwnSignIn />
                </div>
            </div>
        </Page>
    }
}

#[component]
fn Head(profile: ProfileView) -> impl IntoView {
    let words = use_words();
    let status = match profile.status {
        UserStatus::Active => Phrase::StatusActive,
        UserStatus::Disabled => Phrase::StatusDisabled,
        UserStatus::Pending => Phrase::StatusPending,
        UserStatus::Deleted => Phrase::StatusDeleted,
    };
    let name = profile.name.to_string();
    let actions = if profile.move_is_offered {
        view! {
            <a class="button" data-look="primary" href=routes::MOVE>
                <Icon glyph=Glyph::Move />
                {words.say(Phrase::MoveToOrganization)}
            </a>
        }
        .into_any()
    } else {
        let why = if profile.sponsor.is_some() {
            Phrase::DependentsDoNotMoveAlone
        } else {
            Phrase::MoveNotOffered
        };
        view! { <p class="why">{words.say(why)}</p> }.into_any()
    };
    view! {
        <div class="page-head profile-head">
            <Person name=name.clone() size=MarkSize::ExtraLarge />
            <div class="page-head-text">
                <h1>
                    <bdi>{name}</bdi>
                </h1>
                <p class="lead">
                    <bdi>{profile.username.to_string()}</bdi>
                    " · "
                    {words.say(status)}
                </p>
            </div>
            <div class="page-head-actions">{actions}</div>
        </div>
    }
}

/// The mark of the reader's home, as the bar has it.
#[component]
fn OwnHouse(name: String) -> impl IntoView {
    let session = use_context::<CurrentSession>();
    view! {
        <Suspense fallback=|| ()>
            {
                let name = name.clone();
                move || {
                    let name = name.clone();
                    Suspend::new(async move {
                        let session = match session {
                            Some(CurrentSession(session)) => session.await.ok().flatten(),
                            None => None,
                        };
                        let logo = session.and_then(|session| session.logo).map(|logo| logo.to_string());
                        view! { <House name size=MarkSize::Large look=HouseLook::Home logo /> }
                    })
                }
            }
        </Suspense>
    }
}

#[component]
fn HomePanel(profile: ProfileView) -> impl IntoView {
    let words = use_words();
    let name = profile.home.name.to_string();
    let above = joined(profile.above.iter().map(|name| name.as_ref()));
    let position = position_told(&profile.position, words);
    let (tone, glyph, lock) = if profile.locked {
        (Tone::Yellow, Glyph::Lock, Phrase::Locked)
    } else {
        (Tone::Grey, Glyph::Unlock, Phrase::NotLocked)
    };
    view! {
        <Panel id="profile-home" title=words.said(Phrase::Home)>
            <div class="who">
                <OwnHouse name=name.clone() />
                <span class="who-text">
                    <bdi class="who-name">{name}</bdi>
                    <bdi class="who-more">{above}</bdi>
                </span>
            </div>
            <dl class="facts">
                <dt>{words.say(Phrase::Position)}</dt>
                <dd>
                    {match position {
                        None => words.say(Phrase::NoPosition).into_any(),
                        Some(position) => view! { <bdi>{position}</bdi> }.into_any(),
                    }}
                </dd>
                <dt>{words.say(Phrase::Lock)}</dt>
                <dd>
                    <Badge tone glyph=Some(glyph) text=words.said(lock) />
                </dd>
            </dl>
        </Panel>
    }
}

/// The way to a position in words, from below the top on; the top only where it is held itself.
pub(super) fn position_told(way: &[PositionId], words: Words) -> Option<String> {
    match way {
        [] => None,
        [_top] => Some(words.said(Phrase::AtTheTop)),
        [_top, below @ ..] => Some(joined(below.iter().map(PositionId::as_str))),
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(" › ")
}

#[component]
fn RolesPanel(profile: ProfileView) -> impl IntoView {
    let words = use_words();
    let is_here = |role: &&RoleView| {
        role.at
            .as_ref()
            .is_some_and(|at| at.code == profile.home.code)
    };
    let here = profile.roles.iter().filter(is_here).count() as u64;
    let elsewhere = profile.roles.len() as u64 - here;
    let is_empty = profile.roles.is_empty() && profile.hidden_role_organizations == 0;
    let count = (!is_empty).then(|| view! { <span class="small muted">{words.speech().roles_here_and_elsewhere(here, elsewhere)}</span> }.into_any());
    let home = profile.home.code.clone();
    view! {
        <Panel id="profile-roles" title=words.said(Phrase::Roles) aside=count>
            {if is_empty {
                view! { <p class="muted">{words.say(Phrase::NoRoles)}</p> }.into_any()
            } else {
                view! {
                    <ul class="lines">
                        {profile
                            .roles
                            .into_iter()
                            .map(|role| {
                                let look = if role.at.as_ref().is_some_and(|at| at.code == home) { HouseLook::Home } else { HouseLook::Other };
                                view! { <RoleLine role look /> }
                            })
                            .collect_view()}
                        {(profile.hidden_role_organizations > 0)
                            .then(|| view! { <li class="muted">{words.speech().roles_in_others(u64::from(profile.hidden_role_organizations))}</li> })}
                    </ul>
                }
                    .into_any()
            }}
        </Panel>
    }
}

#[component]
fn RoleLine(role: RoleView, look: HouseLook) -> impl IntoView {
    let words = use_words();
    let name = role.name.map_or_else(
        || {
            Names::default()
                .role_words(&role.role, words.language)
                .to_owned()
        },
        |name| name.to_string(),
    );
    let at = role.at.map_or_else(
        || words.said(Phrase::EverywhereHere),
        |at| at.name.to_string(),
    );
    let fate = if role.ends_with_a_move {
        Phrase::EndsWhenYouMove
    } else {
        Phrase::StaysWhenYouMove
    };
    view! {
        <li>
            <span class="who">
                <House name=at.clone() size=MarkSize::Small look />
                <span class="who-text">
                    <bdi class="who-name">{name}</bdi>
                    <bdi class="who-more">{at}</bdi>
                </span>
            </span>
            <span class="small muted lines-more">{words.say(fate)}</span>
        </li>
    }
}

#[component]
fn ServicesPanel(services: Vec<ServiceView>) -> impl IntoView {
    let words = use_words();
    view! {
        <Panel id="profile-services" title=words.said(Phrase::Services)>
            {if services.is_empty() {
                view! { <p class="muted">{words.say(Phrase::NoServices)}</p> }.into_any()
            } else {
                view! { <ul class="lines">{services.into_iter().map(|service| view! { <ServiceLine service /> }).collect_view()}</ul> }.into_any()
            }}
        </Panel>
    }
}

#[component]
fn ServiceLine(service: ServiceView) -> impl IntoView {
    view! {
        <li>
            <span class="who-text">
                <bdi class="who-name">{service.name.to_string()}</bdi>
                {service.plan.map(|plan| view! { <bdi class="who-more">{plan.to_string()}</bdi> })}
            </span>
            <ProvisioningStatus status=service.status />
        </li>
    }
}

#[component]
fn DependentsPanel(dependents: Vec<Arc<str>>, hidden: u32) -> impl IntoView {
    let words = use_words();
    let is_empty = dependents.is_empty() && hidden == 0;
    let aside = (!is_empty).then(|| {
        view! { <span class="small muted">{words.say(Phrase::MoveWithYou)}</span> }.into_any()
    });
    view! {
        <Panel id="profile-dependents" title=words.said(Phrase::Dependents) aside>
            {if is_empty {
                view! { <p class="muted">{words.say(Phrase::NoDependents)}</p> }.into_any()
            } else {
                view! {
                    <ul class="lines">
                        {dependents
                            .into_iter()
                            .map(|name| {
                                let name = name.to_string();
                                view! {
                                    <li>
                                        <span class="who">
                                            <Person name=name.clone() size=MarkSize::Small other=true />
                                            <span class="who-text">
                                                <bdi class="who-name">{name}</bdi>
                                            </span>
                                        </span>
                                    </li>
                                }
                            })
                            .collect_view()}
                        {(hidden > 0).then(|| view! { <li class="muted">{words.speech().hidden_dependents(u64::from(hidden))}</li> })}
                    </ul>
                }
                    .into_any()
            }}
        </Panel>
    }
}

#[component]
fn SubscriptionsPanel(
    subscriptions: Vec<SubscriptionView>,
    /// Whether the reader can subscribe alone.
    is_offered: bool,
    look_again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let listed = subscriptions
        .into_iter()
        .map(|it| (it.to, it.start, it.end))
        .collect();
    view! {
        <Panel id="profile-subscriptions" title=words.said(Phrase::Subscriptions)>
            <SubscriptionsOf subscribers=Subscribers::Oneself listed may_end=is_offered may_add=is_offered changed=look_again />
        </Panel>
    }
}

#[component]
fn HistoryPanel(
    history: Vec<HistoryEntry>,
    /// The move that the reader can take back.
    undo: Option<MoveId>,
) -> impl IntoView {
    let words = use_words();
    // WHY: taking back is looked at and confirmed on one page, which needs the scripts.
    let is_scripted = RwSignal::new(false);
    Effect::new(move |_| is_scripted.set(true));
    let undo = undo.as_ref().map(routes::move_take_back);
    let take_back = move || {
        let address = undo.clone().filter(|_| is_scripted.get())?;
        Some(view! {
            <div class="row">
                <a class="button" href=address>
                    <Icon glyph=Glyph::Undo />
                    {words.say(PeoplePhrase::UndoLastMove)}
                </a>
            </div>
        })
    };
    view! {
        <Panel id="profile-history" title=words.said(Phrase::History)>
            {if history.is_empty() {
                view! { <p class="muted">{words.say(Phrase::NoHistory)}</p> }.into_any()
            } else {
                view! { <ol class="timeline">{history.into_iter().map(|entry| view! { <HistoryLine entry /> }).collect_view()}</ol> }.into_any()
            }}
            {take_back}
        </Panel>
    }
}

/// A move of the past in words: its mark, what happened, and from where and by whom.
pub(super) fn move_told(
    entry: &HistoryEntry,
    words: Words,
) -> (Option<Tone>, Glyph, String, String) {
    let speech = words.speech();
    let more = match &entry.by {
        DoneBy::Reader => speech.history_from_by(&entry.from.name, None),
        DoneBy::Somebody(name) => speech.history_from_by(&entry.from.name, Some(name)),
        DoneBy::Unseen => speech.moved_from_by_unseen(&entry.from.name),
    };
    if entry.undone {
        let what = speech.history_undone(&entry.to.name);
        (None, Glyph::Undo, what, more)
    } else {
        let what = speech.history_moved(&entry.to.name);
        (Some(Tone::Accent), Glyph::Move, what, more)
    }
}

#[component]
fn HistoryLine(entry: HistoryEntry) -> impl IntoView {
    let words = use_words();
    let (tone, glyph, what, more) = move_told(&entry, words);
    let href = Some(routes::move_done(&entry.id));
    let at = (entry.at.to_rfc3339(), words.date(entry.at.day()));
    view! { <TimelineLine tone glyph what href more=Some(more) at /> }
}
