//! The arrival: the new home's look, and what was done.

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::frame::CurrentSession;
use super::records::{Undo, UndoAsked};
use crate::api::ApiError;
use crate::api::answer::ask;
use crate::api::records::UndoShown;
use crate::api::user_move::{Arrival, move_arrival, own_undo};
use crate::components::Outcomes;
use crate::routes::{self, query, records_query};
use crate::ui::{Button, Glyph, Icon, MarkSize, Page, Panel, Prose, RouteAt, RoutePicture};
use crate::words::{PeoplePhrase, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::ids::MoveId;

/// The page; the address names the move.
#[component]
pub(crate) fn MoveDone() -> impl IntoView {
    let asked = use_query_map();
    let id = move || {
        asked
            .with(|asked| asked.get(query::MOVE))
            .unwrap_or_default()
    };
    let answer = ask(id, |id| move_arrival(MoveId::from(id)));
    let wants_undo = move || asked.with(|asked| asked.get(records_query::UNDO).is_some());
    let undo = ask(
        move || (id(), wants_undo()),
        |(id, wants_undo)| async move {
            let asked: Option<Result<UndoShown, ApiError>> = match wants_undo {
                true => Some(own_undo(MoveId::from(id)).await),
                false => None,
            };
            asked
        },
    );
    let session = use_context::<CurrentSession>();
    view! {
        <PageTitle phrase=Phrase::WhatWasDone />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok(arrival) => {
                        let session = match session {
                            Some(CurrentSession(session)) => session.await.ok().flatten(),
                            None => None,
                        };
                        let home = session.filter(|session| session.home.code == arrival.destination);
                        let logo = home.as_ref().and_then(|home| home.logo.as_deref()).map(str::to_owned);
                        let undo = undo.await;
                        view! { <Arrived id=MoveId::from(untrack(id)) arrival is_home=home.is_some() logo undo /> }.into_any()
                    }
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// `is_home`: whether the reader still lives where this move led.
#[component]
fn Arrived(
    id: MoveId,
    arrival: Arrival,
    is_home: bool,
    logo: Option<String>,
    undo: Option<Result<UndoShown, ApiError>>,
) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let from = arrival.names.organization(&arrival.source).to_owned();
    let to = arrival.names.organization(&arrival.destination).to_owned();
    let names = StoredValue::new(arrival.names);
    let is_scripted = RwSignal::new(false);
    Effect::new(move |_| is_scripted.set(true));
    let offered = (arrival.undo_is_open && undo.is_none()).then(|| routes::move_take_back(&id));
    let asked = UndoAsked {
        acting_in: None,
        id,
        undone_by: None,
    };
    let moved = [
        Some(speech.moved_on(arrival.at)),
        is_home.then(|| words.said(Phrase::NewLook)),
    ];
    let moved = moved.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let title = if is_home {
        speech.you_live_at(&to)
    } else {
        speech.history_moved(&to)
    };
    view! {
        <Page>
            <section class="arrived stack" data-gap="wide">
                <RoutePicture
                    from
                    from_word=words.say(Phrase::From)
                    from_more=is_home.then(|| words.say(Phrase::HomeUntilNow))
                    to=to.clone()
                    to_word=words.say(Phrase::To)
                    to_more=is_home.then(|| words.say(Phrase::YourHome))
                    to_logo=logo
                    at=RouteAt::End
                    size=MarkSize::Large
                />
                <div class="stack" data-gap="small">
                    <h1>
                        <Prose text=title />
                    </h1>
                    <p class="lead">{moved}</p>
                </div>
                <div class="row">
                    <a class="button" data-look="primary" href=routes::PROFILE>
                        {words.say(Phrase::OpenMyProfile)}
                    </a>
                    <Show when=move || is_scripted.get()>
                        // WHY: printing fails only where there is no printer, and the browser says so.
                        <Button on_press=move |_| drop(window().print())>{words.say(Phrase::Print)}</Button>
                        {offered
                            .clone()
                            .map(|address| {
                                view! {
                                    <a class="button" href=address>
                                        <Icon glyph=Glyph::Undo />
                                        {words.say(PeoplePhrase::TakeBack)}
                                    </a>
                                }
                            })}
                    </Show>
                </div>
            </section>
            {undo.map(|undo| view! { <Undo undo asked=asked done=StoredValue::new(None) again=Callback::new(|()| ()) /> })}
            <div class="profile-grid">
                <Panel id="what-was-done" title=words.said(Phrase::WhatWasDone)>
                    <Outcomes outcomes=arrival.outcomes names hidden=arrival.hidden />
                </Panel>
                {is_home.then(|| view! { <StillToDo organization=to position_is_missing=arrival.position_is_missing /> })}
            </div>
        </Page>
    }
}

#[component]
fn StillToDo(organization: String, position_is_missing: bool) -> impl IntoView {
    let words = use_words();
    view! {
        <Panel id="still-to-do" title=words.said(Phrase::StillToDo)>
            {if position_is_missing {
                view! {
                    <ul class="lines">
                        <li>
                            <span class="who-text">
                                <span class="who-name">{words.say(Phrase::PositionMissing)}</span>
                                <span class="who-more">
                                    <Prose text=words.speech().position_missing(&organization) />
                                </span>
                            </span>
                        </li>
                    </ul>
                }
                    .into_any()
            } else {
                view! { <p class="muted">{words.say(Phrase::NothingToDo)}</p> }.into_any()
            }}
        </Panel>
    }
}
