//! Steps applied to a snapshot in memory, the way storage applies them to a database.

#[cfg(feature = "content")]
mod content;
#[cfg(feature = "hosting")]
mod hosting;
#[cfg(feature = "telephony")]
mod telephony;

use super::snapshot::Snapshot;
use super::step::Step;
use crate::ids::UserId;
use crate::people::{Grant, Subscription, UserStatus};
use std::collections::BTreeSet;

/// Applies steps in order and raises the revision of everybody they touch by one.
///
/// Answers how many steps found what they expected; a plan's steps all do, on the snapshot the plan was
/// made from. A step that does not find its `before` changes nothing.
pub fn apply(snapshot: &mut Snapshot, steps: &[Step]) -> usize {
    let applied = steps
        .iter()
        .filter(|step| apply_one(snapshot, step))
        .count();
    let touched: BTreeSet<&UserId> = steps.iter().map(Step::about).collect();
    for id in touched {
        if let Some(user) = snapshot.users.get_mut(id) {
            user.revision += 1;
        }
    }
    applied
}

fn apply_one(snapshot: &mut Snapshot, step: &Step) -> bool {
    #[cfg(feature = "telephony")]
    if let Step::Telephony { .. } | Step::PrimaryLine { .. } = step {
        return telephony::apply(snapshot, step);
    }
    #[cfg(feature = "content")]
    if let Some(done) = content::apply(snapshot, step) {
        return done;
    }
    let done = apply_to_person(snapshot, step);
    #[cfg(feature = "hosting")]
    if done {
        hosting::note(snapshot, step);
    }
    #[cfg(feature = "content")]
    if done {
        content::note(snapshot, step);
    }
    done
}

fn apply_to_person(snapshot: &mut Snapshot, step: &Step) -> bool {
    let Some(user) = snapshot.users.get_mut(step.about()) else {
        return false;
    };
    match step {
        Step::Home { before, after, .. } => replace(&mut user.home, before, after),
        Step::Position { before, after, .. } => replace(&mut user.position, before, after),
        Step::Manager { before, after, .. } => replace(&mut user.manager, before, after),
        Step::Lock { before, after, .. } => replace(&mut user.locked, before, after),
        Step::RememberedPosition {
            organization,
            before,
            after,
            ..
        } => {
            if user.remembered_positions.get(organization) != before.as_ref() {
                return false;
            }
            match after {
                Some(position) => user
                    .remembered_positions
                    .insert(organization.clone(), position.clone()),
                None => user.remembered_positions.remove(organization),
            };
            true
        }
        Step::Role {
            about,
            role,
            at,
            before,
            after,
        } => {
            let done = toggle(
                &mut user.grants,
                Grant {
                    role: role.clone(),
                    at: at.clone(),
                },
                *before,
                *after,
            );
            if let (true, Some(at), UserStatus::Active) = (done, at, user.status)
                && let Some(place) = snapshot.organizations.get(at)
                && let Some(like) = snapshot.roles.like(role)
                && like.administers(place.kind)
            {
                // WHY: several administrators leaving in one selection are judged cumulatively (ruling 67).
                let holders = snapshot.administrators.entry(at.clone()).or_default();
                toggle(holders, about.clone(), *before, *after);
            }
            done
        }
        Step::Subscription {
            to,
            start,
            end,
            before,
            after,
            ..
        } => toggle(
            &mut user.subscriptions,
            Subscription {
                to: to.clone(),
                start: *start,
                end: *end,
            },
            *before,
            *after,
        ),
        Step::Membership {
            group,
            before,
            after,
            ..
        } => toggle(&mut user.groups, group.clone(), *before, *after),
        #[cfg(feature = "hosting")]
        Step::Username { .. }
        | Step::Upn { .. }
        | Step::Account { .. }
        | Step::Address { .. }
        | Step::AddressHold { .. }
        | Step::Service { .. }
        | Step::Department { .. }
        | Step::Office { .. }
        | Step::Delegation { .. } => hosting::apply(user, step),
        // WHY: without its rules no plan has such a step; it finds nothing to change.
        #[cfg(not(feature = "hosting"))]
        Step::Username { .. }
        | Step::Upn { .. }
        | Step::Account { .. }
        | Step::Address { .. }
        | Step::AddressHold { .. }
        | Step::Service { .. }
        | Step::Department { .. }
        | Step::Office { .. }
        | Step::Delegation { .. } => false,
        // WHY: no part of a person's record; without their rules no plan has such a step.
        Step::PrimaryLine { .. } | Step::Telephony { .. } => false,
        // WHY: no part of a person's record; without the rules of accounts no plan has such a step.
        Step::Profile { .. } | Step::Ownership { .. } | Step::Transfer { .. } => false,
    }
}

fn replace<T: PartialEq + Clone>(slot: &mut T, before: &T, after: &T) -> bool {
    let as_expected = slot == before;
    if as_expected {
        *slot = after.clone();
    }
    as_expected
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, item: T, before: bool, after: bool) -> bool {
    if set.contains(&item) != before {
        return false;
    }
    if after {
        set.insert(item);
    } else {
        set.remove(&item);
    }
    true
}
