//! The command line: what can be asked for, and one file per command that does it.
//!
//! Commands are thin: they read arguments, call the service, and say what came of it. Answers go to
//! standard output, everything else to standard error. A new command is a variant of [`Command`] and a
//! file in `cli/`.

mod admin;
mod audit;
mod copies;
mod demo;
mod directory;
mod ending;
mod failure;
#[cfg(any(debug_assertions, feature = "for-tests"))]
mod jobs;
mod moves;
mod progress;
mod rows;
mod schema;

pub use ending::Ending;
pub use failure::CommandError;

use crate::config::{Config, ConfigError, Settings};
use crate::{logging, serve};
use clap::{Args, Parser, Subcommand, ValueEnum};
use rehome_service::Service;
use std::path::PathBuf;

/// Moves people between organizations without breaking anything.
///
/// Start with `rehome demo` and `rehome serve`, or with `rehome import` of your own directory and
/// `rehome admin create`. What is set by flags can be set by REHOME_ variables and by a file as well:
/// flags win over variables, variables over the file.
#[derive(Parser, Debug)]
#[command(name = "rehome", version, max_term_width = 110)]
pub struct Cli {
    /// A file with settings; `rehome.example.toml` explains every key
    #[arg(long, env = "REHOME_CONFIG", value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve pages and the REST interface
    Serve,
    /// Read a directory document or CSV files, all of it or nothing
    Import(directory::Import),
    /// Write the whole directory as one document
    Export(directory::Export),
    /// Print a JSON Schema
    Schema(schema::Schema),
    /// Bearer tokens for programs
    #[command(subcommand)]
    Token(admin::Token),
    /// Administrators
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Fill an empty database with the demo directory and print its sign-ins
    Demo,
    /// Moves from a file
    #[command(subcommand)]
    Moves(moves::Moves),
    /// New people from a file, each copied from somebody
    #[command(subcommand)]
    Copies(copies::Copies),
    /// The audit
    #[command(subcommand)]
    Audit(audit::Audit),
    /// The work beside requests, done by hand
    #[cfg(any(debug_assertions, feature = "for-tests"))]
    #[command(subcommand)]
    Jobs(jobs::Jobs),
    /// Print the OpenAPI document of the REST interface
    Openapi,
    /// The configuration
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand, Debug)]
enum ConfigCommand {
    /// Check the configuration and say what is in force
    Check,
}

/// Which words a document is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Yaml,
    /// For programs.
    Json,
}

/// Who acts, on commands that act for a person.
#[derive(Args, Debug)]
struct Acting {
    /// The user who acts, by id or username; the keys of that user are checked
    #[arg(long = "as", value_name = "USER")]
    user: String,
    /// The organization the user acts in [default: the user's home]
    #[arg(long, value_name = "CODE")]
    acting_in: Option<String>,
}

impl Cli {
    /// Does what is asked for.
    pub async fn run(self) -> Ending {
        match self.dispatch().await {
            Ok(ending) => ending,
            Err(error) => {
                eprintln!("rehome: {error}");
                Ending::Refused
            }
        }
    }

    fn configured(config: Option<PathBuf>, settings: Settings) -> Result<Config, ConfigError> {
        let file = config.as_deref().map(Settings::from_file).transpose()?;
        settings.or(file.unwrap_or_default()).resolve()
    }

    async fn dispatch(self) -> Result<Ending, CommandError> {
        match self.command {
            Command::Schema(schema) => return schema.run(),
            Command::Openapi => return schema::openapi(),
            _ => {}
        }
        let config = Self::configured(self.config, self.settings)?;
        if matches!(self.command, Command::Config(ConfigCommand::Check)) {
            print!("{}", config.describe());
            return Ok(Ending::Done);
        }
        logging::start(&config);
        if matches!(self.command, Command::Serve) {
            return serve::run(config).await;
        }
        let service = serve::open(&config).await?;
        if matches!(&self.command, Command::Import(import) if import.writes()) {
            serve::open_files(&config, &service)?;
        }
        let result = self.command.on(&service).await;
        service.store().close().await;
        result
    }
}

impl Command {
    async fn on(self, service: &Service) -> Result<Ending, CommandError> {
        match self {
            Self::Import(import) => import.run(service).await,
            Self::Export(export) => export.run(service).await,
            Self::Token(token) => token.run(service).await,
            Self::Admin(admin) => admin.run(service).await,
            Self::Demo => demo::run(service).await,
            Self::Moves(moves) => moves.run(service).await,
            Self::Copies(copies) => copies.run(service).await,
            Self::Audit(audit) => audit.run(service).await,
            #[cfg(any(debug_assertions, feature = "for-tests"))]
            Self::Jobs(jobs) => jobs.run(service).await,
            // Asked for before the database is opened.
            Self::Serve | Self::Schema(_) | Self::Openapi | Self::Config(_) => Ok(Ending::Done),
        }
    }
}
