//! Copies over REST: what the service's own suite tells of them, as programs see it.

use crate::client::Answer;
use crate::house::{House, Program, warnings};
use rehome_domain::hosting::PropertyRule;
use rehome_testkit::Cast;
use serde_json::{Value, json};

const SECRET: &str = "Correct-Horse-7";

async fn house() -> House {
    let cast = Cast::hosting().knowing(|it| {
        let exchange = it.catalogue.services.get_mut("exchange").unwrap();
        exchange
            .properties
            .insert("line_uri".into(), PropertyRule::Require);
    });
    House::with(cast).await
}

fn nina() -> Value {
    json!({
        "source_user": "mara",
        "user": {
            "given": "Nina", "surname": "Park", "upn": "nina@bramble.example", "password": SECRET,
            "account": {"change_at_next_sign_in": true},
        },
    })
}

async fn plan(who: &Program, body: &Value) -> Answer {
    who.post("copies/plan", body).await
}

async fn commit(who: &Program, body: &Value, digest: &str, codes: &[&str], key: &str) -> Answer {
    let mut body = body.clone();
    body["digest"] = json!(digest);
    body["acknowledged"] = json!(codes);
    let ask = who.ask("POST", "copies").header("Idempotency-Key", key);
    ask.json(&body).send(who.to).await
}

/// Plans and commits, acknowledging every warning.
async fn copy(who: &Program, body: &Value, key: &str) -> Answer {
    let planned = plan(who, body).await.expect(200).json();
    let codes = warnings(&planned);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    commit(who, body, planned["digest"].as_str().unwrap(), &codes, key).await
}

fn codes(planned: &Value) -> Vec<&str> {
    let findings = planned["findings"].as_array().unwrap().iter();
    findings.map(|it| it["code"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_administrator_copies_a_colleague_and_a_retry_makes_nobody_else() {
    let house = house().await;
    let una = house.as_user("una").await;
    let planned = plan(&una, &nina()).await.expect(200).json();
    assert_eq!(planned["verdict"], "works");
    let person = &planned["person"];
    assert_eq!(person["username"], "nina_BRAMBLE");
    assert_eq!(person["name"], "Nina Park");
    assert_eq!(
        person["services"]["exchange"]["missing"],
        json!(["line_uri"])
    );
    assert_eq!(codes(&planned), ["configuration-needed"]);
    let steps = planned["steps"].as_array().unwrap();
    assert!(
        steps.iter().any(|step| step["kind"] == "service"),
        "{steps:?}"
    );
    let digest = planned["digest"].as_str().unwrap();
    let made = commit(&una, &nina(), digest, &[], "k")
        .await
        .expect(201)
        .json();
    let again = commit(&una, &nina(), digest, &[], "k")
        .await
        .expect(201)
        .json();
    assert_eq!(made, again);
    assert_eq!(made["services"]["exchange"], "pending");
    let path = format!("users/{}?as=operator", made["user"].as_str().unwrap());
    let new = una.get(&path).await.expect(200).json();
    assert_eq!(
        (&new["name"], &new["home"]["code"]),
        (&json!("Nina Park"), &json!("bramble"))
    );
    let opened = house
        .running
        .service()
        .session_open("nina_BRAMBLE", SECRET, None, None)
        .await;
    assert!(opened.unwrap().session.must_change_password);
    let mut other = nina();
    other["user"]["given"] = json!("Nora");
    commit(&una, &other, digest, &[], "k")
        .await
        .refused(422, "idempotency-key-reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_stands_in_the_way_is_told_at_once_and_nothing_is_written() {
    let house = house().await;
    let una = house.as_user("una").await;
    let body = json!({
        "source_user": "mara",
        "user": {
            "upn": "mara.quinn@bramble.example", "username": "a.name.that.is.too.long_BRAMBLE", "password": "short",
            "addresses": {"nina@fern.example": {}}, "account": {"expires": "2001-01-01"},
        },
        "copy_services": ["lync"],
        "add_services": {"ocs": {"plan": "platinum"}},
        "properties": {"ocs": {"colour": "red"}},
    });
    let planned = plan(&una, &body).await.expect(200).json();
    assert_eq!(planned["verdict"], "refuses");
    for code in [
        "password-policy",
        "expiry-passed",
        "upn-taken",
        "username-too-long",
        "primary-address",
        "domain-not-owned",
        "service-not-held",
        "service-rights-missing",
        "plan-not-offered",
        "property-unknown",
    ] {
        assert!(
            codes(&planned).contains(&code),
            "{code}: {:?}",
            codes(&planned)
        );
    }
    assert!(planned.get("person").is_none());
    let digest = planned["digest"].as_str().unwrap();
    let refused = commit(&una, &body, digest, &[], "k").await;
    let refused = refused.refused(422, "refused").json();
    assert_eq!(refused["findings"], planned["findings"]);
    let directory = house.running.service().directory_export().await.unwrap();
    assert_eq!(directory.users.len(), Cast::hosting().users.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_or_of_another_time_is_refused_by_name() {
    let house = house().await;
    let una = house.as_user("una").await;
    let planned = plan(&una, &nina()).await.expect(200).json();
    let digest = planned["digest"].as_str().unwrap();
    let bare = una.ask("POST", "copies").header("Idempotency-Key", "k");
    let bare = bare.json(&nina()).send(una.to).await;
    bare.refused(428, "digest-required");
    let mut keyless = nina();
    keyless["digest"] = json!(digest);
    let answer = una.post("copies", &keyless).await;
    answer.refused(428, "idempotency-key-required");
    plan(&una, &json!({"user": {}}))
        .await
        .refused(422, "incomplete-request");
    let mut unknown = nina();
    unknown["colour"] = json!("red");
    plan(&una, &unknown).await.refused(400, "cannot-decode");
    copy(&una, &nina(), "first").await.expect(201);
    let stale = commit(&una, &nina(), digest, &[], "k").await;
    let stale = stale.refused(409, "stale").json();
    let added = stale["difference"]["findings_added"].as_array().unwrap();
    assert!(
        added.iter().any(|it| it["code"] == "upn-taken"),
        "{added:?}"
    );
    assert_eq!(stale["plan"]["verdict"], "refuses");
}

#[tokio::test(flavor = "multi_thread")]
async fn warnings_are_acknowledged_by_their_codes() {
    let house = house().await;
    let una = house.as_user("una").await;
    let mut body = nina();
    body["roles"] = json!(["user_administrator"]);
    let planned = plan(&una, &body).await.expect(200).json();
    assert_eq!(warnings(&planned), ["role-not-allowed"]);
    let digest = planned["digest"].as_str().unwrap();
    let refused = commit(&una, &body, digest, &[], "k").await;
    refused.refused(422, "not-acknowledged");
    commit(&una, &body, digest, &["role-not-allowed"], "k")
        .await
        .expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_copy_is_told_so_and_who_sees_nobody_is_told_nothing() {
    let house = house().await;
    for who in ["sven", "pia"] {
        let answer = plan(&house.as_user(who).await, &nina()).await;
        answer.refused(403, "not-allowed");
    }
    let mut nobody = nina();
    nobody["source_user"] = json!("nobody");
    for who in ["otis", "eve", "abel", "mina"] {
        let who = house.as_user(who).await;
        let hidden = plan(&who, &nina()).await.expect(404);
        let unknown = plan(&who, &nobody).await.expect(404);
        assert_eq!(hidden.body, unknown.body);
        let hidden = commit(&who, &nina(), "d", &[], "k").await.expect(404);
        assert_eq!(hidden.body, unknown.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_in_no_answer_whatever_is_wrong_with_the_request() {
    let house = house().await;
    let cleo = house.as_user("cleo").await;
    let mut answers = vec![plan(&cleo, &nina()).await, copy(&cleo, &nina(), "k").await];
    for wrong in [json!([SECRET]), json!({SECRET: 1})] {
        let mut body = nina();
        body["user"]["password"] = wrong;
        answers.push(plan(&cleo, &body).await.expect(400));
    }
    let mut taken = nina();
    taken["user"]["surname"] = json!("Parker");
    answers.push(plan(&cleo, &taken).await);
    answers.push(commit(&cleo, &taken, "d", &[], "s").await.expect(409));
    answers.push(cleo.get("audit?as=operator").await.expect(200));
    for answer in answers {
        assert!(!answer.text().contains(SECRET), "{}", answer.text());
    }
}
