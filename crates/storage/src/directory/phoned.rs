//! The telephony part of people, organizations and records, in and out of the tables.

use super::import::insert;
use crate::error::StoreError;
use crate::statement::statements;
use crate::telephony::{self, Keys, PersonEntry, is_keyed, references};
use crate::tx::{Tx, args, id_list, json};
use rehome_domain::directory::{Directory, UserEntry};
use rehome_domain::ids::{LineId, OrganizationCode, RecordId, UserId};
use rehome_domain::telephony::{InventoryEntry, Line, NumberStatus, OutsideNumber, TelephonyFacts};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

statements! {
    KEYS "telephony_keys": "INSERT INTO telephony_keys (section, id, owner, place, name, line_partition, line_cluster, kept_at)
        SELECT value ->> 'section', value ->> 'id', value ->> 'owner', value ->> 'place', value ->> 'name', value ->> 'line_partition', value ->> 'line_cluster', value ->> 'kept_at'
        FROM json_each($1)";
    REFERENCES "telephony_references": "INSERT INTO telephony_references (target_section, target, section, id)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each($1)";
    PEOPLE "user_telephony": "INSERT INTO user_telephony (user_id, primary_line, body) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    /// Defaults are of their site's revision.
    CHANGED_SITES "organization_sections": "UPDATE organization_sections SET revision = revision + 1
        WHERE section = 'telephony' AND organization IN (SELECT value ->> 0 FROM json_each($1))";
    ALL_PEOPLE "user_telephony": "SELECT user_id, primary_line, body FROM user_telephony";
    ALL_PLACES "organization_sections": "SELECT organization, body, revision FROM organization_sections WHERE section = 'telephony'";
    ALL_NAMES "telephony_keys": "SELECT section, id, place, name, line_partition, line_cluster FROM telephony_keys
        WHERE section IN ('lines', 'e164_numbers', 'inventory') AND name IS NOT NULL";
    ALL_BODIES "directory_sections": "SELECT section, id, body FROM directory_sections WHERE section IN ('device_lists', 'number_routing')";
}

/// The section that holds what telephony adds to an organization.
pub(crate) const SECTION: &str = "telephony";

#[derive(Serialize)]
struct KeyRow<'a> {
    section: &'a str,
    id: &'a str,
    #[serde(flatten)]
    keys: Keys,
}

/// Puts in what the records of a directory are found by.
pub(super) async fn store_keys(tx: &mut Tx, directory: &Directory) -> Result<(), StoreError> {
    let keyed = directory.sections.iter().filter(|(name, _)| is_keyed(name));
    let records = || {
        keyed.clone().flat_map(|(section, entries)| {
            let section = section.as_str();
            entries
                .iter()
                .map(move |(id, body)| (section, id.as_str(), body))
        })
    };
    let keys: Vec<_> = records()
        .map(|(section, id, body)| KeyRow {
            section,
            id,
            keys: Keys::of(section, id, body),
        })
        .collect();
    insert(tx, &KEYS, &keys).await?;
    let named: Vec<_> = records()
        .flat_map(|(section, id, body)| {
            let targets = references(section, body).into_iter();
            targets.map(move |(of, target)| (of, target, section, id))
        })
        .collect();
    insert(tx, &REFERENCES, &named).await?;
    let defaults = directory
        .sections
        .get("site_defaults")
        .into_iter()
        .flatten();
    let known = defaults.filter(|(code, _)| !directory.organizations.contains_key(code.as_str()));
    let changed: Vec<&str> = known.map(|(code, _)| code.as_str()).collect();
    if changed.is_empty() {
        return Ok(());
    }
    tx.execute(&CHANGED_SITES, args![id_list(changed)])
        .await
        .map(drop)
}

/// People in two parts: what the table here gets, and what of their further fields stays.
#[derive(Default)]
pub(super) struct PhonedPeople<'a> {
    people: Vec<(&'a UserId, Option<String>, String)>,
    left: BTreeMap<&'a UserId, Map<String, Value>>,
}

impl<'a> PhonedPeople<'a> {
    pub(super) fn of(some: &[(&'a UserId, &'a UserEntry)]) -> Self {
        let mut found = Self::default();
        for (id, entry) in some {
            let mut extra = entry.extra.clone();
            if let Some(own) = PersonEntry::take(&mut extra) {
                found.people.push((id, own.primary_line, json(&own.rest)));
                found.left.insert(id, extra);
            }
        }
        found
    }

    /// The further fields that stay with somebody.
    pub(super) fn left<'e>(&'e self, id: &UserId, entry: &'e UserEntry) -> &'e Map<String, Value> {
        self.left.get(id).unwrap_or(&entry.extra)
    }

    /// Puts them in, once their records are there.
    pub(super) async fn store(&self, tx: &mut Tx) -> Result<(), StoreError> {
        insert(tx, &PEOPLE, &self.people).await
    }
}

/// Gives the people of a directory their telephony part back.
pub(super) async fn put_back(
    tx: &mut Tx,
    users: &mut BTreeMap<UserId, UserEntry>,
) -> Result<(), StoreError> {
    for record in tx.rows(&ALL_PEOPLE, &[]).await? {
        let entry = PersonEntry {
            primary_line: record.opt_text("primary_line")?.map(str::to_owned),
            rest: record.json("body")?,
        };
        if let Some(user) = users.get_mut(record.text("user_id")?) {
            entry.put_into(&mut user.extra);
        }
    }
    Ok(())
}

/// What new lines, numbers and sites must get along with.
pub(super) async fn existing(tx: &mut Tx) -> Result<TelephonyFacts, StoreError> {
    let mut found = Vec::new();
    for record in tx.rows(&ALL_BODIES, &[]).await? {
        let (section, id) = (record.text("section")?, record.text("id")?);
        found.push((section.to_owned(), id.to_owned(), record.json("body")?));
    }
    let mut facts = telephony::facts(found);
    for record in tx.rows(&ALL_PLACES, &[]).await? {
        let place = telephony::place(&record.json("body")?, record.int("revision")?);
        let place = place.ok_or_else(|| record.inconsistent("body"))?;
        let code = OrganizationCode::from(record.text("organization")?);
        facts.places.insert(code, place);
    }
    for record in tx.rows(&ALL_NAMES, &[]).await? {
        let (id, name) = (record.text("id")?, record.text("name")?);
        if record.text("section")? == "e164_numbers" {
            let number = OutsideNumber {
                number: name.into(),
                country: None,
                at: None,
            };
            facts.numbers.insert(RecordId::from(id), number);
        } else if record.text("section")? == "inventory" {
            let entry = InventoryEntry {
                number: name.into(),
                at: record.opt_text("place")?.map(Into::into),
                status: NumberStatus::default(),
            };
            facts.inventory.insert(RecordId::from(id), entry);
        } else if let Some(partition) = record.opt_text("line_partition")? {
            let cluster = record.opt_text("line_cluster")?;
            let line = Line {
                pattern: name.into(),
                partition: partition.into(),
                cluster: cluster.filter(|it| !it.is_empty()).map(Into::into),
                at: None,
                values: BTreeMap::new(),
            };
            facts.lines.insert(LineId::from(id), line);
        }
    }
    Ok(facts)
}
