//! The library: everybody sees of an account what the rules let them see, place by place; hands in where they may; and what
//! was left behind is only looked at.

use crate::house::{House, caller, wire};
use crate::rooms::Rooms;
use rehome_domain::content::ItemKind;
use rehome_domain::content::sight::{Access, access, sees_folder};
use rehome_domain::ids::{FolderId, OrganizationCode};
use rehome_domain::user_move::Snapshot;
use rehome_service::content::{ItemView, LibraryAsked, NewItem, TransferDeed};
use rehome_service::{Service, ServiceError};
use rehome_testkit::content::moving;
use rehome_testkit::{Cast, on_both_engines};
use std::collections::BTreeSet;
use std::io::ErrorKind;

const ACCOUNTS: [&str; 4] = ["folio", "folio-tokyo", "folio-lisbon", "quill"];

/// Folders in folders, private and shared ones, left behind and not, and items in all of them.
fn cast() -> Cast {
    let mut cast = Cast::accounts()
        .folder("open", "ann", "ann")
        .folder("closed", "ann", "ben")
        .folder_at("closed", |it| it.private = true)
        .folder("below", "ben", "ben")
        .folder_at("below", |it| {
            it.private = true;
            it.parent = Some("closed".into());
        })
        .folder("deep", "oki", "oki")
        .folder_at("deep", |it| {
            it.private = true;
            it.parent = Some("below".into());
        })
        .folder("shared", "cal", "cal")
        .folder_at("shared", |it| {
            it.private = true;
            it.shared_with = ["ann".into(), "lia".into()].into();
        })
        // Lia made it before she left for Lisbon.
        .folder("left", "lia", "ben")
        .folder("hub", "milo", "milo")
        .folder("lisbon", "lia", "lia");
    for (at, folder) in [
        None,
        Some("open"),
        Some("closed"),
        Some("below"),
        Some("deep"),
        Some("shared"),
        Some("left"),
    ]
    .into_iter()
    .enumerate()
    {
        for owner in ["ann", "ben", "cal"] {
            let (file, proof) = (format!("f-{at}-{owner}"), format!("p-{at}-{owner}"));
            let put = |it: &mut rehome_domain::content::Item| it.folder = folder.map(Into::into);
            cast = cast.file(&file, owner).item(&file, put);
            cast = cast.proof(&proof, owner).item(&proof, put);
        }
    }
    cast.file("in-hub", "milo")
        .item("in-hub", |it| it.folder = Some("hub".into()))
        .file("thrown", "ann")
        .item("thrown", |it| it.trashed = true)
        .item("p-2-ben", |it| it.creator = "lia".into())
        .item("p-3-ben", |it| it.creator = "ann".into())
        .listed("p-4-cal", "ann")
        .listed("p-0-ben", "milo")
}

/// What is at a place by the rules, asked of every folder and item there is; none where nothing of the account is in view.
fn expected(
    facts: &Snapshot,
    who: &str,
    account: &str,
    folder: Option<&str>,
) -> Option<(BTreeSet<String>, BTreeSet<String>)> {
    let content = facts.content.as_ref().unwrap();
    let user = who.into();
    let sees = |id: &FolderId| sees_folder(facts, &user, &content.folders[id]);
    let is_here = |lies_in: Option<&FolderId>| match (lies_in, folder) {
        (Some(lies_in), Some(folder)) => lies_in.as_str() == folder,
        (Some(lies_in), None) => !sees(lies_in),
        (None, folder) => folder.is_none(),
    };
    let folders = content.folders.iter().filter(|(id, it)| {
        it.account.as_str() == account && sees(id) && is_here(it.parent.as_ref())
    });
    let items = content.items.iter().filter(|(_, it)| {
        it.account.as_str() == account
            && !it.trashed
            && access(facts, &user, it) > Access::None
            && is_here(it.folder.as_ref())
    });
    let folders: BTreeSet<String> = folders.map(|(id, _)| id.to_string()).collect();
    let items: BTreeSet<String> = items.map(|(id, _)| id.to_string()).collect();
    let home = facts.user(&user).unwrap().home.as_str() == account;
    let looks_after = matches!(who, "bea" | "bruno" | "hugo") && account.starts_with("folio");
    let is_in_view = match folder {
        Some(folder) => sees(&folder.into()),
        None => home || looks_after || !(folders.is_empty() && items.is_empty()),
    };
    is_in_view.then_some((folders, items))
}

fn asked(account: &str, folder: Option<&str>, cursor: Option<String>) -> LibraryAsked {
    LibraryAsked {
        account: Some(account.into()),
        folder: folder.map(Into::into),
        cursor,
        limit: Some(2),
    }
}

/// What is at a place by the service, read in small pages.
async fn found(
    service: &Service,
    who: &str,
    account: &str,
    folder: Option<&str>,
) -> Result<(BTreeSet<String>, BTreeSet<String>), ServiceError> {
    let who = caller(who);
    let (mut folders, mut items) = (BTreeSet::new(), BTreeSet::new());
    let mut cursor = None;
    loop {
        let page = service
            .folders(&who, asked(account, folder, cursor))
            .await?;
        for found in page.items {
            assert!(folders.insert(found.id.to_string()), "{} twice", found.id);
        }
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    loop {
        let page = service.items(&who, asked(account, folder, cursor)).await?;
        for found in page.items {
            assert!(items.insert(found.id.to_string()), "{} twice", found.id);
        }
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok((folders, items))
}

fn new(kind: ItemKind, folder: Option<&str>, file: &str) -> NewItem {
    NewItem {
        kind,
        folder: folder.map(Into::into),
        file: Some(file.to_owned()),
    }
}

on_both_engines! {
    async fn everybody_finds_at_every_place_what_the_rules_let_them_see_and_nothing_else(store: Store) {
        let cast = cast();
        let house = House::of(store, &cast).await;
        let facts = cast.snapshot();
        let content = facts.content.as_ref().unwrap();
        let mut seen = 0;
        for who in content.members.keys() {
            for account in ACCOUNTS {
                let inside = content.folders.iter();
                let inside = inside.filter(|(_, it)| it.account.as_str() == account);
                let places = inside.map(|(id, _)| Some(id.as_str())).chain([None]);
                for folder in places {
                    let expected = expected(&facts, who.as_str(), account, folder);
                    let found = found(&house.service, who.as_str(), account, folder).await;
                    if let Err(error) = &found {
                        let unknown = house.service.folders(&caller(who.as_str()), asked("nowhere", None, None)).await.unwrap_err();
                        assert_eq!(wire(error), wire(&unknown));
                    }
                    seen += usize::from(found.is_ok());
                    assert_eq!(found.ok(), expected, "{who} at {account} {folder:?}");
                }
            }
        }
        assert!(seen > 60, "{seen} places are in view");
    }

    async fn a_folder_that_is_out_of_view_is_like_one_that_does_not_exist(store: Store) {
        let house = House::of(store, &cast()).await;
        let service = &house.service;
        for (who, folder) in [("oki", "closed"), ("ann", "below"), ("lia", "open"), ("quin", "left"), ("milo", "open")] {
            let hidden = service.folder(&caller(who), &folder.into()).await.unwrap_err();
            let unknown = service.folder(&caller(who), &"nothing".into()).await.unwrap_err();
            assert_eq!(wire(&hidden), wire(&unknown), "{who} {folder}");
        }
        let elsewhere = LibraryAsked { account: Some("folio".into()), folder: Some("open".into()), ..LibraryAsked::default() };
        assert_eq!(service.folders(&caller("bea"), elsewhere).await.unwrap_err().status(), 404);
        let odd = LibraryAsked { cursor: Some("odd".to_owned()), ..LibraryAsked::default() };
        assert_eq!(service.folders(&caller("ann"), odd.clone()).await.unwrap_err().status(), 400);
        assert_eq!(service.items(&caller("ann"), odd).await.unwrap_err().status(), 400);
    }

    async fn a_screen_shows_names_ways_and_what_can_be_done(store: Store) {
        let house = House::of(store, &cast()).await;
        let service = &house.service;
        let at = |who: &'static str, account: Option<&'static str>, folder: Option<&'static str>| {
            let asked = LibraryAsked { account: account.map(Into::into), folder: folder.map(Into::into), ..LibraryAsked::default() };
            async move { service.library_shown(&caller(who), asked, None).await.unwrap() }
        };
        let others = |shown: &rehome_service::content::LibraryShown| -> Vec<(OrganizationCode, bool)> {
            shown.others.iter().map(|(place, left)| (place.code.clone(), *left)).collect()
        };
        let own = at("ann", None, None).await;
        assert!(own.is_home && !own.left_behind && own.account.code.as_str() == "folio-tokyo");
        assert_eq!((own.makes.len(), others(&own)), (2, Vec::new()));
        assert!(own.items.items.iter().any(|it| &*it.owner.name == "Ann Okada"));
        let lia = at("lia", None, None).await;
        assert_eq!(others(&lia), [("folio-tokyo".into(), true)]);
        let left = at("lia", Some("folio-tokyo"), None).await;
        assert!(left.left_behind && left.makes.is_empty() && left.folders.items.iter().all(|it| it.folder.left_behind && !it.folder.adds));
        let hugo = at("hugo", None, None).await;
        assert_eq!(others(&hugo), [("folio-lisbon".into(), false), ("folio-tokyo".into(), false)]);
        let inside = at("hugo", Some("folio-tokyo"), Some("deep")).await;
        let way: Vec<&str> = inside.above.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(way, ["closed", "below"]);
        assert!(!inside.left_behind && inside.makes.is_empty(), "things are made in the own account alone");
        let oki = at("oki", None, None).await;
        assert!(oki.makes.is_empty(), "an Observer only looks");
        let tara = at("tara", None, None).await;
        let of = |id: &str| tara.folders.items.iter().find(|it| it.folder.id.as_str() == id).unwrap();
        assert_eq!(of("left").left.as_ref().map(|it| it.id.as_str()), Some("lia"));
        assert!(of("left").ends_leftover && of("open").left.is_none());
        assert_eq!(at("quin", None, None).await.others, Vec::new());
    }

    async fn a_further_version_is_the_uploaders_and_keeps_the_set_at_home_where_owners_differ(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts().folder("f", "ann", "ann")).await;
        let service = &rooms.house.service;
        let first = rooms.put("ann", new(ItemKind::Proof, Some("f"), "a.pdf"), "one").await.unwrap();
        assert_eq!((first.version, &first.set, first.adds_versions), (1, &None, true));
        let second = rooms.version("ann", &first.id, "two").await.unwrap();
        let third = rooms.version("cal", &second.id, "three").await.unwrap();
        assert_eq!((second.version, third.version), (2, 3));
        assert!(second.set.is_some() && third.set == second.set);
        assert_eq!((third.owner.as_str(), third.folder.as_ref().unwrap().as_str(), third.file.as_deref()), ("cal", "f", Some("b.pdf")));
        let first = service.item(&caller("ann"), &first.id).await.unwrap();
        assert_eq!(first.set, second.set, "the first one is of the set");
        assert_eq!(rooms.text("ann", &second.id).await.unwrap(), "two");

        let refused = |error: Result<ItemView, ServiceError>| { let error = error.unwrap_err(); (error.status(), error.body(None).code) };
        for (who, status) in [("ben", 404), ("oki", 404), ("lia", 404), ("quin", 404), ("hugo", 403), ("bea", 403)] {
            assert_eq!(refused(rooms.version(who, &first.id, "x").await).0, status, "{who}");
        }
        assert_eq!(refused(rooms.version("ann", &"nothing".into(), "x").await), (404, "not-found".to_owned()));
        let file = rooms.put("ann", new(ItemKind::File, None, "a.txt"), "one").await.unwrap();
        assert!(!file.adds_versions);
        assert_eq!(refused(rooms.version("ann", &file.id, "x").await), (422, "not-a-proof".to_owned()));
        for name in ["", "a/b", "a\u{0}b", &"a".repeat(256)] {
            assert_eq!(refused(rooms.put("ann", new(ItemKind::File, None, name), "x").await), (422, "file-name-illegal".to_owned()), "{name:?}");
        }
        let exported = rooms.house.service.directory_export().await.unwrap();
        let items = &exported.sections["items"];
        assert_eq!(items[first.id.as_str()]["set"], items[third.id.as_str()]["set"]);

        rooms.moved().await;
        rooms.work().await;
        for id in [&first.id, &second.id, &third.id] {
            let now = service.item(&caller("tara"), id).await.unwrap();
            assert_eq!(now.account.as_str(), "folio-tokyo", "no set is torn");
            assert_ne!(now.owner.as_str(), "ann");
        }
    }

    async fn a_store_that_is_full_or_refuses_says_so_and_one_that_is_away_says_when_to_try_again(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let causes = [(ErrorKind::StorageFull, 422, "store-full"), (ErrorKind::ReadOnlyFilesystem, 422, "store-refuses"), (ErrorKind::TimedOut, 503, "unavailable")];
        for (kind, status, code) in causes {
            *rooms.disk.writes.lock().unwrap() = Some(kind);
            let refused = rooms.put("ann", new(ItemKind::File, None, "a.txt"), "one").await.unwrap_err();
            assert_eq!((refused.status(), refused.body(None).code.as_str()), (status, code));
            assert_eq!(refused.retry_after().is_some(), status == 503);
        }
        let left = rooms.house.service.items(&caller("ann"), asked("folio-tokyo", None, None)).await.unwrap();
        assert!(left.items.is_empty());
    }

    async fn a_version_added_while_a_transfer_runs_keeps_the_proof_at_home(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let service = &rooms.house.service;
        let proof = rooms.put("ann", new(ItemKind::Proof, None, "a.pdf"), "one").await.unwrap();
        let other = rooms.put("ann", new(ItemKind::Proof, None, "b.pdf"), "one").await.unwrap();
        rooms.moved().await;
        let added = rooms.version("cal", &proof.id, "two").await.unwrap();
        rooms.work().await;
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.progress.moved, state.progress.skipped), (1, 1), "{state:?}");
        for id in [&proof.id, &added.id] {
            assert_eq!(service.item(&caller("tara"), id).await.unwrap().account.as_str(), "folio-tokyo");
        }
        assert_eq!(service.item(&caller("ben"), &proof.id).await.unwrap().owner.as_str(), "ben");
        assert_eq!(service.item(&caller("ann"), &other.id).await.unwrap().account.as_str(), "folio-lisbon");
    }

    async fn who_moved_writes_what_has_not_arrived_yet_and_it_goes_along(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let service = &rooms.house.service;
        let put = async |name: &str| rooms.put("ann", new(ItemKind::Proof, None, name), name).await.unwrap();
        let (proof, given_up) = (put("a.pdf").await, put("b.pdf").await);
        rooms.moved().await;
        let adds = async |id: &rehome_domain::ids::ItemId| service.item(&caller("ann"), id).await.unwrap().adds_versions;
        assert!(adds(&proof.id).await && adds(&given_up.id).await);
        let second = rooms.version("ann", &proof.id, "two").await.unwrap();
        assert_eq!((second.account.as_str(), second.owner.as_str(), second.adds_versions), ("folio-tokyo", "ann", true));
        let third = rooms.version("ann", &second.id, "three").await.unwrap();
        let listed = service.items(&caller("ann"), LibraryAsked { limit: None, ..asked("folio-tokyo", None, None) }).await.unwrap().items;
        assert_eq!(listed.iter().filter(|it| it.adds_versions).count(), 4, "{listed:?}");
        assert_eq!(rooms.version("lia", &proof.id, "x").await.unwrap_err().status(), 404, "a neighbour of the new account");

        rooms.act("bea", TransferDeed::GiveUp(given_up.id.to_string())).await.unwrap();
        assert_eq!(rooms.version("ann", &given_up.id, "x").await.unwrap_err().status(), 403, "it is ben's");
        rooms.work().await;
        for id in [&proof.id, &second.id, &third.id] {
            let now = service.item(&caller("ann"), id).await.unwrap();
            assert_eq!((now.account.as_str(), now.adds_versions), ("folio-lisbon", true));
        }
        assert_eq!(rooms.text("ann", &third.id).await.unwrap(), "three");
    }

    async fn who_only_looks_at_the_new_account_writes_nothing_in_the_old_one(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let proof = rooms.put("ann", new(ItemKind::Proof, None, "a.pdf"), "one").await.unwrap();
        rooms.house.run("bea", &moving("ann", "folio-lisbon", "observer"), "k").await.unwrap();
        assert_eq!(rooms.version("ann", &proof.id, "x").await.unwrap_err().status(), 403);
    }

    async fn who_moved_looks_into_a_folder_they_made_and_changes_nothing_while_one_they_only_owned_is_gone(store: Store) {
        let cast = Cast::accounts().folder("made", "ann", "ann").folder("owned", "ben", "ann")
            .folder_at("made", |it| it.private = true).folder_at("owned", |it| it.private = true);
        let rooms = Rooms::of(store, cast).await;
        let service = &rooms.house.service;
        let put = async |who: &str, name: &str| rooms.put(who, new(ItemKind::Proof, Some("made"), name), name).await;
        put("ann", "hers.pdf").await.unwrap();
        rooms.moved().await;
        rooms.work().await;
        let new_one = put("ben", "new.pdf").await.unwrap();

        let tokyo = || asked("folio-tokyo", None, None);
        let folders = service.folders(&caller("ann"), tokyo()).await.unwrap().items;
        let names: Vec<&str> = folders.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(names, ["made"], "the one she only owned is gone");
        assert!(folders.iter().all(|it| it.left_behind && !it.adds && it.owner.as_str() == "ben"));
        assert_eq!(service.folder(&caller("ann"), &"owned".into()).await.unwrap_err().status(), 404);
        let inside = service.items(&caller("ann"), asked("folio-tokyo", Some("made"), None)).await.unwrap().items;
        let inside: Vec<(&str, &str, bool)> = inside.iter().map(|it| (it.id.as_str(), it.access.as_str(), it.adds_versions)).collect();
        assert_eq!(inside, [(new_one.id.as_str(), "read_only", false)]);
        assert_eq!(rooms.text("ann", &new_one.id).await.unwrap(), "new.pdf");

        let into = put("ann", "x.pdf").await.unwrap_err();
        assert_eq!((into.status(), into.body(None).code.as_str()), (422, "unknown-folder"), "it is in another account");
        assert_eq!(rooms.version("ann", &new_one.id, "x").await.unwrap_err().status(), 403);
        assert_eq!(service.leftover_plan(&caller("ann"), &"ann".into(), &"folio-tokyo".into()).await.unwrap_err().status(), 403);
        let shown = service.library_shown(&caller("ann"), LibraryAsked::default(), None).await.unwrap();
        assert!(shown.is_home && shown.account.code.as_str() == "folio-lisbon");
        assert_eq!(shown.others.len(), 1);
    }
}
