//! Pages: their headers, and what is at addresses nobody made.

use crate::client::Ask;
use crate::house::House;
use rehome_testkit::Cast;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_carries_a_policy_with_the_nonce_of_its_scripts() {
    let house = House::new().await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let page = house.send(Ask::new("GET", "/sign-in")).await.expect(200);
        let policy = page.header("content-security-policy").unwrap().to_owned();
        for part in [
            "default-src 'none'",
            "'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap()
            .to_owned();
        let text = page.text();
        for script in text.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(
                tag.contains(&format!("nonce=\"{nonce}\"")) || tag.contains("src="),
                "{tag}"
            );
        }
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_security_headers() {
    let house = House::new().await;
    for path in [
        "/sign-in",
        "/profile",
        "/no/such/page",
        "/api/v1/me",
        "/healthz",
        "/logo.svg",
    ] {
        let answer = house.send(Ask::new("GET", path)).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert!(answer.header("permissions-policy").is_some(), "{path}");
        assert!(
            answer
                .header("content-security-policy")
                .unwrap()
                .contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(
            answer.header("strict-transport-security").is_none(),
            "{path}: over plain http"
        );
        assert!(answer.header("x-request-id").is_some(), "{path}");
        if path != "/logo.svg" {
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https_the_cookie_is_bound_to_the_host_and_browsers_are_told_to_stay() {
    let house = House::configured(Cast::new(), |settings| {
        settings.public_url = Some("https://moves.example.org".to_owned())
    })
    .await;
    house
        .running
        .service()
        .password_set(&"dana".into(), crate::house::PASSWORD)
        .await
        .unwrap();
    let ask = Ask::new("POST", "/sign-in")
        .form(&[("username", "dana"), ("password", crate::house::PASSWORD)]);
    let answer = house
        .send(ask.header("Origin", "https://moves.example.org"))
        .await
        .expect(303);
    let set = answer.header("set-cookie").unwrap();
    assert!(
        set.starts_with("__Host-rehome=") && set.contains("Secure"),
        "{set}"
    );
    assert!(answer.header("strict-transport-security").is_some());
    // The name without the prefix could be planted by a neighbouring host.
    let planted = Ask::new("GET", "/api/v1/me")
        .header("Cookie", format!("rehome={}", answer.cookie().unwrap()));
    house.send(planted).await.expect(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_out_a_page_leads_to_the_sign_in() {
    let house = House::new().await;
    for path in [
        "/profile",
        "/move",
        "/move/confirm?destination=riverside",
        "/move/done?move=x",
    ] {
        let answer = house.send(Ask::new("GET", path)).await;
        let to = answer.header("location").unwrap_or_default();
        assert!(
            matches!(answer.status, 302 | 303 | 307) && to.starts_with("/sign-in"),
            "{path}: {} {to}",
            answer.status
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_nobody_made_is_a_page_that_says_so() {
    let house = House::new().await;
    for path in [
        "/no/such/page",
        "/profile/more",
        "/%F0%9F%90%89",
        "/..%2f..%2fetc%2fpasswd",
    ] {
        let answer = house.send(Ask::new("GET", path)).await.expect(404);
        assert!(
            answer
                .header("content-type")
                .unwrap()
                .starts_with("text/html"),
            "{path}"
        );
    }
}
