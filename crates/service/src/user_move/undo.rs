//! Taking one move back: shown first in three groups, then committed like any move (model 7, rulings 15 to 18).

use super::answer::{CommitAnswer, CommitRow, PlanAnswer, Review, RowResult};
use super::commit::{Attempt, Failure, checked_key, codes_of, rejected, replay};
use super::history::ends_seen;
use super::resolve::of_actor;
use super::review::{Planned, kept, seen};
use super::write::{Commit, Committed, Pending, undo_until};
use crate::caller::{Acting, Caller};
use crate::digest::body_hash;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::{GroupId, MoveId, OrganizationCode, PositionId, UserId};
use rehome_domain::undo::{UndoPlan, plan_undo};
use rehome_domain::user_move::{
    Actor, Channel, MovePlan, MoveRequest, Severity, Snapshot, Step, View, sees_organization_of,
    sees_person_of,
};
use rehome_storage::ledger::{self, MoveRecord};
use rehome_storage::snapshot::{Destinations, Wanted};
use rehome_storage::{Tx, snapshot};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What undoing a move would do, as the viewer may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoReview {
    /// The plan; its steps are what is restored.
    pub review: Review,
    /// What changed since and is kept as it is now.
    pub kept: Vec<Step>,
    /// What cannot be restored by this actor.
    pub not_restored: Vec<Step>,
}

/// An undo plan on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UndoAnswer {
    /// The plan; its steps are what is restored.
    #[serde(flatten)]
    pub plan: PlanAnswer,
    /// What changed since and is kept as it is now.
    pub kept: Vec<Step>,
    /// What cannot be restored by this actor.
    pub not_restored: Vec<Step>,
}

impl UndoReview {
    /// The undo plan on the wire.
    pub fn answer(&self) -> UndoAnswer {
        UndoAnswer {
            plan: self.review.answer(),
            kept: self.kept.clone(),
            not_restored: self.not_restored.clone(),
        }
    }
}

/// The body of an undo: where one acts, the digest reviewed, the warnings acknowledged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UndoRequest {
    /// The organization the actor acts in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_in: Option<OrganizationCode>,
    /// As oneself, or as an operator.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub act_as: Option<rehome_domain::user_move::ActAs>,
    /// The digest of the undo plan that was reviewed; at the commit only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The codes of the warnings taken note of.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub acknowledged: BTreeSet<String>,
}

impl UndoRequest {
    fn acting(&self) -> Acting {
        Acting {
            acting_in: self.acting_in.clone(),
            act_as: self.act_as,
        }
    }
}

/// An undo plan with what committing needs of it.
struct PlannedUndo {
    planned: Planned,
    undo: UndoPlan,
    snapshot: Snapshot,
    record: MoveRecord,
}

impl Service {
    /// What undoing a move would restore, keep, and fail to restore.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the move is out of view, [`ServiceError::Forbidden`] without the keys.
    pub async fn user_move_undo_plan(
        &self,
        caller: &Caller,
        id: &MoveId,
        request: &UndoRequest,
    ) -> Result<UndoReview, ServiceError> {
        let actor = caller.actor(&request.acting(), Channel::Attended);
        let (this, id, inside) = (self.clone(), id.clone(), actor.clone());
        let found = self
            .store()
            .read(move |tx| Box::pin(async move { this.undo_now(tx, &inside, &id).await }))
            .await?;
        let review = undo_review(&actor, &found)?;
        self.keep_undo(caller, found).await?;
        Ok(review)
    }

    async fn keep_undo(&self, caller: &Caller, found: PlannedUndo) -> Result<(), ServiceError> {
        let Planned {
            request,
            review,
            acting_in,
            kept,
            ..
        } = found.planned;
        let asked = body_hash(&caller.user, &request);
        let plan = super::plan::KeptPlan {
            asked,
            request,
            acting_in,
            families: kept,
        };
        self.keep_plan(&caller.user, &review.digest, plan).await
    }

    async fn undo_now(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: &MoveId,
    ) -> Result<PlannedUndo, ServiceError> {
        let record = ledger::get(tx, id).await?.ok_or(ServiceError::NotFound)?;
        let entry = &record.entry;
        let snapshot = facts(tx, actor, &record).await?;
        let view = View::of(&snapshot, actor)?;
        let ends = ends_seen(&view, &snapshot, &record);
        if !ends.source && !ends.destination {
            return Err(ServiceError::NotFound);
        }
        let undo = plan_undo(&snapshot, entry, actor, self.now())?;
        let request = MoveRequest {
            acting_in: actor.acting_in.clone(),
            act_as: actor.act_as,
            ..MoveRequest::one(entry.subject.clone(), entry.source.clone())
        };
        let digests = self.key().undo(actor, &request, &undo);
        let plan = MovePlan {
            families: vec![undo.family.clone()],
        };
        let review = seen(
            &view,
            &snapshot,
            &plan,
            std::slice::from_ref(&digests),
            digests.clone(),
        );
        let kept = kept(&plan, &review.plan, std::slice::from_ref(&digests));
        let acting_in = view.acting_in.code.clone();
        let planned = Planned {
            request,
            plan,
            digests: vec![digests],
            review,
            acting_in,
            kept,
        };
        Ok(PlannedUndo {
            planned,
            undo,
            snapshot,
            record,
        })
    }

    /// Takes a move back as it was reviewed.
    ///
    /// # Errors
    /// As of [`Service::user_move_commit`].
    pub async fn user_move_undo(
        &self,
        caller: &Caller,
        id: &MoveId,
        request: UndoRequest,
        idempotency_key: Option<&str>,
    ) -> Result<CommitAnswer, ServiceError> {
        let key = checked_key(idempotency_key)?;
        let hash = body_hash(&caller.user, &(id, &request));
        let missing = ServiceError::Required {
            code: "digest-required",
            message: "commit the digest of an undo plan that was reviewed",
        };
        let digest = request.digest.clone().ok_or(missing)?;
        let attempt = Attempt {
            caller: caller.clone(),
            actor: caller.actor(&request.acting(), Channel::Attended),
            request: MoveRequest::default(),
            digest,
            acknowledged: request.acknowledged,
            key,
            body_hash: hash,
        };
        let (this, id, inside) = (self.clone(), id.clone(), attempt.clone());
        let done = self
            .store()
            .write(move |tx| {
                let (this, id, attempt) = (this.clone(), id.clone(), inside.clone());
                Box::pin(async move { this.try_undo(tx, &attempt, &id).await })
            })
            .await;
        match done {
            Ok(answer) => Ok(answer),
            Err(Failure::Service(error)) => Err(error),
            Err(Failure::Stale(now)) => {
                let (planned, snapshot) = *now;
                Err(self.stale(&attempt, planned, &snapshot).await)
            }
            Err(Failure::Withdrawn(_)) => Err(ServiceError::NotFound),
        }
    }

    async fn try_undo(
        &self,
        tx: &mut Tx,
        attempt: &Attempt,
        id: &MoveId,
    ) -> Result<CommitAnswer, Failure> {
        if let Some(first) = replay(tx, attempt, &attempt.key).await? {
            return Ok(first);
        }
        let now = self.now();
        let PlannedUndo {
            planned,
            undo,
            snapshot,
            record,
        } = self.undo_now(tx, &attempt.actor, id).await?;
        if planned.review.digest != attempt.digest {
            return Err(Failure::Stale(Box::new((planned, snapshot))));
        }
        let ([digests], [seen]) = (&*planned.digests, &*planned.review.plan.families) else {
            return Err(Failure::Service(ServiceError::internal(
                "one family was to be planned",
            )));
        };
        if undo.family.is_blocked() {
            return Err(rejected(
                "refused",
                "this move cannot be undone; see what stands in the way",
                &planned,
                seen.findings.clone(),
            )
            .into());
        }
        let missing = seen.unacknowledged(&attempt.acknowledged);
        if !missing.is_empty() {
            let is_missing = |finding: &&rehome_domain::user_move::Finding| {
                finding.severity == Severity::Warning && missing.contains(&finding.code())
            };
            let findings = seen.findings.iter().filter(is_missing).cloned().collect();
            return Err(rejected(
                "not-acknowledged",
                "acknowledge the warnings to go on",
                &planned,
                findings,
            )
            .into());
        }
        let own = self.new_move_id()?;
        let commit = Commit {
            actor: attempt.actor.clone(),
            via: attempt.caller.via,
            request: planned.request.clone(),
            acknowledged: attempt.acknowledged.clone(),
            id: own.clone(),
            now,
        };
        let undoes = Some(record.entry.id.clone());
        let committed = Committed {
            id: own.clone(),
            family: &undo.family,
            digests,
            as_of: None,
            undoes,
        };
        let mut pending = Pending::default();
        self.note_family(&commit, committed, &mut pending)?;
        self.write_pending(tx, &commit.actor.user, pending).await?;
        let row = CommitRow {
            user: undo.family.subject.clone(),
            result: RowResult::Moved,
            codes: codes_of(seen),
            user_move: Some(own.clone()),
        };
        let undo_until = Some(undo_until(&snapshot, &undo.family, now));
        let answer = CommitAnswer {
            id: own,
            rows: vec![row],
            jobs: Vec::new(),
            undo_until,
        };
        self.keep_answer(tx, attempt, &attempt.key, &answer).await?;
        Ok(answer)
    }
}

/// The facts about a move back, with whatever the steps of the move mention.
async fn facts(tx: &mut Tx, actor: &Actor, record: &MoveRecord) -> Result<Snapshot, ServiceError> {
    let entry = &record.entry;
    let mut people: BTreeSet<UserId> = BTreeSet::from([entry.subject.clone()]);
    let mut places: BTreeSet<OrganizationCode> =
        BTreeSet::from([entry.source.clone(), entry.destination.clone()]);
    let mut positions: BTreeSet<PositionId> = BTreeSet::new();
    let mut groups: BTreeSet<GroupId> = BTreeSet::new();
    for step in &entry.steps {
        people.insert(step.about().clone());
        places.extend(step.organizations().into_iter().cloned());
        match step {
            Step::Manager { before, .. } => people.extend(before.iter().cloned()),
            Step::Position { before, .. } | Step::RememberedPosition { before, .. } => {
                positions.extend(before.iter().cloned())
            }
            Step::Membership { group, .. } => groups.extend([group.clone()]),
            _ => {}
        }
    }
    let places = Destinations::These(places.into_iter().collect());
    let wanted = Wanted {
        positions: positions.into_iter().collect(),
        ..of_actor(actor, people.into_iter().collect(), places)
    };
    let mut facts = snapshot::load(tx, &wanted).await?;
    groups.retain(|id| !facts.groups.contains_key(id));
    if !groups.is_empty() {
        for group in snapshot::groups(tx, &groups).await? {
            facts.groups.insert(group.id.clone(), group);
        }
    }
    Ok(facts)
}

/// The three groups without what the viewer may not see.
fn undo_review(actor: &Actor, found: &PlannedUndo) -> Result<UndoReview, ServiceError> {
    let view = View::of(&found.snapshot, actor)?;
    let family = &found.undo.family;
    let is_seen = |step: &&Step| {
        sees_person_of(&view, &found.snapshot, step.about())
            && step
                .organizations()
                .into_iter()
                .all(|code| sees_organization_of(&view, &found.snapshot, family, code))
    };
    Ok(UndoReview {
        review: found.planned.review.clone(),
        kept: found.undo.kept.iter().filter(is_seen).cloned().collect(),
        not_restored: found
            .undo
            .not_restored
            .iter()
            .filter(is_seen)
            .cloned()
            .collect(),
    })
}
