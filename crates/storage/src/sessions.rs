//! Open sessions, by the hash of their id: the id itself is in the browser's cookie alone.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args};
use rehome_domain::ids::UserId;
use rehome_domain::time::Timestamp;

statements! {
    CREATE "sessions": "INSERT INTO sessions (id_hash, user_id, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    FIND "sessions": "SELECT s.id_hash, s.user_id, s.created_at, s.seen_at, s.expires_at, c.must_change
        FROM sessions s LEFT JOIN credentials c ON c.user_id = s.user_id WHERE s.id_hash = $1";
    LIST "sessions": "SELECT id_hash, user_id, created_at, seen_at, expires_at FROM sessions WHERE user_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, id_hash";
    TOUCH "sessions": "UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE id_hash = $1";
    DELETE "sessions": "DELETE FROM sessions WHERE id_hash = $1";
    DELETE_OF_USER "sessions": "DELETE FROM sessions WHERE user_id = $1 AND id_hash <> $2";
    PURGE "sessions": "DELETE FROM sessions WHERE expires_at < $1";
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its id.
    pub id_hash: String,
    /// Whose.
    pub user: UserId,
    /// When it was opened.
    pub created: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
}

fn read(record: &Record) -> Result<Session, StoreError> {
    Ok(Session {
        id_hash: record.text("id_hash")?.to_owned(),
        user: record.text("user_id")?.into(),
        created: record.time("created_at")?,
        seen: record.time("seen_at")?,
        expires: record.time("expires_at")?,
    })
}

/// Opens a session.
///
/// # Errors
/// [`StoreError`].
pub async fn create(tx: &mut Tx, session: &Session) -> Result<(), StoreError> {
    let Session {
        id_hash,
        user,
        created,
        seen,
        expires,
    } = session;
    tx.execute(&CREATE, args![id_hash, user, *created, *seen, *expires])
        .await
        .map(drop)
}

/// The session with this hash, ended or not, and whether its owner has to change the password first.
///
/// # Errors
/// [`StoreError`].
pub async fn find(tx: &mut Tx, id_hash: &str) -> Result<Option<(Session, bool)>, StoreError> {
    let Some(record) = tx.one(&FIND, args![id_hash]).await? else {
        return Ok(None);
    };
    let must_change = record.opt_int("must_change")?.is_some_and(|it| it != 0);
    Ok(Some((read(&record)?, must_change)))
}

/// A user's sessions that are not over, the one used last first.
///
/// # Errors
/// [`StoreError`].
pub async fn list(tx: &mut Tx, user: &UserId, now: Timestamp) -> Result<Vec<Session>, StoreError> {
    tx.rows(&LIST, args![user, now])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Writes a session's last use and end.
///
/// # Errors
/// [`StoreError`].
pub async fn touch(tx: &mut Tx, session: &Session) -> Result<(), StoreError> {
    tx.execute(
        &TOUCH,
        args![&session.id_hash, session.seen, session.expires],
    )
    .await
    .map(drop)
}

/// Ends a session.
///
/// # Errors
/// [`StoreError`].
pub async fn delete(tx: &mut Tx, id_hash: &str) -> Result<(), StoreError> {
    tx.execute(&DELETE, args![id_hash]).await.map(drop)
}

/// Ends a user's sessions, but for the one with the hash `except`.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_of_user(
    tx: &mut Tx,
    user: &UserId,
    except: Option<&str>,
) -> Result<u64, StoreError> {
    tx.execute(&DELETE_OF_USER, args![user, except.unwrap_or_default()])
        .await
}

/// Forgets sessions that ended before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}
