//! Organizations as values.

use super::record::Record;
use rehome_domain::directory::OrganizationEntry;
use rehome_domain::ids::PositionId;
use rehome_domain::organization::{OrganizationStatus, SubscriptionSettings, UserMoveSettings};
use serde_json::Value;
use std::collections::HashMap;

/// An organization without defaults.
pub(super) fn organization(code: &str, entry: &OrganizationEntry) -> Value {
    let OrganizationEntry {
        kind,
        parent,
        name,
        status,
        user_move,
        subscriptions,
        hierarchy_required,
        hierarchy,
        look,
        extra,
    } = entry;
    let mut record = Record::with(extra);
    record.put("kind", kind.as_str());
    record.put_text("parent", parent.as_ref());
    record.put_text("name", Some(name).filter(|name| ***name != *code));
    record.put_text(
        "status",
        Some(status.as_str()).filter(|_| *status != OrganizationStatus::Active),
    );
    record.put_into(
        "settings",
        settings(user_move, subscriptions, *hierarchy_required),
    );
    if !hierarchy.is_empty() {
        record.put("hierarchy", nested(hierarchy));
    }
    let mut shown = Record::default();
    shown.put_text("accent", look.accent.as_ref());
    shown.put_text("logo", look.logo.as_ref());
    record.put_into("look", shown);
    record.into_value()
}

fn settings(
    user_move: &UserMoveSettings,
    subscriptions: &SubscriptionSettings,
    hierarchy_required: bool,
) -> Record {
    let UserMoveSettings {
        require_user_uniqueness,
        user_move_enabled,
        available_organizations,
        admin_moves_to_super,
        self_moves_of_locked,
        user_move_for_end_users,
        undo_days,
    } = user_move;
    let SubscriptionSettings {
        organization_subscriptions,
        subscriptions_for_end_users,
    } = subscriptions;
    let first = UserMoveSettings::default();
    let first_subscriptions = SubscriptionSettings::default();
    let mut record = Record::default();
    record.put_unless(
        "require_user_uniqueness",
        *require_user_uniqueness,
        first.require_user_uniqueness,
    );
    record.put_unless(
        "user_move_enabled",
        *user_move_enabled,
        first.user_move_enabled,
    );
    record.put_list("available_organizations", available_organizations.iter());
    record.put_unless(
        "admin_moves_to_super",
        *admin_moves_to_super,
        first.admin_moves_to_super,
    );
    record.put_unless(
        "self_moves_of_locked",
        *self_moves_of_locked,
        first.self_moves_of_locked,
    );
    record.put_unless(
        "user_move_for_end_users",
        *user_move_for_end_users,
        first.user_move_for_end_users,
    );
    if *undo_days != first.undo_days {
        record.put("undo_days", *undo_days);
    }
    let key = "organization_subscriptions";
    record.put_unless(
        key,
        *organization_subscriptions,
        first_subscriptions.organization_subscriptions,
    );
    let key = "subscriptions_for_end_users";
    record.put_unless(
        key,
        *subscriptions_for_end_users,
        first_subscriptions.subscriptions_for_end_users,
    );
    record.put_unless("hierarchy_required", hierarchy_required, false);
    record
}

/// Positions inside each other, in their order.
fn nested(hierarchy: &[(PositionId, Option<PositionId>)]) -> Value {
    type Below<'h> = HashMap<Option<&'h PositionId>, Vec<&'h PositionId>>;
    fn inside(above: Option<&PositionId>, below: &Below<'_>) -> Value {
        let here = below.get(&above).into_iter().flatten();
        Value::Object(
            here.map(|id| (id.to_string(), inside(Some(id), below)))
                .collect(),
        )
    }
    let mut below: Below<'_> = HashMap::new();
    for (id, above) in hierarchy {
        below.entry(above.as_ref()).or_default().push(id);
    }
    inside(None, &below)
}
