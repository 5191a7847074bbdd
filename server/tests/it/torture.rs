//! Somebody's things are carried by processes that are killed while the store of files fails one call in fifty: in the end every item
//! is there once, with its bytes, and nothing lies about.
//!
//! `REHOME_TORTURE=full` carries ten thousand items of two gigabytes instead of a few hundred.

use crate::client::escaped;
use crate::command_line::{done, rehome};
use crate::house::Program;
use crate::two_servers::{Process, fresh_database};
use rehome_domain::time::Timestamp;
use rehome_testkit::{Cast, NOW};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How often workers are killed at least.
const KILLS: usize = 10;
/// Of this many items in a row three are versions of one proof, and the others are by themselves.
const ROW: usize = 10;

/// How much is carried, and how many milliseconds workers are left alone at most.
struct Scale {
    items: usize,
    spared: u64,
}

fn scale() -> Scale {
    match std::env::var("REHOME_TORTURE").as_deref() {
        Ok("full") => Scale {
            items: 10_000,
            spared: 6_000,
        },
        _ => Scale {
            items: 200,
            spared: 250,
        },
    }
}

/// How many bytes an item has: none, a few, many, and now and then more than is sent in one part.
fn size(item: usize) -> usize {
    match item {
        0 => 0,
        large if large % 100 == 7 => 9 << 20,
        other => other * 7_919 % 224_000 + 1,
    }
}

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// What every item holds: a part of one long noise, from a place of its own on.
struct Noise(Vec<u8>);

impl Noise {
    fn new() -> Self {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        let words = (0..(10_usize << 20) / 8).flat_map(|_| dice.below(u64::MAX).to_be_bytes());
        Self(words.collect())
    }

    fn of(&self, item: usize) -> Vec<u8> {
        let from = item * 97 % (1 << 20);
        let mut bytes = self.0[from..from + size(item)].to_vec();
        // No two are alike.
        for (at, digit) in bytes.iter_mut().zip(item.to_be_bytes().iter().rev()) {
            *at = *digit;
        }
        bytes
    }
}

/// Every file below a folder, whatever it is called.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}

/// An installation whose processes come and go.
struct Ground {
    folder: TempDir,
    database: String,
    /// How many half hours have passed.
    clock: i64,
}

impl Ground {
    fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    /// A command of this installation, at the time it is there.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = rehome(arguments);
        let now = Timestamp(NOW.0 + self.clock * 1_800_000_000);
        command
            .args(["--database", &self.database, "--mail", "none", "--files"])
            .arg(self.files())
            .env("REHOME_NOW", now.to_rfc3339());
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        done(&self.command(arguments).output().unwrap())
    }

    /// Processes that work with a store that fails, half an hour later than those before: what these had in hand is free by then.
    fn workers(&mut self, many: usize) -> Vec<Process> {
        self.clock += 1;
        let one = |_| {
            let mut serve = self.command(&["serve", "--listen", "127.0.0.1:0"]);
            Process::of(serve.env("REHOME_STORE_FAILS_EVERY", "50"))
        };
        (0..many).map(one).collect()
    }

    /// Brings Ann's things in; how many pieces they are.
    fn fill(&self, items: usize, noise: &Noise) -> u64 {
        let mut directory = Cast::accounts().directory();
        let section = directory.sections.entry("items".to_owned()).or_default();
        let mut pieces = 0;
        for item in 0..items {
            let id = format!("i{item:05}");
            fs::write(self.folder.path().join(&id), noise.of(item)).unwrap();
            let mut fields = json!({"account": "folio-tokyo", "owner": "ann", "file": id});
            let place = item % ROW;
            fields["kind"] = json!(if place < 5 { "proof" } else { "file" });
            if place < 3 {
                fields["set"] = json!(format!("s{}", item / ROW));
                fields["version"] = json!(place + 1);
            }
            pieces += u64::from(!(1..3).contains(&place));
            section.insert(id, fields);
        }
        let document = self.folder.path().join("ann.yaml");
        fs::write(&document, rehome_document::to_yaml(&directory)).unwrap();
        self.run(&["import", &document.display().to_string()]);
        pieces
    }
}

/// Every item somebody finds at a place, by id.
async fn listed(who: &Program, place: &str) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    let mut cursor = String::new();
    loop {
        let page = who.get(&format!("items?{place}&limit=100{cursor}")).await;
        let page = page.expect(200).json();
        for item in page["items"].as_array().unwrap() {
            let id = item["id"].as_str().unwrap().to_owned();
            assert!(all.insert(id, item.clone()).is_none(), "{item} twice");
        }
        match page["cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={}", escaped(next)),
            None => return all,
        }
    }
}

async fn carried_by(database: String, folder: TempDir, many: usize) {
    let Scale { items, spared } = scale();
    let mut ground = Ground {
        folder,
        database,
        clock: 0,
    };
    let (noise, mut dice) = (Noise::new(), Dice(0x2545_f491_4f6c_dd1d));
    let pieces = ground.fill(items, &noise);
    let bytes: usize = (0..items).map(size).sum();
    let token = |who: &str| {
        let token = ground.run(&["token", "create", "--user", who]);
        token.trim().to_owned()
    };
    let (bea, ann) = (token("bea"), token("ann"));
    let at = |process: &Process, token: &str| Program {
        to: process.at,
        token: token.to_owned(),
    };
    let mut serve = ground.command(&["serve", "--listen", "127.0.0.1:0"]);
    let office = Process::of(serve.env("REHOME_WORKERS", "0"));
    let was = listed(&at(&office, &ann), "account=folio-tokyo").await;
    assert_eq!(was.len(), items);
    let wish = json!({"subject": "ann", "destination": "folio-lisbon", "profile": "manager", "new_owner": "ben"});
    let moved = at(&office, &bea).move_now(&wish, "k").await.expect(201);
    let job = moved.json()["jobs"][0].as_str().unwrap().to_owned();
    let state = async |process: &Process| {
        let found = at(process, &bea).get(&format!("jobs/{job}")).await;
        found.expect(200).json()
    };
    assert_eq!(state(&office).await["progress"]["open"], pieces);
    drop(office);

    let started = Instant::now();
    let mut kills = 0;
    while kills < KILLS {
        for worker in ground.workers(many) {
            // Killed while it carries, however fast that is: a share of half of everything each, or whenever it takes too long.
            let due = pieces * kills as u64 + dice.below(pieces);
            let until = Instant::now() + Duration::from_millis(dice.below(spared));
            while Instant::now() < until {
                let open = state(&worker).await["progress"]["open"].as_u64();
                if (pieces - open.unwrap()) * 2 * KILLS as u64 >= due {
                    break;
                }
            }
            // SIGKILL.
            drop(worker);
            kills += 1;
        }
    }
    let mut workers = ground.workers(many);
    let then = state(&workers[0]).await["progress"].clone();
    assert!(
        then["open"].as_u64().unwrap() > 0,
        "it was over too early: {then}"
    );
    let open = then["open"].clone();
    let (mut last, mut since) = (then, Instant::now());
    let end = loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = state(&workers[0]).await;
        match now["state"].as_str().unwrap() {
            "completed" => break now,
            // What failed too often is tried again by hand.
            "completed_with_errors" => {
                let retry = format!("jobs/{job}/retry");
                at(&workers[0], &bea)
                    .post(&retry, &json!({}))
                    .await
                    .expect(200);
            }
            _ => {}
        }
        if now["progress"] != last {
            (last, since) = (now["progress"].clone(), Instant::now());
        } else if since.elapsed() > Duration::from_millis(1_000 + spared / 2) {
            // The rest was put off, or is in the hands of the dead: time goes on.
            workers = ground.workers(many);
            since = Instant::now();
        }
        assert!(started.elapsed() < Duration::from_secs(3_600), "{now}");
    };
    let took = started.elapsed();
    let told = &end["progress"];
    assert_eq!(
        (&told["planned"], &told["moved"]),
        (&json!(pieces), &json!(pieces)),
        "{told}"
    );
    assert_eq!(
        (&told["bytes_planned"], &told["bytes_moved"]),
        (&json!(bytes), &json!(bytes)),
        "{told}"
    );
    for none in ["skipped", "failed", "reassigned", "open", "taken_back"] {
        assert_eq!(told[none], 0, "{told}");
    }

    // Every item once, with the bytes it had.
    let who = at(&workers[0], &ann);
    let left = who.get("items?account=folio-tokyo").await;
    assert!(
        left.status == 404 || left.json()["items"] == json!([]),
        "{}",
        left.text()
    );
    let folder = end["folder"].as_str().unwrap();
    let now = listed(&who, &format!("account=folio-lisbon&folder={folder}")).await;
    assert!(now.keys().eq(was.keys()));
    for item in 0..items {
        let id = format!("i{item:05}");
        assert_eq!(now[&id]["owner"], "ann");
        for kept in ["checksum", "bytes", "set", "version", "file"] {
            assert_eq!(now[&id][kept], was[&id][kept], "{id} {kept}");
        }
        // The store fails for who opens things, too.
        let mut opened = who.get(&format!("items/{id}/content")).await;
        while opened.status == 503 {
            opened = who.get(&format!("items/{id}/content")).await;
        }
        assert!(opened.expect(200).body == noise.of(item), "{id}");
    }

    // What broken tries left behind goes when its day is over.
    drop(workers);
    ground.clock += 3 * 48;
    let workers = ground.workers(1);
    let mut lying = files_below(&ground.files());
    let since = Instant::now();
    while lying.len() != items && since.elapsed() < Duration::from_secs(60) {
        tokio::time::sleep(Duration::from_millis(500)).await;
        lying = files_below(&ground.files());
    }
    drop(workers);
    let names: Vec<&PathBuf> = lying
        .iter()
        .filter(|it| it.display().to_string().contains('#'))
        .collect();
    assert_eq!(lying.len(), items, "{names:?}");
    assert!(ground.run(&["audit", "verify"]).contains("the chain holds"));
    eprintln!(
        "{items} items, {bytes} bytes, {pieces} pieces, {kills} kills, {open} pieces open after them: {took:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_on_sqlite_that_is_killed_ten_times_carries_every_item_once() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("it.sqlite").display());
    carried_by(database, folder, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_processes_on_postgresql_that_are_killed_ten_times_carry_every_item_once() {
    let Some(database) = fresh_database("torture") else {
        return;
    };
    carried_by(database, tempfile::tempdir().unwrap(), 3).await;
}
