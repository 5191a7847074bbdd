//! `dev`: serves, and builds and restarts whenever a source changes.
//!
//! Looks at modification times twice a second: a few hundred files cost nothing, and it works on
//! every file system. A build that fails leaves the running server alone.

use crate::arguments::Arguments;
use crate::serve::{self, Serving};
use crate::{process, web, workspace};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

const WATCHED: [&str; 6] = ["app", "crates", "server", "style", "public", "Cargo.toml"];
const EVERY: Duration = Duration::from_millis(500);
const GRACE: Duration = Duration::from_secs(5);

pub(crate) fn run(mut arguments: Arguments) -> Result<(), String> {
    let serving = Serving::read(&mut arguments)?;
    arguments.finish()?;
    let mut running: Option<Child> = None;
    loop {
        let seen = sources()?;
        match start(&serving, &mut running) {
            Ok(()) => println!("dev: watching {}", WATCHED.join(", ")),
            Err(message) => println!("\n{message}\ndev: waiting for a change"),
        }
        wait_for_change(&seen, &mut running)?;
        println!("\ndev: something changed, building");
    }
}

fn start(serving: &Serving, running: &mut Option<Child>) -> Result<(), String> {
    web::build(serving.release)?;
    let binary = serve::build_server(serving.release)?;
    if let Some(child) = running.take() {
        stop(child);
    }
    let mut command = serving.prepare(&binary)?;
    println!("  $ {}", process::typed(&command));
    let child = command
        .spawn()
        .map_err(|error| format!("cannot start {}: {error}", binary.display()))?;
    *running = Some(child);
    Ok(())
}

/// Asks for a graceful end, and insists after a while.
fn stop(mut child: Child) {
    let _ = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    let mut waited = Duration::ZERO;
    while waited < GRACE {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        sleep(EVERY / 5);
        waited += EVERY / 5;
    }
    let _ = child.kill();
    let _ = child.wait();
}

type Sources = BTreeMap<PathBuf, SystemTime>;

fn wait_for_change(seen: &Sources, running: &mut Option<Child>) -> Result<(), String> {
    let mut last = seen.clone();
    loop {
        sleep(EVERY);
        if let Some(child) = running
            && let Ok(Some(status)) = child.try_wait()
        {
            println!("dev: the server ended ({status}); waiting for a change");
            *running = None;
        }
        let now = sources()?;
        // WHY: an editor or a checkout writes many files; building waits until they rest.
        if now != *seen && now == last {
            return Ok(());
        }
        last = now;
    }
}

fn sources() -> Result<Sources, String> {
    let root = workspace::root();
    let mut found = Sources::new();
    for name in WATCHED {
        let watched = root.join(name);
        let paths = if watched.is_file() {
            vec![watched]
        } else {
            let below = workspace::files_below(&watched)?;
            below.into_iter().map(|path| watched.join(path)).collect()
        };
        for path in paths {
            // A file that vanished between the two looks is simply not there.
            if let Ok(modified) = path.metadata().and_then(|data| data.modified()) {
                found.insert(path, modified);
            }
        }
    }
    Ok(found)
}
