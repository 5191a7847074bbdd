//! Orders as signed HTTP requests, after the Standard Webhooks specification 1.0.0.
//!
//! A receiver answers 2xx when it is so, 202 when it has taken it up (and says by `Location` where to look, or calls
//! back), 410 when it wants nothing more. Redirects are not followed. The same order has the same `webhook-id` at every
//! try, so that a receiver can tell repetitions.

mod answer;
mod callback;
mod event;
mod exchange;
mod signature;

pub use callback::{Callback, Reported};
pub use signature::{Keys, Sent, Unverified};

use crate::outcome::{NotYet, Outcome, Reason};
use crate::{Cause, CauseKind, Driver, Order, Running, Secret, tls};
use exchange::{Address, Request};
use rehome_domain::time::Timestamp;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// Where orders are sent and with which keys.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookConfig {
    /// `https://...`; `http://` only to this very machine.
    pub url: String,
    /// `whsec_...`, the present one first. All of them sign, so that keys can be changed without a gap.
    pub secrets: Vec<Secret>,
    /// The certificates to trust as PEM; what the machine trusts where there are none.
    #[serde(default)]
    pub authority: Option<String>,
    /// How long a whole exchange may take.
    #[serde(default = "usual_wait")]
    pub wait: Duration,
}

fn usual_wait() -> Duration {
    Duration::from_secs(20)
}

/// How long to wait for a call back before saying again that there was none.
const CALL_BACK_WAIT: Duration = Duration::from_secs(5 * 60);

/// A driver for one receiver.
pub struct WebhookDriver {
    address: Address,
    keys: Keys,
    trust: Option<Arc<rustls::ClientConfig>>,
    wait: Duration,
}

impl WebhookDriver {
    /// A driver.
    ///
    /// # Errors
    /// Invalid if the address is none, is not https towards another machine, carries a password, or a secret is none.
    pub fn new(config: &WebhookConfig) -> Result<Self, Cause> {
        let address = Address::read(&config.url)?;
        let trust = if address.is_tls() {
            Some(tls::client(config.authority.as_deref())?)
        } else {
            None
        };
        Ok(Self {
            address,
            keys: Keys::read(&config.secrets)?,
            trust,
            wait: config.wait,
        })
    }

    async fn send(
        &self,
        order: &Order,
        address: &Address,
        body: Option<Vec<u8>>,
        now: Timestamp,
    ) -> Outcome {
        if !is_id(&order.id) {
            let detail = "an order's id is 1 to 100 letters, digits, - and _";
            return Outcome::Failed(Cause::new(CauseKind::Invalid, detail));
        }
        let seconds = now.0.div_euclid(1_000_000);
        let signature = self
            .keys
            .sign(&order.id, seconds, body.as_deref().unwrap_or_default());
        let request = Request {
            id: order.id.clone(),
            seconds,
            signature,
            body,
        };
        let exchanged = exchange::exchange(address, request, self.trust.clone());
        let answer = match tokio::time::timeout(self.wait, exchanged).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(cause)) => return Outcome::Failed(cause),
            Err(_) => {
                let detail = format!("{}: no answer in time", address.shown());
                return Outcome::Failed(Cause::new(CauseKind::Timeout, detail));
            }
        };
        answer::outcome(address, &answer, now)
    }
}

/// Nothing that could be taken for a part of what is signed.
fn is_id(id: &str) -> bool {
    (1..=100).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

impl Driver for WebhookDriver {
    fn call_back_keys(&self) -> Option<&Keys> {
        Some(&self.keys)
    }

    fn run<'a>(&'a self, order: &'a Order, now: Timestamp) -> Running<'a> {
        Box::pin(async move {
            match event::body(order) {
                Ok(body) => self.send(order, &self.address, Some(body), now).await,
                Err(cause) => Outcome::Failed(cause),
            }
        })
    }

    fn look<'a>(
        &'a self,
        order: &'a Order,
        reference: Option<&'a str>,
        now: Timestamp,
    ) -> Running<'a> {
        Box::pin(async move {
            let Some(reference) = reference else {
                return Outcome::NotYet(NotYet {
                    reason: Reason::Accepted,
                    reference: None,
                    after: Some(CALL_BACK_WAIT),
                    entry: None,
                    steps: Vec::new(),
                });
            };
            match self.address.beside(reference) {
                Some(address) => self.send(order, &address, None, now).await,
                None => Outcome::Failed(Cause::new(
                    CauseKind::Invalid,
                    "where to look is not at the receiver",
                )),
            }
        })
    }
}
