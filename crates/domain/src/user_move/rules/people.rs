//! Rules about the people who move, and those they leave.

use super::{Case, Departure};
use crate::ids::{AttributeId, GroupId, UserId};
use crate::people::{User, UserStatus};
use crate::user_move::actor::Channel;
use crate::user_move::authority::Standing;
use crate::user_move::effects::{
    AttributeFate, attribute_fate, manager_cleared, memberships_ending, memberships_removed,
};
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::snapshot::{Taken, TakenName};
use std::collections::BTreeSet;

pub(super) fn subject_lives_at_the_named_source(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    if let Some(expected) = &departure.request.source
        && *expected != departure.source.code
    {
        let kind = FindingKind::NotAtSource {
            expected: expected.clone(),
            home: departure.source.code.clone(),
        };
        findings.push(departure.about_user(&departure.subject.id, kind));
    }
}

pub(super) fn subject_is_not_deleted(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let subject = departure.subject;
    if subject.status == UserStatus::Deleted {
        findings.push(departure.about_user(
            &subject.id,
            FindingKind::UserDeleted {
                status: subject.status,
            },
        ));
    }
}

pub(super) fn dependents_are_not_moved_alone(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    if let Some(sponsor) = &departure.subject.sponsor {
        let kind = FindingKind::DependentMovesWithSponsor {
            sponsor: sponsor.clone(),
        };
        findings.push(
            departure
                .about_user(&departure.subject.id, kind)
                .remedy(RemedyCode::MoveTheSponsor, RemedyBy::Actor),
        );
    }
}

pub(super) fn subject_is_not_locked(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let subject = case.subject;
    let is_overridden = match case.standing {
        Standing::Oneself => case
            .governing
            .is_some_and(|top| top.user_move.self_moves_of_locked),
        Standing::Operator { .. } => {
            case.channel == Channel::Attended && case.request.moves_locked(subject)
        }
    };
    if !subject.locked || is_overridden {
        return;
    }
    let finding = case.about_user(
        &subject.id,
        FindingKind::UserLocked {
            user: subject.id.clone(),
        },
    );
    findings.push(match (case.standing, case.channel) {
        (Standing::Oneself, _) => finding.remedy(
            RemedyCode::ClearTheLock,
            case.top_administrators(case.source),
        ),
        (_, Channel::Attended) => finding.remedy(RemedyCode::MoveLocked, RemedyBy::Actor),
        (_, Channel::Unattended) => finding.remedy(RemedyCode::ClearTheLock, RemedyBy::Actor),
    });
}

pub(super) fn nobody_in_the_family_outranks_the_actor(
    case: &Case<'_>,
    findings: &mut Vec<Finding>,
) {
    let Standing::Operator {
        rank: actor_rank, ..
    } = case.standing
    else {
        return;
    };
    for user in &case.family {
        let rank_at = |end| case.snapshot.rank_at(user, end);
        let rank = rank_at(case.source).max(rank_at(case.destination));
        if rank > actor_rank && user.id != case.actor.id {
            let kind = FindingKind::RankTooHigh {
                user: user.id.clone(),
                rank,
                actor_rank,
            };
            let ask = case.top_administrators(case.source);
            findings.push(
                case.about_user(&user.id, kind)
                    .remedy(RemedyCode::AskSomebodyOfHigherRank, ask),
            );
        }
    }
}

pub(in crate::user_move::rules) fn names_are_free_at_the_destination(
    case: &Case<'_>,
    findings: &mut Vec<Finding>,
) {
    if case.destination == case.source {
        return;
    }
    let organization = &case.destination.code;
    if !case.snapshot.taken_is_known {
        // WHY: where uniqueness is required no two people of an enterprise share a name; beyond it the server knows.
        let is_unique = case
            .governing
            .is_some_and(|governing| governing.user_move.require_user_uniqueness);
        if is_unique && case.source.enterprise() == case.destination.enterprise() {
            return;
        }
        let kind = FindingKind::NameTaken {
            user: case.subject.id.clone(),
            organization: organization.clone(),
            name: TakenName::Username,
        };
        findings.push(case.about_user(&case.subject.id, kind).deferred());
        return;
    }
    let is_here =
        |taken: &&Taken| taken.organization == *organization && case.is_in_family(&taken.user);
    let stored = case.snapshot.taken.iter().filter(is_here);
    let taken: BTreeSet<(&UserId, TakenName)> = stored
        .map(|taken| (&taken.user, taken.name))
        .chain(taken_by_arrivals(case))
        .collect();
    for (user, name) in taken {
        let kind = FindingKind::NameTaken {
            user: user.clone(),
            organization: organization.clone(),
            name,
        };
        findings.push(
            case.about_user(user, kind)
                .remedy(RemedyCode::RenameUser, case.top_administrators(case.source)),
        );
    }
}

/// The names of the family that people have whom the rows above brought to the destination (ruling 12).
fn taken_by_arrivals<'a>(case: &'a Case<'_>) -> impl Iterator<Item = (&'a UserId, TakenName)> {
    let there =
        |other: &&User| other.home == case.destination.code && !case.is_in_family(&other.id);
    case.snapshot
        .users
        .values()
        .filter(there)
        .flat_map(move |other| {
            let theirs = case.snapshot.name_keys.get(&other.id);
            case.family.iter().flat_map(move |user| {
                let keys = case.snapshot.name_keys.get(&user.id).zip(theirs);
                let username = keys.filter(|(own, theirs)| own.username == theirs.username);
                let mapping = keys.filter(|(own, theirs)| {
                    own.mapping_id.is_some() && own.mapping_id == theirs.mapping_id
                });
                let username = username.map(|_| (&user.id, TakenName::Username));
                let mapping = mapping.map(|_| (&user.id, TakenName::MappingId));
                username.into_iter().chain(mapping)
            })
        })
}

pub(super) fn memberships_are_removed(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for user in &departure.family {
        for group in memberships_removed(departure, user) {
            let kind = FindingKind::MembershipRemoved {
                user: user.id.clone(),
                group: group.clone(),
            };
            findings.push(about_group(departure, group, kind));
        }
    }
}

pub(super) fn dynamic_memberships_end(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for user in &departure.family {
        for group in memberships_ending(departure, user) {
            let kind = FindingKind::MembershipEnds {
                user: user.id.clone(),
                group: group.clone(),
            };
            findings.push(about_group(departure, group, kind));
        }
    }
}

fn about_group(departure: &Departure<'_>, group: &GroupId, kind: FindingKind) -> Finding {
    Finding::new(&departure.subject.id, About::Group(group.clone()), kind)
}

pub(super) fn managers_stay_behind(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for user in &departure.family {
        if departure.manager_asked(user).is_some() {
            continue;
        }
        if let Some(manager) = manager_cleared(departure, user) {
            let kind = FindingKind::ManagerCleared {
                user: user.id.clone(),
                manager: manager.clone(),
            };
            findings.push(departure.about_user(&user.id, kind));
        }
    }
    for report in departure.reports() {
        if let Some(manager) = &report.manager {
            let kind = FindingKind::ManagerCleared {
                user: report.id.clone(),
                manager: manager.clone(),
            };
            findings.push(departure.about_user(&report.id, kind));
        }
    }
}

pub(super) fn own_account_is_not_in_the_selection(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    let own = &departure.actor.id;
    if !departure.is_oneself() && departure.is_in_family(own) {
        findings.push(departure.about_user(own, FindingKind::OwnAccount { user: own.clone() }));
    }
}

pub(super) fn dependents_come_along(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let seen = departure.family.len().saturating_sub(1) as u32;
    let hidden = departure
        .snapshot
        .hidden_dependents
        .get(&departure.subject.id)
        .copied()
        .unwrap_or(0);
    if seen + hidden > 0 {
        let kind = FindingKind::DependentsMove {
            count: seen + hidden,
            hidden,
        };
        findings.push(departure.about_user(&departure.subject.id, kind));
    }
}

pub(super) fn lock_is_set(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for user in departure
        .family
        .iter()
        .filter(|user| departure.locks_after(user))
    {
        findings.push(departure.about_user(
            &user.id,
            FindingKind::LockSet {
                user: user.id.clone(),
            },
        ));
    }
}

pub(super) fn attributes_fall_dormant(case: &Case<'_>, findings: &mut Vec<Finding>) {
    attributes_with(case, AttributeFate::Dormant, |user, attribute| {
        let kind = FindingKind::AttributeDormant {
            user: user.clone(),
            attribute: attribute.clone(),
        };
        findings.push(case.about_user(user, kind));
    });
}

pub(super) fn attributes_awake(case: &Case<'_>, findings: &mut Vec<Finding>) {
    attributes_with(case, AttributeFate::Awakes, |user, attribute| {
        let kind = FindingKind::AttributeAwakes {
            user: user.clone(),
            attribute: attribute.clone(),
        };
        findings.push(case.about_user(user, kind));
    });
}

fn attributes_with(
    case: &Case<'_>,
    wanted: AttributeFate,
    mut tell: impl FnMut(&UserId, &AttributeId),
) {
    for user in &case.family {
        for attribute in &user.attributes {
            let fate = attribute_fate(case.snapshot, attribute, case.source, case.destination);
            if fate == wanted {
                tell(&user.id, attribute);
            }
        }
    }
}
