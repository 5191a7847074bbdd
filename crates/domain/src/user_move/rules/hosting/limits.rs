//! Rules about what is limited: users, users of a service, storage. Counters are judged at commit (ruling 19); what the
//! rows above add is counted along.

use crate::hosting::{Counts, OrganizationHosting};
use crate::ids::{InstanceId, OrganizationCode, ServiceId};
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::request::Disposition;
use crate::user_move::rules::Case;
use std::collections::BTreeMap;

fn counts<'a>(case: &Case<'a>, code: &OrganizationCode) -> Option<&'a Counts> {
    case.snapshot.hosting.as_ref()?.counts.get(code)
}

fn there<'a>(case: &Case<'a>) -> Option<&'a OrganizationHosting> {
    case.destination.organization.hosting.as_deref()
}

/// A finding with its remedies; deferred where what is in use is not known.
fn told(case: &Case<'_>, finding: Finding, is_known: bool) -> Finding {
    let finding = finding
        .remedy(
            RemedyCode::RaiseLimit,
            case.top_administrators(case.destination),
        )
        .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor);
    if is_known {
        finding
    } else {
        finding.deferred()
    }
}

pub(super) fn users_are_within_the_limit(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.destination == case.source {
        return;
    }
    let code = &case.destination.code;
    let used = counts(case, code).map(|counts| counts.users);
    let more = case.family.len() as u32;
    if let Some(kind) = there(case).and_then(|there| there.user_limit_met(code, used, more)) {
        let finding = case.about_organization(code, kind);
        findings.push(told(case, finding, used.is_some()));
    }
}

pub(super) fn services_are_within_the_limit(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(there) = there(case) else { return };
    let mut arriving: BTreeMap<(&ServiceId, &InstanceId), u32> = BTreeMap::new();
    for row in case.mappings().iter().flat_map(|mapping| &mapping.services) {
        if let Some(instance) = row.instance.filter(|_| row.goes_along()) {
            *arriving.entry((row.service, instance)).or_default() += 1;
        }
    }
    for ((service, instance), people) in arriving {
        let known = there
            .services
            .get(service)
            .and_then(|all| all.get(instance));
        let Some(limit) = known.and_then(|known| known.user_limit) else {
            continue;
        };
        let code = &case.destination.code;
        let counts = counts(case, code);
        let used = counts
            .and_then(|counts| counts.services.get(service)?.get(instance))
            .copied()
            .unwrap_or(0);
        let would_be = used.saturating_add(people);
        if counts.is_none() || would_be > limit {
            let kind = FindingKind::ServiceLimit {
                organization: code.clone(),
                service: service.clone(),
                limit,
                would_be,
            };
            let about = About::Service(service.clone());
            let finding = Finding::new(&case.subject.id, about, kind);
            findings.push(told(case, finding, counts.is_some()));
        }
    }
}

pub(super) fn storage_is_within_the_limit(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let rows = case.mappings().iter().flat_map(|mapping| &mapping.services);
    let moved = rows.filter(|row| row.disposition == Disposition::Move);
    let bytes = moved.fold(0_u64, |sum, row| sum.saturating_add(row.held.bytes));
    if bytes == 0 {
        return;
    }
    for above in case.destination.upwards() {
        let limit = above.organization.hosting.as_ref();
        let Some(limit) = limit.and_then(|hosting| hosting.storage_bytes) else {
            continue;
        };
        // WHY: below one reseller nothing is added by moving.
        if case.source.is_within(&above.code) {
            continue;
        }
        let used = counts(case, &above.code).map(|counts| counts.storage_bytes);
        let would_be = used.unwrap_or(0).saturating_add(bytes);
        if used.is_none() || would_be > limit {
            let kind = FindingKind::StorageLimit {
                organization: above.code.clone(),
                limit,
                would_be,
            };
            let finding = case.about_organization(&above.code, kind);
            findings.push(told(case, finding, used.is_some()));
        }
    }
}
