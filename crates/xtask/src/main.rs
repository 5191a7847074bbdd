//! Everything a developer or a build server runs, one file per command.
//!
//! Knows the folders and the tools; must not know the rules of the product. A new command is a new
//! file with a `run`, a line in `COMMANDS` and an arm in `dispatch`.

mod arguments;
mod bench;
mod check;
mod dev;
mod fingerprint;
mod generate;
mod postgres;
mod process;
mod serve;
mod tally;
mod test;
mod web;
mod workspace;

use arguments::Arguments;
use std::process::ExitCode;

const COMMANDS: &str = "\
cargo xtask web [--release]        build what the browser loads into target/site
cargo xtask serve [--release] [--port N] [--database URL]
                                   build everything and serve the demo directory
cargo xtask dev [--port N] [--database URL]
                                   the same, rebuilt and restarted on every change
cargo xtask test [--only NAME]     everything a build server runs; NAME is a step
                                   (check, web, packages, corpus, end2end) or a package
cargo xtask check                  format, lints, arrows between the rooms, documents
cargo xtask gen [--check]          write (or compare) the generated documents
cargo xtask bench NAME [ARGS]      print figures: verdicts, moves, lists, size
cargo xtask postgres               a throw-away PostgreSQL, until Ctrl-C
";

fn main() -> ExitCode {
    let mut arguments = Arguments::new(std::env::args().skip(1));
    let command = arguments.positional().unwrap_or_default();
    match dispatch(&command, arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, arguments: Arguments) -> Result<(), String> {
    match command {
        "web" => web::run(arguments),
        "serve" => serve::run(arguments),
        "dev" => dev::run(arguments),
        "test" => test::run(arguments),
        "check" => check::run(arguments),
        "gen" => generate::run(arguments),
        "bench" => bench::run(arguments),
        "postgres" => postgres::run(arguments),
        "" | "help" | "--help" | "-h" => {
            print!("{COMMANDS}");
            Ok(())
        }
        unknown => Err(format!("there is no command `{unknown}`:\n\n{COMMANDS}")),
    }
}
