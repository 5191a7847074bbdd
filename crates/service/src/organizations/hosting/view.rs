//! The hosting part of an organization as whoever configures it sees it, with what is in use and where an inherited
//! value comes from: deployed at all, offered above, then provisioned (hosting 1).

use super::{decides_from_above, section_of};
use crate::error::ServiceError;
use crate::view::Place;
use rehome_domain::hosting::setup::{inherited, is_offered_above, offered_by};
use rehome_domain::hosting::{
    Catalogue, CustomerType, DomainMode, PropertyRule, Provisioning, ServiceInstance, ServiceKind,
    Structure, Transfer, name_key,
};
use rehome_domain::ids::{InstanceId, LocationId, PlanId, RoleId, ServiceId};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::View;
use rehome_domain::user_move::hosting::short_name;
use rehome_storage::Tx;
use rehome_storage::organizations::{
    CatalogueSection, Holding, Use, also_used, catalogue, entries, people_here, people_holding,
    people_in_domain, people_placed,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The hosting part of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HostingView {
    /// The revision of all of it.
    pub revision: i64,
    /// Whether the viewer decides all of it; where not, departments and offices alone.
    pub from_above: bool,
    /// The short name that usernames carry; it never changes.
    pub short_name: String,
    /// What whoever bills it calls it.
    pub billing_id: Option<Arc<str>>,
    /// What it is for.
    pub customer_type: CustomerType,
    /// Where it stands.
    pub location: Option<InheritedLocation>,
    /// The mail domains by name.
    pub domains: Vec<DomainView>,
    /// How addresses are formed, the first for the primary one.
    pub email_formats: Vec<Arc<str>>,
    /// How display names are formed; given name and surname where nothing is said.
    pub display_name_format: Option<Arc<str>>,
    /// The departments.
    pub departments: Vec<UnitView>,
    /// The offices.
    pub offices: Vec<UnitView>,
    /// How people stand in the outside directory.
    pub structure: Structure,
    /// How many people live there.
    pub users: u64,
    /// How many there may be.
    pub user_limit: Option<u32>,
    /// As a reseller: how many bytes everybody below may store.
    pub storage_bytes: Option<u64>,
    /// The least length of passwords; that of the installation where nothing is said.
    pub password_min_length: Option<u32>,
    /// For how many days a dropped address is kept from others.
    pub quarantine_days: u32,
    /// The roles that alone may be held; all where empty.
    pub roles_allowed: BTreeSet<RoleId>,
    /// The roles that may not be held.
    pub roles_restricted: BTreeSet<RoleId>,
    /// Every service that is deployed, with what the organization has of it.
    pub services: Vec<ServiceView>,
}

/// A location, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InheritedLocation {
    /// The location.
    pub location: LocationId,
    /// The domain of its directory, where one is said.
    pub directory: Option<String>,
    /// The organization above it is inherited from; none where it is its own.
    pub inherited_from: Option<Place>,
}

/// A mail domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DomainView {
    /// The name.
    pub name: Arc<str>,
    /// Whether it is the primary one.
    pub primary: bool,
    /// How its mail is taken in.
    pub mode: DomainMode,
    /// Whether others may use it too.
    pub shared: bool,
    /// How many other organizations use it.
    pub also_used_by: u64,
    /// How many people here have a sign-in name or an address in it.
    pub people: u64,
}

/// A department or an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitView {
    /// The name.
    pub name: Arc<str>,
    /// How many people belong to it.
    pub people: u64,
}

/// A service as an organization has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceView {
    /// The service.
    pub service: ServiceId,
    /// What it is called.
    pub name: Arc<str>,
    /// Whom it is for.
    pub kind: ServiceKind,
    /// What becomes of it in a move.
    pub transfer: Transfer,
    /// Whether there can be several instances.
    pub multi_instance: bool,
    /// Its plans, those that are not offered included.
    pub plans: Vec<PlanView>,
    /// The nearest organization above that says which plans it offers.
    pub offered_by: Option<Place>,
    /// The instances by id; none where it is not provisioned.
    pub instances: BTreeMap<InstanceId, InstanceView>,
    /// As a reseller: the plans it offers below; all where nothing is said.
    pub offers: Option<BTreeSet<PlanId>>,
    /// The properties that the catalogue knows of it, with what counts for people here who have no value of their own.
    pub properties: Vec<PropertyView>,
}

/// A property of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PropertyView {
    /// The name.
    pub name: Arc<str>,
    /// What becomes of it where a service is set up again.
    pub rule: PropertyRule,
    /// What the organization sets itself; nothing where it inherits.
    pub own: Option<Value>,
    /// What it inherits, or would inherit if it set nothing itself.
    pub inherited: Option<Value>,
    /// Whose that is.
    pub inherited_from: Option<Place>,
}

/// A plan of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanView {
    /// The plan.
    pub plan: PlanId,
    /// What it is called.
    pub name: Arc<str>,
    /// Its level.
    pub level: Option<u32>,
    /// Whether every reseller above offers it.
    pub offered: bool,
    /// How many people here have it.
    pub people: u64,
}

/// An instance of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InstanceView {
    /// The plans its users can have.
    pub plans: Vec<PlanId>,
    /// Its state.
    pub status: Provisioning,
    /// How many users may have it.
    pub user_limit: Option<u32>,
    /// How many licences there are.
    pub licences: Option<u32>,
    /// How many people have it.
    pub people: u64,
}

/// The hosting part of an organization; none of what stands in another tree.
pub(in crate::organizations) async fn hosting_view(
    tx: &mut Tx,
    view: &View<'_>,
    place: Placed<'_>,
) -> Result<Option<HostingView>, ServiceError> {
    if !place.kind.is_hosting_tree() {
        return Ok(None);
    }
    let code = &place.code;
    let section = section_of(tx, code).await?;
    let facts = section.facts;
    let also = also_used(tx, code, Use::Domain).await?;
    let mut domains = Vec::new();
    for (name, domain) in &facts.domains {
        domains.push(DomainView {
            name: name.clone(),
            primary: domain.primary,
            mode: domain.mode,
            shared: domain.shared,
            also_used_by: also.get(&name_key(name)).copied().unwrap_or(0),
            people: people_in_domain(tx, code, name).await?,
        });
    }
    let [in_departments, in_offices] = people_placed(tx, code).await?;
    let units = |names: &BTreeSet<Arc<str>>, people: &BTreeMap<String, u64>| -> Vec<UnitView> {
        let unit = |name: &Arc<str>| UnitView {
            name: name.clone(),
            people: people.get(&**name).copied().unwrap_or(0),
        };
        names.iter().map(unit).collect()
    };
    let catalogue = catalogue(tx).await?;
    let holding = people_holding(tx, code).await?;
    let services = catalogue.services.keys();
    let services = services
        .map(|id| service(&catalogue, &holding, place, id))
        .collect();
    Ok(Some(HostingView {
        revision: section.revision,
        from_above: decides_from_above(view, place),
        short_name: short_name(place),
        billing_id: facts.billing_id,
        customer_type: facts.customer_type,
        location: location(tx, place).await?,
        domains,
        email_formats: facts.email_formats,
        display_name_format: facts.display_name_format,
        departments: units(&facts.departments, &in_departments),
        offices: units(&facts.offices, &in_offices),
        structure: facts.structure,
        users: people_here(tx, code).await?,
        user_limit: facts.user_limit,
        storage_bytes: facts.storage_bytes,
        password_min_length: facts.password_min_length,
        quarantine_days: facts.quarantine_days,
        roles_allowed: facts.roles_allowed,
        roles_restricted: facts.roles_restricted,
        services,
    }))
}

async fn location(
    tx: &mut Tx,
    place: Placed<'_>,
) -> Result<Option<InheritedLocation>, ServiceError> {
    let found = place.upwards().find_map(|above| {
        let location = above.organization.hosting.as_ref()?.location.clone()?;
        Some((above, location))
    });
    let Some((from, location)) = found else {
        return Ok(None);
    };
    let known = entries(tx, CatalogueSection::Locations).await?;
    let entry = known.into_iter().find(|it| it.id == location.as_str());
    let directory = entry.and_then(|it| Some(it.body.get("directory")?.as_str()?.to_owned()));
    Ok(Some(InheritedLocation {
        location,
        directory,
        inherited_from: (from.code != place.code).then(|| named(from)),
    }))
}

fn named(place: Placed<'_>) -> Place {
    Place {
        code: place.code.clone(),
        name: place.name.clone(),
    }
}

fn service(
    catalogue: &Catalogue,
    holding: &[Holding],
    place: Placed<'_>,
    id: &ServiceId,
) -> ServiceView {
    let known = catalogue.services.get(id).cloned().unwrap_or_default();
    let hosting = place.organization.hosting.as_deref();
    let people = |is: &dyn Fn(&Holding) -> bool| -> u64 {
        let own = holding.iter().filter(|it| it.service == id.as_str());
        own.filter(|it| is(it)).map(|it| it.people).sum()
    };
    let instance = |(instance, it): (&InstanceId, &ServiceInstance)| {
        let view = InstanceView {
            plans: it.plans.clone(),
            status: it.status,
            user_limit: it.user_limit,
            licences: it.licences,
            people: people(&|held| held.instance == instance.as_str()),
        };
        (instance.clone(), view)
    };
    let plan = |plan: &PlanId| PlanView {
        plan: plan.clone(),
        name: catalogue.plan_name(plan).into(),
        level: catalogue.level(plan),
        offered: is_offered_above(place, id, plan),
        people: people(&|held| held.plan == plan.as_str()),
    };
    let plans = catalogue.plans.iter();
    let instances = hosting.and_then(|hosting| hosting.services.get(id));
    ServiceView {
        service: id.clone(),
        name: known.name.unwrap_or_else(|| id.as_str().into()),
        kind: known.kind,
        transfer: known.transfer,
        multi_instance: known.multi_instance,
        plans: plans
            .filter(|(_, it)| it.service == *id)
            .map(|(id, _)| plan(id))
            .collect(),
        offered_by: offered_by(place, id).next().map(|(above, _)| named(above)),
        instances: instances.into_iter().flatten().map(instance).collect(),
        offers: hosting.and_then(|hosting| hosting.offers.get(id).cloned()),
        properties: known
            .properties
            .iter()
            .map(|(name, rule)| property(place, id, name, *rule))
            .collect(),
    }
}

fn property(
    place: Placed<'_>,
    service: &ServiceId,
    name: &Arc<str>,
    rule: PropertyRule,
) -> PropertyView {
    let hosting = place.organization.hosting.as_deref();
    let own = hosting.and_then(|hosting| hosting.service_properties.get(service)?.get(name));
    let above = place.upwards().nth(1);
    let inherited = above.and_then(|above| inherited(above, service, name));
    PropertyView {
        name: name.clone(),
        rule,
        own: own.cloned(),
        inherited: inherited.map(|(_, value)| value.clone()),
        inherited_from: inherited.map(|(from, _)| named(from)),
    }
}
