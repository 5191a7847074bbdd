//! The service's answers as the wizard needs them.

use super::{Copied, CopyAsked, CopyShown, CopyStep, MadeView, NewPassword, OriginalView};
use crate::api::request::names;
use crate::api::user_move::told;
use crate::api::wizard::shown::review;
use crate::api::wizard::{FactsView, Reviewed};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_copy::{CopyJudgement, Password};
use rehome_service::user_copy::{CopyCommit, CopyMade, CopyScreen};
use rehome_service::{Caller, Service, ServiceError};

type Answer<T> = Result<T, ServiceError>;

pub(super) async fn step(
    service: &Service,
    caller: &Caller,
    acting_in: OrganizationCode,
    asked: CopyAsked,
) -> Answer<CopyShown> {
    if asked.original.is_none() {
        return Err(ServiceError::NotFound);
    }
    let request = asked.request(&acting_in);
    let screen = service.user_copy_screen(caller, &request).await?;
    let original = OriginalView {
        id: screen.original.clone(),
        name: screen.name.clone(),
        is_template: screen.is_template,
        home: screen.home.clone().into(),
        elsewhere: screen.elsewhere.clone().map(Into::into),
    };
    let plan = match asked.step {
        CopyStep::Review => Some(service.user_copy_preview(caller, &request).await?),
        _ => None,
    };
    let made = match (asked.step, asked.made) {
        (CopyStep::Done, Some(made)) => {
            Some(service.user_copy_made(caller, acting_in, made).await?)
        }
        _ => None,
    };
    Ok(CopyShown {
        step: asked.step,
        original,
        facts: facts(screen, caller),
        review: plan.map(|plan| review(plan, caller, None)).transpose()?,
        made: made.map(MadeView::from),
    })
}

fn facts(screen: CopyScreen, caller: &Caller) -> FactsView<CopyJudgement> {
    let json = serde_json::json!({
        "snapshot": screen.snapshot, "actor": screen.actor, "now": screen.now, "record": screen.record,
    });
    FactsView {
        json: json.to_string(),
        judgement: screen.judgement,
        names: names(screen.names, Some(&caller.user)),
    }
}

pub(super) async fn commit(
    service: &Service,
    caller: &Caller,
    acting_in: OrganizationCode,
    asked: CopyAsked,
    (password, reviewed): (NewPassword, Reviewed),
) -> Answer<Copied> {
    let asked = asked.request(&acting_in);
    let mut request = asked.clone();
    request.user.password = Some(Password::new(password.0));
    let commit = CopyCommit {
        request,
        digest: Some(reviewed.digest),
        acknowledged: reviewed.acknowledged,
    };
    let key = reviewed.idempotency_key;
    let error = match service.user_copy_commit(caller, commit, Some(&key)).await {
        Ok(answer) => return Ok(Copied::Done(answer.user)),
        Err(error) => error,
    };
    match error {
        ServiceError::Stale(stale) => {
            let difference = Some(told(stale.difference));
            let now = review(stale.review, caller, difference)?;
            Ok(Copied::Stale(Box::new(now)))
        }
        ServiceError::Rejected(rejection) => {
            let plan = match rejection.review {
                Some(plan) => plan,
                None => service.user_copy_preview(caller, &asked).await?,
            };
            Ok(Copied::Refused(Box::new(review(plan, caller, None)?)))
        }
        // WHY: who may not is told what a stranger is told.
        ServiceError::Forbidden => Err(ServiceError::NotFound),
        other => Err(other),
    }
}

impl From<CopyMade> for MadeView {
    fn from(made: CopyMade) -> Self {
        Self {
            id: made.id,
            name: made.name,
            sign_in: made.sign_in,
            home: made.home.into(),
            account: made.account,
            services: made.services.into_values().collect(),
        }
    }
}
