//! The confirmation in a dialog: the server's plan, the acknowledgements, Continue.

use super::review::{Again, Findings, WayBack, WhoMoves, ends};
use crate::api::user_move::{Committed, Review, Wish, move_commit, move_review};
use crate::api::{ApiError, ErrorCode};
use crate::components::{acknowledgements, told_by_code};
use crate::routes::{self, Reason};
use crate::ui::{Button, Check, Dialog, Glyph, Look, Note, PageState, Prose, StateKind, Why};
use crate::words::{Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::user_move::{Finding, Severity};
use std::collections::BTreeSet;

const TITLE: &str = "confirm-title";
const WHY: &str = "why-continue";

/// A plan to be confirmed, and why it is shown again.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    wish: Wish,
    review: Review,
    again: Option<Reason>,
}

/// A confirmation as it was sent.
#[derive(Clone, Debug, PartialEq)]
struct Sent {
    asked: Asked,
    acknowledged: BTreeSet<String>,
}

/// What went wrong, and the confirmation whose answer did not come.
#[derive(Clone, Debug, PartialEq)]
struct Failure {
    error: ApiError,
    sent: Option<Sent>,
}

/// What the dialog is about at the moment.
#[derive(Clone, Copy)]
struct Asking {
    open: RwSignal<bool>,
    answer: RwSignal<Option<Result<Asked, Failure>>>,
    ticked: RwSignal<BTreeSet<String>>,
    is_moving: RwSignal<bool>,
    /// How often something was asked: an answer to an earlier question is not shown.
    round: StoredValue<u32>,
}

impl Asking {
    fn begin(self) -> u32 {
        self.round
            .update_value(|round| *round = round.wrapping_add(1));
        self.round.get_value()
    }

    fn show(self, round: u32, answer: Result<Asked, Failure>) {
        if round == self.round.get_value() {
            self.ticked.set(BTreeSet::new());
            self.answer.set(Some(answer));
            self.is_moving.set(false);
        }
    }

    /// Whether the server said otherwise than the page, which lets nobody ask for what is blocked.
    fn is_news(self) -> bool {
        self.answer.with_untracked(|answer| match answer {
            Some(Ok(asked)) => asked.again.is_some() || asked.review.plan.is_blocked(),
            _ => false,
        })
    }

    /// Asks the server for its own plan.
    fn ask(self, wish: Wish) {
        let round = self.begin();
        self.answer.set(None);
        self.is_moving.set(false);
        leptos::task::spawn_local(async move {
            let answer = match move_review(wish.clone(), None).await {
                Ok(review) => Ok(Asked {
                    wish,
                    review,
                    again: None,
                }),
                Err(error) => Err(Failure { error, sent: None }),
            };
            self.show(round, answer);
        });
    }

    /// Sends what was confirmed. Sending again after a failure is harmless: the key is that of the review.
    fn commit(self, sent: Sent) {
        let round = self.begin();
        self.is_moving.set(true);
        leptos::task::spawn_local(async move {
            let Sent {
                asked: Asked { wish, review, .. },
                acknowledged,
            } = sent.clone();
            let again = |review: Box<Review>, reason| Asked {
                wish: wish.clone(),
                review: *review,
                again: Some(reason),
            };
            let answer = move_commit(
                wish.clone(),
                review.digest,
                acknowledged,
                review.idempotency_key,
            )
            .await;
            match answer {
                // WHY: a new page, not a navigation inside this one: rights, frame and look are those of the new home.
                Ok(Committed::Done(id)) => leave_for(&routes::move_done(&id)),
                Ok(Committed::Stale(review)) => {
                    self.show(round, Ok(again(review, Reason::Stale)));
                }
                Ok(Committed::Refused(review)) => {
                    self.show(round, Ok(again(review, Reason::Refused)));
                }
                Err(error) => {
                    let sent = Some(sent);
                    self.show(round, Err(Failure { error, sent }));
                }
            }
        });
    }
}

/// Loads a page anew, with everything around it.
pub(super) fn leave_for(address: &str) {
    // WHY: an address of our own is always a legal one.
    let _ = window().location().assign(address);
}

/// Opens when `open` becomes true and asks about the wish of that moment.
#[component]
pub(super) fn ConfirmDialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What is asked for.
    wish: Signal<Option<Wish>>,
    /// What to do when it closes over a plan that is not the one of the page any more.
    outdated: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let asking = Asking {
        open,
        answer: RwSignal::new(None),
        ticked: RwSignal::new(BTreeSet::new()),
        is_moving: RwSignal::new(false),
        round: StoredValue::new(0),
    };
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if is_open && let Some(wish) = wish.get_untracked() {
            asking.ask(wish);
        }
        if !is_open && was_open == Some(true) && asking.is_news() {
            outdated.run(());
        }
        is_open
    });
    view! {
        <Dialog open labelled_by=TITLE>
            {move || match (open.get(), asking.answer.get()) {
                (false, _) => view! { <h2 class="visually-hidden" id=TITLE>{words.say(Phrase::ConfirmTitle)}</h2> }.into_any(),
                (true, None) => view! { <Loading /> }.into_any(),
                (true, Some(Ok(asked))) => view! { <Question asked asking /> }.into_any(),
                (true, Some(Err(failure))) => view! { <Failed failure wish asking /> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Loading() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="dialog-head">
            <h2 id=TITLE>{words.say(Phrase::ConfirmTitle)}</h2>
        </div>
        <div class="dialog-body">
            <PageState kind=StateKind::Loading title=words.said(Phrase::Loading) />
        </div>
    }
}

#[component]
fn Failed(failure: Failure, wish: Signal<Option<Wish>>, asking: Asking) -> impl IntoView {
    let words = use_words();
    let Failure { error, sent } = failure;
    let (kind, title, text) = match error.code {
        ErrorCode::Unauthenticated => (
            StateKind::Refused,
            Phrase::SignedOut,
            Phrase::SignedOutMeanwhile,
        ),
        ErrorCode::Forbidden | ErrorCode::NotFound => (
            StateKind::Refused,
            Phrase::RefusedTitle,
            Phrase::RefusedText,
        ),
        ErrorCode::Unavailable | ErrorCode::TooMany => (
            StateKind::Failed,
            Phrase::UnavailableTitle,
            Phrase::LostAnswer,
        ),
        _ => (StateKind::Failed, Phrase::FailedTitle, Phrase::LostAnswer),
    };
    let is_signed_out = error.code == ErrorCode::Unauthenticated;
    // WHY: what was only asked changed nothing; what was sent may have been done.
    let text = match (text, &sent) {
        (Phrase::LostAnswer, None) => Phrase::NothingWasChanged,
        (text, _) => text,
    };
    let incident = error.incident.map(|id| words.speech().incident(&id));
    let text = [Some(words.said(text)), incident]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let again = move |_| match (&sent, wish.get_untracked()) {
        (Some(sent), _) => asking.commit(sent.clone()),
        (None, Some(wish)) => asking.ask(wish),
        (None, None) => {}
    };
    view! {
        <div class="dialog-head">
            <h2 id=TITLE>{words.say(Phrase::ConfirmTitle)}</h2>
        </div>
        <div class="dialog-body">
            <PageState kind title=words.said(title) text />
        </div>
        <div class="dialog-foot">
            <Button on_press=move |_| asking.open.set(false)>{words.say(Phrase::GoBack)}</Button>
            {if is_signed_out {
                view! {
                    <a class="button" data-look="primary" rel="external" href=routes::sign_in(Some(routes::MOVE), None)>
                        {words.say(Phrase::SignIn)}
                    </a>
                }
                    .into_any()
            } else {
                view! {
                    <Button look=Look::Primary busy=asking.is_moving on_press=again>
                        {words.say(Phrase::TryAgain)}
                    </Button>
                }
                    .into_any()
            }}
        </div>
    }
}

#[component]
fn Question(asked: Asked, asking: Asking) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let (from, to) = ends(&asked.review);
    let plan = &asked.review.plan;
    let is_blocked = plan.is_blocked();
    let blockers: Vec<Finding> = plan
        .findings
        .iter()
        .filter(|finding| finding.blocks())
        .cloned()
        .collect();
    let happens = if is_blocked { &[][..] } else { &plan.findings };
    let codes = acknowledgements(happens, &asked.review.names, words);
    let notices = happens
        .iter()
        .filter(|finding| finding.severity == Severity::Notice);
    let notices = told_by_code(notices, &asked.review.names, words);
    let dependents = plan.members.len().saturating_sub(1) as u64;
    let all = codes.len() as u64;
    let left = move || all.saturating_sub(asking.ticked.with(BTreeSet::len) as u64);
    let why = move || match (is_blocked, all, left()) {
        (true, ..) => words.said(Phrase::RefusedMoveTitle),
        (false, 0, _) => words.said(Phrase::NothingToConfirm),
        (false, _, 0) => words.said(Phrase::EverythingConfirmed),
        (false, all, left) => speech.left_to_confirm(left, all),
    };
    let names = StoredValue::new(asked.review.names.clone());
    let again = asked
        .again
        .map(|reason| (reason, asked.review.difference.clone()));
    view! {
        <div class="dialog-head">
            <h2 id=TITLE>
                <Prose text=speech.move_home_to(&to) />
            </h2>
        </div>
        <div class="dialog-body" tabindex="0" role="group" aria-labelledby=TITLE>
            {again.map(|(reason, difference)| view! { <Again reason difference names is_blocked /> })}
            <WhoMoves from=from.clone() to dependents is_blocked />
            <Findings findings=blockers names />
            <Acknowledge codes ticked=asking.ticked />
            <Notices notices />
            {(!is_blocked).then(|| view! { <WayBack from /> })}
        </div>
        <div class="dialog-foot">
            <Why id=WHY text=Signal::derive(why) />
            <Button on_press=move |_| asking.open.set(false)>{words.say(Phrase::GoBack)}</Button>
            <Button
                look=Look::Primary
                off=Signal::derive(move || is_blocked || left() > 0)
                busy=asking.is_moving
                why=WHY
                on_press=move |_| asking.commit(Sent { asked: asked.clone(), acknowledged: asking.ticked.get_untracked() })
            >
                {move || words.say(if asking.is_moving.get() { Phrase::Moving } else { Phrase::Continue })}
            </Button>
        </div>
    }
}

/// A box for each code, with everything it covers.
#[component]
pub(super) fn Acknowledge(
    codes: Vec<(&'static str, Vec<String>)>,
    ticked: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let words = use_words();
    (!codes.is_empty()).then(|| {
        view! {
            <fieldset class="stack" data-gap="small">
                <legend class="field-label">{words.say(Phrase::ConfirmWhatYouLose)}</legend>
                {codes
                    .into_iter()
                    .map(|(code, titles)| {
                        let tick = move |is: bool| {
                            ticked
                                .update(|ticked| {
                                    if is { ticked.insert(code.to_owned()) } else { ticked.remove(code) };
                                });
                        };
                        let is_ticked = move || ticked.with(|ticked| ticked.contains(code));
                        view! {
                            <Check name="acknowledged" value=code.to_owned() checked=Signal::derive(is_ticked) on_change=tick>
                                {titles
                                    .into_iter()
                                    .map(|title| {
                                        view! {
                                            <span class="check-line">
                                                <Prose text=title strong=true />
                                            </span>
                                        }
                                    })
                                    .collect_view()}
                            </Check>
                        }
                    })
                    .collect_view()}
            </fieldset>
        }
    })
}

/// What happens besides, in short.
#[component]
pub(super) fn Notices(notices: Vec<String>) -> impl IntoView {
    let words = use_words();
    (!notices.is_empty()).then(|| {
        view! {
            <Note tone=None glyph=Glyph::Notice>
                {words.say(Phrase::AlsoToKnow)}
                <ul>{notices.into_iter().map(|text| view! { <li><Prose text /></li> }).collect_view()}</ul>
            </Note>
        }
    })
}
