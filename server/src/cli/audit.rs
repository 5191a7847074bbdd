//! `rehome audit verify`: whether the record of what happened is whole.

use super::{CommandError, Ending};
use clap::Subcommand;
use rehome_service::Service;

#[derive(Subcommand, Debug)]
pub(super) enum Audit {
    /// Check that no record was changed or taken out
    Verify,
}

impl Audit {
    pub(super) async fn run(self, service: &Service) -> Result<Ending, CommandError> {
        let Self::Verify = self;
        // What this process can seal is sealed first, so that the tail is short.
        service.audit_seal().await?;
        let found = service.audit_verify().await?;
        println!("sealed: {}", found.sealed);
        println!("unsealed: {}", found.unsealed);
        if let Some(first) = &found.first_unsealed {
            println!("unsealed from: {first}");
        }
        match found.broken_at {
            None => {
                println!("the chain holds");
                Ok(Ending::Done)
            }
            Some(place) => {
                println!(
                    "the chain is broken at record {place}: it, or one before it, was changed or taken out"
                );
                Ok(Ending::Refused)
            }
        }
    }
}
