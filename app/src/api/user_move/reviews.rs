//! The service's plans as the confirmation needs them.

use super::{Committed, Difference, Review, Wish};
use crate::api::request::names;
use rehome_domain::organization::Hierarchy;
use rehome_service::user_move;
use rehome_service::{Caller, Service, ServiceError};

/// The plan for a wish, compared with an earlier one where that is asked.
pub(super) async fn review(
    service: &Service,
    caller: &Caller,
    wish: &Wish,
    since: Option<&str>,
) -> Result<Review, ServiceError> {
    let request = wish.request(&caller.user);
    let (plan, difference) = match since {
        None => (service.user_move_plan(caller, &request).await?, None),
        Some(digest) => {
            let (plan, difference) = service
                .user_move_plan_since(caller, &request, digest)
                .await?;
            (plan, Some(told(difference)))
        }
    };
    shown(service, caller, plan, difference).await
}

/// A refused commit as the confirmation shows it again; what it does not show stays an error.
pub(super) async fn answer(
    service: &Service,
    caller: &Caller,
    wish: &Wish,
    error: ServiceError,
) -> Result<Committed, ServiceError> {
    match error {
        ServiceError::Stale(stale) => {
            let difference = Some(told(stale.difference));
            let review = shown(service, caller, stale.review, difference).await?;
            Ok(Committed::Stale(Box::new(review)))
        }
        ServiceError::Rejected(rejection) => {
            let review = match rejection.review {
                Some(plan) => shown(service, caller, plan, None).await?,
                None => review(service, caller, wish, None).await?,
            };
            Ok(Committed::Refused(Box::new(review)))
        }
        other => Err(other),
    }
}

async fn shown(
    service: &Service,
    caller: &Caller,
    plan: user_move::Review,
    difference: Option<Difference>,
) -> Result<Review, ServiceError> {
    let family = plan
        .plan
        .families
        .into_iter()
        .next()
        .ok_or(ServiceError::NotFound)?;
    let hierarchy = match service
        .user_move_positions(caller, &family.destination)
        .await
    {
        // WHY: positions are an offer; where there are none in view, there is nothing to offer.
        Err(ServiceError::NotFound) => Hierarchy::default(),
        answered => answered?,
    };
    Ok(Review {
        plan: family,
        outcomes: plan.outcomes,
        names: names(plan.names, Some(&caller.user)),
        // WHY: one plan is committed once, however often its confirmation is sent.
        idempotency_key: format!("review-{}", plan.digest),
        digest: plan.digest,
        hierarchy,
        difference,
    })
}

pub(in crate::api) fn told(difference: Option<user_move::Difference>) -> Difference {
    match difference {
        None => Difference::default(),
        Some(difference) => Difference {
            is_known: true,
            appeared: difference.findings_added,
            gone: difference.findings_removed,
            changed: difference
                .changed
                .into_iter()
                .map(|changed| changed.record)
                .collect(),
            hidden: difference.hidden,
        },
    }
}
