//! The store: one handle for both engines, and the two ways to work on it.
//!
//! `read` is one consistent reading transaction, `write` one atomic unit. Whoever stops waiting for a unit
//! gets nothing written, unless it was being committed at that moment. It knows no table; modules beside it
//! do. On SQLite every write goes through [`crate::writer`]; on PostgreSQL each has a transaction of its own.

use crate::error::StoreError;
use crate::kept_plans::{self, Waiting};
use crate::memory::Memory;
use crate::readers::Readers;
use crate::sqlite::{Place, Purpose, beside};
use crate::tx::{Link, Tx};
use crate::writer::{Writer, WriterFigures};
use crate::{postgres, schema, statement};
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// The database below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file, one process.
    Sqlite,
    /// A server that several processes share.
    Postgres,
}

/// How to open a store.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// The most connections to PostgreSQL.
    pub connections: u32,
    /// The reading connections to SQLite.
    pub readers: u32,
    /// How long to wait for a connection.
    pub patience: Duration,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            connections: 16,
            readers: 4,
            patience: Duration::from_secs(10),
        }
    }
}

/// A cheap handle to an open database.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
    memory: Arc<Memory>,
    waiting: Arc<Waiting>,
}

enum Inner {
    Sqlite {
        writer: Writer,
        readers: Option<Arc<Readers>>,
        plans: Arc<Readers>,
    },
    Postgres {
        pool: PgPool,
        plans: PgPool,
    },
}

/// Most prepared statements a connection keeps.
const STATEMENTS_KEPT: usize = 256;
/// How long a connection may rest before it is asked whether it is still there.
const ASKED_AFTER: Duration = Duration::from_secs(1);

impl Store {
    /// Opens `sqlite:PATH`, `sqlite::memory:` or `postgres://...` and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Address`], [`StoreError::Unavailable`] or [`StoreError::Migration`].
    pub async fn open(url: &str, options: StoreOptions) -> Result<Self, StoreError> {
        let fault = |reason: &dyn std::fmt::Display| StoreError::Address {
            url: without_password(url),
            reason: reason.to_string(),
        };
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let connect = PgConnectOptions::from_str(url).map_err(|error| fault(&error))?;
            return Self::open_postgres(connect, &options).await;
        }
        let Some(path) = url.strip_prefix("sqlite:") else {
            return Err(fault(&"unknown kind of database"));
        };
        let path = path.strip_prefix("//").unwrap_or(path);
        match path {
            "" => Err(fault(&"the path is missing")),
            ":memory:" => Self::open_sqlite(&Place::Memory, &options),
            path => Self::open_sqlite(&Place::File(Path::new(path).to_owned()), &options),
        }
    }

    fn open_sqlite(place: &Place, options: &StoreOptions) -> Result<Self, StoreError> {
        let away = |error: &dyn std::fmt::Display| {
            StoreError::Unavailable(match place {
                Place::File(path) => format!("cannot open {}: {error}", path.display()).into(),
                Place::Memory => error.to_string().into(),
            })
        };
        let memory = Arc::new(Memory::default());
        let pool = |place: &Place, purpose, many| {
            Readers::open(place, purpose, many, options.patience, memory.clone())
                .map_err(|error| away(&error))
        };
        let writer = Writer::start(place, memory.clone()).map_err(|error| match error {
            StoreError::Unavailable(reason) => away(&reason),
            other => other,
        })?;
        // WHY: a database in memory lives in its one connection.
        let (readers, kept) = match place {
            Place::Memory => (None, Place::Memory),
            Place::File(path) => (
                Some(pool(place, Purpose::Read, options.readers.max(1))?),
                Place::File(beside(path, "-plans")),
            ),
        };
        let plans = pool(&kept, Purpose::Passing, 1)?;
        let inner = Arc::new(Inner::Sqlite {
            writer,
            readers,
            plans,
        });
        Ok(Self {
            inner,
            memory,
            waiting: Arc::default(),
        })
    }

    async fn open_postgres(
        connect: PgConnectOptions,
        options: &StoreOptions,
    ) -> Result<Self, StoreError> {
        let connect = connect
            .application_name("rehome")
            .statement_cache_capacity(STATEMENTS_KEPT)
            .options([
                // WHY: every statement goes by index whatever its arguments; planning anew costs more than running.
                ("plan_cache_mode", "force_generic_plan"),
                ("random_page_cost", "1.1"),
                // WHY: what a planner believes of small or fresh tables would choose scans, whose cost grows with the directory.
                ("enable_seqscan", "off"),
                ("enable_hashjoin", "off"),
                ("enable_mergejoin", "off"),
                ("jit", "off"),
                // WHY: planned before there are statistics, its table is made for millions: milliseconds for a few rows.
                ("enable_hashagg", "off"),
            ]);
        let unavailable = |error: sqlx::Error| StoreError::Unavailable(error.to_string().into());
        let pool = PgPoolOptions::new()
            .max_connections(options.connections.max(2))
            .acquire_timeout(options.patience)
            // WHY: one that was in use a moment ago is there; asking each time costs a round trip per transaction.
            .test_before_acquire(false)
            .before_acquire(|connection, used| {
                Box::pin(async move {
                    if used.idle_for < ASKED_AFTER {
                        return Ok(true);
                    }
                    Ok(connection.ping().await.is_ok())
                })
            })
            .connect_with(connect.clone())
            .await
            .map_err(unavailable)?;
        // WHY a connection of its own: that a migration takes its time is nothing to be warned of.
        let migrating = connect.clone().disable_statement_logging();
        let mut migrating = migrating.connect().await.map_err(unavailable)?;
        schema::migrate_postgres(&mut migrating).await?;
        migrating.close().await.map_err(unavailable)?;
        let plans = PgPoolOptions::new()
            .max_connections(2)
            .acquire_timeout(options.patience)
            .connect_lazy_with(connect.options([("synchronous_commit", "off")]));
        Ok(Self {
            inner: Arc::new(Inner::Postgres { pool, plans }),
            memory: Arc::default(),
            waiting: Arc::default(),
        })
    }

    /// The engine below.
    pub fn engine(&self) -> Engine {
        match &*self.inner {
            Inner::Sqlite { .. } => Engine::Sqlite,
            Inner::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Reads in one consistent transaction.
    ///
    /// # Errors
    /// Whatever the work answers, or that the database is away.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite {
                readers: Some(readers),
                ..
            } => readers.run(work).await,
            Inner::Sqlite {
                writer,
                readers: None,
                ..
            } => writer.run(work).await,
            Inner::Postgres { pool, .. } => {
                let begun = pool
                    .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await;
                let begun = begun.map_err(|error| StoreError::of("(connection)", error))?;
                work(&mut Tx::new(Link::Postgres(begun), self.memory.clone())).await
            }
        }
    }

    /// Reads a few rows by their keys, for what is looked at again before it decides anything: on SQLite at once and
    /// consistent, on PostgreSQL each statement for itself.
    ///
    /// # Errors
    /// Whatever the work answers, or that the database is away.
    pub async fn glance<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite {
                readers: Some(readers),
                ..
            } => readers.glance(work).await,
            Inner::Sqlite {
                writer,
                readers: None,
                ..
            } => writer.run(work).await,
            Inner::Postgres { pool, .. } => {
                let connection = pool.acquire().await;
                let connection =
                    connection.map_err(|error| StoreError::of("(connection)", error))?;
                work(&mut Tx::new(Link::Bare(connection), self.memory.clone())).await
            }
        }
    }

    /// Does one atomic unit of work: all of it is written, or where it answers an error, nothing.
    ///
    /// On PostgreSQL the work may be done over when others change the same rows, so it must have no
    /// effect but on the transaction.
    ///
    /// # Errors
    /// Whatever the work answers, or that the database is away.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite { writer, .. } => writer.run(work).await,
            Inner::Postgres { pool, .. } => postgres::write(pool, &self.memory, &work).await,
        }
    }

    /// Whether the database answers and its tables are of this program's version; for readiness.
    ///
    /// # Errors
    /// That it does not, or [`StoreError::Migration`].
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.read(|tx| schema::is_current(tx).boxed()).await
    }

    /// How busy the one writer of a SQLite database is; PostgreSQL has none.
    pub fn writer_figures(&self) -> Option<WriterFigures> {
        match &*self.inner {
            Inner::Sqlite { writer, .. } => Some(writer.figures()),
            Inner::Postgres { .. } => None,
        }
    }

    /// How often the facts about places that something asked for were remembered, and how often they were read anew.
    pub fn memory_figures(&self) -> (u64, u64) {
        self.memory.figures()
    }

    /// Prepares every statement there is, without running any, and tells how many.
    ///
    /// # Errors
    /// The first statement that does not fit the tables.
    pub async fn prepare_all(&self) -> Result<usize, StoreError> {
        use sqlx::{Executor, SqlSafeStr};
        let mut prepared = 0;
        for statement in statement::all() {
            let text = statement.text(self.engine());
            let done = match &*self.inner {
                _ if text.is_empty() => continue,
                Inner::Sqlite { plans, .. } if statement.table == "kept_plans" => {
                    plans.glance(|tx| tx.prepare(statement).boxed()).await
                }
                Inner::Sqlite {
                    readers: Some(readers),
                    ..
                } => readers.glance(|tx| tx.prepare(statement).boxed()).await,
                Inner::Sqlite { readers: None, .. } => Ok(()),
                Inner::Postgres { pool, .. } => pool
                    .prepare(text.into_sql_str())
                    .await
                    .map(drop)
                    .map_err(|error| StoreError::of(statement.name, error)),
            };
            done?;
            prepared += 1;
        }
        Ok(prepared)
    }

    /// Finishes what is queued, writes the log back and closes every connection.
    pub async fn close(&self) {
        if let Err(error) = kept_plans::write(self).await {
            tracing::warn!(%error, "plans could not be kept");
        }
        match &*self.inner {
            Inner::Sqlite {
                writer,
                readers,
                plans,
            } => {
                if let Some(readers) = readers {
                    readers.close().await;
                }
                plans.close().await;
                writer.close().await;
            }
            Inner::Postgres { pool, plans } => {
                plans.close().await;
                pool.close().await;
            }
        }
    }

    /// Plans that wait to be written.
    pub(crate) fn waiting(&self) -> &Waiting {
        &self.waiting
    }

    /// A transaction on the plans that are kept for a while, outside the durable path.
    pub(crate) async fn on_plans<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
        T: Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite { plans, .. } => plans.run(work).await,
            Inner::Postgres { plans, .. } => {
                let away = |error| StoreError::of("kept_plans", error);
                let begun = plans.begin().await.map_err(away)?;
                let mut tx = Tx::new(Link::Postgres(begun), self.memory.clone());
                let value = work(&mut tx).await?;
                tx.commit().await?;
                Ok(value)
            }
        }
    }
}

impl Tx {
    /// Ends a transaction of its own well.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self.link {
            Link::Sqlite(_) | Link::Bare(_) => Ok(()),
            Link::Gone => Err(StoreError::Unavailable(
                "the transaction could not begin".into(),
            )),
            Link::Postgres(transaction) => transaction
                .commit()
                .await
                .map_err(|error| StoreError::of("(transaction)", error)),
        }
    }
}

/// A database's address as it can be shown: without the password, and without the query, which may name one too.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let rest = rest.split_once('?').map_or(rest, |(before, _)| before);
    match rest.rsplit_once('@') {
        Some((user, place)) => {
            let user = user.split_once(':').map_or(user, |(name, _)| name);
            format!("{scheme}://{user}@{place}")
        }
        None => format!("{scheme}://{rest}"),
    }
}

/// Keeps the unwinding of a broken unit of work from its neighbours.
pub(crate) async fn caught<T>(work: impl Future<Output = T>) -> Option<T> {
    AssertUnwindSafe(work).catch_unwind().await.ok()
}
