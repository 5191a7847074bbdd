//! A real directory that goes away after a move has begun: the cause is told, nothing is half owned, and it goes on.

use crate::house::House;
use crate::outside::{act, exchange, services, to_clover, work};
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::ServiceId;
use rehome_provisioning::ldap::schema::Schema;
use rehome_provisioning::ldap::{LdapConfig, LdapDriver, ServiceGroup};
use rehome_provisioning::{Connector, Connectors, Containers, Secret};
use rehome_service::provisioning::{EventKind, ServiceAction};
use rehome_storage::Store;
use rehome_testkit::Cast;
use rehome_testkit::slapd::{CONNECTOR, CONNECTOR_PASSWORD, Dumped, Slapd};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

const AT_BRAMBLE: &str = "uid=mara.quinn_BRAMBLE,ou=people,ou=BRAMBLE,ou=customers,dc=example";
const AT_CLOVER: &str = "uid=mara.quinn_BRAMBLE,ou=people,ou=CLOVER,ou=customers,dc=example";
const STAFF: &str = "cn=staff,ou=BRAMBLE,ou=customers,dc=example";
const MAILBOX: &str = "cn=mailbox-25,ou=plans,dc=example";

/// Two customers, Mara in a group of hers, and the group of a mailbox.
fn directory() -> Slapd {
    let mut slapd = Slapd::start();
    let mut ldif = format!(
        "dn: dc=example\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: x\n\n\
         dn: {CONNECTOR}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: connector\n\
         userPassword: {CONNECTOR_PASSWORD}\n\n"
    );
    for unit in [
        "ou=customers,dc=example",
        "ou=plans,dc=example",
        "ou=BRAMBLE,ou=customers,dc=example",
        "ou=people,ou=BRAMBLE,ou=customers,dc=example",
        "ou=CLOVER,ou=customers,dc=example",
        "ou=people,ou=CLOVER,ou=customers,dc=example",
    ] {
        ldif += &format!("dn: {unit}\nobjectClass: organizationalUnit\n\n");
    }
    ldif += &format!(
        "dn: {AT_BRAMBLE}\nobjectClass: inetOrgPerson\nuid: mara.quinn_BRAMBLE\ncn: Mara Quinn\nsn: Quinn\n\
         mail: mara.quinn@bramble.example\nemployeeNumber: mara\n\n"
    );
    for group in [STAFF, MAILBOX] {
        ldif += &format!(
            "dn: {group}\nobjectClass: groupOfNames\nmember: cn=x\nmember: {AT_BRAMBLE}\n\n"
        );
    }
    slapd.fill(&ldif);
    slapd
}

async fn house(store: Store, slapd: &Slapd) -> House {
    let config = LdapConfig {
        url: slapd.url(),
        is_plain: true,
        authority: None,
        bind_name: CONNECTOR.to_owned(),
        password: Secret::new(CONNECTOR_PASSWORD),
        base: "dc=example".to_owned(),
        schema: Schema::open_ldap(),
        services: vec![ServiceGroup {
            service: "exchange".to_owned(),
            instance: None,
            plan: "mailbox-25".to_owned(),
            group: MAILBOX.to_owned(),
        }],
        properties: Vec::new(),
        wait: Duration::from_secs(5),
    };
    let house = House::of(store, &Cast::hosting()).await;
    house.service.connect(Connectors::new(vec![Connector {
        name: "directory".to_owned(),
        locations: ["emea".into()].into(),
        carries_account: true,
        services: [ServiceId::from("exchange")].into(),
        containers: Some(Containers {
            customer: "ou={short_name},ou=customers,dc=example".to_owned(),
            people: "ou=people".to_owned(),
            exceptions: BTreeMap::new(),
        }),
        groups: vec![MAILBOX.to_owned()],
        driver: Arc::new(LdapDriver::new(config).unwrap()),
    }]));
    house
}

/// Mara's stable id and name, and the groups that she is in.
fn mara(slapd: &Slapd) -> (String, String, Vec<String>) {
    let all = slapd.dump();
    let text = |entry: &Dumped, attribute: &str| entry[attribute][0].clone();
    let mut found = all.iter().filter(|entry| {
        entry
            .get("employeenumber")
            .is_some_and(|it| it == &["mara"])
    });
    let entry = found.next().unwrap();
    assert!(found.next().is_none(), "there is one of her");
    let name = text(entry, "dn");
    let has_her = |entry: &&Dumped| {
        let members = entry.get("member").into_iter().flatten();
        members.into_iter().any(|member| *member == name)
    };
    let groups = all.iter().filter(has_her).map(|it| text(it, "dn"));
    (text(entry, "entryuuid"), name.clone(), groups.collect())
}

/// The account has arrived at Clover, and the directory is gone before the mailbox has.
async fn half_way(store: Store) -> (House, Slapd, String) {
    let mut slapd = directory();
    let (id, name, groups) = mara(&slapd);
    assert_eq!((name.as_str(), groups.len()), (AT_BRAMBLE, 2));
    let house = house(store, &slapd).await;
    house.run("rhea", &to_clover(), "k").await.unwrap();
    assert!(house.service.provisioning_work().await.unwrap());
    slapd.stop();
    (house, slapd, id)
}

rehome_testkit::on_both_engines! {
    async fn a_directory_that_is_back_soon_gets_the_rest_by_itself(store: Store) {
        let (house, mut slapd, id) = half_way(store).await;
        work(&house).await;
        let seen = services(&house, "rhea").await;
        assert_eq!((seen.account.status, seen.status), (Provisioning::Provisioned, Provisioning::InProgress));
        let job = exchange(&seen).job.clone().unwrap();
        assert_eq!((job.status, job.cause.unwrap().kind.as_str(), job.tries), (Provisioning::Requested, "unreachable", 1));
        assert_eq!(house.home("mara").await, "clover");
        slapd.again();
        house.turn(60);
        work(&house).await;
        assert_eq!(services(&house, "rhea").await.status, Provisioning::Provisioned);
        assert_eq!(mara(&slapd), (id, AT_CLOVER.to_owned(), vec![MAILBOX.to_owned()]));
    }

    async fn a_directory_that_stays_away_leaves_a_failure_with_its_cause_and_a_retry_ends_it(store: Store) {
        let (house, mut slapd, id) = half_way(store).await;
        let mut tries = 0;
        while exchange(&services(&house, "rhea").await).status != Provisioning::Failed {
            tries += 1;
            assert!(tries < 40, "it never fails for good");
            work(&house).await;
            house.turn(6 * 3_600 + 60);
        }
        let seen = services(&house, "rhea").await;
        assert_eq!((seen.account.status, seen.status), (Provisioning::Provisioned, Provisioning::Failed));
        let job = exchange(&seen).job.clone().unwrap();
        assert_eq!(job.cause.unwrap().kind, "unreachable");
        assert_eq!(job.actions, ["retry"]);
        assert_eq!((house.home("mara").await.as_str(), exchange(&seen).plan.as_deref()), ("clover", Some("Mailbox 25 GB")));
        work(&house).await;
        assert_eq!(services(&house, "rhea").await.status, Provisioning::Failed, "nothing is tried any more");

        slapd.again();
        act(&house, "rhea", ServiceAction::Retry).await.unwrap();
        work(&house).await;
        let seen = services(&house, "rhea").await;
        assert_eq!(seen.status, Provisioning::Provisioned);
        let events = &exchange(&seen).job.as_ref().unwrap().events;
        let last: Vec<EventKind> = events.iter().rev().take(3).map(|it| it.kind).collect();
        assert_eq!(last, [EventKind::Done, EventKind::Retried, EventKind::Failed]);
        assert_eq!(mara(&slapd), (id, AT_CLOVER.to_owned(), vec![MAILBOX.to_owned()]));
    }
}
