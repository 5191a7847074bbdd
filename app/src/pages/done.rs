//! The arrival: the new home's look, and what was done.

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use crate::api::user_move::{Arrival, move_arrival};
use crate::components::Outcomes;
use crate::routes::{self, query};
use crate::ui::{MarkSize, Page, Panel, Prose, RouteAt, RoutePicture};
use crate::words::{Phrase, use_words};
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
    let answer = Resource::new(id, |id| move_arrival(MoveId::from(id)));
    view! {
        <PageTitle phrase=Phrase::WhatWasDone />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok(arrival) => view! { <Arrived arrival /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Arrived(arrival: Arrival) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let from = arrival.names.organization(&arrival.source).to_owned();
    let to = arrival.names.organization(&arrival.destination).to_owned();
    let names = StoredValue::new(arrival.names);
    let moved = format!(
        "{} {}",
        speech.moved_on(arrival.at),
        words.say(Phrase::NewLook)
    );
    view! {
        <Page>
            <section class="arrived stack" data-gap="wide">
                <RoutePicture
                    from
                    from_word=words.say(Phrase::From)
                    from_more=Some(words.say(Phrase::HomeUntilNow))
                    to=to.clone()
                    to_word=words.say(Phrase::To)
                    to_more=Some(words.say(Phrase::YourHome))
                    at=RouteAt::End
                    size=MarkSize::Large
                />
                <div class="stack" data-gap="small">
                    <h1>
                        <Prose text=speech.you_live_at(&to) />
                    </h1>
                    <p class="lead">{moved}</p>
                </div>
                <div class="row">
                    <a class="button" data-look="primary" href=routes::PROFILE>
                        {words.say(Phrase::OpenMyProfile)}
                    </a>
                </div>
            </section>
            <div class="profile-grid">
                <Panel id="what-was-done" title=words.said(Phrase::WhatWasDone)>
                    <Outcomes outcomes=arrival.outcomes names hidden=arrival.hidden />
                </Panel>
                <Panel id="still-to-do" title=words.said(Phrase::StillToDo)>
                    {if arrival.position_is_missing {
                        view! {
                            <ul class="lines">
                                <li>
                                    <span class="who-text">
                                        <span class="who-name">{words.say(Phrase::PositionMissing)}</span>
                                        <span class="who-more">
                                            <Prose text=speech.position_missing(&to) />
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
            </div>
        </Page>
    }
}
