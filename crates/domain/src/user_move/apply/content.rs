//! Steps of accounts in memory: profiles, ownership and transfers, and what is counted of seats and administrators.

use super::toggle;
use crate::content::{ContentFacts, ProfileKind};
use crate::ids::{OrganizationCode, ProfileId, UserId};
use crate::people::{User, UserStatus};
use crate::user_move::snapshot::Snapshot;
use crate::user_move::step::{Step, Things};

/// Applies a step that changes what accounts know; none where the step changes a person's record.
pub(super) fn apply(snapshot: &mut Snapshot, step: &Step) -> Option<bool> {
    let user = snapshot.users.get(step.about());
    let facts = snapshot.content.as_mut();
    match step {
        Step::Profile {
            about,
            before,
            after,
        } => {
            let (Some(user), Some(facts)) = (user, facts) else {
                return Some(false);
            };
            let Some(member) = facts.members.get_mut(about) else {
                return Some(false);
            };
            let done = super::replace(&mut member.profile, before, after);
            if done {
                count(facts, user, &user.home, before, false);
                count(facts, user, &user.home, after, true);
            }
            Some(done)
        }
        Step::Ownership {
            things,
            before,
            after,
            ..
        } => Some(facts.is_some_and(|facts| pass(facts, things, before, after))),
        Step::Transfer {
            order,
            before,
            after,
            ..
        } => Some(match (facts, before, after) {
            (Some(facts), false, true) => facts.begin(order),
            (Some(facts), true, false) => facts.take_back(order),
            _ => false,
        }),
        Step::Delegation {
            about,
            delegation,
            before,
            after,
        } => {
            let member = facts?.members.get_mut(about)?;
            Some(toggle(
                &mut member.delegations,
                delegation.clone(),
                *before,
                *after,
            ))
        }
        _ => None,
    }
}

/// Notes where people live in what is counted.
pub(super) fn note(snapshot: &mut Snapshot, step: &Step) {
    let Step::Home {
        about,
        before,
        after,
    } = step
    else {
        return;
    };
    let (Some(facts), Some(user)) = (snapshot.content.as_mut(), snapshot.users.get(about)) else {
        return;
    };
    let Some(profile) = facts.members.get(about).map(|it| it.profile.clone()) else {
        return;
    };
    count(facts, user, before, &profile, false);
    count(facts, user, after, &profile, true);
}

/// Counts somebody in or out at an account.
fn count(
    facts: &mut ContentFacts,
    user: &User,
    at: &OrganizationCode,
    profile: &ProfileId,
    comes: bool,
) {
    let profile = facts.profile(profile, at);
    let owns = profile.is_some_and(|it| it.may_own());
    let like = profile.map(|it| it.like);
    let Some(counts) = facts.counts.get_mut(at) else {
        return;
    };
    let add = |number: &mut u32, counted: bool| {
        let one = u32::from(counted);
        *number = if comes {
            *number + one
        } else {
            number.saturating_sub(one)
        };
    };
    let is_active = user.status == UserStatus::Active;
    add(&mut counts.seats, user.status.takes_a_seat());
    add(&mut counts.owners, is_active && owns);
    if let (true, Some(like)) = (is_active, like.filter(|like| like.administers())) {
        if comes {
            let bills = like == ProfileKind::BillingAdministrator;
            counts.administrators.insert(user.id.clone(), bills);
        } else {
            counts.administrators.remove(&user.id);
        }
    }
}

/// Passes things on, all of them or none.
fn pass(facts: &mut ContentFacts, things: &Things, before: &UserId, after: &UserId) -> bool {
    let is_before = |owner: Option<&UserId>| owner == Some(before);
    let all = things
        .items
        .iter()
        .all(|id| is_before(facts.items.get(id).map(|it| &it.owner)))
        && things
            .folders
            .iter()
            .all(|id| is_before(facts.folders.get(id).map(|it| &it.owner)))
        && things
            .views
            .iter()
            .all(|id| is_before(facts.views.get(id).map(|it| &it.owner)))
        && things
            .groups
            .iter()
            .all(|id| is_before(facts.groups.get(id).map(|it| &it.owner)))
        && things
            .templates
            .iter()
            .all(|id| is_before(facts.templates.get(id).map(|it| &it.owner)));
    if !all {
        return false;
    }
    for id in &things.items {
        facts
            .items
            .entry(id.clone())
            .and_modify(|it| it.owner = after.clone());
    }
    for id in &things.folders {
        facts
            .folders
            .entry(id.clone())
            .and_modify(|it| it.owner = after.clone());
    }
    for id in &things.views {
        facts
            .views
            .entry(id.clone())
            .and_modify(|it| it.owner = after.clone());
    }
    for id in &things.groups {
        facts
            .groups
            .entry(id.clone())
            .and_modify(|it| it.owner = after.clone());
    }
    for id in &things.templates {
        facts
            .templates
            .entry(id.clone())
            .and_modify(|it| it.owner = after.clone());
    }
    true
}
