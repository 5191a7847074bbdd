//! The hosting part of the cast as a document gives it.

use rehome_domain::hosting::{Catalogue, HostedUser, NameKind, OrganizationHosting};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

type Sections = BTreeMap<String, BTreeMap<String, Value>>;

/// A record without what says nothing.
pub(crate) fn record(value: Value) -> Map<String, Value> {
    let Value::Object(mut map) = value else {
        panic!("{value} is no record");
    };
    map.retain(|_, value| match value {
        Value::Null => false,
        Value::Object(map) => !map.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    });
    map
}

fn inside(map: &mut Map<String, Value>, key: &str, change: impl Fn(Value) -> Value) {
    if let Some(Value::Object(all)) = map.get_mut(key) {
        for value in all.values_mut() {
            *value = change(value.take());
        }
    }
}

/// The fields of an organization.
pub(crate) fn organization_fields(hosting: &OrganizationHosting) -> Map<String, Value> {
    let mut fields = record(serde_json::to_value(hosting).unwrap());
    fields.remove("revision");
    let days = fields.remove("quarantine_days");
    fields.insert(
        "settings".to_owned(),
        json!({ "address_quarantine_days": days }),
    );
    inside(
        &mut fields,
        "services",
        |instances| json!({ "instances": instances }),
    );
    fields
}

/// The fields of a person beside names and addresses.
pub(crate) fn user_fields(hosted: &HostedUser) -> Map<String, Value> {
    let mut fields = record(serde_json::to_value(hosted).unwrap());
    for key in ["given", "surname", "addresses"] {
        fields.remove(key);
    }
    for (key, usual) in [("type", "standard"), ("provisioning", "provisioned")] {
        if fields[key] == usual {
            fields.remove(key);
        }
    }
    inside(&mut fields, "services", |held| {
        let mut held = record(held);
        if let Some(Value::Array(names)) = held.remove("properties") {
            let values = names
                .iter()
                .map(|name| (name.as_str().unwrap().to_owned(), json!(7)));
            held.insert("properties".to_owned(), Value::Object(values.collect()));
        }
        if held["status"] == "provisioned" {
            held.remove("status");
        }
        if held["bytes"] == 0 {
            held.remove("bytes");
        }
        Value::Object(held)
    });
    if let Some(Value::Array(delegations)) = fields.get_mut("delegations") {
        for delegation in delegations {
            *delegation = Value::Object(record(delegation.take()));
        }
    }
    fields
}

/// The services and plans.
pub(crate) fn catalogue(catalogue: &Catalogue) -> Sections {
    let entry = |value: Value| Value::Object(record(value));
    let services = catalogue.services.iter();
    let services = services
        .map(|(id, it)| (id.to_string(), entry(json!(it))))
        .collect();
    let plans = catalogue.plans.iter();
    let plans = plans
        .map(|(id, it)| (id.to_string(), entry(json!(it))))
        .collect();
    BTreeMap::from([
        ("services".to_owned(), services),
        ("plans".to_owned(), plans),
    ])
}

/// The addresses of others, each as a contact's; nobody else has another kind of name.
pub(crate) fn of_others(names: &[(NameKind, &str)]) -> Sections {
    let contacts: BTreeMap<String, Value> = names
        .iter()
        .filter(|(kind, _)| *kind == NameKind::Address)
        .map(|(_, name)| {
            let body = json!({ "organization": "bramble", "addresses": { *name: {} } });
            (format!("contact-{name}"), body)
        })
        .collect();
    let mut sections = Sections::new();
    if !contacts.is_empty() {
        sections.insert("contacts".to_owned(), contacts);
    }
    sections
}
