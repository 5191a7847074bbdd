//! A file handed in at a screen: judged and run beside requests, so that it goes on when the tab is closed.
//!
//! The file and its rows are in the database; whoever is free takes it up, tells each row as it is known, and looks
//! again and again whether to stop. Rights are those of whoever handed it in, asked anew for every chunk. What a row
//! comes to is decided where files of the command line are judged, too.

use super::{FileOptions, FileRowResult, MovesFile, is_within_ceiling};
use crate::caller::{Acting, Caller};
use crate::directory::ImportError;
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::id_cursor;
use crate::user_move::resolve::of_actor;
use crate::view::{Page, page_limit};
use rehome_document::Faults;
use rehome_document::moves::MoveTable;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::MoveFamily;
use rehome_domain::role::Permission;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::finding_kind::REGISTRY;
use rehome_domain::user_move::{Channel, Severity, Verdict, View};
use rehome_storage::file_jobs::{self, Ask, FileJobFilter, FileJobRow};
use rehome_storage::snapshot::{self, Destinations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How large a file handed in at a screen may be.
pub const MAX_BYTES_OF_AN_UPLOAD: usize = 32 * 1024 * 1024;

/// How many rows are written together.
const ROWS_AT_ONCE: usize = 2_000;

/// How many rows a page shows at most.
const MOST_ROWS: u32 = 100;

/// Whether the rows of a file are judged or run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobPhase {
    /// They are judged; nothing is changed.
    Plan,
    /// They are run.
    Run,
}

impl JobPhase {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Run => "run",
        }
    }

    pub(super) fn of(text: &str) -> Self {
        if text == "run" { Self::Run } else { Self::Plan }
    }
}

/// How far work beside requests is (ruling 74).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Judged, and not asked to run.
    Draft,
    /// Waits for whoever is free.
    Queued,
    /// Is being worked on.
    Running,
    /// Every row came to a good end.
    Completed,
    /// Some rows did not.
    CompletedWithErrors,
    /// It broke off.
    Failed,
    /// It was stopped.
    Cancelled,
    /// It was stopped until it is resumed.
    Paused,
}

impl JobState {
    const ALL: [Self; 8] = [
        Self::Draft,
        Self::Queued,
        Self::Running,
        Self::Paused,
        Self::Completed,
        Self::CompletedWithErrors,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::CompletedWithErrors => "completed_with_errors",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Paused => "paused",
        }
    }

    pub(super) fn of(text: &str) -> Self {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.unwrap_or(Self::Failed)
    }

    /// Whether somebody works on it, or will.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

/// How a file is run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileJobOptions {
    /// The codes of the warnings taken note of; any other refuses its row (ruling 11).
    pub acknowledged: BTreeSet<String>,
    /// Lock everybody who was moved; no where nobody says so (ruling 34).
    pub lock_after: bool,
    /// Why; kept in the ledger.
    pub reason: Option<String>,
    /// How many rows were done already when it was asked to run; set here, whatever is asked for.
    pub done_before: u32,
}

/// A file that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileJob {
    /// The id.
    pub id: String,
    /// The name of the file.
    pub file_name: String,
    /// Where whoever handed it in acted.
    pub acting_in: OrganizationCode,
    /// The header as it is written.
    pub headers: Vec<String>,
    /// Whether it was refused as it was handed in.
    pub is_refused: bool,
    /// Whether its rows are judged or run.
    pub phase: JobPhase,
    /// How far that is.
    pub state: JobState,
    /// Whether it was asked to stop.
    pub is_stopping: bool,
    /// Whether it was asked to pause.
    pub is_pausing: bool,
    /// How many rows there are.
    pub rows: u32,
    /// How it is run.
    pub options: FileJobOptions,
    /// When it was handed in.
    pub created: Timestamp,
    /// When its present phase was asked for.
    pub begun: Option<Timestamp>,
    /// When that came to its end.
    pub ended: Option<Timestamp>,
    /// When whoever works on it last said so.
    pub last_sign: Option<Timestamp>,
}

/// What is wrong with a file that was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileFaults {
    /// How many faults there are in all.
    pub total: usize,
    /// As many of them as are kept.
    pub faults: Vec<FileFault>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileFault {
    /// The stable code.
    pub code: String,
    /// The line, from 1; 0 where it concerns the file as a whole.
    pub line: u32,
    /// The column, from 1: the cell in a table, the character in YAML and JSON.
    pub column: u32,
    /// The name of the column, where there is one.
    pub name: String,
}

impl From<&Faults> for FileFaults {
    fn from(faults: &Faults) -> Self {
        let told = faults.faults.iter().map(|fault| FileFault {
            code: fault.code.as_str().to_owned(),
            line: fault.line,
            column: fault.column,
            name: fault.path.clone(),
        });
        Self {
            total: faults.total,
            faults: told.collect(),
        }
    }
}

/// A file with what became of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileJobView {
    /// The file.
    pub job: FileJob,
    /// How many rows have which verdict and came to what; neither before they were tried.
    pub counts: Vec<(Option<Verdict>, Option<FileRowResult>, u32)>,
    /// The codes of warnings, each with how many rows it concerns.
    pub warnings: Vec<(String, u32)>,
    /// What is wrong with it, where it was refused.
    pub faults: Option<FileFaults>,
}

/// Which rows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRowsQuery {
    /// Only those that came to this, by its word; `left` for those not tried.
    pub result: Option<String>,
    /// Only those with this verdict.
    pub verdict: Option<Verdict>,
    /// Only those behind this number.
    pub after: Option<u32>,
}

impl Service {
    /// Whether the caller may hand a file in, for asking before the file is taken in.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for who neither moves nor changes people where they act.
    pub async fn file_job_allowed(
        &self,
        caller: &Caller,
        acting: &Acting,
    ) -> Result<(), ServiceError> {
        self.may_hand_in(caller, acting).await.map(drop)
    }

    /// Keeps a file of moves or of people and has its rows judged.
    ///
    /// # Errors
    /// [`ImportError::Faults`] with everything that is wrong with it; [`ServiceError::Forbidden`] for who neither moves
    /// nor changes people where they act.
    pub async fn file_job_create(
        &self,
        caller: &Caller,
        acting: &Acting,
        name: &str,
        bytes: impl Into<Vec<u8>> + Send,
    ) -> Result<String, ImportError> {
        let bytes: Vec<u8> = bytes.into();
        let acting_in = self.may_hand_in(caller, acting).await?;
        let file = self.moves_file(name, bytes.clone()).await?;
        is_within_ceiling(&file.table.rows)?;
        // INVARIANT: a table that was read is UTF-8.
        let body = String::from_utf8(bytes).map_err(ServiceError::internal)?;
        let id = self.new_id()?;
        let job = file_jobs::FileJob {
            id: id.clone(),
            actor: caller.user.clone(),
            acting_in,
            file_name: name.to_owned(),
            file_hash: file.hash,
            headers: file.table.headers.clone(),
            options: serde_json::to_value(FileJobOptions::default())
                .map_err(ServiceError::internal)?,
            phase: JobPhase::Plan.as_str().to_owned(),
            state: JobState::Queued.as_str().to_owned(),
            asked: Ask::GoOn,
            rows: file.table.rows.len() as u32,
            created: self.now(),
            begun: None,
            ended: None,
            held_until: Timestamp(0),
            faults: None,
        };
        let kept = Arc::new((job, body, rows_of(file.table)));
        self.store()
            .write(move |tx| {
                let kept = kept.clone();
                Box::pin(async move {
                    let (job, body, rows) = &*kept;
                    file_jobs::create(tx, job, body).await?;
                    for rows in rows.chunks(ROWS_AT_ONCE) {
                        file_jobs::add_rows(tx, &job.id, rows).await?;
                    }
                    Ok::<_, ServiceError>(())
                })
            })
            .await?;
        self.work_is_there();
        Ok(id)
    }

    /// Keeps what is wrong with a file that was refused, for whoever handed it in to look at. Of the file itself nothing
    /// is kept but its name.
    ///
    /// # Errors
    /// As [`Service::file_job_create`].
    pub async fn file_job_refused(
        &self,
        caller: &Caller,
        acting: &Acting,
        name: &str,
        faults: &Faults,
    ) -> Result<String, ServiceError> {
        let acting_in = self.may_hand_in(caller, acting).await?;
        let (id, now) = (self.new_id()?, self.now());
        let job = file_jobs::FileJob {
            id: id.clone(),
            actor: caller.user.clone(),
            acting_in,
            file_name: name.to_owned(),
            file_hash: String::new(),
            headers: Vec::new(),
            options: json!({}),
            phase: JobPhase::Plan.as_str().to_owned(),
            state: JobState::Failed.as_str().to_owned(),
            asked: Ask::GoOn,
            rows: 0,
            created: now,
            begun: None,
            ended: Some(now),
            held_until: Timestamp(0),
            faults: Some(
                serde_json::to_value(FileFaults::from(faults)).map_err(ServiceError::internal)?,
            ),
        };
        self.store()
            .write(move |tx| {
                let job = job.clone();
                Box::pin(
                    async move { Ok::<_, ServiceError>(file_jobs::create(tx, &job, "").await?) },
                )
            })
            .await?;
        Ok(id)
    }

    /// Where the caller acts, if they move or change people there.
    async fn may_hand_in(
        &self,
        caller: &Caller,
        acting: &Acting,
    ) -> Result<OrganizationCode, ServiceError> {
        let actor = caller.actor(acting, Channel::Unattended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = of_actor(&actor, vec![actor.user.clone()], Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    let needed = [
                        Permission::Release(MoveFamily::Enterprise),
                        Permission::Edit,
                    ];
                    if !needed.iter().any(|key| view.may(*key, view.acting_in)) {
                        return Err(ServiceError::Forbidden);
                    }
                    Ok(view.acting_in.code.clone())
                })
            })
            .await
    }

    /// A file the caller handed in.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for anybody else's.
    pub async fn file_job(&self, caller: &Caller, id: &str) -> Result<FileJobView, ServiceError> {
        let (user, id) = (caller.user.clone(), id.to_owned());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let mut job = own(file_jobs::find(tx, &id).await?, &user)?;
                    // WHY: what an older version wrote otherwise is told as a file that broke off.
                    let faults = job.faults.take();
                    let faults = faults.and_then(|faults| serde_json::from_value(faults).ok());
                    let counts = file_jobs::counts(tx, &id).await?;
                    let is_planned = job.phase == "plan";
                    let warnings = if is_planned {
                        file_jobs::warned(tx, &id).await?
                    } else {
                        Vec::new()
                    };
                    Ok(FileJobView {
                        job: view_of(job),
                        counts: counts
                            .into_iter()
                            .map(|(verdict, result, rows)| {
                                (verdict_of(&verdict), FileRowResult::of(&result), rows)
                            })
                            .collect(),
                        warnings: warnings
                            .into_iter()
                            .filter(|(code, _)| is_warning(code))
                            .collect(),
                        faults,
                    })
                })
            })
            .await
    }

    /// The files the caller handed in, where they act or anywhere, the newest first.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] for a cursor of another list.
    pub async fn file_jobs(
        &self,
        caller: &Caller,
        acting_in: Option<OrganizationCode>,
        (cursor, limit): (Option<&str>, Option<u32>),
    ) -> Result<Page<FileJob>, ServiceError> {
        let (user, before, limit) = (caller.user.clone(), id_cursor(cursor)?, page_limit(limit));
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (acting_in, before) = (acting_in.as_ref(), before.as_deref());
                    let mut jobs =
                        file_jobs::of_actor(tx, &user, acting_in, before, limit + 1).await?;
                    let has_more = jobs.len() > limit as usize;
                    jobs.truncate(limit as usize);
                    let cursor = jobs.last().filter(|_| has_more).map(|job| job.id.clone());
                    Ok(Page {
                        items: jobs.into_iter().map(view_of).collect(),
                        cursor,
                    })
                })
            })
            .await
    }

    /// Some rows of a file the caller handed in, and whether there are more.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for anybody else's.
    pub async fn file_job_rows(
        &self,
        caller: &Caller,
        id: &str,
        query: &FileRowsQuery,
    ) -> Result<(Vec<FileJobRow>, bool), ServiceError> {
        let (user, id) = (caller.user.clone(), id.to_owned());
        let filter = FileJobFilter {
            result: query.result.clone(),
            verdict: query.verdict.map(|verdict| verdict.as_str().to_owned()),
            after: query.after,
            limit: MOST_ROWS + 1,
        };
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    own(file_jobs::find(tx, &id).await?, &user)?;
                    let mut rows = file_jobs::rows(tx, &id, &filter).await?;
                    let has_more = rows.len() > MOST_ROWS as usize;
                    rows.truncate(MOST_ROWS as usize);
                    Ok((rows, has_more))
                })
            })
            .await
    }

    /// Writes other cells into a row of a file and has it judged again.
    ///
    /// # Errors
    /// [`ImportError::Faults`] where the file cannot be read then, and nothing is changed; [`ServiceError::NotFound`]
    /// for anybody else's; [`ServiceError::Conflict`] while it is being worked on.
    pub async fn file_job_edit(
        &self,
        caller: &Caller,
        id: &str,
        ordinal: u32,
        cells: Vec<String>,
    ) -> Result<(), ImportError> {
        let (user, wanted) = (caller.user.clone(), id.to_owned());
        let (job, mut rows) = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    let job = own(file_jobs::find(tx, &wanted).await?, &user)?;
                    let all = FileJobFilter {
                        limit: job.rows,
                        ..FileJobFilter::default()
                    };
                    let rows = file_jobs::rows(tx, &wanted, &all).await?;
                    Ok::<_, ServiceError>((job, rows))
                })
            })
            .await?;
        let row = rows.iter_mut().find(|row| row.ordinal == ordinal);
        row.ok_or(ServiceError::NotFound)?.cells = cells;
        let name = as_table(&job.file_name);
        let cells = rows.iter().map(|row| row.cells.as_slice());
        let text = rehome_document::lines(std::iter::once(job.headers.as_slice()).chain(cells));
        let file = self.moves_file(&name, text.as_bytes()).await?;
        let MovesFile { table, hash } = file;
        let kept = Arc::new((name, hash, text, rows_of(table)));
        self.changed(caller, id, move |tx, job| {
            let kept = kept.clone();
            Box::pin(async move {
                let (name, hash, text, rows) = &*kept;
                let count = rows.len() as u32;
                let is_free = file_jobs::replace(tx, &job.id, (name, hash, text), count).await?;
                if is_free {
                    for rows in rows.chunks(ROWS_AT_ONCE) {
                        file_jobs::add_rows(tx, &job.id, rows).await?;
                    }
                }
                Ok(is_free)
            })
        })
        .await?;
        Ok(())
    }

    /// Changes a file of the caller's that nobody works on, and wakes whoever could.
    pub(super) async fn changed<F>(
        &self,
        caller: &Caller,
        id: &str,
        change: F,
    ) -> Result<(), ServiceError>
    where
        F: for<'t> Fn(&'t mut rehome_storage::Tx, file_jobs::FileJob) -> Deed<'t>
            + Clone
            + Send
            + Sync
            + 'static,
    {
        let (user, id) = (caller.user.clone(), id.to_owned());
        self.store()
            .write(move |tx| {
                let (user, id, change) = (user.clone(), id.clone(), change.clone());
                Box::pin(async move {
                    let job = own(file_jobs::find(tx, &id).await?, &user)?;
                    if change(tx, job).await? {
                        return Ok(());
                    }
                    Err(ServiceError::conflict(
                        "job-busy",
                        "something goes on with this file at the moment; look at it again",
                    ))
                })
            })
            .await?;
        self.work_is_there();
        Ok(())
    }
}

/// What is done to a file, and whether it could be.
pub(super) type Deed<'t> =
    std::pin::Pin<Box<dyn Future<Output = Result<bool, ServiceError>> + Send + 't>>;

fn own(job: Option<file_jobs::FileJob>, user: &UserId) -> Result<file_jobs::FileJob, ServiceError> {
    job.filter(|job| job.actor == *user)
        .ok_or(ServiceError::NotFound)
}

fn view_of(job: file_jobs::FileJob) -> FileJob {
    let held = (job.held_until.0 > 0).then_some(job.held_until);
    FileJob {
        last_sign: held.map(super::work::said_so),
        options: options_of(&job),
        phase: JobPhase::of(&job.phase),
        state: JobState::of(&job.state),
        id: job.id,
        acting_in: job.acting_in,
        // INVARIANT: only what was refused has no hash of its text.
        is_refused: job.file_hash.is_empty(),
        file_name: job.file_name,
        headers: job.headers,
        is_stopping: job.asked == Ask::Stop,
        is_pausing: job.asked == Ask::Pause,
        rows: job.rows,
        created: job.created,
        begun: job.begun,
        ended: job.ended,
    }
}

pub(super) fn options_of(job: &file_jobs::FileJob) -> FileJobOptions {
    // WHY: what an older version wrote otherwise asks for nothing.
    serde_json::from_value(job.options.clone()).unwrap_or_default()
}

fn rows_of(table: MoveTable) -> Vec<FileJobRow> {
    let rows = table.rows.into_iter().zip(0..);
    rows.map(|(row, ordinal)| FileJobRow {
        ordinal,
        line: row.line,
        in_line: row.column,
        cells: row.cells,
        verdict: None,
        result: None,
        codes: Vec::new(),
    })
    .collect()
}

/// The name of a file that is a table of lines from now on.
fn as_table(name: &str) -> String {
    let is_table = name.to_ascii_lowercase().ends_with(".csv");
    if is_table {
        name.to_owned()
    } else {
        format!("{name}.csv")
    }
}

fn verdict_of(text: &str) -> Option<Verdict> {
    let all = [
        Verdict::Works,
        Verdict::Warns,
        Verdict::Refuses,
        Verdict::Deferred,
    ];
    all.into_iter().find(|verdict| verdict.as_str() == text)
}

fn is_warning(code: &str) -> bool {
    warnings().any(|warning| warning == code)
}

/// The codes of everything that can be taken note of.
fn warnings() -> impl Iterator<Item = &'static str> {
    let all = REGISTRY.iter();
    all.filter(|known| known.severity == Severity::Warning)
        .map(|known| known.code)
}

/// How the rows of a job are judged or run.
pub(super) fn file_options(job: &file_jobs::FileJob, options: FileJobOptions) -> FileOptions {
    let is_planned = JobPhase::of(&job.phase) == JobPhase::Plan;
    let acknowledged = if is_planned {
        // WHY: each row is judged as if the warnings of those above it were taken note of.
        warnings().map(str::to_owned).collect()
    } else {
        options.acknowledged
    };
    FileOptions {
        acting: Acting {
            acting_in: Some(job.acting_in.clone()),
            act_as: Some(rehome_domain::user_move::ActAs::Operator),
        },
        acknowledged,
        lock_after: options.lock_after,
        reason: options.reason,
        file_hash: job.file_hash.clone(),
        stop: std::sync::Arc::default(),
    }
}
