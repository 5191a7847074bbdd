//! What is to be told to others after a commit: written with it, so that no message is about what never
//! happened and none is missing. Nobody fetches messages yet (docs/decisions); those past their time go.

use crate::error::StoreError;
use crate::receipt::Part;
use crate::statement::statements;
use crate::tx::{Arg, Tx, args, owned};
use rehome_domain::time::Timestamp;
use serde_json::Value;

statements! {
    PURGE "outbox": "DELETE FROM outbox WHERE due_at < $1";
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The id; later ones sort behind earlier ones.
    pub id: String,
    /// What kind of work it is.
    pub topic: String,
    /// What the work is about.
    pub body: Value,
    /// Not before.
    pub due: Timestamp,
}

/// Puts messages in.
///
/// # Errors
/// [`StoreError`].
pub async fn put(tx: &mut Tx, messages: &[Message]) -> Result<(), StoreError> {
    let rows = messages.iter().map(|message| {
        vec![
            owned(&message.id),
            owned(&message.topic),
            Arg::from(message.body.to_string()),
            Arg::from(message.due),
        ]
    });
    tx.keep(Part::Messages, rows);
    Ok(())
}

/// Lets messages go that were due before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}
