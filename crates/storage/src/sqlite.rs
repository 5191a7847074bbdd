//! One connection to a SQLite database, and how statements run on it: at once, on the thread at hand.
//!
//! SQLite is a library, so that whoever has a connection has the database; handing each statement to a thread
//! of its own would cost more than the statement (docs/decisions/0008). Which thread that is, is decided by
//! [`crate::writer`] and [`crate::readers`]. It knows no table.

use crate::error::StoreError;
use crate::schema::KEPT_PLANS;
use crate::statement::Statement;
use crate::store::Engine;
use crate::tx::Arg;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Most prepared statements a connection keeps.
const STATEMENTS_KEPT: usize = 256;
/// How long to wait for another process that holds the database, and how often to look whether it is free.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(1);

/// Where a database is.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    File(PathBuf),
    Memory,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Everything that must last.
    Write,
    /// Reading alone.
    Read,
    /// Writing the log back.
    Checkpoint,
    /// What may be lost when the machine fails.
    Passing,
}

/// An open connection.
pub(crate) struct Connected {
    connection: Connection,
    /// The columns of each statement, by where its text stands in the program.
    columns: HashMap<(usize, usize), Arc<[Box<str>]>>,
}

/// One row.
pub(crate) struct Row {
    columns: Arc<[Box<str>]>,
    values: Vec<Value>,
}

impl Row {
    pub(crate) fn get(&self, column: &str) -> Option<&Value> {
        let place = self.columns.iter().position(|name| **name == *column)?;
        self.values.get(place)
    }

    /// The first value, as it is shown.
    pub(crate) fn key(&self) -> Option<String> {
        match self.values.first()? {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

impl ToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Text(Some(text)) => ValueRef::Text(text.as_bytes()),
            Self::Int(Some(number)) => ValueRef::Integer(*number),
            Self::Text(None) | Self::Int(None) => ValueRef::Null,
        }))
    }
}

/// Waits for another process, told how often it did so already; false gives up.
///
/// WHY: SQLite's own way sleeps longer each time, and misses every gap that somebody at work leaves.
fn waits(times: i32) -> bool {
    std::thread::sleep(LOOK_EVERY);
    LOOK_EVERY.saturating_mul(times.unsigned_abs()) < PATIENCE
}

impl Connected {
    /// Opens a database; only who writes makes one where there is none.
    pub(crate) fn open(place: &Place, purpose: Purpose) -> Result<Self, rusqlite::Error> {
        let access = match purpose {
            Purpose::Write | Purpose::Passing => {
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
            }
            Purpose::Checkpoint => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Purpose::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = match place {
            Place::File(path) => Connection::open_with_flags(path, flags)?,
            Place::Memory => Connection::open_in_memory_with_flags(flags)?,
        };
        connection.busy_handler(Some(waits))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY")?;
        let is_file = matches!(place, Place::File(_));
        match purpose {
            // WHY: a checkpoint inside a commit stalls everybody; see `writer::checkpoints`.
            Purpose::Write if is_file => connection.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536",
            )?,
            // WHY: after each commit a reader takes every page for new; mapped ones cost no copy.
            Purpose::Read => connection
                .execute_batch("PRAGMA cache_size = -32768; PRAGMA mmap_size = 1073741824")?,
            Purpose::Passing if is_file => {
                connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF")?;
            }
            Purpose::Write | Purpose::Passing | Purpose::Checkpoint => {}
        }
        if purpose == Purpose::Passing {
            connection.execute_batch(KEPT_PLANS)?;
        }
        Ok(Self {
            connection,
            columns: HashMap::new(),
        })
    }

    /// The driver's connection, for what is no statement of ours.
    pub(crate) fn driver(&self) -> &Connection {
        &self.connection
    }

    /// Runs a statement and tells how many rows it changed.
    pub(crate) fn execute(
        &mut self,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<u64, rusqlite::Error> {
        let mut prepared = self
            .connection
            .prepare_cached(statement.text(Engine::Sqlite))?;
        bind(&mut prepared, args)?;
        let mut rows = prepared.raw_query();
        while rows.next()?.is_some() {}
        drop(rows);
        Ok(self.connection.changes())
    }

    /// The rows of a statement.
    pub(crate) fn fetch(
        &mut self,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<Vec<Row>, rusqlite::Error> {
        let text = statement.text(Engine::Sqlite);
        let mut prepared = self.connection.prepare_cached(text)?;
        bind(&mut prepared, args)?;
        let columns = self
            .columns
            .entry((text.as_ptr().addr(), text.len()))
            .or_insert_with(|| prepared.column_names().into_iter().map(Box::from).collect())
            .clone();
        let mut rows = prepared.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let mut values = Vec::with_capacity(columns.len());
            for place in 0..columns.len() {
                values.push(row.get_ref(place)?.try_into()?);
            }
            found.push(Row {
                columns: columns.clone(),
                values,
            });
        }
        Ok(found)
    }

    /// Runs a bare command: the beginning and end of transactions and savepoints, a checkpoint (which answers with a row).
    pub(crate) fn command(&mut self, text: &'static str) -> Result<(), StoreError> {
        let run = || {
            let mut prepared = self.connection.prepare_cached(text)?;
            let mut rows = prepared.raw_query();
            while rows.next()?.is_some() {}
            Ok(())
        };
        run().map_err(|error| StoreError::of_sqlite("(transaction)", error))
    }

    /// Ends whatever is begun without keeping it.
    pub(crate) fn roll_back(&mut self) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.command("ROLLBACK")
        {
            tracing::error!(%error, "a transaction could not be rolled back");
        }
    }
}

/// WHY by name: to SQLite `$2` is a name like any, numbered by where it first stands.
fn bind(prepared: &mut rusqlite::Statement<'_>, args: &[Arg<'_>]) -> Result<(), rusqlite::Error> {
    for place in 1..=prepared.parameter_count() {
        let number = prepared
            .parameter_name(place)
            .and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let arg = number.and_then(|number| args.get(number.checked_sub(1)?));
        let arg = arg.ok_or(rusqlite::Error::InvalidParameterCount(
            args.len(),
            prepared.parameter_count(),
        ))?;
        prepared.raw_bind_parameter(place, arg)?;
    }
    Ok(())
}

/// A file beside another, by what is added to its name.
pub(crate) fn beside(path: &Path, added: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(added);
    beside.into()
}
