//! What people do to a transfer: let it rest, let it go on, try again, give up a piece, end it.

use super::work::key;
use super::{TransferJob, close};
use crate::error::StoreError;
use crate::snapshot::content::piece_id;
use crate::statement::statements;
use crate::tx::{Record, Tx, args, json};
use rehome_domain::content::piece::PieceId;
use rehome_domain::ids::ItemId;
use rehome_domain::time::Timestamp;
use std::collections::BTreeMap;

/// Open pieces, a single item with the set of which it has become a version meanwhile.
macro_rules! open {
    ($which:literal) => {
        concat!(
            "SELECT p.transfer, p.ordinal, p.kind, p.piece, p.bytes, i.version_set FROM transfer_pieces p
            LEFT JOIN items i ON p.kind = 'item' AND i.id = p.piece ",
            $which
        )
    };
}

statements! {
    PAUSE "transfers": "UPDATE transfers SET phase = 'paused', changed_at = $3, revision = revision + 1 WHERE id = $1 AND revision = $2 AND phase = 'running'";
    RESUME "transfers": "UPDATE transfers SET phase = 'running', changed_at = $3, advanced_at = $3, ended_at = NULL, revision = revision + 1
        WHERE id = $1 AND revision = $2 AND phase = 'paused'";
    /// What rests goes on resting.
    RETRIED "transfers": "UPDATE transfers SET phase = CASE phase WHEN 'paused' THEN phase ELSE 'running' END, changed_at = $3, advanced_at = $3,
            ended_at = NULL, revision = revision + 1
        WHERE id = $1 AND revision = $2 AND phase IN ('paused', 'completed_with_errors', 'running')";
    RETRY "transfer_pieces": "UPDATE transfer_pieces SET state = 'pending', tried = 0, not_before = 0, reason = NULL, changed_at = $2
        WHERE transfer = $1 AND state = 'failed'";
    SOONER "transfer_pieces": "UPDATE transfer_pieces SET not_before = 0, tried = 0 WHERE transfer = $1 AND state IN ('pending', 'returning') AND not_before > 0";
    OPEN "transfer_pieces": open!("WHERE p.transfer = $1 AND p.state IN ('pending', 'copying', 'failed')");
    OPEN_ONE "transfer_pieces": open!("WHERE p.transfer = $1 AND p.kind = $2 AND p.piece = $3 AND p.state IN ('pending', 'copying', 'failed')");
    OWN "items": "SELECT i.id, i.version_set FROM items i WHERE i.owner = $1 AND i.account = $2";
    PASS "items": "UPDATE items SET owner = $3, revision = items.revision + 1 FROM json_each($1) n WHERE items.id = n.value ->> 0 AND items.owner = $2";
    REASSIGNED "transfer_pieces": "UPDATE transfer_pieces SET state = 'reassigned', worker = NULL, not_before = 0, changed_at = $3, passed = n.value ->> 1
        FROM json_each($2) n WHERE transfer_pieces.transfer = $1 AND transfer_pieces.ordinal = CAST(n.value ->> 0 AS BIGINT)";
    LESS "transfers": "UPDATE transfers SET open_pieces = open_pieces - $3, changed_at = $4, advanced_at = $4, revision = revision + 1 WHERE id = $1 AND revision = $2";
    EXPECTED "account_usage": "UPDATE account_usage SET expected = expected - $2 WHERE account = $1";
    CANCELLED "transfers": "UPDATE transfers SET phase = 'cancelled', ended_at = $2 WHERE id = $1";
}

/// What came of a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: the transfer stands otherwise, or somebody was faster.
    Nothing,
    /// It is done, and the transfer goes on.
    Done,
    /// It is done, and the transfer has come to its end with it.
    Ended,
}

/// Lets a transfer rest once the pieces in hand are done; false where it is not running, or somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub async fn pause(tx: &mut Tx, job: &TransferJob, now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx
        .execute(&PAUSE, args![&job.folder, job.revision, now])
        .await?
        == 1)
}

/// Lets it go on; false where it does not rest, or somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub async fn resume(tx: &mut Tx, job: &TransferJob, now: Timestamp) -> Result<bool, StoreError> {
    let done = tx
        .execute(&RESUME, args![&job.folder, job.revision, now])
        .await?
        == 1;
    if done {
        tx.execute(&SOONER, args![&job.folder]).await?;
    }
    Ok(done)
}

/// Tries again what failed, where it rests once it goes on; how many pieces that are.
///
/// # Errors
/// [`StoreError`].
pub async fn retry(tx: &mut Tx, job: &TransferJob, now: Timestamp) -> Result<u64, StoreError> {
    let again = tx.execute(&RETRY, args![&job.folder, now]).await?;
    if again > 0 {
        let asked = args![&job.folder, job.revision, now];
        tx.expect(1, &RETRIED, asked).await?;
    }
    Ok(again)
}

/// Gives up a piece that waits or failed: the new owner has it. Nothing where nothing more comes of it anyway.
///
/// # Errors
/// [`StoreError::RowsAffected`] where somebody was faster.
pub async fn give_up(
    tx: &mut Tx,
    job: &TransferJob,
    piece: &PieceId,
    now: Timestamp,
) -> Result<Outcome, StoreError> {
    let (kind, id) = key(piece);
    let found = tx.rows(&OPEN_ONE, args![&job.folder, kind, id]).await?;
    if found.is_empty() {
        return Ok(Outcome::Nothing);
    }
    pass(tx, job, &found, now).await?;
    Ok(if close(tx, &job.folder, now).await? {
        Outcome::Ended
    } else {
        Outcome::Done
    })
}

/// Ends a transfer: what has not arrived is the new owner's (ruling 65).
///
/// # Errors
/// [`StoreError::RowsAffected`] where somebody was faster.
pub async fn cancel(tx: &mut Tx, job: &TransferJob, now: Timestamp) -> Result<(), StoreError> {
    let open = tx.rows(&OPEN, args![&job.folder]).await?;
    pass(tx, job, &open, now).await?;
    tx.expect(1, &CANCELLED, args![&job.folder, now]).await
}

/// What a piece is by now ([`rehome_domain::content::piece::Piece::of`]): a single item with a further version is its set.
fn as_it_is(record: &Record) -> Result<PieceId, StoreError> {
    let id = record.text("piece")?;
    let ordered = record.parsed("kind", |kind| piece_id(kind, id))?;
    let set = record.opt_text("version_set")?;
    Ok(set.map_or(ordered, |set| PieceId::Set(set.into())))
}

async fn pass(
    tx: &mut Tx,
    job: &TransferJob,
    open: &[Record],
    now: Timestamp,
) -> Result<(), StoreError> {
    let many = i64::try_from(open.len()).unwrap_or(i64::MAX);
    // WHY first: as whoever carries pieces does.
    let asked = args![&job.folder, job.revision, many, now];
    tx.expect(1, &LESS, asked).await?;
    let mut own: BTreeMap<PieceId, Vec<ItemId>> = BTreeMap::new();
    for record in tx.rows(&OWN, args![&job.subject, &job.source]).await? {
        let id = ItemId::from(record.text("id")?);
        let piece = match record.opt_text("version_set")? {
            Some(set) => PieceId::Set(set.into()),
            None => PieceId::Item(id.clone()),
        };
        own.entry(piece).or_default().push(id);
    }
    let (mut rows, mut items, mut bytes) = (Vec::new(), Vec::new(), 0_i64);
    for record in open {
        // WHY: without anybody to take over, things stay with their owner.
        let gone = own.remove(&as_it_is(record)?);
        let gone = gone.filter(|_| job.new_owner.is_some());
        let gone = gone.unwrap_or_default();
        items.extend(gone.iter().map(|id| [id.clone()]));
        rows.push((record.int("ordinal")?, json(&gone)));
        bytes = bytes.saturating_add(record.int("bytes")?);
    }
    if let Some(to) = &job.new_owner {
        let asked = args![json(&items), &job.subject, to];
        tx.expect(items.len() as u64, &PASS, asked).await?;
    }
    let asked = args![&job.folder, json(&rows), now];
    tx.expect(rows.len() as u64, &REASSIGNED, asked).await?;
    tx.expect(1, &EXPECTED, args![&job.destination, bytes])
        .await
}
