//! Somebody with 20 devices, 60 lines shown on them and 30 numbers, moved from site to site: beside a bare transaction of
//! as many rows, and where the site has 100,000 lines more.

use crate::bare;
use crate::figures::Figures;
use crate::ground::{Engine, Ground};
use rehome_domain::directory::Directory;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::MoveRequest;
use rehome_server::config::{LogLevel, Settings};
use rehome_server::start;
use rehome_service::user_move::CommitRequest;
use rehome_service::{Caller, Via};
use rehome_testkit::Cast;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Instant;

const DEVICES: usize = 20;
const SHOWN_ON_EACH: usize = 3;
const NUMBERS: usize = 30;

/// What such a move writes: lines, devices and numbers with what they are found by, the person, ledger and audit.
const ROWS: usize = 150;

/// How many lines the large site has beside.
const LARGE: usize = 100_000;

/// Figures of such moves on one engine.
pub(crate) async fn of_sites(engine: &Engine, moves: usize) {
    println!(
        "\n{}: {DEVICES} devices, {} lines shown, {NUMBERS} numbers",
        engine.name(),
        DEVICES * SHOWN_ON_EACH
    );
    Figures::head();
    let bare = bare::measured(engine, ROWS, 1, moves).await;
    bare.row(&format!("a bare transaction of {ROWS} rows"));
    let small = moved(engine, moves, 0).await;
    small.row("a commit, at a site with nothing else");
    let large = moved(engine, moves, LARGE).await;
    large.row(&format!("a commit, at a site with {LARGE} lines more"));
    println!(
        "of the rate of the bare one: {:.2}; of that of the small site, at the large one: {:.2}",
        bare.median() / small.median(),
        small.median() / large.median()
    );
}

async fn moved(engine: &Engine, moves: usize, more: usize) -> Figures {
    let ground = Ground::new(engine).await;
    let settings = Settings {
        database: Some(ground.url.clone()),
        listen: Some("127.0.0.1:0".parse().unwrap()),
        log_level: Some(LogLevel::Error),
        ..Settings::default()
    };
    let running = start(&settings.resolve().unwrap()).await.unwrap();
    let service = running.service();
    service
        .directory_store(directory(moves, more), Arc::new(|_, _| {}))
        .await
        .unwrap();
    let cleo = Caller::new("cleo", Via::Session);
    let mut each = Vec::with_capacity(moves);
    for number in 0..moves {
        let request = MoveRequest::one(person(number), "mill");
        let review = service.user_move_plan(&cleo, &request).await.unwrap();
        assert!(
            review
                .plan
                .families
                .iter()
                .all(|family| !family.is_blocked())
        );
        let commit = CommitRequest {
            request,
            digest: Some(review.digest.clone()),
            acknowledged: review
                .plan
                .findings()
                .map(|finding| finding.code().to_owned())
                .collect(),
        };
        let key = format!("bench-{number}");
        let begun = Instant::now();
        service
            .user_move_commit(&cleo, commit, Some(&key))
            .await
            .unwrap();
        each.push(begun.elapsed());
    }
    // WHY the sum: plans between the commits are not what is measured.
    let whole = each.iter().sum();
    Figures { each, whole }
}

fn person(number: usize) -> UserId {
    UserId::from(format!("bench-{number}"))
}

fn directory(people: usize, more: usize) -> Directory {
    let mut directory = Cast::telephony().directory();
    let paul = directory.users[&UserId::from("paul")].clone();
    for at in 0..people {
        let id = person(at);
        let mut user = paul.clone();
        user.username = id.as_str().into();
        user.name = id.as_str().into();
        user.extra
            .insert("primary_line".to_owned(), json!(line(at, 0)));
        directory.users.insert(id, user);
    }
    let mut put = |section: &str, id: String, body: Value| {
        let entries = directory.sections.entry(section.to_owned()).or_default();
        entries.insert(id, body);
    };
    for at in 0..people {
        for number in 0..NUMBERS {
            let pattern = format!("{}", 1_000_000 + at * NUMBERS + number);
            put(
                "inventory",
                format!("i-{at}-{number}"),
                json!({"number": pattern, "at": "quay", "status": "used"}),
            );
            put("lines", line(at, number), of_quay(&pattern));
        }
        for device in 0..DEVICES {
            let shown: Vec<Value> = (0..SHOWN_ON_EACH)
                .map(|n| {
                    let line = line(at, (device * SHOWN_ON_EACH + n) % NUMBERS);
                    json!({"line": line, "index": n + 1, "e164_mask": "quay-e164_mask", "partition": "quay-line_partition"})
                })
                .collect();
            let body = json!({"owner": person(at), "at": "quay", "kind": "soft", "lines": shown,
                              "device_pool": "quay-device_pool", "location": "quay-location"});
            put("phones", format!("d-{at}-{device}"), body);
        }
    }
    for number in 0..more {
        let pattern = format!("{}", 5_000_000 + number);
        put("lines", format!("more-{number}"), of_quay(&pattern));
    }
    directory
}

fn line(person: usize, number: usize) -> String {
    format!("l-{person}-{number}")
}

fn of_quay(pattern: &str) -> Value {
    json!({"pattern": pattern, "partition": "quay-line_partition", "cluster": "cl-1", "at": "quay",
           "css": "quay-line_css", "shared_line_css": "quay-shared_line_css"})
}
