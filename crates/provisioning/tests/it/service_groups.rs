//! Services that people have by groups.

use crate::directory::{Directory, NOW, config, dana, done, failed, order};
use rehome_provisioning::ldap::{LdapDriver, PropertyAttribute, ServiceGroup};
use rehome_provisioning::{CauseKind, Driver, Operation, Outcome, ServicePlan};

const DANA: &str = "uid=dana_BRAMBLE,ou=people,ou=bramble,ou=customers,dc=example";

fn group(plan: &str) -> String {
    format!("cn={plan},ou=plans,dc=example")
}

fn at(plan: &str) -> ServicePlan {
    ServicePlan {
        service: "exchange".to_owned(),
        instance: Some("main".to_owned()),
        plan: plan.to_owned(),
        ..ServicePlan::default()
    }
}

async fn start() -> (Directory, LdapDriver, String) {
    let mut directory = Directory::start().await;
    let mut config = config(directory.slapd.url());
    for plan in ["mailbox-25", "mailbox-50"] {
        let values = [("objectClass", "groupOfNames"), ("member", "cn=x")];
        directory.add(&group(plan), &values).await;
        config.services.push(ServiceGroup {
            service: "exchange".to_owned(),
            instance: None,
            plan: plan.to_owned(),
            group: group(plan),
        });
    }
    let id = directory.id_of(DANA).await;
    (directory, LdapDriver::new(config).unwrap(), id)
}

async fn plans(directory: &mut Directory) -> Vec<String> {
    let mut groups = directory.groups_with(DANA).await;
    groups.retain(|name| name.ends_with("ou=plans,dc=example"));
    groups
}

#[tokio::test]
async fn a_person_has_a_service_at_one_level_or_not_at_all() {
    let (mut directory, driver, id) = start().await;
    let small = || at("mailbox-25");
    let large = || at("mailbox-50");
    for (operation, expected) in [
        (
            Operation::Provision { service: small() },
            vec![group("mailbox-25")],
        ),
        (
            Operation::ChangePlan { service: large() },
            vec![group("mailbox-50")],
        ),
        (Operation::Deprovision { service: large() }, vec![]),
    ] {
        let order = order(dana(&id), operation);
        assert!(!done(driver.run(&order, NOW).await).steps.is_empty());
        assert_eq!(plans(&mut directory).await, expected);
        assert_eq!(
            done(driver.run(&order, NOW).await).steps,
            [],
            "twice is once"
        );
    }
}

#[tokio::test]
async fn a_service_or_level_this_directory_does_not_know_is_invalid() {
    let (mut directory, driver, id) = start().await;
    for operation in [
        Operation::Provision {
            service: at("mailbox-75"),
        },
        Operation::Deprovision {
            service: ServicePlan {
                service: "sharepoint".to_owned(),
                ..at("team")
            },
        },
    ] {
        let cause = failed(driver.run(&order(dana(&id), operation), NOW).await);
        assert_eq!(cause.kind, CauseKind::Invalid);
    }
    assert_eq!(plans(&mut directory).await, [""; 0]);
}

#[tokio::test]
async fn a_group_that_is_gone_is_told() {
    let (mut directory, driver, id) = start().await;
    directory.remove(&group("mailbox-25")).await;
    let service = at("mailbox-25");
    let outcome = driver
        .run(&order(dana(&id), Operation::Provision { service }), NOW)
        .await;
    let Outcome::Failed(cause) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(cause.kind, CauseKind::NotFound);
}

#[tokio::test]
async fn who_goes_to_another_instance_is_in_no_group_of_the_former() {
    let (mut directory, _, id) = start().await;
    let mut config = config(directory.slapd.url());
    for (instance, plan) in [("main", "mailbox-25"), ("branch", "mailbox-50")] {
        config.services.push(ServiceGroup {
            service: "exchange".to_owned(),
            instance: Some(instance.to_owned()),
            plan: "mailbox".to_owned(),
            group: group(plan),
        });
    }
    let driver = LdapDriver::new(config).unwrap();
    let on = |instance: &str| ServicePlan {
        instance: Some(instance.to_owned()),
        ..at("mailbox")
    };
    let (main, branch) = (on("main"), on("branch"));
    for (operation, expected) in [
        (
            Operation::Provision { service: main },
            vec![group("mailbox-25")],
        ),
        (
            Operation::ChangePlan { service: branch },
            vec![group("mailbox-50")],
        ),
    ] {
        let order = order(dana(&id), operation);
        done(driver.run(&order, NOW).await);
        assert_eq!(plans(&mut directory).await, expected);
        assert_eq!(done(driver.run(&order, NOW).await).steps, []);
    }
}

#[tokio::test]
async fn what_a_service_is_set_up_with_stands_in_the_attribute_that_is_named_for_it() {
    let (mut directory, _, id) = start().await;
    let mut config = config(directory.slapd.url());
    config.services.push(ServiceGroup {
        service: "exchange".to_owned(),
        instance: None,
        plan: "mailbox-25".to_owned(),
        group: group("mailbox-25"),
    });
    config.properties.push(PropertyAttribute {
        service: "exchange".to_owned(),
        property: "line".to_owned(),
        attribute: "homePhone".to_owned(),
    });
    let driver = LdapDriver::new(config).unwrap();
    let with = |properties: &str| ServicePlan {
        properties: serde_json::from_str(properties).unwrap(),
        ..at("mailbox-25")
    };
    let (one, other, none) = (
        with(r#"{"line": "+44 20", "size": 7}"#),
        with(r#"{"line": "+44 99"}"#),
        with("{}"),
    );
    for (operation, expected) in [
        (
            Operation::Provision {
                service: one.clone(),
            },
            vec!["+44 20"],
        ),
        (Operation::ChangePlan { service: other }, vec!["+44 99"]),
        (Operation::Provision { service: none }, vec![]),
        (Operation::Provision { service: one }, vec!["+44 20"]),
        (
            Operation::Deprovision {
                service: at("mailbox-25"),
            },
            vec![],
        ),
    ] {
        let order = order(dana(&id), operation);
        done(driver.run(&order, NOW).await);
        let stored = directory.read(DANA).await.unwrap();
        let phones = stored.get("homePhone").cloned().unwrap_or_default();
        assert_eq!(phones, expected);
        assert_eq!(done(driver.run(&order, NOW).await).steps, []);
    }
}

#[tokio::test]
async fn a_property_is_written_to_no_attribute_that_holds_something_else() {
    for attribute in [
        "mail",
        "userPassword",
        "MEMBER",
        "entryUUID",
        "home phone",
        "",
    ] {
        let mut config = config("ldap://127.0.0.1".to_owned());
        config.properties.push(PropertyAttribute {
            service: "exchange".to_owned(),
            property: "line".to_owned(),
            attribute: attribute.to_owned(),
        });
        let refused = LdapDriver::new(config).map(drop).unwrap_err();
        assert_eq!(refused.kind, CauseKind::Invalid, "{attribute}");
    }
}
