//! Running a file: chunks of rows, a transaction each; a chunk that breaks is tried row by row.

use super::judge::{actor, facts, judge};
use super::{FileOptions, FileResult, FileSummary, in_order, is_within_ceiling, key_of};
use crate::caller::{Caller, Via};
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::RowResult;
use crate::user_move::write::{Commit, Committed, Pending};
use rehome_document::moves::MoveRow;
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{Actor, Snapshot, Step};
use rehome_storage::{Tx, idempotency};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
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

type Meant = BTreeMap<String, Vec<UserId>>;

impl Service {
    /// Runs a file. `on_row` is called with each row once it is durable; a stop from outside finishes the row in
    /// hand. Running the same file again goes on where it was.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller does not act there. What concerns one row is that row's result.
    pub async fn moves_run_file(
        &self,
        caller: &Caller,
        rows: Vec<MoveRow>,
        options: &FileOptions,
        mut on_row: impl FnMut(&FileResult) + Send,
    ) -> Result<FileSummary, ServiceError> {
        is_within_ceiling(&rows)?;
        let run = Run {
            actor: self.pinned(actor(caller, options)).await?,
            via: caller.via,
            options: Arc::new(options.clone()),
            commit: self.new_move_id()?,
        };
        let rows = in_order(rows);
        let mut summary = FileSummary::default();
        let mut done = 0;
        for chunk in rows.chunks(CHUNK) {
            let results = match self.run_chunk(&run, chunk.to_vec()).await {
                Ok(results) => results,
                Err(ServiceError::Unavailable { retry_after }) => {
                    return Err(ServiceError::Unavailable { retry_after });
                }
                Err(error) => {
                    tracing::warn!(%error, "a chunk of rows broke; its rows are tried one by one");
                    self.run_singly(&run, chunk).await?
                }
            };
            done += results.len();
            for result in &results {
                summary.count(result.result);
                on_row(result);
            }
            if results.len() < chunk.len() {
                break;
            }
        }
        summary.left = u32::try_from(rows.len() - done).unwrap_or(u32::MAX);
        Ok(summary)
    }

    async fn run_singly(
        &self,
        run: &Run,
        rows: &[MoveRow],
    ) -> Result<Vec<FileResult>, ServiceError> {
        let mut results = Vec::with_capacity(rows.len());
        for row in rows {
            match self.run_chunk(run, vec![row.clone()]).await {
                Ok(one) if one.is_empty() => break,
                Ok(one) => results.extend(one),
                Err(ServiceError::Unavailable { retry_after }) => {
                    return Err(ServiceError::Unavailable { retry_after });
                }
                Err(error) => {
                    self.incident(&error);
                    results.push(of_row(row, RowResult::Failed, vec!["failed".to_owned()]));
                }
            }
        }
        Ok(results)
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
        let mut state: Option<(Snapshot, Meant)> = None;
        let mut touched: BTreeSet<UserId> = BTreeSet::new();
        let mut commit = Commit {
            actor: run.actor.clone(),
            via: run.via,
            request: rehome_domain::user_move::MoveRequest::default(),
            acknowledged: run.options.acknowledged.clone(),
            id: run.commit.clone(),
            now,
        };
        for (at, (row, key)) in rows.iter().zip(&keys).enumerate() {
            if run.options.stop.load(Ordering::Relaxed) {
                break;
            }
            if done.contains(key) {
                results.push(of_row(
                    row,
                    RowResult::Skipped,
                    vec!["already-done".to_owned()],
                ));
                continue;
            }
            let (mut snapshot, meant) = match state
                .take()
                .filter(|(state, meant)| !is_touched(state, meant, row, &touched))
            {
                Some(state) => state,
                None => {
                    touched.clear();
                    self.write_pending(tx, &run.actor.user, std::mem::take(&mut pending))
                        .await?;
                    facts(
                        tx,
                        &run.actor,
                        rows.get(at..).unwrap_or_default(),
                        &BTreeSet::new(),
                    )
                    .await?
                }
            };
            let judged = judge(&snapshot, &meant, &run.actor, &run.options, row, now)?;
            if let Some(todo) = judged.family {
                let (request, family) = *todo;
                if pending.changes_again(&family) {
                    self.write_pending(tx, &run.actor.user, std::mem::take(&mut pending))
                        .await?;
                }
                let id = self.new_move_id()?;
                let digests = self.key().family(&run.actor, &request, &family);
                commit.request = request;
                let as_of = row.date;
                let committed = Committed {
                    id: id.clone(),
                    family: &family,
                    digests: &digests,
                    as_of,
                    undoes: None,
                };
                self.note_family(&commit, committed, &mut pending)?;
                kept.push((key.clone(), json!({ "move": id })));
                touched.extend(family.steps.iter().map(Step::about).cloned());
                apply(&mut snapshot, &family.steps);
            }
            results.push(of_row(row, judged.result, judged.codes));
            state = Some((snapshot, meant));
        }
        idempotency::store_many(tx, &run.actor.user, &run.options.file_hash, &kept, now).await?;
        self.write_pending(tx, &run.actor.user, pending).await?;
        Ok(results)
    }
}

/// Whether a row is about somebody whom rows above have changed, so that the facts are to be read again.
fn is_touched(state: &Snapshot, meant: &Meant, row: &MoveRow, touched: &BTreeSet<UserId>) -> bool {
    let id = UserId::from(row.user.as_str());
    let named = meant.get(&rehome_domain::text::folded(&row.user));
    std::iter::once(&id)
        .chain(named.into_iter().flatten())
        .filter_map(|id| state.user(id))
        .any(|user| {
            state
                .family(user)
                .any(|member| touched.contains(&member.id))
        })
}

fn of_row(row: &MoveRow, result: RowResult, codes: Vec<String>) -> FileResult {
    FileResult {
        line: row.line,
        user: row.user.clone(),
        result,
        codes,
    }
}
