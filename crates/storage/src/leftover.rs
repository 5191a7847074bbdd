//! What somebody who left an account still sees of folders there, and how it is taken away: a fresh folder, everything put
//! into it, and the emptied ones thrown away. Which, and in which order, is the rules' to say.

use crate::error::StoreError;
use crate::snapshot::content::folder;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list};
use rehome_domain::content::{ContentFacts, Item, ItemKind};
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, UserId};
use rehome_domain::text::folded;

statements! {
    /// The folders somebody made in an account, and everything below them.
    FOLDERS "account_folders": "WITH RECURSIVE below (id) AS (
            SELECT f.id FROM account_folders f WHERE f.creator = $1 AND f.account = $2
            UNION SELECT c.id FROM below b CROSS JOIN account_folders c WHERE c.account = $2 AND COALESCE(c.parent, '') = b.id)
        SELECT f.id, f.account, f.name, f.owner, f.creator, f.private, f.parent FROM below b CROSS JOIN account_folders f WHERE f.id = b.id";
    SHARES "folder_shares": "SELECT s.folder, s.user_id FROM json_each($1) n CROSS JOIN folder_shares s WHERE s.folder = n.value ->> 0";
    ITEMS "items": "SELECT i.id, i.account, i.owner, i.creator, i.folder FROM json_each($1) n CROSS JOIN items i WHERE i.folder = n.value ->> 0";
    /// What somebody made and others own, outside the trash.
    MADE "items": "SELECT count(*) AS many FROM items i WHERE i.creator = $1 AND i.account = $2 AND i.owner <> $1 AND i.trashed = 0";
    NAMES "account_folders": "SELECT f.id, f.name_key FROM account_folders f
        WHERE f.account = $1 AND f.parent IS NULL AND f.name_key >= $2 AND f.name_key < $3";
    PUT "items": "UPDATE items SET folder = $1, revision = items.revision + 1 FROM json_each($2) n WHERE items.id = n.value ->> 0";
    DROPZONES "dropzones": "UPDATE dropzones SET folder = $1 WHERE folder IN (SELECT value ->> 0 FROM json_each($2))";
    THROW_AWAY "account_folders": "DELETE FROM account_folders WHERE id IN (SELECT value ->> 0 FROM json_each($1))";
}

/// What the rules read: the folders somebody made in an account with all below them, and what lies in them.
///
/// # Errors
/// [`StoreError`].
pub async fn facts(
    tx: &mut Tx,
    left: &UserId,
    account: &OrganizationCode,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    for record in tx.rows(&FOLDERS, args![left, account]).await? {
        let id = FolderId::from(record.text("id")?);
        facts.folders.insert(id, folder(&record)?);
    }
    let ids = id_list(facts.folders.keys().map(FolderId::as_str));
    for record in tx.rows(&SHARES, args![&ids]).await? {
        if let Some(folder) = facts.folders.get_mut(record.text("folder")?) {
            folder.shared_with.insert(record.text("user_id")?.into());
        }
    }
    for record in tx.rows(&ITEMS, args![&ids]).await? {
        // WHY a file of nothing: where it lies and whose it is alone counts here.
        let (account, owner) = (record.text("account")?, record.text("owner")?);
        let mut item = Item::new(ItemKind::File, account, owner, 0);
        item.creator = record.text("creator")?.into();
        item.folder = record.opt_text("folder")?.map(FolderId::from);
        facts.items.insert(record.text("id")?.into(), item);
    }
    Ok(())
}

/// How many things somebody made in an account that others own by now.
///
/// # Errors
/// [`StoreError`].
pub async fn made(
    tx: &mut Tx,
    left: &UserId,
    account: &OrganizationCode,
) -> Result<u64, StoreError> {
    let record = tx.one(&MADE, args![left, account]).await?;
    let many = record.map_or(Ok(0), |record| record.int("many"))?;
    Ok(many.unsigned_abs())
}

/// The names at the top of an account that begin like one, as they are compared.
///
/// # Errors
/// [`StoreError`].
pub async fn names(
    tx: &mut Tx,
    account: &OrganizationCode,
    name: &str,
) -> Result<Vec<String>, StoreError> {
    let key = folded(name);
    let end = format!("{key}\u{10ffff}");
    let records = tx.rows(&NAMES, args![account, &key, end]).await?;
    let keys = records.iter();
    keys.map(|record| record.text("name_key").map(str::to_owned))
        .collect()
}

/// Puts items into a folder.
///
/// # Errors
/// [`StoreError::RowsAffected`] where one is gone.
pub async fn put(tx: &mut Tx, items: &[ItemId], into: &FolderId) -> Result<(), StoreError> {
    let ids = id_list(items.iter().map(ItemId::as_str));
    tx.expect(items.len() as u64, &PUT, args![into, ids]).await
}

/// Throws emptied folders away; what comes in by a dropzone is put into another one from then on,
/// or lies at the top.
///
/// # Errors
/// [`StoreError::RowsAffected`] where one is gone.
pub async fn throw_away(
    tx: &mut Tx,
    folders: &[FolderId],
    instead: Option<&FolderId>,
) -> Result<(), StoreError> {
    let ids = id_list(folders.iter().map(FolderId::as_str));
    tx.execute(&DROPZONES, args![instead, &ids]).await?;
    tx.expect(folders.len() as u64, &THROW_AWAY, args![ids])
        .await
}
