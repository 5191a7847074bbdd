//! Undo in hosting trees: what somebody was called and had comes back as it was, where nobody else has it by now.
//!
//! The way back is no move of its own: what is restored is written in the ledger, so that no rule that asks for choices
//! is asked. A job under way holds nothing back; what is pending is cancelled, what arrived goes back by a job
//! (ruling 18).

use super::LedgerEntry;
use crate::hosting::proposal::split;
use crate::hosting::{HeldService, NameKind, Provisioning};
use crate::ids::UserId;
use crate::people::User;
use crate::user_move::request::Disposition;
use crate::user_move::rules::{self, Case};
use crate::user_move::{About, Finding, FindingKind, RemedyBy, RemedyCode, Snapshot, Step};
use std::collections::BTreeMap;

/// What stands against the way back: the rules of every tree, the rules about its two ends, and names and services that
/// cannot be given back.
pub(super) fn judge(case: &Case<'_>, entry: &LedgerEntry) -> Vec<Finding> {
    let mut findings = Vec::new();
    rules::judge_what_holds_everywhere(case, &mut findings);
    let mut of_a_move = Vec::new();
    rules::judge(case, &mut of_a_move);
    findings.extend(of_a_move.into_iter().filter(|finding| {
        matches!(
            finding.kind,
            FindingKind::LocationMismatch { .. }
                | FindingKind::OwnAccountNotMoved { .. }
                | FindingKind::UserLimit { .. }
        )
    }));
    for step in &entry.steps {
        findings.extend(name_is_taken(case, step));
    }
    services_come_back(case, entry, &mut findings);
    findings
}

/// A name that the step would give back and somebody else has by now.
fn name_is_taken(case: &Case<'_>, step: &Step) -> Option<Finding> {
    let about = step.about();
    let is_taken = |kind, name: &str| {
        let facts = case.snapshot.hosting.as_ref();
        facts.is_some_and(|facts| facts.is_taken(kind, name, &[about]))
    };
    let user = about.clone();
    let kind = match step {
        Step::Upn {
            before: Some(upn), ..
        } if is_taken(NameKind::Upn, upn) => FindingKind::UpnTaken {
            user,
            upn: upn.clone(),
        },
        Step::Username { before, .. } if is_taken(NameKind::Username, before) => {
            FindingKind::UsernameTaken {
                user,
                username: before.clone(),
            }
        }
        Step::Address {
            address,
            before: Some(_),
            ..
        } if is_taken(NameKind::Address, address.as_str()) => FindingKind::AddressTaken {
            user,
            address: address.clone(),
        },
        _ => return None,
    };
    Some(case.about_user(about, kind).remedy(
        RemedyCode::AskForHelp,
        case.top_administrators(case.destination),
    ))
}

/// The old home still has the services, and room for those who come back.
fn services_come_back(case: &Case<'_>, entry: &LedgerEntry, findings: &mut Vec<Finding>) {
    let home = case.destination;
    let counts = case.snapshot.hosting.as_ref();
    let counts = counts.and_then(|facts| facts.counts.get(&home.code));
    let mut coming: BTreeMap<_, u32> = BTreeMap::new();
    for step in &entry.steps {
        let Step::Service {
            about,
            service,
            before: Some(held),
            ..
        } = step
        else {
            continue;
        };
        let hosting = home.organization.hosting.as_ref();
        let mut open = hosting
            .into_iter()
            .flat_map(|it| it.open_instances(service));
        let instance = open.find(|(id, _)| held.instance.as_ref().is_none_or(|old| old == *id));
        let organization = home.code.clone();
        let service = service.clone();
        let kind = match instance {
            None => FindingKind::DestServiceMissing {
                user: about.clone(),
                service: service.clone(),
                organization,
            },
            Some((id, instance)) => {
                let people = coming.entry((service.clone(), id)).or_default();
                *people += 1;
                let used = counts.and_then(|counts| counts.services.get(&service)?.get(id));
                let would_be = used.copied().unwrap_or(0).saturating_add(*people);
                match instance.user_limit {
                    Some(limit) if would_be > limit => FindingKind::ServiceLimit {
                        organization,
                        service: service.clone(),
                        limit,
                        would_be,
                    },
                    _ => continue,
                }
            }
        };
        let ask = case.top_administrators(home);
        findings.push(
            Finding::new(&case.subject.id, About::Service(service), kind)
                .remedy(RemedyCode::ProvisionService, ask),
        );
    }
}

/// Whether a person's record still is as a step left it. States of services and accounts go on by themselves.
pub(super) fn is_as_left(case: &Case<'_>, user: &User, step: &Step) -> bool {
    is_left_as(case.snapshot, user, step)
}

/// The same, by the facts alone.
pub(super) fn is_left_as(snapshot: &Snapshot, user: &User, step: &Step) -> bool {
    if let Step::Username { after, .. } = step {
        return user.username == *after;
    }
    let Some(hosted) = user.hosting.as_deref() else {
        return false;
    };
    match step {
        Step::Upn { after, .. } => hosted.upn == *after,
        Step::Department { after, .. } => hosted.department == *after,
        Step::Office { after, .. } => hosted.office == *after,
        Step::Address { address, after, .. } => hosted.addresses.get(address) == after.as_ref(),
        Step::AddressHold { address, after, .. } => {
            let facts = snapshot.hosting.as_ref();
            facts.is_some_and(|facts| facts.holds.get(address) == after.as_ref())
        }
        Step::Service { service, after, .. } => {
            let what = |held: &HeldService| (held.instance.clone(), held.plan.clone());
            let now = hosted.services.get(service);
            now.map(what) == after.as_ref().map(what)
        }
        Step::Delegation {
            delegation, after, ..
        } => hosted.delegations.contains(delegation) == *after,
        Step::Account { .. } => true,
        _ => false,
    }
}

/// The step that takes one back from how it is by now: what nobody has begun goes back to its state, everything else is
/// requested.
pub(super) fn taken_back(user: &User, step: &Step) -> Step {
    let mut back = step.inverse();
    let hosted = user.hosting.as_deref();
    let state = |was: Provisioning, left: Provisioning, now: Provisioning| {
        if now == left {
            was
        } else {
            Provisioning::Requested
        }
    };
    match (&mut back, step) {
        (Step::Account { before, after, .. }, Step::Account { after: left, .. }) => {
            let now = hosted.map_or(*left, |hosted| hosted.provisioning);
            *after = state(*after, *left, now);
            *before = now;
        }
        (
            Step::Service {
                service,
                before,
                after: Some(after),
                ..
            },
            Step::Service {
                after: Some(left), ..
            },
        ) => {
            if let Some(now) = hosted.and_then(|hosted| hosted.services.get(service)) {
                after.status = state(after.status, left.status, now.status);
                *before = Some(now.clone());
            }
        }
        _ => {}
    }
    back
}

/// What came at the present home since and does not belong to the old one: addresses of its domains, and services.
pub(super) fn gained(
    case: &Case<'_>,
    entry: &LedgerEntry,
    steps: &mut Vec<Step>,
    findings: &mut Vec<Finding>,
) {
    let Some(home) = case.destination.organization.hosting.as_deref() else {
        return;
    };
    let moved = |user: &UserId| {
        let mut homes = entry.steps.iter();
        homes.any(|step| matches!(step, Step::Home { about, .. } if about == user))
    };
    for user in case.family.iter().filter(|user| moved(&user.id)) {
        let Some(hosted) = user.hosting.as_deref() else {
            continue;
        };
        for (address, used) in &hosted.addresses {
            let is_known = steps.iter().any(|step| {
                matches!(step, Step::Address { about, address: other, .. }
                    if *about == user.id && other == address)
            });
            let domain = split(address.as_str()).map(|(_, domain)| domain);
            if !is_known && domain.is_none_or(|domain| home.domain(domain).is_none()) {
                steps.push(Step::Address {
                    about: user.id.clone(),
                    address: address.clone(),
                    before: Some(*used),
                    after: None,
                });
            }
        }
        for (service, held) in hosted.held() {
            let is_known = entry.steps.iter().any(|step| {
                matches!(step, Step::Service { about, service: other, .. }
                    if *about == user.id && other == service)
            });
            if is_known {
                continue;
            }
            steps.push(Step::Service {
                about: user.id.clone(),
                service: service.clone(),
                disposition: Disposition::Deprovision,
                from: case.source.code.clone(),
                to: case.destination.code.clone(),
                before: Some(held.clone()),
                after: None,
            });
            let kind = FindingKind::ServiceDeprovisioned {
                user: user.id.clone(),
                service: service.clone(),
            };
            findings.push(
                Finding::new(&case.subject.id, About::Service(service.clone()), kind)
                    .remedy(RemedyCode::DeprovisionService, RemedyBy::Actor),
            );
        }
    }
}
