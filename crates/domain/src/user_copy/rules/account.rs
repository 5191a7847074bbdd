//! Rules about who is copied, where to, and the account.

use crate::organization::OrganizationStatus;
use crate::people::UserStatus;
use crate::user_copy::CopyCase;
use crate::user_copy::new_password::judged;
use crate::user_copy::request::Password;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};

pub(super) fn original_is_not_deleted(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    if case.original.status == UserStatus::Deleted {
        let status = case.original.status;
        findings.push(case.about_original(FindingKind::UserDeleted { status }));
    }
}

pub(super) fn original_is_mastered_here(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    if let Some(directory) = &case.hosted.synced_from {
        let kind = FindingKind::UserSynced {
            user: case.original.id.clone(),
            directory: directory.clone(),
        };
        let ask = case.top_administrators();
        findings.push(
            case.about_original(kind)
                .remedy(RemedyCode::DetachFromDirectory, ask),
        );
    }
}

pub(super) fn home_is_active(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    if case.home.status != OrganizationStatus::Active {
        let code = &case.home.code;
        let kind = FindingKind::DestinationNotActive {
            organization: code.clone(),
            status: case.home.status,
        };
        let finding = case.about_organization(code, kind);
        findings.push(finding.remedy(RemedyCode::ActivateOrganization, case.top_administrators()));
    }
}

pub(super) fn password_keeps_the_policy(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let password = case.request.user.password.as_ref();
    if password.is_some_and(Password::is_to_come) {
        return;
    }
    let password = password.map_or("", Password::text);
    let (original, newcomer) = (&case.original.id, case.names.id());
    findings.extend(judged(password, case.policy(), original, newcomer));
}

pub(super) fn account_has_not_expired(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let expires = case.request.user.account.expires;
    if let Some(expires) = expires.filter(|day| *day < case.today) {
        let finding = case.about_newcomer(|user| FindingKind::ExpiryPassed { user, expires });
        findings.push(finding.remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor));
    }
}
