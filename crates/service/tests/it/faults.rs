//! What happens when something breaks, at any point: all of a move is there, or none of it.

use crate::house::{Counted, House, Turned, caller, myself, reviewed};
use rehome_document::moves::read_text;
use rehome_domain::user_move::MoveRequest;
use rehome_service::Acting;
use rehome_service::bulk::FileOptions;
use rehome_service::source::NoRandomness;
use rehome_service::user_move::{MovesQuery, RowResult};
use rehome_service::{Config, Random, Service};
use rehome_testkit::{Cast, NOW};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

/// Randomness that fails once, at a call that a test chooses. A commit takes ids between its steps (for the
/// move before anything changes, for the message after the ledger, for the audit after that), so that this breaks
/// it between any two of them.
#[derive(Clone, Default)]
struct Brittle {
    counted: Arc<Counted>,
    left: Arc<AtomicI64>,
}

impl Random for Brittle {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        if self.left.fetch_sub(1, Ordering::SeqCst) == 0 {
            return Err(NoRandomness("on purpose".to_owned()));
        }
        self.counted.fill(bytes)
    }
}

async fn brittle(house: &House, store: rehome_storage::Store) -> (Service, Brittle) {
    let random = Brittle::default();
    random.left.store(i64::MAX, Ordering::SeqCst);
    let service = Service::new(
        store,
        Config::default(),
        house.clock.clone(),
        random.clone(),
    )
    .await
    .unwrap();
    (service, random)
}

async fn moves_of(house: &House, user: &str) -> usize {
    house
        .service
        .moves(&caller(user), &MovesQuery::default())
        .await
        .unwrap()
        .items
        .len()
}

fn rows(users: &[&str], destination: &str) -> Vec<rehome_document::moves::MoveRow> {
    let lines: Vec<String> = users
        .iter()
        .map(|user| format!("{user},{destination}"))
        .collect();
    let text = format!("username,to\n{}\n", lines.join("\n"));
    read_text("moves.csv", text.as_bytes(), 1_000_000, &Default::default())
        .unwrap()
        .rows
}

fn options() -> FileOptions {
    FileOptions {
        acknowledged: [
            "role-revoked",
            "manager-cleared",
            "membership-removed",
            "subscription-cancelled",
        ]
        .map(str::to_owned)
        .into(),
        file_hash: "faults".to_owned(),
        ..FileOptions::default()
    }
}

rehome_testkit::on_both_engines! {
    async fn a_commit_that_breaks_between_any_two_steps_writes_nothing(store: Store) {
        let house = House::cast(store.clone()).await;
        let (service, random) = brittle(&house, store).await;
        let request = myself("dana", "riverside");
        let review = service.user_move_plan(&caller("dana"), &request).await.unwrap();
        let commit = reviewed(&request, &review);
        let before = house.everything().await;
        let audited = house.service.audit_verify().await.unwrap().unsealed;
        let mut broken = 0;
        loop {
            random.left.store(broken, Ordering::SeqCst);
            match service.user_move_commit(&caller("dana"), commit.clone(), Some("k")).await {
                Ok(done) => {
                    assert_eq!(done.rows[0].result, RowResult::Moved);
                    break;
                }
                Err(error) => {
                    assert_eq!(error.status(), 500, "{error:?}");
                    assert_eq!(house.everything().await, before, "broken at {broken}");
                    assert_eq!(moves_of(&house, "dana").await, 0);
                    assert_eq!(house.service.audit_verify().await.unwrap().unsealed, audited);
                }
            }
            broken += 1;
        }
        assert!(broken >= 3, "only {broken} places to break at");
        assert_eq!(house.home("leo").await, "riverside");
    }

    async fn a_commit_in_a_hosting_tree_that_breaks_between_any_two_steps_writes_and_orders_nothing(store: Store) {
        let house = House::of(store.clone(), &Cast::hosting()).await;
        let (service, random) = brittle(&house, store).await;
        let (rhea, mara, request) = (caller("rhea"), "mara".into(), MoveRequest::one("mara", "clover"));
        let review = service.user_move_plan(&rhea, &request).await.unwrap();
        let commit = reviewed(&request, &review);
        let before = house.everything().await;
        let audited = house.service.audit_verify().await.unwrap().unsealed;
        let orders = async || {
            let seen = house.service.user_services(&rhea, &Acting::default(), &mara).await.unwrap();
            let of_services = seen.services.into_iter().filter_map(|part| part.job);
            of_services.chain(seen.account.job).count()
        };
        let mut broken = 0;
        loop {
            random.left.store(broken, Ordering::SeqCst);
            match service.user_move_commit(&rhea, commit.clone(), Some("k")).await {
                Ok(done) => {
                    assert_eq!(done.rows[0].result, RowResult::Moved);
                    break;
                }
                Err(error) => {
                    assert_eq!(error.status(), 500, "{error:?}");
                    assert!(house.everything().await == before, "broken at {broken}");
                    assert_eq!((orders().await, moves_of(&house, "rhea").await), (0, 0), "broken at {broken}");
                    assert_eq!(house.service.audit_verify().await.unwrap().unsealed, audited);
                }
            }
            broken += 1;
        }
        assert!(broken >= 5, "only {broken} places to break at, one of them for each order");
        assert_eq!((house.home("mara").await.as_str(), orders().await), ("clover", 2));
    }

    async fn a_file_that_breaks_in_the_middle_goes_on_as_if_nothing_had_happened(store: Store) {
        let house = House::cast(store.clone()).await;
        let (service, random) = brittle(&house, store).await;
        let users = ["ben", "petra", "remy", "bo", "dilek"];
        for broken in 1..12 {
            random.left.store(broken, Ordering::SeqCst);
            let _ = service.moves_run_file(&caller("orla"), rows(&users, "riverside"), &options(), |_| {}).await;
        }
        random.left.store(i64::MAX, Ordering::SeqCst);
        let mut told = Vec::new();
        let summary = service.moves_run_file(&caller("orla"), rows(&users, "riverside"), &options(), |row| told.push(row.clone())).await.unwrap();
        assert_eq!((summary.refused, summary.failed, summary.left), (0, 0, 0), "{told:?}");
        for user in users {
            assert_eq!((house.home(user).await.as_str(), moves_of(&house, user).await), ("riverside", 1), "{user}");
        }
    }

    async fn whoever_gives_up_waiting_finds_all_or_nothing_and_may_ask_again(store: Store) {
        let house = House::cast(store).await;
        for (round, microseconds) in [50_u64, 200, 500, 1_000, 2_000, 4_000, 8_000].into_iter().enumerate() {
            let to = if round % 2 == 0 { "riverside" } else { "lakeside" };
            let mut request = MoveRequest::one("dana", to);
            request.acting_in = Some("aster-north".into());
            let review = house.plan("ana", &request).await.unwrap();
            let commit = reviewed(&request, &review);
            let key = format!("k{round}");
            let _ = tokio::time::timeout(Duration::from_micros(microseconds), house.commit("ana", &commit, &key)).await;
            house.home_of_all(&["dana", "leo", "mia"]).await;
            let done = house.commit("ana", &commit, &key).await.unwrap();
            assert_eq!(done.rows[0].result, RowResult::Moved);
            assert_eq!(moves_of(&house, "dana").await, round + 1);
        }
    }

    async fn of_many_who_move_one_family_at_once_one_wins_and_the_others_are_stale(store: Store) {
        let house = Arc::new(House::cast(store).await);
        let mut from = "harbour";
        for round in 0..4_usize {
            let to = ["riverside", "lakeside", "hillcrest", "northgate", "harbour"];
            let mut commits = Vec::new();
            for client in 0..10_usize {
                let (house, to) = (house.clone(), to[(client + round) % to.len()]);
                if to == from {
                    continue;
                }
                let mut request = MoveRequest::one("dana", to);
                request.acting_in = Some("aster-north".into());
                let review = house.plan("ana", &request).await.unwrap();
                commits.push((house, reviewed(&request, &review), format!("r{round}c{client}")));
            }
            // Everybody has looked at the same state before anybody commits.
            let tasks: Vec<_> = commits
                .into_iter()
                .map(|(house, commit, key)| tokio::spawn(async move { house.commit("ana", &commit, &key).await }))
                .collect();
            let mut moved = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(done) => moved += usize::from(done.rows[0].result == RowResult::Moved),
                    Err(error) => assert!(matches!(error.status(), 409), "{error:?}"),
                }
            }
            assert_eq!(moved, 1);
            let home = house.home_of_all(&["dana", "leo", "mia"]).await;
            from = to.into_iter().find(|code| *code == home).unwrap();
        }
        assert!(house.service.audit_verify().await.unwrap().broken_at.is_none());
    }
}

#[tokio::test]
async fn ids_rise_even_within_one_moment() {
    let database = rehome_testkit::databases::sqlite();
    let clock = Turned(Arc::new(AtomicI64::new(NOW.0)));
    let service = Service::new(
        database.store().await,
        Config::default(),
        clock,
        Counted::default(),
    )
    .await
    .unwrap();
    let house = House {
        service,
        clock: Turned(Arc::new(AtomicI64::new(NOW.0))),
    };
    house
        .service
        .directory_store(rehome_testkit::Cast::new().directory(), Arc::new(|_, _| {}))
        .await
        .unwrap();
    let seen = AtomicU64::new(0);
    let mut last = String::new();
    for round in 0..6 {
        let to = if round % 2 == 0 {
            "riverside"
        } else {
            "lakeside"
        };
        let mut request = MoveRequest::one("ben", to);
        request.acting_in = Some("aster-north".into());
        let done = house
            .run("ana", &request, &format!("k{round}"))
            .await
            .unwrap();
        assert!(done.id.as_str() > last.as_str());
        last = done.id.to_string();
        seen.fetch_add(1, Ordering::Relaxed);
    }
    let history = house
        .service
        .moves(&caller("ben"), &MovesQuery::default())
        .await
        .unwrap();
    let ids: Vec<String> = history.items.iter().map(|it| it.id.to_string()).collect();
    let mut sorted = ids.clone();
    sorted.sort();
    sorted.reverse();
    assert_eq!(
        (ids.len() as u64, ids),
        (seen.load(Ordering::Relaxed), sorted)
    );
}
