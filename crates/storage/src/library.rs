//! What a person sees of an account, place by place: folders and items at its top or in a folder, by name.
//!
//! What a profile shows as a whole is read along an index of the place; what somebody is let into, owns, made or is listed on
//! along an index of the person. Nothing else is read, and whoever asks judges each row by the rules again. At the top there is
//! also what lies in folders that the person does not see.

use crate::error::StoreError;
use crate::items::{StoredItem, stored};
use crate::organizations::Cursor;
use crate::snapshot::content::{folder, item_columns};
use crate::statement::statements;
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::content::Folder;
use rehome_domain::content::sight::Whole;
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, UserId};
use std::collections::BTreeMap;

macro_rules! folders_at {
    ($own:literal) => {
        concat!(
            "SELECT f.id, f.account, f.name, f.name_key, f.owner, f.creator, f.private, f.parent FROM (
                SELECT a.id FROM (SELECT f.id FROM account_folders f WHERE f.account = $1 AND COALESCE(f.parent, '') = $2 AND f.private = 0
                    AND (f.name_key, f.id) > ($6, $7) ORDER BY f.name_key, f.id LIMIT $3) a
                UNION SELECT b.id FROM (SELECT f.id FROM account_folders f WHERE f.account = $1 AND COALESCE(f.parent, '') = $2 AND f.private = 1
                    AND (f.name_key, f.id) > ($6, $7) ORDER BY f.name_key, f.id LIMIT $4) b
                UNION SELECT c.id FROM (SELECT f.id FROM account_folders f WHERE f.owner = $5 AND f.account = $1 AND (f.name_key, f.id) > ($6, $7)
                    AND ", $own, " ORDER BY f.name_key, f.id LIMIT $8) c
                UNION SELECT d.id FROM (SELECT f.id FROM account_folders f WHERE f.creator = $5 AND f.account = $1 AND (f.name_key, f.id) > ($6, $7)
                    AND ", $own, " ORDER BY f.name_key, f.id LIMIT $8) d
                UNION SELECT f.id FROM folder_shares s CROSS JOIN account_folders f WHERE s.user_id = $5 AND f.id = s.folder AND f.account = $1
                    AND (f.name_key, f.id) > ($6, $7) AND ", $own, ") w
            CROSS JOIN account_folders f WHERE f.id = w.id ORDER BY f.name_key, f.id LIMIT $8"
        )
    };
}

macro_rules! items_at {
    ($own:literal) => {
        concat!(
            item_columns!("SELECT ", ", i.object, i.checksum, i.revision, i.body, i.name_key FROM ("),
            "SELECT a.id FROM (SELECT i.id FROM items i WHERE i.account = $1 AND COALESCE(i.folder, '') = $2 AND i.kind = 'proof' AND i.trashed = 0
                    AND (i.name_key, i.id) > ($6, $7) ORDER BY i.name_key, i.id LIMIT $3) a
                UNION SELECT b.id FROM (SELECT i.id FROM items i WHERE i.account = $1 AND COALESCE(i.folder, '') = $2 AND i.kind = 'file' AND i.trashed = 0
                    AND (i.name_key, i.id) > ($6, $7) ORDER BY i.name_key, i.id LIMIT $4) b
                UNION SELECT c.id FROM (SELECT i.id FROM items i WHERE i.owner = $5 AND i.account = $1 AND i.trashed = 0
                    AND (i.name_key, i.id) > ($6, $7) AND ", $own, " ORDER BY i.name_key, i.id LIMIT $8) c
                UNION SELECT d.id FROM (SELECT i.id FROM items i WHERE i.creator = $5 AND i.account = $1 AND i.trashed = 0
                    AND (i.name_key, i.id) > ($6, $7) AND ", $own, " ORDER BY i.name_key, i.id LIMIT $8) d
                UNION SELECT i.id FROM item_reviewers r CROSS JOIN items i WHERE r.user_id = $5 AND i.id = r.item AND i.account = $1 AND i.trashed = 0
                    AND (i.name_key, i.id) > ($6, $7) AND ", $own, ") w
            CROSS JOIN items i WHERE i.id = w.id ORDER BY i.name_key, i.id LIMIT $8"
        )
    };
}

statements! {
    /// $1: the account, $2: the folder or nothing, $3 and $4: how many public and private ones a profile shows, $5: who, $6 and $7: behind
    /// which, $8: how many.
    FOLDERS_IN "account_folders" = { const TEXT: &str = folders_at!("f.parent = $2"); [TEXT, TEXT] };
    FOLDERS_AT_TOP "account_folders" = { const TEXT: &str = folders_at!("(f.parent IS NULL OR NOT EXISTS (SELECT 1 FROM account_folders p WHERE p.id = f.parent
        AND (p.owner = $5 OR p.creator = $5 OR (p.private = 0 AND CAST($3 AS BIGINT) > 0) OR (p.private = 1 AND CAST($4 AS BIGINT) > 0)
            OR EXISTS (SELECT 1 FROM folder_shares q WHERE q.folder = p.id AND q.user_id = $5))))"); [TEXT, TEXT] };
    /// As above, $3 and $4 for proofs and files; $9 and $10: whether a profile shows public and private folders.
    ITEMS_IN "items" = { const TEXT: &str = items_at!("i.folder = $2"); [TEXT, TEXT] };
    ITEMS_AT_TOP "items" = { const TEXT: &str = items_at!("(i.folder IS NULL OR NOT EXISTS (SELECT 1 FROM account_folders p WHERE p.id = i.folder
        AND (p.owner = $5 OR p.creator = $5 OR (p.private = 0 AND CAST($9 AS BIGINT) > 0) OR (p.private = 1 AND CAST($10 AS BIGINT) > 0)
            OR EXISTS (SELECT 1 FROM folder_shares q WHERE q.folder = p.id AND q.user_id = $5))))"); [TEXT, TEXT] };
    SHARES "folder_shares": "SELECT s.folder, s.user_id FROM json_each($1) n CROSS JOIN folder_shares s WHERE s.folder = n.value ->> 0";
    /// $1: who, $2: the account that does not count.
    ELSEWHERE "account_folders": "SELECT f.account FROM account_folders f WHERE f.owner = $1 AND f.account <> $2
        UNION SELECT f.account FROM account_folders f WHERE f.creator = $1 AND f.account <> $2
        UNION SELECT f.account FROM folder_shares s CROSS JOIN account_folders f WHERE s.user_id = $1 AND f.id = s.folder AND f.account <> $2
        UNION SELECT i.account FROM items i WHERE i.owner = $1 AND i.account <> $2 AND i.trashed = 0
        UNION SELECT i.account FROM items i WHERE i.creator = $1 AND i.account <> $2 AND i.trashed = 0
        UNION SELECT i.account FROM item_reviewers r CROSS JOIN items i WHERE r.user_id = $1 AND i.id = r.item AND i.account <> $2 AND i.trashed = 0
        ORDER BY 1";
}

/// A place in an account, and for whom.
#[derive(Clone, Debug)]
pub struct AtPlace<'a> {
    /// The account.
    pub account: &'a OrganizationCode,
    /// The folder; the top where none.
    pub folder: Option<&'a FolderId>,
    /// Who looks.
    pub user: &'a UserId,
    /// What of the account they see as a whole.
    pub whole: Whole,
    /// Whether they are let into the folder, and see everything in it.
    pub is_let_in: bool,
}

/// Where a page ends and the next begins, and how many rows it has.
#[derive(Clone, Copy, Debug)]
pub struct Portion<'a> {
    /// Behind which.
    pub after: Option<&'a Cursor>,
    /// At most so many.
    pub limit: u32,
}

/// Rows in order, each with the cursor behind it.
pub type Rows<Id, Row> = Vec<(Id, Row, Cursor)>;

fn cursor(record: &Record) -> Result<Cursor, StoreError> {
    Ok(Cursor::new(record.text("name_key")?, record.text("id")?))
}

impl AtPlace<'_> {
    fn key(&self) -> &str {
        self.folder.map_or("", FolderId::as_str)
    }

    /// How many of a kind are read along the place.
    fn many(is_seen: bool, portion: Portion<'_>) -> i64 {
        if is_seen { i64::from(portion.limit) } else { 0 }
    }
}

/// The folders at a place, by name.
///
/// # Errors
/// [`StoreError`].
pub async fn folders(
    tx: &mut Tx,
    at: &AtPlace<'_>,
    portion: Portion<'_>,
) -> Result<Rows<FolderId, Folder>, StoreError> {
    let statement = match at.folder {
        Some(_) => &FOLDERS_IN,
        None => &FOLDERS_AT_TOP,
    };
    let (key, id) = Cursor::parts(portion.after);
    let asked = args![
        at.account,
        at.key(),
        AtPlace::many(at.whole.public_folders, portion),
        AtPlace::many(at.whole.private_folders, portion),
        at.user,
        key,
        id,
        i64::from(portion.limit)
    ];
    let mut found: Rows<FolderId, Folder> = Vec::new();
    for record in tx.rows(statement, asked).await? {
        let id = FolderId::from(record.text("id")?);
        found.push((id, folder(&record)?, cursor(&record)?));
    }
    let ids = id_list(found.iter().map(|(id, ..)| id.as_str()));
    let mut shares: BTreeMap<FolderId, Vec<UserId>> = BTreeMap::new();
    for record in tx.rows(&SHARES, args![ids]).await? {
        let with = shares.entry(record.text("folder")?.into()).or_default();
        with.push(record.text("user_id")?.into());
    }
    for (id, folder, _) in &mut found {
        folder
            .shared_with
            .extend(shares.remove(id).unwrap_or_default());
    }
    Ok(found)
}

/// The proofs and files at a place that are not in the trash, by name.
///
/// # Errors
/// [`StoreError`].
pub async fn items(
    tx: &mut Tx,
    at: &AtPlace<'_>,
    portion: Portion<'_>,
) -> Result<Rows<ItemId, StoredItem>, StoreError> {
    let (key, id) = Cursor::parts(portion.after);
    let proofs = AtPlace::many(at.is_let_in || at.whole.proofs, portion);
    let files = AtPlace::many(at.is_let_in || at.whole.files, portion);
    let limit = i64::from(portion.limit);
    let own = at.key();
    let records = match at.folder {
        Some(_) => {
            let asked = args![at.account, own, proofs, files, at.user, key, id, limit];
            tx.rows(&ITEMS_IN, asked).await?
        }
        None => {
            let (public, private) = (at.whole.public_folders, at.whole.private_folders);
            let asked = args![
                at.account,
                own,
                proofs,
                files,
                at.user,
                key,
                id,
                limit,
                i64::from(public),
                i64::from(private)
            ];
            tx.rows(&ITEMS_AT_TOP, asked).await?
        }
    };
    let each = records.iter().map(|record| {
        let id = ItemId::from(record.text("id")?);
        Ok((id, stored(record)?, cursor(record)?))
    });
    each.collect()
}

/// The accounts beside one in which somebody owns, made, is let into or is listed on anything.
///
/// # Errors
/// [`StoreError`].
pub async fn elsewhere(
    tx: &mut Tx,
    user: &UserId,
    home: &OrganizationCode,
) -> Result<Vec<OrganizationCode>, StoreError> {
    let records = tx.rows(&ELSEWHERE, args![user, home]).await?;
    let codes = records.iter();
    codes
        .map(|record| record.text("account").map(OrganizationCode::from))
        .collect()
}
