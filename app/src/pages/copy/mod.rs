//! The wizard that copies somebody, or makes somebody of a template: who they are, the password, the account, roles,
//! addresses, services, the plan, the new person.
//!
//! All of it but the password is in the address, so that every step can be gone to, come back to and sent to somebody.
//! The password stays in a signal of this page until the commit takes it along. Each step asks the server anew, which
//! asks for the right anew; between, the fields are judged by the domain's own rules ([`super::stepwise`]). Who may not
//! copy somebody is answered as if there were nobody. To add a step, add it to [`CopyStep`] and to `Content`.

mod account;
mod addresses;
mod asked;
mod details;
mod fields;
mod made;
mod original;
mod password;
mod places;
mod provision;
mod random;
mod review;
mod roles;
mod services;
mod state;
mod steps;

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::office::ask_in_office_or;
use super::stepwise::said_below;
use crate::api::ErrorCode;
use crate::api::copy::{CopyAsked, CopyShown, CopyStep, OriginalView, copy_wizard_step};
use crate::routes;
use crate::ui::{Crumbs, MarkSize, Page, Person};
use crate::words::{CopyPhrase as P, PeoplePhrase, Phrase, use_words};
use fields::Fields;
use leptos::prelude::*;
use rehome_domain::user_copy::CopyRequest;
use state::Choices;
use steps::Steps;

/// The page.
#[component]
pub(crate) fn CopyWizard() -> impl IntoView {
    let address = said_below(routes::COPY, asked::from_address);
    let choices = Choices::new(address);
    // WHY: what is judged while one types is not asked for again at each letter; the review is of what was chosen.
    let key = Memo::new(move |_| {
        let asked = address.get();
        match asked.step {
            CopyStep::Review => asked,
            _ => CopyAsked {
                request: CopyRequest {
                    destination: asked.request.destination,
                    ..CopyRequest::default()
                },
                ..asked
            },
        }
    });
    let answer = ask_in_office_or(
        ErrorCode::NotFound,
        move || key.get(),
        move |acting_in, key: CopyAsked| {
            let asked = CopyAsked {
                request: address.get_untracked().request,
                ..key
            };
            copy_wizard_step(acting_in, asked)
        },
    );
    view! {
        <PageTitle phrase=P::Title />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((office, shown)) => {
                        choices.kept.acting_in.set_value(office.acting_in.code);
                        view! { <Content shown choices moves=office.keys.move_hosted /> }.into_any()
                    }
                }
            })}
        </Transition>
    }
}

/// A step with what stands above all of them.
#[component]
fn Content(
    shown: CopyShown,
    choices: Choices,
    /// Whether the reader moves people, too, and so may copy somebody to elsewhere.
    moves: bool,
) -> impl IntoView {
    let words = use_words();
    let original = shown.original.clone();
    let title = words.say(if original.is_template {
        P::TitleOfTemplate
    } else {
        P::Title
    });
    // WHY the step of the answer: a new address is there before its answer is.
    let step = shown.step;
    let fields = Fields::new(choices, shown.facts.clone());
    let content = match step {
        CopyStep::Details => {
            let original = original.clone();
            view! { <details::Details fields original moves /> }.into_any()
        }
        CopyStep::Password => view! { <password::Password fields /> }.into_any(),
        CopyStep::Account => view! { <account::Account fields /> }.into_any(),
        CopyStep::Roles => {
            view! { <roles::Roles fields original=original.name.to_string() /> }.into_any()
        }
        CopyStep::Addresses => view! { <addresses::Addresses fields /> }.into_any(),
        CopyStep::Services => view! { <services::Services fields /> }.into_any(),
        CopyStep::Provision => view! { <provision::Provision fields /> }.into_any(),
        CopyStep::Review => match shown.review.clone() {
            Some(review) => view! { <review::Review fields review /> }.into_any(),
            None => ().into_any(),
        },
        CopyStep::Done => {
            let made = shown.made.clone();
            view! { <made::Made made original=original.id.clone() /> }.into_any()
        }
    };
    view! {
        <Page dense=true>
            <div class="wizard-head">
                <div class="stack" data-gap="small">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::USERS.to_owned(), words.say(PeoplePhrase::Users))]
                        here=title
                    />
                    <h1>{title}</h1>
                </div>
                <OfWhom original />
            </div>
            <Steps shown choices />
            {content}
        </Page>
    }
}

/// Who is copied.
#[component]
fn OfWhom(original: OriginalView) -> impl IntoView {
    let words = use_words();
    let (name, phrase) = (
        original.name.to_string(),
        if original.is_template {
            P::OfTemplate
        } else {
            P::CopyOf
        },
    );
    view! {
        <div class="row" id="original" tabindex="-1">
            <Person name=name.clone() size=MarkSize::Medium other=true />
            <span>
                <span class="small muted">{words.say(phrase)}</span>
                " "
                <a href=routes::user(&original.id)>
                    <bdi>{name}</bdi>
                </a>
                <span class="who-more">
                    <bdi>{original.home.name.to_string()}</bdi>
                </span>
                {original
                    .elsewhere
                    .map(|place| {
                        view! {
                            <span class="who-more">
                                {words.say(P::GoesTo)} " " <bdi>{place.name.to_string()}</bdi>
                            </span>
                        }
                    })}
            </span>
        </div>
    }
}
