//! Hostile input: refused clearly, nothing written, and the server goes on.

use crate::client::{Ask, raw};
use crate::house::House;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn broken_json_is_400_and_says_where() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    for (body, place) in [
        ("{\n \"subject\": \"dana\",\n \"destination\" }", "line 3"),
        ("", "line 1"),
        ("{\"subject\":\"dana\",\"subject\":\"omar\"}", "line 1"),
        ("{\"per_person\":{\"dana\":{\"lock_after\":1}}}", ""),
        ("{\"subjet\":\"dana\"}", ""),
        ("[]", ""),
        ("null", ""),
        ("{\"subject\":\"a\\u0000b\"}", "line 1"),
        ("{\"subject\":\"\\ud800\"}", "line 1"),
    ] {
        let answer = omar
            .ask("POST", "moves/plan")
            .raw("application/json", body)
            .send(omar.to)
            .await
            .refused(400, "cannot-decode");
        assert!(
            answer.json()["at"].as_str().unwrap().contains(place),
            "{body}: {}",
            answer.text()
        );
    }
    for (method, path, body, place) in [
        (
            "POST",
            "moves",
            "{\n \"subject\": \"dana\",\n \"destination\": 7\n}",
            "line 3",
        ),
        ("POST", "moves", "{\n \"digest\": 7\n}", "line 2"),
        (
            "PATCH",
            "organizations/harbour/settings/user_move",
            "{\n \"undo_days\": \"x\"\n}",
            "line 2",
        ),
        (
            "PATCH",
            "organizations/harbour/settings/look",
            "{\n \"accent\": 7\n}",
            "line 2",
        ),
    ] {
        let answer = omar
            .ask(method, path)
            .header("If-Match", "1")
            .header("Idempotency-Key", "k")
            .raw("application/json", body)
            .send(omar.to)
            .await
            .refused(400, "cannot-decode");
        let at = answer.json()["at"].as_str().unwrap().to_owned();
        assert!(at.starts_with(place), "{body}: {at}");
    }
    let not_text = [b"{\"subject\":\"".as_slice(), &[0xff, 0xfe], b"\"}"].concat();
    omar.ask("POST", "moves/plan")
        .raw("application/json", not_text)
        .send(omar.to)
        .await
        .refused(400, "cannot-decode");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_screen_would_never_send_is_400() {
    let house = House::new().await;
    let cookie = house.sign_in_by_service("omar").await;
    let send = |ask: Ask| {
        let ask = ask
            .header("Cookie", format!("rehome={cookie}"))
            .header("Sec-Fetch-Site", "same-origin");
        house.send(ask)
    };
    for body in [
        "",
        "{",
        "[]",
        r#"{"acting_in":"harbour"}"#,
        r#"{"acting_in":7,"users":{}}"#,
    ] {
        let ask = Ask::new("POST", "/api/users/move/selection").raw("application/json", body);
        let answer = send(ask).await.expect(400);
        assert_eq!(answer.json(), json!({"code": "unreadable"}), "{body}");
    }
    let not_text = [0xff, 0xfe];
    let ask = Ask::new("POST", "/api/users/move/selection").raw("application/json", not_text);
    send(ask).await.expect(400);
    let answer = send(Ask::new("GET", "/api/users/one")).await.expect(400);
    assert_eq!(answer.json(), json!({"code": "unreadable"}));
    let good = json!({"acting_in": "harbour", "users": ["ben"]});
    let ask = Ask::new("POST", "/api/users/move/selection").json(&good);
    send(ask).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_megabytes_of_brackets_are_refused_and_the_server_lives() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let bytes = vec![b'['; 10 * 1024 * 1024];
    omar.ask("POST", "moves/plan")
        .raw("application/json", bytes)
        .send(omar.to)
        .await
        .refused(413, "too-large");
    let deep = vec![b'['; 1024 * 1024 - 1];
    omar.ask("POST", "moves/plan")
        .raw("application/json", deep)
        .send(omar.to)
        .await
        .refused(400, "cannot-decode");
    house.send(Ask::new("GET", "/healthz")).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_json_is_415() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "",
    ] {
        omar.ask("POST", "moves/plan")
            .raw(kind, "{}")
            .send(omar.to)
            .await
            .refused(415, "unsupported-media-type");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_method_is_405_and_names_the_right_ones() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let answer = omar
        .ask("PUT", "moves")
        .send(omar.to)
        .await
        .refused(405, "method-not-allowed");
    let allowed = answer.header("allow").unwrap();
    assert!(
        allowed.contains("GET") && allowed.contains("POST"),
        "{allowed}"
    );
    omar.ask("GET", "no/such/thing")
        .send(omar.to)
        .await
        .refused(404, "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_names_are_unknown_names() {
    let house = House::new().await;
    let sasha = house.as_user("sasha").await;
    for name in [
        "%00",
        "%2e%2e%2f",
        "%F0%9F%90%89",
        "%ff",
        "%27%20OR%201%3D1--",
        "%D9%8A%D9%88%D8%B3%D9%81",
        "a%0d%0aSet-Cookie:x=y",
        &"x".repeat(4_000),
    ] {
        let answer = sasha.get(&format!("users/{name}?acting_in=aster")).await;
        assert_eq!(answer.status, 404, "{name}: {}", answer.text());
        assert!(answer.header("set-cookie").is_none());
    }
    for name in [
        "花",
        "يوسف",
        "a\u{202e}b",
        "', DROP TABLE users",
        "\u{1F409}",
    ] {
        sasha
            .plan(&json!({"acting_in": "aster", "subject": name, "destination": "harbour"}))
            .await
            .refused(404, "not-found");
        sasha
            .plan(&json!({"acting_in": "aster", "subject": "dana", "destination": name}))
            .await
            .refused(404, "not-found");
        sasha
            .plan(&json!({"acting_in": name, "subject": "dana", "destination": "harbour"}))
            .await
            .refused(404, "not-found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_queries_are_400_and_never_500() {
    let house = House::new().await;
    let sasha = house.as_user("sasha").await;
    for query in [
        "limit=many",
        "limit=-1",
        "limit=1&limit=2",
        "no_such_parameter=1",
        "text=%00",
        "as=somebody",
    ] {
        for list in [
            "users",
            "organizations",
            "destinations",
            "moves",
            "audit",
            "jobs",
            "me",
        ] {
            if list == "me" && query.starts_with("limit") {
                continue;
            }
            sasha
                .get(&format!("{list}?{query}"))
                .await
                .refused(400, "cannot-decode");
        }
    }
    // What is no text is searched for as what it looks like, and found nowhere.
    let found = sasha
        .get("users?acting_in=aster&text=%ff")
        .await
        .expect(200);
    assert_eq!(found.json()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_of_ones_own_making_is_400_on_every_list() {
    let house = House::new().await;
    let sasha = house.as_user("sasha").await;
    for list in [
        "users",
        "organizations",
        "destinations",
        "moves",
        "audit",
        "jobs",
    ] {
        for cursor in ["x", "%F0%9F%90%89", "..", &"A".repeat(5_000)] {
            sasha
                .get(&format!("{list}?acting_in=aster&cursor={cursor}"))
                .await
                .refused(400, "bad-cursor");
        }
        sasha
            .get(&format!("{list}?acting_in=aster&cursor=%00"))
            .await
            .refused(400, "cannot-decode");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_say_for_whom_they_are_read() {
    let house = House::new().await;
    let ana = house.as_user("ana").await;
    for path in ["jobs", "me", "users", "moves", "organizations"] {
        ana.get(&format!("{path}?acting_in=aster-north&as=operator"))
            .await
            .expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_is_a_number() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let asked = |version: &'static str| {
        omar.ask("GET", "me")
            .header("Api-Version", version)
            .send(omar.to)
    };
    for version in ["1", "11.5", "0"] {
        asked(version).await.expect(200);
    }
    for version in ["", "newest", "1.x", "-1"] {
        let told = asked(version).await.refused(400, "cannot-decode");
        assert_eq!(told.json()["at"], "header Api-Version", "{version}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn below_api_whatever_is_not_there_answers_programs() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let cookie = house.sign_in_by_service("omar").await;
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/nope",
        "/api/v1/nope",
        "/api/v2/users",
    ] {
        let by_token = Ask::new("GET", path).token(&omar.token);
        house.send(by_token).await.refused(404, "not-found");
        let by_cookie = Ask::new("GET", path).header("Cookie", format!("rehome={cookie}"));
        house.send(by_cookie).await.refused(404, "not-found");
    }
    // A proxy's own sign-in stands in no way of the calls of our pages; REST takes nothing but tokens there.
    for (path, status) in [("/api/profile", 200), ("/api/v1/me", 401)] {
        let ask = Ask::new("GET", path)
            .header("Cookie", format!("rehome={cookie}"))
            .header("Authorization", "Basic b21hcjp4");
        house.send(ask).await.expect(status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_of_any_kind_do_no_harm() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    for (name, value) in [
        ("Cookie", "rehome=\u{7f}"),
        ("Cookie", "====;;;;"),
        ("Origin", "x"),
        ("Accept-Language", "*;q=;,,"),
        ("If-Match", "**"),
        ("X-Request-Id", "forged"),
    ] {
        let answer = omar
            .ask("GET", "me")
            .header(name, value)
            .send(omar.to)
            .await;
        assert!(
            matches!(answer.status, 200 | 400),
            "{name}: {value}: {}",
            answer.status
        );
        assert_ne!(answer.header("x-request-id"), Some("forged"));
    }
    let long = "x".repeat(1_000_000);
    let answer = omar
        .ask("GET", "me")
        .header("X-Long", long)
        .send(omar.to)
        .await;
    assert!(matches!(answer.status, 400 | 431), "{}", answer.status);
    let key = "k".repeat(100_000);
    let answer = omar
        .ask("POST", "moves")
        .header("Idempotency-Key", key)
        .json(&json!({}))
        .send(omar.to)
        .await;
    assert!((400..500).contains(&answer.status), "{}", answer.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_without_a_path_are_refused() {
    let house = House::new().await;
    let answer = raw(
        house.at(),
        b"CONNECT example.org:80 HTTP/1.1\r\nHost: example.org:80\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    let answer = raw(
        house.at(),
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert!(answer.status < 500, "{}", answer.status);
    house.send(Ask::new("GET", "/healthz")).await.expect(200);
}

/// The beginning of a form that hands in a file of twenty megabytes, which never come.
fn beginning_of_a_file(house: &House, cookie: &str, acting_in: &str) -> Vec<u8> {
    let part = "--b\r\nContent-Disposition: form-data; name=";
    format!(
        "POST /users/import HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: rehome={cookie}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 20000000\r\n\r\n\
         {part}\"acting_in\"\r\n\r\n{acting_in}\r\n{part}\"file\"; filename=\"p.csv\"\r\n\r\nusername,to\r\n",
        house.at()
    )
    .into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_hand_in_no_file_is_told_before_it_is_taken_in() {
    let house = House::new().await;
    let cookie = house.sign_in_by_service("ben").await;
    let asked = beginning_of_a_file(&house, &cookie, "harbour");
    let answer = tokio::time::timeout(std::time::Duration::from_secs(10), raw(house.at(), &asked));
    assert!([403, 404].contains(&answer.await.expect("an answer at once").status));
    let long = beginning_of_a_file(&house, &cookie, &"x".repeat(100_000));
    let answer = tokio::time::timeout(std::time::Duration::from_secs(10), raw(house.at(), &long));
    assert_eq!(answer.await.expect("an answer at once").status, 303);
}
