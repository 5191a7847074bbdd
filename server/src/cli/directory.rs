//! `rehome import` and `rehome export`: a directory as files.

use super::{CommandError, Ending, Format, progress};
use clap::Args;
use indicatif::ProgressBar;
use rehome_domain::directory::Directory;
use rehome_domain::ids::OrganizationCode;
use rehome_service::Service;
use rehome_storage::directory::Progress;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Args, Debug)]
pub(super) struct Import {
    /// A document (YAML, JSON or CSV), or a folder of them; files that its proofs and files name lie beside it
    path: PathBuf,
    /// Where organizations without a parent and people without a home go
    #[arg(long, value_name = "CODE")]
    into: Option<OrganizationCode>,
    /// Only look for faults
    #[arg(long)]
    dry_run: bool,
}

#[derive(Args, Debug)]
pub(super) struct Export {
    /// What to write it in
    #[arg(long, default_value = "yaml")]
    format: Format,
    /// Where to; standard output where none is given
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write people as a table (CSV) instead, with Organization and Prevent User Move, for `rehome moves`; `-` is
    /// standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "output"])]
    people: Option<PathBuf>,
    /// Only people who live in this organization
    #[arg(long, value_name = "CODE", requires = "people")]
    organization: Option<OrganizationCode>,
}

impl Import {
    /// Whether it does more than to look for faults.
    pub(super) fn writes(&self) -> bool {
        !self.dry_run
    }

    pub(super) async fn run(self, service: &Service) -> Result<Ending, CommandError> {
        if self.dry_run {
            return self.look(service).await;
        }
        let (bar, progress) = shown();
        let done = service
            .directory_import(self.path, self.into, progress)
            .await;
        bar.finish_and_clear();
        let counts = done?;
        eprintln!(
            "imported; the directory now holds {} organizations and {} users",
            counts.organizations, counts.users
        );
        Ok(Ending::Done)
    }

    /// Looks for faults only.
    async fn look(self, service: &Service) -> Result<Ending, CommandError> {
        let directory = service.directory_read(self.path, self.into).await?;
        let (organizations, users) = (directory.organizations.len(), directory.users.len());
        eprintln!(
            "no faults: {organizations} organizations and {users} users; nothing was written"
        );
        Ok(Ending::Done)
    }
}

/// Stores a directory that has been read, all of it or nothing.
pub(super) async fn store(service: &Service, directory: Directory) -> Result<(), CommandError> {
    let (bar, progress) = shown();
    let done = service.directory_store(directory, progress).await;
    bar.finish_and_clear();
    Ok(done?)
}

/// A bar, and what moves it.
fn shown() -> (ProgressBar, Arc<Progress>) {
    let bar = progress::bar(0, "importing");
    let moving = bar.clone();
    let progress = move |done: u64, whole: u64| {
        moving.set_length(whole);
        moving.set_position(done);
    };
    (bar, Arc::new(progress))
}

impl Export {
    pub(super) async fn run(self, service: &Service) -> Result<Ending, CommandError> {
        let directory = service.directory_export().await?;
        if let Some(path) = self.people {
            return write_people(&directory, &path, self.organization.as_ref());
        }
        let text = match self.format {
            Format::Yaml => rehome_document::to_yaml(&directory),
            Format::Json => rehome_document::to_json(&directory),
        };
        match self.output {
            Some(path) => std::fs::write(path, text)?,
            None => std::io::stdout().write_all(text.as_bytes())?,
        }
        Ok(Ending::Done)
    }
}

fn write_people(
    directory: &Directory,
    path: &Path,
    organization: Option<&OrganizationCode>,
) -> Result<Ending, CommandError> {
    if let Some(code) = organization.filter(|code| !directory.organizations.contains_key(*code)) {
        return Err(CommandError::told(format!(
            "there is no organization {code}"
        )));
    }
    let table = rehome_document::people_table(directory, organization);
    if path == Path::new("-") {
        std::io::stdout().write_all(table.csv.as_bytes())?;
    } else {
        std::fs::write(path, table.csv)?;
    }
    for attribute in table.left_out {
        eprintln!("left out: the attribute {attribute}, which has values that no cell can hold");
    }
    eprintln!("{} people written", table.rows);
    Ok(Ending::Done)
}
