//! The undo of a move or of a commit: its three groups first, what is to be acknowledged, then the result.

use crate::api::records::{UndoBlocked, UndoShown, Undone, UndoneRow, undo_commit};
use crate::api::user_move::own_undo_commit;
use crate::api::{ApiError, ErrorCode};
use crate::components::{Outcomes, acknowledgements, meaning, told, told_by_code};
use crate::forms::RefusalNote;
use crate::pages::dialog::{Acknowledge, Notices, leave_for};
use crate::pages::review::Findings;
use crate::routes;
use crate::ui::{Button, Glyph, Icon, Look, Note, Panel, Tone, WhoMore, Why};
use crate::words::{Names, OfficePhrase, Phrase, RecordPhrase as P, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::user_move::{Finding, FindingKind, Outcome, Severity};
use std::collections::{BTreeMap, BTreeSet};

const WHY: &str = "why-undo";

/// Which undo it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UndoAsked {
    /// Where the reader acts; none for who takes back a move of the own.
    pub(crate) acting_in: Option<OrganizationCode>,
    pub(crate) id: MoveId,
    /// The move that took this one back already.
    pub(crate) undone_by: Option<MoveId>,
}

impl UndoAsked {
    fn is_own(&self) -> bool {
        self.acting_in.is_none()
    }

    /// The page of a move for this reader.
    fn address_of(&self, id: &MoveId) -> String {
        if self.is_own() {
            routes::move_done(id)
        } else {
            routes::user_move(id)
        }
    }

    async fn commit(
        self,
        digest: String,
        acknowledged: BTreeSet<String>,
    ) -> Result<Undone, ApiError> {
        match self.acting_in {
            Some(acting_in) => undo_commit(acting_in, self.id, digest, acknowledged).await,
            None => own_undo_commit(self.id, digest, acknowledged).await,
        }
    }
}

/// What became of each family, and the plan that was followed.
pub(crate) type UndoDone = (Vec<UndoneRow>, UndoShown);

/// The undo, or why there is none.
#[component]
pub(crate) fn Undo(
    undo: Result<UndoShown, ApiError>,
    asked: UndoAsked,
    /// What became of it, once it is done.
    done: StoredValue<Option<UndoDone>>,
    /// Looks at the page around it anew.
    again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    match undo {
        Ok(shown) => view! { <Asked shown asked done again /> }.into_any(),
        Err(error) if matches!(error.code, ErrorCode::Forbidden | ErrorCode::NotFound) => view! {
            <Note tone=Some(Tone::Yellow) glyph=Glyph::Lock alert=true>
                <strong>{words.say(P::NotYoursToUndo)}</strong>
                " "
                {words.say(if asked.is_own() { P::NotYourMove } else { P::NotYoursToUndoText })}
            </Note>
        }
        .into_any(),
        Err(error) => view! { <RefusalNote error /> }.into_any(),
    }
}

#[component]
fn Asked(
    shown: UndoShown,
    asked: UndoAsked,
    done: StoredValue<Option<UndoDone>>,
    again: Callback<()>,
) -> impl IntoView {
    let current = RwSignal::new(shown);
    let note: RwSignal<Option<P>> = RwSignal::new(None);
    let failed: RwSignal<Option<ApiError>> = RwSignal::new(None);
    // WHY: what is kept across the page's coming anew outlives this view, which must not look at it any more then.
    let told = RwSignal::new(done.get_value());
    let ticked: RwSignal<BTreeSet<String>> = RwSignal::new(BTreeSet::new());
    let sent = asked.clone();
    let commit = Action::new(move |(): &()| {
        let asked = sent.clone();
        let digest = current.with_untracked(|shown| shown.digest.clone());
        let acknowledged = ticked.get_untracked();
        async move {
            failed.set(None);
            let is_own = asked.is_own();
            match asked.commit(digest, acknowledged).await {
                // WHY: the reader lives elsewhere now, and everything around the page with them.
                Ok(Undone::Done(rows)) if is_own => {
                    let back = rows.into_iter().find_map(|row| row.user_move);
                    let address = back
                        .map_or_else(|| routes::PROFILE.to_owned(), |id| routes::move_done(&id));
                    leave_for(&address);
                }
                Ok(Undone::Done(rows)) => {
                    let became = Some((rows, current.get_untracked()));
                    done.set_value(became.clone());
                    told.set(became);
                    again.run(());
                }
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
    let address = asked.address_of(&asked.id);
    let undone_by = asked.undone_by.clone();
    let asked = StoredValue::new(asked);
    move || match told.get() {
        Some((rows, shown)) => view! { <Result rows shown address=address.clone() /> }.into_any(),
        None => {
            let shown = current.get();
            let press = Callback::new(move |()| drop(commit.dispatch(())));
            view! {
                <Preview shown ticked note busy press undone_by=undone_by.clone() address=address.clone() asked />
                {move || failed.get().map(|error| view! { <RefusalNote error /> })}
            }
            .into_any()
        }
    }
}

/// Who stays and what stands in the way of each, with the way to a later move of theirs.
#[component]
fn Staying(
    blocked: Vec<UndoBlocked>,
    names: StoredValue<Names>,
    asked: StoredValue<UndoAsked>,
) -> impl IntoView {
    let words = use_words();
    let way = move |findings: &[Finding]| {
        let later = findings.iter().find_map(|finding| match &finding.kind {
            FindingKind::Superseded { by: Some(by), .. } => Some(by),
            _ => None,
        })?;
        let address = asked.with_value(|asked| asked.address_of(later));
        Some(view! { <a href=address>{words.say(P::LaterMove)}</a> })
    };
    view! {
        <section class="stack" data-gap="small" aria-labelledby="undo-staying">
            <h3 id="undo-staying">{words.say(P::WhoStays)}</h3>
            <ul class="lines">
                {blocked
                    .into_iter()
                    .map(|UndoBlocked { user, findings }| {
                        let name = names.with_value(|names| names.user(&user).to_owned());
                        let way = way(&findings);
                        view! {
                            <li class="stack" data-gap="small" data-user=user.to_string()>
                                <span class="who-name">
                                    <bdi>{name}</bdi>
                                </span>
                                <Findings findings names />
                                {way}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
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
    asked: StoredValue<UndoAsked>,
) -> impl IntoView {
    let words = use_words();
    let families = u64::from(shown.families);
    let moving = families.saturating_sub(shown.blocked.len() as u64);
    let is_blocked = moving == 0;
    let others = shown.findings.clone();
    let codes = acknowledgements(&others, &shown.names, words);
    let told_below = |finding: &&Finding| finding.severity == Severity::Notice;
    let notices = told_by_code(others.iter().filter(told_below), &shown.names, words);
    let unrestored: Vec<Finding> = others
        .iter()
        .filter(|finding| matches!(finding.kind, FindingKind::RoleNotRestored { .. }))
        .cloned()
        .collect();
    let back = undone_by.filter(|_| is_blocked);
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
        blocked,
        hidden,
        ..
    } = shown;
    let how_many = (families > 1).then(|| {
        let (tone, glyph) = if blocked.is_empty() {
            (None, Glyph::Notice)
        } else {
            (Some(Tone::Yellow), Glyph::Warning)
        };
        view! {
            <Note tone glyph>
                {words.speech().undo_of(moving, families)}
            </Note>
        }
    });
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
            {how_many}
            {(!blocked.is_empty()).then(|| view! { <Staying blocked names asked /> })}
            {back
                .map(|id| {
                    let address = asked.with_value(|asked| asked.address_of(&id));
                    view! {
                        <p>
                            <a href=address>{words.say(P::UndoneBy)}</a>
                        </p>
                    }
                })}
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
                                <WhoMore text=what />
                            </span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

/// Why a family stays: with the findings of the preview where they are known, else by what the codes mean.
fn why(row: &UndoneRow, shown: &UndoShown, words: Words) -> Vec<String> {
    let is_theirs = |it: &&UndoBlocked| row.name.as_deref() == Some(it.user.as_str());
    let findings = shown.blocked.iter().find(is_theirs);
    let findings = findings.map_or(&[][..], |it| &it.findings);
    let codes = row.codes.iter();
    codes
        .map(|code| {
            let known = findings.iter().find(|finding| finding.code() == code);
            known.map_or_else(
                || meaning(code, words),
                |finding| told(finding, &shown.names, words).title,
            )
        })
        .collect()
}

/// What became of each family.
#[component]
fn Result(rows: Vec<UndoneRow>, shown: UndoShown, address: String) -> impl IntoView {
    let words = use_words();
    let names = shown.names.clone();
    let undone = rows.iter().filter(|row| row.user_move.is_some()).count() as u64;
    let all = rows.len() as u64;
    let unseen = words.say(P::SomebodyUnseen);
    let is_whole = undone == all;
    let (tone, glyph) = if is_whole {
        (Tone::Green, Glyph::Works)
    } else {
        (Tone::Yellow, Glyph::Warning)
    };
    // WHY: who stays is what one looks for.
    let mut rows = rows;
    rows.sort_by_key(|row| row.user_move.is_some());
    view! {
        <Panel id="undo-result" title=words.said(P::Result)>
            <div role="status">
                <Note tone=Some(tone) glyph>
                    {is_whole.then(|| format!("{} ", words.say(P::WasUndone)))}
                    {words.speech().undone_of(undone, all)}
                </Note>
            </div>
            <ul class="lines">
                {rows
                    .into_iter()
                    .map(|row| {
                        let why = why(&row, &shown, words);
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
                                    {why
                                        .into_iter()
                                        .map(|text| view! { <WhoMore text /> })
                                        .collect_view()}
                                </span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <p>
                <a class="button" href=address>
                    {words.say(P::BackToMoves)}
                </a>
            </p>
        </Panel>
    }
}
