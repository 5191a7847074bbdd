//! What becomes of each service somebody holds (hosting 5, rulings 37 to 39 and 64).

use super::World;
use crate::hosting::setup::{inherited, is_offered_above};
use crate::hosting::{
    HeldService, HostedUser, PropertyRule, Provisioning, ServiceInstance, Transfer, proposal,
};
use crate::ids::{InstanceId, PlanId, ServiceId};
use crate::people::User;
use crate::user_copy::property_value;
use crate::user_move::request::{Disposition, ServiceChoice};
use crate::user_move::rules::Case;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One service of one person.
#[derive(Clone, Debug)]
pub struct ServiceRow<'a> {
    /// The service.
    pub service: &'a ServiceId,
    /// As it is held at the source.
    pub held: &'a HeldService,
    /// What moves make of it.
    pub transfer: Transfer,
    /// What becomes of it: the choice, or what its kind preselects.
    pub disposition: Disposition,
    /// Whether somebody chose that.
    pub chosen: bool,
    /// The instance that was asked for, be it there or not.
    pub instance_asked: Option<&'a InstanceId>,
    /// The instances of the destination that are provisioned.
    pub instances: Vec<&'a InstanceId>,
    /// The one it goes to, where that is settled.
    pub instance: Option<&'a InstanceId>,
    /// The plans that can be had there.
    pub offered: Vec<PlanId>,
    /// The plan it takes: the choice, or the preselection; none where somebody has to choose.
    pub plan: Option<PlanId>,
    /// Whether a licence of the destination is left for it.
    pub licence: Licence,
}

/// Whether a licence is left for a service that comes (hosting 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// One is left, or none is wanted.
    Free,
    /// Of so many none is left.
    RunOut(u32),
    /// How many of so many are in use is checked on save.
    Unknown(u32),
}

impl Licence {
    /// Whether one of so many is left where so many are in use; there are as many as wanted where none are counted.
    pub fn left(licences: Option<u32>, used: Option<u32>) -> Self {
        match (licences, used) {
            (None, _) => Self::Free,
            (Some(licences), None) => Self::Unknown(licences),
            (Some(licences), Some(used)) if used < licences => Self::Free,
            (Some(licences), Some(_)) => Self::RunOut(licences),
        }
    }

    /// How many there are, and whether it is known how many are in use, where not one is surely left.
    pub fn wanting(self) -> Option<(u32, bool)> {
        match self {
            Self::Free => None,
            Self::RunOut(licences) => Some((licences, true)),
            Self::Unknown(licences) => Some((licences, false)),
        }
    }
}

impl ServiceRow<'_> {
    /// Whether the service is there afterwards.
    pub fn goes_along(&self) -> bool {
        self.disposition != Disposition::Deprovision
    }

    /// Whether it takes a plan at all: one is held, or the destination offers some.
    pub fn wants_a_plan(&self) -> bool {
        self.held.plan.is_some() || !self.offered.is_empty()
    }
}

/// The choice for one service: the person's own, else what is asked for everybody.
fn choice<'a>(case: &Case<'a>, user: &User, service: &ServiceId) -> Option<&'a ServiceChoice> {
    let own = case.request.own_options(user);
    own.into_iter()
        .chain(std::iter::once(&case.request.options))
        .find_map(|options| options.services.as_ref()?.get(service))
}

/// Every service that is held, by id; none is ever left out (ruling 64).
pub(super) fn rows<'a>(
    case: &Case<'a>,
    user: &User,
    hosted: &'a HostedUser,
    world: &World<'a, '_>,
) -> Vec<ServiceRow<'a>> {
    let row = |(service, held): (&'a ServiceId, &'a HeldService)| {
        let choice = choice(case, user, service);
        let transfer = world.facts.catalogue.transfer(service);
        let preselected = match transfer {
            Transfer::Recreate => Disposition::Recreate,
            Transfer::Movable | Transfer::Blocked => Disposition::Move,
        };
        let open: Vec<(&InstanceId, &ServiceInstance)> =
            world.there.open_instances(service).collect();
        let instance_asked = choice.and_then(|choice| choice.instance.as_ref());
        let instance = match (instance_asked, open.as_slice()) {
            (Some(asked), all) => all.iter().find(|(id, _)| *id == asked),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let offered = instance.map_or_else(Vec::new, |(_, instance)| {
            let plans = instance.plans.iter();
            plans
                .filter(|plan| is_offered_above(case.destination, service, plan))
                .filter(|plan| world.facts.catalogue.is_for_users(plan))
                .cloned()
                .collect()
        });
        let plan = match choice.and_then(|choice| choice.plan.as_ref()) {
            Some(chosen) => Some(chosen.clone()),
            None => held.plan.as_ref().and_then(|current| {
                proposal::plan(&world.facts.catalogue, service, current, &offered)
            }),
        };
        ServiceRow {
            service,
            held,
            transfer,
            disposition: choice.map_or(preselected, |choice| choice.disposition),
            chosen: choice.is_some(),
            instance_asked,
            instances: open.iter().map(|(id, _)| *id).collect(),
            instance: instance.map(|(id, _)| *id),
            offered,
            plan,
            licence: Licence::Free,
        }
    };
    hosted.held().map(row).collect()
}

/// Gives the services that come their licences, as far as there are any; `given` counts those of the family so far.
pub(super) fn license<'a>(
    case: &Case<'a>,
    rows: &mut [ServiceRow<'a>],
    given: &mut BTreeMap<(&'a ServiceId, &'a InstanceId), u32>,
) {
    let destination = case.destination;
    let (Some(facts), Some(there)) = (
        case.snapshot.hosting.as_ref(),
        destination.organization.hosting.as_deref(),
    ) else {
        return;
    };
    let counts = facts.counts.get(&destination.code);
    for row in rows {
        let Some(instance) = row.instance.filter(|_| row.goes_along()) else {
            continue;
        };
        let offered = there.services.get(row.service);
        let licences = offered.and_then(|all| all.get(instance)?.licences);
        let before = given.entry((row.service, instance)).or_default();
        let used = counts.map(|counts| {
            let used = counts.services.get(row.service);
            let used = used.and_then(|all| all.get(instance)).copied();
            used.unwrap_or(0).saturating_add(*before)
        });
        row.licence = Licence::left(licences, used);
        *before += 1;
    }
}

/// The properties that the catalogue knows of a service, with what becomes of them.
fn known<'a>(
    case: &Case<'a>,
    service: &ServiceId,
) -> impl Iterator<Item = (&'a Arc<str>, PropertyRule)> + use<'a> {
    let facts = case.snapshot.hosting.as_ref();
    let known = facts.and_then(|facts| facts.catalogue.services.get(service));
    let all = known.into_iter().flat_map(|service| &service.properties);
    all.map(|(name, rule)| (name, *rule))
}

/// Whether a property is filled in where its service goes, to somebody with this sign-in name: by the same marks as in a
/// copy (hosting 6, reading 12).
///
/// What somebody has filled in of a service that travels is that person's own, and goes along \[ours\]: nothing is copied.
fn is_filled(row: &ServiceRow<'_>, name: &Arc<str>, rule: PropertyRule, upn: Option<&str>) -> bool {
    let travels = row.disposition == Disposition::Move;
    let is_own = rule == PropertyRule::Require && travels && row.held.properties.contains(name);
    is_own || property_value(rule, None, Some(row.held), name, upn).is_some()
}

/// The required properties that nobody has filled in: neither the person whom the service is of, nor the destination or
/// an organization above it for everybody (hosting 1, 9.12).
pub fn unfilled<'a>(case: &Case<'a>, row: &ServiceRow<'_>) -> Vec<&'a Arc<str>> {
    let required = known(case, row.service).filter(|(_, rule)| *rule == PropertyRule::Require);
    required
        .filter(|(name, rule)| !is_filled(row, name, *rule, None))
        .filter(|(name, _)| inherited(case.destination, row.service, name).is_none())
        .map(|(name, _)| name)
        .collect()
}

/// The properties that are filled in afterwards. Those the catalogue no longer knows go along with what travels.
fn filled(case: &Case<'_>, row: &ServiceRow<'_>, upn: Option<&str>) -> BTreeSet<Arc<str>> {
    let marked: BTreeMap<&Arc<str>, PropertyRule> = known(case, row.service).collect();
    let travels = row.disposition == Disposition::Move;
    let unknown = row.held.properties.iter();
    let unknown = unknown.filter(|name| travels && !marked.contains_key(name));
    let filled = marked.iter();
    let filled = filled.filter(|(name, rule)| is_filled(row, name, **rule, upn));
    filled
        .map(|(name, _)| *name)
        .chain(unknown)
        .cloned()
        .collect()
}

/// How a service is held from now on by who has this sign-in name; none where it is taken away.
pub fn held_after(case: &Case<'_>, row: &ServiceRow<'_>, upn: Option<&str>) -> Option<HeldService> {
    if !row.goes_along() {
        return None;
    }
    let is_new = row.disposition == Disposition::Recreate;
    Some(HeldService {
        instance: row.instance.cloned(),
        plan: row.plan.clone(),
        // WHY: what waits for somebody is not queued (hosting 9.12).
        status: if unfilled(case, row).is_empty() && !matches!(row.licence, Licence::RunOut(_)) {
            Provisioning::Requested
        } else {
            Provisioning::Pending
        },
        properties: filled(case, row, upn),
        bytes: if is_new { 0 } else { row.held.bytes },
    })
}
