//! `cargo xtask bench lists`: how long the server takes for a page of people in a large directory.
//!
//! `--users N --organizations N` (1,000,000 and 10,000 where not given), `--database URL` for a database that stays: the
//! directory is stored where it is empty, and asked where it is not. Without one it is SQLite in a folder that goes away.
//! It prints figures and judges nothing. To add a question, add a row to `questions`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

use rehome_domain::directory::{Directory, GroupEntry};
use rehome_domain::people::{Grant, UserBase, UserStatus};
use rehome_service::people::{FamilyPlace, UsersFilter, UsersQuery, UsersSort};
use rehome_service::{Acting, Caller, Config, Service, SystemClock, SystemRandom, Via};
use rehome_storage::{Store, StoreOptions};
use rehome_testkit::generate::{self, ADMINISTRATOR, code, user};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Handles people at one position of one organization, from the very top.
const OF_A_POSITION: usize = 1;
/// Handles the members of one group, who live all over the tree.
const OF_A_GROUP: usize = 2;
/// How often each question is asked.
const TIMES: usize = 60;
/// How many ask at once under load.
const AT_ONCE: usize = 8;

#[derive(Default)]
struct Asked {
    users: Option<usize>,
    organizations: Option<usize>,
    database: Option<String>,
}

fn arguments() -> Asked {
    let mut asked = Asked::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().expect("a value after each option");
        match word.as_str() {
            "--users" => asked.users = Some(value.parse().expect("a number")),
            "--organizations" => asked.organizations = Some(value.parse().expect("a number")),
            "--database" => asked.database = Some(value),
            other => panic!("{other} is no option: --users, --organizations, --database"),
        }
    }
    asked
}

#[tokio::main]
async fn main() {
    let asked = arguments();
    let (users, organizations) = (
        asked.users.unwrap_or(1_000_000),
        asked.organizations.unwrap_or(10_000),
    );
    let folder = std::env::temp_dir().join(format!("rehome-bench-lists-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let url = asked
        .database
        .unwrap_or_else(|| format!("sqlite:{}", folder.join("bench.sqlite").display()));
    let store = Store::open(&url, StoreOptions::default()).await.unwrap();
    let service = Service::new(store, Config::default(), SystemClock, SystemRandom)
        .await
        .unwrap();
    let first = UsersQuery::default();
    if service
        .users(&Caller::new(ADMINISTRATOR, Via::Session), &first)
        .await
        .is_err()
    {
        let started = Instant::now();
        service
            .directory_store(directory(users, organizations), Arc::new(|_, _| {}))
            .await
            .unwrap();
        let took = started.elapsed().as_secs_f64();
        println!("({users} users in {organizations} organizations stored in {took:.1} s)");
    }
    println!(
        "\n{:<62} {:>6} {:>9} {:>9} {:>9}",
        "one page of people, with its count", "rows", "p50 ms", "p99 ms", "max ms"
    );
    for (name, who, query) in questions(organizations) {
        alone(&service, &name, &who, query).await;
    }
    for (name, who, query) in questions(organizations).into_iter().take(3) {
        together(&service, &format!("{name}, {AT_ONCE} at once"), &who, query).await;
    }
    drop(service);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A tree full of people, two of whom handle only some of it.
fn directory(users: usize, organizations: usize) -> Directory {
    let mut directory = generate::directory(1, users, organizations);
    for (number, entry) in directory.users.values_mut().enumerate() {
        if number % 2_000 == 1_999 {
            entry.status = UserStatus::Disabled;
        }
    }
    let place = code(organizations / 2);
    let members = (10..users).step_by((users / 400).max(1)).map(user);
    let group = GroupEntry {
        organization: code(0),
        name: "Drivers".into(),
        members: members.collect(),
        dynamic: false,
        extra: serde_json::Map::new(),
    };
    directory.groups.insert("drivers".into(), group);
    for (number, base) in [
        (
            OF_A_POSITION,
            UserBase {
                positions: [format!("{place}-ward").into()].into(),
                ..UserBase::default()
            },
        ),
        (
            OF_A_GROUP,
            UserBase {
                groups: ["drivers".into()].into(),
                ..UserBase::default()
            },
        ),
    ] {
        let entry = directory.users.get_mut(&user(number)).unwrap();
        entry.status = UserStatus::Active;
        entry.user_base = Some(base);
        entry.roles.insert(Grant {
            role: "enterprise_administrator".into(),
            at: Some(code(0)),
        });
    }
    directory
}

fn questions(organizations: usize) -> Vec<(String, String, UsersQuery)> {
    let all = UsersQuery {
        acting: Acting {
            acting_in: Some(code(0)),
            act_as: None,
        },
        ..UsersQuery::default()
    };
    let searched = |text: &str| UsersQuery {
        text: Some(text.to_owned()),
        ..all.clone()
    };
    let filtered = |filter: UsersFilter| UsersQuery {
        filter,
        ..all.clone()
    };
    let behind = |key: &str| UsersQuery {
        cursor: Some(format!("[\"{key}\",\"\"]")),
        ..all.clone()
    };
    let deep = code(organizations / 2);
    let none = UsersFilter::default;
    let own = |number: usize| user(number).to_string();
    let everything = ADMINISTRATOR.to_owned();
    let mut rows: Vec<(String, String, UsersQuery)> = vec![
        ("first page".into(), everything.clone(), all.clone()),
        (
            "of a base of one position".into(),
            own(OF_A_POSITION),
            all.clone(),
        ),
        (
            "of a base of one group of 400".into(),
            own(OF_A_GROUP),
            all.clone(),
        ),
    ];
    let more: Vec<(&str, UsersQuery)> = vec![
        ("a page in the middle", behind("lars")),
        ("a page near the end", behind("zoë")),
        (
            "the last first",
            UsersQuery {
                descending: true,
                ..all.clone()
            },
        ),
        (
            "by username",
            UsersQuery {
                sort: UsersSort::Username,
                ..all.clone()
            },
        ),
        (
            "by username, in one organization",
            UsersQuery {
                sort: UsersSort::Username,
                organization: Some(deep.clone()),
                ..all.clone()
            },
        ),
        (
            "one organization",
            UsersQuery {
                organization: Some(deep.clone()),
                ..all.clone()
            },
        ),
        (
            "locked (1 in 50)",
            filtered(UsersFilter {
                locked: Some(true),
                ..none()
            }),
        ),
        (
            "disabled (1 in 2,000)",
            filtered(UsersFilter {
                status: Some(UserStatus::Disabled),
                ..none()
            }),
        ),
        (
            "pending (nobody)",
            filtered(UsersFilter {
                status: Some(UserStatus::Pending),
                ..none()
            }),
        ),
        (
            "dependents (1 in 20)",
            filtered(UsersFilter {
                family: Some(FamilyPlace::Dependent),
                ..none()
            }),
        ),
        (
            "sponsors (1 in 20)",
            filtered(UsersFilter {
                family: Some(FamilyPlace::Sponsor),
                ..none()
            }),
        ),
        (
            "End Users Managers (one each organization)",
            filtered(UsersFilter {
                role: Some("end_users_manager".into()),
                ..none()
            }),
        ),
        (
            "below a position",
            UsersQuery {
                organization: Some(deep.clone()),
                filter: UsersFilter {
                    position: Some(format!("{deep}-ward").into()),
                    ..none()
                },
                ..all.clone()
            },
        ),
        ("search: a username", searched("u0012345")),
        ("search: a mapping id", searched("m12345")),
        ("search: nobody has it", searched("xyzzy")),
        ("search: a name 1 in 24 have", searched("rosa")),
        ("search: two such names", searched("rosa garcía")),
        (
            "search: the beginnings of two such names",
            searched("ro ga"),
        ),
        ("search: two letters", searched("r g")),
        ("search: one letter", searched("u")),
        (
            "search: two such names, nobody has both",
            searched("rosa greta"),
        ),
        (
            "search: a name 1 in 24 have, locked",
            UsersQuery {
                text: Some("rosa".into()),
                filter: UsersFilter {
                    locked: Some(true),
                    ..none()
                },
                ..all.clone()
            },
        ),
        (
            "search: a name 1 in 24 have, in one organization",
            UsersQuery {
                organization: Some(deep),
                ..searched("rosa")
            },
        ),
    ];
    rows.extend(
        more.into_iter()
            .map(|(name, query)| (name.to_owned(), everything.clone(), query)),
    );
    rows
}

async fn once(service: &Service, who: &str, query: &UsersQuery) -> (Duration, String) {
    let caller = Caller::new(who, Via::Session);
    let started = Instant::now();
    let list = service.users_list(&caller, query).await.unwrap();
    let more = if list.cursor.is_some() { "+" } else { "" };
    (started.elapsed(), format!("{}{more}", list.items.len()))
}

async fn alone(service: &Service, name: &str, who: &str, query: UsersQuery) {
    let mut each = Vec::new();
    let mut rows = String::new();
    once(service, who, &query).await;
    for _ in 0..TIMES {
        let (took, found) = once(service, who, &query).await;
        each.push(took);
        rows = found;
    }
    row(name, &rows, each);
}

async fn together(service: &Service, name: &str, who: &str, query: UsersQuery) {
    let tasks = (0..AT_ONCE).map(|_| {
        let (service, who, query) = (service.clone(), who.to_owned(), query.clone());
        tokio::spawn(async move {
            let mut each = Vec::new();
            let mut rows = String::new();
            for _ in 0..TIMES {
                let (took, found) = once(&service, &who, &query).await;
                each.push(took);
                rows = found;
            }
            (each, rows)
        })
    });
    let mut each = Vec::new();
    let mut rows = String::new();
    for task in tasks.collect::<Vec<_>>() {
        let (some, found) = task.await.unwrap();
        each.extend(some);
        rows = found;
    }
    row(name, &rows, each);
}

fn row(name: &str, rows: &str, mut each: Vec<Duration>) {
    each.sort();
    let at = |share: f64| {
        let index = ((each.len() as f64 * share) as usize).min(each.len() - 1);
        each[index].as_secs_f64() * 1_000.0
    };
    println!(
        "{name:<62} {rows:>6} {:>9.2} {:>9.2} {:>9.2}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
}
