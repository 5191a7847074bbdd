//! What people read of a plan: what stays, moves along, changes, is lost and is gained, person by person.
//!
//! Derived from the steps and the facts, never the other way round. Third parties whose records change
//! have an outcome of their own.

use super::effects::{AttributeFate, attribute_fate};
use super::plan::FamilyPlan;
use super::snapshot::Snapshot;
use super::step::Step;
use crate::ids::{AttributeId, GroupId, OrganizationCode, PositionId, RoleId, UserId};
use crate::people::User;
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
    for step in &family.steps {
        let is_third_party = !family.members.contains(step.about());
        if let (
            true,
            Step::Manager {
                about,
                before: Some(manager),
                ..
            },
        ) = (is_third_party, step)
        {
            people
                .entry(about.clone())
                .or_default()
                .lost
                .push(OutcomeItem::Manager {
                    user: manager.clone(),
                });
        }
    }
    people
}

fn of_member(snapshot: &Snapshot, family: &FamilyPlan, user: &User) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.stays.push(OutcomeItem::SignIn {
        username: user.username.clone(),
    });
    outcome.moves_along.push(OutcomeItem::Profile {});
    if user.id == family.subject {
        let dependents = family
            .members
            .iter()
            .filter(|member| **member != family.subject);
        outcome
            .moves_along
            .extend(dependents.map(|member| OutcomeItem::Dependent {
                user: member.clone(),
            }));
    }
    let mine = || family.steps.iter().filter(|step| step.about() == &user.id);
    for grant in &user.grants {
        let is_lost = mine().any(|step| matches!(step, Step::Role { role, at, .. } if *role == grant.role && *at == grant.at));
        let item = OutcomeItem::Role {
            role: grant.role.clone(),
            organization: grant.at.clone(),
        };
        if is_lost {
            outcome.lost.push(item)
        } else {
            outcome.stays.push(item)
        }
    }
    for subscription in &user.subscriptions {
        let is_lost = mine().any(|step| matches!(step, Step::Subscription { to, start, .. } if *to == subscription.to && *start == subscription.start));
        let item = OutcomeItem::Subscription {
            organization: subscription.to.clone(),
        };
        if is_lost {
            outcome.lost.push(item)
        } else {
            outcome.stays.push(item)
        }
    }
    for group in &user.groups {
        let is_lost = mine()
            .any(|step| matches!(step, Step::Membership { group: left, .. } if left == group));
        let item = OutcomeItem::Membership {
            group: group.clone(),
        };
        if is_lost {
            outcome.lost.push(item)
        } else {
            outcome.stays.push(item)
        }
    }
    for step in mine() {
        match step {
            Step::Home { before, after, .. } => {
                outcome.changes.push(OutcomeItem::Home {
                    before: before.clone(),
                    after: after.clone(),
                });
                outcome.gained.extend(alerts_of(snapshot, after));
                look_changes(snapshot, before, after, &mut outcome);
            }
            Step::Position { before, after, .. } => {
                if let Some(position) = before {
                    outcome.lost.push(OutcomeItem::Position {
                        organization: user.home.clone(),
                        position: position.clone(),
                    });
                }
                let is_none = |position: &PositionId| {
                    let place = snapshot.organizations.get(&family.destination);
                    place.is_some_and(|place| place.hierarchy.counts_as_none(position))
                };
                if let Some(position) = after.as_ref().filter(|after| !is_none(after)) {
                    outcome.gained.push(OutcomeItem::Position {
                        organization: family.destination.clone(),
                        position: position.clone(),
                    });
                }
            }
            Step::Manager {
                before: Some(manager),
                ..
            } => outcome.lost.push(OutcomeItem::Manager {
                user: manager.clone(),
            }),
            Step::Lock { after: true, .. } => outcome.changes.push(OutcomeItem::Lock {}),
            _ => {}
        }
    }
    attributes(snapshot, family, user, &mut outcome);
    outcome
}

/// What reaches people because they live somewhere; above suborganizations only what reaches everybody does.
pub fn alerts_of(snapshot: &Snapshot, home: &OrganizationCode) -> Option<OutcomeItem> {
    let place = snapshot.organizations.get(home)?;
    (!place.kind.gets_enterprise_alerts_only()).then(|| OutcomeItem::Alerts {
        organization: home.clone(),
    })
}

fn look_changes(
    snapshot: &Snapshot,
    before: &OrganizationCode,
    after: &OrganizationCode,
    outcome: &mut Outcome,
) {
    let look = |code| {
        snapshot
            .organizations
            .get(code)
            .map(|placed| &placed.organization.look)
    };
    if look(before) != look(after) {
        outcome.changes.push(OutcomeItem::Look {
            organization: after.clone(),
        });
    }
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
        };
        group.push(OutcomeItem::Attribute {
            attribute: attribute.clone(),
        });
    }
}
