//! The permission profiles of an account, for who gives them.

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::organizations::{ProfileView, profiles_of, visible};
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::MoveFamily;
use rehome_domain::role::Permission;
use rehome_domain::user_move::{Channel, View};
use rehome_storage::snapshot::{self, Destinations};

impl Service {
    /// The profiles of an account, disabled ones too; for who changes people there or moves people there.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the account is out of view, [`ServiceError::Forbidden`] for who gives no profile there,
    /// [`ServiceError::Rejected`] of what is no account.
    pub async fn account_profiles(
        &self,
        caller: &Caller,
        acting: &Acting,
        account: &OrganizationCode,
    ) -> Result<Vec<ProfileView>, ServiceError> {
        let (actor, code) = (caller.actor(acting, Channel::Attended), account.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let there = Destinations::Listed(vec![code.clone()]);
                    let facts = snapshot::load(tx, &of_actor(&actor, Vec::new(), there)).await?;
                    let view = View::of(&facts, &actor)?;
                    let place = visible(&view, &facts, &code)?;
                    let gives = [Permission::Edit, Permission::Admit(MoveFamily::Account)];
                    if !gives.into_iter().any(|key| view.may(key, place)) {
                        return Err(ServiceError::Forbidden);
                    }
                    if !place.kind.is_account_tree() {
                        return Err(ServiceError::rejected(
                            "no-profiles-here",
                            "permission profiles are held in hub and satellite accounts alone",
                        ));
                    }
                    profiles_of(tx, &view, &facts, place).await
                })
            })
            .await
    }
}
