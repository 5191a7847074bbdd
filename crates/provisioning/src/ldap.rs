//! Directories that speak LDAP: OpenLDAP, Active Directory and their like.
//!
//! An order is read against the directory ([`plan`]: searches only), which gives the changes that are missing, and
//! those are made one after the other ([`apply`]). What is so already gives no change; what is impossible is found
//! before the first one. An entry is always found by its stable id, never by its name.

mod answer;
mod apply;
mod attributes;
mod groups;
pub mod name;
mod plan;
mod properties;
pub mod schema;
mod session;

use crate::outcome::{Done, Ended, NotYet, Outcome, Reason, Step};
use crate::{Cause, CauseKind, Driver, Order, Running, Secret, tls};
use plan::Plan;
use rehome_domain::time::Timestamp;
use schema::Schema;
use serde::Deserialize;
use session::Session;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// How a directory is reached and what it is like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LdapConfig {
    /// `ldaps://host:port` (TLS from the first byte) or `ldap://host:port` (StartTLS, which must succeed).
    pub url: String,
    /// Speaks without TLS. Only to this very machine, never over a network.
    #[serde(default)]
    pub is_plain: bool,
    /// The certificates to trust as PEM; what the machine trusts where there are none.
    #[serde(default)]
    pub authority: Option<String>,
    /// The DN (Active Directory: or UPN) of the connector's account.
    pub bind_name: String,
    /// Its password.
    pub password: Secret,
    /// The DN below which all people of all organizations lie.
    pub base: String,
    /// What things are called there.
    pub schema: Schema,
    /// The groups by which people have services.
    #[serde(default)]
    pub services: Vec<ServiceGroup>,
    /// The attributes that hold what services are set up with.
    #[serde(default)]
    pub properties: Vec<PropertyAttribute>,
    /// How long to wait for a connection and for each answer.
    #[serde(default = "usual_wait")]
    pub wait: Duration,
}

/// Who is in this group has the service at this level.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceGroup {
    /// The service.
    pub service: String,
    /// Which instance of it; every one where none is named.
    #[serde(default)]
    pub instance: Option<String>,
    /// The level.
    pub plan: String,
    /// The group's DN.
    pub group: String,
}

/// Who has the service has the value of this property in this attribute; who has it not has none there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PropertyAttribute {
    /// The service.
    pub service: String,
    /// The property, as the catalogue names it.
    pub property: String,
    /// The attribute of the person's entry.
    pub attribute: String,
}

fn usual_wait() -> Duration {
    Duration::from_secs(15)
}

/// A driver for one directory.
pub struct LdapDriver {
    config: LdapConfig,
    trust: Option<Arc<rustls::ClientConfig>>,
    kept: Mutex<Option<Session>>,
}

impl LdapDriver {
    /// A driver that connects when it is first needed.
    ///
    /// # Errors
    /// Invalid if the address cannot be one, the password is empty (a directory would take that for nobody in
    /// particular), or TLS is off towards another machine.
    pub fn new(config: LdapConfig) -> Result<Self, Cause> {
        let invalid = |detail: &str| Err(Cause::new(CauseKind::Invalid, detail));
        let Some(host) = host(&config.url) else {
            return invalid("the address must be ldaps://HOST[:PORT] or ldap://HOST[:PORT]");
        };
        if config.password.reveal().is_empty() || config.bind_name.is_empty() {
            return invalid("the connector's account needs a name and a password");
        }
        if config.base.trim().is_empty() {
            return invalid("the base is missing");
        }
        if config.is_plain && !is_loopback(host) {
            return invalid("without TLS only this very machine may be spoken to");
        }
        if config.is_plain && config.url.starts_with("ldaps:") {
            return invalid("ldaps:// is never without TLS");
        }
        if let Some(fault) = properties::fault(&config) {
            return invalid(&fault);
        }
        let trust = if config.is_plain {
            None
        } else {
            Some(tls::client(config.authority.as_deref())?)
        };
        Ok(Self {
            config,
            trust,
            kept: Mutex::new(None),
        })
    }

    /// Connects, signs in and looks for the base: what a "test connection" button asks.
    ///
    /// # Errors
    /// Why it cannot.
    pub async fn check(&self) -> Result<(), Cause> {
        let mut session = Session::open(&self.config, self.trust.clone()).await?;
        match session.find_at(&self.config.base, None, &[]).await? {
            Some(_) => Ok(()),
            None => Err(Cause::new(
                CauseKind::NotFound,
                format!(
                    "the base {} is not there, or the connector may not see it",
                    self.config.base
                ),
            )),
        }
    }

    /// A session, and whether it was in use before.
    async fn session(&self) -> Result<(Session, bool), Cause> {
        let mut kept = self.kept.lock().await;
        if let Some(session) = kept.as_mut()
            && !session.is_closed()
        {
            return Ok((session.clone(), true));
        }
        let fresh = Session::open(&self.config, self.trust.clone()).await?;
        *kept = Some(fresh.clone());
        Ok((fresh, false))
    }

    async fn tried(&self, order: &Order, does_change: bool) -> Outcome {
        let mut may_reconnect = true;
        loop {
            let (mut session, was_used) = match self.session().await {
                Ok(found) => found,
                Err(cause) => return Outcome::Failed(self.scrubbed(cause)),
            };
            let outcome = match Plan::read(&mut session, &self.config, order).await {
                Err(cause) => Outcome::Failed(cause),
                Ok(plan) if does_change => apply::apply(&mut session, plan).await,
                Ok(plan) => told(plan),
            };
            let Outcome::Failed(cause) = outcome else {
                return outcome;
            };
            let is_lost = matches!(cause.kind, CauseKind::Unreachable | CauseKind::Timeout);
            if is_lost {
                self.kept.lock().await.take();
            }
            // A connection that was idle for long may have been cut without a sign; orders may be run twice.
            if !(was_used && may_reconnect && cause.kind == CauseKind::Unreachable) {
                return Outcome::Failed(self.scrubbed(cause));
            }
            may_reconnect = false;
        }
    }

    fn scrubbed(&self, cause: Cause) -> Cause {
        Cause {
            detail: self.config.password.scrub(&cause.detail),
            ..cause
        }
    }
}

impl Driver for LdapDriver {
    fn run<'a>(&'a self, order: &'a Order, _now: Timestamp) -> Running<'a> {
        Box::pin(self.tried(order, true))
    }

    fn look<'a>(
        &'a self,
        order: &'a Order,
        _reference: Option<&'a str>,
        _now: Timestamp,
    ) -> Running<'a> {
        Box::pin(self.tried(order, false))
    }
}

/// What a plan says if it is not carried out.
fn told(plan: Plan) -> Outcome {
    if plan.changes.is_empty() {
        return Outcome::Done(Done {
            entry: plan.entry,
            steps: Vec::new(),
        });
    }
    let missing = |change: &plan::Change| Step {
        action: change.action().to_owned(),
        about: change.about().to_owned(),
        ended: Ended::NotTried,
    };
    Outcome::NotYet(NotYet {
        reason: Reason::Differs,
        reference: None,
        after: None,
        steps: plan.changes.iter().map(missing).collect(),
        entry: plan.entry,
    })
}

/// The host of an LDAP address; none if it is not one.
fn host(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("ldaps://")
        .or_else(|| url.strip_prefix("ldap://"))?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match rest.strip_prefix('[') {
        Some(inner) => {
            let (host, after) = inner.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (host, after.strip_prefix(':'))
        }
        None => match rest.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (rest, None),
        },
    };
    let is_name = !host.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b':'));
    (is_name && port.is_none_or(|port| port.parse::<u16>().is_ok())).then_some(host)
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{LdapConfig, LdapDriver, host, schema::Schema, usual_wait};
    use crate::{CauseKind, Secret};

    fn config(url: &str) -> LdapConfig {
        LdapConfig {
            url: url.to_owned(),
            is_plain: true,
            authority: None,
            bind_name: "cn=connector".to_owned(),
            password: Secret::new("swordfish"),
            base: "dc=example".to_owned(),
            schema: Schema::open_ldap(),
            services: Vec::new(),
            properties: Vec::new(),
            wait: usual_wait(),
        }
    }

    #[test]
    fn an_address_is_a_scheme_and_a_host() {
        for (url, expected) in [
            ("ldap://a.example", Some("a.example")),
            ("ldaps://a.example:636/", Some("a.example")),
            ("ldap://[::1]:389", Some("::1")),
            ("ldap://", None),
            ("ldap:///dc=x", None),
            ("ldapi://%2fsocket", None),
            ("ldap://a b", None),
            ("ldap://a:b@c", None),
            ("ldap://a:99999", None),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }

    #[test]
    fn nobody_speaks_in_the_clear_over_a_network() {
        assert!(LdapDriver::new(config("ldap://127.0.0.1")).is_ok());
        for url in [
            "ldap://directory.example",
            "ldap://10.0.0.1",
            "ldaps://127.0.0.1",
        ] {
            let told = LdapDriver::new(config(url)).map(drop).unwrap_err();
            assert_eq!(told.kind, CauseKind::Invalid, "{url}");
        }
    }

    #[test]
    fn an_empty_password_is_refused_before_a_directory_takes_it_for_nobody() {
        let empty = LdapConfig {
            password: Secret::new(""),
            ..config("ldap://127.0.0.1")
        };
        assert!(LdapDriver::new(empty).is_err());
    }

    #[test]
    fn the_configuration_does_not_show_its_password() {
        let shown = format!("{:?}", config("ldap://127.0.0.1"));
        assert!(shown.contains("[hidden]") && !shown.contains("swordfish"));
    }
}
