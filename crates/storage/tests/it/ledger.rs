//! The ledger.

use crate::support::{import, read, write};
use futures::FutureExt;
use rehome_domain::ids::MoveId;
use rehome_domain::undo::LedgerEntry;
use rehome_domain::user_move::{ActAs, Channel, MoveRequest, Step};
use rehome_storage::ledger::{self, Flow, Flows, MoveFilter, MoveRecord, MoveState, Way};
use rehome_storage::{Scope, Store, StoreError};
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
            original: None,
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

    async fn a_move_that_was_taken_back_supersedes_nothing(store: Store) {
        keep(&store, record("m1", "harbour", "riverside", None)).await.unwrap();
        keep(&store, record("m2", "riverside", "hillcrest", None)).await.unwrap();
        let superseded_by = || async {
            read(&store, |tx| async move { ledger::get(tx, &"m1".into()).await }.boxed()).await.unwrap().entry.superseded_by
        };
        assert_eq!(superseded_by().await, Some("m2".into()));
        keep(&store, record("m3", "hillcrest", "riverside", Some("m2"))).await.unwrap();
        assert_eq!(superseded_by().await, None, "everything is as the first move left it");
        keep(&store, record("m4", "riverside", "lakeside", None)).await.unwrap();
        assert_eq!(superseded_by().await, Some("m4".into()));
    }

    async fn histories_come_newest_first_and_keep_to_their_scope(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        for (id, source, destination) in [("m1", "harbour", "riverside"), ("m2", "riverside", "harbour"), ("m3", "palm-court", "aster-south")] {
            keep(&store, record(id, source, destination, None)).await.unwrap();
        }
        let page = |filter: MoveFilter| read(&store, move |tx| async move { ledger::page(tx, &filter).await }.boxed());
        let of_leo = |before: Option<&str>| page(MoveFilter {
            user: Some("leo".into()), before: before.map(MoveId::from), limit: 2, ..MoveFilter::default()
        });
        assert_eq!(ids(of_leo(None).await.records), ["m3", "m2"]);
        assert_eq!(of_leo(None).await.until, Some("m2".into()));
        assert_eq!(ids(of_leo(Some("m2")).await.records), ["m1"]);
        let list = |scope: Option<Scope>| page(MoveFilter { scope, limit: 10, ..MoveFilter::default() });
        assert_eq!(ids(list(None).await.records), ["m3", "m2", "m1"]);
        assert_eq!(ids(list(Some(below("aster-north"))).await.records), ["m2", "m1"]);
        assert_eq!(ids(list(Some(here("aster-north"))).await.records), [""; 0]);
        assert_eq!(ids(list(Some(here("riverside"))).await.records), ["m2", "m1"]);
        assert_eq!(ids(list(Some(below("lakeside"))).await.records), [""; 0]);
        write(&store, |tx| async move { ledger::page(tx, &MoveFilter { limit: 1, ..MoveFilter::default() }).await.map(drop) }.boxed()).await;
    }

    async fn a_ledger_is_filtered_by_state_way_actor_and_end(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        keep(&store, record("m1", "harbour", "riverside", None)).await.unwrap();
        let by_oneself = MoveRecord { act_as: ActAs::Oneself, channel: Channel::Attended, actor: "dana".into(), ..record("m2", "riverside", "hillcrest", None) };
        keep(&store, by_oneself).await.unwrap();
        let back = MoveRecord { channel: Channel::Attended, ..record("m3", "hillcrest", "riverside", Some("m2")) };
        keep(&store, back).await.unwrap();
        let list = |filter: MoveFilter| {
            let store = &store;
            async move {
                let filter = MoveFilter { limit: 10, ..filter };
                let page = read(store, move |tx| async move { ledger::page(tx, &filter).await }.boxed()).await;
                assert_eq!(page.until, None);
                ids(page.records)
            }
        };
        let state = |state| list(MoveFilter { state: Some(state), ..MoveFilter::default() });
        assert_eq!(state(MoveState::Done).await, ["m1"]);
        assert_eq!(state(MoveState::Undone).await, ["m2"]);
        assert_eq!(state(MoveState::Undo).await, ["m3"]);
        let way = |way| list(MoveFilter { way: Some(way), ..MoveFilter::default() });
        assert_eq!(way(Way::File).await, ["m1"]);
        assert_eq!(way(Way::Oneself).await, ["m2"]);
        assert_eq!(way(Way::Operator).await, ["m3"]);
        assert_eq!(list(MoveFilter { actor: Some("dana".into()), ..MoveFilter::default() }).await, ["m2"]);
        assert_eq!(list(MoveFilter { end: Some("harbour".into()), ..MoveFilter::default() }).await, ["m1"]);
        assert_eq!(list(MoveFilter { since: Some("m2".into()), scope: Some(below("aster-north")), ..MoveFilter::default() }).await, ["m3", "m2"]);
    }

    async fn flows_count_moves_and_not_what_took_them_back(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        for (id, source, destination, undoes) in [
            ("m1", "harbour", "riverside", None), ("m2", "riverside", "harbour", Some("m1")), ("m3", "harbour", "riverside", None),
            ("m4", "palm-court", "southport", None),
        ] {
            keep(&store, record(id, source, destination, undoes)).await.unwrap();
        }
        let filter = MoveFilter { scope: Some(below("aster-north")), limit: 9, ..MoveFilter::default() };
        let found = read(&store, move |tx| async move { ledger::flows(tx, &filter).await }.boxed()).await;
        let flow = Flow { source: "harbour".into(), destination: "riverside".into(), moves: 2, by_oneself: 0, undone: 1 };
        assert_eq!(found, Flows { flows: vec![flow], until: None });
    }

    async fn a_quiet_scope_is_read_to_its_end_past_a_busy_one(store: Store) {
        use rehome_testkit::generate::code;
        keep_a_busy_ledger(&store).await;
        let newest_first: Vec<String> = (0..OLD).rev().map(|n| format!("{n:06}")).collect();
        let top = Scope { organization: code(0), with_below: true };
        for limit in [7, 50, 100] {
            let filter = MoveFilter { scope: Some(top.clone()), limit, ..MoveFilter::default() };
            assert_eq!(all_pages(&store, filter).await, newest_first);
        }
        let first = MoveFilter { scope: Some(top.clone()), limit: 50, ..MoveFilter::default() };
        let first = read(&store, move |tx| async move { ledger::page(tx, &first).await }.boxed()).await;
        assert_eq!(first.records.len(), 50, "the first page is full at once");
        let undone = MoveFilter { scope: Some(top), state: Some(MoveState::Undone), limit: 50, ..MoveFilter::default() };
        assert_eq!(all_pages(&store, undone).await, [""; 0]);
        for number in [40, 41, 117, 880] {
            let scope = Scope { organization: code(number), with_below: false };
            let expected: Vec<String> = (0..OLD).rev().filter(|n| quiet_ends(*n).contains(&number)).map(|n| format!("{n:06}")).collect();
            let filter = MoveFilter { scope: Some(scope.clone()), limit: 20, ..MoveFilter::default() };
            assert_eq!(all_pages(&store, filter).await, expected);
            let done = MoveFilter { scope: Some(scope), state: Some(MoveState::Done), limit: 20, ..MoveFilter::default() };
            assert_eq!(all_pages(&store, done).await, expected);
        }
        assert_eq!(all_pages(&store, MoveFilter { limit: 100, ..MoveFilter::default() }).await.len(), OLD + BUSY);
    }
}

fn below(organization: &str) -> Scope {
    Scope {
        organization: organization.into(),
        with_below: true,
    }
}

fn here(organization: &str) -> Scope {
    Scope {
        organization: organization.into(),
        with_below: false,
    }
}

/// How many organizations stand below the top, and how many moves they had, all before what keeps another tree busy.
const QUIET: usize = 900;
const OLD: usize = 700;
const BUSY: usize = 4_500;

fn quiet_ends(n: usize) -> [usize; 2] {
    // WHY: some organizations have many of the moves, most have none or one.
    [
        if n.is_multiple_of(3) {
            40
        } else {
            (n * 7) % QUIET
        },
        (n * 13 + 5) % QUIET,
    ]
}

async fn keep_a_busy_ledger(store: &Store) {
    use rehome_testkit::generate;
    import(store, generate::directory(7, 40, QUIET))
        .await
        .unwrap();
    let all: Vec<usize> = (0..OLD + BUSY).collect();
    for part in all.chunks(1_000) {
        let part = part.to_vec();
        write(store, move |tx| {
            let records: Vec<MoveRecord> = part
                .iter()
                .map(|n| {
                    let [source, destination] = quiet_ends(*n).map(generate::code);
                    match *n {
                        n if n < OLD => record(
                            &format!("{n:06}"),
                            source.as_str(),
                            destination.as_str(),
                            None,
                        ),
                        n => record(&format!("{n:06}"), "elsewhere", "nowhere", None),
                    }
                })
                .collect();
            async move { ledger::record_many(tx, &records).await }.boxed()
        })
        .await;
    }
}

/// Every id that pages of a filter hand out.
async fn all_pages(store: &Store, filter: MoveFilter) -> Vec<String> {
    let mut filter = filter;
    let mut all = Vec::new();
    for _ in 0..400 {
        let asked = filter.clone();
        let page = read(store, move |tx| {
            async move { ledger::page(tx, &asked).await }.boxed()
        })
        .await;
        assert!(page.records.len() <= filter.limit as usize);
        all.extend(ids(page.records));
        match page.until {
            Some(until) => filter.before = Some(until),
            None => return all,
        }
    }
    panic!("these pages never end");
}
