//! What cannot be is found before anything is changed.

use crate::directory::{
    A, Directory, NOW, PEOPLE_A, PEOPLE_B, actions, config, done, failed, from_a, move_order,
    moved, order,
};
use rehome_provisioning::ldap::LdapDriver;
use rehome_provisioning::{CauseKind, Driver, Operation, Person};
use rehome_testkit::slapd::Slapd;

const DANA: &str = "uid=dana_BRAMBLE,ou=people,ou=bramble,ou=customers,dc=example";

/// Runs a move that must be refused for what somebody else has, and finds nothing changed by it.
async fn conflicts(directory: &mut Directory, person: Person, named: &str) {
    let all = directory.everything().await;
    let cause = failed(directory.run(&move_order(person)).await);
    assert_eq!(
        (cause.kind, cause.is_retryable),
        (CauseKind::Conflict, false),
        "{cause}"
    );
    assert!(cause.detail.contains(named), "{cause}");
    assert_eq!(directory.everything().await, all, "nothing half done");
}

#[tokio::test]
async fn two_entries_that_want_one_name_are_a_conflict_and_nothing_is_half_done() {
    let mut directory = Directory::start().await;
    directory
        .add_person("uid=dana_COBALT", PEOPLE_B, "another")
        .await;
    let mut schema = crate::directory::schema();
    schema.unique.clear();
    let mut config = config(directory.slapd.url());
    config.schema = schema;
    let id = directory.id_of(DANA).await;
    let all = directory.everything().await;

    let driver = LdapDriver::new(config).unwrap();
    let cause = failed(driver.run(&move_order(moved(&id)), NOW).await);

    assert_eq!(cause.kind, CauseKind::Conflict);
    assert!(cause.detail.contains("uid=dana_COBALT"), "{cause}");
    assert_eq!(directory.everything().await, all, "nothing half done");
}

#[tokio::test]
async fn a_sign_in_name_or_address_of_somebody_else_is_a_conflict() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(DANA).await;
    let person = moved(&id);
    let same_upn = Person {
        upn: Some("OLGA@bramble.example".to_owned()),
        ..person.clone()
    };
    conflicts(&mut directory, same_upn, "userPrincipalName").await;
    let same_mail = Person {
        mail: Some("olga@bramble.example".to_owned()),
        ..person.clone()
    };
    conflicts(&mut directory, same_mail, "olga@bramble.example").await;
    let same_alias = Person {
        other_addresses: vec!["olga@bramble.example".to_owned()],
        ..person.clone()
    };
    conflicts(&mut directory, same_alias, "olga@bramble.example").await;
    let same_username = Person {
        username: "olga_BRAMBLE".to_owned(),
        ..person
    };
    conflicts(&mut directory, same_username, "olga_BRAMBLE").await;
}

#[tokio::test]
async fn what_the_directory_itself_finds_taken_is_a_conflict_before_groups_are_left() {
    let extra = "overlay unique\nunique_uri ldap:///dc=example?employeeType,mail?sub\n";
    let mut directory = Directory::on(Slapd::with(None, extra)).await;
    let id = directory.id_of(DANA).await;
    let mut config = config(directory.slapd.url());
    config.schema.unique.clear();
    let person = Person {
        mail: Some("olga@bramble.example".to_owned()),
        ..moved(&id)
    };
    let all = directory.everything().await;

    let driver = LdapDriver::new(config).unwrap();
    let cause = failed(driver.run(&move_order(person), NOW).await);

    assert_eq!(cause.kind, CauseKind::Conflict, "{cause}");
    assert_eq!(
        actions(&cause.steps).len(),
        6,
        "the rest is shown as not tried"
    );
    assert_eq!(directory.everything().await, all);
}

#[tokio::test]
async fn two_moves_at_once_for_one_name_give_one_done_and_one_conflict() {
    let mut directory = Directory::start().await;
    let dana = directory.id_of(DANA).await;
    let olga = directory
        .id_of(&format!("uid=olga_BRAMBLE,{PEOPLE_A}"))
        .await;
    let mut config = config(directory.slapd.url());
    config.schema.unique.clear();
    let driver = LdapDriver::new(config).unwrap();
    let wanting = |id: &str, user: &str| Person {
        user: user.into(),
        ..moved(id)
    };
    let (one, other) = (
        move_order(wanting(&dana, "dana")),
        move_order(wanting(&olga, "olga")),
    );
    let (one, other) = tokio::join!(driver.run(&one, NOW), driver.run(&other, NOW));
    let mut outcomes = [format!("{one:?}"), format!("{other:?}")];
    outcomes.sort();
    assert!(outcomes[0].starts_with("Done"), "{outcomes:?}");
    assert!(outcomes[1].contains("kind: Conflict"), "{outcomes:?}");
}

#[tokio::test]
async fn the_last_member_of_a_group_that_must_have_one_is_told_or_stood_in_for() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(DANA).await;
    let lonely = format!("cn=lonely,{A}");
    directory
        .add(
            &lonely,
            &[("objectClass", "groupOfNames"), ("member", DANA)],
        )
        .await;
    let revoke = order(moved(&id), Operation::Revoke { from: from_a() });

    let cause = failed(directory.run(&revoke).await);
    assert_eq!(cause.kind, CauseKind::Invalid);
    assert!(cause.detail.contains("cn=lonely"), "{cause}");

    let mut config = config(directory.slapd.url());
    config.schema.last_member = Some("cn=nobody".to_owned());
    let driver = LdapDriver::new(config).unwrap();
    done(driver.run(&revoke, NOW).await);
    assert_eq!(
        directory.read(&lonely).await.unwrap()["member"],
        ["cn=nobody"]
    );
    assert_eq!(directory.groups_with(DANA).await, [""; 0]);
}
