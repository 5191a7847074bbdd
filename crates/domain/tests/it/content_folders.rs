//! Who makes folders where, and who calls them otherwise: each profile of content 9.

use rehome_domain::content::sight::edits_folder;
use rehome_domain::content::{
    CustomProfile, Folder, FolderKinds, Module, Profile, ProfileKind, Right, Rights,
};
use rehome_testkit::Cast;
use std::collections::{BTreeMap, BTreeSet};

fn folder(owner: &str, private: bool) -> Folder {
    Folder {
        account: "folio-tokyo".into(),
        name: "x".into(),
        owner: owner.into(),
        creator: owner.into(),
        private,
        parent: None,
        shared_with: BTreeSet::new(),
    }
}

#[test]
fn each_profile_makes_folders_where_it_may_put_things() {
    use ProfileKind::{
        Administrator, BillingAdministrator, Manager, Observer, Supervisor, Visitor,
    };
    let (own, open, closed) = (
        folder("ann", true),
        folder("ben", false),
        folder("ben", true),
    );
    let (both, private, none) = (
        FolderKinds {
            public: true,
            private: true,
        },
        FolderKinds {
            public: false,
            private: true,
        },
        FolderKinds::default(),
    );
    for (like, at_top, in_own, in_open, in_closed) in [
        // WHY not in a public one of another: those profiles look after it, and put nothing into it.
        (BillingAdministrator, both, private, none, private),
        (Administrator, both, private, none, private),
        (Supervisor, both, private, none, private),
        (Manager, both, private, both, none),
        (Observer, none, none, none, none),
        (Visitor, none, none, none, none),
    ] {
        let profile = Profile { like, custom: None };
        let makes = |above: Option<&Folder>| profile.folders_in(&"ann".into(), above);
        assert_eq!(makes(None), at_top, "{like:?}");
        assert_eq!(makes(Some(&own)), in_own, "{like:?}");
        assert_eq!(makes(Some(&open)), in_open, "{like:?}");
        assert_eq!(makes(Some(&closed)), in_closed, "{like:?}");
    }
    assert!(both.any() && private.any() && !none.any());
    assert!(both.holds(false) && both.holds(true) && private.holds(true) && !private.holds(false));
}

#[test]
fn a_profile_of_an_account_can_leave_public_folders_out() {
    let without = Rights {
        own: BTreeSet::from([Right::Read]),
        others: BTreeSet::from([Right::Read]),
    };
    let custom = CustomProfile {
        account: "folio-tokyo".into(),
        like: ProfileKind::Manager,
        name: None,
        enabled: true,
        rights: BTreeMap::from([(Module::PublicFolders, without)]),
        manage_users: None,
        move_users: false,
        revision: 1,
    };
    let profile = Profile {
        like: ProfileKind::Manager,
        custom: Some(&custom),
    };
    let makes = profile.folders_in(&"ann".into(), None);
    assert_eq!((makes.public, makes.private), (false, true));
}

#[test]
fn a_folder_is_called_otherwise_by_its_people_at_home_and_by_profiles_that_change_it() {
    let cast = Cast::accounts()
        .folder("open", "ann", "ben")
        .folder("left", "lia", "ben")
        .folder("closed", "ann", "ben")
        .folder_at("closed", |it| it.private = true);
    let snapshot = cast.snapshot();
    let folders = &snapshot.content.as_ref().unwrap().folders;
    for (who, open, left, closed) in [
        ("ann", true, true, true),
        ("ben", true, true, true),
        ("tara", true, true, true),
        ("cal", true, true, true),
        ("hugo", true, true, true),
        ("oki", false, false, false),
        // She made one and lives elsewhere.
        ("lia", false, false, false),
        ("milo", false, false, false),
        ("quin", false, false, false),
    ] {
        let may = |folder: &str| edits_folder(&snapshot, &who.into(), &folders[folder]);
        assert_eq!(
            (may("open"), may("left"), may("closed")),
            (open, left, closed),
            "{who}"
        );
    }
}
