//! What a committed family leaves behind: changed rows, ledger, audit, outbox; all in the transaction at hand.
//!
//! Nothing comes here without a [`MoveAuthority`], which storage takes by value.

use crate::audit::Told;
use crate::caller::Via;
use crate::digest::Digests;
use crate::error::ServiceError;
use crate::service::Service;
use crate::throttle::micros;
use rehome_domain::ids::MoveId;
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::tree::governing;
use rehome_domain::undo::LedgerEntry;
use rehome_domain::user_move::{ActAs, Actor, FamilyPlan, MoveRequest, Snapshot};
use rehome_storage::ledger::{self, MoveRecord};
use rehome_storage::outbox::{self, Message};
use rehome_storage::{Tx, steps};
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
}

/// What is written once for several families: records and messages.
#[derive(Default)]
pub(crate) struct Pending {
    told: Vec<Told>,
    messages: Vec<Message>,
}

impl Service {
    /// Applies a family's steps and writes its ledger entry; the rest waits in `pending`.
    pub(crate) async fn write_family(
        &self,
        tx: &mut Tx,
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
        } = committed;
        let missing = || ServiceError::internal("a plan came to its commit without authority");
        let authority = family.authority.clone().ok_or_else(missing)?;
        let act_as = if authority.is_oneself() {
            ActAs::Oneself
        } else {
            ActAs::Operator
        };
        let source = authority.source().clone();
        let action = if undoes.is_some() {
            "user-move-undone"
        } else {
            "user-moved"
        };
        steps::apply(tx, &authority, &family.steps, &family.basis).await?;
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
        ledger::record(tx, &record).await?;
        let body = json!({
            "move": id, "commit": commit.id, "by": commit.via.as_str(), "members": family.members.len(),
            "digest": digests.whole, "undoes": undoes,
        });
        let told = Told::new(action, family.subject.as_str())
            .at(&source)
            .and_at(&family.destination)
            .with(body);
        pending.told.push(told);
        pending.messages.push(Message {
            id: self.new_id()?,
            topic: action.to_owned(),
            body: json!({
                "move": id, "actor": commit.actor.user, "subject": family.subject, "members": family.members,
                "source": source, "destination": family.destination,
            }),
            due: commit.now,
        });
        Ok(())
    }

    /// Writes what waits.
    pub(crate) async fn write_pending(
        &self,
        tx: &mut Tx,
        commit: &Commit,
        pending: Pending,
    ) -> Result<(), ServiceError> {
        self.tell(tx, &commit.actor.user, pending.told).await?;
        Ok(outbox::put(tx, &pending.messages).await?)
    }
}

/// What of a request concerns one family: a selection of a thousand is not written a thousand times.
fn of_family(request: &MoveRequest, family: &FamilyPlan) -> MoveRequest {
    let mut own = request.clone();
    own.subject = Some(family.subject.clone());
    own.subjects = None;
    own.per_person.retain(|id, _| family.members.contains(id));
    own
}

/// Until when a family's move can be undone (ruling 18).
pub(crate) fn undo_until(snapshot: &Snapshot, family: &FamilyPlan, now: Timestamp) -> Timestamp {
    let source = family
        .source
        .as_ref()
        .and_then(|code| snapshot.organizations.get(code));
    let top = source
        .zip(snapshot.organizations.get(&family.destination))
        .and_then(|(from, to)| governing(from, to));
    let days = top.map_or(30, |top| top.user_move.undo_days);
    Timestamp(now.0 + i64::from(days) * micros(Duration::from_secs(86_400)))
}
