//! The cast in a database, and short words for what tests do with it.

use rehome_domain::directory::Directory;
use rehome_domain::ids::UserId;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::source::NoRandomness;
use rehome_service::user_move::{CommitAnswer, CommitRequest, Review};
use rehome_service::{Caller, Clock, Config, Random, Service, ServiceError, Via};
use rehome_storage::Store;
use rehome_testkit::{Cast, NOW};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// A clock that a test can turn.
#[derive(Clone)]
pub(crate) struct Turned(pub(crate) Arc<AtomicI64>);

impl Clock for Turned {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

/// Randomness that is the same in every run.
#[derive(Default)]
pub(crate) struct Counted(AtomicU64);

impl Random for Counted {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for chunk in bytes.chunks_mut(8) {
            let next = self
                .0
                .fetch_add(1, Ordering::Relaxed)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let length = chunk.len();
            chunk.copy_from_slice(&next.to_be_bytes()[..length]);
        }
        Ok(())
    }
}

/// A service on a database with the cast in it.
pub(crate) struct House {
    pub(crate) service: Service,
    pub(crate) clock: Turned,
}

impl House {
    pub(crate) async fn of(store: Store, cast: &Cast) -> Self {
        Self::with(store, cast.directory()).await
    }

    pub(crate) async fn with(store: Store, directory: Directory) -> Self {
        Self::configured(store, directory, Config::default()).await
    }

    pub(crate) async fn configured(store: Store, directory: Directory, config: Config) -> Self {
        let clock = Turned(Arc::new(AtomicI64::new(NOW.0)));
        let service = Service::new(store, config, clock.clone(), Counted::default())
            .await
            .unwrap();
        service
            .directory_store(directory, Arc::new(|_, _| {}))
            .await
            .unwrap();
        Self { service, clock }
    }

    pub(crate) async fn cast(store: Store) -> Self {
        Self::of(store, &Cast::new()).await
    }

    pub(crate) async fn plan(
        &self,
        who: &str,
        request: &MoveRequest,
    ) -> Result<Review, ServiceError> {
        self.service.user_move_plan(&caller(who), request).await
    }

    /// Plans, acknowledges everything, commits.
    pub(crate) async fn run(
        &self,
        who: &str,
        request: &MoveRequest,
        key: &str,
    ) -> Result<CommitAnswer, ServiceError> {
        let review = self.plan(who, request).await?;
        self.commit(who, &reviewed(request, &review), key).await
    }

    pub(crate) async fn commit(
        &self,
        who: &str,
        commit: &CommitRequest,
        key: &str,
    ) -> Result<CommitAnswer, ServiceError> {
        self.service
            .user_move_commit(&caller(who), commit.clone(), Some(key))
            .await
    }

    /// Where somebody lives.
    pub(crate) async fn home(&self, user: &str) -> String {
        let directory = self.service.directory_export().await.unwrap();
        directory
            .users
            .get(&UserId::from(user))
            .unwrap()
            .home
            .to_string()
    }

    /// Where a family lives, read at one moment; it is one place or the test ends.
    pub(crate) async fn home_of_all(&self, users: &[&str]) -> String {
        let directory = self.service.directory_export().await.unwrap();
        let homes: Vec<String> = users
            .iter()
            .map(|user| {
                directory
                    .users
                    .get(&UserId::from(*user))
                    .unwrap()
                    .home
                    .to_string()
            })
            .collect();
        assert!(
            homes.iter().all(|home| *home == homes[0]),
            "{users:?} live in {homes:?}"
        );
        homes[0].clone()
    }

    /// The whole directory as one text, to see whether anything was written.
    pub(crate) async fn everything(&self) -> String {
        format!("{:?}", self.service.directory_export().await.unwrap())
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn turn(&self, seconds: i64) {
        self.clock
            .0
            .fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

pub(crate) fn caller(who: &str) -> Caller {
    Caller::new(who, Via::Session)
}

/// The wish of somebody who moves alone.
pub(crate) fn myself(who: &str, destination: &str) -> MoveRequest {
    MoveRequest {
        act_as: Some(ActAs::Oneself),
        ..MoveRequest::one(who, destination)
    }
}

/// A commit of what was reviewed, everything in it acknowledged.
pub(crate) fn reviewed(request: &MoveRequest, review: &Review) -> CommitRequest {
    CommitRequest {
        request: request.clone(),
        digest: Some(review.digest.clone()),
        acknowledged: review
            .plan
            .findings()
            .map(|finding| finding.code().to_owned())
            .collect(),
    }
}

/// The answer as a program gets it.
pub(crate) fn wire(error: &ServiceError) -> String {
    format!(
        "{} {}",
        error.status(),
        serde_json::to_string(&error.body(None)).unwrap()
    )
}
