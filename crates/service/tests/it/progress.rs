//! How far a transfer is, as it tells: that it hangs, why a piece does, and how it ended.

use crate::house::caller;
use crate::rooms::Rooms;
use futures::TryStreamExt;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt};
use rehome_domain::content::ItemKind;
use rehome_domain::time::Timestamp;
use rehome_service::ServiceError;
use rehome_service::content::{NewItem, PieceStateName, TransferDeed, Tried};
use rehome_storage::transfers::{self, Taken};
use rehome_testkit::{Cast, on_both_engines};
use serde_json::json;
use std::io::ErrorKind;
use std::sync::atomic::Ordering;

const MINUTE: i64 = 60;

fn proof() -> NewItem {
    NewItem {
        kind: ItemKind::Proof,
        folder: None,
        file: Some("a.pdf".to_owned()),
    }
}

impl Rooms {
    fn soon(&self) -> Timestamp {
        Timestamp(self.house.now().0 + 120_000_000)
    }

    /// Takes a piece in hand, as a worker does that is slow.
    async fn taken(&self) -> Taken {
        let (now, until) = (self.house.now(), self.soon());
        let taken = self.house.service.store().write(move |tx| {
            Box::pin(async move {
                Ok::<_, ServiceError>(transfers::take(tx, "slow", now, until).await?)
            })
        });
        taken.await.unwrap().unwrap()
    }

    /// Says that somebody is still at a piece, and whether its bytes went on.
    async fn renewed(&self, taken: &Taken, went_on: bool) {
        let (now, until) = (self.house.now(), self.soon());
        let taken = taken.clone();
        let renewed = self.house.service.store().write(move |tx| {
            let taken = taken.clone();
            Box::pin(async move {
                let until = (until, went_on);
                Ok::<_, ServiceError>(transfers::renew(tx, &taken, until, now).await?)
            })
        });
        assert!(renewed.await.unwrap());
    }

    async fn is_stuck(&self) -> bool {
        self.state("bea").await.unwrap().stuck
    }
}

on_both_engines! {
    async fn what_finds_no_room_seems_to_hang_though_it_is_tried_again_and_again(store: Store) {
        let cast = Cast::accounts().account("folio-lisbon", |it| it.storage_bytes = Some(20));
        let rooms = Rooms::of(store, cast).await;
        let first = rooms.put("ann", proof(), "file number 0").await.unwrap();
        rooms.moved().await;
        rooms.version("ann", &first.id, "file number 1").await.unwrap();
        for minute in 0..=16 {
            assert_eq!(rooms.house.service.transfer_work().await.unwrap(), Tried::PutOff);
            assert_eq!(rooms.is_stuck().await, minute > 15, "{minute}");
            assert_eq!(rooms.state("bea").await.unwrap().last_sign, Some(rooms.house.now()));
            rooms.house.turn(MINUTE);
        }
    }

    async fn a_large_piece_does_not_seem_to_hang_while_its_bytes_go_on(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        rooms.files(1).await;
        rooms.moved().await;
        let taken = rooms.taken().await;
        for _ in 0..30 {
            rooms.house.turn(MINUTE);
            rooms.renewed(&taken, true).await;
            assert!(!rooms.is_stuck().await);
        }
        for minute in 1..=16 {
            rooms.house.turn(MINUTE);
            rooms.renewed(&taken, false).await;
            assert_eq!(rooms.is_stuck().await, minute > 15, "somebody is at it, and nothing comes of it");
        }
    }

    async fn an_installation_says_after_how_long_a_transfer_seems_to_hang(store: Store) {
        let mut directory = Cast::accounts().directory();
        let settings = directory.sections.entry("settings".to_owned()).or_default();
        settings.insert("stuck_after_minutes".to_owned(), json!(5));
        let rooms = Rooms::with(store, directory).await;
        rooms.files(1).await;
        rooms.moved().await;
        rooms.house.turn(5 * MINUTE);
        assert!(!rooms.is_stuck().await);
        rooms.house.turn(1);
        assert!(rooms.is_stuck().await, "nobody works on it");
    }

    async fn why_a_piece_waits_or_failed_is_told_by_its_cause_and_never_in_the_words_of_the_store(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        rooms.files(1).await;
        rooms.moved().await;
        let why = async |state: PieceStateName| {
            let (of_ann, of_bea) = (rooms.pieces("ann", state).await, rooms.pieces("bea", state).await);
            assert_eq!(of_ann, of_bea);
            of_ann[0].reason.clone().unwrap()
        };
        let causes = [(ErrorKind::StorageFull, "store_full"), (ErrorKind::ReadOnlyFilesystem, "store_refuses"), (ErrorKind::TimedOut, "store_away")];
        for (kind, cause) in causes {
            *rooms.disk.writes.lock().unwrap() = Some(kind);
            assert_eq!(rooms.house.service.transfer_work().await.unwrap(), Tried::PutOff);
            assert_eq!(why(PieceStateName::Pending).await, cause);
            rooms.house.turn(60 * MINUTE);
        }
        *rooms.disk.writes.lock().unwrap() = None;
        rooms.disk.every.store(1, Ordering::Relaxed);
        rooms.work().await;
        assert_eq!(why(PieceStateName::Failed).await, "store_away");
    }

    async fn bytes_that_are_damaged_or_gone_fail_by_their_cause_and_stay_at_the_source(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(3).await;
        let lying: Vec<ObjectMeta> = rooms.disk.list(None).try_collect().await.unwrap();
        // As many bytes as there were, and none.
        let other = "x".repeat(lying[0].size as usize);
        rooms.disk.put(&lying[0].location, other.into()).await.unwrap();
        rooms.disk.delete(&lying[1].location).await.unwrap();
        rooms.moved().await;
        for _ in 0..20 {
            rooms.house.service.transfer_work().await.unwrap();
            rooms.house.turn(40 * MINUTE);
        }
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.moved, state.progress.failed), ("completed_with_errors", 1, 2));
        assert!(state.progress.adds_up());
        let failed = rooms.pieces("bea", PieceStateName::Failed).await;
        let mut causes: Vec<_> = failed.iter().map(|it| it.reason.as_deref().unwrap()).collect();
        causes.sort_unstable();
        assert_eq!(causes, ["bytes_damaged", "bytes_missing"]);
        let mut there = 0;
        for (id, was) in &files {
            let now = rooms.house.service.item(&caller("ann"), id).await.unwrap();
            assert_eq!((now.owner.as_str(), &now.checksum), ("ann", &was.checksum));
            there += usize::from(now.account.as_str() == "folio-lisbon");
        }
        assert_eq!(there, 1, "the others are where they were");
    }

    async fn who_moved_is_told_how_much_has_arrived_until_all_of_it_has(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        rooms.files(2).await;
        let service = &rooms.house.service;
        let told = async |who: &str| service.arriving(&caller(who)).await.unwrap().map(|it| (it.moved, it.planned));
        assert_eq!(told("ann").await, None);
        rooms.moved().await;
        assert_eq!((told("ann").await, told("ben").await, told("bea").await), (Some((0, 2)), None, None));
        service.transfer_work().await.unwrap();
        assert_eq!(told("ann").await, Some((1, 2)));
        rooms.act("bea", TransferDeed::Pause).await.unwrap();
        assert_eq!(told("ann").await, Some((1, 2)), "it has not arrived while it rests");
        rooms.act("bea", TransferDeed::Resume).await.unwrap();
        rooms.work().await;
        assert_eq!(told("ann").await, None);
    }

    async fn pieces_are_told_by_the_names_that_the_reader_may_know(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let one = rooms.put("ann", proof(), "one").await.unwrap();
        let set = rooms.put("ann", proof(), "two").await.unwrap();
        rooms.version("ann", &set.id, "three").await.unwrap();
        rooms.upload("ann", "four").await;
        rooms.moved().await;
        rooms.version("cal", &set.id, "five").await.unwrap();
        let names = async |who: &str| {
            let mut all: Vec<_> = rooms.pieces(who, PieceStateName::Pending).await.into_iter().map(|it| (it.file.unwrap(), it.kind.unwrap())).collect();
            all.sort();
            all
        };
        let name = |name: &str, kind| (name.to_owned(), kind);
        let expected = [name("a.bin", ItemKind::File), name("a.pdf", ItemKind::Proof), name("b.pdf", ItemKind::Proof)];
        assert_eq!(names("ann").await, expected);
        assert_eq!(names("bea").await, expected);
        rooms.act("bea", TransferDeed::GiveUp(one.id.to_string())).await.unwrap();
        let of = async |who: &str| rooms.pieces(who, PieceStateName::Reassigned).await[0].file.clone();
        assert_eq!((of("ann").await, of("bea").await.as_deref()), (None, Some("a.pdf")), "it is ben's by now");
    }
}
