//! Having a file that was handed in run, pause, go on, stop, and be tried again.

use super::FileRowResult;
use super::job::{FileJobOptions, JobPhase, JobState, options_of};
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::time::Timestamp;
use rehome_storage::file_jobs::{self, FileJob};
use rehome_storage::{Tx, idempotency};

impl Service {
    /// Has a file run whose rows were judged, or one that was stopped or paused go on.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for anybody else's, [`ServiceError::Conflict`] while it is being worked on.
    pub async fn file_job_run(
        &self,
        caller: &Caller,
        id: &str,
        options: FileJobOptions,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        self.changed(caller, id, move |tx, job| {
            let options = options.clone();
            Box::pin(async move {
                if job.file_hash.is_empty() {
                    return Err(ServiceError::rejected(
                        "file-refused",
                        "correct what is wrong with the file and hand it in again",
                    ));
                }
                let is_half_judged = JobPhase::of(&job.phase) == JobPhase::Plan
                    && JobState::of(&job.state) == JobState::Paused;
                let phase = if is_half_judged {
                    JobPhase::Plan
                } else {
                    JobPhase::Run
                };
                queue(tx, &job, phase, options, now).await
            })
        })
        .await
    }

    /// Asks whoever works on a file to stop after the row in hand.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for anybody else's, [`ServiceError::Conflict`] where it is at its end already.
    pub async fn file_job_stop(&self, caller: &Caller, id: &str) -> Result<(), ServiceError> {
        let now = self.now();
        self.changed(caller, id, move |tx, job| {
            Box::pin(async move { Ok(file_jobs::ask_to_stop(tx, &job.id, now).await?) })
        })
        .await
    }

    /// Asks whoever works on a file to finish the row in hand and let it rest until it is resumed.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for anybody else's, [`ServiceError::Conflict`] where nobody works on it.
    pub async fn file_job_pause(&self, caller: &Caller, id: &str) -> Result<(), ServiceError> {
        self.changed(caller, id, |tx, job| {
            Box::pin(async move { Ok(file_jobs::ask_to_pause(tx, &job.id).await?) })
        })
        .await
    }

    /// Goes on with a file that was paused, or with a run that ended before its last row; where all rows were tried,
    /// tries again what came to no good end.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for anybody else's, [`ServiceError::Conflict`] while it is being worked on, and where
    /// it was only judged.
    pub async fn file_job_resume(&self, caller: &Caller, id: &str) -> Result<(), ServiceError> {
        self.again(caller, id, false).await
    }

    /// Tries every row again that came to no good end, also where the run had not come to its last one.
    ///
    /// # Errors
    /// As of [`Service::file_job_resume`], and [`ServiceError::Conflict`] where every row came to a good end.
    pub async fn file_job_retry(&self, caller: &Caller, id: &str) -> Result<(), ServiceError> {
        self.again(caller, id, true).await
    }

    async fn again(
        &self,
        caller: &Caller,
        id: &str,
        is_another_run: bool,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        self.changed(caller, id, move |tx, job| {
            Box::pin(async move {
                let (phase, state) = (JobPhase::of(&job.phase), JobState::of(&job.state));
                let is_paused = state == JobState::Paused;
                if phase == JobPhase::Plan && (is_another_run || !is_paused) && !state.is_open() {
                    // Its warnings are read and taken note of where its rows are seen.
                    return Err(ServiceError::conflict(
                        "job-not-begun",
                        "this file was only judged; look at its rows and run it from the page of the file",
                    ));
                }
                if is_another_run && state == JobState::Completed {
                    return Err(ServiceError::conflict(
                        "nothing-to-retry",
                        "every row of this file came to a good end",
                    ));
                }
                let is_free = queue(tx, &job, phase, options_of(&job), now).await?;
                if is_free && is_another_run {
                    idempotency::forget_run(tx, &job.actor, &job.file_hash).await?;
                }
                Ok(is_free)
            })
        })
        .await
    }
}

/// Puts a file where whoever is free takes it up; false where it is being worked on.
async fn queue(
    tx: &mut Tx,
    job: &FileJob,
    phase: JobPhase,
    mut options: FileJobOptions,
    now: Timestamp,
) -> Result<bool, ServiceError> {
    let goes_on = JobPhase::of(&job.phase) == JobPhase::Run;
    options.done_before = if goes_on {
        done_of(tx, &job.id).await?
    } else {
        0
    };
    let options = serde_json::to_value(options).map_err(ServiceError::internal)?;
    let began = (now, goes_on);
    Ok(file_jobs::queue(tx, &job.id, phase.as_str(), &options, began).await?)
}

/// How many rows of a file have done something, which going on leaves as it is.
async fn done_of(tx: &mut Tx, id: &str) -> Result<u32, ServiceError> {
    let done = [
        FileRowResult::Moved,
        FileRowResult::Created,
        FileRowResult::Changed,
    ];
    let counts = file_jobs::counts(tx, id).await?;
    let of = |(_, result, rows): &(String, String, u32)| {
        let result = FileRowResult::of(result);
        result.filter(|result| done.contains(result)).map(|_| *rows)
    };
    Ok(counts.iter().filter_map(of).sum())
}
