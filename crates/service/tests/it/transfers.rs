//! What moves along between accounts, carried by the worker: every item exactly once, whatever breaks off in between.

use crate::house::caller;
use crate::rooms::{Rooms, bytes};
use rehome_domain::content::ItemKind;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::user_move::{ActAs, PersonOptions};
use rehome_service::audit::AuditQuery;
use rehome_service::content::{ItemView, NewItem, TransferDeed, TransferView, Tried};
use rehome_service::organizations::OrganizationPatch;
use rehome_service::{Acting, ServiceError};
use rehome_testkit::content::{ann, moving};
use rehome_testkit::{Cast, on_both_engines};
use std::future::Future;
use std::sync::atomic::Ordering;
use std::task::Poll;

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

/// What the hub's log tells of an item, the newest first: the deed, and where.
async fn told_of(rooms: &Rooms, item: &str) -> Vec<String> {
    let query = AuditQuery {
        acting: Acting {
            acting_in: None,
            act_as: Some(ActAs::Operator),
        },
        about: Some(item.to_owned()),
        ..AuditQuery::default()
    };
    let page = rooms.house.service.audit_page(&caller("bea"), &query).await;
    let records = page.unwrap().items.into_iter();
    let records = records.map(|it| {
        let place =
            |code: Option<OrganizationCode>| code.map_or("-".to_owned(), |it| it.to_string());
        let (here, there) = (place(it.organization), place(it.other_organization));
        format!("{} {here} {there}", it.action)
    });
    records.collect()
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
        let file = files.keys().next().unwrap().as_str();
        assert_eq!(told_of(&rooms, file).await, ["item-moved folio-tokyo folio-lisbon", "item-created folio-tokyo -"]);
        rooms.undo(&done.id).await;
        rooms.work().await;
        rooms.all_at("folio-tokyo", &files).await;
        assert_eq!(rooms.house.everything().await, before);
        assert_eq!(told_of(&rooms, file).await[0], "item-moved folio-lisbon folio-tokyo");
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

    async fn what_is_paused_with_its_last_piece_in_hand_ends_with_that_piece(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(1).await;
        rooms.moved().await;
        assert_eq!(rooms.act_meanwhile(TransferDeed::Pause).await.unwrap().state, "paused");
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.moved), ("completed", 1));
        assert!(state.ended.is_some());
        assert_eq!(rooms.act("bea", TransferDeed::Resume).await.unwrap_err().status(), 409);
        rooms.all_at("folio-lisbon", &files).await;
    }

    async fn what_is_paused_ends_where_its_last_open_piece_is_given_up(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(2).await;
        rooms.moved().await;
        rooms.act("bea", TransferDeed::Pause).await.unwrap();
        for (id, state) in files.keys().zip(["paused", "completed"]) {
            let done = rooms.act("bea", TransferDeed::GiveUp(id.to_string())).await.unwrap();
            assert_eq!(done.state, state);
        }
    }

    async fn what_is_given_up_passes_to_the_new_owner_though_it_got_a_further_version_meanwhile(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let service = &rooms.house.service;
        let proof = |name: &'static str| NewItem { kind: ItemKind::Proof, folder: None, file: Some(name.to_owned()) };
        let one = rooms.put("ann", proof("a.pdf"), "one").await.unwrap();
        let other = rooms.put("ann", proof("b.pdf"), "one").await.unwrap();
        rooms.moved().await;
        let mut added = Vec::new();
        for before in [&one, &other] {
            added.push(rooms.version("cal", &before.id, "two").await.unwrap());
        }
        rooms.act("bea", TransferDeed::GiveUp(one.id.to_string())).await.unwrap();
        let state = rooms.act("bea", TransferDeed::Cancel).await.unwrap();
        assert_eq!(state.progress.reassigned, 2);
        for id in [&one.id, &other.id] {
            assert_eq!(service.item(&caller("ben"), id).await.unwrap().owner.as_str(), "ben");
        }
        for further in added {
            assert_eq!(service.item(&caller("cal"), &further.id).await.unwrap().owner.as_str(), "cal");
        }
    }

    async fn transfers_are_listed_for_who_steers_them_and_for_whose_things_they_carry(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        rooms.files(2).await;
        rooms.moved().await;
        let id = rooms.jobs().await.pop().unwrap();
        let (service, acting) = (&rooms.house.service, Acting::default());
        for (who, sees) in [("bea", true), ("hugo", true), ("ann", true), ("tara", false), ("ben", false), ("lia", false), ("quin", false), ("sana", false)] {
            let found = service.transfers(&caller(who), &acting, None, None).await.unwrap();
            assert!(found.items.iter().all(|it| it.new_owner.is_some() == (who != "ann")), "{who}");
            let found: Vec<String> = found.items.into_iter().map(|it| it.id).collect();
            assert_eq!(found, if sees { vec![id.clone()] } else { Vec::new() }, "{who}");
        }
        let of_bea = service.transfer_shown(&caller("bea"), &acting, &id).await.unwrap();
        assert!(of_bea.steers && of_bea.new_owner.is_some_and(|owner| owner.id.as_str() == "ben"));
        let of_ann = service.transfer_shown(&caller("ann"), &acting, &id).await.unwrap();
        assert!(!of_ann.steers && of_ann.new_owner.is_none() && of_ann.transfer.new_owner.is_none());
        assert_eq!(rooms.state("ann").await.unwrap().new_owner, None);
        let page = service.transfers(&caller("bea"), &acting, None, Some(1)).await.unwrap();
        let next = service.transfers(&caller("bea"), &acting, page.cursor.as_deref(), Some(1)).await.unwrap();
        assert_eq!((page.items.len(), next.items.len()), (1, 0));
    }

    async fn who_watches_is_told_exactly_what_came_of_it_and_nobody_else_is_told_anything(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        rooms.files(3).await;
        rooms.moved().await;
        let id = rooms.jobs().await.pop().unwrap();
        let watch = async |who: &str| rooms.house.service.transfer_watched(&caller(who), &Acting::default(), &id).await;
        for who in ["bea", "ann", "hugo"] {
            let seen = watch(who).await.unwrap();
            assert_eq!((seen.state.as_str(), seen.progress.open), ("running", 3), "{who}");
        }
        for stranger in ["tara", "ben", "lia", "quin"] {
            assert_eq!(watch(stranger).await.unwrap_err().status(), 404, "{stranger}");
        }
        rooms.work().await;
        let last = watch("bea").await.unwrap();
        assert_eq!((last.state.as_str(), last.progress.moved), ("completed", 3));
        assert_eq!(Some(last), rooms.state("bea").await);
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

    async fn no_account_is_closed_or_deleted_while_things_are_carried_from_or_to_it(store: Store) {
        let cast = Cast::accounts().member("sten", "quill", "manager").grant("sten", "system_administrator");
        let rooms = Rooms::of(store, cast).await;
        rooms.files(2).await;
        rooms.moved().await;
        let service = &rooms.house.service;
        let set = |code: &'static str, status: OrganizationStatus| async move {
            let (sten, acting) = (caller("sten"), Acting::default());
            let seen = service.organization(&sten, &acting, &code.into()).await.unwrap();
            let patch = OrganizationPatch { name: None, status: Some(status) };
            service.organization_patch(&sten, &acting, &code.into(), seen.revision, patch).await
        };
        use OrganizationStatus::{Active, Closed, Deleted, Suspended};
        let refused_everywhere = async || {
            for code in ["folio-tokyo", "folio-lisbon", "folio"] {
                for status in [Closed, Deleted] {
                    let refused = set(code, status).await.unwrap_err();
                    assert_eq!((refused.status(), refused.body(None).code.as_str()), (422, "account-transfer-running"), "{code}");
                }
            }
        };
        refused_everywhere().await;
        // What ends nothing is not held up, and the transfer waits for it.
        set("folio-lisbon", Suspended).await.unwrap();
        set("folio-lisbon", Active).await.unwrap();
        set("quill", Closed).await.unwrap();
        rooms.act("bea", TransferDeed::Pause).await.unwrap();
        refused_everywhere().await;
        rooms.act("bea", TransferDeed::Resume).await.unwrap();
        rooms.work().await;
        for code in ["folio-tokyo", "folio-lisbon", "folio"] {
            set(code, Closed).await.unwrap();
            set(code, Deleted).await.unwrap();
        }
    }

    async fn an_account_to_which_things_go_back_is_not_closed_before_they_are_there(store: Store) {
        let cast = Cast::accounts().member("sten", "quill", "manager").grant("sten", "system_administrator");
        let rooms = Rooms::of(store, cast).await;
        rooms.files(2).await;
        let done = rooms.moved().await;
        rooms.work().await;
        rooms.undo(&done.id).await;
        let close = async || {
            let (sten, acting) = (caller("sten"), Acting::default());
            let service = &rooms.house.service;
            let seen = service.organization(&sten, &acting, &"folio-tokyo".into()).await.unwrap();
            let patch = OrganizationPatch { name: None, status: Some(OrganizationStatus::Closed) };
            service.organization_patch(&sten, &acting, &"folio-tokyo".into(), seen.revision, patch).await
        };
        assert_eq!(close().await.unwrap_err().body(None).code, "account-transfer-running");
        rooms.work().await;
        close().await.unwrap();
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

    async fn what_is_tried_again_while_it_is_paused_waits_until_it_is_resumed(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let files = rooms.files(2).await;
        rooms.moved().await;
        rooms.disk.every.store(1, Ordering::Relaxed);
        // One fails too often while the other one is put off far ahead of it.
        while rooms.state("bea").await.unwrap().progress.failed == 0 {
            rooms.house.service.transfer_work().await.unwrap();
            rooms.house.turn(30);
        }
        rooms.disk.every.store(0, Ordering::Relaxed);
        let state = rooms.act("bea", TransferDeed::Pause).await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.open), ("paused", 1));
        let state = rooms.act("bea", TransferDeed::Retry).await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.failed, state.progress.open), ("paused", 0, 2));
        rooms.house.turn(86_400);
        assert_eq!(rooms.house.service.transfer_work().await.unwrap(), Tried::Nothing);
        assert_eq!(rooms.act("bea", TransferDeed::Resume).await.unwrap().state, "running");
        rooms.work().await;
        rooms.all_at("folio-lisbon", &files).await;
    }

    async fn a_new_profile_holds_at_the_commit_and_a_session_opened_before_has_lost_the_old_rights_while_pieces_wait(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let service = &rooms.house.service;
        let proof = || NewItem { kind: ItemKind::Proof, folder: None, file: Some("a.pdf".to_owned()) };
        let own = rooms.put("hugo", proof(), "his").await.unwrap();
        let (of_milo, of_ben) = (rooms.put("milo", proof(), "one").await.unwrap(), rooms.put("ben", proof(), "two").await.unwrap());
        service.password_set(&"hugo".into(), "correct horse").await.unwrap();
        let tab = service.session_open("hugo", "correct horse", None, None).await.unwrap().token;
        let hugo = async || service.session_of(&tab).await.unwrap().unwrap().caller;
        let hub = || Acting { acting_in: Some("folio".into()), ..Acting::default() };
        let version = async |of: &ItemView| {
            let (who, text) = (hugo().await, bytes("next".to_owned()));
            service.item_version_upload(&who, &of.id, None, text).await
        };
        version(&of_milo).await.unwrap();
        assert_eq!(service.item(&hugo().await, &of_ben.id).await.unwrap().account.as_str(), "folio-tokyo");
        assert_eq!(service.user(&hugo().await, &hub(), &"ben".into()).await.unwrap().home.code.as_str(), "folio-tokyo");
        assert!(service.office(&hugo().await, None).await.unwrap().is_some());

        let mut request = moving("hugo", "folio-lisbon", "manager");
        request.options.new_owner = Some("milo".into());
        rooms.house.run("bea", &request, "k").await.unwrap();
        let waiting = service.transfers(&caller("bea"), &Acting::default(), None, None).await.unwrap().items;
        assert_eq!((waiting.len(), waiting[0].state.as_str(), waiting[0].progress.open), (1, "running", 1));
        for lost in [&of_milo, &of_ben] {
            assert_eq!(service.item(&hugo().await, &lost.id).await.unwrap_err().status(), 404);
        }
        assert_eq!(version(&of_milo).await.unwrap_err().status(), 404);
        assert_eq!(service.user(&hugo().await, &hub(), &"ben".into()).await.unwrap_err().status(), 404);
        let office = service.office(&hugo().await, Some("folio".into())).await.unwrap().unwrap();
        let steers = office.keys.move_content || office.keys.edit;
        assert_eq!((office.acting_in.code.as_str(), office.roles[0].0.as_str(), steers), ("folio-lisbon", "manager", false));
        let here = service.item_upload(&hugo().await, proof(), bytes("new".to_owned())).await.unwrap();
        assert_eq!(here.account.as_str(), "folio-lisbon", "the new profile makes things in the new account");
        let his = service.item(&hugo().await, &own.id).await.unwrap();
        assert_eq!((his.account.as_str(), his.access.as_str()), ("folio", "owner"), "it has not arrived yet");
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
