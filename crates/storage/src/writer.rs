//! The one writer of a SQLite database: a queue, and commits that many units of work share.
//!
//! Units of work run one after the other, each in a savepoint, as long as others are waiting; then one
//! commit makes all of them durable, and only then are they answered. A commit that fails fails them
//! all. Whoever gave up waiting gets nothing done: a unit whose asker is gone is not begun, or rolled back.
//! It knows nothing of what the work does.

use crate::error::StoreError;
use crate::receipt::Receipt;
use crate::schema;
use crate::store::caught;
use crate::tx::{Link, Tx};
use futures::future::BoxFuture;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// The most units of work that share a commit, and the longest a commit is put off for more of them.
const MOST: usize = 64;
const LONGEST: Duration = Duration::from_millis(6);
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
    checkpoints: Mutex<Option<JoinHandle<()>>>,
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
    /// Opens the writing connection and its queue; `file` names the database to write the log back into.
    pub(crate) async fn start(
        options: SqliteConnectOptions,
        file: Option<SqliteConnectOptions>,
    ) -> Result<Self, StoreError> {
        let mut connection = options
            .connect()
            .await
            .map_err(|error| StoreError::of("(connection)", error))?;
        schema::migrate_sqlite(&mut connection).await?;
        let (queue, messages) = mpsc::unbounded_channel();
        let counts = Arc::new(Counts::default());
        tokio::spawn(serve(connection, messages, counts.clone()));
        let checkpoints = file.map(|file| tokio::spawn(checkpoint(file)));
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
                    tx.write_receipt().await?;
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
        let task = self
            .checkpoints
            .lock()
            .ok()
            .and_then(|mut slot| slot.take());
        if let Some(task) = task {
            task.abort();
            let _ = task.await;
        }
        let (send, receive) = oneshot::channel();
        if self.queue.send(Message::Close(send)).is_ok() {
            let _ = receive.await;
        }
    }
}

async fn serve(
    connection: SqliteConnection,
    mut messages: mpsc::UnboundedReceiver<Message>,
    counts: Arc<Counts>,
) {
    let mut tx = Tx::new(Link::Writer(connection));
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
    if let Link::Writer(mut connection) = tx.link {
        let truncated = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut connection)
            .await;
        if let Err(error) = truncated {
            tracing::warn!(%error, "the log could not be written back; the next start does it");
        }
        let _ = connection.close().await;
    }
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
    let begun = Instant::now();
    let mut done = Vec::new();
    let outcome: Result<(), StoreError> = async {
        tx.command("BEGIN IMMEDIATE; SAVEPOINT unit").await?;
        let mut next = Some(first);
        while let Some(work) = next.take() {
            counts.units.fetch_add(1, Ordering::Relaxed);
            if !done.is_empty() {
                tx.command("SAVEPOINT unit").await?;
            }
            one(tx, work, &mut done).await?;
            if done.len() < MOST && begun.elapsed() < LONGEST && closing.is_none() {
                // WHY: whoever was just answered by the last commit gets a chance to queue the next unit.
                tokio::task::yield_now().await;
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

/// Writes the log back into the database from a connection of its own, so that no commit waits for it.
async fn checkpoint(file: SqliteConnectOptions) {
    let mut connection = loop {
        match file.connect().await {
            Ok(connection) => break connection,
            Err(error) => {
                tracing::warn!(%error, "no connection to write the log back");
                tokio::time::sleep(CHECKPOINT_EVERY * 20).await;
            }
        }
    };
    loop {
        tokio::time::sleep(CHECKPOINT_EVERY).await;
        if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
            .execute(&mut connection)
            .await
        {
            tracing::warn!(%error, "the log could not be written back; trying again");
        }
    }
}
