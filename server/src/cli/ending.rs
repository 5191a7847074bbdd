//! How a command ends, as its exit status tells.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All of it is done.
    Done,
    /// The command cannot be done, or what it was given is refused; nothing was written.
    Refused,
    /// It is done, but some rows were refused or are left.
    InPart,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::Refused => 2,
            Ending::InPart => 3,
        })
    }
}
