//! What stands at a site with telephony, and what has to do with a number: read for screens, by keys alone.
//!
//! A section of a site is read up to a limit, so that a page costs what it shows and not what there is.

use crate::error::StoreError;
use crate::statement::statements;
use crate::telephony::{self, PersonEntry};
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::ids::{LineId, OrganizationCode, UserId};
use rehome_domain::telephony::{PhoneUser, Place, Section, TelephonyFacts};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

statements! {
    PLACE "organization_sections": "SELECT body, revision FROM organization_sections WHERE organization = $1 AND section = 'telephony'";
    /// $1: the site, $2: the section, $3: how many.
    HERE "telephony_keys": "SELECT d.section AS fact, d.id AS id, d.body AS a
        FROM (SELECT section, id FROM telephony_keys WHERE place = $1 AND section = $2 ORDER BY id LIMIT $3) k CROSS JOIN directory_sections d
        WHERE d.section = k.section AND d.id = k.id ORDER BY d.id";
    DEVICE_LIST "directory_sections": "SELECT d.section AS fact, d.id AS id, d.body AS a FROM directory_sections d
        WHERE (d.section = 'device_lists' AND d.id = $1) OR d.section = 'settings'";
    /// $1: the number, $2: how many.
    NUMBERED "telephony_keys": "SELECT d.section AS fact, d.id AS id, d.body AS a
        FROM (SELECT section, id FROM telephony_keys WHERE name = $1 AND section IN ('lines', 'inventory', 'e164_numbers') ORDER BY section, id LIMIT $2) k
        CROSS JOIN directory_sections d WHERE d.section = k.section AND d.id = k.id";
    /// $1: outside numbers.
    REACHED "telephony_references": "SELECT d.section AS fact, d.id AS id, d.body AS a
        FROM json_each($1) n CROSS JOIN telephony_references r CROSS JOIN directory_sections d
        WHERE r.target_section = 'e164_numbers' AND r.target = n.value ->> 0 AND d.section = r.section AND d.id = r.id ORDER BY d.id LIMIT $2";
    /// $1: lines.
    LINES "directory_sections": "SELECT d.section AS fact, d.id AS id, d.body AS a
        FROM json_each($1) n CROSS JOIN directory_sections d WHERE d.section = 'lines' AND d.id = n.value ->> 0";
    /// $1: lines.
    OF_LINES "telephony_references": "SELECT d.section AS fact, d.id AS id, d.body AS a, NULL AS b
        FROM json_each($1) n CROSS JOIN telephony_references r CROSS JOIN directory_sections d
        WHERE r.target_section = 'lines' AND r.target = n.value ->> 0 AND d.section = r.section AND d.id = r.id
        UNION ALL SELECT 'person', t.user_id, t.body, t.primary_line
        FROM json_each($1) n CROSS JOIN user_telephony t WHERE t.primary_line = n.value ->> 0";
    /// $1: outside numbers, $2: line groups.
    FURTHER "directory_sections": "SELECT d.section AS fact, d.id AS id, d.body AS a
        FROM json_each($1) n CROSS JOIN directory_sections d WHERE d.section = 'e164_numbers' AND d.id = n.value ->> 0
        UNION ALL SELECT d.section, d.id, d.body
        FROM json_each($2) n CROSS JOIN telephony_references r CROSS JOIN directory_sections d
        WHERE r.target_section = 'line_groups' AND r.target = n.value ->> 0 AND d.section = r.section AND d.id = r.id";
}

/// The sections of a site that are read.
const OF_A_SITE: [&str; 9] = [
    "site_defaults",
    "number_routing",
    "lines",
    "phones",
    "inventory",
    "e164_numbers",
    "pickup_groups",
    "line_groups",
    "hunt_lists",
];

/// What stands at a site.
#[derive(Clone, Debug, Default)]
pub struct SiteRecords {
    /// The records, the site and its device list.
    pub facts: TelephonyFacts,
    /// The sections of which there is more.
    pub more: BTreeSet<&'static str>,
}

#[derive(Default)]
struct Found {
    records: Vec<(String, String, Value)>,
    people: BTreeMap<UserId, PhoneUser>,
}

impl Found {
    fn add(&mut self, rows: &[Record]) -> Result<(), StoreError> {
        for row in rows {
            let (fact, id) = (row.text("fact")?, row.text("id")?);
            if fact == "person" {
                let entry = PersonEntry {
                    primary_line: row.opt_text("b")?.map(str::to_owned),
                    rest: row.json("a")?,
                };
                self.people.insert(id.into(), entry.facts());
            } else {
                let record = (fact.to_owned(), id.to_owned(), row.json("a")?);
                self.records.push(record);
            }
        }
        Ok(())
    }

    fn facts(&self) -> TelephonyFacts {
        TelephonyFacts {
            people: self.people.clone(),
            ..telephony::facts(self.records.iter().cloned())
        }
    }
}

/// The values that devices and lines of a site have: device pools and calling search spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteValues {
    /// Device pools.
    pub pools: BTreeSet<Arc<str>>,
    /// Calling search spaces of lines.
    pub spaces: BTreeSet<Arc<str>>,
}

/// Which values there are at a site: those of its defaults, and of so many of its devices and lines at most.
///
/// # Errors
/// [`StoreError`].
pub async fn values_at(
    tx: &mut Tx,
    site: &OrganizationCode,
    limit: u32,
) -> Result<SiteValues, StoreError> {
    let mut found = Found::default();
    for section in ["site_defaults", "phones", "lines"] {
        let arguments = args![site.as_str(), section, i64::from(limit)];
        found.add(&tx.rows(&HERE, arguments).await?)?;
    }
    let facts = found.facts();
    let default = |key: &str| {
        let defaults = facts.site_defaults.get(site)?;
        defaults.value(key).cloned()
    };
    let pools = facts.devices.values();
    let pools = pools.filter_map(|it| it.values.get("device_pool").cloned());
    let spaces = facts.lines.values();
    let spaces = spaces.filter_map(|it| it.values.get("css").cloned());
    let is_there = |value: &Arc<str>| !value.trim().is_empty();
    Ok(SiteValues {
        pools: pools
            .chain(default("device_pool"))
            .filter(is_there)
            .collect(),
        spaces: spaces.chain(default("line_css")).filter(is_there).collect(),
    })
}

/// What stands at a site, of each section so much at most.
///
/// # Errors
/// [`StoreError`].
pub async fn at(
    tx: &mut Tx,
    site: &OrganizationCode,
    limit: u32,
) -> Result<SiteRecords, StoreError> {
    let mut found = Found::default();
    let mut more = BTreeSet::new();
    for section in OF_A_SITE {
        // WHY one more: so it is known whether there are more.
        let arguments = args![site.as_str(), section, i64::from(limit) + 1];
        let mut rows = tx.rows(&HERE, arguments).await?;
        if rows.len() > limit as usize {
            rows.truncate(limit as usize);
            more.insert(section);
        }
        found.add(&rows)?;
    }
    let mut place = None;
    if let Some(row) = tx.one(&PLACE, args![site.as_str()]).await? {
        place = telephony::place(&row.json("body")?, row.int("revision")?);
    }
    let place: Place = place.unwrap_or_default();
    let list = place.device_list.as_ref();
    let list = list.map_or("", |id| id.as_str());
    found.add(&tx.rows(&DEVICE_LIST, args![list]).await?)?;
    let mut facts = found.facts();
    facts.places.insert(site.clone(), place);
    Ok(SiteRecords { facts, more })
}

/// Everything that has to do with a number: lines, inventory and outside numbers of it, the lines that an outside number
/// reaches, and what shows or names the lines.
///
/// # Errors
/// [`StoreError`].
pub async fn of_number(
    tx: &mut Tx,
    number: &str,
    limit: u32,
) -> Result<TelephonyFacts, StoreError> {
    let mut found = Found::default();
    found.add(&tx.rows(&NUMBERED, args![number, i64::from(limit)]).await?)?;
    let of = |section: &str, found: &Found| -> Vec<String> {
        let records = found.records.iter();
        let own = records.filter(|(it, ..)| it == section);
        own.map(|(_, id, _)| id.clone()).collect()
    };
    let outside = of("e164_numbers", &found);
    if !outside.is_empty() {
        let numbers = id_list(outside.iter().map(String::as_str));
        let mut reaching = Found::default();
        reaching.add(&tx.rows(&REACHED, args![numbers, i64::from(limit)]).await?)?;
        let lines: BTreeSet<LineId> = reaching
            .facts()
            .associations
            .values()
            .map(|it| it.line.clone())
            .collect();
        let lines = id_list(lines.iter().map(LineId::as_str));
        found.add(&tx.rows(&LINES, args![lines]).await?)?;
    }
    let lines = of(Section::Lines.as_str(), &found);
    let lines = id_list(lines.iter().map(String::as_str));
    found.add(&tx.rows(&OF_LINES, args![lines]).await?)?;
    let facts = found.facts();
    let outside: BTreeSet<&str> = facts
        .associations
        .values()
        .map(|it| it.number.as_str())
        .collect();
    let arguments = args![
        id_list(outside),
        id_list(facts.line_groups.keys().map(|id| id.as_str())),
    ];
    found.add(&tx.rows(&FURTHER, arguments).await?)?;
    Ok(found.facts())
}
