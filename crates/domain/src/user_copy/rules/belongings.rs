//! Rules about roles, the manager, department and office.

use crate::user_copy::CopyCase;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::hosting::roles::RoleFate;

pub(super) fn roles_are_dropped(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for (role, _) in case
        .roles
        .iter()
        .filter(|(_, fate)| *fate == RoleFate::Dropped)
    {
        let finding = case.about_newcomer(|user| FindingKind::RoleNotAllowed {
            user,
            role: role.clone(),
            organization: case.home.code.clone(),
        });
        let ask = case.top_administrators();
        findings.push(
            finding
                .remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor)
                .remedy(RemedyCode::AllowRole, ask),
        );
    }
}

pub(super) fn inert_roles_are_told(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for (role, fate) in &case.roles {
        if let RoleFate::Inert(service) = fate {
            findings.push(case.about_newcomer(|user| FindingKind::RoleInert {
                user,
                role: role.clone(),
                service: service.clone(),
            }));
        }
    }
}

pub(super) fn manager_is_elsewhere(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    if let Some((manager, false)) = case.manager() {
        findings.push(case.about_newcomer(|user| FindingKind::ManagerCleared {
            user,
            manager: manager.clone(),
        }));
    }
}

pub(super) fn department_is_unassigned(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let department = case.hosted.department.as_ref();
    if let Some(department) = department.filter(|_| case.department().is_none()) {
        findings.push(
            case.about_newcomer(|user| FindingKind::DepartmentUnassigned {
                user,
                department: department.clone(),
            }),
        );
    }
}

pub(super) fn office_is_unassigned(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let office = case.hosted.office.as_ref();
    if let Some(office) = office.filter(|_| case.office().is_none()) {
        findings.push(case.about_newcomer(|user| FindingKind::OfficeUnassigned {
            user,
            office: office.clone(),
        }));
    }
}
