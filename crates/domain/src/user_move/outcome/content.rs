//! What a move between accounts is to people who stay: what they take over, and what they no longer see.

use super::{Outcome, OutcomeItem};
use crate::content::sight::losses;
use crate::ids::UserId;
use crate::user_move::plan::FamilyPlan;
use crate::user_move::snapshot::Snapshot;
use crate::user_move::step::{Step, Things};
use std::collections::BTreeMap;

/// Adds what one step is to the person who moves.
pub(super) fn add(outcome: &mut Outcome, step: &Step) {
    match step {
        Step::Profile { before, after, .. } => {
            outcome.changes.push(OutcomeItem::PermissionProfile {
                before: before.clone(),
                after: after.clone(),
            });
        }
        Step::Ownership {
            about,
            things,
            before,
            after,
        } => {
            if about == before {
                outcome.lost.push(belongings(things, after));
            } else {
                outcome.gained.push(belongings(things, before));
            }
        }
        Step::Transfer { order, after, .. } => {
            let item = OutcomeItem::Transferred {
                pieces: order.pieces.len() as u32,
                folder: order.folder.name.clone(),
            };
            if *after {
                outcome.moves_along.push(item);
            } else {
                outcome.changes.push(item);
            }
        }
        _ => {}
    }
}

/// Things with whom they go to, or come from.
fn belongings(things: &Things, user: &UserId) -> OutcomeItem {
    let others = things.views.len() + things.groups.len() + things.templates.len();
    OutcomeItem::Belongings {
        user: user.clone(),
        items: things.items.len() as u32,
        folders: things.folders.len() as u32,
        others: others as u32,
    }
}

/// Adds what the steps of a family are to others.
pub(super) fn third_parties(
    snapshot: &Snapshot,
    family: &FamilyPlan,
    people: &mut BTreeMap<UserId, Outcome>,
) {
    for step in &family.steps {
        match step {
            Step::Ownership {
                things,
                before,
                after,
                ..
            } => {
                for (user, other, comes) in [(after, before, true), (before, after, false)] {
                    if family.members.contains(user) {
                        continue;
                    }
                    let outcome = people.entry(user.clone()).or_default();
                    let group = if comes {
                        &mut outcome.gained
                    } else {
                        &mut outcome.lost
                    };
                    group.push(belongings(things, other));
                }
            }
            Step::Transfer {
                order, after: true, ..
            } => {
                let Some(facts) = &snapshot.content else {
                    continue;
                };
                let items = order.pieces.iter().flat_map(|piece| &piece.items);
                let items = items.filter_map(|id| facts.items.get(id));
                let (from, to) = (&order.source, &order.destination);
                for (user, items) in losses(snapshot, items, from, to, &order.subject) {
                    if !family.members.contains(&user) {
                        let outcome = people.entry(user).or_default();
                        outcome.lost.push(OutcomeItem::Sight { items });
                    }
                }
            }
            _ => {}
        }
    }
}
