//! A plan made into what its viewer may see.

use crate::digest::{DigestKey, Digests};
use crate::user_move::difference::KeptFamily;
use crate::user_move::{FamilyAnswer, Review, names};
use rehome_domain::user_copy::authority::as_operator;
use rehome_domain::user_copy::{CopyPlan, CopyRequest};
use rehome_domain::user_move::{
    Actor, FamilyPlan, MovePlan, Refusal, Snapshot, View, seen_by, sees_person_of,
};
use std::collections::BTreeMap;

/// A plan with everything that planning and committing need of it.
pub(super) struct PlannedCopy {
    pub(super) plan: CopyPlan,
    pub(super) digests: Digests,
    /// What the viewer sees.
    pub(super) review: Review,
    /// What is kept of it.
    pub(super) kept: KeptFamily,
    /// The unfiltered plan in the form of a family's.
    pub(super) family: FamilyPlan,
}

/// Makes the review of a plan.
pub(super) fn review(
    key: &DigestKey,
    snapshot: &Snapshot,
    request: &CopyRequest,
    actor: &Actor,
    plan: CopyPlan,
) -> Result<PlannedCopy, Refusal> {
    let view = View::of(snapshot, &as_operator(actor))?;
    let digests = key.copy(actor, request, &plan);
    let family = family(snapshot, &plan);
    let mut seen = seen_by(&view, snapshot, &family);
    let mut person = plan.person.clone();
    if let Some(person) = &mut person {
        let sees = |manager: &_| sees_person_of(&view, snapshot, manager);
        person.manager = person.manager.take().filter(sees);
    }
    let mut names = names(&view, snapshot, std::slice::from_ref(&family));
    // WHY: findings name the new person so; whoever has this id already keeps the name.
    if let Some(person) = person
        .as_ref()
        .filter(|_| snapshot.user(&plan.newcomer).is_none())
    {
        names
            .people
            .insert(plan.newcomer.clone(), person.name.clone());
    }
    // The new person is no member: nobody of this id is there yet.
    seen.members.clear();
    let kept = KeptFamily {
        digest: digests.whole.clone(),
        seen: seen.clone(),
        basis: family.basis.clone(),
    };
    let answer = FamilyAnswer {
        subject: family.subject.clone(),
        destination: family.destination.clone(),
        digest: digests.whole.clone(),
        decision_digest: digests.decision.clone(),
        verdict: seen.verdict(),
    };
    let review = Review {
        digest: digests.whole.clone(),
        decision_digest: digests.decision.clone(),
        families: vec![answer],
        plan: MovePlan {
            families: vec![seen],
        },
        outcomes: BTreeMap::new(),
        usernames: BTreeMap::new(),
        names,
        person,
    };
    Ok(PlannedCopy {
        plan,
        digests,
        review,
        kept,
        family,
    })
}

/// A plan in the form of a family's, by which it is filtered, kept and compared as moves are.
fn family(snapshot: &Snapshot, plan: &CopyPlan) -> FamilyPlan {
    let steps = plan.person.as_ref();
    let steps = steps.map(|person| person.steps(&plan.newcomer));
    FamilyPlan {
        subject: plan.original.clone(),
        members: Vec::new(),
        source: snapshot.user(&plan.original).map(|user| user.home.clone()),
        destination: plan.home.clone(),
        findings: plan.findings.clone(),
        steps: steps.unwrap_or_default(),
        basis: plan.basis.clone(),
        held: Vec::new(),
        hidden: 0,
        authority: None,
    }
}
