//! One file: what each row would do or did, the warnings to confirm, run, stop, and the result.
//!
//! It goes on beside requests; the page looks at it again and again while it does, and finds it as it is when opened anew.

use super::import::state_of;
use super::looked::{Looked, Unseen};
use super::pace::Pace;
use super::rows::Rows;
use crate::api::ApiError;
use crate::api::files::{
    FaultsView, FileCounts, FilePage, FileShow, FileState, FileView, file, file_edit, file_pause,
    file_resume, file_retry, file_rows, file_run, file_stop,
};
use crate::components::meaning;
use crate::forms::RefusalNote;
use crate::routes;
use crate::ui::{Button, Crumbs, Field, Glyph, Icon, Look, Page, Panel, Why};
use crate::words::{Counted, FilePhrase, MovingPhrase, PeoplePhrase, Phrase, use_words};
use leptos::prelude::*;
use std::collections::BTreeSet;

const WHY: &str = "why-run";

/// A file that is looked at.
#[derive(Clone, Copy)]
pub(super) struct Watched {
    id: StoredValue<String>,
    pub(super) found: RwSignal<FileView>,
    pub(super) rows: RwSignal<FilePage>,
    pub(super) show: RwSignal<FileShow>,
    looked: RwSignal<Looked>,
    next_look: StoredValue<Option<TimeoutHandle>>,
    refusal: RwSignal<Option<ApiError>>,
    faults: RwSignal<FaultsView>,
    is_busy: RwSignal<bool>,
    ticked: RwSignal<BTreeSet<String>>,
    lock_after: RwSignal<bool>,
    reason: RwSignal<String>,
}

impl Watched {
    fn new(found: FileView, rows: FilePage) -> Self {
        Self {
            id: StoredValue::new(found.file.id.clone()),
            ticked: RwSignal::new(found.acknowledged.clone()),
            found: RwSignal::new(found),
            rows: RwSignal::new(rows),
            show: RwSignal::new(FileShow::All),
            looked: RwSignal::new(Looked::Seen),
            next_look: StoredValue::new(None),
            refusal: RwSignal::new(None),
            faults: RwSignal::new(FaultsView::default()),
            is_busy: RwSignal::new(false),
            lock_after: RwSignal::new(false),
            reason: RwSignal::new(String::new()),
        }
    }

    /// Whether cells can be changed: rows are judged, and nothing runs.
    pub(super) fn may_edit(self) -> bool {
        self.found
            .with(|found| found.file.is_plan && found.file.state == FileState::Draft)
    }

    pub(super) fn is_open(self) -> bool {
        self.found.with(|found| found.file.state.is_open())
    }

    /// Looks at the file anew, and at its rows where something came to its end.
    fn look(self) {
        let Some(id) = self.id.try_get_value() else {
            return;
        };
        leptos::task::spawn_local(async move {
            match file(id).await {
                Ok(found) => {
                    let is_over = !found.file.state.is_open();
                    self.looked.set(Looked::Seen);
                    self.found.set(found);
                    if is_over {
                        self.look_at_rows().await;
                    }
                }
                // WHY: what does not answer now may answer in a moment; the run itself does not wait for the page.
                Err(error) => self.looked.update(|looked| *looked = looked.after(error)),
            }
        });
    }

    /// Looks again in a while, as long as the file goes on. One look at a time, however often it is asked for.
    fn look_later(self) {
        // WHY: read whole, so that each answer sets the next look.
        self.found.track();
        let (wait, is_known) = self
            .looked
            .with(|looked| (looked.wait(), *looked == Looked::Seen));
        self.stop_looking();
        // WHY: what was seen last says nothing of what was begun since, as long as nothing newer was seen.
        let goes_on = !is_known || self.is_open();
        if let Some(wait) = wait.filter(|_| goes_on) {
            let next = set_timeout_with_handle(move || self.look(), wait);
            self.next_look.set_value(next.ok());
        }
    }

    fn stop_looking(self) {
        if let Some(Some(next)) = self.next_look.try_update_value(Option::take) {
            next.clear();
        }
    }

    async fn look_at_rows(self) {
        let show = self.show.get_untracked();
        match file_rows(self.id.get_value(), show, None).await {
            Ok(rows) => self.rows.set(rows),
            Err(error) => self.refusal.set(Some(error)),
        }
    }

    pub(super) fn show_only(self, show: FileShow) {
        self.show.set(show);
        leptos::task::spawn_local(self.look_at_rows());
    }

    pub(super) fn show_more(self) {
        let after = self
            .rows
            .with_untracked(|rows| rows.rows.last().map(|row| row.ordinal));
        let show = self.show.get_untracked();
        leptos::task::spawn_local(async move {
            match file_rows(self.id.get_value(), show, after).await {
                Ok(more) => self.rows.update(|rows| {
                    rows.rows.extend(more.rows);
                    rows.has_more = more.has_more;
                }),
                Err(error) => self.refusal.set(Some(error)),
            }
        });
    }

    fn after(self, done: Result<(), ApiError>) {
        self.is_busy.set(false);
        self.refusal.set(done.err());
        self.look();
    }

    fn run(self) {
        self.is_busy.set(true);
        let (ticked, reason) = (self.ticked.get_untracked(), self.reason.get_untracked());
        let lock_after = self.lock_after.get_untracked();
        leptos::task::spawn_local(async move {
            let done = file_run(self.id.get_value(), ticked, lock_after, reason).await;
            self.after(done);
        });
    }

    /// Asks for something that needs no more than to know which file.
    fn ask<F>(self, what: impl FnOnce(String) -> F)
    where
        F: Future<Output = Result<(), ApiError>> + 'static,
    {
        self.is_busy.set(true);
        let done = what(self.id.get_value());
        leptos::task::spawn_local(async move { self.after(done.await) });
    }

    /// Writes another cell, and has the file judged again.
    pub(super) fn edit(self, ordinal: u32, cell: usize, text: String) {
        let cells = self.rows.with_untracked(|rows| {
            let row = rows.rows.iter().find(|row| row.ordinal == ordinal)?;
            let mut cells = row.cells.clone();
            *cells.get_mut(cell)? = text;
            Some(cells)
        });
        let Some(cells) = cells else { return };
        self.is_busy.set(true);
        leptos::task::spawn_local(async move {
            let faults = file_edit(self.id.get_value(), ordinal, cells).await;
            let done = faults.map(|faults| self.faults.set(faults));
            self.after(done);
        });
    }
}

/// The page of one file.
#[component]
pub(super) fn OneFile(found: FileView, rows: FilePage) -> impl IntoView {
    let words = use_words();
    let name = found.file.file_name.clone();
    let id = found.file.id.clone();
    let watched = Watched::new(found, rows);
    Effect::new(move |_| watched.look_later());
    on_cleanup(move || watched.stop_looking());
    let state = move || watched.found.with(|found| words.say(state_of(&found.file)));
    let above = vec![
        (routes::USERS.to_owned(), words.say(PeoplePhrase::Users)),
        (
            routes::USERS_IMPORT.to_owned(),
            words.say(FilePhrase::Import),
        ),
    ];
    let rows_told = move || {
        let all = watched.found.with(|found| u64::from(found.file.rows));
        words.speech().counted(Counted::Rows, all)
    };
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs label=words.say(Phrase::YouAreHere) above here=words.say(FilePhrase::File) />
                    <h1>
                        <bdi>{name}</bdi>
                    </h1>
                    <p class="lead">
                        {rows_told} " · " <span data-state=move || format!("{:?}", watched.found.with(|found| found.file.state))>{state}</span>
                    </p>
                </div>
                <div class="page-head-actions">
                    <a class="button" href=routes::import_result(&id) rel="external" download>
                        <Icon glyph=Glyph::Download />
                        {words.say(FilePhrase::ResultFile)}
                    </a>
                    <a class="button" href=routes::USERS_IMPORT>
                        <Icon glyph=Glyph::Upload />
                        {words.say(FilePhrase::UploadAnother)}
                    </a>
                </div>
            </div>
            <div class="stack">
                <Figures watched />
                <Progress watched />
                <Unseen looked=watched.looked />
                {move || watched.refusal.get().map(|error| view! { <RefusalNote error /> })}
                <Faulty watched />
                <Warnings watched />
                <Rows watched />
                <Bar watched />
            </div>
        </Page>
    }
}

/// How many rows came to what.
#[component]
fn Figures(watched: Watched) -> impl IntoView {
    let words = use_words();
    let figures = move || {
        watched.found.with(|found| {
            let FileCounts {
                moved,
                warned,
                created,
                changed,
                skipped,
                refused,
                failed,
                left,
            } = found.counts;
            let plan = found.file.is_plan;
            let (can, cannot) = if plan {
                (FilePhrase::CanMove, FilePhrase::Cannot)
            } else {
                (FilePhrase::Moved, FilePhrase::Refused)
            };
            let warned = if plan { warned } else { 0 };
            [
                ("works", Glyph::Works, can, moved - warned.min(moved), true),
                (
                    "warns",
                    Glyph::Warning,
                    FilePhrase::CanWithWarnings,
                    warned,
                    false,
                ),
                (
                    "works",
                    Glyph::Plus,
                    if plan {
                        FilePhrase::Creates
                    } else {
                        FilePhrase::Created
                    },
                    created,
                    false,
                ),
                (
                    "works",
                    Glyph::Changes,
                    if plan {
                        FilePhrase::Changes
                    } else {
                        FilePhrase::Changed
                    },
                    changed,
                    false,
                ),
                ("refuses", Glyph::Blocker, cannot, refused, true),
                ("refuses", Glyph::Failed, FilePhrase::Failed, failed, false),
                ("", Glyph::Stays, FilePhrase::NothingToDo, skipped, true),
                ("deferred", Glyph::Deferred, FilePhrase::Left, left, false),
            ]
        })
    };
    view! {
        <dl class="figures">
            {move || {
                figures()
                    .into_iter()
                    .filter(|(.., count, always)| *always || *count > 0)
                    .map(|(verdict, glyph, phrase, count, _)| {
                        view! {
                            <div class="figure">
                                <dt data-verdict=verdict>
                                    <Icon glyph />
                                    {words.say(phrase)}
                                </dt>
                                <dd>{words.number(u64::from(count))}</dd>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </dl>
    }
}

/// How far it is and how fast, while it goes on.
#[component]
fn Progress(watched: Watched) -> impl IntoView {
    let words = use_words();
    let is_open = Memo::new(move |_| watched.is_open());
    let rows = Signal::derive(move || {
        watched
            .found
            .with(|found| (found.counts.done(), found.file.rows))
    });
    let pace = Signal::derive(move || watched.found.with(|found| found.pace));
    let note = move || {
        let asked = watched
            .found
            .with(|found| (found.is_stopping, found.is_pausing));
        words.say(match asked {
            (true, _) => FilePhrase::Stopping,
            (_, true) => FilePhrase::Pausing,
            _ => FilePhrase::GoesOn,
        })
    };
    view! {
        <div hidden=move || !is_open.get()>
            <Pace rows pace />
            <p class="small muted">{note}</p>
        </div>
    }
}

/// What is wrong with the file after a cell was changed.
#[component]
fn Faulty(watched: Watched) -> impl IntoView {
    move || {
        let faults = watched.faults.get();
        (faults.total > 0).then(|| view! { <super::import::Faults faults /> })
    }
}

/// The warnings that can be taken note of, each with how many rows it concerns, and how the file is run.
#[component]
fn Warnings(watched: Watched) -> impl IntoView {
    let words = use_words();
    let warnings = Memo::new(move |_| watched.found.with(|found| found.warnings.clone()));
    let may_run = Memo::new(move |_| watched.may_edit());
    let tick = move |code: String, is: bool| {
        watched.ticked.update(|ticked| {
            if is {
                ticked.insert(code);
            } else {
                ticked.remove(&code);
            }
        });
    };
    let listed = move || {
        let all = warnings.get();
        (!all.is_empty()).then(|| {
            view! {
                <fieldset class="stack" data-gap="small">
                    <legend class="field-label">{words.say(FilePhrase::ConfirmWarnings)}</legend>
                    <p class="small muted">{words.say(FilePhrase::ConfirmWarningsText)}</p>
                    {all
                        .into_iter()
                        .map(|(code, rows)| {
                            let (shown, ticked) = (code.clone(), code.clone());
                            let text = meaning(&code, words);
                            let count = words.speech().counted(Counted::Rows, u64::from(rows));
                            view! {
                                <label class="check">
                                    <input
                                        type="checkbox"
                                        name="acknowledged"
                                        value=code
                                        prop:checked=move || watched.ticked.with(|ticked| ticked.contains(&shown))
                                        on:change=move |event| tick(ticked.clone(), event_target_checked(&event))
                                    />
                                    <span>{text}</span>
                                    <span class="check-more">{count}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </fieldset>
                <hr />
            }
        })
    };
    view! {
        {move || {
            may_run
                .get()
                .then(|| {
                    view! {
                        <Panel id="import-how" title=words.said(FilePhrase::BeforeRunning)>
                            {listed}
                            <label class="check">
                                <input
                                    type="checkbox"
                                    name="lock_after"
                                    prop:checked=move || watched.lock_after.get()
                                    on:change=move |event| watched.lock_after.set(event_target_checked(&event))
                                />
                                <span>{words.say(FilePhrase::LockAfter)}</span>
                            </label>
                            <Field id="import-reason" label=words.said(MovingPhrase::Reason)>
                                <input
                                    class="input"
                                    id="import-reason"
                                    type="text"
                                    autocomplete="off"
                                    prop:value=move || watched.reason.get()
                                    on:input=move |event| watched.reason.set(event_target_value(&event))
                                />
                            </Field>
                        </Panel>
                    }
                })
        }}
    }
}

/// Run, pause, stop, go on, try again.
#[component]
fn Bar(watched: Watched) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    // A row with a warning that is not confirmed is refused.
    let unconfirmed = move |warnings: &[(String, u32)], warned: u32| {
        let rows = watched.ticked.with(|ticked| {
            let left = warnings.iter().filter(|(code, _)| !ticked.contains(code));
            left.map(|(_, rows)| *rows).sum::<u32>()
        });
        u64::from(rows.min(warned))
    };
    let text = move || {
        watched.found.with(|found| {
            let counts = found.counts;
            let all = u64::from(found.file.rows);
            if found.file.is_plan {
                let would = u64::from(counts.would_run());
                let note = if would == 0 && found.file.state == FileState::Draft {
                    FilePhrase::NothingToRun
                } else {
                    FilePhrase::NothingWritten
                };
                let runs = would.saturating_sub(unconfirmed(&found.warnings, counts.warned));
                (speech.rows_would_run(runs, all), words.say(note))
            } else {
                let done = u64::from(counts.done());
                let note = match found.file.state {
                    FileState::Failed => FilePhrase::BrokeOffText,
                    FileState::Paused => FilePhrase::PausedText,
                    _ => state_of(&found.file),
                };
                (speech.rows_of(done, all), words.say(note))
            }
        })
    };
    let is_off = Signal::derive(move || {
        watched.found.with(|found| {
            let is_judged = found.file.state == FileState::Draft;
            found.file.is_plan
                && found.file.state != FileState::Paused
                && (!is_judged || found.counts.would_run() == 0)
        })
    });
    let next = Memo::new(move |_| {
        watched
            .found
            .with(|found| match (found.file.is_plan, found.file.state) {
                (_, FileState::Paused) => FilePhrase::RunAgain,
                (true, _) => FilePhrase::Run,
                (false, FileState::Cancelled | FileState::Failed) => FilePhrase::RunAgain,
                (false, FileState::CompletedWithErrors) => FilePhrase::Retry,
                (false, _) => FilePhrase::RunOnce,
            })
    });
    // WHY by resuming: asked for otherwise it were another run, and a page opened anew does not know how it was asked for.
    let press = move || match next.get_untracked() {
        FilePhrase::Run => watched.run(),
        FilePhrase::Retry => watched.ask(file_retry),
        _ => watched.ask(file_resume),
    };
    let may_retry = Memo::new(move |_| {
        watched.found.with(|found| {
            let ended_early = [FileState::Paused, FileState::Cancelled, FileState::Failed];
            !found.file.is_plan
                && ended_early.contains(&found.file.state)
                && found.counts.refused + found.counts.failed > 0
        })
    });
    view! {
        <div class="selection-bar" role="region" aria-label=words.say(FilePhrase::Run)>
            <p class="selection-bar-text" role="status">
                <strong>{move || text().0}</strong>
                <span class="muted">{move || text().1}</span>
            </p>
            <div class="selection-bar-actions">
                {move || {
                    if watched.is_open() {
                        view! {
                            <Button busy=watched.is_busy glyph=Glyph::Close on_press=move |_| watched.ask(file_stop)>
                                {words.say(FilePhrase::Stop)}
                            </Button>
                            <Button busy=watched.is_busy glyph=Glyph::Pause on_press=move |_| watched.ask(file_pause)>
                                {words.say(FilePhrase::Pause)}
                            </Button>
                        }
                            .into_any()
                    } else {
                        view! {
                            {move || {
                                may_retry
                                    .get()
                                    .then(|| {
                                        view! {
                                            <Button busy=watched.is_busy glyph=Glyph::Undo on_press=move |_| watched.ask(file_retry)>
                                                {words.say(FilePhrase::Retry)}
                                            </Button>
                                        }
                                    })
                            }}
                            <Button look=Look::Primary off=is_off busy=watched.is_busy why=WHY glyph=Glyph::Play on_press=move |_| press()>
                                {move || words.say(next.get())}
                            </Button>
                        }
                            .into_any()
                    }
                }}
            </div>
            {move || {
                (is_off.get() && !watched.is_open())
                    .then(|| view! { <Why id=WHY text=Signal::derive(move || words.said(FilePhrase::NothingToRun)) /> })
            }}
        </div>
    }
}
