//! What the same durability costs without us: a transaction of as many rows, straight through the driver.

use crate::figures::Figures;
use crate::ground::{Engine, Ground};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// About as wide as a row of the ledger.
const BODY: usize = 400;
const PEOPLE: usize = 10_000;

/// How many rows all tables hold.
pub(crate) async fn rows(url: &str) -> i64 {
    let mut whole = 0;
    if url.starts_with("sqlite:") {
        let mut connection = sqlite(url).await;
        let tables = sqlx::query("SELECT name FROM sqlite_master WHERE type = 'table'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
        for table in tables {
            let count = format!("SELECT count(*) FROM \"{}\"", table.get::<String, _>(0));
            whole += sqlx::query(AssertSqlSafe(count))
                .fetch_one(&mut connection)
                .await
                .unwrap()
                .get::<i64, _>(0);
        }
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let tables =
            sqlx::query("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
                .fetch_all(&mut connection)
                .await
                .unwrap();
        for table in tables {
            let count = format!("SELECT count(*) FROM \"{}\"", table.get::<String, _>(0));
            whole += sqlx::query(AssertSqlSafe(count))
                .fetch_one(&mut connection)
                .await
                .unwrap()
                .get::<i64, _>(0);
        }
    }
    whole
}

async fn sqlite(url: &str) -> SqliteConnection {
    let options = SqliteConnectOptions::from_str(url)
        .unwrap()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(60));
    SqliteConnection::connect_with(&options).await.unwrap()
}

const TABLES: [&str; 2] = [
    "CREATE TABLE people (id TEXT PRIMARY KEY, home TEXT NOT NULL, revision BIGINT NOT NULL)",
    "CREATE TABLE written (id TEXT PRIMARY KEY, person TEXT NOT NULL, body TEXT NOT NULL)",
];
const INDEX: &str = "CREATE INDEX written_by_person ON written (person, id)";
const UPDATE: &str = "UPDATE people SET home = $2, revision = revision + 1 WHERE id = $1";
const INSERT: &str = "INSERT INTO written (id, person, body) VALUES ($1, $2, $3)";

/// So many transactions by each of so many clients; each changes one row and adds the others.
pub(crate) async fn measured(
    engine: &Engine,
    rows: usize,
    clients: usize,
    transactions: usize,
) -> Figures {
    let ground = Ground::new(engine).await;
    prepare(engine, &ground.url).await;
    let started = Instant::now();
    let mut tasks = Vec::new();
    for client in 0..clients {
        let (engine, url) = (engine.clone(), ground.url.clone());
        tasks.push(tokio::spawn(async move {
            let first = client * transactions;
            match engine {
                Engine::Sqlite => on_sqlite(&url, rows, first, transactions).await,
                Engine::Postgres(_) => on_postgres(&url, rows, first, transactions).await,
            }
        }));
    }
    let mut each = Vec::new();
    for task in tasks {
        each.extend(task.await.unwrap());
    }
    Figures {
        each,
        whole: started.elapsed(),
    }
}

async fn prepare(engine: &Engine, url: &str) {
    let people = (0..PEOPLE)
        .map(|number| format!("('u{number}', 'o{}', 1)", number % 100))
        .collect::<Vec<_>>();
    let insert = format!(
        "INSERT INTO people (id, home, revision) VALUES {}",
        people.join(",")
    );
    match engine {
        Engine::Sqlite => {
            let mut connection = sqlite(url).await;
            for statement in TABLES.into_iter().chain([INDEX]) {
                connection.execute(statement).await.unwrap();
            }
            connection.execute(AssertSqlSafe(insert)).await.unwrap();
            connection.close().await.unwrap();
        }
        Engine::Postgres(_) => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            for statement in TABLES.into_iter().chain([INDEX]) {
                connection.execute(statement).await.unwrap();
            }
            connection.execute(AssertSqlSafe(insert)).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

async fn on_sqlite(url: &str, rows: usize, first: usize, transactions: usize) -> Vec<Duration> {
    let mut connection = sqlite(url).await;
    let mut each = Vec::with_capacity(transactions);
    for number in first..first + transactions {
        let (person, body) = (format!("u{number}"), "x".repeat(BODY));
        let begun = Instant::now();
        let mut tx = connection.begin_with("BEGIN IMMEDIATE").await.unwrap();
        sqlx::query(UPDATE)
            .bind(&person)
            .bind("elsewhere")
            .execute(&mut *tx)
            .await
            .unwrap();
        for row in 1..rows {
            sqlx::query(INSERT)
                .bind(format!("{number}-{row}"))
                .bind(&person)
                .bind(&body)
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        each.push(begun.elapsed());
    }
    each
}

/// With the fewest round trips: everything in one statement, the rows as arrays.
async fn on_postgres(url: &str, rows: usize, first: usize, transactions: usize) -> Vec<Duration> {
    const ALL: &str = "WITH moved AS (UPDATE people SET home = $2, revision = revision + 1 WHERE id = $1) \
                       INSERT INTO written (id, person, body) SELECT id, $1, body FROM unnest($3::text[], $4::text[]) AS t (id, body)";
    let mut connection = PgConnection::connect(url).await.unwrap();
    let mut each = Vec::with_capacity(transactions);
    for number in first..first + transactions {
        let ids: Vec<String> = (1..rows).map(|row| format!("{number}-{row}")).collect();
        let bodies: Vec<String> = (1..rows).map(|_| "x".repeat(BODY)).collect();
        let begun = Instant::now();
        sqlx::query(ALL)
            .bind(format!("u{number}"))
            .bind("elsewhere")
            .bind(ids)
            .bind(bodies)
            .execute(&mut connection)
            .await
            .unwrap();
        each.push(begun.elapsed());
    }
    each
}
