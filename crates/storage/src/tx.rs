//! One transaction on either engine: what every other module of this crate works with.
//!
//! Owns how arguments go in and rows come out. It knows no table. The driver's types end here.

use crate::error::StoreError;
use crate::receipt::Receipt;
use crate::statement::Statement;
use crate::store::Engine;
use rehome_domain::time::{Day, Timestamp};
use sqlx::postgres::{PgArguments, PgRow, Postgres};
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Row, Transaction};
use std::borrow::Cow;

/// A transaction. What it does counts once the unit of work it was handed to ends well.
pub struct Tx {
    pub(crate) link: Link,
    /// Somebody else changed the same rows; the unit of work may be tried again.
    pub(crate) is_contended: bool,
    /// Rows nothing waits for; see [`crate::receipt`].
    pub(crate) receipt: Receipt,
}

pub(crate) enum Link {
    Writer(SqliteConnection),
    Reader(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
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
ids_are_args!(OrganizationCode UserId RoleId PositionId GroupId AttributeId MoveId);

/// The arguments of a statement, each by its own conversion into [`Arg`].
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::tx::Arg::from($value)),*] };
}
pub(crate) use args;

/// The rows of a statement as the driver hands them over.
enum Fetched {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

/// One row, read by column name.
pub(crate) struct Record {
    table: &'static str,
    row: Driven,
}

enum Driven {
    Sqlite(SqliteRow),
    Postgres(PgRow),
    /// One of the rows that SQLite gathered, with the names of its columns.
    Gathered(&'static [&'static str], Vec<serde_json::Value>),
}

impl Record {
    /// A text that may be missing.
    pub(crate) fn opt_text(&self, column: &str) -> Result<Option<&str>, StoreError> {
        let value = match &self.row {
            Driven::Sqlite(row) => row.try_get(column).ok(),
            Driven::Postgres(row) => row.try_get(column).ok(),
            Driven::Gathered(columns, values) => match gathered(columns, values, column) {
                Some(serde_json::Value::String(text)) => Some(Some(text.as_str())),
                Some(serde_json::Value::Null) => Some(None),
                _ => None,
            },
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
            Driven::Sqlite(row) => row.try_get(column).ok(),
            Driven::Postgres(row) => row.try_get(column).ok(),
            Driven::Gathered(columns, values) => match gathered(columns, values, column) {
                Some(serde_json::Value::Null) => Some(None),
                Some(value) => value.as_i64().map(Some),
                None => None,
            },
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
            Driven::Sqlite(row) => row.try_get(0).ok(),
            Driven::Postgres(row) => row.try_get(0).ok(),
            Driven::Gathered(_, values) => values.first().map(serde_json::Value::to_string),
        };
        StoreError::InconsistentRow {
            table: self.table,
            column: column.to_owned(),
            row: key.unwrap_or_default(),
        }
    }
}

/// The value of a column among those that were gathered.
fn gathered<'v>(
    columns: &[&str],
    values: &'v [serde_json::Value],
    column: &str,
) -> Option<&'v serde_json::Value> {
    let place = columns.iter().position(|name| *name == column)?;
    values.get(place)
}

/// The rows that SQLite gathered into one.
fn apart(statement: &Statement, rows: &[SqliteRow]) -> Result<Vec<Record>, StoreError> {
    let table = statement.table;
    let broken = || StoreError::InconsistentRow {
        table,
        column: "rows".to_owned(),
        row: statement.name.to_owned(),
    };
    let text: &str = rows
        .first()
        .and_then(|row| row.try_get(0).ok())
        .ok_or_else(broken)?;
    let rows: Vec<Vec<serde_json::Value>> = serde_json::from_str(text).map_err(|_| broken())?;
    Ok(rows
        .into_iter()
        .map(|values| Record {
            table,
            row: Driven::Gathered(statement.gathered, values),
        })
        .collect())
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

fn on_sqlite<'q>(statement: &Statement, args: &'q [Arg<'q>]) -> Query<'q, Sqlite, SqliteArguments> {
    let query = sqlx::query(statement.text(Engine::Sqlite));
    args.iter().fold(query, |query, arg| match arg {
        Arg::Text(text) => query.bind(text.as_deref()),
        Arg::Int(number) => query.bind(*number),
    })
}

fn on_postgres<'q>(statement: &Statement, args: &'q [Arg<'q>]) -> Query<'q, Postgres, PgArguments> {
    let query = sqlx::query(statement.text(Engine::Postgres));
    args.iter().fold(query, |query, arg| match arg {
        Arg::Text(text) => query.bind(text.as_deref()),
        Arg::Int(number) => query.bind(*number),
    })
}

impl Tx {
    pub(crate) fn new(link: Link) -> Self {
        Self {
            link,
            is_contended: false,
            receipt: Receipt::default(),
        }
    }

    /// The engine below.
    pub fn engine(&self) -> Engine {
        match self.link {
            Link::Writer(_) | Link::Reader(_) => Engine::Sqlite,
            Link::Postgres(_) => Engine::Postgres,
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

    /// Runs a statement that comes before what waits to be written, and tells how many rows it changed.
    pub(crate) async fn change(
        &mut self,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<u64, StoreError> {
        let changed = match &mut self.link {
            Link::Writer(connection) => on_sqlite(statement, args)
                .execute(connection)
                .await
                .map(|done| done.rows_affected()),
            Link::Reader(transaction) => on_sqlite(statement, args)
                .execute(&mut **transaction)
                .await
                .map(|done| done.rows_affected()),
            Link::Postgres(transaction) => on_postgres(statement, args)
                .execute(&mut **transaction)
                .await
                .map(|done| done.rows_affected()),
        };
        changed.map_err(|error| self.fault(statement, error))
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
        let rows = match &mut self.link {
            Link::Writer(connection) => on_sqlite(statement, args)
                .fetch_all(connection)
                .await
                .map(Fetched::Sqlite),
            Link::Reader(transaction) => on_sqlite(statement, args)
                .fetch_all(&mut **transaction)
                .await
                .map(Fetched::Sqlite),
            Link::Postgres(transaction) => on_postgres(statement, args)
                .fetch_all(&mut **transaction)
                .await
                .map(Fetched::Postgres),
        };
        let record = |row| Record { table, row };
        match rows.map_err(|error| self.fault(statement, error))? {
            Fetched::Sqlite(rows) if !statement.gathered.is_empty() => apart(statement, &rows),
            Fetched::Sqlite(rows) => Ok(rows.into_iter().map(Driven::Sqlite).map(record).collect()),
            Fetched::Postgres(rows) => {
                Ok(rows.into_iter().map(Driven::Postgres).map(record).collect())
            }
        }
    }

    /// The first row of a statement, if it has any.
    pub(crate) async fn one(
        &mut self,
        statement: &Statement,
        args: &[Arg<'_>],
    ) -> Result<Option<Record>, StoreError> {
        Ok(self.rows(statement, args).await?.into_iter().next())
    }

    /// Runs a bare command: the beginning and end of transactions and savepoints.
    pub(crate) async fn command(&mut self, text: &'static str) -> Result<(), StoreError> {
        let statement = Statement::new("(transaction)", "command", [text, text]);
        self.execute(&statement, &[]).await.map(drop)
    }

    fn fault(&mut self, statement: &Statement, error: sqlx::Error) -> StoreError {
        let fault = StoreError::of(statement.table, error);
        self.is_contended |= fault.is_contended();
        fault
    }
}
