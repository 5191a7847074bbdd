//! Taking one move back: shown first in three groups, then committed like any move (model 7, rulings 15 to 18).

use super::answer::{CommitAnswer, CommitRow, RowResult};
use super::commit::{Attempt, Failure, blocking_codes, codes_of, rejected};
use super::destinations::oneself;
use super::many::row;
use super::replay::{checked_key, first_answer};
use super::resolve::of_actor;
use super::review::{Planned, kept, seen};
use super::seen_moves::ends_seen;
use super::undo_answer::{UndoRequest, UndoReview};
use super::write::{Commit, Committed, Pending};
use crate::caller::Caller;
use crate::digest::{Digests, body_hash};
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::{FolderId, GroupId, MoveId, OrganizationCode, PositionId, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::time::Day;
use rehome_domain::undo::{UndoPlan, plan_undo_within};
use rehome_domain::user_copy::authority::as_operator;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::plan::CEILING_OF_A_DIALOG;
use rehome_domain::user_move::{
    Actor, BasisRecord, Channel, FamilyPlan, Finding, MovePlan, MoveRequest, Outcome, Severity,
    Snapshot, Step, View, outcomes_of_steps, sees_organization_of, sees_person_of,
};
use rehome_storage::ledger::{self, MoveRecord};
use rehome_storage::people::ProfilePatch;
use rehome_storage::snapshot::{Destinations, Recorded, ThingsWanted, Wanted};
use rehome_storage::{Tx, people, provisioning_jobs, sessions, snapshot, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// An undo plan with what committing needs of it: of one move, or of all moves of a commit, the last first.
struct PlannedUndo {
    planned: Planned,
    undos: Vec<UndoPlan>,
    snapshot: Snapshot,
    records: Vec<MoveRecord>,
    /// Who asks, as whom it was planned for.
    actor: Actor,
}

impl Service {
    /// What undoing a move, or every move of a commit, would restore, keep, and fail to restore.
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
        let (this, id) = (self.clone(), id.clone());
        let found = self
            .store()
            .read(move |tx| Box::pin(async move { this.undo_now(tx, &actor, &id).await }))
            .await?;
        let review = undo_review(&found)?;
        self.keep_undo(caller, found).await?;
        Ok(review)
    }

    /// Whether the caller, as oneself, could take a move of the own back now.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn own_undo_is_open(
        &self,
        caller: &Caller,
        id: &MoveId,
    ) -> Result<bool, ServiceError> {
        let (this, actor, id) = (self.clone(), oneself(caller), id.clone());
        let found = self
            .store()
            .read(move |tx| Box::pin(async move { this.undo_now(tx, &actor, &id).await }))
            .await;
        match found {
            Ok(found) => Ok(found.undos.iter().any(|undo| !undo.family.is_blocked())),
            Err(ServiceError::NotFound | ServiceError::Forbidden | ServiceError::Rejected(_)) => {
                Ok(false)
            }
            Err(error) => Err(error),
        }
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
        let mut records = records_of(tx, id).await?;
        let is_of_copies = records.iter().any(|it| it.entry.original.is_some());
        // WHY: nobody is copied as oneself, nor taken back so.
        let operator = as_operator(actor);
        let actor = if is_of_copies { &operator } else { actor };
        let snapshot = facts(tx, actor, &records, self.now().day()).await?;
        let view = View::of(&snapshot, actor)?;
        records.retain(|record| {
            let ends = ends_seen(&view, &snapshot, record);
            ends.source || ends.destination
        });
        if records.is_empty() {
            return Err(ServiceError::NotFound);
        }
        // WHY: where the actor acts is settled before the first row; a row may move the actor's own home.
        let acting = Actor {
            acting_in: Some(view.acting_in.code.clone()),
            ..actor.clone()
        };
        let mut state = snapshot.clone();
        let mut undos = Vec::with_capacity(records.len());
        let kept_days = self.config().retention_days;
        for record in &records {
            let undo = plan_undo_within(&state, &record.entry, &acting, self.now(), kept_days)?;
            apply(&mut state, &undo.family.steps);
            undos.push(undo);
        }
        let digests: Vec<Digests> = undos
            .iter()
            .map(|undo| self.key().undo(actor, &request_of(actor, undo), undo))
            .collect();
        let plan = MovePlan {
            families: undos.iter().map(|undo| undo.family.clone()).collect(),
        };
        let request = match &*undos {
            [only] => request_of(actor, only),
            several => MoveRequest {
                acting_in: actor.acting_in.clone(),
                act_as: actor.act_as,
                subjects: Some(
                    several
                        .iter()
                        .map(|undo| undo.family.subject.clone())
                        .collect(),
                ),
                ..MoveRequest::default()
            },
        };
        let whole = self.key().request(actor, &request, &digests);
        let review = seen(&view, &snapshot, &plan, &digests, whole);
        let kept = kept(&plan, &review.plan, &digests);
        let acting_in = view.acting_in.code.clone();
        let planned = Planned {
            request,
            plan,
            digests,
            review,
            acting_in,
            kept,
        };
        Ok(PlannedUndo {
            planned,
            undos,
            snapshot,
            records,
            actor: actor.clone(),
        })
    }

    /// Takes a move back as it was reviewed, or every move of a commit.
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
        let done = match done {
            Ok(answer) => Ok(answer),
            Err(Failure::Service(error)) => Err(error),
            Err(Failure::Stale(now)) => {
                let (planned, snapshot) = *now;
                Err(self.stale(&attempt, planned, &snapshot).await)
            }
            Err(Failure::Withdrawn(_)) => Err(ServiceError::NotFound),
        };
        self.tally().count_all(&done);
        done
    }

    async fn try_undo(
        &self,
        tx: &mut Tx,
        attempt: &Attempt,
        id: &MoveId,
    ) -> Result<CommitAnswer, Failure> {
        if let Some(first) = first_answer(tx, attempt).await? {
            return Ok(first);
        }
        let found = self.undo_now(tx, &attempt.actor, id).await?;
        if found.planned.review.digest != attempt.digest {
            return Err(Failure::Stale(Box::new((found.planned, found.snapshot))));
        }
        let is_refused = found.undos.iter().all(|undo| undo.family.is_blocked());
        if is_refused {
            let findings = found.planned.review.plan.findings().cloned().collect();
            let message = "this move cannot be undone; see what stands in the way";
            return Err(rejected("refused", message, &found.planned, findings).into());
        }
        let missing: Vec<Finding> = found
            .planned
            .review
            .plan
            .families
            .iter()
            .filter(|family| !family.is_blocked())
            .flat_map(|family| &family.findings)
            .filter(|finding| {
                finding.severity == Severity::Warning
                    && !attempt.acknowledged.contains(finding.code())
            })
            .cloned()
            .collect();
        if !missing.is_empty() {
            let message = "acknowledge the warnings to go on";
            return Err(rejected("not-acknowledged", message, &found.planned, missing).into());
        }
        let answer = self.write_undo(tx, attempt, &found).await?;
        self.keep_answer(tx, attempt, &attempt.key, &answer).await?;
        Ok(answer)
    }

    /// Writes the families that nothing blocks, each on the state the ones before it left; the others are refused
    /// by row.
    async fn write_undo(
        &self,
        tx: &mut Tx,
        attempt: &Attempt,
        found: &PlannedUndo,
    ) -> Result<CommitAnswer, ServiceError> {
        let now = self.now();
        let own = self.new_move_id()?;
        let is_alone = found.undos.len() == 1;
        let mut answer = CommitAnswer {
            id: own.clone(),
            rows: Vec::with_capacity(found.undos.len()),
            jobs: Vec::new(),
            undo_until: None,
        };
        let reviewed = found
            .planned
            .digests
            .iter()
            .zip(&found.planned.review.plan.families);
        for ((undo, record), (digests, seen)) in
            found.undos.iter().zip(&found.records).zip(reviewed)
        {
            if undo.family.is_blocked() {
                let codes = blocking_codes(seen);
                answer
                    .rows
                    .push(row(&undo.family.subject, RowResult::Refused, codes));
                continue;
            }
            let id = if is_alone {
                own.clone()
            } else {
                self.new_move_id()?
            };
            let commit = Commit {
                actor: attempt.actor.clone(),
                via: attempt.caller.via,
                request: request_of(&attempt.actor, undo),
                acknowledged: attempt.acknowledged.clone(),
                id: own.clone(),
                now,
            };
            let committed = Committed {
                id: id.clone(),
                family: &undo.family,
                digests,
                as_of: None,
                undoes: Some(record.entry.id.clone()),
                original: record.entry.original.clone(),
            };
            let mut pending = Pending::default();
            self.note_family(&commit, committed, &mut pending)?;
            self.write_pending(tx, &commit.actor.user, pending, None)
                .await?;
            if record.entry.original.is_some() {
                account_ends(tx, &undo.family).await?;
                answer.rows.push(CommitRow {
                    user_move: Some(id),
                    ..row(&undo.family.subject, RowResult::Moved, codes_of(seen))
                });
                continue;
            }
            let until = self.undo_until(&found.snapshot, &undo.family, now);
            answer.undo_until = answer.undo_until.max(Some(until));
            answer.rows.push(CommitRow {
                user_move: Some(id),
                ..row(&undo.family.subject, RowResult::Moved, codes_of(seen))
            });
        }
        answer.jobs = provisioning_jobs::of_commit(tx, &own).await?;
        self.transfers_are_there();
        Ok(answer)
    }
}

/// Leaves of somebody whose copy is taken back what is left of anybody deleted: a record that nobody signs in with.
async fn account_ends(tx: &mut Tx, family: &FamilyPlan) -> Result<(), ServiceError> {
    let user = &family.subject;
    let read = family.basis.iter().find_map(|entry| match &entry.record {
        BasisRecord::User(id) if id == user => Some(entry.revision),
        _ => None,
    });
    let read = read.ok_or_else(|| ServiceError::internal("an undo rests on nobody"))?;
    let patch = ProfilePatch {
        status: Some(UserStatus::Deleted),
        ..ProfilePatch::default()
    };
    // WHY one more: the steps have changed the record once.
    let written = people::patch(tx, user, &patch, read + 1).await?;
    written.ok_or_else(|| {
        ServiceError::internal("an account changed while its copy was taken back")
    })?;
    sessions::delete_of_user(tx, user, None).await?;
    tokens::delete_of_user(tx, user).await?;
    Ok(())
}

/// How many moves are undone at once at most.
const MOST: u32 = CEILING_OF_A_DIALOG;

/// The move with this id, or the moves of the commit with this id, the last first.
async fn records_of(tx: &mut Tx, id: &MoveId) -> Result<Vec<MoveRecord>, ServiceError> {
    if let Some(record) = ledger::get(tx, id).await? {
        return Ok(vec![record]);
    }
    let mut records = ledger::of_commit(tx, id, None, MOST + 1).await?;
    if records.len() > MOST as usize {
        return Err(ServiceError::rejected(
            "too-many-subjects",
            format!("undo at most {MOST} moves at once; undo those of this commit one by one"),
        ));
    }
    records.reverse();
    Ok(records)
}

/// What the undo of one family's move asks for.
fn request_of(actor: &Actor, undo: &UndoPlan) -> MoveRequest {
    MoveRequest {
        acting_in: actor.acting_in.clone(),
        act_as: actor.act_as,
        ..MoveRequest::one(undo.family.subject.clone(), undo.family.destination.clone())
    }
}

/// The facts about moves back, with whatever the steps of the moves mention.
async fn facts(
    tx: &mut Tx,
    actor: &Actor,
    records: &[MoveRecord],
    today: Day,
) -> Result<Snapshot, ServiceError> {
    let mut people: BTreeSet<UserId> = BTreeSet::new();
    let mut places: BTreeSet<OrganizationCode> = BTreeSet::new();
    let mut positions: BTreeSet<PositionId> = BTreeSet::new();
    let mut groups: BTreeSet<GroupId> = BTreeSet::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut telephony = Recorded::default();
    let mut transfers: BTreeSet<FolderId> = BTreeSet::new();
    for MoveRecord { entry, .. } in records {
        people.insert(entry.subject.clone());
        places.extend([entry.source.clone(), entry.destination.clone()]);
        for step in &entry.steps {
            people.insert(step.about().clone());
            places.extend(step.organizations().into_iter().cloned());
            telephony.add(step);
            match step {
                Step::Manager { before, .. } => people.extend(before.iter().cloned()),
                Step::Position { before, .. } | Step::RememberedPosition { before, .. } => {
                    positions.extend(before.iter().cloned())
                }
                Step::Membership { group, .. } => groups.extend([group.clone()]),
                // WHY: what they still have of it is what comes back.
                Step::Ownership { after, .. } => {
                    people.insert(after.clone());
                }
                Step::Transfer { order, .. } => {
                    transfers.insert(order.folder.id.clone());
                    people.extend(order.new_owner.clone());
                }
                Step::Delegation { delegation, .. } => {
                    people.insert(delegation.to.clone());
                }
                Step::Upn { before, .. } => names.extend(before.iter().map(ToString::to_string)),
                Step::Username { before, .. } => {
                    names.insert(before.to_string());
                }
                Step::Address { address, .. } | Step::AddressHold { address, .. } => {
                    names.insert(address.to_string());
                }
                _ => {}
            }
        }
    }
    let places = Destinations::These(places.into_iter().collect());
    let wanted = Wanted {
        positions: positions.into_iter().collect(),
        names: names.into_iter().collect(),
        today: Some(today),
        telephony,
        things: Some(ThingsWanted {
            transfers: transfers.into_iter().collect(),
            ..ThingsWanted::default()
        }),
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
fn undo_review(found: &PlannedUndo) -> Result<UndoReview, ServiceError> {
    let view = View::of(&found.snapshot, &found.actor)?;
    type Group = fn(&UndoPlan) -> &Vec<Step>;
    let of_one = |undo: &UndoPlan, pick: Group| -> Vec<Step> {
        let is_seen = |step: &&Step| {
            sees_person_of(&view, &found.snapshot, step.about())
                && step
                    .organizations()
                    .into_iter()
                    .all(|code| sees_organization_of(&view, &found.snapshot, &undo.family, code))
        };
        pick(undo).iter().filter(is_seen).cloned().collect()
    };
    let seen = |pick: Group| -> Vec<Step> {
        let steps = found.undos.iter().flat_map(|undo| of_one(undo, pick));
        steps.collect()
    };
    let outcomes = |pick: Group| {
        let mut people: BTreeMap<UserId, Outcome> = BTreeMap::new();
        for undo in &found.undos {
            let back: Vec<Step> = of_one(undo, pick).iter().map(Step::inverse).collect();
            let source = undo.family.source.as_ref();
            let ends = (
                source.unwrap_or(&undo.family.destination),
                &undo.family.destination,
            );
            let subject = &undo.family.subject;
            people.extend(outcomes_of_steps(
                &found.snapshot,
                subject,
                &[],
                ends,
                &back,
            ));
        }
        people
    };
    Ok(UndoReview {
        review: found.planned.review.clone(),
        kept: seen(|undo| &undo.kept),
        not_restored: seen(|undo| &undo.not_restored),
        kept_outcomes: outcomes(|undo| &undo.kept),
        not_restored_outcomes: outcomes(|undo| &undo.not_restored),
    })
}
