//! Ten programs move the same people at the same moment, through two server processes on one database.

use crate::client::Answer;
use crate::command_line::{done, rehome};
use crate::house::{House, Program, warnings};
use rehome_document::{Options, read_text};
use rehome_testkit::Cast;
use serde_json::json;
use sqlx::{Connection, Executor};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

const CLIENTS: usize = 10;

/// A database of its own on the server of the tests, if there is one.
pub(crate) fn fresh_database(name: &str) -> Option<String> {
    let Ok(server) = std::env::var("REHOME_TEST_POSTGRES_URL") else {
        eprintln!("skipped: REHOME_TEST_POSTGRES_URL names no server");
        return None;
    };
    let name = format!("it_{name}_{}", uuid::Uuid::now_v7().simple());
    let statement = format!("CREATE DATABASE {name}");
    let (before, query) = server
        .split_once('?')
        .map_or((server.as_str(), None), |(before, query)| {
            (before, Some(query))
        });
    let place = before
        .rsplit_once('/')
        .filter(|(scheme, _)| !scheme.ends_with('/'))
        .map_or(before, |(place, _)| place);
    let url = query.map_or_else(
        || format!("{place}/{name}"),
        |query| format!("{place}/{name}?{query}"),
    );
    let create = async move {
        let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
        connection
            .execute(sqlx::AssertSqlSafe(statement))
            .await
            .unwrap();
        connection.close().await.unwrap();
    };
    std::thread::spawn(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(create)
    })
    .join()
    .unwrap();
    Some(url)
}

/// A server in a process of its own.
pub(crate) struct Process {
    child: Child,
    pub(crate) at: SocketAddr,
}

impl Process {
    pub(crate) fn start(database: &str) -> Self {
        Self::of(&mut rehome(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--database",
            database,
        ]))
    }

    /// A command that serves, once it does.
    pub(crate) fn of(serve: &mut Command) -> Self {
        let mut child = serve.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut told = String::new();
        let at = loop {
            let mut line = String::new();
            assert!(
                lines.read_line(&mut line).unwrap() > 0,
                "the server ended: {told}"
            );
            if let Some(address) = line.split("address=").nth(1) {
                break address.split_whitespace().next().unwrap().parse().unwrap();
            }
            told.push_str(&line);
        };
        // The log is read on, so that a full pipe never stops the server.
        std::thread::spawn(move || lines.read_to_end(&mut Vec::new()));
        Self { child, at }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Everybody plans to take each person elsewhere, then all commit at once; one wins, the others are stale.
async fn contend(programs: &[Program], people: &[&str]) -> Vec<(String, String)> {
    const DESTINATIONS: [&str; 5] = [
        "riverside",
        "lakeside",
        "northgate",
        "field-services",
        "aster-north",
    ];
    let mut homes = Vec::new();
    for person in people {
        let mut ready = Vec::new();
        for (index, program) in programs.iter().enumerate() {
            let destination = DESTINATIONS[index % DESTINATIONS.len()];
            let body =
                json!({"acting_in": "aster-north", "subject": person, "destination": destination});
            let plan = program.plan(&body).await.expect(200).json();
            ready.push((
                program.clone(),
                body,
                plan,
                destination,
                format!("{person}-{index}"),
            ));
        }
        let commits = ready
            .into_iter()
            .map(|(program, body, plan, destination, key)| {
                tokio::spawn(async move {
                    let codes = warnings(&plan);
                    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
                    let answer = program
                        .commit(&body, plan["digest"].as_str().unwrap(), &codes, &key)
                        .await;
                    (destination, answer)
                })
            });
        let mut winners = Vec::new();
        for commit in commits.collect::<Vec<_>>() {
            let (destination, answer): (&str, Answer) = commit.await.unwrap();
            match answer.status {
                201 => winners.push(destination),
                _ => {
                    answer.refused(409, "stale");
                }
            }
        }
        assert_eq!(winners.len(), 1, "{person}: {winners:?}");
        homes.push(((*person).to_owned(), winners[0].to_owned()));
    }
    homes
}

const PEOPLE: [&str; 6] = ["ben", "aldo", "petra", "bo", "dilek", "remy"];

#[tokio::test(flavor = "multi_thread")]
async fn on_one_sqlite_server_one_wins_and_the_others_are_stale() {
    let house = House::new().await;
    let mut programs = Vec::new();
    for _ in 0..CLIENTS {
        programs.push(house.as_user("ana").await);
    }
    for (person, home) in contend(&programs, &PEOPLE).await {
        assert_eq!(house.home_of(&person).await, home);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_two_postgresql_servers_one_wins_and_the_others_are_stale() {
    let Some(database) = fresh_database("two_servers") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("cast.yaml");
    std::fs::write(
        &document,
        rehome_document::to_yaml(&Cast::new().directory()),
    )
    .unwrap();
    let command = |arguments: &[&str]| {
        done(
            &rehome(arguments)
                .args(["--database", &database])
                .stdin(Stdio::null())
                .output()
                .unwrap(),
        )
    };
    command(&["import", &document.display().to_string()]);
    let token = command(&["token", "create", "--user", "ana"])
        .trim()
        .to_owned();
    let servers = [Process::start(&database), Process::start(&database)];
    let programs: Vec<Program> = (0..CLIENTS)
        .map(|index| Program {
            to: servers[index % 2].at,
            token: token.clone(),
        })
        .collect();
    let homes = contend(&programs, &PEOPLE).await;
    drop(servers);
    let export = command(&["export"]);
    let directory = read_text("export.yaml", export.as_bytes(), &Options::default()).unwrap();
    for (person, home) in homes {
        assert_eq!(
            directory.users[person.as_str()].home.as_str(),
            home,
            "{person}"
        );
    }
    assert_eq!(directory.users.len(), Cast::new().users.len());
    assert!(command(&["audit", "verify"]).contains("the chain holds"));
}
