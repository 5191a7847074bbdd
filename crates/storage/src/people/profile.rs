//! One person's profile, and changes of it.

use super::words;
use crate::error::StoreError;
use crate::keys;
use crate::snapshot::{Destinations, Wanted, people as facts};
use crate::statement::statements;
use crate::tx::{Arg, Tx, args, json};
use rehome_domain::ids::{AttributeId, PositionId, ProfileId, UserId};
use rehome_domain::people::{User, UserBase, UserStatus};
use rehome_domain::text::folded;
use rehome_domain::user_move::Snapshot;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

statements! {
    PROFILE "users": "SELECT u.id, u.given, u.surname, u.attributes, u.extra, u.sort_key,
            (SELECT a.address FROM addresses a WHERE a.user_id = u.id ORDER BY a.is_primary DESC, a.address LIMIT 1) AS address
        FROM users u WHERE u.id = $1";
    UPDATE "users": "UPDATE users SET username = $3, username_key = $4, given = $5, surname = $6, name = $7, sort_key = $8, status = $9,
            position = $10, manager = $11, mapping_id = $12, mapping_key = $13, attributes = $14, extra = $15,
            user_base = $16, manage_dependents = $17, revision = revision + 1
        WHERE id = $1 AND revision = $2";
    FORGET_PRIMARY "addresses": "DELETE FROM addresses WHERE user_id = $1 AND is_primary = 1";
    PRIMARY "addresses": "INSERT INTO addresses (user_id, address, address_key, is_primary) VALUES ($1, $2, $3, 1)
        ON CONFLICT (user_id, address) DO UPDATE SET is_primary = 1";
    LOCK "users": "UPDATE users SET locked = $3, revision = revision + 1 WHERE id = $1 AND revision = $2";
    HOLD "account_members": "UPDATE account_members SET profile = $2 WHERE user_id = $1";
    FORGET_SCOPE "user_scope": "DELETE FROM user_scope WHERE sort_key = $2 AND user_id = $1
        AND ancestor IN (SELECT s.ancestor FROM users u JOIN organization_scope s ON s.organization = u.home WHERE u.id = $1)";
    SCOPE "user_scope": "INSERT INTO user_scope (ancestor, sort_key, user_id)
        SELECT s.ancestor, u.sort_key, u.id FROM users u JOIN organization_scope s ON s.organization = u.home WHERE u.id = $1";
}

/// A person with the whole profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The facts the rules read.
    pub user: User,
    /// The given name.
    pub given: Option<String>,
    /// The surname.
    pub surname: Option<String>,
    /// The primary address.
    pub address: Option<String>,
    /// The values of attributes.
    pub attributes: BTreeMap<AttributeId, Value>,
    /// Fields of other trees.
    pub extra: Map<String, Value>,
}

/// Changes of a profile; what is none stays as it is. Whether a change is legal is the caller's to judge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProfilePatch {
    /// The sign-in name.
    pub username: Option<String>,
    /// The given name.
    pub given: Option<Option<String>>,
    /// The surname.
    pub surname: Option<Option<String>>,
    /// The display name.
    pub name: Option<String>,
    /// The primary address.
    pub address: Option<Option<String>>,
    /// The account's state.
    pub status: Option<UserStatus>,
    /// The position at home.
    pub position: Option<Option<PositionId>>,
    /// The manager.
    pub manager: Option<Option<UserId>>,
    /// The mapping id.
    pub mapping_id: Option<Option<String>>,
    /// Whom an operator sees and handles.
    pub user_base: Option<Option<UserBase>>,
    /// Whether an operator handles dependents.
    pub manage_dependents: Option<bool>,
    /// The permission profile of who lives in an account.
    pub profile: Option<ProfileId>,
    /// Values of attributes by id; null takes one away.
    pub attributes: BTreeMap<AttributeId, Value>,
    /// Fields of other trees; null takes one away.
    pub extra: Map<String, Value>,
}

/// The person with this id.
///
/// # Errors
/// [`StoreError`].
pub async fn get(tx: &mut Tx, id: &UserId) -> Result<Option<Profile>, StoreError> {
    let mut found = Snapshot::default();
    facts::load(
        tx,
        &Wanted::new(id.clone(), Vec::new(), Destinations::None),
        &mut found,
    )
    .await?;
    let (Some(user), Some(record)) = (found.users.remove(id), tx.one(&PROFILE, args![id]).await?)
    else {
        return Ok(None);
    };
    Ok(Some(Profile {
        user,
        given: record.opt_text("given")?.map(str::to_owned),
        surname: record.opt_text("surname")?.map(str::to_owned),
        address: record.opt_text("address")?.map(str::to_owned),
        attributes: record.json("attributes")?,
        extra: record.json("extra")?,
    }))
}

/// Changes a profile that still has the revision `expected`; answers the new revision, or none where
/// somebody was faster or there is no such person.
///
/// # Errors
/// [`StoreError::AlreadyExists`] for a username taken at the home, [`StoreError::Dangling`] for a manager who is nobody.
pub async fn patch(
    tx: &mut Tx,
    id: &UserId,
    patch: &ProfilePatch,
    expected: i64,
) -> Result<Option<i64>, StoreError> {
    let Some(profile) = get(tx, id)
        .await?
        .filter(|profile| profile.user.revision == expected)
    else {
        return Ok(None);
    };
    let Profile {
        user,
        given,
        surname,
        mut attributes,
        mut extra,
        ..
    } = profile;
    let chosen = |new: &Option<Option<String>>, old: Option<String>| new.clone().unwrap_or(old);
    let (given, surname) = (chosen(&patch.given, given), chosen(&patch.surname, surname));
    let username = patch
        .username
        .clone()
        .unwrap_or_else(|| user.username.to_string());
    let name = patch.name.clone().unwrap_or_else(|| user.name.to_string());
    let status = patch.status.unwrap_or(user.status);
    let position = patch.position.clone().unwrap_or(user.position);
    let manager = patch.manager.clone().unwrap_or(user.manager);
    let user_base = patch.user_base.clone().unwrap_or(user.user_base);
    let user_base = user_base.as_ref().map(json);
    let manage_dependents = patch.manage_dependents.unwrap_or(user.manage_dependents);
    let mapping_id = chosen(
        &patch.mapping_id,
        user.mapping_id.map(|mapping| mapping.to_string()),
    );
    for (attribute, value) in &patch.attributes {
        match value {
            Value::Null => attributes.remove(attribute),
            value => attributes.insert(attribute.clone(), value.clone()),
        };
    }
    for (field, value) in &patch.extra {
        match value {
            Value::Null => extra.shift_remove(field),
            value => extra.insert(field.clone(), value.clone()),
        };
    }
    let (old_key, new_key) = (keys::sort_key(&user.name), keys::sort_key(&name));
    if old_key != new_key {
        tx.execute(&FORGET_SCOPE, args![id, &old_key]).await?;
    }
    let mapping_key = mapping_id.as_deref().map(folded);
    let arguments = args![
        id,
        expected,
        &username,
        folded(&username),
        given.as_deref(),
        surname.as_deref(),
        &name,
        &new_key,
        status.as_str(),
        position.as_ref(),
        manager.as_ref(),
        mapping_id.as_deref(),
        mapping_key.as_deref(),
        json(&attributes),
        Arg::from(json(&extra)),
        user_base.as_deref(),
        manage_dependents,
    ];
    tx.expect(1, &UPDATE, arguments).await?;
    if let Some(address) = &patch.address {
        tx.execute(&FORGET_PRIMARY, args![id]).await?;
        if let Some(address) = address {
            tx.execute(&PRIMARY, args![id, address, folded(address)])
                .await?;
        }
    }
    if let Some(held) = &patch.profile {
        tx.expect(1, &HOLD, args![id, held]).await?;
    }
    if old_key != new_key {
        tx.execute(&SCOPE, args![id]).await?;
    }
    let is_renamed = patch.name.is_some() || patch.username.is_some();
    if is_renamed || patch.mapping_id.is_some() || patch.address.is_some() {
        words::rewrite(tx, id).await?;
    }
    Ok(Some(expected + 1))
}

/// Sets or clears the move lock of a person whose record still has the revision `expected`; answers as [`patch`].
///
/// # Errors
/// [`StoreError`].
pub async fn set_lock(
    tx: &mut Tx,
    id: &UserId,
    locked: bool,
    expected: i64,
) -> Result<Option<i64>, StoreError> {
    Ok((tx.execute(&LOCK, args![id, expected, locked]).await? == 1).then_some(expected + 1))
}
