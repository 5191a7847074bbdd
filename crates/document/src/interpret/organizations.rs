//! Organizations, whether each may lie where it lies, and their positions.

use super::places::{MAX_LEVELS, Places, Way};
use super::{Section, extra, flag_under, id_under, ids_under, line_under};
use crate::fault::{Code, Log, Path};
use crate::reader::{Node, Value};
use rehome_domain::directory::OrganizationEntry;
use rehome_domain::ids::{OrganizationCode, PositionId};
use rehome_domain::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Reads the section `organizations`.
pub(super) fn read(
    root: &Node<'_>,
    places: &Places<'_>,
    log: &mut Log,
) -> BTreeMap<OrganizationCode, OrganizationEntry> {
    let section = Section::of(root, "organizations");
    let above = Path::Root.key("organizations");
    section
        .entries()
        .filter_map(|(code, node)| {
            let path = above.key(code);
            judge_parent(code, node, places, path, log);
            judge_available(code, node, places, path, log);
            let entry = entry(code, node, section.fields, path, log)?;
            Some((code.into(), entry))
        })
        .collect()
}

fn judge_parent(code: &str, node: &Node<'_>, places: &Places<'_>, path: Path<'_>, log: &mut Log) {
    let Some(kind) = places.get(code).and_then(|place| place.kind) else {
        return;
    };
    let names = || {
        kind.legal_parents()
            .iter()
            .map(|kind| kind.as_str())
            .collect::<Vec<_>>()
            .join(" or ")
    };
    let Some(parent) = node.get("parent") else {
        if !kind.may_be_root() {
            let message = format!(
                "a {} lies under a {}; give its `parent`",
                kind.as_str(),
                names()
            );
            log.add(node.place, path, Code::MissingParent, message);
        }
        return;
    };
    let path = path.key("parent");
    let parent_kind = parent
        .text()
        .and_then(|parent| places.get(parent))
        .and_then(|place| place.kind);
    if let Some(parent_kind) = parent_kind
        && !kind.legal_parents().contains(&parent_kind)
    {
        let message = if kind.legal_parents().is_empty() {
            format!(
                "a {} stands at the top of its tree; take `parent` out",
                kind.as_str()
            )
        } else {
            format!(
                "a {} lies under a {}, not under a {}",
                kind.as_str(),
                names(),
                parent_kind.as_str()
            )
        };
        log.add(parent.place, path, Code::IllegalParent, message);
    }
    match places.way_up(code) {
        Way::Circle => log.add(
            parent.place,
            path,
            Code::ParentCycle,
            "the organization lies under itself; correct a `parent`",
        ),
        Way::Far => {
            let message = format!("a tree has at most {MAX_LEVELS} levels");
            log.add(parent.place, path, Code::TooDeep, message);
        }
        Way::Top { .. } | Way::Lost => {}
    }
}

fn judge_available(
    code: &str,
    node: &Node<'_>,
    places: &Places<'_>,
    path: Path<'_>,
    log: &mut Log,
) {
    let Some(list) = node
        .get("settings")
        .and_then(|settings| settings.get("available_organizations"))
    else {
        return;
    };
    let path = path.key("settings");
    let path = path.key("available_organizations");
    for (index, item) in list.items().iter().enumerate() {
        if let Some(other) = item.text()
            && places.in_different_trees(code, other)
        {
            let message =
                format!("{other:?} lies in another tree; list organizations of this one only");
            log.add(item.place, path.index(index), Code::OtherTree, message);
        }
    }
}

fn entry(
    code: &str,
    node: &Node<'_>,
    fields: &'static [crate::shape::Field],
    path: Path<'_>,
    log: &mut Log,
) -> Option<OrganizationEntry> {
    const TYPED: &[&str] = &["kind", "parent", "name", "status", "hierarchy"];
    const TYPED_SETTINGS: &[&str] = &[
        "require_user_uniqueness",
        "user_move_enabled",
        "available_organizations",
        "admin_moves_to_super",
        "self_moves_of_locked",
        "user_move_for_end_users",
        "undo_days",
        "organization_subscriptions",
        "subscriptions_for_end_users",
        "hierarchy_required",
    ];
    const TYPED_LOOK: &[&str] = &["accent", "logo"];
    let kind = id_under(node, "kind").and_then(OrganizationKind::from_name)?;
    let mut extra = extra(node, fields, TYPED);
    take_out(&mut extra, "settings", TYPED_SETTINGS);
    take_out(&mut extra, "look", TYPED_LOOK);
    let empty = Node {
        place: node.place,
        value: Value::Null,
    };
    let settings = node.get("settings").unwrap_or(&empty);
    let look = node.get("look").unwrap_or(&empty);
    let first = UserMoveSettings::default();
    let flag = |key: &str, otherwise: bool| flag_under(settings, key).unwrap_or(otherwise);
    let subscriptions = SubscriptionSettings::default();
    Some(OrganizationEntry {
        kind,
        parent: id_under(node, "parent").map(Into::into),
        name: line_under(node, "name").unwrap_or_else(|| Arc::from(code)),
        status: id_under(node, "status")
            .and_then(OrganizationStatus::from_name)
            .unwrap_or_default(),
        user_move: UserMoveSettings {
            require_user_uniqueness: flag("require_user_uniqueness", first.require_user_uniqueness),
            user_move_enabled: flag("user_move_enabled", first.user_move_enabled),
            available_organizations: ids_under(settings, "available_organizations")
                .map(Into::into)
                .collect(),
            admin_moves_to_super: flag("admin_moves_to_super", first.admin_moves_to_super),
            self_moves_of_locked: flag("self_moves_of_locked", first.self_moves_of_locked),
            user_move_for_end_users: flag("user_move_for_end_users", first.user_move_for_end_users),
            undo_days: match settings.get("undo_days").map(|node| &node.value) {
                Some(Value::Int(days)) => u32::try_from(*days).unwrap_or(first.undo_days),
                _ => first.undo_days,
            },
        },
        subscriptions: SubscriptionSettings {
            organization_subscriptions: flag(
                "organization_subscriptions",
                subscriptions.organization_subscriptions,
            ),
            subscriptions_for_end_users: flag(
                "subscriptions_for_end_users",
                subscriptions.subscriptions_for_end_users,
            ),
        },
        hierarchy_required: flag("hierarchy_required", false),
        hierarchy: hierarchy(node, kind, path, log),
        look: Look {
            accent: line_under(look, "accent"),
            logo: line_under(look, "logo"),
        },
        extra,
    })
}

/// Takes typed keys out of a kept record; an empty record goes altogether.
fn take_out(extra: &mut Map<String, Json>, key: &str, typed: &[&str]) {
    if let Some(Json::Object(map)) = extra.get_mut(key) {
        map.retain(|key, _| !typed.contains(&key.as_str()));
        if map.is_empty() {
            extra.remove(key);
        }
    }
}

fn hierarchy(
    node: &Node<'_>,
    kind: OrganizationKind,
    path: Path<'_>,
    log: &mut Log,
) -> Vec<(PositionId, Option<PositionId>)> {
    let mut positions = Vec::new();
    let Some(top) = node.get("hierarchy") else {
        return positions;
    };
    let path = path.key("hierarchy");
    if matches!(
        kind,
        OrganizationKind::SuperEnterprise | OrganizationKind::Enterprise
    ) && !top.entries().is_empty()
    {
        let message = format!(
            "a {} has no positions; give them to its suborganizations",
            kind.as_str()
        );
        log.add(top.place, path, Code::NoHierarchyHere, message);
    }
    flatten(top, None, &mut HashSet::new(), &mut positions, path, log);
    positions
}

fn flatten<'t>(
    node: &'t Node<'_>,
    above: Option<&PositionId>,
    seen: &mut HashSet<&'t str>,
    positions: &mut Vec<(PositionId, Option<PositionId>)>,
    path: Path<'_>,
    log: &mut Log,
) {
    for entry in node.entries() {
        let path = path.key(&entry.key);
        if !seen.insert(&entry.key) {
            log.add(
                entry.place,
                path,
                Code::PositionTwice,
                "this position is already in the hierarchy; give it another id",
            );
            continue;
        }
        let id = PositionId::from(&*entry.key);
        positions.push((id.clone(), above.cloned()));
        flatten(&entry.node, Some(&id), seen, positions, path, log);
    }
}
