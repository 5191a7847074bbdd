//! Moves at the door of the service, without HTTP: `moves [--clients N] [--moves N] [--users N] [--url URL]`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use rehome_domain::directory::Directory;
use rehome_domain::organization::OrganizationKind;
use rehome_domain::people::UserStatus;
use rehome_domain::user_move::MoveRequest;
use rehome_service::user_move::CommitRequest;
use rehome_service::{Config, Service, SystemClock, SystemRandom};
use rehome_storage::{Store, StoreOptions};
use rehome_testkit::generate;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn movers(directory: &Directory) -> Vec<(String, String)> {
    let managers: BTreeSet<_> = directory
        .users
        .values()
        .filter_map(|entry| entry.manager.as_ref())
        .collect();
    let homes: Vec<_> = directory
        .organizations
        .iter()
        .filter(|(_, entry)| entry.kind == OrganizationKind::Suborganization)
        .map(|(code, _)| code)
        .collect();
    directory
        .users
        .iter()
        .filter(|(id, entry)| {
            id.as_str() != generate::ADMINISTRATOR
                && !entry.locked
                && !managers.contains(id)
                && entry.sponsor.is_none()
                && matches!(entry.status, UserStatus::Active)
        })
        .enumerate()
        .map(|(number, (id, entry))| {
            let there = homes[number % homes.len()];
            let there = if *there == entry.home {
                homes[(number + 1) % homes.len()]
            } else {
                there
            };
            (id.to_string(), there.to_string())
        })
        .collect()
}

async fn move_one(service: &Service, token: &str, user: &str, to: &str) {
    let caller = service.caller_of_token(token).await.unwrap().unwrap();
    let mut request = MoveRequest::one(user, to);
    request.acting_in = Some("o00000".into());
    let review = service
        .user_move_plan(&caller, &request)
        .await
        .unwrap()
        .answer();
    let review = serde_json::to_value(&review).unwrap();
    let acknowledged: BTreeSet<String> = review["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "warning")
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect();
    let commit = CommitRequest {
        request,
        digest: Some(review["digest"].as_str().unwrap().to_owned()),
        acknowledged,
    };
    let caller = service.caller_of_token(token).await.unwrap().unwrap();
    service
        .user_move_commit(&caller, commit, Some(&format!("{user}-{to}")))
        .await
        .unwrap();
}

#[tokio::main]
async fn main() {
    let (mut clients, mut moves, mut users) = (1, 500, 10_000);
    let folder = tempfile::tempdir().unwrap();
    let mut url = format!("sqlite:{}", folder.path().join("bench.sqlite").display());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().unwrap();
        match argument.as_str() {
            "--clients" => clients = value.parse().unwrap(),
            "--moves" => moves = value.parse().unwrap(),
            "--users" => users = value.parse().unwrap(),
            "--url" => url = value,
            _ => panic!("{argument}?"),
        }
    }
    let store = Store::open(&url, StoreOptions::default()).await.unwrap();
    let service = Service::new(store.clone(), Config::default(), SystemClock, SystemRandom)
        .await
        .unwrap();
    let directory = generate::directory(1, users, users / 100);
    let movers = movers(&directory);
    service
        .directory_store(directory, Arc::new(|_, _| {}))
        .await
        .unwrap();
    let token = service
        .token_create(generate::ADMINISTRATOR, "bench", None)
        .await
        .unwrap();
    let (warming, rest) = movers.split_at(50);
    for (user, to) in warming {
        move_one(&service, &token, user, to).await;
    }
    let commits = store.writer_figures().map(|figures| figures.commits);
    let started = Instant::now();
    let mine: Vec<_> = rest.iter().take(moves).cloned().collect();
    let mut tasks = Vec::new();
    for mine in mine.chunks(moves / clients) {
        let (service, token, mine) = (service.clone(), token.clone(), mine.to_vec());
        tasks.push(tokio::spawn(async move {
            let mut each = Vec::new();
            for (user, to) in mine {
                let begun = Instant::now();
                move_one(&service, &token, &user, &to).await;
                each.push(begun.elapsed());
            }
            each
        }));
    }
    let mut each: Vec<Duration> = Vec::new();
    for task in tasks {
        each.extend(task.await.unwrap());
    }
    let whole = started.elapsed();
    each.sort();
    let at = |share: f64| {
        each[((each.len() as f64 * share) as usize).min(each.len() - 1)].as_secs_f64() * 1e3
    };
    println!(
        "{clients} clients: {:.0} a second, p50 {:.2} ms, p99 {:.2} ms, slowest {:.2} ms, commits {:?}",
        each.len() as f64 / whole.as_secs_f64(),
        at(0.5),
        at(0.99),
        at(1.0),
        store
            .writer_figures()
            .zip(commits)
            .map(|(after, before)| after.commits - before)
    );
    store.close().await;
}
