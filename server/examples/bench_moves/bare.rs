//! What the same durability costs without us: a transaction of as many rows, straight through the driver.

use crate::figures::Figures;
use crate::ground::{Engine, Ground};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection};
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// About as wide as a row of the ledger.
const BODY: usize = 400;
const PEOPLE: usize = 10_000;

/// What all tables hold: how often each row occurs, by a hash of its text.
pub(crate) type Contents = BTreeMap<String, HashMap<u64, i64>>;

/// Reads what all tables hold.
pub(crate) async fn contents(url: &str) -> Contents {
    let mut whole = Contents::new();
    if url.starts_with("sqlite:") {
        let mut connection = sqlite(url).await;
        let tables = "SELECT m.name, group_concat('quote(\"' || c.name || '\")', ' || ') FROM sqlite_master m, \
                      pragma_table_info(m.name) c WHERE m.type = 'table' GROUP BY m.name";
        for table in connection.fetch_all(tables).await.unwrap() {
            let (name, columns): (String, String) = (table.get(0), table.get(1));
            let rows = format!("SELECT {columns} FROM \"{name}\"");
            let rows = connection.fetch_all(AssertSqlSafe(rows)).await.unwrap();
            whole.insert(name, counted(rows.iter().map(|row| row.get(0))));
        }
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
        for table in connection.fetch_all(tables).await.unwrap() {
            let name: String = table.get(0);
            let rows = format!("SELECT t::text FROM \"{name}\" t");
            let rows = connection.fetch_all(AssertSqlSafe(rows)).await.unwrap();
            whole.insert(name, counted(rows.iter().map(|row| row.get(0))));
        }
    }
    whole
}

fn counted(rows: impl Iterator<Item = String>) -> HashMap<u64, i64> {
    let mut counts = HashMap::new();
    for row in rows {
        let mut hasher = DefaultHasher::new();
        row.hash(&mut hasher);
        *counts.entry(hasher.finish()).or_default() += 1;
    }
    counts
}

/// How many rows were written at least from one moment to the next: added, changed or taken away.
pub(crate) fn written(before: &Contents, after: &Contents) -> usize {
    let none = HashMap::new();
    let of_table = |(name, now): (&String, &HashMap<u64, i64>)| {
        let then = before.get(name).unwrap_or(&none);
        let more = |these: &HashMap<u64, i64>, than: &HashMap<u64, i64>| -> i64 {
            let surplus = |(row, count): (&u64, &i64)| count - than.get(row).unwrap_or(&0);
            these.iter().map(surplus).filter(|it| *it > 0).sum()
        };
        // A row that was changed is gone as it was and there as it is.
        more(now, then).max(more(then, now)) as usize
    };
    after.iter().map(of_table).sum()
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
