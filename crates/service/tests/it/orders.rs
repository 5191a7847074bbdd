//! What a driver is told of a service: what it is set up with, where it comes from, and whether what it holds goes along.

use crate::outside::{act, house, provision, to_clover, undo, work};
use rehome_domain::hosting::{PropertyRule, Transfer};
use rehome_domain::ids::ServiceId;
use rehome_domain::user_move::MoveRequest;
use rehome_domain::user_move::request::{Disposition, ServiceChoice};
use rehome_provisioning::{CauseKind, Operation, Order, ServicePlan};
use rehome_service::provisioning::ServiceAction;
use rehome_storage::Store;
use rehome_testkit::Cast;
use serde_json::json;

fn service(order: &Order) -> &ServicePlan {
    match &order.operation {
        Operation::Provision { service }
        | Operation::ChangePlan { service }
        | Operation::Deprovision { service } => service,
        other => panic!("{other:?}"),
    }
}

/// A customer, an instance and a level.
type Whence<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// From whom, on which instance and at which level, and whether what it holds goes along.
fn whence(order: &Order) -> (Option<Whence<'_>>, bool) {
    let service = service(order);
    let from = service.from.as_ref();
    let from = from.map(|from| {
        let (instance, plan) = (from.instance.as_deref(), from.plan.as_deref());
        (from.organization.as_str(), instance, plan)
    });
    (from, service.keeps_data)
}

const AT_BRAMBLE: Whence<'static> = ("bramble", Some("main"), Some("mailbox-25"));
const AT_CLOVER: Whence<'static> = ("clover", Some("main"), Some("mailbox-25"));

fn cast(transfer: Transfer) -> Cast {
    Cast::hosting().knowing(|it| {
        let exchange = it.catalogue.services.get_mut(&ServiceId::from("exchange"));
        let exchange = exchange.unwrap();
        exchange.transfer = transfer;
        exchange
            .properties
            .insert("line".into(), PropertyRule::Copy);
    })
}

async fn there_and_back(store: Store, transfer: Transfer, keeps_data: bool) {
    let (house, driver) = house(store, &cast(transfer), &["exchange"]).await;
    let done = house.run("rhea", &to_clover(), "k").await.unwrap();
    work(&house).await;
    let orders = driver.orders();
    assert_eq!(orders[1].operation.as_str(), "provision");
    assert_eq!(whence(&orders[1]), (Some(AT_BRAMBLE), keeps_data));
    undo(&house, &done.id, "u").await;
    work(&house).await;
    assert_eq!(whence(&driver.orders()[1]), (Some(AT_CLOVER), keeps_data));
}

rehome_testkit::on_both_engines! {
    async fn what_is_filled_in_goes_to_the_driver(store: Store) {
        let (house, driver) = house(store, &cast(Transfer::Movable), &["exchange"]).await;
        act(&house, "cleo", provision(None, json!({ "line": "+44 20" }))).await.unwrap();
        work(&house).await;
        let orders = driver.orders();
        assert_eq!(service(&orders[0]).properties, json!({ "line": "+44 20" }).as_object().cloned().unwrap());
        assert_eq!(whence(&orders[0]), (Some(AT_BRAMBLE), true), "it is set up as it was, but for the line");
        house.run("rhea", &to_clover(), "k").await.unwrap();
        work(&house).await;
        assert_eq!(service(&driver.orders()[1]).properties["line"], "+44 20");
        act(&house, "rhea", provision(None, json!({ "line": null }))).await.unwrap();
        work(&house).await;
        assert!(service(&driver.orders()[0]).properties.is_empty());
        act(&house, "rhea", ServiceAction::Deprovision { acknowledged: true }).await.unwrap();
        work(&house).await;
        let orders = driver.orders();
        assert_eq!(whence(&orders[0]), (Some(AT_CLOVER), false));
    }

    async fn what_moves_keeps_what_it_holds_on_either_way(store: Store) {
        there_and_back(store, Transfer::Movable, true).await;
    }

    async fn what_is_set_up_again_is_new_and_empty(store: Store) {
        there_and_back(store, Transfer::Recreate, false).await;
    }

    async fn what_is_taken_away_by_a_move_is_taken_away_at_the_source(store: Store) {
        let (house, driver) = house(store, &cast(Transfer::Movable), &["exchange"]).await;
        let mut request = to_clover();
        let away = ServiceChoice { disposition: Disposition::Deprovision, instance: None, plan: None };
        request.options.services = Some([(ServiceId::from("exchange"), away)].into());
        house.run("rhea", &request, "k").await.unwrap();
        work(&house).await;
        let orders = driver.orders();
        assert_eq!((orders[1].operation.as_str(), orders[1].person.organization.as_str()), ("deprovision", "clover"));
        assert_eq!(whence(&orders[1]), (Some(AT_BRAMBLE), false));
    }

    async fn what_never_arrived_still_comes_from_where_it_is(store: Store) {
        let (house, driver) = house(store, &cast(Transfer::Movable), &["exchange"]).await;
        driver.orders();
        house.run("rhea", &to_clover(), "k").await.unwrap();
        house.service.provisioning_work().await.unwrap();
        driver.will(CauseKind::Refused);
        work(&house).await;
        driver.orders();
        act(&house, "rhea", provision(None, json!({ "line": "+44 20" }))).await.unwrap();
        work(&house).await;
        let orders = driver.orders();
        assert_eq!(whence(&orders[0]), (Some(AT_BRAMBLE), true));
        let back = house.run("rhea", &MoveRequest::one("mara", "bramble"), "k2").await;
        back.unwrap();
        work(&house).await;
        assert_eq!(whence(&driver.orders()[1]), (Some(AT_CLOVER), true));
    }

    async fn what_is_new_comes_from_nowhere(store: Store) {
        let cast = cast(Transfer::Movable).hosted("mara", |it| it.services.clear());
        let (house, driver) = house(store, &cast, &["exchange"]).await;
        act(&house, "ursa", provision(Some("mailbox-25"), json!({}))).await.unwrap();
        work(&house).await;
        assert_eq!(whence(&driver.orders()[0]), (None, false));
    }
}
