//! Rules about what life looks like at the destination.

use super::Case;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};

pub(super) fn enterprise_homes_get_enterprise_alerts_only(
    case: &Case<'_>,
    findings: &mut Vec<Finding>,
) {
    let destination = case.destination;
    if destination.kind.gets_enterprise_alerts_only() && destination != case.source {
        let kind = FindingKind::EnterpriseAlertsOnly {
            organization: destination.code.clone(),
        };
        findings.push(
            case.about_organization(&destination.code, kind)
                .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor),
        );
    }
}

pub(super) fn look_changes(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let destination = case.destination;
    if destination.look != case.source.look {
        let kind = FindingKind::LookChanges {
            organization: destination.code.clone(),
        };
        findings.push(case.about_organization(&destination.code, kind));
    }
}
