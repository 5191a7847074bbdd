//! The entries of a document as values, in canonical order and without defaults.

use super::organizations::organization;
use super::record::{Record, sorted};
use crate::interpret::default_name;
use rehome_domain::directory::{AddressEntry, AttributeEntry, Directory, GroupEntry, UserEntry};
use rehome_domain::organization::Hierarchy;
use rehome_domain::people::{Grant, UserStatus};
use rehome_domain::role::RoleClone;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
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
    directory.organizations.get(&user.home).is_some_and(|home| {
        let hierarchy = Hierarchy {
            required: home.hierarchy_required,
            root: home.hierarchy.first().map(|(root, _)| root.clone()),
            ..Hierarchy::default()
        };
        hierarchy.lacks(user.position.as_ref())
    })
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
