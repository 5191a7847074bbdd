//! What of an entry of the ledger a viewer may see: the half of each end in view (ruling 69), with the people in view.
//!
//! Whoever was moved lives elsewhere by now, so that they are judged by what the entry says of them. What is out of
//! view is counted. A new kind of step is shown to whoever sees the organizations it names.

use super::history::{EntryKind, MoveView};
use super::ledger_query::MoveWay;
use super::resolve::of_actor;
use crate::audit::holds_everywhere;
use crate::error::ServiceError;
use crate::view::{Names, Person, Place};
use rehome_domain::ids::{GroupId, OrganizationCode, PositionId, UserId};
use rehome_domain::role::{BuiltIn, Permission};
use rehome_domain::user_move::{ActAs, Actor, Channel, Snapshot, Step, View};
use rehome_storage::ledger::MoveRecord;
use rehome_storage::snapshot::{self, Destinations, Recorded, Wanted};
use rehome_storage::{StoreError, Tx};
use std::collections::BTreeSet;

/// Ledger entries as an actor may see them; those with no end in view are left out.
pub(crate) async fn views(
    tx: &mut Tx,
    actor: &Actor,
    records: Vec<MoveRecord>,
) -> Result<Vec<MoveView>, ServiceError> {
    Ok(views_and_facts(tx, actor, records).await?.0)
}

/// The same, with the facts they were judged by.
pub(crate) async fn views_and_facts(
    tx: &mut Tx,
    actor: &Actor,
    records: Vec<MoveRecord>,
) -> Result<(Vec<MoveView>, Snapshot), ServiceError> {
    let facts = facts(tx, actor, &records).await?;
    let view = View::of(&facts, actor)?;
    let views = records
        .into_iter()
        .filter_map(|record| Seen::of(&view, &facts, &record).view(record))
        .collect();
    Ok((views, facts))
}

/// The facts by which entries are judged.
async fn facts(tx: &mut Tx, actor: &Actor, records: &[MoveRecord]) -> Result<Snapshot, StoreError> {
    let mut people: BTreeSet<UserId> = BTreeSet::new();
    let mut places: BTreeSet<OrganizationCode> = BTreeSet::new();
    let mut positions: BTreeSet<PositionId> = BTreeSet::new();
    let mut groups: BTreeSet<GroupId> = BTreeSet::new();
    let mut telephony = Recorded::default();
    for record in records {
        let entry = &record.entry;
        people.extend(record.members.iter().chain([&record.actor]).cloned());
        people.insert(entry.subject.clone());
        people.extend(entry.original.clone());
        places.extend([entry.source.clone(), entry.destination.clone()]);
        for step in &entry.steps {
            people.insert(step.about().clone());
            people.extend(step.people().into_iter().cloned());
            places.extend(step.organizations().into_iter().cloned());
            telephony.add(step);
            match step {
                Step::Position { before, after, .. } => {
                    positions.extend(before.iter().chain(after).cloned());
                }
                Step::Membership { group, .. } => {
                    groups.insert(group.clone());
                }
                _ => {}
            }
        }
    }
    let places = Destinations::Listed(places.into_iter().collect());
    let mut wanted = Wanted {
        telephony,
        ..of_actor(actor, people.into_iter().collect(), places)
    };
    let mut facts = snapshot::load(tx, &wanted).await?;
    let has_base = |user: &rehome_domain::people::User| user.user_base.is_some();
    if facts.user(&actor.user).is_some_and(has_base) {
        wanted = Wanted {
            positions: positions.into_iter().collect(),
            ..wanted
        };
        facts = snapshot::load(tx, &wanted).await?;
    }
    groups.retain(|id| !facts.groups.contains_key(id));
    if !groups.is_empty() {
        for group in snapshot::groups(tx, &groups).await? {
            facts.groups.insert(group.id.clone(), group);
        }
    }
    Ok(facts)
}

/// Which ends of a move a viewer sees.
pub(crate) struct Ends {
    pub(crate) source: bool,
    pub(crate) destination: bool,
}

/// The ends in view: both for who was moved; for others those in the organizations they see people of, if the
/// subject is one of these people.
pub(crate) fn ends_seen(view: &View<'_>, facts: &Snapshot, record: &MoveRecord) -> Ends {
    Seen::of(view, facts, record).ends
}

/// One entry with one viewer before it.
struct Seen<'a> {
    view: &'a View<'a>,
    facts: &'a Snapshot,
    members: Vec<UserId>,
    /// Whether all of it is shown: to who was moved, and to an auditor of everything.
    is_own: bool,
    ends: Ends,
}

impl<'a> Seen<'a> {
    fn of(view: &'a View<'a>, facts: &'a Snapshot, record: &MoveRecord) -> Self {
        let mut seen = Self {
            view,
            facts,
            members: Vec::new(),
            is_own: record.members.contains(&view.actor.id)
                || (view.act_as == ActAs::Operator
                    && holds_everywhere(view, BuiltIn::Auditor, facts)),
            ends: Ends {
                source: false,
                destination: false,
            },
        };
        let members = record.members.iter();
        seen.members = members
            .filter(|id| seen_member(&seen, record, id))
            .cloned()
            .collect();
        let entry = &record.entry;
        if seen.members.contains(&entry.subject) {
            seen.ends = Ends {
                source: seen.place(&entry.source),
                destination: seen.place(&entry.destination),
            };
        }
        seen
    }

    /// Whether what happened at an organization is for the viewer.
    fn place(&self, code: &OrganizationCode) -> bool {
        let place = self.facts.organizations.get(code);
        self.is_own || place.is_some_and(|place| self.view.may(Permission::View, place))
    }

    fn person(&self, id: &UserId) -> bool {
        self.members.contains(id)
            || self
                .facts
                .user(id)
                .is_some_and(|user| self.view.sees_user(user))
    }

    fn step(&self, record: &MoveRecord, step: &Step) -> bool {
        let (source, destination) = (&record.entry.source, &record.entry.destination);
        let place = |code: &OrganizationCode| {
            if code == source {
                self.ends.source
            } else if code == destination {
                self.ends.destination
            } else {
                self.place(code)
            }
        };
        let people_are_seen = self.is_own && record.members.contains(step.about())
            || step.people().into_iter().all(|id| self.person(id));
        self.person(step.about())
            && people_are_seen
            && match step {
                Step::Home { .. } | Step::Lock { .. } => true,
                // WHY: a position step names one node of either end (ruling 69); the one left is told by what is
                // remembered.
                Step::Position { .. } => self.ends.source && self.ends.destination,
                Step::Manager { .. } | Step::Membership { .. } | Step::Delegation { .. } => {
                    self.ends.source
                }
                // WHY: what somebody is called and has there is told to who sees both ends, what is given up to the
                // source, what is new to the destination (ruling 69).
                Step::Upn { .. }
                | Step::Username { .. }
                | Step::Department { .. }
                | Step::Office { .. } => self.ends.source && self.ends.destination,
                Step::Address { before, after, .. } => {
                    (before.is_none() || self.ends.source)
                        && (after.is_none() || self.ends.destination)
                }
                Step::Account { .. } => true,
                Step::PrimaryLine { .. } => self.ends.source && self.ends.destination,
                // WHY: which profile, and who has what now, is each account's own (ruling 69).
                Step::Profile { .. } => self.ends.source && self.ends.destination,
                Step::Ownership { .. } => self.ends.source,
                _ => step.organizations().into_iter().all(place),
            }
    }

    fn view(&self, record: MoveRecord) -> Option<MoveView> {
        if !self.ends.source && !self.ends.destination {
            return None;
        }
        let steps = record.entry.steps.iter();
        let (shown, hidden): (Vec<Step>, Vec<Step>) =
            steps.cloned().partition(|step| self.step(&record, step));
        let hidden = hidden.len() + record.members.len() - self.members.len();
        // WHY: whoever was moved is told by whom; to others the actor is a person like any.
        let actor_is_seen = self.is_own || self.person(&record.actor);
        let entry = record.entry;
        let original = entry.original.as_ref();
        // WHY: who was made by a copy is not told of whom by that.
        let sees = |id: &&UserId| {
            self.facts
                .user(id)
                .is_some_and(|it| self.view.sees_user(it))
        };
        let others = self.members.iter().filter(|id| **id != entry.subject);
        Some(MoveView {
            kind: match original {
                Some(_) => EntryKind::Copy,
                None => EntryKind::Move,
            },
            original: original.filter(sees).map(|id| self.named(id)),
            subject: self.named(&entry.subject),
            members: others.map(|id| self.named(id)).collect(),
            source: self.placed(&entry.source),
            destination: self.placed(&entry.destination),
            committed_at: entry.committed_at,
            as_of: record.as_of,
            actor: actor_is_seen.then(|| self.named(&record.actor)),
            act_as: record.act_as,
            way: match (record.act_as, record.channel) {
                (ActAs::Oneself, _) => MoveWay::Oneself,
                (ActAs::Operator, Channel::Attended) => MoveWay::Operator,
                (ActAs::Operator, Channel::Unattended) => MoveWay::File,
            },
            reason: record.reason,
            acknowledged: record.acknowledged,
            names: names(self.facts, &shown),
            steps: shown,
            hidden: u32::try_from(hidden).unwrap_or(u32::MAX),
            undoes: entry.undoes,
            undone_by: entry.undone_by,
            commit: entry.commit,
            id: entry.id,
        })
    }

    fn named(&self, id: &UserId) -> Person {
        let user = self.facts.user(id);
        Person {
            id: id.clone(),
            name: user.map_or_else(|| id.as_str().into(), |user| user.name.clone()),
        }
    }

    fn placed(&self, code: &OrganizationCode) -> Place {
        let place = self.facts.organizations.get(code);
        Place {
            code: code.clone(),
            name: place.map_or_else(|| code.as_str().into(), |place| place.name.clone()),
        }
    }
}

/// Whether somebody who was moved is one of those the viewer handles.
fn seen_member(seen: &Seen<'_>, record: &MoveRecord, id: &UserId) -> bool {
    let (view, entry) = (seen.view, &record.entry);
    if seen.is_own || *id == view.actor.id {
        return true;
    }
    if *id != entry.subject && !view.actor.manage_dependents {
        return false;
    }
    let steps = || entry.steps.iter().filter(|step| step.about() == id);
    let (left, taken) = steps()
        .find_map(|step| match step {
            Step::Position { before, after, .. } => Some((before.as_ref(), after.as_ref())),
            _ => None,
        })
        .unwrap_or_default();
    let groups: BTreeSet<GroupId> = steps()
        .filter_map(|step| match step {
            Step::Membership { group, .. } => Some(group.clone()),
            _ => None,
        })
        .collect();
    let was_in_base = |code, position| {
        let place = seen.facts.organizations.get(code);
        place.is_some_and(|place| {
            view.may(Permission::View, place) && view.has_in_base(place, position, &groups)
        })
    };
    was_in_base(&entry.source, left)
        || was_in_base(&entry.destination, taken)
        || seen.facts.user(id).is_some_and(|user| view.sees_user(user))
}

/// The names of what steps in view mention.
fn names(facts: &Snapshot, steps: &[Step]) -> Names {
    let mut names = Names::default();
    for step in steps {
        let people = step.people().into_iter().chain([step.about()]);
        for user in people.filter_map(|id| facts.user(id)) {
            names.people.insert(user.id.clone(), user.name.clone());
        }
        let places = step.organizations().into_iter();
        for place in places.filter_map(|code| facts.organizations.get(code)) {
            names.add_services(facts);
            names
                .organizations
                .insert(place.code.clone(), place.name.clone());
        }
        match step {
            Step::Membership { group, .. } => {
                if let Some(group) = facts.groups.get(group) {
                    names.groups.insert(group.id.clone(), group.name.clone());
                }
            }
            Step::Role { role, .. } => {
                let clone = facts.roles.clones.get(role);
                if let Some(name) = clone.and_then(|clone| clone.name.clone()) {
                    names.roles.insert(role.clone(), name);
                }
            }
            _ => {}
        }
    }
    names
}
