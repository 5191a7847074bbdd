//! `bench`: commands that print figures. Never a test: nothing here passes or fails by time.

use crate::arguments::Arguments;
use crate::{process, web, workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

const NAMES: &str = "\
verdicts   the rules in WebAssembly: one keystroke, one user against many destinations
moves      moves over HTTP beside bare transactions (arguments are passed on)
lists      pages of people in a large directory: filtered, searched, restricted (arguments are passed on)
search     customers and people as one types, in a large hosting tree (arguments are passed on)
content    what is carried from account to account, beside plain copies; a preview over many items (arguments are passed on)
watchers   telling 1,000 people how far one transfer is, as server-sent events (arguments are passed on)
judge      the rules in WebAssembly: one keystroke in the wizard for hosting trees
phones     the same for somebody with 20 devices on the way to another site; the commit is `moves --only phones`
size       bytes the browser loads";

pub(crate) fn run(mut arguments: Arguments) -> Result<(), String> {
    let name = arguments.positional().unwrap_or_default();
    match name.as_str() {
        "verdicts" => verdicts(arguments),
        "judge" => judge(arguments),
        "phones" => phones(arguments),
        "moves" => of_server("bench_moves", arguments),
        "watchers" => of_server("bench_watchers", arguments),
        "lists" => of_service("bench_lists", arguments),
        "search" => of_service("bench_search", arguments),
        "content" => of_service("bench_content", arguments),
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

fn judge(arguments: Arguments) -> Result<(), String> {
    let script = present("crates/judge/bench.mjs")?;
    let module = web::cargo_wasm("rehome-judge", "wasm-judge")?;
    process::run(
        Command::new("node")
            .current_dir(workspace::root())
            .arg(script)
            .arg(module)
            .args(arguments.rest()),
    )
}

fn phones(arguments: Arguments) -> Result<(), String> {
    let script = present("crates/judge/phones.mjs")?;
    let module = web::cargo_wasm("rehome-judge", "wasm-judge")?;
    let facts = process::cargo()
        .args(["run", "--package", "rehome-domain"])
        .args(["--example", "telephony_bench", "--", "--facts"])
        .output()
        .map_err(|error| format!("telephony_bench: {error}"))?;
    let file = std::env::temp_dir().join(format!("rehome-phones-{}.json", std::process::id()));
    fs::write(&file, &facts.stdout).map_err(|error| workspace::cannot("write", &file, &error))?;
    process::run(
        Command::new("node")
            .current_dir(workspace::root())
            .arg(script)
            .arg(module)
            .arg(&file)
            .args(arguments.rest()),
    )
}

fn of_server(example: &str, arguments: Arguments) -> Result<(), String> {
    process::run(
        process::cargo()
            .args(["run", "--release", "--package", "rehome"])
            .args(["--example", example, "--"])
            .args(arguments.rest()),
    )
}

fn of_service(example: &str, arguments: Arguments) -> Result<(), String> {
    process::run(
        process::cargo()
            .args(["run", "--release", "--package", "rehome-service"])
            .args(["--example", example, "--"])
            .args(arguments.rest()),
    )
}

fn size() -> Result<(), String> {
    web::build(true)?;
    let package = workspace::site().join("pkg");
    let list = workspace::read(&package.join("parts.json"))?;
    let parts: BTreeMap<String, Vec<String>> =
        serde_json::from_slice(&list).map_err(|error| format!("parts.json: {error}"))?;
    let first = [".js", "_bg.wasm", ".css"].map(|kind| format!("{}{kind}", web::OUTPUT_NAME));
    let every = first.into_iter().chain(["parts.js".to_owned()]);
    let every: BTreeSet<String> = every.collect();
    println!(
        "\nbytes, brotli; a page in English loads what every page loads, the language and its own parts"
    );
    for name in &every {
        println!("{:<60} {:>8}", name, sent(&package, [name])?);
    }
    let words = parts.get("english").cloned().unwrap_or_default();
    for (page, own) in &parts {
        let own = own.iter().chain(&words).map(|part| format!("{part}.wasm"));
        let all: BTreeSet<String> = every.iter().cloned().chain(own).collect();
        println!(
            "{:<60} {:>8}",
            format!("first load: {page}"),
            sent(&package, &all)?
        );
    }
    Ok(())
}

/// What goes over the wire for these files.
fn sent<'a>(folder: &Path, names: impl IntoIterator<Item = &'a String>) -> Result<u64, String> {
    names.into_iter().try_fold(0, |total, name| {
        let copy = folder.join(format!("{name}.br"));
        let file = if copy.is_file() {
            copy
        } else {
            folder.join(name)
        };
        Ok(total + bytes(&file)?)
    })
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
