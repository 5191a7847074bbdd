//! Copies by file: every row an own copy through plan and commit, without anybody at a screen.
//!
//! A row is judged on the state that the rows above it leave (ruling 12). Its answer is kept for good under the file and
//! its place, so that running a file again makes nobody twice.

use super::answer::CopyCommit;
use super::plan::actor_of;
use crate::bulk::{Broken, FileOptions, FileResult, FileRowResult, FileSummary, FileVerdict};
use crate::caller::Caller;
use crate::digest::sha256;
use crate::directory::ImportError;
use crate::error::{ServiceError, chain};
use crate::service::Service;
use crate::user_move::Review;
use rehome_document::MAX_BYTES;
use rehome_document::copies::{CopyRow, CopyTable, read_text};
use rehome_domain::user_copy::{CopyRequest, NewPerson};
use rehome_domain::user_move::{Finding, Verdict};
use rehome_storage::idempotency;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A file of copies, read.
#[derive(Clone, Debug)]
pub struct CopiesFile {
    /// Its rows.
    pub table: CopyTable,
    /// By what a repeated run of it is recognized.
    pub hash: String,
}

impl Service {
    /// Reads a file of copies; its name says what it is written in.
    ///
    /// # Errors
    /// [`ImportError::Faults`] with everything that is wrong with the file.
    pub async fn copies_file(
        &self,
        name: &str,
        bytes: impl Into<Vec<u8>> + Send,
    ) -> Result<CopiesFile, ImportError> {
        let (name, bytes) = (name.to_owned(), bytes.into());
        let turn = self.reading().clone().acquire_owned().await;
        let turn = turn.map_err(ServiceError::internal)?;
        let read = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let table = read_text(&name, &bytes, MAX_BYTES)?;
            let hash = sha256(&bytes);
            Ok(CopiesFile { table, hash })
        });
        let read = read.await.map_err(ServiceError::internal)?;
        read.map_err(ImportError::Faults)
    }

    /// The verdict on every row of a file; nobody is made. `on_row` is called with each as it is known.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]; what concerns one row is that row's verdict.
    pub async fn copies_plan_rows(
        &self,
        caller: &Caller,
        rows: &[CopyRow],
        options: &FileOptions,
        mut on_row: impl FnMut(&FileVerdict) + Send,
    ) -> Result<FileSummary, ServiceError> {
        let mut summary = FileSummary::of(rows.len());
        let mut above: Arc<Vec<NewPerson>> = Arc::default();
        for row in rows {
            if options.stop.load(Ordering::Relaxed) {
                break;
            }
            let judged = self.copy_row_judged(caller, row, options, &above).await;
            let (verdict, result, codes, person) = match judged {
                Ok(judged) => judged,
                Err(error) => {
                    let (result, codes) = ended(error)?;
                    (Verdict::Refuses, result, codes, None)
                }
            };
            if let Some(person) = person {
                Arc::make_mut(&mut above).push(person);
            }
            summary.count(result);
            let row = told(row, result, codes);
            on_row(&FileVerdict { verdict, row });
        }
        Ok(summary)
    }

    async fn copy_row_judged(
        &self,
        caller: &Caller,
        row: &CopyRow,
        options: &FileOptions,
        above: &Arc<Vec<NewPerson>>,
    ) -> Result<(Verdict, FileRowResult, Vec<String>, Option<NewPerson>), ServiceError> {
        if self.copy_row_is_done(caller, row, options).await? {
            let codes = vec!["already-done".to_owned()];
            return Ok((Verdict::Works, FileRowResult::Skipped, codes, None));
        }
        let request = request_of(row, options);
        let (this, actor) = (self.clone(), actor_of(caller, &request));
        let above = Arc::clone(above);
        let planned = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    let planned = this.copy_planned_in(tx, &actor, &request, &above).await?;
                    Ok::<_, ServiceError>(planned.0)
                })
            })
            .await?;
        let (verdict, codes) = (planned.review.plan.verdict(), codes_of(&planned.review));
        let stands = planned.plan.is_blocked() || is_unacknowledged(&planned.review, options);
        if stands {
            return Ok((verdict, FileRowResult::Refused, codes, None));
        }
        let person = planned.plan.person;
        Ok((verdict, FileRowResult::Created, codes, person))
    }

    /// Runs a file. `on_row` is called with each row once it is durable; a stop from outside finishes the row in hand.
    ///
    /// # Errors
    /// [`Broken`] where the database went away: then the rows told until then stand.
    pub async fn copies_run_rows(
        &self,
        caller: &Caller,
        rows: &[CopyRow],
        options: &FileOptions,
        mut on_row: impl FnMut(&FileResult) + Send,
    ) -> Result<FileSummary, Broken> {
        let mut summary = FileSummary::of(rows.len());
        for row in rows {
            if options.stop.load(Ordering::Relaxed) {
                break;
            }
            let ran = match self.copy_row_run(caller, row, options).await {
                Ok(ran) => Ok(ran),
                Err(error) => ended(error),
            };
            let (result, codes) = ran.map_err(|error| Broken { summary, error })?;
            summary.count(result);
            on_row(&told(row, result, codes));
        }
        Ok(summary)
    }

    async fn copy_row_run(
        &self,
        caller: &Caller,
        row: &CopyRow,
        options: &FileOptions,
    ) -> Result<(FileRowResult, Vec<String>), ServiceError> {
        if self.copy_row_is_done(caller, row, options).await? {
            return Ok((FileRowResult::Skipped, vec!["already-done".to_owned()]));
        }
        let request = request_of(row, options);
        let review = self.user_copy_plan(caller, &request).await?;
        let codes = codes_of(&review);
        if review.person.is_none() || is_unacknowledged(&review, options) {
            return Ok((FileRowResult::Refused, codes));
        }
        let commit = CopyCommit {
            request,
            digest: Some(review.digest),
            acknowledged: options.acknowledged.clone(),
        };
        let key = key_of(row, options);
        self.user_copy_commit(caller, commit, Some(&key)).await?;
        Ok((FileRowResult::Created, codes))
    }

    /// Whether an earlier run of the file has made whom a row asks for.
    async fn copy_row_is_done(
        &self,
        caller: &Caller,
        row: &CopyRow,
        options: &FileOptions,
    ) -> Result<bool, ServiceError> {
        let (user, key) = (caller.user.clone(), key_of(row, options));
        let found = self
            .store()
            .read(move |tx| {
                Box::pin(
                    async move { Ok::<_, ServiceError>(idempotency::find(tx, &user, &key).await?) },
                )
            })
            .await?;
        Ok(found.is_some())
    }
}

fn request_of(row: &CopyRow, options: &FileOptions) -> CopyRequest {
    CopyRequest {
        acting_in: options.acting.acting_in.clone(),
        reason: options.reason.clone(),
        ..row.request.clone()
    }
}

fn key_of(row: &CopyRow, options: &FileOptions) -> String {
    let place = match row.column {
        0 => row.line.to_string(),
        column => format!("{}.{column}", row.line),
    };
    idempotency::key_of_row(&options.file_hash, &place)
}

fn told(row: &CopyRow, result: FileRowResult, codes: Vec<String>) -> FileResult {
    FileResult {
        line: row.line,
        column: row.column,
        user: row.user().to_owned(),
        result,
        codes,
    }
}

fn codes_of(review: &Review) -> Vec<String> {
    let codes: BTreeSet<&str> = review.plan.findings().map(Finding::code).collect();
    codes.into_iter().map(str::to_owned).collect()
}

fn is_unacknowledged(review: &Review, options: &FileOptions) -> bool {
    let mut families = review.plan.families.iter();
    families.any(|family| !family.unacknowledged(&options.acknowledged).is_empty())
}

/// What a row comes to that cannot be planned or made; a database that is away ends the run.
fn ended(error: ServiceError) -> Result<(FileRowResult, Vec<String>), ServiceError> {
    let code = match &error {
        ServiceError::Unavailable { .. } | ServiceError::Unauthenticated => return Err(error),
        ServiceError::NotFound => "unknown-user",
        ServiceError::Internal(cause) => {
            tracing::error!(cause = chain(cause.as_ref()), "a row of a file failed");
            return Ok((FileRowResult::Failed, vec![error.code().to_owned()]));
        }
        other => other.code(),
    };
    Ok((FileRowResult::Refused, vec![code.to_owned()]))
}
