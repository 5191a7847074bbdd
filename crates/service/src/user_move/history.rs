//! What was done: the ledger as each end of a move may see it (ruling 69).
//!
//! Who sees one end of a move sees the entry with that end's half; the steps of the other half are counted.

use super::destinations::id_cursor;
use super::resolve::of_actor;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::person_named;
use crate::rights::seen_user;
use crate::service::Service;
use crate::view::{Names, Page, Person, Place, page_limit, rfc3339};
use rehome_domain::ids::{GroupId, MoveId, OrganizationCode, UserId};
use rehome_domain::role::Permission;
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::{ActAs, Channel, Snapshot, Step, View};
use rehome_storage::ledger::{self, MoveRecord};
use rehome_storage::snapshot::Destinations;
use rehome_storage::{Tx, snapshot};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One move of the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MoveView {
    /// The id.
    pub id: MoveId,
    /// The commit it was part of.
    pub commit: MoveId,
    /// Who was moved.
    pub subject: Person,
    /// Who was moved along, as far as in view.
    pub members: Vec<Person>,
    /// The old home.
    pub source: Place,
    /// The new home.
    pub destination: Place,
    /// When.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub committed_at: Timestamp,
    /// The day a file gave for it.
    pub as_of: Option<Day>,
    /// Who did it; none where that is out of view.
    pub actor: Option<Person>,
    /// As whom.
    #[serde(rename = "as")]
    pub act_as: ActAs,
    /// Why.
    pub reason: Option<String>,
    /// The codes of the warnings that were acknowledged.
    pub acknowledged: Vec<String>,
    /// The changes in view.
    pub steps: Vec<Step>,
    /// The names of the people and groups that these changes mention.
    pub names: Names,
    /// How many changes and people are out of view.
    pub hidden: u32,
    /// The move this one takes back.
    pub undoes: Option<MoveId>,
    /// The move that took this one back.
    pub undone_by: Option<MoveId>,
}

/// Which moves.
#[derive(Clone, Debug, Default)]
pub struct MovesQuery {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// Of one person only.
    pub user: Option<UserId>,
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

impl Service {
    /// The moves with an end in the caller's view, newest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller does not act there, or does not see the person;
    /// [`ServiceError::Invalid`] for a cursor that is none.
    pub async fn moves(
        &self,
        caller: &Caller,
        query: &MovesQuery,
    ) -> Result<Page<MoveView>, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let before = id_cursor(query.cursor.as_deref())?.map(MoveId::from);
        let query = query.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let limit = page_limit(query.limit);
                    let whom = query.user.clone().unwrap_or_else(|| actor.user.clone());
                    let (whom, own) = person_named(tx, &actor, &whom, Vec::new()).await?;
                    let view = View::of(&own, &actor)?;
                    let records = match &query.user {
                        Some(_) => {
                            seen_user(&view, &own, &whom)?;
                            ledger::of_user(tx, &whom, before.as_ref(), limit + 1).await?
                        }
                        None if view.act_as == ActAs::Oneself => {
                            ledger::of_user(tx, &actor.user, before.as_ref(), limit + 1).await?
                        }
                        None => {
                            ledger::list(tx, Some(&view.acting_in.code), before.as_ref(), limit + 1)
                                .await?
                        }
                    };
                    let has_more = records.len() > limit as usize;
                    let shown: Vec<MoveRecord> = records.into_iter().take(limit as usize).collect();
                    let cursor = if has_more {
                        shown.last().map(|record| record.entry.id.to_string())
                    } else {
                        None
                    };
                    let items = views(tx, &actor, shown).await?;
                    Ok(Page { items, cursor })
                })
            })
            .await
    }

    /// One move.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where neither end is in view.
    pub async fn move_one(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &MoveId,
    ) -> Result<MoveView, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        let id = id.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let record = ledger::get(tx, &id).await?.ok_or(ServiceError::NotFound)?;
                    views(tx, &actor, vec![record])
                        .await?
                        .pop()
                        .ok_or(ServiceError::NotFound)
                })
            })
            .await
    }
}

/// Ledger entries as an actor may see them; those with no end in view are left out.
pub(crate) async fn views(
    tx: &mut Tx,
    actor: &rehome_domain::user_move::Actor,
    records: Vec<MoveRecord>,
) -> Result<Vec<MoveView>, ServiceError> {
    let mut users: BTreeSet<UserId> = BTreeSet::new();
    let mut places: BTreeSet<OrganizationCode> = BTreeSet::new();
    let mut groups: BTreeSet<GroupId> = BTreeSet::new();
    for record in &records {
        users.extend(
            record
                .members
                .iter()
                .chain([&record.actor, &record.entry.subject])
                .cloned(),
        );
        places.extend(
            [&record.entry.source, &record.entry.destination]
                .into_iter()
                .cloned(),
        );
        places.extend(
            record
                .entry
                .steps
                .iter()
                .flat_map(Step::organizations)
                .cloned(),
        );
        for step in &record.entry.steps {
            match step {
                Step::Manager { before, after, .. } => {
                    users.extend(before.iter().chain(after).cloned())
                }
                Step::Membership { group, .. } => groups.extend([group.clone()]),
                _ => {}
            }
        }
    }
    let places = Destinations::Listed(places.into_iter().collect());
    let wanted = of_actor(actor, users.into_iter().collect(), places);
    let mut facts = snapshot::load(tx, &wanted).await?;
    groups.retain(|id| !facts.groups.contains_key(id));
    if !groups.is_empty() {
        for group in snapshot::groups(tx, &groups).await? {
            facts.groups.insert(group.id.clone(), group);
        }
    }
    let view = View::of(&facts, actor)?;
    Ok(records
        .into_iter()
        .filter_map(|record| seen(&view, &facts, record))
        .collect())
}

/// Which ends of a move a viewer sees.
pub(crate) struct Ends {
    pub(crate) source: bool,
    pub(crate) destination: bool,
}

/// The ends in view: both for who was moved, else those in the organizations the viewer sees people of.
pub(crate) fn ends_seen(view: &View<'_>, facts: &Snapshot, record: &MoveRecord) -> Ends {
    let is_own = record.members.contains(&view.actor.id);
    let sees = |code: &OrganizationCode| {
        is_own
            || facts
                .organizations
                .get(code)
                .is_some_and(|place| view.may(Permission::View, place))
    };
    Ends {
        source: sees(&record.entry.source),
        destination: sees(&record.entry.destination),
    }
}

fn seen(view: &View<'_>, facts: &Snapshot, record: MoveRecord) -> Option<MoveView> {
    let ends = ends_seen(view, facts, &record);
    if !ends.source && !ends.destination {
        return None;
    }
    let (source, destination) = (&record.entry.source, &record.entry.destination);
    let sees_place = |code: &OrganizationCode| {
        if code == source {
            ends.source
        } else if code == destination {
            ends.destination
        } else {
            record.members.contains(&view.actor.id)
                || facts
                    .organizations
                    .get(code)
                    .is_some_and(|place| view.may(Permission::View, place))
        }
    };
    let is_member = |id: &UserId| record.members.contains(id);
    let step_is_seen = |step: &Step| match step {
        Step::Home { .. } => true,
        // WHY: a position step names one node of either end (ruling 69); the one left is told by what is remembered.
        Step::Position { .. } => ends.source && ends.destination,
        Step::Manager { about, .. } => {
            ends.source
                && (is_member(about) || facts.user(about).is_some_and(|user| view.sees_user(user)))
        }
        Step::Membership { .. } => ends.source,
        Step::Lock { .. } => true,
        _ => step.organizations().into_iter().all(sees_place),
    };
    let (steps, hidden): (Vec<Step>, Vec<Step>) =
        record.entry.steps.iter().cloned().partition(step_is_seen);
    let person = |id: &UserId| Person {
        id: id.clone(),
        name: facts
            .user(id)
            .map_or_else(|| id.as_str().into(), |user| user.name.clone()),
    };
    let place = |code: &OrganizationCode| Place {
        code: code.clone(),
        name: facts
            .organizations
            .get(code)
            .map_or_else(|| code.as_str().into(), |place| place.name.clone()),
    };
    // WHY: whoever was moved is told by whom; to others the actor is a person like any.
    let actor_is_seen = is_member(&view.actor.id)
        || is_member(&record.actor)
        || facts
            .user(&record.actor)
            .is_some_and(|user| view.sees_user(user));
    Some(MoveView {
        subject: person(&record.entry.subject),
        members: record
            .members
            .iter()
            .filter(|id| **id != record.entry.subject)
            .map(person)
            .collect(),
        source: place(source),
        destination: place(destination),
        committed_at: record.entry.committed_at,
        as_of: record.as_of,
        actor: actor_is_seen.then(|| person(&record.actor)),
        act_as: record.act_as,
        reason: record.reason.clone(),
        acknowledged: record.acknowledged.clone(),
        names: names(facts, &steps),
        steps,
        hidden: hidden.len() as u32,
        undoes: record.entry.undoes.clone(),
        undone_by: record.entry.undone_by.clone(),
        commit: record.entry.commit.clone(),
        id: record.entry.id,
    })
}

/// The names of the people and groups that steps in view mention.
fn names(facts: &Snapshot, steps: &[Step]) -> Names {
    let mut names = Names::default();
    for step in steps {
        match step {
            Step::Manager { before, after, .. } => {
                for user in before.iter().chain(after).filter_map(|id| facts.user(id)) {
                    names.people.insert(user.id.clone(), user.name.clone());
                }
            }
            Step::Membership { group, .. } => {
                if let Some(group) = facts.groups.get(group) {
                    names.groups.insert(group.id.clone(), group.name.clone());
                }
            }
            _ => {}
        }
    }
    names
}
