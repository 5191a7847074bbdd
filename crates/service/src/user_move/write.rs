//! What a committed family leaves behind: changed rows, ledger, audit, outbox; all in the transaction at hand.
//!
//! Nothing is changed without the `MoveAuthority` that the plan was made with. Families wait until several can be
//! written at once: round trips are what a run of many costs.

use crate::audit::Told;
use crate::caller::Via;
use crate::digest::Digests;
use crate::error::ServiceError;
use crate::letters::Occasion;
use crate::provisioning::Moved;
use crate::service::Service;
use crate::throttle::micros;
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::tree::governing;
use rehome_domain::undo::LedgerEntry;
use rehome_domain::user_move::{
    ActAs, Actor, BasisRecord, FamilyPlan, MoveRequest, Snapshot, Step,
};
use rehome_storage::Tx;
use rehome_storage::ledger::{self, MoveRecord};
use rehome_storage::outbox::{self, Message};
use rehome_storage::steps::{self, Applied};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

/// One commit, as far as all its families share it.
#[derive(Clone)]
pub(crate) struct Commit {
    pub(crate) actor: Actor,
    pub(crate) via: Via,
    /// The request that ledger and digests tell of, with people by id.
    pub(crate) request: MoveRequest,
    pub(crate) acknowledged: BTreeSet<String>,
    pub(crate) id: MoveId,
    pub(crate) now: Timestamp,
}

/// One family of a commit.
pub(crate) struct Committed<'a> {
    pub(crate) id: MoveId,
    pub(crate) family: &'a FamilyPlan,
    pub(crate) digests: &'a Digests,
    pub(crate) as_of: Option<Day>,
    pub(crate) undoes: Option<MoveId>,
    /// Whom the family was copied of, where a copy is made or taken back.
    pub(crate) original: Option<UserId>,
}

/// Families whose moves are decided and not written yet, with all that is written with them.
#[derive(Default)]
pub(crate) struct Pending {
    families: Vec<FamilyPlan>,
    records: Vec<MoveRecord>,
    told: Vec<Told>,
    messages: Vec<Message>,
    changed: BTreeSet<UserId>,
}

impl Pending {
    /// Whether a family changes somebody whom a waiting one changes; then those are to be written first.
    pub(crate) fn changes_again(&self, family: &FamilyPlan) -> bool {
        family
            .steps
            .iter()
            .any(|step| self.changed.contains(step.about()))
    }
}

impl Service {
    /// Puts a family's move among those to be written.
    pub(crate) fn note_family(
        &self,
        commit: &Commit,
        committed: Committed<'_>,
        pending: &mut Pending,
    ) -> Result<(), ServiceError> {
        let Committed {
            id,
            family,
            digests,
            as_of,
            undoes,
            original,
        } = committed;
        let authority = family.authority.as_ref().ok_or_else(without_authority)?;
        let act_as = if authority.is_oneself() {
            ActAs::Oneself
        } else {
            ActAs::Operator
        };
        let source = authority.source().clone();
        let action = match (&original, &undoes) {
            (Some(_), _) => "user-copy-undone",
            (None, Some(_)) => "user-move-undone",
            (None, None) => "user-moved",
        };
        let acknowledged: BTreeSet<String> = family
            .findings
            .iter()
            .map(|finding| finding.code().to_owned())
            .filter(|code| commit.acknowledged.contains(code))
            .collect();
        let request = of_family(&commit.request, family);
        let record = MoveRecord {
            entry: LedgerEntry {
                id: id.clone(),
                commit: commit.id.clone(),
                subject: family.subject.clone(),
                source: source.clone(),
                destination: family.destination.clone(),
                request: request.clone(),
                steps: family.steps.clone(),
                committed_at: commit.now,
                undoes: undoes.clone(),
                undone_by: None,
                by_oneself: authority.is_oneself(),
                held: family.held.clone(),
                superseded_by: None,
                original: original.clone(),
            },
            actor: commit.actor.user.clone(),
            acting_in: commit.actor.acting_in.clone(),
            act_as,
            channel: commit.actor.channel,
            members: family.members.clone(),
            request: serde_json::to_value(&request).map_err(ServiceError::internal)?,
            acknowledged: acknowledged.into_iter().collect(),
            digest: digests.whole.clone(),
            decision_digest: digests.decision.clone(),
            reason: commit.request.reason.clone(),
            as_of,
        };
        let body = json!({
            "move": id, "commit": commit.id, "by": commit.via.as_str(), "members": family.members.len(),
            "digest": digests.whole, "undoes": undoes,
        });
        let mut told = Told::new(action, family.subject.as_str())
            .at(&source)
            .with(body);
        if source != family.destination {
            told = told.and_at(&family.destination);
        }
        let message = Message {
            id: self.new_id()?,
            topic: action.to_owned(),
            body: json!({
                "move": id, "actor": commit.actor.user, "subject": family.subject, "members": family.members,
                "source": source, "destination": family.destination,
            }),
            due: commit.now,
        };
        pending
            .changed
            .extend(family.steps.iter().map(Step::about).cloned());
        pending.families.push(family.clone());
        pending.records.push(record);
        pending.told.push(told);
        pending.messages.push(message);
        if is_account(family) {
            let moved = Occasion::Moved { id };
            let letters = moved.message(self.new_id()?, commit.now)?;
            pending.messages.push(letters);
        }
        Ok(())
    }

    /// Writes what waits: the changed rows, each by the authority it was planned with, then ledger, audit, outbox.
    ///
    /// `after` are the facts as these moves leave them, with everybody who moves, where whoever planned them has them;
    /// where not, they are read.
    pub(crate) async fn write_pending(
        &self,
        tx: &mut Tx,
        actor: &UserId,
        pending: Pending,
        after: Option<&Snapshot>,
    ) -> Result<(), ServiceError> {
        if pending.families.is_empty() {
            return Ok(());
        }
        // WHY: whether an administrator stays behind is told by other people's records, which the plan does not rest on.
        // In hosting trees and accounts so is whether a name is free, and how much of a limit is left; at sites, whose a
        // line is and what stands where it would come to stand.
        if pending.families.iter().any(|family| {
            revokes_roles(family) || is_hosting(family) || is_at_sites(family) || is_account(family)
        }) {
            tx.alone().await?;
        }
        let today = self.now().day();
        let mut applied = Vec::with_capacity(pending.families.len());
        for family in &pending.families {
            applied.push(Applied {
                authority: family.authority.as_ref().ok_or_else(without_authority)?,
                members: &family.members,
                steps: &family.steps,
                basis: &family.basis,
                today,
            });
        }
        steps::apply_many(tx, &applied).await?;
        let hosting = pending.families.iter().zip(&pending.records);
        let moved: Vec<Moved<'_>> = hosting
            .filter(|(family, _)| is_hosting(family))
            .map(|(family, record)| Moved {
                family,
                commit: &record.entry.commit,
                is_undo: record.entry.undoes.is_some(),
                takes_back: (record.entry.original.as_ref()).and(record.entry.undoes.as_ref()),
            })
            .collect();
        if !moved.is_empty() {
            self.provisioning_order(tx, actor, &moved, after).await?;
        }
        for record in &pending.records {
            self.transfers_order(tx, actor, record).await?;
        }
        ledger::record_many(tx, &pending.records).await?;
        self.tell(tx, actor, pending.told).await?;
        Ok(outbox::put(tx, &pending.messages).await?)
    }
}

/// Holds others off before anything is read, where a destination is remembered to be no enterprise's: writing a move
/// there does so anyway, and what was read before would have to be read and planned again.
pub(crate) async fn hold_off<'a>(
    tx: &mut Tx,
    destinations: impl IntoIterator<Item = &'a OrganizationCode>,
) -> Result<(), ServiceError> {
    let is_elsewhere = destinations
        .into_iter()
        .filter_map(|code| tx.remembered_kind(code))
        .any(|kind| !kind.is_enterprise_tree());
    if is_elsewhere {
        tx.alone().await?;
    }
    Ok(())
}

fn revokes_roles(family: &FamilyPlan) -> bool {
    family
        .steps
        .iter()
        .any(|step| matches!(step, Step::Role { after: false, .. }))
}

pub(crate) fn is_hosting(family: &FamilyPlan) -> bool {
    let mut basis = family.basis.iter();
    basis.any(|entry| matches!(entry.record, BasisRecord::Hosting(_)))
}

fn is_at_sites(family: &FamilyPlan) -> bool {
    let mut basis = family.basis.iter();
    basis.any(|entry| matches!(entry.record, BasisRecord::Telephony(_)))
}

pub(crate) fn is_account(family: &FamilyPlan) -> bool {
    let mut basis = family.basis.iter();
    basis.any(|entry| matches!(entry.record, BasisRecord::Account(_)))
}

fn without_authority() -> ServiceError {
    ServiceError::internal("a plan came to its commit without authority")
}

/// What of a request concerns one family: a selection of a thousand is not written a thousand times.
fn of_family(request: &MoveRequest, family: &FamilyPlan) -> MoveRequest {
    let mut own = request.clone();
    own.subject = Some(family.subject.clone());
    own.subjects = None;
    own.per_person.retain(|id, _| family.members.contains(id));
    own
}

impl Service {
    /// Until when a family's move can be undone (ruling 18).
    pub(crate) fn undo_until(
        &self,
        snapshot: &Snapshot,
        family: &FamilyPlan,
        now: Timestamp,
    ) -> Timestamp {
        let source = family
            .source
            .as_ref()
            .and_then(|code| snapshot.organizations.get(code));
        let top = source
            .zip(snapshot.organizations.get(&family.destination))
            .and_then(|(from, to)| governing(from, to));
        let days = self.undo_days(top.map_or(30, |top| top.user_move.undo_days));
        Timestamp(now.0 + i64::from(days) * micros(Duration::from_secs(86_400)))
    }
}
