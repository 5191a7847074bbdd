//! One signed-in connection: searches and changes, each with its time limit.

use super::LdapConfig;
use super::answer::{self, NO_SUCH_OBJECT};
use crate::{Cause, CauseKind};
use ldap3::asn1::{PL, StructureTag};
use ldap3::{Ldap, LdapConnAsync, LdapConnSettings, LdapResult, Mod, ResultEntry, Scope};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

/// What names no attribute: only the name is asked for.
const NO_ATTRIBUTES: &str = "1.1";

#[derive(Clone)]
pub(super) struct Session {
    ldap: Ldap,
    wait: Duration,
}

/// An entry as it was found. Attribute names are in lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) name: String,
    attributes: HashMap<String, Vec<Vec<u8>>>,
}

impl Found {
    pub(super) fn octets(&self, attribute: &str) -> &[Vec<u8>] {
        self.attributes
            .get(&attribute.to_ascii_lowercase())
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The values that are text.
    pub(super) fn texts(&self, attribute: &str) -> Vec<&str> {
        self.octets(attribute)
            .iter()
            .filter_map(|value| std::str::from_utf8(value).ok())
            .collect()
    }
}

impl Session {
    /// Connects, with TLS unless the configuration says otherwise, and signs in.
    pub(super) async fn open(
        config: &LdapConfig,
        trust: Option<Arc<rustls::ClientConfig>>,
    ) -> Result<Self, Cause> {
        let mut settings = LdapConnSettings::new().set_conn_timeout(config.wait);
        if let Some(trust) = trust {
            settings = settings.set_config(trust).set_starttls(true);
        }
        let what = format!("connecting to {}", config.url);
        // WHY a limit around it too: the library's own does not cover StartTLS on every path.
        let opened = tokio::time::timeout(
            config.wait,
            LdapConnAsync::with_settings(settings, &config.url),
        );
        let (connection, ldap) = opened
            .await
            .map_err(|_| Cause::new(CauseKind::Timeout, format!("{what}: no answer in time")))?
            .map_err(|error| match error {
                ldap3::LdapError::LdapResult { result } => Cause::new(
                    CauseKind::Refused,
                    format!(
                        "{what}: TLS is required and the directory does not offer it (code {}: {})",
                        result.rc, result.text
                    ),
                ),
                other => answer::lost(&what, other),
            })?;
        // Whoever waits for an answer is told when the connection breaks; it needs no telling of its own.
        tokio::spawn(async move { connection.drive().await.map_err(drop) });
        let mut session = Self {
            ldap,
            wait: config.wait,
        };
        let bound = session
            .limited()
            .simple_bind(&config.bind_name, config.password.reveal())
            .await;
        let what = format!("signing in as {}", config.bind_name);
        succeeded(&what, bound)?;
        Ok(session)
    }

    pub(super) fn is_closed(&mut self) -> bool {
        self.ldap.is_closed()
    }

    fn limited(&mut self) -> &mut Ldap {
        self.ldap.with_timeout(self.wait)
    }

    /// All entries below a base. A base that is not there is an error.
    pub(super) async fn find_below(
        &mut self,
        base: &str,
        filter: &str,
        attributes: &[&str],
    ) -> Result<Vec<Found>, Cause> {
        let found = self
            .search(base, Scope::Subtree, filter, attributes)
            .await?;
        found.ok_or_else(|| missing(base))
    }

    /// The entries that stand directly in a container. A container that is not there is an error.
    pub(super) async fn find_in(
        &mut self,
        container: &str,
        filter: &str,
    ) -> Result<Vec<Found>, Cause> {
        let found = self.search(container, Scope::OneLevel, filter, &[]).await?;
        found.ok_or_else(|| missing(container))
    }

    /// The entry of this name, if it is there and the filter holds.
    pub(super) async fn find_at(
        &mut self,
        name: &str,
        filter: Option<&str>,
        attributes: &[&str],
    ) -> Result<Option<Found>, Cause> {
        let filter = filter.unwrap_or("(objectClass=*)");
        let found = self.search(name, Scope::Base, filter, attributes).await?;
        Ok(found.unwrap_or_default().pop())
    }

    /// None if the base is not there.
    async fn search(
        &mut self,
        base: &str,
        scope: Scope,
        filter: &str,
        attributes: &[&str],
    ) -> Result<Option<Vec<Found>>, Cause> {
        let what = format!("searching {base}");
        let attributes = if attributes.is_empty() {
            vec![NO_ATTRIBUTES]
        } else {
            attributes.to_vec()
        };
        let answer = self.limited().search(base, scope, filter, attributes).await;
        let ldap3::SearchResult(entries, result) =
            answer.map_err(|error| answer::lost(&what, error))?;
        match result.rc {
            0 => {
                let read = entries.into_iter().filter(|entry| !entry.is_ref());
                let read: Option<Vec<Found>> = read.map(read_entry).collect();
                read.map(Some).ok_or_else(|| {
                    Cause::new(
                        CauseKind::Invalid,
                        format!("{what}: the answer cannot be read"),
                    )
                })
            }
            NO_SUCH_OBJECT => Ok(None),
            _ => Err(answer::refused(&what, &result)),
        }
    }

    pub(super) async fn add(
        &mut self,
        name: &str,
        attributes: &[(String, Vec<Vec<u8>>)],
    ) -> Result<LdapResult, Cause> {
        let attributes = attributes
            .iter()
            .map(|(attribute, values)| (attribute.clone().into_bytes(), set(values)))
            .collect();
        let answer = self.limited().add(name, attributes).await;
        answer.map_err(|error| answer::lost("making the entry", error))
    }

    /// Gives each attribute exactly these values; none takes it away.
    pub(super) async fn replace(
        &mut self,
        name: &str,
        values: &[(String, Vec<Vec<u8>>)],
    ) -> Result<LdapResult, Cause> {
        let changes = values
            .iter()
            .map(|(attribute, values)| Mod::Replace(attribute.clone().into_bytes(), set(values)))
            .collect();
        self.modify(name, changes).await
    }

    /// Adds and removes single values, all or nothing.
    pub(super) async fn exchange(
        &mut self,
        name: &str,
        attribute: &str,
        add: Option<&[u8]>,
        remove: Option<&[u8]>,
    ) -> Result<LdapResult, Cause> {
        let one = |value: &[u8]| HashSet::from([value.to_vec()]);
        let attribute = attribute.as_bytes().to_vec();
        let mut changes = Vec::new();
        changes.extend(add.map(|value| Mod::Add(attribute.clone(), one(value))));
        changes.extend(remove.map(|value| Mod::Delete(attribute.clone(), one(value))));
        self.modify(name, changes).await
    }

    async fn modify(
        &mut self,
        name: &str,
        changes: Vec<Mod<Vec<u8>>>,
    ) -> Result<LdapResult, Cause> {
        let answer = self.limited().modify(name, changes).await;
        answer.map_err(|error| answer::lost(&format!("changing {name}"), error))
    }

    pub(super) async fn rename(
        &mut self,
        name: &str,
        part: &str,
        container: &str,
    ) -> Result<LdapResult, Cause> {
        let answer = self
            .limited()
            .modifydn(name, part, true, Some(container))
            .await;
        answer.map_err(|error| answer::lost(&format!("moving {name}"), error))
    }
}

fn set(values: &[Vec<u8>]) -> HashSet<Vec<u8>> {
    values.iter().cloned().collect()
}

fn missing(name: &str) -> Cause {
    Cause::new(
        CauseKind::NotFound,
        format!("{name} is not there, or the connector may not see it"),
    )
}

pub(super) fn succeeded(
    what: &str,
    answer: Result<LdapResult, ldap3::LdapError>,
) -> Result<(), Cause> {
    let result = answer.map_err(|error| answer::lost(what, error))?;
    if result.rc == 0 {
        Ok(())
    } else {
        Err(answer::refused(what, &result))
    }
}

/// Reads an entry. The library's own way panics where a server sends something odd.
fn read_entry(entry: ResultEntry) -> Option<Found> {
    let mut parts = children(entry.0)?.into_iter();
    let name = String::from_utf8(octets(parts.next()?)?).ok()?;
    let mut attributes = HashMap::new();
    for attribute in children(parts.next()?)? {
        let mut halves = children(attribute)?.into_iter();
        let kind = String::from_utf8(octets(halves.next()?)?).ok()?;
        let values: Option<Vec<Vec<u8>>> =
            children(halves.next()?)?.into_iter().map(octets).collect();
        attributes.insert(kind.to_ascii_lowercase(), values?);
    }
    Some(Found { name, attributes })
}

fn children(tag: StructureTag) -> Option<Vec<StructureTag>> {
    match tag.payload {
        PL::C(children) => Some(children),
        PL::P(_) => None,
    }
}

fn octets(tag: StructureTag) -> Option<Vec<u8>> {
    match tag.payload {
        PL::P(octets) => Some(octets),
        PL::C(_) => None,
    }
}
