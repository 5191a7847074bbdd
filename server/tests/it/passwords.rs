//! Choosing a password by plain forms: the first one by a link, and another after a reset.

use crate::client::{Answer, Ask};
use crate::house::{House, PASSWORD};
use rehome_service::{Acting, Caller, Via};
use serde_json::json;

const NEW: &str = "a word of my own";

fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie").unwrap();
    set.split(';').next().unwrap().to_owned()
}

async fn form(house: &House, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let ask = Ask::new("POST", path)
        .form(fields)
        .header("Cookie", cookie)
        .header("Sec-Fetch-Site", "same-origin");
    house.send(ask).await
}

async fn page(house: &House, path: &str, cookie: &str) -> Answer {
    house
        .send(Ask::new("GET", path).header("Cookie", cookie))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_to_choose_a_password_gets_nothing_else_before() {
    let house = House::new().await;
    let (service, omar) = (house.running.service(), Caller::new("omar", Via::Session));
    service
        .account_password_reset(&omar, &Acting::default(), &"ben".into(), PASSWORD)
        .await
        .unwrap();
    let ask = Ask::new("POST", "/sign-in").form(&[
        ("username", "ben"),
        ("password", PASSWORD),
        ("to", "/move"),
    ]);
    let opened = house.send(ask).await.expect(303);
    let forced = "/change-password?to=/move&forced=1";
    assert_eq!(opened.header("location"), Some(forced));
    let ben = cookie(&opened);
    let led = page(&house, "/move", &ben).await;
    assert_eq!(led.header("location"), Some(forced));
    let told = page(&house, "/api/v1/me", &ben).await.expect(428);
    assert!(told.text().contains("password-change-required"));
    page(&house, "/change-password", &ben).await.expect(200);
    let change = async |present: &str, password: &str, again: &str| {
        let fields = [
            ("present", present),
            ("password", password),
            ("again", again),
            ("to", "/move"),
            ("forced", "1"),
        ];
        let answer = form(&house, "/change-password", &ben, &fields).await;
        answer.header("location").unwrap().to_owned()
    };
    for (present, password, again, reason) in [
        ("not this one", NEW, NEW, "wrong"),
        (PASSWORD, NEW, "another", "different"),
        (PASSWORD, "short", "short", "short"),
        (PASSWORD, PASSWORD, PASSWORD, "unchanged"),
    ] {
        let back = change(present, password, again).await;
        assert_eq!(back, format!("{forced}&reason={reason}"));
    }
    assert_eq!(change(PASSWORD, NEW, NEW).await, "/move");
    page(&house, "/move", &ben).await.expect(200);
    page(&house, "/api/v1/me", &ben).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_greets_once_and_a_link_that_does_not_count_greets_nobody() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let new = json!({ "username": "nia", "given": "Nia", "pending": true });
    let made = omar.post("users", &new).await.expect(201).json();
    let id = made["id"].as_str().unwrap();
    let (service, caller) = (house.running.service(), Caller::new("omar", Via::Session));
    let link = service
        .account_invite(&caller, &Acting::default(), &id.into())
        .await
        .unwrap();
    let address = format!("/welcome/{}", link.token);
    let greeting = page(&house, &address, "").await.expect(200);
    assert!(greeting.text().contains("Nia"));
    let send = async |token: &str| {
        let fields = [("token", token), ("password", NEW), ("again", NEW)];
        form(&house, "/welcome", "", &fields).await.expect(303)
    };
    let opened = send(&link.token).await;
    assert_eq!(opened.header("location"), Some("/"));
    page(&house, "/profile", &cookie(&opened)).await.expect(200);
    for token in [link.token.as_str(), "rhw_made-up"] {
        let again = send(token).await;
        assert_eq!(again.header("set-cookie"), None);
        let over = page(&house, again.header("location").unwrap(), "").await;
        assert!(!over.text().contains("Nia"), "{token}");
    }
}
