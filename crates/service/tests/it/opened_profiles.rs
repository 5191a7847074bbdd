//! Every permission profile (content 9), its own and others' things opened and written by who holds it, in the old account before the
//! move and in both afterwards.

use crate::house::{caller, reviewed};
use crate::opened::{LISBON, TOKYO, cast, private};
use crate::rooms::Rooms;
use rehome_domain::content::{CustomProfile, ItemKind, Module, ProfileKind, Right, Rights};
use rehome_domain::people::UserStatus;
use rehome_service::content::{FolderPatch, NewItem};
use rehome_testkit::content::moving;
use rehome_testkit::{Cast, on_both_engines};

/// What is found of each thing: what somebody may do with it, with a `+` where a further version is taken; or the refusal. Then whether
/// a new proof is taken, and what becomes of calling folders otherwise.
#[derive(Debug, PartialEq)]
struct Found<'a> {
    /// Their own proof.
    own: &'a str,
    /// Their own file.
    file: &'a str,
    /// A proof they made that is Ben's.
    made: &'a str,
    /// Ben's proof, at the top of Tokyo.
    others: &'a str,
    /// Ben's file, at the top of Tokyo.
    others_file: &'a str,
    /// Ben's proof, on which they are listed.
    listed: &'a str,
    /// Ben's proof in his private folder, which he shares with them.
    shared: &'a str,
    /// Ben's proof in his public folder.
    public: &'a str,
    /// Lou's proof in Lisbon.
    there: &'a str,
    /// A new proof of their own.
    new: u16,
    /// Ben's public folder is called otherwise.
    open: u16,
    /// Ben's private folder is called otherwise.
    closed: u16,
    /// Lou's public folder in Lisbon is called otherwise.
    theirs: u16,
}

/// Who holds each profile, with the profile in Tokyo and the one given in Lisbon, and what they find before and after.
const ROWS: [(&str, &str, &str, Found<'_>, Found<'_>); 7] = [
    (
        "bill",
        "billing_administrator",
        "billing_administrator",
        MIGHTY,
        MIGHTY_THERE,
    ),
    (
        "adam",
        "administrator",
        "administrator",
        MIGHTY,
        MIGHTY_THERE,
    ),
    ("sara", "supervisor", "supervisor", MIGHTY, MIGHTY_THERE),
    (
        "mara",
        "manager",
        "manager",
        Found {
            made: "edit+",
            others: "404",
            others_file: "404",
            listed: "reviewer",
            shared: "read_only",
            public: "404",
            closed: 404,
            ..MIGHTY
        },
        Found {
            there: "404",
            ..MIGHTY_THERE
        },
    ),
    ("olaf", "observer", "observer", LOOKS, LOOKS_THERE),
    ("vito", "visitor", "visitor", LOOKS, LOOKS_THERE),
    // Like a Supervisor who looks at proofs of others and at files of their own alone.
    (
        "cleo",
        "desk",
        "desk-there",
        Found {
            file: "read_only",
            others: "read_only",
            others_file: "404",
            listed: "reviewer",
            shared: "read_only",
            public: "read_only",
            ..MIGHTY
        },
        Found {
            file: "read_only",
            there: "read_only",
            ..MIGHTY_THERE
        },
    ),
];

/// Whoever has every right on things of others.
const MIGHTY: Found<'_> = Found {
    own: "owner+",
    file: "owner",
    made: "edit+",
    others: "edit+",
    others_file: "edit",
    listed: "edit+",
    shared: "edit+",
    public: "edit+",
    there: "404",
    new: 200,
    open: 200,
    closed: 200,
    theirs: 404,
};

/// The same in Lisbon: of Tokyo there is what follows the person, to look at.
const MIGHTY_THERE: Found<'_> = Found {
    own: "owner+",
    file: "owner",
    made: "read_only",
    others: "404",
    others_file: "404",
    listed: "reviewer",
    shared: "read_only",
    public: "404",
    there: "edit+",
    new: 200,
    open: 404,
    closed: 404,
    theirs: 200,
};

/// Whoever only looks.
const LOOKS: Found<'_> = Found {
    own: "read_only",
    file: "read_only",
    made: "read_only",
    others: "404",
    others_file: "404",
    listed: "reviewer",
    shared: "read_only",
    public: "404",
    there: "404",
    new: 403,
    open: 403,
    closed: 404,
    theirs: 404,
};

/// The same in Lisbon.
const LOOKS_THERE: Found<'_> = Found {
    open: 404,
    theirs: 403,
    ..LOOKS
};

fn desk(cast: Cast, id: &str, account: &str) -> Cast {
    let rights = |own: &[Right], others: &[Right]| Rights {
        own: own.iter().copied().collect(),
        others: others.iter().copied().collect(),
    };
    let change = |it: &mut CustomProfile| {
        use Right::{Create, Delete, Edit, Read};
        let proofs = rights(&[Read, Create, Edit, Delete], &[Read]);
        it.rights.insert(Module::Proofs, proofs);
        it.rights.insert(Module::Files, rights(&[Read], &[]));
    };
    cast.custom_profile(id, account, ProfileKind::Supervisor)
        .knowing_content(|it| change(it.profiles.get_mut(id).unwrap()))
}

fn house() -> Cast {
    let mut cast = desk(desk(cast(), "desk", TOKYO), "desk-there", LISBON)
        .folder("open", "ben", "ben")
        .folder("theirs", "lou", "lou")
        .proof("there", "lou")
        .file("bens", "ben");
    cast = private(cast, "closed", "ben", "ben", &[]);
    let all: Vec<&str> = ROWS.iter().map(|(who, ..)| *who).collect();
    cast = private(cast, "shared", "ben", "ben", &all);
    for (who, profile, ..) in ROWS {
        let id = |what: &str| format!("{who}-{what}");
        cast = cast
            .member(who, TOKYO, profile)
            .proof(&id("own"), who)
            .file(&id("file"), who)
            .proof(&id("made"), "ben")
            .item(&id("made"), |it| it.creator = who.into())
            .proof(&id("others"), "ben")
            .proof(&id("listed"), "ben")
            .listed(&id("listed"), who)
            .proof(&id("shared"), "ben")
            .item(&id("shared"), |it| it.folder = Some("shared".into()))
            .proof(&id("public"), "ben")
            .item(&id("public"), |it| it.folder = Some("open".into()));
    }
    cast
}

impl Rooms {
    /// Opens something and, where it has versions, hands in a further one: it is taken from who changes it alone.
    async fn tried(&self, who: &str, id: &str, has_versions: bool) -> String {
        let opened = self.opened(who, id).await;
        let access = opened.clone().unwrap_or_else(|status| status.to_string());
        if !has_versions {
            return access;
        }
        let written = match self.version(who, &id.into(), "more").await {
            Ok(item) => {
                assert_eq!(self.text(who, &item.id).await.unwrap(), "more");
                200
            }
            Err(error) => error.status(),
        };
        match (opened, written) {
            (Ok(access), 200) => format!("{access}+"),
            (Ok(access), 403) => access,
            (Err(status), written) if status == written => access,
            other => panic!("{who} {id}: {other:?}"),
        }
    }

    /// Calls a folder otherwise.
    async fn called(&self, who: &str, folder: &str) -> u16 {
        let name = format!(
            "{folder} as {who} calls it in {}",
            self.house.home(who).await
        );
        let (service, patch) = (&self.house.service, FolderPatch { name });
        let (who, folder) = (caller(who), folder.into());
        let called = service.folder_rename(&who, &folder, patch);
        called.await.map_or_else(|it| it.status(), |_| 200)
    }

    async fn finds(&self, who: &str, expected: &Found<'_>, when: &str) {
        let of = async |what: &str| {
            self.tried(who, &format!("{who}-{what}"), what != "file")
                .await
        };
        let new = NewItem {
            kind: ItemKind::Proof,
            folder: None,
            file: Some("new.pdf".to_owned()),
        };
        let found = Found {
            own: &of("own").await,
            file: &of("file").await,
            made: &of("made").await,
            others: &of("others").await,
            others_file: &self.tried(who, "bens", false).await,
            listed: &of("listed").await,
            shared: &of("shared").await,
            public: &of("public").await,
            there: &self.tried(who, "there", true).await,
            new: self
                .put(who, new, "new")
                .await
                .map_or_else(|it| it.status(), |_| 200),
            open: self.called(who, "open").await,
            closed: self.called(who, "closed").await,
            theirs: self.called(who, "theirs").await,
        };
        assert_eq!(&found, expected, "{who} {when}");
    }
}

on_both_engines! {
    async fn every_profile_opens_and_writes_before_and_after_a_move_what_it_is_for(store: Store) {
        let rooms = Rooms::with_bytes(store, house()).await;
        for (who, _, given, before, after) in &ROWS {
            rooms.finds(who, before, "before").await;
            rooms.house.run("bea", &moving(who, LISBON, given), who).await.unwrap();
            rooms.carry().await;
            rooms.finds(who, after, "after").await;
            // Of what arrived the rights are those of the new account.
            for (other, found) in [("tara", Err(404)), ("cal", Err(404)), ("ben", Err(404)), ("lou", Err(404)), ("quin", Err(404)),
                ("lia", Ok("edit")), ("sue", Ok("edit")), ("bea", Ok("edit"))] {
                for what in ["own", "file"] {
                    let opened = rooms.opened(other, &format!("{who}-{what}")).await;
                    assert_eq!(opened.as_deref().map_err(|it| *it), found, "{other} {who}-{what}");
                }
            }
        }
    }

    async fn who_is_disabled_moves_so_with_everything_and_opens_nothing_as_nobody_can_sign_in(store: Store) {
        let cast = cast().proof("own", "dan").file("left", "dan").status("dan", UserStatus::Disabled);
        let rooms = Rooms::with_bytes(store, cast).await;
        let service = &rooms.house.service;
        service.password_set(&"dan".into(), "correct horse").await.unwrap();
        let in_vain = async || {
            assert!(service.session_open("dan", "correct horse", None, None).await.is_err());
            assert!(service.token_create("dan", "t", None).await.is_err());
        };
        in_vain().await;
        let mut request = moving("dan", LISBON, "manager");
        request.options.move_files = Some(false);
        rooms.house.run("bea", &request, "k").await.unwrap();
        rooms.carry().await;
        in_vain().await;
        let now = service.directory_export().await.unwrap();
        assert_eq!((now.users["dan"].home.as_str(), now.users["dan"].status), (LISBON, UserStatus::Disabled));
        for (who, own, left) in [("lia", Ok("edit"), Err(404)), ("lou", Err(404), Err(404)), ("tara", Err(404), Ok("edit")), ("ben", Err(404), Ok("owner"))] {
            let [found_own, found_left] = [rooms.opened(who, "own").await, rooms.opened(who, "left").await];
            assert_eq!(found_own.as_deref().map_err(|it| *it), own, "{who}");
            assert_eq!(found_left.as_deref().map_err(|it| *it), left, "{who}");
        }
    }

    async fn a_profile_that_is_disabled_is_given_to_nobody_and_nothing_moves(store: Store) {
        let cast = desk(house(), "off", LISBON).knowing_content(|it| it.profiles.get_mut("off").unwrap().enabled = false);
        let rooms = Rooms::with_bytes(store, cast).await;
        let before = rooms.house.everything().await;
        for profile in ["off", "desk", "no-such"] {
            let request = moving("mara", LISBON, profile);
            let review = rooms.house.plan("bea", &request).await.unwrap();
            assert!(review.plan.findings().any(|it| it.code() == "profile-not-offered" && it.blocks()), "{profile}");
            let refused = rooms.house.commit("bea", &reviewed(&request, &review), profile).await.unwrap_err();
            assert_eq!(refused.status(), 422, "{profile}");
        }
        assert_eq!(rooms.house.everything().await, before);
        assert_eq!(rooms.opened("mara", "mara-own").await.as_deref(), Ok("owner"));
        assert_eq!(rooms.opened("lia", "mara-own").await, Err(404));
    }
}
