//! What sites with telephony add to people, organizations and records, between the words of a document and the tables.
//!
//! Records stay in the words of a document; what they are found by is taken from there ([`Keys`], [`references`]), and a
//! record that a step rewrites gets only those fields anew that differ ([`rewritten`]). It knows no statement. To find
//! records of another section, add it to [`Keys::of`] and [`references`].

use rehome_domain::directory::Directory;
use rehome_domain::ids::LineId;
use rehome_domain::organization::OrganizationKind;
use rehome_domain::telephony::reading::{self, PERSON_KEYS, PLACE_KEYS};
use rehome_domain::telephony::{PhoneUser, Place, Record, TelephonyFacts};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The key of a person's fields by which others find the person.
const PRIMARY_LINE: &str = "primary_line";

/// The telephony part of a person as a document tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PersonEntry {
    pub(crate) primary_line: Option<String>,
    /// The other fields.
    pub(crate) rest: Map<String, Value>,
}

impl PersonEntry {
    /// Takes the telephony part out of a person's further fields; none where there is none.
    pub(crate) fn take(extra: &mut Map<String, Value>) -> Option<Self> {
        let mut rest = taken(extra, PERSON_KEYS);
        if rest.is_empty() {
            return None;
        }
        let primary_line = match rest.shift_remove(PRIMARY_LINE) {
            Some(Value::String(line)) => Some(line),
            _ => None,
        };
        Some(Self { primary_line, rest })
    }

    /// Puts it back.
    pub(crate) fn put_into(self, extra: &mut Map<String, Value>) {
        extra.extend(self.rest);
        let line = self.primary_line.map(Value::String);
        extra.extend(line.map(|line| (PRIMARY_LINE.to_owned(), line)));
    }

    /// What the rules read of it.
    pub(crate) fn facts(&self) -> PhoneUser {
        PhoneUser {
            primary_line: self.primary_line.as_deref().map(LineId::from),
            ..reading::phone_user(&self.rest).unwrap_or_default()
        }
    }
}

/// Takes the telephony part out of an organization's further fields; none where it has none.
pub(crate) fn take_place(
    kind: OrganizationKind,
    extra: &mut Map<String, Value>,
) -> Option<Map<String, Value>> {
    let own = taken(extra, PLACE_KEYS);
    (kind == OrganizationKind::Site || !own.is_empty()).then_some(own)
}

/// What the rules read of an organization's telephony part; none where it is no such.
pub(crate) fn place(body: &Map<String, Value>, revision: i64) -> Option<Place> {
    let place = reading::place(body)?;
    Some(Place { revision, ..place })
}

fn taken(extra: &mut Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    keys.iter()
        .filter_map(|key| Some(((*key).to_owned(), extra.shift_remove(*key)?)))
        .collect()
}

/// What a record is found by beside its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Keys {
    pub(crate) owner: Option<String>,
    pub(crate) place: Option<String>,
    /// The number, or the group of an outside directory.
    pub(crate) name: Option<String>,
    /// Of a line.
    pub(crate) line_partition: Option<String>,
    /// Of a line; empty where it has no cluster.
    pub(crate) line_cluster: Option<String>,
    /// Of an entry of the inventory: the place that keeps the number, once.
    pub(crate) kept_at: Option<String>,
}

impl Keys {
    /// What a record of a section is found by.
    pub(crate) fn of(section: &str, id: &str, body: &Value) -> Self {
        let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
        let mut keys = Self {
            place: text("at"),
            ..Self::default()
        };
        match section {
            "site_defaults" => keys.place = Some(id.to_owned()),
            "number_routing" => keys.place = text("site"),
            "lines" => {
                keys.name = text("pattern");
                keys.line_partition = text("partition");
                keys.line_cluster = Some(text("cluster").unwrap_or_default());
            }
            "phones" | "device_profiles" | "remote_destination_profiles" => {
                keys.owner = text("owner");
            }
            "voicemail" | "webex" | "agent_tags" => keys.owner = text("user"),
            "inventory" => {
                keys.name = text("number");
                keys.kept_at = keys.place.clone();
            }
            "e164_numbers" => keys.name = text("number"),
            "role_mappings" => keys.name = text("group"),
            _ => {}
        }
        keys
    }
}

/// The sections whose records are found by more than their ids.
pub(crate) fn is_keyed(section: &str) -> bool {
    reading::SECTIONS.contains(&section) && section != "device_lists"
}

/// The lines, line groups and outside numbers that a record of a section names, each with its section.
pub(crate) fn references(section: &str, body: &Value) -> BTreeSet<(&'static str, String)> {
    let list = |key: &str| {
        body.get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let one = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
    let line = |id: String| ("lines", id);
    match section {
        "phones" | "device_profiles" | "remote_destination_profiles" => list("lines")
            .filter_map(|shown| text(shown.get("line")?))
            .map(line)
            .collect(),
        "agent_tags" => one("line").into_iter().map(line).collect(),
        "e164_associations" => {
            let number = one("number").map(|number| ("e164_numbers", number));
            one("line").map(line).into_iter().chain(number).collect()
        }
        "pickup_groups" | "line_groups" => list("members").filter_map(text).map(line).collect(),
        "hunt_lists" => {
            let groups = list("line_groups").filter_map(text);
            let groups = groups.map(|group| ("line_groups", group));
            list("members")
                .filter_map(text)
                .map(line)
                .chain(groups)
                .collect()
        }
        _ => BTreeSet::new(),
    }
}

/// Records with section and id as facts.
pub(crate) fn facts(records: impl IntoIterator<Item = (String, String, Value)>) -> TelephonyFacts {
    let mut directory = Directory::default();
    for (section, id, body) in records {
        directory
            .sections
            .entry(section)
            .or_default()
            .insert(id, body);
    }
    TelephonyFacts::of(&directory)
}

/// A stored record with what a step changes of it; what the rules do not read stays.
pub(crate) fn rewritten(stored: &Value, before: &Record, after: &Record) -> Value {
    let mut body = stored.clone();
    let (before, after) = (fields(before), fields(after));
    if let Some(body) = body.as_object_mut() {
        for key in before.keys().filter(|key| !after.contains_key(*key)) {
            body.shift_remove(key);
        }
        for (key, value) in after {
            if before.get(&key) != Some(&value) {
                body.insert(key, value);
            }
        }
    }
    body
}

/// A record in the words of a document.
fn fields(record: &Record) -> Map<String, Value> {
    let told = match record {
        Record::Line(it) => serde_json::to_value(it),
        Record::Device(it) => serde_json::to_value(it),
        Record::Belonging(it) => serde_json::to_value(it),
        Record::Inventory(it) => serde_json::to_value(it),
    };
    match told {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use rehome_domain::telephony::{RecordKey, Section};
    use serde_json::json;

    #[test]
    fn what_is_taken_out_of_the_fields_of_a_person_comes_back() {
        let given = json!({"title": "Nurse", "sync_to": "bramble", "primary_line": "l-1", "directory_groups": ["CN=Ward"]});
        let Value::Object(mut extra) = given.clone() else {
            panic!()
        };
        let entry = PersonEntry::take(&mut extra).unwrap();
        assert_eq!(Value::Object(extra.clone()), json!({"title": "Nurse"}));
        assert_eq!(entry.facts().primary_line, Some("l-1".into()));
        assert_eq!(entry.facts().sync_to, Some("bramble".into()));
        entry.put_into(&mut extra);
        assert_eq!(Value::Object(extra), given);
        assert!(PersonEntry::take(&mut Map::new()).is_none());
    }

    #[test]
    fn a_rewritten_record_keeps_what_the_step_does_not_change_and_the_way_back_gives_it_as_it_was()
    {
        let stored = json!({"owner": "paul", "at": "quay", "device_pool": "Q", "lines": [{"line": "l-1", "partition": "P"}]});
        let key = RecordKey::new(Section::DeviceProfiles, "em");
        let read = |body: &Value| {
            let records = [("device_profiles".to_owned(), "em".to_owned(), body.clone())];
            facts(records).record(&key).unwrap()
        };
        let before = read(&stored);
        let mut after = before.clone();
        let Record::Device(device) = &mut after else {
            panic!()
        };
        device.owner = None;
        device.at = Some("mill".into());
        device.lines.clear();
        let there = rewritten(&stored, &before, &after);
        assert_eq!(there, json!({"at": "mill", "device_pool": "Q"}));
        assert_eq!(read(&there), after);
        assert_eq!(rewritten(&there, &after, &before), stored);
    }

    #[test]
    fn a_record_is_found_by_the_lines_and_groups_it_names() {
        let hunt = json!({"members": ["l-1"], "line_groups": ["g-1"]});
        let found: Vec<_> = references("hunt_lists", &hunt).into_iter().collect();
        assert_eq!(
            found,
            [
                ("line_groups", "g-1".to_owned()),
                ("lines", "l-1".to_owned())
            ]
        );
        let reached = json!({"line": "l-1", "number": "e-1"});
        let found: Vec<_> = references("e164_associations", &reached)
            .into_iter()
            .collect();
        let expected = [
            ("e164_numbers", "e-1".to_owned()),
            ("lines", "l-1".to_owned()),
        ];
        assert_eq!(found, expected);
        let phone = json!({"lines": [{"line": "l-1"}, {"line": "l-1", "index": 2}]});
        assert_eq!(references("phones", &phone).len(), 1);
        assert!(references("voicemail", &json!({"extension": "7101"})).is_empty());
    }

    #[test]
    fn every_section_that_telephony_reads_is_keyed_but_lists_that_are_found_by_id() {
        assert!(is_keyed("lines") && is_keyed("role_mappings"));
        assert!(!is_keyed("device_lists") && !is_keyed("services") && !is_keyed("settings"));
    }
}
