//! Letters to people: made as mail (RFC 5322) and sent by SMTP (RFC 5321), or laid into a folder, a file each.
//!
//! It knows addresses and texts and nothing of what they are about. To add a way to send, add a variant of [`Place`].

#[cfg(test)]
mod tests;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::{Address, AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::path::PathBuf;
use std::time::Duration;

/// A server that does not answer holds a letter up for no longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where letters go.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// Nowhere.
    Nowhere,
    /// Into a folder of this machine, as files that mail programs open; it is made where it is missing.
    Folder(PathBuf),
    /// To a server: `smtp://` or `smtps://`, with user and password where it wants them.
    Server(String),
}

impl std::fmt::Debug for Place {
    /// WHY not derived: a password stays out of every log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.described())
    }
}

impl Place {
    /// The place without a secret.
    pub fn described(&self) -> String {
        match self {
            Self::Nowhere => "none".to_owned(),
            Self::Folder(folder) => folder.display().to_string(),
            Self::Server(url) => match (url.split_once("://"), url.rsplit_once('@')) {
                (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
                _ => url.clone(),
            },
        }
    }
}

/// Why a letter was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The place cannot be used as it is given.
    #[error(
        "letters cannot be sent to {place}: {why}; give a folder, none, or smtp://USER:PASSWORD@HOST:PORT"
    )]
    Place {
        /// The place, without a secret.
        place: String,
        /// What is wrong with it.
        why: String,
    },
    /// An address that is none.
    #[error("{0} is no address mail can be sent to or from")]
    Address(String),
    /// The letter cannot be made.
    #[error("the letter cannot be made: {0}")]
    Letter(#[source] lettre::error::Error),
    /// The server or the folder is away or refuses; tried again later it may work.
    #[error("the letter was not taken: {0}")]
    NotTaken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl MailError {
    /// Whether it is in vain to try again.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Address(_) | Self::Letter(_))
    }
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What no other letter has: letters, digits, `-` and `.`. One that is sent again has it again, by which readers'
    /// programs show it once.
    pub id: String,
    /// Whom it goes to, by name.
    pub name: String,
    /// The address.
    pub address: String,
    /// The subject.
    pub subject: String,
    /// The text, lines separated by `\n`.
    pub text: String,
}

enum Way {
    Nowhere,
    Folder(AsyncFileTransport<Tokio1Executor>),
    Server(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

/// What letters are posted with.
pub struct Post {
    way: Way,
    from: Mailbox,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Post")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

impl Post {
    /// Opens the way to a place, for letters from this address; connects nowhere yet.
    ///
    /// # Errors
    /// [`MailError::Place`] and [`MailError::Address`], for what makes no sense; a folder that cannot be made.
    pub fn open(place: &Place, from: &str) -> Result<Self, MailError> {
        let from = from
            .parse()
            .map_err(|_| MailError::Address(from.to_owned()))?;
        let refused = |why: String| MailError::Place {
            place: place.described(),
            why,
        };
        let way = match place {
            Place::Nowhere => Way::Nowhere,
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| refused(error.to_string()))?;
                Way::Folder(AsyncFileTransport::new(folder))
            }
            Place::Server(url) => {
                // WHY: the client below takes what the process has; another one that is there already serves as well.
                let _ = rustls::crypto::ring::default_provider().install_default();
                let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(|error| refused(error.to_string()))?;
                Way::Server(Box::new(server.timeout(Some(PATIENCE)).build()))
            }
        };
        Ok(Self { way, from })
    }

    /// Whether letters go anywhere.
    pub fn is_wanted(&self) -> bool {
        !matches!(self.way, Way::Nowhere)
    }

    /// Sends a letter.
    ///
    /// # Errors
    /// [`MailError`]; see [`MailError::is_final`].
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let mail = self.made(letter)?;
        match &self.way {
            Way::Nowhere => Ok(()),
            Way::Folder(folder) => match folder.send(mail).await {
                Ok(_) => Ok(()),
                Err(error) => Err(MailError::NotTaken(Box::new(error))),
            },
            Way::Server(server) => match server.send(mail).await {
                Ok(_) => Ok(()),
                Err(error) => Err(MailError::NotTaken(Box::new(error))),
            },
        }
    }

    fn made(&self, letter: &Letter) -> Result<Message, MailError> {
        let address: Address = letter
            .address
            .parse()
            .map_err(|_| MailError::Address(letter.address.clone()))?;
        let id = format!("<{}@{}>", letter.id, self.from.email.domain());
        // WHY: automatic answers to automatic letters go round in circles (RFC 3834).
        let automatic = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        );
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(one_line(&letter.name)), address))
            .subject(one_line(&letter.subject))
            .message_id(Some(id))
            .date_now()
            .header(ContentType::TEXT_PLAIN)
            .raw_header(automatic)
            .body(letter.text.clone())
            .map_err(MailError::Letter)
    }
}

/// A text without what would begin another line.
fn one_line(text: &str) -> String {
    text.split(|sign: char| sign.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
