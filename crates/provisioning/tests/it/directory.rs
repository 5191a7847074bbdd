//! A directory with two customers, people and groups, and what tests ask of it.

use ldap3::{Ldap, LdapConnAsync, Mod, Scope, SearchEntry};
use rehome_domain::time::Timestamp;
use rehome_provisioning::ldap::schema::{Field, OtherAddresses, Schema};
use rehome_provisioning::ldap::{LdapConfig, LdapDriver};
use rehome_provisioning::{Cause, Done, Driver, Operation, Order, Origin, Outcome, Person, Secret};
use rehome_testkit::slapd::{CONNECTOR, CONNECTOR_PASSWORD, ROOT, ROOT_PASSWORD, SUFFIX, Slapd};
use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

pub const A: &str = "ou=bramble,ou=customers,dc=example";
pub const B: &str = "ou=cobalt,ou=customers,dc=example";
pub const PEOPLE_A: &str = "ou=people,ou=bramble,ou=customers,dc=example";
pub const PEOPLE_B: &str = "ou=people,ou=cobalt,ou=customers,dc=example";
pub const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

pub type Attributes = BTreeMap<String, Vec<String>>;

/// A running directory and its administrator's connection.
pub struct Directory {
    pub slapd: Slapd,
    root: Ldap,
}

/// OpenLDAP with the attributes of hosted people.
pub fn schema() -> Schema {
    let mut schema = Schema::open_ldap();
    schema.classes.push("hostedPerson".to_owned());
    for (field, attribute) in [
        (Field::Upn, "userPrincipalName"),
        (Field::Username, "sAMAccountName"),
    ] {
        schema.attributes.push((field, attribute.to_owned()));
    }
    schema.other_addresses = OtherAddresses::Prefixed {
        attribute: "proxyAddresses".to_owned(),
    };
    schema.unique = vec![Field::Upn, Field::Mail, Field::Username];
    schema
}

pub fn config(url: String) -> LdapConfig {
    LdapConfig {
        url,
        is_plain: true,
        authority: None,
        bind_name: CONNECTOR.to_owned(),
        password: Secret::new(CONNECTOR_PASSWORD),
        base: SUFFIX.to_owned(),
        schema: schema(),
        services: Vec::new(),
        properties: Vec::new(),
        wait: Duration::from_secs(5),
    }
}

pub fn done(outcome: Outcome) -> Done {
    match outcome {
        Outcome::Done(done) => done,
        other => panic!("not done: {other:?}"),
    }
}

pub fn failed(outcome: Outcome) -> Cause {
    match outcome {
        Outcome::Failed(cause) => cause,
        other => panic!("not failed: {other:?}"),
    }
}

pub fn actions(steps: &[rehome_provisioning::Step]) -> Vec<&str> {
    steps.iter().map(|step| step.action.as_str()).collect()
}

/// Dana as she is at Bramble.
pub fn dana(entry: &str) -> Person {
    Person {
        user: "dana".into(),
        organization: "bramble".into(),
        entry: Some(entry.to_owned()),
        container: PEOPLE_A.to_owned(),
        username: "dana_BRAMBLE".to_owned(),
        upn: Some("dana@bramble.example".to_owned()),
        mail: Some("dana@bramble.example".to_owned()),
        other_addresses: Vec::new(),
        given: Some("Dana".to_owned()),
        surname: Some("Whitfield".to_owned()),
        display_name: "Dana Whitfield".to_owned(),
        title: Some("Nurse".to_owned()),
        department: Some("Fresh Produce".to_owned()),
        office: Some("Quay".to_owned()),
        is_disabled: false,
    }
}

/// Dana as she shall be at Cobalt.
pub fn moved(entry: &str) -> Person {
    Person {
        organization: "cobalt".into(),
        container: PEOPLE_B.to_owned(),
        username: "dana_COBALT".to_owned(),
        upn: Some("dana@cobalt.example".to_owned()),
        mail: Some("dana.whitfield@cobalt.example".to_owned()),
        other_addresses: vec!["dana@cobalt.example".to_owned()],
        title: None,
        department: Some("Unassigned".to_owned()),
        ..dana(entry)
    }
}

pub fn from_a() -> Origin {
    Origin {
        organization: "bramble".into(),
        base: A.to_owned(),
        groups: Vec::new(),
    }
}

pub fn order(person: Person, operation: Operation) -> Order {
    Order {
        id: "order-1".to_owned(),
        at: NOW,
        person,
        operation,
    }
}

pub fn move_order(person: Person) -> Order {
    order(person, Operation::MoveEntry { from: from_a() })
}

impl Directory {
    /// Two customers, Dana and a colleague at the first, in a group of each kind.
    pub async fn start() -> Self {
        Self::on(Slapd::start()).await
    }

    pub async fn on(slapd: Slapd) -> Self {
        let root = root(&slapd).await;
        let mut directory = Self { slapd, root };
        directory.fill().await;
        directory
    }

    async fn fill(&mut self) {
        self.add(
            SUFFIX,
            &[
                ("objectClass", "dcObject"),
                ("objectClass", "organization"),
                ("dc", "example"),
                ("o", "x"),
            ],
        )
        .await;
        self.add(
            CONNECTOR,
            &[
                ("objectClass", "organizationalRole"),
                ("objectClass", "simpleSecurityObject"),
                ("cn", "connector"),
                ("userPassword", CONNECTOR_PASSWORD),
            ],
        )
        .await;
        for container in [
            "ou=customers,dc=example",
            "ou=plans,dc=example",
            A,
            B,
            PEOPLE_A,
            PEOPLE_B,
        ] {
            self.add(container, &[("objectClass", "organizationalUnit")])
                .await;
        }
        self.add_person("uid=dana_BRAMBLE", PEOPLE_A, "dana").await;
        self.add_person("uid=olga_BRAMBLE", PEOPLE_A, "olga").await;
        let (dana, olga) = (
            format!("uid=dana_BRAMBLE,{PEOPLE_A}"),
            format!("uid=olga_BRAMBLE,{PEOPLE_A}"),
        );
        self.add(
            &format!("cn=all,{A}"),
            &[
                ("objectClass", "groupOfNames"),
                ("member", &dana),
                ("member", &olga),
                ("member", "cn=x"),
            ],
        )
        .await;
        self.add(
            &format!("cn=quay,{A}"),
            &[
                ("objectClass", "groupOfUniqueNames"),
                ("uniqueMember", &dana),
                ("uniqueMember", &olga),
                ("uniqueMember", "cn=x"),
            ],
        )
        .await;
        self.add(
            &format!("cn=posix,{A}"),
            &[
                ("objectClass", "posixGroup"),
                ("gidNumber", "7"),
                ("memberUid", "dana_BRAMBLE"),
                ("memberUid", "olga_BRAMBLE"),
            ],
        )
        .await;
        self.add(
            &format!("cn=all,{B}"),
            &[("objectClass", "groupOfNames"), ("member", CONNECTOR)],
        )
        .await;
    }

    /// An entry as another tool would have made it.
    pub async fn add_person(&mut self, part: &str, container: &str, user: &str) {
        self.add(
            &format!("{part},{container}"),
            &[
                ("objectClass", "inetOrgPerson"),
                ("objectClass", "hostedPerson"),
                ("cn", "Dana Whitfield"),
                ("displayName", "Dana Whitfield"),
                ("givenName", "Dana"),
                ("sn", "Whitfield"),
                ("title", "Nurse"),
                ("departmentNumber", "Fresh Produce"),
                ("physicalDeliveryOfficeName", "Quay"),
                ("sAMAccountName", part.trim_start_matches("uid=")),
                ("mail", &format!("{user}@bramble.example")),
                ("userPrincipalName", &format!("{user}@bramble.example")),
                ("proxyAddresses", &format!("SMTP:{user}@bramble.example")),
                ("proxyAddresses", &format!("X500:/o=bramble/cn={user}")),
                ("userPassword", "dana's own"),
            ],
        )
        .await;
    }

    pub async fn add(&mut self, name: &str, values: &[(&str, &str)]) {
        let values: Vec<(&str, &[u8])> = values.iter().map(|(a, v)| (*a, v.as_bytes())).collect();
        self.add_octets(name, &values).await;
    }

    pub async fn add_octets(&mut self, name: &str, values: &[(&str, &[u8])]) {
        let mut attributes: BTreeMap<&str, HashSet<&[u8]>> = BTreeMap::new();
        for (attribute, value) in values {
            attributes.entry(attribute).or_default().insert(value);
        }
        let attributes = attributes
            .into_iter()
            .map(|(attribute, values)| (attribute.as_bytes(), values))
            .collect();
        let result = self.root.add(name, attributes).await.unwrap();
        assert_eq!(result.rc, 0, "{name}: {result}");
    }

    pub async fn change(&mut self, name: &str, change: Mod<&str>) {
        self.root
            .modify(name, vec![change])
            .await
            .unwrap()
            .success()
            .unwrap();
    }

    pub async fn rename(&mut self, name: &str, part: &str, container: &str) {
        let renamed = self.root.modifydn(name, part, true, Some(container)).await;
        renamed.unwrap().success().unwrap();
    }

    pub async fn remove(&mut self, name: &str) {
        self.root.delete(name).await.unwrap().success().unwrap();
    }

    /// The administrator's connection anew, after the directory was away.
    pub async fn reconnect(&mut self) {
        self.root = root(&self.slapd).await;
    }

    pub async fn id_of(&mut self, name: &str) -> String {
        self.read(name).await.expect("no such entry")["entryUUID"][0].clone()
    }

    /// All attributes of an entry; none if it is not there.
    pub async fn read(&mut self, name: &str) -> Option<Attributes> {
        let found = self
            .root
            .search(name, Scope::Base, "(objectClass=*)", vec!["*", "+"])
            .await;
        let ldap3::SearchResult(entries, result) = found.unwrap();
        assert!(matches!(result.rc, 0 | 32), "{name}: {result}");
        entries.into_iter().next().map(|entry| {
            let attributes = SearchEntry::construct(entry).attrs.into_iter();
            attributes
                .map(|(name, mut values)| {
                    values.sort();
                    (name, values)
                })
                .collect()
        })
    }

    /// The name of the entry with this id.
    pub async fn name_of(&mut self, id: &str) -> String {
        let found = self
            .root
            .search(
                SUFFIX,
                Scope::Subtree,
                &format!("(entryUUID={id})"),
                vec!["1.1"],
            )
            .await;
        let (mut entries, _) = found.unwrap().success().unwrap();
        SearchEntry::construct(entries.pop().expect("no entry with this id")).dn
    }

    /// The names of all groups that hold a value as a member, by name or sign-in name.
    pub async fn groups_with(&mut self, value: &str) -> Vec<String> {
        let value = ldap3::ldap_escape(value);
        let filter = format!("(|(member={value})(uniqueMember={value})(memberUid={value}))");
        let found = self
            .root
            .search(SUFFIX, Scope::Subtree, &filter, vec!["1.1"])
            .await;
        let (entries, _) = found.unwrap().success().unwrap();
        let mut names: Vec<String> = entries
            .into_iter()
            .map(|entry| SearchEntry::construct(entry).dn)
            .collect();
        names.sort();
        names
    }

    /// Everything below the customers, as it is, to be compared.
    pub async fn everything(&mut self) -> Vec<(String, Attributes)> {
        let found = self
            .root
            .search(SUFFIX, Scope::Subtree, "(objectClass=*)", vec!["*", "+"])
            .await;
        let (entries, _) = found.unwrap().success().unwrap();
        let mut all: Vec<(String, Attributes)> = entries
            .into_iter()
            .map(SearchEntry::construct)
            .map(|entry| {
                let attributes = entry.attrs.into_iter().map(|(name, mut values)| {
                    values.sort();
                    (name, values)
                });
                (entry.dn, attributes.collect())
            })
            .collect();
        all.sort();
        all
    }

    pub fn driver(&self) -> LdapDriver {
        LdapDriver::new(config(self.slapd.url())).unwrap()
    }

    pub async fn run(&self, order: &Order) -> Outcome {
        self.driver().run(order, NOW).await
    }
}

async fn root(slapd: &Slapd) -> Ldap {
    let (connection, mut ldap) = LdapConnAsync::new(&slapd.url()).await.unwrap();
    tokio::spawn(async move { connection.drive().await.map_err(drop) });
    ldap.simple_bind(ROOT, ROOT_PASSWORD)
        .await
        .unwrap()
        .success()
        .unwrap();
    ldap
}
