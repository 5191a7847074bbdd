//! Sites and numbers on their screens: what stands there, what is missing, and nothing of others.

use crate::house::{House, caller, wire};
use rehome_domain::telephony::{DialPlan, RecordKey, Section};
use rehome_domain::user_move::ActAs;
use rehome_service::sites::{NumberScreen, SiteScreen};
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;

async fn site(house: &House, who: &str, code: &str) -> Result<SiteScreen, ServiceError> {
    let acting = Acting::default();
    house
        .service
        .site_screen(&caller(who), &acting, &code.into())
        .await
}

async fn number(house: &House, who: &str, number: &str) -> Result<NumberScreen, ServiceError> {
    let acting = Acting::default();
    house
        .service
        .number_screen(&caller(who), &acting, number)
        .await
}

rehome_testkit::on_both_engines! {
    async fn a_site_tells_what_stands_there_and_what_its_defaults_lack(store: Store) {
        let cast = Cast::telephony().phones(|facts| {
            let mill = facts.site_defaults.get_mut("mill").unwrap();
            mill.values.remove("line_css");
            mill.values.insert("voicemail_pilot".into(), "".into());
        });
        let house = House::of(store, &cast).await;
        let quay = site(&house, "cleo", "quay").await.unwrap();
        assert_eq!(quay.facts.place(&"quay".into()).unwrap().dial_plan, DialPlan::NonSlc);
        assert_eq!((quay.facts.lines.len(), quay.facts.inventory.len()), (3, 3));
        assert!(quay.facts.devices.contains_key(&RecordKey::new(Section::Phones, "desk")));
        assert_eq!(quay.facts.device_lists.keys().map(|id| id.as_str()).collect::<Vec<_>>(), ["dl-1"]);
        assert!(quay.missing.is_empty() && !quay.more);
        assert!(quay.people.iter().any(|(id, _)| id.as_str() == "paul"));
        let mill = site(&house, "cleo", "mill").await.unwrap();
        let missing: Vec<&str> = mill.missing.iter().map(|key| &**key).collect();
        assert_eq!(missing, ["line_css", "voicemail_pilot"]);
        assert!(mill.facts.lines.is_empty());
        let here = Acting {
            acting_in: Some("quay".into()),
            act_as: Some(ActAs::Operator),
        };
        house.service.site_screen(&caller("sid"), &here, &"quay".into()).await.unwrap();
    }

    async fn a_foreign_site_and_one_that_is_none_are_not_found(store: Store) {
        let house = House::of(store, &Cast::telephony()).await;
        let foreign = site(&house, "fay", "quay").await.unwrap_err();
        let nowhere = site(&house, "fay", "no-such").await.unwrap_err();
        assert_eq!((foreign.status(), wire(&foreign)), (404, wire(&nowhere)));
        assert_eq!(wire(&site(&house, "cleo", "bramble").await.unwrap_err()), wire(&nowhere));
    }

    async fn a_number_tells_who_has_it_and_where_it_rings_to_who_sees_it(store: Store) {
        let house = House::of(store, &Cast::telephony()).await;
        let shown = number(&house, "cleo", "7101").await.unwrap();
        assert_eq!(shown.facts.people.keys().map(|id| id.as_str()).collect::<Vec<_>>(), ["paul"]);
        assert_eq!(shown.facts.devices.len(), 4);
        assert_eq!(shown.facts.inventory.len(), 1);
        assert_eq!(&*shown.places["quay"], "Quay");
        let foreign = number(&house, "fay", "7101").await.unwrap_err();
        let nobodys = number(&house, "fay", "0000").await.unwrap_err();
        assert_eq!((foreign.status(), wire(&foreign)), (404, wire(&nobodys)));
    }

    async fn a_number_from_outside_tells_which_line_it_reaches_and_nothing_of_lines_out_of_view(store: Store) {
        let cast = Cast::telephony().phones(|facts| {
            let more: rehome_domain::telephony::TelephonyFacts = serde_json::from_value(serde_json::json!({
                "numbers": {"e-1": {"number": "+442071010000", "country": "GB", "at": "quay"}, "e-2": {"number": "+442071010001", "country": "GB", "at": "fen"}},
                "associations": {"a-1": {"line": "l-7101", "number": "e-1", "primary": true, "at": "quay"}, "a-2": {"line": "l-7200", "number": "e-2", "primary": true, "at": "fen"}},
            })).unwrap();
            facts.numbers.extend(more.numbers);
            facts.associations.extend(more.associations);
        });
        let house = House::of(store, &cast).await;
        let shown = number(&house, "cleo", "+442071010000").await.unwrap();
        assert_eq!(shown.facts.lines.keys().map(|id| id.as_str()).collect::<Vec<_>>(), ["l-7101"]);
        assert_eq!(shown.facts.people.keys().map(|id| id.as_str()).collect::<Vec<_>>(), ["paul"]);
        assert_eq!((shown.facts.devices.len(), shown.facts.associations.len()), (4, 1));
        // The line stands with another customer: to who sees the number alone it reaches nothing.
        let theirs = number(&house, "fay", "+442071010001").await.unwrap();
        assert!(theirs.facts.lines.is_empty() && theirs.facts.devices.is_empty() && theirs.facts.associations.is_empty());
        let foreign = number(&house, "fay", "+442071010000").await.unwrap_err();
        let nobodys = number(&house, "fay", "+440000").await.unwrap_err();
        assert_eq!((foreign.status(), wire(&foreign)), (404, wire(&nobodys)));
    }

    async fn the_page_of_somebody_with_phones_draws_them_and_of_nobody_else(store: Store) {
        let house = House::of(store, &Cast::telephony()).await;
        let acting = Acting::default();
        let page = house.service.user_page(&caller("cleo"), &acting, &"paul".into()).await.unwrap();
        let (picture, names) = page.phones.unwrap();
        assert_eq!((picture.devices.len(), picture.lines.len(), picture.services.len()), (4, 2, 3));
        assert_eq!(&*names["quay"], "Quay");
        let page = house.service.user_page(&caller("cleo"), &acting, &"cleo".into()).await.unwrap();
        assert!(page.phones.is_none());
    }
}
