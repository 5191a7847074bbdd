//! Forgetting the details of what happened long ago: what steps found and changed, and what audit records tell.
//!
//! That something happened, when, by whom, to whom and between which organizations stays for good. The audit chain
//! covers a body by its digest, so that it holds without the body (ruling 81); the record that tells of the forgetting
//! is written first, and [`crate::audit::verify`] takes a missing body for forgotten only where such a record says so.
//! Ids sort by time. A mark says how far this has come, so that nothing is looked for twice.

use crate::error::StoreError;
use crate::statement::{Statement, statements};
use crate::tx::{Tx, args};
use rehome_domain::time::Timestamp;

statements! {
    MARK "directory_marks": "SELECT what, mark FROM directory_marks WHERE what = 'forgotten'";
    SET_MARK "directory_marks": "INSERT INTO directory_marks (what, mark) VALUES ('forgotten', $1)
        ON CONFLICT (what) DO UPDATE SET mark = excluded.mark WHERE directory_marks.mark < excluded.mark";
    MOVES "user_moves": "SELECT max(page.id) AS id FROM (SELECT id FROM user_moves WHERE id > $1 AND id < $2 ORDER BY id LIMIT $3) page";
    FORGET_MOVES "user_moves": "UPDATE user_moves SET steps = '[]', held = '[]', request = '{}', reason = NULL WHERE id > $1 AND id <= $2";
    RECORDS "audit_records": "SELECT max(page.id) AS id FROM (SELECT id FROM audit_records WHERE id > $1 AND id < $2 ORDER BY id LIMIT $3) page";
    FORGET_RECORDS "audit_records": "UPDATE audit_records SET body = NULL WHERE id > $1 AND id <= $2";
}

/// The action of the audit record that tells of a forgetting; it is about the day before which details are gone.
pub const ACTION: &str = "details-forgotten";

/// What is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Details {
    /// The steps and requests of moves, with what they found.
    OfMoves,
    /// What audit records tell beside who, what, whom, when and where.
    OfRecords,
}

impl Details {
    fn statements(self) -> (&'static Statement, &'static Statement) {
        match self {
            Self::OfMoves => (&MOVES, &FORGET_MOVES),
            Self::OfRecords => (&RECORDS, &FORGET_RECORDS),
        }
    }
}

/// Up to when details are forgotten; the beginning where none are.
///
/// # Errors
/// [`StoreError`].
pub async fn forgotten_until(tx: &mut Tx) -> Result<Timestamp, StoreError> {
    let mark = tx.one(&MARK, &[]).await?;
    mark.map_or(Ok(Timestamp(0)), |record| record.time("mark"))
}

/// Says up to when details are forgotten.
///
/// # Errors
/// [`StoreError`].
pub async fn set_forgotten_until(tx: &mut Tx, until: Timestamp) -> Result<(), StoreError> {
    tx.execute(&SET_MARK, args![until]).await.map(drop)
}

/// The last of the next rows behind `after` and before `before`, `most` of them; none where there are no more.
///
/// # Errors
/// [`StoreError`].
pub async fn next(
    tx: &mut Tx,
    what: Details,
    (after, before): (&str, &str),
    most: u32,
) -> Result<Option<String>, StoreError> {
    let (find, _) = what.statements();
    let found = tx.one(find, args![after, before, i64::from(most)]).await?;
    match found {
        Some(record) => Ok(record.opt_text("id")?.map(str::to_owned)),
        None => Ok(None),
    }
}

/// Forgets the details of rows behind `after`, up to `last`.
///
/// # Errors
/// [`StoreError`].
pub async fn forget(
    tx: &mut Tx,
    what: Details,
    (after, last): (&str, &str),
) -> Result<u64, StoreError> {
    let (_, forget) = what.statements();
    tx.execute(forget, args![after, last]).await
}
