//! Setting or clearing the move lock of many: each by right, with a result for each.

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::over_lock;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::Person;
use rehome_domain::ids::UserId;
use rehome_domain::people::UserStatus;
use rehome_domain::user_move::plan::CEILING_OF_A_DIALOG;
use rehome_domain::user_move::{Channel, View};
use rehome_storage::snapshot::{self, Destinations};
use std::collections::BTreeSet;

/// What became of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockOutcome {
    /// The lock was set or cleared.
    Done,
    /// It was so before.
    AlreadySo,
    /// It is the caller.
    Oneself,
    /// The account is deleted.
    Deleted,
    /// Not allowed for this person.
    NotAllowed,
    /// Hidden or unknown.
    NotFound,
}

/// What became of each of those selected, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockResult {
    /// The id asked for; the name only where the person is in view.
    pub person: Person,
    /// What became of it.
    pub outcome: LockOutcome,
}

impl Service {
    /// Sets or clears the move lock of each of these people where the caller may; the others are skipped and named.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] for more people than a dialog takes (ruling 33).
    pub async fn users_lock(
        &self,
        caller: &Caller,
        acting: &Acting,
        users: Vec<UserId>,
        locked: bool,
    ) -> Result<Vec<LockResult>, ServiceError> {
        let mut seen = BTreeSet::new();
        let users: Vec<UserId> = users
            .into_iter()
            .filter(|id| seen.insert(id.clone()))
            .collect();
        if users.len() > CEILING_OF_A_DIALOG as usize {
            return Err(ServiceError::rejected(
                "too-many-subjects",
                "choose at most 1,000 people at once",
            ));
        }
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        self.store()
            .write(move |tx| {
                let (this, actor, users) = (this.clone(), actor.clone(), users.clone());
                Box::pin(async move {
                    let wanted = of_actor(&actor, users.clone(), Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    let mut results = Vec::with_capacity(users.len());
                    for id in users {
                        let right = over_lock(&view, &facts, &id);
                        let user = facts.user(&id).filter(|user| view.sees_user(user));
                        let outcome = match (right, user) {
                            (Err(ServiceError::Rejected(_)), _) => LockOutcome::Oneself,
                            (Err(ServiceError::Forbidden), _) => LockOutcome::NotAllowed,
                            (Err(_), _) | (_, None) => LockOutcome::NotFound,
                            (Ok(_), Some(user)) if user.status == UserStatus::Deleted => {
                                LockOutcome::Deleted
                            }
                            (Ok(_), Some(user)) if user.locked == locked => LockOutcome::AlreadySo,
                            (Ok(right), Some(_)) => {
                                this.lock_write(tx, right, locked).await?;
                                LockOutcome::Done
                            }
                        };
                        let name =
                            user.map_or_else(|| id.as_str().into(), |user| user.name.clone());
                        let person = Person { id, name };
                        results.push(LockResult { person, outcome });
                    }
                    Ok(results)
                })
            })
            .await
    }
}
