//! A person goes from one customer to another.

use crate::directory::{
    A, B, Directory, NOW, PEOPLE_A, PEOPLE_B, actions, done, from_a, move_order, moved, order,
};
use ldap3::Mod;
use rehome_provisioning::{Driver, Operation, Origin, Outcome, Reason};
use std::collections::HashSet;
use std::time::Duration;

const BEFORE: &str = "uid=dana_BRAMBLE,ou=people,ou=bramble,ou=customers,dc=example";
const AFTER: &str = "uid=dana_COBALT,ou=people,ou=cobalt,ou=customers,dc=example";

#[tokio::test]
async fn a_move_renames_the_entry_and_it_stays_the_same_one() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(BEFORE).await;

    let done = done(directory.run(&move_order(moved(&id))).await);

    assert_eq!(done.entry.as_deref(), Some(id.as_str()));
    assert_eq!(directory.name_of(&id).await, AFTER);
    let entry = directory.read(AFTER).await.unwrap();
    for (attribute, expected) in [
        ("uid", vec!["dana_COBALT"]),
        ("sAMAccountName", vec!["dana_COBALT"]),
        ("userPrincipalName", vec!["dana@cobalt.example"]),
        ("mail", vec!["dana.whitfield@cobalt.example"]),
        ("departmentNumber", vec!["Unassigned"]),
        ("physicalDeliveryOfficeName", vec!["Quay"]),
        ("userPassword", vec!["dana's own"]),
        (
            "proxyAddresses",
            vec![
                "SMTP:dana.whitfield@cobalt.example",
                "X500:/o=bramble/cn=dana",
                "smtp:dana@cobalt.example",
            ],
        ),
    ] {
        assert_eq!(entry[attribute], expected, "{attribute}");
    }
    assert!(!entry.contains_key("title"), "an empty title is taken away");
}

#[tokio::test]
async fn a_move_leaves_the_person_in_no_group_of_the_source() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(BEFORE).await;
    assert_eq!(directory.groups_with(BEFORE).await.len(), 2);
    assert_eq!(directory.groups_with("dana_BRAMBLE").await.len(), 1);

    done(directory.run(&move_order(moved(&id))).await);

    for value in [BEFORE, AFTER, "dana_BRAMBLE", "dana_COBALT"] {
        assert_eq!(directory.groups_with(value).await, [""; 0], "{value}");
    }
    assert!(
        !directory
            .read(AFTER)
            .await
            .unwrap()
            .contains_key("memberOf")
    );
    let olga = format!("uid=olga_BRAMBLE,{PEOPLE_A}");
    assert_eq!(
        directory.groups_with(&olga).await.len(),
        2,
        "colleagues stay"
    );
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(BEFORE).await;
    let first = done(directory.run(&move_order(moved(&id))).await);
    assert_eq!(
        actions(&first.steps),
        [
            "modify",
            "leave_group",
            "leave_group",
            "leave_group",
            "modify",
            "rename"
        ]
    );
    let all = directory.everything().await;

    let second = done(directory.run(&move_order(moved(&id))).await);

    assert_eq!(actions(&second.steps), [""; 0]);
    assert_eq!(
        directory.everything().await,
        all,
        "not even a time of change"
    );
}

#[tokio::test]
async fn looking_tells_what_is_missing_and_changes_nothing() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(BEFORE).await;
    let (driver, order) = (directory.driver(), move_order(moved(&id)));
    let all = directory.everything().await;

    let Outcome::NotYet(before) = driver.look(&order, None, NOW).await else {
        panic!("it cannot be so yet");
    };
    assert_eq!(before.reason, Reason::Differs);
    assert_eq!(before.steps.len(), 6);
    assert_eq!(directory.everything().await, all);

    done(driver.run(&order, NOW).await);
    done(driver.look(&order, None, NOW).await);
}

#[tokio::test]
async fn a_group_elsewhere_is_left_when_it_is_named_and_kept_when_it_is_not() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(BEFORE).await;
    let (left, kept) = (format!("cn=left,{B}"), format!("cn=kept,{B}"));
    for group in [&left, &kept] {
        let values = [
            ("objectClass", "groupOfNames"),
            ("member", BEFORE),
            ("member", "cn=x"),
        ];
        directory.add(group, &values).await;
    }
    let from = Origin {
        groups: vec![left, format!("cn=gone,{A}")],
        ..from_a()
    };

    done(
        directory
            .run(&order(moved(&id), Operation::MoveEntry { from }))
            .await,
    );

    // The directory itself carries the new name into groups, a moment after the answer.
    for _ in 0..500 {
        if !directory.groups_with(AFTER).await.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(directory.groups_with(AFTER).await, [kept]);
}

#[tokio::test]
async fn revoking_takes_the_person_out_of_groups_and_touches_nothing_else() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(BEFORE).await;
    let entry = |all: &crate::directory::Attributes| {
        let mut all = all.clone();
        all.retain(|name, _| {
            !matches!(
                name.as_str(),
                "memberOf" | "entryCSN" | "modifyTimestamp" | "modifiersName"
            )
        });
        all
    };
    let before = entry(&directory.read(BEFORE).await.unwrap());

    let revoke = order(moved(&id), Operation::Revoke { from: from_a() });
    assert_eq!(done(directory.run(&revoke).await).steps.len(), 3);
    assert_eq!(done(directory.run(&revoke).await).steps.len(), 0);

    assert_eq!(directory.groups_with(BEFORE).await, [""; 0]);
    assert_eq!(entry(&directory.read(BEFORE).await.unwrap()), before);
}

#[tokio::test]
async fn what_another_tool_did_in_between_is_put_right() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(BEFORE).await;
    done(directory.run(&move_order(moved(&id))).await);
    // Somebody undoes half of it.
    directory.rename(AFTER, "uid=dana", PEOPLE_A).await;
    let wandered = format!("uid=dana,{PEOPLE_A}");
    let title = Mod::Replace("title", HashSet::from(["Director"]));
    directory.change(&wandered, title).await;
    let member = Mod::Add("member", HashSet::from([wandered.as_str()]));
    directory.change(&format!("cn=all,{A}"), member).await;

    done(directory.run(&move_order(moved(&id))).await);

    assert_eq!(directory.name_of(&id).await, AFTER);
    assert_eq!(directory.groups_with(AFTER).await, [""; 0]);
    assert!(!directory.read(AFTER).await.unwrap().contains_key("title"));
}

#[tokio::test]
async fn a_move_back_is_a_move() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(BEFORE).await;
    done(directory.run(&move_order(moved(&id))).await);
    let from = Origin {
        organization: "cobalt".into(),
        base: B.to_owned(),
        groups: Vec::new(),
    };
    let back = order(crate::directory::dana(&id), Operation::MoveEntry { from });

    done(directory.run(&back).await);

    assert_eq!(directory.name_of(&id).await, BEFORE);
    assert!(
        directory
            .read(&format!("uid=dana_COBALT,{PEOPLE_B}"))
            .await
            .is_none()
    );
}

#[tokio::test]
async fn somebody_who_is_not_there_is_not_made_by_a_move() {
    let directory = Directory::start().await;
    let nobody = "00000000-0000-4000-8000-000000000000";
    let cause = crate::directory::failed(directory.run(&move_order(moved(nobody))).await);
    assert_eq!(cause.kind, rehome_provisioning::CauseKind::NotFound);
    assert!(!cause.is_retryable);
}
