//! Families of one request in the transaction at hand, one after the other.

use super::answer::{CommitRow, RowResult};
use super::commit::{blocking_codes, codes_of};
use super::difference::KeptFamily;
use super::many::{KeptRow, Rows, Run, not_attempted, row, stops};
use super::replay::replay;
use super::resolve::wanted;
use super::write::{Committed, Pending, hold_off};
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::UserId;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{Finding, MoveRequest, Snapshot, Step, View, plan_rows, seen_by};
use rehome_storage::{Tx, snapshot};
use std::collections::BTreeSet;

impl Service {
    /// Plans and moves families one after the other in the transaction at hand.
    pub(super) async fn try_families(
        &self,
        tx: &mut Tx,
        run: &Run,
        families: &[KeptFamily],
    ) -> Result<Rows, ServiceError> {
        let mut done = Rows::default();
        let mut pending = Pending::default();
        let mut state: Option<Snapshot> = None;
        let mut touched: BTreeSet<UserId> = BTreeSet::new();
        hold_off(tx, run.attempt.request.destinations()).await?;
        for (at, kept) in families.iter().enumerate() {
            let subject = &kept.seen.subject;
            if done.is_stopped {
                done.rows.push(not_attempted(subject));
                continue;
            }
            let key = format!("{}\u{1f}{subject}", run.attempt.key);
            if let Some(KeptRow { row, undo_until }) = replay(tx, &run.attempt, &key).await? {
                done.rows.push(row);
                done.undo_until = done.undo_until.max(Some(undo_until));
                continue;
            }
            let is_known = |state: &Snapshot| {
                state.user(subject).is_none_or(|user| {
                    !state
                        .family(user)
                        .any(|member| touched.contains(&member.id))
                })
            };
            let mut facts = match state.take().filter(is_known) {
                Some(facts) => facts,
                None => {
                    touched.clear();
                    self.write_pending(
                        tx,
                        &run.commit.actor.user,
                        std::mem::take(&mut pending),
                        None,
                    )
                    .await?;
                    let rest = families.get(at..).unwrap_or_default();
                    let subjects = rest
                        .iter()
                        .map(|family| family.seen.subject.clone())
                        .collect();
                    let request = MoveRequest {
                        subject: None,
                        subjects: Some(subjects),
                        ..run.attempt.request.clone()
                    };
                    snapshot::load(tx, &wanted(&run.actor, &request, self.now().day())).await?
                }
            };
            let row = self
                .try_family(
                    tx,
                    run,
                    kept,
                    &mut facts,
                    &mut touched,
                    &mut pending,
                    &key,
                    &mut done.undo_until,
                )
                .await?;
            done.is_stopped = stops(&run.attempt.request)
                && !matches!(row.result, RowResult::Moved | RowResult::Skipped);
            done.rows.push(row);
            state = Some(facts);
        }
        self.write_pending(tx, &run.commit.actor.user, pending, state.as_ref())
            .await?;
        Ok(done)
    }

    #[allow(clippy::too_many_arguments)] // WHY: the state of one run, lent piece by piece.
    async fn try_family(
        &self,
        tx: &mut Tx,
        run: &Run,
        kept: &KeptFamily,
        facts: &mut Snapshot,
        touched: &mut BTreeSet<UserId>,
        pending: &mut Pending,
        key: &str,
        until: &mut Option<Timestamp>,
    ) -> Result<CommitRow, ServiceError> {
        let (actor, subject) = (&run.actor, &kept.seen.subject);
        let one = MoveRequest {
            subject: None,
            subjects: Some(vec![subject.clone()]),
            all_of: None,
            ..run.attempt.request.clone()
        };
        let stale = |codes| row(subject, RowResult::Stale, codes);
        let Ok(planned) = plan_rows(facts, &one, actor, run.commit.now) else {
            let was_unknown = blocking_codes(&kept.seen)
                .iter()
                .any(|code| code == "unknown-user");
            let result = if was_unknown {
                RowResult::Refused
            } else {
                RowResult::Stale
            };
            return Ok(row(
                subject,
                result,
                vec![
                    if was_unknown {
                        "unknown-user"
                    } else {
                        "destination-withdrawn"
                    }
                    .to_owned(),
                ],
            ));
        };
        let Some(family) = planned.families.first() else {
            // WHY: no filter fits any more; who is out of view has a row all the same.
            return Ok(stale(vec!["stale".to_owned()]));
        };
        let seen = seen_by(&View::of(facts, actor)?, facts, family);
        let digests = self
            .key()
            .family(&run.attempt.actor, &run.attempt.request, family);
        if digests.whole != kept.digest {
            return Ok(stale(what_came(&kept.seen.findings, &seen.findings)));
        }
        if family.is_skipped(actor.channel) {
            return Ok(row(subject, RowResult::Skipped, blocking_codes(&seen)));
        }
        if family.is_blocked() {
            return Ok(row(subject, RowResult::Refused, blocking_codes(&seen)));
        }
        let id = self.new_move_id()?;
        let committed = Committed {
            id: id.clone(),
            family,
            digests: &digests,
            as_of: run.attempt.request.as_of(),
            undoes: None,
            original: None,
        };
        if pending.changes_again(family) {
            self.write_pending(
                tx,
                &run.commit.actor.user,
                std::mem::take(pending),
                Some(facts),
            )
            .await?;
        }
        self.note_family(&run.commit, committed, pending)?;
        let undo_until = self.undo_until(facts, family, run.commit.now);
        *until = (*until).max(Some(undo_until));
        let moved = CommitRow {
            user_move: Some(id),
            ..row(subject, RowResult::Moved, codes_of(&seen))
        };
        self.keep_answer(
            tx,
            &run.attempt,
            key,
            &KeptRow {
                row: moved.clone(),
                undo_until,
            },
        )
        .await?;
        touched.extend(family.steps.iter().map(Step::about).cloned());
        apply(facts, &family.steps);
        Ok(moved)
    }
}

/// The codes of findings that came since the review; `stale` where only a record changed.
fn what_came(then: &[Finding], now: &[Finding]) -> Vec<String> {
    let came: BTreeSet<&str> = now
        .iter()
        .filter(|finding| !then.contains(finding))
        .map(Finding::code)
        .collect();
    if came.is_empty() {
        vec!["stale".to_owned()]
    } else {
        came.into_iter().map(str::to_owned).collect()
    }
}
