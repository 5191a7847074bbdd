//! Databases to measure on, with directories of any size in them.

use rehome_domain::directory::Directory;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::people::UserStatus;
use rehome_server::config::{LogLevel, Settings};
use rehome_server::{Running, start};
use rehome_testkit::{generate, generate_hosted};
use sqlx::{Connection, Executor};
use std::collections::BTreeSet;
use std::sync::Arc;
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

/// The kind of tree people are moved in.
#[derive(Clone, Copy)]
pub(crate) enum Tree {
    /// People of suborganizations.
    Enterprise,
    /// People of customers, each with a sign-in name, an address and a mailbox.
    Hosting,
}

impl Tree {
    fn directory(self, users: usize, organizations: usize) -> Directory {
        match self {
            Self::Enterprise => generate::directory(1, users, organizations),
            Self::Hosting => generate_hosted::directory(1, users, organizations),
        }
    }

    fn home(self) -> OrganizationKind {
        match self {
            Self::Enterprise => OrganizationKind::Suborganization,
            Self::Hosting => OrganizationKind::Customer,
        }
    }
}

/// An empty database; on SQLite in a folder that goes away with it.
pub(crate) struct Ground {
    pub(crate) url: String,
    _folder: TempDir,
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
        Self {
            url,
            _folder: folder,
        }
    }

    /// A server on a directory of so many users and organizations, with everybody who can be moved there.
    pub(crate) async fn serve(
        &self,
        tree: Tree,
        users: usize,
        organizations: usize,
    ) -> (Running, Vec<Mover>) {
        let settings = Settings {
            database: Some(self.url.clone()),
            listen: Some("127.0.0.1:0".parse().unwrap()),
            database_connections: Some(16),
            log_level: Some(LogLevel::Error),
            ..Settings::default()
        };
        let running = start(&settings.resolve().unwrap()).await.unwrap();
        let directory = tree.directory(users, organizations);
        let movers = movers(&directory, tree.home());
        let started = Instant::now();
        running
            .service()
            .directory_store(directory, Arc::new(|_, _| {}))
            .await
            .unwrap();
        let took = started.elapsed().as_secs_f64();
        println!("({users} users in {organizations} organizations stored in {took:.1} s)");
        (running, movers)
    }
}

/// Somebody who can be moved, and where to.
#[derive(Clone)]
pub(crate) struct Mover {
    pub(crate) user: String,
    pub(crate) source: String,
    pub(crate) destination: String,
}

/// Everybody ordinary, each with another home of the kind: neither locked nor a dependent, and nobody's manager, so
/// that two moves at once never touch one record.
fn movers(directory: &Directory, home: OrganizationKind) -> Vec<Mover> {
    let managers: BTreeSet<&UserId> = directory
        .users
        .values()
        .filter_map(|entry| entry.manager.as_ref())
        .collect();
    let homes: Vec<&OrganizationCode> = directory
        .organizations
        .iter()
        .filter(|(_, entry)| entry.kind == home)
        .map(|(code, _)| code)
        .collect();
    directory
        .users
        .iter()
        .filter(|(id, entry)| {
            id.as_str() != generate::ADMINISTRATOR
                && id.as_str() != generate_hosted::RESELLER
                && !entry.locked
                && !managers.contains(id)
                && entry.sponsor.is_none()
                && matches!(entry.status, UserStatus::Active)
        })
        .enumerate()
        .map(|(number, (id, entry))| {
            let there = homes[number % homes.len()];
            let destination = if *there == entry.home {
                homes[(number + 1) % homes.len()]
            } else {
                there
            };
            Mover {
                user: id.to_string(),
                source: entry.home.to_string(),
                destination: destination.to_string(),
            }
        })
        .collect()
}
