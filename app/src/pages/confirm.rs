//! The confirmation as a page of its own, for those without scripts and for addresses that are sent around.
//!
//! Continue acknowledges exactly the warnings printed here; their codes and the digest travel in the
//! form (ruling 70), which the server takes at `POST /move`.

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::consequences::{a_position_helps, deciding};
use super::review::{Again, Findings, WayBack, WhoMoves, ends};
use crate::api::answer::ask;
use crate::api::user_move::{Review, Wish, move_review};
use crate::components::{Memory, Outcomes, PositionChoice, VerdictBadge, acknowledgements};
use crate::routes::{self, Reason, query};
use crate::ui::{Button, ButtonKind, Crumbs, Look, Page, PageState, Panel, Prose, StateKind};
use crate::words::{Names, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::user_move::Severity;

/// What the address asks for.
#[derive(Clone, Debug, PartialEq)]
struct Address {
    destination: String,
    position: Option<String>,
    reason: Option<Reason>,
    since: Option<String>,
}

/// The page.
#[component]
pub(crate) fn MoveConfirm() -> impl IntoView {
    let asked = use_query_map();
    let address = Memo::new(move |_| {
        asked.with(|asked| Address {
            destination: asked.get(query::DESTINATION).unwrap_or_default(),
            position: asked.get(query::POSITION),
            reason: asked
                .get(query::REASON)
                .and_then(|reason| Reason::from_value(&reason)),
            since: asked.get(query::SINCE),
        })
    });
    let answer = ask(
        move || address.get(),
        |address| async move {
            if address.destination.is_empty() {
                return None;
            }
            let position = routes::position_asked(address.position.as_deref());
            Some(
                move_review(
                    Wish {
                        destination: address.destination.into(),
                        position,
                    },
                    address.since,
                )
                .await,
            )
        },
    );
    view! {
        <PageTitle phrase=Phrase::ConfirmTitle />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    None => view! { <NothingChosen /> }.into_any(),
                    Some(Ok(review)) => view! { <Shown review address=address.get_untracked() /> }.into_any(),
                    Some(Err(error)) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn NothingChosen() -> impl IntoView {
    let words = use_words();
    view! {
        <Page>
            <h1 class="visually-hidden">{words.say(Phrase::ConfirmTitle)}</h1>
            <PageState kind=StateKind::Empty title=words.said(Phrase::NoDestinationChosen) text=words.said(Phrase::ChooseToContinue)>
                <a class="button" href=routes::MOVE>
                    {words.say(Phrase::MoveToOrganization)}
                </a>
            </PageState>
        </Page>
    }
}

#[component]
fn Shown(review: Review, address: Address) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let (from, to) = ends(&review);
    let is_blocked = review.plan.is_blocked();
    let dependents = review.plan.members.len().saturating_sub(1) as u64;
    let warnings = review
        .plan
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .count() as u64;
    let verdict = review.plan.verdict();
    let names = StoredValue::new(review.names.clone());
    let (outcomes, hidden) = (review.outcomes.clone(), review.plan.hidden);
    let difference = review.difference.clone();
    let back = routes::move_choosing(&review.plan.destination, address.position.as_deref());
    let again = address.reason;
    view! {
        <Page>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![
                            (routes::PROFILE.to_owned(), words.say(Phrase::MyProfile)),
                            (back.clone(), words.say(Phrase::MoveToOrganization)),
                        ]
                        here=words.say(Phrase::ConfirmTitle)
                    />
                    <h1>
                        <Prose text=speech.move_home_to(&to) />
                    </h1>
                </div>
            </div>
            {again.map(|reason| view! { <Again reason difference names is_blocked /> })}
            <div class="profile-grid">
                <div class="stack" data-gap="wide">
                    <WhoMoves from=from.clone() to dependents is_blocked />
                    <VerdictBadge verdict warnings to_reader=true />
                    {if is_blocked {
                        view! { <InTheWay review address names back /> }.into_any()
                    } else {
                        view! {
                            <Send review address names back warnings />
                            <WayBack from />
                        }
                            .into_any()
                    }}
                </div>
                {(!is_blocked)
                    .then(|| {
                        view! {
                            <Panel id="confirm-outcomes" title=words.said(Phrase::WhatHappens)>
                                <Outcomes outcomes names hidden />
                            </Panel>
                        }
                    })}
            </div>
        </Page>
    }
}

/// What stands in the way, and the ways out of it.
#[component]
fn InTheWay(
    review: Review,
    address: Address,
    names: StoredValue<Names>,
    back: String,
) -> impl IntoView {
    let words = use_words();
    let findings = deciding(review.plan.findings.clone(), true);
    let helps = a_position_helps(&findings);
    let destination = review.plan.destination.to_string();
    view! {
        <h2 class="visually-hidden">{words.say(Phrase::InTheWay)}</h2>
        <Findings findings names />
        {helps
            .then(|| {
                view! {
                    <form method="get" action=routes::MOVE_CONFIRM>
                        <input type="hidden" name=query::DESTINATION value=destination />
                        <Position review address />
                    </form>
                }
            })}
        <div class="row">
            <a class="button" href=back>
                {words.say(Phrase::GoBack)}
            </a>
        </div>
    }
}

/// The choice of a position, where there are any; applying it loads the page anew.
#[component]
fn Position(review: Review, address: Address) -> impl IntoView {
    let words = use_words();
    let reader = review.names.reader.as_ref();
    let is_remembered = routes::position_asked(address.position.as_deref()).is_none();
    let memory = match reader {
        Some(reader) if is_remembered => Memory::told(&review.plan.findings, reader),
        _ => Memory::Unknown,
    };
    let value = RwSignal::new(
        address
            .position
            .unwrap_or_else(|| query::POSITION_REMEMBERED.to_owned()),
    );
    (!review.hierarchy.nodes.is_empty()).then(|| {
        view! {
            <div class="move-tools">
                <div class="grow">
                    <PositionChoice hierarchy=review.hierarchy memory value />
                </div>
                <button class="button" formmethod="get" formaction=routes::MOVE_CONFIRM>
                    {words.say(Phrase::Apply)}
                </button>
            </div>
        }
    })
}

/// The form that moves, with everything that Continue confirms in it.
#[component]
fn Send(
    review: Review,
    address: Address,
    names: StoredValue<Names>,
    back: String,
    warnings: u64,
) -> impl IntoView {
    let words = use_words();
    let codes: Vec<&'static str> = acknowledgements(&review.plan.findings, &review.names, words)
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    // WHY: what is new stands above already, with the reason why the page is shown again.
    let new = match (address.reason, &review.difference) {
        (Some(Reason::Stale), Some(difference)) => difference.appeared.clone(),
        _ => Vec::new(),
    };
    let mut findings = review.plan.findings.clone();
    findings.retain(|finding| !new.contains(finding));
    view! {
        <form class="stack" data-gap="wide" method="post" action=routes::MOVE>
            <input type="hidden" name="destination" value=review.plan.destination.to_string() />
            <input type="hidden" name="digest" value=review.digest.clone() />
            <input type="hidden" name="idempotency_key" value=review.idempotency_key.clone() />
            {codes.into_iter().map(|code| view! { <input type="hidden" name="acknowledged" value=code /> }).collect_view()}
            <Position review address />
            <h2 class="visually-hidden">{words.say(Phrase::ConfirmWhatYouLose)}</h2>
            <Findings findings names />
            {(warnings > 0).then(|| view! { <p class="muted">{words.say(Phrase::ContinueConfirmsAll)}</p> })}
            <div class="row">
                <Button look=Look::Primary kind=ButtonKind::Submit>
                    {words.say(Phrase::Continue)}
                </Button>
                <a class="button" href=back>
                    {words.say(Phrase::GoBack)}
                </a>
            </div>
        </form>
    }
}
