//! The dialog of a move between hub and satellite accounts: where to, which profile, who takes over what stays, what
//! moves along; then the plan and the move, then the way to what is carried.
//!
//! All of it is in the address. The server is asked anew for each step and each account that is chosen, and asks for the
//! right anew; between, the fields are judged by the domain's own rules ([`super::stepwise`]).

mod asked;
mod done;
mod fields;
mod form;
mod review;

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::office::ask_in_office;
use super::stepwise::{StepLine, Steps, said_below};
use crate::api::ErrorCode;
use crate::api::account_move::{AccountMoveAsked, AccountMoveShown, Step, account_move_step};
use crate::routes;
use crate::ui::{Crumbs, MarkSize, Page, RouteAt, RoutePicture};
use crate::words::{AccountMovePhrase as P, PeoplePhrase, Phrase, use_words};
use asked::Chosen;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::params::ParamsMap;

/// The page.
#[component]
pub(crate) fn AccountMove() -> impl IntoView {
    let address = said_below(routes::ACCOUNT_MOVE, asked::from_address);
    // WHY here: what stands below an answer that is waited for is told of no new query.
    let made = use_location().query;
    let chosen = Chosen::new(address, |asked| asked::address(asked.step, asked));
    // WHY: what is judged while one chooses is not asked for again at each choice; the review is of what was chosen.
    let key = Memo::new(move |_| {
        let asked = address.get();
        match asked.step {
            Step::Review => asked,
            step => AccountMoveAsked {
                step,
                user: asked.user,
                ..AccountMoveAsked::default()
            },
        }
    });
    let answer = ask_in_office(
        move || key.get(),
        move |acting_in, _| account_move_step(acting_in, address.get_untracked()),
    );
    view! {
        <PageTitle phrase=P::Title />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((office, _)) if !office.keys.move_content => {
                        view! { <Refusal error=ErrorCode::Forbidden.into() /> }.into_any()
                    }
                    Ok((office, shown)) => {
                        chosen.acting_in.set_value(office.acting_in.code);
                        view! { <Content shown chosen made /> }.into_any()
                    }
                }
            })}
        </Transition>
    }
}

/// What a step is called.
fn phrase(step: Step) -> P {
    match step {
        Step::Choose => P::Choose,
        Step::Review => P::Review,
        Step::Done => P::Done,
    }
}

/// A step with what stands above all of them.
#[component]
fn Content(shown: AccountMoveShown, chosen: Chosen, made: Memo<ParamsMap>) -> impl IntoView {
    let words = use_words();
    let here = shown.step;
    let lines = Step::ALL.into_iter().map(|step| {
        let is_open = here != Step::Done && step != Step::Done;
        StepLine {
            name: words.say(phrase(step)),
            value: None,
            address: is_open.then(|| Signal::derive(move || chosen.address(step))),
            is_here: step == here,
            is_done: step < here || here == Step::Done,
        }
    });
    let lines = lines.collect();
    let name = shown.person.name.to_string();
    let ends = shown.destination.as_ref().map(|to| {
        view! {
            <RoutePicture
                from=shown.source.name.to_string()
                from_word=words.say(Phrase::From)
                to=to.name.to_string()
                to_word=words.say(Phrase::To)
                at=RouteAt::Start
                size=MarkSize::Medium
            />
        }
    });
    let ends = (here == Step::Review).then_some(ends).flatten();
    let above = vec![(routes::USERS.to_owned(), words.say(PeoplePhrase::Users))];
    let content = match here {
        Step::Choose => view! { <form::Form first=shown chosen /> }.into_any(),
        Step::Review => match shown.review.clone() {
            Some(review) => view! { <review::Review review chosen /> }.into_any(),
            None => view! {
                <p class="lead">
                    {words.say(P::FirstChoose)} " " <a href=chosen.address_now(Step::Choose)>{words.say(P::Choose)}</a>
                </p>
            }
            .into_any(),
        },
        Step::Done => view! { <done::Done shown made /> }.into_any(),
    };
    view! {
        <Page dense=true>
            <div class="wizard-head">
                <div class="stack" data-gap="small">
                    <Crumbs label=words.say(Phrase::YouAreHere) above here=words.say(P::Title) />
                    <h1>
                        {words.say(P::MoveUser)} ": " <bdi>{name}</bdi>
                    </h1>
                </div>
                {ends}
            </div>
            <Steps lines />
            {content}
        </Page>
    }
}
