//! Subscriptions of people to organizations other than their home.

use crate::directory::NO_END;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::UserId;
use rehome_domain::people::Subscription;

statements! {
    ADD "subscriptions": "INSERT INTO subscriptions (user_id, organization, starts, ends) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, organization, starts, ends) DO NOTHING";
    REMOVE "subscriptions": "DELETE FROM subscriptions WHERE user_id = $1 AND organization = $2 AND starts = $3 AND ends = $4";
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
