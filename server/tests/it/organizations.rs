//! Organizations and their settings over REST, and the question why.

use crate::house::{House, Program};
use serde_json::{Value, json};

async fn settings(program: &Program, code: &str, section: &str) -> Value {
    let answer = program
        .get(&format!("organizations/{code}?acting_in=aster"))
        .await
        .expect(200);
    answer.json()["settings"][section].clone()
}

async fn patch(
    program: &Program,
    code: &str,
    section: &str,
    revision: &Value,
    body: Value,
) -> crate::client::Answer {
    program
        .ask(
            "PATCH",
            &format!("organizations/{code}/settings/{section}?acting_in=aster"),
        )
        .header("If-Match", format!("\"{revision}\""))
        .json(&body)
        .send(program.to)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_lists_the_organizations_below_and_an_operator_the_own() {
    let house = House::new().await;
    let sasha = house.as_user("sasha").await;
    let page = sasha
        .get("organizations?acting_in=aster")
        .await
        .expect(200)
        .json();
    assert_eq!(page["items"].as_array().unwrap().len(), 12, "{page}");
    let kinds = sasha
        .get("organizations?acting_in=aster&kind=enterprise")
        .await
        .expect(200)
        .json();
    assert_eq!(kinds["items"].as_array().unwrap().len(), 2, "{kinds}");
    let found = sasha
        .get("organizations?acting_in=aster&text=clinic")
        .await
        .expect(200)
        .json();
    assert!(
        found["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["name"].as_str().unwrap().contains("Clinic")),
        "{found}"
    );
    sasha
        .get("organizations?acting_in=aster&kind=castle")
        .await
        .refused(400, "cannot-decode");
    let omar = house.as_user("omar").await;
    let own = omar
        .get("organizations?acting_in=harbour")
        .await
        .expect(200)
        .json();
    assert_eq!(own["items"].as_array().unwrap().len(), 1, "{own}");
    omar.get("organizations/aster-south?acting_in=harbour")
        .await
        .refused(404, "not-found");
    omar.get("organizations?acting_in=riverside")
        .await
        .refused(404, "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_section_of_settings_is_changed_by_whoever_read_it_last() {
    let house = House::new().await;
    let sasha = house.as_user("sasha").await;
    let before = settings(&sasha, "lakeside", "user_move").await;
    let unnamed = sasha
        .ask(
            "PATCH",
            "organizations/lakeside/settings/user_move?acting_in=aster",
        )
        .json(&json!({"user_move_for_end_users": false}));
    unnamed
        .send(sasha.to)
        .await
        .refused(428, "revision-required");
    patch(
        &sasha,
        "lakeside",
        "user_move",
        &before["revision"],
        json!({"user_move_for_end_users": false}),
    )
    .await
    .expect(200);
    let after = settings(&sasha, "lakeside", "user_move").await;
    assert_eq!(after["user_move_for_end_users"], false);
    assert_ne!(after["revision"], before["revision"]);
    patch(
        &sasha,
        "lakeside",
        "user_move",
        &before["revision"],
        json!({"user_move_for_end_users": true}),
    )
    .await
    .expect(409);
    assert_eq!(
        settings(&sasha, "lakeside", "user_move").await,
        after,
        "nothing was written"
    );
    // Another section has a revision of its own.
    let look = settings(&sasha, "lakeside", "look").await;
    patch(
        &sasha,
        "lakeside",
        "look",
        &look["revision"],
        json!({"accent": "#123456"}),
    )
    .await
    .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_cannot_be_are_refused() {
    let house = House::new().await;
    let sasha = house.as_user("sasha").await;
    let revision = settings(&sasha, "lakeside", "look").await["revision"].clone();
    patch(
        &sasha,
        "lakeside",
        "look",
        &revision,
        json!({"accent": "red; }"}),
    )
    .await
    .expect(422);
    patch(
        &sasha,
        "lakeside",
        "look",
        &revision,
        json!({"acent": "#123456"}),
    )
    .await
    .refused(400, "cannot-decode");
    patch(&sasha, "lakeside", "no_such_section", &revision, json!({}))
        .await
        .refused(404, "not-found");
    patch(&sasha, "no-such-place", "look", &revision, json!({}))
        .await
        .refused(404, "not-found");
    let omar = house.as_user("omar").await;
    let ask = omar
        .ask(
            "PATCH",
            "organizations/harbour/settings/look?acting_in=harbour",
        )
        .header("If-Match", "1")
        .json(&json!({"accent": "#123456"}));
    ask.send(omar.to).await.refused(403, "not-allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn positions_are_added_renamed_and_deleted() {
    let house = House::new().await;
    let sasha = house.as_user("sasha").await;
    let before = settings(&sasha, "riverside", "hierarchy").await;
    let body =
        json!({"add": [{"id": "r-new", "parent": "r-top"}], "rename": {"r-lab": "r-laboratory"}});
    patch(&sasha, "riverside", "hierarchy", &before["revision"], body)
        .await
        .expect(200);
    let after = settings(&sasha, "riverside", "hierarchy").await;
    let ids: Vec<&str> = after["positions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|position| position["id"].as_str().unwrap())
        .collect();
    assert!(
        ids.contains(&"r-new") && ids.contains(&"r-laboratory") && !ids.contains(&"r-lab"),
        "{after}"
    );
    patch(
        &sasha,
        "riverside",
        "hierarchy",
        &after["revision"],
        json!({"add": [{"id": "x", "parent": "nowhere"}]}),
    )
    .await
    .expect(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_system_administrators_make_organizations() {
    let house = House::new().await;
    let sten = house.as_user("sten").await;
    let new = json!({"code": "new-clinic", "kind": "suborganization", "parent": "aster-north", "name": "New Clinic"});
    sten.post("organizations", &new).await.expect(201);
    sten.post("organizations", &new).await.expect(409);
    sten.post(
        "organizations",
        &json!({"code": "X Y", "kind": "enterprise", "name": "X"}),
    )
    .await
    .expect(422);
    sten.post(
        "organizations",
        &json!({"code": "sub", "kind": "suborganization", "parent": "aster", "name": "X"}),
    )
    .await
    .expect(422);
    let sasha = house.as_user("sasha").await;
    sasha
        .post(
            "organizations?acting_in=aster",
            &json!({"code": "other", "kind": "enterprise", "parent": "aster", "name": "Other"}),
        )
        .await
        .refused(403, "not-allowed");
    sasha
        .get("organizations/new-clinic?acting_in=aster")
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organization_is_renamed_by_its_revision() {
    let house = House::new().await;
    let sasha = house.as_user("sasha").await;
    let tag = sasha
        .get("organizations/lakeside?acting_in=aster")
        .await
        .header("etag")
        .unwrap()
        .to_owned();
    let rename = |name: &'static str| {
        sasha
            .ask("PATCH", "organizations/lakeside?acting_in=aster")
            .header("If-Match", tag.clone())
            .json(&json!({"name": name}))
            .send(sasha.to)
    };
    assert_eq!(
        rename("Lakeside House").await.expect(200).json()["name"],
        "Lakeside House"
    );
    rename("Too late").await.expect(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn why_tells_every_rule_and_which_of_them_fired() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let question = json!({"acting_in": "harbour", "request": {"subject": "carla", "destination": "riverside"}});
    let answer = omar.post("why", &question).await.expect(200).json();
    assert_eq!(answer["verdict"], "refuses", "{answer}");
    let fired: Vec<&Value> = answer["rules"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|rule| rule["fired"] == true)
        .collect();
    assert!(!fired.is_empty() && fired.len() < answer["rules"].as_array().unwrap().len());
    omar.post(
        "why",
        &json!({"acting_in": "harbour", "request": {"subject": "pia", "destination": "riverside"}}),
    )
    .await
    .refused(404, "not-found");
    omar.post(
        "why",
        &json!({"acting_in": "harbour", "request": {"destination": "riverside"}}),
    )
    .await
    .refused(422, "incomplete-request");
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_for_uniqueness_names_the_duplicates() {
    let house = House::with(
        rehome_testkit::Cast::new().organization("bay-choir", |choir| {
            choir.user_move.require_user_uniqueness = false
        }),
    )
    .await;
    let sasha = house.as_user("sasha").await;
    let page = sasha
        .get("organizations/aster/uniqueness?acting_in=aster")
        .await
        .expect(200)
        .json();
    assert_eq!(page["items"], json!([]));
    let omar = house.as_user("omar").await;
    omar.get("organizations/aster/uniqueness?acting_in=harbour")
        .await
        .expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_section_tells_its_own_revision_to_name_in_the_next_change() {
    let house = House::new().await;
    let rosa = house.as_user("rosa").await;
    let path = "organizations/riverside/settings/look?acting_in=riverside";
    let mut tag = String::from("\"1\"");
    for accent in ["#010203", "#040506"] {
        let found = rosa.get(path).await.expect(200);
        assert_eq!(found.header("etag"), Some(tag.as_str()));
        assert_eq!(format!("\"{}\"", found.json()["revision"]), tag);
        let changed = rosa
            .ask("PATCH", path)
            .header("If-Match", tag.as_str())
            .json(&json!({ "accent": accent }))
            .send(rosa.to)
            .await
            .expect(200);
        tag = changed.header("etag").unwrap().to_owned();
    }
    assert_eq!(tag, "\"3\"");
    let whole = rosa
        .get("organizations/riverside?acting_in=riverside")
        .await
        .expect(200);
    assert_eq!(whole.header("etag"), Some("\"1\""), "the record's own");
    rosa.get("organizations/riverside/settings/limits?acting_in=riverside")
        .await
        .refused(422, "setting-not-here");
    rosa.get("organizations/harbour/settings/limits?acting_in=riverside")
        .await
        .refused(404, "not-found");
    let omar = house.as_user("omar").await;
    omar.get("organizations/harbour/settings/look?acting_in=harbour")
        .await
        .expect(403);
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicates_come_page_by_page() {
    let house = House::with(
        rehome_testkit::Cast::new()
            .uniqueness("aster", false)
            .uniqueness("aster-north", false)
            .user("kim", |it| it.username = "ben".into())
            .user("hana", |it| it.username = "Ben".into()),
    )
    .await;
    let ana = house.as_user("ana").await;
    let mut found = Vec::new();
    let mut path = "organizations/aster-north/uniqueness?limit=2".to_owned();
    loop {
        let page = ana.get(&path).await.expect(200).json();
        let items = page["items"].as_array().unwrap().clone();
        found.extend(
            items
                .iter()
                .map(|row| row["user"].as_str().unwrap().to_owned()),
        );
        let Some(cursor) = page["cursor"].as_str() else {
            break;
        };
        path = format!(
            "organizations/aster-north/uniqueness?limit=2&cursor={}",
            crate::client::escaped(cursor)
        );
    }
    assert_eq!(found, ["ben", "hana", "kim"]);
    ana.get("organizations/aster-north/uniqueness?cursor=x")
        .await
        .expect(400);
}
