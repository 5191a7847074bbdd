//! The library over REST and by its plain form: listed, opened, handed in, what was left behind ended; and refused to everybody
//! else.

use crate::client::{Answer, Ask};
use crate::house::{House, Program};
use rehome_testkit::Cast;
use serde_json::{Value, json};

fn cast() -> Cast {
    Cast::accounts()
        .folder("made", "ann", "ann")
        .folder("bens", "ben", "ben")
        .folder_at("bens", |it| it.private = true)
}

async fn upload(who: &Program, query: &str, bytes: &[u8]) -> Answer {
    let ask = Ask::new("POST", &format!("/api/v1/items{query}")).token(&who.token);
    let ask = ask.raw("application/octet-stream", bytes);
    ask.send(who.to).await
}

async fn ids(who: &Program, path: &str) -> Vec<String> {
    let found = who.get(path).await.expect(200).json();
    let items = found["items"].as_array().unwrap().iter();
    items
        .map(|it| it["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Hands something in by the form, in its order, as a browser does.
async fn by_form(house: &House, who: &str, fields: &[(&str, &str)], name: &str) -> String {
    let cookie = house.sign_in_by_service(who).await;
    let mut body = String::new();
    for (field, value) in fields {
        body.push_str(&format!(
            "--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n<b>hi</b>\r\n--b--\r\n"
    ));
    let ask = Ask::new("POST", "/library")
        .header("Cookie", format!("rehome={cookie}"))
        .header("Sec-Fetch-Site", "same-origin")
        .raw("multipart/form-data; boundary=b", body);
    let answer = house.send(ask).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_handed_in_is_listed_and_opened_as_an_attachment_under_its_name() {
    let house = House::with(cast()).await;
    let ann = house.as_user("ann").await;
    let named = "?kind=proof&folder=made&file=Pl%C3%A4ne%20%22a%22.html";
    let item = upload(&ann, named, b"<script>1</script>").await.expect(201);
    let item = item.json();
    let id = item["id"].as_str().unwrap();
    assert_eq!(ids(&ann, "items?folder=made").await, [id]);
    assert_eq!(ids(&ann, "folders").await, ["made"]);
    assert_eq!(
        ann.get("folders/made").await.expect(200).json()["adds"],
        true
    );
    let opened = ann.get(&format!("items/{id}/content")).await.expect(200);
    assert_eq!(
        opened.header("content-type").unwrap(),
        "application/octet-stream"
    );
    assert_eq!(opened.header("x-content-type-options").unwrap(), "nosniff");
    assert_eq!(
        opened.header("content-disposition").unwrap(),
        "attachment; filename=\"Pl_ne _a_.html\"; filename*=UTF-8''Pl%C3%A4ne%20%22a%22.html"
    );
    let version = upload(&ann, &format!("/{id}/versions"), b"two").await;
    let version = version.expect(201).json();
    assert_eq!(
        (&version["version"], &version["set"]),
        (&json!(2), &version["set"])
    );
    assert_eq!(version["file"], item["file"]);
    assert!(version["set"].is_string());

    let ben = house.as_user("ben").await;
    for path in [format!("/{id}/versions"), "/nothing/versions".to_owned()] {
        assert_eq!(upload(&ben, &path, b"x").await.status, 404);
    }
    assert_eq!(
        upload(&ann, "?kind=file&file=a%2Fb", b"x").await.status,
        422
    );
    assert_eq!(
        upload(&ann, "?kind=file&folder=bens", b"x").await.status,
        422
    );
    assert_eq!(ann.get("items?limit=odd").await.status, 400);
    assert_eq!(ann.get("folders?cursor=odd").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plain_form_hands_in_and_leads_back_with_what_became_of_it() {
    let house = House::with(cast()).await;
    let ann = house.as_user("ann").await;
    let into = [("folder", "made"), ("kind", "proof")];
    assert_eq!(
        by_form(&house, "ann", &into, "a.html").await,
        "/library/made?done=item"
    );
    let id = ids(&ann, "items?folder=made").await.remove(0);
    let further = [("folder", "made"), ("item", id.as_str())];
    assert_eq!(
        by_form(&house, "ann", &further, "b.html").await,
        "/library/made?done=version"
    );
    assert_eq!(ids(&ann, "items?folder=made").await.len(), 2);
    assert_eq!(
        by_form(&house, "ann", &into, "").await,
        "/library/made?fault=no-file"
    );
    let elsewhere = [("folder", "bens"), ("kind", "file")];
    assert_eq!(
        by_form(&house, "ann", &elsewhere, "a.html").await,
        "/library/bens?fault=unknown-folder"
    );
    let signed_out = Ask::new("POST", "/library")
        .header("Sec-Fetch-Site", "same-origin")
        .raw("multipart/form-data; boundary=b", "--b--\r\n");
    let answer = house.send(signed_out).await;
    assert_eq!(answer.header("location").unwrap(), "/sign-in?to=/library");
    let foreign = Ask::new("POST", "/library")
        .header("Sec-Fetch-Site", "cross-site")
        .header("Origin", "https://evil.example")
        .raw("multipart/form-data; boundary=b", "--b--\r\n");
    assert_eq!(house.send(foreign).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn leftover_access_is_looked_at_and_ended_by_its_owner_alone() {
    let house = House::with(cast()).await;
    let [ann, ben, bea] = [
        house.as_user("ann").await,
        house.as_user("ben").await,
        house.as_user("bea").await,
    ];
    upload(&ann, "?kind=proof&folder=made", b"x")
        .await
        .expect(201);
    let request = json!({"subject": "ann", "destination": "folio-lisbon", "profile": "manager", "new_owner": "ben",
        "move_proofs": false, "move_files": false});
    bea.move_now(&request, "k").await.expect(201);
    let at = json!({"account": "folio-tokyo"});
    let plan = ben.post("users/ann/leftover/plan", &at).await.expect(200);
    let plan = plan.json();
    assert_eq!(
        (&plan["items"], &plan["still_seen"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(ids(&ann, "folders?account=folio-tokyo").await, ["made"]);
    let done = |digest: &Value| json!({"account": "folio-tokyo", "digest": digest});
    let digest = &plan["digest"];
    for (who, status) in [("ann", 403), ("oki", 403), ("lia", 404), ("quin", 404)] {
        let who = house.as_user(who).await;
        assert_eq!(
            who.post("users/ann/leftover/plan", &at).await.status,
            status
        );
        assert_eq!(
            who.post("users/ann/leftover", &done(digest)).await.status,
            status
        );
    }
    assert_eq!(ben.post("users/ann/leftover", &at).await.status, 428);
    assert_eq!(
        ben.post("users/ann/leftover", &done(&json!("x")))
            .await
            .status,
        409
    );
    assert_eq!(
        ben.post("users/ann/leftover", &json!({"acount": 1}))
            .await
            .status,
        400
    );
    let ended = ben.post("users/ann/leftover", &done(digest)).await;
    assert_eq!(ended.expect(200).json()["thrown_away"], 1);
    assert!(ids(&ann, "folders?account=folio-tokyo").await.is_empty());
    assert_eq!(ben.post("users/ann/leftover/plan", &at).await.status, 404);
}

async fn patch(who: &Program, path: &str, body: &Value) -> Answer {
    who.ask("PATCH", path).json(body).send(who.to).await
}

/// Sends a form about a folder, as a browser does.
async fn folder_form(house: &House, who: &str, fields: &[(&str, &str)]) -> Answer {
    let cookie = house.sign_in_by_service(who).await;
    let mut body = String::new();
    for (field, value) in fields {
        body.push_str(&format!(
            "--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str("--b--\r\n");
    let ask = Ask::new("POST", "/library")
        .header("Cookie", format!("rehome={cookie}"))
        .header("Sec-Fetch-Site", "same-origin")
        .raw("multipart/form-data; boundary=b", body);
    house.send(ask).await
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_are_made_and_called_otherwise_over_rest() {
    let house = House::with(cast()).await;
    let ann = house.as_user("ann").await;
    let new = json!({"name": "Herbst", "parent": "made", "private": true});
    let made = ann.post("folders", &new).await.expect(201).json();
    assert_eq!(
        (&made["name"], &made["parent"], &made["private"]),
        (&json!("Herbst"), &json!("made"), &json!(true))
    );
    let id = made["id"].as_str().unwrap();
    assert_eq!(ids(&ann, "folders?folder=made").await, [id]);
    let path = format!("folders/{id}");
    let called = patch(&ann, &path, &json!({"name": "Winter"})).await;
    assert_eq!(called.expect(200).json()["name"], "Winter");

    let long = "x".repeat(300);
    for name in ["", "a/b", "a\u{7}b", &long] {
        let refused = ann.post("folders", &json!({ "name": name })).await;
        assert_eq!(refused.status, 422, "{name:?}");
        assert_eq!(refused.json()["code"], "folder-name-illegal");
        assert_eq!(refused.json()["at"], "name");
        let refused = patch(&ann, &path, &json!({ "name": name })).await;
        assert_eq!(refused.json()["code"], "folder-name-illegal");
    }
    let taken = ann.post("folders", &json!({"name": "MADE"})).await;
    assert_eq!(taken.expect(409).json()["code"], "folder-name-taken");
    let odd = json!({"name": "a", "owner": "ben"});
    assert_eq!(ann.post("folders", &odd).await.status, 400);
    let oki = house.as_user("oki").await;
    assert_eq!(oki.post("folders", &new).await.status, 403);
    assert_eq!(
        patch(&oki, "folders/made", &json!({"name": "a"}))
            .await
            .status,
        403
    );
    let ben = house.as_user("ben").await;
    let hidden = patch(&ben, &path, &json!({"name": "a"})).await;
    let unknown = patch(&ben, "folders/nothing", &json!({"name": "a"})).await;
    assert_eq!((hidden.status, hidden.body), (404, unknown.body));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plain_form_makes_folders_and_calls_them_otherwise() {
    let house = House::with(cast()).await;
    let leads = async |who: &str, fields: &[(&str, &str)]| {
        let answer = folder_form(&house, who, fields).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.header("location").unwrap().to_owned()
    };
    let inside = [("folder", "made"), ("name", "Herbst"), ("private", "true")];
    assert_eq!(leads("ann", &inside).await, "/library/made?done=made");
    assert_eq!(
        leads("ann", &inside).await,
        "/library/made?fault=folder-name-taken"
    );
    assert_eq!(leads("ann", &[("name", "Top")]).await, "/library?done=made");
    assert_eq!(
        leads("ann", &[("name", "a/b")]).await,
        "/library?fault=folder-name-illegal"
    );
    assert_eq!(
        leads("ann", &[("rename", "made"), ("name", "Mine")]).await,
        "/library/made?done=renamed"
    );
    let long = "ä".repeat(300);
    assert_eq!(
        leads("ann", &[("rename", "made"), ("name", &long)]).await,
        "/library/made?fault=folder-name-illegal"
    );
    let ann = house.as_user("ann").await;
    let found = ann.get("folders").await.expect(200).json();
    let found = found["items"].as_array().unwrap().iter();
    let names: Vec<&str> = found.map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Mine", "Top"]);
    let refused = folder_form(&house, "oki", &[("rename", "made"), ("name", "a")]).await;
    assert_eq!(refused.status, 403);
    let hidden = folder_form(&house, "quin", &[("rename", "made"), ("name", "a")]).await;
    assert_eq!(hidden.status, 404);
}
