//! What can go wrong between us and a database. "Not there" is no error: it is `Ok(None)`.
//!
//! To add a fault, add a variant here and let the one place that sees it first make it.

use rehome_domain::content::ContentFault;
use std::sync::Arc;

fn all_of(faults: &[ContentFault]) -> String {
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    faults.join("; ")
}

/// A fault of the store. Nothing of the unit of work it comes from has been written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused a statement.
    #[error("the database refused a statement on {table}: {source}")]
    Driver {
        /// The table the statement is about.
        table: &'static str,
        /// What the driver says.
        source: Arc<dyn std::error::Error + Send + Sync>,
    },
    /// The database cannot be reached, is full, or answers too slowly; trying again later may help.
    #[error("the database is away: {0}")]
    Unavailable(Arc<str>),
    /// Two units of work stood in each other's way; the store has tried again a few times already.
    #[error("the same rows were changed at the same time; try again")]
    Contended,
    /// A row holds what no row should hold.
    #[error("{table}, row {row:?}: column {column} holds no legal value; restore it from a backup")]
    InconsistentRow {
        /// The table.
        table: &'static str,
        /// The column.
        column: String,
        /// The key of the row.
        row: String,
    },
    /// A change found other rows than it names: somebody was faster.
    #[error("{expected} rows were to change, {actual} did")]
    RowsAffected {
        /// How many rows the change names.
        expected: u64,
        /// How many it found.
        actual: u64,
    },
    /// Something with that key is there already.
    #[error("{table}: {key} is there already")]
    AlreadyExists {
        /// The table.
        table: &'static str,
        /// The key, or the constraint that says so.
        key: String,
    },
    /// Something refers to what is not there.
    #[error("{table}: refers to something that is not there ({key})")]
    Dangling {
        /// The table.
        table: &'static str,
        /// The constraint that says so.
        key: String,
    },
    /// A directory's accounts and what their people own do not fit together.
    #[error("{}", all_of(.0))]
    Faulty(Arc<[ContentFault]>),
    /// The caller does not hold the authority for what it asks.
    #[error("the authority is for another move")]
    OtherAuthority,
    /// The unit of work ended in a panic; it was rolled back.
    #[error("a unit of work broke off")]
    Panicked,
    /// The address of the database cannot be used.
    #[error(
        "{url:?} is no address of a database: {reason}; write sqlite:PATH or postgres://USER@HOST/NAME"
    )]
    Address {
        /// What was given.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// The tables could not be brought to the version this program needs.
    #[error("cannot bring the database to this program's version: {0}")]
    Migration(Arc<str>),
}

impl StoreError {
    /// Sorts an error of SQLite by what can be done about it.
    pub(crate) fn of_sqlite(table: &'static str, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        use rusqlite::ffi;
        if let rusqlite::Error::SqliteFailure(fault, message) = &error {
            let key = message.clone().unwrap_or_else(|| error.to_string());
            match (fault.code, fault.extended_code) {
                (
                    ErrorCode::DatabaseBusy
                    | ErrorCode::DiskFull
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::CannotOpen,
                    _,
                ) => return Self::Unavailable(key.into()),
                (
                    _,
                    ffi::SQLITE_CONSTRAINT_UNIQUE
                    | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                    | ffi::SQLITE_CONSTRAINT_ROWID,
                ) => return Self::AlreadyExists { table, key },
                (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => return Self::Dangling { table, key },
                _ => {}
            }
        }
        Self::Driver {
            table,
            source: Arc::new(error),
        }
    }

    /// Sorts an error of PostgreSQL's driver by what can be done about it.
    pub(crate) fn of(table: &'static str, error: sqlx::Error) -> Self {
        use sqlx::error::ErrorKind;
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => return Self::Unavailable(error.to_string().into()),
            sqlx::Error::Database(fault) => {
                let code = fault.code().unwrap_or_default();
                // PostgreSQL: serialization failure, deadlock.
                if matches!(code.as_ref(), "40001" | "40P01") {
                    return Self::Contended;
                }
                // Ours, from `refuse_rows`.
                if code == "RH409"
                    && let Some((expected, actual)) = fault.message().split_once(' ')
                    && let (Ok(expected), Ok(actual)) = (expected.parse::<i64>(), actual.parse())
                {
                    return Self::RowsAffected {
                        expected: expected.unsigned_abs(),
                        actual: i64::max(actual, 0).unsigned_abs(),
                    };
                }
                // PostgreSQL: connection and operator's classes, too many connections, disk full, a lock not had in time.
                let is_away = code.starts_with("08")
                    || code.starts_with("57P")
                    || matches!(code.as_ref(), "53100" | "53300" | "55P03");
                if is_away {
                    return Self::Unavailable(fault.message().into());
                }
                let key = || {
                    fault
                        .constraint()
                        .map_or_else(|| fault.message().to_owned(), str::to_owned)
                };
                match fault.kind() {
                    ErrorKind::UniqueViolation => return Self::AlreadyExists { table, key: key() },
                    ErrorKind::ForeignKeyViolation => return Self::Dangling { table, key: key() },
                    _ => {}
                }
            }
            _ => {}
        }
        Self::Driver {
            table,
            source: Arc::new(error),
        }
    }

    /// Whether somebody else was faster, so that the work may be tried again on what there is now.
    pub fn is_contended(&self) -> bool {
        matches!(self, Self::Contended | Self::RowsAffected { .. })
    }
}
