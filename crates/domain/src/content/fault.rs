//! What can be wrong with the content part of a directory; all of it is told at once.

use std::fmt;
use std::sync::Arc;

/// Something wrong, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentFault {
    /// The section of the document.
    pub section: &'static str,
    /// The entry.
    pub id: Arc<str>,
    /// The field of it; the entry itself where empty.
    pub field: &'static str,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// A field that must be there is not.
    Missing,
    /// The value is not one of those that can stand there.
    NotAllowed(Arc<str>),
    /// It names something that is not there.
    Unknown(Arc<str>),
    /// It names something of another account.
    OfAnotherAccount(Arc<str>),
    /// It names somebody who cannot own things there.
    NoOwner(Arc<str>),
    /// It lies below itself.
    Cycle,
    /// A folder in a private one is not private itself.
    PublicInPrivate,
    /// Two versions of a set have one number.
    VersionTwice(u32),
    /// Versions of one set are kept in several accounts.
    SetInSeveralAccounts(Arc<str>),
    /// The name of a built-in profile.
    BuiltInName,
}

impl fmt::Display for ContentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            section, id, field, ..
        } = self;
        write!(f, "{section}.{id}")?;
        if !field.is_empty() {
            write!(f, ".{field}")?;
        }
        match &self.kind {
            FaultKind::Missing => write!(f, " is missing"),
            FaultKind::NotAllowed(text) => write!(f, " cannot be {text:?}"),
            FaultKind::Unknown(text) => write!(f, ": there is no {text:?}"),
            FaultKind::OfAnotherAccount(text) => {
                write!(f, ": {text:?} belongs to another account")
            }
            FaultKind::NoOwner(text) => {
                write!(f, ": {text:?} lives in no account; name somebody who does")
            }
            FaultKind::Cycle => write!(f, " lies below itself"),
            FaultKind::PublicInPrivate => write!(f, " lies in a private folder; make it private"),
            FaultKind::VersionTwice(number) => {
                write!(f, ": another version of the set has number {number}")
            }
            FaultKind::SetInSeveralAccounts(set) => {
                write!(f, ": versions of {set:?} are kept in several accounts")
            }
            FaultKind::BuiltInName => {
                write!(f, " is the name of a built-in profile; choose another id")
            }
        }
    }
}
