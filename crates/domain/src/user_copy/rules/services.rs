//! Rules about the services of the new person.

use crate::hosting::Provisioning;
use crate::ids::ServiceId;
use crate::role::Permission;
use crate::user_copy::services::can_be_copied;
use crate::user_copy::{CopyCase, NewServiceRow};
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use std::collections::BTreeSet;

/// The rows whose service the new home has.
fn there<'c, 'a>(case: &'c CopyCase<'a>) -> impl Iterator<Item = &'c NewServiceRow<'a>> {
    case.services.iter().filter(|row| !row.instances.is_empty())
}

pub(super) fn choices_are_about_services_held(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let copied = case.request.copy_services.iter().flatten();
    let asked: BTreeSet<&ServiceId> = copied.chain(case.request.properties.keys()).collect();
    for service in asked {
        if case.service(service).is_none() {
            let kind = FindingKind::ServiceNotHeld {
                service: service.clone(),
            };
            let finding = case.about_service(service, kind);
            findings.push(finding.remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor));
        }
    }
}

pub(super) fn copied_services_are_provisioned(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for row in &case.services {
        let status = match row.held {
            Some(held) if !can_be_copied(case.hosted, held) => held.status,
            None if !row.is_for_users => Provisioning::NotProvisioned,
            Some(_) | None => continue,
        };
        let kind = FindingKind::ServiceNotOffered {
            service: row.service.clone(),
            status,
        };
        let finding = case.about_service(row.service, kind);
        findings.push(finding.remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor));
    }
}

pub(super) fn additions_need_service_rights(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    if case.view.may(Permission::Provision, case.home) {
        return;
    }
    for row in case.services.iter().filter(|row| row.added.is_some()) {
        let kind = FindingKind::ServiceRightsMissing {
            service: row.service.clone(),
        };
        let finding = case.about_service(row.service, kind);
        findings.push(finding.remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor));
    }
}

pub(super) fn home_has_the_services(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for row in case.services.iter().filter(|row| row.instances.is_empty()) {
        let finding = case.about_newcomer(|user| FindingKind::DestServiceMissing {
            user,
            service: row.service.clone(),
            organization: case.home.code.clone(),
        });
        let ask = case.top_administrators();
        findings.push(
            finding
                .remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor)
                .remedy(RemedyCode::ProvisionService, ask),
        );
    }
}

pub(super) fn instance_is_settled(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for row in there(case).filter(|row| row.instance.is_none()) {
        let finding = case.about_newcomer(|user| FindingKind::DestInstanceUnmapped {
            user,
            service: row.service.clone(),
            instance: row.instance_asked.cloned(),
        });
        findings.push(finding.remedy(RemedyCode::ChooseInstance, RemedyBy::Actor));
    }
}

pub(super) fn plan_is_settled(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for row in there(case).filter(|row| row.instance.is_some()) {
        if row.wants_a_plan() && row.plan.is_none() {
            let finding = case.about_newcomer(|user| FindingKind::DestPlanUnmapped {
                user,
                service: row.service.clone(),
                plan: row.held.and_then(|held| held.plan.clone()),
            });
            findings.push(finding.remedy(RemedyCode::ChoosePlan, RemedyBy::Actor));
        }
    }
}

pub(super) fn plan_is_offered(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for row in there(case).filter(|row| row.instance.is_some()) {
        if let Some(plan) = row.plan.as_ref().filter(|plan| !row.offered.contains(plan)) {
            let finding = case.about_newcomer(|user| FindingKind::PlanNotOffered {
                user,
                service: row.service.clone(),
                plan: plan.clone(),
            });
            let ask = case.top_administrators();
            findings.push(
                finding
                    .remedy(RemedyCode::ChoosePlan, RemedyBy::Actor)
                    .remedy(RemedyCode::OfferPlan, ask),
            );
        }
    }
}

pub(super) fn needed_services_are_there(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for row in &case.services {
        let entry = case.facts.catalogue.services.get(row.service);
        for requires in entry.iter().flat_map(|entry| &entry.requires) {
            if case.service(requires).is_none() {
                let finding = case.about_newcomer(|user| FindingKind::DependencyMissing {
                    user,
                    service: row.service.clone(),
                    requires: requires.clone(),
                });
                findings.push(finding.remedy(RemedyCode::ProvisionService, RemedyBy::Actor));
            }
        }
    }
}

pub(super) fn properties_are_known(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for (service, given) in &case.request.properties {
        if case.service(service).is_none() {
            continue;
        }
        let entry = case.facts.catalogue.services.get(service);
        let is_known = |name| entry.is_some_and(|entry| entry.properties.contains_key(name));
        for property in given.keys().filter(|name| !is_known(*name)) {
            let kind = FindingKind::PropertyUnknown {
                service: service.clone(),
                property: property.clone(),
            };
            let finding = case.about_service(service, kind);
            findings.push(finding.remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor));
        }
    }
}

pub(super) fn plan_level_changes(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let catalogue = &case.facts.catalogue;
    for row in &case.services {
        let from = row.held.and_then(|held| held.plan.as_ref());
        let (Some(from), Some(to)) = (from, &row.plan) else {
            continue;
        };
        if from != to && catalogue.level(from) != catalogue.level(to) {
            findings.push(case.about_newcomer(|user| FindingKind::PlanLevelChanges {
                user,
                service: row.service.clone(),
                from: from.clone(),
                to: to.clone(),
            }));
        }
    }
}

pub(super) fn configuration_is_needed(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for row in &case.services {
        findings.extend(row.missing.iter().map(|property| {
            case.about_newcomer(|user| FindingKind::ConfigurationNeeded {
                user,
                service: row.service.clone(),
                property: property.clone(),
            })
        }));
    }
}
