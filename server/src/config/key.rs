//! The values single keys may have.

use super::ConfigError;
use clap::ValueEnum;
use rehome_objects::{Bucket, Place};
use serde::Deserialize;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// The least important lines that are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// Something broke.
    Error,
    /// Something is odd.
    Warn,
    /// What happens.
    #[default]
    Info,
    /// How it happens.
    Debug,
    /// Everything.
    Trace,
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
        })
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        })
    }
}

fn refused(key: &'static str, message: impl Into<String>) -> ConfigError {
    ConfigError::Refused {
        key,
        message: message.into(),
    }
}

/// Whether a text names a database of a kind we know.
pub(super) fn database(url: &str) -> Result<(), ConfigError> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known
        .iter()
        .any(|scheme| url.starts_with(scheme) && url.len() > scheme.len())
    {
        Ok(())
    } else {
        Err(refused(
            "database",
            "write sqlite:PATH or postgres://USER@HOST/NAME",
        ))
    }
}

/// Where files lie: a folder beside the database, where nobody says otherwise.
pub(super) fn files(
    database: &str,
    place: Option<String>,
    (endpoint, region): (Option<String>, Option<String>),
) -> Result<Place, ConfigError> {
    let Some(place) = place else {
        return Ok(Place::Folder(beside(database, "rehome-files")));
    };
    match place.strip_prefix("s3://") {
        None => Ok(Place::Folder(place.into())),
        Some(name) if name.is_empty() || name.contains('/') => Err(refused(
            "files",
            "write the name of a bucket alone, like s3://media",
        )),
        // WHY: the keys of the bucket come out of the surroundings, and stand in no file and no list of processes.
        Some(name) => Ok(Place::Bucket(Bucket {
            name: name.to_owned(),
            region,
            endpoint,
            access_key: None,
            secret_key: None,
        })),
    }
}

/// Where letters go: into a folder beside the database, where nobody says otherwise.
pub(super) fn mail(database: &str, place: Option<String>) -> rehome_mail::Place {
    match place {
        None => rehome_mail::Place::Folder(beside(database, "rehome-mail")),
        Some(place) if place == "none" => rehome_mail::Place::Nowhere,
        Some(place) if place.contains("://") => rehome_mail::Place::Server(place),
        Some(place) => rehome_mail::Place::Folder(place.into()),
    }
}

/// A folder beside a database that is a file; of the working folder otherwise.
fn beside(database: &str, folder: &str) -> PathBuf {
    let file = database
        .strip_prefix("sqlite:")
        .filter(|path| !path.starts_with(':'));
    let parent = file.and_then(|path| Path::new(path.strip_prefix("//").unwrap_or(path)).parent());
    parent.unwrap_or(Path::new("")).join(folder)
}

/// An address people open, as browsers write an origin: scheme, host and port, nothing behind.
pub(super) fn origin(url: &str) -> Result<String, ConfigError> {
    let wrong = || {
        refused(
            "public_url",
            format!("{url:?} is no address like https://moves.example.org"),
        )
    };
    let trimmed = url.trim_end_matches('/');
    let parsed: http::Uri = trimmed.parse().map_err(|_| wrong())?;
    let scheme = parsed
        .scheme_str()
        .filter(|scheme| matches!(*scheme, "http" | "https"));
    let (Some(scheme), Some(authority)) = (scheme, parsed.authority()) else {
        return Err(wrong());
    };
    if parsed.path() != "/" || parsed.query().is_some() || authority.as_str().contains('@') {
        return Err(refused(
            "public_url",
            "leave out user, path and query: people open the very top of it",
        ));
    }
    let default_port = if scheme == "https" { 443 } else { 80 };
    let host = authority.host().to_ascii_lowercase();
    Ok(match authority.port_u16() {
        Some(port) if port != default_port => format!("{scheme}://{host}:{port}"),
        _ => format!("{scheme}://{host}"),
    })
}

/// Whether passwords are safe on their way: https, or loopback, or plain http on explicit wish.
pub(super) fn transport(
    listen: SocketAddr,
    public_url: Option<&str>,
    allow_plain_http: bool,
) -> Result<(), ConfigError> {
    const OR_ALLOW: &str =
        "serve it over https, or set allow_plain_http if you know that nobody listens in";
    match public_url {
        Some(url) if url.starts_with("https://") || is_loopback(url) || allow_plain_http => Ok(()),
        Some(_) => Err(refused(
            "public_url",
            format!("plain http off loopback shows passwords to the network: {OR_ALLOW}"),
        )),
        None if listen.ip().is_loopback() => Ok(()),
        None if allow_plain_http && !listen.ip().is_unspecified() => Ok(()),
        None => Err(refused(
            "public_url",
            "say under which address people open this server",
        )),
    }
}

/// Whether an origin is this machine itself.
pub(crate) fn is_loopback(origin: &str) -> bool {
    let host = origin
        .parse::<http::Uri>()
        .ok()
        .and_then(|uri| uri.host().map(str::to_owned));
    host.is_some_and(|host| {
        host == "localhost"
            || host
                .trim_matches(['[', ']'])
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    })
}
