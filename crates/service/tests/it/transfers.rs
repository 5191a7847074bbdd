//! What moves along between accounts, carried by the worker: every item exactly once, whatever breaks off in between.

use crate::house::{House, caller};
use crate::unreliable::Unreliable;
use futures::{StreamExt, TryStreamExt};
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use rehome_domain::content::ItemKind;
use rehome_domain::ids::{ItemId, MoveId};
use rehome_domain::user_move::PersonOptions;
use rehome_objects::{Bytes, Objects};
use rehome_service::content::{ItemView, NewItem, TransferDeed, TransferView, Tried};
use rehome_service::user_move::{CommitAnswer, UndoRequest};
use rehome_service::{Acting, ServiceError};
use rehome_storage::{Store, transfers};
use rehome_testkit::content::ann;
use rehome_testkit::{Cast, on_both_engines};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use tempfile::TempDir;

struct Rooms {
    house: House,
    disk: Arc<Unreliable>,
    _folder: TempDir,
}

fn bytes(text: String) -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> {
    futures::stream::iter([Ok(Bytes::from(text))])
}

impl Rooms {
    async fn of(store: Store, cast: Cast) -> Self {
        let house = House::of(store, &cast).await;
        let folder = TempDir::new().unwrap();
        let disk = Arc::new(Unreliable {
            inner: Arc::new(LocalFileSystem::new_with_prefix(folder.path()).unwrap()),
            every: AtomicU64::new(0),
            calls: AtomicU64::new(0),
        });
        house.service.keep_objects_in(Objects::over(disk.clone()));
        Self {
            house,
            disk,
            _folder: folder,
        }
    }

    async fn upload(&self, who: &str, text: &str) -> ItemView {
        let new = NewItem {
            kind: ItemKind::File,
            folder: None,
            file: Some("a.bin".to_owned()),
        };
        let service = &self.house.service;
        let who = caller(who);
        let kept = service.item_upload(&who, new, bytes(text.to_owned()));
        kept.await.unwrap()
    }

    /// Ann's files, by id.
    async fn files(&self, many: usize) -> BTreeMap<ItemId, ItemView> {
        let mut all = BTreeMap::new();
        for at in 0..many {
            let item = self.upload("ann", &format!("file number {at}")).await;
            all.insert(item.id.clone(), item);
        }
        all
    }

    /// The jobs of Ann's transfers, the last one last.
    async fn jobs(&self) -> Vec<String> {
        let store = self.house.service.store();
        let mut found = store
            .read::<_, ServiceError, _>(|tx| {
                Box::pin(async move { Ok(transfers::of_subject(tx, &"ann".into()).await?) })
            })
            .await
            .unwrap();
        found.sort_by(|one, next| one.id.cmp(&next.id));
        found.into_iter().map(|job| job.id).collect()
    }

    async fn moved(&self) -> CommitAnswer {
        self.house.run("bea", &ann(), "k").await.unwrap()
    }

    /// Works until nothing is due for as long as anything waits.
    async fn work(&self) {
        for _ in 0..2_000 {
            match self.house.service.transfer_work().await.unwrap() {
                Tried::Nothing if self.disk.every.load(Ordering::Relaxed) == 0 => return,
                Tried::Nothing | Tried::PutOff => self.house.turn(30),
                Tried::Ended | Tried::Lost => {}
            }
            if self.state("bea").await.is_none_or(|it| it.is_at_rest()) {
                return;
            }
        }
        panic!("it never ends");
    }

    async fn state(&self, who: &str) -> Option<TransferView> {
        let done = self.jobs().await;
        let id = done.last()?.clone();
        let acting = Acting::default();
        self.house
            .service
            .transfer(&caller(who), &acting, &id)
            .await
            .ok()
    }

    async fn text(&self, who: &str, id: &ItemId) -> Result<String, ServiceError> {
        let opened = self.house.service.item_open(&caller(who), id).await?;
        let parts: Vec<Bytes> = opened.bytes.try_collect().await.unwrap();
        Ok(String::from_utf8(parts.concat()).unwrap())
    }

    /// Every item where it is to be, with the bytes it had, and nothing else lying about.
    async fn all_at(&self, account: &str, files: &BTreeMap<ItemId, ItemView>) {
        for (id, was) in files {
            let now = self.house.service.item(&caller("ann"), id).await.unwrap();
            assert_eq!(now.account.as_str(), account, "{id}");
            assert_eq!((&now.checksum, now.bytes), (&was.checksum, was.bytes));
            assert!(
                self.text("ann", id)
                    .await
                    .unwrap()
                    .starts_with("file number")
            );
        }
        self.disk.every.store(0, Ordering::Relaxed);
        self.house.turn(2 * 86_400);
        for _ in 0..20 {
            self.house.service.transfer_work().await.unwrap();
        }
        let left: Vec<_> = self.disk.list(None).collect().await;
        assert_eq!(left.len(), files.len(), "{left:?}");
    }

    async fn act(&self, who: &str, deed: TransferDeed) -> Result<TransferView, ServiceError> {
        let id = self.jobs().await.pop().unwrap();
        let acting = Acting::default();
        self.house
            .service
            .transfer_act(&caller(who), &acting, &id, deed)
            .await
    }

    async fn undo(&self, id: &MoveId) {
        let service = &self.house.service;
        let plan = service
            .user_move_undo_plan(&caller("bea"), id, &UndoRequest::default())
            .await
            .unwrap();
        let findings = plan.review.plan.findings();
        let request = UndoRequest {
            digest: Some(plan.review.digest.clone()),
            acknowledged: findings.map(|it| it.code().to_owned()).collect(),
            ..UndoRequest::default()
        };
        service
            .user_move_undo(&caller("bea"), id, request, Some("undo"))
            .await
            .unwrap();
    }
}

/// Polls a piece of work so many times and drops it then, as a process that is killed does; whether it came to its end.
async fn killed_after<T>(polls: usize, work: impl Future<Output = T>) -> bool {
    let mut work = Box::pin(work);
    for _ in 0..polls {
        let done =
            std::future::poll_fn(|context| Poll::Ready(work.as_mut().poll(context).is_ready()));
        if done.await {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    false
}

on_both_engines! {
    async fn what_moves_along_arrives_with_its_bytes_and_goes_back_with_an_undo(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts().folder("f-ann", "ann", "ann")).await;
        let files = rooms.files(6).await;
        let before = rooms.house.everything().await;
        let done = rooms.moved().await;
        assert_eq!(done.jobs.len(), 1, "{done:?}");
        assert_eq!(rooms.state("bea").await.unwrap().progress.open, 6);
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

    async fn a_move_that_is_undone_before_anything_arrived_leaves_nothing(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(2).await;
        let before = rooms.house.everything().await;
        let done = rooms.moved().await;
        rooms.undo(&done.id).await;
        assert_eq!(rooms.house.everything().await, before);
        rooms.all_at("folio-tokyo", &files).await;
    }

    async fn a_worker_killed_between_any_two_steps_loses_and_doubles_nothing(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(8).await;
        rooms.moved().await;
        for polls in 1..60 {
            killed_after(polls, rooms.house.service.transfer_work()).await;
            rooms.house.turn(150);
        }
        rooms.work().await;
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.moved), ("completed", 8));
        rooms.all_at("folio-lisbon", &files).await;
    }

    async fn a_store_that_fails_one_call_in_fifty_delays_and_loses_nothing(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(40).await;
        rooms.disk.every.store(50, Ordering::Relaxed);
        rooms.moved().await;
        rooms.work().await;
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.moved), ("completed", 40));
        rooms.all_at("folio-lisbon", &files).await;
    }

    async fn several_workers_at_once_switch_every_piece_once(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(24).await;
        rooms.moved().await;
        let workers = (0..4).map(|_| async {
            while rooms.house.service.transfer_work().await.unwrap() != Tried::Nothing {}
        });
        futures::future::join_all(workers).await;
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.moved), ("completed", 24));
        rooms.all_at("folio-lisbon", &files).await;
    }

    async fn who_moves_others_steers_a_transfer_and_nobody_else(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(4).await;
        rooms.moved().await;
        assert!(rooms.state("ann").await.is_some(), "her own");
        let refused = |error: Result<TransferView, ServiceError>| error.unwrap_err().status();
        assert_eq!(refused(rooms.act("ann", TransferDeed::Pause).await), 403);
        for stranger in ["tara", "ben", "lia", "quin", "sana"] {
            assert_eq!(refused(rooms.act(stranger, TransferDeed::Pause).await), 404, "{stranger}");
        }
        assert_eq!(rooms.act("hugo", TransferDeed::Pause).await.unwrap().state, "paused");
        assert_eq!(rooms.house.service.transfer_work().await.unwrap(), Tried::Nothing);
        assert_eq!(refused(rooms.act("bea", TransferDeed::Pause).await), 409);
        assert_eq!(refused(rooms.act("bea", TransferDeed::Retry).await), 409);
        assert_eq!(rooms.act("bea", TransferDeed::Resume).await.unwrap().state, "running");
        assert_eq!(rooms.house.service.transfer_work().await.unwrap(), Tried::Ended);
        let given_up = files.keys().next_back().unwrap();
        let state = rooms.act("bea", TransferDeed::GiveUp(given_up.to_string())).await.unwrap();
        assert_eq!((state.progress.moved, state.progress.reassigned), (1, 1));
        assert_eq!(rooms.house.service.item(&caller("ben"), given_up).await.unwrap().owner.as_str(), "ben");
        let state = rooms.act("bea", TransferDeed::Cancel).await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.reassigned), ("cancelled", 3));
        assert!(state.progress.adds_up());
        assert_eq!(rooms.house.service.transfer_work().await.unwrap(), Tried::Nothing);
    }

    async fn transfers_are_listed_for_who_steers_them_and_for_whose_things_they_carry(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        rooms.files(2).await;
        rooms.moved().await;
        let id = rooms.jobs().await.pop().unwrap();
        let (service, acting) = (&rooms.house.service, Acting::default());
        for (who, sees) in [("bea", true), ("hugo", true), ("ann", true), ("tara", false), ("ben", false), ("lia", false), ("quin", false), ("sana", false)] {
            let found = service.transfers(&caller(who), &acting, None, None).await.unwrap();
            let found: Vec<String> = found.items.into_iter().map(|it| it.id).collect();
            assert_eq!(found, if sees { vec![id.clone()] } else { Vec::new() }, "{who}");
        }
        let of_bea = service.transfer_shown(&caller("bea"), &acting, &id).await.unwrap();
        assert!(of_bea.steers && of_bea.new_owner.is_some_and(|owner| owner.id.as_str() == "ben"));
        let of_ann = service.transfer_shown(&caller("ann"), &acting, &id).await.unwrap();
        assert!(!of_ann.steers && of_ann.new_owner.is_none());
        let page = service.transfers(&caller("bea"), &acting, None, Some(1)).await.unwrap();
        let next = service.transfers(&caller("bea"), &acting, page.cursor.as_deref(), Some(1)).await.unwrap();
        assert_eq!((page.items.len(), next.items.len()), (1, 0));
    }

    async fn nobody_is_deleted_whom_a_transfer_under_way_concerns(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        rooms.files(2).await;
        rooms.moved().await;
        let delete = |who: &'static str| {
            let service = rooms.house.service.clone();
            async move { service.user_delete(&caller("bea"), &Acting::default(), &who.into(), None).await }
        };
        for concerned in ["ann", "ben"] {
            let refused = delete(concerned).await.unwrap_err();
            assert_eq!(refused.body(None).code, "transfer-running", "{concerned}");
        }
        delete("oki").await.unwrap();
        rooms.work().await;
        delete("ben").await.unwrap();
        delete("ann").await.unwrap();
    }

    async fn the_dialog_offers_what_can_be_chosen_and_judges_it_without_what_anybody_owns(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        rooms.files(2).await;
        let service = &rooms.house.service;
        let ask = |who: &'static str, subject: &'static str, to: Option<&'static str>, options: PersonOptions| {
            let service = service.clone();
            async move {
                let hub = if who == "quin" { "quill" } else { "folio" };
                service.account_move_form(&caller(who), hub.into(), subject.into(), to.map(Into::into), options).await
            }
        };
        let form = ask("hugo", "ann", None, PersonOptions::default()).await.unwrap();
        let accounts: Vec<&str> = form.accounts.iter().map(|it| it.code.as_str()).collect();
        assert_eq!(accounts, ["folio", "folio-lisbon"]);
        assert!(form.profiles.is_empty() && form.facts.is_none());
        let mut owners: Vec<&str> = form.owners.items.iter().map(|it| it.id.as_str()).collect();
        owners.sort_unstable();
        assert_eq!(owners, ["ben", "cal", "tara", "tom"], "neither who moves nor who only looks");

        let chosen = ann().options;
        let form = ask("hugo", "ann", Some("folio-lisbon"), chosen.clone()).await.unwrap();
        assert_eq!(form.new_owner.unwrap().id.as_str(), "ben");
        assert_eq!(form.profiles.len(), 6);
        let facts = form.facts.unwrap();
        assert!(!facts.judgement.findings.iter().any(|it| it.blocks()), "{:?}", facts.judgement.findings);
        let known = facts.screen.snapshot.content.unwrap();
        assert!(known.items.is_empty() && known.folders.is_empty() && known.counts.is_empty());
        assert!(!known.things_are_known);

        let beyond = PersonOptions { profile: Some("billing_administrator".to_owned()), new_owner: Some("oki".into()), ..chosen };
        let form = ask("hugo", "ann", Some("folio-lisbon"), beyond).await.unwrap();
        let judged = form.facts.unwrap().judgement.findings;
        let blockers: Vec<&str> = judged.iter().filter(|it| it.blocks()).map(|it| it.code()).collect();
        assert_eq!(blockers, ["profile-beyond-actor", "new-owner-not-eligible"]);

        let refused = |answer: Result<_, ServiceError>| answer.map(drop).unwrap_err().body(None).message;
        let foreign = refused(ask("quin", "ann", None, PersonOptions::default()).await);
        let unknown = refused(ask("quin", "nobody", None, PersonOptions::default()).await);
        assert_eq!(foreign, unknown);
        for who in ["sana", "milo", "olga", "vera"] {
            let refused = ask(who, "ann", None, PersonOptions::default()).await.unwrap_err();
            assert_eq!(refused.status(), 403, "{who}");
        }
        let found = service.account_move_owners(&caller("hugo"), "folio".into(), "ann".into(), "ca".to_owned()).await.unwrap();
        let found: Vec<&str> = found.items.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(found, ["cal"]);
    }

    async fn what_fails_too_often_waits_until_somebody_tries_it_again(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(3).await;
        rooms.moved().await;
        rooms.disk.every.store(1, Ordering::Relaxed);
        rooms.work().await;
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.failed), ("completed_with_errors", 3));
        for id in files.keys() {
            let item = rooms.house.service.item(&caller("ann"), id).await.unwrap();
            assert_eq!((item.account.as_str(), item.owner.as_str()), ("folio-tokyo", "ann"));
        }
        rooms.disk.every.store(0, Ordering::Relaxed);
        assert_eq!(rooms.act("bea", TransferDeed::Retry).await.unwrap().state, "running");
        rooms.work().await;
        rooms.all_at("folio-lisbon", &files).await;
    }

    async fn items_are_opened_by_whoever_sees_them(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let own = rooms.upload("ann", "file number 0").await;
        for (who, sees) in [("ann", true), ("tara", true), ("cal", true), ("bea", true), ("ben", false), ("oki", false), ("lia", false), ("quin", false)] {
            let found = rooms.text(who, &own.id).await;
            assert_eq!(found.is_ok(), sees, "{who}");
            if let Err(error) = found {
                let unknown = rooms.text(who, &"nothing".into()).await.unwrap_err();
                assert_eq!(error.body(None).message, unknown.body(None).message);
            }
        }
        let new = NewItem { kind: ItemKind::Proof, folder: Some("nowhere".into()), file: None };
        let refused = |who: &'static str, new: NewItem| {
            let service = rooms.house.service.clone();
            async move { service.item_upload(&caller(who), new, bytes(String::new())).await.unwrap_err().status() }
        };
        assert_eq!(refused("ann", new.clone()).await, 422);
        assert_eq!(refused("oki", NewItem { folder: None, ..new }).await, 403);
    }
}
