//! The hosting part of an organization: what it is set to, and its services.

use super::SettingsPage;
#[cfg(feature = "ssr")]
use super::shown;
use crate::api::ApiError;
use crate::api::organizations::Saved;
#[cfg(feature = "ssr")]
use crate::api::request::{acting, caller, refused, service};
use crate::api::session::Place;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use rehome_domain::hosting::{
    CustomerType, DomainMode, Provisioning, ServiceKind, Structure, Transfer,
};
use rehome_domain::ids::{InstanceId, LocationId, OrganizationCode, PlanId, RoleId, ServiceId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The hosting part of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostingSettings {
    /// The revision of all of it.
    pub revision: i64,
    /// Whether the reader decides all of it.
    pub from_above: bool,
    /// The short name.
    pub short_name: String,
    /// What whoever bills it calls it.
    pub billing_id: Option<Arc<str>>,
    /// What it is for.
    pub customer_type: CustomerType,
    /// Where it stands, and whose location that is where not its own.
    pub location: Option<(LocationId, Option<Place>)>,
    /// The mail domains.
    pub domains: Vec<DomainRow>,
    /// How addresses are formed.
    pub email_formats: Vec<Arc<str>>,
    /// How display names are formed.
    pub display_name_format: Option<Arc<str>>,
    /// The departments, with how many people belong to each.
    pub departments: Vec<(Arc<str>, u64)>,
    /// The offices.
    pub offices: Vec<(Arc<str>, u64)>,
    /// How people stand in the outside directory.
    pub structure: Structure,
    /// How many people live there.
    pub users: u64,
    /// How many there may be.
    pub user_limit: Option<u32>,
    /// As a reseller: how many bytes may be stored below.
    pub storage_bytes: Option<u64>,
    /// The least length of passwords.
    pub password_min_length: Option<u32>,
    /// For how many days a dropped address is kept from others.
    pub quarantine_days: u32,
    /// The roles that alone may be held.
    pub roles_allowed: BTreeSet<RoleId>,
    /// The roles that may not be held.
    pub roles_restricted: BTreeSet<RoleId>,
    /// The services.
    pub services: Vec<ServiceRow>,
}

/// A mail domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct DomainRow {
    pub name: Arc<str>,
    pub primary: bool,
    pub mode: DomainMode,
    pub shared: bool,
    pub also_used_by: u64,
    pub people: u64,
}

/// A service as an organization has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct ServiceRow {
    pub service: ServiceId,
    pub name: Arc<str>,
    pub kind: ServiceKind,
    pub transfer: Transfer,
    pub multi_instance: bool,
    pub plans: Vec<PlanRow>,
    pub offered_by: Option<Place>,
    pub instances: BTreeMap<InstanceId, InstanceRow>,
    pub offers: Option<BTreeSet<PlanId>>,
    pub properties: Vec<PropertyRow>,
}

/// A property of a service, with what counts for people of an organization who have no value of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyRow {
    /// The name.
    pub name: Arc<str>,
    /// Whether somebody has to fill it in.
    pub is_required: bool,
    /// What the organization sets itself, as it is typed.
    pub own: Option<String>,
    /// What it inherits otherwise, and from whom.
    pub inherited: Option<(String, Place)>,
}

/// A plan of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct PlanRow {
    pub plan: PlanId,
    pub name: Arc<str>,
    pub level: Option<u32>,
    pub offered: bool,
    pub people: u64,
}

/// An instance of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct InstanceRow {
    pub plans: Vec<PlanId>,
    pub status: Provisioning,
    pub user_limit: Option<u32>,
    pub licences: Option<u32>,
    pub people: u64,
}

/// A service as an organization is to have it; none takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceChange {
    /// The instances, each without how many people have it.
    pub instances: BTreeMap<InstanceId, InstanceRow>,
    /// As a reseller: the plans offered below; none for all.
    pub offers: Option<BTreeSet<PlanId>>,
    /// What properties are set to, as it is typed; those left out are inherited.
    pub properties: BTreeMap<String, String>,
}

/// Gives an organization a service, has it otherwise, or takes it away; on the revision looked at.
#[server(endpoint = "organizations/service/save", input = Json)]
pub async fn service_save(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which organization.
    code: OrganizationCode,
    /// Which service.
    which: ServiceId,
    /// The revision looked at.
    revision: i64,
    /// What it is to be.
    change: Option<ServiceChange>,
) -> Result<Saved<SettingsPage>, ApiError> {
    use rehome_service::organizations::{InstanceSetting, ServiceSetting};
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    let written = match change {
        Some(ServiceChange {
            instances,
            offers,
            properties,
        }) => {
            let setting = |it: InstanceRow| InstanceSetting {
                plans: it.plans,
                status: it.status,
                user_limit: it.user_limit,
                licences: it.licences,
            };
            let instances = instances.into_iter().map(|(id, it)| (id, setting(it)));
            let setting = ServiceSetting {
                instances: instances.collect(),
                offers,
                properties: Some(
                    properties
                        .into_iter()
                        .map(|(name, text)| (name, value_typed(&text)))
                        .collect(),
                ),
            };
            service
                .organization_service_put(&caller, &acting, &code, &which, revision, setting)
                .await
        }
        None => {
            service
                .organization_service_delete(&caller, &acting, &code, &which, revision)
                .await
        }
    };
    let is_done = shown::is_written(written.map(drop)).map_err(|error| refused(&error))?;
    let there = shown::settings(&service, &caller, &acting, &code, "services")
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::saved(is_done, there))
}

/// A property as it is typed: numbers, and yes and no, as such.
#[cfg(feature = "ssr")]
fn value_typed(text: &str) -> serde_json::Value {
    let text = text.trim();
    match text.parse::<serde_json::Value>() {
        Ok(value) if value.is_number() || value.is_boolean() => value,
        _ => text.into(),
    }
}

#[cfg(feature = "ssr")]
fn as_typed(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(feature = "ssr")]
impl From<rehome_service::organizations::HostingView> for HostingSettings {
    fn from(it: rehome_service::organizations::HostingView) -> Self {
        use rehome_service::organizations as from;
        let domain = |it: from::DomainView| DomainRow {
            name: it.name,
            primary: it.primary,
            mode: it.mode,
            shared: it.shared,
            also_used_by: it.also_used_by,
            people: it.people,
        };
        let unit = |it: from::UnitView| (it.name, it.people);
        Self {
            revision: it.revision,
            from_above: it.from_above,
            short_name: it.short_name,
            billing_id: it.billing_id,
            customer_type: it.customer_type,
            location: it
                .location
                .map(|it| (it.location, it.inherited_from.map(Place::from))),
            domains: it.domains.into_iter().map(domain).collect(),
            email_formats: it.email_formats,
            display_name_format: it.display_name_format,
            departments: it.departments.into_iter().map(unit).collect(),
            offices: it.offices.into_iter().map(unit).collect(),
            structure: it.structure,
            users: it.users,
            user_limit: it.user_limit,
            storage_bytes: it.storage_bytes,
            password_min_length: it.password_min_length,
            quarantine_days: it.quarantine_days,
            roles_allowed: it.roles_allowed,
            roles_restricted: it.roles_restricted,
            services: it.services.into_iter().map(ServiceRow::from).collect(),
        }
    }
}

#[cfg(feature = "ssr")]
impl From<rehome_service::organizations::ServiceView> for ServiceRow {
    fn from(it: rehome_service::organizations::ServiceView) -> Self {
        use rehome_service::organizations as from;
        let plan = |it: from::PlanView| PlanRow {
            plan: it.plan,
            name: it.name,
            level: it.level,
            offered: it.offered,
            people: it.people,
        };
        let instance = |it: from::InstanceView| InstanceRow {
            plans: it.plans,
            status: it.status,
            user_limit: it.user_limit,
            licences: it.licences,
            people: it.people,
        };
        let instances = it.instances.into_iter();
        let property = |it: from::PropertyView| PropertyRow {
            name: it.name,
            is_required: it.rule == rehome_domain::hosting::PropertyRule::Require,
            own: it.own.as_ref().map(as_typed),
            inherited: it
                .inherited
                .as_ref()
                .map(as_typed)
                .zip(it.inherited_from.map(Place::from)),
        };
        Self {
            service: it.service,
            name: it.name,
            kind: it.kind,
            transfer: it.transfer,
            multi_instance: it.multi_instance,
            plans: it.plans.into_iter().map(plan).collect(),
            offered_by: it.offered_by.map(Place::from),
            instances: instances.map(|(id, it)| (id, instance(it))).collect(),
            offers: it.offers,
            properties: it.properties.into_iter().map(property).collect(),
        }
    }
}
