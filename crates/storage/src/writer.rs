//! The one writer of a SQLite database: a queue, and commits that many units of work share.
//!
//! Units of work run one after the other, each in a savepoint, as long as others are waiting; then one
//! commit makes all of them durable, and only then are they answered. A commit that fails fails them
//! all. Whoever gave up waiting gets nothing done: a unit whose asker is gone is not begun, or rolled back.
//! The queue is worked off by one thread, which has the connection to itself. It knows nothing of what the work does.

use crate::error::StoreError;
use crate::memory::Memory;
use crate::receipt::Receipt;
use crate::schema;
use crate::sqlite::{Connected, Place, Purpose};
use crate::store::caught;
use crate::tx::{Link, Tx};
use futures::future::BoxFuture;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

/// The most units of work that share a commit, and the longest a commit is put off for more of them.
const MOST: usize = 64;
const LONGEST: Duration = Duration::from_millis(6);
/// From when on a commit held the database for long, and how long it then is left to other processes.
const LONG: Duration = Duration::from_millis(20);
const REST: Duration = Duration::from_millis(3);
/// How often the log is written back into the database.
const CHECKPOINT_EVERY: Duration = Duration::from_millis(500);

type Work = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Done> + Send>;

/// A unit of work that has run and waits for the commit.
struct Done {
    is_kept: bool,
    answer: Box<dyn FnOnce(Result<(), StoreError>) + Send>,
}

impl Done {
    /// Nothing was done, as nobody waits for it any more.
    fn unwanted() -> Self {
        Self {
            is_kept: false,
            answer: Box::new(|_| {}),
        }
    }
}

enum Message {
    Work(Work),
    Close(oneshot::Sender<()>),
}

/// How busy the writer is.
#[derive(Default)]
struct Counts {
    waiting: AtomicU64,
    units: AtomicU64,
    commits: AtomicU64,
}

impl Counts {
    fn taken(&self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What the writer of a SQLite database has to do and has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterFigures {
    /// Units of work in the queue.
    pub waiting: u64,
    /// Units of work run since the start.
    pub units: u64,
    /// Commits they shared.
    pub commits: u64,
}

pub(crate) struct Writer {
    queue: mpsc::UnboundedSender<Message>,
    counts: Arc<Counts>,
    checkpoints: Mutex<Option<Checkpoints>>,
}

/// Runs work so that a panic in it becomes an error.
pub(crate) async fn guarded<T, E: From<StoreError>>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    caught(work).await.unwrap_or_else(|| {
        tracing::error!("a unit of work panicked and was rolled back");
        Err(E::from(StoreError::Panicked))
    })
}

fn boxed<F>(work: F) -> Work
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Done> + Send + 'static,
{
    Box::new(work)
}

impl Writer {
    /// Opens the writing connection and its queue.
    pub(crate) fn start(place: &Place, memory: Arc<Memory>) -> Result<Self, StoreError> {
        let away =
            |error: &dyn std::fmt::Display| StoreError::Unavailable(error.to_string().into());
        let connected = Connected::open(place, Purpose::Write).map_err(|error| away(&error))?;
        schema::migrate_sqlite(&connected)?;
        let (queue, messages) = mpsc::unbounded_channel();
        let counts = Arc::new(Counts::default());
        let (runtime, counted) = (Handle::current(), counts.clone());
        let tx = Tx::new(Link::Sqlite(connected), memory);
        thread::Builder::new()
            .name("rehome-writer".to_owned())
            .spawn(move || runtime.block_on(serve(tx, messages, counted)))
            .map_err(|error| away(&error))?;
        let checkpoints = match place {
            Place::Memory => None,
            Place::File(_) => Some(Checkpoints::start(place).map_err(|error| away(&error))?),
        };
        Ok(Self {
            queue,
            counts,
            checkpoints: Mutex::new(checkpoints),
        })
    }

    /// Hands a unit of work to the writer and waits until it is durable or refused.
    pub(crate) async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (send, receive) = oneshot::channel();
        let unit = boxed(move |tx| {
            Box::pin(async move {
                if send.is_closed() {
                    return Done::unwanted();
                }
                let result = guarded(async {
                    let value = work(tx).await?;
                    tx.write_rest().await?;
                    Ok(value)
                })
                .await;
                Done {
                    // WHY: who gave up was told that nothing is written.
                    is_kept: result.is_ok() && !send.is_closed(),
                    answer: Box::new(move |committed| {
                        let answer = match (result, committed) {
                            (Ok(_), Err(error)) => Err(E::from(error)),
                            (result, _) => result,
                        };
                        // Whoever asked may have gone during the commit itself.
                        let _ = send.send(answer);
                    }),
                }
            })
        });
        let closed = || E::from(StoreError::Unavailable("the store is closed".into()));
        // INVARIANT: sent before the first await, so that units queue in the order in which they are made.
        self.counts.waiting.fetch_add(1, Ordering::Relaxed);
        if self.queue.send(Message::Work(unit)).is_err() {
            return Err(closed());
        }
        receive.await.unwrap_or_else(|_| Err(closed()))
    }

    /// How busy it is.
    pub(crate) fn figures(&self) -> WriterFigures {
        WriterFigures {
            waiting: self.counts.waiting.load(Ordering::Relaxed),
            units: self.counts.units.load(Ordering::Relaxed),
            commits: self.counts.commits.load(Ordering::Relaxed),
        }
    }

    /// Ends the queue after what is in it.
    pub(crate) async fn close(&self) {
        let checkpoints = self
            .checkpoints
            .lock()
            .ok()
            .and_then(|mut slot| slot.take());
        drop(checkpoints);
        let (send, receive) = oneshot::channel();
        if self.queue.send(Message::Close(send)).is_ok() {
            let _ = receive.await;
        }
    }
}

async fn serve(mut tx: Tx, mut messages: mpsc::UnboundedReceiver<Message>, counts: Arc<Counts>) {
    let mut closing: Option<oneshot::Sender<()>> = None;
    while closing.is_none() {
        match messages.recv().await {
            Some(Message::Work(first)) => {
                counts.taken();
                batch(&mut tx, first, &mut messages, &mut closing, &counts).await;
            }
            Some(Message::Close(answer)) => closing = Some(answer),
            None => break,
        }
    }
    messages.close();
    if let Err(error) = tx.command("PRAGMA wal_checkpoint(TRUNCATE)").await {
        tracing::warn!(%error, "the log could not be written back; the next start does it");
    }
    drop(tx);
    if let Some(answer) = closing {
        let _ = answer.send(());
    }
}

/// Runs everything that waits, commits once, answers everybody.
async fn batch(
    tx: &mut Tx,
    first: Work,
    messages: &mut mpsc::UnboundedReceiver<Message>,
    closing: &mut Option<oneshot::Sender<()>>,
    counts: &Counts,
) {
    let mut begun = Instant::now();
    let mut done = Vec::new();
    let outcome: Result<(), StoreError> = async {
        tx.command("BEGIN IMMEDIATE").await?;
        begun = Instant::now();
        let mut next = Some(first);
        while let Some(work) = next.take() {
            counts.units.fetch_add(1, Ordering::Relaxed);
            if done.is_empty() {
                alone(tx, work, &mut done).await?;
            } else {
                tx.command("SAVEPOINT unit").await?;
                one(tx, work, &mut done).await?;
            }
            if done.len() < MOST && begun.elapsed() < LONGEST && closing.is_none() {
                match messages.try_recv() {
                    Ok(Message::Work(work)) => {
                        counts.taken();
                        next = Some(work);
                    }
                    Ok(Message::Close(answer)) => *closing = Some(answer),
                    Err(_) => {}
                }
            }
        }
        tx.command("COMMIT").await
    }
    .await;
    if let Err(error) = &outcome {
        tracing::error!(%error, units = done.len(), "a commit failed; its units of work are rolled back");
        let _ = tx.command("ROLLBACK").await;
    }
    counts.commits.fetch_add(1, Ordering::Relaxed);
    for unit in done {
        (unit.answer)(outcome.clone());
    }
    // WHY: a file that is run from the command line has its next rows ready at once, and a server beside it waits.
    if begun.elapsed() > LONG {
        thread::sleep(REST);
    }
}

/// The first of a batch, which has the transaction to itself: every page it changes would be copied for a savepoint.
async fn alone(tx: &mut Tx, work: Work, done: &mut Vec<Done>) -> Result<(), StoreError> {
    tx.is_contended = false;
    let unit = work(tx).await;
    let is_kept = unit.is_kept;
    done.push(unit);
    if !is_kept {
        tx.receipt = Receipt::default();
        tx.command("ROLLBACK").await?;
        tx.command("BEGIN IMMEDIATE").await?;
    }
    Ok(())
}

async fn one(tx: &mut Tx, work: Work, done: &mut Vec<Done>) -> Result<(), StoreError> {
    tx.is_contended = false;
    let unit = work(tx).await;
    let is_kept = unit.is_kept;
    done.push(unit);
    if !is_kept {
        tx.receipt = Receipt::default();
        tx.command("ROLLBACK TO SAVEPOINT unit").await?;
    }
    tx.command("RELEASE SAVEPOINT unit").await
}

/// The thread that writes the log back into the database, from a connection of its own, so that no commit waits for it.
struct Checkpoints {
    stop: std::sync::mpsc::Sender<()>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Checkpoints {
    fn start(place: &Place) -> std::io::Result<Self> {
        let (stop, stopped) = std::sync::mpsc::channel();
        let place = place.clone();
        let thread = thread::Builder::new()
            .name("rehome-checkpoints".to_owned())
            .spawn(move || {
                let mut connected = None;
                while stopped.recv_timeout(CHECKPOINT_EVERY) == Err(RecvTimeoutError::Timeout) {
                    if let Err(error) = checkpoint(&place, &mut connected) {
                        tracing::warn!(%error, "the log could not be written back; trying again");
                    }
                }
            })?;
        Ok(Self {
            stop,
            thread: Some(thread),
        })
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        let _ = self.stop.send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn checkpoint(place: &Place, connected: &mut Option<Connected>) -> Result<(), rusqlite::Error> {
    let connected = match connected {
        Some(connected) => connected,
        None => connected.insert(Connected::open(place, Purpose::Checkpoint)?),
    };
    connected
        .driver()
        .execute_batch("PRAGMA wal_checkpoint(PASSIVE)")
}
