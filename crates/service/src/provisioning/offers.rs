//! What people can be given at home: the services that are open there, their instances, and the plans of those.

use super::{InstanceChoice, PlanChoice};
use rehome_domain::hosting::setup::is_offered_above;
use rehome_domain::hosting::{Catalogue, PlanFor, ServiceInstance, ServiceKind};
use rehome_domain::ids::{PlanId, ServiceId};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::Snapshot;

fn catalogue(facts: &Snapshot) -> Option<&Catalogue> {
    facts.hosting.as_ref().map(|hosting| &hosting.catalogue)
}

/// The plans of an instance that a person can have: every reseller above offers them, and they are none for customers.
pub(super) fn plans<'a>(
    facts: &Snapshot,
    home: Placed<'_>,
    service: &ServiceId,
    there: &'a ServiceInstance,
) -> Vec<&'a PlanId> {
    let is_for_users = |plan: &PlanId| {
        let known = catalogue(facts).and_then(|it| it.plans.get(plan));
        known.is_none_or(|known| known.plan_for == PlanFor::User)
    };
    let all = there.plans.iter();
    all.filter(|plan| is_offered_above(home, service, plan) && is_for_users(plan))
        .collect()
}

/// The instances of a service that a person can be provisioned on, with their plans.
pub(super) fn choices(
    facts: &Snapshot,
    home: Placed<'_>,
    service: &ServiceId,
) -> Vec<InstanceChoice> {
    let known = catalogue(facts).and_then(|it| it.services.get(service));
    if known.is_none_or(|known| known.kind == ServiceKind::Customer) {
        return Vec::new();
    }
    let hosting = home.organization.hosting.iter();
    let open = hosting.flat_map(|hosting| hosting.open_instances(service));
    open.map(|(instance, there)| InstanceChoice {
        instance: instance.clone(),
        plans: plans(facts, home, service, there)
            .into_iter()
            .map(|plan| PlanChoice {
                id: plan.clone(),
                name: super::read::plan_name(facts, plan),
            })
            .collect(),
    })
    .collect()
}

/// The services that a person there can have, by id.
pub(super) fn services<'a>(
    facts: &'a Snapshot,
    home: Placed<'a>,
) -> impl Iterator<Item = &'a ServiceId> {
    let hosting = home.organization.hosting.iter();
    let all = hosting.flat_map(|hosting| hosting.services.keys());
    all.filter(move |service| !choices(facts, home, service).is_empty())
}
