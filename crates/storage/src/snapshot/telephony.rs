//! The fourth part of a snapshot, for who lives or goes where telephony is: what the families have, everything that shows
//! or names their lines, and what stands where their lines would come to stand.
//!
//! Three statements, each by keys alone, so that it costs the same however many lines a site has: what the people have,
//! what has to do with their lines, and what has to do with the numbers of these. Where no organization that is loaded can
//! have people with lines, nothing is read. To load another section, give it an arm and let
//! [`crate::telephony::is_keyed`] know it.

use super::people::{Member, persons};
use super::{Wanted, places};
use crate::error::StoreError;
use crate::statement::statements;
use crate::telephony::{self, PersonEntry, references};
use crate::tx::{Record, Tx, args, id_list, json};
use rehome_domain::ids::{LineId, OrganizationCode, UserId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::telephony::{
    Line, PhoneUser, Place, Record as Phoned, RecordKey, Rewritten, Section, TelephonyFacts,
};
use rehome_domain::user_move::{Snapshot, Step};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

statements! {
    /// $1: the families, $2: records by section and id, $3: organizations, $4: both ends.
    OWNED "telephony_keys": "SELECT 'person' AS fact, t.user_id AS id, t.body AS a, t.primary_line AS b, 0 AS n
        FROM json_each($1) n CROSS JOIN user_telephony t WHERE t.user_id = n.value ->> 0
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($1) n CROSS JOIN telephony_keys k CROSS JOIN directory_sections d
        WHERE k.owner = n.value ->> 0 AND d.section = k.section AND d.id = k.id
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($2) n CROSS JOIN directory_sections d WHERE d.section = n.value ->> 0 AND d.id = n.value ->> 1
        UNION ALL SELECT 'place', s.organization, s.body, NULL, s.revision
        FROM json_each($3) n CROSS JOIN organization_sections s WHERE s.organization = n.value ->> 0 AND s.section = 'telephony'
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($4) n CROSS JOIN telephony_keys k CROSS JOIN directory_sections d
        WHERE k.place = n.value ->> 0 AND k.section IN ('site_defaults', 'number_routing') AND d.section = k.section AND d.id = k.id
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0 FROM directory_sections d WHERE d.section = 'settings'";
    /// $1: lines, $2: device lists, $3: groups of outside directories.
    BY_LINE "telephony_references": "SELECT d.section AS fact, d.id AS id, d.body AS a, NULL AS b, 0 AS n
        FROM json_each($1) n CROSS JOIN directory_sections d WHERE d.section = 'lines' AND d.id = n.value ->> 0
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($1) n CROSS JOIN telephony_references r CROSS JOIN directory_sections d
        WHERE r.target_section = 'lines' AND r.target = n.value ->> 0 AND r.section <> 'agent_tags' AND d.section = r.section AND d.id = r.id
        UNION ALL SELECT 'person', t.user_id, t.body, t.primary_line, 0
        FROM json_each($1) n CROSS JOIN user_telephony t WHERE t.primary_line = n.value ->> 0
        UNION ALL SELECT 'place', s.organization, s.body, NULL, s.revision
        FROM json_each($1) n CROSS JOIN telephony_keys k CROSS JOIN organization_sections s
        WHERE k.section = 'lines' AND k.id = n.value ->> 0 AND s.organization = k.place AND s.section = 'telephony'
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($2) n CROSS JOIN directory_sections d WHERE d.section = 'device_lists' AND d.id = n.value ->> 0
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($3) n CROSS JOIN telephony_keys k CROSS JOIN directory_sections d
        WHERE k.name = n.value ->> 0 AND k.section = 'role_mappings' AND d.section = k.section AND d.id = k.id";
    /// $1: numbers of lines by place, $2: partitions, numbers and clusters, $3: numbers of inventories by place, $4: line
    /// groups, $5: outside numbers.
    BY_NUMBER "telephony_keys": "SELECT d.section AS fact, d.id AS id, d.body AS a, NULL AS b, 0 AS n
        FROM json_each($1) n CROSS JOIN telephony_keys k CROSS JOIN directory_sections d
        WHERE k.name = n.value ->> 0 AND k.section = 'lines' AND k.place = n.value ->> 1 AND d.section = k.section AND d.id = k.id
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($1) n CROSS JOIN telephony_keys k CROSS JOIN telephony_references r CROSS JOIN directory_sections d
        WHERE k.name = n.value ->> 0 AND k.section = 'lines' AND k.place = n.value ->> 1 AND r.target_section = 'lines' AND r.target = k.id
            AND r.section IN ('phones', 'device_profiles', 'remote_destination_profiles') AND d.section = r.section AND d.id = r.id
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($2) n CROSS JOIN telephony_keys k CROSS JOIN directory_sections d
        WHERE k.line_partition = n.value ->> 0 AND k.name = n.value ->> 1 AND k.line_cluster = n.value ->> 2 AND d.section = k.section AND d.id = k.id
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($3) n CROSS JOIN telephony_keys k CROSS JOIN directory_sections d
        WHERE k.name = n.value ->> 0 AND k.section = 'inventory' AND k.place = n.value ->> 1 AND d.section = k.section AND d.id = k.id
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($4) n CROSS JOIN telephony_references r CROSS JOIN directory_sections d
        WHERE r.target_section = 'line_groups' AND r.target = n.value ->> 0 AND d.section = r.section AND d.id = r.id
        UNION ALL SELECT d.section, d.id, d.body, NULL, 0
        FROM json_each($5) n CROSS JOIN directory_sections d WHERE d.section = 'e164_numbers' AND d.id = n.value ->> 0";
}

/// Records that former moves rewrote, and what has to be known to tell of them or to take them back.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    records: BTreeSet<RecordKey>,
    lines: BTreeSet<LineId>,
    identities: BTreeSet<(String, String, String)>,
}

impl Recorded {
    /// Adds what a step of a move touched; other steps touch nothing of telephony.
    pub fn add(&mut self, step: &Step) {
        match step {
            Step::PrimaryLine { before, after, .. } => {
                self.lines.extend(before.iter().chain(after).cloned());
            }
            Step::Telephony {
                record,
                before,
                after,
                ..
            } => {
                self.records.insert(record.clone());
                for record in [before, after] {
                    let shown = record.appearances().iter();
                    self.lines.extend(shown.map(|it| it.line.clone()));
                }
                if let Phoned::Line(line) = &**before {
                    self.lines.insert(record.id.as_str().into());
                    self.identities.insert(identity(&line.partition, line));
                }
            }
            _ => {}
        }
    }

    fn is_empty(&self) -> bool {
        self.records.is_empty() && self.lines.is_empty()
    }
}

/// What is found of a line, in one partition: partition, number and cluster.
fn identity(partition: &str, line: &Line) -> (String, String, String) {
    let cluster = line.cluster.as_deref().unwrap_or_default();
    (
        partition.to_owned(),
        line.pattern.to_string(),
        cluster.to_owned(),
    )
}

/// What was read.
#[derive(Default)]
struct Found {
    records: BTreeMap<(String, String), Value>,
    places: BTreeMap<OrganizationCode, Place>,
    people: BTreeMap<UserId, PhoneUser>,
}

impl Found {
    fn add(&mut self, rows: &[Record]) -> Result<(), StoreError> {
        for row in rows {
            let id = row.text("id")?;
            match row.text("fact")? {
                "person" => {
                    let entry = PersonEntry {
                        primary_line: row.opt_text("b")?.map(str::to_owned),
                        rest: row.json("a")?,
                    };
                    let person = entry.facts();
                    if !person.is_empty() {
                        self.people.insert(id.into(), person);
                    }
                }
                "place" => {
                    let place = telephony::place(&row.json("a")?, row.int("n")?);
                    let place = place.ok_or_else(|| row.inconsistent("a"))?;
                    self.places.insert(id.into(), place);
                }
                section => {
                    let key = (section.to_owned(), id.to_owned());
                    self.records.insert(key, row.json("a")?);
                }
            }
        }
        Ok(())
    }

    /// What records of one section are there.
    fn of(&self, section: &str) -> impl Iterator<Item = (&str, &Value)> {
        let section = section.to_owned();
        let records = self.records.iter();
        records
            .filter(move |((of, _), _)| *of == section)
            .map(|((_, id), body)| (id.as_str(), body))
    }

    /// The lines that people and records name.
    fn lines(&self) -> BTreeSet<String> {
        let records = self.records.iter();
        let named = records.flat_map(|((section, _), body)| references(section, body));
        let named = named.filter(|(of, _)| *of == Section::Lines.as_str());
        let primary = self
            .people
            .values()
            .filter_map(|it| it.primary_line.as_ref());
        let own = self
            .of(Section::Lines.as_str())
            .map(|(id, _)| id.to_owned());
        named
            .map(|(_, id)| id)
            .chain(primary.map(ToString::to_string))
            .chain(own)
            .collect()
    }

    fn facts(self) -> TelephonyFacts {
        let records = self.records.into_iter();
        TelephonyFacts {
            places: self.places,
            people: self.people,
            ..telephony::facts(records.map(|((section, id), body)| (section, id, body)))
        }
    }

    fn so_far(&self) -> TelephonyFacts {
        let records = self.records.iter();
        let records = records.map(|((of, id), body)| (of.clone(), id.clone(), body.clone()));
        TelephonyFacts {
            places: self.places.clone(),
            ..telephony::facts(records)
        }
    }
}

/// Reads what there is to read.
pub(super) async fn load(
    tx: &mut Tx,
    wanted: &Wanted,
    mark: i64,
    family: &[Member],
    snapshot: &mut Snapshot,
) -> Result<(), StoreError> {
    if !snapshot.organizations.iter().any(|it| has_phones(it.kind)) {
        return Ok(());
    }
    let members: Vec<&UserId> = family
        .iter()
        .map(|Member(id, ..)| id)
        .filter(|id| lives_with_phones(snapshot, id))
        .collect();
    if members.is_empty() && wanted.telephony.is_empty() {
        // WHY: who only looks around holds the keys of these trees; nobody is there whose move could be judged.
        snapshot.telephony = Some(TelephonyFacts::default());
        return Ok(());
    }
    let homes = members
        .iter()
        .filter_map(|id| Some(&snapshot.user(id)?.home));
    let ends: BTreeSet<&OrganizationCode> = homes.chain(wanted.destinations.codes()).collect();
    let goes_to_sites = ends.iter().any(|code| {
        let place = snapshot.organizations.get(code);
        place.is_some_and(|place| place.kind == OrganizationKind::Site)
    });
    let codes = snapshot.organizations.iter();
    let codes = codes.filter(|it| has_phones(it.kind));
    let asked = wanted.telephony.records.iter();
    let asked: Vec<_> = asked.map(|key| (key.section.as_str(), &key.id)).collect();
    let arguments = args![
        id_list(members.iter().map(|id| id.as_str())),
        json(&asked),
        id_list(codes.map(|it| it.organization.code.as_str())),
        id_list(ends.iter().map(|code| code.as_str())),
    ];
    let mut found = Found::default();
    found.add(&tx.rows(&OWNED, arguments).await?)?;
    let mut lines = found.lines();
    lines.extend(wanted.telephony.lines.iter().map(ToString::to_string));
    if !lines.is_empty() || goes_to_sites {
        found.add(&by_line(tx, &found, &lines).await?)?;
    }
    if !lines.is_empty() && goes_to_sites {
        found.add(&by_number(tx, wanted, family, &found, &lines, snapshot).await?)?;
    }
    let facts = found.facts();
    others(tx, mark, &facts, snapshot).await?;
    snapshot.telephony = Some(facts);
    Ok(())
}

fn has_phones(kind: OrganizationKind) -> bool {
    kind.is_hosting_tree() || matches!(kind, OrganizationKind::Area | OrganizationKind::Site)
}

fn lives_with_phones(snapshot: &Snapshot, id: &UserId) -> bool {
    let home = snapshot.user(id).map(|user| &user.home);
    let home = home.and_then(|home| snapshot.organizations.get(home));
    home.is_some_and(|home| has_phones(home.kind))
}

async fn by_line(
    tx: &mut Tx,
    found: &Found,
    lines: &BTreeSet<String>,
) -> Result<Vec<Record>, StoreError> {
    let lists = found
        .places
        .values()
        .filter_map(|it| it.device_list.as_ref());
    let lists: BTreeSet<&str> = lists.map(|id| id.as_str()).collect();
    let groups = found.people.values().flat_map(|it| &it.directory_groups);
    let groups: BTreeSet<&str> = groups.map(|group| &**group).collect();
    let arguments = args![
        id_list(lines.iter().map(String::as_str)),
        id_list(lists),
        id_list(groups),
    ];
    tx.rows(&BY_LINE, arguments).await
}

async fn by_number(
    tx: &mut Tx,
    wanted: &Wanted,
    family: &[Member],
    found: &Found,
    asked: &BTreeSet<String>,
    snapshot: &Snapshot,
) -> Result<Vec<Record>, StoreError> {
    let facts = found.so_far();
    let lines: Vec<&Line> = asked
        .iter()
        .filter_map(|id| facts.lines.get(id.as_str()))
        .collect();
    // WHY: a number goes along where no line has it that stands beside this one, at the person's home or above.
    let homes = family.iter().filter_map(|Member(id, ..)| {
        let home = &snapshot.user(id)?.home;
        snapshot.organizations.get(home)
    });
    let above: BTreeSet<&str> = homes
        .flat_map(|home| home.upwards())
        .filter(|it| has_phones(it.kind))
        .map(|it| it.organization.code.as_str())
        .collect();
    let standing: BTreeSet<(&str, &str)> = lines
        .iter()
        .flat_map(|line| {
            let own = line.at.as_ref().map(|at| at.as_str());
            let places = above.iter().copied().chain(own);
            places.map(|place| (&*line.pattern, place))
        })
        .collect();
    let rewrites = facts.settings.rewrites();
    let of_partitions = |row: &&rehome_domain::telephony::Rewrite| {
        row.of == Rewritten::Record(Section::Lines) && *row.field == *"partition"
    };
    let defaults: BTreeSet<&str> = rewrites
        .iter()
        .filter(of_partitions)
        .flat_map(|row| {
            facts
                .site_defaults
                .values()
                .filter_map(|it| it.value(&row.key))
        })
        .map(|partition| &**partition)
        .collect();
    let mut identities = wanted.telephony.identities.clone();
    for partition in defaults {
        identities.extend(lines.iter().map(|line| identity(partition, line)));
    }
    let numbers: BTreeSet<(String, &str)> = lines
        .iter()
        .flat_map(|line| {
            let place = line.at.as_ref().and_then(|at| facts.place(at));
            inventory_numbers(line, place)
        })
        .flat_map(|number| {
            let all = snapshot.organizations.iter();
            let places = all.filter(|it| has_phones(it.kind));
            places.map(move |it| (number.clone(), it.organization.code.as_str()))
        })
        .collect();
    let outside = facts.associations.values();
    let outside: BTreeSet<&str> = outside.map(|it| it.number.as_str()).collect();
    let arguments = args![
        json(&standing),
        json(&identities),
        json(&numbers),
        id_list(facts.line_groups.keys().map(|id| id.as_str())),
        id_list(outside),
    ];
    tx.rows(&BY_NUMBER, arguments).await
}

/// The numbers under which an inventory may keep that of a line: it, and where it begins with its site's code the
/// extension, with and without the zeros it is filled up with.
fn inventory_numbers(line: &Line, place: Option<&Place>) -> BTreeSet<String> {
    let mut numbers = BTreeSet::from([line.pattern.to_string()]);
    let code = place.and_then(|place| place.slc.as_deref());
    let extension = code.and_then(|code| line.pattern.strip_prefix(code));
    if let Some(extension) = extension {
        let mut short = extension;
        numbers.insert(short.to_owned());
        while let Some(shorter) = short.strip_prefix('0') {
            numbers.insert(shorter.to_owned());
            short = shorter;
        }
    }
    numbers
}

/// Whoever has one of the devices or lines, with where they live and where everything stands, so that it can be told who
/// may see them.
async fn others(
    tx: &mut Tx,
    mark: i64,
    facts: &TelephonyFacts,
    snapshot: &mut Snapshot,
) -> Result<(), StoreError> {
    let owners = facts.devices.values().filter_map(|it| it.owner.as_ref());
    let strangers: BTreeSet<UserId> = owners
        .chain(facts.people.keys())
        .filter(|id| !snapshot.users.contains_key(*id))
        .cloned()
        .collect();
    if !strangers.is_empty() {
        persons(tx, &strangers, snapshot).await?;
    }
    let homes = strangers.iter().filter_map(|id| snapshot.users.get(id));
    let stands = facts.devices.values().filter_map(|it| it.at.as_ref());
    let numbers = facts.associations.values().filter_map(|it| it.at.as_ref());
    let groups = facts.pickup_groups.values().filter_map(|it| it.at.as_ref());
    let lists = facts.hunt_lists.values().filter_map(|it| it.at.as_ref());
    let missing: BTreeSet<OrganizationCode> = homes
        .map(|user| &user.home)
        .chain(stands)
        .chain(numbers)
        .chain(groups)
        .chain(lists)
        .filter(|code| snapshot.organizations.get(code).is_none())
        .cloned()
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    places::add(tx, mark, &missing, snapshot).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn an_inventory_keeps_a_number_as_it_is_or_as_an_extension_without_its_zeros() {
        let line: Line =
            serde_json::from_value(json!({"pattern": "710042", "partition": "P"})).unwrap();
        let place = Place {
            slc: Some("71".into()),
            extension_length: Some(4),
            ..Place::default()
        };
        let numbers: Vec<_> = inventory_numbers(&line, Some(&place)).into_iter().collect();
        assert_eq!(numbers, ["0042", "042", "42", "710042"]);
        assert_eq!(inventory_numbers(&line, None).len(), 1);
    }
}
