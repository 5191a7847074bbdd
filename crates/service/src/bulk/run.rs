//! Running a file: chunks of rows, a transaction each; a chunk that breaks is tried row by row.

use super::facts::Facts;
use super::judge::{Asked, Todo, actor, judge};
use super::{
    Broken, FileOptions, FileResult, FileRowResult, FileSummary, in_order, is_within_ceiling,
    key_of,
};
use crate::caller::{Caller, Via};
use crate::error::{ServiceError, chain};
use crate::service::Service;
use crate::user_move::write::{Commit, Committed, Pending};
use rehome_document::moves::MoveRow;
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{Actor, Step};
use rehome_storage::{Tx, idempotency};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How many rows share a transaction.
const CHUNK: usize = 200;

/// A run, as far as all its chunks share it.
#[derive(Clone)]
struct Run {
    actor: Actor,
    via: Via,
    options: Arc<FileOptions>,
    commit: MoveId,
}

impl Service {
    /// Runs a file. `on_row` is called with each row once it is durable; a stop from outside finishes the row in
    /// hand. Running the same file again goes on where it was.
    ///
    /// # Errors
    /// [`Broken`] with [`ServiceError::NotFound`] where the caller does not act there, and where the database went
    /// away: then the rows told until then stand. What concerns one row is that row's result.
    pub async fn moves_run_file(
        &self,
        caller: &Caller,
        rows: Vec<MoveRow>,
        options: &FileOptions,
        mut on_row: impl FnMut(&FileResult) + Send,
    ) -> Result<FileSummary, Broken> {
        let mut summary = FileSummary::of(rows.len());
        let run = self.begun(caller, &rows, options).await;
        let run = run.map_err(|error| Broken { summary, error })?;
        for chunk in in_order(rows).chunks(CHUNK) {
            let (results, broken) = self.run_or_singly(&run, chunk).await;
            for result in &results {
                summary.count(result.result);
                if let Some(result) = result.result.of_family() {
                    self.tally().count(result);
                }
                on_row(result);
            }
            if let Some(error) = broken {
                return Err(Broken { summary, error });
            }
            if results.len() < chunk.len() {
                break;
            }
        }
        Ok(summary)
    }

    async fn begun(
        &self,
        caller: &Caller,
        rows: &[MoveRow],
        options: &FileOptions,
    ) -> Result<Run, ServiceError> {
        is_within_ceiling(rows)?;
        Ok(Run {
            actor: self.pinned(actor(caller, options)).await?,
            via: caller.via,
            options: Arc::new(options.clone()),
            commit: self.new_move_id()?,
        })
    }

    /// Runs a chunk at once or, where that breaks, row by row. Answers the results of the rows that are durable, and
    /// why there are no more.
    async fn run_or_singly(
        &self,
        run: &Run,
        rows: &[MoveRow],
    ) -> (Vec<FileResult>, Option<ServiceError>) {
        match self.run_chunk(run, rows.to_vec()).await {
            Ok(results) => return (results, None),
            Err(error @ ServiceError::Unavailable { .. }) => return (Vec::new(), Some(error)),
            Err(error) => tracing::warn!(
                error = chain(&error),
                "a chunk of rows broke; its rows are tried one by one"
            ),
        }
        let mut results = Vec::with_capacity(rows.len());
        for row in rows {
            match self.run_chunk(run, vec![row.clone()]).await {
                Ok(one) if one.is_empty() => break,
                Ok(one) => results.extend(one),
                Err(error @ ServiceError::Unavailable { .. }) => return (results, Some(error)),
                Err(error) => {
                    if error.incident().is_none() {
                        tracing::error!(%error, "a row could not be moved");
                    }
                    let codes = vec!["failed".to_owned()];
                    results.push(of_row(row, FileRowResult::Failed, codes));
                }
            }
        }
        (results, None)
    }

    /// The results of a chunk; fewer than rows where the run was stopped.
    async fn run_chunk(
        &self,
        run: &Run,
        rows: Vec<MoveRow>,
    ) -> Result<Vec<FileResult>, ServiceError> {
        let (this, run, rows) = (self.clone(), run.clone(), Arc::new(rows));
        self.store()
            .write(move |tx| {
                let (this, run, rows) = (this.clone(), run.clone(), rows.clone());
                Box::pin(async move { this.try_rows(tx, &run, &rows).await })
            })
            .await
    }

    async fn try_rows(
        &self,
        tx: &mut Tx,
        run: &Run,
        rows: &[MoveRow],
    ) -> Result<Vec<FileResult>, ServiceError> {
        let now = self.now();
        let keys: Vec<String> = rows.iter().map(|row| key_of(&run.options, row)).collect();
        let done = idempotency::known(tx, &run.actor.user, &keys).await?;
        let mut results = Vec::with_capacity(rows.len());
        let mut kept: Vec<(String, serde_json::Value)> = Vec::new();
        let mut pending = Pending::default();
        let mut known: Option<Facts> = None;
        let mut touched: BTreeSet<UserId> = BTreeSet::new();
        let mut commit = Commit {
            actor: run.actor.clone(),
            via: run.via,
            request: rehome_domain::user_move::MoveRequest::default(),
            acknowledged: run.options.acknowledged.clone(),
            id: run.commit.clone(),
            now,
        };
        let asked = Asked {
            actor: &run.actor,
            options: &run.options,
            now,
        };
        for (at, (row, key)) in rows.iter().zip(&keys).enumerate() {
            if run.options.stop.load(Ordering::Relaxed) {
                break;
            }
            if done.contains(key) {
                let codes = vec!["already-done".to_owned()];
                results.push(of_row(row, FileRowResult::Skipped, codes));
                continue;
            }
            let rest = rows.get(at..).unwrap_or_default();
            let mut facts = match known
                .take()
                .filter(|facts| !facts.is_touched(row, &touched))
            {
                Some(facts) => facts,
                None => {
                    touched.clear();
                    self.write_and_read(tx, run, &mut pending, rest).await?
                }
            };
            let mut judged = judge(tx, &facts, &asked, row).await?;
            let mut codes = std::mem::take(&mut judged.codes);
            let mut todo = judged.todo;
            if let Todo::Change(change) = todo {
                touched.extend(change.about().cloned());
                let is_all = change.then.is_none();
                self.write_change(tx, *change).await?;
                todo = Todo::Nothing;
                if !is_all {
                    // WHY: the plan of the move rests on the record as it is now.
                    touched.clear();
                    facts = self.write_and_read(tx, run, &mut pending, rest).await?;
                    let again = judge(tx, &facts, &asked, row).await?;
                    judged.result = again.result;
                    codes.extend(again.codes);
                    codes.sort();
                    codes.dedup();
                    todo = again.todo;
                }
            }
            match todo {
                Todo::Move(moving) => {
                    let (request, family) = *moving;
                    if pending.changes_again(&family) {
                        self.write_pending(tx, &run.actor.user, std::mem::take(&mut pending))
                            .await?;
                    }
                    let id = self.new_move_id()?;
                    let digests = self.key().family(&run.actor, &request, &family);
                    commit.request = request;
                    let committed = Committed {
                        id: id.clone(),
                        family: &family,
                        digests: &digests,
                        as_of: row.date,
                        undoes: None,
                    };
                    self.note_family(&commit, committed, &mut pending)?;
                    kept.push((key.clone(), json!({ "move": id })));
                    touched.extend(family.steps.iter().map(Step::about).cloned());
                    apply(&mut facts.state, &family.steps);
                }
                Todo::Create(new) => {
                    let (right, entry) = *new;
                    let id = UserId::from(self.new_id()?);
                    self.create_write(tx, right, &id, entry).await?;
                    kept.push((key.clone(), json!({ "user": id })));
                }
                Todo::Nothing if judged.result == FileRowResult::Changed => {
                    kept.push((key.clone(), json!({})));
                }
                Todo::Nothing | Todo::Change(_) => {}
            }
            results.push(of_row(row, judged.result, codes));
            known = Some(facts);
        }
        idempotency::store_many(tx, &run.actor.user, &run.options.file_hash, &kept, now).await?;
        self.write_pending(tx, &run.actor.user, pending).await?;
        Ok(results)
    }

    /// Writes what waits and reads the facts for the rows ahead.
    async fn write_and_read(
        &self,
        tx: &mut Tx,
        run: &Run,
        pending: &mut Pending,
        rows: &[MoveRow],
    ) -> Result<Facts, ServiceError> {
        self.write_pending(tx, &run.actor.user, std::mem::take(pending))
            .await?;
        Facts::of(tx, &run.actor, rows, &BTreeSet::new()).await
    }
}

/// A row with its end.
pub(super) fn of_row(row: &MoveRow, result: FileRowResult, codes: Vec<String>) -> FileResult {
    FileResult {
        line: row.line,
        column: row.column,
        user: row.user.clone(),
        result,
        codes,
    }
}
