//! Accounts, their profiles and their people, in and out of the tables; and whether a document's accounts fit together
//! with each other and with what is stored.
//!
//! What a document says of an account stays as it was given, as one section; of people so does what they have beside their
//! columns, and the profile that counts is put over it. [`checked`] judges by the rules' own reader
//! ([`rehome_domain::content::facts_of`]), to which whatever a document refers to and does not hold is shown beside.

use super::import::insert;
use crate::error::StoreError;
use crate::hosting::{delegations, last_day, listed};
use crate::statement::statements;
use crate::tx::{Tx, args, id_list, json};
use rehome_domain::content::{ContentFacts, facts_of};
use rehome_domain::directory::{Directory, OrganizationEntry, UserEntry};
use rehome_domain::hosting::Delegation;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use rehome_domain::people::UserStatus;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

statements! {
    ACCOUNTS "organizations": "SELECT o.code, o.kind, o.parent FROM json_each($1) n CROSS JOIN organizations o
        WHERE o.code = n.value ->> 0 AND o.kind IN ('hub', 'satellite')";
    MEMBERS "account_members": "INSERT INTO account_members (user_id, account, profile) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    PROFILES "account_profiles": "INSERT INTO account_profiles (id, account, body) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    USAGE "account_usage": "INSERT INTO account_usage (account, bytes, expected) SELECT value ->> 0, 0, 0 FROM json_each($1)";
    DELEGATIONS "user_delegations": "INSERT INTO user_delegations (user_id, delegate, until_day, kind)
        SELECT value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), value ->> 3 FROM json_each($1)";
    ALL_MEMBERS "account_members": "SELECT user_id, profile FROM account_members";
    ALL_DELEGATIONS "user_delegations": "SELECT d.user_id, d.delegate, d.until_day, d.kind FROM account_members m CROSS JOIN user_delegations d
        WHERE d.user_id = m.user_id";
    KNOWN_PEOPLE "users": "SELECT u.id, u.home, u.status, m.profile FROM json_each($1) n CROSS JOIN users u
        LEFT JOIN account_members m ON m.user_id = u.id WHERE u.id = n.value ->> 0";
    KNOWN_PROFILES "account_profiles": "SELECT p.id, p.body FROM json_each($1) n CROSS JOIN account_profiles p WHERE p.id = n.value ->> 0";
    KNOWN_GUESTS "directory_sections": "SELECT s.id FROM json_each($1) n CROSS JOIN directory_sections s WHERE s.section = 'guests' AND s.id = n.value ->> 0";
    KNOWN_FOLDERS "account_folders": "WITH RECURSIVE up (id) AS (SELECT f.id FROM json_each($1) n CROSS JOIN account_folders f WHERE f.id = n.value ->> 0
            UNION SELECT f.parent FROM up CROSS JOIN account_folders f WHERE f.id = up.id AND f.parent IS NOT NULL)
        SELECT f.id, f.account, f.owner, f.private, f.parent FROM up CROSS JOIN account_folders f WHERE f.id = up.id";
    KNOWN_VERSIONS "items": "SELECT i.id, i.kind, i.account, i.owner, i.version_set, i.version FROM json_each($1) n CROSS JOIN items i
        WHERE i.version_set = n.value ->> 0";
}

/// The section that holds what an account is set to.
pub(crate) const SECTION: &str = "account";
/// The profile of who is told no other.
const USUAL: &str = "manager";

fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let list = value.and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

/// What a document names and may not hold itself.
#[derive(Default)]
struct Named<'a> {
    accounts: BTreeSet<&'a str>,
    people: BTreeSet<String>,
    profiles: BTreeSet<&'a str>,
    guests: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
    sets: BTreeSet<&'a str>,
}

impl<'a> Named<'a> {
    fn by(directory: &'a Directory) -> Self {
        let mut named = Self::default();
        for user in directory.users.values() {
            named.accounts.insert(user.home.as_str());
            named
                .profiles
                .extend(user.extra.get("profile").and_then(Value::as_str));
        }
        for organization in directory.organizations.values() {
            let contact = organization.extra.get("billing_contact");
            let contact = contact.and_then(Value::as_str);
            named.people.extend(contact.map(str::to_owned));
        }
        for group in directory.groups.values() {
            named.accounts.insert(group.organization.as_str());
            let owner = group.extra.get("owner").and_then(Value::as_str);
            named.people.extend(owner.map(str::to_owned));
        }
        let sections = super::things::SECTIONS.iter();
        let entries = sections.flat_map(|section| directory.sections.get(*section));
        for body in entries.flatten().map(|(_, body)| body) {
            named.entry(body);
        }
        named
    }

    fn entry(&mut self, body: &'a Value) {
        let text = |key: &str| body.get(key).and_then(Value::as_str);
        self.accounts.extend(text("account"));
        let people = [text("owner"), text("creator")].into_iter().flatten();
        let people = people.chain(texts(body.get("shared_with")));
        self.people.extend(people.map(str::to_owned));
        self.folders
            .extend([text("folder"), text("parent")].into_iter().flatten());
        self.sets.extend(text("set"));
        let reviewers = body.get("reviewers").and_then(Value::as_array);
        for reviewer in reviewers.into_iter().flatten() {
            let text = |key: &str| reviewer.get(key).and_then(Value::as_str);
            self.people.extend(text("user").map(str::to_owned));
            self.guests.extend(text("guest"));
        }
    }
}

fn stored_place(kind: OrganizationKind, parent: Option<&str>) -> OrganizationEntry {
    OrganizationEntry {
        kind,
        parent: parent.map(Into::into),
        name: "".into(),
        status: OrganizationStatus::Active,
        user_move: UserMoveSettings::default(),
        subscriptions: SubscriptionSettings::default(),
        hierarchy_required: false,
        hierarchy: Vec::new(),
        look: Look::default(),
        extra: Map::new(),
    }
}

fn stored_person(home: &str, status: UserStatus, profile: Option<&str>) -> UserEntry {
    let profile = profile.map(|it| ("profile".to_owned(), it.into()));
    UserEntry {
        home: home.into(),
        username: "".into(),
        given: None,
        surname: None,
        name: "".into(),
        status,
        locked: false,
        position: None,
        remembered_positions: BTreeMap::new(),
        sponsor: None,
        manager: None,
        mapping_id: None,
        roles: BTreeSet::new(),
        subscriptions: BTreeSet::new(),
        attributes: BTreeMap::new(),
        user_base: None,
        manage_dependents: true,
        addresses: BTreeMap::new(),
        password: None,
        extra: profile.into_iter().collect(),
    }
}

/// The facts of a document's accounts, where they fit together with each other and with what is stored.
///
/// # Errors
/// [`StoreError::Faulty`] with everything that does not.
pub(super) async fn checked(
    tx: &mut Tx,
    directory: &Directory,
) -> Result<ContentFacts, StoreError> {
    let named = Named::by(directory);
    let mut whole = Directory::default();
    let organizations = directory.organizations.iter();
    let accounts = organizations.filter(|(_, entry)| entry.kind.is_account_tree());
    whole.organizations = accounts
        .map(|(code, entry)| (code.clone(), entry.clone()))
        .collect();
    let missing = named.accounts.iter().copied();
    let missing = missing.filter(|code| !directory.organizations.contains_key(*code));
    for record in tx.rows(&ACCOUNTS, args![id_list(missing)]).await? {
        let kind = record.parsed("kind", OrganizationKind::from_name)?;
        let entry = stored_place(kind, record.opt_text("parent")?);
        whole
            .organizations
            .insert(record.text("code")?.into(), entry);
    }
    let has_things = |section: &&str| directory.sections.contains_key(*section);
    if whole.organizations.is_empty() && !super::things::SECTIONS.iter().any(has_things) {
        return Ok(ContentFacts::default());
    }
    whole.groups = directory.groups.clone();
    let sections = super::things::SECTIONS.iter().chain(&["guests"]);
    for section in sections.copied() {
        if let Some(entries) = directory.sections.get(section) {
            whole.sections.insert(section.to_owned(), entries.clone());
        }
    }
    beside(tx, directory, named, &mut whole).await?;
    facts_of(&whole).map_err(|faults| StoreError::Faulty(faults.into()))
}

/// Adds what a document refers to: out of itself, or else as it is stored.
async fn beside(
    tx: &mut Tx,
    directory: &Directory,
    mut named: Named<'_>,
    whole: &mut Directory,
) -> Result<(), StoreError> {
    let is_stored = |section: &str, id: &&str| {
        let here = directory.sections.get(section);
        !here.is_some_and(|all| all.contains_key(*id))
    };
    let mut add = |section: &str, id: &str, body: Value| {
        let entries = whole.sections.entry(section.to_owned()).or_default();
        entries.insert(id.to_owned(), body);
    };
    let list = |section: &str, ids: &BTreeSet<&str>| {
        id_list(ids.iter().copied().filter(|id| is_stored(section, id)))
    };
    let asked = list("folders", &named.folders);
    for record in tx.rows(&KNOWN_FOLDERS, args![asked]).await? {
        let body = serde_json::json!({
            "account": record.text("account")?, "owner": record.text("owner")?, "private": record.bool("private")?,
            "parent": record.opt_text("parent")?,
        });
        named.people.insert(record.text("owner")?.to_owned());
        add("folders", record.text("id")?, body);
    }
    let sets = id_list(named.sets.iter().copied());
    for record in tx.rows(&KNOWN_VERSIONS, args![sets]).await? {
        let body = serde_json::json!({
            "kind": record.text("kind")?, "account": record.text("account")?, "owner": record.text("owner")?,
            "set": record.text("version_set")?, "version": record.int("version")?,
        });
        named.people.insert(record.text("owner")?.to_owned());
        let id = record.text("id")?;
        if is_stored("items", &id) {
            add("items", id, body);
        }
    }
    let guests = list("guests", &named.guests);
    for record in tx.rows(&KNOWN_GUESTS, args![guests]).await? {
        add("guests", record.text("id")?, Value::Object(Map::new()));
    }
    let lives_here = |entry: &&UserEntry| whole.organizations.contains_key(&entry.home);
    let own = directory.users.iter();
    let own = own.filter(|(id, entry)| lives_here(entry) || named.people.contains(id.as_str()));
    whole.users = own.map(|(id, entry)| (id.clone(), entry.clone())).collect();
    let strangers = named.people.iter().map(String::as_str);
    let strangers = id_list(strangers.filter(|id| !directory.users.contains_key(*id)));
    for record in tx.rows(&KNOWN_PEOPLE, args![strangers]).await? {
        let profile = record.opt_text("profile")?;
        let status = record.parsed("status", UserStatus::from_name)?;
        let entry = stored_person(record.text("home")?, status, profile);
        whole.users.insert(record.text("id")?.into(), entry);
    }
    let homes: BTreeSet<&str> = whole.users.values().map(|it| it.home.as_str()).collect();
    let homes = homes.into_iter().filter(|code| {
        !whole.organizations.contains_key(*code) && !directory.organizations.contains_key(*code)
    });
    for record in tx.rows(&ACCOUNTS, args![id_list(homes)]).await? {
        let kind = record.parsed("kind", OrganizationKind::from_name)?;
        let entry = stored_place(kind, record.opt_text("parent")?);
        whole
            .organizations
            .insert(record.text("code")?.into(), entry);
    }
    let held = whole.users.values();
    let held = held.filter_map(|it| it.extra.get("profile").and_then(Value::as_str));
    let profiles = held.chain(named.profiles.iter().copied());
    let profiles: BTreeSet<&str> = profiles.filter(|id| is_stored("profiles", id)).collect();
    let mut found = Vec::new();
    for record in tx.rows(&KNOWN_PROFILES, args![id_list(profiles)]).await? {
        found.push((record.text("id")?.to_owned(), record.json("body")?));
    }
    if !found.is_empty() {
        let entries = whole.sections.entry("profiles".to_owned()).or_default();
        entries.extend(found);
    }
    Ok(())
}

/// Puts in the profiles that accounts made for themselves.
pub(super) async fn profiles(
    tx: &mut Tx,
    directory: &Directory,
    facts: &ContentFacts,
) -> Result<(), StoreError> {
    let entries = directory.sections.get("profiles").into_iter().flatten();
    let rows: Vec<_> = entries
        .filter_map(|(id, body)| {
            let profile = facts.profiles.get(id.as_str())?;
            Some((id, &profile.account, body.to_string()))
        })
        .collect();
    insert(tx, &PROFILES, &rows).await
}

/// Puts in that nothing is stored in new accounts yet.
pub(super) async fn usage(
    tx: &mut Tx,
    all: &BTreeMap<OrganizationCode, OrganizationEntry>,
) -> Result<(), StoreError> {
    let accounts = all.iter().filter(|(_, entry)| entry.kind.is_account_tree());
    let rows: Vec<[&OrganizationCode; 1]> = accounts.map(|(code, _)| [code]).collect();
    insert(tx, &USAGE, &rows).await
}

/// Puts in who of some people, all of them new, lives in an account.
pub(super) async fn people(tx: &mut Tx, some: &[(&UserId, &UserEntry)]) -> Result<(), StoreError> {
    let homes: BTreeSet<&str> = some.iter().map(|(_, entry)| entry.home.as_str()).collect();
    let mut accounts: BTreeSet<OrganizationCode> = BTreeSet::new();
    for record in tx.rows(&ACCOUNTS, args![id_list(homes)]).await? {
        accounts.insert(record.text("code")?.into());
    }
    let (mut members, mut delegated) = (Vec::new(), Vec::new());
    for (id, entry) in some {
        if accounts.contains(&entry.home) {
            let profile = entry.extra.get("profile").and_then(Value::as_str);
            members.push((*id, &entry.home, profile.unwrap_or(USUAL)));
            let given = delegations(entry.extra.get("delegations").cloned());
            delegated.extend(
                given
                    .into_iter()
                    .map(|(to, until, kind)| (*id, to, until, kind)),
            );
        }
    }
    insert(tx, &MEMBERS, &members).await?;
    insert(tx, &DELEGATIONS, &delegated).await
}

/// Tells the people of a directory the profile they hold and who stands in for them, where that is not what was given.
pub(super) async fn put_back(
    tx: &mut Tx,
    users: &mut BTreeMap<UserId, UserEntry>,
) -> Result<(), StoreError> {
    let mut held: BTreeMap<UserId, BTreeSet<(String, i64, String)>> = BTreeMap::new();
    for record in tx.rows(&ALL_DELEGATIONS, &[]).await? {
        let own = held.entry(record.text("user_id")?.into()).or_default();
        own.insert((
            record.text("delegate")?.to_owned(),
            record.int("until_day")?,
            record.text("kind")?.to_owned(),
        ));
    }
    for record in tx.rows(&ALL_MEMBERS, &[]).await? {
        let id = UserId::from(record.text("user_id")?);
        let user = users.get_mut(&id);
        let extra = &mut user.ok_or_else(|| record.inconsistent("user_id"))?.extra;
        let profile = record.text("profile")?;
        let told = extra.get("profile").and_then(Value::as_str);
        if told.unwrap_or(USUAL) != profile {
            extra.insert("profile".to_owned(), profile.into());
        }
        let now = held.remove(&id).unwrap_or_default();
        if delegations(extra.get("delegations").cloned()) != now {
            if now.is_empty() {
                extra.shift_remove("delegations");
            } else {
                extra.insert("delegations".to_owned(), listed(now));
            }
        }
    }
    Ok(())
}

/// A list as it is stored.
pub(super) fn list<T: serde::Serialize>(all: impl IntoIterator<Item = T>) -> String {
    json(&all.into_iter().collect::<Vec<T>>())
}

/// A delegation out of its row.
pub(crate) fn delegation(to: &str, until: i64, kind: &str) -> Delegation {
    Delegation {
        to: to.into(),
        until: last_day(until),
        kind: (!kind.is_empty()).then(|| kind.into()),
    }
}
