//! What people own in accounts, in and out of the tables: folders, proofs and files, views, groups, templates, dropzones.
//!
//! The entry stays as a document gave it; what has a column is put over it where that says something else. To add a field
//! that something changes, give it a column, a place in the row, and one in the function that puts it back.

use super::accounts::list;
use super::import::insert;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args, json};
use rehome_domain::content::{ContentFacts, Item, Reviewer, Sharing, Who};
use rehome_domain::directory::Directory;
use rehome_domain::ids::GroupId;
use rehome_domain::text::folded;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

statements! {
    FOLDERS "account_folders": "INSERT INTO account_folders (id, account, name, name_key, owner, creator, private, parent, body)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, CAST(value ->> 6 AS BIGINT), value ->> 7, value ->> 8 FROM json_each($1)";
    SHARES "folder_shares": "INSERT INTO folder_shares (folder, user_id) SELECT value ->> 0, value ->> 1 FROM json_each($1)";
    ITEMS "items": "INSERT INTO items (id, kind, account, owner, creator, folder, version_set, version, bytes, reviewers, comments, action_flags,
            flags_are_text, custom_fields, stages, tags, deadline, trashed, locked, archived, object, checksum, body, name_key, revision)
        SELECT value ->> 'id', value ->> 'kind', value ->> 'account', value ->> 'owner', value ->> 'creator', value ->> 'folder', value ->> 'set',
            CAST(value ->> 'version' AS BIGINT), CAST(value ->> 'bytes' AS BIGINT), value ->> 'reviewers', CAST(value ->> 'comments' AS BIGINT),
            CAST(value ->> 'action_flags' AS BIGINT), CAST(value ->> 'flags_are_text' AS BIGINT), value ->> 'custom_fields',
            CAST(value ->> 'stages' AS BIGINT), value ->> 'tags', value ->> 'deadline', CAST(value ->> 'trashed' AS BIGINT),
            CAST(value ->> 'locked' AS BIGINT), CAST(value ->> 'archived' AS BIGINT), value ->> 'object', value ->> 'checksum', value ->> 'body', value ->> 'name_key', 1
        FROM json_each($1)";
    LISTED "item_reviewers": "INSERT INTO item_reviewers (user_id, item) SELECT value ->> 0, value ->> 1 FROM json_each($1)";
    STORED "account_usage": "UPDATE account_usage SET bytes = account_usage.bytes + CAST(n.value ->> 1 AS BIGINT) FROM json_each($1) n
        WHERE account_usage.account = n.value ->> 0";
    VIEWS "account_views": "INSERT INTO account_views (id, account, owner, shared, body)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each($1)";
    TEMPLATES "workflow_templates": "INSERT INTO workflow_templates (id, account, owner, body)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each($1)";
    DROPZONES "dropzones": "INSERT INTO dropzones (id, account, owner, folder, body)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each($1)";
    GROUPS "account_groups": "INSERT INTO account_groups (id, account, owner, private)
        SELECT value ->> 0, value ->> 1, value ->> 2, CAST(value ->> 3 AS BIGINT) FROM json_each($1)";
    ALL_PROFILES "account_profiles": "SELECT id, body FROM account_profiles";
    ALL_FOLDERS "account_folders": "SELECT id, account, name, owner, creator, private, parent, body FROM account_folders";
    SOME_ITEMS "items": "SELECT id, account, owner, creator, folder, version_set, flags_are_text, custom_fields, body FROM items WHERE id > $1 ORDER BY id LIMIT $2";
    ALL_VIEWS "account_views": "SELECT id, account, owner, body FROM account_views";
    ALL_TEMPLATES "workflow_templates": "SELECT id, account, owner, body FROM workflow_templates";
    ALL_DROPZONES "dropzones": "SELECT id, account, owner, folder, body FROM dropzones";
    ALL_GROUPS "account_groups": "SELECT id, owner FROM account_groups";
}

/// The sections that have tables of their own.
pub(super) const SECTIONS: [&str; 6] = [
    "profiles",
    "folders",
    "items",
    "views",
    "workflow_templates",
    "dropzones",
];

/// Items to a statement.
const AT_ONCE: i64 = 10_000;

/// Somebody listed, as a document and the table have it.
#[derive(Serialize)]
pub(crate) struct ReviewerRow<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guest: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'a str>,
}

impl<'a> ReviewerRow<'a> {
    fn of(reviewer: &'a Reviewer) -> Self {
        let (user, guest) = match &reviewer.who {
            Who::User(user) => (Some(user.as_str()), None),
            Who::Guest(guest) => (None, Some(guest.as_str())),
        };
        Self {
            user,
            guest,
            role: reviewer.role.as_deref(),
            decision: reviewer.decision.as_deref(),
        }
    }
}

/// An item as a row.
#[derive(Serialize)]
pub(crate) struct ItemRow<'a> {
    id: &'a str,
    kind: &'static str,
    account: &'a str,
    owner: &'a str,
    creator: &'a str,
    folder: Option<&'a str>,
    set: Option<&'a str>,
    version: u32,
    bytes: i64,
    reviewers: String,
    comments: i64,
    action_flags: u32,
    flags_are_text: u8,
    custom_fields: String,
    stages: u32,
    tags: String,
    deadline: Option<&'a str>,
    trashed: u8,
    locked: u8,
    archived: u8,
    object: Option<&'a str>,
    checksum: Option<&'a str>,
    body: String,
    name_key: String,
    #[serde(skip)]
    listed: BTreeSet<&'a str>,
}

/// A number as a column has it.
pub(crate) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl<'a> ItemRow<'a> {
    /// `file` is how it is called; by its id where it has no name.
    pub(crate) fn of(id: &'a str, item: &'a Item, file: Option<&str>, body: String) -> Self {
        let listed = item.reviewers.iter().filter_map(|it| match &it.who {
            Who::User(user) => Some(user.as_str()),
            Who::Guest(_) => None,
        });
        Self {
            name_key: folded(file.unwrap_or(id)),
            listed: listed.collect(),
            id,
            kind: match item.kind {
                rehome_domain::content::ItemKind::Proof => "proof",
                rehome_domain::content::ItemKind::File => "file",
            },
            account: item.account.as_str(),
            owner: item.owner.as_str(),
            creator: item.creator.as_str(),
            folder: item.folder.as_ref().map(|it| it.as_str()),
            set: item.set.as_ref().map(|it| it.as_str()),
            version: item.version,
            bytes: stored(item.bytes),
            reviewers: list(item.reviewers.iter().map(ReviewerRow::of)),
            comments: stored(item.comments),
            action_flags: item.action_flags,
            flags_are_text: u8::from(item.flags_are_text),
            custom_fields: json(&item.custom_fields),
            stages: item.stages,
            tags: json(&item.tags),
            deadline: item.deadline.as_deref(),
            trashed: u8::from(item.trashed),
            locked: u8::from(item.locked),
            archived: u8::from(item.archived),
            object: None,
            checksum: None,
            body,
        }
    }

    /// With where its bytes lie.
    pub(crate) fn kept(self, object: &'a str, checksum: &'a str) -> Self {
        Self {
            object: Some(object),
            checksum: Some(checksum),
            ..self
        }
    }
}

/// Puts items in, and counts them where they are kept.
pub(crate) async fn add_items(tx: &mut Tx, rows: &[ItemRow<'_>]) -> Result<(), StoreError> {
    insert(tx, &ITEMS, rows).await?;
    let listed = rows
        .iter()
        .flat_map(|row| row.listed.iter().map(move |user| (user, row.id)));
    insert(tx, &LISTED, &listed.collect::<Vec<_>>()).await?;
    let mut stored: BTreeMap<&str, i64> = BTreeMap::new();
    for row in rows {
        *stored.entry(row.account).or_default() += row.bytes;
    }
    insert(tx, &STORED, &stored.into_iter().collect::<Vec<_>>()).await
}

/// Puts in what people of a document own.
pub(super) async fn store(
    tx: &mut Tx,
    directory: &Directory,
    facts: &ContentFacts,
) -> Result<(), StoreError> {
    let entries = |section: &str| directory.sections.get(section).into_iter().flatten();
    let folders: Vec<_> = entries("folders")
        .filter_map(|(id, body)| {
            let it = facts.folders.get(id.as_str())?;
            let body = body.to_string();
            let names = (id, &it.account, &it.name, folded(&it.name));
            let (id, account, name, key) = names;
            let private = u8::from(it.private);
            let whose = (&it.owner, &it.creator);
            Some((
                id, account, name, key, whose.0, whose.1, private, &it.parent, body,
            ))
        })
        .collect();
    insert(tx, &FOLDERS, &folders).await?;
    let shares: Vec<_> = entries("folders")
        .filter_map(|(id, _)| Some((id, &facts.folders.get(id.as_str())?.shared_with)))
        .flat_map(|(id, with)| with.iter().map(move |user| (id, user)))
        .collect();
    insert(tx, &SHARES, &shares).await?;
    let items: Vec<_> = entries("items")
        .filter_map(|(id, body)| {
            let item = facts.items.get(id.as_str())?;
            let file = body.get("file").and_then(Value::as_str);
            Some(ItemRow::of(id, item, file, body.to_string()))
        })
        .collect();
    add_items(tx, &items).await?;
    let views: Vec<_> = entries("views")
        .filter_map(|(id, body)| {
            let it = facts.views.get(id.as_str())?;
            let shared = match it.shared {
                Sharing::OnlyMe => "only_me",
                Sharing::AllUsers => "all_users",
                Sharing::NamedUsers => "named_users",
            };
            Some((id, &it.account, &it.owner, shared, body.to_string()))
        })
        .collect();
    insert(tx, &VIEWS, &views).await?;
    let templates: Vec<_> = entries("workflow_templates")
        .filter_map(|(id, body)| {
            let it = facts.templates.get(id.as_str())?;
            Some((id, &it.account, &it.owner, body.to_string()))
        })
        .collect();
    insert(tx, &TEMPLATES, &templates).await?;
    let dropzones: Vec<_> = entries("dropzones")
        .filter_map(|(id, body)| {
            let it = facts.dropzones.get(id.as_str())?;
            Some((id, &it.account, &it.owner, &it.folder, body.to_string()))
        })
        .collect();
    insert(tx, &DROPZONES, &dropzones).await?;
    let groups = facts.groups.iter();
    let groups: Vec<_> = groups
        .map(|(id, it)| (id, &it.account, &it.owner, u8::from(it.private)))
        .collect();
    insert(tx, &GROUPS, &groups).await
}

fn told<'a>(body: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    body.get(key).and_then(Value::as_str)
}

fn put(body: &mut Map<String, Value>, key: &str, value: Option<&str>) {
    if told(body, key) == value {
        return;
    }
    match value {
        Some(value) => body.insert(key.to_owned(), value.into()),
        None => body.shift_remove(key),
    };
}

/// Puts account, owner and creator over an entry. Who is not named as one is the other.
fn put_people(body: &mut Map<String, Value>, account: &str, owner: &str, creator: &str) {
    put(body, "account", Some(account));
    if told(body, "owner").or(told(body, "creator")) != Some(owner) {
        put(body, "owner", Some(owner));
    }
    if told(body, "creator").or(told(body, "owner")) != Some(creator) {
        put(body, "creator", Some(creator));
    }
}

fn folder(record: &Record) -> Result<Map<String, Value>, StoreError> {
    let mut body: Map<String, Value> = record.json("body")?;
    let (account, owner) = (record.text("account")?, record.text("owner")?);
    put_people(&mut body, account, owner, record.text("creator")?);
    if told(&body, "name").unwrap_or(record.text("id")?) != record.text("name")? {
        put(&mut body, "name", Some(record.text("name")?));
    }
    Ok(body)
}

fn item(record: &Record) -> Result<Map<String, Value>, StoreError> {
    let mut body: Map<String, Value> = record.json("body")?;
    let (account, owner) = (record.text("account")?, record.text("owner")?);
    put_people(&mut body, account, owner, record.text("creator")?);
    put(&mut body, "folder", record.opt_text("folder")?);
    put(&mut body, "set", record.opt_text("version_set")?);
    if record.text("custom_fields")? == "[]" {
        let fields = body.get("custom_fields").and_then(Value::as_object);
        if fields.is_some_and(|fields| fields.values().any(|value| !value.is_null())) {
            body.shift_remove("custom_fields");
        }
    }
    let is_text = record.bool("flags_are_text")?;
    let was_text = body.get("flags_are_text").and_then(Value::as_bool);
    if was_text.unwrap_or(false) != is_text {
        body.insert("flags_are_text".to_owned(), is_text.into());
    }
    Ok(body)
}

fn owned(record: &Record) -> Result<Map<String, Value>, StoreError> {
    let mut body: Map<String, Value> = record.json("body")?;
    put(&mut body, "account", Some(record.text("account")?));
    put(&mut body, "owner", Some(record.text("owner")?));
    Ok(body)
}

/// Gives a directory what its people own.
pub(super) async fn put_back(tx: &mut Tx, directory: &mut Directory) -> Result<(), StoreError> {
    let mut add = |section: &str, id: &str, body: Map<String, Value>| {
        let entries = directory.sections.entry(section.to_owned()).or_default();
        entries.insert(id.to_owned(), Value::Object(body));
    };
    for record in tx.rows(&ALL_PROFILES, &[]).await? {
        add("profiles", record.text("id")?, record.json("body")?);
    }
    for record in tx.rows(&ALL_FOLDERS, &[]).await? {
        add("folders", record.text("id")?, folder(&record)?);
    }
    let mut after = String::new();
    loop {
        let records = tx.rows(&SOME_ITEMS, args![&after, AT_ONCE]).await?;
        let Some(last) = records.last() else { break };
        last.text("id")?.clone_into(&mut after);
        for record in &records {
            add("items", record.text("id")?, item(record)?);
        }
    }
    for (section, statement) in [
        ("views", &ALL_VIEWS),
        ("workflow_templates", &ALL_TEMPLATES),
    ] {
        for record in tx.rows(statement, &[]).await? {
            add(section, record.text("id")?, owned(&record)?);
        }
    }
    for record in tx.rows(&ALL_DROPZONES, &[]).await? {
        let mut body = owned(&record)?;
        put(&mut body, "folder", record.opt_text("folder")?);
        add("dropzones", record.text("id")?, body);
    }
    for record in tx.rows(&ALL_GROUPS, &[]).await? {
        let group = directory.groups.get_mut(&GroupId::from(record.text("id")?));
        let group = group.ok_or_else(|| record.inconsistent("id"))?;
        put(&mut group.extra, "owner", Some(record.text("owner")?));
    }
    Ok(())
}
