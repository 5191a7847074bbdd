//! The hosting part of an organization: where it stands, its domains, formats, services, limits and roles.

use super::Provisioning;
use crate::ids::{InstanceId, LocationId, OrganizationCode, PlanId, RoleId, ServiceId};
use crate::user_move::FindingKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How mail for a domain is taken in (hosting 4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DomainMode {
    /// All its mailboxes are here.
    #[default]
    Authoritative,
    /// Mail for whom nobody here knows goes on elsewhere.
    Relay,
}

/// A mail domain of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MailDomain {
    /// Whether it is the customer's primary domain.
    pub primary: bool,
    /// How its mail is taken in.
    pub mode: DomainMode,
    /// Whether other customers may use it too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// The other customers that use it too.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub also_used_by: BTreeSet<OrganizationCode>,
}

/// One instance of a service that a customer has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceInstance {
    /// The plans its users can have.
    pub plans: Vec<PlanId>,
    /// Its own state; only a provisioned one counts (ruling 37).
    pub status: Provisioning,
    /// How many users may have it; without a limit where none.
    pub user_limit: Option<u32>,
    /// How many licences there are; who comes without one waits for it. As many as wanted where none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licences: Option<u32>,
}

/// What a customer is for (hosting 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CustomerType {
    /// One that is billed.
    #[default]
    Standard,
    /// One to try things out with.
    Test,
    /// One to show things with.
    Demo,
}

/// The properties of services as an organization sets them, for itself and for everybody below who sets nothing
/// (hosting 1).
pub type ServiceProperties = BTreeMap<ServiceId, BTreeMap<Arc<str>, Value>>;

/// Where in the outside directory a customer's people stand (hosting 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Structure {
    /// All together.
    #[default]
    Ungrouped,
    /// By department.
    Department,
    /// By office.
    Office,
    /// By department, then by office.
    DepartmentThenOffice,
    /// By office, then by department.
    OfficeThenDepartment,
}

/// What stands in the place of a department or office that nobody gave (hosting 1).
pub const UNASSIGNED: &str = "Unassigned";

impl Structure {
    /// The units, from the outermost, in which somebody with this department and office stands.
    pub fn units<'a>(self, department: Option<&'a str>, office: Option<&'a str>) -> Vec<&'a str> {
        let (department, office) = (
            department.unwrap_or(UNASSIGNED),
            office.unwrap_or(UNASSIGNED),
        );
        match self {
            Self::Ungrouped => Vec::new(),
            Self::Department => vec![department],
            Self::Office => vec![office],
            Self::DepartmentThenOffice => vec![department, office],
            Self::OfficeThenDepartment => vec![office, department],
        }
    }
}

/// For how many days a dropped address is kept from others where nothing is set (ruling 42).
pub const QUARANTINE_DAYS: u32 = 30;

/// The hosting part of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationHosting {
    /// The short name that usernames carry, at most 8 characters; the code in capitals where none is given.
    pub short_name: Option<Arc<str>>,
    /// What whoever bills it calls it; it says nothing to anybody else, and two may have the same.
    pub billing_id: Option<Arc<str>>,
    /// What it is for.
    pub customer_type: CustomerType,
    /// The location; that of the nearest organization above where none is given.
    pub location: Option<LocationId>,
    /// The mail domains by name.
    pub domains: BTreeMap<Arc<str>, MailDomain>,
    /// How addresses are formed, the first for the primary one, as [`super::proposal::rendered`] reads them.
    pub email_formats: Vec<Arc<str>>,
    /// The services it has, by instance.
    pub services: BTreeMap<ServiceId, BTreeMap<InstanceId, ServiceInstance>>,
    /// As a reseller: the plans it offers below itself, by service; all where it says nothing of services.
    pub offers: BTreeMap<ServiceId, BTreeSet<PlanId>>,
    /// The properties of services that people here and below have who have no value of their own.
    pub service_properties: ServiceProperties,
    /// How display names are formed, as [`super::proposal::display_name`] reads it; given name and surname where none.
    pub display_name_format: Option<Arc<str>>,
    /// The least length of passwords; never less than [`crate::text::SHORTEST_PASSWORD`] counts (ruling 43).
    pub password_min_length: Option<u32>,
    /// How many users it may have; without a limit where none.
    pub user_limit: Option<u32>,
    /// As a reseller: how many bytes everybody below may store; without a limit where none.
    pub storage_bytes: Option<u64>,
    /// The roles that alone may be held; all where empty.
    pub roles_allowed: BTreeSet<RoleId>,
    /// The roles that may not be held.
    pub roles_restricted: BTreeSet<RoleId>,
    /// The departments.
    pub departments: BTreeSet<Arc<str>>,
    /// The offices.
    pub offices: BTreeSet<Arc<str>>,
    /// How its people stand in the outside directory.
    pub structure: Structure,
    /// For how many days a dropped address is kept from others.
    pub quarantine_days: u32,
    /// The revision of all this.
    pub revision: i64,
}

impl Default for OrganizationHosting {
    fn default() -> Self {
        Self {
            short_name: None,
            billing_id: None,
            customer_type: CustomerType::default(),
            location: None,
            domains: BTreeMap::new(),
            email_formats: Vec::new(),
            display_name_format: None,
            services: BTreeMap::new(),
            offers: BTreeMap::new(),
            service_properties: BTreeMap::new(),
            user_limit: None,
            password_min_length: None,
            storage_bytes: None,
            roles_allowed: BTreeSet::new(),
            roles_restricted: BTreeSet::new(),
            departments: BTreeSet::new(),
            offices: BTreeSet::new(),
            structure: Structure::default(),
            quarantine_days: QUARANTINE_DAYS,
            revision: 1,
        }
    }
}

impl OrganizationHosting {
    /// The primary domain; the only one where none is marked.
    pub fn primary_domain(&self) -> Option<&str> {
        let marked = self.domains.iter().find(|(_, domain)| domain.primary);
        let only = || {
            self.domains
                .iter()
                .next()
                .filter(|_| self.domains.len() == 1)
        };
        marked.or_else(only).map(|(name, _)| &**name)
    }

    /// A domain by its name, whatever the case.
    pub fn domain(&self, name: &str) -> Option<&MailDomain> {
        let found = |(own, _): &(&Arc<str>, _)| super::is_same_name(own, name);
        self.domains.iter().find(found).map(|(_, domain)| domain)
    }

    /// What is to be told where `more` people make it more than may live there. `used` is how many do; where that is not
    /// known, it is told that a limit stands.
    pub fn user_limit_met(
        &self,
        code: &OrganizationCode,
        used: Option<u32>,
        more: u32,
    ) -> Option<FindingKind> {
        let limit = self.user_limit?;
        let would_be = used.unwrap_or(0).saturating_add(more);
        (used.is_none() || would_be > limit).then(|| FindingKind::UserLimit {
            organization: code.clone(),
            limit,
            would_be,
        })
    }

    /// Whether a role can be held there: it is among the allowed ones, where any are named, and not restricted
    /// (hosting 2, ruling 40).
    pub fn takes_role(&self, role: &RoleId) -> bool {
        (self.roles_allowed.is_empty() || self.roles_allowed.contains(role))
            && !self.roles_restricted.contains(role)
    }

    /// The instances of a service that people can be provisioned on (ruling 37).
    pub fn open_instances<'a>(
        &'a self,
        service: &ServiceId,
    ) -> impl Iterator<Item = (&'a InstanceId, &'a ServiceInstance)> {
        let all = self.services.get(service).into_iter().flatten();
        all.filter(|(_, instance)| instance.status == Provisioning::Provisioned)
    }
}
