//! Rules about the customers of both ends.

use super::super::Case;
use crate::organization::OrganizationKind;
use crate::telephony::Deployment;
use crate::telephony::facts::customer;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};

pub(super) fn telephony_does_not_leave_its_customer(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.source == case.destination {
        return;
    }
    let Some(relocation) = case.relocation() else {
        return;
    };
    for member in &relocation.members {
        let count = member.lines.len().max(member.owned.len()) as u32;
        if count > 0 {
            let user = member.user.id.clone();
            let kind = FindingKind::TelephonyInTheWay { user, count };
            findings.push(case.about_user(&member.user.id, kind).remedy(
                RemedyCode::RemoveTelephony,
                case.top_administrators(case.source),
            ));
        }
    }
}

pub(super) fn both_ends_are_of_one_customer(case: &Case<'_>, findings: &mut Vec<Finding>) {
    // WHY: who is placed from above a customer belongs to none yet; then the site only has to stand below (telephony 2).
    let (source, destination) = (case.source, case.destination);
    let is_one = match customer(source) {
        Some(own) => customer(destination) == Some(own),
        None => destination.is_within(&source.code),
    };
    if is_one || goes_upwards(case) {
        return;
    }
    let organization = destination.code.clone();
    let kind = FindingKind::DifferentCustomer { organization };
    findings.push(
        case.about_organization(&destination.code, kind)
            .remedy(RemedyCode::MoveWithinTheCustomer, RemedyBy::Actor),
    );
}

fn goes_upwards(case: &Case<'_>) -> bool {
    case.destination.kind != OrganizationKind::Site
}

pub(super) fn nobody_goes_upwards(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if goes_upwards(case) {
        let organization = case.destination.code.clone();
        let kind = FindingKind::UpwardMove { organization };
        findings.push(
            case.about_organization(&case.destination.code, kind)
                .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor),
        );
    }
}

pub(super) fn deployment_knows_sites(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(relocation) = case.relocation().filter(|it| it.is_between_sites(case)) else {
        return;
    };
    let customer = customer(case.source);
    if let Some(customer) = customer.filter(|_| relocation.with_services())
        && relocation.facts.deployment(customer) == Deployment::Enterprise
    {
        let organization = customer.code.clone();
        let kind = FindingKind::EnterpriseDeployment { organization };
        findings.push(
            case.about_organization(&customer.code, kind)
                .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor),
        );
    }
}
