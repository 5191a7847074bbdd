//! The tables back into a directory. Passwords, history and revisions are outside it (ruling 80).

use super::sections::HierarchyBody;
use super::{
    ACCOUNT_SECTION, HOSTING_SECTION, TELEPHONY_SECTION, accounts, hosted, phoned, things,
};
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::directory::{
    AddressEntry, AttributeEntry, Directory, GroupEntry, OrganizationEntry, UserEntry,
};
use rehome_domain::ids::{GroupId, OrganizationCode, PositionId, UserId};
use rehome_domain::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use rehome_domain::people::{Grant, Subscription, UserStatus};
use rehome_domain::time::Day;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

statements! {
    ORGANIZATIONS "organizations": "SELECT code, kind, parent, name, status, extra FROM organizations";
    SECTIONS "organization_sections": "SELECT organization, section, body FROM organization_sections";
    AVAILABLE "available_organizations": "SELECT organization, listed FROM available_organizations";
    NODES "hierarchy_nodes": "SELECT organization, node, parent FROM hierarchy_nodes ORDER BY organization, ordinal";
    USERS "users": "SELECT id, username, home, given, surname, name, status, locked, position, sponsor, manager, mapping_id, user_base,
        manage_dependents, attributes, extra FROM users WHERE id > $1 ORDER BY id LIMIT $2";
    GRANTS "role_grants": "SELECT user_id, held_at, role FROM role_grants";
    REMEMBERED "remembered_positions": "SELECT user_id, organization, position FROM remembered_positions";
    SUBSCRIPTIONS "subscriptions": "SELECT user_id, organization, starts, ends FROM subscriptions";
    ADDRESSES "addresses": "SELECT user_id, address, is_primary FROM addresses";
    GROUPS "groups": "SELECT id, organization, name, dynamic, extra FROM groups";
    MEMBERS "group_members": "SELECT group_id, user_id FROM group_members";
    ROLES "roles": "SELECT id, body FROM roles";
    ATTRIBUTES "attributes": "SELECT id, defined_at, kind FROM attributes";
    ENTRIES "directory_sections": "SELECT id, section, body FROM directory_sections";
}

/// Users to a statement.
const AT_ONCE: i64 = 10_000;

/// The whole directory.
///
/// # Errors
/// [`StoreError`].
pub async fn export(tx: &mut Tx) -> Result<Directory, StoreError> {
    let mut directory = Directory {
        organizations: organizations(tx).await?,
        users: users(tx).await?,
        ..Directory::default()
    };
    for record in tx.rows(&ROLES, &[]).await? {
        directory
            .roles
            .insert(record.text("id")?.into(), record.json("body")?);
    }
    for record in tx.rows(&GROUPS, &[]).await? {
        let entry = GroupEntry {
            organization: record.text("organization")?.into(),
            name: record.text("name")?.into(),
            members: BTreeSet::new(),
            dynamic: record.bool("dynamic")?,
            extra: record.json("extra")?,
        };
        directory.groups.insert(record.text("id")?.into(), entry);
    }
    for record in tx.rows(&MEMBERS, &[]).await? {
        let group = directory
            .groups
            .get_mut(&GroupId::from(record.text("group_id")?));
        group
            .ok_or_else(|| record.inconsistent("group_id"))?
            .members
            .insert(record.text("user_id")?.into());
    }
    for record in tx.rows(&ATTRIBUTES, &[]).await? {
        let at = record.opt_text("defined_at")?.map(OrganizationCode::from);
        directory.attributes.insert(
            record.text("id")?.into(),
            AttributeEntry {
                at,
                kind: record.text("kind")?.into(),
            },
        );
    }
    for record in tx.rows(&ENTRIES, &[]).await? {
        let section = directory
            .sections
            .entry(record.text("section")?.to_owned())
            .or_default();
        section.insert(record.text("id")?.to_owned(), record.json("body")?);
    }
    things::put_back(tx, &mut directory).await?;
    let holds = hosted::holds(tx).await?;
    if !holds.is_empty() {
        let section = hosted::HOLDS_SECTION.to_owned();
        directory.sections.insert(section, holds);
    }
    Ok(directory)
}

async fn organizations(
    tx: &mut Tx,
) -> Result<BTreeMap<OrganizationCode, OrganizationEntry>, StoreError> {
    let mut all: BTreeMap<OrganizationCode, OrganizationEntry> = BTreeMap::new();
    for record in tx.rows(&ORGANIZATIONS, &[]).await? {
        let entry = OrganizationEntry {
            kind: record.parsed("kind", OrganizationKind::from_name)?,
            parent: record.opt_text("parent")?.map(OrganizationCode::from),
            name: record.text("name")?.into(),
            status: record.parsed("status", OrganizationStatus::from_name)?,
            user_move: UserMoveSettings::default(),
            subscriptions: SubscriptionSettings::default(),
            hierarchy_required: false,
            hierarchy: Vec::new(),
            look: Look::default(),
            extra: record.json("extra")?,
        };
        all.insert(record.text("code")?.into(), entry);
    }
    for record in tx.rows(&SECTIONS, &[]).await? {
        let entry = all
            .get_mut(record.text("organization")?)
            .ok_or_else(|| record.inconsistent("organization"))?;
        match record.text("section")? {
            "user_move" => entry.user_move = record.json("body")?,
            "subscriptions" => entry.subscriptions = record.json("body")?,
            "hierarchy" => {
                entry.hierarchy_required = record.json::<HierarchyBody>("body")?.required
            }
            "look" => entry.look = record.json("body")?,
            HOSTING_SECTION | TELEPHONY_SECTION | ACCOUNT_SECTION => {
                let fields: Map<String, Value> = record.json("body")?;
                entry.extra.extend(fields);
            }
            _ => return Err(record.inconsistent("section")),
        }
    }
    for record in tx.rows(&AVAILABLE, &[]).await? {
        let entry = all
            .get_mut(record.text("organization")?)
            .ok_or_else(|| record.inconsistent("organization"))?;
        entry
            .user_move
            .available_organizations
            .insert(record.text("listed")?.into());
    }
    for record in tx.rows(&NODES, &[]).await? {
        let entry = all
            .get_mut(record.text("organization")?)
            .ok_or_else(|| record.inconsistent("organization"))?;
        entry.hierarchy.push((
            record.text("node")?.into(),
            record.opt_text("parent")?.map(PositionId::from),
        ));
    }
    Ok(all)
}

async fn users(tx: &mut Tx) -> Result<BTreeMap<UserId, UserEntry>, StoreError> {
    let mut all: BTreeMap<UserId, UserEntry> = BTreeMap::new();
    let mut after = String::new();
    loop {
        let records = tx.rows(&USERS, args![&after, AT_ONCE]).await?;
        let Some(last) = records.last() else { break };
        last.text("id")?.clone_into(&mut after);
        for record in &records {
            let text = |column: &str| {
                record
                    .opt_text(column)
                    .map(|text| text.map(Arc::<str>::from))
            };
            let entry = UserEntry {
                home: record.text("home")?.into(),
                username: record.text("username")?.into(),
                given: text("given")?,
                surname: text("surname")?,
                name: record.text("name")?.into(),
                status: record.parsed("status", UserStatus::from_name)?,
                locked: record.bool("locked")?,
                position: record.opt_text("position")?.map(PositionId::from),
                remembered_positions: BTreeMap::new(),
                sponsor: record.opt_text("sponsor")?.map(UserId::from),
                manager: record.opt_text("manager")?.map(UserId::from),
                mapping_id: text("mapping_id")?,
                roles: BTreeSet::new(),
                subscriptions: BTreeSet::new(),
                attributes: record.json("attributes")?,
                user_base: record.opt_json("user_base")?,
                manage_dependents: record.bool("manage_dependents")?,
                addresses: BTreeMap::new(),
                password: None,
                extra: record.json("extra")?,
            };
            all.insert(record.text("id")?.into(), entry);
        }
    }
    for record in tx.rows(&GRANTS, &[]).await? {
        let entry = all
            .get_mut(record.text("user_id")?)
            .ok_or_else(|| record.inconsistent("user_id"))?;
        entry.roles.insert(Grant {
            role: record.text("role")?.into(),
            at: nowhere_is_none(record.text("held_at")?),
        });
    }
    for record in tx.rows(&REMEMBERED, &[]).await? {
        let entry = all
            .get_mut(record.text("user_id")?)
            .ok_or_else(|| record.inconsistent("user_id"))?;
        entry.remembered_positions.insert(
            record.text("organization")?.into(),
            record.text("position")?.into(),
        );
    }
    for record in tx.rows(&SUBSCRIPTIONS, &[]).await? {
        let entry = all
            .get_mut(record.text("user_id")?)
            .ok_or_else(|| record.inconsistent("user_id"))?;
        entry.subscriptions.insert(Subscription {
            to: record.text("organization")?.into(),
            start: record.day("starts")?,
            end: end_of(record.int("ends")?),
        });
    }
    for record in tx.rows(&ADDRESSES, &[]).await? {
        let entry = all
            .get_mut(record.text("user_id")?)
            .ok_or_else(|| record.inconsistent("user_id"))?;
        entry.addresses.insert(
            record.text("address")?.into(),
            AddressEntry {
                primary: record.bool("is_primary")?,
            },
        );
    }
    hosted::put_back(tx, &mut all).await?;
    phoned::put_back(tx, &mut all).await?;
    accounts::put_back(tx, &mut all).await?;
    Ok(all)
}

/// Held nowhere in particular is stored as the empty text.
pub(crate) fn nowhere_is_none(place: &str) -> Option<OrganizationCode> {
    (!place.is_empty()).then(|| place.into())
}

/// The last day of a stored subscription.
pub(crate) fn end_of(stored: i64) -> Option<Day> {
    i32::try_from(stored).ok().map(Day)
}
