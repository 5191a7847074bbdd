//! Leases: of several servers on one database, one does a chore at a time.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::time::Timestamp;

statements! {
    TAKE "leases": "INSERT INTO leases (name, holder, expires_at) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
        WHERE leases.expires_at <= $4 OR leases.holder = excluded.holder";
    RELEASE "leases": "DELETE FROM leases WHERE name = $1 AND holder = $2";
}

/// Takes or renews a lease; false where somebody else holds it.
///
/// # Errors
/// [`StoreError`].
pub async fn take(
    tx: &mut Tx,
    name: &str,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&TAKE, args![name, holder, until, now]).await? == 1)
}

/// Gives a lease back.
///
/// # Errors
/// [`StoreError`].
pub async fn release(tx: &mut Tx, name: &str, holder: &str) -> Result<(), StoreError> {
    tx.execute(&RELEASE, args![name, holder]).await.map(drop)
}
