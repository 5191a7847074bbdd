//! Moves between accounts over REST: planned, committed, carried, looked at as they go on, and refused to everybody else.

use crate::client::{Answer, Ask};
use crate::command_line::rehome;
use crate::house::{House, Program, warnings};
use crate::two_servers::Process;
use rehome_testkit::Cast;
use serde_json::{Value, json};
use std::time::Duration;

async fn upload(who: &Program, bytes: &[u8]) -> Answer {
    Ask::new("POST", "/api/v1/items?kind=file&file=a.bin")
        .token(&who.token)
        .raw("application/octet-stream", bytes)
        .send(who.to)
        .await
}

async fn until_done(who: &Program, job: &str) -> Value {
    for _ in 0..200 {
        let state = who.get(&format!("jobs/{job}")).await.expect(200).json();
        if state["state"] != "running" {
            return state;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never ends");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_administrator_moves_somebody_whose_files_arrive_one_by_one() {
    let house = House::with(Cast::accounts()).await;
    let (ann, bea) = (house.as_user("ann").await, house.as_user("bea").await);
    // More than a body of JSON may be.
    let bytes = vec![7; 3 << 20];
    let item = upload(&ann, &bytes).await.expect(201).json();
    let id = item["id"].as_str().unwrap();
    let request = json!({"subject": "ann", "destination": "folio-lisbon", "profile": "manager", "new_owner": "ben", "folder_name": "Work"});
    let plan = bea.plan(&request).await.expect(200).json();
    assert_ne!(plan["verdict"], "refuses", "{plan}");
    let codes = warnings(&plan);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let digest = plan["digest"].as_str().unwrap();
    let done = bea
        .commit(&request, digest, &codes, "k")
        .await
        .expect(201)
        .json();
    let job = done["jobs"][0].as_str().unwrap();
    let state = until_done(&bea, job).await;
    assert_eq!(
        (&state["kind"], &state["state"]),
        (&json!("transfer"), &json!("completed"))
    );
    assert_eq!(state["progress"]["moved"], 1);
    let pieces = bea
        .get(&format!("jobs/{job}/items?state=moved"))
        .await
        .expect(200)
        .json();
    assert_eq!(pieces["items"][0]["piece"]["id"], id);
    let report = bea.get(&format!("jobs/{job}/report")).await.expect(200);
    let report = report.text();
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines[0], "Piece,Kind,File,Bytes,State,Reason,Tries,When");
    let line = format!("{id},file,a.bin,{},moved,,0,20", bytes.len());
    assert!(lines[1].starts_with(&line) && lines.len() == 2, "{report}");
    let now = ann.get(&format!("items/{id}")).await.expect(200).json();
    assert_eq!(
        (&now["account"], &now["checksum"]),
        (&json!("folio-lisbon"), &item["checksum"])
    );
    let opened = ann.get(&format!("items/{id}/content")).await.expect(200);
    assert!(opened.body == bytes);
    let events = ann.get(&format!("jobs/{job}/events")).await.expect(200);
    assert!(
        events.text().contains("\"state\":\"completed\""),
        "{}",
        events.text()
    );
    // Names of owners stay with the end where they own.
    assert_eq!(state["new_owner"], "ben");
    let of_ann = ann.get(&format!("jobs/{job}")).await.expect(200);
    let listed = ann.get("transfers").await.expect(200);
    for seen in [events, of_ann, listed] {
        assert!(!seen.text().contains("ben"), "{}", seen.text());
    }
    for stranger in ["tara", "quin", "sana"] {
        let stranger = house.as_user(stranger).await;
        for path in ["", "/items", "/events", "/report"] {
            let hidden = stranger.get(&format!("jobs/{job}{path}")).await.expect(404);
            let unknown = stranger
                .get(&format!("jobs/nothing{path}"))
                .await
                .expect(404);
            assert_eq!(hidden.body, unknown.body);
        }
        let hidden = stranger
            .get(&format!("items/{id}/content"))
            .await
            .expect(404);
        assert_eq!(
            hidden.body,
            stranger.get("items/nothing/content").await.expect(404).body
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_administers_a_satellite_moves_nobody() {
    let house = House::with(Cast::accounts()).await;
    let request =
        json!({"subject": "ann", "destination": "folio", "profile": "manager", "new_owner": "ben"});
    for (who, status) in [("tara", 403), ("ben", 403), ("quin", 404), ("sana", 404)] {
        let who = house.as_user(who).await;
        let plan = who.plan(&request).await;
        assert_eq!(plan.status, status, "{}", plan.text());
    }
    let bea = house.as_user("bea").await;
    let missing = json!({"subject": "ann", "destination": "folio-lisbon"});
    let plan = bea.plan(&missing).await.expect(200).json();
    assert_eq!(plan["verdict"], "refuses");
    let observer = house.as_user("oki").await;
    assert_eq!(upload(&observer, b"a").await.status, 403);
}

/// Opens something by the cookie of a browser.
async fn in_a_tab(to: std::net::SocketAddr, cookie: &str, method: &str, path: &str) -> Answer {
    let ask = Ask::new(method, path)
        .header("Cookie", format!("rehome={cookie}"))
        .header("Sec-Fetch-Site", "same-origin");
    ask.send(to).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_that_was_open_before_the_move_has_the_new_rights_alone_while_things_are_still_carried()
 {
    let house = House::with(Cast::accounts()).await;
    let (hugo, bea) = (house.as_user("hugo").await, house.as_user("bea").await);
    let (ben, lia) = (house.as_user("ben").await, house.as_user("lia").await);
    let own = upload(&hugo, b"his").await.expect(201).json();
    let of_ben = upload(&ben, b"of ben").await.expect(201).json();
    let of_lia = upload(&lia, b"of lia").await.expect(201).json();
    let cookie = house.sign_in("hugo").await;
    let database = house.database();
    let tokens = [hugo.token, bea.token];
    house.running.stop().await;

    // Nobody carries anything from here on.
    let mut serve = rehome(&["serve", "--listen", "127.0.0.1:0", "--database", &database]);
    let server = Process::of(serve.env("REHOME_WORKERS", "0"));
    let [hugo, bea] = tokens.map(|token| Program {
        to: server.at,
        token,
    });
    let content = |item: &Value| format!("/api/v1/items/{}/content", item["id"].as_str().unwrap());
    let users = "/api/v1/users/ben?acting_in=folio";
    let seen = [
        (content(&own), "his"),
        (content(&of_ben), "of ben"),
        (content(&of_lia), "of lia"),
    ];
    for (path, text) in &seen {
        let opened = in_a_tab(server.at, &cookie, "GET", path).await;
        assert_eq!(opened.expect(200).text(), *text);
    }
    in_a_tab(server.at, &cookie, "GET", users).await.expect(200);

    let wish = json!({"subject": "hugo", "destination": "folio-lisbon", "profile": "observer", "new_owner": "milo"});
    let done = bea.move_now(&wish, "k").await.expect(201).json();
    let job = format!("jobs/{}", done["jobs"][0].as_str().unwrap());
    let state = bea.get(&job).await.expect(200).json();
    assert_eq!(
        (&state["state"], &state["progress"]["open"]),
        (&json!("running"), &json!(1))
    );
    // His own, which has not arrived; neither what he looked after, nor what the new profile does not open.
    for ((path, _), status) in seen.iter().zip([200, 404, 404]) {
        let opened = in_a_tab(server.at, &cookie, "GET", path).await;
        assert_eq!(opened.status, status, "{path}");
        let by_token = hugo.ask("GET", path.trim_start_matches("/api/v1/"));
        assert_eq!(by_token.send(server.at).await.status, status, "{path}");
    }
    for path in [
        users,
        "/api/v1/items?account=folio-tokyo",
        "/api/v1/folders?account=folio-tokyo",
    ] {
        let hidden = in_a_tab(server.at, &cookie, "GET", path).await;
        assert_eq!(hidden.status, 404, "{path}: {}", hidden.text());
    }
    let new = in_a_tab(server.at, &cookie, "POST", "/api/v1/items?kind=file").await;
    assert_eq!(new.status, 403, "an Observer only looks");
    let again = json!({"subject": "ann", "destination": "folio-lisbon", "profile": "manager", "new_owner": "ben"});
    let moves = hugo.plan(&again).await;
    assert_eq!(
        moves.status,
        404,
        "he moves nobody any more: {}",
        moves.text()
    );
    let state = bea.get(&job).await.expect(200).json();
    assert_eq!(
        state["progress"]["open"], 1,
        "all this while it is under way"
    );
}
