//! What is to be done after a commit: written with it, taken by workers later.
//!
//! A message that is taken is hidden until its lease ends and then comes back, so that a worker that dies
//! loses nothing; whoever handles one must therefore bear seeing it twice.

use crate::error::StoreError;
use crate::receipt::Kept;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::time::Timestamp;
use serde::Serialize;
use serde_json::Value;

statements! {
    TAKE "outbox":
        "UPDATE outbox SET due_at = $2, attempts = attempts + 1
         WHERE id IN (SELECT id FROM outbox WHERE due_at <= $1 ORDER BY due_at, id LIMIT $3)
         RETURNING id, topic, body, attempts", postgres =
        "UPDATE outbox SET due_at = $2, attempts = attempts + 1
         WHERE id IN (SELECT id FROM outbox WHERE due_at <= $1 ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
         RETURNING id, topic, body, attempts";
    DONE "outbox": "DELETE FROM outbox WHERE id = $1";
    FAILED "outbox": "UPDATE outbox SET due_at = $2, last_error = $3 WHERE id = $1";
    COUNT "outbox": "SELECT 'all' AS scope, count(*) AS waiting FROM outbox";
}

/// A message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Message {
    /// The id; later ones sort behind earlier ones.
    pub id: String,
    /// What kind of work it is.
    pub topic: String,
    /// What the work is about.
    #[serde(serialize_with = "as_text")]
    pub body: Value,
    /// Not before.
    #[serde(rename = "due_at", serialize_with = "as_microseconds")]
    pub due: Timestamp,
}

/// A message in a worker's hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The id.
    pub id: String,
    /// What kind of work it is.
    pub topic: String,
    /// What the work is about.
    pub body: Value,
    /// How often it has been taken, this time included.
    pub attempts: i64,
}

fn as_text<S: serde::Serializer>(body: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(body)
}

fn as_microseconds<S: serde::Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(at.0)
}

/// Puts messages in.
///
/// # Errors
/// [`StoreError`].
pub async fn put(tx: &mut Tx, messages: &[Message]) -> Result<(), StoreError> {
    tx.keep(Kept::Messages, messages).await
}

/// Takes up to `most` messages that are due and hides them until `lease_until`.
///
/// # Errors
/// [`StoreError`].
pub async fn take(
    tx: &mut Tx,
    most: u32,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Vec<Taken>, StoreError> {
    let records = tx
        .rows(&TAKE, args![now, lease_until, i64::from(most)])
        .await?;
    let mut taken = Vec::with_capacity(records.len());
    for record in &records {
        taken.push(Taken {
            id: record.text("id")?.to_owned(),
            topic: record.text("topic")?.to_owned(),
            body: record.json("body")?,
            attempts: record.int("attempts")?,
        });
    }
    taken.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(taken)
}

/// Takes a message out for good.
///
/// # Errors
/// [`StoreError`].
pub async fn done(tx: &mut Tx, id: &str) -> Result<(), StoreError> {
    tx.execute(&DONE, args![id]).await.map(drop)
}

/// Notes why a message could not be handled, and when to try again.
///
/// # Errors
/// [`StoreError`].
pub async fn failed(tx: &mut Tx, id: &str, due: Timestamp, error: &str) -> Result<(), StoreError> {
    tx.execute(&FAILED, args![id, due, error]).await.map(drop)
}

/// How many messages wait.
///
/// # Errors
/// [`StoreError`].
pub async fn waiting(tx: &mut Tx) -> Result<i64, StoreError> {
    tx.one(&COUNT, &[])
        .await?
        .map_or(Ok(0), |record| record.int("waiting"))
}
