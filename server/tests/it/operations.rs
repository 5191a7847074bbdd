//! Health, readiness, figures, and what is refused when there is too much.

use crate::client::{Answer, Ask, raw};
use crate::house::{House, Program};
use rehome_storage::{Store, StoreOptions, people};
use rehome_testkit::Cast;
use serde_json::json;
use std::time::Duration;

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
    house.send(form).await.refused(413, "too-large");
    let cookie = house.sign_in_by_service("dana").await;
    for path in ["/move", "/preferences", "/api/move/review"] {
        let form = Ask::new("POST", path)
            .form(&[("destination", &"x".repeat(200))])
            .header("Sec-Fetch-Site", "same-origin")
            .header("Cookie", format!("rehome={cookie}"));
        house.send(form).await.refused(413, "too-large");
    }
}

/// Asks a call of our pages for a review, in a body whose length is not told beforehand.
async fn review_without_a_length(house: &House) -> u16 {
    let cookie = house.sign_in_by_service("dana").await;
    let body = format!(
        "{{\"wish\":{{\"destination\":\"riverside\",\"position\":null}},{}\"since\":null}}",
        " ".repeat(200)
    );
    let request = format!(
        "POST /api/move/review HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: rehome={cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
         {:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    raw(house.at(), request.as_bytes()).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calls_of_our_pages_keep_to_the_limit_whatever_length_is_told() {
    let house = House::new().await;
    assert_eq!(review_without_a_length(&house).await, 200);
    let narrow = House::configured(Cast::new(), |settings| {
        settings.body_limit_bytes = Some(100)
    })
    .await;
    assert!(review_without_a_length(&narrow).await >= 400);
}

/// Holds the one writing lock of a house's database, so that whatever writes has to wait.
struct Held(sqlx::SqliteConnection);

impl Held {
    async fn of(house: &House) -> Self {
        use sqlx::{Connection, Executor};
        let mut connection = sqlx::SqliteConnection::connect(&house.database())
            .await
            .unwrap();
        connection.execute("BEGIN IMMEDIATE").await.unwrap();
        Self(connection)
    }

    async fn let_go(mut self) {
        use sqlx::{Connection, Executor};
        self.0.execute("ROLLBACK").await.unwrap();
        self.0.close().await.unwrap();
    }
}

/// Somebody asks for something that is written, and has to wait for it.
async fn locks(omar: &Program, user: &str) -> tokio::task::JoinHandle<Answer> {
    let (omar, path) = (omar.clone(), format!("users/{user}/lock"));
    let asked = tokio::spawn(async move { omar.post(&path, &json!({"locked": true})).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!asked.is_finished(), "it waits for the lock");
    asked
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_takes_too_long_is_503_and_nothing_of_it_is_written() {
    let house = House::configured(Cast::new(), |settings| {
        settings.request_timeout_seconds = Some(1)
    })
    .await;
    let omar = house.as_user("omar").await;
    let held = Held::of(&house).await;
    let answer = locks(&omar, "dana").await.await.unwrap();
    let answer = answer.refused(503, "unavailable");
    assert_eq!(answer.header("retry-after"), Some("1"));
    held.let_go().await;
    // The writer works in order: once this is written, what came before is over.
    omar.post("users/remy/lock", &json!({"locked": true}))
        .await
        .expect(200);
    let dana = omar.get("users/dana").await.expect(200).json();
    assert_eq!(dana["locked"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_requests_than_are_worked_on_at_once_are_asked_to_come_back() {
    let house = House::configured(Cast::new(), |settings| {
        settings.concurrent_requests = Some(1)
    })
    .await;
    let omar = house.as_user("omar").await;
    let held = Held::of(&house).await;
    let first = locks(&omar, "dana").await;
    let second = omar.get("users/dana").await.refused(503, "unavailable");
    assert_eq!(second.header("retry-after"), Some("1"));
    held.let_go().await;
    first.await.unwrap().expect(200);
    let dana = omar.get("users/dana").await.expect(200).json();
    assert_eq!(dana["locked"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_answers_what_is_in_hand_and_closes_the_database() {
    let house = House::new().await;
    let database = house.database();
    let omar = house.as_user("omar").await;
    let held = Held::of(&house).await;
    let in_hand = locks(&omar, "dana").await;
    let House { running, folder } = house;
    let address = running.address;
    let stopping = tokio::spawn(running.stop());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!stopping.is_finished(), "a request is in hand");
    held.let_go().await;
    let answer = in_hand.await.unwrap().expect(200);
    assert_eq!(answer.json()["locked"], true);
    stopping.await.unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    let store = Store::open(&database, StoreOptions::default())
        .await
        .unwrap();
    store.ready().await.unwrap();
    let dana = store
        .read(|tx| Box::pin(async move { people::get(tx, &"dana".into()).await }))
        .await
        .unwrap();
    assert!(dana.unwrap().user.locked, "what was answered is written");
    store.close().await;
    drop(folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_tell_of_moves_and_of_the_writer() {
    let house = House::new().await;
    let ana = house.as_user("ana").await;
    ana.move_now(
        &json!({"acting_in": "aster-north", "subject": "dana", "destination": "riverside"}),
        "k1",
    )
    .await
    .expect(201);
    let text = house
        .send(Ask::new("GET", "/metrics"))
        .await
        .expect(200)
        .text();
    let figure = |name: &str| -> f64 {
        let line = text.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split(' ').next_back());
        value
            .unwrap_or_else(|| panic!("{name}: {text}"))
            .parse()
            .unwrap()
    };
    assert!(figure("rehome_moves_total{outcome=\"moved\"}") >= 1.0);
    assert!(figure("rehome_writer_units_total") >= figure("rehome_writer_commits_total"));
    assert!(figure("rehome_writer_commits_total") >= 1.0);
    assert!(figure("rehome_writer_queue") >= 0.0);
}
