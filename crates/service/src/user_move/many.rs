//! Committing many families: each judged on the state the ones before it left, each whole or not at all.
//!
//! Families go in chunks, a transaction each. Should a chunk break, its families are tried one by one, so that
//! a fault concerns its own row only. Each moved row is kept under the request's key, so that a retry after a
//! crash goes on where it was.

use super::answer::{CommitAnswer, CommitRow, RowResult};
use super::commit::{Attempt, Failure};
use super::difference::KeptFamily;
use super::plan::KeptPlan;
use super::replay::{first_answer, replay};
use super::review::Planned;
use super::write::Commit;
use crate::digest::body_hash;
use crate::error::{Rejection, ServiceError, chain};
use crate::service::Service;
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::request::OnFailure;
use rehome_domain::user_move::{Actor, Finding, MoveRequest, Severity};
use rehome_storage::transactions::{self, Transaction};
use rehome_storage::{Tx, provisioning_jobs, transfers};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many families share a transaction.
const CHUNK: usize = 50;

/// What is kept of a moved row, so that a retry finds it.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptRow {
    pub(super) row: CommitRow,
    pub(super) undo_until: Timestamp,
}

/// A commit of many families on its way.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) attempt: Attempt,
    /// The actor, who goes on acting where the plan was made even when moved along.
    pub(super) actor: Actor,
    pub(super) commit: Commit,
    pub(super) families: Arc<Vec<KeptFamily>>,
    /// The request as it came, to be submitted again.
    asked: Arc<MoveRequest>,
}

/// What became of some of the families.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<CommitRow>,
    pub(super) undo_until: Option<Timestamp>,
    pub(super) is_stopped: bool,
}

impl Service {
    /// Commits a request that may be about several families.
    pub(crate) async fn commit_many(
        &self,
        mut attempt: Attempt,
    ) -> Result<CommitAnswer, ServiceError> {
        let inside = attempt.clone();
        let first = self
            .store()
            .read(move |tx| Box::pin(async move { first_answer(tx, &inside).await }))
            .await?;
        if let Some(first) = first {
            return Ok(first);
        }
        let kept = self.reviewed(&attempt).await?;
        let asked = Arc::new(std::mem::replace(&mut attempt.request, kept.request));
        if kept.families.len() == 1 {
            return self.commit_one(attempt).await;
        }
        self.all_acknowledged(&attempt, &kept.families)?;
        let id = self.commit_id(&attempt).await?;
        let commit = Commit {
            actor: attempt.actor.clone(),
            via: attempt.caller.via,
            request: attempt.request.clone(),
            acknowledged: attempt.acknowledged.clone(),
            id,
            now: self.now(),
        };
        let actor = Actor {
            acting_in: Some(kept.acting_in),
            ..attempt.actor.clone()
        };
        let run = Run {
            attempt,
            actor,
            commit,
            families: Arc::new(kept.families),
            asked,
        };
        if run.attempt.request.all_or_nothing {
            self.all_or_nothing(run).await
        } else {
            self.one_by_one(run).await
        }
    }

    /// The plan that the digest names: as kept, or as it is now.
    async fn reviewed(&self, attempt: &Attempt) -> Result<KeptPlan, ServiceError> {
        let user = &attempt.caller.user;
        let asked = body_hash(user, &attempt.request);
        let kept = self.kept_plan(user, &attempt.digest).await?;
        if let Some(kept) = kept.filter(|kept| kept.asked == asked) {
            return Ok(kept);
        }
        let (planned, snapshot) = self
            .plan_now(&attempt.caller, attempt.request.clone())
            .await?;
        if planned.review.digest == attempt.digest {
            let Planned {
                request,
                acting_in,
                kept,
                ..
            } = planned;
            return Ok(KeptPlan {
                asked,
                request,
                acting_in,
                families: kept,
            });
        }
        Err(self.stale(attempt, planned, &snapshot).await)
    }

    /// Refuses the whole where a warning of a family that would move is not acknowledged.
    fn all_acknowledged(
        &self,
        attempt: &Attempt,
        families: &[KeptFamily],
    ) -> Result<(), ServiceError> {
        let is_missing = |finding: &&Finding| {
            finding.severity == Severity::Warning && !attempt.acknowledged.contains(finding.code())
        };
        let moving = families.iter().filter(|family| !family.seen.is_blocked());
        let findings: Vec<Finding> = moving
            .flat_map(|family| family.seen.findings.iter().filter(is_missing))
            .cloned()
            .collect();
        if findings.is_empty() {
            return Ok(());
        }
        Err(ServiceError::Rejected(Box::new(Rejection {
            code: "not-acknowledged",
            message: "acknowledge the warnings to go on".to_owned(),
            at: None,
            findings,
            review: None,
        })))
    }

    /// The id of the commit; a retry goes on with the first one's.
    async fn commit_id(&self, attempt: &Attempt) -> Result<MoveId, ServiceError> {
        let (this, attempt) = (self.clone(), attempt.clone());
        self.store()
            .write(move |tx| {
                let (this, attempt) = (this.clone(), attempt.clone());
                Box::pin(async move {
                    let key = format!("{}\u{1f}", attempt.key);
                    if let Some(id) = replay(tx, &attempt, &key).await? {
                        return Ok(id);
                    }
                    let id = this.new_move_id()?;
                    this.keep_answer(tx, &attempt, &key, &id).await?;
                    Ok(id)
                })
            })
            .await
    }

    async fn one_by_one(&self, run: Run) -> Result<CommitAnswer, ServiceError> {
        let mut done = Rows::default();
        let mut from = 0;
        while from < run.families.len() {
            let to = (from + CHUNK).min(run.families.len());
            if done.is_stopped {
                done.rows.extend(
                    run.families
                        .iter()
                        .skip(from)
                        .map(|family| not_attempted(&family.seen.subject)),
                );
                break;
            }
            let chunk = match self.chunk(&run, from, to).await {
                Ok(chunk) => chunk,
                Err(error) if to - from == 1 => self.failed(&run, from, &error),
                Err(error) => {
                    tracing::warn!(
                        error = chain(&error),
                        "a chunk of moves broke; its families are tried one by one"
                    );
                    self.singly(&run, from, to).await
                }
            };
            done.rows.extend(chunk.rows);
            done.undo_until = done.undo_until.max(chunk.undo_until);
            done.is_stopped |= chunk.is_stopped;
            from = to;
        }
        self.answer(&run, done).await
    }

    async fn singly(&self, run: &Run, from: usize, to: usize) -> Rows {
        let mut done = Rows::default();
        for at in from..to {
            if done.is_stopped {
                done.rows.extend(
                    run.families
                        .get(at)
                        .map(|family| not_attempted(&family.seen.subject)),
                );
                continue;
            }
            let one = match self.chunk(run, at, at + 1).await {
                Ok(one) => one,
                Err(error) => self.failed(run, at, &error),
            };
            done.rows.extend(one.rows);
            done.undo_until = done.undo_until.max(one.undo_until);
            done.is_stopped |= one.is_stopped;
        }
        done
    }

    fn failed(&self, run: &Run, at: usize, error: &ServiceError) -> Rows {
        if error.incident().is_none() {
            tracing::error!(%error, "a family could not be moved");
        }
        let rows = run.families.get(at).map(|family| {
            row(
                &family.seen.subject,
                RowResult::Failed,
                vec!["failed".to_owned()],
            )
        });
        Rows {
            rows: rows.into_iter().collect(),
            undo_until: None,
            is_stopped: stops(&run.attempt.request),
        }
    }

    async fn chunk(&self, run: &Run, from: usize, to: usize) -> Result<Rows, ServiceError> {
        let (this, run) = (self.clone(), run.clone());
        self.store()
            .write(move |tx| {
                let (this, run) = (this.clone(), run.clone());
                Box::pin(async move {
                    this.try_families(tx, &run, run.families.get(from..to).unwrap_or_default())
                        .await
                })
            })
            .await
    }

    async fn all_or_nothing(&self, run: Run) -> Result<CommitAnswer, ServiceError> {
        let (this, inside) = (self.clone(), run.clone());
        let done = self
            .store()
            .write(move |tx| {
                let (this, run) = (this.clone(), inside.clone());
                Box::pin(async move {
                    let done = this.try_families(tx, &run, &run.families).await?;
                    let is_bad = |row: &CommitRow| {
                        matches!(
                            row.result,
                            RowResult::Refused | RowResult::Stale | RowResult::Failed
                        )
                    };
                    if done.rows.iter().any(is_bad) {
                        return Err(Failure::Service(ServiceError::rejected(
                            "refused",
                            "not everybody can be moved, so nobody was",
                        )));
                    }
                    Ok(this.answer_in(tx, &run, done).await?)
                })
            })
            .await;
        match done {
            Ok(answer) => Ok(answer),
            Err(Failure::Service(ServiceError::Rejected(_))) => {
                Err(self.refused_as_a_whole(run.attempt).await)
            }
            Err(Failure::Service(error)) => Err(error),
            Err(Failure::Stale(_) | Failure::Withdrawn(_)) => Err(ServiceError::NotFound),
        }
    }

    /// Why not everybody can be moved: what was reviewed is stale, or blocked as it was (ruling 76).
    async fn refused_as_a_whole(&self, attempt: Attempt) -> ServiceError {
        let (this, inside) = (self.clone(), attempt.clone());
        let now = self
            .store()
            .read(move |tx| {
                Box::pin(async move { this.planned_in(tx, &inside.actor, &inside.request).await })
            })
            .await;
        match now {
            Err(Failure::Service(error)) => error,
            Err(Failure::Withdrawn(facts)) => self.withdrawn(&attempt, *facts).await,
            Err(Failure::Stale(now)) => self.stale(&attempt, now.0, &now.1).await,
            Ok((planned, snapshot)) if planned.review.digest != attempt.digest => {
                self.stale(&attempt, planned, &snapshot).await
            }
            Ok((planned, _)) => {
                let findings = planned.review.plan.findings().cloned().collect();
                super::commit::rejected(
                    "refused",
                    "not everybody can be moved, so nobody was",
                    &planned,
                    findings,
                )
            }
        }
    }

    async fn answer(&self, run: &Run, done: Rows) -> Result<CommitAnswer, ServiceError> {
        let (this, run, done) = (self.clone(), run.clone(), Arc::new(done));
        self.store()
            .write(move |tx| {
                let (this, run, done) = (this.clone(), run.clone(), done.clone());
                Box::pin(async move {
                    if let Some(first) = first_answer(tx, &run.attempt).await? {
                        return Ok(first);
                    }
                    let done = Rows {
                        rows: done.rows.clone(),
                        undo_until: done.undo_until,
                        is_stopped: done.is_stopped,
                    };
                    this.answer_in(tx, &run, done).await
                })
            })
            .await
    }

    async fn answer_in(
        &self,
        tx: &mut Tx,
        run: &Run,
        done: Rows,
    ) -> Result<CommitAnswer, ServiceError> {
        let transaction = Transaction {
            id: run.commit.id.clone(),
            actor: run.attempt.actor.user.clone(),
            acting_in: run.actor.acting_in.clone().unwrap_or_else(|| "".into()),
            request: serde_json::to_value(&*run.asked).map_err(ServiceError::internal)?,
            acknowledged: serde_json::json!(run.attempt.acknowledged),
            outcome: serde_json::to_value(&done.rows).map_err(ServiceError::internal)?,
            submitted: run.commit.now,
            completed: self.now(),
        };
        transactions::keep(tx, &transaction).await?;
        let has_moved = done.rows.iter().any(|row| row.result == RowResult::Moved);
        let mut jobs = provisioning_jobs::of_commit(tx, &run.commit.id).await?;
        jobs.extend(transfers::of_commit(tx, &run.commit.id).await?);
        let answer = CommitAnswer {
            id: run.commit.id.clone(),
            rows: done.rows,
            jobs,
            undo_until: done.undo_until,
        };
        if has_moved {
            self.keep_answer(tx, &run.attempt, &run.attempt.key, &answer)
                .await?;
        }
        Ok(answer)
    }
}

pub(super) fn row(subject: &UserId, result: RowResult, codes: Vec<String>) -> CommitRow {
    CommitRow {
        user: Some(subject.clone()),
        result,
        codes,
        user_move: None,
    }
}

pub(super) fn not_attempted(subject: &UserId) -> CommitRow {
    row(
        subject,
        RowResult::Skipped,
        vec!["not-attempted".to_owned()],
    )
}

pub(super) fn stops(request: &MoveRequest) -> bool {
    request.on_failure == Some(OnFailure::Stop)
}
