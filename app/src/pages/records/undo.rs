//! The undo of a move or of a commit: its three groups first, what is to be acknowledged, then the result.

use crate::api::records::{UndoShown, Undone, UndoneRow, undo_commit};
use crate::api::{ApiError, ErrorCode};
use crate::components::{Outcomes, acknowledgements, told_by_code};
use crate::forms::RefusalNote;
use crate::pages::dialog::{Acknowledge, Notices};
use crate::pages::review::Findings;
use crate::routes;
use crate::ui::{Button, Glyph, Icon, Look, Note, Panel, Prose, Tone, Why};
use crate::words::{Names, OfficePhrase, Phrase, RecordPhrase as P, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::user_move::{Finding, FindingKind, Outcome, Severity};
use std::collections::{BTreeMap, BTreeSet};

const WHY: &str = "why-undo";

/// Which undo it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UndoAsked {
    pub(super) acting_in: OrganizationCode,
    pub(super) id: MoveId,
    /// The move that took this one back already.
    pub(super) undone_by: Option<MoveId>,
}

/// The undo, or why there is none.
#[component]
pub(super) fn Undo(
    undo: Result<UndoShown, ApiError>,
    asked: UndoAsked,
    again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    match undo {
        Ok(shown) => view! { <Asked shown asked again /> }.into_any(),
        Err(error) if matches!(error.code, ErrorCode::Forbidden | ErrorCode::NotFound) => view! {
            <Note tone=Some(Tone::Yellow) glyph=Glyph::Lock alert=true>
                <strong>{words.say(P::NotYoursToUndo)}</strong>
                " "
                {words.say(P::NotYoursToUndoText)}
            </Note>
        }
        .into_any(),
        Err(error) => view! { <RefusalNote error /> }.into_any(),
    }
}

#[component]
fn Asked(shown: UndoShown, asked: UndoAsked, again: Callback<()>) -> impl IntoView {
    let current = RwSignal::new(shown);
    let note: RwSignal<Option<P>> = RwSignal::new(None);
    let failed: RwSignal<Option<ApiError>> = RwSignal::new(None);
    let done: RwSignal<Option<Vec<UndoneRow>>> = RwSignal::new(None);
    let ticked: RwSignal<BTreeSet<String>> = RwSignal::new(BTreeSet::new());
    let (acting_in, id) = (asked.acting_in.clone(), asked.id.clone());
    let commit = Action::new(move |(): &()| {
        let (acting_in, id) = (acting_in.clone(), id.clone());
        let digest = current.with_untracked(|shown| shown.digest.clone());
        let acknowledged = ticked.get_untracked();
        async move {
            failed.set(None);
            match undo_commit(acting_in, id, digest, acknowledged).await {
                Ok(Undone::Done(rows)) => done.set(Some(rows)),
                Ok(Undone::Stale(now)) => {
                    note.set(Some(P::UndoStale));
                    ticked.set(BTreeSet::new());
                    current.set(*now);
                }
                Ok(Undone::Refused(now)) => {
                    note.set(Some(P::UndoRefused));
                    current.set(*now);
                }
                Err(error) => failed.set(Some(error)),
            }
        }
    });
    let busy = commit.pending();
    let address = routes::user_move(&asked.id);
    let undone_by = asked.undone_by;
    move || match done.get() {
        Some(rows) => {
            let names = current.with_untracked(|shown| shown.names.clone());
            view! { <Result rows names address=address.clone() again /> }.into_any()
        }
        None => {
            let shown = current.get();
            let press = Callback::new(move |()| drop(commit.dispatch(())));
            view! {
                <Preview shown ticked note busy press undone_by=undone_by.clone() address=address.clone() />
                {move || failed.get().map(|error| view! { <RefusalNote error /> })}
            }
            .into_any()
        }
    }
}

/// The three groups, what is to be acknowledged, and the button.
#[component]
fn Preview(
    shown: UndoShown,
    ticked: RwSignal<BTreeSet<String>>,
    note: RwSignal<Option<P>>,
    #[prop(into)] busy: Signal<bool>,
    press: Callback<()>,
    #[prop(optional_no_strip)] undone_by: Option<MoveId>,
    address: String,
) -> impl IntoView {
    let words = use_words();
    let is_blocked = shown.blocked == shown.families;
    let blockers: Vec<Finding> = shown
        .findings
        .iter()
        .filter(|finding| finding.blocks())
        .cloned()
        .collect();
    let others: Vec<Finding> = shown
        .findings
        .iter()
        .filter(|finding| !finding.blocks() && !is_blocked)
        .cloned()
        .collect();
    let codes = acknowledgements(&others, &shown.names, words);
    let told_below = |finding: &&Finding| finding.severity == Severity::Notice;
    let notices = told_by_code(others.iter().filter(told_below), &shown.names, words);
    let unrestored: Vec<Finding> = others
        .iter()
        .filter(|finding| matches!(finding.kind, FindingKind::RoleNotRestored { .. }))
        .cloned()
        .collect();
    let later = blockers.iter().find_map(|finding| match &finding.kind {
        FindingKind::Superseded { by: Some(by), .. } => Some((P::LaterMove, by.clone())),
        _ => None,
    });
    let back = undone_by.map(|id| (P::UndoneBy, id)).filter(|_| is_blocked);
    let all = codes.len() as u64;
    let left = move || all.saturating_sub(ticked.with(BTreeSet::len) as u64);
    let why = move || match (is_blocked, all, left()) {
        (true, ..) => words.said(P::UndoRefused),
        (false, _, 0) => words.said(Phrase::EverythingConfirmed),
        (false, all, left) => words.speech().left_to_confirm(left, all),
    };
    let names = StoredValue::new(shown.names);
    let UndoShown {
        restored,
        kept,
        not_restored,
        hidden,
        ..
    } = shown;
    view! {
        <Panel id="undo" title=words.said(P::UndoQuestion)>
            <p>{words.say(P::UndoLead)}</p>
            {move || {
                note.get()
                    .map(|phrase| {
                        view! {
                            <Note tone=Some(Tone::Blue) glyph=Glyph::Notice alert=true>
                                {words.say(phrase)}
                            </Note>
                        }
                    })
            }}
            <Findings findings=blockers names />
            <div class="row">
                {[later, back]
                    .into_iter()
                    .flatten()
                    .map(|(phrase, id)| view! { <a href=routes::user_move(&id)>{words.say(phrase)}</a> })
                    .collect_view()}
            </div>
            {(!is_blocked)
                .then(|| {
                    view! {
                        <div class="undo-groups">
                            <section class="stack" data-gap="small" aria-labelledby="undo-restored">
                                <h3 id="undo-restored">{words.say(P::Restored)}</h3>
                                {if restored.is_empty() {
                                    view! { <p class="muted">{words.say(P::NothingRestored)}</p> }.into_any()
                                } else {
                                    view! { <Outcomes outcomes=restored names hidden /> }.into_any()
                                }}
                            </section>
                            <section class="stack" data-gap="small" aria-labelledby="undo-kept">
                                <h3 id="undo-kept">{words.say(P::KeptAsItIs)}</h3>
                                <Items outcomes=kept names none=P::NothingKept />
                            </section>
                            <section class="stack" data-gap="small" aria-labelledby="undo-lost">
                                <h3 id="undo-lost">{words.say(P::NotRestored)}</h3>
                                {if unrestored.is_empty() {
                                    view! { <Items outcomes=not_restored names none=P::EverythingRestored /> }.into_any()
                                } else {
                                    view! { <Findings findings=unrestored names /> }.into_any()
                                }}
                            </section>
                        </div>
                        <Notices notices />
                        <Acknowledge codes ticked />
                    }
                })}
            <div class="row">
                <Button
                    look=Look::Primary
                    off=Signal::derive(move || is_blocked || left() > 0)
                    busy
                    why=WHY
                    on_press=move |_| press.run(())
                >
                    <Icon glyph=Glyph::Undo />
                    {move || words.say(if busy.get() { P::Undoing } else { P::UndoNow })}
                </Button>
                <a class="button" href=address>
                    {words.say(OfficePhrase::Cancel)}
                </a>
                {(is_blocked || all > 0).then(|| view! { <Why id=WHY text=Signal::derive(why) /> })}
            </div>
        </Panel>
    }
}

/// What would come back, person by person, in one list.
fn lines(
    outcomes: &BTreeMap<UserId, Outcome>,
    names: &Names,
    words: Words,
) -> Vec<(String, String)> {
    let of = |(id, outcome): (&UserId, &Outcome)| {
        let items = outcome
            .gained
            .iter()
            .chain(&outcome.changes)
            .chain(&outcome.lost);
        let told: Vec<String> = items
            .map(|item| words.speech().outcome(item, names))
            .collect();
        (!told.is_empty()).then(|| (names.user(id).to_owned(), told.join(" · ")))
    };
    outcomes.iter().filter_map(of).collect()
}

#[component]
fn Items(outcomes: BTreeMap<UserId, Outcome>, names: StoredValue<Names>, none: P) -> impl IntoView {
    let words = use_words();
    let lines = names.with_value(|names| lines(&outcomes, names, words));
    if lines.is_empty() {
        return view! { <p class="muted">{words.say(none)}</p> }.into_any();
    }
    view! {
        <ul class="lines">
            {lines
                .into_iter()
                .map(|(who, what)| {
                    view! {
                        <li>
                            <span class="who-text">
                                <span class="who-name">
                                    <bdi>{who}</bdi>
                                </span>
                                <span class="who-more">
                                    <Prose text=what />
                                </span>
                            </span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

/// What became of each family.
#[component]
fn Result(
    rows: Vec<UndoneRow>,
    names: Names,
    address: String,
    again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let undone = rows.iter().filter(|row| row.user_move.is_some()).count() as u64;
    let all = rows.len() as u64;
    let unseen = words.say(P::SomebodyUnseen);
    view! {
        <Panel id="undo-result" title=words.said(P::Result)>
            <div role="status">
                <Note tone=Some(Tone::Green) glyph=Glyph::Works>
                    {words.say(P::WasUndone)}
                    " "
                    {words.speech().undone_of(undone, all)}
                </Note>
            </div>
            <ul class="lines">
                {rows
                    .into_iter()
                    .map(|row| {
                        let name = row
                            .name
                            .map_or_else(
                                || unseen.to_owned(),
                                |name| names.users.get(&UserId::from(&*name)).map_or_else(|| name.to_string(), ToString::to_string),
                            );
                        view! {
                            <li>
                                <span class="who-text">
                                    <span class="who-name">
                                        <bdi>{name}</bdi>
                                    </span>
                                    <span class="who-more">
                                        {match row.user_move {
                                            Some(id) => view! { <a href=routes::user_move(&id)>{words.say(P::MovedBack)}</a> }.into_any(),
                                            None => words.say(P::Stays).into_any(),
                                        }}
                                    </span>
                                </span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <p>
                <a class="button" href=address on:click=move |_| again.run(())>
                    {words.say(P::BackToMoves)}
                </a>
            </p>
        </Panel>
    }
}
