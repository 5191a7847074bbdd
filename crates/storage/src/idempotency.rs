//! The first answer to a request, kept under the caller's key, so that a retry gets it again (model 4).

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list, json};
use rehome_domain::ids::UserId;
use rehome_domain::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;

statements! {
    FIND "idempotency_keys": "SELECT key, request_digest, answer FROM idempotency_keys WHERE actor = $1 AND key = $2";
    STORE "idempotency_keys": "INSERT INTO idempotency_keys (actor, key, request_digest, answer, created_at) VALUES ($1, $2, $3, $4, $5)";
    KNOWN "idempotency_keys": "SELECT key FROM idempotency_keys WHERE actor = $1 AND key IN (SELECT value ->> 0 FROM json_each($2))";
    STORE_MANY "idempotency_keys": "INSERT INTO idempotency_keys (actor, key, request_digest, answer, created_at)
        SELECT $1, value ->> 0, $3, value ->> 1, $4 FROM json_each($2)";
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

/// Which of these keys of an actor are in use.
///
/// # Errors
/// [`StoreError`].
pub async fn known(
    tx: &mut Tx,
    actor: &UserId,
    keys: &[String],
) -> Result<BTreeSet<String>, StoreError> {
    let list = id_list(keys.iter().map(String::as_str));
    let records = tx.rows(&KNOWN, args![actor, list]).await?;
    records
        .iter()
        .map(|record| record.text("key").map(str::to_owned))
        .collect()
}

/// Keeps many answers at once, in the transaction that they answer for.
///
/// # Errors
/// [`StoreError::AlreadyExists`] where a key is in use; `write` then does the work over and finds it.
pub async fn store_many(
    tx: &mut Tx,
    actor: &UserId,
    request_digest: &str,
    answers: &[(String, Value)],
    now: Timestamp,
) -> Result<(), StoreError> {
    if answers.is_empty() {
        return Ok(());
    }
    let rows: Vec<(&str, String)> = answers
        .iter()
        .map(|(key, answer)| (key.as_str(), answer.to_string()))
        .collect();
    let stored = tx
        .execute(&STORE_MANY, args![actor, json(&rows), request_digest, now])
        .await;
    tx.is_contended |= matches!(stored, Err(StoreError::AlreadyExists { .. }));
    tx.compare(rows.len() as u64, stored?)
}

/// Forgets answers kept before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}
