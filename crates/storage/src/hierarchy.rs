//! The positions inside one organization, all of them: for choosing one, and for changing them.

use crate::directory::HierarchyBody;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::{OrganizationCode, PositionId};
use rehome_domain::organization::Hierarchy;

statements! {
    NODES "hierarchy_nodes": "SELECT node, parent, is_root FROM hierarchy_nodes WHERE organization = $1 ORDER BY ordinal, node";
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
