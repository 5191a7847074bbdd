//! Connections to a SQLite database that take turns, each unit of work in a transaction of its own.
//!
//! A unit runs either on a thread for work that takes a while ([`Readers::run`]), or at once on the thread that asks
//! ([`Readers::glance`]), which saves two switches of threads where a few rows are found by their keys. It knows
//! nothing of what the work does.

use crate::error::StoreError;
use crate::memory::Memory;
use crate::sqlite::{Connected, Place, Purpose};
use crate::tx::{Link, Tx};
use crate::writer::guarded;
use futures::future::BoxFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

pub(crate) struct Readers {
    free: Mutex<Vec<Connected>>,
    turns: Arc<Semaphore>,
    many: u32,
    patience: Duration,
    memory: Arc<Memory>,
}

/// A connection on loan; it comes back without a transaction, however its user ends.
struct Lent {
    from: Arc<Readers>,
    tx: Option<Tx>,
    _turn: OwnedSemaphorePermit,
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(Link::Sqlite(mut connected)) = self.tx.take().map(|tx| tx.link)
            && let Ok(mut free) = self.from.free.lock()
        {
            connected.roll_back();
            free.push(connected);
        }
    }
}

impl Readers {
    pub(crate) fn open(
        place: &Place,
        purpose: Purpose,
        many: u32,
        patience: Duration,
        memory: Arc<Memory>,
    ) -> Result<Arc<Self>, rusqlite::Error> {
        let free: Result<Vec<_>, _> = (0..many).map(|_| Connected::open(place, purpose)).collect();
        Ok(Arc::new(Self {
            free: Mutex::new(free?),
            turns: Arc::new(Semaphore::new(many as usize)),
            many,
            patience,
            memory,
        }))
    }

    async fn lend(self: &Arc<Self>) -> Result<Lent, StoreError> {
        let closed = || StoreError::Unavailable("the store is closed".into());
        let turn = match self.turns.clone().try_acquire_owned() {
            Ok(turn) => turn,
            Err(_) => timeout(self.patience, self.turns.clone().acquire_owned())
                .await
                .map_err(|_| {
                    StoreError::Unavailable("every connection was in use for too long".into())
                })?
                .map_err(|_| closed())?,
        };
        let free = self.free.lock().ok().and_then(|mut free| free.pop());
        Ok(Lent {
            from: self.clone(),
            tx: Some(Tx::new(
                Link::Sqlite(free.ok_or_else(closed)?),
                self.memory.clone(),
            )),
            _turn: turn,
        })
    }

    /// A unit of work on a thread for such.
    pub(crate) async fn run<T, E, F>(self: &Arc<Self>, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let lent = self.lend().await?;
        let runtime = Handle::current();
        tokio::task::spawn_blocking(move || runtime.block_on(guarded(unit(lent, work))))
            .await
            .unwrap_or_else(|_| Err(E::from(StoreError::Panicked)))
    }

    /// A unit of work on the thread at hand.
    pub(crate) async fn glance<T, E, F>(self: &Arc<Self>, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send,
        E: From<StoreError>,
    {
        unit(self.lend().await?, work).await
    }

    /// Waits for who is at work and closes every connection.
    pub(crate) async fn close(&self) {
        let everybody = self.turns.acquire_many(self.many).await;
        self.turns.close();
        drop(everybody);
        if let Ok(mut free) = self.free.lock() {
            free.clear();
        }
    }
}

async fn unit<T, E, F>(mut lent: Lent, work: F) -> Result<T, E>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
    E: From<StoreError>,
{
    let Some(tx) = lent.tx.as_mut() else {
        return Err(E::from(StoreError::Panicked));
    };
    tx.command("BEGIN").await?;
    let value = work(tx).await?;
    tx.command("COMMIT").await?;
    Ok(value)
}
