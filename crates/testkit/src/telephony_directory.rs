//! The telephony part of the cast as a document gives it.

use crate::cast::Cast;
use crate::hosting_directory::record;
use rehome_domain::directory::Directory;
use rehome_domain::telephony::{Section, SiteDefaults, TelephonyFacts};
use rehome_domain::user_move::Snapshot;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

impl Cast {
    /// The cast of a whole snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        let organizations = snapshot.organizations.iter();
        Self {
            organizations: organizations
                .map(|it| (it.code.clone(), it.organization.clone()))
                .collect(),
            users: snapshot.users.clone(),
            groups: snapshot.groups.clone(),
            attributes: snapshot.attributes.clone(),
            roles: snapshot.roles.clone(),
            hosting: None,
            content: None,
            telephony: snapshot.telephony.clone(),
        }
    }
}

fn entries(all: Value) -> BTreeMap<String, Value> {
    let all = record(all).into_iter();
    all.map(|(id, it)| (id, Value::Object(record(it))))
        .collect()
}

fn defaults(it: &SiteDefaults) -> Value {
    let mut fields = Map::new();
    let mut custom = Map::new();
    fields.extend(it.role.iter().map(|role| ("role".to_owned(), json!(role))));
    for (key, value) in &it.values {
        match key.strip_prefix("custom.") {
            Some(own) => custom.insert(own.to_owned(), json!(value)),
            None => fields.insert(key.to_string(), json!(value)),
        };
    }
    if !custom.is_empty() {
        fields.insert("custom".to_owned(), Value::Object(custom));
    }
    Value::Object(fields)
}

/// Puts facts where a document has them.
pub(crate) fn put_into(directory: &mut Directory, facts: &TelephonyFacts) {
    for (code, place) in &facts.places {
        let mut fields = record(json!(place));
        fields.shift_remove("revision");
        let entry = directory.organizations.get_mut(code).unwrap();
        entry.extra.extend(fields);
    }
    for (id, person) in &facts.people {
        if let Some(entry) = directory.users.get_mut(id) {
            entry.extra.extend(record(json!(person)));
        }
    }
    let mut sections = BTreeMap::from([
        (
            "device_lists".to_owned(),
            entries(json!(facts.device_lists)),
        ),
        (
            "number_routing".to_owned(),
            entries(json!(facts.number_routing)),
        ),
        ("lines".to_owned(), entries(json!(facts.lines))),
        ("inventory".to_owned(), entries(json!(facts.inventory))),
        ("e164_numbers".to_owned(), entries(json!(facts.numbers))),
        (
            "e164_associations".to_owned(),
            entries(json!(facts.associations)),
        ),
        (
            "pickup_groups".to_owned(),
            entries(json!(facts.pickup_groups)),
        ),
        ("hunt_lists".to_owned(), entries(json!(facts.hunt_lists))),
        ("line_groups".to_owned(), entries(json!(facts.line_groups))),
        (
            "role_mappings".to_owned(),
            entries(json!(facts.role_mappings)),
        ),
    ]);
    let settings = record(json!(facts.settings)).into_iter();
    sections.insert("settings".to_owned(), settings.collect());
    let sites = facts.site_defaults.iter();
    let sites = sites.map(|(code, it)| (code.to_string(), defaults(it)));
    sections.insert("site_defaults".to_owned(), sites.collect());
    let mut put = |section: Section, id: &str, mut fields: Map<String, Value>| {
        if section != Section::Phones {
            fields.shift_remove("kind");
        }
        let entries = sections.entry(section.as_str().to_owned()).or_default();
        entries.insert(id.to_owned(), Value::Object(fields));
    };
    for (key, device) in &facts.devices {
        put(key.section, key.id.as_str(), record(json!(device)));
    }
    for (key, it) in &facts.belongings {
        put(key.section, key.id.as_str(), record(json!(it)));
    }
    sections.retain(|_, entries| !entries.is_empty());
    directory.sections.extend(sections);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telephony_variety::telephony_scene;

    #[test]
    fn facts_come_back_out_of_the_directory_they_are_put_into() {
        for seed in 0..50 {
            let cast = Cast::of(&telephony_scene(seed).snapshot);
            let facts = cast.telephony.clone().unwrap();
            assert_eq!(TelephonyFacts::of(&cast.directory()), facts, "{seed}");
        }
    }
}
