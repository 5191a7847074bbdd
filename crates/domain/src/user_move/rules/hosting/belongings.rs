//! Rules about what belongs to the source: roles, departments, offices, delegations.

use super::names::are_known;
use crate::ids::OrganizationCode;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::hosting::belongings::{can_be_reported_to, delegations_removed};
use crate::user_move::hosting::roles::{RoleFate, fates};
use crate::user_move::rules::{Case, Departure};

pub(super) fn roles_are_dropped(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let organization: &OrganizationCode = &case.destination.code;
    for user in &case.family {
        for (grant, fate) in fates(case, user) {
            if fate == RoleFate::Dropped {
                let kind = FindingKind::RoleNotAllowed {
                    user: user.id.clone(),
                    role: grant.role.clone(),
                    organization: organization.clone(),
                };
                let ask = case.top_administrators(case.destination);
                findings.push(
                    case.about_user(&user.id, kind)
                        .remedy(RemedyCode::AllowRole, ask),
                );
            }
        }
    }
}

pub(super) fn inert_roles_are_told(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for user in &case.family {
        for (grant, fate) in fates(case, user) {
            if let RoleFate::Inert(service) = fate {
                let kind = FindingKind::RoleInert {
                    user: user.id.clone(),
                    role: grant.role.clone(),
                    service,
                };
                findings.push(case.about_user(&user.id, kind));
            }
        }
    }
}

pub(super) fn manager_can_be_reported_to(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for user in &case.family {
        let Some(Some(manager)) = case.manager_asked(user) else {
            continue;
        };
        if !can_be_reported_to(case, user, manager) {
            let kind = FindingKind::ManagerNotEligible {
                user: user.id.clone(),
                manager: manager.clone(),
            };
            let finding = case.about_user(&user.id, kind);
            let finding = finding.remedy(RemedyCode::ChooseManager, RemedyBy::Actor);
            // WHY: a page that judges by itself knows only those people it was told of.
            let is_settled = case.snapshot.user(manager).is_some() || are_known(case);
            findings.push(if is_settled {
                finding
            } else {
                finding.deferred()
            });
        }
    }
}

pub(super) fn department_is_unassigned(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(there) = case.destination.organization.hosting.as_deref() else {
        return;
    };
    for mapping in case.mappings() {
        if let (Some(department), None) = (&mapping.hosted.department, mapping.department(there)) {
            let kind = FindingKind::DepartmentUnassigned {
                user: mapping.user.id.clone(),
                department: department.clone(),
            };
            findings.push(case.about_user(&mapping.user.id, kind));
        }
    }
}

pub(super) fn office_is_unassigned(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(there) = case.destination.organization.hosting.as_deref() else {
        return;
    };
    for mapping in case.mappings() {
        if let (Some(office), None) = (&mapping.hosted.office, mapping.office(there)) {
            let kind = FindingKind::OfficeUnassigned {
                user: mapping.user.id.clone(),
                office: office.clone(),
            };
            findings.push(case.about_user(&mapping.user.id, kind));
        }
    }
}

pub(super) fn delegations_are_removed(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for (user, delegation) in delegations_removed(departure) {
        let kind = FindingKind::DelegationRemoved {
            user: user.id.clone(),
            to: delegation.to.clone(),
        };
        findings.push(departure.about_user(&user.id, kind));
    }
}
