//! Databases to measure on, with directories of any size in them.

use rehome_server::config::Settings;
use rehome_server::{Running, start};
use rehome_testkit::generate;
use sqlx::{Connection, Executor};
use std::time::Instant;
use tempfile::TempDir;

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite,
    Postgres(String),
}

impl Engine {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

/// An empty database; on SQLite in a folder that goes away with it.
pub(crate) struct Ground {
    pub(crate) url: String,
    pub(crate) folder: TempDir,
}

impl Ground {
    pub(crate) async fn new(engine: &Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("bench.sqlite").display()),
            Engine::Postgres(server) => {
                let name = format!("bench_{}", uuid::Uuid::now_v7().simple());
                let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
                connection
                    .execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
                    .await
                    .unwrap();
                connection.close().await.unwrap();
                let (before, query) = server
                    .split_once('?')
                    .map_or((server.as_str(), String::new()), |(before, query)| {
                        (before, format!("?{query}"))
                    });
                let place = before
                    .rsplit_once('/')
                    .filter(|(scheme, _)| !scheme.ends_with('/'))
                    .map_or(before, |(place, _)| place);
                format!("{place}/{name}{query}")
            }
        };
        Self { url, folder }
    }

    /// A server on a directory of so many users and suborganizations.
    pub(crate) async fn serve(&self, users: usize, organizations: usize) -> Running {
        let settings = Settings {
            database: Some(self.url.clone()),
            listen: Some("127.0.0.1:0".parse().unwrap()),
            database_connections: Some(16),
            ..Settings::default()
        };
        let running = start(&settings.resolve().unwrap()).await.unwrap();
        let started = Instant::now();
        running
            .service()
            .directory_store(
                generate::enterprise(users, organizations),
                std::sync::Arc::new(|_, _| {}),
            )
            .await
            .unwrap();
        println!(
            "({users} users in {organizations} organizations imported in {:.1} s)",
            started.elapsed().as_secs_f64()
        );
        running
    }
}
