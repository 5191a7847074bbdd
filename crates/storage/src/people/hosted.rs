//! What people of hosting trees have besides their records: shown to who searches for somebody to move, and changed at
//! home.

use super::words;
use crate::directory::NO_END;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list};
use rehome_domain::hosting::{Delegation, HostedUser, UserType, name_key};
use rehome_domain::ids::UserId;
use std::collections::{BTreeMap, BTreeSet};

statements! {
    STANDARD "user_hosting": "SELECT h.user_id, h.upn FROM json_each($1) n CROSS JOIN user_hosting h
        WHERE h.user_id = n.value ->> 0 AND h.user_type = 'standard'";
    CHANGE "user_hosting": "UPDATE user_hosting SET upn = $2, upn_key = $3, user_type = $4, provisioning = $5, department = $6, office = $7
        WHERE user_id = $1";
    FORGET_ADDRESSES "addresses": "DELETE FROM addresses WHERE user_id = $1";
    ADDRESS "addresses": "INSERT INTO addresses (user_id, address, address_key, is_primary) VALUES ($1, $2, $3, $4)";
    FORGET_DELEGATIONS "user_delegations": "DELETE FROM user_delegations WHERE user_id = $1";
    DELEGATION "user_delegations": "INSERT INTO user_delegations (user_id, delegate, until_day, kind) VALUES ($1, $2, $3, $4)";
    SET_FREE "address_holds": "DELETE FROM address_holds WHERE address_key = $2 AND user_id = $1";
}

/// Those of some people who are no templates, each with the user principal name; nobody of another tree.
///
/// # Errors
/// [`StoreError`].
pub async fn standard<'a>(
    tx: &mut Tx,
    people: impl IntoIterator<Item = &'a UserId>,
) -> Result<BTreeMap<UserId, Option<String>>, StoreError> {
    let list = id_list(people.into_iter().map(UserId::as_str));
    let mut found = BTreeMap::new();
    for record in &tx.rows(&STANDARD, args![list]).await? {
        let upn = record.opt_text("upn")?.map(str::to_owned);
        found.insert(record.text("user_id")?.into(), upn);
    }
    Ok(found)
}

fn user_type(user_type: UserType) -> &'static str {
    match user_type {
        UserType::Standard => "standard",
        UserType::Template => "template",
    }
}

/// Writes the names, department, office, kind and state of somebody's account; services and delegations stay. An address
/// that was kept for them is theirs again. The person's revision is the caller's to compare and to count on.
///
/// # Errors
/// [`StoreError`].
pub async fn change(tx: &mut Tx, id: &UserId, hosted: &HostedUser) -> Result<(), StoreError> {
    let upn_key = hosted.upn.as_deref().map(name_key);
    let arguments = args![
        id,
        hosted.upn.as_deref(),
        upn_key.as_deref(),
        user_type(hosted.user_type),
        hosted.provisioning.as_str(),
        hosted.department.as_deref(),
        hosted.office.as_deref(),
    ];
    tx.expect(1, &CHANGE, arguments).await?;
    tx.execute(&FORGET_ADDRESSES, args![id]).await?;
    for (address, used) in &hosted.addresses {
        let key = name_key(address.as_str());
        tx.execute(&ADDRESS, args![id, address.as_str(), &key, used.primary])
            .await?;
        tx.execute(&SET_FREE, args![id, &key]).await?;
    }
    words::rewrite(tx, id).await
}

/// Writes who may act for somebody. The person's revision is the caller's to compare and to count on.
///
/// # Errors
/// [`StoreError`].
pub async fn set_delegations(
    tx: &mut Tx,
    id: &UserId,
    delegations: &BTreeSet<Delegation>,
) -> Result<(), StoreError> {
    tx.execute(&FORGET_DELEGATIONS, args![id]).await?;
    for delegation in delegations {
        let until = delegation.until.map_or(NO_END, |day| i64::from(day.0));
        let kind = delegation.kind.as_deref().unwrap_or_default();
        tx.execute(&DELEGATION, args![id, &delegation.to, until, kind])
            .await?;
    }
    Ok(())
}
