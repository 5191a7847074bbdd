//! The wait after too many failed sign-ins, per name and per address.
//!
//! A try is counted before it is made, so that many at once cannot pass while none has failed yet; one that
//! succeeds is taken off again.

use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::UserId;
use rehome_domain::text::folded;
use rehome_domain::time::Timestamp;
use rehome_storage::throttle;

/// What failures are counted by.
#[derive(Clone, Debug)]
pub(crate) struct Tries {
    keys: Vec<String>,
}

impl Tries {
    pub(crate) fn of(username: &str, remote: Option<&str>) -> Self {
        let name: String = folded(username).chars().take(256).collect();
        let mut keys = vec![format!("sign-in:name:{name}")];
        keys.extend(remote.map(|remote| format!("sign-in:address:{remote}")));
        Self { keys }
    }

    /// Of somebody who is signed in and shows the password again.
    pub(crate) fn of_account(user: &UserId) -> Self {
        Self {
            keys: vec![format!("password:{user}")],
        }
    }

    /// Of links for a first sign-in.
    pub(crate) fn of_links(remote: Option<&str>) -> Self {
        let keys = remote.map(|remote| format!("link:address:{remote}"));
        Self {
            keys: keys.into_iter().collect(),
        }
    }
}

impl Service {
    fn window_start(&self, now: Timestamp) -> Timestamp {
        Timestamp(now.0 - micros(self.config().sign_in_window))
    }

    /// Refuses to try where too many tries failed lately.
    pub(crate) async fn sign_in_is_open(&self, tries: &Tries) -> Result<(), ServiceError> {
        let now = self.now();
        let start = self.window_start(now);
        let (keys, allowed) = (
            tries.keys.clone(),
            i64::from(self.config().sign_in_failures),
        );
        let since = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    let mut latest: Option<Timestamp> = None;
                    for key in &keys {
                        if let Some(hits) = throttle::state(tx, key, start).await?
                            && hits.hits >= allowed
                        {
                            latest = latest.max(Some(hits.since));
                        }
                    }
                    Ok::<_, ServiceError>(latest)
                })
            })
            .await?;
        match since {
            Some(since) => Err(self.wait_until_over(since, now)),
            None => Ok(()),
        }
    }

    /// Counts a try that is about to be made; refuses it, uncounted, where it is one too many.
    pub(crate) async fn sign_in_tried(&self, tries: &Tries) -> Result<(), ServiceError> {
        let now = self.now();
        let start = self.window_start(now);
        let allowed = i64::from(self.config().sign_in_failures);
        let (this, keys) = (self.clone(), tries.keys.clone());
        self.store()
            .write(move |tx| {
                let (this, keys) = (this.clone(), keys.clone());
                Box::pin(async move {
                    for key in &keys {
                        let found = throttle::hit(tx, key, now, start).await?;
                        if found.hits > allowed {
                            return Err(this.wait_until_over(found.since, now));
                        }
                    }
                    Ok(())
                })
            })
            .await
    }

    fn wait_until_over(&self, since: Timestamp, now: Timestamp) -> ServiceError {
        let left = since.0 + micros(self.config().sign_in_window) - now.0;
        ServiceError::TooManyRequests {
            retry_after: u32::try_from((left + 999_999) / 1_000_000).unwrap_or(1),
        }
    }

    /// Forgets the failures of a name that has signed in; an address keeps its own, but for this try.
    pub(crate) async fn sign_in_succeeded(
        tx: &mut rehome_storage::Tx,
        tries: &Tries,
    ) -> Result<(), ServiceError> {
        let mut keys = tries.keys.iter();
        if let Some(name) = keys.next() {
            throttle::clear(tx, name).await?;
        }
        for address in keys {
            throttle::forgive(tx, address).await?;
        }
        Ok(())
    }
}

/// A duration in the store's measure.
pub(crate) fn micros(duration: std::time::Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
