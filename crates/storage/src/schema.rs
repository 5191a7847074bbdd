//! The tables, and how a database comes to have them.
//!
//! Each migration is one file in `migrations/`, for both engines. PostgreSQL gets three things in
//! another way: lines after `--postgres:` are run (they are comments to SQLite), texts compare byte by byte,
//! and there is no `WITHOUT ROWID`. To change a table, add a file with the next number and a row to
//! [`MIGRATIONS`]; a file that was released never changes.

use crate::error::StoreError;
use crate::statement::statements;
use crate::store::Engine;
use crate::tx::Tx;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, SqlSafeStr};

const MIGRATIONS: &[(i64, &str, &str)] = &[(
    1,
    "directory",
    include_str!("../migrations/0001_directory.sql"),
)];

statements! {
    VERSION "_sqlx_migrations": "SELECT 'all' AS scope, max(version) AS version FROM _sqlx_migrations WHERE success";
}

/// Whether the tables are of this program's version: another server may have brought them further.
pub(crate) async fn is_current(tx: &mut Tx) -> Result<(), StoreError> {
    let found = match tx.one(&VERSION, &[]).await? {
        Some(record) => record.opt_int("version")?,
        None => None,
    };
    let known = MIGRATIONS.last().map(|(number, ..)| *number);
    if found == known {
        return Ok(());
    }
    Err(StoreError::Migration(
        format!("its tables are of version {found:?}, this program knows {known:?}").into(),
    ))
}

/// Plans that are kept for a while live in a file of their own on SQLite.
pub(crate) const KEPT_PLANS: &str = "
    CREATE TABLE IF NOT EXISTS kept_plans (
        actor TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL, kept_at BIGINT NOT NULL, PRIMARY KEY (actor, digest));
    CREATE INDEX IF NOT EXISTS kept_plans_by_age ON kept_plans (kept_at)";

fn text_for(engine: Engine, text: &str) -> String {
    match engine {
        Engine::Sqlite => text.to_owned(),
        Engine::Postgres => {
            let lines = text
                .lines()
                .map(|line| match line.strip_prefix("--postgres:") {
                    Some(own) if own.trim_start().starts_with("CREATE UNLOGGED") => {
                        with_collation(own)
                    }
                    Some(own) => own.to_owned(),
                    None if line.trim_start().starts_with("--") => String::new(),
                    None => with_collation(line).replace(") WITHOUT ROWID;", ");"),
                });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

fn with_collation(line: &str) -> String {
    line.replace(" TEXT", " TEXT COLLATE \"C\"")
}

fn migrator(engine: Engine) -> Migrator {
    let migration = |(version, name, text): &(i64, &'static str, &str)| {
        let text = AssertSqlSafe(text_for(engine, text)).into_sql_str();
        Migration::new(*version, (*name).into(), MigrationType::Simple, text, false)
    };
    Migrator::with_migrations(MIGRATIONS.iter().map(migration).collect())
}

fn fault(error: sqlx::migrate::MigrateError) -> StoreError {
    StoreError::Migration(error.to_string().into())
}

pub(crate) async fn migrate_sqlite(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    migrator(Engine::Sqlite)
        .run_direct(None, connection, false)
        .await
        .map_err(fault)
}

pub(crate) async fn migrate_postgres(pool: &PgPool) -> Result<(), StoreError> {
    let refused = |error| StoreError::of("(schema)", error);
    // An address may name a schema of its own (`?options[search_path]=NAME`); it is made where it is missing.
    let (current, wanted): (Option<String>, String) =
        sqlx::query_as("SELECT current_schema(), current_setting('search_path')")
            .fetch_one(pool)
            .await
            .map_err(refused)?;
    if current.is_none() {
        let name = wanted.trim_matches('"').replace('"', "");
        let create = format!("CREATE SCHEMA IF NOT EXISTS \"{name}\"");
        sqlx::raw_sql(AssertSqlSafe(create))
            .execute(pool)
            .await
            .map_err(refused)?;
    }
    migrator(Engine::Postgres).run(pool).await.map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_gets_its_own_lines_and_byte_order() {
        let text = text_for(
            Engine::Postgres,
            "-- what it is\n--postgres: SELECT 1;\nCREATE TABLE t (a TEXT NOT NULL) WITHOUT ROWID;",
        );
        assert_eq!(
            text,
            "\n SELECT 1;\nCREATE TABLE t (a TEXT COLLATE \"C\" NOT NULL) ;".replace(" ;", ";")
        );
    }

    #[test]
    fn migrations_are_numbered_without_gaps() {
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|(number, ..)| *number).collect();
        assert_eq!(numbers, (1..).take(numbers.len()).collect::<Vec<i64>>());
    }
}
