//! Plans the server gave out, kept for a day per (actor, digest) (ruling 77).
//!
//! They tell what differs when a commit is stale, and that a destination was in a plan. They live outside
//! the durable path and may be lost when the machine fails: these functions take the store itself, never
//! a transaction.

use crate::error::StoreError;
use crate::statement::statements;
use crate::store::Store;
use crate::tx::args;
use rehome_domain::ids::UserId;
use rehome_domain::time::Timestamp;
use serde_json::Value;

statements! {
    KEEP "kept_plans": "INSERT INTO kept_plans (actor, digest, body, kept_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (actor, digest) DO UPDATE SET body = excluded.body, kept_at = excluded.kept_at";
    FIND "kept_plans": "SELECT digest, body FROM kept_plans WHERE actor = $1 AND digest = $2";
    PURGE "kept_plans": "DELETE FROM kept_plans WHERE kept_at < $1";
}

/// Keeps a plan.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(
    store: &Store,
    actor: &UserId,
    digest: &str,
    plan: &Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut tx = store.plans().await?;
    tx.execute(&KEEP, args![actor, digest, plan.to_string(), now])
        .await?;
    tx.commit().await
}

/// The plan of an actor with this digest, if it is still kept.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    store: &Store,
    actor: &UserId,
    digest: &str,
) -> Result<Option<Value>, StoreError> {
    let mut tx = store.plans().await?;
    tx.one(&FIND, args![actor, digest])
        .await?
        .map(|record| record.json("body"))
        .transpose()
}

/// Forgets plans kept before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(store: &Store, before: Timestamp) -> Result<u64, StoreError> {
    let mut tx = store.plans().await?;
    let gone = tx.execute(&PURGE, args![before]).await?;
    tx.commit().await?;
    Ok(gone)
}
