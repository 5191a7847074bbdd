//! Bearer tokens for programs, by their hash.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args};
use rehome_domain::ids::UserId;
use rehome_domain::people::UserStatus;
use rehome_domain::time::{Day, Timestamp};

statements! {
    CREATE "api_tokens": "INSERT INTO api_tokens (token_hash, id, user_id, name, created_at, used_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND "api_tokens": "SELECT t.token_hash, t.id, t.user_id, t.name, t.created_at, t.used_at, t.expires_at, u.status, u.extra ->> '$.account.expires' AS last
        FROM api_tokens t CROSS JOIN users u WHERE t.token_hash = $1 AND u.id = t.user_id",
        postgres = "SELECT t.token_hash, t.id, t.user_id, t.name, t.created_at, t.used_at, t.expires_at, u.status, u.extra::jsonb #>> '{account,expires}' AS last
        FROM api_tokens t CROSS JOIN users u WHERE t.token_hash = $1 AND u.id = t.user_id";
    LIST "api_tokens": "SELECT token_hash, id, user_id, name, created_at, used_at, expires_at FROM api_tokens WHERE user_id = $1 ORDER BY created_at, id";
    TOUCH "api_tokens": "UPDATE api_tokens SET used_at = $2 WHERE token_hash = $1";
    DELETE "api_tokens": "DELETE FROM api_tokens WHERE user_id = $1 AND id = $2";
    DELETE_ALL "api_tokens": "DELETE FROM api_tokens WHERE user_id = $1";
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its hash.
    pub hash: String,
    /// The id it is listed and taken back by.
    pub id: String,
    /// Whose.
    pub user: UserId,
    /// What it is for, in its owner's words.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last used, to the minute or so.
    pub used: Option<Timestamp>,
    /// When it ends; never where none.
    pub expires: Option<Timestamp>,
}

fn read(record: &Record) -> Result<Token, StoreError> {
    Ok(Token {
        hash: record.text("token_hash")?.to_owned(),
        id: record.text("id")?.to_owned(),
        user: record.text("user_id")?.into(),
        name: record.text("name")?.to_owned(),
        created: record.time("created_at")?,
        used: record.opt_int("used_at")?.map(Timestamp),
        expires: record.opt_int("expires_at")?.map(Timestamp),
    })
}

/// Keeps a new token.
///
/// # Errors
/// [`StoreError::Dangling`] where there is no such user.
pub async fn create(tx: &mut Tx, token: &Token) -> Result<(), StoreError> {
    let Token {
        hash,
        id,
        user,
        name,
        created,
        used,
        expires,
    } = token;
    let (used, expires) = (used.map(|at| at.0), expires.map(|at| at.0));
    tx.execute(
        &CREATE,
        args![hash, id, user, name, *created, used, expires],
    )
    .await
    .map(drop)
}

/// The token with this hash, ended or not, and the status of its owner on a day.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    tx: &mut Tx,
    hash: &str,
    today: Day,
) -> Result<Option<(Token, UserStatus)>, StoreError> {
    let record = tx.one(&FIND, args![hash]).await?;
    record
        .map(|record| {
            let status = record.parsed("status", UserStatus::from_name)?;
            let last = record.opt_text("last")?;
            let last = last.and_then(|day| day.parse().ok());
            Ok((read(&record)?, status.on(today, last)))
        })
        .transpose()
}

/// A user's tokens, oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn list(tx: &mut Tx, user: &UserId) -> Result<Vec<Token>, StoreError> {
    tx.rows(&LIST, args![user])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Notes that a token was used.
///
/// # Errors
/// [`StoreError`].
pub async fn touch(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(&TOUCH, args![hash, now]).await.map(drop)
}

/// Takes a token of a user back by its id; false where there is none.
///
/// # Errors
/// [`StoreError`].
pub async fn delete(tx: &mut Tx, user: &UserId, id: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE, args![user, id]).await? == 1)
}

/// Takes all tokens of a person away; answers how many there were.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_of_user(tx: &mut Tx, user: &UserId) -> Result<u64, StoreError> {
    tx.execute(&DELETE_ALL, args![user]).await
}
