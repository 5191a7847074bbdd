//! Real people who really changed companies: imported, moved by file, compared, verified, exported.
//!
//! Runs where `REHOME_DATA_DIR` names the folder, or the one above it (`company-moves`), with `organizations.csv`, `people.csv`, `moves.csv` and
//! `expected_homes.csv`; on PostgreSQL where `REHOME_TEST_POSTGRES_URL` names a server.

use crate::command_line::{done, rehome};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const ENTERPRISE: &str = "\
version: 1
organizations:
  community: {kind: enterprise, name: Open infrastructure community, settings: {require_user_uniqueness: true, user_move_enabled: true}}
users:
  conductor: {home: community, roles: [{role: enterprise_administrator, at: community}]}
";

/// Every warning that a move of these people can carry.
const ACKNOWLEDGED: &str = "enterprise-alerts-only,role-revoked,membership-removed";

fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("REHOME_DATA_DIR").map(|folder| {
        let folder = PathBuf::from(folder);
        let inner = folder.join("company-moves");
        if inner.is_dir() { inner } else { folder }
    });
    if folder.is_none() {
        eprintln!("skipped: REHOME_DATA_DIR names no folder");
    }
    folder
}

fn command(database: &str, arguments: &[&str]) -> String {
    let output = rehome(arguments)
        .args(["--database", database])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    done(&output)
}

fn expected(folder: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder.join("expected_homes.csv")).unwrap();
    text.lines()
        .skip(1)
        .map(|line| line.split_once(',').unwrap())
        .map(|(user, home)| (user.to_owned(), home.to_owned()))
        .collect()
}

fn replay(database: &str, empty: &str) {
    let Some(data) = data() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    fs::write(file("enterprise.yaml"), ENTERPRISE).unwrap();
    command(database, &["import", &file("enterprise.yaml")]);
    for table in ["organizations.csv", "people.csv"] {
        command(
            database,
            &[
                "import",
                &data.join(table).display().to_string(),
                "--into",
                "community",
            ],
        );
    }
    let moves = data.join("moves.csv").display().to_string();
    command(
        database,
        &[
            "moves",
            "run",
            &moves,
            "--as",
            "conductor",
            "--acknowledge",
            ACKNOWLEDGED,
        ],
    );
    let export = command(database, &["export"]);
    let directory = rehome_document::read_text(
        "export.yaml",
        export.as_bytes(),
        &rehome_document::Options::default(),
    )
    .unwrap();
    let homes: BTreeMap<String, String> = directory
        .users
        .iter()
        .filter(|(id, _)| id.as_str() != "conductor")
        .map(|(id, user)| (id.to_string(), user.home.to_string()))
        .collect();
    assert_eq!(homes, expected(&data));
    let told = command(database, &["audit", "verify"]);
    assert!(
        told.contains("unsealed: 0") && told.contains("the chain holds"),
        "{told}"
    );

    command(
        database,
        &[
            "moves",
            "run",
            &moves,
            "--as",
            "conductor",
            "--acknowledge",
            ACKNOWLEDGED,
        ],
    );
    assert_eq!(
        command(database, &["export"]),
        export,
        "running again changes nothing"
    );

    fs::write(file("export.yaml"), &export).unwrap();
    command(empty, &["import", &file("export.yaml")]);
    assert_eq!(command(empty, &["export"]), export);
}

#[test]
fn on_sqlite_everybody_ends_where_they_ended() {
    let folder = tempfile::tempdir().unwrap();
    let url = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    replay(&url("it.sqlite"), &url("empty.sqlite"));
}

#[test]
fn on_postgresql_everybody_ends_where_they_ended() {
    let (Some(one), Some(two)) = (
        crate::two_servers::fresh_database("replay"),
        crate::two_servers::fresh_database("replay_empty"),
    ) else {
        return;
    };
    replay(&one, &two);
}
