//! Subscriptions over REST: made, refused and ended.

use crate::house::House;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn operators_subscribe_people_and_people_subscribe_themselves() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let body = |users: Value, to: &str| json!({"acting_in": "harbour", "users": users, "to": to, "start": "2030-01-01"});
    let done = omar
        .post("subscriptions", &body(json!(["ben"]), "lakeside"))
        .await
        .expect(201)
        .json();
    assert_eq!(done["rows"], json!([{"user": "ben", "is_new": true}]));
    omar.post("subscriptions", &body(json!(["ben"]), "harbour"))
        .await
        .expect(422);
    omar.post("subscriptions", &body(json!(["leo"]), "lakeside"))
        .await
        .expect(422);
    omar.post("subscriptions", &body(json!(["nobody"]), "lakeside"))
        .await
        .refused(404, "not-found");
    omar.post("subscriptions", &body(json!(["ben"]), "bay-choir"))
        .await
        .refused(404, "not-found");
    let mut backwards = body(json!(["ben"]), "riverside");
    backwards["end"] = json!("2029-01-01");
    omar.post("subscriptions", &backwards).await.expect(422);
    let dana = house.as_user("dana").await;
    dana.post("subscriptions", &json!({"to": "lakeside"}))
        .await
        .expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_is_ended_by_whoever_could_make_it() {
    let house = House::new().await;
    let end = async |who: &str, path: &str| {
        let program = house.as_user(who).await;
        program.ask("DELETE", path).send(program.to).await
    };
    for (who, path, status) in [
        ("omar", "users/nobody/subscriptions/riverside", 404),
        ("omar", "users/kim/subscriptions/riverside", 404),
        ("omar", "users/dana/subscriptions/bay-choir", 404),
        ("omar", "users/dana/subscriptions/lakeside", 404),
        ("omar", "users/orla/subscriptions/riverside", 403),
        ("omar", "users/dana/subscriptions/riverside?start=soon", 400),
        (
            "omar",
            "users/dana/subscriptions/riverside?start=2026-02-02",
            404,
        ),
        (
            "omar",
            "users/dana/subscriptions/riverside?start=2026-01-01",
            204,
        ),
        ("omar", "users/dana/subscriptions/riverside", 404),
        ("dana", "users/dana/subscriptions/palm-court?as=self", 204),
    ] {
        let answer = end(who, path).await;
        assert_eq!(answer.status, status, "{who} {path}: {}", answer.text());
    }
}
