//! Accounts that end with their last day: disabled on the day after (hosting 6).
//!
//! Nobody signs in with one from that day on, whatever is stored (`UserStatus::on`); here the record comes to say so too.

use crate::audit::Told;
use crate::directory::SYSTEM;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::UserId;
use rehome_storage::{people, sessions};
use serde_json::json;

/// How many accounts are disabled together.
const BATCH: u32 = 200;

impl Service {
    /// Disables the accounts whose last day is over, in batches so that nobody waits for it. Answers how many there were.
    /// For a timer; breaking off and repeating are harmless.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn accounts_end(&self) -> Result<u64, ServiceError> {
        let today = self.now().day();
        let mut all = 0;
        loop {
            let this = self.clone();
            let disabled = self.store().write(move |tx| {
                let this = this.clone();
                Box::pin(async move {
                    let system = UserId::from(SYSTEM);
                    let mut told = Vec::new();
                    for account in people::ended(tx, today, BATCH).await? {
                        // WHY: who was faster changed the account, and it is looked at again next time.
                        if people::close(tx, &account).await? {
                            sessions::delete_of_user(tx, &account.user, None).await?;
                            this.provisioning_order_account(tx, &system, &account.user)
                                .await?;
                            let ended = Told::new("account-ended", account.user.as_str());
                            let ended = ended.at(&account.home);
                            told.push(ended.with(json!({ "last_day": account.last })));
                        }
                    }
                    let many = told.len() as u64;
                    if many > 0 {
                        this.tell(tx, &system, told).await?;
                    }
                    Ok::<_, ServiceError>(many)
                })
            });
            let disabled = disabled.await?;
            all += disabled;
            if disabled < u64::from(BATCH) {
                return Ok(all);
            }
        }
    }
}
