//! One organization with all its settings, and changes of them, section by section (ruling 60).
//!
//! To add a section: a variant of [`Section`](crate::directory::Section) and of [`Settings`], where it is
//! read in [`get`], in the snapshot and in the export; the compiler names most places.

use crate::directory::{HierarchyBody, user_move_body};
use crate::error::StoreError;
use crate::hierarchy;
use crate::keys;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list, json};
use rehome_domain::ids::{OrganizationCode, PositionId};
use rehome_domain::organization::{
    Look, Organization, OrganizationKind, OrganizationStatus, SubscriptionSettings,
    UserMoveSettings,
};
use serde::Serialize;

statements! {
    GET "organizations": "SELECT o.code, o.kind, o.parent, o.name, o.status, o.revision,
            m.body AS user_move, m.revision AS user_move_revision, s.body AS subscriptions, s.revision AS subscriptions_revision,
            h.revision AS hierarchy_revision, l.body AS look, l.revision AS look_revision
        FROM organizations o
        JOIN organization_sections m ON m.organization = o.code AND m.section = 'user_move'
        JOIN organization_sections s ON s.organization = o.code AND s.section = 'subscriptions'
        JOIN organization_sections h ON h.organization = o.code AND h.section = 'hierarchy'
        JOIN organization_sections l ON l.organization = o.code AND l.section = 'look'
        WHERE o.code = $1";
    LISTED "available_organizations": "SELECT listed FROM available_organizations WHERE organization = $1";
    RENAME "organizations": "UPDATE organizations SET name = $3, name_key = $4, status = $5, revision = revision + 1 WHERE code = $1 AND revision = $2";
    RENAME_SCOPE "organization_scope": "UPDATE organization_scope SET name_key = $2 WHERE organization = $1";
    SECTION "organization_sections": "UPDATE organization_sections SET body = $4, revision = revision + 1
        WHERE organization = $1 AND section = $2 AND revision = $3";
    UNLIST "available_organizations": "DELETE FROM available_organizations WHERE organization = $1
        AND listed NOT IN (SELECT value ->> 0 FROM json_each($2))";
    LIST "available_organizations": "INSERT INTO available_organizations (organization, listed)
        SELECT $1, value ->> 0 FROM json_each($2) WHERE true ON CONFLICT (organization, listed) DO NOTHING";
    FORGET_NODES "hierarchy_nodes": "DELETE FROM hierarchy_nodes WHERE organization = $1";
    WRITE_NODES "hierarchy_nodes": "INSERT INTO hierarchy_nodes (organization, node, parent, ordinal, is_root)
        SELECT $1, value ->> 'node', value ->> 'parent', CAST(value ->> 'ordinal' AS BIGINT), CAST(value ->> 'is_root' AS BIGINT) FROM json_each($2)";
    /// Who holds a position that is gone stands at the root (enterprise 1).
    TO_ROOT "users": "UPDATE users SET position = $2, revision = revision + 1
        WHERE id IN (SELECT u.id FROM user_scope s CROSS JOIN users u WHERE s.ancestor = $1 AND u.id = s.user_id
            AND u.home = $1 AND u.position IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM hierarchy_nodes h WHERE h.organization = $1 AND h.node = u.position))";
    /// Who remembers one comes back to the root, even where a new position takes its name (enterprise 10.9).
    REMEMBERED_TO_ROOT "remembered_positions": "UPDATE remembered_positions SET position = $2 WHERE organization = $1
        AND NOT EXISTS (SELECT 1 FROM hierarchy_nodes h WHERE h.organization = $1 AND h.node = remembered_positions.position)";
    FORGET_REMEMBERED "remembered_positions": "DELETE FROM remembered_positions WHERE organization = $1";
}

/// A section of settings, as it is to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Settings {
    /// Uniqueness, User Move, Available Organizations.
    UserMove(UserMoveSettings),
    /// Subscriptions.
    Subscriptions(SubscriptionSettings),
    /// Whether a position is required, and the positions in document order, each with the one above it.
    Hierarchy {
        /// Whether everybody must hold a position that is not the root.
        required: bool,
        /// The positions; the first is the root.
        nodes: Vec<(PositionId, Option<PositionId>)>,
    },
    /// The look.
    Look(Look),
}

#[derive(Serialize)]
struct Node<'a> {
    node: &'a PositionId,
    parent: &'a Option<PositionId>,
    ordinal: usize,
    is_root: u8,
}

/// The organization with this code, its whole list and its whole hierarchy.
///
/// # Errors
/// [`StoreError`].
pub async fn get(tx: &mut Tx, code: &OrganizationCode) -> Result<Option<Organization>, StoreError> {
    let Some(record) = tx.one(&GET, args![code]).await? else {
        return Ok(None);
    };
    let kind = record.parsed("kind", OrganizationKind::from_name)?;
    let mut organization = Organization::new(
        code.clone(),
        kind,
        record.opt_text("parent")?,
        record.text("name")?,
    );
    organization.status = record.parsed("status", OrganizationStatus::from_name)?;
    organization.user_move = record.json("user_move")?;
    organization.subscriptions = record.json("subscriptions")?;
    organization.look = record.json("look")?;
    let revisions = &mut organization.revisions;
    revisions.record = record.int("revision")?;
    revisions.user_move = record.int("user_move_revision")?;
    revisions.subscriptions = record.int("subscriptions_revision")?;
    revisions.hierarchy = record.int("hierarchy_revision")?;
    revisions.look = record.int("look_revision")?;
    for record in tx.rows(&LISTED, args![code]).await? {
        organization
            .user_move
            .available_organizations
            .insert(record.text("listed")?.into());
    }
    organization.hierarchy = hierarchy::whole(tx, code).await?;
    Ok(Some(organization))
}

/// Changes name and state of an organization whose record still has the revision `expected`; answers the
/// new revision, or none where somebody was faster or there is no such organization.
///
/// # Errors
/// [`StoreError`].
pub async fn patch(
    tx: &mut Tx,
    code: &OrganizationCode,
    name: &str,
    status: OrganizationStatus,
    expected: i64,
) -> Result<Option<i64>, StoreError> {
    let key = keys::sort_key(name);
    if tx
        .execute(&RENAME, args![code, expected, name, &key, status.as_str()])
        .await?
        == 0
    {
        return Ok(None);
    }
    tx.execute(&RENAME_SCOPE, args![code, &key]).await?;
    Ok(Some(expected + 1))
}

/// Writes a section whose revision is still `expected`; answers as [`patch`].
///
/// # Errors
/// [`StoreError::Dangling`] where the list names an organization that is not there.
pub async fn patch_settings(
    tx: &mut Tx,
    code: &OrganizationCode,
    settings: &Settings,
    expected: i64,
) -> Result<Option<i64>, StoreError> {
    let (section, body) = match settings {
        Settings::UserMove(settings) => ("user_move", user_move_body(settings)),
        Settings::Subscriptions(settings) => ("subscriptions", json(settings)),
        Settings::Hierarchy { required, .. } => (
            "hierarchy",
            json(&HierarchyBody {
                required: *required,
            }),
        ),
        Settings::Look(look) => ("look", json(look)),
    };
    if tx
        .execute(&SECTION, args![code, section, expected, body])
        .await?
        == 0
    {
        return Ok(None);
    }
    match settings {
        Settings::UserMove(settings) => {
            let listed = id_list(
                settings
                    .available_organizations
                    .iter()
                    .map(OrganizationCode::as_str),
            );
            tx.execute(&UNLIST, args![code, &listed]).await?;
            tx.execute(&LIST, args![code, &listed]).await?;
        }
        Settings::Hierarchy { nodes, .. } => {
            let rows: Vec<Node<'_>> = nodes
                .iter()
                .enumerate()
                .map(|(ordinal, (node, parent))| Node {
                    node,
                    parent,
                    ordinal,
                    is_root: u8::from(ordinal == 0),
                })
                .collect();
            tx.execute(&FORGET_NODES, args![code]).await?;
            tx.expect(rows.len() as u64, &WRITE_NODES, args![code, json(&rows)])
                .await?;
            let root = nodes.first().map(|(root, _)| root);
            tx.execute(&TO_ROOT, args![code, root]).await?;
            match root {
                Some(root) => tx.execute(&REMEMBERED_TO_ROOT, args![code, root]).await?,
                None => tx.execute(&FORGET_REMEMBERED, args![code]).await?,
            };
        }
        Settings::Subscriptions(_) | Settings::Look(_) => {}
    }
    Ok(Some(expected + 1))
}
