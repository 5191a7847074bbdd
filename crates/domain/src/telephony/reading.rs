//! From the sections of a directory document to facts, and back.
//!
//! The document has checked the shape of every entry; an entry that still does not read is passed over here.

use super::{PhoneUser, Place, RecordKey, Section, SiteDefaults, TelephonyFacts};
use crate::directory::Directory;
use crate::organization::OrganizationKind;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What telephony adds to an organization, by key of the document.
pub const PLACE_KEYS: &[&str] = &[
    "deployment",
    "dial_plan_type",
    "cooling",
    "country",
    "device_list",
    "dial_plan",
    "slc",
    "extension_length",
    "internal_code",
];

/// What telephony adds to a person, by key of the document.
pub const PERSON_KEYS: &[&str] = &[
    "sync_to",
    "cluster",
    "primary_line",
    "directory_groups",
    "admin_scope",
];

/// The sections of the document that telephony reads.
pub const SECTIONS: &[&str] = &[
    "device_lists",
    "site_defaults",
    "number_routing",
    "lines",
    "line_groups",
    "phones",
    "device_profiles",
    "remote_destination_profiles",
    "voicemail",
    "webex",
    "agent_tags",
    "inventory",
    "e164_numbers",
    "e164_associations",
    "pickup_groups",
    "hunt_lists",
    "role_mappings",
];

impl TelephonyFacts {
    /// The facts of a directory.
    pub fn of(directory: &Directory) -> Self {
        let mut facts = Self {
            settings: settings(directory),
            device_lists: section(directory, "device_lists"),
            site_defaults: site_defaults(directory),
            number_routing: section(directory, "number_routing"),
            lines: section(directory, "lines"),
            inventory: section(directory, "inventory"),
            numbers: section(directory, "e164_numbers"),
            associations: section(directory, "e164_associations"),
            pickup_groups: section(directory, "pickup_groups"),
            hunt_lists: section(directory, "hunt_lists"),
            line_groups: section(directory, "line_groups"),
            role_mappings: section(directory, "role_mappings"),
            ..Self::default()
        };
        for of in Section::DEVICES {
            let read: BTreeMap<Arc<str>, _> = section(directory, of.as_str());
            let read = read.into_iter();
            facts
                .devices
                .extend(read.map(|(id, device)| (RecordKey::new(of, &*id), device)));
        }
        for of in Section::BELONGINGS {
            let read: BTreeMap<Arc<str>, _> = section(directory, of.as_str());
            let read = read.into_iter();
            facts
                .belongings
                .extend(read.map(|(id, it)| (RecordKey::new(of, &*id), it)));
        }
        for (code, entry) in &directory.organizations {
            let has_any = PLACE_KEYS.iter().any(|key| entry.extra.contains_key(*key));
            if (has_any || entry.kind == OrganizationKind::Site)
                && let Some(place) = place(&entry.extra)
            {
                facts.places.insert(code.clone(), place);
            }
        }
        for (id, entry) in &directory.users {
            if let Some(person) = phone_user(&entry.extra) {
                facts.people.insert(id.clone(), person);
            }
        }
        facts
    }
}

/// What telephony knows of an organization by these fields; none where they are no such.
pub fn place(extra: &Map<String, Value>) -> Option<Place> {
    body(extra)
}

/// What telephony knows of a person by these fields; none where it knows nothing.
pub fn phone_user(extra: &Map<String, Value>) -> Option<PhoneUser> {
    let mut own: Map<String, Value> = PERSON_KEYS
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), extra.get(*key)?.clone())))
        .collect();
    if own.is_empty() {
        return None;
    }
    // WHY: the document takes anything for it; only the code of an organization means something here.
    if own
        .get("admin_scope")
        .is_some_and(|scope| !scope.is_string())
    {
        own.remove("admin_scope");
    }
    body::<PhoneUser>(&own).filter(|person| !person.is_empty())
}

fn settings(directory: &Directory) -> super::Settings {
    let Some(entries) = directory.sections.get("settings") else {
        return super::Settings::default();
    };
    let text = |value: &Value| value.as_str().map(Arc::from);
    let own = entries.get("rewrite").and_then(Value::as_object);
    let rewrite = own.into_iter().flatten();
    super::Settings {
        default_css: entries.get("default_css").and_then(text),
        rewrite: rewrite
            .filter_map(|(place, key)| Some((Arc::from(place.as_str()), text(key)?)))
            .collect(),
    }
}

fn site_defaults(directory: &Directory) -> BTreeMap<crate::ids::OrganizationCode, SiteDefaults> {
    let entries = directory
        .sections
        .get("site_defaults")
        .into_iter()
        .flatten();
    entries
        .map(|(code, value)| (code.as_str().into(), defaults(value)))
        .collect()
}

fn defaults(value: &Value) -> SiteDefaults {
    let mut defaults = SiteDefaults::default();
    let fields = value.as_object().into_iter().flatten();
    for (key, value) in fields {
        match (key.as_str(), value) {
            ("role", Value::String(role)) => defaults.role = Some(role.as_str().into()),
            ("custom", Value::Object(own)) => {
                defaults
                    .values
                    .extend(own.iter().filter_map(|(key, value)| {
                        Some((Arc::from(format!("custom.{key}")), written(value)?))
                    }));
            }
            (key, value) => defaults
                .values
                .extend(written(value).map(|value| (Arc::from(key), value))),
        }
    }
    defaults
}

/// A value of the installation's own as text.
fn written(value: &Value) -> Option<Arc<str>> {
    match value {
        Value::String(text) => Some(text.as_str().into()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string().into()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn section<K, V>(directory: &Directory, name: &str) -> BTreeMap<K, V>
where
    K: Ord + for<'a> From<&'a str>,
    V: DeserializeOwned,
{
    let entries = directory.sections.get(name).into_iter().flatten();
    entries
        .filter_map(|(id, value)| {
            let mut fields = value.as_object()?.clone();
            if name == "lines" && fields.get("partition").is_none_or(Value::is_null) {
                // WHY: kept, so that the fault is told of the line and not of all that names it.
                fields.insert("partition".to_owned(), Value::from(""));
            }
            Some((K::from(id), body(&fields)?))
        })
        .collect()
}

/// An entry as its type; null is the same as leaving a key out, also further down.
fn body<T: DeserializeOwned>(fields: &Map<String, Value>) -> Option<T> {
    serde_json::from_value(without_nulls(Value::Object(fields.clone()))).ok()
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, without_nulls(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
