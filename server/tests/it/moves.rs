//! The refusal ladder of moves over REST: works, twice, signed out, wrong role, foreign, blocked, stale.

use crate::client::Ask;
use crate::house::{House, warnings};
use serde_json::{Value, json};

fn dana_to_riverside() -> Value {
    json!({"acting_in": "harbour", "subject": "dana", "destination": "riverside"})
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_plans_and_commits_a_move_and_everybody_sees_it() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let plan = omar.plan(&dana_to_riverside()).await.expect(200).json();
    assert_eq!(plan["verdict"], "warns");
    assert_eq!(plan["digest"].as_str().unwrap().len(), 64);
    assert_eq!(plan["families"][0]["subject"], "dana");
    assert!(plan["people"]["dana"]["changes"].is_array());
    assert!(!plan["steps"].as_array().unwrap().is_empty());
    assert_eq!(
        house.home_of("dana").await,
        "harbour",
        "a plan changes nothing"
    );

    let codes = warnings(&plan);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let done = omar
        .commit(
            &dana_to_riverside(),
            plan["digest"].as_str().unwrap(),
            &codes,
            "k1",
        )
        .await
        .expect(201);
    let done = done.json();
    assert_eq!(
        done["rows"],
        json!([{"user": "dana", "result": "moved", "codes": done["rows"][0]["codes"], "move": done["rows"][0]["move"]}])
    );
    assert_eq!(done["jobs"], json!([]));
    assert!(done["undo_until"].as_str().unwrap().ends_with('Z'));
    assert_eq!(house.home_of("dana").await, "riverside");
    assert_eq!(
        house.home_of("leo").await,
        "riverside",
        "dependents move along"
    );

    let listed = omar.get("moves").await.expect(200).json();
    assert_eq!(listed["items"][0]["id"], done["id"]);
    omar.get(&format!("moves/{}", done["id"].as_str().unwrap()))
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_commit_gets_its_first_answer_and_moves_nobody_twice() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let plan = omar.plan(&dana_to_riverside()).await.expect(200).json();
    let digest = plan["digest"].as_str().unwrap();
    let codes = warnings(&plan);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let first = omar
        .commit(&dana_to_riverside(), digest, &codes, "same")
        .await
        .expect(201);
    let again = omar
        .commit(&dana_to_riverside(), digest, &codes, "same")
        .await
        .expect(201);
    assert_eq!(first.json(), again.json());
    let mut other = dana_to_riverside();
    other["reason"] = json!("another body");
    omar.commit(&other, digest, &codes, "same")
        .await
        .refused(422, "idempotency-key-reused");
    assert_eq!(
        omar.get("moves").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_without_digest_or_key_is_428() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let plan = omar.plan(&dana_to_riverside()).await.json();
    let mut body = dana_to_riverside();
    body["digest"] = plan["digest"].clone();
    let without_key = omar.post("moves", &body).await.expect(428);
    assert!(!without_key.code().is_empty());
    omar.ask("POST", "moves")
        .header("Idempotency-Key", "k")
        .json(&dana_to_riverside())
        .send(omar.to)
        .await
        .expect(428);
    assert_eq!(house.home_of("dana").await, "harbour");
}

#[tokio::test(flavor = "multi_thread")]
async fn warnings_must_be_acknowledged_by_their_codes() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let plan = omar.plan(&dana_to_riverside()).await.json();
    let digest = plan["digest"].as_str().unwrap();
    let refused = omar
        .commit(&dana_to_riverside(), digest, &[], "k")
        .await
        .refused(422, "not-acknowledged");
    assert!(!refused.json()["findings"].as_array().unwrap().is_empty());
    assert_eq!(house.home_of("dana").await, "harbour");
    // A refusal is not kept: the same key works once the warnings are acknowledged.
    let codes = warnings(&plan);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    omar.commit(&dana_to_riverside(), digest, &codes, "k")
        .await
        .expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_move_has_a_plan_and_is_refused_at_commit_with_its_findings() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let body = json!({"acting_in": "harbour", "subject": "carla", "destination": "riverside"});
    let plan = omar.plan(&body).await.expect(200).json();
    assert_eq!(plan["verdict"], "refuses");
    let refused = omar
        .commit(&body, plan["digest"].as_str().unwrap(), &[], "k")
        .await
        .refused(422, "refused");
    assert_eq!(refused.json()["findings"][0]["code"], "user-locked");
    assert_eq!(house.home_of("carla").await, "harbour");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_since_the_plan_makes_the_commit_stale_with_the_difference() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let sasha = house.as_user("sasha").await;
    let plan = omar.plan(&dana_to_riverside()).await.json();
    sasha
        .move_now(
            &json!({"acting_in": "aster", "subject": "dana", "destination": "lakeside"}),
            "s1",
        )
        .await
        .expect(201);
    // Dana has left Omar's view altogether.
    omar.commit(
        &dana_to_riverside(),
        plan["digest"].as_str().unwrap(),
        &warnings(&plan)
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
        "k",
    )
    .await
    .expect(404);
    assert_eq!(house.home_of("dana").await, "lakeside");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_changed_in_between_makes_the_commit_stale_and_nothing_is_written() {
    let house = House::new().await;
    let dana = house.as_user("dana").await;
    let sasha = house.as_user("sasha").await;
    let body = json!({"as": "self", "subject": "dana", "destination": "lakeside"});
    let plan = dana.plan(&body).await.expect(200).json();
    let organization = sasha
        .get("organizations/lakeside?acting_in=aster")
        .await
        .expect(200);
    let revision = organization.json()["settings"]["user_move"]["revision"].to_string();
    sasha
        .ask(
            "PATCH",
            "organizations/lakeside/settings/user_move?acting_in=aster",
        )
        .header("If-Match", format!("\"{revision}\""))
        .json(&json!({"user_move_for_end_users": false}))
        .send(sasha.to)
        .await
        .expect(200);
    let codes = warnings(&plan);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let stale = dana
        .commit(&body, plan["digest"].as_str().unwrap(), &codes, "k")
        .await
        .refused(409, "stale")
        .json();
    let added = stale["difference"]["findings_added"].as_array().unwrap();
    assert!(
        added
            .iter()
            .any(|finding| finding["code"] == "self-moves-not-accepted"),
        "{stale}"
    );
    assert!(stale["plan"]["digest"].is_string());
    assert_eq!(house.home_of("dana").await, "harbour");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_that_is_not_ours_is_stale_without_a_difference() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let stale = omar
        .commit(&dana_to_riverside(), &"0".repeat(64), &[], "k")
        .await
        .refused(409, "stale")
        .json();
    assert!(stale["difference"].is_null());
    assert_eq!(house.home_of("dana").await, "harbour");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_everything_but_holds_no_key_gets_403_and_no_findings() {
    let house = House::new().await;
    // Bo is a Basic Operator of Harbour Clinic.
    let bo = house.as_user("bo").await;
    let refused = bo.plan(&json!({"acting_in": "harbour", "as": "operator", "subject": "dana", "destination": "riverside"})).await.refused(403, "not-allowed");
    assert!(refused.json().get("findings").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incomplete_request_says_what_is_missing() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    omar.plan(&json!({"acting_in": "harbour", "subject": "dana"}))
        .await
        .refused(422, "incomplete-request");
    omar.plan(&json!({"acting_in": "harbour", "destination": "riverside"}))
        .await
        .refused(422, "incomplete-request");
    let many: Vec<String> = (0..1_001).map(|n| format!("nobody-{n}")).collect();
    omar.plan(&json!({"acting_in": "harbour", "subjects": many, "destination": "riverside"}))
        .await
        .refused(422, "too-many-subjects");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_families_get_a_row_each_and_all_or_nothing_keeps_its_word() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let mut body =
        json!({"acting_in": "harbour", "subjects": ["dana", "carla"], "destination": "riverside"});
    let done = omar.move_now(&body, "k1").await.expect(201).json();
    let results: Vec<&str> = done["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["result"].as_str().unwrap())
        .collect();
    assert_eq!(
        results,
        ["moved", "skipped"],
        "a locked person is left out of a selection: {done}"
    );
    assert_eq!(house.home_of("carla").await, "harbour");

    body = json!({"acting_in": "harbour", "subjects": ["leo", "petra"], "destination": "riverside", "all_or_nothing": true});
    let refused = omar.move_now(&body, "k2").await;
    assert!(matches!(refused.status, 404 | 422), "{}", refused.text());
    assert_eq!(house.home_of("petra").await, "harbour");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_is_undone_once() {
    let house = House::new().await;
    let ana = house.as_user("ana").await;
    let body = json!({"acting_in": "aster-north", "subject": "dana", "destination": "lakeside"});
    let id = ana.move_now(&body, "k1").await.expect(201).json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let here = json!({"acting_in": "aster-north"});
    let plan = ana
        .post(&format!("moves/{id}/undo/plan"), &here)
        .await
        .expect(200)
        .json();
    let undo = json!({"acting_in": "aster-north", "digest": plan["digest"], "acknowledged": warnings(&plan)});
    let path = format!("moves/{id}/undo");
    let send = |key: &'static str| {
        ana.ask("POST", &path)
            .header("Idempotency-Key", key)
            .json(&undo)
            .send(ana.to)
    };
    send("u1").await.expect(201);
    assert_eq!(house.home_of("dana").await, "harbour");
    send("u1").await.expect(201);
    let again = ana
        .post(&format!("moves/{id}/undo/plan"), &here)
        .await
        .expect(200)
        .json();
    assert!(
        again["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding["code"] == "already-undone"),
        "{again}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_asked_for_by_another_site_is_refused() {
    let house = House::new().await;
    let cookie = house.sign_in("omar").await;
    let body = dana_to_riverside();
    let ask = || {
        Ask::new("POST", "/api/v1/moves/plan")
            .header("Cookie", format!("rehome={cookie}"))
            .json(&body)
    };
    house
        .send(ask().header("Sec-Fetch-Site", "cross-site"))
        .await
        .refused(403, "foreign-origin");
    house
        .send(ask().header("Origin", "https://evil.example"))
        .await
        .refused(403, "foreign-origin");
    house.send(ask()).await.refused(403, "foreign-origin");
    house
        .send(ask().header("Sec-Fetch-Site", "same-origin"))
        .await
        .expect(200);
    house
        .send(ask().header("Origin", house.running.public_url.clone()))
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_id_of_a_commit_of_several_leads_to_its_moves_and_their_undo() {
    let house = House::new().await;
    let ana = house.as_user("ana").await;
    let body = json!({"acting_in": "aster-north", "subjects": ["ben", "petra"], "destination": "riverside"});
    let done = ana.move_now(&body, "k1").await.expect(201).json();
    let path = format!("moves/{}", done["id"].as_str().unwrap());
    let found = ana
        .get(&format!("{path}?acting_in=aster-north"))
        .await
        .expect(200)
        .json();
    assert_eq!(found["id"], done["id"]);
    assert_eq!(found["moves"][0]["id"], done["rows"][0]["move"]);
    assert_eq!(found["moves"][1]["id"], done["rows"][1]["move"]);
    let plan = ana
        .post(
            &format!("{path}/undo/plan"),
            &json!({"acting_in": "aster-north"}),
        )
        .await
        .expect(200)
        .json();
    assert_eq!(plan["families"].as_array().unwrap().len(), 2);
    let undo = json!({"acting_in": "aster-north", "digest": plan["digest"], "acknowledged": warnings(&plan)});
    let back = ana
        .ask("POST", &format!("{path}/undo"))
        .header("Idempotency-Key", "u1")
        .json(&undo)
        .send(ana.to)
        .await
        .expect(201)
        .json();
    assert_eq!(back["rows"].as_array().unwrap().len(), 2);
    for user in ["ben", "petra"] {
        assert_eq!(house.home_of(user).await, "harbour");
    }
    let walt = house.as_user("walt").await;
    walt.get(&path).await.refused(404, "not-found");
}
