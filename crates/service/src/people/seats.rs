//! Whether an account has a seat for somebody who is made there or comes into use again; who moves there is judged by the move.

use crate::error::{Rejection, ServiceError};
use rehome_domain::ids::UserId;
use rehome_domain::people::UserStatus;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{About, Finding, FindingKind, Snapshot};
use rehome_storage::Tx;
use rehome_storage::snapshot;

/// Refuses a state that takes a seat which `before` did not, where the account has none left (ruling 58).
pub(super) async fn a_seat_is_free(
    tx: &mut Tx,
    facts: &Snapshot,
    home: Placed<'_>,
    (user, before, after): (&UserId, Option<UserStatus>, UserStatus),
) -> Result<(), ServiceError> {
    if !after.takes_a_seat() || before.is_some_and(UserStatus::takes_a_seat) {
        return Ok(());
    }
    let content = facts.content.as_ref();
    let Some(account) = content.and_then(|it| it.accounts.get(&home.code)) else {
        return Ok(());
    };
    let Some(limit) = account.seats else {
        return Ok(());
    };
    let would_be = snapshot::seats_of(tx, &home.code).await?.saturating_add(1);
    if account.has_seats_for(would_be) {
        return Ok(());
    }
    let kind = FindingKind::NoSeat {
        organization: home.code.clone(),
        limit,
        would_be,
    };
    let about = About::Organization(home.code.clone());
    Err(ServiceError::Rejected(Box::new(Rejection {
        code: "no-seat",
        message: format!("the account has seats for {limit} people; free one, or ask for more"),
        at: None,
        findings: vec![Finding::new(user, about, kind)],
        review: None,
    })))
}
