//! Roles held by people. Whether somebody may grant one is the caller's to judge.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::people::Grant;
use rehome_domain::role::Roles;

statements! {
    GRANT "role_grants": "INSERT INTO role_grants (user_id, held_at, role) VALUES ($1, $2, $3) ON CONFLICT (user_id, held_at, role) DO NOTHING";
    REVOKE "role_grants": "DELETE FROM role_grants WHERE user_id = $1 AND held_at = $2 AND role = $3";
    CHANGED "users": "UPDATE users SET revision = revision + 1 WHERE id = $1";
    HOLDERS "role_grants": "SELECT g.user_id, g.role FROM role_grants g CROSS JOIN users u
        WHERE g.held_at = $1 AND u.id = g.user_id AND u.status = 'active' ORDER BY g.role, g.user_id LIMIT $2";
    CLONES "roles": "SELECT id, body FROM roles";
}

fn place(grant: &Grant) -> &str {
    grant.at.as_ref().map_or("", OrganizationCode::as_str)
}

/// Grants a role; false where it is held already.
///
/// # Errors
/// [`StoreError::Dangling`] where there is no such user.
pub async fn grant(tx: &mut Tx, user: &UserId, grant: &Grant) -> Result<bool, StoreError> {
    let is_new = tx
        .execute(&GRANT, args![user, place(grant), &grant.role])
        .await?
        == 1;
    if is_new {
        tx.execute(&CHANGED, args![user]).await?;
    }
    Ok(is_new)
}

/// Revokes a role; false where it is not held.
///
/// # Errors
/// [`StoreError`].
pub async fn revoke(tx: &mut Tx, user: &UserId, grant: &Grant) -> Result<bool, StoreError> {
    let was_held = tx
        .execute(&REVOKE, args![user, place(grant), &grant.role])
        .await?
        == 1;
    if was_held {
        tx.execute(&CHANGED, args![user]).await?;
    }
    Ok(was_held)
}

/// The active people who hold roles at an organization, each with the role; at most `most`.
///
/// # Errors
/// [`StoreError`].
pub async fn holders(
    tx: &mut Tx,
    at: &OrganizationCode,
    most: u32,
) -> Result<Vec<(UserId, RoleId)>, StoreError> {
    tx.rows(&HOLDERS, args![at, i64::from(most)])
        .await?
        .iter()
        .map(|record| Ok((record.text("user_id")?.into(), record.text("role")?.into())))
        .collect()
}

/// The clones of roles.
///
/// # Errors
/// [`StoreError`].
pub async fn clones(tx: &mut Tx) -> Result<Roles, StoreError> {
    let mut roles = Roles::default();
    for record in tx.rows(&CLONES, &[]).await? {
        roles
            .clones
            .insert(record.text("id")?.into(), record.json("body")?);
    }
    Ok(roles)
}
