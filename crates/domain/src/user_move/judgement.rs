//! One request about one person judged for a screen: findings, outcomes, and the person field by field.
//!
//! The same rules and proposals as a plan's, asked once more for what a plan does not tell: what was proposed and what
//! could be chosen. Quick enough to be asked at every keystroke; what the facts leave out is checked on save.

use super::finding::Finding;
#[cfg(feature = "hosting")]
use super::{
    actor::Actor,
    authority::Refusal,
    effects::manager_there,
    hosting::{Mapping, names::OldFate, services::ServiceRow},
    outcome::outcomes,
    plan::plan_and_look,
    request::MoveRequest,
    rules::Case,
    snapshot::Snapshot,
};
use crate::hosting::mapped::Mapped;
#[cfg(feature = "hosting")]
use crate::hosting::mapped::{MappedName, MappedPlan, MappedService, OldAddress, OldEnd};
use crate::ids::UserId;
use crate::telephony::phoned::Phoned;
#[cfg(feature = "hosting")]
use crate::time::Timestamp;
use crate::user_move::outcome::Outcome;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
#[cfg(feature = "hosting")]
use std::sync::Arc;

/// What a screen shows of a request about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// All findings, in the order of the rule table.
    pub findings: Vec<Finding>,
    /// What it means for everybody it touches; nothing where a finding blocks.
    pub outcomes: BTreeMap<UserId, Outcome>,
    /// The person field by field; none where the destination is of another tree.
    pub mapped: Option<Mapped>,
    /// The person's phones on the way to a site; none where the destination is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phoned: Option<Phoned>,
}

/// Judges a request about one person.
///
/// # Errors
/// [`Refusal`] as of [`super::plan()`]; [`Refusal::NoSubject`] where several people are asked about.
#[cfg(feature = "hosting")]
pub fn judgement(
    snapshot: &Snapshot,
    request: &MoveRequest,
    actor: &Actor,
    now: Timestamp,
) -> Result<Judgement, Refusal> {
    let (mut mapped, mut phones) = (None, None);
    let plan = plan_and_look(snapshot, request, actor, now, &mut |case| {
        mapped = person(case);
        phones = phoned(case);
    })?;
    let [family] = plan.families.as_slice() else {
        return Err(Refusal::NoSubject);
    };
    Ok(Judgement {
        outcomes: outcomes(snapshot, family),
        mapped,
        phoned: phones,
        findings: family.findings.clone(),
    })
}

#[cfg(all(feature = "hosting", feature = "telephony"))]
fn phoned(case: &Case<'_>) -> Option<Phoned> {
    let is_site = case.destination.kind == crate::organization::OrganizationKind::Site;
    is_site
        .then(|| super::telephony::phoned::phoned(case))
        .flatten()
}

#[cfg(all(feature = "hosting", not(feature = "telephony")))]
fn phoned(_case: &Case<'_>) -> Option<Phoned> {
    None
}

#[cfg(feature = "hosting")]
fn person(case: &Case<'_>) -> Option<Mapped> {
    let destination = case.destination;
    let mapping = case.mappings().first()?;
    let there = destination.organization.hosting.as_deref()?;
    let names = &mapping.names;
    let primary = there.primary_domain();
    let others = there
        .domains
        .keys()
        .filter(|name| Some(&***name) != primary);
    let name = |name: &super::hosting::names::NewName| MappedName {
        text: Arc::clone(&name.text),
        chosen: name.chosen,
    };
    let source = case.source.organization.hosting.as_deref();
    Some(Mapped {
        former_upn: mapping.hosted.upn.clone(),
        upn: names.upn.as_ref().map(name),
        former_username: Arc::clone(&mapping.user.username),
        renamed: names.renamed.as_ref().ok().cloned(),
        renames: names.username.is_some(),
        addresses: names.addresses.iter().map(name).collect(),
        old: old(mapping, case),
        services: mapping
            .services
            .iter()
            .map(|row| service(case, row))
            .collect(),
        domains: primary
            .map(Arc::from)
            .into_iter()
            .chain(others.cloned())
            .collect(),
        department: [mapping.hosted.department.clone(), mapping.department(there)],
        office: [mapping.hosted.office.clone(), mapping.office(there)],
        manager: [
            mapping.user.manager.clone(),
            manager_there(case, mapping.user).cloned(),
        ],
        quarantine_days: source.map_or(0, |source| source.quarantine_days),
    })
}

#[cfg(feature = "hosting")]
fn old(mapping: &Mapping<'_>, case: &Case<'_>) -> Vec<OldAddress> {
    let there = case.destination.organization.hosting.as_deref();
    let can_stay = |address: &str| {
        crate::hosting::proposal::split(address)
            .is_some_and(|(_, domain)| there.is_some_and(|there| there.domain(domain).is_some()))
    };
    let each = mapping.names.old.iter().map(|(address, fate)| OldAddress {
        address: address.clone(),
        primary: mapping.hosted.primary() == Some(address),
        can_stay: can_stay(address.as_str()),
        end: match *fate {
            OldFate::Stays | OldFate::Kept => OldEnd::Stays,
            OldFate::Dropped {
                days,
                forwards: false,
            } => OldEnd::Dropped(days),
            OldFate::Dropped {
                days,
                forwards: true,
            } => OldEnd::Forwards(days),
        },
    });
    let mut old: Vec<OldAddress> = each.collect();
    old.sort_by_key(|address| !address.primary);
    old
}

#[cfg(feature = "hosting")]
fn service(case: &Case<'_>, row: &ServiceRow<'_>) -> MappedService {
    let catalogue = case.snapshot.hosting.as_ref().map(|facts| &facts.catalogue);
    let plan = |id: &crate::ids::PlanId| MappedPlan {
        id: id.clone(),
        name: catalogue.map_or_else(|| id.as_str().into(), |all| all.plan_name(id).into()),
    };
    let known = catalogue.and_then(|all| all.services.get(row.service));
    let name = known.and_then(|service| service.name.clone());
    MappedService {
        service: row.service.clone(),
        name: name.unwrap_or_else(|| row.service.as_str().into()),
        transfer: row.transfer,
        status: row.held.status,
        held_instance: row.held.instance.clone(),
        held_plan: row.held.plan.as_ref().map(plan),
        bytes: row.held.bytes,
        disposition: row.disposition,
        instances: row.instances.iter().map(|id| (*id).clone()).collect(),
        instance: row.instance.cloned(),
        offered: row.offered.iter().map(plan).collect(),
        plan: row.plan.clone(),
    }
}
