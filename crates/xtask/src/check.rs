//! `check`: format, lints, the arrows between the rooms, and what documents promise.
//!
//! Every check runs even when an earlier one failed. A new check is a line in [`CHECKS`].

mod arrows;
mod texts;

use crate::arguments::Arguments;
use crate::tally::Tally;
use crate::web::{self, WASM};
use crate::{generate, process};
use std::process::Command;
use std::time::Instant;

/// Packages that are built for the server, in one build.
///
/// INVARIANT: the frontend is not among them. A build with both of the app's features drops event
/// handlers without a word.
pub(crate) const SERVER_GROUP: [&str; 13] = [
    "rehome-domain",
    "rehome-document",
    "rehome-storage",
    "rehome-objects",
    "rehome-mail",
    "rehome-provisioning",
    "rehome-service",
    "rehome-app",
    "rehome",
    "rehome-corpus",
    "rehome-judge",
    "rehome-testkit",
    "xtask",
];

type Check = fn() -> Result<(), String>;

const CHECKS: [(&str, Check); 9] = [
    ("format", format),
    ("arrows between crates", arrows::between_crates),
    ("what the browser's build depends on", arrows::wasm_tree),
    ("arrows inside the crates", texts::arrows),
    ("words that must not stand in the tree", texts::words),
    (
        "docs/ARCHITECTURE.md is short",
        texts::architecture_is_short,
    ),
    ("lints of the server's packages", lints_of_server),
    ("lints of the browser's package", lints_of_browser),
    ("generated documents", generate::check),
];

pub(crate) fn run(arguments: Arguments) -> Result<(), String> {
    arguments.finish()?;
    let tally = all();
    if tally.failed == 0 {
        Ok(())
    } else {
        Err(format!(
            "{} of {} checks failed",
            tally.failed,
            CHECKS.len()
        ))
    }
}

/// Runs every check, tells each, and counts.
pub(crate) fn all() -> Tally {
    let mut tally = Tally::default();
    for (name, check) in CHECKS {
        let begun = Instant::now();
        let outcome = check();
        let took = begun.elapsed().as_secs_f64();
        match outcome {
            Ok(()) => {
                println!("ok      {name} ({took:.1} s)");
                tally += Tally::ONE_PASSED;
            }
            Err(message) => {
                println!("FAILED  {name} ({took:.1} s)\n{message}");
                tally += Tally::ONE_FAILED;
            }
        }
    }
    tally
}

/// Selects packages of the server's group, with the feature the app needs there.
pub(crate) fn select(command: &mut Command, packages: &[&str]) {
    for package in packages {
        command.args(["--package", package]);
    }
    if packages.contains(&"rehome-app") {
        command.args(["--features", "rehome-app/ssr"]);
    }
}

fn format() -> Result<(), String> {
    process::run(process::cargo().args(["fmt", "--all", "--check"]))
        .map_err(|_| "run `cargo fmt --all`".to_owned())
}

fn lints_of_server() -> Result<(), String> {
    let mut command = process::cargo();
    command.args(["clippy", "--quiet", "--all-targets"]);
    select(&mut command, &SERVER_GROUP);
    process::run(command.args(["--", "-D", "warnings"]))
}

fn lints_of_browser() -> Result<(), String> {
    web::ensure_target()?;
    process::run(process::cargo().args([
        "clippy",
        "--quiet",
        "--package",
        "rehome-frontend",
        "--target",
        WASM,
        "--",
        "-D",
        "warnings",
    ]))
}
