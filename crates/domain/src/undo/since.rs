//! What came between a move and its undo: positions taken, subscriptions made, roles and groups gained,
//! dependents who joined.

use super::LedgerEntry;
use crate::ids::{PositionId, UserId};
use crate::organization::PositionKnown;
use crate::people::User;
use crate::user_move::effects::{Effects, bonds, manager_cleared};
use crate::user_move::rules::Case;
use crate::user_move::{Finding, FindingKind, Step};

/// Takes up the position of the old home again, whatever the position of the present one has become; the
/// root takes the place of one that is gone (enterprise 7).
pub(super) fn position_back(
    case: &Case<'_>,
    user: &User,
    before: Option<&PositionId>,
    steps: &mut Vec<Step>,
    findings: &mut Vec<Finding>,
) {
    let (home, hierarchy) = (&case.destination.code, &case.destination.hierarchy);
    // WHY: what is remembered of the old home follows a position that is renamed there, and leads to the root
    // where it was deleted, though another may have its name by now (enterprise 10.9).
    let followed = before.map(|left| user.remembered_positions.get(home).unwrap_or(left));
    let is_lost = |at: &PositionId| {
        hierarchy.find(at) == PositionKnown::Absent
            || (hierarchy.root.as_ref() == Some(at) && before != Some(at))
    };
    let after = match (before, followed) {
        (Some(lost), Some(at)) if is_lost(at) => {
            if hierarchy.root.is_some() {
                let kind = FindingKind::PositionReinstatedAtRoot {
                    user: user.id.clone(),
                    organization: home.clone(),
                    position: lost.clone(),
                };
                findings.push(case.about_user(&user.id, kind));
            }
            hierarchy.root.clone()
        }
        (_, known) => known.cloned(),
    };
    if user.position != after {
        steps.push(Step::Position {
            about: user.id.clone(),
            before: user.position.clone(),
            after,
        });
    }
}

/// What came since the move and cannot go back along: a position at the present home is remembered there,
/// and nobody stays subscribed to the own home (ruling 30).
pub(super) fn since_then(
    case: &Case<'_>,
    entry: &LedgerEntry,
    user: &User,
    steps: &mut Vec<Step>,
    findings: &mut Vec<Finding>,
) {
    let mine = || entry.steps.iter().filter(|step| step.about() == &user.id);
    if !mine().any(|step| matches!(step, Step::Home { .. })) {
        return;
    }
    let left = mine().find_map(|step| match step {
        Step::Position { after, .. } => Some(after.clone()),
        _ => None,
    });
    let as_left = left.clone().unwrap_or_else(|| {
        // WHY: without a step the position was the same at both ends: none, or one remembered at the old home.
        user.remembered_positions.get(&entry.source).cloned()
    });
    if user.position != as_left {
        if left.is_none() {
            position_back(case, user, as_left.as_ref(), steps, findings);
        }
        let remembered = user.remembered_positions.get(&entry.destination);
        // WHY: what the move remembered of the present home gives way to what is so by now.
        steps.retain(|step| {
            !matches!(step, Step::RememberedPosition { about, organization, .. }
                if *about == user.id && *organization == entry.destination)
        });
        if remembered != user.position.as_ref() {
            steps.push(Step::RememberedPosition {
                about: user.id.clone(),
                organization: entry.destination.clone(),
                before: remembered.cloned(),
                after: user.position.clone(),
            });
        }
    }
    for subscription in user.subscriptions.iter().filter(|subscription| {
        subscription.to == entry.source && !subscription.has_ended(case.today)
    }) {
        let cancelled = Step::Subscription {
            about: user.id.clone(),
            to: subscription.to.clone(),
            start: subscription.start,
            end: subscription.end,
            before: true,
            after: false,
        };
        if !steps.contains(&cancelled) {
            steps.push(cancelled);
        }
    }
}

/// Whether somebody has a manager who lives at the present home and does not go back along.
pub(super) fn has_new_manager(case: &Case<'_>, user: &User) -> bool {
    case.is_in_family(&user.id) && manager_cleared(case, user).is_some()
}

/// What was gained at the present home since: roles, static groups, managers and reports there end as by any
/// move away; what was held there before the move stays (ruling 15).
pub(super) fn gained(case: &Case<'_>, entry: &LedgerEntry, steps: &mut Vec<Step>) {
    let gained: Vec<Step> = bonds(case, case.source)
        .into_iter()
        .filter(|bond| !entry.held.contains(bond) && !steps.contains(bond))
        .filter(|bond| match bond {
            Step::Manager { about, .. } => !steps
                .iter()
                .any(|step| matches!(step, Step::Manager { about: other, .. } if other == about)),
            _ => true,
        })
        .collect();
    steps.extend(gained);
}

/// Whether a finding about an ordinary move back tells of something that these steps end. A manager whom the move itself
/// gave is no loss.
pub(super) fn tells_of_a_loss(
    case: &Case<'_>,
    entry: &LedgerEntry,
    steps: &[Step],
    kind: &FindingKind,
) -> bool {
    use FindingKind as K;
    steps.iter().any(|step| match (step, kind) {
        (
            Step::Role {
                about,
                role,
                at: Some(at),
                after: false,
                ..
            },
            K::RoleRevoked {
                user,
                role: revoked,
                organization,
            },
        ) => (about, role, at) == (user, revoked, organization),
        (
            Step::Role {
                role,
                at: Some(at),
                after: false,
                ..
            },
            K::LastAdministrator { organization },
        ) => {
            let like = case.snapshot.roles.like(role);
            at == organization && like.is_some_and(|like| like.administers(case.source.kind))
        }
        (
            Step::Subscription {
                about,
                to,
                start,
                end,
                after: false,
                ..
            },
            K::SubscriptionCancelled {
                user,
                organization,
                start: from,
                end: until,
            },
        ) => (about, to, start, end) == (user, organization, from, until),
        (
            Step::Membership {
                about,
                group,
                after: false,
                ..
            },
            K::MembershipRemoved { user, group: left } | K::MembershipEnds { user, group: left },
        ) => (about, group) == (user, left),
        (
            Step::Manager {
                about,
                before: Some(before),
                ..
            },
            K::ManagerCleared { user, manager },
        ) => {
            let gave = |step: &Step| matches!(step, Step::Manager { about, after: Some(given), .. } if (about, given) == (user, manager));
            (about, before) == (user, manager) && !entry.steps.iter().any(gave)
        }
        _ => false,
    })
}

/// Dependents who joined the family since: they go with their sponsor like in any move.
pub(super) fn newcomers(case: &Case<'_>, entry: &LedgerEntry, steps: &mut Vec<Step>) {
    let moved = |user: &UserId| {
        entry
            .steps
            .iter()
            .any(|step| matches!(step, Step::Home { about, .. } if about == user))
    };
    let joined: Vec<&UserId> = case
        .family
        .iter()
        .map(|user| &user.id)
        .filter(|id| !moved(id))
        .collect();
    steps.extend(
        Effects::of(case)
            .steps()
            .into_iter()
            .filter(|step| joined.contains(&step.about())),
    );
}
