//! A directory into the tables: set by set, a few thousand rows to a statement.

use super::hosted::{self, HostedPeople};
use super::phoned::{self, PhonedPeople};
use super::rows::{
    AddressRow, GroupRow, NodeRow, OrganizationRow, SubscriptionRow, UserRow, user_row,
};
use super::sections::Section;
use super::{ACCOUNT_SECTION, HOSTING_SECTION, NO_END, TELEPHONY_SECTION, accounts, things};
use crate::error::StoreError;
use crate::keys;
use crate::statement::{Statement, statements};
use crate::store::Engine;
use crate::tx::{Tx, args, id_list, json};
use rehome_domain::directory::{Directory, OrganizationEntry, UserEntry};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::text::folded;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

statements! {
    ORGANIZATIONS "organizations": "INSERT INTO organizations (code, kind, parent, name, name_key, status, extra, revision)
        SELECT value ->> 'code', value ->> 'kind', value ->> 'parent', value ->> 'name', value ->> 'name_key', value ->> 'status', value ->> 'extra', 1
        FROM json_each($1)";
    ORGANIZATION_SCOPE "organization_scope": "INSERT INTO organization_scope (ancestor, name_key, organization, depth)
        SELECT o.code, o.name_key, o.code, 0 FROM json_each($1) n CROSS JOIN organizations o WHERE o.code = n.value ->> 'code'
        UNION ALL
        SELECT s.ancestor, o.name_key, o.code, s.depth + 1 FROM json_each($1) n CROSS JOIN organizations o
            JOIN organization_scope s ON s.organization = o.parent WHERE o.code = n.value ->> 'code'";
    SECTIONS "organization_sections": "INSERT INTO organization_sections (organization, section, body, revision)
        SELECT value ->> 0, value ->> 1, value ->> 2, 1 FROM json_each($1)";
    AVAILABLE "available_organizations": "INSERT INTO available_organizations (organization, listed) SELECT value ->> 0, value ->> 1 FROM json_each($1)";
    NODES "hierarchy_nodes": "INSERT INTO hierarchy_nodes (organization, node, parent, ordinal, is_root)
        SELECT value ->> 'organization', value ->> 'node', value ->> 'parent', CAST(value ->> 'ordinal' AS BIGINT), CAST(value ->> 'is_root' AS BIGINT)
        FROM json_each($1)";
    USERS "users": "INSERT INTO users (id, username, username_key, home, given, surname, name, sort_key, status, locked, position,
            sponsor, manager, mapping_id, mapping_key, user_base, manage_dependents, attributes, extra, revision)
        SELECT value ->> 'id', value ->> 'username', value ->> 'username_key', value ->> 'home', value ->> 'given', value ->> 'surname',
            value ->> 'name', value ->> 'sort_key', value ->> 'status', CAST(value ->> 'locked' AS BIGINT), value ->> 'position',
            value ->> 'sponsor', value ->> 'manager', value ->> 'mapping_id', value ->> 'mapping_key', value ->> 'user_base', CAST(value ->> 'manage_dependents' AS BIGINT),
            value ->> 'attributes', value ->> 'extra', 1
        FROM json_each($1)";
    RELATIONS "users": "UPDATE users SET sponsor = n.value ->> 1, manager = n.value ->> 2 FROM json_each($1) n WHERE users.id = n.value ->> 0";
    GROWN_FAMILIES "users": "UPDATE users SET revision = revision + 1 WHERE id IN (SELECT value ->> 0 FROM json_each($1))";
    WORDS "user_words": "INSERT INTO user_words (word, sort_key, user_id) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    GRANTS "role_grants": "INSERT INTO role_grants (user_id, held_at, role) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    REMEMBERED "remembered_positions": "INSERT INTO remembered_positions (user_id, organization, position)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    SUBSCRIPTIONS "subscriptions": "INSERT INTO subscriptions (user_id, organization, starts, ends)
        SELECT value ->> 'user_id', value ->> 'organization', CAST(value ->> 'starts' AS BIGINT), CAST(value ->> 'ends' AS BIGINT) FROM json_each($1)";
    ADDRESSES "addresses": "INSERT INTO addresses (user_id, address, address_key, is_primary)
        SELECT value ->> 'user_id', value ->> 'address', value ->> 'address_key', CAST(value ->> 'is_primary' AS BIGINT) FROM json_each($1)";
    GROUPS "groups": "INSERT INTO groups (id, organization, name, dynamic, extra)
        SELECT value ->> 'id', value ->> 'organization', value ->> 'name', CAST(value ->> 'dynamic' AS BIGINT), value ->> 'extra' FROM json_each($1)";
    MEMBERS "group_members": "INSERT INTO group_members (user_id, group_id) SELECT value ->> 0, value ->> 1 FROM json_each($1)";
    ROLES "roles": "INSERT INTO roles (id, like_role, body) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    ATTRIBUTES "attributes": "INSERT INTO attributes (id, defined_at, kind) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    ENTRIES "directory_sections": "INSERT INTO directory_sections (section, id, body) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)";
    /// Everybody is in the scope of the own home; who is not there yet is new.
    USER_SCOPE "user_scope": "INSERT INTO user_scope (ancestor, sort_key, user_id)
        SELECT s.ancestor, u.sort_key, u.id FROM users u JOIN organization_scope s ON s.organization = u.home
        WHERE NOT EXISTS (SELECT 1 FROM user_scope x WHERE x.ancestor = u.home AND x.sort_key = u.sort_key AND x.user_id = u.id)
        ORDER BY s.ancestor, u.sort_key, u.id";
    SCOPE_OF_SOME "user_scope": "INSERT INTO user_scope (ancestor, sort_key, user_id)
        SELECT s.ancestor, u.sort_key, u.id FROM json_each($1) n CROSS JOIN users u JOIN organization_scope s ON s.organization = u.home
        WHERE u.id = n.value ->> 0";
}

/// Rows to a statement.
const AT_ONCE: usize = 2_000;

/// Told now and then how many users are in, and of how many.
pub type Progress = dyn Fn(u64, u64) + Send + Sync;

/// Puts a directory in, whole or not at all; it may refer to what is stored already.
///
/// Passwords are not stored here: their hashes are the caller's to make.
///
/// # Errors
/// [`StoreError::AlreadyExists`] for a key that is stored already, [`StoreError::Dangling`] for a reference to nothing,
/// [`StoreError::Faulty`] for accounts whose parts do not fit together.
pub async fn import(
    tx: &mut Tx,
    directory: &Directory,
    progress: &Progress,
) -> Result<(), StoreError> {
    let total = directory.users.len() as u64;
    progress(0, total);
    let content = accounts::checked(tx, directory).await?;
    organizations(tx, &directory.organizations).await?;
    let roles: Vec<_> = directory
        .roles
        .iter()
        .map(|(id, role)| (id, &role.like, json(role)))
        .collect();
    insert(tx, &ROLES, &roles).await?;
    let attributes: Vec<_> = directory
        .attributes
        .iter()
        .map(|(id, entry)| (id, &entry.at, &entry.kind))
        .collect();
    insert(tx, &ATTRIBUTES, &attributes).await?;
    accounts::profiles(tx, directory, &content).await?;
    everybody(tx, &directory.users, progress).await?;
    let groups: Vec<_> = directory
        .groups
        .iter()
        .map(|(id, entry)| GroupRow {
            id: id.as_str(),
            organization: entry.organization.as_str(),
            name: &entry.name,
            dynamic: u8::from(entry.dynamic),
            extra: json(&entry.extra),
        })
        .collect();
    insert(tx, &GROUPS, &groups).await?;
    let members: Vec<_> = directory
        .groups
        .iter()
        .map(|(id, entry)| (id, &entry.members))
        .chain(&directory.memberships)
        .flat_map(|(id, members)| members.iter().map(move |user| (user, id)))
        .collect();
    insert(tx, &MEMBERS, &members).await?;
    let entries: Vec<_> = directory
        .sections
        .iter()
        .filter(|(section, _)| {
            *section != hosted::HOLDS_SECTION && !things::SECTIONS.contains(&section.as_str())
        })
        .flat_map(|(section, entries)| {
            entries
                .iter()
                .map(move |(id, body)| (section, id, body.to_string()))
        })
        .collect();
    insert(tx, &ENTRIES, &entries).await?;
    phoned::store_keys(tx, directory).await?;
    hosted::other_addresses(tx, directory).await?;
    hosted::store_holds(tx, directory).await?;
    things::store(tx, directory, &content).await?;
    if directory.users.len() < AT_ONCE {
        // WHY: whoever adds one person must not wait for a look at everybody.
        let new = id_list(directory.users.keys().map(UserId::as_str));
        tx.execute(&SCOPE_OF_SOME, args![new]).await?;
    } else {
        tx.execute(&USER_SCOPE, &[]).await?;
    }
    if directory.users.len() + entries.len() < AT_ONCE {
        return Ok(());
    }
    analyze(tx).await
}

/// Puts organizations in; those above come first, whatever their order.
///
/// # Errors
/// As [`import`].
async fn organizations(
    tx: &mut Tx,
    all: &BTreeMap<OrganizationCode, OrganizationEntry>,
) -> Result<(), StoreError> {
    for level in levels(all) {
        let rows: Vec<_> = level
            .iter()
            .map(|(code, entry)| OrganizationRow {
                code: code.as_str(),
                kind: entry.kind.as_str(),
                parent: entry.parent.as_ref().map(OrganizationCode::as_str),
                name: &entry.name,
                name_key: keys::sort_key(&entry.name),
                status: entry.status.as_str(),
                extra: hosted::split(entry).left,
            })
            .collect();
        insert(tx, &ORGANIZATIONS, &rows).await?;
        for some in rows.chunks(AT_ONCE) {
            tx.execute(&ORGANIZATION_SCOPE, args![json(some)]).await?;
        }
    }
    let sections: Vec<_> = all
        .iter()
        .flat_map(|(code, entry)| {
            let own = Section::ALL.map(|section| (code, section.as_str(), section.body_of(entry)));
            let split = hosted::split(entry);
            let hosting = split.hosting.map(|body| (code, HOSTING_SECTION, body));
            let telephony = split.telephony.map(|body| (code, TELEPHONY_SECTION, body));
            let account = split.account.map(|body| (code, ACCOUNT_SECTION, body));
            own.into_iter()
                .chain(hosting)
                .chain(telephony)
                .chain(account)
        })
        .collect();
    insert(tx, &SECTIONS, &sections).await?;
    hosted::organization_uses(tx, all).await?;
    accounts::usage(tx, all).await?;
    let available: Vec<_> = all
        .iter()
        .flat_map(|(code, entry)| {
            entry
                .user_move
                .available_organizations
                .iter()
                .map(move |listed| (code, listed))
        })
        .collect();
    insert(tx, &AVAILABLE, &available).await?;
    let nodes: Vec<_> = all
        .iter()
        .flat_map(|(code, entry)| {
            entry
                .hierarchy
                .iter()
                .enumerate()
                .map(move |(ordinal, (node, parent))| NodeRow {
                    organization: code.as_str(),
                    node: node.as_str(),
                    parent: parent.as_ref().map(|parent| parent.as_str()),
                    ordinal,
                    is_root: u8::from(ordinal == 0),
                })
        })
        .collect();
    insert(tx, &NODES, &nodes).await
}

type Organization<'a> = (&'a OrganizationCode, &'a OrganizationEntry);

/// The organizations, those whose parent is not among them first, then level by level.
fn levels(all: &BTreeMap<OrganizationCode, OrganizationEntry>) -> Vec<Vec<Organization<'_>>> {
    let mut below: BTreeMap<Option<&OrganizationCode>, Vec<Organization<'_>>> = BTreeMap::new();
    for organization in all {
        let parent = organization
            .1
            .parent
            .as_ref()
            .filter(|parent| all.contains_key(*parent));
        below.entry(parent).or_default().push(organization);
    }
    let mut levels = Vec::new();
    let mut level = below.remove(&None).unwrap_or_default();
    while !level.is_empty() {
        let next = level
            .iter()
            .filter_map(|(code, _)| below.remove(&Some(*code)))
            .flatten()
            .collect();
        levels.push(std::mem::replace(&mut level, next));
    }
    levels
}

/// All users of a directory, those who are referred to before those who refer to them.
async fn everybody(
    tx: &mut Tx,
    all: &BTreeMap<UserId, UserEntry>,
    progress: &Progress,
) -> Result<(), StoreError> {
    let ordered = in_order_of_reference(all);
    let mut here: HashSet<&UserId> = HashSet::with_capacity(all.len());
    let mut in_circles = Vec::new();
    for some in ordered.chunks(AT_ONCE) {
        here.extend(some.iter().map(|(id, _)| *id));
        let is_there = |id: &UserId| here.contains(id) || !all.contains_key(id);
        users(tx, some, &is_there).await?;
        in_circles.extend(some.iter().copied().filter(|(_, entry)| {
            let mut others = entry.sponsor.iter().chain(&entry.manager);
            others.any(|other| !is_there(other))
        }));
        progress(here.len() as u64, all.len() as u64);
    }
    let rows: Vec<_> = in_circles
        .into_iter()
        .map(|(id, entry)| (id, &entry.sponsor, &entry.manager))
        .collect();
    insert(tx, &RELATIONS, &rows).await?;
    // WHY: a plan for a family that has grown since must turn out stale, so the sponsor's record counts as changed.
    let sponsors = all.values().filter_map(|entry| entry.sponsor.as_ref());
    let grown: BTreeSet<&str> = sponsors
        .filter(|sponsor| !all.contains_key(*sponsor))
        .map(UserId::as_str)
        .collect();
    tx.execute(&GROWN_FAMILIES, args![id_list(grown)])
        .await
        .map(drop)
}

type User<'a> = (&'a UserId, &'a UserEntry);

/// Users so that sponsors and managers come first, as far as nobody is their own manager's manager.
fn in_order_of_reference(all: &BTreeMap<UserId, UserEntry>) -> Vec<User<'_>> {
    let mut order = Vec::with_capacity(all.len());
    let mut met: HashSet<&UserId> = HashSet::with_capacity(all.len());
    let mut path: Vec<User<'_>> = Vec::new();
    for user in all {
        if met.insert(user.0) {
            path.push(user);
        }
        while let Some((id, entry)) = path.last().copied() {
            let others = entry.sponsor.iter().chain(&entry.manager);
            let unmet = others
                .filter_map(|other| all.get_key_value(other))
                .find(|(other, _)| !met.contains(*other));
            match unmet {
                Some(other) => {
                    met.insert(other.0);
                    path.push(other);
                }
                None => {
                    order.push((id, entry));
                    path.pop();
                }
            }
        }
    }
    order
}

/// Puts users in. Sponsors and managers who are not there yet are left out and are the caller's to add;
/// whoever comes in the same call is there.
///
/// # Errors
/// As [`import`].
async fn users(
    tx: &mut Tx,
    some: &[(&UserId, &UserEntry)],
    is_there: &(dyn Fn(&UserId) -> bool + Sync),
) -> Result<(), StoreError> {
    let phoned = PhonedPeople::of(some);
    let hosted = HostedPeople::of(tx, some, &phoned).await?;
    let rows: Vec<_> = some
        .iter()
        .map(|(id, entry)| UserRow {
            sponsor: entry.sponsor.as_ref().filter(|sponsor| is_there(sponsor)),
            manager: entry.manager.as_ref().filter(|manager| is_there(manager)),
            ..user_row(id, entry, phoned.left(id, entry), hosted.left(id))
        })
        .collect();
    insert(tx, &USERS, &rows).await?;
    hosted.store(tx).await?;
    phoned.store(tx).await?;
    accounts::people(tx, some).await?;
    let mut words = Vec::new();
    let mut grants = Vec::new();
    let mut remembered = Vec::new();
    let mut subscriptions = Vec::new();
    let mut addresses = Vec::new();
    for (id, entry) in some {
        let ids = [id.as_str(), &entry.username].into_iter();
        let upn = entry.extra.get("upn").and_then(serde_json::Value::as_str);
        let found_by = keys::words_of_user(
            ids.chain(entry.mapping_id.as_deref()),
            &entry.name,
            entry.addresses.keys().map(|address| &**address).chain(upn),
        );
        let place = keys::sort_key(&entry.name);
        words.extend(found_by.into_iter().map(|word| (word, place.clone(), *id)));
        grants.extend(entry.roles.iter().map(|grant| {
            (
                *id,
                grant.at.as_ref().map_or("", OrganizationCode::as_str),
                &grant.role,
            )
        }));
        remembered.extend(
            entry
                .remembered_positions
                .iter()
                .map(|(organization, position)| (*id, organization, position)),
        );
        subscriptions.extend(
            entry
                .subscriptions
                .iter()
                .map(|subscription| SubscriptionRow {
                    user_id: id.as_str(),
                    organization: subscription.to.as_str(),
                    starts: i64::from(subscription.start.0),
                    ends: subscription.end.map_or(NO_END, |end| i64::from(end.0)),
                }),
        );
        addresses.extend(entry.addresses.iter().map(|(address, entry)| AddressRow {
            user_id: id.as_str(),
            address,
            address_key: folded(address),
            is_primary: u8::from(entry.primary),
        }));
    }
    insert(tx, &WORDS, &words).await?;
    insert(tx, &GRANTS, &grants).await?;
    insert(tx, &REMEMBERED, &remembered).await?;
    insert(tx, &SUBSCRIPTIONS, &subscriptions).await?;
    insert(tx, &ADDRESSES, &addresses).await
}

async fn analyze(tx: &mut Tx) -> Result<(), StoreError> {
    if tx.engine() == Engine::Postgres {
        // WHY: until its tables are analyzed, PostgreSQL plans statements as if they were nearly empty.
        tx.script(
            "ANALYZE organizations, organization_scope, organization_sections, hierarchy_nodes, \
             users, user_scope, user_words, role_grants, group_members, subscriptions, \
             user_hosting, user_services, addresses, user_telephony, telephony_keys, \
             telephony_references, directory_sections, account_members, account_folders, folder_shares, items",
        )
        .await?;
    }
    Ok(())
}

pub(super) async fn insert<T: Serialize>(
    tx: &mut Tx,
    statement: &Statement,
    rows: &[T],
) -> Result<(), StoreError> {
    for some in rows.chunks(AT_ONCE) {
        tx.expect(some.len() as u64, statement, args![json(some)])
            .await?;
    }
    Ok(())
}
