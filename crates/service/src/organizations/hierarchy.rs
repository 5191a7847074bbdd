//! Changing the positions inside an organization: renamed, moved below others, deleted, added, in that order.
//!
//! Whoever holds or remembers a position that is deleted stands at the root (enterprise 1).

use crate::error::ServiceError;
use rehome_domain::ids::PositionId;
use rehome_domain::organization::Organization;
use rehome_domain::tree::Placed;
use rehome_storage::organizations::Settings;
use rehome_storage::{Tx, hierarchy};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Changes of section `hierarchy`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HierarchyPatch {
    /// Whether everybody must hold a position that is not the root; absent stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// New ids by the old ones; who holds or remembers the position follows.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rename: BTreeMap<PositionId, PositionId>,
    /// The position each is to lie below.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub reparent: BTreeMap<PositionId, PositionId>,
    /// Positions to delete, with all below them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub delete: BTreeSet<PositionId>,
    /// Positions to add.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<NewPosition>,
}

/// A position to add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPosition {
    /// Its id.
    pub id: PositionId,
    /// The position above; none for the first, which is the root.
    #[serde(default)]
    pub parent: Option<PositionId>,
}

type Nodes = Vec<(PositionId, Option<PositionId>)>;

pub(super) async fn changed_hierarchy(
    tx: &mut Tx,
    place: Placed<'_>,
    stored: &Organization,
    patch: HierarchyPatch,
) -> Result<Settings, ServiceError> {
    if !place.kind.has_hierarchy() {
        return Err(ServiceError::rejected(
            "setting-not-here",
            "this kind of organization has no positions",
        ));
    }
    let before = hierarchy::in_order(tx, &place.code).await?;
    let nodes = changed(before, &patch)?;
    for (old, new) in &patch.rename {
        hierarchy::rename(tx, &place.code, old, new).await?;
    }
    Ok(Settings::Hierarchy {
        required: patch.required.unwrap_or(stored.hierarchy.required),
        nodes,
    })
}

/// The positions after the changes, the root first.
fn changed(mut nodes: Nodes, patch: &HierarchyPatch) -> Result<Nodes, ServiceError> {
    let unknown = |id: &PositionId| {
        ServiceError::rejected("position-unknown", format!("there is no position {id}"))
    };
    let has = |nodes: &Nodes, id: &PositionId| nodes.iter().any(|(node, _)| node == id);
    for (old, new) in &patch.rename {
        if !has(&nodes, old) {
            return Err(unknown(old));
        }
        if has(&nodes, new) {
            return Err(ServiceError::rejected(
                "position-twice",
                format!("there is a position {new} already"),
            ));
        }
        is_legal(new)?;
        for (node, parent) in &mut nodes {
            if node == old {
                node.clone_from(new);
            }
            if parent.as_ref() == Some(old) {
                *parent = Some(new.clone());
            }
        }
    }
    for (id, above) in &patch.reparent {
        if !has(&nodes, above) {
            return Err(unknown(above));
        }
        if is_within(&nodes, above, id) {
            return Err(ServiceError::rejected(
                "position-cycle",
                format!("{above} lies below {id} itself"),
            ));
        }
        let slot = nodes
            .iter_mut()
            .find(|(node, _)| node == id)
            .ok_or_else(|| unknown(id))?;
        if slot.1.is_none() {
            return Err(ServiceError::rejected(
                "position-is-root",
                "the root lies below nothing",
            ));
        }
        slot.1 = Some(above.clone());
    }
    for id in &patch.delete {
        let is_root = nodes.first().is_some_and(|(root, _)| root == id);
        if is_root && nodes.len() > 1 {
            return Err(ServiceError::rejected(
                "position-is-root",
                "delete what is below the root first",
            ));
        }
        if !has(&nodes, id) {
            return Err(unknown(id));
        }
        let gone: BTreeSet<PositionId> = nodes
            .iter()
            .map(|(node, _)| node)
            .filter(|node| is_within(&nodes, node, id))
            .cloned()
            .collect();
        // WHY: who held or remembers it would have it back, though it is another one (enterprise 10.9).
        if let Some(again) = patch.add.iter().find(|new| gone.contains(&new.id)) {
            return Err(ServiceError::rejected(
                "position-twice",
                format!(
                    "{} is deleted here; add it in a change of its own",
                    again.id
                ),
            ));
        }
        nodes.retain(|(node, _)| !gone.contains(node));
    }
    for NewPosition { id, parent } in &patch.add {
        is_legal(id)?;
        if has(&nodes, id) {
            return Err(ServiceError::rejected(
                "position-twice",
                format!("there is a position {id} already"),
            ));
        }
        match parent {
            Some(parent) if !has(&nodes, parent) => return Err(unknown(parent)),
            None if !nodes.is_empty() => {
                return Err(ServiceError::rejected(
                    "position-is-root",
                    "there is a root already; say below which position",
                ));
            }
            _ => nodes.push((id.clone(), parent.clone())),
        }
    }
    Ok(nodes)
}

fn is_legal(id: &PositionId) -> Result<(), ServiceError> {
    let text = id.as_str();
    if text.trim() == text
        && (1..=200).contains(&text.chars().count())
        && !text.chars().any(char::is_control)
    {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "bad-id",
        "a position has 1 to 200 characters",
    ))
}

fn is_within(nodes: &Nodes, node: &PositionId, top: &PositionId) -> bool {
    let mut at = Some(node);
    // INVARIANT: a way up is no longer than the number of nodes, so that a cycle in bad data ends.
    for _ in 0..=nodes.len() {
        match at {
            Some(here) if here == top => return true,
            Some(here) => {
                at = nodes
                    .iter()
                    .find(|(node, _)| node == here)
                    .and_then(|(_, parent)| parent.as_ref())
            }
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn nodes() -> Nodes {
        [
            ("top", None),
            ("ward", Some("top")),
            ("night", Some("ward")),
            ("desk", Some("top")),
        ]
        .map(|(node, parent): (&str, Option<&str>)| (node.into(), parent.map(Into::into)))
        .to_vec()
    }

    fn patch(text: &str) -> HierarchyPatch {
        serde_json::from_str(text).unwrap()
    }

    fn told(nodes: &Nodes) -> String {
        let row = |(node, parent): &(PositionId, Option<PositionId>)| {
            format!(
                "{node}<{}",
                parent.as_ref().map_or("", |parent| parent.as_str())
            )
        };
        nodes.iter().map(row).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn positions_are_renamed_moved_deleted_and_added_in_this_order() {
        let after = changed(
            nodes(),
            &patch(
                r#"{"rename":{"ward":"unit"},"reparent":{"desk":"unit"},"delete":["night"],"add":[{"id":"lab","parent":"desk"}]}"#,
            ),
        );
        assert_eq!(told(&after.unwrap()), "top< unit<top desk<unit lab<desk");
    }

    #[test]
    fn what_would_tear_the_tree_is_refused_by_name() {
        for (text, code) in [
            (r#"{"rename":{"gone":"x"}}"#, "position-unknown"),
            (r#"{"rename":{"ward":"desk"}}"#, "position-twice"),
            (r#"{"reparent":{"ward":"night"}}"#, "position-cycle"),
            (r#"{"reparent":{"top":"desk"}}"#, "position-cycle"),
            (r#"{"delete":["top"]}"#, "position-is-root"),
            (r#"{"add":[{"id":"x"}]}"#, "position-is-root"),
            (
                r#"{"add":[{"id":"x","parent":"gone"}]}"#,
                "position-unknown",
            ),
            (r#"{"add":[{"id":" ","parent":"top"}]}"#, "bad-id"),
            (
                r#"{"delete":["ward"],"add":[{"id":"night","parent":"desk"}]}"#,
                "position-twice",
            ),
        ] {
            assert_eq!(
                changed(nodes(), &patch(text)).unwrap_err().code(),
                code,
                "{text}"
            );
        }
    }
}
