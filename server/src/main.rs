//! The binary: arguments in, exit status out. Everything else is in the library beside it.

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    rehome_server::Cli::parse().run().await.into()
}
