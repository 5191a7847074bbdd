//! Running a file: chunks of rows, a transaction each; a chunk that breaks is tried row by row.

use super::facts::Facts;
use super::judge::{Asked, Todo, WITH_SPONSOR, actor, judge};
use super::memory::{Known, Memory, by, changed, moved, told};
use super::whole::Whole;
use super::{
    Broken, FileOptions, FileResult, FileRowResult, FileSummary, in_order, is_within_ceiling,
    key_of, place_of,
};
use crate::caller::{Caller, Via};
use crate::error::{ServiceError, chain};
use crate::service::Service;
use crate::user_move::write::{Commit, Committed, Pending, hold_off};
use rehome_document::moves::MoveRow;
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{Actor, Step};
use rehome_storage::{Tx, idempotency};
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
    whole: Arc<Whole>,
    memory: Arc<Memory>,
    by: String,
}

/// A row that has come to its end.
struct Ran {
    row: FileResult,
    /// Whether that was before this run broke off.
    is_told_again: bool,
}

impl Service {
    /// Runs a file. `on_row` is called with each row once it is durable; a stop from outside finishes the row in
    /// hand. Running a file again that was not run to its end goes on where it was, and tells the rows before that as
    /// they were told.
    ///
    /// # Errors
    /// [`Broken`] with [`ServiceError::NotFound`] where the caller does not act there, and where the database went
    /// away: then the rows told until then stand. What concerns one row is that row's result.
    pub async fn moves_run_file(
        &self,
        caller: &Caller,
        rows: Vec<MoveRow>,
        options: &FileOptions,
        on_row: impl FnMut(&FileResult) + Send,
    ) -> Result<FileSummary, Broken> {
        let summary = self.moves_run_rows(caller, rows, options, on_row).await?;
        if summary.left == 0 {
            let over = self.moves_run_over(caller, &options.file_hash).await;
            over.map_err(|error| Broken { summary, error })?;
        }
        Ok(summary)
    }

    /// Lets the next run of a file be one of its own: this one was told to its end.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn moves_run_over(&self, caller: &Caller, file: &str) -> Result<(), ServiceError> {
        let (user, file) = (caller.user.clone(), file.to_owned());
        self.store()
            .write(move |tx| {
                let (user, file) = (user.clone(), file.clone());
                Box::pin(async move {
                    idempotency::forget_run(tx, &user, &file).await?;
                    Ok(())
                })
            })
            .await
    }

    /// As [`Service::moves_run_file`], for who says by [`Service::moves_run_over`] once what was told is safe.
    ///
    /// # Errors
    /// As of [`Service::moves_run_file`].
    pub async fn moves_run_rows(
        &self,
        caller: &Caller,
        rows: Vec<MoveRow>,
        options: &FileOptions,
        mut on_row: impl FnMut(&FileResult) + Send,
    ) -> Result<FileSummary, Broken> {
        let mut summary = FileSummary::of(rows.len());
        let begun = self.begun(caller, rows, options).await;
        let (run, rows) = begun.map_err(|error| Broken { summary, error })?;
        for chunk in rows.chunks(CHUNK) {
            let (results, broken) = self.run_or_singly(&run, chunk).await;
            for ran in &results {
                let result = &ran.row;
                summary.count(result.result);
                if let Some(result) = result.result.of_family().filter(|_| !ran.is_told_again) {
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
        rows: Vec<MoveRow>,
        options: &FileOptions,
    ) -> Result<(Run, Arc<Vec<MoveRow>>), ServiceError> {
        is_within_ceiling(&rows)?;
        let actor = self.pinned(actor(caller, options)).await?;
        let (rows, whole) = self.known_as_a_whole(&actor, in_order(rows)).await?;
        let memory = self.memory_of(&actor, options, (&rows, &whole)).await?;
        if memory.is_of_another_run {
            self.moves_run_over(caller, &options.file_hash).await?;
        }
        let run = Run {
            actor,
            via: caller.via,
            options: Arc::new(options.clone()),
            commit: self.new_move_id()?,
            whole,
            memory: Arc::new(memory),
            by: by(options),
        };
        Ok((run, rows))
    }

    /// Runs a chunk at once or, where that breaks, row by row. Answers the results of the rows that are durable, and
    /// why there are no more.
    async fn run_or_singly(&self, run: &Run, rows: &[MoveRow]) -> (Vec<Ran>, Option<ServiceError>) {
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
                    results.push(Ran {
                        row: of_row(row, FileRowResult::Failed, codes),
                        is_told_again: false,
                    });
                }
            }
        }
        (results, None)
    }

    /// The results of a chunk; fewer than rows where the run was stopped.
    async fn run_chunk(&self, run: &Run, rows: Vec<MoveRow>) -> Result<Vec<Ran>, ServiceError> {
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
    ) -> Result<Vec<Ran>, ServiceError> {
        let now = self.now();
        let codes = rows.iter().filter_map(|row| row.destination.as_deref());
        let destinations: BTreeSet<OrganizationCode> = codes.map(OrganizationCode::from).collect();
        hold_off(tx, &destinations).await?;
        let keys: Vec<String> = rows.iter().map(|row| key_of(&run.options, row)).collect();
        let user = &run.actor.user;
        let done = Known::of(tx, user, &run.options, rows, Some(&run.by)).await?;
        let mut results: Vec<Ran> = Vec::with_capacity(rows.len());
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
            whole: &run.whole,
            memory: &run.memory,
        };
        for (at, (row, key)) in rows.iter().zip(&keys).enumerate() {
            if run.options.stop.load(Ordering::Relaxed) {
                break;
            }
            let told = done.told_of(row, key);
            let is_told_again = told.is_some();
            let before = || (FileRowResult::Skipped, vec!["already-done".to_owned()]);
            if let Some((result, codes)) = told.or_else(|| done.is_done(key).then(before)) {
                results.push(Ran {
                    row: of_row(row, result, codes),
                    is_told_again,
                });
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
            let mut who = None;
            if let Todo::Change(change) = todo {
                who = change.about().cloned();
                touched.extend(who.clone());
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
                        self.write_pending(
                            tx,
                            &run.actor.user,
                            std::mem::take(&mut pending),
                            Some(&facts.state),
                        )
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
                        original: None,
                    };
                    self.note_family(&commit, committed, &mut pending)?;
                    let along = run.whole.take_along(&family.subject);
                    kept.push((key.clone(), moved(&family, &id, &along)));
                    touched.extend(family.steps.iter().map(Step::about).cloned());
                    apply(&mut facts.state, &family.steps);
                }
                Todo::Create(new) => {
                    let (right, entry) = *new;
                    let id = UserId::from(self.new_id()?);
                    self.create_write(tx, right, &id, entry).await?;
                    kept.push((key.clone(), changed(Some(&id))));
                }
                Todo::Nothing if judged.result == FileRowResult::Changed => {
                    kept.push((key.clone(), changed(who.as_ref())));
                }
                Todo::Nothing if codes.iter().any(|code| code == WITH_SPONSOR) => {
                    kept.push((key.clone(), changed(None)));
                }
                Todo::Nothing | Todo::Change(_) => {}
            }
            results.push(Ran {
                row: of_row(row, judged.result, codes),
                is_told_again: false,
            });
            known = Some(facts);
        }
        if results.iter().any(|ran| !ran.is_told_again)
            && let Some(first) = rows.first()
        {
            // What was undone is kept anew, and what was told of this chunk in one place.
            let again = kept.iter().map(|(key, _)| key);
            let again = again.filter(|key| done.undone.contains(*key));
            idempotency::forget(tx, user, again.chain(&done.told_under)).await?;
            let all: Vec<FileResult> = results.iter().map(|ran| ran.row.clone()).collect();
            let key = idempotency::key_of_run(&run.options.file_hash, &place_of(first));
            kept.push((key, told(&run.by, &all)?));
        }
        idempotency::store_many(tx, user, &run.options.file_hash, &kept, now).await?;
        let after = known.as_ref().map(|facts| &facts.state);
        self.write_pending(tx, user, pending, after).await?;
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
        self.write_pending(tx, &run.actor.user, std::mem::take(pending), None)
            .await?;
        Facts::of(tx, &run.actor, rows, &run.whole, &BTreeSet::new()).await
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
