//! Forgetting the details of what happened longer ago than the installation keeps them (ruling 81).
//!
//! By whole days, so that the audit tells of it once a day at most; in batches, so that nobody waits for it. Breaking
//! off is harmless: what is left is forgotten the next time.

use crate::audit::Told;
use crate::directory::SYSTEM;
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::first_id_at;
use rehome_domain::ids::UserId;
use rehome_domain::time::Day;
use rehome_storage::retention::{self, Details};
use serde_json::json;

/// How many rows are forgotten together.
const BATCH: u32 = 500;

impl Service {
    /// Forgets what is to be forgotten by now; nothing where details are kept for good. For a timer.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub(crate) async fn details_forget(&self) -> Result<(), ServiceError> {
        let Some(kept) = self.config().retention_days else {
            return Ok(());
        };
        let kept = i32::try_from(kept).unwrap_or(i32::MAX);
        let day = Day(self.now().day().0.saturating_sub(kept));
        let until = day.start();
        let since = self
            .store()
            .read(|tx| {
                Box::pin(
                    async move { Ok::<_, ServiceError>(retention::forgotten_until(tx).await?) },
                )
            })
            .await?;
        if until <= since {
            return Ok(());
        }
        let (from, before) = (first_id_at(since), first_id_at(until));
        let mut is_told = false;
        for what in [Details::OfMoves, Details::OfRecords] {
            let mut after = from.clone();
            while let Some(last) = self.details_next(what, &after, &before).await? {
                if !is_told {
                    // WHY: before the first body goes, the audit says that it does.
                    self.forgetting_told(day, kept).await?;
                    is_told = true;
                }
                let between = (after, last.clone());
                self.store()
                    .write(move |tx| {
                        let (after, last) = between.clone();
                        Box::pin(async move {
                            retention::forget(tx, what, (&after, &last)).await?;
                            Ok::<_, ServiceError>(())
                        })
                    })
                    .await?;
                after = last;
            }
        }
        self.store()
            .write(move |tx| {
                Box::pin(async move { Ok(retention::set_forgotten_until(tx, until).await?) })
            })
            .await
    }

    async fn details_next(
        &self,
        what: Details,
        after: &str,
        before: &str,
    ) -> Result<Option<String>, ServiceError> {
        let (after, before) = (after.to_owned(), before.to_owned());
        self.store()
            .read(move |tx| {
                Box::pin(
                    async move { Ok(retention::next(tx, what, (&after, &before), BATCH).await?) },
                )
            })
            .await
    }

    async fn forgetting_told(&self, before: Day, kept: i32) -> Result<(), ServiceError> {
        let this = self.clone();
        self.store()
            .write(move |tx| {
                let this = this.clone();
                Box::pin(async move {
                    let told = Told::new(retention::ACTION, &before.to_string());
                    let told = told.with(json!({ "retention_days": kept }));
                    this.tell(tx, &UserId::from(SYSTEM), vec![told]).await
                })
            })
            .await
    }

    /// How many days a move can be undone: as the setting says, but never beyond what is kept (ruling 18).
    pub(crate) fn undo_days(&self, setting: u32) -> u32 {
        let kept = self.config().retention_days.unwrap_or(u32::MAX);
        setting.min(kept)
    }
}
