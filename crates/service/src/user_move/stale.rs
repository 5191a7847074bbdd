//! What a commit answers that no longer fits what was reviewed.

use super::commit::Attempt;
use super::difference::difference;
use super::plan::KeptPlan;
use super::resolve::Facts;
use super::review::{Planned, review, sees_record};
use crate::digest::body_hash;
use crate::error::{ServiceError, Stale};
use crate::service::Service;
use rehome_domain::user_move::{
    About, FamilyPlan, Finding, FindingKind, MovePlan, RemedyBy, RemedyCode, Snapshot, View,
};

impl Service {
    /// The refusal of a commit of what is no longer so; the plan as it is now is kept for the next one.
    pub(crate) async fn stale(
        &self,
        attempt: &Attempt,
        planned: Planned,
        snapshot: &Snapshot,
    ) -> ServiceError {
        let user = &attempt.caller.user;
        let then = match self.kept_plan(user, &attempt.digest).await {
            Ok(kept) => kept,
            Err(error) => return error,
        };
        let view = View::of(snapshot, &attempt.actor).ok();
        let difference = then.zip(view).map(|(then, view)| {
            difference(&then.families, &planned.kept, |record| {
                sees_record(&view, snapshot, &planned.plan.families, record)
            })
        });
        let Planned {
            request,
            review,
            acting_in,
            kept,
            ..
        } = planned;
        let asked = body_hash(user, &attempt.request);
        let kept = KeptPlan {
            asked,
            request,
            acting_in,
            families: kept,
        };
        if let Err(error) = self.keep_plan(user, &review.digest, kept).await {
            return error;
        }
        ServiceError::Stale(Box::new(Stale { difference, review }))
    }

    /// A destination that is out of view: unknown, unless the plan reviewed shows that it was in view (ruling 5).
    pub(super) async fn withdrawn(&self, attempt: &Attempt, facts: Facts) -> ServiceError {
        let Facts { request, snapshot } = facts;
        let kept = match self.kept_plan(&attempt.caller.user, &attempt.digest).await {
            Ok(kept) => kept,
            Err(error) => return error,
        };
        let subjects = request.named_subjects();
        let was_in_view = |family: &FamilyPlan| {
            request
                .destinations()
                .any(|code| *code == family.destination)
                && subjects.contains(&family.subject)
        };
        let families: Vec<FamilyPlan> = kept
            .iter()
            .flat_map(|kept| &kept.families)
            .map(|family| &family.seen)
            .filter(|family| was_in_view(family))
            .map(|family| withdrawn_for(family, &snapshot))
            .collect();
        if families.is_empty() {
            return ServiceError::NotFound;
        }
        let plan = MovePlan { families };
        match review(self.key(), &snapshot, request, &attempt.actor, plan) {
            Ok(planned) => self.stale(attempt, planned, &snapshot).await,
            Err(refusal) => refusal.into(),
        }
    }
}

/// What is left of a family's plan once its destination is out of view.
fn withdrawn_for(seen: &FamilyPlan, snapshot: &Snapshot) -> FamilyPlan {
    let (subject, destination) = (seen.subject.clone(), seen.destination.clone());
    let kind = FindingKind::DestinationWithdrawn {
        organization: destination.clone(),
    };
    let finding = Finding::new(&subject, About::Organization(destination.clone()), kind)
        .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor);
    FamilyPlan {
        members: vec![subject.clone()],
        source: snapshot.user(&subject).map(|user| user.home.clone()),
        subject,
        destination,
        findings: vec![finding],
        steps: Vec::new(),
        basis: Vec::new(),
        held: Vec::new(),
        hidden: 0,
        authority: None,
    }
}
