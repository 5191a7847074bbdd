//! Transfers of the family, and those whose rest somebody of it would take over.
//!
//! Whether one is through is told by a single piece; every piece is read of those that are to be taken back alone.

use super::Asked;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::content::ContentFacts;
use rehome_domain::content::piece::{Hold, PieceId};
use rehome_domain::content::transfer::{
    NewFolder, OrderedPiece, PieceState, Transfer, TransferOrder,
};
use rehome_domain::ids::FolderId;

macro_rules! columns {
    ($after:literal) => {
        concat!(
            "SELECT t.id, t.subject, t.source, t.destination, t.new_owner, t.folder_name, t.folder_private, t.phase FROM ",
            $after
        )
    };
}

statements! {
    OF_PEOPLE "transfers": columns!("(SELECT s.id FROM json_each($1) n CROSS JOIN transfers s WHERE s.subject = n.value ->> 0
            UNION SELECT o.id FROM json_each($1) n CROSS JOIN transfers o WHERE o.new_owner = n.value ->> 0 AND o.open_pieces > 0
            UNION SELECT value ->> 0 FROM json_each($2)) w CROSS JOIN transfers t WHERE t.id = w.id");
    PIECES "transfer_pieces": "SELECT p.transfer, p.kind, p.piece, p.items, p.bytes, p.state, p.reason, p.switched, p.passed
        FROM transfer_pieces p WHERE p.transfer = $1 ORDER BY p.ordinal";
    AN_OPEN_ONE "transfer_pieces": "SELECT p.transfer, p.kind, p.piece, p.items, p.bytes, p.state, p.reason, p.switched, p.passed
        FROM transfer_pieces p WHERE p.transfer = $1 AND p.state IN ('pending', 'copying', 'failed', 'returning') LIMIT 1";
}

/// Which piece a row is of.
pub(crate) fn piece_id(kind: &str, id: &str) -> Option<PieceId> {
    match kind {
        "set" => Some(PieceId::Set(id.into())),
        "item" => Some(PieceId::Item(id.into())),
        _ => None,
    }
}

/// The state that a row tells; none of what was taken back.
fn state(record: &Record) -> Result<Option<PieceState>, StoreError> {
    Ok(Some(match record.text("state")? {
        "pending" => PieceState::Pending,
        "copying" => PieceState::Copying,
        "moved" | "returning" => PieceState::Moved,
        "skipped" => {
            let why: Option<Hold> = record
                .opt_text("reason")?
                .and_then(|word| serde_json::from_value(word.into()).ok());
            PieceState::Skipped(why.unwrap_or(Hold::Gone))
        }
        "failed" => PieceState::Failed,
        "reassigned" => PieceState::Reassigned,
        "withdrawn" | "returned" => return Ok(None),
        _ => return Err(record.inconsistent("state")),
    }))
}

fn transfer(record: &Record) -> Result<Transfer, StoreError> {
    let order = TransferOrder {
        subject: record.text("subject")?.into(),
        source: record.text("source")?.into(),
        destination: record.text("destination")?.into(),
        new_owner: record.opt_text("new_owner")?.map(Into::into),
        folder: NewFolder {
            id: record.text("id")?.into(),
            name: record.text("folder_name")?.into(),
            private: record.bool("folder_private")?,
        },
        pieces: Vec::new(),
    };
    Ok(Transfer {
        returns: record.text("phase")? == "returning",
        ..Transfer::new(order)
    })
}

fn add(record: &Record, transfer: &mut Transfer) -> Result<(), StoreError> {
    let piece = record.text("piece")?;
    let piece = record.parsed("kind", |kind| piece_id(kind, piece))?;
    let ordered = OrderedPiece {
        piece: piece.clone(),
        items: record.json("items")?,
        bytes: u64::try_from(record.int("bytes")?).unwrap_or(0),
    };
    transfer.order.pieces.push(ordered);
    let passed: Vec<_> = record.json("passed")?;
    transfer.passed.extend(passed);
    if let Some(state) = state(record)? {
        if let (PieceState::Moved, Some(switch)) = (state, record.opt_json("switched")?) {
            transfer.switched.insert(piece.clone(), switch);
        }
        transfer.states.insert(piece, state);
    }
    Ok(())
}

/// Reads them.
pub(super) async fn load(
    tx: &mut Tx,
    asked: &Asked<'_>,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    let whole = &asked.things.transfers;
    let list = id_list(whole.iter().map(FolderId::as_str));
    for record in tx.rows(&OF_PEOPLE, args![asked.family(), list]).await? {
        let id = FolderId::from(record.text("id")?);
        let mut transfer = transfer(&record)?;
        let statement = if whole.contains(&id) {
            &PIECES
        } else {
            &AN_OPEN_ONE
        };
        for piece in tx.rows(statement, args![id.as_str()]).await? {
            add(&piece, &mut transfer)?;
        }
        facts.transfers.insert(id, transfer);
    }
    Ok(())
}
