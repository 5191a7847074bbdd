//! Accounts that end with their last day: open on it, disabled on the day after, told of, and opened again.

use crate::house::{House, caller};
use rehome_domain::people::UserStatus;
use rehome_domain::time::Day;
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::audit::AuditQuery;
use rehome_service::people::UserPatch;
use rehome_storage::Store;
use rehome_testkit::{Cast, NOW};
use serde_json::json;

const PASSWORD: &str = "correct horse battery 9";

fn day(from_now: i32) -> Day {
    Day(NOW.day().0 + from_now)
}

/// A house where the accounts of mara and jon end today and in three days, and pia's was disabled long ago.
async fn house(store: Store) -> House {
    let mut directory = Cast::hosting().directory();
    for (id, last) in [("mara", day(0)), ("jon", day(3)), ("pia", day(-9))] {
        let user = directory.users.get_mut(id).unwrap();
        let account = json!({ "expires": last.to_string(), "never_expires": true });
        user.extra.insert("account".to_owned(), account);
    }
    directory.users.get_mut("pia").unwrap().status = UserStatus::Disabled;
    let house = House::with(store, directory).await;
    house
        .service
        .password_set(&"mara".into(), PASSWORD)
        .await
        .unwrap();
    house
}

fn at_bramble() -> Acting {
    Acting {
        acting_in: Some("bramble".into()),
        act_as: Some(ActAs::Operator),
    }
}

async fn stored(house: &House, id: &str) -> UserStatus {
    let directory = house.service.directory_export().await.unwrap();
    directory.users.get(id).unwrap().status
}

rehome_testkit::on_both_engines! {
    async fn an_account_is_disabled_on_the_day_after_its_last(store: Store) {
        let house = house(store).await;
        let before = house.everything().await;
        assert_eq!(house.service.accounts_end().await.unwrap(), 0, "the last day counts");
        assert_eq!(house.everything().await, before);
        let open = house.service.session_open("mara.quinn_BRAMBLE", PASSWORD, None, None).await.unwrap();
        house.turn(86_400);
        assert_eq!(house.service.accounts_end().await.unwrap(), 1);
        assert_eq!((stored(&house, "mara").await, stored(&house, "jon").await), (UserStatus::Disabled, UserStatus::Active));
        assert!(house.service.session_of(&open.token).await.unwrap().is_none());
        let refused = house.service.session_open("mara.quinn_BRAMBLE", PASSWORD, None, None).await.unwrap_err();
        let unknown = house.service.session_open("nobody", PASSWORD, None, None).await.unwrap_err();
        assert_eq!(refused.status(), unknown.status());
        let after = house.everything().await;
        assert_eq!(house.service.accounts_end().await.unwrap(), 0, "done once");
        assert_eq!(house.everything().await, after);
        house.turn(3 * 86_400);
        assert_eq!(house.service.accounts_end().await.unwrap(), 1);
        assert_eq!(stored(&house, "jon").await, UserStatus::Disabled);
    }

    async fn the_audit_tells_which_account_ended_and_when(store: Store) {
        let house = house(store).await;
        house.turn(86_400);
        house.service.accounts_end().await.unwrap();
        let query = AuditQuery { acting: at_bramble(), limit: Some(5), ..AuditQuery::default() };
        let records = house.service.audit_page(&caller("cleo"), &query).await.unwrap();
        let told: Vec<_> = records.items.iter().filter(|it| &*it.action == "account-ended").collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].body.clone().unwrap()["last_day"], day(0).to_string());
    }

    async fn a_plan_from_before_is_stale_once_the_account_has_ended(store: Store) {
        let house = house(store).await;
        let acting = at_bramble();
        let seen = house.service.user(&caller("cleo"), &acting, &"mara".into()).await.unwrap();
        house.turn(86_400);
        house.service.accounts_end().await.unwrap();
        let late = house.service.user_patch(&caller("cleo"), &acting, &"mara".into(), seen.revision, UserPatch::default()).await.unwrap_err();
        assert_eq!(late.code(), "revision-changed");
    }

    async fn an_account_that_is_opened_again_has_no_last_day_any_more(store: Store) {
        let house = house(store).await;
        house.turn(86_400);
        house.service.accounts_end().await.unwrap();
        let acting = at_bramble();
        let seen = house.service.user(&caller("cleo"), &acting, &"mara".into()).await.unwrap();
        let open = UserPatch { status: Some(UserStatus::Active), ..UserPatch::default() };
        house.service.user_patch(&caller("cleo"), &acting, &"mara".into(), seen.revision, open).await.unwrap();
        assert_eq!(house.service.accounts_end().await.unwrap(), 0);
        assert!(house.service.session_open("mara.quinn_BRAMBLE", PASSWORD, None, None).await.is_ok());
        let directory = house.service.directory_export().await.unwrap();
        assert_eq!(directory.users.get("mara").unwrap().extra["account"], json!({ "never_expires": true }));
        let jon = house.service.user(&caller("cleo"), &acting, &"jon".into()).await.unwrap();
        let again = UserPatch { status: Some(UserStatus::Active), ..UserPatch::default() };
        house.service.user_patch(&caller("cleo"), &acting, &"jon".into(), jon.revision, again).await.unwrap();
        let directory = house.service.directory_export().await.unwrap();
        assert_eq!(directory.users.get("jon").unwrap().extra["account"]["expires"], day(3).to_string(), "a day to come stays");
    }

    async fn more_accounts_than_are_disabled_together_all_end(store: Store) {
        let mut cast = Cast::hosting();
        for number in 0..450 {
            cast = cast.hosted_newcomer(&format!("u{number}"), "bramble");
        }
        let mut directory = cast.directory();
        for (id, user) in &mut directory.users {
            if id.as_str().starts_with('u') && id.as_str() != "una" && id.as_str() != "ursa" {
                user.extra.insert("account".to_owned(), json!({ "expires": day(-1).to_string() }));
            }
        }
        let house = House::with(store, directory).await;
        assert_eq!(house.service.accounts_end().await.unwrap(), 450);
        assert_eq!(house.service.accounts_end().await.unwrap(), 0);
    }
}
