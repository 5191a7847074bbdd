//! Folders that people make and call otherwise: where the profile lets them, under names that can be and that nobody has there.

use crate::house::{House, caller, wire};
use rehome_domain::user_move::ActAs;
use rehome_service::audit::AuditQuery;
use rehome_service::content::{FolderPatch, FolderView, LibraryAsked, NewFolder};
use rehome_service::{Acting, Service, ServiceError};
use rehome_testkit::{Cast, on_both_engines};

/// Folders of Ann and Ben, one of Lia, who lives elsewhere by now, and a private one of Cal.
fn cast() -> Cast {
    Cast::accounts()
        .folder("anns", "ann", "ann")
        .folder("bens", "ben", "ben")
        .folder("left", "lia", "ben")
        .folder("closed", "cal", "cal")
        .folder_at("closed", |it| it.private = true)
        .folder("hub", "milo", "milo")
}

fn new(name: &str, parent: Option<&str>, private: bool) -> NewFolder {
    NewFolder {
        name: name.to_owned(),
        parent: parent.map(Into::into),
        private,
    }
}

async fn make(service: &Service, who: &str, new: NewFolder) -> Result<FolderView, ServiceError> {
    service.folder_create(&caller(who), new).await
}

async fn rename(
    service: &Service,
    who: &str,
    id: &str,
    name: &str,
) -> Result<FolderView, ServiceError> {
    let patch = FolderPatch {
        name: name.to_owned(),
    };
    service.folder_rename(&caller(who), &id.into(), patch).await
}

fn refused<T>(answer: Result<T, ServiceError>) -> (u16, String) {
    let error = answer.map(drop).unwrap_err();
    (error.status(), error.body(None).code)
}

/// The names in view at a place.
async fn names(service: &Service, who: &str, folder: Option<&str>) -> Vec<String> {
    let asked = LibraryAsked {
        folder: folder.map(Into::into),
        ..LibraryAsked::default()
    };
    let found = service.folders(&caller(who), asked).await.unwrap();
    found.items.iter().map(|it| it.name.to_string()).collect()
}

on_both_engines! {
    async fn a_folder_is_made_where_things_may_be_put_and_told_of(store: Store) {
        let house = House::of(store, &cast()).await;
        let service = &house.service;
        let made = make(service, "ann", new("  Herbst 2026 ", None, false)).await.unwrap();
        assert_eq!((&*made.name, made.owner.as_str(), made.creator.as_str()), ("Herbst 2026", "ann", "ann"));
        assert_eq!((made.account.as_str(), made.private, made.adds, made.renames), ("folio-tokyo", false, true, true));
        assert!(names(service, "ben", None).await.contains(&"Herbst 2026".to_owned()), "it is public");

        let inner = make(service, "ben", new("Inner", Some(made.id.as_str()), true)).await.unwrap();
        assert_eq!((inner.parent.as_ref(), inner.private), (Some(&made.id), true));
        assert!(names(service, "ann", Some(made.id.as_str())).await.is_empty(), "it is Ben's alone");
        // A private folder makes private what is made in it.
        let deep = make(service, "ben", new("Deep", Some(inner.id.as_str()), false)).await.unwrap();
        assert!(deep.private);

        let exported = service.directory_export().await.unwrap();
        let entry = &exported.sections["folders"][deep.id.as_str()];
        assert_eq!((&entry["name"], &entry["parent"], &entry["private"]), (&"Deep".into(), &inner.id.as_str().into(), &true.into()));
        let asked = AuditQuery {
            acting: Acting { acting_in: Some("folio-tokyo".into()), act_as: Some(ActAs::Operator) },
            action: Some("folder-created".to_owned()),
            ..AuditQuery::default()
        };
        let told = service.audit_page(&caller("tara"), &asked).await.unwrap().items;
        assert_eq!(told.len(), 3);
    }

    async fn a_folder_is_called_otherwise_by_whose_it_is_and_by_who_changes_it_by_profile(store: Store) {
        let house = House::of(store, &cast()).await;
        let service = &house.service;
        // Its owner; a manager, as it is public; an administrator; and one of the hub.
        for (who, name) in [("ben", "One"), ("ann", "Two"), ("tara", "Three"), ("hugo", "Four")] {
            let called = rename(service, who, "bens", name).await.unwrap();
            assert_eq!(&*called.name, name, "{who}");
            assert!(called.renames);
        }
        assert_eq!(service.directory_export().await.unwrap().sections["folders"]["bens"]["name"], "Four");
        rename(service, "tara", "closed", "Opened").await.unwrap();
        // The same name, and the same in other letters.
        rename(service, "ben", "bens", "Four").await.unwrap();
        rename(service, "ben", "bens", "FOUR").await.unwrap();
        let listed = names(service, "ben", None).await;
        assert_eq!(listed, ["anns", "FOUR", "left"], "in order of what they are called now");
    }

    async fn whoever_may_not_makes_and_renames_nothing_and_learns_nothing(store: Store) {
        let house = House::of(store, &cast()).await;
        let service = &house.service;
        let before = house.everything().await;
        // Who only looks.
        for who in ["oki", "olga", "vera"] {
            assert_eq!(refused(make(service, who, new("New", None, false)).await).0, 403, "{who}");
        }
        assert_eq!(refused(rename(service, "oki", "bens", "New").await).0, 403);
        // Lia made it and lives elsewhere: she looks, and changes nothing.
        assert_eq!(refused(rename(service, "lia", "left", "New").await).0, 403);
        assert!(!service.folder(&caller("lia"), &"left".into()).await.unwrap().renames);
        // What is out of view is unknown.
        for (who, hidden) in [("ben", "closed"), ("oki", "closed"), ("lia", "bens"), ("quin", "bens")] {
            let hidden = rename(service, who, hidden, "New").await.unwrap_err();
            let unknown = rename(service, who, "nowhere", "New").await.unwrap_err();
            assert_eq!(wire(&hidden), wire(&unknown), "{who}");
            assert_eq!(hidden.status(), 404);
        }
        for parent in ["closed", "hub", "nowhere"] {
            assert_eq!(refused(make(service, "ben", new("New", Some(parent), false)).await), (422, "unknown-folder".to_owned()));
        }
        assert_eq!(refused(make(service, "lia", new("New", Some("left"), false)).await), (422, "unknown-folder".to_owned()));
        assert_eq!(house.everything().await, before);
    }

    async fn names_that_cannot_be_are_refused_and_nothing_is_written(store: Store) {
        let house = House::of(store, &cast()).await;
        let service = &house.service;
        let before = house.everything().await;
        let long = "x".repeat(256);
        for name in ["", "   ", "a/b", "a\\b", "a\nb", "a\u{0}b", "\u{7f}", ".", "..", &long, &"x".repeat(300)] {
            let illegal = (422, "folder-name-illegal".to_owned());
            assert_eq!(refused(make(service, "ann", new(name, None, false)).await), illegal, "{name:?}");
            assert_eq!(refused(rename(service, "ann", "anns", name).await), illegal, "{name:?}");
        }
        for name in ["bens", "BENS ", "Bens"] {
            let taken = (409, "folder-name-taken".to_owned());
            assert_eq!(refused(make(service, "ann", new(name, None, false)).await), taken, "{name:?}");
            assert_eq!(refused(rename(service, "ann", "anns", name).await), taken, "{name:?}");
        }
        assert_eq!(house.everything().await, before);
        // Elsewhere it is free; and what is hidden is no reason, which would tell of it.
        make(service, "ann", new("bens", Some("anns"), false)).await.unwrap();
        make(service, "ann", new("closed", None, false)).await.unwrap();
        make(service, "ann", new(&"ä".repeat(255), None, false)).await.unwrap();
    }
}
