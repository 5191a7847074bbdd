//! One request to copy somebody judged for a screen: findings, and the new person field by field.
//!
//! The same rules and proposals as a plan's, asked once more for what a plan does not tell: what was proposed and what
//! could be chosen. Quick enough to be asked at every keystroke; what the facts leave out is checked on save.

use super::case::{CopyCase, OriginalRecord};
use super::copied::{Copied, CopiedRole, CopiedService, CopyJudgement};
use super::plan::plan_and_look;
use super::request::{CopyRequest, Password};
use super::services::{NewServiceRow, can_be_copied};
use crate::hosting::mapped::{MappedName, MappedPlan};
use crate::hosting::setup::is_offered_above;
use crate::hosting::{PropertyRule, Provisioning, ServiceKind};
use crate::ids::{PlanId, RoleId, ServiceId};
use crate::role::{BUILT_IN, Permission};
use crate::time::Timestamp;
use crate::user_move::hosting::names::NewName;
use crate::user_move::hosting::roles::{RoleFate, fate};
use crate::user_move::{Actor, Refusal, Snapshot};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Judges a request. The password is not judged: it comes with the commit alone, and whoever types it asks
/// [`Copied::password`].
///
/// # Errors
/// [`Refusal`] as of [`super::plan()`].
pub fn judgement(
    snapshot: &Snapshot,
    request: &CopyRequest,
    actor: &Actor,
    record: &OriginalRecord,
    now: Timestamp,
) -> Result<CopyJudgement, Refusal> {
    let mut request = request.clone();
    request.user.password = Some(Password::to_come());
    let mut copied = None;
    let plan = plan_and_look(snapshot, &request, actor, record, now, &mut |case| {
        copied = Some(newcomer(case));
    })?;
    Ok(CopyJudgement {
        findings: plan.findings,
        copied,
    })
}

fn newcomer(case: &CopyCase<'_>) -> Copied {
    let names = &case.names;
    let name = |name: &NewName| MappedName {
        text: Arc::clone(&name.text),
        chosen: name.chosen,
    };
    let wish = &case.request.user;
    let is_typed = |text: &Option<String>| text.as_deref().is_some_and(|it| !it.trim().is_empty());
    let primary = case.there.primary_domain();
    let domains = case.there.domains.keys();
    let others = domains.filter(|name| Some(&***name) != primary);
    let never_expires = wish.account.never_expires;
    let username = names
        .username
        .as_ref()
        .and_then(|given| given.as_ref().ok());
    Copied {
        original: case.original.id.clone(),
        newcomer: names.id(),
        name: names.name.as_ref().map(|text| MappedName {
            text: Arc::clone(text),
            chosen: is_typed(&wish.name),
        }),
        upn: names.upn.clone(),
        username: username.map(name),
        addresses: names.addresses.iter().map(name).collect(),
        domains: primary
            .map(Arc::from)
            .into_iter()
            .chain(others.cloned())
            .collect(),
        department: case.department(),
        office: case.office(),
        manager: case
            .manager()
            .filter(|(_, stays)| *stays)
            .map(|(manager, _)| manager.clone()),
        taken_over: case.copied(),
        left_out: case.left_out(),
        policy: case.policy(),
        never_expires: never_expires.unwrap_or(case.record.never_expires),
        today: case.today,
        roles: roles(case),
        services: services(case),
        may_add: case.view.may(Permission::Provision, case.home),
    }
}

/// The roles of the original, then the others that could be given, each as they stand in the table of roles.
fn roles(case: &CopyCase<'_>) -> Vec<CopiedRole> {
    let grants = case.original.grants.iter();
    let held: BTreeSet<&RoleId> = grants
        .filter(|grant| grant.at.as_ref() == Some(&case.source.code))
        .map(|grant| &grant.role)
        .collect();
    let built_in = BUILT_IN.iter().map(|row| RoleId::new(row.name));
    let clones = case.snapshot.roles.clones.keys().cloned();
    let others = built_in.chain(clones);
    let others = others.filter(|role| !held.contains(role));
    let row = |role: RoleId| CopiedRole {
        held: held.contains(&role),
        wanted: case.roles.iter().any(|(wanted, _)| *wanted == role),
        can_be_given: fate(case.snapshot, Some(&case.view), case.home, &role) != RoleFate::Dropped,
        role,
    };
    let of_original = held.iter().map(|role| row((*role).clone()));
    let others = others.map(row);
    of_original
        .chain(others.filter(|row| row.can_be_given || row.wanted))
        .collect()
}

/// The services of the original, then the others that the home has for its people.
fn services(case: &CopyCase<'_>) -> Vec<CopiedService> {
    let held = case.hosted.services.iter();
    let held = held.filter(|(_, held)| held.is_held()).map(|(id, _)| id);
    let held: Vec<&ServiceId> = held.collect();
    let catalogue = &case.facts.catalogue;
    let can_be_had = |service: &ServiceId| {
        let entry = catalogue.services.get(service);
        entry.is_some_and(|entry| entry.kind == ServiceKind::User)
            && case.there.open_instances(service).next().is_some()
    };
    let there = case.there.services.keys();
    let there = there.filter(|service| can_be_had(service));
    let asked = case.services.iter().map(|row| row.service);
    let others: BTreeSet<&ServiceId> = there
        .chain(asked)
        .filter(|service| !held.contains(service))
        .collect();
    let all = held.iter().copied().chain(others);
    all.map(|id| service(case, id)).collect()
}

fn service(case: &CopyCase<'_>, id: &ServiceId) -> CopiedService {
    let catalogue = &case.facts.catalogue;
    let known = catalogue.services.get(id);
    let plan = |id: &PlanId| MappedPlan {
        id: id.clone(),
        name: catalogue.plan_name(id).into(),
    };
    let name = known.and_then(|service| service.name.clone());
    let properties = known.into_iter().flat_map(|service| &service.properties);
    let required = properties.filter(|(_, rule)| **rule == PropertyRule::Require);
    let held = case.hosted.services.get(id).filter(|held| held.is_held());
    let row = case.service(id);
    let instances = || case.there.open_instances(id).map(|(id, _)| id.clone());
    CopiedService {
        service: id.clone(),
        name: name.unwrap_or_else(|| id.as_str().into()),
        held: held.map(|held| held.status),
        held_plan: held.and_then(|held| held.plan.as_ref()).map(plan),
        can_be_copied: held.is_some_and(|held| can_be_copied(case.hosted, held)),
        comes: row.is_some(),
        added: row.is_some_and(|row| row.added.is_some()),
        instances: instances().collect(),
        instance: row.and_then(|row| row.instance.cloned()),
        offered: match row {
            Some(row) => row.offered.iter().map(plan).collect(),
            None => offered(case, id).iter().map(plan).collect(),
        },
        plan: row.and_then(|row| row.plan.clone()),
        required: required.map(|(name, _)| name.clone()).collect(),
        missing: row.map(|row| row.missing.clone()).unwrap_or_default(),
        status: row.map_or(Provisioning::NotProvisioned, NewServiceRow::status),
    }
}

/// The plans of a service that nobody asked for: those of all instances, each once.
fn offered(case: &CopyCase<'_>, service: &ServiceId) -> Vec<PlanId> {
    let instances = case.there.open_instances(service);
    let plans = instances.flat_map(|(_, instance)| &instance.plans);
    let offered = plans.filter(|plan| is_offered_above(case.home, service, plan));
    let mut each: Vec<PlanId> = Vec::new();
    for plan in offered {
        if !each.contains(plan) {
            each.push(plan.clone());
        }
    }
    each
}
