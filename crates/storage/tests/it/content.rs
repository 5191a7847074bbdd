//! Hub and satellite accounts: what is loaded of them, what an export gives back, and what their steps leave in the tables.

use crate::support::{commit, export, import, load, wanted};
use rehome_domain::content::{Dropzone, ItemKind, ProfileKind};
use rehome_domain::directory::Directory;
use rehome_domain::hosting::Delegation;
use rehome_domain::ids::FolderId;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{Actor, BasisRecord, MoveRequest, Step, canonical, plan};
use rehome_storage::{Store, StoreError};
use rehome_testkit::content::{ann, moving};
use rehome_testkit::content_variety::content_cast;
use rehome_testkit::{Cast, NOW, act, databases, on_both_engines};
use serde_json::json;

/// A cast with something of everything.
fn cast() -> Cast {
    let stands_in = |to: &str| Delegation {
        to: to.into(),
        until: Some(NOW.day()),
        kind: None,
    };
    Cast::accounts()
        .custom_profile("desk", "folio-lisbon", ProfileKind::Manager)
        .account("folio-lisbon", |it| it.seats = Some(3))
        .account("folio-lisbon", |it| it.storage_bytes = Some(100_000))
        .account("folio", |it| it.billing_contact = Some("bruno".into()))
        .folder("f-ann", "ann", "ann")
        .folder("f-ben", "ann", "ben")
        .folder("f-cal", "cal", "cal")
        .folder_at("f-cal", |it| it.private = true)
        .folder_at("f-cal", |it| {
            it.shared_with = ["ann".into(), "lia".into()].into()
        })
        .folder("there", "lia", "lia")
        .folder_at("there", |it| it.name = "ANN Okada".into())
        .proof("p-1", "ann")
        .item("p-1", |it| it.folder = Some("f-cal".into()))
        .item("p-1", |it| it.custom_fields = ["campaign".into()].into())
        .item("p-1", |it| {
            it.tags = ["autumn".into(), "spring".into()].into()
        })
        .item("p-1", |it| it.action_flags = 2)
        .listed("p-1", "lia")
        .file("m-1", "ann")
        .item("m-1", |it| it.creator = "ben".into())
        .set("s", &["ann", "ben", "ann"])
        .set("own", &["ann", "ann"])
        .item("own-2", |it| it.trashed = true)
        .proof("seen", "ben")
        .item("seen", |it| it.folder = Some("f-ben".into()))
        .knowing_content(|it| {
            let owner = "ben".into();
            let folder = Some("f-ben".into());
            let account = "folio-tokyo".into();
            let dropzone = Dropzone {
                account,
                owner,
                folder,
            };
            it.dropzones.insert("d-1".into(), dropzone);
            it.members
                .get_mut("ann")
                .unwrap()
                .delegations
                .insert(stands_in("ben"));
            it.members
                .get_mut("oki")
                .unwrap()
                .delegations
                .insert(stands_in("ann"));
        })
}

fn text(request: &MoveRequest, plan: &rehome_domain::user_move::MovePlan) -> String {
    String::from_utf8(canonical::whole(request, plan)).unwrap()
}

/// Plans by the whole directory and by what is loaded; whether that came to a plan, and to one that works.
async fn same_plan(
    store: &Store,
    cast: &Cast,
    actor: &Actor,
    request: &MoveRequest,
) -> (bool, bool) {
    let tables = load(store, wanted(actor, request)).await;
    match (
        plan(&cast.snapshot(), request, actor, NOW),
        plan(&tables, request, actor, NOW),
    ) {
        (Ok(expected), Ok(found)) => {
            assert_eq!(text(request, &found), text(request, &expected));
            let works = !expected.families.iter().all(|it| it.is_blocked());
            (true, works)
        }
        (expected, found) => {
            assert_eq!(found.err(), expected.err(), "{request:?}");
            (false, false)
        }
    }
}

fn faulty(mut directory: Directory) -> Directory {
    let items = directory.sections.get_mut("items").unwrap();
    let bad = json!({"kind": "file", "account": "folio", "owner": "nobody"});
    let worse = json!({"kind": "file", "account": "folio", "owner": "hugo", "folder": "f-ann"});
    items.extend([("bad".to_owned(), bad), ("worse".to_owned(), worse)]);
    directory
}

on_both_engines! {
    async fn an_export_gives_back_what_was_imported_of_accounts(store: Store) {
        let directory = cast().directory();
        import(&store, directory.clone()).await.unwrap();
        assert_eq!(export(&store).await, directory);
    }

    async fn accounts_that_do_not_fit_together_are_refused_as_a_whole(store: Store) {
        let refused = import(&store, faulty(cast().directory())).await.unwrap_err();
        let StoreError::Faulty(faults) = refused else { panic!("{refused}") };
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["items.bad.owner: there is no \"nobody\"", "items.worse.folder: \"f-ann\" belongs to another account"]);
        assert_eq!(export(&store).await, Directory::default());
    }

    async fn a_later_document_fits_to_what_is_stored(store: Store) {
        import(&store, cast().directory()).await.unwrap();
        let mut more = Directory::default();
        let body = json!({"kind": "proof", "account": "folio-tokyo", "owner": "ben", "set": "own", "version": 3, "folder": "f-ben",
            "reviewers": [{"user": "lia"}]});
        more.sections.entry("items".to_owned()).or_default().insert("own-3".to_owned(), body.clone());
        import(&store, more.clone()).await.unwrap();
        assert_eq!(export(&store).await.sections["items"]["own-3"], body);
        let items = more.sections.get_mut("items").unwrap();
        items.clear();
        items.insert("own-4".to_owned(), body);
        let refused = import(&store, more).await.unwrap_err();
        assert!(refused.to_string().contains("another version of the set has number 3"), "{refused}");
    }

    async fn a_loaded_snapshot_of_accounts_gives_the_same_plan_as_the_whole_directory(store: Store) {
        let cast = cast();
        import(&store, cast.directory()).await.unwrap();
        let (mut plans, mut working) = (0, 0);
        for actor in ["bea", "hugo", "tara", "sana", "ann", "bea@folio-tokyo"] {
            for subject in ["ann", "oki", "tara", "hugo", "lia", "nobody"] {
                for destination in ["folio", "folio-lisbon", "folio-tokyo", "quill"] {
                    for profile in ["manager", "desk", "administrator"] {
                        let request = moving(subject, destination, profile);
                        let (is_plan, works) = same_plan(&store, &cast, &act(actor), &request).await;
                        plans += i32::from(is_plan);
                        working += i32::from(works);
                    }
                }
            }
        }
        assert!(plans > 100 && working > 10, "{plans} plans, {working} that work");
    }

    async fn steps_of_accounts_do_to_the_tables_what_they_do_in_memory_and_back(store: Store) {
        let cast = cast();
        import(&store, cast.directory()).await.unwrap();
        let before = export(&store).await;
        let (actor, request) = (act("bea"), ann());
        let facts = load(&store, wanted(&actor, &request)).await;
        let family = plan(&facts, &request, &actor, NOW).unwrap().families.remove(0);
        assert!(!family.is_blocked(), "{:?}", family.findings);
        let mut memory = facts.clone();
        assert_eq!(apply(&mut memory, &family.steps), family.steps.len());
        commit(&store, family.clone()).await.unwrap();

        let mut again = wanted(&actor, &request);
        let order = family.steps.iter().find_map(|step| match step {
            Step::Transfer { order, .. } => Some(order.clone()),
            _ => None,
        }).unwrap();
        again.things.as_mut().unwrap().transfers = vec![order.folder.id.clone()];
        again.destinations = rehome_storage::snapshot::Destinations::These(vec!["folio-lisbon".into(), "folio-tokyo".into()]);
        let tables = load(&store, again).await;
        let (now, then) = (tables.content.unwrap(), memory.content.unwrap());
        assert_eq!(now.transfers, then.transfers);
        assert_eq!(now.members["ann"], then.members["ann"]);
        let expected = |it: &rehome_domain::content::ContentFacts| (it.counts["folio-lisbon"].expected, it.counts["folio-lisbon"].seats);
        assert_eq!(expected(&now), expected(&then));
        assert_eq!(now.folders["f-ann"].owner.as_str(), "ben");
        assert_eq!(now.folders[&order.folder.id], then.folders[&order.folder.id]);
        assert_eq!(now.items["s-1"].owner.as_str(), "ben");
        assert_eq!(export(&store).await.users["ann"].home.as_str(), "folio-lisbon");

        let mut back = family.clone();
        let inverse = family.steps.iter().rev().map(Step::inverse);
        back.steps = inverse.filter(|step| !matches!(step, Step::Home { .. })).collect();
        for entry in &mut back.basis {
            let changed = |id| family.steps.iter().any(|step| step.about() == id);
            entry.revision += i64::from(matches!(&entry.record, BasisRecord::User(id) if changed(id)));
        }
        commit(&store, back).await.unwrap();
        let mut after = export(&store).await;
        // WHY: the home stays here.
        after.users.get_mut("ann").unwrap().home = "folio-tokyo".into();
        assert_eq!(after, before);
        assert_eq!(order.pieces.len(), 3, "{order:?}");
    }
}

#[tokio::test]
async fn scenes_of_every_kind_give_the_same_plan() {
    let (mut plans, mut working) = (0, 0);
    for seed in 0..40 {
        let (cast, actor, request) = content_cast(seed);
        let database = databases::sqlite();
        let store = database.store().await;
        import(&store, cast.directory()).await.unwrap();
        assert_eq!(export(&store).await, cast.directory(), "seed {seed}");
        let (is_plan, works) = same_plan(&store, &cast, &actor, &request).await;
        plans += i32::from(is_plan);
        working += i32::from(works);
        store.close().await;
    }
    assert!(
        plans > 25 && working > 5,
        "{plans} plans, {working} that work"
    );
}

#[tokio::test]
async fn somebody_new_in_an_account_holds_the_usual_profile() {
    let database = databases::sqlite();
    let store = database.store().await;
    import(&store, cast().directory()).await.unwrap();
    let mut one = Directory::default();
    let mut nia = cast().directory().users["ann"].clone();
    nia.username = "nia".into();
    nia.extra.clear();
    one.users.insert("nia".into(), nia);
    import(&store, one).await.unwrap();
    let request = moving("nia", "folio-lisbon", "manager");
    let facts = load(&store, wanted(&act("bea"), &request))
        .await
        .content
        .unwrap();
    assert_eq!(facts.members["nia"].profile.as_str(), "manager");
    assert!(
        facts
            .items
            .values()
            .all(|item| item.kind == ItemKind::File || item.owner.as_str() != "nia")
    );
    assert!(
        facts
            .folders
            .keys()
            .all(|id: &FolderId| id.as_str() != "f-ann")
    );
}
