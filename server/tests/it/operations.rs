//! Health, readiness, figures, and what is refused when there is too much.

use crate::client::Ask;
use crate::house::House;
use rehome_testkit::Cast;

#[tokio::test(flavor = "multi_thread")]
async fn health_and_readiness_are_told_to_anybody() {
    let house = House::new().await;
    assert_eq!(
        house
            .send(Ask::new("GET", "/healthz"))
            .await
            .expect(200)
            .text(),
        "ok\n"
    );
    assert_eq!(
        house
            .send(Ask::new("GET", "/readyz"))
            .await
            .expect(200)
            .text(),
        "ready\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_count_requests_by_route_and_never_by_address() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    omar.get("users/dana").await.expect(200);
    house
        .send(Ask::new("GET", "/no-such-page-of-ours"))
        .await
        .expect(404);
    let text = house
        .send(Ask::new("GET", "/metrics"))
        .await
        .expect(200)
        .text();
    assert!(text.contains("rehome_http_requests_total"), "{text}");
    assert!(text.contains("/api/v1/users/{user}"), "{text}");
    assert!(!text.contains("no-such-page-of-ours"), "{text}");
    assert!(
        text.contains("rehome_http_request_seconds_bucket"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_with_an_address_of_their_own_are_nowhere_else() {
    let house = House::configured(Cast::new(), |settings| {
        settings.metrics_listen = Some("127.0.0.1:0".parse().unwrap())
    })
    .await;
    house.send(Ask::new("GET", "/metrics")).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_not_for_who_comes_through_a_proxy() {
    let house = House::new().await;
    let ask = Ask::new("GET", "/metrics").header("X-Forwarded-For", "203.0.113.9");
    house.send(ask).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_that_is_set_is_413() {
    let house = House::configured(Cast::new(), |settings| {
        settings.body_limit_bytes = Some(100)
    })
    .await;
    let omar = house.as_user("omar").await;
    let body = format!("{{\"subject\":\"{}\"}}", "x".repeat(200));
    omar.ask("POST", "moves/plan")
        .raw("application/json", body)
        .send(omar.to)
        .await
        .refused(413, "too-large");
    let form =
        Ask::new("POST", "/sign-in").form(&[("username", &"x".repeat(200)), ("password", "y")]);
    house.send(form).await.expect(413);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_answers_what_is_in_hand_and_closes_the_database() {
    let house = House::new().await;
    let database = house.database();
    let omar = house.as_user("omar").await;
    let (answer, ()) = tokio::join!(omar.get("me"), tokio::task::yield_now());
    answer.expect(200);
    let House { running, folder } = house;
    let address = running.address;
    running.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    let store = rehome_storage::Store::open(&database, rehome_storage::StoreOptions::default())
        .await
        .unwrap();
    store.ping().await.unwrap();
    store.close().await;
    drop(folder);
}
