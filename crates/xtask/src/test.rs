//! `test`: everything a build server runs, step by step, each timed, with a summary at the end.
//!
//! A step runs even when an earlier one failed: one run tells everything that is wrong. A new step
//! is a line in [`STEPS`] and a function.

use crate::arguments::Arguments;
use crate::postgres::{self, Postgres};
use crate::tally::Tally;
use crate::{check, process, serve, web, workspace};
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

type Step = fn(&mut Session) -> Result<Tally, String>;

const STEPS: [(&str, Step); 5] = [
    ("check", |_| Ok(check::all())),
    ("web", |_| web::build(false).map(|()| Tally::ONE_PASSED)),
    ("packages", |session| {
        session.cargo_test(&check::SERVER_GROUP)
    }),
    ("corpus", |session| session.corpus()),
    ("end2end", |session| session.end_to_end()),
];

pub(crate) fn run(mut arguments: Arguments) -> Result<(), String> {
    let only = arguments.value("--only")?;
    arguments.finish()?;
    let mut session = Session::default();
    let mut results = Vec::new();
    match only {
        None => {
            for (name, step) in STEPS {
                results.push(timed(name, || step(&mut session)));
            }
        }
        Some(name) => {
            if let Some((name, step)) = STEPS.into_iter().find(|(step, _)| *step == name) {
                results.push(timed(name, || step(&mut session)));
            } else if let Some(package) = check::SERVER_GROUP.iter().find(|known| **known == name) {
                results.push(timed(package, || session.cargo_test(&[package])));
            } else {
                let steps = STEPS.map(|(step, _)| step).join(", ");
                let packages = check::SERVER_GROUP.join(", ");
                return Err(format!(
                    "there is no step or package `{name}`; steps: {steps}; packages: {packages}"
                ));
            }
        }
    }
    // The cluster goes before the summary, so that the last line is the result.
    drop(session);
    summary(&results)
}

struct Finished {
    name: &'static str,
    took: Duration,
    tally: Tally,
    fault: Option<String>,
}

fn timed(name: &'static str, step: impl FnOnce() -> Result<Tally, String>) -> Finished {
    println!("\n==> {name}");
    let begun = Instant::now();
    let (tally, fault) = match step() {
        Ok(tally) => (tally, None),
        Err(message) => (Tally::ONE_FAILED, Some(message)),
    };
    let took = begun.elapsed();
    if let Some(message) = &fault {
        println!("{message}");
    }
    println!("==> {name}: {:.1} s", took.as_secs_f64());
    Finished {
        name,
        took,
        tally,
        fault,
    }
}

fn summary(results: &[Finished]) -> Result<(), String> {
    println!();
    let mut all = Tally::default();
    for result in results {
        all += result.tally;
        println!(
            "{:<18} {:>7.1} s  {:>5} passed {:>4} failed  {}",
            result.name,
            result.took.as_secs_f64(),
            result.tally.passed,
            result.tally.failed,
            result
                .fault
                .as_deref()
                .and_then(|fault| fault.lines().next())
                .unwrap_or_default()
        );
    }
    println!("\n{} passed, {} failed", all.passed, all.failed);
    if all.failed == 0 {
        Ok(())
    } else {
        std::process::exit(1)
    }
}

/// What the steps share: the throw-away PostgreSQL, started when first wanted.
#[derive(Default)]
struct Session {
    postgres: Option<Postgres>,
}

impl Session {
    fn postgres_url(&mut self) -> Result<String, String> {
        if let Ok(url) = std::env::var(postgres::VARIABLE)
            && !url.is_empty()
        {
            return Ok(url);
        }
        if self.postgres.is_none() {
            self.postgres = Some(Postgres::start()?);
        }
        Ok(self
            .postgres
            .as_ref()
            .map(|postgres| postgres.url.clone())
            .unwrap_or_default())
    }

    /// Unit, integration and documentation tests, in one build so that features agree.
    fn cargo_test(&mut self, packages: &[&str]) -> Result<Tally, String> {
        let url = self.postgres_url()?;
        let mut command = process::cargo();
        command.env(postgres::VARIABLE, url);
        command.args(["test", "--no-fail-fast"]);
        check::select(&mut command, packages);
        counted(command)
    }

    /// The corpus, judged natively and in WebAssembly.
    fn corpus(&mut self) -> Result<Tally, String> {
        const SCRIPT: &str = "crates/corpus/run.mjs";
        let module = web::cargo_wasm("rehome-corpus", "wasm-dev")?;
        let mut command = Command::new("node");
        command
            .current_dir(workspace::root())
            .arg(SCRIPT)
            .arg(module);
        counted(command)
    }

    /// The browser against the real server, which the tests start themselves from `REHOME_BIN`.
    fn end_to_end(&mut self) -> Result<Tally, String> {
        let folder = workspace::root().join("end2end");
        web::build(false)?;
        let binary: PathBuf = serve::build_server(false)?;
        let url = self.postgres_url()?;
        process::run(
            Command::new("npm")
                .current_dir(&folder)
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .args(["ci", "--no-audit", "--no-fund"]),
        )?;
        let mut command = Command::new("npx");
        command
            .current_dir(&folder)
            .env("REHOME_BIN", binary)
            .env(postgres::VARIABLE, url)
            .args(["playwright", "test"]);
        counted(command)
    }
}

/// Runs a harness and counts what it says. A failure that counts no failed test counts as one.
fn counted(command: Command) -> Result<Tally, String> {
    let mut tally = Tally::default();
    let ended = process::watched(command, |line| tally += Tally::of_line(line));
    if let Err(message) = ended {
        println!("{message}");
        if tally.failed == 0 {
            tally += Tally::ONE_FAILED;
        }
    } else if tally == Tally::default() {
        tally = Tally::ONE_PASSED;
    }
    Ok(tally)
}
