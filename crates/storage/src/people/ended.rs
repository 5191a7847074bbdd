//! Accounts whose last day is over and that are still open, found by that day.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Day;

statements! {
    /// WHY as texts: written as documents write them, days sort by their letters.
    ENDED "users": "SELECT id, home, revision, extra ->> '$.account.expires' AS last FROM users
        WHERE status IN ('active', 'pending') AND extra ->> '$.account.expires' IS NOT NULL AND extra ->> '$.account.expires' < $1
        ORDER BY extra ->> '$.account.expires', id LIMIT $2",
        postgres = "SELECT id, home, revision, extra::jsonb #>> '{account,expires}' AS last FROM users
        WHERE status IN ('active', 'pending') AND extra::jsonb #>> '{account,expires}' IS NOT NULL
            AND (extra::jsonb #>> '{account,expires}') COLLATE \"C\" < $1
        ORDER BY (extra::jsonb #>> '{account,expires}') COLLATE \"C\", id LIMIT $2";
    CLOSE "users": "UPDATE users SET status = 'disabled', revision = revision + 1 WHERE id = $1 AND revision = $2";
}

/// An account whose last day is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedAccount {
    /// Whose.
    pub user: UserId,
    /// Where they live.
    pub home: OrganizationCode,
    /// The revision of the record.
    pub revision: i64,
    /// The last day.
    pub last: String,
}

/// The open accounts whose last day is before this one, the longest over first, `most` of them.
///
/// # Errors
/// [`StoreError`].
pub async fn ended(tx: &mut Tx, today: Day, most: u32) -> Result<Vec<EndedAccount>, StoreError> {
    let records = tx
        .rows(&ENDED, args![today.to_string(), i64::from(most)])
        .await?;
    let account = |record: &crate::tx::Record| {
        Ok(EndedAccount {
            user: record.text("id")?.into(),
            home: record.text("home")?.into(),
            revision: record.int("revision")?,
            last: record.text("last")?.to_owned(),
        })
    };
    records.iter().map(account).collect()
}

/// Disables an account that is still as it was found; whether it was.
///
/// # Errors
/// [`StoreError`].
pub async fn close(tx: &mut Tx, account: &EndedAccount) -> Result<bool, StoreError> {
    let closed = tx
        .execute(&CLOSE, args![&account.user, account.revision])
        .await?;
    Ok(closed == 1)
}
