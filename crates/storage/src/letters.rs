//! What letters need to know: whom they go to, in which language, and what things are called.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::content::CustomProfile;
use rehome_domain::ids::{OrganizationCode, ProfileId, UserId};

statements! {
    READER "users": "SELECT u.id, u.name, u.status,
            (SELECT a.address FROM addresses a WHERE a.user_id = u.id ORDER BY a.is_primary DESC, a.address LIMIT 1) AS address,
            (SELECT s.body ->> '$.language' FROM organization_scope w JOIN organization_sections s ON s.organization = w.ancestor AND s.section = 'account'
                WHERE w.organization = u.home AND s.body ->> '$.language' IS NOT NULL ORDER BY w.depth LIMIT 1) AS language
        FROM users u WHERE u.id = $1",
        postgres = "SELECT u.id, u.name, u.status,
            (SELECT a.address FROM addresses a WHERE a.user_id = u.id ORDER BY a.is_primary DESC, a.address LIMIT 1) AS address,
            (SELECT s.body::jsonb ->> 'language' FROM organization_scope w JOIN organization_sections s ON s.organization = w.ancestor AND s.section = 'account'
                WHERE w.organization = u.home AND s.body::jsonb ->> 'language' IS NOT NULL ORDER BY w.depth LIMIT 1) AS language
        FROM users u WHERE u.id = $1";
    ADMINISTRATORS "account_members": "SELECT m.user_id FROM account_members m
        WHERE m.account = $1 AND m.profile IN ('billing_administrator', 'administrator') ORDER BY m.profile DESC, m.user_id LIMIT $2";
    NAME "users": "SELECT u.name FROM users u WHERE u.id = $1";
    NAME_OF_ORGANIZATION "organizations": "SELECT o.name FROM organizations o WHERE o.code = $1";
    NAME_OF_PROFILE "account_profiles": "SELECT p.body FROM account_profiles p WHERE p.id = $1";
}

/// Somebody a letter goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The name.
    pub name: String,
    /// The primary address.
    pub address: String,
    /// The language of the nearest account that has one, as a tag (BCP 47).
    pub language: Option<String>,
}

/// Somebody as a reader of letters; none who is not there, has no address or is disabled.
///
/// # Errors
/// [`StoreError`].
pub async fn reader(tx: &mut Tx, user: &UserId) -> Result<Option<Reader>, StoreError> {
    let Some(record) = tx.one(&READER, args![user]).await? else {
        return Ok(None);
    };
    let address = record.opt_text("address")?;
    let Some(address) = address.filter(|_| record.text("status").is_ok_and(|it| it != "disabled"))
    else {
        return Ok(None);
    };
    Ok(Some(Reader {
        name: record.text("name")?.to_owned(),
        address: address.to_owned(),
        language: record.opt_text("language")?.map(str::to_owned),
    }))
}

/// Who administers an account, those of its bills first, `most` of them.
///
/// # Errors
/// [`StoreError`].
pub async fn administrators(
    tx: &mut Tx,
    account: &OrganizationCode,
    most: u32,
) -> Result<Vec<UserId>, StoreError> {
    let found = tx
        .rows(&ADMINISTRATORS, args![account, i64::from(most)])
        .await?;
    found
        .iter()
        .map(|row| Ok(row.text("user_id")?.into()))
        .collect()
}

/// What somebody is called; the id where nobody is there.
///
/// # Errors
/// [`StoreError`].
pub async fn name(tx: &mut Tx, user: &UserId) -> Result<String, StoreError> {
    let found = tx.one(&NAME, args![user]).await?;
    let name = found
        .as_ref()
        .map(|record| record.text("name"))
        .transpose()?;
    Ok(name.unwrap_or(user.as_str()).to_owned())
}

/// What an organization is called; the code where there is none.
///
/// # Errors
/// [`StoreError`].
pub async fn name_of_organization(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<String, StoreError> {
    let found = tx.one(&NAME_OF_ORGANIZATION, args![code]).await?;
    let name = found
        .as_ref()
        .map(|record| record.text("name"))
        .transpose()?;
    Ok(name.unwrap_or(code.as_str()).to_owned())
}

/// What an account calls a profile of its own; none for built-in ones, and where it has no name.
///
/// # Errors
/// [`StoreError`].
pub async fn name_of_profile(
    tx: &mut Tx,
    profile: &ProfileId,
) -> Result<Option<String>, StoreError> {
    let Some(record) = tx.one(&NAME_OF_PROFILE, args![profile.as_str()]).await? else {
        return Ok(None);
    };
    let custom: CustomProfile = record.json("body")?;
    Ok(custom.name.map(|name| name.to_string()))
}
