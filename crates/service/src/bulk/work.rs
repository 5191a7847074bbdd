//! Working on files that were handed in, beside requests.
//!
//! One is held for a while, and again and again; whoever dies ceases to, and another goes on where the rows are. A server that stops lets go of what it holds after the row in hand.

use super::job::{file_options, options_of};
use super::{Broken, FileOptions, FileResult, FileSummary, FileVerdict};
use crate::caller::{Caller, Via};
use crate::directory::ImportError;
use crate::error::{ServiceError, chain};
use crate::service::Service;
use rehome_document::moves::MoveRow;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::Verdict;
use rehome_storage::file_jobs::{self, Ask, FileJob, FileJobTold};
use rehome_storage::idempotency;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How long a file is held.
const HELD: Duration = Duration::from_secs(20);

/// How often rows are told, and whoever holds a file says so and looks whether to stop.
const TELL_EVERY: Duration = Duration::from_millis(200);

/// The code of a row that an earlier run has done.
const ALREADY_DONE: &str = "already-done";

/// What is known of rows and not told yet.
type Untold = Arc<Mutex<Vec<(FileResult, Option<Verdict>)>>>;

/// A file that is held.
struct Held {
    job: FileJob,
    worker: String,
    options: FileOptions,
    untold: Untold,
    ordinals: HashMap<(u32, u32), u32>,
    /// Whether it is to be gone on with later.
    is_pausing: AtomicBool,
    /// Whether this server is to stop.
    leave: watch::Receiver<bool>,
}

impl Held {
    /// Stops after the row in hand, where that is asked for.
    fn heed(&self, asked: Ask) {
        if asked != Ask::GoOn {
            let is_pausing = asked == Ask::Pause;
            self.is_pausing.store(is_pausing, Ordering::Relaxed);
            self.options.stop.store(true, Ordering::Relaxed);
        }
    }
}

/// How work on a file ended.
enum Ended {
    As(&'static str),
    /// It is left for whoever comes next.
    Left,
}

impl Service {
    /// Takes up a file that waits, and works on it to its end; false where none waits. `leave` says that this server is
    /// to stop.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] where the database is away.
    pub async fn file_job_work(&self, leave: watch::Receiver<bool>) -> Result<bool, ServiceError> {
        let (now, worker) = (self.now(), self.new_id()?);
        let until = later(now, HELD);
        let named = worker.clone();
        let taken = self
            .store()
            .write(move |tx| {
                let worker = named.clone();
                Box::pin(async move {
                    Ok::<_, ServiceError>(file_jobs::take(tx, &worker, now, until).await?)
                })
            })
            .await?;
        let Some(job) = taken else {
            return Ok(false);
        };
        let ended = match self.work_on(job.clone(), worker.clone(), leave).await {
            Ok(ended) => ended,
            Err(ImportError::Service(ServiceError::Unavailable { .. })) => Ended::Left,
            Err(error) => {
                tracing::error!(
                    job = job.id,
                    error = chain(&error),
                    "a file could not be worked on"
                );
                Ended::As("failed")
            }
        };
        let at = self.now();
        self.store()
            .write(move |tx| {
                let (id, worker) = (job.id.clone(), worker.clone());
                let (state, at) = match ended {
                    Ended::As("paused") => ("paused", None),
                    Ended::As(state) => (state, Some(at)),
                    Ended::Left => ("queued", None),
                };
                let (user, file) = (job.actor.clone(), job.file_hash.clone());
                Box::pin(async move {
                    let is_held = file_jobs::end(tx, &id, &worker, state, at).await?;
                    if is_held && state.starts_with("completed") {
                        idempotency::forget_run(tx, &user, &file).await?;
                    }
                    Ok::<_, ServiceError>(())
                })
            })
            .await?;
        Ok(true)
    }

    async fn work_on(
        &self,
        job: FileJob,
        worker: String,
        leave: watch::Receiver<bool>,
    ) -> Result<Ended, ImportError> {
        let id = job.id.clone();
        let body = self
            .store()
            .read(move |tx| {
                Box::pin(async move { Ok::<_, ServiceError>(file_jobs::body(tx, &id).await?) })
            })
            .await?;
        let body = body.ok_or(ServiceError::NotFound)?;
        let file = self.moves_file(&job.file_name, body).await?;
        let rows = file.table.rows;
        let ordinals = rows.iter().zip(0..);
        let held = Arc::new(Held {
            options: file_options(&job, options_of(&job)),
            untold: Untold::default(),
            ordinals: ordinals
                .map(|(row, ordinal)| ((row.line, row.column), ordinal))
                .collect(),
            job,
            worker,
            is_pausing: AtomicBool::new(false),
            leave,
        });
        // WHY before the first row: who held it died before that was done.
        held.heed(held.job.asked);
        let (done, is_done) = watch::channel(false);
        let telling = tokio::spawn(self.clone().tell_of(held.clone(), is_done));
        let ended = self.go(&held, rows).await;
        let _ = done.send(true);
        telling.await.map_err(ServiceError::internal)??;
        let summary = ended?;
        let is_planned = held.job.phase == "plan";
        // WHY only where rows are left: who was asked to stop after the last one has nothing to leave.
        if summary.left > 0 && held.options.stop.load(Ordering::Relaxed) {
            return Ok(match held.is_pausing.load(Ordering::Relaxed) {
                _ if *held.leave.borrow() => Ended::Left,
                true => Ended::As("paused"),
                false => Ended::As("cancelled"),
            });
        }
        Ok(Ended::As(match summary.is_all_done() {
            _ if is_planned => "draft",
            true => "completed",
            false => "completed_with_errors",
        }))
    }

    /// Judges or runs the rows.
    async fn go(&self, held: &Held, rows: Vec<MoveRow>) -> Result<FileSummary, ServiceError> {
        let caller = Caller::new(held.job.actor.clone(), Via::Session);
        let keep = |row: FileResult, verdict: Option<Verdict>| {
            held.untold
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((row, verdict));
        };
        let options = &held.options;
        if held.job.phase == "plan" {
            let tell = |planned: &FileVerdict| keep(planned.row.clone(), Some(planned.verdict));
            return self.moves_plan_file(&caller, rows, options, tell).await;
        }
        let tell = |row: &FileResult| keep(row.clone(), None);
        let run = self.moves_run_rows(&caller, rows, options, tell).await;
        run.map_err(|Broken { error, .. }| error)
    }

    /// Tells rows as they come, and goes on holding the file, until the work is done.
    async fn tell_of(
        self,
        held: Arc<Held>,
        mut is_done: watch::Receiver<bool>,
    ) -> Result<(), ServiceError> {
        loop {
            let over = is_done.wait_for(|done| *done);
            let is_over = tokio::time::timeout(TELL_EVERY, over).await.is_ok();
            if *held.leave.borrow() {
                held.options.stop.store(true, Ordering::Relaxed);
            }
            match self.tell_once(&held).await {
                Ok(asked) => held.heed(asked.unwrap_or(Ask::Stop)),
                // WHY: the rows are where they are; they are told once the database is back, or found by their keys.
                Err(ServiceError::Unavailable { .. }) if !is_over => {}
                Err(error) => {
                    held.options.stop.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
            if is_over {
                return Ok(());
            }
        }
    }

    /// Tells what is known, and what is asked; none where another holds the file.
    async fn tell_once(&self, held: &Arc<Held>) -> Result<Option<Ask>, ServiceError> {
        let known = {
            let untold = &mut *held.untold.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(untold)
        };
        let (inside, known) = (held.clone(), Arc::new(known));
        let (told, until) = (known.clone(), later(self.now(), HELD));
        let done = self
            .store()
            .write(move |tx| {
                let (held, known) = (inside.clone(), told.clone());
                Box::pin(async move {
                    let job = &held.job;
                    let asked = file_jobs::hold(tx, &job.id, &held.worker, until).await?;
                    if asked.is_some() && !known.is_empty() {
                        file_jobs::tell(tx, &job.id, &rows_told(&held, &known)).await?;
                    }
                    Ok::<_, ServiceError>(asked)
                })
            })
            .await;
        if done.is_err() {
            let mut untold = held.untold.lock().unwrap_or_else(PoisonError::into_inner);
            untold.splice(0..0, known.iter().cloned());
        }
        done
    }
}

/// What is told of rows.
fn rows_told(held: &Held, known: &[(FileResult, Option<Verdict>)]) -> Vec<FileJobTold> {
    let told = known.iter().filter_map(|(row, verdict)| {
        let ordinal = *held.ordinals.get(&(row.line, row.column))?;
        Some(FileJobTold {
            ordinal,
            verdict: verdict.map(Verdict::as_str),
            result: row.result.as_str(),
            codes: row.codes.clone(),
            is_again: row.codes.iter().any(|code| code == ALREADY_DONE),
        })
    });
    told.collect()
}

/// When whoever holds a file until then said so.
pub(super) fn said_so(until: Timestamp) -> Timestamp {
    let held = i64::try_from(HELD.as_micros()).unwrap_or(i64::MAX);
    Timestamp(until.0.saturating_sub(held))
}

fn later(at: Timestamp, after: Duration) -> Timestamp {
    let micros = i64::try_from(after.as_micros()).unwrap_or(i64::MAX);
    Timestamp(at.0.saturating_add(micros))
}
