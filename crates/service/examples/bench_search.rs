//! `cargo xtask bench search`: how long the server takes to find customers and people as somebody types, in a hosting tree.
//!
//! `--users N --organizations N` (1,000,000 and 10,000 where not given), `--database URL` for a database that stays: the
//! directory is stored where it is empty, and asked where it is not. Without one it is SQLite in a folder that goes away.
//! Every word is typed letter by letter, by who sees everything and by who sees one reseller's customers; each keystroke is one
//! request. The time of the processor stands beside that of the clock, as others may use the machine. It prints figures
//! and judges nothing. To type something else, add a row to `WORDS`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationKind;
use rehome_service::organizations::OrganizationsQuery;
use rehome_service::people::UsersQuery;
use rehome_service::{Acting, Caller, Config, Service, SystemClock, SystemRandom, Via};
use rehome_storage::{Store, StoreOptions};
use rehome_testkit::generate::{ADMINISTRATOR, code};
use rehome_testkit::generate_hosted::{self, RESELLER};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often each word is typed.
const TIMES: usize = 20;

/// What is searched.
#[derive(Clone, Copy)]
enum Search {
    /// The wizard's customers.
    Customers,
    /// The wizard's people of one customer.
    PeopleOfOne,
    /// Everybody in the scope, as the finder and the list of people do.
    People,
    /// Organizations of a kind, as the list does.
    Organizations,
}

const WORDS: &[(&str, Search, &str)] = &[
    ("customers: a name many have", Search::Customers, "fischer"),
    (
        "customers: a name and a number",
        Search::Customers,
        "rossi timber 7",
    ),
    ("customers: a code", Search::Customers, "o05000"),
    ("customers: nobody has it", Search::Customers, "xyzzy"),
    (
        "organizations of a kind: a name",
        Search::Organizations,
        "tanaka",
    ),
    (
        "organizations of a kind: nobody",
        Search::Organizations,
        "xyzzy",
    ),
    (
        "people of one customer: a name",
        Search::PeopleOfOne,
        "rosa",
    ),
    (
        "people of one customer: nobody",
        Search::PeopleOfOne,
        "xyzzy",
    ),
    ("people: a name 1 in 24 have", Search::People, "rosa"),
    ("people: two such names", Search::People, "rosa garcía"),
    ("people: a username", Search::People, "u0123456"),
    ("people: a sign-in name", Search::People, "u0123456@c0"),
    ("people: nobody has it", Search::People, "xyzzy"),
];

#[tokio::main]
async fn main() {
    let (mut users, mut organizations, mut database) = (1_000_000, 10_000, None);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().expect("a value after each option");
        match word.as_str() {
            "--users" => users = value.parse().expect("a number"),
            "--organizations" => organizations = value.parse().expect("a number"),
            "--database" => database = Some(value),
            other => panic!("{other} is no option: --users, --organizations, --database"),
        }
    }
    let folder = std::env::temp_dir().join(format!("rehome-bench-search-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let url =
        database.unwrap_or_else(|| format!("sqlite:{}", folder.join("bench.sqlite").display()));
    let store = Store::open(&url, StoreOptions::default()).await.unwrap();
    let service = Service::new(store, Config::default(), SystemClock, SystemRandom)
        .await
        .unwrap();
    let administrator = Caller::new(ADMINISTRATOR, Via::Session);
    if service
        .users(&administrator, &UsersQuery::default())
        .await
        .is_err()
    {
        let started = Instant::now();
        let directory = generate_hosted::directory(1, users, organizations);
        service
            .directory_store(directory, Arc::new(|_, _| {}))
            .await
            .unwrap();
        let took = started.elapsed().as_secs_f64();
        println!("({users} users in {organizations} organizations stored in {took:.1} s)");
    }
    println!(
        "\n{:<58} {:>5} {:>9} {:>9} {:>9} {:>9}",
        "one keystroke", "found", "p50 ms", "p99 ms", "max ms", "cpu ms"
    );
    let customer = code(generate_hosted::resellers(organizations) * 3 + 3);
    for (who, acting_in) in [(ADMINISTRATOR, code(0)), (RESELLER, code(1))] {
        for (name, search, word) in WORDS {
            let of = match who {
                RESELLER => code(generate_hosted::resellers(organizations) * 4),
                _ => customer.clone(),
            };
            typed(&service, (who, &acting_in, &of), (name, *search, word)).await;
        }
    }
    drop(service);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Types a word letter by letter, so many times.
async fn typed(
    service: &Service,
    (who, acting_in, of): (&str, &OrganizationCode, &OrganizationCode),
    (name, search, word): (&str, Search, &str),
) {
    let caller = Caller::new(who, Via::Session);
    let ends = word
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    let prefixes: Vec<&str> = ends.map(|end| &word[..end]).collect();
    let mut each = Vec::new();
    let mut found = 0;
    let before = processor();
    for _ in 0..TIMES {
        for text in &prefixes {
            let begun = Instant::now();
            found = asked(service, &caller, acting_in, of, search, text).await;
            each.push(begun.elapsed());
        }
    }
    let cpu = processor().saturating_sub(before).as_secs_f64() * 1_000.0 / each.len() as f64;
    each.sort();
    let at = |share: f64| {
        let index = ((each.len() as f64 * share) as usize).min(each.len() - 1);
        each[index].as_secs_f64() * 1_000.0
    };
    println!(
        "{:<58} {found:>5} {:>9.2} {:>9.2} {:>9.2} {cpu:>9.2}",
        format!("{who}: {name}"),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

async fn asked(
    service: &Service,
    caller: &Caller,
    acting_in: &OrganizationCode,
    of: &OrganizationCode,
    search: Search,
    text: &str,
) -> usize {
    let acting = Acting {
        acting_in: Some(acting_in.clone()),
        act_as: None,
    };
    match search {
        Search::Customers => {
            let found = service.wizard_customers(caller, acting_in.clone(), text);
            found.await.unwrap().items.len()
        }
        Search::PeopleOfOne => {
            let found = service.wizard_people(caller, acting_in.clone(), of.clone(), text);
            found.await.unwrap().items.len()
        }
        Search::People => {
            let query = UsersQuery {
                acting,
                text: Some(text.to_owned()),
                ..UsersQuery::default()
            };
            service
                .users_list(caller, &query)
                .await
                .unwrap()
                .items
                .len()
        }
        Search::Organizations => {
            let query = OrganizationsQuery {
                acting,
                text: Some(text.to_owned()),
                kind: Some(OrganizationKind::Customer),
                ..OrganizationsQuery::default()
            };
            service
                .organizations(caller, &query)
                .await
                .unwrap()
                .items
                .len()
        }
    }
}

/// The time of the processor that this process took so far; a PostgreSQL's is not in it.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks = after.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|it| it.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
