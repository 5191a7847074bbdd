//! What a move makes of proofs, files and folders, looked at as each person afterwards: everybody opens everything, and finds the
//! bytes that were handed in, or the same as if there were nothing.

use crate::house::{caller, wire};
use crate::rooms::{Rooms, bytes_of};
use futures::TryStreamExt;
use rehome_domain::content::{Reviewer, Who};
use rehome_domain::hosting::Delegation;
use rehome_domain::ids::ItemId;
use rehome_objects::Bytes;
use rehome_service::content::Tried;
use rehome_testkit::content::ann;
use rehome_testkit::{Cast, on_both_engines};
use std::collections::BTreeMap;

pub(crate) const TOKYO: &str = "folio-tokyo";
pub(crate) const LISBON: &str = "folio-lisbon";

/// Whoever opens things: of the hub, of both satellites with every reach, of a partner, a guest, and nobody at all.
const PEOPLE: [&str; 20] = [
    "bea", "bruno", "hugo", "sana", "milo", "olga", "vera", "tom", "tara", "cal", "ann", "ben",
    "oki", "dan", "lia", "lou", "sue", "quin", "gus", "nobody",
];

/// Those whose profile lets them into everything of an account.
fn by_profile(account: &str) -> &'static [&'static str] {
    match account {
        TOKYO => &["bea", "bruno", "hugo", "tom", "tara", "cal"],
        LISBON => &["bea", "bruno", "hugo", "lia", "sue"],
        other => panic!("{other}"),
    }
}

/// The cast with colleagues: Dan beside Ann, Lou and Sue in Lisbon.
pub(crate) fn cast() -> Cast {
    Cast::accounts()
        .member("dan", TOKYO, "manager")
        .member("lou", LISBON, "manager")
        .member("sue", LISBON, "supervisor")
}

/// A private folder, shared with some.
pub(crate) fn private(cast: Cast, id: &str, creator: &str, owner: &str, with: &[&str]) -> Cast {
    cast.folder(id, creator, owner).folder_at(id, |it| {
        it.private = true;
        it.shared_with = with.iter().map(|who| (*who).into()).collect();
    })
}

/// A guest on a proof.
pub(crate) fn with_guest(cast: Cast, id: &str) -> Cast {
    cast.item(id, |it| {
        it.reviewers.push(Reviewer {
            who: Who::Guest("gus".into()),
            role: Some("reviewer".into()),
            decision: None,
        });
    })
}

/// Where an item is, whose it is, which folder it lies in (`new`: the one that the move made), and who opens it as what beside those
/// whose profile lets them.
pub(crate) type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// `ann:owner ben:read_only` over what profiles allow.
fn expected(account: &str, also: &str) -> BTreeMap<String, String> {
    let by_profile = by_profile(account).iter();
    let mut all: BTreeMap<_, _> = by_profile
        .map(|who| ((*who).to_owned(), "edit".to_owned()))
        .collect();
    for each in also.split_whitespace() {
        let (who, access) = each.split_once(':').unwrap();
        all.insert(who.to_owned(), access.to_owned());
    }
    all
}

impl Rooms {
    /// What somebody finds who opens an item: what they may do with it, if it is in view. The bytes are as they were handed in.
    pub(crate) async fn opened(&self, who: &str, id: &str) -> Result<String, u16> {
        let service = &self.house.service;
        match service.item_open(&caller(who), &id.into()).await {
            Ok(opened) => {
                let (item, parts) = (opened.item, opened.bytes.try_collect::<Vec<Bytes>>());
                let text = String::from_utf8(parts.await.unwrap().concat()).unwrap();
                assert_eq!(text, bytes_of(id), "{who} {id}");
                Ok(item.access)
            }
            Err(error) => {
                let unknown = ItemId::from("nothing");
                let unknown = service.item_open(&caller(who), &unknown).await;
                assert_eq!(wire(&error), wire(&unknown.err().unwrap()), "{who} {id}");
                Err(error.status())
            }
        }
    }

    /// Everybody opens everything.
    pub(crate) async fn all_open(&self, when: &str, rows: &[Row]) {
        for (id, account, owner, folder, also) in rows {
            let mut found = BTreeMap::new();
            for who in PEOPLE {
                match self.opened(who, id).await {
                    Ok(access) => drop(found.insert(who.to_owned(), access)),
                    Err(status) => assert_eq!(status, 404, "{when}: {who} {id}"),
                }
            }
            assert_eq!(found, expected(account, also), "{when}: {id}");
            let service = &self.house.service;
            let item = service.item(&caller("bea"), &(*id).into()).await.unwrap();
            let lies_in = item.folder.as_ref().map_or("", |it| it.as_str());
            let lies_in = if lies_in.starts_with("moved-") {
                "new"
            } else {
                lies_in
            };
            let place = (item.account.as_str(), item.owner.as_str(), lies_in);
            assert_eq!(place, (*account, *owner, *folder), "{when}: {id}");
        }
    }

    /// Everybody looks for a folder; `adds` are those who put things into it.
    pub(crate) async fn who_finds(&self, folder: &str) -> String {
        let mut found = Vec::new();
        for who in PEOPLE {
            let seen = self
                .house
                .service
                .folder(&caller(who), &folder.into())
                .await;
            match seen {
                Ok(_) => found.push(who),
                Err(error) => assert_eq!(error.status(), 404, "{who} {folder}"),
            }
        }
        found.join(" ")
    }

    /// Carries what is ordered, whosever it is.
    pub(crate) async fn carry(&self) {
        let service = &self.house.service;
        while service.transfer_work().await.unwrap() != Tried::Nothing {}
    }

    /// The folders of an account that somebody sees at its top.
    pub(crate) async fn sidebar(&self, who: &str, account: &str) -> Vec<String> {
        let asked = rehome_service::content::LibraryAsked {
            account: Some(account.into()),
            ..Default::default()
        };
        let found = self.house.service.folders(&caller(who), asked).await;
        let found = found.map(|it| it.items).unwrap_or_default();
        found.into_iter().map(|it| it.id.to_string()).collect()
    }
}

/// What Ann owns and made: a shared and reviewed proof, a file, sets of one owner and of two, something in the trash, and what others
/// have beside it.
fn boxes() -> Cast {
    let cast = private(cast(), "hers", "ann", "ann", &["dan"])
        .proof("p", "ann")
        .item("p", |it| it.folder = Some("hers".into()))
        .listed("p", "milo")
        .listed("p", "quin")
        .file("f", "ann")
        .item("f", |it| it.folder = Some("hers".into()))
        .set("own", &["ann", "ann"])
        .set("mixed", &["ann", "cal", "ann"])
        .file("bens", "ben")
        .item("bens", |it| it.folder = Some("hers".into()))
        .proof("made", "cal")
        .item("made", |it| it.creator = "ann".into())
        .file("thrown", "ann")
        .item("thrown", |it| it.trashed = true);
    with_guest(cast, "p")
}

/// One row of content 4: what goes, what stays, and whether a folder is made.
async fn moved_with(store: rehome_storage::Store, proofs: bool, files: bool) {
    let rooms = Rooms::with_bytes(store, boxes()).await;
    let when = format!("proofs {proofs}, files {files}");
    let stays: [Row; 6] = [
        ("mixed-1", TOKYO, "ben", "", "ann:read_only ben:owner"),
        ("mixed-2", TOKYO, "cal", "", "cal:owner"),
        ("mixed-3", TOKYO, "ben", "", "ann:read_only ben:owner"),
        (
            "bens",
            TOKYO,
            "ben",
            "hers",
            "ann:read_only ben:owner dan:read_only",
        ),
        ("made", TOKYO, "cal", "", "ann:read_only cal:owner"),
        ("thrown", TOKYO, "ben", "", "ann:read_only ben:owner"),
    ];
    let proofs_go: [[Row; 3]; 3] = [
        // Left behind.
        [
            (
                "p",
                TOKYO,
                "ben",
                "hers",
                "ann:read_only ben:owner dan:read_only milo:reviewer quin:reviewer",
            ),
            ("own-1", TOKYO, "ben", "", "ann:read_only ben:owner"),
            ("own-2", TOKYO, "ben", "", "ann:read_only ben:owner"),
        ],
        // Ordered and not switched yet: used where it was.
        [
            (
                "p",
                TOKYO,
                "ann",
                "hers",
                "ann:owner ben:read_only dan:read_only milo:reviewer quin:reviewer",
            ),
            ("own-1", TOKYO, "ann", "", "ann:owner"),
            ("own-2", TOKYO, "ann", "", "ann:owner"),
        ],
        // Arrived.
        [
            (
                "p",
                LISBON,
                "ann",
                "new",
                "ann:owner milo:reviewer quin:reviewer",
            ),
            ("own-1", LISBON, "ann", "new", "ann:owner"),
            ("own-2", LISBON, "ann", "new", "ann:owner"),
        ],
    ];
    let files_go: [[Row; 1]; 3] = [
        [(
            "f",
            TOKYO,
            "ben",
            "hers",
            "ann:read_only ben:owner dan:read_only",
        )],
        [(
            "f",
            TOKYO,
            "ann",
            "hers",
            "ann:owner ben:read_only dan:read_only",
        )],
        [("f", LISBON, "ann", "new", "ann:owner")],
    ];

    let mut request = ann();
    (request.options.move_proofs, request.options.move_files) = (Some(proofs), Some(files));
    let done = rooms.house.run("bea", &request, "k").await.unwrap();
    assert_eq!(done.jobs.len(), usize::from(proofs || files), "{when}");
    let now = rooms.house.service.directory_export().await.unwrap();
    let person = &now.users["ann"];
    assert_eq!(
        (person.home.as_str(), &person.extra["profile"]),
        (LISBON, &"manager".into())
    );
    for (at, moment) in [(1, "at once"), (2, "afterwards")] {
        let when = format!("{when}, {moment}");
        rooms.all_open(&when, &stays).await;
        rooms
            .all_open(&when, &proofs_go[if proofs { at } else { 0 }])
            .await;
        rooms
            .all_open(&when, &files_go[if files { at } else { 0 }])
            .await;
        // Folders are the new owner's in every row, and stay in sight of who made them.
        assert_eq!(
            rooms.who_finds("hers").await,
            "bea bruno hugo tom tara cal ann ben dan",
            "{when}"
        );
        let hers = rooms
            .house
            .service
            .folder(&caller("ann"), &"hers".into())
            .await
            .unwrap();
        assert_eq!(
            (hers.owner.as_str(), hers.creator.as_str(), hers.left_behind),
            ("ben", "ann", true)
        );
        let made = rooms.sidebar("ann", LISBON).await;
        assert_eq!(made.len(), usize::from(proofs || files), "{when}: {made:?}");
        for id in made {
            assert_eq!(
                rooms.who_finds(&id).await,
                "bea bruno hugo ann lia sue",
                "{when}"
            );
        }
        rooms.carry().await;
    }
}

on_both_engines! {
    async fn with_neither_box_ticked_everything_is_the_new_owners_at_once(store: Store) {
        moved_with(store, false, false).await;
    }

    async fn with_proofs_ticked_those_that_can_go_arrive_and_files_stay(store: Store) {
        moved_with(store, true, false).await;
    }

    async fn with_files_ticked_these_arrive_and_proofs_stay(store: Store) {
        moved_with(store, false, true).await;
    }

    async fn with_both_boxes_ticked_both_arrive_in_one_folder(store: Store) {
        moved_with(store, true, true).await;
    }

    async fn sets_are_opened_whole_where_they_went_or_stayed_version_by_version(store: Store) {
        let trashed = |it: &mut rehome_domain::content::Item| it.trashed = true;
        let cast = cast()
            .set("three", &["ann", "ann", "ann"])
            .set("torn", &["ann", "ben", "ann"])
            .set("single", &["ann"])
            .set("foreign", &["ben", "ben"])
            .set("cals", &["cal", "ann"])
            .set("partly", &["ann", "ann"]).item("partly-2", trashed)
            .set("held", &["ann", "ben"]).item("held-2", trashed)
            .set("late", &["ann", "ann"])
            .set("stood-in", &["ann", "ann"])
            .knowing_content(|it| {
                let delegation = Delegation { to: "dan".into(), until: None, kind: Some("out_of_office".into()) };
                it.members.get_mut("ann").unwrap().delegations.insert(delegation);
            });
        let rooms = Rooms::with_bytes(store, cast).await;
        rooms.moved().await;
        let added = rooms.version("cal", &"late-2".into(), "late three").await.unwrap();
        rooms.carry().await;
        let state = rooms.state("bea").await.unwrap();
        assert_eq!((state.state.as_str(), state.progress.moved, state.progress.skipped), ("completed", 4, 1), "{state:?}");
        assert!(state.progress.adds_up());

        const LEFT: &str = "ann:read_only ben:owner";
        rooms.all_open("afterwards", &[
            ("three-1", LISBON, "ann", "new", "ann:owner"),
            ("three-2", LISBON, "ann", "new", "ann:owner"),
            ("three-3", LISBON, "ann", "new", "ann:owner"),
            ("single-1", LISBON, "ann", "new", "ann:owner"),
            // Hers pass to Ben, who owned the other one: the set is of one owner by now.
            ("torn-1", TOKYO, "ben", "", LEFT),
            ("torn-2", TOKYO, "ben", "", "ben:owner"),
            ("torn-3", TOKYO, "ben", "", LEFT),
            ("foreign-1", TOKYO, "ben", "", "ben:owner"),
            ("foreign-2", TOKYO, "ben", "", "ben:owner"),
            ("cals-1", TOKYO, "cal", "", "cal:owner"),
            ("cals-2", TOKYO, "ben", "", LEFT),
            // A version in the trash is one until it is purged: of hers it goes along, of another's it holds the set.
            ("partly-1", LISBON, "ann", "new", "ann:owner"),
            ("partly-2", LISBON, "ann", "new", "ann:owner"),
            ("held-1", TOKYO, "ben", "", LEFT),
            ("held-2", TOKYO, "ben", "", "ben:owner"),
            // Somebody added a version while it was under way.
            ("late-1", TOKYO, "ben", "", LEFT),
            ("late-2", TOKYO, "ben", "", LEFT),
            // Who stood in for her is no owner.
            ("stood-in-1", LISBON, "ann", "new", "ann:owner"),
            ("stood-in-2", LISBON, "ann", "new", "ann:owner"),
        ]).await;
        assert_eq!(rooms.text("cal", &added.id).await.unwrap(), "late three");
        let added = rooms.house.service.item(&caller("cal"), &added.id).await.unwrap();
        assert_eq!((added.account.as_str(), added.version, added.set), (TOKYO, 3, Some("late".into())));
        // Versions are added where the set is now, by those who change it there.
        for (who, set, status) in [
            ("ann", "three-3", 200), ("sue", "three-1", 200), ("lou", "three-1", 404), ("ben", "three-1", 404), ("cal", "three-1", 404),
            ("ben", "torn-1", 200), ("cal", "torn-1", 200), ("ann", "torn-1", 403), ("dan", "torn-1", 404), ("sue", "torn-1", 404),
        ] {
            let found = rooms.version(who, &set.into(), "more").await.map_or_else(|it| it.status(), |_| 200);
            assert_eq!(found, status, "{who} {set}");
        }
    }
}
