//! Rules about positions: left, remembered, chosen, taken up again.

use super::{Case, Departure};
use crate::organization::PositionKnown;
use crate::user_move::effects::{Arrival, arrival};
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};

pub(super) fn chosen_position_exists(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for user in &case.family {
        let Some(Some(position)) = case.position_asked(user) else {
            continue;
        };
        let known = case.destination.hierarchy.find(position);
        if matches!(known, PositionKnown::Absent | PositionKnown::Unknown) {
            let kind = FindingKind::PositionUnknown {
                organization: case.destination.code.clone(),
                position: position.clone(),
            };
            let finding = case
                .about_user(&user.id, kind)
                .remedy(RemedyCode::ChoosePosition, RemedyBy::Actor);
            findings.push(if known == PositionKnown::Unknown {
                finding.deferred()
            } else {
                finding
            });
        }
    }
}

pub(super) fn chosen_position_is_not_the_root(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.destination.hierarchy.required {
        return;
    }
    for user in &case.family {
        let Some(Some(position)) = case.position_asked(user) else {
            continue;
        };
        if case.destination.hierarchy.find(position) == PositionKnown::Root {
            let kind = FindingKind::PositionIsRoot {
                organization: case.destination.code.clone(),
                position: position.clone(),
            };
            findings.push(
                case.about_user(&user.id, kind)
                    .remedy(RemedyCode::ChoosePosition, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn required_position_is_known(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let hierarchy = &case.destination.hierarchy;
    if !hierarchy.required || case.destination == case.source {
        return;
    }
    for user in &case.family {
        let arrival = arrival(case, user);
        if matches!(arrival, Arrival::Chosen(_)) {
            continue;
        }
        let position = arrival.position();
        let is_unknown =
            position.is_some_and(|position| hierarchy.find(position) == PositionKnown::Unknown);
        if is_unknown || hierarchy.lacks(position) {
            let kind = FindingKind::PositionRequired {
                user: user.id.clone(),
                organization: case.destination.code.clone(),
            };
            // WHY: who moves alone chooses one position, the own.
            let by = if case.is_oneself() && user.id != case.subject.id {
                case.top_administrators(case.destination)
            } else {
                RemedyBy::Actor
            };
            let finding = case
                .about_user(&user.id, kind)
                .remedy(RemedyCode::ChoosePosition, by);
            findings.push(if is_unknown {
                finding.deferred()
            } else {
                finding
            });
        }
    }
}

pub(super) fn position_is_dropped(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for user in &departure.family {
        if let Some(position) = &user.position {
            let kind = FindingKind::PositionDropped {
                user: user.id.clone(),
                organization: departure.source.code.clone(),
                position: position.clone(),
            };
            findings.push(departure.about_user(&user.id, kind));
        }
    }
}

pub(super) fn position_is_reinstated(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.destination == case.source {
        return;
    }
    for user in &case.family {
        let (user_id, organization) = (user.id.clone(), case.destination.code.clone());
        let mut is_unknown = false;
        let kind = match arrival(case, user) {
            Arrival::Reinstated(position) => {
                is_unknown = case.destination.hierarchy.find(&position) == PositionKnown::Unknown;
                FindingKind::PositionReinstated {
                    user: user_id,
                    organization,
                    position,
                }
            }
            Arrival::AtRoot { lost, .. } => FindingKind::PositionReinstatedAtRoot {
                user: user_id,
                organization,
                position: lost,
            },
            Arrival::None | Arrival::Chosen(_) => continue,
        };
        let finding = case.about_user(&user.id, kind);
        findings.push(if is_unknown {
            finding.deferred()
        } else {
            finding
        });
    }
}
