//! What changes of a hosted account is carried outside, whoever or whatever changes it.

use crate::house::{House, caller};
use crate::outside::{Scripted, connectors, house, services, to_clover, work};
use rehome_domain::hosting::Provisioning;
use rehome_domain::people::UserStatus;
use rehome_provisioning::{CauseKind, Operation, Person};
use rehome_service::Acting;
use rehome_service::people::UserPatch;
use rehome_testkit::{Cast, NOW};
use serde_json::json;
use std::sync::Arc;

async fn patched(house: &House, patch: UserPatch) {
    patched_by(house, "cleo", patch).await;
}

async fn patched_by(house: &House, who: &str, patch: UserPatch) {
    let (service, who, mara) = (&house.service, caller(who), "mara".into());
    let acting = Acting::default();
    let revision = service.user(&who, &acting, &mara).await.unwrap().revision;
    service
        .user_patch(&who, &acting, &mara, revision, patch)
        .await
        .unwrap();
}

/// Who was told of outside, the last one.
async fn told(house: &House, driver: &Scripted) -> Option<Person> {
    work(house).await;
    let last = driver.orders().pop()?;
    assert_eq!(last.operation, Operation::Ensure);
    Some(last.person)
}

rehome_testkit::on_both_engines! {
    async fn disabling_and_enabling_are_carried_outside(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        for (status, disabled) in [(UserStatus::Disabled, true), (UserStatus::Active, false)] {
            let patch = UserPatch { status: Some(status), ..UserPatch::default() };
            patched(&house, patch).await;
            assert_eq!(services(&house, "cleo").await.account.status, Provisioning::Requested);
            assert_eq!(told(&house, &driver).await.unwrap().is_disabled, disabled);
            assert_eq!(services(&house, "cleo").await.status, Provisioning::Provisioned);
        }
    }

    async fn names_are_carried_outside_where_they_are_others(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        let text = |text: &str| Some(text.to_owned());
        patched(&house, UserPatch { name: text("Mara Quinn"), given: Some(text("Mara")), ..UserPatch::default() }).await;
        assert_eq!(told(&house, &driver).await, None, "nothing is another");
        patched(&house, UserPatch { position: None, mapping_id: Some(text("mara1")), ..UserPatch::default() }).await;
        assert_eq!(told(&house, &driver).await, None, "nobody outside is told of that");
        patched(&house, UserPatch { name: text("Mara Vale"), surname: Some(text("Vale")), ..UserPatch::default() }).await;
        let person = told(&house, &driver).await.unwrap();
        assert_eq!((&*person.display_name, person.surname.as_deref()), ("Mara Vale", Some("Vale")));
        patched_by(&house, "rhea", UserPatch { username: text("mara.vale_BRAMBLE"), ..UserPatch::default() }).await;
        assert_eq!(told(&house, &driver).await.unwrap().username, "mara.vale_BRAMBLE");
    }

    async fn whoever_is_deleted_is_disabled_outside(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        house.service.user_delete(&caller("cleo"), &Acting::default(), &"mara".into(), None).await.unwrap();
        let person = told(&house, &driver).await.unwrap();
        assert_eq!((person.user.as_str(), person.is_disabled), ("mara", true));
    }

    async fn an_account_that_has_ended_is_disabled_outside(store: Store) {
        let mut directory = Cast::hosting().directory();
        let mara = directory.users.get_mut("mara").unwrap();
        mara.extra.insert("account".to_owned(), json!({ "expires": NOW.day().to_string() }));
        let house = House::with(store, directory).await;
        let driver = Arc::new(Scripted::default());
        house.service.connect(connectors(&driver, &["exchange"]));
        house.turn(86_400);
        assert_eq!(house.service.accounts_end().await.unwrap(), 1);
        assert!(told(&house, &driver).await.unwrap().is_disabled);
    }

    async fn a_change_before_a_move_has_arrived_loses_nothing_of_it(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        driver.will(CauseKind::Conflict);
        work(&house).await;
        driver.orders();
        let (service, rhea, mara) = (&house.service, caller("rhea"), "mara".into());
        let acting = Acting::default();
        let revision = service.user(&rhea, &acting, &mara).await.unwrap().revision;
        let patch = UserPatch { name: Some("Mara Vale".to_owned()), ..UserPatch::default() };
        service.user_patch(&rhea, &acting, &mara, revision, patch).await.unwrap();
        work(&house).await;
        let orders = driver.orders();
        let Operation::MoveEntry { from } = &orders[0].operation else {
            panic!("{orders:?}");
        };
        assert_eq!((from.organization.as_str(), &*orders[0].person.display_name), ("bramble", "Mara Vale"));
        assert_eq!(services(&house, "rhea").await.status, Provisioning::Provisioned);
    }

    async fn who_has_no_hosted_account_is_told_of_to_nobody(store: Store) {
        let house = House::cast(store).await;
        let driver = Arc::new(Scripted::default());
        house.service.connect(connectors(&driver, &[]));
        let (service, omar, acting) = (&house.service, caller("omar"), Acting::default());
        let revision = service.user(&omar, &acting, &"dana".into()).await.unwrap().revision;
        let patch = UserPatch { name: Some("Dana Vale".to_owned()), ..UserPatch::default() };
        service.user_patch(&omar, &acting, &"dana".into(), revision, patch).await.unwrap();
        assert!(!service.provisioning_work().await.unwrap());
        assert_eq!(driver.orders(), []);
    }
}
