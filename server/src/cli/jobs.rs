//! `rehome jobs run`: the work beside requests, done by hand. In builds for tests only.

use super::{CommandError, Ending};
use clap::Subcommand;
use rehome_service::Service;

#[derive(Subcommand, Debug)]
pub(super) enum Jobs {
    /// Do so many items of the work that a server does beside requests
    Run {
        /// How many
        #[arg(long, value_name = "N")]
        items: u32,
    },
}

impl Jobs {
    pub(super) async fn run(self, service: &Service) -> Result<Ending, CommandError> {
        let Self::Run { items } = self;
        let sealed = service.audit_seal_some(items).await?;
        println!("{sealed} records of the audit sealed");
        let mut carried = 0;
        while carried < items && service.provisioning_work().await? {
            carried += 1;
        }
        println!("{carried} accounts and services carried outside");
        Ok(Ending::Done)
    }
}
