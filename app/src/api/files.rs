//! Files of people and of moves that were handed in: their rows, what is said of them, running and stopping. Handing one
//! in and fetching its result are plain requests.

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::ids::{AttributeId, OrganizationCode};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[cfg(feature = "ssr")]
mod shown;
#[cfg(feature = "ssr")]
pub use shown::export_of;

/// How far a file is (ruling 74).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
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
    /// It was stopped until it is gone on with.
    Paused,
}

impl FileState {
    /// Whether somebody works on it, or will.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

/// A file in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSummary {
    /// The id.
    pub id: String,
    /// The name.
    pub file_name: String,
    /// Whether its rows are judged; else they are run.
    pub is_plan: bool,
    /// How far that is.
    pub state: FileState,
    /// How many rows there are.
    pub rows: u32,
    /// When it was handed in.
    pub created: Timestamp,
    /// Whether it was refused as it was handed in.
    pub is_refused: bool,
}

/// A file with what became of its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// The file.
    pub file: FileSummary,
    /// Whether it was asked to stop.
    pub is_stopping: bool,
    /// Whether it was asked to pause.
    pub is_pausing: bool,
    /// The header.
    pub headers: Vec<String>,
    /// How many rows came to what.
    pub counts: FileCounts,
    /// The codes of warnings, each with how many rows it concerns.
    pub warnings: Vec<(String, u32)>,
    /// The codes taken note of.
    pub acknowledged: BTreeSet<String>,
    /// What is wrong with it, where it was refused.
    pub faults: Option<FaultsView>,
    /// How fast its rows come to an end, while they do.
    pub pace: Option<FilePace>,
}

/// How fast a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePace {
    /// For how many seconds it has been going.
    pub seconds: u32,
    /// How many rows came to an end in each ten seconds.
    pub rows_in_ten_seconds: u32,
    /// In how many seconds the rest is done, at this speed; none before anything is.
    pub seconds_left: Option<u32>,
    /// How many seconds ago whoever works on it said so; none while it waits.
    pub silent_for: Option<u32>,
}

/// How many rows came, or would come, to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCounts {
    /// Moved, with or without warnings.
    pub moved: u32,
    /// Those of them with warnings, as they were judged.
    pub warned: u32,
    /// Made.
    pub created: u32,
    /// Changed.
    pub changed: u32,
    /// With nothing to do.
    pub skipped: u32,
    /// Refused.
    pub refused: u32,
    /// Gone wrong.
    pub failed: u32,
    /// Not tried.
    pub left: u32,
}

impl FileCounts {
    /// How many rows there are.
    pub fn all(self) -> u32 {
        self.done() + self.left
    }

    /// How many rows came to an end.
    pub fn done(self) -> u32 {
        self.moved + self.created + self.changed + self.skipped + self.refused + self.failed
    }

    /// How many rows would change something.
    pub fn would_run(self) -> u32 {
        self.moved + self.created + self.changed
    }
}

/// Which rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileShow {
    /// All.
    #[default]
    All,
    /// Those that were or would be refused.
    Refused,
    /// Those with warnings.
    Warned,
    /// Those that were moved or would be.
    Moved,
    /// Those with nothing to do.
    Skipped,
    /// Those that went wrong.
    Failed,
    /// Those not tried.
    Left,
}

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRowView {
    /// Its number, from 0.
    pub ordinal: u32,
    /// The line in the file.
    pub line: u32,
    /// The cells as they are written.
    pub cells: Vec<String>,
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// What would become or became of it, by its word.
    pub result: Option<String>,
    /// The codes that explain it.
    pub codes: Vec<String>,
}

/// Some rows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePage {
    /// The rows.
    pub rows: Vec<FileRowView>,
    /// Whether there are more behind them.
    pub has_more: bool,
}

/// What is wrong with a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultsView {
    /// How many faults there are in all.
    pub total: u32,
    /// As many of them as are kept.
    pub faults: Vec<FaultView>,
}

/// Something that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultView {
    /// The stable code.
    pub code: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// The cell, from 1.
    pub column: u32,
    /// The name of the column, where there is one.
    pub name: String,
}

/// The attributes that can be columns of a table.
#[server(endpoint = "users/files/attributes", input = GetUrl)]
pub async fn export_attributes(
    /// Where the reader acts.
    acting_in: OrganizationCode,
) -> Result<Vec<AttributeId>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .export_attributes(&caller, &acting(acting_in))
        .await
        .map_err(|error| refused(&error))
}

/// How many of the latest files are shown.
#[cfg(feature = "ssr")]
const LATEST: u32 = 20;

/// The files the reader handed in where they act.
#[server(endpoint = "users/files/list", input = GetUrl)]
pub async fn files(
    /// Where the reader acts.
    acting_in: OrganizationCode,
) -> Result<Vec<FileSummary>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let files = service
        .file_jobs(&caller, Some(acting_in), (None, Some(LATEST)))
        .await
        .map_err(|error| refused(&error))?;
    Ok(files.items.iter().map(shown::summary).collect())
}

/// A file in the list of all that the reader handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRow {
    /// The file.
    pub file: FileSummary,
    /// Where they acted.
    pub acting_in: OrganizationCode,
    /// How many rows came to an end, and how fast; none where nobody works on it.
    pub progress: Option<(u32, FilePace)>,
}

/// A page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobPage {
    /// The files, the newest first.
    pub jobs: Vec<JobRow>,
    /// From where on there are more.
    pub next: Option<String>,
}

/// The files the reader handed in, wherever they acted.
#[server(endpoint = "jobs", input = GetUrl)]
pub async fn jobs(
    /// From where on.
    after: Option<String>,
) -> Result<JobPage, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let page = service
        .file_jobs(&caller, None, (after.as_deref(), None))
        .await
        .map_err(|error| refused(&error))?;
    let mut jobs = Vec::with_capacity(page.items.len());
    for job in page.items {
        let acting_in = job.acting_in.clone();
        let (file, progress) = if job.state.is_open() {
            let found = service
                .file_job(&caller, &job.id)
                .await
                .map_err(|error| refused(&error))?;
            let found = shown::view(found, service.now());
            let done = found.counts.done();
            (found.file, found.pace.map(|pace| (done, pace)))
        } else {
            (shown::summary(&job), None)
        };
        jobs.push(JobRow {
            file,
            acting_in,
            progress,
        });
    }
    Ok(JobPage {
        jobs,
        next: page.cursor,
    })
}

/// A file the reader handed in.
#[server(endpoint = "users/files/one", input = GetUrl)]
pub async fn file(
    /// Which.
    id: String,
) -> Result<FileView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let job = service
        .file_job(&caller, &id)
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::view(job, service.now()))
}

/// Some rows of it.
#[server(endpoint = "users/files/rows", input = Json)]
pub async fn file_rows(
    /// Which file.
    id: String,
    /// Which of its rows.
    show: FileShow,
    /// Those behind this number.
    after: Option<u32>,
) -> Result<FilePage, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let (rows, has_more) = service
        .file_job_rows(&caller, &id, &shown::query(show, after))
        .await
        .map_err(|error| refused(&error))?;
    Ok(FilePage {
        rows: rows.into_iter().map(shown::row).collect(),
        has_more,
    })
}

/// Has a file run, or go on.
#[server(endpoint = "users/files/run", input = Json)]
pub async fn file_run(
    /// Which.
    id: String,
    /// The codes of the warnings taken note of.
    acknowledged: BTreeSet<String>,
    /// Whether everybody who moves is locked.
    lock_after: bool,
    /// Why.
    reason: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    let options = rehome_service::bulk::FileJobOptions {
        acknowledged,
        lock_after,
        reason: Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
        done_before: 0,
    };
    service
        .file_job_run(&caller, &id, options)
        .await
        .map_err(|error| refused(&error))
}

/// Asks a file to rest after the row in hand until it is gone on with.
#[server(endpoint = "users/files/pause", input = Json)]
pub async fn file_pause(
    /// Which.
    id: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .file_job_pause(&caller, &id)
        .await
        .map_err(|error| refused(&error))
}

/// Goes on with a file as it was asked to run.
#[server(endpoint = "users/files/resume", input = Json)]
pub async fn file_resume(
    /// Which.
    id: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .file_job_resume(&caller, &id)
        .await
        .map_err(|error| refused(&error))
}

/// Tries again what came to no good end.
#[server(endpoint = "users/files/retry", input = Json)]
pub async fn file_retry(
    /// Which.
    id: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .file_job_retry(&caller, &id)
        .await
        .map_err(|error| refused(&error))
}

/// Asks a file to stop after the row in hand.
#[server(endpoint = "users/files/stop", input = Json)]
pub async fn file_stop(
    /// Which.
    id: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .file_job_stop(&caller, &id)
        .await
        .map_err(|error| refused(&error))
}

/// Writes other cells into a row; what is wrong with the file then, and nothing is changed where anything is.
#[server(endpoint = "users/files/edit", input = Json)]
pub async fn file_edit(
    /// Which file.
    id: String,
    /// Which row.
    ordinal: u32,
    /// Its cells.
    cells: Vec<String>,
) -> Result<FaultsView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    match service.file_job_edit(&caller, &id, ordinal, cells).await {
        Ok(()) => Ok(FaultsView::default()),
        Err(error) => shown::faults(error).map_err(|error| refused(&error)),
    }
}
