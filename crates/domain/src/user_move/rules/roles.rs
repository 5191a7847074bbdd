//! Rules about roles: which end, which stay, and who is left to administer.

use super::{Case, Departure};
use crate::people::UserStatus;
use crate::role::BuiltIn;
use crate::user_move::effects::roles_revoked;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};

pub(super) fn roles_at_the_source_are_revoked(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    for user in &departure.family {
        for grant in roles_revoked(departure, user) {
            let kind = FindingKind::RoleRevoked {
                user: user.id.clone(),
                role: grant.role.clone(),
                organization: departure.source.code.clone(),
            };
            findings.push(departure.about_user(&user.id, kind));
        }
    }
}

pub(super) fn source_keeps_an_administrator(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    let code = &departure.source.code;
    let leaves = departure.family.iter().any(|user| {
        user.status == UserStatus::Active
            && roles_revoked(departure, user).any(|grant| {
                let like = departure.snapshot.roles.like(&grant.role);
                like.is_some_and(|like| like.administers(departure.source.kind))
            })
    });
    let stays = departure
        .snapshot
        .administrators
        .get(code)
        .is_some_and(|holders| holders.iter().any(|holder| !departure.is_in_family(holder)));
    if leaves && !stays {
        let kind = FindingKind::LastAdministrator {
            organization: code.clone(),
        };
        findings.push(departure.about_organization(code, kind).remedy(
            RemedyCode::AppointAnotherAdministrator,
            departure.top_administrators(departure.source),
        ));
    }
}

pub(super) fn administrators_stay_in_their_enterprise(
    case: &Case<'_>,
    findings: &mut Vec<Finding>,
) {
    for user in &case.family {
        for grant in &user.grants {
            let Some(at) = &grant.at else { continue };
            if case.snapshot.roles.like(&grant.role) == Some(BuiltIn::EnterpriseAdministrator)
                && case.source.is_within(at)
                && !case.destination.is_within(at)
            {
                let kind = FindingKind::AdministratorAcrossEnterprises {
                    user: user.id.clone(),
                    organization: at.clone(),
                };
                findings.push(
                    case.about_user(&user.id, kind)
                        .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor),
                );
            }
        }
    }
}
