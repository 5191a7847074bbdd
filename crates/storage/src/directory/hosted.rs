//! The hosting part of people and organizations, and the addresses of groups and contacts, in and out of the tables.

use super::import::insert;
use super::phoned::PhonedPeople;
use crate::error::StoreError;
use crate::hosting::{HostedEntry, ServiceEntry};
use crate::statement::statements;
use crate::tx::{Record, Tx, args, id_list, json};
use rehome_domain::directory::{Directory, OrganizationEntry, UserEntry};
use rehome_domain::hosting::{QUARANTINE_DAYS, name_key};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Day;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

statements! {
    HOMES "organizations": "SELECT o.code FROM json_each($1) n CROSS JOIN organizations o
        WHERE o.code = n.value ->> 0 AND o.kind IN ('provider', 'reseller', 'customer')";
    PEOPLE "user_hosting": "INSERT INTO user_hosting (user_id, home, upn, upn_key, user_type, provisioning, synced_from, department, office, is_protected)
        SELECT value ->> 'user_id', value ->> 'home', value ->> 'upn', value ->> 'upn_key', value ->> 'user_type', value ->> 'provisioning',
            value ->> 'synced_from', value ->> 'department', value ->> 'office',
            CAST(value ->> 'is_protected' AS BIGINT) FROM json_each($1)";
    SERVICES "user_services": "INSERT INTO user_services (user_id, service, organization, instance, plan, status, filled, properties, bytes, is_there)
        SELECT value ->> 'user_id', value ->> 'service', value ->> 'organization', value ->> 'instance', value ->> 'plan', value ->> 'status',
            value ->> 'filled', value ->> 'properties', CAST(value ->> 'bytes' AS BIGINT), 1 FROM json_each($1)";
    DELEGATIONS "user_delegations": "INSERT INTO user_delegations (user_id, delegate, until_day, kind)
        SELECT value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), value ->> 3 FROM json_each($1)";
    OTHER_ADDRESSES "other_addresses": "INSERT INTO other_addresses (address_key, owner) SELECT value ->> 0, value ->> 1 FROM json_each($1)";
    ORGANIZATION_USES "organization_uses": "INSERT INTO organization_uses (kind, name_key, organization)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    HOLDS "address_holds": "INSERT INTO address_holds (address_key, address, user_id, organization, days, until_day, forwards)
        SELECT value ->> 'address_key', value ->> 'address', value ->> 'user_id', value ->> 'organization', CAST(value ->> 'days' AS BIGINT),
            CAST(value ->> 'until_day' AS BIGINT), CAST(value ->> 'forwards' AS BIGINT) FROM json_each($1)";
    ALL_HOLDS "address_holds": "SELECT address, user_id, organization, days, until_day, forwards FROM address_holds";
    HOLDS_OVER "address_holds": "DELETE FROM address_holds WHERE until_day < $1";
    ALL_PEOPLE "user_hosting": "SELECT user_id, home, upn, user_type, provisioning, synced_from, department, office, is_protected FROM user_hosting";
    ALL_SERVICES "user_services": "SELECT user_id, service, organization, instance, plan, status, filled, properties, bytes
        FROM user_services WHERE is_there = 1";
    ALL_DELEGATIONS "user_delegations": "SELECT d.user_id, d.delegate, d.until_day, d.kind FROM user_hosting h CROSS JOIN user_delegations d
        WHERE d.user_id = h.user_id";
    SERVICES_OF_ONE "user_services": "SELECT s.user_id, s.service, s.organization, s.instance, s.plan, s.status, s.filled, s.properties, s.bytes, u.home
        FROM user_services s CROSS JOIN users u WHERE s.user_id = $1 AND s.is_there = 1 AND u.id = s.user_id";
}

/// The section that holds what hosting trees add to an organization.
pub(crate) const SECTION: &str = "hosting";

/// What becomes of an organization's further fields.
#[derive(Default)]
pub(super) struct Split {
    /// What it keeps.
    pub(super) left: String,
    /// Its section `hosting`: the rest of them where it is of a hosting tree.
    pub(super) hosting: Option<String>,
    /// Its section `telephony`.
    pub(super) telephony: Option<String>,
    /// Its section `account`: the rest where it is an account.
    pub(super) account: Option<String>,
}

/// An organization's further fields by where they are kept.
pub(super) fn split(entry: &OrganizationEntry) -> Split {
    let mut extra = entry.extra.clone();
    let telephony = crate::telephony::take_place(entry.kind, &mut extra);
    let telephony = telephony.map(|own| json(&own));
    let nothing = || json(&Map::new());
    let (left, hosting, account) = if entry.kind.is_hosting_tree() {
        (nothing(), Some(json(&extra)), None)
    } else if entry.kind.is_account_tree() {
        (nothing(), None, Some(json(&extra)))
    } else {
        (json(&extra), None, None)
    };
    Split {
        left,
        hosting,
        telephony,
        account,
    }
}

#[derive(Serialize)]
struct PersonRow<'a> {
    user_id: &'a str,
    home: &'a str,
    upn: Option<String>,
    upn_key: Option<String>,
    user_type: String,
    provisioning: String,
    synced_from: Option<String>,
    department: Option<String>,
    office: Option<String>,
    is_protected: u8,
}

#[derive(Serialize)]
struct ServiceRow<'a> {
    user_id: &'a str,
    service: String,
    organization: String,
    instance: Option<String>,
    plan: Option<String>,
    status: String,
    filled: String,
    properties: String,
    bytes: i64,
}

/// People of hosting trees in two parts: what the tables here get, and what of their further fields stays.
#[derive(Default)]
pub(super) struct HostedPeople<'a> {
    people: Vec<PersonRow<'a>>,
    services: Vec<ServiceRow<'a>>,
    delegations: Vec<(&'a str, String, i64, String)>,
    left: BTreeMap<&'a UserId, String>,
}

impl<'a> HostedPeople<'a> {
    /// Those of some people who live in a hosting tree; all of them are new.
    pub(super) async fn of(
        tx: &mut Tx,
        some: &[(&'a UserId, &'a UserEntry)],
        phoned: &PhonedPeople<'a>,
    ) -> Result<Self, StoreError> {
        let homes: BTreeSet<&str> = some.iter().map(|(_, entry)| entry.home.as_str()).collect();
        let mut hosting: BTreeSet<OrganizationCode> = BTreeSet::new();
        for record in tx.rows(&HOMES, args![id_list(homes)]).await? {
            hosting.insert(record.text("code")?.into());
        }
        let mut found = Self::default();
        for (id, entry) in some {
            if hosting.contains(&entry.home) {
                found.add(id, entry, phoned.left(id, entry));
            }
        }
        Ok(found)
    }

    fn add(&mut self, id: &'a UserId, entry: &'a UserEntry, left: &Map<String, Value>) {
        let mut extra = left.clone();
        let HostedEntry {
            upn,
            user_type,
            provisioning,
            synced_from,
            protected,
            department,
            office,
            services,
            delegations,
        } = HostedEntry::take(&mut extra);
        let (user_id, home) = (id.as_str(), entry.home.as_str());
        self.people.push(PersonRow {
            user_id,
            home,
            upn_key: upn.as_deref().map(name_key),
            upn,
            user_type,
            provisioning,
            synced_from,
            department,
            office,
            is_protected: u8::from(protected),
        });
        self.services
            .extend(services.into_iter().map(|(service, held)| ServiceRow {
                user_id,
                service,
                organization: held.organization.unwrap_or_else(|| home.to_owned()),
                instance: held.instance,
                plan: held.plan,
                status: held.status,
                filled: json(&held.properties.keys().collect::<Vec<_>>()),
                properties: json(&held.properties),
                bytes: held.bytes,
            }));
        self.delegations.extend(
            delegations
                .into_iter()
                .map(|(to, until, kind)| (user_id, to, until, kind)),
        );
        self.left.insert(id, json(&extra));
    }

    /// The further fields that stay with somebody; none where all do.
    pub(super) fn left(&self, id: &UserId) -> Option<&str> {
        self.left.get(id).map(String::as_str)
    }

    /// Puts them in, once their records are there.
    pub(super) async fn store(&self, tx: &mut Tx) -> Result<(), StoreError> {
        insert(tx, &PEOPLE, &self.people).await?;
        insert(tx, &SERVICES, &self.services).await?;
        insert(tx, &DELEGATIONS, &self.delegations).await
    }
}

/// Puts the addresses of groups and contacts in, by which nobody else gets them.
pub(super) async fn other_addresses(tx: &mut Tx, directory: &Directory) -> Result<(), StoreError> {
    let groups = directory.groups.iter();
    let groups = groups.map(|(id, entry)| (format!("group:{id}"), entry.extra.get("addresses")));
    let contacts = directory.sections.get("contacts").into_iter().flatten();
    let contacts = contacts.map(|(id, body)| (format!("contact:{id}"), body.get("addresses")));
    let rows: BTreeSet<(String, String)> = groups
        .chain(contacts)
        .flat_map(|(owner, addresses)| {
            let addresses = addresses.and_then(Value::as_object).into_iter().flatten();
            addresses.map(move |(address, _)| (name_key(address), owner.clone()))
        })
        .collect();
    insert(tx, &OTHER_ADDRESSES, &rows.into_iter().collect::<Vec<_>>()).await
}

/// The section of a document that holds addresses kept from others.
pub(super) const HOLDS_SECTION: &str = "address_holds";

#[derive(Serialize)]
struct HoldRow<'a> {
    address_key: String,
    address: &'a str,
    user_id: &'a str,
    organization: &'a str,
    days: i64,
    until_day: i32,
    forwards: u8,
}

/// Puts the addresses in that are kept from others.
pub(super) async fn store_holds(tx: &mut Tx, directory: &Directory) -> Result<(), StoreError> {
    let entries = directory.sections.get(HOLDS_SECTION).into_iter().flatten();
    let rows: Vec<HoldRow<'_>> = entries
        .filter_map(|(address, body)| {
            let text = |key: &str| body.get(key).and_then(Value::as_str);
            let until: Day = text("until")?.parse().ok()?;
            let days = body.get("days").and_then(Value::as_i64);
            Some(HoldRow {
                address_key: name_key(address),
                address,
                user_id: text("user")?,
                organization: text("organization")?,
                days: days.unwrap_or_else(|| i64::from(QUARANTINE_DAYS)),
                until_day: until.0,
                forwards: u8::from(body.get("forwards").and_then(Value::as_bool) == Some(true)),
            })
        })
        .collect();
    insert(tx, &HOLDS, &rows).await
}

/// The addresses that are kept from others, as a document gives them.
pub(super) async fn holds(tx: &mut Tx) -> Result<BTreeMap<String, Value>, StoreError> {
    let mut holds = BTreeMap::new();
    for record in tx.rows(&ALL_HOLDS, &[]).await? {
        let mut body = Map::new();
        body.insert("user".to_owned(), record.text("user_id")?.into());
        body.insert(
            "organization".to_owned(),
            record.text("organization")?.into(),
        );
        body.insert(
            "until".to_owned(),
            record.day("until_day")?.to_string().into(),
        );
        body.insert("days".to_owned(), record.int("days")?.into());
        if record.bool("forwards")? {
            body.insert("forwards".to_owned(), true.into());
        }
        holds.insert(record.text("address")?.to_owned(), Value::Object(body));
    }
    Ok(holds)
}

/// Frees the addresses that were kept until before a day.
///
/// # Errors
/// [`StoreError`].
pub async fn holds_purge(tx: &mut Tx, today: Day) -> Result<(), StoreError> {
    tx.execute(&HOLDS_OVER, args![i64::from(today.0)])
        .await
        .map(drop)
}

/// Puts in what organizations of hosting trees use by name.
pub(super) async fn organization_uses(
    tx: &mut Tx,
    all: &BTreeMap<OrganizationCode, OrganizationEntry>,
) -> Result<(), StoreError> {
    let hosting = all.iter().filter(|(_, entry)| entry.kind.is_hosting_tree());
    let uses: Vec<(&str, String, &str)> = hosting
        .flat_map(|(code, entry)| {
            let uses = crate::hosting::uses(code, &entry.extra);
            uses.into_iter()
                .map(move |(kind, key)| (kind, key, code.as_str()))
        })
        .collect();
    insert(tx, &ORGANIZATION_USES, &uses).await
}

fn own(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// A service as it is stored, with its id.
fn service(record: &Record) -> Result<(String, ServiceEntry), StoreError> {
    let filled: Vec<String> = record.json("filled")?;
    let mut values: Map<String, Value> = record.json("properties")?;
    let entry = ServiceEntry {
        organization: Some(record.text("organization")?.to_owned()),
        instance: own(record.opt_text("instance")?),
        plan: own(record.opt_text("plan")?),
        status: record.text("status")?.to_owned(),
        properties: filled
            .into_iter()
            .map(|name| {
                let value = values.shift_remove(&name).unwrap_or_default();
                (name, value)
            })
            .collect(),
        bytes: record.int("bytes")?,
    };
    Ok((record.text("service")?.to_owned(), entry))
}

/// Gives the people of a directory their hosting part back.
pub(super) async fn put_back(
    tx: &mut Tx,
    users: &mut BTreeMap<UserId, UserEntry>,
) -> Result<(), StoreError> {
    let mut all: BTreeMap<UserId, HostedEntry> = BTreeMap::new();
    for record in tx.rows(&ALL_PEOPLE, &[]).await? {
        let entry = HostedEntry {
            upn: own(record.opt_text("upn")?),
            user_type: record.text("user_type")?.to_owned(),
            provisioning: record.text("provisioning")?.to_owned(),
            synced_from: own(record.opt_text("synced_from")?),
            department: own(record.opt_text("department")?),
            office: own(record.opt_text("office")?),
            protected: record.bool("is_protected")?,
            ..HostedEntry::default()
        };
        all.insert(record.text("user_id")?.into(), entry);
    }
    for record in tx.rows(&ALL_SERVICES, &[]).await? {
        let (id, held) = service(&record)?;
        let entry = all.get_mut(record.text("user_id")?);
        let entry = entry.ok_or_else(|| record.inconsistent("user_id"))?;
        entry.services.insert(id, held);
    }
    for record in tx.rows(&ALL_DELEGATIONS, &[]).await? {
        let entry = all.get_mut(record.text("user_id")?);
        let entry = entry.ok_or_else(|| record.inconsistent("user_id"))?;
        entry.delegations.insert((
            record.text("delegate")?.to_owned(),
            record.int("until_day")?,
            record.text("kind")?.to_owned(),
        ));
    }
    for (id, entry) in all {
        if let Some(user) = users.get_mut(&id) {
            let home = user.home.clone();
            entry.put_into(&home, &mut user.extra);
        }
    }
    Ok(())
}

/// The services of somebody of a hosting tree as a document gives them; none where there are none.
///
/// # Errors
/// [`StoreError`].
pub async fn services_of(tx: &mut Tx, id: &UserId) -> Result<Option<Value>, StoreError> {
    let mut entry = HostedEntry::default();
    let mut home = OrganizationCode::from("");
    for record in tx.rows(&SERVICES_OF_ONE, args![id]).await? {
        home = record.text("home")?.into();
        entry.services.extend([service(&record)?]);
    }
    let mut fields = Map::new();
    entry.put_into(&home, &mut fields);
    Ok(fields.shift_remove("services"))
}
