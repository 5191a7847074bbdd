//! The positions inside one organization, all of them: for choosing one, and for changing them.

use crate::directory::HierarchyBody;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::{OrganizationCode, PositionId};
use rehome_domain::organization::Hierarchy;

statements! {
    NODES "hierarchy_nodes": "SELECT node, parent, is_root FROM hierarchy_nodes WHERE organization = $1 ORDER BY ordinal, node";
    RENAME_HELD "users": "UPDATE users SET position = $3, revision = revision + 1
        WHERE home = $1 AND position = $2 AND id IN (SELECT user_id FROM user_scope WHERE ancestor = $1)";
    RENAME_REMEMBERED "remembered_positions": "UPDATE remembered_positions SET position = $3 WHERE organization = $1 AND position = $2";
    SECTION "organization_sections": "SELECT organization, body FROM organization_sections WHERE organization = $1 AND section = 'hierarchy'";
}

/// The whole hierarchy of an organization; an empty one where there is none.
///
/// # Errors
/// [`StoreError`].
pub async fn whole(tx: &mut Tx, organization: &OrganizationCode) -> Result<Hierarchy, StoreError> {
    let mut hierarchy = Hierarchy::default();
    for record in tx.rows(&NODES, args![organization]).await? {
        let node = PositionId::from(record.text("node")?);
        if record.bool("is_root")? {
            hierarchy.root = Some(node.clone());
        }
        let parent = record.opt_text("parent")?.map(PositionId::from);
        hierarchy.nodes.insert(node, parent);
    }
    if let Some(record) = tx.one(&SECTION, args![organization]).await? {
        hierarchy.required = record.json::<HierarchyBody>("body")?.required;
    }
    Ok(hierarchy)
}

/// The positions of an organization in document order, each with the one above it; the first is the root.
///
/// # Errors
/// [`StoreError`].
pub async fn in_order(
    tx: &mut Tx,
    organization: &OrganizationCode,
) -> Result<Vec<(PositionId, Option<PositionId>)>, StoreError> {
    let records = tx.rows(&NODES, args![organization]).await?;
    records
        .iter()
        .map(|record| {
            let parent = record.opt_text("parent")?.map(PositionId::from);
            Ok((PositionId::from(record.text("node")?), parent))
        })
        .collect()
}

/// Lets whoever holds or remembers a position hold or remember it under its new id.
///
/// # Errors
/// [`StoreError`].
pub async fn rename(
    tx: &mut Tx,
    organization: &OrganizationCode,
    before: &PositionId,
    after: &PositionId,
) -> Result<(), StoreError> {
    tx.execute(&RENAME_HELD, args![organization, before, after])
        .await?;
    tx.execute(&RENAME_REMEMBERED, args![organization, before, after])
        .await
        .map(drop)
}
