//! What a new document may refer to, and how much there is.

use super::phoned;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list};
use rehome_domain::directory::{Existing, ExistingOrganization, ExistingUser};
use rehome_domain::ids::{AttributeId, OrganizationCode, UserId};
use rehome_domain::organization::{OrganizationKind, UserMoveSettings};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

statements! {
    ORGANIZATIONS "organizations": "SELECT o.code, o.kind, o.parent, s.body FROM organizations o
        JOIN organization_sections s ON s.organization = o.code AND s.section = 'user_move'";
    NODES "hierarchy_nodes": "SELECT organization, node FROM hierarchy_nodes";
    USERS "users": "SELECT id, username, home, mapping_id, sponsor FROM users";
    ROLES "roles": "SELECT id, body FROM roles";
    ATTRIBUTES "attributes": "SELECT id, defined_at FROM attributes";
    ENTRIES "directory_sections": "SELECT id, section FROM directory_sections UNION ALL SELECT id, 'groups' FROM groups
        UNION ALL SELECT id, 'profiles' FROM account_profiles UNION ALL SELECT id, 'folders' FROM account_folders UNION ALL SELECT id, 'items' FROM items
        UNION ALL SELECT id, 'views' FROM account_views UNION ALL SELECT id, 'workflow_templates' FROM workflow_templates
        UNION ALL SELECT id, 'dropzones' FROM dropzones";
    PROFILES "users": "SELECT u.id, u.given, u.surname, u.attributes,
            (SELECT a.address FROM addresses a WHERE a.user_id = u.id AND a.is_primary = 1 ORDER BY a.address LIMIT 1) AS address
        FROM json_each($1) n CROSS JOIN users u WHERE u.id = n.value ->> 0";
    COUNTS "organizations": "SELECT 'all' AS scope, (SELECT count(*) FROM organizations) AS organizations, (SELECT count(*) FROM users) AS users,
        (SELECT count(*) FROM groups) AS groups, (SELECT count(*) FROM user_moves) AS user_moves";
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Organizations.
    pub organizations: i64,
    /// Users.
    pub users: i64,
    /// Groups.
    pub groups: i64,
    /// Families moved.
    pub user_moves: i64,
}

/// Everything a new document may refer to.
///
/// # Errors
/// [`StoreError`].
pub async fn existing(tx: &mut Tx) -> Result<Existing, StoreError> {
    let mut found = Existing {
        telephony: phoned::existing(tx).await?,
        ..Existing::default()
    };
    for record in tx.rows(&ORGANIZATIONS, &[]).await? {
        let organization = ExistingOrganization {
            kind: record.parsed("kind", OrganizationKind::from_name)?,
            parent: record.opt_text("parent")?.map(OrganizationCode::from),
            require_user_uniqueness: record
                .json::<UserMoveSettings>("body")?
                .require_user_uniqueness,
            positions: BTreeSet::new(),
        };
        found
            .organizations
            .insert(record.text("code")?.into(), organization);
    }
    for record in tx.rows(&NODES, &[]).await? {
        let organization = found.organizations.get_mut(record.text("organization")?);
        organization
            .ok_or_else(|| record.inconsistent("organization"))?
            .positions
            .insert(record.text("node")?.into());
    }
    for record in tx.rows(&USERS, &[]).await? {
        let user = ExistingUser {
            username: record.text("username")?.into(),
            home: record.text("home")?.into(),
            mapping_id: record.opt_text("mapping_id")?.map(Arc::from),
            sponsor: record.opt_text("sponsor")?.map(UserId::from),
        };
        found.users.insert(record.text("id")?.into(), user);
    }
    for record in tx.rows(&ROLES, &[]).await? {
        found
            .roles
            .insert(record.text("id")?.into(), record.json("body")?);
    }
    found.attributes = attributes(tx).await?.into_keys().collect();
    for record in tx.rows(&ENTRIES, &[]).await? {
        found
            .sections
            .entry(record.text("section")?.to_owned())
            .or_default()
            .insert(record.text("id")?.to_owned());
    }
    Ok(found)
}

/// The defined attributes, each with the organization it is defined at; everywhere where none.
///
/// # Errors
/// [`StoreError`].
pub async fn attributes(
    tx: &mut Tx,
) -> Result<BTreeMap<AttributeId, Option<OrganizationCode>>, StoreError> {
    let records = tx.rows(&ATTRIBUTES, &[]).await?;
    records
        .iter()
        .map(|record| {
            let at = record.opt_text("defined_at")?.map(OrganizationCode::from);
            Ok((record.text("id")?.into(), at))
        })
        .collect()
}

/// What a table of people tells of somebody and the rules do not read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProfileCells {
    /// The given name.
    pub given: Option<String>,
    /// The surname.
    pub surname: Option<String>,
    /// The primary address.
    pub email: Option<String>,
    /// The values of attributes.
    pub attributes: BTreeMap<AttributeId, Value>,
}

/// The same of many people at once.
///
/// # Errors
/// [`StoreError`].
pub async fn profile_cells(
    tx: &mut Tx,
    users: &[&UserId],
) -> Result<BTreeMap<UserId, ProfileCells>, StoreError> {
    let list = id_list(users.iter().map(|id| id.as_str()));
    let records = tx.rows(&PROFILES, args![list]).await?;
    records
        .iter()
        .map(|record| {
            let cells = ProfileCells {
                given: record.opt_text("given")?.map(str::to_owned),
                surname: record.opt_text("surname")?.map(str::to_owned),
                email: record.opt_text("address")?.map(str::to_owned),
                attributes: record.json("attributes")?,
            };
            Ok((record.text("id")?.into(), cells))
        })
        .collect()
}

/// How much there is.
///
/// # Errors
/// [`StoreError`].
pub async fn counts(tx: &mut Tx) -> Result<Counts, StoreError> {
    let Some(record) = tx.one(&COUNTS, &[]).await? else {
        return Ok(Counts::default());
    };
    Ok(Counts {
        organizations: record.int("organizations")?,
        users: record.int("users")?,
        groups: record.int("groups")?,
        user_moves: record.int("user_moves")?,
    })
}
