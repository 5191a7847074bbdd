//! Single proofs and files, and the bytes that nothing refers to.
//!
//! Bytes are written down as free to go before they are there, and no longer with the row that refers to them: whatever
//! breaks off in between leaves nothing behind for long. Whether somebody may see an item is the caller's to judge.

use crate::directory::{ItemRow, add_items};
use crate::error::StoreError;
use crate::snapshot::content::{folder, item, item_columns};
use crate::statement::statements;
use crate::tx::{Record, Tx, args, json};
use rehome_domain::content::{Folder, Item};
use rehome_domain::ids::{FolderId, ItemId, SetId};
use rehome_domain::time::Timestamp;
use serde_json::{Map, Value};

statements! {
    FIND "items": item_columns!("SELECT ", ", i.object, i.checksum, i.revision, i.body FROM items i WHERE i.id = $1");
    FOLDER "account_folders": "SELECT id, account, name, owner, creator, private, parent FROM account_folders WHERE id = $1";
    SHARES "folder_shares": "SELECT folder, user_id FROM folder_shares WHERE folder = $1";
    /// The last version of a set, trashed ones included.
    LAST_OF "items": "SELECT max(i.version) AS version FROM items i WHERE i.version_set = $1";
    JOIN_SET "items": "UPDATE items SET version_set = $3, revision = revision + 1 WHERE id = $1 AND revision = $2";
    ATTACH "items": "UPDATE items SET object = n.value ->> 1, checksum = n.value ->> 2 FROM json_each($1) n WHERE items.id = n.value ->> 0 AND items.object IS NULL";
    KEEP_ALL "objects_to_free": "DELETE FROM objects_to_free WHERE object IN (SELECT value ->> 1 FROM json_each($1)) AND not_before >= 0";
    SPARE "objects_to_free": "INSERT INTO objects_to_free (object, not_before) VALUES ($1, $2)
        ON CONFLICT (object) DO UPDATE SET not_before = excluded.not_before";
    /// Not what somebody has begun to free.
    KEEP "objects_to_free": "DELETE FROM objects_to_free WHERE object = $1 AND not_before >= 0";
    CLAIM "objects_to_free": "UPDATE objects_to_free SET not_before = -1 WHERE object = $1 AND not_before <= $2";
    FREED "objects_to_free": "DELETE FROM objects_to_free WHERE object = $1";
    DUE "objects_to_free": "SELECT object FROM objects_to_free WHERE not_before <= $1 ORDER BY not_before LIMIT $2";
}

/// Items to a statement.
const AT_ONCE: usize = 1_000;

/// Where the bytes of an item lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredObject {
    /// The key.
    pub key: String,
    /// The SHA-256 of the bytes, in hexadecimal.
    pub checksum: String,
}

/// An item as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredItem {
    /// The facts the rules read.
    pub item: Item,
    /// Where its bytes lie; none where a document told of the item alone.
    pub object: Option<StoredObject>,
    /// How it is called as a file.
    pub file: Option<String>,
    /// The revision of the row.
    pub revision: i64,
}

pub(crate) fn stored(record: &Record) -> Result<StoredItem, StoreError> {
    let body: Map<String, Value> = record.json("body")?;
    let object = match (record.opt_text("object")?, record.opt_text("checksum")?) {
        (Some(key), Some(checksum)) => Some(StoredObject {
            key: key.to_owned(),
            checksum: checksum.to_owned(),
        }),
        _ => None,
    };
    Ok(StoredItem {
        item: item(record)?,
        object,
        file: body.get("file").and_then(Value::as_str).map(str::to_owned),
        revision: record.int("revision")?,
    })
}

/// An item by its id.
///
/// # Errors
/// [`StoreError`].
pub async fn get(tx: &mut Tx, id: &ItemId) -> Result<Option<StoredItem>, StoreError> {
    let found = tx.one(&FIND, args![id]).await?;
    found.as_ref().map(stored).transpose()
}

/// A folder by its id, with whom it is shared.
///
/// # Errors
/// [`StoreError`].
pub async fn get_folder(tx: &mut Tx, id: &FolderId) -> Result<Option<Folder>, StoreError> {
    let Some(record) = tx.one(&FOLDER, args![id]).await? else {
        return Ok(None);
    };
    let mut found = folder(&record)?;
    for share in tx.rows(&SHARES, args![id]).await? {
        found.shared_with.insert(share.text("user_id")?.into());
    }
    Ok(Some(found))
}

/// Puts an item in whose bytes are there; from then on they are not free to go.
///
/// # Errors
/// [`StoreError::AlreadyExists`] for an id that is taken.
pub async fn add(
    tx: &mut Tx,
    id: &ItemId,
    item: &Item,
    file: Option<&str>,
    object: &StoredObject,
) -> Result<(), StoreError> {
    let mut body = Map::new();
    let texts = [
        ("account", Some(item.account.as_str())),
        ("owner", Some(item.owner.as_str())),
        ("creator", Some(item.creator.as_str())),
        ("folder", item.folder.as_ref().map(FolderId::as_str)),
        ("set", item.set.as_ref().map(|set| set.as_str())),
        ("file", file),
    ];
    body.insert("kind".to_owned(), json_of(&item.kind));
    for (key, text) in texts {
        if let Some(text) = text {
            body.insert(key.to_owned(), text.into());
        }
    }
    body.insert("version".to_owned(), item.version.into());
    body.insert("bytes".to_owned(), item.bytes.into());
    let row = ItemRow::of(id.as_str(), item, file, json(&Value::Object(body)));
    add_items(tx, &[row.kept(&object.key, &object.checksum)]).await?;
    keep(tx, &object.key).await
}

/// The number of the last version of a set; 0 where it has none yet.
///
/// # Errors
/// [`StoreError`].
pub async fn last_version(tx: &mut Tx, set: &SetId) -> Result<u32, StoreError> {
    let record = tx.one(&LAST_OF, args![set.as_str()]).await?;
    let last = record.map_or(Ok(None), |record| record.opt_int("version"))?;
    Ok(last.map_or(0, |last| u32::try_from(last).unwrap_or(u32::MAX)))
}

/// Makes a single item, as it was read, the first version of a set.
///
/// # Errors
/// [`StoreError::RowsAffected`] where somebody changed it meanwhile.
pub async fn begin_set(
    tx: &mut Tx,
    id: &ItemId,
    revision: i64,
    set: &SetId,
) -> Result<(), StoreError> {
    tx.expect(1, &JOIN_SET, args![id, revision, set.as_str()])
        .await
}

/// Gives items that have no bytes those that are there for them; from then on they are not free to go.
///
/// # Errors
/// [`StoreError::RowsAffected`] where an item is not there or has bytes, or where somebody has begun to free them.
pub async fn attach(tx: &mut Tx, objects: &[(ItemId, StoredObject)]) -> Result<(), StoreError> {
    for some in objects.chunks(AT_ONCE) {
        let rows = some.iter().map(|(id, it)| (id, &it.key, &it.checksum));
        let rows = json(&rows.collect::<Vec<_>>());
        tx.expect(some.len() as u64, &ATTACH, args![&rows]).await?;
        tx.expect(some.len() as u64, &KEEP_ALL, args![&rows])
            .await?;
    }
    Ok(())
}

fn json_of<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Writes down that bytes are free to go from a time on.
///
/// # Errors
/// [`StoreError`].
pub async fn spare(tx: &mut Tx, key: &str, not_before: Timestamp) -> Result<(), StoreError> {
    tx.execute(&SPARE, args![key, not_before]).await.map(drop)
}

/// Bytes that are free to go by now.
///
/// # Errors
/// [`StoreError`].
pub async fn to_free(tx: &mut Tx, now: Timestamp, most: u32) -> Result<Vec<String>, StoreError> {
    let records = tx.rows(&DUE, args![now, i64::from(most)]).await?;
    let keys = records.iter();
    keys.map(|record| record.text("object").map(str::to_owned))
        .collect()
}

/// Writes down that bytes are in use from now on.
///
/// # Errors
/// [`StoreError::RowsAffected`] where nobody wrote them down, or somebody has begun to free them.
pub async fn keep(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    tx.expect(1, &KEEP, args![key]).await
}

/// Begins to free bytes: from here on nobody can have them in use again. False where that is not due.
///
/// # Errors
/// [`StoreError`].
pub async fn claim(tx: &mut Tx, key: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(&CLAIM, args![key, now]).await? == 1)
}

/// Writes down that bytes are gone.
///
/// # Errors
/// [`StoreError`].
pub async fn freed(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    tx.execute(&FREED, args![key]).await.map(drop)
}
