//! What outside systems are told of a person, worked out from the facts at hand.

use super::{Work, WorkKind};
use rehome_domain::hosting::HostedUser;
use rehome_domain::hosting::setup::inherited;
use rehome_domain::ids::{OrganizationCode, ServiceId};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::Snapshot;
use rehome_domain::user_move::hosting::{location, short_name};
use rehome_provisioning::{
    Connector, Connectors, CustomerPlace, Operation, Order, Origin, Person, ServiceOrigin,
    ServicePlan,
};
use rehome_storage::provisioning_jobs::{ProvisioningJob, ProvisioningPart};
use serde_json::{Map, Value};

/// The connector that carries a part of who lives at a place.
pub(super) fn connector_for(
    connectors: &Connectors,
    place: Placed<'_>,
    part: &ProvisioningPart,
) -> Option<String> {
    let service = match part {
        ProvisioningPart::Account => None,
        ProvisioningPart::Service(service) => Some(service),
        // WHY: a contact is no entry of the person's; an administrator makes it.
        ProvisioningPart::Forwarding => return None,
    };
    let found = connectors.carrying(location(place).as_ref(), service);
    found.map(|connector| connector.name.clone())
}

/// What is told of a person beside what a snapshot holds.
pub(super) struct Beside {
    /// The stable name outside.
    pub(super) entry: Option<String>,
    /// The title.
    pub(super) title: Option<String>,
    /// The values of the properties of the service that the job is about.
    pub(super) properties: Map<String, Value>,
}

/// The orders of a job, to be run one after the other; only the last is about what the person becomes.
pub(super) fn orders(
    connector: &Connector,
    facts: &Snapshot,
    job: &ProvisioningJob,
    work: &Work,
    mut beside: Beside,
) -> Option<Vec<Order>> {
    let user = facts.user(&job.user)?;
    let place = facts.organizations.get(&user.home)?;
    let properties = std::mem::take(&mut beside.properties);
    let person = person(connector, user, user.hosting.as_deref()?, place, beside);
    let own_id = format!("{}-{}", job.id, job.generation);
    let order = |id: String, operation: Operation| Order {
        id,
        at: job.ordered,
        person: person.clone(),
        operation,
    };
    let mut left: Vec<Origin> = work
        .left
        .iter()
        .filter(|code| **code != user.home)
        .map(|code| origin(connector, facts, code))
        .collect();
    let last = match (&job.part, work.kind) {
        (ProvisioningPart::Account, _) => match left.pop() {
            Some(from) => Operation::MoveEntry { from },
            None => Operation::Ensure,
        },
        (ProvisioningPart::Service(service), kind) => {
            let properties = match kind {
                WorkKind::Deprovision => properties,
                _ => with_inherited(facts, place, service, properties),
            };
            let service = plan_of(service, work, properties);
            match kind {
                WorkKind::ChangePlan => Operation::ChangePlan { service },
                WorkKind::Deprovision => Operation::Deprovision { service },
                WorkKind::Provision
                | WorkKind::Place
                | WorkKind::Forward
                | WorkKind::EndForwarding => Operation::Provision { service },
            }
        }
        (ProvisioningPart::Forwarding, _) => return None,
    };
    let before = left
        .into_iter()
        .enumerate()
        .map(|(number, from)| order(format!("{own_id}-{number}"), Operation::Revoke { from }));
    let mut orders: Vec<Order> = before.collect();
    orders.push(order(own_id.clone(), last));
    Some(orders)
}

/// The values of a person's own, and those that count for whoever has none: what the home or an organization above it
/// sets (hosting 1).
fn with_inherited(
    facts: &Snapshot,
    home: Placed<'_>,
    service: &ServiceId,
    mut own: Map<String, Value>,
) -> Map<String, Value> {
    let hosting = facts.hosting.as_ref();
    let known = hosting.and_then(|hosting| hosting.catalogue.services.get(service));
    for name in known.iter().flat_map(|service| service.properties.keys()) {
        if !own.contains_key(&**name)
            && let Some((_, value)) = inherited(home, service, name)
        {
            own.insert(name.to_string(), value.clone());
        }
    }
    own
}

fn plan_of(service: &ServiceId, work: &Work, properties: Map<String, Value>) -> ServicePlan {
    let level = work.level.as_ref();
    ServicePlan {
        service: service.to_string(),
        instance: level.and_then(|level| level.instance.clone()),
        plan: level
            .and_then(|level| level.plan.clone())
            .unwrap_or_default(),
        properties,
        from: work.from.as_ref().map(|from| ServiceOrigin {
            organization: from.organization.clone(),
            instance: from.level.instance.clone(),
            plan: from.level.plan.clone(),
        }),
        keeps_data: work.keeps_data,
    }
}

/// What is left behind at a customer; one that is gone left nothing but its code.
fn origin(connector: &Connector, facts: &Snapshot, code: &OrganizationCode) -> Origin {
    match facts.organizations.get(code) {
        Some(place) => connector.origin(CustomerPlace {
            code,
            short_name: &short_name(place),
        }),
        None => Origin {
            organization: code.clone(),
            base: String::new(),
            groups: connector.groups.clone(),
        },
    }
}

fn person(
    connector: &Connector,
    user: &User,
    hosted: &HostedUser,
    place: Placed<'_>,
    beside: Beside,
) -> Person {
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
    let there = place.organization.hosting.as_deref();
    let units = there.map_or_else(Vec::new, |there| {
        let (department, office) = (hosted.department.as_deref(), hosted.office.as_deref());
        there.structure.units(department, office)
    });
    let customer = CustomerPlace {
        code: &user.home,
        short_name: &short_name(place),
    };
    let containers = connector.containers.as_ref();
    let primary = hosted.primary();
    let others = hosted.addresses.keys().filter(|it| Some(*it) != primary);
    Person {
        user: user.id.clone(),
        organization: user.home.clone(),
        entry: beside.entry,
        container: containers.map_or_else(String::new, |it| it.of_person(customer, &units)),
        username: user.username.to_string(),
        upn: text(&hosted.upn),
        mail: primary.map(ToString::to_string),
        other_addresses: others.map(ToString::to_string).collect(),
        given: text(&hosted.given),
        surname: text(&hosted.surname),
        display_name: user.name.to_string(),
        title: beside.title,
        department: text(&hosted.department),
        office: text(&hosted.office),
        is_disabled: user.status != UserStatus::Active,
    }
}
