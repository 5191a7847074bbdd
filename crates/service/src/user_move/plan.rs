//! Planning: what would happen, as the caller may see it, with the digest that a commit hands back.

use super::answer::Review;
use super::commit::Failure;
use super::difference::KeptFamily;
use super::review::Planned;
use crate::caller::{Acting, Caller};
use crate::digest::body_hash;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::user_move::{Actor, Channel, MoveRequest, Scope, Snapshot};
use rehome_storage::kept_plans;
use rehome_storage::snapshot::{self, Destinations, Wanted};
use serde::{Deserialize, Serialize};

/// A plan as it is kept for a while (ruling 77).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptPlan {
    /// The hash of what was asked, word for word.
    pub(crate) asked: String,
    /// What was asked, with people by id.
    pub(crate) request: MoveRequest,
    /// Where the actor acted; moving oneself in a selection does not change that.
    pub(crate) acting_in: OrganizationCode,
    /// The families in the order of the plan.
    pub(crate) families: Vec<KeptFamily>,
}

/// The actor of a request.
pub(crate) fn actor_of(caller: &Caller, request: &MoveRequest, channel: Channel) -> Actor {
    let acting = Acting {
        acting_in: request.acting_in.clone(),
        act_as: request.act_as,
    };
    caller.actor(&acting, channel)
}

impl Service {
    /// What would happen; writes nothing but a note of the plan for later comparison.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Forbidden`] as ruling 5 says, [`ServiceError::Rejected`] for
    /// requests without people or destination, or with too many.
    pub async fn user_move_plan(
        &self,
        caller: &Caller,
        request: &MoveRequest,
    ) -> Result<Review, ServiceError> {
        let request = &self.as_meant(caller, request.clone()).await?;
        let (planned, _) = self.plan_now(caller, request.clone()).await?;
        let asked = body_hash(&caller.user, request);
        let Planned {
            request,
            review,
            kept,
            acting_in,
            ..
        } = planned;
        self.keep_plan(
            &caller.user,
            &review.digest,
            KeptPlan {
                asked,
                request,
                acting_in,
                families: kept,
            },
        )
        .await?;
        Ok(review)
    }

    /// A request with the scope that its caller means (ruling 53), so that plan, digest and ledger tell of it. Where the
    /// field means nothing it is left out.
    pub(crate) async fn as_meant(
        &self,
        caller: &Caller,
        mut request: MoveRequest,
    ) -> Result<MoveRequest, ServiceError> {
        let is_open = request.options.scope.is_none() && caller.scope != Scope::WithServices;
        let codes: Vec<OrganizationCode> = request.destinations().cloned().collect();
        if !is_open || codes.is_empty() {
            return Ok(request);
        }
        let wanted = Wanted::new(
            caller.user.clone(),
            Vec::new(),
            Destinations::Listed(codes.clone()),
        );
        let facts = self
            .store()
            .read(move |tx| Box::pin(async move { snapshot::load(tx, &wanted).await }))
            .await?;
        let mut places = codes
            .iter()
            .filter_map(|code| facts.organizations.get(code));
        if places.any(|place| place.kind == OrganizationKind::Site) {
            request.options.scope = Some(caller.scope);
        }
        Ok(request)
    }

    /// The plan of this moment with the facts it was made from.
    pub(crate) async fn plan_now(
        &self,
        caller: &Caller,
        request: MoveRequest,
    ) -> Result<(Planned, Snapshot), ServiceError> {
        let actor = actor_of(caller, &request, Channel::Attended);
        let this = self.clone();
        let planned = if request.is_bulk() {
            self.store()
                .read(move |tx| {
                    Box::pin(async move { this.planned_in(tx, &actor, &request).await })
                })
                .await
        } else {
            self.store()
                .glance(move |tx| {
                    Box::pin(async move { this.planned_in(tx, &actor, &request).await })
                })
                .await
        };
        planned.map_err(|failure| match failure {
            Failure::Service(error) => error,
            Failure::Stale(_) | Failure::Withdrawn(_) => ServiceError::NotFound,
        })
    }

    pub(crate) async fn keep_plan(
        &self,
        actor: &UserId,
        digest: &str,
        plan: KeptPlan,
    ) -> Result<(), ServiceError> {
        Ok(kept_plans::keep(self.store(), actor, digest, &plan, self.now()).await?)
    }

    /// The plan an actor was given under a digest, while it is kept.
    pub(crate) async fn kept_plan(
        &self,
        actor: &UserId,
        digest: &str,
    ) -> Result<Option<KeptPlan>, ServiceError> {
        Ok(kept_plans::find(self.store(), actor, digest).await?)
    }
}
