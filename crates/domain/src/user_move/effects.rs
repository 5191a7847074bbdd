//! What a move changes, computed once: the rules warn of it and the steps do it, from the same answer.

use super::rules::{Case, Departure};
use super::snapshot::Snapshot;
use super::step::Step;
use crate::ids::{AttributeId, GroupId, OrganizationCode, PositionId, UserId};
use crate::organization::PositionKnown;
use crate::people::{Grant, Group, Subscription, User};
use crate::role::{BuiltIn, Roles};
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
    roles_at(departure.snapshot, user, &departure.source.code)
}

fn roles_at<'a>(
    snapshot: &'a Snapshot,
    user: &'a User,
    place: &'a OrganizationCode,
) -> impl Iterator<Item = &'a Grant> {
    user.grants
        .iter()
        .filter(move |grant| ends_by_leaving(&snapshot.roles, grant, place))
}

/// Whether a role ends when its holder leaves a home.
pub fn ends_by_leaving(roles: &Roles, grant: &Grant, home: &OrganizationCode) -> bool {
    let is_kept = matches!(
        roles.like(&grant.role),
        Some(BuiltIn::EnterpriseAdministrator | BuiltIn::User)
    );
    grant.at.as_ref() == Some(home) && !is_kept
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

/// The memberships that are taken away: static groups of the source (enterprise 7).
pub fn memberships_removed<'a>(
    departure: &'a Departure<'_>,
    user: &'a User,
) -> impl Iterator<Item = &'a GroupId> {
    groups_of(departure.snapshot, user, &departure.source.code)
        .filter(|group| !group.dynamic)
        .map(|group| &group.id)
}

/// The memberships that follow from where somebody lives: dynamic groups of the source, worked out anew at
/// once (enterprise 7).
pub fn memberships_ending<'a>(
    departure: &'a Departure<'_>,
    user: &'a User,
) -> impl Iterator<Item = &'a GroupId> {
    groups_of(departure.snapshot, user, &departure.source.code)
        .filter(|group| group.dynamic)
        .map(|group| &group.id)
}

fn groups_of<'a>(
    snapshot: &'a Snapshot,
    user: &'a User,
    place: &'a OrganizationCode,
) -> impl Iterator<Item = &'a Group> {
    user.groups
        .iter()
        .filter_map(|id| snapshot.groups.get(id))
        .filter(move |group| group.organization == *place)
        // WHY: groups of an account are of contacts, and people of other accounts are contacts too (content 10).
        .filter(move |_| {
            let place = snapshot.organizations.get(place);
            place.is_none_or(|place| !place.kind.is_account_tree())
        })
}

/// The manager at the destination: who is asked for; else the one until now, unless that one stays behind.
pub fn manager_there<'a>(departure: &Departure<'a>, user: &'a User) -> Option<&'a UserId> {
    let until_now = || {
        let kept = user.manager.as_ref();
        kept.filter(|_| manager_cleared(departure, user).is_none())
    };
    let asked = departure.manager_asked(user);
    asked.unwrap_or_else(until_now)
}

/// The manager who stays behind, if that is so; inside the family and elsewhere managers stay (ruling 21).
pub fn manager_cleared<'a>(departure: &Departure<'_>, user: &'a User) -> Option<&'a UserId> {
    manager_at(departure, user, &departure.source.code)
}

fn manager_at<'a>(
    departure: &Departure<'_>,
    user: &'a User,
    place: &OrganizationCode,
) -> Option<&'a UserId> {
    let manager = user.manager.as_ref()?;
    let lives_there = departure
        .snapshot
        .user(manager)
        .is_some_and(|other| other.home == *place);
    (lives_there && !departure.is_in_family(manager)).then_some(manager)
}

/// What binds a family to a place and ends when it leaves from there: roles, groups, managers and reports.
pub fn bonds(departure: &Departure<'_>, place: Placed<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    for user in &departure.family {
        bonds_of(departure, user, &place.code, &mut steps);
        if manager_at(departure, user, &place.code).is_some() {
            steps.push(manager_taken(user));
        }
    }
    steps.extend(departure.reports_at(&place.code).map(manager_taken));
    steps
}

/// What binds a family to its destination before it comes there.
pub fn held(case: &Case<'_>) -> Vec<Step> {
    if case.destination == case.source {
        return Vec::new();
    }
    let mut steps = bonds(case, case.destination);
    for user in &case.family {
        // WHY: where a manager lives who does not stay behind is not among the facts.
        let is_kept = |manager: &UserId| {
            !case.is_in_family(manager) && manager_cleared(case, user) != Some(manager)
        };
        if user.manager.as_ref().is_some_and(is_kept) {
            let bond = manager_taken(user);
            if !steps.contains(&bond) {
                steps.push(bond);
            }
        }
    }
    steps
}

fn bonds_of(
    departure: &Departure<'_>,
    user: &User,
    place: &OrganizationCode,
    steps: &mut Vec<Step>,
) {
    let (snapshot, about) = (departure.snapshot, &user.id);
    steps.extend(roles_at(snapshot, user, place).map(|grant| Step::Role {
        about: about.clone(),
        role: grant.role.clone(),
        at: grant.at.clone(),
        before: true,
        after: false,
    }));
    steps.extend(
        groups_of(snapshot, user, place).map(|group| Step::Membership {
            about: about.clone(),
            group: group.id.clone(),
            before: true,
            after: false,
        }),
    );
}

fn manager_taken(user: &User) -> Step {
    Step::Manager {
        about: user.id.clone(),
        before: user.manager.clone(),
        after: None,
    }
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
    /// It is defined at neither end: hidden before and after.
    Asleep,
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
        (true, true) => AttributeFate::Stays,
        (false, false) => AttributeFate::Asleep,
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
            #[cfg(feature = "hosting")]
            if case.is_hosting() {
                super::hosting::steps::arrival(case, user, &mut steps);
            }
            #[cfg(feature = "telephony")]
            if case.is_telephony() {
                super::telephony::steps::arrival(case, user, &mut steps);
            }
            #[cfg(feature = "content")]
            super::content::steps::arrival(case, user, &mut steps);
        }
        #[cfg(feature = "hosting")]
        if case.is_hosting() {
            super::hosting::steps::departure(case, &mut steps);
        }
        #[cfg(feature = "content")]
        super::content::steps::departure(case, &mut steps);
        steps.extend(case.reports_at(&case.source.code).map(manager_taken));
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
        bonds_of(case, user, source, steps);
        let manager = manager_there(case, user).cloned();
        if manager != user.manager {
            steps.push(Step::Manager {
                about: about.clone(),
                before: user.manager.clone(),
                after: manager,
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
