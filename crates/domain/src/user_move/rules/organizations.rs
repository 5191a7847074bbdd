//! Rules about the two ends of a move and what governs them.

use super::{Case, Departure};
use crate::organization::{OrganizationKind, OrganizationStatus};
use crate::user_move::authority::Standing;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};

pub(super) fn uniqueness_is_required(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if let Some(top) = case.governing
        && !top.user_move.require_user_uniqueness
        && case.destination != case.source
    {
        let kind = FindingKind::UniquenessOff {
            organization: top.code.clone(),
        };
        findings.push(
            case.about_organization(&top.code, kind)
                .remedy(RemedyCode::RequireUniqueness, case.top_administrators(top)),
        );
    }
}

pub(super) fn user_move_is_on(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let is_bound = match case.standing {
        Standing::Oneself => true,
        Standing::Operator { bound_by_list, .. } => bound_by_list,
    };
    if let Some(top) = case.governing
        && is_bound
        && !top.user_move.user_move_enabled
        && case.destination != case.source
    {
        let kind = FindingKind::UserMoveOff {
            organization: top.code.clone(),
        };
        findings.push(
            case.about_organization(&top.code, kind)
                .remedy(RemedyCode::EnableUserMove, case.top_administrators(top)),
        );
    }
}

pub(super) fn destination_is_another(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.destination == case.source {
        let code = &case.destination.code;
        let kind = FindingKind::AlreadyAtDestination {
            organization: code.clone(),
        };
        findings.push(
            case.about_organization(code, kind)
                .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor),
        );
    }
}

pub(super) fn destination_is_active(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let destination = case.destination;
    if destination.status != OrganizationStatus::Active {
        let kind = FindingKind::DestinationNotActive {
            organization: destination.code.clone(),
            status: destination.status,
        };
        let finding = case.about_organization(&destination.code, kind);
        findings.push(if destination.status == OrganizationStatus::Deleted {
            finding.remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor)
        } else {
            finding.remedy(
                RemedyCode::ActivateOrganization,
                case.top_administrators(destination),
            )
        });
    }
}

pub(super) fn source_is_active(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    // WHY: in hosting trees and at their sites either end that is not active blocks, whoever asks (ruling 22).
    let is_top_administrator = !departure.is_hosting()
        && !departure.is_telephony()
        && matches!(
            departure.standing,
            Standing::Operator {
                bound_by_list: false,
                ..
            }
        );
    let source = departure.source;
    if source.status != OrganizationStatus::Active && !is_top_administrator {
        let kind = FindingKind::SourceNotActive {
            organization: source.code.clone(),
            status: source.status,
        };
        findings.push(departure.about_organization(&source.code, kind).remedy(
            RemedyCode::LetAnAdministratorMove,
            departure.top_administrators(source),
        ));
    }
}

pub(super) fn destination_accepts_self_moves(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let destination = case.destination;
    // WHY: the option exists on suborganizations and on enterprises below a super enterprise; every other
    // kind counts as opted in (ruling 27).
    let has_option = match destination.kind {
        OrganizationKind::Suborganization => true,
        OrganizationKind::Enterprise => destination.parent.is_some(),
        _ => false,
    };
    if case.is_oneself()
        && has_option
        && !destination.user_move.user_move_for_end_users
        && destination != case.source
    {
        let kind = FindingKind::SelfMovesNotAccepted {
            organization: destination.code.clone(),
        };
        findings.push(case.about_organization(&destination.code, kind).remedy(
            RemedyCode::LetAnAdministratorMove,
            case.top_administrators(destination),
        ));
    }
}
