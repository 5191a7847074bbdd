//! What hosting trees add to people and organizations, between the words of a document and the tables.
//!
//! A document gives these fields beside those that every tree knows; they travel as [`UserEntry::extra`] and
//! [`OrganizationEntry::extra`]. Of people who live in a hosting tree, what the rules read is taken out of there
//! ([`HostedEntry::take`]) and put back ([`HostedEntry::put_into`]); of an organization all of it is one section. It
//! knows no statement. To have a rule read one more field, give it a column and a line in both.
//!
//! [`UserEntry::extra`]: rehome_domain::directory::UserEntry::extra
//! [`OrganizationEntry::extra`]: rehome_domain::directory::OrganizationEntry::extra

use crate::directory::NO_END;
use rehome_domain::hosting::catalogue::SHIPPED;
use rehome_domain::hosting::{
    Catalogue, CustomerType, DomainMode, MailDomain, OrganizationHosting, Plan, Service,
    ServiceInstance, ServiceProperties, Structure, name_key,
};
use rehome_domain::ids::{InstanceId, LocationId, OrganizationCode, PlanId, RoleId, ServiceId};
use rehome_domain::text::normalized;
use rehome_domain::time::Day;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the account of somebody who says nothing of it is, and a service without a state.
const PROVISIONED: &str = "provisioned";
/// What a record is that does not say it is a template.
const STANDARD: &str = "standard";

/// The hosting part of a person as a document tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct HostedEntry {
    pub(crate) upn: Option<String>,
    pub(crate) user_type: String,
    pub(crate) provisioning: String,
    pub(crate) synced_from: Option<String>,
    pub(crate) protected: bool,
    pub(crate) department: Option<String>,
    pub(crate) office: Option<String>,
    pub(crate) services: BTreeMap<String, ServiceEntry>,
    /// Who may act, to which last day, what for; as `user_delegations` has them.
    pub(crate) delegations: BTreeSet<(String, i64, String)>,
}

/// A service somebody holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ServiceEntry {
    /// Whose it is, where that is not the home.
    pub(crate) organization: Option<String>,
    pub(crate) instance: Option<String>,
    pub(crate) plan: Option<String>,
    pub(crate) status: String,
    /// The properties that have a value.
    pub(crate) properties: Map<String, Value>,
    pub(crate) bytes: i64,
}

fn text(map: &mut Map<String, Value>, key: &str) -> Option<String> {
    match map.shift_remove(key) {
        Some(Value::String(text)) => Some(normalized(&text)).filter(|text| !text.is_empty()),
        _ => None,
    }
}

impl HostedEntry {
    /// Takes the hosting part out of a person's further fields.
    pub(crate) fn take(extra: &mut Map<String, Value>) -> Self {
        let services = match extra.shift_remove("services") {
            Some(Value::Object(services)) => services,
            _ => Map::new(),
        };
        let delegations = delegations(extra.shift_remove("delegations"));
        Self {
            upn: text(extra, "upn"),
            user_type: text(extra, "type").unwrap_or_else(|| STANDARD.to_owned()),
            provisioning: text(extra, "provisioning").unwrap_or_else(|| PROVISIONED.to_owned()),
            synced_from: text(extra, "synced_from"),
            protected: extra.shift_remove("protected") == Some(Value::Bool(true)),
            department: text(extra, "department"),
            office: text(extra, "office"),
            services: services
                .into_iter()
                .map(|(id, held)| (id, ServiceEntry::of(held)))
                .collect(),
            delegations,
        }
    }

    /// Puts it back, without what is so anyway.
    pub(crate) fn put_into(self, home: &OrganizationCode, extra: &mut Map<String, Value>) {
        let unless = |value: String, usual: &str| Some(value).filter(|value| value != usual);
        for (key, value) in [
            ("upn", self.upn),
            ("type", unless(self.user_type, STANDARD)),
            ("provisioning", unless(self.provisioning, PROVISIONED)),
            ("synced_from", self.synced_from),
            ("department", self.department),
            ("office", self.office),
        ] {
            put(extra, key, value);
        }
        if self.protected {
            extra.insert("protected".to_owned(), true.into());
        }
        if !self.services.is_empty() {
            let services = self.services.into_iter();
            let services: Map<String, Value> = services
                .map(|(id, held)| (id, Value::Object(held.record(home))))
                .collect();
            extra.insert("services".to_owned(), Value::Object(services));
        }
        if !self.delegations.is_empty() {
            extra.insert("delegations".to_owned(), listed(self.delegations));
        }
    }
}

/// The delegations of a person as `user_delegations` has them: to whom, to which last day, what for.
pub(crate) fn delegations(given: Option<Value>) -> BTreeSet<(String, i64, String)> {
    let Some(Value::Array(all)) = given else {
        return BTreeSet::new();
    };
    all.into_iter().filter_map(delegation).collect()
}

/// The same as a document gives them.
pub(crate) fn listed(delegations: BTreeSet<(String, i64, String)>) -> Value {
    let delegations = delegations.into_iter().map(|(to, until, kind)| {
        let mut record = Map::new();
        put(&mut record, "to", Some(to));
        let until = last_day(until).map(|day| day.to_string());
        put(&mut record, "until", until);
        put(
            &mut record,
            "kind",
            Some(kind).filter(|kind| !kind.is_empty()),
        );
        Value::Object(record)
    });
    delegations.collect()
}

fn put(record: &mut Map<String, Value>, key: &str, value: Option<String>) {
    if let Some(value) = value {
        record.insert(key.to_owned(), Value::String(value));
    }
}

impl ServiceEntry {
    fn of(held: Value) -> Self {
        let Value::Object(mut held) = held else {
            return Self::default();
        };
        Self {
            organization: text(&mut held, "organization"),
            instance: text(&mut held, "instance"),
            plan: text(&mut held, "plan"),
            status: text(&mut held, "status").unwrap_or_else(|| PROVISIONED.to_owned()),
            properties: match held.shift_remove("properties") {
                Some(Value::Object(properties)) => properties,
                _ => Map::new(),
            },
            bytes: held.get("bytes").and_then(Value::as_i64).unwrap_or(0),
        }
    }

    fn record(self, home: &OrganizationCode) -> Map<String, Value> {
        let mut record = Map::new();
        let elsewhere = self.organization.filter(|at| at != home.as_str());
        put(&mut record, "organization", elsewhere);
        put(&mut record, "instance", self.instance);
        put(&mut record, "plan", self.plan);
        put(
            &mut record,
            "status",
            Some(self.status).filter(|status| status != PROVISIONED),
        );
        if !self.properties.is_empty() {
            record.insert("properties".to_owned(), Value::Object(self.properties));
        }
        if self.bytes != 0 {
            record.insert("bytes".to_owned(), self.bytes.into());
        }
        record
    }
}

fn delegation(value: Value) -> Option<(String, i64, String)> {
    let Value::Object(mut record) = value else {
        return None;
    };
    let until = text(&mut record, "until").and_then(|day| day.parse::<Day>().ok());
    let until = until.map_or(NO_END, |day| i64::from(day.0));
    let kind = text(&mut record, "kind").unwrap_or_default();
    Some((text(&mut record, "to")?, until, kind))
}

/// The last day of a stored delegation; none where it has none.
pub(crate) fn last_day(until: i64) -> Option<Day> {
    i32::try_from(until).ok().map(Day)
}

/// The section `hosting` of an organization, as a document gives its fields.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    short_name: Option<Arc<str>>,
    billing_id: Option<Arc<str>>,
    customer_type: CustomerType,
    location: Option<LocationId>,
    domains: BTreeMap<Arc<str>, Option<Domain>>,
    email_formats: Vec<Arc<str>>,
    display_name_format: Option<Arc<str>>,
    services: BTreeMap<ServiceId, Option<Instances>>,
    offers: BTreeMap<ServiceId, BTreeSet<PlanId>>,
    service_properties: ServiceProperties,
    user_limit: Option<u64>,
    password_min_length: Option<u64>,
    storage_bytes: Option<u64>,
    roles_allowed: BTreeSet<RoleId>,
    roles_restricted: BTreeSet<RoleId>,
    departments: BTreeSet<Arc<str>>,
    offices: BTreeSet<Arc<str>>,
    structure: Structure,
    settings: Settings,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Domain {
    primary: bool,
    mode: Option<String>,
    shared: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Instances {
    instances: BTreeMap<InstanceId, Option<Instance>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Instance {
    plans: Vec<PlanId>,
    status: Option<rehome_domain::hosting::Provisioning>,
    user_limit: Option<u64>,
    licences: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Settings {
    address_quarantine_days: Option<u32>,
}

/// The hosting part of an organization out of its section; none where the section is no such.
pub(crate) fn organization(body: &str, revision: i64) -> Option<OrganizationHosting> {
    let body: Body = serde_json::from_str(body).ok()?;
    let limit = |limit: u64| u32::try_from(limit).unwrap_or(u32::MAX);
    let first = OrganizationHosting::default();
    let domain = |domain: Option<Domain>| {
        let domain = domain.unwrap_or_default();
        MailDomain {
            primary: domain.primary,
            mode: match domain.mode.as_deref() {
                Some("relay") => DomainMode::Relay,
                _ => DomainMode::Authoritative,
            },
            shared: domain.shared,
            // WHY empty: a domain that both ends have is the destination's own.
            also_used_by: BTreeSet::new(),
        }
    };
    let instance = |instance: Option<Instance>| {
        let instance = instance.unwrap_or_default();
        ServiceInstance {
            plans: instance.plans,
            status: instance.status.unwrap_or_default(),
            user_limit: instance.user_limit.map(limit),
            licences: instance.licences.map(limit),
        }
    };
    let instances = |all: Option<Instances>| {
        let all = all.unwrap_or_default().instances.into_iter();
        all.map(|(id, it)| (id, instance(it))).collect()
    };
    Some(OrganizationHosting {
        short_name: body.short_name,
        billing_id: body.billing_id,
        customer_type: body.customer_type,
        location: body.location,
        domains: body
            .domains
            .into_iter()
            .map(|(name, it)| (name, domain(it)))
            .collect(),
        email_formats: body.email_formats,
        display_name_format: body.display_name_format,
        services: body
            .services
            .into_iter()
            .map(|(id, it)| (id, instances(it)))
            .collect(),
        offers: body.offers,
        service_properties: body.service_properties,
        user_limit: body.user_limit.map(limit),
        password_min_length: body.password_min_length.map(limit),
        storage_bytes: body.storage_bytes,
        roles_allowed: body.roles_allowed,
        roles_restricted: body.roles_restricted,
        departments: body.departments,
        offices: body.offices,
        structure: body.structure,
        quarantine_days: body
            .settings
            .address_quarantine_days
            .unwrap_or(first.quarantine_days),
        revision,
    })
}

/// What an organization of a hosting tree uses by name, as kind and key: its domains, its short name, its location, and
/// the services and plans it has or offers.
pub(crate) fn uses(
    code: &OrganizationCode,
    body: &Map<String, Value>,
) -> BTreeSet<(&'static str, String)> {
    let map = |value: Option<&Value>| -> Map<String, Value> {
        value
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let texts = |value: Option<&Value>| -> Vec<String> {
        let list = value.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    };
    let mut uses = BTreeSet::new();
    let domains = map(body.get("domains"));
    uses.extend(domains.keys().map(|domain| ("domain", name_key(domain))));
    let short_name = body.get("short_name").and_then(Value::as_str);
    uses.insert(("short_name", name_key(short_name.unwrap_or(code.as_str()))));
    let location = body.get("location").and_then(Value::as_str);
    uses.extend(location.map(|location| ("location", location.to_owned())));
    for (service, held) in map(body.get("services")) {
        for (_, instance) in map(held.get("instances")) {
            let plans = texts(instance.get("plans"));
            uses.extend(plans.into_iter().map(|plan| ("plan", plan)));
        }
        uses.insert(("service", service));
    }
    let set = map(body.get("service_properties"));
    uses.extend(set.into_iter().map(|(service, _)| ("service", service)));
    for (service, plans) in map(body.get("offers")) {
        uses.extend(texts(Some(&plans)).into_iter().map(|plan| ("plan", plan)));
        uses.insert(("service", service));
    }
    uses
}

/// Adds a service of the directory to a catalogue. One known from the start keeps what its entry does not say; none
/// where the entry is no such.
pub(crate) fn add_service(catalogue: &mut Catalogue, id: &str, body: &str) -> Option<()> {
    let mut entry: Map<String, Value> = serde_json::from_str(body).ok()?;
    if let Some((_, name, transfer)) = SHIPPED.iter().find(|(shipped, ..)| *shipped == id) {
        if !entry.contains_key("name") {
            entry.insert("name".to_owned(), Value::from(*name));
        }
        if !entry.contains_key("transfer") {
            entry.insert("transfer".to_owned(), serde_json::to_value(transfer).ok()?);
        }
    }
    let service: Service = serde_json::from_value(Value::Object(entry)).ok()?;
    catalogue.services.insert(id.into(), service);
    Some(())
}

/// Adds a plan of the directory to a catalogue; none where the entry is no such.
pub(crate) fn add_plan(catalogue: &mut Catalogue, id: &str, body: &str) -> Option<()> {
    let plan: Plan = serde_json::from_str(body).ok()?;
    catalogue.plans.insert(id.into(), plan);
    Some(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;
    use serde_json::json;

    fn map(value: Value) -> Map<String, Value> {
        let Value::Object(map) = value else {
            panic!("{value} is no map");
        };
        map
    }

    #[test]
    fn what_is_taken_out_of_the_fields_of_a_person_comes_back_without_defaults() {
        let given = json!({
            "title": "Nurse", "upn": " mara@bramble.example ", "type": "standard", "department": "Fresh Produce",
            "services": {"exchange": {"instance": "main", "plan": "mailbox-25", "status": "provisioned",
                "organization": "bramble", "properties": {"mailbox_size": 7}, "bytes": 0}},
            "delegations": [{"to": "jon", "until": "2026-12-31"}, {"to": "eve", "kind": "calendar"}],
        });
        let mut extra = map(given);
        let entry = HostedEntry::take(&mut extra);
        assert_eq!(Value::Object(extra.clone()), json!({"title": "Nurse"}));
        assert_eq!(entry.provisioning, "provisioned");
        entry.clone().put_into(&"bramble".into(), &mut extra);
        let expected = json!({
            "title": "Nurse", "upn": "mara@bramble.example", "department": "Fresh Produce",
            "services": {"exchange": {"instance": "main", "plan": "mailbox-25", "properties": {"mailbox_size": 7}}},
            "delegations": [{"to": "eve", "kind": "calendar"}, {"to": "jon", "until": "2026-12-31"}],
        });
        assert_eq!(Value::Object(extra.clone()), expected);
        let again = HostedEntry::take(&mut extra);
        assert_eq!(again.services["exchange"].organization, None);
        assert_eq!(again.delegations, entry.delegations);
    }

    #[test]
    fn a_section_without_anything_has_the_defaults_of_the_rules() {
        let bare = organization("{}", 3).unwrap();
        let expected = OrganizationHosting {
            revision: 3,
            ..OrganizationHosting::default()
        };
        assert_eq!(bare, expected);
        assert_eq!(organization("7", 1), None);
    }

    #[test]
    fn a_shipped_service_keeps_what_its_entry_does_not_say() {
        let mut catalogue = Catalogue::shipped();
        add_service(&mut catalogue, "exchange", r#"{"requires": ["ocs"]}"#).unwrap();
        add_service(&mut catalogue, "lync", r#"{"transfer": "movable"}"#).unwrap();
        let (exchange, lync) = (&catalogue.services["exchange"], &catalogue.services["lync"]);
        assert_eq!(exchange.transfer, rehome_domain::hosting::Transfer::Movable);
        assert_eq!(exchange.requires.len(), 1);
        assert_eq!(lync.transfer, rehome_domain::hosting::Transfer::Movable);
        assert_eq!(add_plan(&mut catalogue, "p", "{}"), None);
    }
}
