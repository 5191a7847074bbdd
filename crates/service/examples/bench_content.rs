//! `cargo xtask bench content`: what it takes to carry somebody's things from account to account, beside plainly copying the
//! same objects by the same library, and how long the preview of such a move takes where somebody owns a great many.
//!
//! `--small N` items of 4 KiB, `--large N` items of `--bytes BYTES` each, `--owned N` items in the preview, `--workers N` at once
//! (2,000, 8 of 64 MiB, 100,000 and 4 where not given). The database is SQLite and the objects lie in a folder, both of which go away.
//! Memory is the most that the process held since the line before. It prints figures and judges nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

use futures::StreamExt;
use rehome_domain::content::ItemKind;
use rehome_objects::{Bytes, Objects, Place};
use rehome_service::content::{ItemView, NewItem, Tried};
use rehome_service::user_move::CommitRequest;
use rehome_service::{Caller, Config, Service, SystemClock, SystemRandom, Via};
use rehome_storage::{Store, StoreOptions};
use rehome_testkit::Cast;
use rehome_testkit::content::ann;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const SMALL: usize = 4 << 10;
/// What comes at once of an item that is handed in.
const CHUNK: usize = 64 << 10;

struct Sizes {
    small: usize,
    large: usize,
    bytes: usize,
    owned: usize,
    workers: usize,
}

fn sizes() -> Sizes {
    let mut sizes = Sizes {
        small: 2_000,
        large: 8,
        bytes: 64 << 20,
        owned: 100_000,
        workers: 4,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().expect("a value after each option");
        let value = value.parse().expect("a number");
        match word.as_str() {
            "--small" => sizes.small = value,
            "--large" => sizes.large = value,
            "--bytes" => sizes.bytes = value,
            "--owned" => sizes.owned = value,
            "--workers" => sizes.workers = value,
            other => panic!("{other} is no option: --small, --large, --bytes, --owned, --workers"),
        }
    }
    sizes
}

#[tokio::main]
async fn main() {
    let sizes = sizes();
    let folder = std::env::temp_dir().join(format!("rehome-bench-content-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    carried(&folder.join("small"), (sizes.small, SMALL), sizes.workers).await;
    carried(
        &folder.join("large"),
        (sizes.large, sizes.bytes),
        sizes.workers,
    )
    .await;
    previewed(&folder.join("owned"), sizes.owned).await;
    std::fs::remove_dir_all(&folder).unwrap();
}

async fn house(folder: &Path, cast: &Cast) -> (Service, Objects) {
    std::fs::create_dir_all(folder).unwrap();
    let url = format!("sqlite:{}", folder.join("bench.sqlite").display());
    let store = Store::open(&url, StoreOptions::default()).await.unwrap();
    let service = Service::new(store, Config::default(), SystemClock, SystemRandom)
        .await
        .unwrap();
    let directory = cast.directory();
    service
        .directory_store(directory, Arc::new(|_, _| {}))
        .await
        .unwrap();
    let objects = Place::Folder(folder.join("objects")).open().unwrap();
    service.keep_objects_in(objects.clone());
    (service, objects)
}

fn caller(who: &str) -> Caller {
    Caller::new(who, Via::Session)
}

/// Plans Ann's move and commits it; how long the plan took.
async fn moved(service: &Service) -> Duration {
    let request = ann();
    let begun = Instant::now();
    let review = service
        .user_move_plan(&caller("bea"), &request)
        .await
        .unwrap();
    let took = begun.elapsed();
    let findings = review.plan.findings();
    let commit = CommitRequest {
        request,
        digest: Some(review.digest.clone()),
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
    };
    service
        .user_move_commit(&caller("bea"), commit, Some("bench"))
        .await
        .unwrap();
    took
}

async fn handed_in(service: &Service, bytes: usize) -> ItemView {
    let new = NewItem {
        kind: ItemKind::File,
        folder: None,
        file: None,
    };
    let chunk = Bytes::from(vec![7; CHUNK.min(bytes)]);
    let parts = futures::stream::repeat(chunk).take(bytes.div_ceil(CHUNK));
    let parts = parts.map(Ok::<_, std::io::Error>);
    service
        .item_upload(&caller("ann"), new, parts)
        .await
        .unwrap()
}

fn told(what: &str, (items, bytes): (usize, usize), took: Duration) {
    let (seconds, all) = (took.as_secs_f64(), (items * bytes) as f64);
    println!(
        "{what:<36} {:>9.1} s {:>9.0} items/s {:>9.1} MB/s {:>7} MB held",
        seconds,
        items as f64 / seconds,
        all / seconds / 1e6,
        most_held() / 1_000
    );
}

/// Carries so many items of so many bytes, and copies as many plainly.
async fn carried(folder: &Path, (items, bytes): (usize, usize), workers: usize) {
    println!("\n{items} items of {bytes} bytes, {workers} workers");
    let (service, objects) = house(folder, &Cast::accounts()).await;
    let begun = Instant::now();
    for _ in 0..items {
        handed_in(&service, bytes).await;
    }
    told("handed in, one by one", (items, bytes), begun.elapsed());

    let keys = || (0..items).map(|at| (format!("plain/{at}"), format!("copy/{at}")));
    for (from, _) in keys() {
        let part = Bytes::from(vec![7; CHUNK.min(bytes)]);
        let parts = futures::stream::repeat(part).take(bytes.div_ceil(CHUNK));
        let parts = parts.map(Ok::<_, std::io::Error>);
        objects.put(&from, parts, u64::MAX).await.unwrap();
    }
    most_held();
    let begun = Instant::now();
    let copies = futures::stream::iter(keys()).map(|(from, to)| {
        let objects = objects.clone();
        async move { objects.copy(&from, &to).await.unwrap() }
    });
    copies.buffer_unordered(workers).count().await;
    told("copied plainly", (items, bytes), begun.elapsed());

    moved(&service).await;
    let begun = Instant::now();
    let each = (0..workers)
        .map(|_| async { while service.transfer_work().await.unwrap() != Tried::Nothing {} });
    futures::future::join_all(each).await;
    told(
        "carried, verified and switched",
        (items, bytes),
        begun.elapsed(),
    );
}

/// Plans the move of somebody who owns so many items.
async fn previewed(folder: &Path, owned: usize) {
    let cast = Cast::accounts().knowing_content(|it| {
        for at in 0..owned {
            let (kind, home) = (ItemKind::Proof, "folio-tokyo");
            let item = rehome_domain::content::Item::new(kind, home, "ann", 1_000);
            it.items
                .insert(format!("item-{at:07}").as_str().into(), item);
        }
    });
    let (service, _) = house(folder, &cast).await;
    println!("\n{owned} items of one person");
    let mut each = Vec::new();
    for _ in 0..5 {
        let begun = Instant::now();
        service
            .user_move_plan(&caller("bea"), &ann())
            .await
            .unwrap();
        each.push(begun.elapsed());
    }
    each.sort();
    let median = each[each.len() / 2].as_secs_f64() * 1_000.0;
    println!(
        "{:<36} {median:>9.0} ms, the median of {}",
        "previewed",
        each.len()
    );
}

/// The most memory that was held since this was asked last, in thousands of bytes.
fn most_held() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    // WHY ignored: where it cannot be set back, the most since the start is told.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    kibibytes.unwrap_or_default() * 1_024 / 1_000
}
