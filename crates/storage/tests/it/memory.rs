//! Organizations are remembered, and never beyond a change.

use crate::support::{import, load, write};
use futures::FutureExt;
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::user_move::Snapshot;
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::{Store, StoreError, organizations};
use rehome_testkit::databases::{Database, postgres, sqlite};
use rehome_testkit::{Cast, on_both_engines};

fn wanted() -> Wanted {
    let to = Destinations::These(vec!["riverside".into()]);
    Wanted::new("dana".into(), vec!["dana".into()], to)
}

fn name(facts: &Snapshot) -> String {
    let place = facts.organizations.get(&"riverside".into()).unwrap();
    place.organization.name.to_string()
}

async fn rename(store: &Store, name: &'static str, expected: i64) {
    let done = write(store, move |tx| {
        async move {
            let open = OrganizationStatus::Active;
            organizations::patch(tx, &"riverside".into(), name, open, expected).await
        }
        .boxed()
    });
    assert_eq!(done.await, Some(expected + 1));
}

on_both_engines! {
    async fn what_is_unchanged_is_remembered(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let first = load(&store, wanted()).await;
        let (hits, misses) = store.memory_figures();
        assert_eq!(load(&store, wanted()).await, first);
        assert_eq!(store.memory_figures(), (hits + 1, misses));
    }

    async fn a_change_is_seen_at_once(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let before = load(&store, wanted()).await;
        let revision = before.organizations.get(&"riverside".into()).unwrap().organization.revisions.record;
        rename(&store, "Riverbank", revision).await;
        assert_eq!(name(&load(&store, wanted()).await), "Riverbank");
    }

    async fn a_unit_sees_its_own_change_and_nobody_else_does_once_it_is_rolled_back(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let before = load(&store, wanted()).await;
        let revision = before.organizations.get(&"riverside".into()).unwrap().organization.revisions.record;
        let refused = store
            .write(move |tx| {
                async move {
                    let open = OrganizationStatus::Active;
                    organizations::patch(tx, &"riverside".into(), "Nowhere", open, revision).await?;
                    assert_eq!(name(&snapshot::load(tx, &wanted()).await?), "Nowhere");
                    Err::<(), _>(StoreError::OtherAuthority)
                }
                .boxed()
            })
            .await;
        assert!(matches!(refused, Err(StoreError::OtherAuthority)), "{refused:?}");
        assert_eq!(load(&store, wanted()).await, before);
    }
}

async fn another_process_changes_something(database: Database) {
    let (one, other) = (database.store().await, database.store().await);
    import(&one, Cast::new().directory()).await.unwrap();
    let before = load(&one, wanted()).await;
    let place = before.organizations.get(&"riverside".into()).unwrap();
    rename(&other, "Riverbank", place.organization.revisions.record).await;
    assert_eq!(name(&load(&one, wanted()).await), "Riverbank");
    let (hits, _) = one.memory_figures();
    assert_eq!(name(&load(&one, wanted()).await), "Riverbank");
    assert_eq!(one.memory_figures().0, hits + 1);
    other.close().await;
    one.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_by_another_process_is_seen_at_once_on_sqlite() {
    another_process_changes_something(sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_by_another_server_is_seen_at_once_on_postgres() {
    match postgres() {
        Some(database) => another_process_changes_something(database).await,
        None => println!("not run: there is no PostgreSQL"),
    }
}
