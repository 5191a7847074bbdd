//! Who may act for somebody: other people of the same customer (hosting 9.10).

use crate::error::ServiceError;
use crate::rights::{Edit, OverUser};
use rehome_domain::hosting::setup::is_legal_unit;
use rehome_domain::hosting::{Delegation, HostedUser, UserType};
use rehome_domain::ids::UserId;
use rehome_domain::people::{User, UserStatus};
use rehome_domain::time::Day;
use rehome_domain::user_move::View;
use rehome_storage::Tx;
use rehome_storage::snapshot::{self, Destinations, Wanted};
use std::collections::BTreeSet;

/// The field of a profile, by its name on the wire.
pub(super) const FIELD: &str = "delegations";
/// How many there can be.
const MOST: usize = 100;

/// The delegations as they are to be: what is wanted, and what the viewer does not see of those that are there.
pub(super) async fn judged(
    tx: &mut Tx,
    (view, right): (&View<'_>, &OverUser<Edit>),
    hosted: &HostedUser,
    wanted: BTreeSet<Delegation>,
    today: Day,
) -> Result<BTreeSet<Delegation>, ServiceError> {
    if wanted.len() > MOST {
        let message = format!("at most {MOST} people may act for one");
        return Err(ServiceError::rejected("delegation-limit", message).at_field(FIELD));
    }
    let both = wanted.iter().chain(&hosted.delegations);
    let people: BTreeSet<UserId> = both.map(|it| it.to.clone()).collect();
    let there = Wanted {
        acting_in: Some(view.acting_in.code.clone()),
        ..Wanted::new(
            view.actor.id.clone(),
            people.into_iter().collect(),
            Destinations::None,
        )
    };
    let known = snapshot::load(tx, &there).await?;
    let seen = |id: &UserId| known.user(id).filter(|user| view.sees_user(user));
    for delegation in wanted.difference(&hosted.delegations) {
        if !seen(&delegation.to).is_some_and(|user| may_act_for(right, user)) {
            let message = "choose somebody else who lives there to act for the person";
            return Err(ServiceError::rejected("unknown-delegate", message).at_field(FIELD));
        }
        if !delegation.kind.as_deref().is_none_or(is_legal_unit) {
            let message = "what a delegation is for has 1 to 64 characters";
            return Err(ServiceError::rejected("delegation-kind", message).at_field(FIELD));
        }
        if delegation.until.is_some_and(|until| until < today) {
            let message = "that day is over; choose today or a later one, or leave it out";
            return Err(ServiceError::rejected("delegation-over", message).at_field(FIELD));
        }
    }
    let unseen = hosted.delegations.iter();
    let unseen = unseen.filter(|it| seen(&it.to).is_none()).cloned();
    Ok(wanted.into_iter().chain(unseen).collect())
}

fn may_act_for(right: &OverUser<Edit>, user: &User) -> bool {
    let hosted = user.hosting.as_deref();
    user.id != right.user
        && user.home == right.home
        && user.status != UserStatus::Deleted
        && hosted.is_some_and(|hosted| hosted.user_type == UserType::Standard)
}
