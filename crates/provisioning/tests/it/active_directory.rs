//! The names of Active Directory, against an OpenLDAP that was taught them: what is asked and written, not how a real
//! one behaves.

use crate::directory::{
    A, Directory, NOW, PEOPLE_A, PEOPLE_B, config, dana, done, move_order, order,
};
use rehome_provisioning::ldap::schema::Schema;
use rehome_provisioning::ldap::{LdapConfig, LdapDriver};
use rehome_provisioning::{Driver, Operation, Person};

/// `6f9619ff-8b86-d011-b42d-00c04fc964ff`, as Active Directory keeps it.
const GUID: [u8; 16] = [
    0xff, 0x19, 0x96, 0x6f, 0x86, 0x8b, 0x11, 0xd0, 0xb4, 0x2d, 0x00, 0xc0, 0x4f, 0xc9, 0x64, 0xff,
];
const ID: &str = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

async fn start() -> (Directory, LdapDriver) {
    let mut directory = Directory::start().await;
    let name = format!("cn=Whitfield\\, Dana,{PEOPLE_A}");
    directory
        .add_octets(
            &name,
            &[
                ("objectClass", b"user"),
                ("sn", b"Whitfield"),
                ("sAMAccountName", b"d_BRAMBLE"),
                ("objectGUID", &GUID),
                ("userAccountControl", b"66048"),
                ("proxyAddresses", b"SMTP:d@bramble.example"),
                ("proxyAddresses", b"SIP:d@bramble.example"),
            ],
        )
        .await;
    let values = [
        ("objectClass", "groupOfNames"),
        ("member", name.as_str()),
        ("member", "cn=x"),
    ];
    directory.add(&format!("cn=staff,{A}"), &values).await;
    let config = LdapConfig {
        schema: Schema::active_directory(),
        ..config(directory.slapd.url())
    };
    (directory, LdapDriver::new(config).unwrap())
}

fn person() -> Person {
    Person {
        display_name: "Whitfield, Dana".to_owned(),
        container: PEOPLE_B.to_owned(),
        username: "d_COBALT".to_owned(),
        upn: Some("d@cobalt.example".to_owned()),
        mail: Some("d@cobalt.example".to_owned()),
        ..dana(ID)
    }
}

#[tokio::test]
async fn an_entry_is_found_by_its_guid_moved_and_written() {
    let (mut directory, driver) = start().await;
    let done_first = done(driver.run(&move_order(person()), NOW).await);
    assert_eq!(done_first.entry.as_deref(), Some(ID));
    let name = format!("cn=Whitfield\\2C Dana,{PEOPLE_B}");
    let entry = directory
        .read(&name)
        .await
        .expect("it stands at the destination");
    for (attribute, expected) in [
        ("sAMAccountName", vec!["d_COBALT"]),
        ("userPrincipalName", vec!["d@cobalt.example"]),
        ("department", vec!["Fresh Produce"]),
        (
            "proxyAddresses",
            vec!["SIP:d@bramble.example", "SMTP:d@cobalt.example"],
        ),
        ("userAccountControl", vec!["66048"]),
    ] {
        assert_eq!(entry[attribute], expected, "{attribute}");
    }
    let staff = directory.read(&format!("cn=staff,{A}")).await.unwrap();
    assert_eq!(staff["member"], ["cn=x"]);
    assert_eq!(done(driver.run(&move_order(person()), NOW).await).steps, []);
}

#[tokio::test]
async fn disabling_sets_one_bit_and_enabling_takes_it_away() {
    let (mut directory, driver) = start().await;
    let name = format!("cn=Whitfield\\2C Dana,{PEOPLE_B}");
    for (is_disabled, bits) in [(true, "66050"), (true, "66050"), (false, "66048")] {
        let person = Person {
            is_disabled,
            ..person()
        };
        done(driver.run(&order(person, Operation::Ensure), NOW).await);
        let entry = directory.read(&name).await.unwrap();
        assert_eq!(entry["userAccountControl"], [bits]);
    }
}

#[tokio::test]
async fn a_new_account_begins_disabled_and_is_enabled_last() {
    let (mut directory, driver) = start().await;
    let new = Person {
        user: "nadia".into(),
        entry: None,
        display_name: "Nadia".to_owned(),
        username: "nadia".to_owned(),
        upn: None,
        mail: None,
        ..person()
    };
    let made = done(driver.run(&order(new, Operation::Ensure), NOW).await);
    let steps: Vec<&str> = made.steps.iter().map(|step| step.action.as_str()).collect();
    assert_eq!(steps, ["create", "enable"]);
    let entry = directory
        .read(&format!("cn=Nadia,{PEOPLE_B}"))
        .await
        .unwrap();
    assert_eq!(entry["userAccountControl"], ["512"]);
}
