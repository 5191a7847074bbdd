//! The organization chosen in the tree, in short.

use super::{ActHere, InheritedFrom, Origin, StatusBadge, people};
use crate::api::organizations::OrganizationPage;
use crate::routes;
use crate::ui::{House, HouseLook, MarkSize};
use crate::words::{OfficePhrase, OrganizationPhrase as P, use_words};
use leptos::prelude::*;

/// Nothing is chosen yet.
#[component]
pub(super) fn NothingChosen() -> impl IntoView {
    view! {
        <section class="panel">
            <div class="panel-body">
                <p class="muted">{use_words().say(P::ChooseOne)}</p>
            </div>
        </section>
    }
}

/// The organization.
#[component]
pub(super) fn Chosen(page: OrganizationPage) -> impl IntoView {
    let words = use_words();
    let name = page.name.to_string();
    let address = routes::organization(&page.code);
    view! {
        <section class="panel" aria-labelledby="chosen">
            <div class="panel-head">
                <div class="who">
                    <House name=name.clone() look=HouseLook::Home size=MarkSize::Medium />
                    <span class="who-text">
                        <h2 id="chosen">
                            <bdi>{name.clone()}</bdi>
                        </h2>
                        <span class="who-more">{words.say(P::from(page.kind))} " · " <span class="code">{page.code.to_string()}</span></span>
                    </span>
                </div>
            </div>
            <div class="panel-body stack">
                <Facts page=page.clone() />
                <div class="row">
                    <a class="button" data-look="primary" href=address>
                        {words.say(P::OpenOrganization)}
                    </a>
                    {page.keys.act.then(|| view! { <ActHere code=page.code.clone() name /> })}
                </div>
            </div>
        </section>
    }
}

/// What it is and what counts there.
#[component]
pub(super) fn Facts(page: OrganizationPage) -> impl IntoView {
    let words = use_words();
    let on = |is_on| words.say(if is_on { P::On } else { P::Off });
    let counted = page.people_counted;
    let decided_by = page
        .moves
        .as_ref()
        .and_then(|moves| moves.decided_by.as_ref());
    let origin = decided_by.map(|place| Origin::of(&page, place, "user_move"));
    let moves = page.moves.map(|moves| {
        let origin = origin.map(|origin| view! { " " <InheritedFrom origin /> });
        let self_service = moves.takes_self_moves.map(|takes| {
            words.say(if takes {
                P::TakesSelfMoves
            } else {
                P::TakesNoSelfMoves
            })
        });
        let uniqueness = words.say(if moves.require_user_uniqueness {
            P::Required
        } else {
            P::NotRequired
        });
        let listed = words.say(if moves.is_listed {
            P::Listed
        } else {
            P::NotListed
        });
        view! {
            <dt>{words.say(P::UserMove)}</dt>
            <dd>{on(moves.user_move_enabled)} {origin}</dd>
            <dt>{words.say(P::Uniqueness)}</dt>
            <dd>{uniqueness}</dd>
            <dt>{words.say(P::SelfService)}</dt>
            <dd>
                {self_service.map(|text| view! { <span>{text}</span> <br /> })}
                <span>{listed}</span>
            </dd>
        }
    });
    let below = (page.organizations_below > 0).then(|| {
        view! {
            <dt>{words.say(P::OrganizationsBelow)}</dt>
            <dd>{words.number(page.organizations_below)}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{words.say(OfficePhrase::State)}</dt>
            <dd>
                <StatusBadge status=page.status />
            </dd>
            {page
                .people_here
                .map(|count| {
                    view! {
                        <dt>{words.say(P::PeopleHere)}</dt>
                        <dd>{people(words, count, counted)}</dd>
                    }
                })}
            {page
                .people_below
                .filter(|_| page.organizations_below > 0)
                .map(|count| {
                    view! {
                        <dt>{words.say(P::PeopleBelow)}</dt>
                        <dd>{people(words, count, counted)}</dd>
                    }
                })}
            {below}
            {moves}
        </dl>
    }
}
