//! What is known of somebody is the source's up to the move, and the destination's afterwards; nothing counts twice
//! (hosting 9.9).

use crate::house::{House, caller};
use crate::outside::{house, to_clover, undo, work};
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::audit::AuditQuery;
use rehome_service::people::UserPatch;
use rehome_service::provisioning::ProvisioningJobsQuery;
use rehome_testkit::Cast;

fn at_kestrel() -> Acting {
    Acting {
        acting_in: Some("kestrel".into()),
        act_as: Some(ActAs::Operator),
    }
}

/// What was done about Mara with an end at a customer, the oldest first.
async fn told(house: &House, code: &str) -> Vec<String> {
    let query = AuditQuery {
        acting: at_kestrel(),
        about: Some("mara".to_owned()),
        organization: Some(code.into()),
        limit: Some(100),
        ..AuditQuery::default()
    };
    let records = house.service.audit_page(&caller("rhea"), &query).await;
    let records = records.unwrap().items.into_iter().rev();
    records.map(|it| it.action).collect()
}

/// How many people live at a customer, and how many have a mailbox of it.
async fn counted(house: &House, code: &str) -> (u64, u64) {
    let found = house
        .service
        .organization(&caller("rhea"), &at_kestrel(), &code.into())
        .await
        .unwrap();
    let hosting = found.settings.unwrap().hosting.unwrap();
    let mut services = hosting.services.into_iter();
    let exchange = services
        .find(|it| it.service.as_str() == "exchange")
        .unwrap();
    let mailboxes = exchange.instances.values().map(|it| it.people).sum();
    (hosting.users, mailboxes)
}

/// Whose jobs are listed at a customer.
async fn jobs(house: &House, code: &str) -> Vec<String> {
    let query = ProvisioningJobsQuery {
        acting: at_kestrel(),
        organization: Some(code.into()),
        ..ProvisioningJobsQuery::default()
    };
    let found = house
        .service
        .provisioning_jobs(&caller("rhea"), &query)
        .await;
    let found = found.unwrap().items.into_iter();
    found.map(|it| it.person.id.to_string()).collect()
}

async fn title(house: &House, title: &str) {
    let (service, mara) = (&house.service, "mara".into());
    let seen = service.user(&caller("rhea"), &at_kestrel(), &mara).await;
    let seen = seen.unwrap();
    assert_eq!(seen.id, mara, "the id never changes");
    let patch = UserPatch {
        given: Some(Some(title.to_owned())),
        ..UserPatch::default()
    };
    service
        .user_patch(&caller("rhea"), &at_kestrel(), &mara, seen.revision, patch)
        .await
        .unwrap();
}

rehome_testkit::on_both_engines! {
    async fn history_stays_with_the_source_up_to_the_move_and_nothing_is_counted_twice(store: Store) {
        let (house, _driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        let (bramble, clover) = (counted(&house, "bramble").await, counted(&house, "clover").await);
        title(&house, "Grower").await;
        work(&house).await;
        let before = told(&house, "bramble").await;
        assert!(!before.is_empty());
        assert_eq!(told(&house, "clover").await, Vec::<String>::new());

        let done = house.run("rhea", &to_clover(), "k").await.unwrap();
        assert_eq!(jobs(&house, "bramble").await, Vec::<String>::new());
        let ordered = jobs(&house, "clover").await;
        assert!(!ordered.is_empty() && ordered.iter().all(|it| it == "mara"), "{ordered:?}");
        work(&house).await;
        assert_eq!(counted(&house, "bramble").await, (bramble.0 - 1, bramble.1 - 1));
        assert_eq!(counted(&house, "clover").await, (clover.0 + 1, clover.1 + 1));
        let at_source = told(&house, "bramble").await;
        assert_eq!(at_source[..before.len()], before, "what was told stays");
        let arrived = told(&house, "clover").await;
        assert_eq!(at_source[before.len()..][..1], arrived[..1], "both ends are told of the move");

        title(&house, "Head Grower").await;
        work(&house).await;
        assert_eq!(told(&house, "bramble").await, at_source, "the source learns nothing more");
        assert!(told(&house, "clover").await.len() > arrived.len());
        undo(&house, &done.id, "u").await;
        work(&house).await;
        assert_eq!((counted(&house, "bramble").await, counted(&house, "clover").await), (bramble, clover));
    }
}
