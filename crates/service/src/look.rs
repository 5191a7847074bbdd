//! The look of the pages: that of the reader's home.

use crate::caller::Caller;
use crate::error::ServiceError;
use crate::logo;
use crate::service::Service;
use rehome_domain::organization::Look;
use rehome_storage::snapshot::{self, Destinations, Wanted};

impl Service {
    /// The look of the caller's home; without a logo that is not there.
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
                    let home = home.map(|home| home.look.clone());
                    let mut look = home.ok_or(ServiceError::NotFound)?;
                    if let Some(logo) = look.logo.take() {
                        look.logo = logo::is_there(tx, &logo).await?.then_some(logo);
                    }
                    Ok(look)
                })
            })
            .await
    }
}
