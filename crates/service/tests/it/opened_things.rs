//! Every kind of thing that is somebody's or that somebody made (content 6), and what became of it once they moved: where it is, who
//! opens it as what, with which bytes, and what is kept of it.

use crate::house::{caller, reviewed};
use crate::opened::{LISBON, Row, TOKYO, cast, private};
use crate::rooms::Rooms;
use rehome_domain::content::{
    Dropzone, Item, OwnedGroup, Reviewer, SavedView, Sharing, Template, Who,
};
use rehome_domain::hosting::Delegation;
use rehome_service::content::{FolderPatch, LibraryAsked, NewFolder, NewItem};
use rehome_testkit::content::ann;
use rehome_testkit::{Cast, on_both_engines};
use serde_json::json;

/// A proof with everything a review leaves on it.
fn reviewed_proof(it: &mut Item) {
    it.folder = Some("hers".into());
    it.comments = 3;
    it.stages = 2;
    it.deadline = Some("2026-12-01".into());
    it.action_flags = 2;
    it.custom_fields.insert("campaign".into());
    it.tags.insert("autumn".into());
    for (who, role, decision) in [
        ("milo", "reviewer", Some("approved")),
        ("dan", "read_only", None),
        ("tara", "reviewer", None),
    ] {
        it.reviewers.push(Reviewer {
            who: Who::User(who.into()),
            role: Some(role.into()),
            decision: decision.map(Into::into),
        });
    }
}

/// Everything of Ann's, one of each kind.
fn things() -> Cast {
    let cast = private(cast(), "hers", "ann", "ann", &["dan"]);
    let cast = private(cast, "below", "ann", "ann", &[]);
    let cast = private(cast, "made", "ann", "cal", &[]);
    let cast = private(cast, "owned", "ben", "ann", &[]);
    let cast = private(cast, "owned-shared", "cal", "ann", &["ann"]);
    cast.folder_at("below", |it| it.parent = Some("hers".into()))
        .folder("public", "ann", "ann")
        .proof("single", "ann")
        .item("single", |it| it.folder = Some("below".into()))
        .file("file", "ann")
        .item("file", |it| it.folder = Some("public".into()))
        .set("own", &["ann", "ann"])
        .set("differ", &["ann", "cal"])
        .proof("authored", "ben")
        .item("authored", |it| it.creator = "ann".into())
        .proof("inherited", "ann")
        .item("inherited", |it| it.creator = "ben".into())
        .file("cals-in-hers", "cal")
        .item("cals-in-hers", |it| it.folder = Some("hers".into()))
        .proof("in-made", "cal")
        .item("in-made", |it| it.folder = Some("made".into()))
        .proof("in-owned", "cal")
        .item("in-owned", |it| it.folder = Some("owned".into()))
        .proof("in-shared", "cal")
        .item("in-shared", |it| it.folder = Some("owned-shared".into()))
        .proof("reviewed", "ann")
        .item("reviewed", reviewed_proof)
        .proof("locked", "ann")
        .item("locked", |it| it.locked = true)
        .proof("archived", "ann")
        .item("archived", |it| it.archived = true)
        .file("thrown-file", "ann")
        .item("thrown-file", |it| it.trashed = true)
        .proof("thrown-proof", "ann")
        .item("thrown-proof", |it| it.trashed = true)
        .proof("listed-there", "ben")
        .listed("listed-there", "ann")
        .knowing_content(|it| {
            let (account, owner) = (|| TOKYO.into(), || "ann".into());
            let delegation = Delegation {
                to: "dan".into(),
                until: None,
                kind: Some("out_of_office".into()),
            };
            it.members
                .get_mut("ann")
                .unwrap()
                .delegations
                .insert(delegation);
            for (id, shared) in [
                ("view", Sharing::OnlyMe),
                ("shared-view", Sharing::AllUsers),
            ] {
                let (account, owner) = (account(), owner());
                let view = SavedView {
                    account,
                    owner,
                    shared,
                };
                it.views.insert(id.into(), view);
            }
            for (id, private) in [("group", true), ("open-group", false)] {
                let (account, owner) = (account(), owner());
                let group = OwnedGroup {
                    account,
                    owner,
                    private,
                };
                it.groups.insert(id.into(), group);
            }
            let (account, owner) = (account(), owner());
            it.templates
                .insert("flow".into(), Template { account, owner });
        })
}

/// What everybody opens before anything is moved.
const BEFORE: [Row; 10] = [
    ("single", TOKYO, "ann", "below", "ann:owner"),
    ("file", TOKYO, "ann", "public", "ann:owner"),
    ("authored", TOKYO, "ben", "", "ann:edit ben:owner"),
    ("inherited", TOKYO, "ann", "", "ann:owner ben:edit"),
    (
        "cals-in-hers",
        TOKYO,
        "cal",
        "hers",
        "ann:read_only cal:owner dan:read_only",
    ),
    ("in-made", TOKYO, "cal", "made", "ann:read_only cal:owner"),
    (
        "in-owned",
        TOKYO,
        "cal",
        "owned",
        "ann:read_only ben:read_only cal:owner",
    ),
    (
        "in-shared",
        TOKYO,
        "cal",
        "owned-shared",
        "ann:read_only cal:owner",
    ),
    (
        "reviewed",
        TOKYO,
        "ann",
        "hers",
        "ann:owner dan:read_only milo:reviewer",
    ),
    ("listed-there", TOKYO, "ben", "", "ann:reviewer ben:owner"),
];

/// What everybody opens once all has arrived.
const AFTER: [Row; 18] = [
    // Proofs, sets and files of hers: there, in the one folder. Those who saw them by the old folder do not any more.
    ("single", LISBON, "ann", "new", "ann:owner"),
    ("own-1", LISBON, "ann", "new", "ann:owner"),
    ("own-2", LISBON, "ann", "new", "ann:owner"),
    ("file", LISBON, "ann", "new", "ann:owner"),
    // A set of several owners stays; hers pass on, the others are not touched.
    ("differ-1", TOKYO, "ben", "", "ann:read_only ben:owner"),
    ("differ-2", TOKYO, "cal", "", "cal:owner"),
    // Ownership decides, never authorship; who made something is recorded and looks at it from afar.
    ("authored", TOKYO, "ben", "", "ann:read_only ben:owner"),
    ("inherited", LISBON, "ann", "new", "ann:owner ben:read_only"),
    // Things of others stay in what were her folders.
    (
        "cals-in-hers",
        TOKYO,
        "cal",
        "hers",
        "ann:read_only ben:read_only cal:owner dan:read_only",
    ),
    ("in-made", TOKYO, "cal", "made", "ann:read_only cal:owner"),
    ("in-owned", TOKYO, "cal", "owned", "ben:read_only cal:owner"),
    (
        "in-shared",
        TOKYO,
        "cal",
        "owned-shared",
        "ann:read_only ben:read_only cal:owner",
    ),
    // Who is listed stays listed, an administrator of the old account, too, who had every right before.
    (
        "reviewed",
        LISBON,
        "ann",
        "new",
        "ann:owner dan:read_only milo:reviewer tara:reviewer",
    ),
    ("listed-there", TOKYO, "ben", "", "ann:reviewer ben:owner"),
    // Locked and put away ones are as any other; what lies in the trash stays.
    ("locked", LISBON, "ann", "new", "ann:owner"),
    ("archived", LISBON, "ann", "new", "ann:owner"),
    ("thrown-file", TOKYO, "ben", "", "ann:read_only ben:owner"),
    ("thrown-proof", TOKYO, "ben", "", "ann:read_only ben:owner"),
];

on_both_engines! {
    async fn each_thing_is_opened_where_it_belongs_after_the_move_by_whom_it_is_still_for(store: Store) {
        let rooms = Rooms::with_bytes(store, things()).await;
        let service = &rooms.house.service;
        service.password_set(&"ann".into(), "correct horse").await.unwrap();
        rooms.all_open("before", &BEFORE).await;
        let was = service.directory_export().await.unwrap();
        rooms.moved().await;
        rooms.carry().await;
        rooms.all_open("after", &AFTER).await;

        // The person, the sign-in and the profile.
        let tab = service.session_open("ann", "correct horse", None, None).await.unwrap().token;
        let ann = service.session_of(&tab).await.unwrap().unwrap().caller;
        assert_eq!(service.item(&ann, &"single".into()).await.unwrap().account.as_str(), LISBON);
        let now = service.directory_export().await.unwrap();
        let (person, before) = (&now.users["ann"], &was.users["ann"]);
        assert_eq!((person.home.as_str(), &person.extra["profile"]), (LISBON, &json!("manager")));
        assert_eq!((&person.name, person.status, &person.addresses), (&before.name, before.status, &before.addresses));
        // Standing in for her ends.
        assert!(before.extra.contains_key("delegations") && !person.extra.contains_key("delegations"));

        // What a review left is kept; values of custom fields are lost, marks become text, tags are there by name.
        let (item, before) = (&now.sections["items"]["reviewed"], &was.sections["items"]["reviewed"]);
        for kept in ["reviewers", "comments", "deadline", "stages", "tags", "creator", "bytes", "action_flags"] {
            assert!(!before[kept].is_null() && item[kept] == before[kept], "{kept}: {item}");
        }
        assert_eq!((item.get("custom_fields"), &item["flags_are_text"]), (None, &json!(true)));
        assert_eq!(now.sections["items"]["locked"]["locked"], true);
        assert_eq!(now.sections["items"]["archived"]["archived"], true);
        assert_eq!(now.sections["items"]["inherited"]["creator"], "ben");
        let refused = rooms.version("ann", &"locked".into(), "more").await.unwrap_err();
        assert_eq!(refused.body(None).code, "item-locked");

        // Folders, groups, templates and shared views pass on; views of her own stay as they are.
        for (section, id, owner) in [
            ("folders", "hers", "ben"), ("folders", "below", "ben"), ("folders", "owned", "ben"), ("folders", "public", "ben"),
            ("folders", "made", "cal"), ("workflow_templates", "flow", "ben"), ("views", "shared-view", "ben"), ("views", "view", "ann"),
        ] {
            let (now, was) = (&now.sections[section][id], &was.sections[section][id]);
            assert_eq!((&now["owner"], &now["account"]), (&json!(owner), &json!(TOKYO)), "{id}");
            assert_eq!(now.get("creator"), was.get("creator"), "{id}");
        }
        for group in ["group", "open-group"] {
            let group = &now.groups[group];
            assert_eq!((group.organization.as_str(), &group.extra["owner"]), (TOKYO, &json!("ben")));
        }
    }

    async fn folders_she_made_stay_in_her_sidebar_with_what_is_added_later_and_those_she_only_owned_are_gone(store: Store) {
        let rooms = Rooms::with_bytes(store, things()).await;
        let service = &rooms.house.service;
        assert_eq!(rooms.sidebar("ann", TOKYO).await, ["hers", "made", "owned", "owned-shared", "public"]);
        rooms.moved().await;
        rooms.carry().await;
        assert_eq!(rooms.sidebar("ann", TOKYO).await, ["hers", "made", "owned-shared", "public"]);
        for (folder, sees) in [("hers", true), ("below", true), ("made", true), ("public", true), ("owned-shared", true), ("owned", false)] {
            let found = service.folder(&caller("ann"), &folder.into()).await;
            assert_eq!(found.as_ref().map_err(|it| it.status()).map(|it| (it.left_behind, it.adds, it.renames)),
                if sees { Ok((true, false, false)) } else { Err(404) }, "{folder}");
        }
        // Everybody puts something in afterwards; she looks at it, and at nothing of the folder that is gone.
        for (folder, who, sees) in [("hers", "ben", true), ("below", "ben", true), ("made", "cal", true), ("public", "dan", true), ("owned-shared", "cal", true), ("owned", "ben", false)] {
            let new = NewItem { kind: rehome_domain::content::ItemKind::Proof, folder: Some(folder.into()), file: Some("new.pdf".to_owned()) };
            let new = rooms.put(who, new, folder).await.unwrap();
            let inside = LibraryAsked { account: Some(TOKYO.into()), folder: Some(folder.into()), ..LibraryAsked::default() };
            let inside = service.items(&caller("ann"), inside).await;
            if sees {
                let found = service.item(&caller("ann"), &new.id).await.unwrap();
                assert_eq!((found.access.as_str(), found.adds_versions), ("read_only", false), "{folder}");
                assert_eq!(rooms.text("ann", &new.id).await.unwrap(), folder);
                assert!(inside.unwrap().items.iter().any(|it| it.id == new.id), "{folder}");
                assert_eq!(rooms.version("ann", &new.id, "x").await.unwrap_err().status(), 403, "{folder}");
            } else {
                assert_eq!(rooms.text("ann", &new.id).await.unwrap_err().status(), 404);
                assert_eq!(inside.unwrap_err().status(), 404);
                assert_eq!(rooms.version("ann", &new.id, "x").await.unwrap_err().status(), 404);
            }
        }
        // Nothing is changed in any of them: not called otherwise, nothing put in, no folder made below.
        let before = rooms.house.everything().await;
        for (folder, status) in [("hers", 403), ("below", 403), ("made", 403), ("public", 403), ("owned-shared", 403), ("owned", 404)] {
            let patch = FolderPatch { name: "Other".to_owned() };
            assert_eq!(service.folder_rename(&caller("ann"), &folder.into(), patch).await.unwrap_err().status(), status, "{folder}");
            let new = NewFolder { name: "Below".to_owned(), parent: Some(folder.into()), private: true };
            assert_eq!(service.folder_create(&caller("ann"), new).await.unwrap_err().body(None).code, "unknown-folder", "{folder}");
            let new = NewItem { kind: rehome_domain::content::ItemKind::File, folder: Some(folder.into()), file: None };
            assert_eq!(rooms.put("ann", new, "x").await.unwrap_err().body(None).code, "unknown-folder", "{folder}");
        }
        assert_eq!(rooms.house.everything().await, before);
    }

    async fn who_takes_things_in_for_others_or_is_billed_hands_that_over_first_and_until_then_all_is_as_it_was(store: Store) {
        let dropzone = |it: &mut rehome_domain::content::ContentFacts| {
            let zone = Dropzone { account: TOKYO.into(), owner: "ann".into(), folder: Some("hers".into()) };
            it.dropzones.insert("zone".into(), zone);
        };
        let cast = things().knowing_content(dropzone).account(TOKYO, |it| it.billing_contact = Some("ann".into()));
        let rooms = Rooms::with_bytes(store, cast).await;
        let before = rooms.house.everything().await;
        let review = rooms.house.plan("bea", &ann()).await.unwrap();
        let mut blockers: Vec<_> = review.plan.findings().filter(|it| it.blocks()).map(|it| it.code()).collect();
        blockers.sort_unstable();
        assert_eq!(blockers, ["billing-contact", "dropzone-owned"]);
        let refused = rooms.house.commit("bea", &reviewed(&ann(), &review), "k").await.unwrap_err();
        assert_eq!(refused.status(), 422);
        rooms.carry().await;
        assert_eq!(rooms.house.everything().await, before);
        rooms.all_open("refused", &BEFORE).await;
    }
}
