//! Clones of roles, and whether a role fits where it is held.

use super::{Section, id_under, line_under, texts_under};
use crate::fault::{Code, Log, Path};
use crate::reader::Node;
use rehome_domain::ids::RoleId;
use rehome_domain::organization::OrganizationKind;
use rehome_domain::role::{BuiltIn, Permission, RoleClone};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads the section `roles`.
pub(super) fn read(root: &Node<'_>, log: &mut Log) -> BTreeMap<RoleId, RoleClone> {
    let above = Path::Root.key("roles");
    let profiles = Path::Root.key("profiles");
    for (id, node) in Section::of(root, "profiles").entries() {
        if crate::shape::PROFILES.contains(&id) {
            let message = "this is the name of a built-in profile; give the clone another id";
            log.add(node.place, profiles.key(id), Code::NameOfBuiltIn, message);
        }
    }
    Section::of(root, "roles")
        .entries()
        .filter_map(|(id, node)| {
            let path = above.key(id);
            if BuiltIn::from_name(id).is_some() {
                let message = "this is the name of a built-in role; give the clone another id";
                log.add(node.place, path, Code::NameOfBuiltIn, message);
            }
            Some((id.into(), clone(node, path, log)?))
        })
        .collect()
}

fn clone(node: &Node<'_>, path: Path<'_>, log: &mut Log) -> Option<RoleClone> {
    let like = node.get("like")?;
    let name = like.text()?;
    let Some(original) = BuiltIn::from_name(name) else {
        let message = format!("a clone is like a built-in role, which {name:?} is not");
        log.add(like.place, path.key("like"), Code::UnknownWord, message);
        return None;
    };
    for list in ["grant", "deny"] {
        let path = path.key(list);
        for (index, item) in node
            .get(list)
            .map(Node::items)
            .unwrap_or(&[])
            .iter()
            .enumerate()
        {
            let Some(name) = item.text() else { continue };
            let named = Permission::named(name);
            let keys = original.row().keys;
            if named.is_empty() {
                let hint =
                    crate::shape::hint(name, Permission::ALL.into_iter().map(Permission::as_str));
                log.add(
                    item.place,
                    path.index(index),
                    Code::UnknownPermission,
                    format!("there is no permission {name:?}{hint}"),
                );
            // WHY: roles of hosting, telephony and content trees have no keys of their own yet.
            } else if list == "grant"
                && !keys.is_empty()
                && !keys
                    .iter()
                    .any(|(permission, _)| named.contains(permission))
            {
                let message = format!(
                    "{} does not have {name:?}, so its clone cannot have it either",
                    like.text().unwrap_or("")
                );
                log.add(item.place, path.index(index), Code::BeyondOriginal, message);
            }
        }
    }
    let allowed_at = node.get("allowed_at").map(Node::items).unwrap_or(&[]);
    for (index, item) in allowed_at.iter().enumerate() {
        if let Some(kind) = item.text().and_then(OrganizationKind::from_name)
            && !original.row().allowed_at.contains(&kind)
        {
            let message = format!(
                "{name} is not held at a {}, so its clone cannot be either",
                kind.as_str()
            );
            log.add(
                item.place,
                path.key("allowed_at").index(index),
                Code::BeyondOriginal,
                message,
            );
        }
    }
    Some(RoleClone {
        like: Arc::from(name),
        name: line_under(node, "name"),
        grant: texts_under(node, "grant"),
        deny: texts_under(node, "deny"),
        allowed_at: allowed_at
            .iter()
            .filter_map(Node::text)
            .filter_map(OrganizationKind::from_name)
            .collect(),
        service: id_under(node, "service").map(Arc::from),
    })
}
