//! The look of the pages: that of the reader's home.

use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::organization::Look;
use rehome_storage::snapshot::{self, Destinations, Wanted};

impl Service {
    /// The look of the caller's home.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller is gone.
    pub async fn home_look(&self, caller: &Caller) -> Result<Look, ServiceError> {
        let user = caller.user.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = Wanted::new(user.clone(), Vec::new(), Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let home = facts
                        .user(&user)
                        .and_then(|user| facts.organizations.get(&user.home));
                    home.map(|home| home.look.clone())
                        .ok_or(ServiceError::NotFound)
                })
            })
            .await
    }
}
