//! `rehome import` and `rehome export`: a directory as files.

use super::{CommandError, Ending, Format, progress};
use clap::Args;
use indicatif::ProgressBar;
use rehome_domain::directory::Directory;
use rehome_domain::ids::OrganizationCode;
use rehome_service::Service;
use rehome_storage::directory::Progress;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args, Debug)]
pub(super) struct Import {
    /// A document (YAML, JSON or CSV), or a folder of them
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
}

impl Import {
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
