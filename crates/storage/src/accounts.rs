//! Local accounts: whose password has which hash. Nothing here is on the user's revisioned row (ruling 82).

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::text::folded;
use rehome_domain::time::Timestamp;

statements! {
    /// The id itself comes first, then usernames in order of the home.
    FIND "credentials": "SELECT u.id, u.username, u.home, u.status, c.password_hash
        FROM users u JOIN credentials c ON c.user_id = u.id
        WHERE u.id IN (SELECT id FROM users WHERE id = $1 UNION SELECT id FROM users WHERE username_key = $2)
        ORDER BY CASE WHEN u.id = $1 THEN 0 ELSE 1 END, u.home LIMIT $3";
    SET "credentials": "INSERT INTO credentials (user_id, password_hash, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at";
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
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// The accounts that sign in under a name: an id or a username. Usernames are unique per home only, so
/// that there may be several; at most `most` are answered.
///
/// # Errors
/// [`StoreError`].
pub async fn find(tx: &mut Tx, name: &str, most: u32) -> Result<Vec<Credential>, StoreError> {
    let records = tx
        .rows(&FIND, args![name.trim(), folded(name), i64::from(most)])
        .await?;
    records
        .iter()
        .map(|record| {
            Ok(Credential {
                user: record.text("id")?.into(),
                username: record.text("username")?.to_owned(),
                home: record.text("home")?.into(),
                status: record.parsed("status", UserStatus::from_name)?,
                password_hash: record.text("password_hash")?.to_owned(),
            })
        })
        .collect()
}

/// Sets the hash of a user's password.
///
/// # Errors
/// [`StoreError::Dangling`] where there is no such user.
pub async fn set_password_hash(
    tx: &mut Tx,
    user: &UserId,
    password_hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(&SET, args![user, password_hash, now])
        .await
        .map(drop)
}
