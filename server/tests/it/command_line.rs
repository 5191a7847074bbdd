//! The command line as whoever types it sees it: answers, exit statuses, and what is left behind.

use crate::house::House;
use rehome_domain::directory::Directory;
use rehome_testkit::Cast;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The binary with nothing of the surroundings that would configure it.
pub(crate) fn rehome(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rehome"));
    command.args(arguments);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("REHOME_")) {
        command.env_remove(name);
    }
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    rehome(arguments).stdin(Stdio::null()).output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a command that succeeded printed.
#[track_caller]
pub(crate) fn done(output: &Output) -> String {
    ended(output, 0);
    text(&output.stdout)
}

/// What a command that was refused said.
#[track_caller]
pub(crate) fn refused(output: &Output, status: i32) -> String {
    ended(output, status);
    text(&output.stderr)
}

/// However a command ends, it has nothing to warn of: the log of the database is written back, nothing is left over.
#[track_caller]
fn ended(output: &Output, status: i32) {
    let errors = text(&output.stderr);
    assert_eq!(
        output.status.code(),
        Some(status),
        "{}\n{errors}",
        text(&output.stdout)
    );
    assert!(!errors.contains(" WARN "), "{errors}");
}

pub(crate) struct Ground {
    pub(crate) folder: TempDir,
    database: String,
}

impl Ground {
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("it.sqlite").display());
        Self { folder, database }
    }

    /// With the cast imported.
    pub(crate) fn cast() -> Self {
        Self::of(&Cast::new().directory())
    }

    /// With a directory imported.
    pub(crate) fn of(directory: &Directory) -> Self {
        let ground = Self::empty();
        let document = ground.write("cast.yaml", &rehome_document::to_yaml(directory));
        done(&ground.run(&["import", &document]));
        ground
    }

    pub(crate) fn write(&self, name: &str, content: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = rehome(arguments);
        command.args(["--database", &self.database]);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    pub(crate) fn export(&self) -> String {
        done(&self.run(&["export"]))
    }

    pub(crate) fn home_of(&self, user: &str) -> String {
        let directory = rehome_document::read_text(
            "export.yaml",
            self.export().as_bytes(),
            &rehome_document::Options::default(),
        )
        .unwrap();
        directory.users[user].home.to_string()
    }
}

#[test]
fn help_tells_of_every_command_and_setting() {
    let help = done(&run(&["--help"]));
    for word in [
        "serve",
        "import",
        "export",
        "schema",
        "token",
        "admin",
        "demo",
        "moves",
        "copies",
        "audit",
        "openapi",
        "config",
        "--database",
        "REHOME_DATABASE_URL",
        "REHOME_LISTEN",
        "--session-days",
        "--allow-plain-http",
    ] {
        assert!(help.contains(word), "{word} is not in\n{help}");
    }
}

#[test]
fn schemas_and_the_interface_are_printed_without_a_database() {
    for what in ["directory", "request", "plan"] {
        let schema: serde_json::Value =
            serde_json::from_str(&done(&run(&["schema", what]))).unwrap();
        assert!(schema.is_object());
    }
    let document: serde_json::Value = serde_json::from_str(&done(&run(&["openapi"]))).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
}

#[test]
fn the_configuration_is_checked_and_told() {
    let ground = Ground::empty();
    let file = ground.write(
        "rehome.toml",
        "listen = \"127.0.0.1:1234\"\nsession_days = 3\n",
    );
    let told = done(&run(&[
        "config",
        "check",
        "--config",
        &file,
        "--session-days",
        "5",
    ]));
    assert!(
        told.contains("listen = 127.0.0.1:1234") && told.contains("session_days = 5"),
        "{told}"
    );
    let wrong = ground.write("wrong.toml", "lissten = 1\n");
    assert!(refused(&run(&["config", "check", "--config", &wrong]), 2).contains("lissten"));
    assert!(refused(&run(&["serve", "--listen", "0.0.0.0:0"]), 2).contains("public_url"));
    refused(
        &run(&["config", "check", "--config", "no-such-file.toml"]),
        2,
    );
    refused(&run(&["serve", "--database", "mysql://x"]), 2);
}

#[test]
fn a_bad_document_is_refused_as_a_whole_with_every_fault_and_its_place() {
    let ground = Ground::empty();
    let bad = ground.write(
        "bad.yaml",
        "version: 1\norganizations:\n  a: {kind: enterprise}\n  b: {kind: suborganization, parent: nowhere}\nusers:\n  u: {home: gone, colour: red}\n  v: {home: a}\n",
    );
    let told = refused(&ground.run(&["import", &bad]), 2);
    for place in ["bad.yaml:4:", "bad.yaml:6:"] {
        assert!(told.contains(place), "{told}");
    }
    assert!(
        told.contains("colour") && told.contains("nowhere") && told.contains("gone"),
        "{told}"
    );
    assert!(!ground.export().contains("kind:"), "nothing was written");
    refused(&ground.run(&["import", "no-such-file.yaml"]), 2);
}

#[test]
fn a_dry_run_looks_for_faults_and_writes_nothing() {
    let ground = Ground::empty();
    let document = ground.write(
        "cast.yaml",
        &rehome_document::to_yaml(&Cast::new().directory()),
    );
    done(&ground.run(&["import", &document, "--dry-run"]));
    assert!(!ground.export().contains("dana"));
}

#[test]
fn an_import_of_what_is_there_already_is_refused() {
    let ground = Ground::cast();
    let before = ground.export();
    let document = ground.write("again.yaml", &before);
    let told = refused(&ground.run(&["import", &document]), 2);
    for place in ["organizations.aster:", "users.dana:", "groups.night-shift:"] {
        assert!(told.contains(place), "{told}");
    }
    assert_eq!(
        refused(&ground.run(&["import", &document, "--dry-run"]), 2),
        told
    );
    assert_eq!(ground.export(), before);
}

#[test]
fn an_export_imported_into_an_empty_database_gives_the_same_export() {
    let ground = Ground::cast();
    for format in ["yaml", "json"] {
        let first = done(&ground.run(&["export", "--format", format]));
        let other = Ground::empty();
        let document = other.write(&format!("export.{format}"), &first);
        done(&other.run(&["import", &document]));
        assert_eq!(done(&other.run(&["export", "--format", format])), first);
    }
}

#[test]
fn people_of_a_table_go_into_the_organization_that_is_named() {
    let ground = Ground::cast();
    let table = ground.write(
        "people.csv",
        "username,organization,email\nzoe,harbour,zoe@a.example\nyan,,yan@a.example\n",
    );
    done(&ground.run(&["import", &table, "--into", "lakeside"]));
    assert_eq!(ground.home_of("zoe"), "harbour");
    assert_eq!(ground.home_of("yan"), "lakeside");
}

#[test]
fn a_token_is_printed_alone() {
    let ground = Ground::cast();
    let token = done(&ground.run(&["token", "create", "--user", "omar"]));
    assert!(
        token.starts_with("rhm_") && token.lines().count() == 1 && token.trim().len() == 47,
        "{token:?}"
    );
    refused(&ground.run(&["token", "create", "--user", "nobody"]), 2);
}

#[test]
fn an_administrator_is_made_once_and_can_be_signed_in() {
    let ground = Ground::cast();
    let password = done(&ground.run(&[
        "admin",
        "create",
        "--user",
        "freya",
        "--home",
        "aster",
        "--name",
        "Freya Holm",
    ]));
    assert!(password.trim().len() >= 16, "{password:?}");
    assert!(ground.export().contains("freya"));
    for wrong in [
        &["--home", "no-such-place"][..],
        &["--home", "harbour", "--at", "no-such-place"],
        &["--home", "harbour", "--role", "emperor"],
        &["--home", "harbour", "--role", "enterprise_administrator"],
    ] {
        let mut words = vec!["admin", "create", "--user", "x"];
        words.extend(wrong);
        refused(&ground.run(&words), 2);
    }
    let below = ground.run(&["admin", "create", "--user", "y", "--home", "harbour"]);
    let told = String::from_utf8(below.stderr).unwrap();
    assert!(
        told.contains("y is organization_administrator at harbour"),
        "{told}"
    );
}

#[test]
fn the_demo_can_be_asked_for_again_and_again() {
    let ground = Ground::empty();
    let first = done(&ground.run(&["demo"]));
    assert!(
        first.contains("dana") && first.contains("moving-day"),
        "{first}"
    );
    assert_eq!(done(&ground.run(&["demo"])), first);
    let other = Ground::cast();
    assert!(refused(&other.run(&["demo"]), 2).contains("another directory"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_and_the_command_line_work_on_one_database() {
    let house = House::new().await;
    let database = house.database();
    assert!(Path::new(database.trim_start_matches("sqlite:")).exists());
    let output = tokio::task::spawn_blocking(move || {
        rehome(&["token", "create", "--user", "omar", "--database", &database])
            .output()
            .unwrap()
    })
    .await
    .unwrap();
    let token = done(&output);
    let omar = crate::house::Program {
        to: house.at(),
        token: token.trim().to_owned(),
    };
    omar.get("me").await.expect(200);
}
