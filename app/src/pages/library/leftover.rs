//! Taking leftover access away: whose, what that means, and doing it.

use crate::api::library::{FolderLine, Leftover, LibraryView, leftover_plan, leftover_remove};
use crate::api::users::PersonView;
use crate::api::{ApiError, ErrorCode};
use crate::forms::RefusalNote;
use crate::ui::{Button, Glyph, Note, Panel, Tone};
use crate::words::{LibraryPhrase as P, use_words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rehome_domain::ids::OrganizationCode;
use std::collections::BTreeMap;

/// Everybody who left and still sees a folder here that the reader may throw away.
fn left(place: &LibraryView) -> Vec<PersonView> {
    let here = place.folder.iter();
    let all = here.chain(&place.folders.items);
    let ends = all.filter(|folder: &&FolderLine| folder.ends_leftover);
    let people = ends.filter_map(|folder| folder.left.clone());
    let people: BTreeMap<_, _> = people.map(|it| (it.id.clone(), it)).collect();
    people.into_values().collect()
}

/// The panel; nothing where there is nothing to take away.
#[component]
pub(super) fn LeftoverPanel(place: LibraryView) -> impl IntoView {
    let words = use_words();
    let left = left(&place);
    if left.is_empty() {
        return ().into_any();
    }
    let account = place.account.code;
    let people = left.into_iter().map(move |person| {
        let account = account.clone();
        view! { <OfOne person account /> }
    });
    view! {
        <Panel id="library-leftover" title=words.said(P::Leftover)>
            <p class="small muted">{words.say(P::LeftoverText)}</p>
            {people.collect_view()}
        </Panel>
    }
    .into_any()
}

/// What is shown of one person: the button, what would happen, or that it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Offered,
    Looked(Leftover),
    Refused(ApiError),
    Done,
}

#[component]
fn OfOne(person: PersonView, account: OrganizationCode) -> impl IntoView {
    let words = use_words();
    let stage = RwSignal::new(Stage::Offered);
    let busy = RwSignal::new(false);
    let whose = StoredValue::new((person.id.clone(), account));
    let look = move |_| {
        busy.set(true);
        let (user, account) = whose.get_value();
        spawn_local(async move {
            let found = leftover_plan(user, account).await;
            stage.set(found.map_or_else(Stage::Refused, Stage::Looked));
            busy.set(false);
        });
    };
    let remove = move |digest: String| {
        busy.set(true);
        let (user, account) = whose.get_value();
        spawn_local(async move {
            let done = leftover_remove(user, account, digest).await;
            stage.set(done.map_or_else(Stage::Refused, |()| Stage::Done));
            busy.set(false);
        });
    };
    let name = person.name.to_string();
    let shown = move || {
        let name = name.clone();
        match stage.get() {
            Stage::Offered => view! {
                <div class="row">
                    <Button glyph=Glyph::Hidden busy on_press=look>
                        {words.say(P::Remove)}
                        ": "
                        <bdi>{name}</bdi>
                    </Button>
                </div>
            }
            .into_any(),
            Stage::Looked(plan) => {
                let digest = plan.digest.clone();
                view! {
                    <Looked plan name />
                    <div class="row">
                        <Button busy on_press=move |_| remove(digest.clone())>
                            {words.say(P::RemoveSurely)}
                        </Button>
                        <Button on_press=move |_| stage.set(Stage::Offered)>{words.say(P::KeepIt)}</Button>
                    </div>
                }
                .into_any()
            }
            Stage::Refused(error) => view! {
                <Refused error />
                <div class="row">
                    <Button on_press=move |_| stage.set(Stage::Offered)>{words.say(P::KeepIt)}</Button>
                </div>
            }
            .into_any(),
            Stage::Done => view! {
                <Note tone=Some(Tone::Green) glyph=Glyph::Works alert=true>
                    {words.say(P::Removed)}
                </Note>
            }
            .into_any(),
        }
    };
    view! {
        <div class="stack" data-gap="small" data-leftover=person.id.to_string()>
            {shown}
        </div>
    }
}

/// What would happen.
#[component]
fn Looked(plan: Leftover, name: String) -> impl IntoView {
    let words = use_words();
    let folders = |names: &[std::sync::Arc<str>]| {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        view! { <bdi>{words.list(&names)}</bdi> }.into_any()
    };
    let number = |count: u64| words.number(count).into_any();
    let facts = [
        (P::Emptied, true, folders(&plan.folders)),
        (P::PutAnew, true, number(plan.items)),
        (P::Stay, !plan.stay.is_empty(), folders(&plan.stay)),
        (P::NotYours, plan.not_yours > 0, number(plan.not_yours)),
        (P::OthersLose, plan.others > 0, number(plan.others)),
        (P::StillSeen, plan.still_seen > 0, number(plan.still_seen)),
    ];
    let facts = facts.into_iter().filter(|fact| fact.1);
    let facts = facts.map(|(phrase, _, told)| {
        view! {
            <dt>{words.say(phrase)}</dt>
            <dd>{told}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{words.say(P::OfWhom)}</dt>
            <dd>
                <bdi>{name}</bdi>
            </dd>
            {facts.collect_view()}
        </dl>
        <Note tone=Some(Tone::Yellow) glyph=Glyph::Warning alert=true>
            {words.say(P::NoWayBack)}
        </Note>
    }
}

#[component]
fn Refused(error: ApiError) -> impl IntoView {
    let words = use_words();
    let own = match (error.code, error.reason.as_deref()) {
        (ErrorCode::Conflict, Some("transfer-running")) => Some(P::StillCarried),
        (ErrorCode::Conflict, Some("stale")) => Some(P::ChangedSince),
        _ => None,
    };
    match own {
        Some(phrase) => view! {
            <Note tone=Some(Tone::Red) glyph=Glyph::Blocker alert=true>
                {words.say(phrase)}
            </Note>
        }
        .into_any(),
        None => view! { <RefusalNote error /> }.into_any(),
    }
}
