//! `cargo xtask bench watchers`: what it costs the server to tell many people how far one transfer is.
//!
//! The same transfer runs twice, unwatched and watched; by how much more of the processor's time the server's process takes the
//! second time is what those who watch cost, who are a process of their own. `--watchers N` (1,000), `--items N` (10,000) of a few
//! bytes each. The database is SQLite and the objects lie in a folder, both of which go away. Each watcher is a connection:
//! `ulimit -n` has to allow for them. It prints figures and judges nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use rehome_domain::content::ItemKind;
use rehome_server::config::{LogLevel, Settings};
use rehome_server::start;
use rehome_service::content::NewItem;
use rehome_service::user_move::CommitRequest;
use rehome_service::{Acting, Caller, Service, Via};
use rehome_testkit::Cast;
use rehome_testkit::content::ann;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The first word of the process that watches.
const WATCH: &str = "watch";

struct Wanted {
    watchers: usize,
    items: usize,
}

impl Wanted {
    fn read(mut words: impl Iterator<Item = String>) -> Self {
        let mut wanted = Self {
            watchers: 1_000,
            items: 10_000,
        };
        while let Some(word) = words.next() {
            let value = words.next().expect("a value after each option");
            let value = value.parse().expect("a number");
            match word.as_str() {
                "--watchers" => wanted.watchers = value,
                "--items" => wanted.items = value,
                other => panic!("{other} is no option: --watchers, --items"),
            }
        }
        wanted
    }
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1).peekable();
    if words.peek().is_some_and(|word| word == WATCH) {
        let words: Vec<String> = words.collect();
        let [_, to, path, token, watchers] = words.as_slice() else {
            panic!("watch ADDRESS PATH TOKEN WATCHERS");
        };
        return watch(to.parse().unwrap(), path, token, watchers.parse().unwrap()).await;
    }
    let wanted = Wanted::read(words);
    println!(
        "{} items carried, unwatched and with {} watchers",
        wanted.items, wanted.watchers
    );
    let alone = carried(wanted.items, 0).await;
    let watched = carried(wanted.items, wanted.watchers).await;
    let cost = watched.processor.saturating_sub(alone.processor);
    let cores = cost.as_secs_f64() / watched.took.as_secs_f64();
    println!(
        "{:<36} {:>9.2} cores while it was watched",
        "the watchers", cores
    );
}

/// How long it took, and how much of the processor.
struct Figures {
    took: Duration,
    processor: Duration,
}

/// Carries so many items while so many watch.
async fn carried(items: usize, watchers: usize) -> Figures {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        database: Some(format!(
            "sqlite:{}",
            folder.path().join("bench.sqlite").display()
        )),
        listen: Some("127.0.0.1:0".parse().unwrap()),
        log_level: Some(LogLevel::Error),
        ..Settings::default()
    };
    let running = start(&settings.resolve().unwrap()).await.unwrap();
    let service = running.service().clone();
    let directory = Cast::accounts().directory();
    service
        .directory_store(directory, Arc::new(|_, _| {}))
        .await
        .unwrap();
    let ann_herself = Caller::new("ann", Via::Session);
    for at in 0..items {
        let new = NewItem {
            kind: ItemKind::File,
            folder: None,
            file: None,
        };
        let bytes = rehome_objects::Bytes::from(format!("item {at}"));
        let bytes = futures::stream::iter([Ok::<_, std::io::Error>(bytes)]);
        service.item_upload(&ann_herself, new, bytes).await.unwrap();
    }
    let token = service.token_create("bea", "bench", None).await.unwrap();
    let (begun, before) = (Instant::now(), processor());
    let job = moved(&service).await;
    let path = format!("/api/v1/jobs/{job}/events");
    let mut others = None;
    if watchers > 0 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([WATCH, &running.address.to_string(), &path, &token])
            .arg(watchers.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap()).lines();
        let all = tokio::task::block_in_place(|| told.next());
        all.expect("they all came in").unwrap();
        println!(
            "{:<36} {:>9.1} s after the commit",
            "everybody watches",
            begun.elapsed().as_secs_f64()
        );
        others = Some((child, told));
    }
    let bea = Caller::new("bea", Via::Session);
    loop {
        let state = service.transfer(&bea, &Acting::default(), &job).await;
        let state = state.unwrap();
        if state.is_at_rest() {
            assert_eq!(state.progress.moved, items as u64, "{state:?}");
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let figures = Figures {
        took: begun.elapsed(),
        processor: processor().saturating_sub(before),
    };
    println!(
        "{:<36} {:>9.1} s {:>9.1} s of the processor",
        format!("carried with {watchers} watchers"),
        figures.took.as_secs_f64(),
        figures.processor.as_secs_f64()
    );
    if let Some((mut child, mut told)) = others {
        let events = tokio::task::block_in_place(|| told.next());
        let events = events.expect("they saw its end").unwrap();
        println!("{:<36} {events:>9}", "events they were told");
        child.wait().unwrap();
    }
    running.stop().await;
    figures
}

/// Moves Ann with all of hers; the job that carries it.
async fn moved(service: &Service) -> String {
    let bea = Caller::new("bea", Via::Session);
    let request = ann();
    let review = service.user_move_plan(&bea, &request).await.unwrap();
    let findings = review.plan.findings();
    let commit = CommitRequest {
        request,
        digest: Some(review.digest.clone()),
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
    };
    let done = service.user_move_commit(&bea, commit, Some("bench"));
    done.await.unwrap().jobs.remove(0)
}

/// The time of the processor this process has used.
fn processor() -> Duration {
    let status = std::fs::read_to_string("/proc/self/stat").expect("Linux tells it");
    let (_, fields) = status.rsplit_once(')').unwrap();
    // The 14th and 15th of all fields are ticks, of which a second has a hundred.
    let ticks: u64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|it| it.parse::<u64>().unwrap())
        .sum();
    Duration::from_millis(ticks * 10)
}

/// Opens so many streams, tells when each has told something, and at their ends how many events came.
async fn watch(to: SocketAddr, path: &str, token: &str, watchers: usize) {
    let (came_in, mut waiting) = tokio::sync::mpsc::channel::<()>(watchers);
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..watchers {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {to}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
        );
        all.spawn(watched(to, request, came_in.clone()));
    }
    for _ in 0..watchers {
        waiting.recv().await.expect("it was let in");
    }
    println!("in");
    let mut events = 0;
    while let Some(one) = all.join_next().await {
        events += one.unwrap();
    }
    println!("{events}");
}

/// Reads one stream to its end; how many events came.
async fn watched(to: SocketAddr, request: String, came_in: tokio::sync::mpsc::Sender<()>) -> usize {
    let opened = TcpStream::connect(to).await;
    let mut stream = opened.expect("a connection: does `ulimit -n` allow for so many?");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut came_in = Some(came_in);
    let mut told: Vec<u8> = Vec::new();
    let (mut events, mut part) = (0, [0; 4096]);
    loop {
        let many = stream.read(&mut part).await.unwrap_or_default();
        if many == 0 {
            return events;
        }
        told.extend_from_slice(&part[..many]);
        while let Some(end) = told.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = told.drain(..=end).collect();
            if line.starts_with(b"event: progress") {
                events += 1;
                if let Some(came_in) = came_in.take() {
                    came_in.send(()).await.unwrap();
                }
            }
        }
    }
}
