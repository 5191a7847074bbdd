//! Entries are made, changed, disabled and enabled.

use crate::directory::{Directory, PEOPLE_A, PEOPLE_B, actions, config, dana, done, failed, order};
use ldap3::Mod;
use rehome_domain::ids::UserId;
use rehome_provisioning::ldap::LdapDriver;
use rehome_provisioning::{CauseKind, Driver, Operation, Person};
use std::collections::HashSet;

fn nadia() -> Person {
    Person {
        user: UserId::new("nadia"),
        entry: None,
        username: "nadia_BRAMBLE".to_owned(),
        upn: Some("nadia@bramble.example".to_owned()),
        mail: Some("nadia@bramble.example".to_owned()),
        given: Some("Nadia".to_owned()),
        surname: None,
        display_name: "Nadia".to_owned(),
        ..dana("")
    }
}

#[tokio::test]
async fn an_entry_is_made_once_and_found_again_though_the_answer_was_lost() {
    let mut directory = Directory::start().await;
    let name = format!("uid=nadia_BRAMBLE,{PEOPLE_A}");
    let made = done(directory.run(&order(nadia(), Operation::Ensure)).await);
    assert_eq!(actions(&made.steps), ["create"]);
    let id = made.entry.unwrap();
    assert_eq!(directory.id_of(&name).await, id);
    let entry = directory.read(&name).await.unwrap();
    assert_eq!(entry["employeeNumber"], ["nadia"]);
    assert_eq!(entry["sn"], ["Nadia"], "the display name stands in");
    assert!(!entry.contains_key("userPassword"));

    // The id was never kept: the order comes again as it was.
    let again = done(directory.run(&order(nadia(), Operation::Ensure)).await);
    assert_eq!(again.entry, Some(id));
    assert_eq!(actions(&again.steps), [""; 0]);
}

#[tokio::test]
async fn a_new_entry_does_not_take_over_one_that_is_there() {
    let mut directory = Directory::start().await;
    directory
        .add_person("uid=nadia_BRAMBLE", PEOPLE_A, "other")
        .await;
    let all = directory.everything().await;
    let cause = failed(directory.run(&order(nadia(), Operation::Ensure)).await);
    assert_eq!(cause.kind, CauseKind::Conflict);
    assert_eq!(directory.everything().await, all);
}

#[tokio::test]
async fn an_entry_needs_its_container() {
    let directory = Directory::start().await;
    let person = Person {
        container: format!("ou=nowhere,{PEOPLE_A}"),
        ..nadia()
    };
    let cause = failed(directory.run(&order(person, Operation::Ensure)).await);
    assert_eq!(cause.kind, CauseKind::NotFound);
    assert!(cause.detail.contains("ou=nowhere"));
}

#[tokio::test]
async fn only_what_differs_is_written() {
    let mut directory = Directory::start().await;
    let id = directory
        .id_of(&format!("uid=dana_BRAMBLE,{PEOPLE_A}"))
        .await;
    assert_eq!(
        done(directory.run(&order(dana(&id), Operation::Ensure)).await).steps,
        []
    );
    let promoted = Person {
        title: Some("Head Nurse".to_owned()),
        ..dana(&id)
    };
    let steps = done(directory.run(&order(promoted, Operation::Ensure)).await).steps;
    assert_eq!(actions(&steps), ["modify"]);
}

#[tokio::test]
async fn a_new_spelling_of_the_sign_in_name_renames_the_entry() {
    let mut directory = Directory::start().await;
    let id = directory
        .id_of(&format!("uid=dana_BRAMBLE,{PEOPLE_A}"))
        .await;
    for username in ["Dana_BRAMBLE", "d.whitfield"] {
        let person = Person {
            username: username.to_owned(),
            ..dana(&id)
        };
        let steps = done(
            directory
                .run(&order(person.clone(), Operation::Ensure))
                .await,
        )
        .steps;
        assert_eq!(actions(&steps), ["modify", "rename"], "{username}");
        assert_eq!(
            directory.name_of(&id).await,
            format!("uid={username},{PEOPLE_A}")
        );
        assert_eq!(
            done(directory.run(&order(person, Operation::Ensure)).await).steps,
            []
        );
    }
}

#[tokio::test]
async fn a_disabled_account_is_locked_and_an_enabled_one_is_not() {
    const LOCK: &str = "pwdAccountLockedTime";
    let mut directory = Directory::start().await;
    let name = format!("uid=dana_BRAMBLE,{PEOPLE_A}");
    let id = directory.id_of(&name).await;
    for (is_disabled, expected) in [(true, Some("000001010000Z")), (false, None)] {
        let person = Person {
            is_disabled,
            ..dana(&id)
        };
        for _ in 0..2 {
            done(
                directory
                    .run(&order(person.clone(), Operation::Ensure))
                    .await,
            );
            let entry = directory.read(&name).await.unwrap();
            let lock = entry.get(LOCK).and_then(|values| values.first());
            assert_eq!(lock.map(String::as_str), expected);
        }
    }
    // A lock after wrong passwords is the directory's own affair.
    let time = Mod::Replace(LOCK, HashSet::from(["20260101000000Z"]));
    directory.change(&name, time).await;
    done(directory.run(&order(dana(&id), Operation::Ensure)).await);
    assert_eq!(
        directory.read(&name).await.unwrap()[LOCK],
        ["20260101000000Z"]
    );
}

#[tokio::test]
async fn the_connector_stays_within_its_rights() {
    let mut directory = Directory::start().await;
    directory
        .add(
            "ou=private,dc=example",
            &[("objectClass", "organizationalUnit")],
        )
        .await;
    let id = directory
        .id_of(&format!("uid=dana_BRAMBLE,{PEOPLE_A}"))
        .await;
    let all = directory.everything().await;
    let person = Person {
        container: "ou=private,dc=example".to_owned(),
        ..dana(&id)
    };
    let cause = failed(directory.run(&order(person, Operation::Ensure)).await);
    assert_eq!(
        (cause.kind, cause.is_retryable),
        (CauseKind::Refused, false)
    );
    assert_eq!(actions(&cause.steps), ["rename"]);
    assert_eq!(directory.everything().await, all);
}

#[tokio::test]
async fn a_check_says_whether_the_base_can_be_seen() {
    let directory = Directory::start().await;
    directory.driver().check().await.unwrap();
    let mut elsewhere = config(directory.slapd.url());
    elsewhere.base = format!("ou=nowhere,{PEOPLE_B}");
    let cause = LdapDriver::new(elsewhere)
        .unwrap()
        .check()
        .await
        .unwrap_err();
    assert_eq!(cause.kind, CauseKind::NotFound);
    let _: &dyn Driver = &directory.driver();
}
