//! Section `dial_plan`: a site is completed by it, judged among the others of its customer, by who may.

use crate::house::{House, caller, wire};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::people::Grant;
use rehome_domain::telephony::{DialPlan, NumberRouting};
use rehome_service::organizations::{NewOrganization, SectionView};
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;
use serde_json::{Value, json};

async fn patch(
    house: &House,
    who: &str,
    code: &str,
    revision: i64,
    body: Value,
) -> Result<i64, ServiceError> {
    let (caller, acting, code) = (caller(who), Acting::default(), code.into());
    let service = &house.service;
    let changed = service.settings_patch(&caller, &acting, &code, "dial_plan", revision, body);
    changed.await.map(|(_, revision)| revision)
}

async fn read(house: &House, who: &str, code: &str) -> Result<Value, ServiceError> {
    let (caller, acting, code) = (caller(who), Acting::default(), code.into());
    let service = &house.service;
    let section = service
        .settings(&caller, &acting, &code, "dial_plan")
        .await?;
    let SectionView::DialPlan(section) = section else {
        panic!("another section");
    };
    Ok(serde_json::to_value(*section).unwrap())
}

fn whole() -> Value {
    json!({
        "country": "GB", "device_list": "dl-1", "dial_plan": "non_slc", "internal_code": "Cu1Si9", "cooling": true,
        "site_defaults": {"role": "user", "device_pool": "P", "location": "L", "region": "R", "line_css": "C", "line_partition": "PT-pier",
                          "shared_line_css": "S", "e164_mask": "M", "voicemail_pilot": "8000", "custom.softkeys": "K"},
        "number_routing": [{"prefix": "79", "mask_length": 2}],
    })
}

rehome_testkit::on_both_engines! {
    async fn a_site_that_is_made_is_completed_and_people_are_moved_there(store: Store) {
        let everywhere = Grant { role: "system_administrator".into(), at: None };
        let cast = Cast::telephony().newcomer("sten", "tidewater").user("sten", |it| {
            it.grants.insert(everywhere);
        });
        let house = House::of(store, &cast).await;
        let pier = NewOrganization {
            code: "pier".into(),
            kind: OrganizationKind::Site,
            parent: Some("bramble".into()),
            name: "Pier".to_owned(),
            short_name: None,
            location: None,
        };
        house.service.organization_create(&caller("sten"), &Acting::default(), pier).await.unwrap();
        let before = read(&house, "cleo", "pier").await.unwrap();
        assert_eq!((&before["revision"], &before["country"], &before["dial_plan"]), (&json!(1), &json!(null), &json!("none")));
        assert_eq!(patch(&house, "cleo", "pier", 1, whole()).await.unwrap(), 2);
        let mut expected = whole();
        let fields = json!({"revision": 2, "slc": null, "extension_length": null, "customer_dial_plan_type": before["customer_dial_plan_type"]});
        expected.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        assert_eq!(read(&house, "cleo", "pier").await.unwrap(), expected);
        let review = house.service.user_move_plan(&caller("cleo"), &rehome_testkit::to("paul", "pier")).await.unwrap();
        let codes: Vec<_> = review.plan.findings().map(|it| it.code()).collect();
        assert_eq!(codes, ["number-routing"]);
        // What was looked at before is changed no more.
        let stale = patch(&house, "cleo", "pier", 1, json!({"country": "DE"})).await.unwrap_err();
        assert_eq!(stale.status(), 409);
        // What is null is taken out; ranges are all that are named.
        let less = json!({"internal_code": null, "site_defaults": {"custom.softkeys": null, "region": null}, "number_routing": []});
        patch(&house, "cleo", "pier", 2, less).await.unwrap();
        let after = read(&house, "cleo", "pier").await.unwrap();
        assert_eq!((&after["internal_code"], &after["number_routing"]), (&json!(null), &json!([])));
        assert_eq!((&after["site_defaults"]["region"], &after["site_defaults"]["location"]), (&json!(null), &json!("L")));
        let directory = house.service.directory_export().await.unwrap();
        assert_eq!(directory.sections["site_defaults"]["pier"].get("custom"), None);
        assert!(!directory.sections.contains_key("number_routing"));
    }

    async fn what_does_not_fit_the_other_sites_is_refused_without_naming_them(store: Store) {
        let cast = Cast::telephony().dial_plans(DialPlan::Slc, DialPlan::None).phones(|facts| {
            let range = NumberRouting { site: "dell".into(), prefix: "71".into(), mask_length: 2 };
            facts.number_routing.insert("of-dell".into(), range);
        });
        let house = House::of(store, &cast).await;
        let before = read(&house, "cleo", "mill").await.unwrap();
        for (body, code) in [
            (json!({"dial_plan": "slc", "slc": "712"}), "codes-overlap"),
            (json!({"dial_plan": "slc", "slc": "7a"}), "bad-site-code"),
            (json!({"dial_plan": "slc"}), "dial-plans-disagree"),
            (json!({"device_list": "dl-2"}), "unknown-device-list"),
            (json!({"device_list": "nowhere"}), "unknown-device-list"),
            (json!({"number_routing": [{"prefix": "713", "mask_length": 1}]}), "routing-overlaps"),
            (json!({"number_routing": [{"prefix": "7a", "mask_length": 1}]}), "range-illegal"),
            (json!({"site_defaults": {"role": "customer_administrator"}}), "unknown-role"),
            (json!({"site_defaults": {"colour": "red"}}), "unknown-site-default"),
            (json!({"site_defaults": {"custom.": "K"}}), "unknown-site-default"),
            (json!({"site_defaults": {"custom.a\u{7}": "K"}}), "unknown-site-default"),
            (json!({"country": " "}), "site-value-illegal"),
            (json!({"internal_code": "a\nb"}), "site-value-illegal"),
            (json!({"site_defaults": {"device_pool": "a\u{7}b"}}), "site-value-illegal"),
            (json!({"site_defaults": {"custom.softkeys": "a\nb"}}), "site-value-illegal"),
        ] {
            let told = patch(&house, "cleo", "mill", 1, body.clone()).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (422, code), "{body}");
            assert!(!told.to_string().contains("quay") && !told.to_string().contains("dell"), "{told}");
        }
        let typo = patch(&house, "cleo", "mill", 1, json!({"typo": 1})).await.unwrap_err();
        assert_eq!((typo.status(), typo.code()), (400, "cannot-decode"));
        let twice = patch(&house, "cleo", "mill", 1, json!({"device_list": "dl-2"})).await.unwrap_err();
        let unknown = patch(&house, "cleo", "mill", 1, json!({"device_list": "nowhere"})).await.unwrap_err();
        assert_eq!(wire(&twice), wire(&unknown));
        assert_eq!(read(&house, "cleo", "mill").await.unwrap(), before);
        patch(&house, "cleo", "mill", 1, json!({"dial_plan": "slc", "slc": "72"})).await.unwrap();
    }

    async fn who_sees_no_site_and_who_may_not_change_it_learn_nothing(store: Store) {
        let house = House::of(store, &Cast::telephony()).await;
        for (who, code, status) in [("fay", "mill", 404), ("cleo", "fen", 404), ("cleo", "nowhere", 404), ("paul", "mill", 404), ("paul", "quay", 403)] {
            let told = read(&house, who, code).await.unwrap_err();
            assert_eq!(told.status(), status, "{who} reads {code}");
            let told = patch(&house, who, code, 1, whole()).await.unwrap_err();
            assert_eq!(told.status(), status, "{who} changes {code}");
        }
        for code in ["bramble", "kestrel"] {
            let told = patch(&house, "tess", code, 1, json!({"country": "GB"})).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (422, "setting-not-here"), "{code}");
        }
    }
}
