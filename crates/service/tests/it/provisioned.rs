//! What people can be given beside what they have: where it is offered, where there is room, and to whom.

use crate::house::caller;
use crate::outside::{act, exchange, house, provision, services, work};
use rehome_domain::hosting::{PlanFor, PropertyRule, Provisioning, ServiceInstance, ServiceKind};
use rehome_domain::people::UserStatus;
use rehome_provisioning::Operation;
use rehome_service::Acting;
use rehome_service::provisioning::{PartView, ServiceAction, ServicesView};
use rehome_storage::Store;
use rehome_testkit::Cast;
use rehome_testkit::hosting::held;
use serde_json::json;

/// The exchange instance at Bramble, changed.
fn with(change: impl FnOnce(&mut ServiceInstance)) -> Cast {
    Cast::hosting().hosted_at("bramble", |it| {
        change(
            it.services
                .get_mut("exchange")
                .unwrap()
                .get_mut("main")
                .unwrap(),
        );
    })
}

fn without_services(cast: Cast) -> Cast {
    cast.hosted("mara", |it| it.services.clear())
}

fn part<'a>(view: &'a ServicesView, service: &str) -> Option<&'a PartView> {
    let mut all = view.services.iter();
    all.find(|part| {
        part.service
            .as_ref()
            .is_some_and(|it| it.as_str() == service)
    })
}

/// With what giving Mara a mailbox ends.
async fn outcome(store: Store, cast: Cast) -> Result<Provisioning, &'static str> {
    let (house, _driver) = house(store, &cast, &["exchange"]).await;
    match act(&house, "ursa", provision(Some("mailbox-25"), json!({}))).await {
        Ok(seen) => Ok(exchange(&seen).status),
        Err(error) => {
            assert_eq!(error.status(), 422);
            Err(error.code())
        }
    }
}

const GIVEN: Result<Provisioning, &str> = Ok(Provisioning::Requested);

rehome_testkit::on_both_engines! {
    async fn the_last_licence_is_given_and_then_no_more(store: Store) {
        let cast = with(|it| it.licences = Some(1));
        assert_eq!(outcome(store, without_services(cast)).await, GIVEN);
    }

    async fn without_a_licence_nobody_is_given_a_service(store: Store) {
        let cast = with(|it| it.licences = Some(1)).hosted("jon", |it| {
            it.services.insert("exchange".into(), held("mailbox-25"));
        });
        assert_eq!(outcome(store, without_services(cast)).await, Err("licences-run-out"));
    }

    async fn who_waits_for_a_licence_still_waits_while_none_is_left(store: Store) {
        let cast = with(|it| it.licences = Some(1)).hosted("jon", |it| {
            it.services.insert("exchange".into(), held("mailbox-25"));
        });
        let cast = cast.hosted("mara", |it| {
            it.services.get_mut("exchange").unwrap().status = Provisioning::Pending;
        });
        assert_eq!(outcome(store, cast).await, Err("licences-run-out"));
    }

    async fn who_waits_for_a_licence_takes_one_that_is_left(store: Store) {
        let cast = with(|it| it.licences = Some(1)).hosted("mara", |it| {
            it.services.get_mut("exchange").unwrap().status = Provisioning::Pending;
        });
        assert_eq!(outcome(store, cast).await, GIVEN);
    }

    async fn who_has_it_already_takes_no_further_place(store: Store) {
        let cast = with(|it| {
            it.licences = Some(1);
            it.user_limit = Some(1);
        });
        assert_eq!(outcome(store, cast).await, GIVEN);
    }

    async fn a_customer_has_as_many_users_of_a_service_as_it_may(store: Store) {
        let cast = with(|it| it.user_limit = Some(0));
        assert_eq!(outcome(store, without_services(cast)).await, Err("service-limit"));
    }

    async fn below_a_reseller_whose_storage_is_full_nobody_is_given_anything(store: Store) {
        let cast = Cast::hosting()
            .hosted_at("kestrel", |it| it.storage_bytes = Some(1_000))
            .hosted("jon", |it| {
                it.services.insert("exchange".into(), held("mailbox-25"));
            });
        assert_eq!(outcome(store, without_services(cast)).await, Err("storage-limit"));
    }

    async fn a_service_of_customers_is_nobodys(store: Store) {
        let cast = without_services(Cast::hosting()).knowing(|it| {
            it.catalogue.services.get_mut("exchange").unwrap().kind = ServiceKind::Customer;
        });
        assert_eq!(outcome(store, cast).await, Err("service-for-customers"));
    }

    async fn a_plan_of_customers_is_nobodys(store: Store) {
        let cast = without_services(Cast::hosting()).knowing(|it| {
            it.catalogue.plans.get_mut("mailbox-25").unwrap().plan_for = PlanFor::Customer;
        });
        assert_eq!(outcome(store, cast).await, Err("plan-not-offered"));
    }

    async fn a_disabled_account_is_given_something_new(store: Store) {
        let cast = without_services(Cast::hosting()).user("mara", |it| it.status = UserStatus::Disabled);
        let (house, driver) = house(store, &cast, &["exchange"]).await;
        act(&house, "ursa", provision(Some("mailbox-25"), json!({}))).await.unwrap();
        work(&house).await;
        let orders = driver.orders();
        assert!(matches!(orders[0].operation, Operation::Provision { .. }));
        assert!(orders[0].person.is_disabled, "nobody signs in until it is enabled");
        assert_eq!(exchange(&services(&house, "ursa").await).status, Provisioning::Provisioned);
        let error = act(&house, "ursa", provision(None, json!({}))).await.unwrap_err();
        assert_eq!((error.status(), error.code()), (422, "user-disabled"), "what is there stays as it is");
    }

    async fn an_account_that_waits_to_be_opened_has_its_services_looked_after(store: Store) {
        let cast = Cast::hosting().user("mara", |it| it.status = UserStatus::Pending);
        assert_eq!(outcome(store, cast).await, GIVEN);
    }

    async fn what_is_open_at_home_is_offered_to_who_may_give_it_with_its_instances_and_plans(store: Store) {
        let cast = with(|it| it.plans.extend(["mailbox-50".into(), "fern-25".into()]))
            .knowing(|it| {
                it.catalogue.plans.get_mut("fern-25").unwrap().plan_for = PlanFor::Customer;
                let ocs = it.catalogue.services.get_mut("ocs").unwrap();
                ocs.properties.insert("line".into(), PropertyRule::Require);
            })
            .hosted_at("bramble", |it| {
                let branch = rehome_testkit::hosting::instance(&["mailbox-25"]);
                it.services.get_mut("exchange").unwrap().insert("branch".into(), branch);
                let closed = ServiceInstance { status: Provisioning::Failed, ..rehome_testkit::hosting::instance(&[]) };
                it.services.insert("crm".into(), [("main".into(), closed)].into());
            });
        let (house, driver) = house(store, &cast, &["exchange", "ocs"]).await;
        let seen = services(&house, "ursa").await;
        let names: Vec<&str> = seen.services.iter().filter_map(|it| it.service.as_ref()).map(|it| it.as_str()).collect();
        assert_eq!(names, ["exchange", "ocs"], "crm is not provisioned there");
        let offered: Vec<(&str, Vec<&str>)> = exchange(&seen)
            .choices
            .iter()
            .map(|it| (it.instance.as_str(), it.plans.iter().map(|plan| &*plan.name).collect()))
            .collect();
        assert_eq!(offered, [("branch", vec!["Mailbox 25 GB"]), ("main", vec!["Mailbox 25 GB", "Mailbox 50 GB"])]);
        let ocs = part(&seen, "ocs").unwrap();
        assert_eq!((ocs.status, &*ocs.actions, &*ocs.missing), (Provisioning::NotProvisioned, &["provision".to_owned()][..], &["line".into()][..]));
        assert_eq!(seen.status, Provisioning::Provisioned, "what nobody asked for is not amiss");

        let to_branch = ServiceAction::Provision { instance: Some("branch".into()), plan: Some("mailbox-25".into()), properties: Default::default() };
        act(&house, "ursa", to_branch).await.unwrap();
        work(&house).await;
        let orders = driver.orders();
        let Operation::ChangePlan { service } = &orders[0].operation else {
            panic!("{orders:?}");
        };
        let from = service.from.as_ref().unwrap();
        assert_eq!((service.instance.as_deref(), from.instance.as_deref()), (Some("branch"), Some("main")));
    }

    async fn what_could_be_given_is_shown_to_nobody_who_may_not_give_it(store: Store) {
        let (house, _driver) = house(store, &without_services(Cast::hosting()), &["exchange"]).await;
        let (service, acting) = (&house.service, Acting::default());
        for who in ["una", "pia"] {
            let seen = service.user_services(&caller(who), &acting, &"mara".into()).await.unwrap();
            assert_eq!(seen.services, [], "{who}");
        }
        assert!(!services(&house, "sven").await.services.is_empty());
    }
}
