//! Steps of hosting trees in memory: what changes of a person, and of what is known of names, holds and counts.

use super::{replace, toggle};
use crate::hosting::{HostingFacts, NameKind};
use crate::ids::OrganizationCode;
use crate::people::User;
use crate::user_move::snapshot::Snapshot;
use crate::user_move::step::Step;
use std::collections::BTreeMap;

/// Changes a person's record; answers whether the step found what it expected.
pub(super) fn apply(user: &mut User, step: &Step) -> bool {
    if let Step::Username { before, after, .. } = step {
        return replace(&mut user.username, before, after);
    }
    let Some(hosting) = &mut user.hosting else {
        return false;
    };
    match step {
        Step::Upn { before, after, .. } => replace(&mut hosting.upn, before, after),
        Step::Account { before, after, .. } => replace(&mut hosting.provisioning, before, after),
        Step::Department { before, after, .. } => replace(&mut hosting.department, before, after),
        Step::Office { before, after, .. } => replace(&mut hosting.office, before, after),
        Step::Address {
            address,
            before,
            after,
            ..
        } => entry(&mut hosting.addresses, address, before, after),
        Step::Service {
            service,
            before,
            after,
            ..
        } => entry(&mut hosting.services, service, before, after),
        Step::Delegation {
            delegation,
            before,
            after,
            ..
        } => toggle(
            &mut hosting.delegations,
            delegation.clone(),
            *before,
            *after,
        ),
        // WHY: no part of the record; see `note`.
        Step::AddressHold { .. } => true,
        _ => false,
    }
}

/// Notes a step that was applied in what is known beside people and organizations.
pub(super) fn note(snapshot: &mut Snapshot, step: &Step) {
    let about = step.about();
    let Some(facts) = &mut snapshot.hosting else {
        return;
    };
    match step {
        Step::Home { before, after, .. } => {
            for (place, came) in [(before, false), (after, true)] {
                if let Some(counts) = facts.counts.get_mut(place) {
                    let users = counts.users;
                    counts.users = if came {
                        users + 1
                    } else {
                        users.saturating_sub(1)
                    };
                }
            }
        }
        Step::Upn { before, after, .. } => {
            for (name, has) in [(before, false), (after, true)] {
                if let Some(name) = name {
                    facts.note_name(NameKind::Upn, name, about, has);
                }
            }
        }
        Step::Username { before, after, .. } => {
            facts.note_name(NameKind::Username, before, about, false);
            facts.note_name(NameKind::Username, after, about, true);
        }
        Step::Address { address, after, .. } => {
            facts.note_name(NameKind::Address, address.as_str(), about, after.is_some());
        }
        Step::AddressHold { address, after, .. } => {
            match after {
                Some(hold) => facts.holds.insert(address.clone(), hold.clone()),
                None => facts.holds.remove(address),
            };
        }
        Step::Service {
            service,
            from,
            to,
            before,
            after,
            ..
        } => {
            for (place, held, has) in [(from, before, false), (to, after, true)] {
                let Some(held) = held.as_ref().filter(|held| held.is_held()) else {
                    continue;
                };
                facts.note_service(place, service, held, has);
                let above = snapshot.organizations.get(place).into_iter();
                let above = above.flat_map(|place| place.upwards());
                let codes: Vec<OrganizationCode> = above.map(|it| it.code.clone()).collect();
                store(facts, &codes, held.bytes, has);
            }
        }
        _ => {}
    }
}

fn store(facts: &mut HostingFacts, places: &[OrganizationCode], bytes: u64, has: bool) {
    for place in places {
        if let Some(counts) = facts.counts.get_mut(place) {
            let stored = counts.storage_bytes;
            counts.storage_bytes = if has {
                stored.saturating_add(bytes)
            } else {
                stored.saturating_sub(bytes)
            };
        }
    }
}

fn entry<K: Ord + Clone, V: PartialEq + Clone>(
    map: &mut BTreeMap<K, V>,
    key: &K,
    before: &Option<V>,
    after: &Option<V>,
) -> bool {
    if map.get(key) != before.as_ref() {
        return false;
    }
    match after {
        Some(value) => map.insert(key.clone(), value.clone()),
        None => map.remove(key),
    };
    true
}
