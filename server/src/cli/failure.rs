//! Why a command cannot be done, in a sentence for whoever typed it.

use crate::config::ConfigError;
use rehome_document::Faults;
use rehome_service::directory::ImportError;
use rehome_service::{ServiceError, chain};
use rehome_storage::StoreError;
use std::net::SocketAddr;

/// Why a command cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file.
    #[error("{0}")]
    Faults(#[from] Faults),
    /// A use case said no.
    #[error("{}", told(.0))]
    Service(#[from] ServiceError),
    /// The database cannot be opened.
    #[error("{}", chain(.0))]
    Store(#[from] StoreError),
    /// The system said no.
    #[error(transparent)]
    System(#[from] std::io::Error),
    /// Anything that needs a sentence of its own.
    #[error("{0}")]
    Told(String),
}

impl From<ImportError> for CommandError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Faults(faults) => Self::Faults(faults),
            ImportError::Service(error) => Self::Service(error),
        }
    }
}

impl CommandError {
    /// An address cannot be listened at.
    pub(crate) fn listen(address: SocketAddr, error: std::io::Error) -> Self {
        Self::Told(format!(
            "cannot listen at {address}: {error}; choose another with --listen"
        ))
    }

    /// A sentence.
    pub(crate) fn told(sentence: impl Into<String>) -> Self {
        Self::Told(sentence.into())
    }
}

/// On the command line whoever reads the message is whoever would read the log.
fn told(error: &ServiceError) -> String {
    match error {
        ServiceError::Internal(cause) => chain(cause.as_ref()),
        ServiceError::Rejected(rejection) if !rejection.findings.is_empty() => {
            let codes: Vec<&str> = rejection
                .findings
                .iter()
                .map(|finding| finding.code())
                .collect();
            format!("{error} ({})", codes.join(", "))
        }
        _ => error.to_string(),
    }
}
