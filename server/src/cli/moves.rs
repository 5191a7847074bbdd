//! `rehome moves plan` and `rehome moves run`: moves from a file, each judged like any other move.

use super::rows::{Teller, Told, read, stop_when_asked, summed_up, write_result};
use super::{Acting, CommandError, Ending};
use clap::{Args, Subcommand};
use rehome_service::bulk::{Broken, FileOptions, FileResult, FileSummary, FileVerdict};
use rehome_service::{Caller, Service, Via};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Subcommand, Debug)]
pub(super) enum Moves {
    /// Say what each row would do; nothing is changed
    Plan(File),
    /// Move; running the same file again is harmless and goes on where it was
    Run(File),
}

#[derive(Args, Debug)]
pub(super) struct File {
    /// A table (CSV, or a list in YAML or JSON) with the columns user, source, destination, date and others, where
    /// `from` and `to` are understood, at sites scope,
    /// move_desk_phones, device_pool and line_css, in hosting trees upn, primary_address, aliases, old_addresses
    /// (`old@a.example=keep; other@a.example=forward:30`), rename_username, manager and services
    /// (`exchange=move:mailbox-50@main; lync=deprovision`); or one of people with Username, Organization, Sponsor, Prevent User Move and
    /// attributes
    file: PathBuf,
    #[command(flatten)]
    acting: Acting,
    /// The codes of the warnings taken note of beforehand; any other warning refuses its row
    #[arg(long, value_name = "CODE,...", value_delimiter = ',')]
    acknowledge: Vec<String>,
    /// Lock everybody who was moved
    #[arg(long)]
    lock_after: bool,
    /// Why, for the ledger
    #[arg(long)]
    reason: Option<String>,
    /// Print one JSON object a row
    #[arg(long)]
    json: bool,
    /// Write the table again, with a result for each row
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
}

impl Moves {
    pub(super) async fn run(self, service: &Service) -> Result<Ending, CommandError> {
        match self {
            Self::Plan(file) => file.go(service, false).await,
            Self::Run(file) => file.go(service, true).await,
        }
    }
}

impl File {
    async fn go(self, service: &Service, is_run: bool) -> Result<Ending, CommandError> {
        let bytes = read(&self.file)?;
        let file = service
            .moves_file(&self.file.display().to_string(), bytes)
            .await?;
        let caller = Caller::new(
            service.user_named(&self.acting.user).await?,
            Via::CommandLine,
        );
        let stop = Arc::new(AtomicBool::new(false));
        let options = FileOptions {
            acting: rehome_service::Acting {
                acting_in: self.acting.acting_in.as_deref().map(Into::into),
                act_as: None,
            },
            acknowledged: self
                .acknowledge
                .iter()
                .map(|code| code.trim().to_owned())
                .filter(|code| !code.is_empty())
                .collect(),
            lock_after: self.lock_after,
            reason: self.reason.clone(),
            file_hash: file.hash,
            stop: Arc::clone(&stop),
        };
        let waiting = tokio::spawn(stop_when_asked(Arc::clone(&stop)));
        let mut teller = Teller::new(file.table.rows.len(), self.json);
        let rows = file.table.rows.clone();
        let ended = if is_run {
            let tell = |row: &FileResult| teller.tell((row.line, row.column), Told::done(row));
            service.moves_run_rows(&caller, rows, &options, tell).await
        } else {
            let tell = |planned: &FileVerdict| {
                let row = &planned.row;
                teller.tell((row.line, row.column), Told::planned(planned));
            };
            let planned = service.moves_plan_file(&caller, rows, &options, tell).await;
            planned.map_err(|error| Broken {
                summary: FileSummary::default(),
                error,
            })
        };
        waiting.abort();
        let told = teller.finish();
        let (summary, broken) = match ended {
            Ok(summary) => (summary, None),
            Err(broken) if broken.summary.has_begun() => (broken.summary, Some(broken.error)),
            Err(broken) => return Err(broken.error.into()),
        };
        let written = match &self.result {
            Some(path) => {
                let rows = file.table.rows.iter();
                let rows = rows.map(|row| ((row.line, row.column), &*row.cells));
                write_result(path, &file.table.headers, rows, (&told, is_run))
            }
            None => Ok(()),
        };
        if is_run && summary.left == 0 && broken.is_none() && written.is_ok() {
            // Where that fails, the next run tells this one again.
            let over = service.moves_run_over(&caller, &options.file_hash).await;
            over.unwrap_or_else(|error| eprintln!("rehome: {error}"));
        }
        let is_stopped = stop.load(Ordering::Relaxed);
        let ending = summed_up(summary, broken, is_stopped, is_run);
        match written {
            Err(error) if is_run => {
                // WHY: rows were moved; "refused" would say that nothing was written.
                eprintln!("rehome: {error}");
                Ok(Ending::InPart)
            }
            written => written.map(|()| ending),
        }
    }
}
