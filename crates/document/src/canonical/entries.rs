//! The entries of a document as values, in canonical order and without defaults.

use crate::interpret::default_name;
use rehome_domain::directory::{
    AddressEntry, AttributeEntry, Directory, GroupEntry, OrganizationEntry, UserEntry,
};
use rehome_domain::ids::PositionId;
use rehome_domain::organization::{OrganizationStatus, SubscriptionSettings, UserMoveSettings};
use rehome_domain::people::{Grant, UserStatus};
use rehome_domain::role::RoleClone;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Display;
use std::sync::Arc;

/// Calls back with section, id and value of every entry, sections and ids in order.
pub(super) fn each(directory: &Directory, write: &mut dyn FnMut(&str, &str, Value)) {
    let mut names: BTreeSet<&str> = directory.sections.keys().map(String::as_str).collect();
    names.extend(["attributes", "groups", "organizations", "roles", "users"]);
    for name in names {
        match name {
            "attributes" => directory
                .attributes
                .iter()
                .for_each(|(id, entry)| write(name, id.as_str(), attribute(entry))),
            "groups" => directory
                .groups
                .iter()
                .for_each(|(id, entry)| write(name, id.as_str(), group(id.as_str(), entry))),
            "organizations" => {
                directory.organizations.iter().for_each(|(id, entry)| {
                    write(name, id.as_str(), organization(id.as_str(), entry))
                });
            }
            "roles" => directory
                .roles
                .iter()
                .for_each(|(id, entry)| write(name, id.as_str(), role(entry))),
            "users" => directory.users.iter().for_each(|(id, entry)| {
                write(name, id.as_str(), user(id.as_str(), entry, directory))
            }),
            "api_tokens" => {}
            _ => {
                let entries = directory.sections.get(name).into_iter().flatten();
                entries.for_each(|(id, entry)| write(name, id, sorted(entry)));
            }
        }
    }
}

/// A record whose keys are sorted.
#[derive(Default)]
struct Record(BTreeMap<String, Value>);

impl Record {
    /// A record that begins with what is kept as given.
    fn with(extra: &Map<String, Value>) -> Self {
        Self(
            extra
                .iter()
                .map(|(key, value)| (key.clone(), sorted(value)))
                .collect(),
        )
    }

    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    fn put_text(&mut self, key: &str, text: Option<impl Display>) {
        if let Some(text) = text {
            self.put(key, text.to_string());
        }
    }

    fn put_unless(&mut self, key: &str, value: bool, default: bool) {
        if value != default {
            self.put(key, value);
        }
    }

    fn put_list(&mut self, key: &str, list: impl Iterator<Item = impl Display>) {
        let list: Vec<Value> = list.map(|item| Value::from(item.to_string())).collect();
        if !list.is_empty() {
            self.put(key, list);
        }
    }

    /// Adds typed keys to a record that may already be there.
    fn put_into(&mut self, key: &str, more: Record) {
        let mut inner = match self.0.remove(key) {
            Some(Value::Object(map)) => Record(map.into_iter().collect()),
            _ => Record::default(),
        };
        inner.0.extend(more.0);
        if !inner.0.is_empty() {
            self.put(key, inner.into_value());
        }
    }

    fn into_value(self) -> Value {
        Value::Object(self.0.into_iter().collect())
    }
}

/// A value with all its keys sorted.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(sorted).collect(),
        Value::Object(map) => Record::with(map).into_value(),
        other => other.clone(),
    }
}

fn organization(code: &str, entry: &OrganizationEntry) -> Value {
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
    shown.put_text("theme", look.theme.as_ref());
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

fn user(id: &str, entry: &UserEntry, directory: &Directory) -> Value {
    let UserEntry {
        home,
        username,
        given,
        surname,
        name,
        status,
        locked,
        position,
        remembered_positions,
        sponsor,
        manager,
        mapping_id,
        roles,
        subscriptions,
        attributes,
        user_base,
        manage_dependents,
        addresses: held,
        password: _,
        extra,
    } = entry;
    let mut record = Record::with(extra);
    record.put("home", home.as_str());
    record.put_text(
        "username",
        Some(username).filter(|username| ***username != *id),
    );
    record.put_text("given", given.as_ref());
    record.put_text("surname", surname.as_ref());
    let default = default_name(given.as_deref(), surname.as_deref(), username);
    record.put_text("name", Some(name).filter(|name| ***name != *default));
    record.put_text(
        "status",
        Some(status.as_str()).filter(|_| *status != UserStatus::Active),
    );
    record.put_unless("locked", *locked, false);
    record.put_text("position", position.as_ref());
    if !remembered_positions.is_empty() {
        let positions = remembered_positions
            .iter()
            .map(|(code, id)| (code.to_string(), Value::from(id.as_str())));
        record.put("remembered_positions", Value::Object(positions.collect()));
    }
    record.put_text("sponsor", sponsor.as_ref());
    record.put_text("manager", manager.as_ref());
    record.put_text("mapping_id", mapping_id.as_ref());
    if !roles.is_empty() {
        record.put(
            "roles",
            roles
                .iter()
                .map(|grant| held_role(grant, directory))
                .collect::<Vec<_>>(),
        );
    }
    if !subscriptions.is_empty() {
        let list = subscriptions.iter().map(|subscription| {
            let mut record = Record::default();
            record.put("to", subscription.to.as_str());
            record.put_text("start", Some(subscription.start));
            record.put_text("end", subscription.end);
            record.into_value()
        });
        record.put("subscriptions", list.collect::<Vec<_>>());
    }
    if !attributes.is_empty() {
        let values = attributes
            .iter()
            .map(|(id, value)| (id.to_string(), sorted(value)));
        record.put("attributes", Value::Object(values.collect()));
    }
    if let Some(base) = user_base {
        let mut limits = Record::default();
        limits.put_list("positions", base.positions.iter());
        limits.put_list("groups", base.groups.iter());
        record.put("user_base", limits.into_value());
    }
    record.put_unless("manage_dependents", *manage_dependents, true);
    if !held.is_empty() {
        record.put("addresses", addresses(held));
    }
    record.put_unless(
        "profile_incomplete",
        profile_incomplete(entry, directory),
        false,
    );
    record.into_value()
}

/// Whether the home wants a position and the user has none but the root.
fn profile_incomplete(user: &UserEntry, directory: &Directory) -> bool {
    let Some(home) = directory
        .organizations
        .get(&user.home)
        .filter(|home| home.hierarchy_required)
    else {
        return false;
    };
    let root = home.hierarchy.first().map(|(root, _)| root);
    user.position.is_none() || user.position.as_ref() == root
}

fn held_role(grant: &Grant, directory: &Directory) -> Value {
    let mut record = Record::default();
    record.put("role", grant.role.as_str());
    record.put(
        "at",
        grant
            .at
            .as_ref()
            .map_or(Value::Null, |at| Value::from(at.as_str())),
    );
    // WHY: a role bound to a service that is not there is held, but opens nothing (ruling 40).
    let service = directory
        .roles
        .get(&grant.role)
        .and_then(|role| role.service.as_deref());
    let at = grant
        .at
        .as_ref()
        .and_then(|at| directory.organizations.get(at));
    if let (Some(service), Some(at)) = (service, at) {
        let has_service = at
            .extra
            .get("services")
            .is_some_and(|services| services.get(service).is_some());
        record.put_unless("inert", !has_service, false);
    }
    record.into_value()
}

fn addresses(addresses: &BTreeMap<Arc<str>, AddressEntry>) -> Value {
    let entries = addresses.iter().map(|(address, entry)| {
        let value = if entry.primary {
            json!({ "primary": true })
        } else {
            json!({})
        };
        (address.to_string(), value)
    });
    Value::Object(entries.collect())
}

fn group(id: &str, entry: &GroupEntry) -> Value {
    let GroupEntry {
        organization,
        name,
        members,
        dynamic,
        extra,
    } = entry;
    let mut record = Record::with(extra);
    record.put("organization", organization.as_str());
    record.put_text("name", Some(name).filter(|name| ***name != *id));
    record.put_list("members", members.iter());
    record.put_text("kind", dynamic.then_some("dynamic"));
    record.into_value()
}

fn role(entry: &RoleClone) -> Value {
    let RoleClone {
        like,
        name,
        grant,
        deny,
        allowed_at,
        service,
    } = entry;
    let mut record = Record::default();
    record.put_text("like", Some(like));
    record.put_text("name", name.as_ref());
    record.put_list("grant", grant.iter());
    record.put_list("deny", deny.iter());
    record.put_list("allowed_at", allowed_at.iter().map(|kind| kind.as_str()));
    record.put_text("service", service.as_ref());
    record.into_value()
}

fn attribute(entry: &AttributeEntry) -> Value {
    let AttributeEntry { at, kind } = entry;
    let mut record = Record::default();
    record.put_text("at", at.as_ref());
    record.put_text("kind", Some(kind).filter(|kind| &***kind != "text"));
    record.into_value()
}
