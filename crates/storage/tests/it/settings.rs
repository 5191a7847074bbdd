//! Settings of organizations, section by section.

use crate::support::{export, import, read, write};
use futures::FutureExt;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{Look, Organization, OrganizationStatus};
use rehome_storage::organizations::{self, Settings};
use rehome_storage::snapshot::{self, ListedFilter};
use rehome_storage::{Store, StoreError};
use rehome_testkit::{Cast, on_both_engines};

async fn get(store: &Store, code: &'static str) -> Organization {
    read(store, move |tx| {
        async move { organizations::get(tx, &code.into()).await }.boxed()
    })
    .await
    .unwrap()
}

async fn set(
    store: &Store,
    code: &'static str,
    settings: Settings,
    expected: i64,
) -> Result<Option<i64>, StoreError> {
    store
        .write(move |tx| {
            let settings = settings.clone();
            async move { organizations::patch_settings(tx, &code.into(), &settings, expected).await }.boxed()
        })
        .await
}

on_both_engines! {
    async fn an_organization_is_read_with_all_its_settings(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        for (code, expected) in &cast.organizations {
            let code = code.clone();
            let found = read(&store, move |tx| async move { organizations::get(tx, &code).await }.boxed()).await.unwrap();
            let mut found = found;
            found.hierarchy.partial = expected.hierarchy.partial;
            assert_eq!(&found, expected);
        }
    }

    async fn a_section_is_written_on_its_own_revision_alone(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let look = Settings::Look(Look { accent: Some("#010203".into()), ..Look::default() });
        assert_eq!(set(&store, "harbour", look.clone(), 1).await.unwrap(), Some(2));
        assert_eq!(set(&store, "harbour", look, 1).await.unwrap(), None);
        let mut settings = get(&store, "aster").await.user_move;
        settings.available_organizations.remove("harbour");
        settings.available_organizations.insert("southport".into());
        settings.undo_days = 3;
        assert_eq!(set(&store, "aster", Settings::UserMove(settings.clone()), 1).await.unwrap(), Some(2));
        let after = get(&store, "aster").await;
        assert_eq!(after.user_move, settings);
        assert_eq!((after.revisions.user_move, after.revisions.look, after.revisions.record), (2, 1, 1));
    }

    async fn an_unknown_organization_cannot_be_listed(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let before = get(&store, "aster").await;
        let mut settings = before.user_move.clone();
        settings.available_organizations.insert("nowhere".into());
        let refused = set(&store, "aster", Settings::UserMove(settings), 1).await;
        assert!(matches!(refused, Err(StoreError::Dangling { .. })), "{refused:?}");
        assert_eq!(get(&store, "aster").await, before);
    }

    async fn people_of_positions_that_are_gone_stand_at_the_root(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        assert_eq!(export(&store).await.users["dana"].position, Some("h-night".into()));
        let nodes = vec![("h-top".into(), None), ("h-desk".into(), Some("h-top".into()))];
        set(&store, "harbour", Settings::Hierarchy { required: true, nodes: nodes.clone() }, 1).await.unwrap();
        let after = export(&store).await;
        assert_eq!(after.organizations["harbour"].hierarchy, nodes);
        assert!(after.organizations["harbour"].hierarchy_required);
        assert_eq!(after.users["dana"].position, Some("h-top".into()));
        assert_eq!(after.users["mia"].position, Some("h-desk".into()));
    }

    async fn a_renamed_organization_is_found_under_its_new_name(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let rename = |expected: i64| write(&store, move |tx| {
            async move { organizations::patch(tx, &"harbour".into(), "Zebra Clinic", OrganizationStatus::Suspended, expected).await }.boxed()
        });
        assert_eq!(rename(1).await, Some(2));
        assert_eq!(rename(1).await, None);
        let filter = organizations::OrganizationsFilter { scope: Some("aster".into()), text: Some("ZEBRA".to_owned()), limit: 5, ..Default::default() };
        let found = read(&store, move |tx| async move { organizations::page(tx, &filter).await }.boxed()).await;
        assert_eq!(found.items.len(), 1);
        assert_eq!((found.items[0].code.as_str(), found.items[0].status), ("harbour", OrganizationStatus::Suspended));
    }

    async fn destinations_come_by_name_from_the_lists_and_from_what_is_administered(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        let ask = |administered: Option<&'static str>, text: Option<&'static str>| {
            let filter = ListedFilter {
                source: "harbour".into(),
                administered: administered.map(Into::into),
                text: text.map(str::to_owned),
                after: None,
                limit: 100,
            };
            read(&store, move |tx| async move { snapshot::listed(tx, &filter).await }.boxed())
        };
        let (listed, next) = ask(None, None).await;
        let mut expected: Vec<(String, OrganizationCode)> =
            rehome_testkit::cast::LISTED.iter().map(|code| (cast.organizations[*code].name.to_lowercase(), (*code).into())).collect();
        expected.sort();
        assert_eq!(listed, expected.into_iter().map(|(_, code)| code).collect::<Vec<_>>());
        assert_eq!(next, None);
        let (administered, _) = ask(Some("aster"), None).await;
        assert!(administered.iter().any(|code| code.as_str() == "field-services"));
        let (found, _) = ask(None, Some("rIVER")).await;
        assert_eq!(found, ["riverside".into()]);
    }

    async fn who_remembers_a_position_that_goes_remembers_the_root(store: Store) {
        let cast = Cast::new().remembers("kim", "harbour", "h-desk").remembers("rosa", "harbour", "h-ward").remembers("kim", "palm-court", "p-front");
        import(&store, cast.directory()).await.unwrap();
        let node = |id: &str, parent: Option<&str>| (id.into(), parent.map(Into::into));
        let nodes = vec![node("h-top", None), node("h-ward", Some("h-top"))];
        set(&store, "harbour", Settings::Hierarchy { required: false, nodes }, 1).await.unwrap();
        let after = export(&store).await;
        let remembered = |user: &str, at: &str| after.users[user].remembered_positions.get(at).map(|it| it.to_string());
        assert_eq!(remembered("kim", "harbour").as_deref(), Some("h-top"));
        assert_eq!(remembered("rosa", "harbour").as_deref(), Some("h-ward"));
        assert_eq!(remembered("kim", "palm-court").as_deref(), Some("p-front"));
        assert_eq!(after.users["mia"].position.as_ref().map(|it| it.as_str()), Some("h-top"));
        set(&store, "harbour", Settings::Hierarchy { required: false, nodes: Vec::new() }, 2).await.unwrap();
        let after = export(&store).await;
        assert!(!after.users["rosa"].remembered_positions.contains_key("harbour"));
        assert!(after.users["kim"].remembered_positions.contains_key("palm-court"));
    }
}
