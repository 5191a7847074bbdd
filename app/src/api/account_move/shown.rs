//! The service's answers as the dialog of a move between accounts needs them.

use super::{AccountMoveAsked, AccountMoveShown, AccountMoved, Step};
use crate::api::user_move::{Committed, told};
use crate::api::wizard::shown::{facts_view, review};
use crate::api::wizard::{Found, HostedPerson, Reviewed};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::user_move::CommitRequest;
use rehome_service::wizard::{Hits, PersonFound};
use rehome_service::{Caller, Service, ServiceError};

type Answer<T> = Result<T, ServiceError>;

/// The request that an address asks for; none before it says who and where to.
fn request(acting_in: &OrganizationCode, asked: &AccountMoveAsked) -> Option<MoveRequest> {
    let reason = Some(asked.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    Some(MoveRequest {
        reason,
        acting_in: Some(acting_in.clone()),
        act_as: Some(ActAs::Operator),
        options: asked.options.clone(),
        ..MoveRequest::one(asked.user.clone()?, asked.destination.clone()?)
    })
}

pub(super) fn people(found: Hits<PersonFound>) -> Found<HostedPerson> {
    Found {
        items: found.items.into_iter().map(HostedPerson::from).collect(),
        more: found.more,
    }
}

pub(super) async fn step(
    service: &Service,
    caller: &Caller,
    acting_in: OrganizationCode,
    asked: AccountMoveAsked,
) -> Answer<AccountMoveShown> {
    let user = asked.user.clone().ok_or(ServiceError::NotFound)?;
    // WHY: after the move the person lives at the destination.
    let destination = asked.destination.clone();
    let destination = destination.filter(|_| asked.step != Step::Done);
    let options = asked.options.clone();
    let form = service
        .account_move_form(caller, acting_in.clone(), user, destination, options)
        .await?;
    let mut shown = AccountMoveShown {
        step: asked.step,
        person: form.person.into(),
        source: form.source.into(),
        accounts: form.accounts.into_iter().map(Into::into).collect(),
        destination: form.destination.map(Into::into),
        profiles: form.profiles,
        owners: people(form.owners),
        new_owner: form.new_owner.map(Into::into),
        facts: form.facts.map(|facts| facts_view(facts, caller)),
        review: None,
    };
    if asked.step == Step::Review
        && let Some(request) = request(&acting_in, &asked)
    {
        let plan = service.user_move_plan(caller, &request).await?;
        shown.review = Some(review(plan, caller, None)?);
    }
    Ok(shown)
}

pub(super) async fn commit(
    service: &Service,
    caller: &Caller,
    acting_in: OrganizationCode,
    asked: AccountMoveAsked,
    reviewed: Reviewed,
) -> Answer<Committed<AccountMoved>> {
    let request = request(&acting_in, &asked).ok_or(ServiceError::NotFound)?;
    let commit = CommitRequest {
        request: request.clone(),
        digest: Some(reviewed.digest),
        acknowledged: reviewed.acknowledged,
    };
    let key = reviewed.idempotency_key;
    match service.user_move_commit(caller, commit, Some(&key)).await {
        Ok(answer) => {
            let transfer = answer.jobs.into_iter().next();
            Ok(Committed::Done((answer.id, transfer)))
        }
        Err(ServiceError::Stale(stale)) => {
            let difference = Some(told(stale.difference));
            let plan = review(stale.review, caller, difference)?;
            Ok(Committed::Stale(Box::new(plan)))
        }
        Err(ServiceError::Rejected(rejection)) => {
            let plan = match rejection.review {
                Some(plan) => plan,
                None => service.user_move_plan(caller, &request).await?,
            };
            Ok(Committed::Refused(Box::new(review(plan, caller, None)?)))
        }
        Err(other) => Err(other),
    }
}
