//! One transaction on either engine: what every other module of this crate works with.
//!
//! Owns how arguments go in and rows come out. It knows no table. The driver's types end here.

use crate::error::StoreError;
use crate::memory::Memory;
use crate::receipt::Receipt;
use crate::sqlite::{self, Connected};
use crate::statement::Statement;
use crate::store::Engine;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationKind;
use rehome_domain::time::{Day, Timestamp};
use rusqlite::types::Value;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnection, PgRow, Postgres};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Row, Transaction};
use std::borrow::Cow;
use std::sync::Arc;

/// A transaction. What it does counts once the unit of work it was handed to ends well.
pub struct Tx {
    pub(crate) link: Link,
    /// Somebody else changed the same rows; the unit of work may be tried again.
    pub(crate) is_contended: bool,
    /// The unit of work is to be done again from its start, with every move held off.
    pub(crate) wants_alone: bool,
    is_alone: bool,
    has_run: bool,
    /// Rows nothing waits for; see [`crate::receipt`].
    pub(crate) receipt: Receipt,
    memory: Arc<Memory>,
}

pub(crate) enum Link {
    Sqlite(Connected),
    Postgres(Transaction<'static, Postgres>),
    /// No transaction yet: one begins before the first statement that changes anything.
    Bare(PoolConnection<Postgres>),
    /// No connection any more: the transaction could not begin.
    Gone,
}

/// An argument of a statement.
#[derive(Clone, Debug)]
pub(crate) enum Arg<'a> {
    /// A text, or none.
    Text(Option<Cow<'a, str>>),
    /// A whole number, or none. Truth values are 1 and 0.
    Int(Option<i64>),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Some(Cow::Borrowed(text)))
    }
}
impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Some(Cow::Borrowed(text)))
    }
}
impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Some(Cow::Owned(text)))
    }
}
impl<'a> From<Option<&'a str>> for Arg<'a> {
    fn from(text: Option<&'a str>) -> Self {
        Self::Text(text.map(Cow::Borrowed))
    }
}
impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}
impl From<Option<i64>> for Arg<'_> {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}
impl From<bool> for Arg<'_> {
    fn from(truth: bool) -> Self {
        Self::Int(Some(i64::from(truth)))
    }
}
impl From<Timestamp> for Arg<'_> {
    fn from(at: Timestamp) -> Self {
        Self::Int(Some(at.0))
    }
}
macro_rules! ids_are_args {
    ($($name:ident)*) => {$(
        impl<'a> From<&'a rehome_domain::ids::$name> for Arg<'a> {
            fn from(id: &'a rehome_domain::ids::$name) -> Self {
                Self::from(id.as_str())
            }
        }
        impl<'a> From<Option<&'a rehome_domain::ids::$name>> for Arg<'a> {
            fn from(id: Option<&'a rehome_domain::ids::$name>) -> Self {
                Self::from(id.map(rehome_domain::ids::$name::as_str))
            }
        }
    )*};
}
/// The same arguments, kept for later.
pub(crate) fn owned(text: &str) -> Arg<'static> {
    Arg::Text(Some(Cow::Owned(text.to_owned())))
}
pub(crate) fn opt_owned(text: Option<&str>) -> Arg<'static> {
    Arg::Text(text.map(|text| Cow::Owned(text.to_owned())))
}
ids_are_args!(OrganizationCode UserId RoleId PositionId GroupId AttributeId MoveId FolderId ItemId ProfileId DropzoneId);

/// The arguments of a statement, each by its own conversion into [`Arg`].
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::tx::Arg::from($value)),*] };
}
pub(crate) use args;

/// One row, read by column name.
pub(crate) struct Record {
    table: &'static str,
    row: Driven,
}

enum Driven {
    Sqlite(sqlite::Row),
    Postgres(PgRow),
}

impl Record {
    /// A text that may be missing.
    pub(crate) fn opt_text(&self, column: &str) -> Result<Option<&str>, StoreError> {
        let value = match &self.row {
            Driven::Sqlite(row) => match row.get(column) {
                Some(Value::Text(text)) => Some(Some(text.as_str())),
                Some(Value::Null) => Some(None),
                _ => None,
            },
            Driven::Postgres(row) => row.try_get(column).ok(),
        };
        value.ok_or_else(|| self.inconsistent(column))
    }

    /// A text.
    pub(crate) fn text(&self, column: &str) -> Result<&str, StoreError> {
        self.opt_text(column)?
            .ok_or_else(|| self.inconsistent(column))
    }

    /// A number that may be missing.
    pub(crate) fn opt_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        let value = match &self.row {
            Driven::Sqlite(row) => match row.get(column) {
                Some(Value::Integer(number)) => Some(Some(*number)),
                Some(Value::Null) => Some(None),
                _ => None,
            },
            Driven::Postgres(row) => row.try_get(column).ok(),
        };
        value.ok_or_else(|| self.inconsistent(column))
    }

    /// A number.
    pub(crate) fn int(&self, column: &str) -> Result<i64, StoreError> {
        self.opt_int(column)?
            .ok_or_else(|| self.inconsistent(column))
    }

    /// A truth value.
    pub(crate) fn bool(&self, column: &str) -> Result<bool, StoreError> {
        match self.int(column)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.inconsistent(column)),
        }
    }

    /// A point in time.
    pub(crate) fn time(&self, column: &str) -> Result<Timestamp, StoreError> {
        self.int(column).map(Timestamp)
    }

    /// A day.
    pub(crate) fn day(&self, column: &str) -> Result<Day, StoreError> {
        i32::try_from(self.int(column)?)
            .map(Day)
            .map_err(|_| self.inconsistent(column))
    }

    /// A text turned into what it stands for.
    pub(crate) fn parsed<T>(
        &self,
        column: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        read(self.text(column)?).ok_or_else(|| self.inconsistent(column))
    }

    /// A text that holds JSON.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(
        &self,
        column: &str,
    ) -> Result<T, StoreError> {
        self.parsed(column, |text| serde_json::from_str(text).ok())
    }

    /// A text that holds JSON and may be missing.
    pub(crate) fn opt_json<T: serde::de::DeserializeOwned>(
        &self,
        column: &str,
    ) -> Result<Option<T>, StoreError> {
        match self.opt_text(column)? {
            None => Ok(None),
            Some(text) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| self.inconsistent(column)),
        }
    }

    /// The fault of a column; the row is named by its first column.
    pub(crate) fn inconsistent(&self, column: &str) -> StoreError {
        let key: Option<String> = match &self.row {
            Driven::Sqlite(row) => row.key(),
            Driven::Postgres(row) => row.try_get(0).ok(),
        };
        StoreError::InconsistentRow {
            table: self.table,
            column: column.to_owned(),
            row: key.unwrap_or_default(),
        }
    }
}

/// What is stored as JSON; the types that come here have nothing that JSON cannot hold.
pub(crate) fn json<T: serde::Serialize + ?Sized>(value: &T) -> String {
    // INVARIANT: string keys and no floats that are not numbers, so that encoding cannot fail.
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// A list of ids as `json_each` takes it: each in a list of its own, read with `value ->> 0`.
pub(crate) fn id_list<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let wrapped: Vec<[&str; 1]> = ids.into_iter().map(|id| [id]).collect();
    json(&wrapped)
}

fn on_postgres<'q>(statement: &Statement, args: &'q [Arg<'q>]) -> Query<'q, Postgres, PgArguments> {
    bound(sqlx::query(statement.text(Engine::Postgres)), args)
}

fn bound<'q>(
    query: Query<'q, Postgres, PgArguments>,
    args: &'q [Arg<'q>],
) -> Query<'q, Postgres, PgArguments> {
    args.iter().fold(query, |query, arg| match arg {
        Arg::Text(text) => query.bind(text.as_deref()),
        Arg::Int(number) => query.bind(*number),
    })
}

impl Tx {
    pub(crate) fn new(link: Link, memory: Arc<Memory>) -> Self {
        Self {
            link,
            memory,
            is_contended: false,
            wants_alone: false,
            is_alone: false,
            has_run: false,
            receipt: Receipt::default(),
        }
    }

    /// What is remembered of places.
    pub(crate) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The engine below.
    pub fn engine(&self) -> Engine {
        match self.link {
            Link::Sqlite(_) => Engine::Sqlite,
            Link::Postgres(_) | Link::Bare(_) | Link::Gone => Engine::Postgres,
        }
    }

    /// Runs a statement and tells how many rows it changed.
    pub(crate) async fn execute(
        &mut self,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<u64, StoreError> {
        self.write_receipt().await?;
        self.change(statement, args).await
    }

    /// Begins the transaction where there is none yet.
    ///
    /// WHY not at once: nothing that was read before is locked, so that a transaction would only cost round trips;
    /// whoever changes something names the revisions it rests on.
    pub(crate) async fn begin(&mut self) -> Result<(), StoreError> {
        if !matches!(self.link, Link::Bare(_)) {
            return Ok(());
        }
        if let Link::Bare(connection) = std::mem::replace(&mut self.link, Link::Gone) {
            let begun = Transaction::begin(connection, None).await;
            self.link =
                Link::Postgres(begun.map_err(|error| StoreError::of("(connection)", error))?);
        }
        Ok(())
    }

    /// Holds off every move, and every other unit that asks for this, from here to the end of the unit of work: for what
    /// rests on facts that no revision of a single record tells, such as that a name is free, that nobody stands on a position, or
    /// that another administrator stays. It costs nothing where it comes first; later the unit is done again from its start.
    /// On SQLite there is one writer at a time anyway.
    ///
    /// # Errors
    /// [`StoreError::Contended`] where the unit is to be done again, which [`crate::Store::write`] does;
    /// [`StoreError::Unavailable`] where others write for too long.
    pub async fn alone(&mut self) -> Result<(), StoreError> {
        if self.engine() == Engine::Sqlite || self.is_alone {
            return Ok(());
        }
        if self.has_run {
            self.wants_alone = true;
            return Err(StoreError::Contended);
        }
        self.begin().await?;
        // WHY a table: every move adds to it by the one statement that writes it, and a statement that waited for a table
        // sees what was committed meanwhile. So moves pay nothing for those who hold them off.
        const HOLD: &str = "SET LOCAL lock_timeout = '20s'; LOCK TABLE user_moves IN SHARE ROW EXCLUSIVE MODE; SET LOCAL lock_timeout = 0";
        self.script(HOLD).await?;
        self.is_alone = true;
        Ok(())
    }

    /// What is remembered of an organization's kind, for who may be wrong about it: a hint, asked of no database.
    pub fn remembered_kind(&self, code: &OrganizationCode) -> Option<OrganizationKind> {
        self.memory.kind(code)
    }

    /// Runs statements without arguments and answers; on PostgreSQL alone.
    pub(crate) async fn script(&mut self, text: &'static str) -> Result<(), StoreError> {
        if let Driver::Postgres(connection) = self.driver() {
            sqlx::raw_sql(text)
                .execute(connection)
                .await
                .map_err(|error| StoreError::of("(script)", error))?;
        }
        Ok(())
    }

    /// Runs a statement that comes before what waits to be written, and tells how many rows it changed.
    pub(crate) async fn change(
        &mut self,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<u64, StoreError> {
        if !statement.is_reading() {
            self.begin().await?;
        }
        self.has_run = true;
        let changed = match self.driver() {
            Driver::Sqlite(connected) => connected
                .execute(statement, args)
                .map_err(|error| StoreError::of_sqlite(statement.table, error)),
            Driver::Postgres(connection) => on_postgres(statement, args)
                .execute(connection)
                .await
                .map(|done| done.rows_affected())
                .map_err(|error| StoreError::of(statement.table, error)),
            Driver::Gone => Err(gone()),
        };
        changed.map_err(|fault| self.noted(fault))
    }

    /// Runs a statement that changes exactly this many rows.
    pub(crate) async fn expect(
        &mut self,
        expected: u64,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<(), StoreError> {
        let actual = self.execute(statement, args).await?;
        self.compare(expected, actual)
    }

    /// Holds a number of changed rows against the expected one.
    pub(crate) fn compare(&mut self, expected: u64, actual: u64) -> Result<(), StoreError> {
        if expected == actual {
            return Ok(());
        }
        self.is_contended = true;
        Err(StoreError::RowsAffected { expected, actual })
    }

    /// The rows of a statement.
    pub(crate) async fn rows(
        &mut self,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<Vec<Record>, StoreError> {
        self.write_receipt().await?;
        self.fetch(statement, args).await
    }

    /// The rows of a statement that comes before what waits to be written.
    pub(crate) async fn fetch(
        &mut self,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<Vec<Record>, StoreError> {
        let table = statement.table;
        if !statement.is_reading() {
            self.begin().await?;
        }
        self.has_run = true;
        let rows: Result<Vec<Driven>, StoreError> = match self.driver() {
            Driver::Sqlite(connected) => connected
                .fetch(statement, args)
                .map(|rows| rows.into_iter().map(Driven::Sqlite).collect())
                .map_err(|error| StoreError::of_sqlite(table, error)),
            Driver::Postgres(connection) => on_postgres(statement, args)
                .fetch_all(connection)
                .await
                .map(|rows| rows.into_iter().map(Driven::Postgres).collect())
                .map_err(|error| StoreError::of(table, error)),
            Driver::Gone => Err(gone()),
        };
        let rows = rows.map_err(|fault| self.noted(fault))?;
        Ok(rows.into_iter().map(|row| Record { table, row }).collect())
    }

    /// The first row of a statement, if it has any.
    pub(crate) async fn one(
        &mut self,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<Option<Record>, StoreError> {
        Ok(self.rows(statement, args).await?.into_iter().next())
    }

    /// The first row of a statement that was put together from others; on PostgreSQL alone.
    pub(crate) async fn composed(
        &mut self,
        table: &'static str,
        text: String,
        args: &[Arg<'_>],
    ) -> Result<Option<Record>, StoreError> {
        let Driver::Postgres(connection) = self.driver() else {
            return Ok(None);
        };
        let found = bound(sqlx::query(AssertSqlSafe(text)), args)
            .fetch_optional(connection)
            .await
            .map_err(|error| StoreError::of(table, error));
        let found = found.map_err(|fault| self.noted(fault))?;
        Ok(found.map(|row| Record {
            table,
            row: Driven::Postgres(row),
        }))
    }

    /// Holds a statement against the tables without running it; on SQLite alone.
    pub(crate) async fn prepare(&mut self, statement: &Statement) -> Result<(), StoreError> {
        match &self.link {
            Link::Sqlite(connected) => connected
                .driver()
                .prepare(statement.text(Engine::Sqlite))
                .map(drop)
                .map_err(|error| StoreError::of_sqlite(statement.name, error)),
            Link::Postgres(_) | Link::Bare(_) | Link::Gone => Ok(()),
        }
    }

    /// Runs a bare command on SQLite: the beginning and end of transactions and savepoints.
    pub(crate) async fn command(&mut self, text: &'static str) -> Result<(), StoreError> {
        self.write_receipt().await?;
        match &mut self.link {
            Link::Sqlite(connected) => connected.command(text),
            // INVARIANT: there a transaction begins and ends with its link; for anything else there is `script`.
            Link::Postgres(_) | Link::Bare(_) | Link::Gone => Ok(()),
        }
    }

    fn driver(&mut self) -> Driver<'_> {
        match &mut self.link {
            Link::Sqlite(connected) => Driver::Sqlite(connected),
            Link::Postgres(transaction) => Driver::Postgres(transaction),
            Link::Bare(connection) => Driver::Postgres(connection),
            Link::Gone => Driver::Gone,
        }
    }

    fn noted(&mut self, fault: StoreError) -> StoreError {
        self.is_contended |= fault.is_contended();
        fault
    }
}

fn gone() -> StoreError {
    StoreError::Unavailable("the transaction could not begin".into())
}

/// What a statement runs on.
enum Driver<'t> {
    Sqlite(&'t mut Connected),
    Postgres(&'t mut PgConnection),
    Gone,
}
