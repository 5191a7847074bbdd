//! How far a transfer is, for those who watch it: many ask every second, and what was counted for one serves all for a moment.
//!
//! Whether somebody may look is asked each time; only the counting of pieces, which grows with them, is shared.

use super::deeds::seen;
use super::view::{TransferView, is_at_work};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::FolderId;
use rehome_domain::user_move::Channel;
use rehome_storage::Tx;
use rehome_storage::transfers::{self, StateCount, TransferJob};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// For how long.
const LATELY: Duration = Duration::from_millis(500);
/// How many transfers are kept in mind.
const MOST: usize = 1_000;

/// What was counted lately.
#[derive(Default)]
pub(crate) struct Counted {
    lately: Mutex<HashMap<FolderId, Count>>,
}

struct Count {
    at: Instant,
    counts: Arc<[StateCount]>,
}

impl Count {
    fn is_late(&self) -> bool {
        self.at.elapsed() >= LATELY
    }
}

impl Counted {
    fn find(&self, folder: &FolderId) -> Option<Arc<[StateCount]>> {
        let lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let found = lately.get(folder).filter(|it| !it.is_late());
        found.map(|it| it.counts.clone())
    }

    fn keep(&self, folder: &FolderId, counts: Arc<[StateCount]>) {
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        if lately.len() >= MOST {
            lately.retain(|_, it| !it.is_late());
        }
        let at = Instant::now();
        lately.insert(folder.clone(), Count { at, counts });
    }
}

impl Service {
    /// A transfer and how far it is, or was a moment ago while it runs: for who asks again and again.
    ///
    /// # Errors
    /// As [`Service::transfer`].
    pub async fn transfer_watched(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &str,
    ) -> Result<TransferView, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let id = id.to_owned();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (job, reach) = seen(tx, &actor, &id).await?;
                    let counts = this.counted_lately(tx, &job).await?;
                    this.transfer_view_of(tx, job, &counts, reach).await
                })
            })
            .await
    }

    async fn counted_lately(
        &self,
        tx: &mut Tx,
        job: &TransferJob,
    ) -> Result<Arc<[StateCount]>, ServiceError> {
        // WHY: what is told last, as it comes to rest, is exact.
        if is_at_work(job.phase)
            && let Some(counts) = self.counted().find(&job.folder)
        {
            return Ok(counts);
        }
        let counts: Arc<[StateCount]> = transfers::counts(tx, &job.folder).await?.into();
        self.counted().keep(&job.folder, counts.clone());
        Ok(counts)
    }
}
