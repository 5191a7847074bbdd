//! Subscriptions of people to organizations other than their home.

use crate::directory::NO_END;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::Subscription;
use rehome_domain::time::Day;

statements! {
    ADD "subscriptions": "INSERT INTO subscriptions (user_id, organization, starts, ends) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, organization, starts, ends) DO NOTHING";
    REMOVE "subscriptions": "DELETE FROM subscriptions WHERE user_id = $1 AND organization = $2 AND starts = $3 AND ends = $4";
    CHANGED_BELOW "users": "UPDATE users SET revision = revision + 1 WHERE id IN (
        SELECT s.user_id FROM organization_scope o CROSS JOIN subscriptions s
        WHERE o.ancestor = $1 AND s.organization = o.organization AND s.ends >= $2)";
    CANCEL_BELOW "subscriptions": "DELETE FROM subscriptions WHERE ends >= $2
        AND organization IN (SELECT organization FROM organization_scope WHERE ancestor = $1)";
    COUNT_BELOW "subscriptions": "SELECT count(*) AS n FROM organization_scope o CROSS JOIN subscriptions s
        WHERE o.ancestor = $1 AND s.organization = o.organization AND s.ends >= $2";
    CHANGED "users": "UPDATE users SET revision = revision + 1 WHERE id = $1";
}

fn days(subscription: &Subscription) -> (i64, i64) {
    (
        i64::from(subscription.start.0),
        subscription.end.map_or(NO_END, |end| i64::from(end.0)),
    )
}

/// Subscribes a person; false where the very same subscription is there already.
///
/// # Errors
/// [`StoreError::Dangling`] where there is no such person or organization.
pub async fn add(
    tx: &mut Tx,
    user: &UserId,
    subscription: &Subscription,
) -> Result<bool, StoreError> {
    let (starts, ends) = days(subscription);
    let is_new = tx
        .execute(&ADD, args![user, &subscription.to, starts, ends])
        .await?
        == 1;
    if is_new {
        tx.execute(&CHANGED, args![user]).await?;
    }
    Ok(is_new)
}

/// Takes a subscription away; false where there is none such.
///
/// # Errors
/// [`StoreError`].
pub async fn remove(
    tx: &mut Tx,
    user: &UserId,
    subscription: &Subscription,
) -> Result<bool, StoreError> {
    let (starts, ends) = days(subscription);
    let was_there = tx
        .execute(&REMOVE, args![user, &subscription.to, starts, ends])
        .await?
        == 1;
    if was_there {
        tx.execute(&CHANGED, args![user]).await?;
    }
    Ok(was_there)
}

/// Takes away every current and future subscription to an organization or one below it; ended ones stay as
/// history. Answers how many there were.
///
/// # Errors
/// [`StoreError`].
pub async fn cancel_below(
    tx: &mut Tx,
    organization: &OrganizationCode,
    today: Day,
) -> Result<u64, StoreError> {
    let today = i64::from(today.0);
    tx.execute(&CHANGED_BELOW, args![organization, today])
        .await?;
    tx.execute(&CANCEL_BELOW, args![organization, today]).await
}

/// How many subscriptions [`cancel_below`] would take away.
///
/// # Errors
/// [`StoreError`].
pub async fn count_below(
    tx: &mut Tx,
    organization: &OrganizationCode,
    today: Day,
) -> Result<u64, StoreError> {
    let record = tx
        .one(&COUNT_BELOW, args![organization, i64::from(today.0)])
        .await?;
    let number = record.map(|record| record.int("n")).transpose()?;
    Ok(number
        .and_then(|number| u64::try_from(number).ok())
        .unwrap_or_default())
}
