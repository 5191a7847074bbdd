//! Moves between accounts over REST: planned, committed, carried, looked at as they go on, and refused to everybody else.

use crate::client::{Answer, Ask};
use crate::house::{House, Program, warnings};
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
