//! The service itself: a cheap handle on the store, the clock, randomness and the installation's key.
//!
//! The use cases are in the other files of this crate, as further `impl Service` blocks.

use crate::content::Counted;
use crate::digest::DigestKey;
use crate::error::ServiceError;
use crate::secrets::hashing_turns;
use crate::source::{Clock, NoRandomness, Random};
use crate::tally::Tally;
use rehome_domain::ids::MoveId;
use rehome_domain::time::Timestamp;
use rehome_objects::Objects;
use rehome_provisioning::Connectors;
use rehome_storage::{Store, StoreError, secrets};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};

/// What an installation can set about the service.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// How long a session lasts without a request.
    pub session_idle: Duration,
    /// How long a session lasts at most.
    pub session_longest: Duration,
    /// How many failed sign-ins are forgiven per name and per address before the wait.
    pub sign_in_failures: u32,
    /// How long failed sign-ins are remembered.
    pub sign_in_window: Duration,
    /// How long plans are kept for comparison (ruling 77).
    pub plans_kept: Duration,
    /// How long a repeated commit gets its first answer (ruling 14).
    pub answers_kept: Duration,
    /// How long messages to others are kept where nobody fetches them.
    pub messages_kept: Duration,
    /// How long files that were handed in are kept, with what became of their rows.
    pub files_kept: Duration,
    /// How many days the details of moves and of audit records are kept; for good where none (rulings 24 and 81).
    pub retention_days: Option<u32>,
}

/// How many files are read at once.
const FILES_READ_AT_ONCE: usize = 2;

const HOUR: Duration = Duration::from_secs(3_600);

impl Default for Config {
    fn default() -> Self {
        Self {
            session_idle: HOUR * 12,
            session_longest: HOUR * 24 * 7,
            sign_in_failures: 10,
            sign_in_window: Duration::from_secs(15 * 60),
            plans_kept: HOUR * 24,
            answers_kept: HOUR * 48,
            messages_kept: HOUR * 24 * 7,
            files_kept: HOUR * 24 * 30,
            retention_days: None,
        }
    }
}

/// The use cases. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    config: Config,
    clock: Box<dyn Clock>,
    random: Box<dyn Random>,
    key: DigestKey,
    hashing: Arc<Semaphore>,
    reading: Arc<Semaphore>,
    tally: Tally,
    last_id: AtomicI64,
    work: Notify,
    orders: Notify,
    connectors: OnceLock<Connectors>,
    objects: OnceLock<Objects>,
    transfers: Notify,
    counted: Counted,
}

impl Service {
    /// The service on a store; makes the installation's key where there is none yet.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] where the database is away, [`ServiceError::Internal`] without randomness.
    pub async fn new(
        store: Store,
        config: Config,
        clock: impl Clock,
        random: impl Random,
    ) -> Result<Self, ServiceError> {
        let mut fresh = [0; 32];
        random.fill(&mut fresh)?;
        let kept: Vec<u8> = store
            .write(move |tx| {
                Box::pin(async move {
                    secrets::get_or_create(tx, "digest-key", &fresh)
                        .await
                        .map_err(ServiceError::from)
                })
            })
            .await?;
        let key: [u8; 32] = kept
            .try_into()
            .map_err(|_| ServiceError::internal("the stored digest key has another length"))?;
        Ok(Self {
            inner: Arc::new(Inner {
                store,
                config,
                clock: Box::new(clock),
                random: Box::new(random),
                key: DigestKey::new(key),
                hashing: hashing_turns(),
                reading: Arc::new(Semaphore::new(FILES_READ_AT_ONCE)),
                tally: Tally::default(),
                last_id: AtomicI64::new(0),
                work: Notify::new(),
                orders: Notify::new(),
                connectors: OnceLock::new(),
                objects: OnceLock::new(),
                transfers: Notify::new(),
                counted: Counted::default(),
            }),
        })
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The present.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    pub(crate) fn key(&self) -> &DigestKey {
        &self.inner.key
    }

    pub(crate) fn hashing(&self) -> &Arc<Semaphore> {
        &self.inner.hashing
    }

    /// Turns at reading a file.
    pub(crate) fn reading(&self) -> &Arc<Semaphore> {
        &self.inner.reading
    }

    /// What became of the families that commits were about.
    pub fn tally(&self) -> &Tally {
        &self.inner.tally
    }

    /// Tells whoever works beside requests that something waits.
    pub(crate) fn work_is_there(&self) {
        self.inner.work.notify_one();
    }

    /// Waits until something was handed in here; what another server took in is found by looking now and then.
    pub async fn work_waits(&self) {
        self.inner.work.notified().await;
    }

    /// Connects it with systems outside; before anything is ordered, and once.
    pub fn connect(&self, connectors: Connectors) {
        if self.inner.connectors.set(connectors).is_err() {
            tracing::warn!("connectors were set before; those stay");
        }
    }

    /// What carries accounts and services outside; nothing where nobody said.
    pub(crate) fn connectors(&self) -> &Connectors {
        static NONE: OnceLock<Connectors> = OnceLock::new();
        let connectors = self.inner.connectors.get();
        connectors.unwrap_or_else(|| NONE.get_or_init(Connectors::default))
    }

    /// Tells whoever carries orders that there are some.
    pub(crate) fn orders_are_there(&self) {
        self.inner.orders.notify_one();
    }

    /// Waits until something was ordered here; what another server ordered is found by looking now and then.
    pub async fn orders_wait(&self) {
        self.inner.orders.notified().await;
    }

    /// Says where the bytes of proofs and files lie; before anything is carried or handed in, and once.
    pub fn keep_objects_in(&self, objects: Objects) {
        if self.inner.objects.set(objects).is_err() {
            tracing::warn!("where files lie was said before; that stays");
        }
    }

    /// Where the bytes of proofs and files lie.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] where nobody said.
    pub(crate) fn objects(&self) -> Result<&Objects, ServiceError> {
        let objects = self.inner.objects.get();
        objects.ok_or(ServiceError::Unavailable { retry_after: 60 })
    }

    /// How far transfers are, as it was counted lately.
    pub(crate) fn counted(&self) -> &Counted {
        &self.inner.counted
    }

    /// Tells whoever carries content that there is some.
    pub(crate) fn transfers_are_there(&self) {
        self.inner.transfers.notify_one();
    }

    /// Waits until a transfer was ordered here; what another server ordered is found by looking now and then.
    pub async fn transfers_wait(&self) {
        self.inner.transfers.notified().await;
    }

    /// Random bytes fit for secrets.
    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], ServiceError> {
        let mut bytes = [0; N];
        self.inner.random.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A new id that sorts by time: a UUIDv7 whose bits below the millisecond count microseconds, then ids.
    pub(crate) fn new_id(&self) -> Result<String, ServiceError> {
        let now = self.now().0.max(0) << 2;
        let previous =
            self.inner
                .last_id
                .fetch_update(Ordering::AcqRel, Ordering::Acquire, |last| {
                    Some(now.max(last + 1))
                });
        let tick = previous.map_or(now, |last| now.max(last + 1));
        let microseconds = tick >> 2;
        let mut counter = self.random::<10>()?;
        let below = (((microseconds % 1_000) << 2) | (tick & 3)) as u16;
        let [high, low] = below.to_be_bytes();
        let [first, second, ..] = &mut counter;
        (*first, *second) = (high, low);
        let millis = u64::try_from(microseconds / 1_000).unwrap_or_default();
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &counter)
            .into_uuid()
            .to_string())
    }

    pub(crate) fn new_move_id(&self) -> Result<MoveId, ServiceError> {
        self.new_id().map(MoveId::from)
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => {
                tracing::warn!(%error, "the database is away");
                Self::Unavailable { retry_after: 5 }
            }
            StoreError::Contended | StoreError::RowsAffected { .. } => Self::conflict(
                "contended",
                "somebody changed the same records at the same time; try again",
            ),
            other => Self::internal(other),
        }
    }
}

impl From<NoRandomness> for ServiceError {
    fn from(error: NoRandomness) -> Self {
        Self::internal(error)
    }
}
