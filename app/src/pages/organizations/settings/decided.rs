//! What an organization above decides: the values and where they come from, nothing to change.

use super::pieces::ReadOnly;
use crate::api::organizations::{OrganizationPage, SettingsPage};
use crate::api::session::Place;
use crate::pages::organizations::Origin;
use crate::ui::{Glyph, Note, Panel, Prose};
use crate::words::{OrganizationPhrase as P, Words, use_words};
use leptos::prelude::*;
use rehome_domain::organization::UserMoveSettings;

fn on(is_on: bool, words: Words) -> String {
    words.said(if is_on { P::On } else { P::Off })
}

/// Who decides.
#[component]
fn Decider(name: String) -> impl IntoView {
    let text = use_words().speech().decided_above(&name);
    view! {
        <Note glyph=Glyph::Tree>
            <Prose text />
        </Note>
    }
}

/// Of an enterprise, what its super enterprise decides.
#[component]
pub(super) fn Inherited(
    page: SettingsPage,
    values: UserMoveSettings,
    place: Place,
) -> impl IntoView {
    let words = use_words();
    let origin = Origin::of(&page.organization, &place, "user_move");
    let origin = move || Some(origin.clone());
    let listed: Vec<String> = page
        .choices
        .iter()
        .filter(|choice| values.available_organizations.contains(&choice.code))
        .map(|choice| choice.name.to_string())
        .collect();
    view! {
        <Panel id="user-move" title=words.said(P::UserMove)>
            <Decider name=place.name.to_string() />
            <ReadOnly label=words.said(P::EnableUniqueness) value=on(values.require_user_uniqueness, words) origin=origin() />
            <hr />
            <ReadOnly label=words.said(P::EnableUserMove) value=on(values.user_move_enabled, words) origin=origin() />
            <hr />
            <ReadOnly label=words.said(P::LockedSelfMoves) value=on(values.self_moves_of_locked, words) origin=origin() />
            <hr />
            <ReadOnly label=words.said(P::UndoDays) value=words.speech().days(u64::from(values.undo_days)) origin=origin() />
            <hr />
            <ReadOnly label=words.said(P::AvailableOrganizations) value=words.speech().organizations(listed.len() as u64) origin=origin() />
            <ul class="org-listed" aria-label=words.say(P::AvailableOrganizations)>
                {listed
                    .into_iter()
                    .map(|name| {
                        view! {
                            <li>
                                <bdi>{name}</bdi>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </Panel>
    }
}

/// Of a suborganization, what its enterprise or super enterprise decides.
#[component]
pub(super) fn DecidedAbove(page: OrganizationPage) -> impl IntoView {
    let words = use_words();
    let moves = page.moves.clone()?;
    let place = moves.decided_by?;
    let origin = Origin::of(&page, &place, "user_move");
    let origin = move || Some(origin.clone());
    let listed = words.said(if moves.is_listed {
        P::Listed
    } else {
        P::NotListed
    });
    Some(view! {
        <Panel id="user-move" title=words.said(P::UserMove)>
            <Decider name=place.name.to_string() />
            <ReadOnly label=words.said(P::EnableUniqueness) value=on(moves.require_user_uniqueness, words) origin=origin() />
            <hr />
            <ReadOnly label=words.said(P::EnableUserMove) value=on(moves.user_move_enabled, words) origin=origin() />
            <hr />
            <ReadOnly label=words.said(P::AvailableOrganizations) value=listed origin=origin() />
            <hr />
            <ReadOnly label=words.said(P::LockedSelfMoves) value=on(moves.self_moves_of_locked, words) origin=origin() />
            <hr />
            <ReadOnly label=words.said(P::UndoDays) value=words.speech().days(u64::from(moves.undo_days)) origin=origin() />
        </Panel>
    })
}

/// Of a suborganization, whether people can be subscribed to organizations at all.
#[component]
pub(super) fn SubscriptionsAbove(page: OrganizationPage) -> impl IntoView {
    let words = use_words();
    let moves = page.moves.clone()?;
    let place = moves.decided_by?;
    let origin = Some(Origin::of(&page, &place, "subscriptions"));
    Some(view! {
        <Panel id="feature" title=words.said(P::Subscriptions)>
            <Decider name=place.name.to_string() />
            <ReadOnly label=words.said(P::SubscriptionsFeature) value=on(moves.has_subscriptions, words) origin />
        </Panel>
    })
}
