//! The first answer to a request, kept under the caller's key, so that a retry gets it again (model 4).

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::UserId;
use rehome_domain::time::Timestamp;
use serde_json::Value;

statements! {
    FIND "idempotency_keys": "SELECT key, request_digest, answer FROM idempotency_keys WHERE actor = $1 AND key = $2";
    STORE "idempotency_keys": "INSERT INTO idempotency_keys (actor, key, request_digest, answer, created_at) VALUES ($1, $2, $3, $4, $5)";
    PURGE "idempotency_keys": "DELETE FROM idempotency_keys WHERE created_at < $1";
}

/// An answer given before.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptAnswer {
    /// The digest of the request; the same key with another request is a fault of the caller.
    pub request_digest: String,
    /// The answer.
    pub answer: Value,
}

/// The answer kept under a key of an actor.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    tx: &mut Tx,
    actor: &UserId,
    key: &str,
) -> Result<Option<KeptAnswer>, StoreError> {
    let Some(record) = tx.one(&FIND, args![actor, key]).await? else {
        return Ok(None);
    };
    Ok(Some(KeptAnswer {
        request_digest: record.text("request_digest")?.to_owned(),
        answer: record.json("answer")?,
    }))
}

/// Keeps an answer, in the transaction that it answers for.
///
/// # Errors
/// [`StoreError::AlreadyExists`] where the key is in use; `write` then does the work over and finds it.
pub async fn store(
    tx: &mut Tx,
    actor: &UserId,
    key: &str,
    request_digest: &str,
    answer: &Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    let stored = tx
        .execute(
            &STORE,
            args![actor, key, request_digest, answer.to_string(), now],
        )
        .await;
    // WHY: the same request came twice at once; done over, the second one finds the first's answer.
    tx.is_contended |= matches!(stored, Err(StoreError::AlreadyExists { .. }));
    stored.map(drop)
}

/// Forgets answers kept before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}
