//! What moves along between accounts where files lie in a bucket that speaks S3, and not in a folder.

use crate::house::caller;
use crate::rooms::Rooms;
use rehome_domain::content::ItemKind;
use rehome_service::content::{NewItem, TransferDeed};
use rehome_testkit::bucket::Writes;
use rehome_testkit::{Cast, on_both_engines};
use std::sync::atomic::Ordering;

on_both_engines! {
    async fn what_moves_along_in_a_bucket_arrives_with_its_bytes_and_goes_back_with_an_undo(store: Store) {
        let (rooms, _bucket) = Rooms::in_bucket(store, Cast::accounts()).await;
        let mut files = rooms.files(5).await;
        // More than one part.
        let large = rooms.upload("ann", &format!("file number {}", "x".repeat(17 << 20))).await;
        files.insert(large.id.clone(), large);
        let before = rooms.house.everything().await;
        let done = rooms.moved().await;
        rooms.work().await;
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.moved), ("completed", 6));
        assert!(state.progress.adds_up());
        rooms.all_at("folio-lisbon", &files).await;
        rooms.undo(&done.id).await;
        rooms.work().await;
        rooms.all_at("folio-tokyo", &files).await;
        assert_eq!(rooms.house.everything().await, before);
    }

    async fn a_bucket_that_fails_one_request_in_fifty_delays_and_loses_nothing(store: Store) {
        let (rooms, bucket) = Rooms::in_bucket(store, Cast::accounts()).await;
        let files = rooms.files(30).await;
        // The one below is asked again at once, the one above only by the worker.
        bucket.fails_every(50);
        rooms.disk.every.store(50, Ordering::Relaxed);
        rooms.moved().await;
        rooms.work().await;
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.moved), ("completed", 30));
        bucket.fails_every(0);
        rooms.all_at("folio-lisbon", &files).await;
    }

    async fn what_finds_no_room_in_the_bucket_stays_at_the_source_and_says_why(store: Store) {
        let (rooms, bucket) = Rooms::in_bucket(store, Cast::accounts()).await;
        let files = rooms.files(2).await;
        rooms.moved().await;
        for (writes, why) in [(Writes::Forbidden, "refuses"), (Writes::Full, "full")] {
            bucket.writes(writes);
            for _ in 0..40 {
                rooms.house.service.transfer_work().await.unwrap();
                rooms.house.turn(400);
            }
            let state = rooms.state("bea").await.unwrap();
            assert_eq!((state.state.as_str(), state.progress.failed), ("completed_with_errors", 2), "{why}");
            let id = rooms.jobs().await.pop().unwrap();
            let pieces = rooms.house.service.transfer_pieces(&caller("bea"), &Default::default(), &id, None, (None, None)).await.unwrap();
            for piece in pieces.items {
                assert_eq!(piece.reason, Some(format!("store_{why}")), "{piece:?}");
            }
            for id in files.keys() {
                let item = rooms.house.service.item(&caller("ann"), id).await.unwrap();
                assert_eq!((item.account.as_str(), item.owner.as_str()), ("folio-tokyo", "ann"));
                assert!(rooms.text("ann", id).await.is_ok(), "it is read as before");
            }
            let new = NewItem { kind: ItemKind::File, folder: None, file: None };
            let refused = rooms.put("ben", new, "more").await.unwrap_err();
            assert_eq!((refused.status(), refused.body(None).code), (422, format!("store-{why}")), "nothing is handed in either");
            rooms.act("bea", TransferDeed::Retry).await.unwrap();
        }
        bucket.writes(Writes::Taken);
        rooms.work().await;
        rooms.all_at("folio-lisbon", &files).await;
    }
}
