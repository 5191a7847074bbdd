//! The first answer to a request, kept under the caller's key, so that a retry gets it again (model 4).

use crate::error::StoreError;
use crate::receipt::{Part, Values};
use crate::statement::statements;
use crate::tx::{Arg, Record, Tx, args, id_list, owned};
use rehome_domain::ids::UserId;
use rehome_domain::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;

statements! {
    FIND "idempotency_keys": "SELECT key, request_digest, answer FROM idempotency_keys WHERE actor = $1 AND key = $2";
    /// WHY one by one: joined, or asked whether it is IN a list, PostgreSQL walks through all keys the actor ever used.
    THESE "idempotency_keys": "SELECT k.key, k.answer FROM json_each($2) n CROSS JOIN idempotency_keys k
        WHERE k.actor = $1 AND k.key = n.value ->> 0",
        postgres = "SELECT k.key, k.answer FROM json_each($2) n CROSS JOIN LATERAL (
            SELECT key, answer FROM idempotency_keys WHERE actor = $1 AND key = n.value ->> 0 LIMIT 1) k";
    BETWEEN "idempotency_keys": "SELECT key, answer FROM idempotency_keys WHERE actor = $1 AND key >= $2 AND key < $3 ORDER BY key";
    FORGET "idempotency_keys": "DELETE FROM idempotency_keys WHERE actor = $1 AND key = $2";
    FORGET_BETWEEN "idempotency_keys": "DELETE FROM idempotency_keys WHERE actor = $1 AND key >= $2 AND key < $3";
    /// WHY: a file may be run again at any time, so that its rows are known for good.
    PURGE "idempotency_keys": "DELETE FROM idempotency_keys WHERE created_at < $1 AND key NOT LIKE 'file:%'";
    PURGE_RUNS "idempotency_keys": "DELETE FROM idempotency_keys WHERE created_at < $1 AND key LIKE 'file:%:run:%'";
}

/// The key under which a row of a file is kept, for good.
pub fn key_of_row(file: &str, row: &str) -> String {
    format!("file:{file}:{row}")
}

/// The key under which an unfinished run of a file keeps what it told of some rows, the first of which is `row`.
pub fn key_of_run(file: &str, row: &str) -> String {
    format!("file:{file}:run:{row}")
}

/// The first key with a beginning, and the first behind all of them.
fn beginning(with: &str) -> (String, String) {
    (format!("{with}:"), format!("{with};"))
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
/// Where the key came into use meanwhile, `write` does the work over, which then finds the first answer.
///
/// # Errors
/// [`StoreError::AlreadyExists`] where the key is in use.
pub async fn store(
    tx: &mut Tx,
    actor: &UserId,
    key: &str,
    request_digest: &str,
    answer: &Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.keep(
        Part::Answers,
        [row(actor, key, request_digest, answer, now)],
    );
    Ok(())
}

/// What is kept under these keys of an actor, for those in use.
///
/// # Errors
/// [`StoreError`].
pub async fn these(
    tx: &mut Tx,
    actor: &UserId,
    keys: &[String],
) -> Result<BTreeMap<String, Value>, StoreError> {
    let list = id_list(keys.iter().map(String::as_str));
    let records = tx.rows(&THESE, args![actor, list]).await?;
    answers(&records)
}

/// Everything an actor's runs of a file have kept, of its rows and of a run that is not finished.
///
/// # Errors
/// [`StoreError`].
pub async fn of_file(
    tx: &mut Tx,
    actor: &UserId,
    file: &str,
) -> Result<BTreeMap<String, Value>, StoreError> {
    let (from, to) = beginning(&format!("file:{file}"));
    let records = tx.rows(&BETWEEN, args![actor, from, to]).await?;
    answers(&records)
}

fn answers(records: &[Record]) -> Result<BTreeMap<String, Value>, StoreError> {
    records
        .iter()
        .map(|record| Ok((record.text("key")?.to_owned(), record.json("answer")?)))
        .collect()
}

/// Forgets what is kept under keys of an actor.
///
/// # Errors
/// [`StoreError`].
pub async fn forget(
    tx: &mut Tx,
    actor: &UserId,
    keys: impl Iterator<Item = &String>,
) -> Result<(), StoreError> {
    for key in keys {
        tx.execute(&FORGET, args![actor, key]).await?;
    }
    Ok(())
}

/// Forgets what an unfinished run of a file has kept beside its rows: it is finished, or another one begins.
///
/// # Errors
/// [`StoreError`].
pub async fn forget_run(tx: &mut Tx, actor: &UserId, file: &str) -> Result<u64, StoreError> {
    let (from, to) = beginning(&format!("file:{file}:run"));
    tx.execute(&FORGET_BETWEEN, args![actor, from, to]).await
}

/// Keeps many answers at once, in the transaction that they answer for.
///
/// # Errors
/// [`StoreError::AlreadyExists`] where a key is in use.
pub async fn store_many(
    tx: &mut Tx,
    actor: &UserId,
    request_digest: &str,
    answers: &[(String, Value)],
    now: Timestamp,
) -> Result<(), StoreError> {
    let rows = answers
        .iter()
        .map(|(key, answer)| row(actor, key, request_digest, answer, now));
    tx.keep(Part::Answers, rows);
    Ok(())
}

fn row(actor: &UserId, key: &str, request_digest: &str, answer: &Value, now: Timestamp) -> Values {
    vec![
        owned(actor.as_str()),
        owned(key),
        owned(request_digest),
        Arg::from(answer.to_string()),
        Arg::from(now),
    ]
}

/// Forgets answers kept before a point in time, except those of rows of files.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}

/// Forgets what runs of files that never came to their end told before a point in time: it names people.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_runs(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE_RUNS, args![before]).await
}
