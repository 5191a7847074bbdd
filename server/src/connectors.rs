//! The file of connectors: which outside systems carry accounts and services, and how each is spoken to.
//!
//! Read once at the start, and refused as a whole where anything in it makes no sense. Passwords and keys come from files of
//! their own or stand in it; neither is ever logged.

use crate::cli::CommandError;
use rehome_domain::ids::{LocationId, OrganizationCode, ServiceId};
use rehome_provisioning::ldap::schema::{Disabling, Schema};
use rehome_provisioning::ldap::{LdapConfig, LdapDriver, PropertyAttribute, ServiceGroup};
use rehome_provisioning::webhook::{WebhookConfig, WebhookDriver};
use rehome_provisioning::{Cause, Connector, Connectors, Containers, Driver, Secret};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    connector: Vec<Entry>,
}

/// What kind of system it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Ldap,
    ActiveDirectory,
    Webhook,
}

/// One connector as it is written. Paths are relative to the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    kind: Kind,
    #[serde(default)]
    locations: BTreeSet<LocationId>,
    #[serde(default)]
    account: bool,
    url: String,
    authority_file: Option<PathBuf>,
    wait_seconds: Option<u32>,
    // Directories.
    bind_name: Option<String>,
    password: Option<Secret>,
    password_file: Option<PathBuf>,
    base: Option<String>,
    customer: Option<String>,
    #[serde(default)]
    people: String,
    #[serde(default)]
    customers: BTreeMap<OrganizationCode, String>,
    #[serde(default)]
    groups: Vec<ServiceGroup>,
    #[serde(default)]
    properties: Vec<PropertyAttribute>,
    #[serde(default)]
    plain: bool,
    schema: Option<Schema>,
    last_member: Option<String>,
    disabling: Option<Disabling>,
    // Webhooks.
    #[serde(default)]
    services: BTreeSet<ServiceId>,
    #[serde(default)]
    secrets: Vec<Secret>,
    secrets_file: Option<PathBuf>,
}

/// The connectors of a file.
///
/// # Errors
/// A sentence that names the file and the connector.
pub(crate) fn read(path: &Path) -> Result<Connectors, CommandError> {
    let text = read_text(path)?;
    let file: File = toml::from_str(&text).map_err(|error| {
        // WHY not the whole error: it shows the line, and a password may stand there.
        refused(
            path,
            &format!("line {}: {}", line_of(&text, &error), error.message()),
        )
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut names = BTreeSet::new();
    let mut all = Vec::with_capacity(file.connector.len());
    for entry in file.connector {
        let name = entry.name.clone();
        if name.trim().is_empty() || !names.insert(name.clone()) {
            let fault = format!("{name:?}: each connector needs a name of its own");
            return Err(refused(path, &fault));
        }
        let connector = entry.connector(folder);
        all.push(connector.map_err(|fault| refused(path, &format!("{name}: {fault}")))?);
    }
    Ok(Connectors::new(all))
}

fn read_text(path: &Path) -> Result<String, CommandError> {
    std::fs::read_to_string(path)
        .map_err(|error| CommandError::told(format!("cannot read {}: {error}", path.display())))
}

fn refused(path: &Path, fault: &str) -> CommandError {
    CommandError::told(format!("{}: {fault}", path.display()))
}

fn line_of(text: &str, error: &toml::de::Error) -> usize {
    let start = error.span().map_or(0, |span| span.start);
    text.get(..start).unwrap_or_default().lines().count().max(1)
}

impl Entry {
    fn connector(self, folder: &Path) -> Result<Connector, String> {
        let authority = self.authority_file.as_ref();
        let authority = authority.map(|file| inside(folder, file)).transpose()?;
        match self.kind {
            Kind::Webhook => self.webhook(folder, authority),
            Kind::Ldap => self.directory(folder, authority, Schema::open_ldap()),
            Kind::ActiveDirectory => self.directory(folder, authority, Schema::active_directory()),
        }
    }

    fn wait(&self, usual: u64) -> Duration {
        self.wait_seconds
            .map_or(Duration::from_secs(usual), |seconds| {
                Duration::from_secs(u64::from(seconds.clamp(1, 60)))
            })
    }

    fn directory(
        self,
        folder: &Path,
        authority: Option<String>,
        usual: Schema,
    ) -> Result<Connector, String> {
        if !self.services.is_empty() || !self.secrets.is_empty() || self.secrets_file.is_some() {
            return Err(
                "services and secrets are for webhooks; a directory carries those that groups name"
                    .to_owned(),
            );
        }
        let wait = self.wait(15);
        let needed = |value: Option<String>, key: &str| value.ok_or(format!("{key} is missing"));
        let password = match (self.password, &self.password_file) {
            (Some(password), None) => password,
            (None, Some(file)) => Secret::new(inside(folder, file)?.trim_end_matches(['\r', '\n'])),
            _ => return Err("give either password or password_file".to_owned()),
        };
        let mut schema = self.schema.unwrap_or(usual);
        schema.last_member = self.last_member.or(schema.last_member);
        schema.disabling = self.disabling.unwrap_or(schema.disabling);
        let groups: BTreeSet<String> = self.groups.iter().map(|it| it.group.clone()).collect();
        let services = self.groups.iter().map(|it| it.service.as_str().into());
        let services = services.collect();
        if let Some(stray) = (self.properties.iter())
            .find(|it| !self.groups.iter().any(|group| group.service == it.service))
        {
            return Err(format!(
                "{} of {}: no group here stands for that service",
                stray.property, stray.service
            ));
        }
        let config = LdapConfig {
            url: self.url,
            is_plain: self.plain,
            authority,
            bind_name: needed(self.bind_name, "bind_name")?,
            password,
            base: needed(self.base, "base")?,
            schema,
            services: self.groups,
            properties: self.properties,
            wait,
        };
        let driver = LdapDriver::new(config).map_err(told)?;
        Ok(Connector {
            name: self.name,
            locations: self.locations,
            carries_account: self.account,
            services,
            containers: Some(Containers {
                customer: needed(self.customer, "customer")?,
                people: self.people,
                exceptions: self.customers,
            }),
            groups: groups.into_iter().collect(),
            driver: Arc::new(driver),
        })
    }

    fn webhook(self, folder: &Path, authority: Option<String>) -> Result<Connector, String> {
        let is_directory = self.bind_name.is_some()
            || self.password.is_some()
            || self.password_file.is_some()
            || self.base.is_some()
            || self.customer.is_some()
            || self.schema.is_some()
            || !self.properties.is_empty()
            || !self.groups.is_empty();
        if is_directory {
            return Err("a webhook takes url, services, account and secrets only".to_owned());
        }
        let wait = self.wait(20);
        let mut secrets = self.secrets;
        if let Some(file) = &self.secrets_file {
            let text = inside(folder, file)?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            secrets.extend(lines.map(Secret::new));
        }
        let config = WebhookConfig {
            url: self.url,
            secrets,
            authority,
            wait,
        };
        let driver: Arc<dyn Driver> = Arc::new(WebhookDriver::new(&config).map_err(told)?);
        Ok(Connector {
            name: self.name,
            locations: self.locations,
            carries_account: self.account,
            services: self.services,
            containers: None,
            groups: Vec::new(),
            driver,
        })
    }
}

fn told(cause: Cause) -> String {
    cause.detail
}

fn inside(folder: &Path, file: &Path) -> Result<String, String> {
    let path = folder.join(file);
    std::fs::read_to_string(&path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    const EXAMPLE: &str = include_str!("../connectors.example.toml");

    const GROUP: &str =
        "[[connector.groups]]\nservice = \"exchange\"\nplan = \"p\"\ngroup = \"cn=p\"\n";

    fn property(service: &str, attribute: &str) -> String {
        format!(
            "[[connector.properties]]\nservice = \"{service}\"\nproperty = \"line\"\nattribute = \"{attribute}\"\n"
        )
    }

    fn refusal(text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("connectors.toml");
        std::fs::write(&path, text).unwrap();
        match read(&path) {
            Ok(_) => panic!("taken: {text}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_example_is_taken_once_its_secrets_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("connectors.toml");
        std::fs::write(&path, EXAMPLE).unwrap();
        std::fs::write(folder.path().join("directory.password"), "swordfish\n").unwrap();
        let key = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD\n";
        std::fs::write(folder.path().join("mail.keys"), key).unwrap();
        let connectors = read(&path).unwrap();
        let emea = "emea".into();
        let of = |service: Option<&str>| {
            let service = service.map(ServiceId::from);
            let found = connectors.carrying(Some(&emea), service.as_ref());
            found.map(|it| it.name.clone())
        };
        assert_eq!(of(None).as_deref(), Some("emea-directory"));
        assert_eq!(of(Some("exchange")).as_deref(), Some("emea-directory"));
        assert_eq!(of(Some("ocs")).as_deref(), Some("conferencing"));
        assert_eq!(of(Some("sharepoint")), None);
    }

    #[test]
    fn what_makes_no_sense_is_told_with_the_connector_and_without_its_password() {
        let directory = "[[connector]]\nname = \"d\"\nkind = \"ldap\"\nurl = \"ldaps://d.example\"\nbind_name = \"cn=c\"\nbase = \"dc=e\"\ncustomer = \"ou={code},dc=e\"\n";
        for (text, expected) in [
            (directory.to_owned(), "d: give either password or password_file"),
            (
                format!("{directory}password = \"swordfish\"\nservices = [\"x\"]\n"),
                "d: services and secrets are for webhooks",
            ),
            (
                format!("{directory}password = \"swordfish\"\nplain = true\nurl = 3\n"),
                "line",
            ),
            (
                format!("{directory}password = \"swordfish\"\ncolour = 1\n"),
                "unknown field `colour`",
            ),
            (
                format!("{directory}password = \"swordfish\"\n{directory}"),
                "each connector needs a name of its own",
            ),
            (
                format!("{directory}password = \"swordfish\"\n{GROUP}{}", property("exchange", "mail")),
                "line of exchange: the attribute mail cannot hold it",
            ),
            (
                format!("{directory}password = \"swordfish\"\n{GROUP}{}", property("crm", "homePhone")),
                "line of crm: no group here stands for that service",
            ),
            (
                directory.replace("ldaps:", "gopher:") + "password = \"swordfish\"\n",
                "d: the address must be",
            ),
            (
                "[[connector]]\nname = \"w\"\nkind = \"webhook\"\nurl = \"http://elsewhere.example\"\nsecrets = [\"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD\"]\n".to_owned(),
                "w: ",
            ),
        ] {
            let told = refusal(&text);
            assert!(told.contains(expected), "{told}");
            assert!(!told.contains("swordfish") && !told.contains("whsec_"), "{told}");
        }
    }
}
