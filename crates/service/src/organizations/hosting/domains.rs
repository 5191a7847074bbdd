//! The mail domains of an organization: whose they are, which is the primary one, and whether others may use them.

use super::{put, read, take};
use crate::error::ServiceError;
use rehome_domain::hosting::setup::is_legal_domain;
use rehome_domain::hosting::{DomainMode, OrganizationHosting, name_key};
use rehome_domain::ids::OrganizationCode;
use rehome_storage::Tx;
use rehome_storage::organizations::{
    HostingSection, Use, also_used, hosting, people_in_domain, used_at,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Of so many organizations that have a domain one that shares it is looked for.
const MOST_HOLDERS: u32 = 100;

/// Changes of section `domains`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DomainsPatch {
    /// Domains to add or to change, by name; what is absent of one stays.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, DomainSetting>,
    /// Domains to remove.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub remove: BTreeSet<String>,
}

/// What a domain is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DomainSetting {
    /// The primary one; the former is it no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
    /// How its mail is taken in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<DomainMode>,
    /// Whether other customers may use it too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<bool>,
}

/// The fields after the changes.
pub(super) async fn changed(
    tx: &mut Tx,
    code: &OrganizationCode,
    stored: &HostingSection,
    patch: &DomainsPatch,
) -> Result<Map<String, Value>, ServiceError> {
    let mut body = stored.body.clone();
    let mut domains = take(&mut body, "domains");
    let also = also_used(tx, code, Use::Domain).await?;
    for name in &patch.remove {
        let key = written(&domains, name).ok_or_else(|| {
            ServiceError::rejected("domain-unknown", format!("{name} is not a domain here"))
        })?;
        not_in_use(tx, code, &stored.facts, &key).await?;
        domains.shift_remove(&key);
    }
    for (name, setting) in &patch.set {
        let name = name.trim().to_lowercase();
        let key = match written(&domains, &name) {
            Some(key) => key,
            None => {
                may_be_had(tx, code, &name).await?;
                name
            }
        };
        let others = also.get(&name_key(&key)).copied().unwrap_or(0);
        if setting.shared == Some(false) && others > 0 {
            let is_own = stored.facts.domain(&key).is_some_and(|own| own.shared);
            if is_own {
                return Err(ServiceError::rejected(
                    "domain-shared-in-use",
                    format!("{others} other organizations use {key}; they have to remove it first"),
                ));
            }
        }
        let mut record = take(&mut domains, &key);
        if let Some(mode) = setting.mode {
            put(&mut record, "mode", &mode)?;
        }
        for (field, value) in [("primary", setting.primary), ("shared", setting.shared)] {
            if let Some(value) = value {
                put(&mut record, field, &Some(true).filter(|_| value))?;
            }
        }
        domains.insert(key.clone(), Value::Object(record));
        if setting.primary == Some(true) {
            for (other, record) in &mut domains {
                if let Value::Object(record) = record
                    && *other != key
                {
                    record.shift_remove("primary");
                }
            }
        }
    }
    put(&mut body, "domains", &domains)?;
    one_is_primary(&read(&body, stored.revision)?)?;
    Ok(body)
}

/// A domain as it is written there, whatever the case.
fn written(domains: &Map<String, Value>, name: &str) -> Option<String> {
    let key = name_key(name);
    domains.keys().find(|own| name_key(own) == key).cloned()
}

fn one_is_primary(hosting: &OrganizationHosting) -> Result<(), ServiceError> {
    if hosting.domains.is_empty() || hosting.primary_domain().is_some() {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "domain-primary",
        "one of the domains is the primary one; say which",
    ))
}

/// A new domain is legal, and nobody's or shared with others.
async fn may_be_had(tx: &mut Tx, code: &OrganizationCode, name: &str) -> Result<(), ServiceError> {
    if !is_legal_domain(name) {
        return Err(ServiceError::rejected(
            "domain-illegal",
            "write a domain like bramble.example",
        ));
    }
    let holders = used_at(tx, Use::Domain, name, MOST_HOLDERS).await?;
    let mut is_free = true;
    for holder in holders.iter().filter(|holder| *holder != code) {
        let section = hosting(tx, holder).await?;
        let theirs = section.and_then(|section| section.facts.domain(name).cloned());
        if theirs.is_some_and(|domain| domain.shared) {
            return Ok(());
        }
        is_free = false;
    }
    if is_free {
        return Ok(());
    }
    // WHY: neither whose it is nor how many have it is told; they may be out of view.
    Err(ServiceError::rejected(
        "domain-taken",
        "somebody else has this domain and does not share it",
    ))
}

/// A domain that goes is nobody's sign-in name or address, and in no format.
async fn not_in_use(
    tx: &mut Tx,
    code: &OrganizationCode,
    hosting: &OrganizationHosting,
    domain: &str,
) -> Result<(), ServiceError> {
    let people = people_in_domain(tx, code, domain).await?;
    if people > 0 {
        return Err(ServiceError::rejected(
            "domain-in-use",
            format!(
                "{people} people have a sign-in name or an address in {domain}; give them others first"
            ),
        ));
    }
    let end = format!("@{}", name_key(domain));
    let mut formats = hosting.email_formats.iter();
    if formats.any(|format| name_key(format).ends_with(&end)) {
        return Err(ServiceError::rejected(
            "domain-in-format",
            format!("addresses are formed with {domain}; change the formats first"),
        ));
    }
    Ok(())
}
