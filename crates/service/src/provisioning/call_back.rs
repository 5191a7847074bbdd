//! What a receiver reports by itself of an order it had taken up, signed after Standard Webhooks.
//!
//! A report counts for the very order it names, while somebody waits for its end; anything later changes nothing. Every id of
//! a report is kept for as long as answers to requests are, longer than a signature counts, so that a report that is sent
//! again is known again.

use super::state_of;
use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::UserId;
use rehome_provisioning::state::{InProgress, State};
use rehome_provisioning::webhook::{Callback, Sent, Unverified};
use rehome_storage::provisioning_jobs::{self, ProvisioningJob};
use rehome_storage::{Tx, idempotency};
use serde_json::Value;

/// How long the id of a report may be.
const LONGEST_ID: usize = 200;

/// A report, genuine and read.
#[derive(Clone)]
struct Report {
    connector: String,
    id: String,
    digest: String,
    callback: Callback,
}

impl Report {
    /// Under whom the ids of a connector's reports are kept. WHY the blank: no id of a person begins with one.
    fn keeper(&self) -> UserId {
        format!(" connector:{}", self.connector).into()
    }
}

impl Service {
    /// Takes what a connector's receiver reports. What nobody waits for any more is taken and changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] where no such connector calls back, or it was not signed with its keys within five
    /// minutes; [`ServiceError::Invalid`] where it cannot be read; [`ServiceError::NotFound`] for an order that the
    /// connector never got; [`ServiceError::Rejected`] for an id that came with another report before.
    pub async fn provisioning_call_back(
        &self,
        connector: &str,
        sent: Sent<'_>,
        body: &[u8],
    ) -> Result<(), ServiceError> {
        let known = self.connectors().get(connector);
        let keys = known.and_then(|known| known.driver.call_back_keys());
        let keys = keys.ok_or(ServiceError::Unauthenticated)?;
        let callback =
            Callback::read(keys, sent, body, self.now()).map_err(|fault| match fault {
                Unverified::Time | Unverified::Old | Unverified::Signature => {
                    ServiceError::Unauthenticated
                }
                Unverified::Body => {
                    let message = "send order, result (done or failed), and entry, kind or detail";
                    ServiceError::invalid("cannot-decode", message, None)
                }
            })?;
        if sent.id.is_empty() || sent.id.len() > LONGEST_ID {
            let message = format!("give each report an id of 1 to {LONGEST_ID} octets");
            return Err(ServiceError::invalid("bad-id", message, Some("webhook-id")));
        }
        let report = Report {
            connector: connector.to_owned(),
            id: sent.id.to_owned(),
            digest: sha256(body),
            callback,
        };
        let this = self.clone();
        self.store()
            .write(move |tx| {
                let (this, report) = (this.clone(), report.clone());
                Box::pin(async move { this.call_back_in(tx, report).await })
            })
            .await
    }

    async fn call_back_in(&self, tx: &mut Tx, report: Report) -> Result<(), ServiceError> {
        let keeper = report.keeper();
        if let Some(before) = idempotency::find(tx, &keeper, &report.id).await? {
            if before.request_digest == report.digest {
                return Ok(());
            }
            let message = "this id came with another report; give each report its own";
            return Err(ServiceError::rejected("idempotency-key-reused", message));
        }
        let (id, digest) = (report.id.clone(), report.digest.clone());
        let (job, is_awaited) = job_of(tx, &report).await?;
        if let Some(under_way) = is_awaited.then(|| waiting(&job)).transpose()?.flatten() {
            let outcome = report.callback.outcome();
            self.end_in(tx, job, under_way, (outcome, 0), true).await?;
        }
        let now = self.now();
        Ok(idempotency::store(tx, &keeper, &id, &digest, &Value::Null, now).await?)
    }
}

/// The job that an order of the connector was about, and whether it is the order that is under way.
async fn job_of(tx: &mut Tx, report: &Report) -> Result<(ProvisioningJob, bool), ServiceError> {
    let order = report.callback.order.as_str();
    let mut candidates = Vec::new();
    // An order is named by its job and its generation; what goes before the last order of a turn has a number too.
    if let Some((job, generation)) = order.rsplit_once('-') {
        candidates.push((job, generation, true));
        if let Some((job, generation)) = job.rsplit_once('-') {
            candidates.push((job, generation, false));
        }
    }
    for (id, generation, is_last) in candidates {
        let Ok(generation) = generation.parse::<i64>() else {
            continue;
        };
        let job = provisioning_jobs::find(tx, id).await?;
        let is_its = |job: &ProvisioningJob| job.connector.as_deref() == Some(&report.connector);
        if let Some(job) = job.filter(is_its) {
            let is_awaited = is_last && job.generation == generation;
            return Ok((job, is_awaited));
        }
    }
    Err(ServiceError::NotFound)
}

/// The work on a job, where its end is waited for: somebody is at it, or has begun and was not answered.
fn waiting(job: &ProvisioningJob) -> Result<Option<InProgress>, ServiceError> {
    Ok(match state_of(job)? {
        State::InProgress(under_way) => Some(under_way),
        State::Requested(waits) if job.is_begun => Some(waits.begin()),
        _ => None,
    })
}
