//! The end of a transfer, however it came: both accounts' logs and whoever is concerned are told of it, once.

use crate::audit::Told;
use crate::error::ServiceError;
use crate::letters::{Occasion, ReturnedTransfer};
use crate::service::Service;
use rehome_domain::ids::FolderId;
use rehome_storage::Tx;
use rehome_storage::outbox::{self, Message};
use rehome_storage::transfers::{self, StateCount, TransferJob};
use serde_json::json;
use std::collections::BTreeMap;

impl Service {
    /// Tells that a transfer has come to its end, and what of.
    pub(super) async fn transfer_ended(
        &self,
        tx: &mut Tx,
        folder: &FolderId,
    ) -> Result<(), ServiceError> {
        let Some(job) = transfers::by_folder(tx, folder).await? else {
            return Ok(());
        };
        let counts = transfers::counts(tx, folder).await?;
        let ended = Occasion::Ended {
            folder: folder.clone(),
        };
        self.reported(tx, &job, (job.phase.as_str(), &counts), &ended)
            .await
    }

    /// Tells that everything is back that had arrived; nothing is left of the transfer itself.
    pub(super) async fn transfer_is_back(
        &self,
        tx: &mut Tx,
        job: &TransferJob,
        counts: &[StateCount],
    ) -> Result<(), ServiceError> {
        let returned = Occasion::Returned(ReturnedTransfer {
            subject: job.subject.clone(),
            source: job.source.clone(),
            destination: job.destination.clone(),
            actor: job.actor.clone(),
            commit: job.commit.clone(),
            pieces: report(counts),
        });
        self.reported(tx, job, ("returned", counts), &returned)
            .await
    }

    async fn reported(
        &self,
        tx: &mut Tx,
        job: &TransferJob,
        (state, counts): (&str, &[StateCount]),
        occasion: &Occasion,
    ) -> Result<(), ServiceError> {
        let actor = job.actor.clone().unwrap_or_else(|| job.subject.clone());
        let body = json!({
            "job": job.id, "folder": job.folder, "state": state, "pieces": report(counts), "commit": job.commit,
        });
        let told = Told::new("transfer-completed", job.subject.as_str())
            .at(&job.source)
            .and_at(&job.destination)
            .with(body.clone());
        self.tell(tx, &actor, vec![told]).await?;
        let message = Message {
            id: self.new_id()?,
            topic: "transfer-completed".to_owned(),
            body: json!({ "actor": actor, "subject": job.subject, "new_owner": job.new_owner, "report": body }),
            due: self.now(),
        };
        let letters = occasion.message(self.new_id()?, self.now())?;
        Ok(outbox::put(tx, &[message, letters]).await?)
    }
}

/// How many pieces are in which state.
fn report(counts: &[StateCount]) -> BTreeMap<String, u64> {
    let counts = counts.iter();
    counts
        .map(|count| (count.state.clone(), count.pieces))
        .collect()
}
