//! What is to be told to others after a commit: written with it, so that no message is about what never
//! happened and none is missing. Letters are fetched; other messages nobody fetches yet (docs/decisions). Those past
//! their time go.

use crate::error::StoreError;
use crate::receipt::Part;
use crate::statement::statements;
use crate::tx::{Arg, Tx, args, owned};
use rehome_domain::time::Timestamp;
use serde_json::Value;

statements! {
    NEXT "outbox": "SELECT id, topic, body, due_at FROM outbox WHERE topic = $1 AND held_until <= $2 ORDER BY held_until, id LIMIT 1";
    /// WHY the time once more: of two who found the same one, the second finds it held.
    HOLD "outbox": "UPDATE outbox SET held_until = $3 WHERE id = $1 AND held_until <= $2";
    DONE "outbox": "DELETE FROM outbox WHERE id = $1";
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

/// Takes up the next message of a topic and holds it until then; none where there is none, or somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub async fn take(
    tx: &mut Tx,
    topic: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Message>, StoreError> {
    let Some(record) = tx.one(&NEXT, args![topic, now]).await? else {
        return Ok(None);
    };
    let message = Message {
        id: record.text("id")?.to_owned(),
        topic: record.text("topic")?.to_owned(),
        body: record.json("body")?,
        due: Timestamp(record.int("due_at")?),
    };
    let held = tx.execute(&HOLD, args![&message.id, now, until]).await?;
    Ok((held == 1).then_some(message))
}

/// Lets a message go that has been told.
///
/// # Errors
/// [`StoreError`].
pub async fn done(tx: &mut Tx, id: &str) -> Result<(), StoreError> {
    tx.execute(&DONE, args![id]).await.map(drop)
}

/// Lets messages go that were due before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}
