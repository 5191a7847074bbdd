//! The ledger.

use crate::support::{import, read, write};
use futures::FutureExt;
use rehome_domain::ids::MoveId;
use rehome_domain::undo::LedgerEntry;
use rehome_domain::user_move::{ActAs, Channel, MoveRequest, Step};
use rehome_storage::ledger::{self, MoveRecord};
use rehome_storage::{Store, StoreError};
use rehome_testkit::{Cast, NOW, TODAY, on_both_engines};
use serde_json::json;

fn record(id: &str, source: &str, destination: &str, undoes: Option<&str>) -> MoveRecord {
    MoveRecord {
        entry: LedgerEntry {
            id: id.into(),
            commit: "c1".into(),
            subject: "dana".into(),
            source: source.into(),
            destination: destination.into(),
            request: MoveRequest::one("dana", destination),
            steps: vec![Step::Home {
                about: "dana".into(),
                before: source.into(),
                after: destination.into(),
            }],
            committed_at: NOW,
            undoes: undoes.map(MoveId::from),
            undone_by: None,
            by_oneself: false,
            held: vec![Step::Manager {
                about: "dana".into(),
                before: Some("rosa".into()),
                after: None,
            }],
            superseded_by: None,
        },
        actor: "ana".into(),
        acting_in: Some("aster-north".into()),
        act_as: ActAs::Operator,
        channel: Channel::Unattended,
        members: vec!["dana".into(), "leo".into()],
        request: json!({"subject": "dana", "destination": destination}),
        acknowledged: vec!["role-revoked".to_owned()],
        digest: "d".to_owned(),
        decision_digest: "e".to_owned(),
        reason: Some("because".to_owned()),
        as_of: Some(TODAY),
    }
}

async fn keep(store: &Store, kept: MoveRecord) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            let kept = kept.clone();
            async move { ledger::record_many(tx, &[kept]).await }.boxed()
        })
        .await
}

fn ids(records: Vec<MoveRecord>) -> Vec<String> {
    records
        .into_iter()
        .map(|record| record.entry.id.to_string())
        .collect()
}

on_both_engines! {
    async fn an_entry_is_read_as_it_was_written(store: Store) {
        let given = record("m1", "harbour", "riverside", None);
        keep(&store, given.clone()).await.unwrap();
        let found = read(&store, |tx| async move { ledger::get(tx, &"m1".into()).await }.boxed()).await;
        assert_eq!(found, Some(given));
        assert_eq!(read(&store, |tx| async move { ledger::get(tx, &"m2".into()).await }.boxed()).await, None);
        let of_commit = read(&store, |tx| async move { ledger::of_commit(tx, &"c1".into(), None, 10).await }.boxed()).await;
        assert_eq!(ids(of_commit), ["m1"]);
        keep(&store, record("m2", "harbour", "riverside", None)).await.unwrap();
        let page = |after: Option<&'static str>| {
            read(&store, move |tx| async move { ledger::of_commit(tx, &"c1".into(), after.map(MoveId::from).as_ref(), 1).await }.boxed())
        };
        assert_eq!(ids(page(None).await), ["m1"]);
        assert_eq!(ids(page(Some("m1")).await), ["m2"]);
        assert_eq!(ids(page(Some("m2")).await), [""; 0]);
    }

    async fn a_move_is_undone_once(store: Store) {
        keep(&store, record("m1", "harbour", "riverside", None)).await.unwrap();
        keep(&store, record("m2", "riverside", "harbour", Some("m1"))).await.unwrap();
        let again = keep(&store, record("m3", "riverside", "harbour", Some("m1"))).await;
        assert!(matches!(again, Err(StoreError::RowsAffected { .. })), "{again:?}");
        let first = read(&store, |tx| async move { ledger::get(tx, &"m1".into()).await }.boxed()).await.unwrap();
        assert_eq!((first.entry.undone_by, first.entry.superseded_by), (Some("m2".into()), Some("m2".into())));
        assert_eq!(read(&store, |tx| async move { ledger::get(tx, &"m3".into()).await }.boxed()).await, None);
    }

    async fn histories_come_newest_first_and_keep_to_their_scope(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        for (id, source, destination) in [("m1", "harbour", "riverside"), ("m2", "riverside", "harbour"), ("m3", "palm-court", "aster-south")] {
            keep(&store, record(id, source, destination, None)).await.unwrap();
        }
        let of_leo = |before: Option<&'static str>| {
            read(&store, move |tx| async move { ledger::of_user(tx, &"leo".into(), before.map(MoveId::from).as_ref(), 2).await }.boxed())
        };
        assert_eq!(ids(of_leo(None).await), ["m3", "m2"]);
        assert_eq!(ids(of_leo(Some("m2")).await), ["m1"]);
        let list = |scope: Option<&'static str>| {
            read(&store, move |tx| async move { ledger::list(tx, scope.map(Into::into).as_ref(), None, 10).await }.boxed())
        };
        assert_eq!(ids(list(None).await), ["m3", "m2", "m1"]);
        assert_eq!(ids(list(Some("aster-north")).await), ["m2", "m1"]);
        assert_eq!(ids(list(Some("lakeside")).await), [""; 0]);
        write(&store, |tx| async move { ledger::list(tx, None, None, 1).await.map(drop) }.boxed()).await;
    }
}
