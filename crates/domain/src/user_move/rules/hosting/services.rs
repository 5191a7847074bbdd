//! Rules about the services somebody holds: what travels, where to, on which plan.

use super::people::hosted;
use crate::hosting::Transfer;
use crate::ids::{RoleId, ServiceId};
use crate::role::BuiltIn;
use crate::user_move::View;
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::hosting::Mapping;
use crate::user_move::hosting::services::{ServiceRow, unfilled};
use crate::user_move::request::Disposition;
use crate::user_move::rules::{Case, Departure};
use std::collections::BTreeSet;

/// Every service of every member.
fn rows<'c, 'a>(case: &'c Case<'a>) -> impl Iterator<Item = (&'c Mapping<'a>, &'c ServiceRow<'a>)> {
    let mappings = case.mappings().iter();
    mappings.flat_map(|mapping| mapping.services.iter().map(move |row| (mapping, row)))
}

/// Those that the destination would have to take in.
fn arriving<'c, 'a>(
    case: &'c Case<'a>,
) -> impl Iterator<Item = (&'c Mapping<'a>, &'c ServiceRow<'a>)> {
    rows(case).filter(|(_, row)| row.goes_along() && row.transfer != Transfer::Blocked)
}

fn about(departure: &Departure<'_>, service: &ServiceId, kind: FindingKind) -> Finding {
    Finding::new(&departure.subject.id, About::Service(service.clone()), kind)
}

pub(super) fn held_services_travel(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (mapping, row) in rows(case).filter(|(_, row)| row.transfer == Transfer::Blocked) {
        let kind = FindingKind::ServiceNotMovable {
            user: mapping.user.id.clone(),
            service: row.service.clone(),
        };
        findings.push(
            about(case, row.service, kind)
                .remedy(RemedyCode::DeprovisionService, RemedyBy::Actor)
                .remedy(RemedyCode::LetTheServiceTravel, keeper(case)),
        );
    }
}

/// Who can change what becomes of a service in a move: whoever keeps the catalogue (hosting 2).
fn keeper(case: &Case<'_>) -> RemedyBy {
    if View::of(case.snapshot, &case.asker).is_ok_and(|view| view.keeps_catalogue()) {
        return RemedyBy::Actor;
    }
    RemedyBy::Holders {
        role: RoleId::new(BuiltIn::ServiceProviderAdministrator.row().name),
        users: Vec::new(),
    }
}

pub(super) fn destination_offers_held_services(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (mapping, row) in arriving(case).filter(|(_, row)| row.instances.is_empty()) {
        let kind = FindingKind::DestServiceMissing {
            user: mapping.user.id.clone(),
            service: row.service.clone(),
            organization: case.destination.code.clone(),
        };
        findings.push(
            about(case, row.service, kind)
                .remedy(
                    RemedyCode::ProvisionService,
                    case.top_administrators(case.destination),
                )
                .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor),
        );
    }
}

pub(super) fn instance_is_settled(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let is_open = |row: &ServiceRow<'_>| !row.instances.is_empty() && row.instance.is_none();
    for (mapping, row) in arriving(case).filter(|(_, row)| is_open(row)) {
        let kind = FindingKind::DestInstanceUnmapped {
            user: mapping.user.id.clone(),
            service: row.service.clone(),
            instance: row.instance_asked.cloned(),
        };
        findings.push(
            about(case, row.service, kind).remedy(RemedyCode::ChooseInstance, RemedyBy::Actor),
        );
    }
}

pub(super) fn plan_is_settled(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let is_open =
        |row: &ServiceRow<'_>| row.instance.is_some() && row.plan.is_none() && row.wants_a_plan();
    for (mapping, row) in arriving(case).filter(|(_, row)| is_open(row)) {
        let kind = FindingKind::DestPlanUnmapped {
            user: mapping.user.id.clone(),
            service: row.service.clone(),
            plan: row.held.plan.clone(),
        };
        let finding = about(case, row.service, kind);
        findings.push(if row.offered.is_empty() {
            let ask = case.top_administrators(case.destination);
            finding.remedy(RemedyCode::OfferPlan, ask)
        } else {
            finding.remedy(RemedyCode::ChoosePlan, RemedyBy::Actor)
        });
    }
}

pub(super) fn plan_is_offered(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (mapping, row) in arriving(case).filter(|(_, row)| row.instance.is_some()) {
        let Some(plan) = row.plan.as_ref().filter(|plan| !row.offered.contains(plan)) else {
            continue;
        };
        let kind = FindingKind::PlanNotOffered {
            user: mapping.user.id.clone(),
            service: row.service.clone(),
            plan: plan.clone(),
        };
        findings.push(
            about(case, row.service, kind)
                .remedy(RemedyCode::ChoosePlan, RemedyBy::Actor)
                .remedy(
                    RemedyCode::OfferPlan,
                    case.top_administrators(case.destination),
                ),
        );
    }
}

pub(super) fn choices_are_about_held_services(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    let request = departure.request;
    let asked = |options: &'_ crate::user_move::PersonOptions| -> Vec<ServiceId> {
        options
            .services
            .iter()
            .flatten()
            .map(|(id, _)| id.clone())
            .collect()
    };
    let mut unheld: BTreeSet<ServiceId> = BTreeSet::new();
    // WHY: what is asked for a whole selection applies to whoever has it.
    if !request.is_bulk() {
        let is_held = |service: &ServiceId| {
            hosted(departure).any(|(_, hosted)| hosted.held().any(|(id, _)| id == service))
        };
        unheld.extend(
            asked(&request.options)
                .into_iter()
                .filter(|it| !is_held(it)),
        );
    }
    for (user, hosted) in hosted(departure) {
        let own = request.own_options(user).map(asked).unwrap_or_default();
        let is_held = |service: &ServiceId| hosted.held().any(|(id, _)| id == service);
        unheld.extend(own.into_iter().filter(|service| !is_held(service)));
    }
    for service in unheld {
        let kind = FindingKind::ServiceNotHeld {
            service: service.clone(),
        };
        findings.push(
            about(departure, &service, kind).remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor),
        );
    }
}

pub(super) fn choices_fit_their_services(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (mapping, row) in rows(case) {
        let fits = match (row.transfer, row.disposition) {
            (Transfer::Movable, Disposition::Recreate) => false,
            (Transfer::Recreate, Disposition::Move) => false,
            // WHY: what does not travel is judged by itself, and deprovisioned on its own (ruling 37).
            (Transfer::Movable | Transfer::Recreate | Transfer::Blocked, _) => true,
        };
        if !fits {
            let kind = FindingKind::DispositionNotAllowed {
                user: mapping.user.id.clone(),
                service: row.service.clone(),
                disposition: row.disposition,
            };
            findings.push(
                about(case, row.service, kind)
                    .remedy(RemedyCode::ChooseDisposition, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn needed_services_go_along(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let services = case.snapshot.hosting.as_ref();
    let Some(services) = services.map(|facts| &facts.catalogue.services) else {
        return;
    };
    for (mapping, row) in arriving(case) {
        let needed = services.get(row.service).map(|service| &service.requires);
        for required in needed.into_iter().flatten() {
            let mut others = mapping.services.iter();
            // WHY: what was not held before is not what this move takes away.
            let is_lost = others.any(|other| other.service == required && !other.goes_along());
            if is_lost {
                let kind = FindingKind::DependencyMissing {
                    user: mapping.user.id.clone(),
                    service: row.service.clone(),
                    requires: required.clone(),
                };
                findings.push(
                    about(case, row.service, kind)
                        .remedy(RemedyCode::ChooseDisposition, RemedyBy::Actor),
                );
            }
        }
    }
}

pub(super) fn deprovisioning_loses_data(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let is_lost = |row: &ServiceRow<'_>| !row.goes_along() && row.transfer != Transfer::Blocked;
    for (mapping, row) in rows(case).filter(|(_, row)| is_lost(row)) {
        let kind = FindingKind::ServiceDeprovisioned {
            user: mapping.user.id.clone(),
            service: row.service.clone(),
        };
        findings.push(about(case, row.service, kind));
    }
}

pub(super) fn recreating_loses_data(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (mapping, row) in arriving(case) {
        if row.disposition == Disposition::Recreate {
            let kind = FindingKind::ServiceRecreated {
                user: mapping.user.id.clone(),
                service: row.service.clone(),
            };
            findings.push(about(case, row.service, kind));
        }
    }
}

pub(super) fn licences_are_left(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (mapping, row) in arriving(case) {
        let Some((licences, is_known)) = row.licence.wanting() else {
            continue;
        };
        let kind = FindingKind::LicencesRunOut {
            user: mapping.user.id.clone(),
            service: row.service.clone(),
            organization: case.destination.code.clone(),
            licences,
        };
        let ask = case.top_administrators(case.destination);
        let finding = about(case, row.service, kind).remedy(RemedyCode::RaiseLimit, ask);
        findings.push(if is_known {
            finding
        } else {
            finding.deferred()
        });
    }
}

pub(super) fn plan_level_changes(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(facts) = &case.snapshot.hosting else {
        return;
    };
    for (mapping, row) in arriving(case) {
        let (Some(from), Some(to)) = (&row.held.plan, &row.plan) else {
            continue;
        };
        let levels = facts.catalogue.level(from).zip(facts.catalogue.level(to));
        // WHY: of plans without a level only the name tells.
        let differ = match levels {
            Some((from, to)) => from != to,
            None => {
                let name = |plan| crate::text::folded(facts.catalogue.plan_name(plan));
                from != to && name(from) != name(to)
            }
        };
        if differ {
            let kind = FindingKind::PlanLevelChanges {
                user: mapping.user.id.clone(),
                service: row.service.clone(),
                from: from.clone(),
                to: to.clone(),
            };
            findings.push(about(case, row.service, kind));
        }
    }
}

pub(super) fn configuration_is_needed(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (mapping, row) in arriving(case) {
        for property in unfilled(case, row) {
            let kind = FindingKind::ConfigurationNeeded {
                user: mapping.user.id.clone(),
                service: row.service.clone(),
                property: property.clone(),
            };
            findings.push(about(case, row.service, kind));
        }
    }
}
