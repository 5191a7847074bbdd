//! How often something was tried lately, by key (a name, an address), for rate limits that all servers share.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args};
use rehome_domain::time::Timestamp;

statements! {
    HIT "throttle": "INSERT INTO throttle (key, hits, since) VALUES ($1, 1, $2)
        ON CONFLICT (key) DO UPDATE SET
            hits = CASE WHEN throttle.since <= $3 THEN 1 ELSE throttle.hits + 1 END,
            since = CASE WHEN throttle.since <= $3 THEN excluded.since ELSE throttle.since END
        RETURNING key, hits, since";
    STATE "throttle": "SELECT key, hits, since FROM throttle WHERE key = $1 AND since > $2";
    FORGIVE "throttle": "UPDATE throttle SET hits = hits - 1 WHERE key = $1 AND hits > 0";
    CLEAR "throttle": "DELETE FROM throttle WHERE key = $1";
    PURGE "throttle": "DELETE FROM throttle WHERE since < $1";
}

/// What was counted in the present window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hits {
    /// How many.
    pub hits: i64,
    /// Since when.
    pub since: Timestamp,
}

fn read(record: &Record) -> Result<Hits, StoreError> {
    Ok(Hits {
        hits: record.int("hits")?,
        since: record.time("since")?,
    })
}

/// Counts one more; a window that began at or before `window_start` is over and a new one begins.
///
/// # Errors
/// [`StoreError`].
pub async fn hit(
    tx: &mut Tx,
    key: &str,
    now: Timestamp,
    window_start: Timestamp,
) -> Result<Hits, StoreError> {
    let record = tx.one(&HIT, args![key, now, window_start]).await?;
    record.as_ref().map_or(
        Ok(Hits {
            hits: 1,
            since: now,
        }),
        read,
    )
}

/// What was counted in the window that began after `window_start`.
///
/// # Errors
/// [`StoreError`].
pub async fn state(
    tx: &mut Tx,
    key: &str,
    window_start: Timestamp,
) -> Result<Option<Hits>, StoreError> {
    tx.one(&STATE, args![key, window_start])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Counts one less.
///
/// # Errors
/// [`StoreError`].
pub async fn forgive(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    tx.execute(&FORGIVE, args![key]).await.map(drop)
}

/// Forgets a key.
///
/// # Errors
/// [`StoreError`].
pub async fn clear(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    tx.execute(&CLEAR, args![key]).await.map(drop)
}

/// Forgets windows that began before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}
