//! The service's plans for many as the dialog needs them.

use super::{
    FamilyView, ManyCommitted, ManyCounts, ManyResult, ManyReview, ManyWish, MoveToolsView,
    NamedView, OfferedView, PeopleOf, ResultRow, RowEnd, SelectedView,
};
use crate::api::request::{acting, names};
use crate::api::user_move::told;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::{ActAs, Channel, FamilyPlan, MoveRequest, Scope, Severity, Step};
use rehome_service::user_move::{
    CommitRequest, Difference, NamedPeople, Offered, Review, RowResult, Selected,
};
use rehome_service::view::Person;
use rehome_service::{Caller, Service, ServiceError};
use std::collections::{BTreeMap, BTreeSet};

/// The request that a wish is (ruling 34: both boxes are said, ticked or not).
pub(super) fn request(acting_in: OrganizationCode, wish: ManyWish) -> MoveRequest {
    let mut request = MoveRequest {
        acting_in: Some(acting_in),
        act_as: Some(ActAs::Operator),
        subjects: Some(wish.users),
        destination: wish.destination,
        filters: Some(wish.filters).filter(|filters| !filters.is_empty()),
        reason: Some(wish.reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
        ..MoveRequest::default()
    };
    request.options.position = wish.position;
    request.options.keep_subscriptions = Some(wish.keep).filter(|kept| !kept.is_empty());
    request.options.role = wish.role;
    request.options.scope = wish.user_only.then_some(Scope::UserOnly);
    request.options.move_locked = Some(wish.move_locked);
    request.options.lock_after = Some(wish.lock_after);
    request
}

/// The request about people who are meant without a name.
pub(super) fn people_of(acting_in: OrganizationCode, of: PeopleOf) -> MoveRequest {
    let request = MoveRequest {
        acting_in: Some(acting_in),
        act_as: Some(ActAs::Operator),
        ..MoveRequest::default()
    };
    match of {
        PeopleOf::Site(code) => MoveRequest {
            all_of: Some(code),
            ..request
        },
        PeopleOf::Filters(code, filters) => MoveRequest {
            source: Some(code),
            filters: Some(filters),
            ..request
        },
    }
}

/// What the page of ways to choose offers.
pub(super) async fn tools(
    service: &Service,
    caller: &Caller,
    acting_in: OrganizationCode,
) -> Result<MoveToolsView, ServiceError> {
    let here = acting(acting_in.clone());
    let tools = service.user_move_tools(caller, &here).await?;
    let sites = service.wizard_sites(caller, acting_in, "").await?;
    Ok(MoveToolsView {
        sites: sites.items.into_iter().map(|it| it.place.into()).collect(),
        more_sites: sites.more,
        attributes: tools.attributes,
        roles: tools.roles,
    })
}

/// A plan as the dialog shows it.
pub(super) fn review(
    caller: &Caller,
    plan: Review,
    difference: Option<Option<Difference>>,
) -> ManyReview {
    let mut counts = ManyCounts::default();
    let mut subscriptions = BTreeMap::new();
    for step in plan.plan.families.iter().flat_map(|family| &family.steps) {
        match step {
            Step::Role { after: false, .. } => counts.roles += 1,
            Step::Subscription {
                after: false, to, ..
            } => {
                counts.subscriptions += 1;
                *subscriptions.entry(to.clone()).or_insert(0) += 1;
            }
            Step::Position { after: Some(_), .. } => counts.positions_taken += 1,
            Step::Position { after: None, .. } => counts.positions_lost += 1,
            _ => {}
        }
    }
    ManyReview {
        // WHY: one plan is committed once, however often that is sent.
        idempotency_key: format!("review-{}", plan.digest),
        digest: plan.digest,
        families: plan.plan.families.into_iter().map(family).collect(),
        counts,
        subscriptions,
        names: names(plan.names, Some(&caller.user)),
        difference: difference.map(told),
    }
}

fn family(plan: FamilyPlan) -> FamilyView {
    let is_blocked = plan.is_blocked();
    let verdict = plan.verdict();
    let is_skipped = plan.is_skipped(Channel::Attended);
    let counts = |severity: Severity| {
        if is_blocked {
            severity == Severity::Blocker
        } else {
            severity == Severity::Warning
        }
    };
    FamilyView {
        is_skipped,
        verdict,
        members: u32::try_from(plan.members.len()).unwrap_or(u32::MAX),
        findings: plan
            .findings
            .into_iter()
            .filter(|finding| counts(finding.severity))
            .collect(),
        subject: plan.subject,
        source: plan.source,
        destination: plan.destination,
    }
}

/// Commits, and says what became of it.
pub(super) async fn commit(
    service: &Service,
    caller: &Caller,
    request: MoveRequest,
    (digest, acknowledged, key): (String, BTreeSet<String>, String),
) -> Result<ManyCommitted, ServiceError> {
    let commit = CommitRequest {
        request: request.clone(),
        digest: Some(digest),
        acknowledged,
    };
    let error = match service.user_move_commit(caller, commit, Some(&key)).await {
        Ok(answer) => {
            let rows = answer.rows.into_iter().map(|row| ResultRow {
                user: row.user,
                result: end(row.result),
                codes: row.codes,
                user_move: row.user_move,
            });
            return Ok(ManyCommitted::Done(ManyResult {
                id: answer.id,
                rows: rows.collect(),
            }));
        }
        Err(error) => error,
    };
    match error {
        ServiceError::Stale(stale) => {
            let now = review(caller, stale.review, Some(stale.difference));
            Ok(ManyCommitted::Stale(Box::new(now)))
        }
        ServiceError::Rejected(rejection) => {
            let plan = match rejection.review {
                Some(plan) => plan,
                None => service.user_move_plan(caller, &request).await?,
            };
            Ok(ManyCommitted::Refused(Box::new(review(caller, plan, None))))
        }
        other => Err(other),
    }
}

fn end(result: RowResult) -> RowEnd {
    match result {
        RowResult::Moved => RowEnd::Moved,
        RowResult::Skipped => RowEnd::Skipped,
        RowResult::Refused => RowEnd::Refused,
        RowResult::Stale => RowEnd::Stale,
        RowResult::Failed => RowEnd::Failed,
    }
}

impl From<Selected> for SelectedView {
    fn from(selected: Selected) -> Self {
        let names = selected.dependents.into_iter();
        Self {
            id: selected.person.id,
            name: selected.person.name,
            home: selected.home.into(),
            locked: selected.locked,
            is_alone: selected.is_alone,
            dependents: names.map(|Person { name, .. }| name).collect(),
            hidden_dependents: selected.hidden_dependents,
        }
    }
}

impl From<NamedPeople> for NamedView {
    fn from(named: NamedPeople) -> Self {
        let people = named.people.into_iter();
        Self {
            name: named.name,
            people: people
                .map(|(person, home)| (person.id, person.name, home.into()))
                .collect(),
        }
    }
}

impl From<Offered> for OfferedView {
    fn from(offered: Offered) -> Self {
        Self {
            place: offered.place.into(),
            kind: offered.kind,
            above: offered.above.map(|above| above.name),
        }
    }
}
