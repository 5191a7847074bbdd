//! What an entry of the catalogue is on the wire, and how a refused one is told.

use crate::error::ServiceError;
use rehome_domain::hosting::entry::{self, EntryFault};
use rehome_domain::hosting::{self, PlanFor, PropertyRule, ServiceKind, Transfer};
use rehome_domain::ids::{LocationId, PlanId, ServiceId};
use rehome_storage::organizations::{CatalogueSection, Use};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The catalogue as its administrators see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogueView {
    /// The locations.
    pub locations: Vec<CatalogueRow<LocationSetting>>,
    /// The services, those known from the start included; of those nobody changed the revision is 0.
    pub services: Vec<CatalogueRow<ServiceDefinition>>,
    /// The plans.
    pub plans: Vec<CatalogueRow<PlanDefinition>>,
}

/// An entry of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogueRow<T> {
    /// The id.
    pub id: String,
    /// The revision to name in a change; 0 for what is known from the start and was never changed.
    pub revision: i64,
    /// How many organizations use it.
    pub used_by: u64,
    /// What it is.
    #[serde(flatten)]
    pub entry: T,
}

/// A location: one outside directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LocationSetting {
    /// The domain of its directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceDefinition {
    /// The display name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whom it is for.
    pub kind: ServiceKind,
    /// Whether an organization can have several of it.
    pub multi_instance: bool,
    /// What becomes of it in a move.
    pub transfer: Transfer,
    /// The services its users need beside it.
    pub requires: BTreeSet<ServiceId>,
    /// What becomes of its properties where it is set up again.
    pub properties: BTreeMap<String, PropertyRule>,
}

impl ServiceDefinition {
    /// As the rules read it.
    pub(super) fn judged(&self) -> hosting::Service {
        let properties = self.properties.iter();
        hosting::Service {
            name: self.name.as_deref().map(Arc::from),
            kind: self.kind,
            multi_instance: self.multi_instance,
            transfer: self.transfer,
            requires: self.requires.clone(),
            properties: properties
                .map(|(name, rule)| (Arc::from(name.as_str()), *rule))
                .collect(),
        }
    }
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanDefinition {
    /// The service it is a plan of; it never changes.
    pub service: ServiceId,
    /// Whom it is for.
    #[serde(default, rename = "for")]
    pub plan_for: PlanFor,
    /// The display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The level; plans of one level are alike in kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u32>,
}

impl PlanDefinition {
    /// As the rules read it.
    pub(super) fn judged(&self) -> hosting::Plan {
        hosting::Plan {
            service: self.service.clone(),
            plan_for: self.plan_for,
            name: self.name.as_deref().map(Arc::from),
            level: self.level,
        }
    }
}

/// An entry as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CataloguePut {
    /// A location.
    Location(LocationId, LocationSetting),
    /// A service.
    Service(ServiceId, ServiceDefinition),
    /// A plan.
    Plan(PlanId, PlanDefinition),
}

/// An entry by section and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueKey {
    /// A location.
    Location(LocationId),
    /// A service.
    Service(ServiceId),
    /// A plan.
    Plan(PlanId),
}

impl CatalogueKey {
    pub(super) fn parts(&self) -> (CatalogueSection, Use, &str) {
        match self {
            Self::Location(id) => (CatalogueSection::Locations, Use::Location, id.as_str()),
            Self::Service(id) => (CatalogueSection::Services, Use::Service, id.as_str()),
            Self::Plan(id) => (CatalogueSection::Plans, Use::Plan, id.as_str()),
        }
    }
}

/// A name as it is kept; what is none was refused before.
pub(super) fn kept(name: Option<&str>) -> Option<String> {
    entry::name(name?).ok().flatten()
}

/// The refusal of an entry, at its field.
pub(super) fn refused(fault: &EntryFault) -> ServiceError {
    let message = match fault {
        EntryFault::Id => "an id has 1 to 80 of a-z, 0-9 and -".to_owned(),
        EntryFault::Name => "a name has at most 200 characters".to_owned(),
        EntryFault::Directory => "write the domain of a directory like emea.example".to_owned(),
        EntryFault::UnknownRequired(service) => format!("{service} is no other service"),
        EntryFault::RequiredOfCustomers(service) => {
            format!("{service} is for customers alone; no user can have it")
        }
        EntryFault::Circle(service) => {
            format!("{service} needs this one; nobody could ever have either")
        }
        EntryFault::Property(name) => {
            format!(
                "the name of a property has 1 to 64 characters and no blanks around it, not {name:?}"
            )
        }
        EntryFault::UnknownService(service) => format!("there is no service {service}"),
        EntryFault::ServiceStays(service) => {
            format!("a plan stays with its service, {service}; make another plan")
        }
        EntryFault::SeveralInstances(many) => {
            format!("{many} organizations have several instances; take all but one from each first")
        }
        EntryFault::HeldByPeople(many) => {
            format!("{many} people hold it; deprovision it from them first")
        }
    };
    ServiceError::rejected(fault.code(), message).at_field(fault.field())
}
