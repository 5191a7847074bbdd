//! The provider's catalogue: locations, services and plans, each entry with the revision it is changed on.

use super::ApiError;
use super::organizations::Saved;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::hosting::{Catalogue, Plan, Service};
use rehome_domain::ids::OrganizationCode;
use serde::{Deserialize, Serialize};

/// The catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CataloguePage {
    /// The services, those known from the start included.
    pub services: Vec<CatalogueRow<Service>>,
    /// The plans.
    pub plans: Vec<CatalogueRow<Plan>>,
    /// The locations, each with the domain of its directory.
    pub locations: Vec<CatalogueRow<Option<String>>>,
}

impl CataloguePage {
    /// As the rules read it.
    pub fn known(&self) -> Catalogue {
        let services = self.services.iter();
        let plans = self.plans.iter();
        Catalogue {
            services: services
                .map(|row| (row.id.as_str().into(), row.entry.clone()))
                .collect(),
            plans: plans
                .map(|row| (row.id.as_str().into(), row.entry.clone()))
                .collect(),
        }
    }

    /// Whether there is an entry of this id.
    pub fn has(&self, section: CatalogueSection, id: &str) -> bool {
        match section {
            CatalogueSection::Services => self.services.iter().any(|row| row.id == id),
            CatalogueSection::Plans => self.plans.iter().any(|row| row.id == id),
            CatalogueSection::Locations => self.locations.iter().any(|row| row.id == id),
        }
    }
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueRow<T> {
    /// The id.
    pub id: String,
    /// The revision to name in a change; 0 for what is new, or known from the start and never changed.
    pub revision: i64,
    /// How many organizations use it.
    pub used_by: u64,
    /// What it is.
    pub entry: T,
}

/// A section of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // WHY: they are what they are called.
pub enum CatalogueSection {
    Services,
    Plans,
    Locations,
}

/// An entry as it is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueEntry {
    /// A service.
    Service(Service),
    /// A plan.
    Plan(Plan),
    /// A location, with the domain of its directory.
    Location(Option<String>),
}

impl CatalogueEntry {
    /// The section it is in.
    pub fn section(&self) -> CatalogueSection {
        match self {
            Self::Service(_) => CatalogueSection::Services,
            Self::Plan(_) => CatalogueSection::Plans,
            Self::Location(_) => CatalogueSection::Locations,
        }
    }
}

/// The catalogue, for who keeps it.
#[server(endpoint = "catalogue", input = GetUrl)]
pub async fn catalogue_read(
    /// Where the reader acts.
    acting_in: OrganizationCode,
) -> Result<CataloguePage, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    let found = service.catalogue(&caller, &acting).await;
    found
        .map(CataloguePage::from)
        .map_err(|error| refused(&error))
}

/// Makes or changes an entry, on the revision looked at.
#[server(endpoint = "catalogue/save", input = Json)]
pub async fn catalogue_save(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    id: String,
    /// The revision looked at.
    revision: i64,
    /// What it is to be.
    entry: CatalogueEntry,
) -> Result<Saved<CataloguePage>, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    let wanted = shown::put(&id, entry);
    let written = service
        .catalogue_put(&caller, &acting, revision, wanted)
        .await;
    shown::saved(&service, &caller, &acting, written).await
}

/// Removes an entry, or has one known from the start as it was at first; on the revision looked at.
#[server(endpoint = "catalogue/remove", input = Json)]
pub async fn catalogue_remove(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// In which section.
    section: CatalogueSection,
    /// Which.
    id: String,
    /// The revision looked at.
    revision: i64,
) -> Result<Saved<CataloguePage>, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    let written = service
        .catalogue_delete(&caller, &acting, revision, shown::key(section, &id))
        .await;
    shown::saved(&service, &caller, &acting, written).await
}

/// The catalogue between the words of the service and those of the page.
#[cfg(feature = "ssr")]
mod shown {
    use super::{CatalogueEntry, CataloguePage, CatalogueRow, CatalogueSection};
    use crate::api::ApiError;
    use crate::api::organizations::Saved;
    use crate::api::request::refused;
    use rehome_domain::hosting::{Plan, Service as Hosted};
    use rehome_service::organizations as from;
    use rehome_service::{Acting, Caller, Service, ServiceError};
    use std::sync::Arc;

    pub(super) fn put(id: &str, entry: CatalogueEntry) -> from::CataloguePut {
        let named = |name: Option<Arc<str>>| name.map(|name| name.to_string());
        match entry {
            CatalogueEntry::Location(directory) => {
                from::CataloguePut::Location(id.into(), from::LocationSetting { directory })
            }
            CatalogueEntry::Service(it) => from::CataloguePut::Service(
                id.into(),
                from::ServiceDefinition {
                    name: named(it.name),
                    kind: it.kind,
                    multi_instance: it.multi_instance,
                    transfer: it.transfer,
                    requires: it.requires,
                    properties: it
                        .properties
                        .into_iter()
                        .map(|(name, rule)| (name.to_string(), rule))
                        .collect(),
                },
            ),
            CatalogueEntry::Plan(it) => from::CataloguePut::Plan(
                id.into(),
                from::PlanDefinition {
                    service: it.service,
                    plan_for: it.plan_for,
                    name: named(it.name),
                    level: it.level,
                },
            ),
        }
    }

    pub(super) fn key(section: CatalogueSection, id: &str) -> from::CatalogueKey {
        match section {
            CatalogueSection::Services => from::CatalogueKey::Service(id.into()),
            CatalogueSection::Plans => from::CatalogueKey::Plan(id.into()),
            CatalogueSection::Locations => from::CatalogueKey::Location(id.into()),
        }
    }

    pub(super) async fn saved(
        service: &Service,
        caller: &Caller,
        acting: &Acting,
        written: Result<from::CatalogueView, ServiceError>,
    ) -> Result<Saved<CataloguePage>, ApiError> {
        match written {
            Ok(there) => Ok(Saved::Done(Box::new(there.into()))),
            Err(error) if error.code() == "revision-changed" => {
                let there = service.catalogue(caller, acting).await;
                let there = there.map_err(|error| refused(&error))?;
                Ok(Saved::Changed(Box::new(there.into())))
            }
            Err(error) => Err(refused(&error)),
        }
    }

    fn row<T, U>(row: from::CatalogueRow<T>, entry: impl Fn(T) -> U) -> CatalogueRow<U> {
        CatalogueRow {
            id: row.id,
            revision: row.revision,
            used_by: row.used_by,
            entry: entry(row.entry),
        }
    }

    impl From<from::CatalogueView> for CataloguePage {
        fn from(it: from::CatalogueView) -> Self {
            let services = it.services.into_iter().map(|it| row(it, service));
            let plans = it.plans.into_iter().map(|it| row(it, plan));
            let locations = it.locations.into_iter();
            Self {
                services: services.collect(),
                plans: plans.collect(),
                locations: locations.map(|it| row(it, |it| it.directory)).collect(),
            }
        }
    }

    fn service(it: from::ServiceDefinition) -> Hosted {
        let properties = it.properties.into_iter();
        Hosted {
            name: it.name.map(Arc::from),
            kind: it.kind,
            multi_instance: it.multi_instance,
            transfer: it.transfer,
            requires: it.requires,
            properties: properties
                .map(|(name, rule)| (Arc::from(name), rule))
                .collect(),
        }
    }

    fn plan(it: from::PlanDefinition) -> Plan {
        Plan {
            service: it.service,
            plan_for: it.plan_for,
            name: it.name.map(Arc::from),
            level: it.level,
        }
    }
}
