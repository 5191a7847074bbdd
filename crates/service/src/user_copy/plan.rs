//! Planning: what a copy would make, as the caller may see it, with the digest that a commit hands back.

use super::facts::{CopyFacts, facts};
use super::review::{PlannedCopy, review};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::Review;
use crate::user_move::difference::KeptFamily;
use rehome_domain::ids::UserId;
use rehome_domain::user_copy::{CopyRequest, NewPerson, plan};
use rehome_domain::user_move::{Actor, Channel};
use rehome_storage::{Tx, kept_plans};

/// The actor of a request.
pub(super) fn actor_of(caller: &Caller, request: &CopyRequest) -> Actor {
    let acting = Acting {
        acting_in: request.acting_in.clone(),
        act_as: None,
    };
    caller.actor(&acting, Channel::Attended)
}

impl Service {
    /// What a copy would make; writes nothing but a note of the plan for later comparison.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Forbidden`] as ruling 5 says, [`ServiceError::Rejected`] for a
    /// request without somebody to copy, or with texts that cannot be stored.
    pub async fn user_copy_plan(
        &self,
        caller: &Caller,
        request: &CopyRequest,
    ) -> Result<Review, ServiceError> {
        let (this, actor, asked) = (self.clone(), actor_of(caller, request), request.clone());
        let planned = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    let (planned, _) = this.copy_planned_in(tx, &actor, &asked, &[]).await?;
                    Ok::<_, ServiceError>(planned)
                })
            })
            .await?;
        self.copy_keep(&caller.user, &planned).await?;
        Ok(planned.review)
    }

    /// What would be made, by the facts of the transaction at hand and after these people were.
    pub(super) async fn copy_planned_in(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        request: &CopyRequest,
        above: &[NewPerson],
    ) -> Result<(PlannedCopy, CopyFacts), ServiceError> {
        let now = self.now();
        let mut facts = facts(tx, actor, request, now.day()).await?;
        facts.count_in(above);
        let plan = plan(&facts.snapshot, &facts.request, actor, &facts.record, now)?;
        let planned = review(self.key(), &facts.snapshot, &facts.request, actor, plan)?;
        Ok((planned, facts))
    }

    /// Keeps a plan for a while, to tell what differs when a commit is stale.
    pub(super) async fn copy_keep(
        &self,
        user: &UserId,
        planned: &PlannedCopy,
    ) -> Result<(), ServiceError> {
        let (digest, kept) = (&planned.review.digest, &planned.kept);
        Ok(kept_plans::keep(self.store(), user, digest, kept, self.now()).await?)
    }

    /// The plan a user was given under a digest, while it is kept.
    pub(super) async fn copy_kept(
        &self,
        user: &UserId,
        digest: &str,
    ) -> Result<Option<KeptFamily>, ServiceError> {
        Ok(kept_plans::find(self.store(), user, digest).await?)
    }
}
