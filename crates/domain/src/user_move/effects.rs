//! What a move changes, computed once: the rules warn of it and the steps do it, from the same answer.

use super::rules::{Case, Departure};
use super::snapshot::Snapshot;
use super::step::Step;
use crate::ids::{AttributeId, GroupId, PositionId, UserId};
use crate::organization::PositionKnown;
use crate::people::{Grant, Subscription, User};
use crate::role::BuiltIn;
use crate::tree::Placed;

/// The position somebody takes at the destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// None, by choice or because none is known.
    None,
    /// The one asked for.
    Chosen(PositionId),
    /// The one remembered (ruling 32).
    Reinstated(PositionId),
    /// The root, because the remembered one is gone (enterprise 10.9).
    AtRoot {
        /// The root.
        root: PositionId,
        /// What was remembered.
        lost: PositionId,
    },
}

impl Arrival {
    /// The position itself.
    pub fn position(&self) -> Option<&PositionId> {
        match self {
            Self::None => None,
            Self::Chosen(position)
            | Self::Reinstated(position)
            | Self::AtRoot { root: position, .. } => Some(position),
        }
    }
}

/// The grants that end: operator roles held at the source. Enterprise Administrators keep theirs, and
/// what everybody has is no role to lose (enterprise 7).
pub fn roles_revoked<'a>(
    departure: &'a Departure<'_>,
    user: &'a User,
) -> impl Iterator<Item = &'a Grant> {
    user.grants.iter().filter(|grant| {
        grant.at.as_ref() == Some(&departure.source.code)
            && !matches!(
                departure.snapshot.roles.like(&grant.role),
                Some(BuiltIn::EnterpriseAdministrator | BuiltIn::User)
            )
    })
}

/// The subscriptions that end: all current and future ones but those to be kept (ruling 31).
pub fn subscriptions_cancelled<'a>(
    departure: &'a Departure<'_>,
    user: &'a User,
) -> impl Iterator<Item = &'a Subscription> {
    let kept = departure.request.kept_subscriptions(user);
    user.subscriptions.iter().filter(move |subscription| {
        !subscription.has_ended(departure.today) && !kept.contains(&subscription.to)
    })
}

/// The memberships that end: static groups of the source (enterprise 7).
pub fn memberships_removed<'a>(
    departure: &'a Departure<'_>,
    user: &'a User,
) -> impl Iterator<Item = &'a GroupId> {
    user.groups.iter().filter(|id| {
        departure
            .snapshot
            .groups
            .get(*id)
            .is_some_and(|group| !group.dynamic && group.organization == departure.source.code)
    })
}

/// The manager who stays behind, if that is so; inside the family and elsewhere managers stay (ruling 21).
pub fn manager_cleared<'a>(departure: &Departure<'_>, user: &'a User) -> Option<&'a UserId> {
    let manager = user.manager.as_ref()?;
    let stays_behind = departure
        .snapshot
        .user(manager)
        .is_some_and(|other| other.home == departure.source.code);
    (stays_behind && !departure.is_in_family(manager)).then_some(manager)
}

/// What becomes of an attribute when its bearer moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeFate {
    /// It is defined at both ends, or nobody knows where.
    Stays,
    /// It is defined at the source and not at the destination: hidden until the person comes back.
    Dormant,
    /// It is defined at the destination and not at the source: seen again.
    Awakes,
}

/// An attribute is seen at the organization that defines it and everywhere below (enterprise 1 and 7).
pub fn attribute_fate(
    snapshot: &Snapshot,
    attribute: &AttributeId,
    source: Placed<'_>,
    destination: Placed<'_>,
) -> AttributeFate {
    let Some(at) = snapshot.attributes.get(attribute).and_then(Option::as_ref) else {
        return AttributeFate::Stays;
    };
    match (source.is_within(at), destination.is_within(at)) {
        (true, false) => AttributeFate::Dormant,
        (false, true) => AttributeFate::Awakes,
        _ => AttributeFate::Stays,
    }
}

/// The position a family member takes at the destination.
pub fn arrival(case: &Case<'_>, user: &User) -> Arrival {
    match case.position_asked(user) {
        Some(Some(position)) => Arrival::Chosen(position.clone()),
        Some(None) => Arrival::None,
        None => match user.remembered_positions.get(&case.destination.code) {
            None => Arrival::None,
            Some(remembered) => match case.destination.hierarchy.find(remembered) {
                PositionKnown::Root | PositionKnown::Node | PositionKnown::Unknown => {
                    Arrival::Reinstated(remembered.clone())
                }
                PositionKnown::Absent => match &case.destination.hierarchy.root {
                    Some(root) => Arrival::AtRoot {
                        root: root.clone(),
                        lost: remembered.clone(),
                    },
                    None => Arrival::None,
                },
            },
        },
    }
}

/// Everything a move of one family changes.
pub struct Effects<'c, 'a> {
    case: &'c Case<'a>,
}

impl<'c, 'a> Effects<'c, 'a> {
    /// The effects of a case.
    pub fn of(case: &'c Case<'a>) -> Self {
        Self { case }
    }

    /// The steps, member by member, then those that concern people who stay.
    pub fn steps(&self) -> Vec<Step> {
        let case = self.case;
        let mut steps = Vec::new();
        for user in &case.family {
            self.departure_of(user, &mut steps);
            self.arrival_of(user, &mut steps);
        }
        for report in case.reports() {
            steps.push(Step::Manager {
                about: report.id.clone(),
                before: report.manager.clone(),
                after: None,
            });
        }
        steps
    }

    fn departure_of(&self, user: &User, steps: &mut Vec<Step>) {
        let (case, about) = (self.case, &user.id);
        let source = &case.source.code;
        let remembered = user.remembered_positions.get(source);
        if remembered != user.position.as_ref() {
            // WHY: memory is overwritten at every departure (ruling 32).
            steps.push(Step::RememberedPosition {
                about: about.clone(),
                organization: source.clone(),
                before: remembered.cloned(),
                after: user.position.clone(),
            });
        }
        for grant in roles_revoked(case, user) {
            steps.push(Step::Role {
                about: about.clone(),
                role: grant.role.clone(),
                at: grant.at.clone(),
                before: true,
                after: false,
            });
        }
        for subscription in subscriptions_cancelled(case, user) {
            steps.push(Step::Subscription {
                about: about.clone(),
                to: subscription.to.clone(),
                start: subscription.start,
                end: subscription.end,
                before: true,
                after: false,
            });
        }
        for group in memberships_removed(case, user) {
            steps.push(Step::Membership {
                about: about.clone(),
                group: group.clone(),
                before: true,
                after: false,
            });
        }
        if let Some(manager) = manager_cleared(case, user) {
            steps.push(Step::Manager {
                about: about.clone(),
                before: Some(manager.clone()),
                after: None,
            });
        }
    }

    fn arrival_of(&self, user: &User, steps: &mut Vec<Step>) {
        let (case, about) = (self.case, &user.id);
        steps.push(Step::Home {
            about: about.clone(),
            before: case.source.code.clone(),
            after: case.destination.code.clone(),
        });
        let position = arrival(case, user).position().cloned();
        if position != user.position {
            steps.push(Step::Position {
                about: about.clone(),
                before: user.position.clone(),
                after: position,
            });
        }
        if case.locks_after(user) {
            steps.push(Step::Lock {
                about: about.clone(),
                before: false,
                after: true,
            });
        }
    }
}
