//! Committing one family: what was reviewed is what is committed, or nothing is.
//!
//! The order of checks: a repeated key gets its first answer; what is out of view is refused; a digest that
//! differs is stale; blockers refuse; warnings want acknowledgement; then everything is written at once.

use super::answer::{CommitAnswer, CommitRow, RowResult};
use super::plan::actor_of;
use super::replay::{checked_key, first_answer};
use super::resolve::{Facts, facts};
use super::review::{Planned, review};
use super::write::{Commit, Committed, Pending, hold_off, is_account, is_hosting};
use crate::caller::Caller;
use crate::digest::body_hash;
use crate::envelope::Envelope;
use crate::error::{Rejection, ServiceError};
use crate::service::Service;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{
    Actor, Channel, FamilyPlan, Finding, MoveRequest, Refusal, Severity, Snapshot, plan,
};
use rehome_storage::{StoreError, Tx, provisioning_jobs, transfers};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;

/// A commit on the wire: the request that was reviewed, its digest, and the warnings acknowledged.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CommitRequest {
    /// The request, word for word as it was planned.
    #[serde(flatten)]
    pub request: MoveRequest,
    /// The digest of the plan that was reviewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The codes of the warnings taken note of.
    #[serde(default)]
    pub acknowledged: BTreeSet<String>,
}

impl<'de> Deserialize<'de> for CommitRequest {
    /// WHY not derived: a flattened request would take unknown fields, and faults would lose their place.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Envelope {
            request,
            digest,
            acknowledged,
        } = Envelope::deserialize(deserializer)?;
        Ok(Self {
            request,
            digest,
            acknowledged,
        })
    }
}

/// A commit on its way into the transaction.
#[derive(Clone)]
pub(crate) struct Attempt {
    pub(crate) caller: Caller,
    pub(crate) actor: Actor,
    pub(crate) request: MoveRequest,
    pub(crate) digest: String,
    pub(crate) acknowledged: BTreeSet<String>,
    pub(crate) key: String,
    pub(crate) body_hash: String,
}

/// Why a transaction was given up.
pub(crate) enum Failure {
    Service(ServiceError),
    /// What was reviewed is not what would happen now.
    Stale(Box<(Planned, Snapshot)>),
    /// The destination is out of view; was it in view when the plan was made?
    Withdrawn(Box<Facts>),
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}
impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Service(refusal.into())
    }
}

impl Service {
    /// Commits what was reviewed. A key that was used before gets its first answer again.
    ///
    /// # Errors
    /// [`ServiceError::Required`] without digest or key, [`ServiceError::Stale`] where something changed,
    /// [`ServiceError::Rejected`] where something blocks or is not acknowledged. Nothing is written by any.
    pub async fn user_move_commit(
        &self,
        caller: &Caller,
        commit: CommitRequest,
        idempotency_key: Option<&str>,
    ) -> Result<CommitAnswer, ServiceError> {
        let key = checked_key(idempotency_key)?;
        let commit = CommitRequest {
            request: self.as_meant(caller, commit.request).await?,
            ..commit
        };
        let hash = body_hash(&caller.user, &commit);
        let missing = ServiceError::Required {
            code: "digest-required",
            message: "commit the digest of a plan that was reviewed",
        };
        let digest = commit.digest.ok_or(missing)?;
        let attempt = Attempt {
            caller: caller.clone(),
            actor: actor_of(caller, &commit.request, Channel::Attended),
            request: commit.request,
            digest,
            acknowledged: commit.acknowledged,
            key,
            body_hash: hash,
        };
        let done = if attempt.request.is_bulk() {
            self.commit_many(attempt).await
        } else {
            self.commit_one(attempt).await
        };
        self.tally().count_all(&done);
        done
    }

    /// Commits a request about one family.
    pub(crate) async fn commit_one(&self, attempt: Attempt) -> Result<CommitAnswer, ServiceError> {
        let this = self.clone();
        let inside = attempt.clone();
        let done = self
            .store()
            .write(move |tx| {
                let (this, attempt) = (this.clone(), inside.clone());
                Box::pin(async move { this.try_one(tx, &attempt).await })
            })
            .await;
        match done {
            Ok(answer) => Ok(answer),
            Err(Failure::Service(error)) => Err(error),
            Err(Failure::Stale(now)) => {
                let (planned, snapshot) = *now;
                Err(self.stale(&attempt, planned, &snapshot).await)
            }
            Err(Failure::Withdrawn(facts)) => Err(self.withdrawn(&attempt, *facts).await),
        }
    }

    /// What would happen, by the facts of the transaction at hand.
    pub(crate) async fn planned_in(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        request: &MoveRequest,
    ) -> Result<(Planned, Snapshot), Failure> {
        let Facts { request, snapshot } = facts(tx, actor, request, self.now().day()).await?;
        let plan = match plan(&snapshot, &request, actor, self.now()) {
            Ok(plan) => plan,
            Err(Refusal::UnknownDestination) => {
                return Err(Failure::Withdrawn(Box::new(Facts { request, snapshot })));
            }
            Err(refusal) => return Err(refusal.into()),
        };
        let planned = review(self.key(), &snapshot, request, actor, plan)?;
        Ok((planned, snapshot))
    }

    async fn try_one(&self, tx: &mut Tx, attempt: &Attempt) -> Result<CommitAnswer, Failure> {
        hold_off(tx, attempt.request.destinations()).await?;
        if let Some(first) = first_answer(tx, attempt).await? {
            return Ok(first);
        }
        let (actor, now) = (&attempt.actor, self.now());
        let (planned, mut snapshot) = self.planned_in(tx, actor, &attempt.request).await?;
        if planned.review.digest != attempt.digest {
            return Err(Failure::Stale(Box::new((planned, snapshot))));
        }
        let ([family], [digests], [seen]) = (
            &*planned.plan.families,
            &*planned.digests,
            &*planned.review.plan.families,
        ) else {
            return Err(Failure::Service(ServiceError::internal(
                "one family was to be planned",
            )));
        };
        if attempt.request.is_bulk() && family.is_skipped(actor.channel) {
            return Ok(nothing_moved(self.new_move_id()?, seen));
        }
        if family.is_blocked() {
            return Err(rejected(
                "refused",
                "this cannot be done as it is; see what stands in the way",
                &planned,
                seen.findings.clone(),
            )
            .into());
        }
        let missing = seen.unacknowledged(&attempt.acknowledged);
        if !missing.is_empty() {
            let unacknowledged = |finding: &&Finding| {
                finding.severity == Severity::Warning && missing.contains(&finding.code())
            };
            let findings = seen
                .findings
                .iter()
                .filter(unacknowledged)
                .cloned()
                .collect();
            return Err(rejected(
                "not-acknowledged",
                "acknowledge the warnings to go on",
                &planned,
                findings,
            )
            .into());
        }
        let id = self.new_move_id()?;
        let commit = Commit {
            actor: actor.clone(),
            via: attempt.caller.via,
            request: planned.request.clone(),
            acknowledged: attempt.acknowledged.clone(),
            id: id.clone(),
            now,
        };
        let mut pending = Pending::default();
        let committed = Committed {
            id: id.clone(),
            family,
            digests,
            as_of: attempt.request.as_of(),
            undoes: None,
            original: None,
        };
        self.note_family(&commit, committed, &mut pending)?;
        let undo_until = Some(self.undo_until(&snapshot, family, now));
        apply(&mut snapshot, &family.steps);
        let by = &commit.actor.user;
        self.write_pending(tx, by, pending, Some(&snapshot)).await?;
        let codes = codes_of(seen);
        let row = CommitRow {
            user: Some(family.subject.clone()),
            result: RowResult::Moved,
            codes,
            user_move: Some(id.clone()),
        };
        // WHY asked: what goes on in other trees costs no statement.
        let mut jobs = if is_hosting(family) {
            provisioning_jobs::of_commit(tx, &id).await?
        } else {
            Vec::new()
        };
        if is_account(family) {
            jobs.extend(transfers::of_commit(tx, &id).await?);
        }
        let answer = CommitAnswer {
            id,
            rows: vec![row],
            jobs,
            undo_until,
        };
        self.keep_answer(tx, attempt, &attempt.key, &answer).await?;
        Ok(answer)
    }
}

pub(crate) fn rejected(
    code: &'static str,
    message: &str,
    planned: &Planned,
    findings: Vec<Finding>,
) -> ServiceError {
    ServiceError::Rejected(Box::new(Rejection {
        code,
        message: message.to_owned(),
        at: None,
        findings,
        review: Some(planned.review.clone()),
    }))
}

/// The codes of a family's findings in view, each once.
pub(crate) fn codes_of(seen: &FamilyPlan) -> Vec<String> {
    let codes: BTreeSet<&str> = seen.findings.iter().map(Finding::code).collect();
    codes.into_iter().map(str::to_owned).collect()
}

/// The codes of what keeps a family from moving.
pub(crate) fn blocking_codes(seen: &FamilyPlan) -> Vec<String> {
    let codes: BTreeSet<&str> = seen
        .findings
        .iter()
        .filter(|finding| finding.blocks())
        .map(Finding::code)
        .collect();
    codes.into_iter().map(str::to_owned).collect()
}

fn nothing_moved(id: rehome_domain::ids::MoveId, seen: &FamilyPlan) -> CommitAnswer {
    let row = CommitRow {
        user: Some(seen.subject.clone()),
        result: RowResult::Skipped,
        codes: blocking_codes(seen),
        user_move: None,
    };
    CommitAnswer {
        id,
        rows: vec![row],
        jobs: Vec::new(),
        undo_until: None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_commit_is_the_request_with_digest_and_codes_in_any_order() {
        let text = r#"{"digest": "d", "subject": "dana", "acknowledged": ["role-revoked"], "lock_after": true, "destination": "riverside"}"#;
        let commit: CommitRequest = serde_json::from_str(text).unwrap();
        let request: MoveRequest = serde_json::from_str(
            r#"{"subject": "dana", "lock_after": true, "destination": "riverside"}"#,
        )
        .unwrap();
        assert_eq!(commit.request, request);
        assert_eq!(commit.digest.as_deref(), Some("d"));
        assert!(commit.acknowledged.contains("role-revoked"));
        let bare: CommitRequest = serde_json::from_str("{}").unwrap();
        assert_eq!((bare.digest, bare.acknowledged.len()), (None, 0));
    }

    #[test]
    fn a_fault_in_a_commit_is_told_with_its_place() {
        for (text, line) in [
            ("{\n\"digest\": \"d\",\n\"destination\": 7}", 3),
            ("{\n\"digest\": 7}", 2),
            ("{\"subjet\": \"dana\"}", 1),
            ("[]", 1),
        ] {
            let error = serde_json::from_str::<CommitRequest>(text).unwrap_err();
            assert_eq!(error.line(), line, "{text}: {error}");
        }
    }
}
