//! Why?: who decides, what counts, and what every rule says of one move. The question is in the address.

mod answer;

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::office::ask_in_office;
use crate::api::session::Place;
use crate::api::why::{WhyAsked, WhyShown, why, why_places};
use crate::api::{ApiError, ErrorCode};
use crate::forms::RefusalNote;
use crate::routes::{self, why_query as name};
use crate::ui::{
    Button, ButtonKind, Choice, Combobox, Field, Found, Glyph, Look, Note, Page, Tone,
};
use crate::words::{OfficePhrase, WhyPhrase as P, use_words};
use answer::Answer;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::ids::OrganizationCode;

/// The page.
#[component]
pub(crate) fn Why() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let value = |name: &str| query.get(name).unwrap_or_default().trim().to_owned();
            WhyAsked {
                person: value(name::PERSON),
                to: value(name::TO),
                actor: value(name::ACTOR),
            }
        })
    });
    let answer = ask_in_office(
        move || asked.get(),
        |acting_in, asked: WhyAsked| async move {
            if !asked.is_whole() {
                return Ok(None);
            }
            let answer: Result<Option<WhyShown>, ApiError> = why(acting_in, asked).await;
            match answer {
                // WHY: what is wrong with the question is told under it, and it stays as it was asked.
                Err(error) if !is_about_the_question(&error) => Err(error),
                answer => Ok(Some(answer)),
            }
        },
    );
    let words = use_words();
    let is_live = RwSignal::new(false);
    Effect::new(move |_| is_live.set(true));
    view! {
        <PageTitle phrase=P::Why />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((office, _)) if !office.keys.view => {
                        view! { <Refusal error=ErrorCode::Forbidden.into() /> }.into_any()
                    }
                    Ok((office, answer)) => {
                        let asked = asked.get_untracked();
                        let acting_in = office.acting_in.code;
                        view! {
                            <Page dense=true>
                                <div class="page-head">
                                    <div class="page-head-text">
                                        <h1>{words.say(P::Why)}</h1>
                                        <p class="lead">{words.say(P::WhyLead)}</p>
                                    </div>
                                </div>
                                <Question asked=asked.clone() answer=answer.clone() acting_in is_live=is_live.into() />
                                {match answer {
                                    None => ().into_any(),
                                    Some(Ok(Some(shown))) => view! { <Answer shown asked /> }.into_any(),
                                    Some(Ok(None)) => {
                                        view! {
                                            <Note tone=Some(Tone::Yellow) glyph=Glyph::Notice alert=true>
                                                {words.say(P::NotFound)}
                                            </Note>
                                        }
                                            .into_any()
                                    }
                                    Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
                                }}
                            </Page>
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
}

fn is_about_the_question(error: &ApiError) -> bool {
    matches!(
        error.code,
        ErrorCode::Unreadable | ErrorCode::NotFound | ErrorCode::Conflict | ErrorCode::Rejected
    )
}

/// The question; one plain form.
#[component]
fn Question(
    asked: WhyAsked,
    answer: Option<Result<Option<WhyShown>, ApiError>>,
    acting_in: OrganizationCode,
    is_live: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let shown = answer.and_then(Result::ok).flatten();
    let named = shown.and_then(|shown| shown.facts);
    let named = StoredValue::new(named.map(|facts| facts.destination));
    let person = RwSignal::new(asked.person.clone());
    let (to, acting_in) = (StoredValue::new(asked.to), StoredValue::new(acting_in));
    let (first, actor) = (asked.person, asked.actor);
    view! {
        <form class="panel panel-body stack lists-float" method="get" action=routes::WHY>
            <div class="form-grid">
                <Field id="why-person" label=words.said(P::Person) hint=Some(words.said(P::PersonHint))>
                    <input
                        class="input"
                        id="why-person"
                        type="text"
                        name=name::PERSON
                        required
                        autocomplete="off"
                        spellcheck="false"
                        dir="ltr"
                        aria-describedby="why-person-hint"
                        value=first
                        on:change=move |event| person.set(event_target_value(&event))
                    />
                </Field>
                {move || {
                    if is_live.get() {
                        view! { <Destination person to=to.get_value() named=named.get_value() acting_in=acting_in.get_value() /> }.into_any()
                    } else {
                        view! {
                            <Field id="why-to" label=words.said(P::To) hint=Some(words.said(P::ToCodeHint))>
                                <input
                                    class="input"
                                    id="why-to"
                                    type="text"
                                    name=name::TO
                                    required
                                    autocomplete="off"
                                    spellcheck="false"
                                    dir="ltr"
                                    aria-describedby="why-to-hint"
                                    value=to.get_value()
                                />
                            </Field>
                        }
                            .into_any()
                    }
                }}
                <Field id="why-actor" label=words.said(P::Actor) hint=Some(words.said(P::ActorHint))>
                    <input
                        class="input"
                        id="why-actor"
                        type="text"
                        name=name::ACTOR
                        autocomplete="off"
                        spellcheck="false"
                        dir="ltr"
                        aria-describedby="why-actor-hint"
                        value=actor
                    />
                </Field>
            </div>
            <div class="row">
                <Button look=Look::Primary kind=ButtonKind::Submit>
                    {words.say(P::Ask)}
                </Button>
            </div>
        </form>
    }
}

/// The destination: a field that finds where this person could be asked about, and takes a code as it is.
#[component]
fn Destination(
    person: RwSignal<String>,
    to: String,
    named: Option<Place>,
    acting_in: OrganizationCode,
) -> impl IntoView {
    let words = use_words();
    let chosen = named.map(|place| (place.code.to_string(), place.name.to_string()));
    let choice = |place: Place| Choice::named(place.code, place.name);
    let found = Found::new(chosen, to, move |text| {
        let person = person.get();
        let places =
            (!person.trim().is_empty()).then(|| why_places(acting_in.clone(), person, text))?;
        Some(async move { Some(places.await.ok()?.into_iter().map(choice).collect()) })
    });
    let value = move || found.value().unwrap_or_else(|| found.text.get());
    view! {
        <div>
            <Combobox
                id="why-to"
                label=words.said(P::To)
                hint=words.said(P::ToHint)
                nothing=words.said(OfficePhrase::NothingMatches)
                text=found.text
                choices=found.choices
                on_choose=move |choice| found.choose(choice)
            />
            <input type="hidden" name=name::TO prop:value=value />
        </div>
    }
}
