//! A plan made into what its viewer may see: findings, steps, outcomes, names.

use super::answer::{FamilyAnswer, Review};
use super::difference::KeptFamily;
use crate::digest::{DigestKey, Digests};
use crate::view::Names;
use rehome_domain::ids::{GroupId, OrganizationCode, UserId};
use rehome_domain::user_move::{
    Actor, BasisRecord, FamilyPlan, MovePlan, MoveRequest, Outcome, OutcomeItem, Refusal, Snapshot,
    View, outcomes, seen_by, sees_organization_of, sees_person_of,
};
use std::collections::BTreeMap;

/// A plan with everything that planning and committing need of it.
pub(crate) struct Planned {
    /// The request with people by id.
    pub(crate) request: MoveRequest,
    /// The unfiltered plan.
    pub(crate) plan: MovePlan,
    /// The digests of each family.
    pub(crate) digests: Vec<Digests>,
    /// What the viewer sees.
    pub(crate) review: Review,
    /// Where the actor acts.
    pub(crate) acting_in: OrganizationCode,
    /// What is kept of it.
    pub(crate) kept: Vec<KeptFamily>,
}

/// Makes the review of a plan.
pub(crate) fn review(
    key: &DigestKey,
    snapshot: &Snapshot,
    request: MoveRequest,
    actor: &Actor,
    plan: MovePlan,
) -> Result<Planned, Refusal> {
    let view = View::of(snapshot, actor)?;
    let digests: Vec<Digests> = plan
        .families
        .iter()
        .map(|family| key.family(actor, &request, family))
        .collect();
    let whole = key.request(actor, &request, &digests);
    let review = seen(&view, snapshot, &plan, &digests, whole);
    let kept = kept(&plan, &review.plan, &digests);
    let acting_in = view.acting_in.code.clone();
    Ok(Planned {
        request,
        plan,
        digests,
        review,
        acting_in,
        kept,
    })
}

/// What of families is kept for a while.
pub(crate) fn kept(plan: &MovePlan, seen: &MovePlan, digests: &[Digests]) -> Vec<KeptFamily> {
    let pairs = plan.families.iter().zip(&seen.families).zip(digests);
    pairs
        .map(|((family, seen), digests)| KeptFamily {
            digest: digests.whole.clone(),
            seen: seen.clone(),
            basis: family.basis.clone(),
        })
        .collect()
}

/// What a viewer sees of a plan.
pub(crate) fn seen(
    view: &View<'_>,
    snapshot: &Snapshot,
    plan: &MovePlan,
    digests: &[Digests],
    whole: Digests,
) -> Review {
    let mut review = Review {
        digest: whole.whole,
        decision_digest: whole.decision,
        families: Vec::with_capacity(plan.families.len()),
        plan: MovePlan::default(),
        outcomes: BTreeMap::new(),
        usernames: BTreeMap::new(),
        names: names(view, snapshot, &plan.families),
        person: None,
    };
    for (family, digests) in plan.families.iter().zip(digests) {
        let mut seen = seen_by(view, snapshot, family);
        for (id, outcome) in outcomes(snapshot, family) {
            if !sees_person_of(view, snapshot, &id) {
                continue;
            }
            let (outcome, hidden) = seen_outcome(view, snapshot, family, outcome);
            seen.hidden += hidden;
            if let Some(user) = snapshot.user(&id) {
                review.usernames.insert(id.clone(), user.username.clone());
            }
            review.outcomes.insert(id, outcome);
        }
        review.families.push(FamilyAnswer {
            subject: family.subject.clone(),
            destination: family.destination.clone(),
            digest: digests.whole.clone(),
            decision_digest: digests.decision.clone(),
            verdict: seen.verdict(),
        });
        review.plan.families.push(seen);
    }
    review
}

/// An outcome without what the viewer may not see, and how much that is (rulings 6 and 61).
fn seen_outcome(
    view: &View<'_>,
    snapshot: &Snapshot,
    family: &FamilyPlan,
    mut outcome: Outcome,
) -> (Outcome, u32) {
    let organization = |code: &OrganizationCode| sees_organization_of(view, snapshot, family, code);
    let person = |id: &UserId| sees_person_of(view, snapshot, id);
    let group = |id: &GroupId| {
        snapshot
            .groups
            .get(id)
            .is_none_or(|group| organization(&group.organization))
    };
    let is_seen = |item: &OutcomeItem| match item {
        OutcomeItem::Home { .. }
        | OutcomeItem::SignIn { .. }
        | OutcomeItem::Profile {}
        | OutcomeItem::Lock {}
        | OutcomeItem::Attribute { .. }
        | OutcomeItem::Upn { .. }
        | OutcomeItem::Username { .. }
        | OutcomeItem::Address { .. }
        | OutcomeItem::AddressHeld { .. }
        | OutcomeItem::Service { .. }
        | OutcomeItem::Department { .. }
        | OutcomeItem::Office { .. }
        | OutcomeItem::Telephony { .. }
        | OutcomeItem::TelephonyValue { .. }
        | OutcomeItem::LineOnDevice { .. }
        | OutcomeItem::PrimaryLine { .. }
        | OutcomeItem::PermissionProfile { .. }
        | OutcomeItem::Transferred { .. }
        | OutcomeItem::Sight { .. } => true,
        OutcomeItem::Role {
            organization: at, ..
        } => at.as_ref().is_none_or(organization),
        OutcomeItem::Subscription { organization: at }
        | OutcomeItem::Alerts { organization: at }
        | OutcomeItem::Position {
            organization: at, ..
        }
        | OutcomeItem::Look { organization: at } => organization(at),
        OutcomeItem::Dependent { user }
        | OutcomeItem::Manager { user }
        | OutcomeItem::Delegation { user }
        | OutcomeItem::Belongings { user, .. } => person(user),
        OutcomeItem::Membership { group: id } => group(id),
    };
    let mut hidden = 0;
    for list in [
        &mut outcome.stays,
        &mut outcome.moves_along,
        &mut outcome.changes,
        &mut outcome.lost,
        &mut outcome.gained,
    ] {
        let before = list.len();
        list.retain(is_seen);
        hidden += (before - list.len()) as u32;
    }
    (outcome, hidden)
}

/// The names of everything in families that the viewer may see.
pub(crate) fn names(view: &View<'_>, snapshot: &Snapshot, families: &[FamilyPlan]) -> Names {
    let mut names = Names::default();
    for user in snapshot.users.values() {
        if sees_person_of(view, snapshot, &user.id) {
            names.people.insert(user.id.clone(), user.name.clone());
        }
    }
    for organization in snapshot.organizations.iter() {
        let is_above = |code: &OrganizationCode| {
            snapshot
                .organizations
                .get(code)
                .is_some_and(|place| place.is_within(&organization.code))
        };
        let is_seen = |family: &FamilyPlan| {
            sees_organization_of(view, snapshot, family, &organization.code)
                || is_above(&family.destination)
                || family.source.as_ref().is_some_and(is_above)
        };
        if families.iter().any(is_seen) {
            names
                .organizations
                .insert(organization.code.clone(), organization.name.clone());
        }
    }
    for group in snapshot.groups.values() {
        if names.organizations.contains_key(&group.organization) {
            names.groups.insert(group.id.clone(), group.name.clone());
        }
    }
    for (id, clone) in &snapshot.roles.clones {
        if let Some(name) = &clone.name {
            names.roles.insert(id.clone(), name.clone());
        }
    }
    names.add_services(snapshot);
    names
}

/// Whether a viewer may be told that a record changed.
pub(crate) fn sees_record(
    view: &View<'_>,
    snapshot: &Snapshot,
    families: &[FamilyPlan],
    record: &BasisRecord,
) -> bool {
    match record {
        BasisRecord::User(id) => sees_person_of(view, snapshot, id),
        BasisRecord::Organization(code)
        | BasisRecord::UserMoveSettings(code)
        | BasisRecord::Hierarchy(code)
        | BasisRecord::Look(code)
        | BasisRecord::Hosting(code)
        | BasisRecord::Telephony(code)
        | BasisRecord::Account(code) => names(view, snapshot, families)
            .organizations
            .contains_key(code),
    }
}
