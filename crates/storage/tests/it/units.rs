//! Units of work: atomic, independent of their neighbours, answered when durable.

use crate::support::{read, write};
use futures::FutureExt;
use futures::future::join_all;
use rehome_domain::time::Timestamp;
use rehome_storage::{
    Engine, Store, StoreError, StoreOptions, idempotency, throttle, without_password,
};
use rehome_testkit::on_both_engines;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const NOW: Timestamp = Timestamp(1_000);

async fn hits(store: &Store, key: &str) -> i64 {
    let key = key.to_owned();
    let found = read(store, move |tx| {
        async move { throttle::state(tx, &key, Timestamp(0)).await }.boxed()
    })
    .await;
    found.map_or(0, |found| found.hits)
}

/// What the third of some units of work does after it has written.
#[derive(Clone, Copy)]
enum Ending {
    Well,
    Error,
    Panic,
}

async fn hit(store: &Store, key: String, ending: Ending) -> Result<i64, StoreError> {
    store
        .write(move |tx| {
            let key = key.clone();
            async move {
                let found = throttle::hit(tx, &key, NOW, Timestamp(0)).await?;
                match ending {
                    Ending::Well => Ok(found.hits),
                    Ending::Error => Err(StoreError::OtherAuthority),
                    Ending::Panic => panic!("on purpose"),
                }
            }
            .boxed()
        })
        .await
}

/// A unit that has counted one more and waits: whether it has begun, and what lets it go on.
struct Held {
    unit: tokio::task::JoinHandle<Result<(), StoreError>>,
    begun: tokio::sync::oneshot::Receiver<()>,
    go: tokio::sync::oneshot::Sender<()>,
}

fn held(store: &Store, key: &'static str) -> Held {
    let (started, begun) = tokio::sync::oneshot::channel();
    let (go, gone) = tokio::sync::oneshot::channel::<()>();
    let gates = std::sync::Mutex::new(Some((started, gone)));
    let store = store.clone();
    let unit = tokio::spawn(async move {
        store
            .write(move |tx| {
                let gates = gates.lock().unwrap().take();
                async move {
                    throttle::hit(tx, key, NOW, Timestamp(0)).await?;
                    if let Some((started, gone)) = gates {
                        started.send(()).unwrap();
                        gone.await.unwrap();
                    }
                    Ok::<(), StoreError>(())
                }
                .boxed()
            })
            .await
    });
    Held { unit, begun, go }
}

on_both_engines! {
    async fn writers_at_once_all_get_their_turn(store: Store) {
        let answers = join_all((0..40).map(|n| hit(&store, format!("key-{}", n % 4), Ending::Well))).await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        for n in 0..4 {
            assert_eq!(hits(&store, &format!("key-{n}")).await, 10);
        }
    }

    async fn a_unit_that_fails_harms_no_other(store: Store) {
        let ending = |n| match n {
            3 => Ending::Error,
            5 => Ending::Panic,
            _ => Ending::Well,
        };
        let answers = join_all((0..8).map(|n| hit(&store, format!("key-{n}"), ending(n)))).await;
        for (n, answer) in answers.into_iter().enumerate() {
            match n {
                3 => assert!(matches!(answer, Err(StoreError::OtherAuthority))),
                5 => assert!(matches!(answer, Err(StoreError::Panicked))),
                _ => assert_eq!(answer.unwrap(), 1),
            }
            assert_eq!(hits(&store, &format!("key-{n}")).await, i64::from(n != 3 && n != 5));
        }
        assert_eq!(hit(&store, "after".to_owned(), Ending::Well).await.unwrap(), 1);
    }

    async fn a_reader_sees_nothing_of_a_unit_that_is_not_done(store: Store) {
        let Held { unit, begun, go } = held(&store, "slow");
        begun.await.unwrap();
        assert_eq!(hits(&store, "slow").await, 0);
        go.send(()).unwrap();
        unit.await.unwrap().unwrap();
        assert_eq!(hits(&store, "slow").await, 1);
    }

    async fn a_unit_that_nobody_waits_for_any_more_is_not_begun(store: Store) {
        let Held { unit, begun, go } = held(&store, "slow");
        begun.await.unwrap();
        let patience = std::time::Duration::from_millis(100);
        let given_up = tokio::time::timeout(patience, hit(&store, "slow".to_owned(), Ending::Well)).await;
        assert!(given_up.is_err(), "it waits for the unit before it");
        go.send(()).unwrap();
        unit.await.unwrap().unwrap();
        assert_eq!(hit(&store, "after".to_owned(), Ending::Well).await.unwrap(), 1);
        assert_eq!(hits(&store, "slow").await, 1);
    }

    async fn a_unit_given_up_half_way_is_rolled_back(store: Store) {
        let Held { unit, begun, go } = held(&store, "slow");
        begun.await.unwrap();
        unit.abort();
        assert!(unit.await.unwrap_err().is_cancelled());
        // On PostgreSQL the work is gone with whoever waited; on SQLite the writer finds out at its end.
        let _ = go.send(());
        assert_eq!(hit(&store, "slow".to_owned(), Ending::Well).await.unwrap(), 1);
        assert_eq!(hits(&store, "slow").await, 1);
    }

    async fn what_waits_is_written_with_what_comes_after_it_or_not_at_all(store: Store) {
        let refused = store
            .write(|tx| {
                async move {
                    let dana = "dana".into();
                    idempotency::store(tx, &dana, "key", "digest", &serde_json::json!(1), NOW).await?;
                    // What waits is written before this, and both are undone.
                    throttle::hit(tx, "counted", NOW, Timestamp(0)).await?;
                    Err::<(), _>(StoreError::OtherAuthority)
                }
                .boxed()
            })
            .await;
        assert!(matches!(refused, Err(StoreError::OtherAuthority)));
        assert_eq!(hits(&store, "counted").await, 0);
        let found = read(&store, |tx| {
            async move { idempotency::find(tx, &"dana".into(), "key").await }.boxed()
        })
        .await;
        assert_eq!(found, None);
    }

    async fn the_writer_tells_how_busy_it_is(store: Store) {
        let answers = join_all((0..40).map(|n| hit(&store, format!("key-{n}"), Ending::Well))).await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        match (store.engine(), store.writer_figures()) {
            (Engine::Sqlite, Some(figures)) => {
                assert_eq!((figures.waiting, figures.units), (0, 40));
                assert!((1..=40).contains(&figures.commits), "{figures:?}");
            }
            (engine, figures) => assert_eq!((engine, figures), (Engine::Postgres, None)),
        }
    }

    async fn a_store_tells_whether_it_is_there(store: Store) {
        store.ready().await.unwrap();
        write(&store, |tx| throttle::clear(tx, "nothing").boxed()).await;
        store.close().await;
        assert!(store.ready().await.is_err());
        assert!(hit(&store, "late".to_owned(), Ending::Well).await.is_err());
    }
}

#[tokio::test]
async fn a_closed_file_opens_again_with_everything_in_it() {
    let database = rehome_testkit::databases::sqlite();
    let store = database.store().await;
    hit(&store, "kept".to_owned(), Ending::Well).await.unwrap();
    store.close().await;
    let again = database.store().await;
    assert_eq!(hits(&again, "kept").await, 1);
    again.close().await;
}

#[tokio::test]
async fn a_database_in_memory_works_too() {
    let store = Store::open("sqlite::memory:", StoreOptions::default())
        .await
        .unwrap();
    hit(&store, "kept".to_owned(), Ending::Well).await.unwrap();
    assert_eq!(hits(&store, "kept").await, 1);
    store.close().await;
}

#[tokio::test]
async fn tables_of_another_version_are_not_ready() {
    let database = rehome_testkit::databases::sqlite();
    let store = database.store().await;
    store.ready().await.unwrap();
    let path = database.url.strip_prefix("sqlite:").unwrap();
    rusqlite::Connection::open(path)
        .unwrap()
        .execute_batch("UPDATE _sqlx_migrations SET version = version + 1 WHERE version = (SELECT max(version) FROM _sqlx_migrations)")
        .unwrap();
    let told = store.ready().await.unwrap_err();
    assert!(matches!(told, StoreError::Migration(_)), "{told}");
    store.close().await;
}

#[test]
fn an_address_is_shown_without_its_password_wherever_that_stands() {
    for (given, shown) in [
        (
            "postgres://ana:secret@db.example/moves",
            "postgres://ana@db.example/moves",
        ),
        (
            "postgres://ana:se@cret@db.example/moves",
            "postgres://ana@db.example/moves",
        ),
        (
            "postgres://db.example/moves?user=ana&password=secret",
            "postgres://db.example/moves",
        ),
        (
            "postgres://ana@db.example/moves?password=secret@x",
            "postgres://ana@db.example/moves",
        ),
        ("sqlite:rehome.sqlite", "sqlite:rehome.sqlite"),
    ] {
        assert_eq!(without_password(given), shown);
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_used_is_refused_without_its_password() {
    for url in [
        "mysql://root:secret@localhost/x",
        "mysql://localhost/x?password=secret",
        "sqlite:",
        "nothing",
    ] {
        let refused = Store::open(url, StoreOptions::default())
            .await
            .err()
            .unwrap();
        assert!(matches!(refused, StoreError::Address { .. }), "{refused}");
        assert!(!refused.to_string().contains("secret"), "{refused}");
    }
    let nowhere = Store::open("sqlite:/no/such/folder/rehome.db", StoreOptions::default())
        .await
        .err()
        .unwrap();
    assert!(matches!(nowhere, StoreError::Unavailable(_)), "{nowhere}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_without_a_pause_leaves_gaps_for_another_process_on_the_same_file() {
    const TURNS: usize = 16;
    let database = rehome_testkit::databases::sqlite();
    let (busy, other) = (database.store().await, database.store().await);
    let done = Arc::new(AtomicUsize::new(0));
    let queued: Vec<_> = (0..TURNS)
        .map(|_| {
            let (busy, done) = (busy.clone(), done.clone());
            tokio::spawn(async move {
                let unit = busy.write(|tx| {
                    async move {
                        throttle::hit(tx, "file", NOW, Timestamp(0)).await?;
                        std::thread::sleep(Duration::from_millis(300));
                        Ok::<(), StoreError>(())
                    }
                    .boxed()
                });
                unit.await.unwrap();
                done.fetch_add(1, Ordering::SeqCst);
            })
        })
        .collect();
    while done.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    for times in 1..=3 {
        let hits = hit(&other, "person".into(), Ending::Well).await;
        assert_eq!(hits.unwrap(), times);
    }
    let seen = done.load(Ordering::SeqCst);
    assert!(seen < TURNS, "the other waited for all of it");
    for unit in queued {
        unit.await.unwrap();
    }
    busy.close().await;
    other.close().await;
}
