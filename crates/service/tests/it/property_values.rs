//! The values of a service's properties: they count where they were filled in, and come back by an undo.

use crate::house::House;
use crate::outside::{act, exchange, house, provision, services, to_clover, undo, work};
use rehome_domain::hosting::{PropertyRule, Provisioning, Transfer};
use rehome_domain::ids::ServiceId;
use rehome_domain::user_move::request::{Disposition, ServiceChoice};
use rehome_provisioning::Operation;
use rehome_testkit::Cast;
use serde_json::{Value, json};

/// Mara has a mailbox of a size, with a line and an address for calls.
fn cast(transfer: Transfer) -> Cast {
    Cast::hosting().knowing(|it| {
        let exchange = it.catalogue.services.get_mut(&ServiceId::from("exchange"));
        let exchange = exchange.unwrap();
        exchange.transfer = transfer;
        for (name, rule) in [
            ("size", PropertyRule::Copy),
            ("line", PropertyRule::Require),
            ("sip", PropertyRule::Regenerate),
        ] {
            exchange.properties.insert(name.into(), rule);
        }
    })
}

/// The values as they are exported.
async fn values(house: &House) -> Value {
    let mara = &house.service.directory_export().await.unwrap().users["mara"];
    mara.extra["services"]["exchange"]["properties"].clone()
}

async fn filled(house: &House) {
    let filled = json!({ "line": "+44 20", "size": 25, "sip": "mara@calls.example" });
    act(house, "tess", provision(None, filled)).await.unwrap();
    work(house).await;
}

rehome_testkit::on_both_engines! {
    async fn what_is_set_up_again_asks_for_what_was_filled_in_at_the_former_customer(store: Store) {
        let (house, driver) = house(store, &cast(Transfer::Recreate), &["exchange"]).await;
        filled(&house).await;
        let before = house.service.directory_export().await.unwrap();
        let done = house.run("rhea", &to_clover(), "k").await.unwrap();
        work(&house).await;
        driver.orders();
        assert_eq!(exchange(&services(&house, "rhea").await).status, Provisioning::Pending);
        let error = act(&house, "rhea", provision(None, json!({}))).await.unwrap_err();
        assert_eq!((error.status(), error.code()), (422, "properties-missing"));
        assert_eq!(values(&house).await.get("line"), None);
        act(&house, "rhea", provision(None, json!({ "line": "+44 99" }))).await.unwrap();
        work(&house).await;
        assert_eq!(values(&house).await["line"], "+44 99");

        undo(&house, &done.id, "u").await;
        work(&house).await;
        assert!(house.service.directory_export().await.unwrap() == before, "the values come back as they were: {}", values(&house).await);
    }

    async fn a_property_that_the_destination_or_a_reseller_above_it_sets_need_not_be_filled_in(store: Store) {
        let line = |it: &mut rehome_domain::hosting::OrganizationHosting, value: &str| {
            it.service_properties = [("exchange".into(), [("line".into(), json!(value))].into())].into();
        };
        let cast = cast(Transfer::Recreate).hosted_at("kestrel", |it| line(it, "+44 1"));
        let (house, driver) = house(store, &cast, &["exchange"]).await;
        act(&house, "tess", provision(None, json!({}))).await.unwrap();
        work(&house).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        work(&house).await;
        assert_eq!(exchange(&services(&house, "rhea").await).status, Provisioning::Provisioned);
        assert_eq!(values(&house).await.get("line"), None, "it is not the person's own");
        let last = driver.orders().pop().unwrap();
        let Operation::Provision { service } = last.operation else {
            panic!("{last:?}");
        };
        assert_eq!(service.properties["line"], "+44 1");
    }

    async fn what_was_taken_away_leaves_no_values_and_comes_back_with_them(store: Store) {
        let (house, _driver) = house(store, &cast(Transfer::Movable), &["exchange"]).await;
        filled(&house).await;
        let before = house.service.directory_export().await.unwrap();
        let mut request = to_clover();
        let away = ServiceChoice { disposition: Disposition::Deprovision, instance: None, plan: None };
        request.options.services = Some([(ServiceId::from("exchange"), away)].into());
        let done = house.run("rhea", &request, "k").await.unwrap();
        work(&house).await;
        let error = act(&house, "rhea", provision(Some("mailbox-25"), json!({}))).await.unwrap_err();
        assert_eq!((error.status(), error.code()), (422, "properties-missing"));
        undo(&house, &done.id, "u").await;
        work(&house).await;
        assert!(house.service.directory_export().await.unwrap() == before, "{}", values(&house).await);
    }

    async fn an_address_for_calls_is_that_of_the_new_home_and_comes_back_by_an_undo(store: Store) {
        let (house, driver) = house(store, &cast(Transfer::Movable), &["exchange"]).await;
        filled(&house).await;
        let done = house.run("rhea", &to_clover(), "k").await.unwrap();
        work(&house).await;
        let there = json!({ "line": "+44 20", "size": 25, "sip": "mara.quinn@clover.example" });
        assert_eq!(values(&house).await, there);
        let last = driver.orders().pop().unwrap();
        let Operation::Provision { service } = last.operation else {
            panic!("{last:?}");
        };
        assert_eq!(json!(service.properties), there);
        undo(&house, &done.id, "u").await;
        assert_eq!(values(&house).await["sip"], "mara@calls.example");
    }
}
