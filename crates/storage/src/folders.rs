//! Single folders of accounts: made, called otherwise, and found by name at a place. Who may is the caller's to judge.

use crate::error::StoreError;
use crate::items;
use crate::statement::statements;
use crate::tx::{Tx, args, json};
use rehome_domain::content::Folder;
use rehome_domain::ids::{FolderId, OrganizationCode};
use rehome_domain::text::folded;
use serde_json::{Map, Value};

statements! {
    MAKE "account_folders": "INSERT INTO account_folders (id, account, name, name_key, owner, creator, private, parent, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    CALL "account_folders": "UPDATE account_folders SET name = $3, name_key = $4 WHERE id = $1 AND name = $2";
    NAMED "account_folders": "SELECT f.id FROM account_folders f WHERE f.account = $1 AND COALESCE(f.parent, '') = $2 AND f.private IN (0, 1)
        AND f.name_key = $3 ORDER BY f.id";
}

/// Makes a folder.
///
/// # Errors
/// [`StoreError::AlreadyExists`] for an id that is taken.
pub async fn make(tx: &mut Tx, id: &FolderId, made: &Folder) -> Result<(), StoreError> {
    let mut body = Map::new();
    body.insert("account".to_owned(), made.account.as_str().into());
    body.insert("name".to_owned(), (&*made.name).into());
    body.insert("owner".to_owned(), made.owner.as_str().into());
    if made.creator != made.owner {
        body.insert("creator".to_owned(), made.creator.as_str().into());
    }
    if made.private {
        body.insert("private".to_owned(), true.into());
    }
    if let Some(parent) = &made.parent {
        body.insert("parent".to_owned(), parent.as_str().into());
    }
    let asked = args![
        id,
        &made.account,
        &*made.name,
        folded(&made.name),
        &made.owner,
        &made.creator,
        made.private,
        made.parent.as_ref(),
        json(&Value::Object(body))
    ];
    tx.expect(1, &MAKE, asked).await
}

/// Calls a folder otherwise that is called so.
///
/// # Errors
/// [`StoreError::RowsAffected`] where it is not.
pub async fn call(tx: &mut Tx, id: &FolderId, former: &str, name: &str) -> Result<(), StoreError> {
    tx.expect(1, &CALL, args![id, former, name, folded(name)])
        .await
}

/// The folders at a place that are called so, however it is written.
///
/// # Errors
/// [`StoreError`].
pub async fn named(
    tx: &mut Tx,
    account: &OrganizationCode,
    parent: Option<&FolderId>,
    name: &str,
) -> Result<Vec<(FolderId, Folder)>, StoreError> {
    let place = parent.map_or("", FolderId::as_str);
    let records = tx.rows(&NAMED, args![account, place, folded(name)]).await?;
    let mut found = Vec::new();
    for record in records {
        let id = FolderId::from(record.text("id")?);
        if let Some(folder) = items::get_folder(tx, &id).await? {
            found.push((id, folder));
        }
    }
    Ok(found)
}
