//! The settings of a hosting organization by subject, each a patch of some of its fields.

use super::domains::{self, DomainsPatch};
use super::put;
use crate::error::ServiceError;
use crate::view::present;
use rehome_domain::hosting::setup::{
    FormatFault, PASSWORD_LENGTHS, address_format, is_legal_billing_id, is_legal_unit, name_format,
};
use rehome_domain::hosting::{CustomerType, Structure};
use rehome_domain::ids::{OrganizationCode, RoleId};
use rehome_domain::text::normalized;
use rehome_domain::user_move::Snapshot;
use rehome_storage::Tx;
use rehome_storage::organizations::{HostingSection, people_placed};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The longest time for which a dropped address can be kept from others, in days.
const MOST_QUARANTINE_DAYS: u32 = 3_650;

/// Changes of section `email_formats`; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EmailFormatsPatch {
    /// How addresses are formed, the first for the primary one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_formats: Option<Vec<String>>,
    /// How display names are formed; null for given name and surname.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub display_name_format: Option<Option<String>>,
}

/// Changes of section `departments`; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DepartmentsPatch {
    /// The departments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub departments: Option<BTreeSet<String>>,
    /// The offices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offices: Option<BTreeSet<String>>,
    /// How people stand in the outside directory; decided from above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structure: Option<Structure>,
}

/// Changes of section `limits`; what is absent stays, what is null is without a limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsPatch {
    /// How many users there may be.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub user_limit: Option<Option<u32>>,
    /// As a reseller: how many bytes everybody below may store.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub storage_bytes: Option<Option<u64>>,
    /// The least length of passwords, 8 to 128.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub password_min_length: Option<Option<u32>>,
    /// For how many days a dropped address is kept from others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quarantine_days: Option<u32>,
}

/// Changes of section `billing`; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BillingPatch {
    /// What whoever bills it calls it, 1 to 80 characters; null for nothing.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub billing_id: Option<Option<String>>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_type: Option<CustomerType>,
}

/// Changes of section `roles`; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RolesPatch {
    /// The roles that alone may be held; all where empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles_allowed: Option<BTreeSet<RoleId>>,
    /// The roles that may not be held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles_restricted: Option<BTreeSet<RoleId>>,
}

/// Changes of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::organizations) enum HostingPatch {
    Domains(DomainsPatch),
    EmailFormats(EmailFormatsPatch),
    Departments(DepartmentsPatch),
    Limits(LimitsPatch),
    Roles(RolesPatch),
    Billing(BillingPatch),
}

impl HostingPatch {
    /// Whether it is decided from above.
    pub(in crate::organizations) fn is_from_above(&self) -> bool {
        match self {
            Self::Departments(patch) => patch.structure.is_some(),
            Self::Domains(_)
            | Self::EmailFormats(_)
            | Self::Limits(_)
            | Self::Roles(_)
            | Self::Billing(_) => true,
        }
    }

    /// The fields after the changes.
    pub(in crate::organizations) async fn changed(
        &self,
        tx: &mut Tx,
        code: &OrganizationCode,
        facts: &Snapshot,
        stored: &HostingSection,
    ) -> Result<Map<String, Value>, ServiceError> {
        match self {
            Self::Domains(patch) => domains::changed(tx, code, stored, patch).await,
            Self::EmailFormats(patch) => formats(stored, patch),
            Self::Departments(patch) => departments(tx, code, stored, patch).await,
            Self::Limits(patch) => limits(stored, patch),
            Self::Roles(patch) => roles(facts, stored, patch),
            Self::Billing(patch) => billing(stored, patch),
        }
    }
}

fn formats(
    stored: &HostingSection,
    patch: &EmailFormatsPatch,
) -> Result<Map<String, Value>, ServiceError> {
    let mut body = stored.body.clone();
    if let Some(formats) = &patch.email_formats {
        let formats: Vec<String> = formats.iter().map(|it| normalized(it)).collect();
        for format in &formats {
            let (primary, domains) = (stored.facts.primary_domain(), stored.facts.domains.keys());
            address_format(format, primary, domains).map_err(|fault| refused(format, fault))?;
        }
        put(&mut body, "email_formats", &formats)?;
    }
    if let Some(format) = &patch.display_name_format {
        let format = format.as_deref().map(normalized);
        if let Some(format) = &format {
            name_format(format).map_err(|fault| refused(format, fault))?;
        }
        put(&mut body, "display_name_format", &format)?;
    }
    Ok(body)
}

fn refused(format: &str, fault: FormatFault) -> ServiceError {
    match fault {
        FormatFault::Length => {
            ServiceError::rejected("format-length", "a format has 1 to 200 characters")
        }
        FormatFault::Token => ServiceError::rejected(
            "format-token",
            format!("{format} has a % before none of g, s, i, d, m, r and %"),
        ),
        FormatFault::SaysNothing => ServiceError::rejected(
            "format-says-nothing",
            format!("{format} would call everybody the same; put in a token like %g or %s"),
        ),
        FormatFault::Domain => ServiceError::rejected(
            "format-domain",
            format!("the domain of {format} is not one of the organization; add it first"),
        ),
    }
}

async fn departments(
    tx: &mut Tx,
    code: &OrganizationCode,
    stored: &HostingSection,
    patch: &DepartmentsPatch,
) -> Result<Map<String, Value>, ServiceError> {
    let mut body = stored.body.clone();
    let [in_departments, in_offices] = people_placed(tx, code).await?;
    let lists = [
        ("departments", &patch.departments, in_departments),
        ("offices", &patch.offices, in_offices),
    ];
    for (key, wanted, people) in lists {
        let Some(wanted) = wanted else { continue };
        let units: BTreeSet<String> = wanted.iter().map(|name| normalized(name)).collect();
        if let Some(bad) = units.iter().find(|name| !is_legal_unit(name)) {
            return Err(ServiceError::rejected(
                "unit-illegal",
                format!("{bad:?} is no name of a department or office: 1 to 64 characters"),
            ));
        }
        let before = if key == "departments" {
            &stored.facts.departments
        } else {
            &stored.facts.offices
        };
        unused(before.iter().map(|name| &**name), &units, &people)?;
        put(&mut body, key, &units)?;
    }
    if let Some(structure) = patch.structure {
        let says = Some(structure).filter(|it| *it != Structure::default());
        put(&mut body, "structure", &says)?;
    }
    Ok(body)
}

/// What is taken out of a list is nobody's.
fn unused<'n>(
    before: impl Iterator<Item = &'n str>,
    after: &BTreeSet<String>,
    people: &BTreeMap<String, u64>,
) -> Result<(), ServiceError> {
    for gone in before.filter(|name| !after.contains(*name)) {
        let many = people.get(gone).copied().unwrap_or(0);
        if many > 0 {
            return Err(ServiceError::rejected(
                "unit-in-use",
                format!("{many} people belong to {gone}; give them another first"),
            ));
        }
    }
    Ok(())
}

fn limits(
    stored: &HostingSection,
    patch: &LimitsPatch,
) -> Result<Map<String, Value>, ServiceError> {
    let mut body = stored.body.clone();
    if let Some(limit) = &patch.user_limit {
        put(&mut body, "user_limit", limit)?;
    }
    if let Some(limit) = &patch.storage_bytes {
        // Sizes come out of columns of this kind.
        if limit.is_some_and(|bytes| i64::try_from(bytes).is_err()) {
            return Err(ServiceError::rejected(
                "storage-out-of-range",
                "no storage is that large",
            ));
        }
        put(&mut body, "storage_bytes", limit)?;
    }
    if let Some(length) = &patch.password_min_length {
        if length.is_some_and(|length| !PASSWORD_LENGTHS.contains(&length)) {
            return Err(ServiceError::rejected(
                "password-length-range",
                "the least length of passwords is 8 to 128",
            ));
        }
        put(&mut body, "password_min_length", length)?;
    }
    if let Some(days) = patch.quarantine_days {
        if days > MOST_QUARANTINE_DAYS {
            return Err(ServiceError::rejected(
                "quarantine-range",
                "an address is kept from others for at most 3,650 days",
            ));
        }
        let mut settings = super::take(&mut body, "settings");
        put(&mut settings, "address_quarantine_days", &days)?;
        put(&mut body, "settings", &settings)?;
    }
    Ok(body)
}

fn billing(
    stored: &HostingSection,
    patch: &BillingPatch,
) -> Result<Map<String, Value>, ServiceError> {
    let mut body = stored.body.clone();
    if let Some(id) = &patch.billing_id {
        let id = id.as_deref().map(normalized).filter(|id| !id.is_empty());
        if id.as_deref().is_some_and(|id| !is_legal_billing_id(id)) {
            return Err(ServiceError::rejected(
                "billing-id-illegal",
                "a billing id has 1 to 80 characters in one line",
            ));
        }
        put(&mut body, "billing_id", &id)?;
    }
    if let Some(customer_type) = patch.customer_type {
        let says = Some(customer_type).filter(|it| *it != CustomerType::default());
        put(&mut body, "customer_type", &says)?;
    }
    Ok(body)
}

fn roles(
    facts: &Snapshot,
    stored: &HostingSection,
    patch: &RolesPatch,
) -> Result<Map<String, Value>, ServiceError> {
    let mut body = stored.body.clone();
    let lists = [
        ("roles_allowed", &patch.roles_allowed),
        ("roles_restricted", &patch.roles_restricted),
    ];
    for (key, wanted) in lists {
        let Some(wanted) = wanted else { continue };
        if let Some(unknown) = wanted.iter().find(|role| facts.roles.get(role).is_none()) {
            return Err(ServiceError::rejected(
                "unknown-role",
                format!("there is no role {unknown}"),
            ));
        }
        put(&mut body, key, wanted)?;
    }
    Ok(body)
}
