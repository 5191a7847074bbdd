//! The service's answers as the wizard needs them.

use super::{
    CustomerView, FactsView, Found, HostedPerson, Reviewed, SiteValuesView, Step, WizardAsked,
    WizardShown,
};
use crate::api::request::names;
use crate::api::user_move::{Committed, Difference, Review, told};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::Hierarchy;
use rehome_domain::user_move::{ActAs, Judgement, MoveRequest};
use rehome_service::user_move::CommitRequest;
use rehome_service::wizard::{CustomerFound, PersonFound, WizardFacts};
use rehome_service::{Caller, Service, ServiceError, user_move};

type Answer<T> = Result<T, ServiceError>;

/// The request that an address asks for; none before it says who and where to.
fn request(acting_in: &OrganizationCode, asked: &WizardAsked) -> Option<MoveRequest> {
    let reason = Some(asked.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    Some(MoveRequest {
        reason,
        acting_in: Some(acting_in.clone()),
        act_as: Some(ActAs::Operator),
        source: asked.source.clone(),
        options: asked.options.clone(),
        ..MoveRequest::one(asked.user.clone()?, asked.destination.clone()?)
    })
}

pub(super) async fn customers(
    service: &Service,
    caller: &Caller,
    acting_in: OrganizationCode,
    text: &str,
) -> Answer<Found<CustomerView>> {
    let found = service.wizard_customers(caller, acting_in, text).await?;
    Ok(Found {
        items: found.items.into_iter().map(CustomerView::from).collect(),
        more: found.more,
    })
}

pub(super) async fn people(
    service: &Service,
    caller: &Caller,
    acting_in: OrganizationCode,
    of: OrganizationCode,
    text: &str,
) -> Answer<Found<HostedPerson>> {
    let found = service.wizard_people(caller, acting_in, of, text).await?;
    Ok(Found {
        items: found.items.into_iter().map(HostedPerson::from).collect(),
        more: found.more,
    })
}

/// The one customer of a code.
async fn named(
    service: &Service,
    caller: &Caller,
    acting_in: &OrganizationCode,
    code: Option<&OrganizationCode>,
) -> Answer<Option<CustomerView>> {
    let Some(code) = code else { return Ok(None) };
    let found = service
        .wizard_customers(caller, acting_in.clone(), code.as_str())
        .await?;
    let found = found.items.into_iter().find(|it| it.place.code == *code);
    found
        .map(|it| Some(it.into()))
        .ok_or(ServiceError::NotFound)
}

pub(super) async fn step(
    service: &Service,
    caller: &Caller,
    acting_in: OrganizationCode,
    asked: WizardAsked,
) -> Answer<WizardShown> {
    let mut shown = WizardShown {
        step: asked.step,
        source: named(service, caller, &acting_in, asked.source.as_ref()).await?,
        destination: named(service, caller, &acting_in, asked.destination.as_ref()).await?,
        ..WizardShown::default()
    };
    // WHY: after the move the person lives at the destination.
    let home = match asked.step {
        Step::Done => &asked.destination,
        _ => &asked.source,
    };
    if let (Some(home), Some(user)) = (home.clone(), asked.user.clone()) {
        let places = (acting_in.clone(), home);
        shown.user = Some(service.wizard_person(caller, places, user).await?.into());
    }
    match (asked.step, &asked.source) {
        (Step::Source | Step::Destination, _) => {
            shown.customers =
                Some(customers(service, caller, acting_in.clone(), &asked.text).await?);
        }
        (Step::User, Some(source)) => {
            let found = people(
                service,
                caller,
                acting_in.clone(),
                source.clone(),
                &asked.text,
            );
            shown.people = Some(found.await?);
        }
        _ => {}
    }
    let ends = asked.source.clone().zip(asked.destination.clone());
    if let (
        Step::Mapping | Step::Services | Step::Telephony | Step::Review,
        Some((source, to)),
        Some(user),
    ) = (asked.step, ends, asked.user.clone())
    {
        let places = (acting_in.clone(), source);
        let options = asked.options.clone();
        let facts = service
            .wizard_facts(caller, places, user, to, options)
            .await?;
        shown.facts = Some(facts_view(facts, caller));
    }
    if let (Step::Telephony, Some(site)) = (asked.step, asked.destination.clone()) {
        let there = service
            .wizard_site_values(caller, acting_in.clone(), site)
            .await?;
        shown.there = SiteValuesView {
            pools: there.pools.into_iter().collect(),
            spaces: there.spaces.into_iter().collect(),
        };
    }
    if asked.step == Step::Review
        && let Some(request) = request(&acting_in, &asked)
    {
        let plan = service.user_move_plan(caller, &request).await?;
        shown.review = Some(review(plan, caller, None)?);
    }
    Ok(shown)
}

pub(in crate::api) fn facts_view(facts: WizardFacts, caller: &Caller) -> FactsView<Judgement> {
    let screen = &facts.screen;
    let json = serde_json::json!({ "snapshot": screen.snapshot, "actor": screen.actor, "now": screen.now });
    FactsView {
        json: json.to_string(),
        judgement: facts.judgement,
        names: names(facts.names, Some(&caller.user)),
    }
}

pub(in crate::api) fn review(
    plan: user_move::Review,
    caller: &Caller,
    difference: Option<Difference>,
) -> Answer<Review> {
    let family = plan.plan.families.into_iter().next();
    Ok(Review {
        plan: family.ok_or(ServiceError::NotFound)?,
        outcomes: plan.outcomes,
        names: names(plan.names, Some(&caller.user)),
        // WHY: one plan is committed once, however often it is sent.
        idempotency_key: format!("review-{}", plan.digest),
        digest: plan.digest,
        hierarchy: Hierarchy::default(),
        difference,
    })
}

pub(super) async fn commit(
    service: &Service,
    caller: &Caller,
    acting_in: OrganizationCode,
    asked: WizardAsked,
    reviewed: Reviewed,
) -> Answer<Committed> {
    let request = request(&acting_in, &asked).ok_or(ServiceError::NotFound)?;
    let commit = CommitRequest {
        request: request.clone(),
        digest: Some(reviewed.digest),
        acknowledged: reviewed.acknowledged,
    };
    let key = reviewed.idempotency_key;
    let error = match service.user_move_commit(caller, commit, Some(&key)).await {
        Ok(answer) => return Ok(Committed::Done(answer.id)),
        Err(error) => error,
    };
    match error {
        ServiceError::Stale(stale) => {
            let difference = Some(told(stale.difference));
            Ok(Committed::Stale(Box::new(review(
                stale.review,
                caller,
                difference,
            )?)))
        }
        ServiceError::Rejected(rejection) => {
            let plan = match rejection.review {
                Some(plan) => plan,
                None => service.user_move_plan(caller, &request).await?,
            };
            Ok(Committed::Refused(Box::new(review(plan, caller, None)?)))
        }
        other => Err(other),
    }
}

impl From<CustomerFound> for CustomerView {
    fn from(found: CustomerFound) -> Self {
        Self {
            place: found.place.into(),
            kind: found.kind,
            status: found.status,
            path: found.path,
        }
    }
}

impl From<PersonFound> for HostedPerson {
    fn from(found: PersonFound) -> Self {
        Self {
            id: found.id,
            name: found.name,
            sign_in: found.sign_in,
            status: found.status,
        }
    }
}
