//! Rules about lines that go along, and about everything that still names them.

use super::super::Case;
use crate::ids::LineId;
use crate::telephony::{DialPlan, Line};
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::telephony::Moving;

pub(super) fn numbers_are_free(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for member in members(case) {
        for (line, number) in &member.collisions {
            let kind = FindingKind::LineCollision {
                user: member.user.id.clone(),
                line: (*line).clone(),
                number: number.clone(),
            };
            findings.push(case.about_user(&member.user.id, kind).remedy(
                RemedyCode::FreeTheNumber,
                case.top_administrators(case.destination),
            ));
        }
    }
}

pub(super) fn inventories_keep_numbers_once(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for member in members(case) {
        for number in &member.kept_twice {
            let kind = FindingKind::InventoryCollision {
                user: member.user.id.clone(),
                number: number.clone(),
                organization: case.destination.code.clone(),
            };
            findings.push(case.about_user(&member.user.id, kind).remedy(
                RemedyCode::FreeTheNumber,
                case.top_administrators(case.destination),
            ));
        }
    }
}

fn members<'c, 'a>(case: &'c Case<'a>) -> impl Iterator<Item = &'c Moving<'a>> {
    case.relocation().into_iter().flat_map(|it| &it.members)
}

/// A warning for each of what a line that goes along is met by.
fn each_along(
    case: &Case<'_>,
    findings: &mut Vec<Finding>,
    told: impl Fn(&Moving<'_>, &LineId, &Line) -> Vec<FindingKind>,
) {
    for member in members(case) {
        for (id, line) in &member.along {
            findings.extend(told(member, id, line).into_iter().map(|kind| {
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::CleanUpLeftovers, RemedyBy::Actor)
            }));
        }
    }
}

pub(super) fn outside_numbers_stay(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(facts) = &case.snapshot.telephony else {
        return;
    };
    each_along(case, findings, |member, id, line| {
        let of_line = facts.associations.values().filter(|it| it.line == *id);
        of_line
            .map(|association| {
                let outside = facts.numbers.get(&association.number);
                FindingKind::E164Association {
                    user: member.user.id.clone(),
                    number: line.pattern.clone(),
                    outside: outside.map_or_else(
                        || association.number.as_str().into(),
                        |outside| outside.number.clone(),
                    ),
                    organization: association.at.clone(),
                }
            })
            .collect()
    });
}

pub(super) fn pickup_groups_stay(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(facts) = &case.snapshot.telephony else {
        return;
    };
    each_along(case, findings, |member, id, line| {
        let groups = facts.pickup_groups.iter();
        groups
            .filter(|(_, it)| it.members.contains(id))
            .map(|(group, it)| FindingKind::PickupGroup {
                user: member.user.id.clone(),
                number: line.pattern.clone(),
                group: group.clone(),
                organization: it.at.clone(),
            })
            .collect()
    });
}

pub(super) fn hunt_lists_stay(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(facts) = &case.snapshot.telephony else {
        return;
    };
    each_along(case, findings, |member, id, line| {
        facts
            .hunt_lists_of(id)
            .map(|(list, it)| FindingKind::HuntList {
                user: member.user.id.clone(),
                number: line.pattern.clone(),
                list: list.clone(),
                organization: it.at.clone(),
            })
            .collect()
    });
}

pub(super) fn ranges_are_routed(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(relocation) = case.relocation() else {
        return;
    };
    let ends = [case.source, case.destination];
    let is_told = |index: usize| index == 0 || relocation.destination != DialPlan::None;
    for member in relocation.members.iter().filter(|it| !it.along.is_empty()) {
        for (index, end) in ends.into_iter().enumerate() {
            let mut ranges = relocation.facts.number_routing.values();
            if is_told(index) && ranges.any(|range| range.site == end.code) {
                let kind = FindingKind::NumberRouting {
                    user: member.user.id.clone(),
                    organization: end.code.clone(),
                };
                let ask = || case.top_administrators(case.destination);
                findings.push(
                    case.about_user(&member.user.id, kind)
                        .remedy(RemedyCode::RouteTheNumber, ask())
                        .remedy(RemedyCode::AssignNewNumber, ask()),
                );
            }
        }
    }
}

pub(super) fn shared_lines_are_told(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for member in members(case) {
        for shared in &member.shared {
            let kind = FindingKind::SharedLine {
                user: member.user.id.clone(),
                number: shared.number.clone(),
                device: shared.device.clone(),
                owner: shared.owner.clone(),
                organization: shared.at.clone(),
            };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::CleanUpLeftovers, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn lines_of_others_are_kept(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for member in members(case) {
        for kept in &member.kept {
            let kind = FindingKind::LineKept {
                user: member.user.id.clone(),
                number: kept.number.clone(),
                owner: kept.owner.clone(),
            };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::CleanUpLeftovers, RemedyBy::Actor),
            );
        }
    }
}
