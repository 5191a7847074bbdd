//! What a new document may refer to, and how much there is.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::Tx;
use rehome_domain::ids::{AttributeId, OrganizationCode, PositionId, RoleId, UserId};
use rehome_domain::organization::{OrganizationKind, UserMoveSettings};
use rehome_domain::role::RoleClone;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

statements! {
    ORGANIZATIONS "organizations": "SELECT o.code, o.kind, o.parent, s.body FROM organizations o
        JOIN organization_sections s ON s.organization = o.code AND s.section = 'user_move'";
    NODES "hierarchy_nodes": "SELECT organization, node FROM hierarchy_nodes";
    USERS "users": "SELECT id, username, home, mapping_id, sponsor FROM users";
    ROLES "roles": "SELECT id, body FROM roles";
    ATTRIBUTES "attributes": "SELECT id FROM attributes";
    ENTRIES "directory_sections": "SELECT id, section FROM directory_sections UNION ALL SELECT id, 'groups' FROM groups";
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

/// What is stored, as far as a document may refer to it.
#[derive(Clone, Debug, Default)]
pub struct ExistingDirectory {
    /// The organizations.
    pub organizations: BTreeMap<OrganizationCode, ExistingOrganization>,
    /// The users.
    pub users: BTreeMap<UserId, ExistingUser>,
    /// The clones of roles.
    pub roles: BTreeMap<RoleId, RoleClone>,
    /// The defined attributes.
    pub attributes: BTreeSet<AttributeId>,
    /// The ids of each other section by its name; groups among them.
    pub sections: BTreeMap<String, BTreeSet<String>>,
}

/// A stored organization.
#[derive(Clone, Debug)]
pub struct ExistingOrganization {
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above.
    pub parent: Option<OrganizationCode>,
    /// Whether it demands that usernames and mapping ids are unique.
    pub require_user_uniqueness: bool,
    /// Its positions.
    pub positions: BTreeSet<PositionId>,
}

/// A stored user.
#[derive(Clone, Debug)]
pub struct ExistingUser {
    /// The sign-in name.
    pub username: Arc<str>,
    /// The home.
    pub home: OrganizationCode,
    /// The mapping id.
    pub mapping_id: Option<Arc<str>>,
    /// The sponsor of a dependent.
    pub sponsor: Option<UserId>,
}

/// Everything a new document may refer to.
///
/// # Errors
/// [`StoreError`].
pub async fn existing(tx: &mut Tx) -> Result<ExistingDirectory, StoreError> {
    let mut found = ExistingDirectory::default();
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
    for record in tx.rows(&ATTRIBUTES, &[]).await? {
        found.attributes.insert(record.text("id")?.into());
    }
    for record in tx.rows(&ENTRIES, &[]).await? {
        found
            .sections
            .entry(record.text("section")?.to_owned())
            .or_default()
            .insert(record.text("id")?.to_owned());
    }
    Ok(found)
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
