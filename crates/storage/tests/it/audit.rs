//! The audit chain, and what is kept beside commits.

use crate::support::{import, read, write};
use futures::FutureExt;
use rehome_domain::time::Timestamp;
use rehome_storage::audit::{self, AuditFilter, AuditRecord, Verified};
use rehome_storage::outbox::{self, Message};
use rehome_storage::retention::{self, Details};
use rehome_storage::{Scope, Store, StoreError, idempotency, kept_plans, secrets};
use rehome_testkit::{Cast, NOW, on_both_engines};
use serde_json::json;

fn record(number: u32) -> AuditRecord {
    AuditRecord {
        id: format!("{number:06}"),
        at: Timestamp(i64::from(number)),
        actor: "ana".into(),
        action: "user_move.commit".to_owned(),
        about: format!("user-{}", number % 3),
        organization: Some(
            if number.is_multiple_of(2) {
                "harbour"
            } else {
                "palm-court"
            }
            .into(),
        ),
        other_organization: (number.is_multiple_of(5)).then(|| "riverside".into()),
        body: Some(json!({"z": number, "a": "ä"})),
        number: None,
    }
}

fn below(organization: &str) -> Scope {
    Scope {
        organization: organization.into(),
        with_below: true,
    }
}

async fn append(store: &Store, from: u32, to: u32) {
    write(store, move |tx| {
        async move {
            let records: Vec<AuditRecord> = (from..to).map(record).collect();
            audit::append(tx, &records).await
        }
        .boxed()
    })
    .await;
}

async fn seal(store: &Store, most: u32) -> u64 {
    write(store, move |tx| audit::seal(tx, most).boxed()).await
}

async fn verify(store: &Store) -> Verified {
    read(store, |tx| audit::verify(tx).boxed()).await
}

on_both_engines! {
    async fn a_chain_holds_and_names_its_tail(store: Store) {
        assert_eq!(verify(&store).await, Verified::default());
        append(&store, 0, 30).await;
        assert_eq!(seal(&store, 12).await, 12);
        assert_eq!(seal(&store, 12).await, 12);
        let found = verify(&store).await;
        assert_eq!(found, Verified { sealed: 24, unsealed: 6, first_unsealed: Some("000024".to_owned()), broken_at: None });
        assert_eq!(seal(&store, 100).await, 6);
        assert_eq!(seal(&store, 100).await, 0);
        assert_eq!(verify(&store).await, Verified { sealed: 30, ..Verified::default() });
    }

    async fn a_body_is_forgotten_only_where_a_record_says_so(store: Store) {
        append(&store, 0, 10).await;
        assert_eq!(seal(&store, 100).await, 10);
        let forget = |after: &'static str, last: &'static str| {
            write(&store, move |tx| retention::forget(tx, Details::OfRecords, (after, last)).boxed())
        };
        assert_eq!(forget("000003", "000005").await, 2);
        assert_eq!(verify(&store).await.broken_at, Some(5), "nobody said so");
        let say = AuditRecord { action: retention::ACTION.to_owned(), about: "1970-01-02".to_owned(), ..record(10) };
        let late = AuditRecord { at: Timestamp(2 * 86_400_000_000), ..record(11) };
        write(&store, move |tx| {
            let records = [say.clone(), late.clone()];
            async move { audit::append(tx, &records).await }.boxed()
        }).await;
        assert_eq!(verify(&store).await.broken_at, None, "before it is sealed, too");
        assert_eq!(seal(&store, 100).await, 2);
        assert_eq!(verify(&store).await, Verified { sealed: 12, ..Verified::default() });
        assert_eq!(forget("000010", "000011").await, 1);
        assert_eq!(verify(&store).await.broken_at, Some(12), "that one was too young");
    }

    async fn the_audit_is_read_newest_first_within_a_scope(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        append(&store, 0, 20).await;
        seal(&store, 5).await;
        let page = |filter: AuditFilter| {
            let found = read(&store, move |tx| async move { audit::page(tx, &filter).await }.boxed());
            async move { found.await.records }
        };
        let ids = |page: Vec<AuditRecord>| page.into_iter().map(|record| record.id).collect::<Vec<_>>();
        let all = page(AuditFilter { limit: 3, ..AuditFilter::default() }).await;
        assert_eq!(ids(all), ["000019", "000018", "000017"]);
        let later = page(AuditFilter { limit: 2, before: Some("000002".to_owned()), ..AuditFilter::default() }).await;
        assert_eq!(later.iter().map(|record| record.number).collect::<Vec<_>>(), [Some(2), Some(1)]);
        assert_eq!(later[0].body, record(1).body);
        let north = page(AuditFilter { limit: 50, scope: Some(below("aster-north")), ..AuditFilter::default() }).await;
        assert_eq!(north.len(), 12);
        let about = page(AuditFilter { limit: 50, about: Some("user-1".to_owned()), ..AuditFilter::default() }).await;
        assert_eq!(about.len(), 7);
        let about_in_scope = AuditFilter { limit: 50, about: Some("user-1".to_owned()), scope: Some(below("aster-north")), ..AuditFilter::default() };
        assert_eq!(ids(page(about_in_scope).await), ["000016", "000010", "000004"]);
        let saying = |text: &str| page(AuditFilter { limit: 50, text: Some(text.to_owned()), ..AuditFilter::default() });
        assert_eq!(saying("USER-2").await.len(), 6);
        assert_eq!(saying("u*r-2 ana").await.len(), 6);
        assert_eq!(saying("user_mov?.commit").await.len(), 20);
        assert_eq!(saying("user_mov_.commit").await.len(), 0, "an underscore is itself");
        let by = |actor: &str, action: &str| page(AuditFilter {
            limit: 50, actor: Some(actor.into()), action: Some(action.to_owned()), ..AuditFilter::default()
        });
        assert_eq!(by("ana", "user_move.commit").await.len(), 20);
        assert_eq!(by("omar", "user_move.commit").await.len() + by("ana", "signed-in").await.len(), 0);
        let since = page(AuditFilter { limit: 50, since: Some("000018".to_owned()), ..AuditFilter::default() }).await;
        assert_eq!(ids(since), ["000019", "000018"]);
        let end = page(AuditFilter { limit: 50, end: Some("riverside".into()), ..AuditFilter::default() }).await;
        assert_eq!(ids(end), ["000015", "000010", "000005", "000000"]);
    }

    async fn messages_past_their_time_go_and_the_others_stay(store: Store) {
        write(&store, |tx| async move {
            let messages: Vec<Message> = (0..5)
                .map(|n| Message { id: format!("m{n}"), topic: "user-moved".to_owned(), body: json!({"to": n}), due: Timestamp(n) })
                .collect();
            outbox::put(tx, &messages).await
        }.boxed()).await;
        let purge = |before| write(&store, move |tx| outbox::purge(tx, Timestamp(before)).boxed());
        assert_eq!(purge(2).await, 2);
        assert_eq!(purge(2).await, 0);
        assert_eq!(purge(9).await, 3);
    }

    async fn a_message_is_held_by_who_takes_it_and_taken_again_where_nothing_came_of_it(store: Store) {
        write(&store, |tx| async move {
            let message = |id: &str, topic: &str| Message { id: id.to_owned(), topic: topic.to_owned(), body: json!({}), due: NOW };
            outbox::put(tx, &[message("m1", "letters"), message("m2", "user-moved"), message("m3", "letters")]).await
        }.boxed()).await;
        let take = |now: i64| {
            let taken = write(&store, move |tx| outbox::take(tx, "letters", Timestamp(now), Timestamp(now + 10)).boxed());
            async { taken.await.map(|message| message.id) }
        };
        assert_eq!(take(100).await.as_deref(), Some("m1"));
        assert_eq!(take(101).await.as_deref(), Some("m3"));
        assert_eq!(take(102).await, None);
        write(&store, |tx| outbox::done(tx, "m3").boxed()).await;
        assert_eq!(take(120).await.as_deref(), Some("m1"));
        assert_eq!(take(120).await, None);
    }

    async fn the_same_key_gets_the_first_answer(store: Store) {
        let find = |key: &'static str| read(&store, move |tx| async move { idempotency::find(tx, &"dana".into(), key).await }.boxed());
        let keep = |answer: i32| store.write(move |tx| {
            async move { idempotency::store(tx, &"dana".into(), "k", "digest", &json!({"b": answer, "a": 1}), NOW).await }.boxed()
        });
        assert_eq!(find("k").await, None);
        keep(1).await.unwrap();
        assert!(matches!(keep(2).await, Err(StoreError::AlreadyExists { .. })));
        assert_eq!(find("k").await.unwrap().answer, json!({"b": 1, "a": 1}));
        assert_eq!(write(&store, |tx| idempotency::purge(tx, Timestamp(NOW.0 + 1)).boxed()).await, 1);
        assert_eq!(find("k").await, None);
    }

    async fn plans_are_kept_for_their_actor_alone(store: Store) {
        kept_plans::keep(&store, &"dana".into(), "d1", &json!({"plan": 1}), NOW).await.unwrap();
        kept_plans::keep(&store, &"dana".into(), "d1", &json!({"plan": 2}), NOW).await.unwrap();
        assert_eq!(kept(&store, "dana").await, Some(json!({"plan": 2})));
        assert_eq!(kept(&store, "omar").await, None);
        assert_eq!(kept_plans::purge(&store, Timestamp(NOW.0 + 1)).await.unwrap(), 1);
        assert_eq!(kept(&store, "dana").await, None);
    }

    async fn a_secret_is_made_once(store: Store) {
        let get = |bytes: &'static [u8]| write(&store, move |tx| secrets::get_or_create(tx, "key", bytes).boxed());
        assert_eq!(get(&[1, 2, 255]).await, [1, 2, 255]);
        assert_eq!(get(&[9]).await, [1, 2, 255]);
    }
}

/// The plan of somebody under the digest of these tests.
async fn kept(store: &Store, actor: &str) -> Option<serde_json::Value> {
    kept_plans::find(store, &actor.into(), "d1").await.unwrap()
}

#[tokio::test]
async fn a_plan_that_waits_is_written_when_the_store_closes() {
    let database = rehome_testkit::databases::sqlite();
    let store = database.store().await;
    let plan = json!({"plan": 1});
    let dana = "dana".into();
    kept_plans::keep(&store, &dana, "d1", &plan, NOW)
        .await
        .unwrap();
    store.close().await;
    let again = database.store().await;
    assert_eq!(kept(&again, "dana").await, Some(plan));
    again.close().await;
}

#[tokio::test]
async fn a_plan_made_by_one_server_is_found_by_another_right_away() {
    let Some(database) = rehome_testkit::databases::postgres() else {
        println!("not run: no PostgreSQL");
        return;
    };
    let (one, other) = (database.store().await, database.store().await);
    let plan = json!({"plan": 1});
    let dana = "dana".into();
    kept_plans::keep(&one, &dana, "d1", &plan, NOW)
        .await
        .unwrap();
    assert_eq!(kept(&other, "dana").await, Some(plan));
    one.close().await;
    other.close().await;
}

/// Runs a statement behind the store's back.
async fn tamper(url: &str, text: &'static str) {
    use sqlx::Connection;
    if let Some(path) = url.strip_prefix("sqlite:") {
        let connection = rusqlite::Connection::open(path).unwrap();
        connection.execute_batch(text).unwrap();
    } else {
        let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
        sqlx::raw_sql(text).execute(&mut connection).await.unwrap();
    }
}

#[tokio::test]
async fn whatever_is_done_behind_the_back_of_the_chain_is_found() {
    let deeds = [
        (
            "UPDATE audit_records SET actor = 'somebody' WHERE seal_number = 7",
            7,
        ),
        (
            "UPDATE audit_records SET body = '{}' WHERE seal_number = 3",
            3,
        ),
        (
            "UPDATE audit_records SET body = NULL WHERE seal_number = 4",
            4,
        ),
        (
            "UPDATE audit_records SET other_organization = 'x' WHERE seal_number = 2",
            2,
        ),
        ("DELETE FROM audit_records WHERE seal_number = 5", 5),
        ("DELETE FROM audit_records WHERE seal_number > 8", 9),
        ("DELETE FROM audit_records WHERE seal_number = 1", 1),
        ("UPDATE audit_heads SET seal_number = 11", 11),
    ];
    for (deed, place) in deeds {
        let databases = [
            Some(rehome_testkit::databases::sqlite()),
            rehome_testkit::databases::postgres(),
        ];
        for database in databases.into_iter().flatten() {
            let store = database.store().await;
            append(&store, 0, 10).await;
            seal(&store, 10).await;
            assert_eq!(verify(&store).await.broken_at, None);
            tamper(&database.url, deed).await;
            assert_eq!(verify(&store).await.broken_at, Some(place), "{deed}");
            store.close().await;
        }
    }
}
