//! Sign-in and the self-service move as plain forms, as a browser without scripts sends them.

use crate::client::{Answer, Ask};
use crate::house::{House, PASSWORD};
use rehome_testkit::Cast;

fn sign_in(username: &str, password: &str) -> Ask {
    Ask::new("POST", "/sign-in").form(&[
        ("username", username),
        ("password", password),
        ("to", "/move"),
    ])
}

fn with(cookie: &str, ask: Ask) -> Ask {
    ask.header("Cookie", format!("rehome={cookie}"))
        .header("Sec-Fetch-Site", "same-origin")
}

/// The hidden fields of the form that moves.
fn fields(page: &str) -> Vec<(String, String)> {
    let form = page
        .split("<form")
        .find(|form| form.contains("name=\"digest\""))
        .expect("a form with a digest");
    let form = form.split("</form>").next().unwrap();
    let attribute = |input: &str, name: &str| {
        Some(
            input
                .split(&format!("{name}=\""))
                .nth(1)?
                .split('"')
                .next()?
                .to_owned(),
        )
    };
    form.split("<input")
        .skip(1)
        .filter_map(|input| {
            Some((
                attribute(input, "name")?,
                attribute(input, "value").unwrap_or_default(),
            ))
        })
        .collect()
}

async fn confirm(house: &House, cookie: &str, destination: &str) -> Vec<(String, String)> {
    let page = house
        .send(with(
            cookie,
            Ask::new("GET", &format!("/move/confirm?destination={destination}")),
        ))
        .await
        .expect(200);
    fields(&page.text())
}

async fn go_on(house: &House, cookie: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    house
        .send(with(cookie, Ask::new("POST", "/move").form(&fields)))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_and_out() {
    let house = House::new().await;
    house
        .running
        .service()
        .password_set(&"dana".into(), PASSWORD)
        .await
        .unwrap();
    let answer = house.send(sign_in("dana", PASSWORD)).await.expect(303);
    assert_eq!(answer.header("location"), Some("/move"));
    let set = answer.header("set-cookie").unwrap();
    assert!(
        set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"),
        "{set}"
    );
    let cookie = answer.cookie().unwrap();
    let profile = house
        .send(with(&cookie, Ask::new("GET", "/profile")))
        .await
        .expect(200);
    assert!(profile.text().contains("Dana Whitfield"));

    let out = house
        .send(with(&cookie, Ask::new("POST", "/sign-out")))
        .await
        .expect(303);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    let after = house
        .send(with(&cookie, Ask::new("GET", "/api/v1/me")))
        .await;
    assert_eq!(after.status, 401, "the session is over in the store too");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_ends_the_session_before_it() {
    let house = House::new().await;
    let first = house.sign_in("dana").await;
    let second = house
        .send(with(&first, sign_in("dana", PASSWORD)))
        .await
        .expect(303)
        .cookie()
        .unwrap();
    assert_ne!(first, second);
    house
        .send(with(&first, Ask::new("GET", "/api/v1/me")))
        .await
        .expect(401);
    house
        .send(with(&second, Ask::new("GET", "/api/v1/me")))
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_name_get_one_answer() {
    let house = House::new().await;
    house
        .running
        .service()
        .password_set(&"dana".into(), PASSWORD)
        .await
        .unwrap();
    let mut seen = Vec::new();
    for (username, password) in [
        ("dana", "wrong"),
        ("nobody", "wrong"),
        ("", ""),
        ("dana", ""),
        ("omar", "has no password"),
    ] {
        let answer = house.send(sign_in(username, password)).await.expect(303);
        assert!(answer.cookie().is_none());
        seen.push((answer.header("location").unwrap().to_owned(), answer.body));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
    assert!(seen[0].0.starts_with("/sign-in?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_wrong_passwords_are_429_until_the_window_is_over() {
    let house =
        House::configured(Cast::new(), |settings| settings.sign_in_failures = Some(3)).await;
    house
        .running
        .service()
        .password_set(&"dana".into(), PASSWORD)
        .await
        .unwrap();
    for _ in 0..3 {
        house.send(sign_in("dana", "wrong")).await.expect(303);
    }
    let throttled = house.send(sign_in("dana", PASSWORD)).await.expect(429);
    let wait: u32 = throttled.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=15 * 60 + 1).contains(&wait), "{wait}");
    let told = format!("Wait {} minutes", wait.div_ceil(60));
    assert!(throttled.text().contains(&told), "{}", throttled.text());
    assert!(
        throttled
            .header("content-type")
            .unwrap()
            .starts_with("text/html")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_failures_are_counted_by_the_address_it_names_and_no_other() {
    let house = House::configured(Cast::new(), |settings| {
        settings.sign_in_failures = Some(3);
        settings.behind_proxy = Some(true);
    })
    .await;
    let from = |name: &str, list: &str| sign_in(name, "wrong").header("X-Forwarded-For", list);
    for made_up in 0..3 {
        let list = format!("198.51.100.{made_up}, 203.0.113.9");
        house
            .send(from(&format!("nobody-{made_up}"), &list))
            .await
            .expect(303);
    }
    house
        .send(from("somebody", "198.51.100.77, 203.0.113.9"))
        .await
        .expect(429);
    house
        .send(from("somebody", "203.0.113.10"))
        .await
        .expect(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_is_refused() {
    let house = House::new().await;
    house
        .running
        .service()
        .password_set(&"dana".into(), PASSWORD)
        .await
        .unwrap();
    house
        .send(sign_in("dana", PASSWORD).header("Sec-Fetch-Site", "cross-site"))
        .await
        .refused(403, "foreign-origin");
    house
        .send(sign_in("dana", PASSWORD).header("Origin", "null"))
        .await
        .refused(403, "foreign-origin");
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let ask = Ask::new("POST", "/sign-in").form(&[
            ("username", "dana"),
            ("password", PASSWORD),
            ("to", elsewhere),
        ]);
        assert_eq!(
            house.send(ask).await.expect(303).header("location"),
            Some("/"),
            "{elsewhere}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_moves_without_scripts() {
    let house = House::new().await;
    let cookie = house.sign_in("dana").await;
    house
        .send(with(&cookie, Ask::new("GET", "/move")))
        .await
        .expect(200);
    let form = confirm(&house, &cookie, "riverside").await;
    assert!(
        form.iter()
            .any(|(name, value)| name == "acknowledged" && value == "role-revoked"),
        "{form:?}"
    );
    let answer = go_on(&house, &cookie, &form).await.expect(303);
    let done = answer.header("location").unwrap().to_owned();
    assert!(done.starts_with("/move/done?move="), "{done}");
    assert_eq!(house.home_of("dana").await, "riverside");
    let arrival = house
        .send(with(&cookie, Ask::new("GET", &done)))
        .await
        .expect(200);
    assert!(arrival.text().contains("Riverside Campus"));
    let again = go_on(&house, &cookie, &form).await.expect(303);
    assert_eq!(
        again.header("location"),
        Some(done.as_str()),
        "sending twice is harmless"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_since_leads_back_to_the_confirmation_and_moves_nobody() {
    let house = House::new().await;
    let cookie = house.sign_in("dana").await;
    let form = confirm(&house, &cookie, "lakeside").await;
    let sasha = house.as_user("sasha").await;
    let settings = sasha
        .get("organizations/lakeside?acting_in=aster")
        .await
        .expect(200)
        .json();
    sasha
        .ask(
            "PATCH",
            "organizations/lakeside/settings/user_move?acting_in=aster",
        )
        .header(
            "If-Match",
            settings["settings"]["user_move"]["revision"].to_string(),
        )
        .json(&serde_json::json!({"user_move_for_end_users": false}))
        .send(sasha.to)
        .await
        .expect(200);
    let answer = go_on(&house, &cookie, &form).await.expect(303);
    let back = answer.header("location").unwrap().to_owned();
    assert!(
        back.starts_with("/move/confirm?") && back.contains("reason=stale"),
        "{back}"
    );
    house
        .send(with(&cookie, Ask::new("GET", &back)))
        .await
        .expect(200);
    assert_eq!(house.home_of("dana").await, "harbour");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_its_fields_moves_nobody() {
    let house = House::new().await;
    let cookie = house.sign_in("dana").await;
    let mut form = confirm(&house, &cookie, "riverside").await;
    form.retain(|(name, _)| name != "acknowledged");
    let answer = go_on(&house, &cookie, &form).await.expect(303);
    assert!(
        answer
            .header("location")
            .unwrap()
            .contains("reason=refused")
    );
    for lacking in ["digest", "idempotency_key", "destination"] {
        let fields: Vec<_> = form
            .iter()
            .filter(|(name, _)| name != lacking)
            .cloned()
            .collect();
        go_on(&house, &cookie, &fields).await.expect(303);
    }
    assert_eq!(house.home_of("dana").await, "harbour");
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_out_a_form_leads_to_the_sign_in_and_back() {
    let house = House::new().await;
    let answer = house
        .send(Ask::new("POST", "/move").form(&[("destination", "riverside")]))
        .await
        .expect(303);
    let to = answer.header("location").unwrap();
    assert!(to.starts_with("/sign-in?to=/move/confirm"), "{to}");
}

/// The fields of the form of a site, as a browser sends them.
fn site(revision: &str, country: &'static str, slc: &'static str) -> Vec<(String, String)> {
    let plan = if slc.is_empty() { "non_slc" } else { "slc" };
    let fields = [
        ("acting_in", "bramble"),
        ("revision", revision),
        ("country", country),
        ("device_list", "dl-1"),
        ("dial_plan", plan),
        ("slc", slc),
        ("default-location", "L"),
        ("custom", "softkeys = K\r\nring = R"),
        ("number_routing", "79XX"),
    ];
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    fields.map(owned).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_set_up_without_scripts() {
    let house = House::with(Cast::telephony()).await;
    let cookie = house.sign_in("cleo").await;
    let at = "/organizations/mill/settings/dial_plan";
    let page = house.send(with(&cookie, Ask::new("GET", at))).await;
    let page = page.expect(200).text();
    for part in [
        "method=\"post\" action=\"/organizations/mill/settings/dial_plan/form\"",
        "name=\"revision\" value=\"1\"",
        "name=\"default-location\"",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let send = async |fields: Vec<(String, String)>| {
        let fields = fields.iter();
        let fields: Vec<_> = fields
            .map(|(name, it)| (name.as_str(), it.as_str()))
            .collect();
        let ask = Ask::new("POST", &format!("{at}/form")).form(&fields);
        let answer = house.send(with(&cookie, ask)).await.expect(303);
        answer.header("location").unwrap().to_owned()
    };
    assert_eq!(send(site("1", "DE", "")).await, format!("{at}?told=saved"));
    let stored = house.as_user("cleo").await;
    let stored = stored.get("organizations/mill/settings/dial_plan").await;
    let stored = stored.expect(200).json();
    assert_eq!(
        (&stored["revision"], &stored["country"]),
        (&2.into(), &"DE".into())
    );
    let defaults = serde_json::json!({"location": "L", "custom.softkeys": "K", "custom.ring": "R"});
    assert_eq!(stored["site_defaults"], defaults);
    // Who was slower, and what cannot be, is told on the page, and nothing is written.
    for (fields, told) in [
        (site("1", "FR", ""), "revision-changed"),
        (site("2", "FR", "7a"), "bad-site-code"),
    ] {
        assert_eq!(send(fields).await, format!("{at}?told={told}"));
    }
    let after = house.as_user("cleo").await;
    let after = after.get("organizations/mill/settings/dial_plan").await;
    assert_eq!(after.expect(200).json(), stored);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_set_up_a_site_does_not_by_a_form_either() {
    let house = House::with(Cast::telephony()).await;
    let at = "/organizations/mill/settings/dial_plan/form";
    let fields = site("1", "DE", "");
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, it)| (name.as_str(), it.as_str()))
        .collect();
    let fay = house.sign_in("fay").await;
    let foreign = house
        .send(with(&fay, Ask::new("POST", at).form(&fields)))
        .await;
    assert_eq!(foreign.status, 404);
    let out = house.send(
        Ask::new("POST", at)
            .form(&fields)
            .header("Sec-Fetch-Site", "same-origin"),
    );
    let out = out.await.expect(303);
    assert!(out.header("location").unwrap().starts_with("/sign-in"));
    let cleo = house.as_user("cleo").await;
    let stored = cleo.get("organizations/mill/settings/dial_plan").await;
    assert_eq!(stored.expect(200).json()["country"], "GB");
}
