//! Everything a database holds, read past the store: every column of every table that its catalogue knows.
//!
//! For tests of what must not be anywhere. A new table is read without being named here.

use crate::databases::Database;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Map, Value};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection as _, Row};
use std::collections::BTreeMap;

/// A row, by column; texts that hold JSON are that JSON.
pub type StoredRow = Map<String, Value>;

/// The rows of every table, by its name; a table without rows is there too.
pub type StoredTables = BTreeMap<String, Vec<StoredRow>>;

impl Database {
    /// Everything that is stored.
    pub async fn tables(&self) -> StoredTables {
        match self.url.strip_prefix("sqlite:") {
            Some(path) => of_sqlite(path),
            None => of_postgres(&self.url).await,
        }
    }

    /// The columns that refer to people, as `table.column`, by the catalogue.
    pub async fn columns_of_people(&self) -> Vec<String> {
        match self.url.strip_prefix("sqlite:") {
            Some(path) => texts(
                &open(path),
                "SELECT DISTINCT t.name || '.' || f.\"from\" FROM sqlite_master t, pragma_foreign_key_list(t.name) f
                    WHERE t.type = 'table' AND f.\"table\" = 'users'
                UNION SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c
                    WHERE t.type = 'table' AND c.name = 'user_id' ORDER BY 1",
            ),
            None => {
                let mut connection = PgConnection::connect(&self.url).await.unwrap();
                let rows = sqlx::query(
                    "SELECT c.relname || '.' || a.attname FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (f.conkey)
                        WHERE f.contype = 'f' AND f.confrelid = 'users'::regclass
                    UNION SELECT table_name || '.' || column_name FROM information_schema.columns
                        WHERE table_schema = current_schema() AND column_name = 'user_id' ORDER BY 1",
                );
                let rows = rows.fetch_all(&mut connection).await.unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }
}

fn open(path: &str) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

fn of_sqlite(path: &str) -> StoredTables {
    const TABLES: &str =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let connection = open(path);
    let tables = texts(&connection, TABLES).into_iter();
    tables
        .map(|table| {
            let sql = format!("SELECT * FROM \"{table}\"");
            let mut statement = connection.prepare(&sql).unwrap();
            let names = statement.column_names().into_iter().map(str::to_owned);
            let names: Vec<String> = names.collect();
            let rows = statement.query_map([], |row| {
                let columns = names.iter().enumerate();
                Ok(columns
                    .map(|(at, name)| {
                        let value = match row.get_ref(at).unwrap() {
                            ValueRef::Null => Value::Null,
                            ValueRef::Integer(number) => Value::from(number),
                            ValueRef::Real(number) => Value::from(number),
                            ValueRef::Text(text) | ValueRef::Blob(text) => {
                                read(Value::from(String::from_utf8_lossy(text)))
                            }
                        };
                        (name.clone(), value)
                    })
                    .collect())
            });
            let rows = rows.unwrap().map(Result::unwrap).collect();
            (table, rows)
        })
        .collect()
}

async fn of_postgres(url: &str) -> StoredTables {
    const TABLES: &str = "SELECT table_name::TEXT FROM information_schema.tables \
        WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";
    let mut connection = PgConnection::connect(url).await.unwrap();
    let tables = sqlx::query(TABLES)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let mut all = StoredTables::new();
    for table in tables {
        let table: String = table.get(0);
        let sql = format!("SELECT row_to_json(t)::TEXT FROM \"{table}\" t");
        let rows = sqlx::query(AssertSqlSafe(sql));
        let rows = rows.fetch_all(&mut connection).await.unwrap();
        let rows = rows.iter().map(|row| {
            let text: String = row.get(0);
            let row: StoredRow = serde_json::from_str(&text).unwrap();
            row.into_iter().map(|(name, it)| (name, read(it))).collect()
        });
        all.insert(table, rows.collect());
    }
    all
}

/// A text that holds an object or a list as what it holds.
fn read(value: Value) -> Value {
    let held = value.as_str().filter(|text| text.starts_with(['{', '[']));
    match held.and_then(|text| serde_json::from_str(text).ok()) {
        Some(held) => held,
        None => value,
    }
}

/// The single values of a row as `(table.column.key, value)`: what says nothing is left out, places in lists are not
/// told apart.
pub fn values(table: &str, row: &StoredRow) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for (column, value) in row {
        gather(format!("{table}.{column}"), value, &mut found);
    }
    found
}

fn gather(path: String, value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Null => {}
        Value::Object(map) => {
            for (key, value) in map {
                gather(format!("{path}.{key}"), value, found);
            }
        }
        Value::Array(list) => {
            for value in list {
                gather(path.clone(), value, found);
            }
        }
        Value::String(text) if text.is_empty() => {}
        _ => found.push((path, value.clone())),
    }
}
