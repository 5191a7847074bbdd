//! People over REST: looked at, made, changed, locked, deleted, and their roles.

use crate::client::escaped;
use crate::house::House;
use rehome_domain::people::UserStatus;
use rehome_testkit::Cast;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_the_own_profile() {
    let house = House::new().await;
    let me = house.as_user("dana").await.get("me").await.expect(200);
    assert!(me.header("etag").is_some());
    let me = me.json();
    assert_eq!(me["id"], "dana");
    assert_eq!(me["home"]["code"], "harbour");
    assert_eq!(me["dependents"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_lists_the_people_of_the_own_organization_and_no_others() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = omar
            .get(&format!("users?acting_in=harbour&limit=5{cursor}"))
            .await
            .expect(200)
            .json();
        let items = page["items"].as_array().unwrap().clone();
        assert!(items.len() <= 5);
        assert!(items.iter().all(|user| user["home"] == "harbour"), "{page}");
        seen.extend(
            items
                .iter()
                .map(|user| user["id"].as_str().unwrap().to_owned()),
        );
        match page["cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={}", escaped(next)),
            None => break,
        }
    }
    let at_harbour = Cast::new()
        .users
        .values()
        .filter(|user| user.home.as_str() == "harbour" && user.status != UserStatus::Deleted)
        .count();
    assert_eq!(seen.len(), at_harbour, "{seen:?}");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), at_harbour, "nobody comes twice");
    omar.get("users?acting_in=harbour&organization=riverside")
        .await
        .refused(404, "not-found");
    let found = omar
        .get("users?acting_in=harbour&text=whit")
        .await
        .expect(200)
        .json();
    assert_eq!(found["items"].as_array().unwrap().len(), 3, "{found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_user_sees_the_own_family_only() {
    let house = House::new().await;
    let dana = house.as_user("dana").await;
    let page = dana.get("users").await.expect(200).json();
    assert_eq!(page["items"].as_array().unwrap().len(), 3, "{page}");
    dana.get("users/omar").await.refused(404, "not-found");
    dana.get("users/leo").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_made_changed_and_deleted() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let made = omar
        .post("users?acting_in=harbour", &json!({"username": "zoe", "given": "Zoë", "surname": "Jansen", "email": "zoe@aster.example"}))
        .await
        .expect(201)
        .json();
    assert_eq!(made["name"], "Zoë Jansen");
    let id = made["id"].as_str().unwrap().to_owned();
    omar.post("users?acting_in=harbour", &json!({"username": "ZOE"}))
        .await
        .refused(422, "name-taken");
    omar.post("users?acting_in=harbour", &json!({"username": "x y"}))
        .await
        .refused(422, "bad-username");
    omar.post(
        "users?acting_in=harbour",
        &json!({"username": "yan", "home": "riverside"}),
    )
    .await
    .expect(404);

    let path = format!("users/{id}?acting_in=harbour");
    let patch = |revision: Option<i64>, body| {
        let ask = omar.ask("PATCH", &path).json(&body);
        let ask = match revision {
            Some(revision) => ask.header("If-Match", format!("\"{revision}\"")),
            None => ask,
        };
        ask.send(omar.to)
    };
    let revision = made["revision"].as_i64().unwrap();
    patch(None, json!({"surname": "Janssen"})).await.expect(428);
    let changed = patch(Some(revision), json!({"surname": "Janssen"}))
        .await
        .expect(200);
    let next = changed.json()["revision"].as_i64().unwrap();
    assert!(next > revision);
    assert_eq!(changed.header("etag"), Some(format!("\"{next}\"").as_str()));
    patch(Some(revision), json!({"surname": "Other"}))
        .await
        .expect(409);
    patch(Some(next), json!({"surnme": "Other"}))
        .await
        .refused(400, "cannot-decode");
    patch(Some(next), json!({"position": "no-such-node"}))
        .await
        .refused(422, "position-unknown");

    omar.ask("DELETE", &path).send(omar.to).await.expect(204);
    let gone = omar.get(&path).await.expect(200).json();
    assert_eq!(gone["status"], "deleted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_is_set_and_cleared_and_holds_a_person() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let path = "users/ben/lock?acting_in=harbour";
    assert_eq!(
        omar.post(path, &json!({"locked": true}))
            .await
            .expect(200)
            .json()["locked"],
        true
    );
    let plan = omar
        .plan(&json!({"acting_in": "harbour", "subject": "ben", "destination": "riverside"}))
        .await
        .expect(200)
        .json();
    assert_eq!(plan["findings"][0]["code"], "user-locked");
    assert_eq!(
        omar.post(path, &json!({"locked": false}))
            .await
            .expect(200)
            .json()["locked"],
        false
    );
    let stale = omar
        .ask("POST", path)
        .header("If-Match", "\"1\"")
        .json(&json!({"locked": true}));
    stale.send(omar.to).await.expect(409);
    house
        .as_user("dana")
        .await
        .post("users/dana/lock", &json!({"locked": true}))
        .await
        .expect(403);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_deleted_is_found_by_that_state_alone() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    omar.ask("DELETE", "users/ben")
        .send(omar.to)
        .await
        .expect(204);
    let ids = |page: serde_json::Value| page["items"].to_string();
    let listed = omar.get("users?limit=100").await.expect(200).json();
    assert!(!ids(listed).contains("\"ben\""));
    let listed = omar.get("users?state=deleted").await.expect(200).json();
    assert!(ids(listed).contains("\"ben\""));
    omar.get("users?state=gone").await.expect(400);
    omar.post("users/ben/lock", &json!({"locked": true}))
        .await
        .refused(422, "user-deleted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_granted_and_revoked_but_never_above_the_own_rank_and_never_to_oneself() {
    let house = House::new().await;
    let orla = house.as_user("orla").await;
    let grant = json!({"role": "alert_publisher", "at": "harbour"});
    orla.post("users/ben/roles?acting_in=harbour", &grant)
        .await
        .expect(204);
    orla.post("users/ben/roles?acting_in=harbour", &grant)
        .await
        .expect(204);
    let ben = orla
        .get("users/ben?acting_in=harbour")
        .await
        .expect(200)
        .json();
    assert_eq!(ben["roles"][0]["role"], "alert_publisher");
    let revoke = || {
        orla.ask(
            "DELETE",
            "users/ben/roles/alert_publisher/harbour?acting_in=harbour",
        )
        .send(orla.to)
    };
    revoke().await.expect(204);
    revoke().await.expect(404);
    orla.post("users/orla/roles?acting_in=harbour", &grant)
        .await
        .expect(403);
    let above = json!({"role": "enterprise_administrator", "at": "aster-north"});
    assert!(matches!(
        orla.post("users/ben/roles?acting_in=harbour", &above)
            .await
            .status,
        403 | 404 | 422
    ));
    let odd = json!({"role": "no-such-role", "at": "harbour"});
    orla.post("users/ben/roles?acting_in=harbour", &odd)
        .await
        .expect(422);
    // Omar holds no key for roles.
    let omar = house.as_user("omar").await;
    omar.post("users/ben/roles?acting_in=harbour", &grant)
        .await
        .refused(403, "not-allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_username_means_the_one_person_in_view_who_has_it() {
    let house = House::with(Cast::new().user("kim", |kim| kim.username = "k.park".into())).await;
    let sasha = house.as_user("sasha").await;
    assert_eq!(
        sasha
            .get("users/k.park?acting_in=aster")
            .await
            .expect(200)
            .json()["id"],
        "kim"
    );
    assert_eq!(
        sasha
            .get("users/K.Park?acting_in=aster")
            .await
            .expect(200)
            .json()["id"],
        "kim"
    );
    house
        .as_user("omar")
        .await
        .get("users/k.park?acting_in=harbour")
        .await
        .refused(404, "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn destinations_come_with_the_whole_verdict() {
    let house = House::new().await;
    let dana = house.as_user("dana").await;
    let page = dana.get("destinations?as=self").await.expect(200).json();
    let verdict = |code: &str| {
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["code"] == code)
            .map(|row| row["verdict"].as_str().unwrap().to_owned())
    };
    assert_eq!(verdict("riverside").as_deref(), Some("warns"));
    assert_eq!(verdict("northgate").as_deref(), Some("refuses"));
    assert_eq!(verdict("field-services"), None, "not on the list");
    assert_eq!(verdict("harbour"), None, "one lives there");
    let found = dana
        .get("destinations?as=self&text=river")
        .await
        .expect(200)
        .json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found}");
    dana.get("destinations?subject=omar")
        .await
        .refused(404, "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_audits_reads_what_happened_and_nobody_else_does() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    omar.post("users/ben/lock?acting_in=harbour", &json!({"locked": true}))
        .await
        .expect(200);
    let ana = house.as_user("ana").await;
    let page = ana
        .get("audit?acting_in=aster-north")
        .await
        .expect(200)
        .json();
    assert!(
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|record| record["action"] == "user-locked" && record["about"] == "ben"),
        "{page}"
    );
    omar.get("audit?acting_in=harbour")
        .await
        .refused(403, "not-allowed");
    let sol = house.as_user("sol").await;
    let other = sol
        .get("audit?acting_in=aster-south")
        .await
        .expect(200)
        .json();
    assert!(!other.to_string().contains("ben"), "{other}");
}

#[tokio::test(flavor = "multi_thread")]
async fn there_are_no_jobs() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    assert_eq!(
        omar.get("jobs").await.expect(200).json(),
        json!({"items": [], "cursor": null})
    );
    omar.get("jobs/anything").await.refused(404, "not-found");
}
