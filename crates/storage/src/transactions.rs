//! Commits of several families as whoever made them looks at them: what was asked, and what became of each family.
//!
//! What was really done is in the ledger; here are those who stayed, too.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args};
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use serde_json::Value;

statements! {
    KEEP "move_transactions": "INSERT INTO move_transactions (id, actor, acting_in, request, acknowledged, outcome, submitted_at, completed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, completed_at = excluded.completed_at";
    FIND "move_transactions": "SELECT id, actor, acting_in, request, acknowledged, outcome, submitted_at, completed_at FROM move_transactions
        WHERE id = $1 AND actor = $2";
    OF_ACTOR "move_transactions": "SELECT id, actor, acting_in, request, acknowledged, outcome, submitted_at, completed_at FROM move_transactions
        WHERE actor = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    PURGE "move_transactions": "DELETE FROM move_transactions WHERE completed_at < $1";
}

/// A commit of several families.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// The commit.
    pub id: MoveId,
    /// Who made it.
    pub actor: UserId,
    /// Where they acted.
    pub acting_in: OrganizationCode,
    /// What was asked, word for word.
    pub request: Value,
    /// The codes of the warnings taken note of.
    pub acknowledged: Value,
    /// What became of each family, in the order of the plan.
    pub outcome: Value,
    /// When it was asked for.
    pub submitted: Timestamp,
    /// When the last family came to its end.
    pub completed: Timestamp,
}

fn read(record: &Record) -> Result<Transaction, StoreError> {
    Ok(Transaction {
        id: record.text("id")?.into(),
        actor: record.text("actor")?.into(),
        acting_in: record.text("acting_in")?.into(),
        request: record.json("request")?,
        acknowledged: record.json("acknowledged")?,
        outcome: record.json("outcome")?,
        submitted: record.time("submitted_at")?,
        completed: record.time("completed_at")?,
    })
}

/// Keeps what a commit came to; one that is sent again has what it came to then.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(tx: &mut Tx, it: &Transaction) -> Result<(), StoreError> {
    let arguments = args![
        &it.id,
        &it.actor,
        &it.acting_in,
        it.request.to_string(),
        it.acknowledged.to_string(),
        it.outcome.to_string(),
        it.submitted,
        it.completed
    ];
    tx.execute(&KEEP, arguments).await.map(drop)
}

/// One that somebody made.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    tx: &mut Tx,
    actor: &UserId,
    id: &str,
) -> Result<Option<Transaction>, StoreError> {
    let found = tx.one(&FIND, args![id, actor]).await?;
    found.as_ref().map(read).transpose()
}

/// Those somebody made, the newest first and before `before`.
///
/// # Errors
/// [`StoreError`].
pub async fn of_actor(
    tx: &mut Tx,
    actor: &UserId,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<Transaction>, StoreError> {
    // Ids are hexadecimal.
    let arguments = args![actor, before.unwrap_or("g"), i64::from(limit)];
    tx.rows(&OF_ACTOR, arguments)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Forgets those that came to their end long ago.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}
