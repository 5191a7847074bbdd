//! People by id and by sign-in name, for whoever has only that much of them: sign-in, tokens, requests.

use crate::error::StoreError;
use crate::keys;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list};
use rehome_domain::ids::{GroupId, OrganizationCode, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::text::folded;
use rehome_domain::time::Day;
use std::sync::Arc;

statements! {
    PERSON "users": "SELECT id, username, name, home, status, extra ->> '$.account.expires' AS expires FROM users WHERE id = $1",
        postgres = "SELECT id, username, name, home, status, extra::jsonb #>> '{account,expires}' AS expires FROM users WHERE id = $1";
    BY_USERNAME "users": "SELECT u.id, u.username_key FROM json_each($1) n CROSS JOIN users u WHERE u.username_key = n.value ->> 0 ORDER BY u.id";
    BY_MAPPING "users": "SELECT id FROM users WHERE mapping_key = $1 ORDER BY id";
    /// WHY by the tree: a name is looked for where the actor can see anything, and no installation is so large that its size is felt.
    ORGANIZATIONS "organization_scope": "SELECT found.name_key, found.code FROM (
            SELECT o.name_key, o.code, row_number() OVER (PARTITION BY o.name_key ORDER BY o.code) AS nth
            FROM json_each($1) n CROSS JOIN organization_scope s CROSS JOIN organizations o
            WHERE s.ancestor = (SELECT t.ancestor FROM organization_scope t WHERE t.organization = $2 ORDER BY t.depth DESC LIMIT 1)
              AND s.name_key = n.value ->> 0 AND o.code = s.organization AND o.status <> 'deleted') found
        WHERE found.nth <= $3 ORDER BY found.code";
    GROUPS_AT "groups": "SELECT id, name FROM groups WHERE organization = $1 ORDER BY name, id LIMIT $2";
    OF_HOME "user_scope": "SELECT s.user_id FROM user_scope s CROSS JOIN users u
        WHERE s.ancestor = $1 AND u.id = s.user_id AND u.home = $1 AND u.status <> 'deleted' ORDER BY s.sort_key, s.user_id LIMIT $2";
}

/// A person, as far as signing in and telling who it is need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: UserId,
    /// The sign-in name.
    pub username: Arc<str>,
    /// The display name.
    pub name: Arc<str>,
    /// The home.
    pub home: OrganizationCode,
    /// The account's state.
    pub status: UserStatus,
    /// The account's last day.
    pub expires: Option<Day>,
}

/// The person with this id.
///
/// # Errors
/// [`StoreError`].
pub async fn person(tx: &mut Tx, id: &UserId) -> Result<Option<Person>, StoreError> {
    let Some(record) = tx.one(&PERSON, args![id]).await? else {
        return Ok(None);
    };
    Ok(Some(Person {
        id: record.text("id")?.into(),
        username: record.text("username")?.into(),
        name: record.text("name")?.into(),
        home: record.text("home")?.into(),
        status: record.parsed("status", UserStatus::from_name)?,
        expires: record.opt_text("expires")?.and_then(|day| day.parse().ok()),
    }))
}

/// Everybody with one of these usernames, each with the username as it is compared.
///
/// # Errors
/// [`StoreError`].
pub async fn ids_of_usernames(
    tx: &mut Tx,
    names: &[&str],
) -> Result<Vec<(String, UserId)>, StoreError> {
    let keys: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let records = tx
        .rows(
            &BY_USERNAME,
            args![id_list(keys.iter().map(String::as_str))],
        )
        .await?;
    records
        .iter()
        .map(|record| {
            Ok((
                record.text("username_key")?.to_owned(),
                record.text("id")?.into(),
            ))
        })
        .collect()
}

/// Everybody with this mapping id.
///
/// # Errors
/// [`StoreError`].
pub async fn ids_of_mapping_id(tx: &mut Tx, mapping_id: &str) -> Result<Vec<UserId>, StoreError> {
    let records = tx.rows(&BY_MAPPING, args![folded(mapping_id)]).await?;
    records
        .iter()
        .map(|record| record.text("id").map(UserId::from))
        .collect()
}

/// The organizations in the tree of `within` with one of these names, each with its name as it is compared; at most so
/// many of each name.
///
/// # Errors
/// [`StoreError`].
pub async fn organizations_named(
    tx: &mut Tx,
    within: &OrganizationCode,
    names: &[&str],
    most: u32,
) -> Result<Vec<(String, OrganizationCode)>, StoreError> {
    let keys: Vec<String> = names.iter().map(|name| keys::sort_key(name)).collect();
    let list = id_list(keys.iter().map(String::as_str));
    let records = tx
        .rows(&ORGANIZATIONS, args![list, within, i64::from(most)])
        .await?;
    records
        .iter()
        .map(|record| {
            let key = record.text("name_key")?.to_owned();
            Ok((key, record.text("code")?.into()))
        })
        .collect()
}

/// The groups of an organization, by name, at most so many.
///
/// # Errors
/// [`StoreError`].
pub async fn groups_at(
    tx: &mut Tx,
    organization: &OrganizationCode,
    most: u32,
) -> Result<Vec<(GroupId, Arc<str>)>, StoreError> {
    let records = tx
        .rows(&GROUPS_AT, args![organization, i64::from(most)])
        .await?;
    records
        .iter()
        .map(|record| Ok((record.text("id")?.into(), record.text("name")?.into())))
        .collect()
}

/// Everybody who lives in an organization and is not deleted, by name, at most so many.
///
/// # Errors
/// [`StoreError`].
pub async fn ids_of_home(
    tx: &mut Tx,
    home: &OrganizationCode,
    most: u32,
) -> Result<Vec<UserId>, StoreError> {
    let records = tx.rows(&OF_HOME, args![home, i64::from(most)]).await?;
    records
        .iter()
        .map(|record| record.text("user_id").map(UserId::from))
        .collect()
}
