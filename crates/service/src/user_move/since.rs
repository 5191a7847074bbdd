//! Planning anew what was planned before, and telling what became different: for a confirmation that is shown
//! again after its commit was stale.

use super::answer::{Difference, Review};
use super::difference::difference;
use super::plan::{KeptPlan, actor_of};
use super::review::{Planned, sees_record};
use crate::caller::Caller;
use crate::digest::body_hash;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::user_move::{Channel, MoveRequest, View};

impl Service {
    /// What would happen now, and how it differs from the plan of a digest; none where that is no longer kept
    /// (ruling 77).
    ///
    /// # Errors
    /// Those of [`Service::user_move_plan`].
    pub async fn user_move_plan_since(
        &self,
        caller: &Caller,
        request: &MoveRequest,
        digest: &str,
    ) -> Result<(Review, Option<Difference>), ServiceError> {
        let then = self.kept_plan(&caller.user, digest).await?;
        let (planned, snapshot) = self.plan_now(caller, request.clone()).await?;
        let actor = actor_of(caller, request, Channel::Attended);
        let view = View::of(&snapshot, &actor)?;
        let difference = then.map(|then| {
            difference(&then.families, &planned.kept, |record| {
                sees_record(&view, &snapshot, &planned.plan.families, record)
            })
        });
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
        Ok((review, difference))
    }
}
