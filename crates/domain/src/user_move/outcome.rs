//! What people read of a plan: what stays, moves along, changes, is lost and is gained, person by person.
//!
//! Derived from the steps and the facts, never the other way round. Third parties whose records change
//! have an outcome of their own.

mod content;
mod telephony;

use super::effects::{AttributeFate, attribute_fate};
use super::plan::FamilyPlan;
use super::request::Disposition;
use super::snapshot::Snapshot;
use super::step::Step;
use crate::ids::{
    Address, AttributeId, GroupId, OrganizationCode, PlanId, PositionId, ProfileId, RoleId,
    ServiceId, UserId,
};
use crate::people::User;
use crate::telephony::Section;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One thing that stays, moves along, changes, is lost or is gained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "item", rename_all = "snake_case")]
#[allow(missing_docs)] // WHY: the fields are named for what they hold.
pub enum OutcomeItem {
    /// The home.
    Home {
        before: OrganizationCode,
        after: OrganizationCode,
    },
    /// Sign-in name and password.
    SignIn { username: Arc<str> },
    /// Profile and contact data.
    Profile {},
    /// A role.
    Role {
        role: RoleId,
        organization: Option<OrganizationCode>,
    },
    /// A subscription.
    Subscription { organization: OrganizationCode },
    /// A dependent.
    Dependent { user: UserId },
    /// A position.
    Position {
        organization: OrganizationCode,
        position: PositionId,
    },
    /// A membership in a group.
    Membership { group: GroupId },
    /// The manager.
    Manager { user: UserId },
    /// Alerts and distribution lists for who lives there.
    Alerts { organization: OrganizationCode },
    /// The look of the pages.
    Look { organization: OrganizationCode },
    /// The move lock, set from now on.
    Lock {},
    /// An attribute that is hidden, or seen again.
    Attribute { attribute: AttributeId },
    /// The sign-in name of a hosting tree.
    Upn {
        before: Option<Arc<str>>,
        after: Option<Arc<str>>,
    },
    /// The username.
    Username { before: Arc<str>, after: Arc<str> },
    /// An address.
    Address { address: Address, primary: bool },
    /// An address that is kept from others, or whose mail goes on, for so many days.
    AddressHeld {
        address: Address,
        days: u32,
        forwards: bool,
    },
    /// A service, with its plan from now on.
    Service {
        service: ServiceId,
        plan: Option<PlanId>,
    },
    /// The department.
    Department { department: Arc<str> },
    /// The office.
    Office { office: Arc<str> },
    /// Somebody who may act for the person.
    Delegation { user: UserId },
    /// A line, device, mailbox or number, by what people call it.
    Telephony { record: Section, name: Arc<str> },
    /// A value of one of these.
    TelephonyValue {
        record: Section,
        name: Arc<str>,
        value: Arc<str>,
        before: Option<Arc<str>>,
        after: Option<Arc<str>>,
    },
    /// A line on a device.
    LineOnDevice { line: Arc<str>, device: Arc<str> },
    /// The primary line.
    PrimaryLine { line: Arc<str> },
    /// The permission profile.
    PermissionProfile { before: ProfileId, after: ProfileId },
    /// Proofs and files, a version set as one, that go into a folder one after the other.
    Transferred { pieces: u32, folder: Arc<str> },
    /// Proofs, files, folders and the like, that pass to somebody or come from somebody.
    Belongings {
        user: UserId,
        items: u32,
        folders: u32,
        others: u32,
    },
    /// Items that are seen no longer.
    Sight { items: u32 },
}

/// What a plan means for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outcome {
    /// As it was.
    pub stays: Vec<OutcomeItem>,
    /// Goes to the new home too.
    pub moves_along: Vec<OutcomeItem>,
    /// Is different afterwards.
    pub changes: Vec<OutcomeItem>,
    /// Is gone afterwards.
    pub lost: Vec<OutcomeItem>,
    /// Is there afterwards.
    pub gained: Vec<OutcomeItem>,
}

/// What a family's plan means for everybody it touches.
pub fn outcomes(snapshot: &Snapshot, family: &FamilyPlan) -> BTreeMap<UserId, Outcome> {
    let mut people: BTreeMap<UserId, Outcome> = BTreeMap::new();
    for member in &family.members {
        if let Some(user) = snapshot.user(member) {
            people.insert(member.clone(), of_member(snapshot, family, user));
        }
    }
    let source = family.source.as_ref().unwrap_or(&family.destination);
    for step in &family.steps {
        if !family.members.contains(step.about()) {
            let outcome = people.entry(step.about().clone()).or_default();
            outcome.add(snapshot, (source, &family.destination), step);
        }
    }
    content::third_parties(snapshot, family, &mut people);
    people
}

/// What the steps of a move of the past were to everybody they touched, as far as the steps alone tell.
pub fn outcomes_of_steps(
    snapshot: &Snapshot,
    subject: &UserId,
    dependents: &[UserId],
    ends: (&OrganizationCode, &OrganizationCode),
    steps: &[Step],
) -> BTreeMap<UserId, Outcome> {
    let mut people: BTreeMap<UserId, Outcome> = BTreeMap::new();
    people
        .entry(subject.clone())
        .or_default()
        .moves_along
        .extend(along(dependents));
    for step in steps {
        let outcome = people.entry(step.about().clone()).or_default();
        outcome.add(snapshot, ends, step);
    }
    people
}

fn along<'a>(
    dependents: impl IntoIterator<Item = &'a UserId>,
) -> impl Iterator<Item = OutcomeItem> {
    dependents
        .into_iter()
        .map(|user| OutcomeItem::Dependent { user: user.clone() })
}

impl Outcome {
    /// Adds what one step is to the person it is about.
    fn add(
        &mut self,
        snapshot: &Snapshot,
        (source, destination): (&OrganizationCode, &OrganizationCode),
        step: &Step,
    ) {
        let mut came_or_went = |item, is_there: bool| {
            if is_there {
                self.gained.push(item);
            } else {
                self.lost.push(item);
            }
        };
        match step {
            Step::Home { before, after, .. } => {
                self.changes.push(OutcomeItem::Home {
                    before: before.clone(),
                    after: after.clone(),
                });
                self.gained.extend(alerts_of(snapshot, after));
                self.changes.extend(look_changes(snapshot, before, after));
            }
            Step::Position { before, after, .. } => {
                let at = |place: &OrganizationCode, position: &PositionId| OutcomeItem::Position {
                    organization: place.clone(),
                    position: position.clone(),
                };
                if let Some(position) = before {
                    came_or_went(at(source, position), false);
                }
                let is_none = |position: &PositionId| {
                    let place = snapshot.organizations.get(destination);
                    place.is_some_and(|place| place.hierarchy.counts_as_none(position))
                };
                if let Some(position) = after.as_ref().filter(|after| !is_none(after)) {
                    came_or_went(at(destination, position), true);
                }
            }
            // WHY: what is kept in mind for a return is neither there nor gone.
            Step::RememberedPosition { .. } => {}
            Step::Role {
                role, at, after, ..
            } => {
                let (role, organization) = (role.clone(), at.clone());
                came_or_went(OutcomeItem::Role { role, organization }, *after);
            }
            Step::Subscription { to, after, .. } => {
                let organization = to.clone();
                came_or_went(OutcomeItem::Subscription { organization }, *after);
            }
            Step::Membership { group, after, .. } => {
                let group = group.clone();
                came_or_went(OutcomeItem::Membership { group }, *after);
            }
            Step::Manager { before, after, .. } => {
                for (manager, is_there) in [(before, false), (after, true)] {
                    if let Some(user) = manager.clone() {
                        came_or_went(OutcomeItem::Manager { user }, is_there);
                    }
                }
            }
            Step::Lock { after, .. } => {
                if *after {
                    self.changes.push(OutcomeItem::Lock {});
                }
            }
            Step::Upn { before, after, .. } => self.changes.push(OutcomeItem::Upn {
                before: before.clone(),
                after: after.clone(),
            }),
            Step::Username { before, after, .. } => self.changes.push(OutcomeItem::Username {
                before: before.clone(),
                after: after.clone(),
            }),
            // WHY: that the account is written anew outside is how it moves, nothing that people have.
            Step::Account { .. } => {}
            Step::Address {
                address,
                before,
                after,
                ..
            } => {
                let item = |primary| OutcomeItem::Address {
                    address: address.clone(),
                    primary,
                };
                match (before, after) {
                    (Some(_), Some(now)) => self.changes.push(item(now.primary)),
                    (Some(was), None) => came_or_went(item(was.primary), false),
                    (None, Some(now)) => came_or_went(item(now.primary), true),
                    (None, None) => {}
                }
            }
            Step::AddressHold { address, after, .. } => {
                if let Some(hold) = after {
                    self.changes.push(OutcomeItem::AddressHeld {
                        address: address.clone(),
                        days: hold.days,
                        forwards: hold.forwards,
                    });
                }
            }
            Step::Service {
                service,
                disposition,
                before,
                after,
                ..
            } => {
                let held = after.as_ref().or(before.as_ref());
                let item = OutcomeItem::Service {
                    service: service.clone(),
                    plan: held.and_then(|held| held.plan.clone()),
                };
                match (after, disposition) {
                    (None, _) => self.lost.push(item),
                    (Some(_), Disposition::Move) => self.moves_along.push(item),
                    (Some(_), Disposition::Recreate) => self.changes.push(item),
                    (Some(_), Disposition::Deprovision) => self.gained.push(item),
                }
            }
            Step::Department { before, after, .. } => {
                for (department, is_there) in [(before, false), (after, true)] {
                    if let Some(department) = department.clone() {
                        came_or_went(OutcomeItem::Department { department }, is_there);
                    }
                }
            }
            Step::Office { before, after, .. } => {
                for (office, is_there) in [(before, false), (after, true)] {
                    if let Some(office) = office.clone() {
                        came_or_went(OutcomeItem::Office { office }, is_there);
                    }
                }
            }
            Step::Delegation {
                delegation, after, ..
            } => {
                let user = delegation.to.clone();
                came_or_went(OutcomeItem::Delegation { user }, *after);
            }
            Step::PrimaryLine { before, after, .. } => {
                for (line, is_there) in [(before, false), (after, true)] {
                    if let Some(line) = line {
                        let line = telephony::name_of(snapshot, line);
                        came_or_went(OutcomeItem::PrimaryLine { line }, is_there);
                    }
                }
            }
            Step::Telephony {
                record,
                before,
                after,
                ..
            } => telephony::add(self, snapshot, record, before, after),
            Step::Profile { .. } | Step::Ownership { .. } | Step::Transfer { .. } => {
                content::add(self, step);
            }
        }
    }
}

fn of_member(snapshot: &Snapshot, family: &FamilyPlan, user: &User) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.stays.push(OutcomeItem::SignIn {
        username: user.username.clone(),
    });
    outcome.moves_along.push(OutcomeItem::Profile {});
    if user.id == family.subject {
        let dependents = family.members.iter().filter(|id| **id != family.subject);
        outcome.moves_along.extend(along(dependents));
    }
    let mine = || family.steps.iter().filter(|step| step.about() == &user.id);
    for grant in &user.grants {
        let is_lost = mine().any(|step| matches!(step, Step::Role { role, at, after: false, .. } if *role == grant.role && *at == grant.at));
        if !is_lost {
            outcome.stays.push(OutcomeItem::Role {
                role: grant.role.clone(),
                organization: grant.at.clone(),
            });
        }
    }
    for subscription in &user.subscriptions {
        let is_lost = mine().any(|step| matches!(step, Step::Subscription { to, start, after: false, .. } if *to == subscription.to && *start == subscription.start));
        if !is_lost {
            outcome.stays.push(OutcomeItem::Subscription {
                organization: subscription.to.clone(),
            });
        }
    }
    for group in &user.groups {
        let is_lost = mine().any(|step| matches!(step, Step::Membership { group: left, after: false, .. } if left == group));
        if !is_lost {
            outcome.stays.push(OutcomeItem::Membership {
                group: group.clone(),
            });
        }
    }
    let source = family.source.as_ref().unwrap_or(&user.home);
    for step in mine() {
        outcome.add(snapshot, (source, &family.destination), step);
    }
    attributes(snapshot, family, user, &mut outcome);
    telephony::stays(snapshot, family, user, &mut outcome);
    outcome
}

/// What reaches people because they live somewhere; above suborganizations only what reaches everybody does.
fn alerts_of(snapshot: &Snapshot, home: &OrganizationCode) -> Option<OutcomeItem> {
    let place = snapshot.organizations.get(home)?;
    (!place.kind.gets_enterprise_alerts_only()).then(|| OutcomeItem::Alerts {
        organization: home.clone(),
    })
}

fn look_changes(
    snapshot: &Snapshot,
    before: &OrganizationCode,
    after: &OrganizationCode,
) -> Option<OutcomeItem> {
    let look = |code| {
        snapshot
            .organizations
            .get(code)
            .map(|placed| &placed.organization.look)
    };
    (look(before) != look(after)).then(|| OutcomeItem::Look {
        organization: after.clone(),
    })
}

fn attributes(snapshot: &Snapshot, family: &FamilyPlan, user: &User, outcome: &mut Outcome) {
    let place = |code| snapshot.organizations.get(code);
    let ends = family
        .source
        .as_ref()
        .and_then(place)
        .zip(place(&family.destination));
    for attribute in &user.attributes {
        let fate = ends.map_or(AttributeFate::Stays, |(source, destination)| {
            attribute_fate(snapshot, attribute, source, destination)
        });
        let group = match fate {
            AttributeFate::Stays => &mut outcome.stays,
            // WHY: the value is kept; it is only not seen there.
            AttributeFate::Dormant => &mut outcome.changes,
            AttributeFate::Awakes => &mut outcome.gained,
            AttributeFate::Asleep => continue,
        };
        group.push(OutcomeItem::Attribute {
            attribute: attribute.clone(),
        });
    }
}
