//! `rehome copies plan` and `rehome copies run`: new people from a file, each judged like any other copy.

use super::rows::{Teller, Told, read, stop_when_asked, summed_up, write_result};
use super::{Acting, CommandError, Ending};
use clap::{Args, Subcommand};
use rehome_service::bulk::{Broken, FileOptions, FileResult, FileSummary, FileVerdict};
use rehome_service::{Caller, Service, Via};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Subcommand, Debug)]
pub(super) enum Copies {
    /// Say whom each row would make; nothing is changed
    Plan(File),
    /// Make them; running the same file again makes nobody twice
    Run(File),
}

#[derive(Args, Debug)]
pub(super) struct File {
    /// A table (CSV, or a list in YAML or JSON) with the columns source_user, upn and password, and where wanted given,
    /// surname, name, username, primary_address, aliases, destination, roles (`copy`, or several with `;` between),
    /// services (those of the original to copy; `-` for none), add_services (`ocs:chat@main`),
    /// change_at_next_sign_in, never_expires, disabled, expires and test
    file: PathBuf,
    #[command(flatten)]
    acting: Acting,
    /// The codes of the warnings taken note of beforehand; any other warning refuses its row
    #[arg(long, value_name = "CODE,...", value_delimiter = ',')]
    acknowledge: Vec<String>,
    /// Why, for the audit
    #[arg(long)]
    reason: Option<String>,
    /// Print one JSON object a row
    #[arg(long)]
    json: bool,
    /// Write the table again, without its passwords, with a result for each row
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
}

impl Copies {
    pub(super) async fn run(self, service: &Service) -> Result<Ending, CommandError> {
        match self {
            Self::Plan(file) => file.go(service, false).await,
            Self::Run(file) => file.go(service, true).await,
        }
    }
}

impl File {
    async fn go(self, service: &Service, is_run: bool) -> Result<Ending, CommandError> {
        let name = self.file.display().to_string();
        let file = service.copies_file(&name, read(&self.file)?).await?;
        let user = service.user_named(&self.acting.user).await?;
        let caller = Caller::new(user, Via::CommandLine);
        let stop = Arc::new(AtomicBool::new(false));
        let codes = self.acknowledge.iter().map(|code| code.trim().to_owned());
        let options = FileOptions {
            acting: rehome_service::Acting {
                acting_in: self.acting.acting_in.as_deref().map(Into::into),
                act_as: None,
            },
            acknowledged: codes.filter(|code| !code.is_empty()).collect(),
            lock_after: false,
            reason: self.reason.clone(),
            file_hash: file.hash,
            stop: Arc::clone(&stop),
        };
        let waiting = tokio::spawn(stop_when_asked(Arc::clone(&stop)));
        let rows = &file.table.rows;
        let mut teller = Teller::new(rows.len(), self.json);
        let ended = if is_run {
            let tell = |row: &FileResult| teller.tell((row.line, row.column), Told::done(row));
            service.copies_run_rows(&caller, rows, &options, tell).await
        } else {
            let tell = |planned: &FileVerdict| {
                let row = &planned.row;
                teller.tell((row.line, row.column), Told::planned(planned));
            };
            let planned = service.copies_plan_rows(&caller, rows, &options, tell);
            planned.await.map_err(|error| Broken {
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
        let ending = summed_up(summary, broken, stop.load(Ordering::Relaxed), is_run);
        let Some(path) = &self.result else {
            return Ok(ending);
        };
        let rows = rows.iter().map(|row| ((row.line, row.column), &*row.cells));
        match write_result(path, &file.table.headers, rows, (&told, is_run)) {
            Err(error) if is_run => {
                // WHY: people were made; "refused" would say that nothing was written.
                eprintln!("rehome: {error}");
                Ok(Ending::InPart)
            }
            written => written.map(|()| ending),
        }
    }
}
