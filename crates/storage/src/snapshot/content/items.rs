//! Proofs and files: those somebody owns with the other versions of their sets, and what else is seen by who leaves.

use super::Asked;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args};
use rehome_domain::content::{ContentFacts, Item, ItemKind, Reviewer, Who};
use rehome_domain::ids::{FolderId, GuestId, ItemId, UserId};
use serde::Deserialize;
use std::sync::Arc;

macro_rules! columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "i.id, i.kind, i.account, i.owner, i.creator, i.folder, i.version_set, i.version, i.bytes, i.reviewers, i.comments,
            i.action_flags, i.flags_are_text, i.custom_fields, i.stages, i.tags, i.deadline, i.trashed, i.locked, i.archived",
            $after
        )
    };
}
pub(crate) use columns as item_columns;

statements! {
    OWNED "items": columns!("SELECT ", " FROM json_each($1) n CROSS JOIN items i WHERE i.owner = n.value ->> 0");
    /// What others own of sets in which somebody owns a version.
    VERSIONS "items": columns!("SELECT ", " FROM (SELECT DISTINCT v.version_set FROM json_each($1) n CROSS JOIN items v
            WHERE v.owner = n.value ->> 0 AND v.version_set IS NOT NULL) s CROSS JOIN items i
        WHERE i.version_set = s.version_set AND i.owner NOT IN (SELECT value ->> 0 FROM json_each($1))");
    /// What lies in folders that somebody made or that are shared with them, and what they made.
    LEFT "items": "SELECT i.id, i.account, i.owner, i.creator, i.folder FROM (
            SELECT f.id FROM json_each($1) n CROSS JOIN account_folders f WHERE f.creator = n.value ->> 0
            UNION SELECT s.folder FROM json_each($1) n CROSS JOIN folder_shares s WHERE s.user_id = n.value ->> 0) w
            CROSS JOIN items i WHERE i.folder = w.id AND i.owner NOT IN (SELECT value ->> 0 FROM json_each($1))
        UNION ALL SELECT i.id, i.account, i.owner, i.creator, i.folder FROM json_each($1) n CROSS JOIN items i
        WHERE i.creator = n.value ->> 0 AND i.owner NOT IN (SELECT value ->> 0 FROM json_each($1))";
}

/// Somebody listed, as the table has it.
#[derive(Deserialize)]
struct Listed {
    user: Option<UserId>,
    guest: Option<GuestId>,
    role: Option<Arc<str>>,
    decision: Option<Arc<str>>,
}

/// Which kind of item a row is of.
pub(crate) fn item_kind(kind: &str) -> Option<ItemKind> {
    match kind {
        "proof" => Some(ItemKind::Proof),
        "file" => Some(ItemKind::File),
        _ => None,
    }
}

/// An item out of its row.
pub(crate) fn item(record: &Record) -> Result<Item, StoreError> {
    let kind = record.parsed("kind", item_kind)?;
    let (account, owner) = (record.text("account")?, record.text("owner")?);
    let number = |column: &str| record.int(column).map(|it| u64::try_from(it).unwrap_or(0));
    let small = |column: &str| number(column).map(|it| u32::try_from(it).unwrap_or(u32::MAX));
    let mut item = Item::new(kind, account, owner, number("bytes")?);
    item.creator = record.text("creator")?.into();
    item.folder = record.opt_text("folder")?.map(Into::into);
    item.set = record.opt_text("version_set")?.map(Into::into);
    item.version = small("version")?;
    // WHY: most have none, and a hundred thousand empty lists are not read for nothing.
    let is_empty = |column: &str| record.text(column).map(|text| text == "[]");
    if !is_empty("reviewers")? {
        let listed: Vec<Listed> = record.json("reviewers")?;
        let listed = listed.into_iter().filter_map(|it| {
            let user = it.user.map(Who::User);
            Some(Reviewer {
                who: user.or(it.guest.map(Who::Guest))?,
                role: it.role,
                decision: it.decision,
            })
        });
        item.reviewers = listed.collect();
    }
    item.comments = number("comments")?;
    item.action_flags = small("action_flags")?;
    item.flags_are_text = record.bool("flags_are_text")?;
    if !is_empty("custom_fields")? {
        item.custom_fields = record.json("custom_fields")?;
    }
    item.stages = small("stages")?;
    if !is_empty("tags")? {
        item.tags = record.json("tags")?;
    }
    item.deadline = record.opt_text("deadline")?.map(Into::into);
    item.trashed = record.bool("trashed")?;
    item.locked = record.bool("locked")?;
    item.archived = record.bool("archived")?;
    Ok(item)
}

/// What the family owns, with the other versions.
pub(super) async fn load(
    tx: &mut Tx,
    asked: &Asked<'_>,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    let family = asked.family();
    for statement in [&OWNED, &VERSIONS] {
        for record in tx.rows(statement, args![&family]).await? {
            facts
                .items
                .insert(record.text("id")?.into(), item(&record)?);
        }
    }
    Ok(())
}

/// What else the family sees and would go on seeing: where it lies and whose it is alone.
pub(super) async fn load_left(
    tx: &mut Tx,
    asked: &Asked<'_>,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    for record in tx.rows(&LEFT, args![asked.family()]).await? {
        let id = ItemId::from(record.text("id")?);
        if facts.items.contains_key(&id) {
            continue;
        }
        let (account, owner) = (record.text("account")?, record.text("owner")?);
        let mut item = Item::new(ItemKind::File, account, owner, 0);
        item.creator = record.text("creator")?.into();
        item.folder = record.opt_text("folder")?.map(FolderId::from);
        facts.items.insert(id, item);
    }
    Ok(())
}
