//! The wizard for moves in hosting trees and between sites: who, from where, where to, what they are called there, what
//! becomes of services or of phones and lines, the plan, the move.
//!
//! All of it is in the address, so that every step can be gone to, come back to and sent to somebody. Each step asks
//! the server anew, which asks for the right anew; between, the fields are judged by the domain's own rules
//! ([`super::stepwise`]).
//! To add a step, add it to [`Step`] and to `Content`.

mod asked;
mod done;
mod fields;
mod mapping;
mod places;
mod review;
mod search;
mod services;
mod state;
mod steps;
mod telephony;

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::office::ask_in_office;
use super::stepwise::said_below;
use crate::api::ErrorCode;
use crate::api::session::OfficeView;
use crate::api::wizard::{CustomerView, Step, WizardAsked, WizardShown, wizard_step};
use crate::routes;
use crate::ui::{Crumbs, MarkSize, Page, RouteAt, RoutePicture};
use crate::words::{Phrase, RecordPhrase, WizardPhrase as P, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::params::ParamsMap;
use rehome_domain::organization::OrganizationKind;
use rehome_domain::user_move::PersonOptions;
use state::Wizard;
use steps::Steps;

/// The page.
#[component]
pub(crate) fn MoveWizard() -> impl IntoView {
    let address = said_below(routes::WIZARD, asked::from_address);
    // WHY here: what stands below an answer that is waited for is told of no new query.
    let made = use_location().query;
    let wizard = Wizard::new(address, |asked| asked::address(asked.step, asked));
    // WHY: what is judged while one types is not asked for again at each letter; the review is of what was chosen.
    let key = Memo::new(move |_| {
        let asked = address.get();
        match asked.step {
            Step::Review => asked,
            _ => WizardAsked {
                options: PersonOptions::default(),
                reason: String::new(),
                ..asked
            },
        }
    });
    let answer = ask_in_office(
        move || key.get(),
        move |acting_in, key: WizardAsked| {
            let whole = address.get_untracked();
            let asked = WizardAsked {
                options: whole.options,
                reason: whole.reason,
                ..key
            };
            wizard_step(acting_in, asked)
        },
    );
    view! {
        <PageTitle phrase=P::Title />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((office, _)) if !office.keys.move_hosted => {
                        view! { <Refusal error=ErrorCode::Forbidden.into() /> }.into_any()
                    }
                    Ok((office, shown)) => {
                        let of_sites = is_of_sites(&shown, &office);
                        wizard.acting_in.set_value(office.acting_in.code);
                        view! { <Content shown of_sites wizard made /> }.into_any()
                    }
                }
            })}
        </Transition>
    }
}

/// Whether people go to a site: to the one that is chosen, or else from one, or for who moves people to sites alone.
fn is_of_sites(shown: &WizardShown, office: &OfficeView) -> bool {
    let is_site = |end: &CustomerView| end.kind == OrganizationKind::Site;
    if let Some(destination) = &shown.destination {
        return is_site(destination);
    }
    shown.source.as_ref().is_some_and(is_site) || office.moves_to_sites_alone()
}

/// A step with what stands above all of them.
#[component]
fn Content(
    shown: WizardShown,
    of_sites: bool,
    wizard: Wizard,
    made: Memo<ParamsMap>,
) -> impl IntoView {
    let words = use_words();
    // WHY not that of the address: a new one is there before its answer is.
    let step = shown.step;
    let title = if of_sites { P::SiteTitle } else { P::Title };
    let name = |customer: &CustomerView| customer.place.name.to_string();
    let ends = shown
        .source
        .as_ref()
        .map(name)
        .zip(shown.destination.as_ref().map(name));
    let content = match step {
        Step::Source | Step::User | Step::Destination => {
            view! { <search::Search step shown=shown.clone() of_sites wizard /> }.into_any()
        }
        Step::Mapping | Step::Services | Step::Telephony => match shown.facts.clone() {
            None => view! { <Missing wizard /> }.into_any(),
            Some(facts) => {
                // WHY not by the step alone: an address may name one that is not of such a destination.
                let is_phoned = facts.judgement.phoned.is_some();
                let fields = fields::Fields::new(wizard, facts);
                match step {
                    _ if is_phoned => {
                        view! { <telephony::Telephony fields there=shown.there.clone() /> }
                            .into_any()
                    }
                    Step::Services => view! { <services::Services fields /> }.into_any(),
                    _ => view! { <mapping::Mapping fields /> }.into_any(),
                }
            }
        },
        Step::Review => match (shown.facts.clone(), shown.review.clone()) {
            (Some(facts), Some(review)) => {
                view! { <review::Review facts review wizard /> }.into_any()
            }
            _ => view! { <Missing wizard /> }.into_any(),
        },
        Step::Done => view! { <done::Done shown=shown.clone() wizard made /> }.into_any(),
    };
    let at = if step == Step::Done {
        RouteAt::End
    } else {
        RouteAt::Start
    };
    view! {
        <PageTitle phrase=title />
        <Page dense=true>
            <div class="wizard-head">
                <div class="stack" data-gap="small">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::MOVES.to_owned(), words.say(RecordPhrase::Moves))]
                        here=words.say(title)
                    />
                    <h1>{words.say(title)}</h1>
                </div>
                {ends
                    .map(|(from, to)| {
                        view! {
                            <RoutePicture
                                from
                                from_word=words.say(Phrase::From)
                                to
                                to_word=words.say(Phrase::To)
                                at
                                size=MarkSize::Medium
                            />
                        }
                    })}
            </div>
            <Steps step shown of_sites wizard />
            {content}
        </Page>
    }
}

/// Something of the steps before is not chosen yet.
#[component]
fn Missing(wizard: Wizard) -> impl IntoView {
    let words = use_words();
    let asked = wizard.asked.get_untracked();
    let (step, phrase) = match (&asked.source, &asked.user) {
        (None, _) => (Step::Source, P::Source),
        (_, None) => (Step::User, P::User),
        _ => (Step::Destination, P::Destination),
    };
    view! {
        <p class="lead">
            {words.say(P::FirstChoose)} " " <a href=asked::address(step, &asked)>{words.say(phrase)}</a>
        </p>
    }
}
