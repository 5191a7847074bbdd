//! Files that were handed in, over REST: seen by whoever handed them in and by nobody else, stopped and gone on with.

use crate::house::{House, Program};
use rehome_service::bulk::FileJobOptions;
use rehome_service::{Acting, Caller};
use serde_json::{Value, json};
use std::time::Duration;

async fn caller(house: &House, who: &Program) -> Caller {
    let service = house.running.service();
    service.caller_of_token(&who.token).await.unwrap().unwrap()
}

async fn hand_in(house: &House, who: &Program, text: &str) -> String {
    let acting = Acting {
        acting_in: Some("harbour".into()),
        act_as: None,
    };
    let caller = caller(house, who).await;
    let service = house.running.service();
    let id = service.file_job_create(&caller, &acting, "moves.csv", text.as_bytes());
    id.await.unwrap()
}

/// The job, once nobody works on it.
async fn at_rest(who: &Program, id: &str) -> Value {
    for _ in 0..400 {
        let job = who.get(&format!("jobs/{id}")).await.expect(200).json();
        if !["queued", "running"].contains(&job["state"].as_str().unwrap()) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("nobody worked on it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_seen_by_whoever_handed_it_in_and_by_nobody_else() {
    let house = House::new().await;
    let (omar, ana) = (house.as_user("omar").await, house.as_user("ana").await);
    let id = hand_in(
        &house,
        &omar,
        "user,destination\ndana,lakeside\nnobody,lakeside\n",
    )
    .await;
    let job = at_rest(&omar, &id).await;
    assert_eq!(
        (&job["phase"], &job["state"], &job["rows"], &job["file"]),
        (
            &json!("plan"),
            &json!("draft"),
            &json!(2),
            &json!("moves.csv")
        )
    );
    assert_eq!(job["results"]["refused"], 1, "{job}");
    let listed = omar.get("jobs?acting_in=harbour").await.expect(200).json();
    assert_eq!(listed["items"][0]["id"], json!(id));
    assert_eq!(
        omar.get("jobs?acting_in=lakeside").await.expect(200).json()["items"],
        json!([])
    );
    assert_eq!(ana.get("jobs").await.expect(200).json()["items"], json!([]));
    for (method, path) in [
        ("GET", ""),
        ("POST", "/cancel"),
        ("POST", "/pause"),
        ("POST", "/resume"),
        ("POST", "/retry"),
    ] {
        let other = ana.ask(method, &format!("jobs/{id}{path}"));
        assert_eq!(house.send(other).await.status, 404, "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_gone_on_with_and_a_file_that_was_only_judged_is_not_begun() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let id = hand_in(&house, &omar, "user,destination\ndana,lakeside\n").await;
    at_rest(&omar, &id).await;
    let resume = format!("jobs/{id}/resume");
    omar.post(&resume, &json!({}))
        .await
        .refused(409, "job-not-begun");
    for at_its_end in ["cancel", "pause"] {
        omar.post(&format!("jobs/{id}/{at_its_end}"), &json!({}))
            .await
            .refused(409, "job-busy");
    }

    let caller = caller(&house, &omar).await;
    let service = house.running.service();
    let run = service.file_job_run(&caller, &id, FileJobOptions::default());
    run.await.unwrap();
    let job = at_rest(&omar, &id).await;
    assert_eq!(
        (&job["phase"], &job["state"], &job["results"]["refused"]),
        (&json!("run"), &json!("completed_with_errors"), &json!(1)),
        "its warnings were not taken note of: {job}"
    );
    assert_eq!(house.home_of("dana").await, "harbour");
    for again in ["resume", "retry"] {
        omar.post(&format!("jobs/{id}/{again}"), &json!({}))
            .await
            .expect(202);
        assert_eq!(at_rest(&omar, &id).await["state"], "completed_with_errors");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_files_is_paged() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(hand_in(&house, &omar, "user,destination\ndana,lakeside\n").await);
    }
    ids.reverse();
    let first = omar.get("jobs?limit=2").await.expect(200).json();
    let cursor = first["cursor"].as_str().unwrap();
    let rest = omar.get(&format!("jobs?limit=2&cursor={cursor}")).await;
    let rest = rest.expect(200).json();
    let seen: Vec<&Value> = [&first, &rest]
        .into_iter()
        .flat_map(|page| page["items"].as_array().unwrap())
        .map(|job| &job["id"])
        .collect();
    assert_eq!(
        seen,
        ids.iter()
            .map(|id| json!(id))
            .collect::<Vec<_>>()
            .iter()
            .collect::<Vec<_>>()
    );
    assert_eq!(rest["cursor"], Value::Null);
}
