//! The section `account` of a hub or satellite: its own fields, the profiles it made, and who owns its dropzones.

use crate::directory::ACCOUNT_SECTION;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list, json};
use rehome_domain::ids::{DropzoneId, OrganizationCode, ProfileId, UserId};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

statements! {
    SECTION "organization_sections": "SELECT body, revision FROM organization_sections WHERE organization = $1 AND section = $2";
    PROFILES "account_profiles": "SELECT id, body FROM account_profiles WHERE account = $1";
    DROPZONES "dropzones": "SELECT id, owner FROM dropzones WHERE account = $1";
    HELD "account_members": "SELECT profile, count(*) AS many FROM account_members WHERE account = $1 GROUP BY profile";
    WHOSE "account_profiles": "SELECT account FROM account_profiles WHERE id = $1";
    /// $2: profiles; $3: who does not count.
    OTHERS "account_members": "SELECT m.user_id FROM json_each($2) p CROSS JOIN account_members m CROSS JOIN users u
        WHERE m.account = $1 AND m.profile = p.value ->> 0 AND m.user_id <> $3 AND u.id = m.user_id AND u.status = 'active' LIMIT 1";
    WRITE "organization_sections": "UPDATE organization_sections SET body = $4, revision = revision + 1
        WHERE organization = $1 AND section = $2 AND revision = $3";
    FORGET "account_profiles": "DELETE FROM account_profiles WHERE id = $1 AND account = $2";
    PUT "account_profiles": "INSERT INTO account_profiles (id, account, body) VALUES ($1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET body = excluded.body";
    HAND_OVER "dropzones": "UPDATE dropzones SET owner = $3 WHERE id = $1 AND account = $2";
}

/// What an account is set to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountSection {
    /// Its own fields in the words of a document.
    pub body: Map<String, Value>,
    /// The profiles it made, in the same words.
    pub profiles: BTreeMap<ProfileId, Map<String, Value>>,
    /// Who owns its dropzones.
    pub dropzones: BTreeMap<DropzoneId, UserId>,
    /// The revision of all of it.
    pub revision: i64,
}

/// What an account is set to; none of what is no account.
///
/// # Errors
/// [`StoreError`].
pub async fn account_section(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<Option<AccountSection>, StoreError> {
    let Some(record) = tx.one(&SECTION, args![code, ACCOUNT_SECTION]).await? else {
        return Ok(None);
    };
    let mut section = AccountSection {
        body: record.json("body")?,
        revision: record.int("revision")?,
        ..AccountSection::default()
    };
    for record in tx.rows(&PROFILES, args![code]).await? {
        let id = record.text("id")?.into();
        section.profiles.insert(id, record.json("body")?);
    }
    for record in tx.rows(&DROPZONES, args![code]).await? {
        let owner = record.text("owner")?.into();
        section.dropzones.insert(record.text("id")?.into(), owner);
    }
    Ok(Some(section))
}

/// How many people of an account hold each profile, in whatever state they are.
///
/// # Errors
/// [`StoreError`].
pub async fn people_by_profile(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<BTreeMap<ProfileId, u64>, StoreError> {
    let mut held = BTreeMap::new();
    for record in tx.rows(&HELD, args![code]).await? {
        let many = u64::try_from(record.int("many")?).unwrap_or(0);
        held.insert(record.text("profile")?.into(), many);
    }
    Ok(held)
}

/// The account that made a profile of this id.
///
/// # Errors
/// [`StoreError`].
pub async fn account_of_profile(
    tx: &mut Tx,
    id: &ProfileId,
) -> Result<Option<OrganizationCode>, StoreError> {
    let record = tx.one(&WHOSE, args![id]).await?;
    record.map(|it| Ok(it.text("account")?.into())).transpose()
}

/// Whether an active person of an account beside this one holds one of these profiles.
///
/// # Errors
/// [`StoreError`].
pub async fn another_holds(
    tx: &mut Tx,
    code: &OrganizationCode,
    profiles: &[ProfileId],
    beside: &UserId,
) -> Result<bool, StoreError> {
    let profiles = id_list(profiles.iter().map(ProfileId::as_str));
    let found = tx.one(&OTHERS, args![code, profiles, beside]).await?;
    Ok(found.is_some())
}

/// Writes what an account is set to, where it still has the revision of `before`; answers the new revision, or none where
/// somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub async fn put_account_section(
    tx: &mut Tx,
    code: &OrganizationCode,
    before: &AccountSection,
    after: &AccountSection,
) -> Result<Option<i64>, StoreError> {
    let arguments = args![code, ACCOUNT_SECTION, before.revision, json(&after.body)];
    if tx.execute(&WRITE, arguments).await? == 0 {
        return Ok(None);
    }
    for id in before.profiles.keys() {
        if !after.profiles.contains_key(id) {
            tx.execute(&FORGET, args![id, code]).await?;
        }
    }
    for (id, body) in &after.profiles {
        if before.profiles.get(id) != Some(body) {
            tx.execute(&PUT, args![id, code, json(body)]).await?;
        }
    }
    for (id, owner) in &after.dropzones {
        if before.dropzones.get(id) != Some(owner) {
            tx.expect(1, &HAND_OVER, args![id, code, owner]).await?;
        }
    }
    Ok(Some(before.revision + 1))
}
