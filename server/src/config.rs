//! Configuration: one table of settings, read from a file, the environment and flags.
//!
//! Flags win over the environment (`REHOME_*`), the environment over the file, the file over the
//! defaults. Must not open anything: it only says what is wanted. A new key is a field of [`Settings`],
//! a line in [`Settings::or`] and [`Settings::resolve`], and an entry in `rehome.example.toml`; a test
//! holds the three together.

mod key;

pub(crate) use key::is_loopback;
pub use key::{LogFormat, LogLevel};

use clap::Args;
use rehome_objects::Place;
use serde::Deserialize;
use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What can be set. Every key may be left out.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings (flag, REHOME_ variable, or key of the file)")]
pub struct Settings {
    /// Where the directory is kept: sqlite:PATH or postgres://USER@HOST/NAME [default: sqlite:rehome.sqlite]
    #[arg(
        long,
        env = "REHOME_DATABASE_URL",
        value_name = "URL",
        global = true,
        hide_env_values = true
    )]
    pub database: Option<String>,
    /// How many connections to the database are kept [default: 8]
    #[arg(
        long,
        env = "REHOME_DATABASE_CONNECTIONS",
        value_name = "NUMBER",
        global = true
    )]
    pub database_connections: Option<u32>,
    /// Address and port to serve on [default: 127.0.0.1:8080]
    #[arg(long, env = "REHOME_LISTEN", value_name = "ADDRESS", global = true)]
    pub listen: Option<SocketAddr>,
    /// The address people open, as in their browser [default: http:// and the listening address, on loopback only]
    #[arg(
        long,
        env = "REHOME_PUBLIC_URL",
        value_name = "URL",
        global = true,
        hide_short_help = true
    )]
    pub public_url: Option<String>,
    /// Serve over plain http off loopback, where passwords travel in the open [default: false]
    #[arg(long, env = "REHOME_ALLOW_PLAIN_HTTP", num_args = 0..=1,
        require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, hide_short_help = true)]
    pub allow_plain_http: Option<bool>,
    /// A proxy stands before this server and names who asks in the last entry of X-Forwarded-For [default: false]
    #[arg(long, env = "REHOME_BEHIND_PROXY", num_args = 0..=1,
        require_equals = true, default_missing_value = "true", value_name = "BOOL", global = true, hide_short_help = true)]
    pub behind_proxy: Option<bool>,
    /// A second address for /metrics; without one they are served to loopback only
    #[arg(
        long,
        env = "REHOME_METRICS_LISTEN",
        value_name = "ADDRESS",
        global = true,
        hide_short_help = true
    )]
    pub metrics_listen: Option<SocketAddr>,
    /// How log lines look: text or json [default: text]
    #[arg(long, env = "REHOME_LOG_FORMAT", value_name = "FORMAT", global = true)]
    pub log_format: Option<LogFormat>,
    /// The least important lines to log: error, warn, info, debug or trace [default: info]
    #[arg(long, env = "REHOME_LOG_LEVEL", value_name = "LEVEL", global = true)]
    pub log_level: Option<LogLevel>,
    /// After how many hours without a request a session ends [default: 12]
    #[arg(
        long,
        env = "REHOME_SESSION_IDLE_HOURS",
        value_name = "HOURS",
        global = true,
        hide_short_help = true
    )]
    pub session_idle_hours: Option<u32>,
    /// After how many days a session ends in any case [default: 7]
    #[arg(
        long,
        env = "REHOME_SESSION_DAYS",
        value_name = "DAYS",
        global = true,
        hide_short_help = true
    )]
    pub session_days: Option<u32>,
    /// How many failed sign-ins one username or one remote address may have within the window [default: 10]
    #[arg(
        long,
        env = "REHOME_SIGN_IN_FAILURES",
        value_name = "NUMBER",
        global = true,
        hide_short_help = true
    )]
    pub sign_in_failures: Option<u32>,
    /// How many minutes failed sign-ins are counted [default: 15]
    #[arg(
        long,
        env = "REHOME_SIGN_IN_WINDOW_MINUTES",
        value_name = "MINUTES",
        global = true,
        hide_short_help = true
    )]
    pub sign_in_window_minutes: Option<u32>,
    /// How many days the details of moves and of audit records are kept; without it for good
    #[arg(
        long,
        env = "REHOME_RETENTION_DAYS",
        value_name = "DAYS",
        global = true,
        hide_short_help = true
    )]
    pub retention_days: Option<u32>,
    /// The file that names the systems outside which carry accounts and services; without it people do
    #[arg(
        long,
        env = "REHOME_CONNECTORS",
        value_name = "FILE",
        global = true,
        hide_short_help = true
    )]
    pub connectors: Option<PathBuf>,
    /// Where the bytes of proofs and files lie: a folder, or s3://BUCKET [default: rehome-files, beside the database]
    #[arg(
        long,
        env = "REHOME_FILES",
        value_name = "PLACE",
        global = true,
        hide_short_help = true
    )]
    pub files: Option<String>,
    /// The address of the service that keeps the bucket, where it is not Amazon's
    #[arg(
        long,
        env = "REHOME_FILES_ENDPOINT",
        value_name = "URL",
        global = true,
        hide_short_help = true
    )]
    pub files_endpoint: Option<String>,
    /// The region of the bucket
    #[arg(
        long,
        env = "REHOME_FILES_REGION",
        value_name = "NAME",
        global = true,
        hide_short_help = true
    )]
    pub files_region: Option<String>,
    /// Where letters to people go: a folder, smtp://USER:PASSWORD@HOST:PORT, or none [default: rehome-mail, beside the database]
    #[arg(
        long,
        env = "REHOME_MAIL",
        value_name = "PLACE",
        global = true,
        hide_env_values = true,
        hide_short_help = true
    )]
    pub mail: Option<String>,
    /// Who letters are from [default: Rehome <rehome@localhost>]
    #[arg(
        long,
        env = "REHOME_MAIL_FROM",
        value_name = "ADDRESS",
        global = true,
        hide_short_help = true
    )]
    pub mail_from: Option<String>,
    /// The largest body of a request, in bytes [default: 1048576]
    #[arg(
        long,
        env = "REHOME_BODY_LIMIT_BYTES",
        value_name = "BYTES",
        global = true,
        hide_short_help = true
    )]
    pub body_limit_bytes: Option<u32>,
    /// After how many seconds a request is given up [default: 30]
    #[arg(
        long,
        env = "REHOME_REQUEST_TIMEOUT_SECONDS",
        value_name = "SECONDS",
        global = true,
        hide_short_help = true
    )]
    pub request_timeout_seconds: Option<u32>,
    /// How many requests are worked on at once; more are asked to come back [default: 512]
    #[arg(
        long,
        env = "REHOME_CONCURRENT_REQUESTS",
        value_name = "NUMBER",
        global = true,
        hide_short_help = true
    )]
    pub concurrent_requests: Option<u32>,
}

/// What is set, with defaults filled in and everything checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// The database URL.
    pub database: String,
    /// The size of the connection pool.
    pub database_connections: u32,
    /// Where to serve.
    pub listen: SocketAddr,
    /// The address people open, without a slash at the end; none: worked out from the listening address.
    pub public_url: Option<String>,
    /// Whether the last entry of X-Forwarded-For names who asks.
    pub behind_proxy: bool,
    /// Where to serve metrics beside.
    pub metrics_listen: Option<SocketAddr>,
    /// How log lines look.
    pub log_format: LogFormat,
    /// The least important lines to log.
    pub log_level: LogLevel,
    /// A session ends after so long without a request.
    pub session_idle: Duration,
    /// A session ends after so long.
    pub session_lifetime: Duration,
    /// Failed sign-ins allowed within the window.
    pub sign_in_failures: u32,
    /// How long failed sign-ins are counted.
    pub sign_in_window: Duration,
    /// How many days details are kept; for good where none.
    pub retention_days: Option<u32>,
    /// The file that names the systems outside; none where people do everything by hand.
    pub connectors: Option<PathBuf>,
    /// Where the bytes of proofs and files lie.
    pub files: Place,
    /// Where letters to people go.
    pub mail: rehome_mail::Place,
    /// Who they are from.
    pub mail_from: String,
    /// The largest body in bytes.
    pub body_limit: usize,
    /// A request is given up after so long.
    pub request_timeout: Duration,
    /// Requests worked on at once.
    pub concurrent_requests: usize,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not as it should be; says where.
    #[error("{path}: {message}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Line, column and fault.
        message: String,
    },
    /// A value makes no sense, alone or beside the others.
    #[error("{key}: {message}")]
    Refused {
        /// The key.
        key: &'static str,
        /// What is wrong and what to do.
        message: String,
    },
}

impl Settings {
    /// The keys of a file.
    ///
    /// # Errors
    /// [`ConfigError`] naming the file, and the line of a fault in it.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        toml::from_str(&text).map_err(|error| ConfigError::Malformed {
            path: path.to_owned(),
            message: error.to_string().trim_end().to_owned(),
        })
    }

    /// These settings, and those of `lower` where these say nothing.
    #[must_use]
    pub fn or(self, lower: Self) -> Self {
        Self {
            database: self.database.or(lower.database),
            database_connections: self.database_connections.or(lower.database_connections),
            listen: self.listen.or(lower.listen),
            public_url: self.public_url.or(lower.public_url),
            allow_plain_http: self.allow_plain_http.or(lower.allow_plain_http),
            behind_proxy: self.behind_proxy.or(lower.behind_proxy),
            metrics_listen: self.metrics_listen.or(lower.metrics_listen),
            log_format: self.log_format.or(lower.log_format),
            log_level: self.log_level.or(lower.log_level),
            session_idle_hours: self.session_idle_hours.or(lower.session_idle_hours),
            session_days: self.session_days.or(lower.session_days),
            sign_in_failures: self.sign_in_failures.or(lower.sign_in_failures),
            sign_in_window_minutes: self.sign_in_window_minutes.or(lower.sign_in_window_minutes),
            retention_days: self.retention_days.or(lower.retention_days),
            connectors: self.connectors.or(lower.connectors),
            files: self.files.or(lower.files),
            files_endpoint: self.files_endpoint.or(lower.files_endpoint),
            files_region: self.files_region.or(lower.files_region),
            mail: self.mail.or(lower.mail),
            mail_from: self.mail_from.or(lower.mail_from),
            body_limit_bytes: self.body_limit_bytes.or(lower.body_limit_bytes),
            request_timeout_seconds: self
                .request_timeout_seconds
                .or(lower.request_timeout_seconds),
            concurrent_requests: self.concurrent_requests.or(lower.concurrent_requests),
        }
    }

    /// The configuration these settings amount to.
    ///
    /// # Errors
    /// [`ConfigError::Refused`] naming the key and what to do.
    pub fn resolve(self) -> Result<Config, ConfigError> {
        const HOUR: u64 = 3_600;
        let listen = self
            .listen
            .unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)));
        let public_url = self.public_url.map(|url| key::origin(&url)).transpose()?;
        let database = self
            .database
            .unwrap_or_else(|| "sqlite:rehome.sqlite".to_owned());
        key::database(&database)?;
        key::transport(
            listen,
            public_url.as_deref(),
            self.allow_plain_http.unwrap_or(false),
        )?;
        let bucket = (self.files_endpoint, self.files_region);
        let mail = key::mail(&database, self.mail);
        let files = key::files(&database, self.files, bucket)?;
        let at_least_one = |name, value: Option<u32>, default| match value {
            Some(0) => Err(ConfigError::Refused {
                key: name,
                message: "must be at least 1".to_owned(),
            }),
            value => Ok(value.unwrap_or(default)),
        };
        let seconds = |count: u32, unit| Duration::from_secs(u64::from(count) * unit);
        Ok(Config {
            database,
            database_connections: at_least_one(
                "database_connections",
                self.database_connections,
                8,
            )?,
            listen,
            public_url,
            behind_proxy: self.behind_proxy.unwrap_or(false),
            metrics_listen: self.metrics_listen,
            log_format: self.log_format.unwrap_or_default(),
            log_level: self.log_level.unwrap_or_default(),
            session_idle: seconds(
                at_least_one("session_idle_hours", self.session_idle_hours, 12)?,
                HOUR,
            ),
            session_lifetime: seconds(
                at_least_one("session_days", self.session_days, 7)?,
                24 * HOUR,
            ),
            sign_in_failures: at_least_one("sign_in_failures", self.sign_in_failures, 10)?,
            sign_in_window: seconds(
                at_least_one("sign_in_window_minutes", self.sign_in_window_minutes, 15)?,
                60,
            ),
            retention_days: self
                .retention_days
                .map(|days| at_least_one("retention_days", Some(days), days))
                .transpose()?,
            connectors: self.connectors,
            files,
            mail,
            mail_from: self
                .mail_from
                .unwrap_or_else(|| "Rehome <rehome@localhost>".to_owned()),
            body_limit: at_least_one("body_limit_bytes", self.body_limit_bytes, 1 << 20)? as usize,
            request_timeout: seconds(
                at_least_one("request_timeout_seconds", self.request_timeout_seconds, 30)?,
                1,
            ),
            concurrent_requests: at_least_one("concurrent_requests", self.concurrent_requests, 512)?
                as usize,
        })
    }
}

impl Config {
    /// The address people open, for a server that listens at `bound`.
    pub fn public_url_at(&self, bound: SocketAddr) -> String {
        self.public_url
            .clone()
            .unwrap_or_else(|| format!("http://{bound}"))
    }

    /// Whether people seem to come through a proxy whose address all their failed sign-ins would be counted under.
    pub fn forgets_the_proxy(&self) -> bool {
        let is_https = self
            .public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"));
        is_https && self.listen.ip().is_loopback() && !self.behind_proxy
    }

    /// What is set, a line each, without a secret.
    pub fn describe(&self) -> String {
        let mut text = String::new();
        let mut line = |key: &str, value: String| {
            // INVARIANT: writing to a String does not fail.
            let _ = writeln!(text, "{key} = {value}");
        };
        line("database", rehome_storage::without_password(&self.database));
        line(
            "database_connections",
            self.database_connections.to_string(),
        );
        line("listen", self.listen.to_string());
        line("public_url", self.public_url_at(self.listen));
        line("behind_proxy", self.behind_proxy.to_string());
        line(
            "metrics_listen",
            self.metrics_listen
                .map_or_else(|| "none".to_owned(), |address| address.to_string()),
        );
        line("log_format", self.log_format.to_string());
        line("log_level", self.log_level.to_string());
        line(
            "session_idle_hours",
            (self.session_idle.as_secs() / 3_600).to_string(),
        );
        line(
            "session_days",
            (self.session_lifetime.as_secs() / 86_400).to_string(),
        );
        line("sign_in_failures", self.sign_in_failures.to_string());
        line(
            "sign_in_window_minutes",
            (self.sign_in_window.as_secs() / 60).to_string(),
        );
        line(
            "retention_days",
            self.retention_days
                .map_or_else(|| "none".to_owned(), |days| days.to_string()),
        );
        line(
            "connectors",
            self.connectors
                .as_ref()
                .map_or_else(|| "none".to_owned(), |file| file.display().to_string()),
        );
        line(
            "files",
            match &self.files {
                Place::Folder(folder) => folder.display().to_string(),
                Place::Bucket(bucket) => format!("s3://{}", bucket.name),
            },
        );
        line("mail", self.mail.described());
        line("mail_from", self.mail_from.clone());
        line("body_limit_bytes", self.body_limit.to_string());
        line(
            "request_timeout_seconds",
            self.request_timeout.as_secs().to_string(),
        );
        line("concurrent_requests", self.concurrent_requests.to_string());
        text
    }
}

#[cfg(test)]
mod tests;
