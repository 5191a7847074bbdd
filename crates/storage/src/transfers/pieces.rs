//! The pieces of transfers: how far each is, how it is called, and what is still to go.

use crate::error::StoreError;
use crate::snapshot::content::{item_kind, piece_id};
use crate::statement::statements;
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::content::ItemKind;
use rehome_domain::content::piece::PieceId;
use rehome_domain::ids::{FolderId, ItemId, UserId};
use rehome_domain::time::Timestamp;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Which of some items are somebody's and of a piece that something may still come of.
macro_rules! still_to_go {
    ($items:literal, $piece:literal) => {
        concat!(
            "SELECT i.id FROM json_each($1) n CROSS JOIN ",
            $items,
            " CROSS JOIN transfers t CROSS JOIN transfer_pieces p WHERE i.id = n.value ->> 0 AND i.owner = $2 AND t.subject = $2
                AND t.source = i.account AND t.phase <> 'returning' AND p.transfer = t.id AND p.state IN ('pending', 'copying', 'failed') AND ",
            $piece
        )
    };
}

statements! {
    PIECES "transfer_pieces": "SELECT p.transfer, p.ordinal, p.kind, p.piece, p.bytes, p.state, p.reason, p.tried, p.changed_at
        FROM transfer_pieces p WHERE p.transfer = $1 AND p.ordinal > $2 AND ($3 = '' OR p.state = $3) ORDER BY p.ordinal LIMIT $4";
    STILL_TO_GO "transfer_pieces": concat!(still_to_go!("items i", "p.kind = 'item' AND p.piece = i.id"), " UNION ",
        still_to_go!("items i", "p.kind = 'set' AND p.piece = i.version_set"), " UNION ",
        // A single item that has become a version goes with its set.
        still_to_go!("items i CROSS JOIN items s", "s.version_set = i.version_set AND p.kind = 'item' AND p.piece = s.id"));
    /// $1: single items, $2: sets, of which every version is told.
    NAMES "items": "SELECT i.id, i.version_set, i.owner, i.kind, i.version, i.body FROM json_each($1) n CROSS JOIN items i WHERE i.id = n.value ->> 0
        UNION ALL SELECT i.id, i.version_set, i.owner, i.kind, i.version, i.body FROM json_each($2) n CROSS JOIN items i WHERE i.version_set = n.value ->> 0";
}

/// A piece and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceRow {
    /// Its place in the order.
    pub ordinal: i64,
    /// Which.
    pub piece: PieceId,
    /// How much it was when it was ordered.
    pub bytes: u64,
    /// The state's word.
    pub state: String,
    /// Why it stays, waits or failed.
    pub reason: Option<String>,
    /// How many times it was tried in vain.
    pub tried: u32,
    /// When that was so.
    pub changed: Option<Timestamp>,
}

/// The pieces of a transfer in their order, behind one; of one state where that is named.
///
/// # Errors
/// [`StoreError`].
pub async fn pieces(
    tx: &mut Tx,
    folder: &FolderId,
    (after, state): (i64, Option<&str>),
    most: u32,
) -> Result<Vec<PieceRow>, StoreError> {
    let asked = args![folder, after, state.unwrap_or_default(), i64::from(most)];
    let records = tx.rows(&PIECES, asked).await?;
    records.iter().map(piece_row).collect()
}

fn piece_row(record: &Record) -> Result<PieceRow, StoreError> {
    let piece = record.text("piece")?;
    Ok(PieceRow {
        ordinal: record.int("ordinal")?,
        piece: record.parsed("kind", |kind| piece_id(kind, piece))?,
        bytes: record.int("bytes")?.unsigned_abs(),
        state: record.text("state")?.to_owned(),
        reason: record.opt_text("reason")?.map(str::to_owned),
        tried: u32::try_from(record.int("tried")?).unwrap_or(u32::MAX),
        changed: record.opt_int("changed_at")?.map(Timestamp),
    })
}

/// Which of some items are somebody's, and still to go to where that person lives by now.
///
/// # Errors
/// [`StoreError`].
pub async fn still_to_go(
    tx: &mut Tx,
    user: &UserId,
    items: impl Iterator<Item = &ItemId>,
) -> Result<BTreeSet<ItemId>, StoreError> {
    let asked = id_list(items.map(ItemId::as_str));
    let records = tx.rows(&STILL_TO_GO, args![asked, user]).await?;
    let ids = records.iter();
    ids.map(|record| record.text("id").map(Into::into))
        .collect()
}

/// How an item of a piece is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedItem {
    /// Of which piece.
    pub piece: PieceId,
    /// Whose it is by now.
    pub owner: UserId,
    /// What it is.
    pub kind: ItemKind,
    /// Which version.
    pub version: u32,
    /// How the file is called.
    pub file: Option<String>,
}

/// The items of some pieces by name, every version of a set.
///
/// # Errors
/// [`StoreError`].
pub async fn names(tx: &mut Tx, pieces: &[PieceRow]) -> Result<Vec<NamedItem>, StoreError> {
    let (mut single, mut sets) = (BTreeSet::new(), BTreeSet::new());
    for row in pieces {
        match &row.piece {
            PieceId::Item(id) => single.insert(id.as_str()),
            PieceId::Set(id) => sets.insert(id.as_str()),
        };
    }
    let asked = args![id_list(single.iter().copied()), id_list(sets)];
    let records = tx.rows(&NAMES, asked).await?;
    let named = records.iter().map(|record| {
        let (id, body) = (
            record.text("id")?,
            record.json::<Map<String, Value>>("body")?,
        );
        // WHY asked first: a single item that has become a version is still told as what was ordered.
        let set = record.opt_text("version_set")?;
        let set = set.filter(|_| !single.contains(id));
        Ok(NamedItem {
            piece: set.map_or_else(|| PieceId::Item(id.into()), |set| PieceId::Set(set.into())),
            owner: record.text("owner")?.into(),
            kind: record.parsed("kind", item_kind)?,
            version: u32::try_from(record.int("version")?).unwrap_or(0),
            file: body.get("file").and_then(Value::as_str).map(str::to_owned),
        })
    });
    named.collect()
}
