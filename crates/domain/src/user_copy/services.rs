//! Which services the new person gets, and what they are set up with (hosting 6, ruling 43).

use super::person::PropertyValue;
use super::request::{AddedService, CopyRequest};
use crate::hosting::setup::{inherited, is_offered_above};
use crate::hosting::{
    HeldService, HostedUser, HostingFacts, OrganizationHosting, PropertyRule, Provisioning,
    ServiceInstance, ServiceKind, UserType, proposal,
};
use crate::ids::{InstanceId, PlanId, ServiceId};
use crate::tree::Placed;
use crate::user_move::hosting::services::Licence;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One service of the new person.
#[derive(Clone, Debug)]
pub struct NewServiceRow<'a> {
    /// The service.
    pub service: &'a ServiceId,
    /// As the original holds it, where it is copied.
    pub held: Option<&'a HeldService>,
    /// What is asked for beside, or instead of, what the original holds.
    pub added: Option<&'a AddedService>,
    /// Whether it is one for users at all.
    pub is_for_users: bool,
    /// The instances of the new home that are provisioned.
    pub instances: Vec<&'a InstanceId>,
    /// The one that was asked for, be it there or not.
    pub instance_asked: Option<&'a InstanceId>,
    /// The one it is provisioned on, where that is settled.
    pub instance: Option<&'a InstanceId>,
    /// The plans that can be had there.
    pub offered: Vec<PlanId>,
    /// The plan it takes; none where somebody has to choose, or there are none.
    pub plan: Option<PlanId>,
    /// What it is set up with.
    pub properties: BTreeMap<Arc<str>, PropertyValue>,
    /// The required properties that nobody has filled in: neither for the new person, nor the new home or an organization
    /// above it for everybody.
    pub missing: BTreeSet<Arc<str>>,
    /// Whether a licence of the new home is left for it.
    pub licence: Licence,
}

impl NewServiceRow<'_> {
    /// Complete ones are queued, incomplete ones and those without a licence wait for somebody (ruling 43, hosting 5).
    pub fn status(&self) -> Provisioning {
        if self.missing.is_empty() && !matches!(self.licence, Licence::RunOut(_)) {
            Provisioning::Requested
        } else {
            Provisioning::Pending
        }
    }

    /// Whether it takes a plan at all: the original has one, or the new home offers some.
    pub fn wants_a_plan(&self) -> bool {
        self.held.is_some_and(|held| held.plan.is_some()) || !self.offered.is_empty()
    }
}

/// Where somebody new is provisioned.
pub(super) struct Ground<'a> {
    pub(super) facts: &'a HostingFacts,
    pub(super) source: Placed<'a>,
    pub(super) home: Placed<'a>,
    pub(super) there: &'a OrganizationHosting,
}

/// Whether what somebody holds is copied: what is provisioned, and of a template what waits for somebody, which is how
/// templates rest (hosting 6).
/// Source: Atria, "User templates".
pub(super) fn can_be_copied(hosted: &HostedUser, held: &HeldService) -> bool {
    let rests = hosted.user_type == UserType::Template && held.status == Provisioning::Pending;
    held.status == Provisioning::Provisioned || rests
}

impl Ground<'_> {
    /// Whether a licence of an instance is left for one more; a service that is settled on none takes none.
    fn licence(
        &self,
        service: &ServiceId,
        instance: Option<(&InstanceId, &ServiceInstance)>,
    ) -> Licence {
        let Some((id, instance)) = instance else {
            return Licence::Free;
        };
        let counts = self.facts.counts.get(&self.home.code);
        let used = counts.map(|counts| {
            let used = counts.services.get(service).and_then(|all| all.get(id));
            used.copied().unwrap_or(0)
        });
        Licence::left(instance.licences, used)
    }
}

/// The services of the original that are copied. One that is asked for and not provisioned is among them: a rule tells.
fn copied<'a>(
    request: &'a CopyRequest,
    hosted: &'a HostedUser,
) -> BTreeMap<&'a ServiceId, &'a HeldService> {
    let is_wanted = |service: &ServiceId, held: &HeldService| match &request.copy_services {
        Some(these) => these.contains(service) && held.is_held(),
        None => can_be_copied(hosted, held),
    };
    let held = hosted.services.iter();
    held.filter(|(service, held)| is_wanted(service, held))
        .collect()
}

/// Every service of the new person, by id.
pub(super) fn rows<'a>(
    request: &'a CopyRequest,
    hosted: &'a HostedUser,
    upn: Option<&str>,
    ground: &Ground<'a>,
) -> Vec<NewServiceRow<'a>> {
    let copied = copied(request, hosted);
    let all: BTreeSet<&ServiceId> = copied
        .keys()
        .copied()
        .chain(request.add_services.keys())
        .collect();
    let row = |service: &'a ServiceId| {
        let held = copied.get(service).copied();
        let added = request.add_services.get(service);
        let entry = ground.facts.catalogue.services.get(service);
        let open: Vec<(&'a InstanceId, &'a ServiceInstance)> =
            ground.there.open_instances(service).collect();
        // WHY: an instance is the customer's own; its name means nothing elsewhere.
        let of_original = held.filter(|_| ground.home == ground.source);
        let of_original = of_original.and_then(|held| held.instance.as_ref());
        let asked = added.and_then(|added| added.instance.as_ref());
        let instance_asked = asked.or(of_original);
        let instance = match (instance_asked, open.as_slice()) {
            (Some(asked), all) => all.iter().find(|(id, _)| *id == asked),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let offered: Vec<PlanId> = instance.map_or_else(Vec::new, |(_, instance)| {
            let plans = instance.plans.iter();
            plans
                .filter(|plan| is_offered_above(ground.home, service, plan))
                .filter(|plan| ground.facts.catalogue.is_for_users(plan))
                .cloned()
                .collect()
        });
        let current = held.and_then(|held| held.plan.as_ref());
        let plan = match (added.and_then(|added| added.plan.as_ref()), current) {
            (Some(chosen), _) => Some(chosen.clone()),
            (None, Some(current)) => {
                proposal::plan(&ground.facts.catalogue, service, current, &offered)
            }
            (None, None) => match offered.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            },
        };
        let mut row = NewServiceRow {
            service,
            held,
            added,
            is_for_users: entry.is_some_and(|entry| entry.kind == ServiceKind::User),
            instances: open.iter().map(|(id, _)| *id).collect(),
            instance_asked,
            instance: instance.map(|(id, _)| *id),
            offered,
            plan,
            properties: BTreeMap::new(),
            missing: BTreeSet::new(),
            licence: ground.licence(service, instance.copied()),
        };
        let given = request.properties.get(service);
        for (name, rule) in entry.iter().flat_map(|entry| &entry.properties) {
            let given = given.and_then(|given| given.get(name));
            match value(*rule, given, held, name, upn) {
                Some(value) => {
                    row.properties.insert(name.clone(), value);
                }
                None if *rule == PropertyRule::Require
                    && inherited(ground.home, service, name).is_none() =>
                {
                    row.missing.insert(name.clone());
                }
                None => {}
            }
        }
        row
    };
    all.into_iter().map(row).collect()
}

/// What a property is set up with; none where it is empty, or takes its default.
///
/// What is worked out anew is the sign-in name \[ours\]: the catalogue says of no property how it is made.
pub(crate) fn value(
    rule: PropertyRule,
    given: Option<&Value>,
    held: Option<&HeldService>,
    name: &Arc<str>,
    upn: Option<&str>,
) -> Option<PropertyValue> {
    if let Some(given) = given.filter(|given| !given.is_null() && **given != "") {
        return Some(PropertyValue::Request(given.clone()));
    }
    match rule {
        PropertyRule::Copy => held
            .is_some_and(|held| held.properties.contains(name))
            .then_some(PropertyValue::Original),
        PropertyRule::Regenerate => upn.map(|upn| PropertyValue::Names(Value::from(upn))),
        PropertyRule::Default | PropertyRule::Require => None,
    }
}
