//! Groups of an organization and who is in them, changed one by one. Whether somebody may is the caller's to judge.
//!
//! Whoever joins or leaves has another record: a plan that rests on the membership is stale.

use crate::error::StoreError;
use crate::organizations::Cursor;
use crate::statement::statements;
use crate::tx::{Record, Tx, args};
use rehome_domain::hosting::name_key;
use rehome_domain::ids::{GroupId, OrganizationCode, UserId};
use rehome_domain::people::Group;
use serde_json::{Map, Value};
use std::sync::Arc;

macro_rules! columns {
    () => {
        "SELECT g.id, g.name, g.organization, g.dynamic, g.revision, (SELECT count(*) FROM group_members m CROSS JOIN users u
             WHERE m.group_id = g.id AND u.id = m.user_id AND u.status <> 'deleted'
               AND NOT EXISTS (SELECT 1 FROM user_hosting t WHERE t.user_type = 'template' AND t.user_id = m.user_id)) AS people
         FROM groups g WHERE "
    };
}

statements! {
    AT "groups": concat!(columns!(), "g.organization = $1 AND (g.name, g.id) > ($2, $3) ORDER BY g.name, g.id LIMIT $4");
    ONE "groups": concat!(columns!(), "g.id = $1");
    NAMED "groups": "SELECT id, name FROM groups WHERE organization = $1";
    MEMBERS "group_members": "SELECT u.id, u.sort_key FROM group_members m CROSS JOIN users u
        WHERE m.group_id = $1 AND u.id = m.user_id AND u.status <> 'deleted' AND (u.sort_key, u.id) > ($2, $3)
        ORDER BY u.sort_key, u.id LIMIT $4";
    MAKE "groups": "INSERT INTO groups (id, organization, name, dynamic, extra) VALUES ($1, $2, $3, 0, '{}')";
    RENAME "groups": "UPDATE groups SET name = $2, revision = revision + 1 WHERE id = $1 AND revision = $3";
    JOIN "group_members": "INSERT INTO group_members (user_id, group_id) VALUES ($1, $2) ON CONFLICT (user_id, group_id) DO NOTHING";
    LEAVE "group_members": "DELETE FROM group_members WHERE user_id = $1 AND group_id = $2";
    CHANGED "users": "UPDATE users SET revision = revision + 1 WHERE id = $1";
    ALL_CHANGED "users": "UPDATE users SET revision = revision + 1 WHERE id IN (SELECT user_id FROM group_members WHERE group_id = $1)";
    ALL_LEAVE "group_members": "DELETE FROM group_members WHERE group_id = $1";
    MORE "groups": "SELECT extra FROM groups WHERE id = $1";
    FREE "other_addresses": "DELETE FROM other_addresses WHERE address_key = $1 AND owner = $2";
    REMOVE "groups": "DELETE FROM groups WHERE id = $1";
}

/// A group, and how many people are in it; templates are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// The group.
    pub group: Group,
    /// How many people.
    pub people: u64,
    /// The revision of its name.
    pub revision: i64,
}

fn row(record: &Record) -> Result<GroupRow, StoreError> {
    Ok(GroupRow {
        group: Group {
            id: record.text("id")?.into(),
            name: record.text("name")?.into(),
            organization: record.text("organization")?.into(),
            dynamic: record.bool("dynamic")?,
        },
        people: u64::try_from(record.int("people")?).unwrap_or_default(),
        revision: record.int("revision")?,
    })
}

/// A page of the groups of an organization, by name, and from where on there are more.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    tx: &mut Tx,
    organization: &OrganizationCode,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<(Vec<GroupRow>, Option<Cursor>), StoreError> {
    let (name, id) = Cursor::parts(after);
    let arguments = args![organization, name, id, i64::from(limit)];
    let records = tx.rows(&AT, arguments).await?;
    let rows: Vec<GroupRow> = records.iter().map(row).collect::<Result<_, _>>()?;
    let is_full = rows.len() as u64 == u64::from(limit);
    let last = rows.last().filter(|_| is_full);
    let next = last.map(|row| Cursor::new(&row.group.name, row.group.id.as_str()));
    Ok((rows, next))
}

/// A group by its id.
///
/// # Errors
/// [`StoreError`].
pub async fn one(tx: &mut Tx, id: &GroupId) -> Result<Option<GroupRow>, StoreError> {
    tx.one(&ONE, args![id]).await?.as_ref().map(row).transpose()
}

/// The groups of an organization with their names.
///
/// # Errors
/// [`StoreError`].
pub async fn names(
    tx: &mut Tx,
    organization: &OrganizationCode,
) -> Result<Vec<(GroupId, Arc<str>)>, StoreError> {
    let records = tx.rows(&NAMED, args![organization]).await?;
    let named = |record: &Record| Ok((record.text("id")?.into(), record.text("name")?.into()));
    records.iter().map(named).collect()
}

/// A page of who is in a group, by name, and from where on there are more.
///
/// # Errors
/// [`StoreError`].
pub async fn members(
    tx: &mut Tx,
    id: &GroupId,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<(Vec<UserId>, Option<Cursor>), StoreError> {
    let (key, user) = Cursor::parts(after);
    let records = tx
        .rows(&MEMBERS, args![id, key, user, i64::from(limit)])
        .await?;
    let mut people = Vec::with_capacity(records.len());
    for record in &records {
        people.push(UserId::from(record.text("id")?));
    }
    let is_full = records.len() as u64 == u64::from(limit);
    let last = records.last().filter(|_| is_full);
    let next = last
        .map(|record| {
            Ok::<_, StoreError>(Cursor::new(record.text("sort_key")?, record.text("id")?))
        })
        .transpose()?;
    Ok((people, next))
}

/// Makes a group that people are put into by hand.
///
/// # Errors
/// [`StoreError`].
pub async fn make(
    tx: &mut Tx,
    id: &GroupId,
    organization: &OrganizationCode,
    name: &str,
) -> Result<(), StoreError> {
    tx.expect(1, &MAKE, args![id, organization, name]).await
}

/// Calls a group otherwise that still has the revision `expected`; whether it had.
///
/// # Errors
/// [`StoreError`].
pub async fn rename(
    tx: &mut Tx,
    id: &GroupId,
    name: &str,
    expected: i64,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&RENAME, args![id, name, expected]).await? == 1)
}

/// Removes a group; whoever was in it is in it no longer, and its addresses are free.
///
/// # Errors
/// [`StoreError`].
pub async fn remove(tx: &mut Tx, id: &GroupId) -> Result<(), StoreError> {
    if let Some(record) = tx.one(&MORE, args![id]).await? {
        let more: Map<String, Value> = record.json("extra")?;
        let addresses = more.get("addresses").and_then(Value::as_object);
        for address in addresses.into_iter().flat_map(Map::keys) {
            let (key, owner) = (name_key(address), format!("group:{id}"));
            tx.execute(&FREE, args![key, owner]).await?;
        }
    }
    tx.execute(&ALL_CHANGED, args![id]).await?;
    tx.execute(&ALL_LEAVE, args![id]).await?;
    tx.expect(1, &REMOVE, args![id]).await
}

/// Puts somebody into a group, or takes them out; false where it was so before.
///
/// # Errors
/// [`StoreError::Dangling`] where there is no such person or group.
pub async fn set_member(
    tx: &mut Tx,
    id: &GroupId,
    user: &UserId,
    is_in: bool,
) -> Result<bool, StoreError> {
    let statement = if is_in { &JOIN } else { &LEAVE };
    let has_changed = tx.execute(statement, args![user, id]).await? == 1;
    if has_changed {
        tx.execute(&CHANGED, args![user]).await?;
    }
    Ok(has_changed)
}
