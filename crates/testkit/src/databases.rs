//! Throw-away databases: a fresh SQLite file each time, and a fresh schema of the PostgreSQL that
//! `REHOME_TEST_POSTGRES_URL` names.
//!
//! Schemas stay behind, so the variable must name a server that is itself thrown away (`cargo xtask test`
//! and `cargo xtask postgres` start one). Where it names none, tests run on SQLite alone.

use rehome_storage::{Store, StoreOptions};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

/// The variable that names a PostgreSQL for tests.
pub const VARIABLE: &str = "REHOME_TEST_POSTGRES_URL";

/// A fresh database. On SQLite its file goes with it.
pub struct Database {
    /// Its address.
    pub url: String,
    _folder: Option<TempDir>,
}

/// A fresh SQLite database.
pub fn sqlite() -> Database {
    let folder = TempDir::with_prefix("rehome-test-").unwrap();
    let url = format!("sqlite:{}", folder.path().join("rehome.db").display());
    Database {
        url,
        _folder: Some(folder),
    }
}

/// A fresh schema of the PostgreSQL for tests; none where there is no such server.
pub fn postgres() -> Option<Database> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let server = std::env::var(VARIABLE).ok().filter(|url| !url.is_empty())?;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let schema = format!(
        "t{}_{}_{}",
        since.as_millis(),
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let join = if server.contains('?') { '&' } else { '?' };
    Some(Database {
        url: format!("{server}{join}options[search_path]={schema}"),
        _folder: None,
    })
}

impl Database {
    /// Opens the database.
    pub async fn store(&self) -> Store {
        let options = StoreOptions {
            connections: 12,
            ..StoreOptions::default()
        };
        Store::open(&self.url, options).await.unwrap()
    }
}

/// Declares tests that run on a fresh database of each engine, as `sqlite::NAME` and `postgres::NAME`.
///
/// The crate that uses it needs tokio. Where there is no PostgreSQL, its half says so and passes.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$doc:meta])* async fn $name:ident($store:ident: Store) $body:block)*) => {
        $($(#[$doc])* async fn $name($store: ::rehome_storage::Store) $body)*
        mod sqlite {
            $(
                #[::tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let database = $crate::databases::sqlite();
                    let store = database.store().await;
                    super::$name(store.clone()).await;
                    store.close().await;
                }
            )*
        }
        mod postgres {
            $(
                #[::tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let Some(database) = $crate::databases::postgres() else {
                        println!("not run: {} names no server", $crate::databases::VARIABLE);
                        return;
                    };
                    let store = database.store().await;
                    super::$name(store.clone()).await;
                    store.close().await;
                }
            )*
        }
    };
}
