//! Local accounts: whose password has which hash, and who is invited to choose one. Nothing here is on the user's revisioned row (ruling 82).

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::text::folded;
use rehome_domain::time::Timestamp;

statements! {
    /// The id itself comes first, then usernames and sign-in names of hosting trees in order of the home; a user
    /// principal name counts where nobody else has it.
    FIND "credentials": "SELECT u.id, u.username, u.home, u.status, c.password_hash, c.must_change
        FROM users u JOIN credentials c ON c.user_id = u.id
        WHERE u.id IN (SELECT id FROM users WHERE id = $1 UNION SELECT id FROM users WHERE username_key = $2
            UNION SELECT h.user_id FROM user_hosting h WHERE h.upn_key = $2 AND NOT EXISTS (
                SELECT 1 FROM user_hosting o CROSS JOIN users x WHERE o.upn_key = $2 AND o.user_id <> h.user_id
                    AND x.id = o.user_id AND x.status <> 'deleted'))
        ORDER BY CASE WHEN u.id = $1 THEN 0 ELSE 1 END, u.home LIMIT $3";
    OF_USER "credentials": "SELECT u.id, u.username, u.home, u.status, c.password_hash, c.must_change
        FROM users u JOIN credentials c ON c.user_id = u.id WHERE u.id = $1";
    SET "credentials": "INSERT INTO credentials (user_id, password_hash, changed_at, must_change) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at, must_change = excluded.must_change";
    REHASH "credentials": "UPDATE credentials SET password_hash = $2 WHERE user_id = $1";
    STATE "credentials": "SELECT u.id, c.changed_at, c.must_change, i.expires_at,
            (SELECT count(*) FROM sessions s WHERE s.user_id = u.id AND s.expires_at > $2) AS sessions
        FROM users u LEFT JOIN credentials c ON c.user_id = u.id LEFT JOIN invitations i ON i.user_id = u.id AND i.expires_at > $2
        WHERE u.id = $1";
    INVITE "invitations": "INSERT INTO invitations (user_id, token_hash, expires_at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at";
    INVITED "invitations": "SELECT user_id, expires_at FROM invitations WHERE token_hash = $1";
    UNINVITE "invitations": "DELETE FROM invitations WHERE user_id = $1";
    PURGE "invitations": "DELETE FROM invitations WHERE expires_at < $1";
}

/// What is known of how somebody signs in; no secret is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInState {
    /// When the password was set; none where there is none.
    pub password_set: Option<Timestamp>,
    /// Whether the password has to be changed at the next sign-in.
    pub must_change: bool,
    /// Until when a link for the first sign-in counts.
    pub invited_until: Option<Timestamp>,
    /// How many sessions are open.
    pub sessions: u32,
}

/// A password's hash and whose it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// Whose.
    pub user: UserId,
    /// The sign-in name.
    pub username: String,
    /// Where the user lives.
    pub home: OrganizationCode,
    /// The account's state.
    pub status: UserStatus,
    /// The hash with its parameters.
    pub password_hash: String,
    /// Whether the password has to be changed at the next sign-in.
    pub must_change: bool,
}

fn read(record: &Record) -> Result<Credential, StoreError> {
    Ok(Credential {
        user: record.text("id")?.into(),
        username: record.text("username")?.to_owned(),
        home: record.text("home")?.into(),
        status: record.parsed("status", UserStatus::from_name)?,
        password_hash: record.text("password_hash")?.to_owned(),
        must_change: record.bool("must_change")?,
    })
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// The accounts that sign in under a name: an id, a username, or a user principal name that nobody else in the
/// installation has; the same name may be several people's in several locations. Usernames are unique per home only, so
/// that there may be several; at most `most` are answered.
///
/// # Errors
/// [`StoreError`].
pub async fn find(tx: &mut Tx, name: &str, most: u32) -> Result<Vec<Credential>, StoreError> {
    let records = tx
        .rows(&FIND, args![name.trim(), folded(name), i64::from(most)])
        .await?;
    records.iter().map(read).collect()
}

/// A user's own credential; none where there is no password.
///
/// # Errors
/// [`StoreError`].
pub async fn of_user(tx: &mut Tx, user: &UserId) -> Result<Option<Credential>, StoreError> {
    tx.one(&OF_USER, args![user])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Sets a user's password by its hash; `must_change` where its owner has to choose another at the next sign-in.
///
/// # Errors
/// [`StoreError::Dangling`] where there is no such user.
pub async fn set_password(
    tx: &mut Tx,
    user: &UserId,
    password_hash: &str,
    now: Timestamp,
    must_change: bool,
) -> Result<(), StoreError> {
    tx.execute(&SET, args![user, password_hash, now, must_change])
        .await
        .map(drop)
}

/// Replaces the hash of the password that stays.
///
/// # Errors
/// [`StoreError`].
pub async fn rehash(tx: &mut Tx, user: &UserId, password_hash: &str) -> Result<(), StoreError> {
    tx.execute(&REHASH, args![user, password_hash])
        .await
        .map(drop)
}

/// How somebody signs in; none where there is no such user.
///
/// # Errors
/// [`StoreError`].
pub async fn sign_in_state(
    tx: &mut Tx,
    user: &UserId,
    now: Timestamp,
) -> Result<Option<SignInState>, StoreError> {
    let Some(record) = tx.one(&STATE, args![user, now]).await? else {
        return Ok(None);
    };
    let password_set = record.opt_int("changed_at")?.map(Timestamp);
    Ok(Some(SignInState {
        password_set,
        must_change: password_set.is_some() && record.bool("must_change")?,
        invited_until: record.opt_int("expires_at")?.map(Timestamp),
        sessions: u32::try_from(record.int("sessions")?).unwrap_or(u32::MAX),
    }))
}

/// Keeps the hash of the one link by which somebody signs in for the first time; a former one ends.
///
/// # Errors
/// [`StoreError::Dangling`] where there is no such user.
pub async fn invite(
    tx: &mut Tx,
    user: &UserId,
    token_hash: &str,
    expires: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(&INVITE, args![user, token_hash, expires])
        .await
        .map(drop)
}

/// Whose link this is, and until when it counts.
///
/// # Errors
/// [`StoreError`].
pub async fn invited(
    tx: &mut Tx,
    token_hash: &str,
) -> Result<Option<(UserId, Timestamp)>, StoreError> {
    let record = tx.one(&INVITED, args![token_hash]).await?;
    record
        .map(|record| Ok((record.text("user_id")?.into(), record.time("expires_at")?)))
        .transpose()
}

/// Ends somebody's link.
///
/// # Errors
/// [`StoreError`].
pub async fn uninvite(tx: &mut Tx, user: &UserId) -> Result<(), StoreError> {
    tx.execute(&UNINVITE, args![user]).await.map(drop)
}

/// Forgets links that ended before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_invitations(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE, args![before]).await
}
