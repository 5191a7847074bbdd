//! Rules about what is limited, as for moves. Counters are no part of what a plan rests on; their outcome is (ruling 60).

use crate::ids::OrganizationCode;
use crate::user_copy::CopyCase;
use crate::user_move::finding::{Finding, FindingKind, RemedyCode};

/// A finding with its remedy; deferred where what is in use is not known.
fn told(case: &CopyCase<'_>, finding: Finding, is_known: bool) -> Finding {
    let finding = finding.remedy(RemedyCode::RaiseLimit, case.top_administrators());
    if is_known {
        finding
    } else {
        finding.deferred()
    }
}

pub(super) fn users_are_within_the_limit(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let code = &case.home.code;
    let used = case.facts.counts.get(code).map(|counts| counts.users);
    if let Some(kind) = case.there.user_limit_met(code, used, 1) {
        let finding = case.about_organization(code, kind);
        findings.push(told(case, finding, used.is_some()));
    }
}

pub(super) fn services_are_within_the_limit(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let code = &case.home.code;
    let counts = case.facts.counts.get(code);
    for row in &case.services {
        let known = case.there.services.get(row.service);
        let limit = row.instance.and_then(|it| known?.get(it)?.user_limit);
        let (Some(instance), Some(limit)) = (row.instance, limit) else {
            continue;
        };
        let used = counts.and_then(|counts| counts.services.get(row.service)?.get(instance));
        let would_be = used.copied().unwrap_or(0).saturating_add(1);
        if counts.is_none() || would_be > limit {
            let kind = FindingKind::ServiceLimit {
                organization: code.clone(),
                service: row.service.clone(),
                limit,
                would_be,
            };
            let finding = case.about_service(row.service, kind);
            findings.push(told(case, finding, counts.is_some()));
        }
    }
}

pub(super) fn licences_are_left(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for row in &case.services {
        let Some((licences, is_known)) = row.licence.wanting() else {
            continue;
        };
        let kind = FindingKind::LicencesRunOut {
            user: case.names.id(),
            service: row.service.clone(),
            organization: case.home.code.clone(),
            licences,
        };
        let finding = case.about_service(row.service, kind);
        findings.push(told(case, finding, is_known));
    }
}

pub(super) fn storage_is_not_full(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    if case.services.is_empty() {
        return;
    }
    let mut full = |code: &OrganizationCode, limit: u64| {
        let counts = case.facts.counts.get(code);
        let used = counts.map(|counts| counts.storage_bytes);
        if used.is_none_or(|used| used >= limit) {
            let kind = FindingKind::StorageLimit {
                organization: code.clone(),
                limit,
                would_be: used.unwrap_or(0),
            };
            let finding = case.about_organization(code, kind);
            findings.push(told(case, finding, used.is_some()));
        }
    };
    for above in case.home.upwards() {
        let hosting = above.organization.hosting.as_ref();
        if let Some(limit) = hosting.and_then(|hosting| hosting.storage_bytes) {
            full(&above.code, limit);
        }
    }
}
