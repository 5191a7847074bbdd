//! `rehome schema` and `rehome openapi`: the words on the wire, for other programs.

use super::{CommandError, Ending};
use clap::{Args, ValueEnum};
use rehome_domain::user_move::MoveRequest;
use rehome_service::user_move::PlanAnswer;
use serde::Serialize;

#[derive(Args, Debug)]
pub(super) struct Schema {
    /// Of what
    what: What,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// The directory document
    Directory,
    /// The request to move
    Request,
    /// The answer to it
    Plan,
}

impl Schema {
    pub(super) fn run(&self) -> Result<Ending, CommandError> {
        match self.what {
            What::Directory => print(&rehome_document::schema()),
            What::Request => print(&schemars::schema_for!(MoveRequest)),
            What::Plan => print(&schemars::schema_for!(PlanAnswer)),
        }
    }
}

pub(super) fn openapi() -> Result<Ending, CommandError> {
    print(&crate::rest::openapi_document())
}

fn print(value: &impl Serialize) -> Result<Ending, CommandError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| CommandError::told(error.to_string()))?;
    println!("{text}");
    Ok(Ending::Done)
}
