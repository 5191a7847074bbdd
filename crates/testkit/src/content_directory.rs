//! The accounts of the cast as a document gives them.

use rehome_domain::content::{
    Account, ContentFacts, Folder, Item, ItemKind, Member, Reviewer, Sharing, Who,
};
use rehome_domain::directory::GroupEntry;
use rehome_domain::ids::GroupId;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

type Sections = BTreeMap<String, BTreeMap<String, Value>>;

/// A record without what says nothing.
fn record(value: Value) -> Map<String, Value> {
    let Value::Object(mut map) = value else {
        panic!("{value} is no record");
    };
    map.retain(|_, value| match value {
        Value::Null => false,
        Value::Object(map) => !map.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Bool(is_so) => *is_so,
        Value::Number(number) => number.as_u64() != Some(0),
        Value::String(_) => true,
    });
    map
}

/// The fields of an account.
pub(crate) fn account_fields(account: &Account) -> Map<String, Value> {
    let mut fields = record(json!({
        "sign_in": account.sign_in, "billing_contact": account.billing_contact, "partners": account.partners,
    }));
    for (key, limit) in [
        ("seats", account.seats.map(u64::from)),
        ("storage_bytes", account.storage_bytes),
    ] {
        if let Some(limit) = limit {
            fields.insert(key.to_owned(), limit.into());
        }
    }
    if let Some(plan) = account.plan {
        fields.insert("plan".to_owned(), plan.as_str().into());
    }
    fields
}

/// The fields of somebody in an account.
pub(crate) fn member_fields(member: &Member) -> Map<String, Value> {
    let delegations = member.delegations.iter();
    let delegations: Vec<Value> = delegations
        .map(|it| Value::Object(record(json!(it))))
        .collect();
    record(json!({ "profile": member.profile, "delegations": delegations }))
}

fn reviewer(reviewer: &Reviewer) -> Value {
    let mut fields = record(json!({ "role": reviewer.role, "decision": reviewer.decision }));
    let (key, id) = match &reviewer.who {
        Who::User(user) => ("user", user.as_str()),
        Who::Guest(guest) => ("guest", guest.as_str()),
    };
    fields.insert(key.to_owned(), id.into());
    Value::Object(fields)
}

fn item(item: &Item) -> Value {
    let kind = match item.kind {
        ItemKind::Proof => "proof",
        ItemKind::File => "file",
    };
    let fields: BTreeMap<_, _> = item.custom_fields.iter().map(|it| (it, "so")).collect();
    let reviewers: Vec<Value> = item.reviewers.iter().map(reviewer).collect();
    Value::Object(record(json!({
        "kind": kind, "account": item.account, "owner": item.owner, "creator": item.creator, "folder": item.folder, "set": item.set,
        "version": item.version, "bytes": item.bytes, "reviewers": reviewers, "comments": item.comments,
        "action_flags": item.action_flags, "flags_are_text": item.flags_are_text, "custom_fields": fields, "stages": item.stages,
        "tags": item.tags, "deadline": item.deadline, "trashed": item.trashed, "locked": item.locked, "archived": item.archived,
    })))
}

fn folder(folder: &Folder) -> Value {
    Value::Object(record(json!({
        "account": folder.account, "name": folder.name, "owner": folder.owner, "creator": folder.creator, "private": folder.private,
        "parent": folder.parent, "shared_with": folder.shared_with,
    })))
}

/// What people own.
pub(crate) fn sections(facts: &ContentFacts) -> Sections {
    let shared = |it: Sharing| match it {
        Sharing::OnlyMe => "only_me",
        Sharing::AllUsers => "all_users",
        Sharing::NamedUsers => "named_users",
    };
    let profiles = facts.profiles.iter().map(|(id, it)| {
        let mut body = record(json!(it));
        body.remove("revision");
        // What is said by default is the other.
        for (field, is_said) in [
            ("enabled", !it.enabled),
            ("manage_users", it.manage_users == Some(false)),
        ] {
            if is_said {
                body.insert(field.to_owned(), false.into());
            }
        }
        (id.to_string(), Value::Object(body))
    });
    let folders = facts.folders.iter();
    let items = facts.items.iter();
    let views = facts.views.iter().map(|(id, it)| {
        let body = json!({ "account": it.account, "owner": it.owner, "shared": shared(it.shared) });
        (id.to_string(), body)
    });
    let templates = facts.templates.iter().map(|(id, it)| {
        let body = json!({ "account": it.account, "owner": it.owner });
        (id.to_string(), body)
    });
    let dropzones = facts.dropzones.iter().map(|(id, it)| {
        let body = json!({ "account": it.account, "owner": it.owner, "folder": it.folder });
        (id.to_string(), Value::Object(record(body)))
    });
    let mut sections = Sections::new();
    for (name, entries) in [
        ("profiles", profiles.collect::<BTreeMap<_, _>>()),
        (
            "folders",
            folders
                .map(|(id, it)| (id.to_string(), folder(it)))
                .collect(),
        ),
        (
            "items",
            items.map(|(id, it)| (id.to_string(), item(it))).collect(),
        ),
        ("views", views.collect()),
        ("workflow_templates", templates.collect()),
        ("dropzones", dropzones.collect()),
    ] {
        if !entries.is_empty() {
            sections.insert(name.to_owned(), entries);
        }
    }
    sections
}

/// The groups that somebody owns.
pub(crate) fn groups(facts: &ContentFacts) -> impl Iterator<Item = (GroupId, GroupEntry)> {
    facts.groups.iter().map(|(id, it)| {
        let entry = GroupEntry {
            organization: it.account.clone(),
            name: id.as_str().into(),
            members: BTreeSet::new(),
            dynamic: false,
            extra: record(json!({ "owner": it.owner, "private": it.private })),
        };
        (id.clone(), entry)
    })
}
