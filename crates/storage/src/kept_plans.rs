//! Plans the server gave out, kept for a day per (actor, digest) (ruling 77).
//!
//! They tell what differs when a commit is stale, and that a destination was in a plan. They live outside
//! the durable path and may be lost when the machine fails: these functions take the store itself, never
//! a transaction, and whoever is given a plan does not wait until it is written. It is found at once where it was made, and
//! a moment later by other servers on the same database, which therefore look twice.

use crate::error::StoreError;
use crate::statement::statements;
use crate::store::{Engine, Store};
use crate::tx::{Tx, args, json};
use rehome_domain::ids::UserId;
use rehome_domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::sleep;

statements! {
    KEEP "kept_plans": "INSERT INTO kept_plans (actor, digest, body, kept_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (actor, digest) DO UPDATE SET body = excluded.body, kept_at = excluded.kept_at",
        postgres = "INSERT INTO kept_plans (actor, digest, body, kept_at)
        SELECT value ->> 0, value ->> 1, value ->> 2, CAST(value ->> 3 AS BIGINT) FROM json_each($1) WHERE true
        ON CONFLICT (actor, digest) DO UPDATE SET body = excluded.body, kept_at = excluded.kept_at";
    FIND "kept_plans": "SELECT digest, body FROM kept_plans WHERE actor = $1 AND digest = $2";
    PURGE "kept_plans": "DELETE FROM kept_plans WHERE kept_at < $1";
}

/// How long a plan may wait to be written.
const DELAY: Duration = Duration::from_millis(100);
/// The most plans that wait.
const MOST: usize = 256;

type Key = (UserId, Arc<str>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Plan {
    body: Arc<str>,
    at: Timestamp,
}

/// Plans that wait to be written.
#[derive(Default)]
pub(crate) struct Waiting(Mutex<HashMap<Key, Plan>>);

impl Waiting {
    /// Puts a plan in and tells how many wait now.
    fn put(&self, key: Key, plan: Plan) -> usize {
        let Ok(mut plans) = self.0.lock() else {
            return 0;
        };
        plans.insert(key, plan);
        plans.len()
    }

    fn get(&self, key: &Key) -> Option<Arc<str>> {
        let plans = self.0.lock().ok()?;
        plans.get(key).map(|plan| plan.body.clone())
    }

    fn all(&self) -> Vec<(Key, Plan)> {
        let plans = self.0.lock().map(|plans| plans.clone());
        plans.unwrap_or_default().into_iter().collect()
    }

    /// Forgets those that are written, but for what was put in anew meanwhile.
    fn forget(&self, written: &[(Key, Plan)]) {
        if let Ok(mut plans) = self.0.lock() {
            for (key, plan) in written {
                if plans.get(key) == Some(plan) {
                    plans.remove(key);
                }
            }
        }
    }
}

/// Keeps a plan: found at once by this server, and written soon.
///
/// # Errors
/// [`StoreError`] where too many wait and these cannot be written.
pub async fn keep<T: Serialize + ?Sized>(
    store: &Store,
    actor: &UserId,
    digest: &str,
    plan: &T,
    now: Timestamp,
) -> Result<(), StoreError> {
    let plan = Plan {
        body: json(plan).into(),
        at: now,
    };
    match store.waiting().put((actor.clone(), digest.into()), plan) {
        1 => {
            let store = store.clone();
            tokio::spawn(async move {
                sleep(DELAY).await;
                if let Err(error) = write(&store).await {
                    tracing::warn!(%error, "plans could not be kept; commits of theirs cannot tell what differs");
                }
            });
            Ok(())
        }
        2..MOST => Ok(()),
        _ => write(store).await,
    }
}

/// Writes the plans that wait.
///
/// # Errors
/// [`StoreError`]; they are forgotten then.
pub(crate) async fn write(store: &Store) -> Result<(), StoreError> {
    let plans = store.waiting().all();
    if plans.is_empty() {
        return Ok(());
    }
    let own = plans.clone();
    let written = store
        .on_plans(move |tx| Box::pin(async move { insert(tx, &own).await }))
        .await;
    store.waiting().forget(&plans);
    written
}

async fn insert(tx: &mut Tx, plans: &[(Key, Plan)]) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite => {
            for ((actor, digest), Plan { body, at }) in plans {
                tx.execute(&KEEP, args![actor, &**digest, &**body, *at])
                    .await?;
            }
        }
        Engine::Postgres => {
            let rows: Vec<_> = plans
                .iter()
                .map(|((actor, digest), plan)| (actor, digest, &plan.body, plan.at.0))
                .collect();
            tx.execute(&KEEP, args![json(&rows)]).await?;
        }
    }
    Ok(())
}

/// The plan of an actor with this digest, if it is still kept.
///
/// # Errors
/// [`StoreError`].
pub async fn find<T: DeserializeOwned>(
    store: &Store,
    actor: &UserId,
    digest: &str,
) -> Result<Option<T>, StoreError> {
    let key = (actor.clone(), Arc::from(digest));
    let mut found = match store.waiting().get(&key) {
        Some(body) => Some(body),
        None => written(store, key.clone()).await?,
    };
    if found.is_none() && store.engine() == Engine::Postgres {
        // WHY: it may wait to be written on the server that made it.
        sleep(DELAY * 2).await;
        found = written(store, key).await?;
    }
    // WHY: what another version of the program has kept in another form is not there.
    Ok(found.and_then(|body| serde_json::from_str(&body).ok()))
}

async fn written(store: &Store, key: Key) -> Result<Option<Arc<str>>, StoreError> {
    store
        .on_plans(move |tx| {
            Box::pin(async move {
                let found = tx.one(&FIND, args![&key.0, &*key.1]).await?;
                found
                    .map(|record| record.text("body").map(Arc::from))
                    .transpose()
            })
        })
        .await
}

/// Forgets plans kept before a point in time.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(store: &Store, before: Timestamp) -> Result<u64, StoreError> {
    write(store).await?;
    store
        .on_plans(move |tx| Box::pin(async move { tx.execute(&PURGE, args![before]).await }))
        .await
}
