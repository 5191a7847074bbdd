//! Departments, offices and delegations: what belongs to a customer and does not leave it (hosting 7 and 9.10).

use super::Mapping;
use crate::hosting::{Delegation, OrganizationHosting, UserType, name_key};
use crate::ids::UserId;
use crate::people::{User, UserStatus};
use crate::user_move::rules::{Case, Departure};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The same department or office at the destination, as it is written there; none where there is no such.
pub(crate) fn same(value: Option<&Arc<str>>, there: &BTreeSet<Arc<str>>) -> Option<Arc<str>> {
    let key = name_key(value?);
    there.iter().find(|other| name_key(other) == key).cloned()
}

impl Mapping<'_> {
    /// The department at the destination.
    pub fn department(&self, there: &OrganizationHosting) -> Option<Arc<str>> {
        same(self.hosted.department.as_ref(), &there.departments)
    }

    /// The office at the destination.
    pub fn office(&self, there: &OrganizationHosting) -> Option<Arc<str>> {
        same(self.hosted.office.as_ref(), &there.offices)
    }
}

/// Whether somebody can be the manager of a member of the family after the move.
pub(crate) fn can_be_reported_to(case: &Case<'_>, user: &User, manager: &UserId) -> bool {
    // WHY: who lives elsewhere, is a template and is unknown look alike (ruling 5).
    let other = case.snapshot.user(manager).filter(|other| {
        let is_there = other.home == case.destination.code || case.is_in_family(&other.id);
        is_there && other.id != user.id && other.status != UserStatus::Deleted
    });
    let is_template = |other: &User| {
        let hosted = other.hosting.as_ref();
        hosted.is_some_and(|hosted| hosted.user_type == UserType::Template)
    };
    other.is_some_and(|other| !is_template(other))
}

/// The delegations that end: from the family to people who stay at the source or whom nobody knows, and from people
/// who stay to the family.
pub fn delegations_removed<'a>(
    departure: &Departure<'a>,
) -> impl Iterator<Item = (&'a User, &'a Delegation)> {
    let source = departure.source.organization;
    let snapshot = departure.snapshot;
    let family: Vec<&UserId> = departure.family.iter().map(|user| &user.id).collect();
    let all = snapshot.users.values();
    let all = all.filter(|user| user.status != UserStatus::Deleted);
    all.flat_map(move |user| {
        let moves = family.contains(&&user.id);
        let stays = user.home == source.code && !moves;
        let family = family.clone();
        let own = user.hosting.iter().flat_map(|hosted| &hosted.delegations);
        own.filter(move |delegation| {
            let to_family = family.contains(&&delegation.to);
            let to_source = snapshot
                .user(&delegation.to)
                .is_none_or(|other| other.home == source.code);
            (moves && !to_family && to_source) || (stays && to_family)
        })
        .map(move |delegation| (user, delegation))
    })
}
