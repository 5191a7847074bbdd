//! `bench`: commands that print figures. Never a test: nothing here passes or fails by time.

use crate::arguments::Arguments;
use crate::{process, web, workspace};
use std::fs;
use std::path::Path;
use std::process::Command;

const NAMES: &str = "\
verdicts   the rules in WebAssembly: one keystroke, one user against many destinations
moves      moves over HTTP beside bare transactions (arguments are passed on)
size       bytes the browser loads";

pub(crate) fn run(mut arguments: Arguments) -> Result<(), String> {
    let name = arguments.positional().unwrap_or_default();
    match name.as_str() {
        "verdicts" => verdicts(arguments),
        "moves" => moves(arguments),
        "size" => {
            arguments.finish()?;
            size()
        }
        _ => Err(format!("which one? `cargo xtask bench NAME`:\n{NAMES}")),
    }
}

fn verdicts(arguments: Arguments) -> Result<(), String> {
    let script = present("crates/corpus/bench.mjs")?;
    let module = web::cargo_wasm("rehome-corpus", "wasm-release")?;
    process::run(
        Command::new("node")
            .current_dir(workspace::root())
            .arg(script)
            .arg(module)
            .args(arguments.rest()),
    )
}

fn moves(arguments: Arguments) -> Result<(), String> {
    present("server/examples/bench_moves.rs")
        .or_else(|_| present("server/examples/bench_moves/main.rs"))?;
    process::run(
        process::cargo()
            .args(["run", "--release", "--package", "rehome"])
            .args(["--example", "bench_moves", "--"])
            .args(arguments.rest()),
    )
}

fn size() -> Result<(), String> {
    web::build(true)?;
    let site = workspace::site();
    let mut totals = (0, 0);
    println!("\n{:<40} {:>10} {:>10}", "file", "raw", "brotli");
    for path in workspace::files_below(&site)? {
        if path.extension().is_some_and(|kind| kind == "br") {
            continue;
        }
        let raw = bytes(&site.join(&path))?;
        let copy = site.join(format!("{}.br", path.display()));
        let sent = if copy.is_file() { bytes(&copy)? } else { raw };
        println!("{:<40} {raw:>10} {sent:>10}", path.display());
        totals = (totals.0 + raw, totals.1 + sent);
    }
    println!("{:<40} {:>10} {:>10}", "all", totals.0, totals.1);
    Ok(())
}

fn bytes(path: &Path) -> Result<u64, String> {
    fs::metadata(path)
        .map(|data| data.len())
        .map_err(|error| workspace::cannot("look at", path, &error))
}

fn present(path: &str) -> Result<String, String> {
    if workspace::root().join(path).is_file() {
        Ok(path.to_owned())
    } else {
        Err(format!("{path} is missing; this bench is written there"))
    }
}
