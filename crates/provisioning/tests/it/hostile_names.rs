//! Names that look like syntax, and names in any script.

use crate::directory::{Directory, NOW, PEOPLE_A, PEOPLE_B, config, dana, done, from_a, order};
use rehome_provisioning::ldap::schema::{Field, Schema};
use rehome_provisioning::ldap::{LdapConfig, LdapDriver};
use rehome_provisioning::{Driver, Operation, Order, Outcome, Person};

const NAMES: [&str; 22] = [
    "Whitfield, Dana",
    "Dana \"The Nurse\" Whitfield",
    "Dana\\Whitfield",
    "Dana\\",
    "\\2c\\",
    "#dana",
    "#04024869",
    "Dana + Olga",
    "cn=admin,dc=example",
    "*)(uid=*",
    "(&(cn=*))",
    "a;b<c>d=e",
    "O'Brien / Söhne & Co.",
    "中村 舞",
    "מאיה לוי",
    "ليلى حسن",
    "Ольга Ξένια",
    "👩‍⚕️ Dana",
    "e\u{301}te\u{301}",
    "a\u{202e}b",
    "%s%n${jndi:ldap://x}",
    "x,ou=people,ou=cobalt,ou=customers,dc=example",
];

/// Entries named by what people are called.
fn by_display_name(directory: &Directory) -> LdapConfig {
    let mut schema: Schema = crate::directory::schema();
    schema.naming = "cn".to_owned();
    schema.named_by = Field::DisplayName;
    schema.attributes.retain(|(_, attribute)| attribute != "cn");
    schema.attributes.push((Field::Username, "uid".to_owned()));
    LdapConfig {
        schema,
        ..config(directory.slapd.url())
    }
}

fn named(id: Option<&str>, name: &str, container: &str) -> Person {
    Person {
        user: name.into(),
        entry: id.map(str::to_owned),
        display_name: name.to_owned(),
        given: Some(name.to_owned()),
        surname: Some(name.to_owned()),
        title: Some(name.to_owned()),
        container: container.to_owned(),
        username: "hostile".to_owned(),
        upn: None,
        mail: None,
        ..dana("")
    }
}

#[tokio::test]
async fn an_entry_with_any_name_is_made_moved_and_found_as_itself() {
    let mut directory = Directory::start().await;
    let driver = LdapDriver::new(by_display_name(&directory)).unwrap();
    for name in NAMES {
        let made = driver
            .run(&order(named(None, name, PEOPLE_A), Operation::Ensure), NOW)
            .await;
        let id = done(made)
            .entry
            .unwrap_or_else(|| panic!("{name} has no id"));
        let at = directory.name_of(&id).await;
        let group = "cn=hostile,ou=bramble,ou=customers,dc=example";
        let values = [
            ("objectClass", "groupOfNames"),
            ("member", at.as_str()),
            ("member", "cn=x"),
        ];
        directory.add(group, &values).await;

        let order = order(
            named(Some(&id), name, PEOPLE_B),
            Operation::MoveEntry { from: from_a() },
        );
        done(driver.run(&order, NOW).await);

        let now_at = directory.name_of(&id).await;
        assert!(now_at.ends_with(PEOPLE_B), "{name}: {now_at}");
        let entry = directory.read(&now_at).await.unwrap();
        for attribute in [
            "cn",
            "displayName",
            "sn",
            "givenName",
            "title",
            "employeeNumber",
        ] {
            assert_eq!(entry[attribute], [name], "{attribute}");
        }
        assert_eq!(
            directory.read(group).await.unwrap()["member"],
            ["cn=x"],
            "{name}"
        );
        assert_eq!(
            done(driver.run(&order, NOW).await).steps,
            [],
            "{name}: twice is once"
        );
        directory.remove(group).await;
        directory.remove(&now_at).await;
    }
}

#[tokio::test]
async fn a_name_that_is_a_filter_finds_nobody_else() {
    let mut directory = Directory::start().await;
    let driver = directory.driver();
    let all = directory.everything().await;
    for hostile in ["*", "*)(objectClass=*", "dana)(|(uid=*"] {
        let by_id = Order {
            person: dana(hostile),
            ..order(dana(""), Operation::Revoke { from: from_a() })
        };
        let outcome = driver.run(&by_id, NOW).await;
        assert!(
            matches!(outcome, Outcome::Failed(_)),
            "{hostile}: {outcome:?}"
        );
    }
    assert_eq!(directory.everything().await, all);
}

#[tokio::test]
async fn a_nul_or_a_line_break_is_kept_or_refused_but_never_cuts_a_name_off() {
    let mut directory = Directory::start().await;
    let driver = LdapDriver::new(by_display_name(&directory)).unwrap();
    for name in ["Dana\0Whitfield", "Dana\nWhitfield", "\0", "Dana\u{1}"] {
        let made = driver
            .run(&order(named(None, name, PEOPLE_A), Operation::Ensure), NOW)
            .await;
        if let Outcome::Done(made) = made {
            let at = directory.name_of(&made.entry.unwrap()).await;
            assert_eq!(directory.read(&at).await.unwrap()["cn"], [name]);
            directory.remove(&at).await;
        }
    }
    let cut_off = directory.read(&format!("cn=Dana,{PEOPLE_A}")).await;
    assert!(cut_off.is_none());
}
