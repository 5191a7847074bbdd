//! Units of work: atomic, independent of their neighbours, answered when durable.

use crate::support::{read, write};
use futures::FutureExt;
use futures::future::{BoxFuture, join_all};
use rehome_domain::time::Timestamp;
use rehome_storage::{Store, StoreError, StoreOptions, Tx, throttle};
use rehome_testkit::on_both_engines;

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

/// A unit that counts one more; each tenth fails after it has counted.
fn counted(
    n: i64,
) -> impl for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<i64, StoreError>> + Send + Sync + 'static {
    move |tx| {
        async move {
            let found = throttle::hit(tx, "counter", NOW, Timestamp(0)).await?;
            if n % 10 == 9 {
                Err(StoreError::OtherAuthority)
            } else {
                Ok(found.hits)
            }
        }
        .boxed()
    }
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

    async fn many_units_are_done_in_order_and_each_sees_what_those_before_it_left(store: Store) {
        let works: Vec<_> = (0..50).map(counted).collect();
        let answers = store.write_many(works).await;
        let mut expected = 0;
        for (n, answer) in answers.into_iter().enumerate() {
            if n % 10 == 9 {
                assert!(answer.is_err());
            } else {
                expected += 1;
                assert_eq!(answer.unwrap(), expected);
            }
        }
        assert_eq!(hits(&store, "counter").await, 45);
    }

    async fn a_reader_sees_nothing_of_a_unit_that_is_not_done(store: Store) {
        let (started, wait) = tokio::sync::oneshot::channel();
        let (go, gone) = tokio::sync::oneshot::channel::<()>();
        let gates = std::sync::Mutex::new(Some((started, gone)));
        let other = store.clone();
        let writing = tokio::spawn(async move {
            other
                .write(move |tx| {
                    let gates = gates.lock().unwrap().take();
                    async move {
                        throttle::hit(tx, "slow", NOW, Timestamp(0)).await?;
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
        wait.await.unwrap();
        assert_eq!(hits(&store, "slow").await, 0);
        go.send(()).unwrap();
        writing.await.unwrap().unwrap();
        assert_eq!(hits(&store, "slow").await, 1);
    }

    async fn a_ping_tells_whether_the_store_is_there(store: Store) {
        store.ping().await.unwrap();
        write(&store, |tx| throttle::clear(tx, "nothing").boxed()).await;
        store.close().await;
        assert!(store.ping().await.is_err());
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
async fn an_address_that_cannot_be_used_is_refused_without_its_password() {
    for url in ["mysql://root:secret@localhost/x", "sqlite:", "nothing"] {
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
