//! What is to be told to others after a commit: written with it, so that no message is about what never
//! happened and none is missing. Nobody fetches messages yet (docs/decisions); those past their time go.

use crate::error::StoreError;
use crate::receipt::Kept;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::time::Timestamp;
use serde::Serialize;
use serde_json::Value;

statements! {
    PURGE "outbox": "DELETE FROM outbox WHERE due_at < $1";
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

/// Lets messages go that were due before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}
