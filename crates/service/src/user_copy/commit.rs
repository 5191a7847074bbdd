//! Committing a copy: what was reviewed is what is made, or nothing is.
//!
//! The order of checks is that of a move: a repeated key gets its first answer; what is out of view is refused; a digest
//! that differs is stale; blockers refuse; warnings want acknowledgement; then everything is written at once.

use super::answer::{CopyAnswer, CopyCommit};
use super::facts::CopyFacts;
use super::plan::actor_of;
use super::review::PlannedCopy;
use crate::caller::Caller;
use crate::digest::body_hash;
use crate::error::{Rejection, ServiceError, Stale};
use crate::service::Service;
use crate::sign_in::SHORTEST_PASSWORD;
use crate::user_move::difference::difference;
use crate::user_move::replay::{checked_key, replay_of};
use crate::user_move::resolve::of_actor;
use crate::user_move::sees_record;
use rehome_domain::user_copy::authority::as_operator;
use rehome_domain::user_copy::{CopyRequest, Password};
use rehome_domain::user_move::{Actor, Finding, Severity, Snapshot, View};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{StoreError, Tx, idempotency, provisioning_jobs};
use std::collections::{BTreeMap, BTreeSet};
use std::slice::from_ref;

/// A commit on its way into the transaction; the password is a hash already.
#[derive(Clone)]
pub(super) struct Attempt {
    pub(super) caller: Caller,
    pub(super) actor: Actor,
    pub(super) request: CopyRequest,
    pub(super) digest: String,
    pub(super) acknowledged: BTreeSet<String>,
    pub(super) key: String,
    pub(super) body_hash: String,
    pub(super) password_hash: Option<String>,
}

/// Why a transaction was given up.
enum Failure {
    Service(ServiceError),
    /// What was reviewed is not what would be made now.
    Stale(Box<(PlannedCopy, Snapshot)>),
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

impl Service {
    /// Makes what was reviewed. A key that was used before gets its first answer again; the password is no part of what
    /// is compared then, as nothing of it is kept but its hash.
    ///
    /// # Errors
    /// [`ServiceError::Required`] without digest or key, [`ServiceError::Stale`] where something changed,
    /// [`ServiceError::Rejected`] where something blocks or is not acknowledged. Nothing is written by any.
    pub async fn user_copy_commit(
        &self,
        caller: &Caller,
        commit: CopyCommit,
        idempotency_key: Option<&str>,
    ) -> Result<CopyAnswer, ServiceError> {
        let key = checked_key(idempotency_key)?;
        let body_hash = body_hash(&caller.user, &commit);
        let missing = ServiceError::Required {
            code: "digest-required",
            message: "commit the digest of a plan that was reviewed",
        };
        let digest = commit.digest.ok_or(missing)?;
        let mut request = commit.request;
        // INVARIANT: nobody is made with a password that is to come.
        request.user.password = request.user.password.filter(|it| !it.is_to_come());
        let password = request.user.password.as_ref().map(Password::text);
        // WHY: a shorter one is refused anyway, and hashing is what a commit costs.
        let password = password.filter(|it| it.chars().count() >= SHORTEST_PASSWORD);
        let password_hash = match password {
            Some(password) => Some(self.password_hash(password).await?),
            None => None,
        };
        let attempt = Attempt {
            caller: caller.clone(),
            actor: actor_of(caller, &request),
            request,
            digest,
            acknowledged: commit.acknowledged,
            key,
            body_hash,
            password_hash,
        };
        let (this, inside) = (self.clone(), attempt.clone());
        let done = self
            .store()
            .write(move |tx| {
                let (this, attempt) = (this.clone(), inside.clone());
                Box::pin(async move { this.copy_try(tx, &attempt).await })
            })
            .await;
        match done {
            Ok(answer) => Ok(answer),
            Err(Failure::Service(error)) => Err(error),
            Err(Failure::Stale(now)) => {
                let (planned, snapshot) = *now;
                Err(self.copy_stale(&attempt, planned, &snapshot).await)
            }
        }
    }

    async fn copy_try(&self, tx: &mut Tx, attempt: &Attempt) -> Result<CopyAnswer, Failure> {
        // WHY: whether a name is free, and how much of a limit is left, rests on nobody's revision.
        tx.alone().await?;
        if let Some(first) = first_answer(tx, attempt).await? {
            return Ok(first);
        }
        let (planned, facts) = self
            .copy_planned_in(tx, &attempt.actor, &attempt.request, &[])
            .await?;
        if planned.review.digest != attempt.digest {
            return Err(Failure::Stale(Box::new((planned, facts.snapshot))));
        }
        let seen = &planned.review.plan.families;
        let findings: Vec<Finding> = seen.iter().flat_map(|it| it.findings.clone()).collect();
        if planned.plan.is_blocked() {
            let message = "this cannot be done as it is; see what stands in the way";
            return Err(rejected("refused", message, &planned, findings).into());
        }
        let missing: BTreeSet<&str> = seen
            .iter()
            .flat_map(|seen| seen.unacknowledged(&attempt.acknowledged))
            .collect();
        if !missing.is_empty() {
            let unacknowledged = |finding: &Finding| {
                finding.severity == Severity::Warning && missing.contains(finding.code())
            };
            let findings = findings.into_iter().filter(unacknowledged).collect();
            let message = "acknowledge the warnings to go on";
            return Err(rejected("not-acknowledged", message, &planned, findings).into());
        }
        Ok(self.copy_make(tx, attempt, &planned, &facts).await?)
    }

    async fn copy_make(
        &self,
        tx: &mut Tx,
        attempt: &Attempt,
        planned: &PlannedCopy,
        facts: &CopyFacts,
    ) -> Result<CopyAnswer, ServiceError> {
        let (id, user) = self.copy_write(tx, attempt, planned, facts).await?;
        let jobs = provisioning_jobs::of_commit(tx, &id).await?;
        let person = planned.plan.person.as_ref();
        let services = person.iter().flat_map(|person| &person.services);
        let seen = planned.review.plan.findings();
        let codes: BTreeSet<&str> = seen.map(Finding::code).collect();
        let answer = CopyAnswer {
            id,
            user: Some(user),
            username: person.map(|person| person.username.clone()),
            home: person.map(|person| person.home.clone()),
            services: services
                .map(|(service, new)| (service.clone(), new.status))
                .collect(),
            codes: codes.into_iter().map(str::to_owned).collect(),
            jobs,
        };
        let body = serde_json::to_value(&answer).map_err(ServiceError::internal)?;
        let (user, key, hash) = (&attempt.caller.user, &attempt.key, &attempt.body_hash);
        idempotency::store(tx, user, key, hash, &body, self.now()).await?;
        Ok(answer)
    }

    /// The refusal of a commit of what is no longer so; the plan as it is now is kept for the next one.
    async fn copy_stale(
        &self,
        attempt: &Attempt,
        planned: PlannedCopy,
        snapshot: &Snapshot,
    ) -> ServiceError {
        let user = &attempt.caller.user;
        let then = match self.copy_kept(user, &attempt.digest).await {
            Ok(kept) => kept,
            Err(error) => return error,
        };
        let view = View::of(snapshot, &as_operator(&attempt.actor)).ok();
        let difference = then.zip(view).map(|(then, view)| {
            difference(from_ref(&then), from_ref(&planned.kept), |record| {
                sees_record(&view, snapshot, from_ref(&planned.family), record)
            })
        });
        if let Err(error) = self.copy_keep(user, &planned).await {
            return error;
        }
        let review = planned.review;
        ServiceError::Stale(Box::new(Stale { difference, review }))
    }
}

fn rejected(
    code: &'static str,
    message: &str,
    planned: &PlannedCopy,
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

/// What was answered to the key before; of whom, only while the actor sees them.
async fn first_answer(tx: &mut Tx, attempt: &Attempt) -> Result<Option<CopyAnswer>, ServiceError> {
    let (user, hash) = (&attempt.caller.user, &attempt.body_hash);
    let Some(answer) = replay_of::<CopyAnswer>(tx, user, hash, &attempt.key).await? else {
        return Ok(None);
    };
    let people = answer.user.iter().cloned().collect();
    let actor = as_operator(&attempt.actor);
    let facts = snapshot::load(tx, &of_actor(&actor, people, Destinations::None)).await?;
    let view = View::of(&facts, &actor).ok();
    let made = answer.user.as_ref().and_then(|id| facts.user(id));
    // WHY: who acts there no longer sees nobody; a replay needs authentication only.
    let is_seen = made
        .zip(view)
        .is_some_and(|(made, view)| view.sees_user(made));
    Ok(Some(if is_seen {
        answer
    } else {
        CopyAnswer {
            user: None,
            username: None,
            home: None,
            services: BTreeMap::new(),
            codes: Vec::new(),
            ..answer
        }
    }))
}
