use crate::support::{export, import, read};
use futures::FutureExt;
use rehome_domain::directory::Directory;
use rehome_storage::{StoreError, directory};
use rehome_testkit::{Cast, generate, on_both_engines};

/// Holds two directories against each other part by part, so that a difference is small enough to read.
fn assert_same(left: &Directory, right: &Directory) {
    for (code, entry) in &left.organizations {
        assert_eq!(Some(entry), right.organizations.get(code), "{code}");
    }
    for (id, entry) in &left.users {
        assert_eq!(Some(entry), right.users.get(id), "{id}");
    }
    assert!(left == right);
}

on_both_engines! {
    async fn what_is_exported_is_what_was_imported(store: Store) {
        let mut given = Cast::new().directory();
        given.sections.insert("lines".to_owned(), [("l-1".to_owned(), serde_json::json!({"z": 1, "a": [null, "b", {"y": 2, "x": 1.5}]}))].into());
        given.users.get_mut("dana").unwrap().extra.insert("zeta".to_owned(), serde_json::json!({"b": 1, "a": 2}));
        given.users.get_mut("dana").unwrap().extra.insert("alpha".to_owned(), serde_json::json!("täxt \"quoted\" \\ 'single'"));
        import(&store, given.clone()).await.unwrap();
        assert_same(&export(&store).await, &given);
    }

    async fn a_generated_directory_comes_back_as_it_went_in(store: Store) {
        let given = generate::directory(11, 3_000, 60);
        import(&store, given.clone()).await.unwrap();
        assert_same(&export(&store).await, &given);
    }

    async fn an_import_over_what_is_there_is_refused_whole(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let before = export(&store).await;
        let mut more = generate::directory(5, 50, 8);
        more.users.insert("dana".into(), before.users["dana"].clone());
        let refused = import(&store, more).await;
        assert!(matches!(refused, Err(StoreError::AlreadyExists { table: "users", .. })), "{refused:?}");
        assert_same(&export(&store).await, &before);
    }

    async fn an_import_may_build_on_what_is_there(store: Store) {
        let whole = generate::directory(5, 400, 30);
        let (mut first, mut second) = (whole.clone(), whole.clone());
        first.users.retain(|id, _| id.as_str() < "u0000200");
        second.users.retain(|id, _| !first.users.contains_key(id));
        for group in first.groups.values_mut() {
            group.members.clear();
        }
        second.organizations.clear();
        second.attributes.clear();
        second.groups.clear();
        import(&store, first).await.unwrap();
        import(&store, second).await.unwrap();
        let mut expected = whole;
        for group in expected.groups.values_mut() {
            group.members.clear();
        }
        assert_same(&export(&store).await, &expected);
    }

    async fn people_who_manage_each_other_come_back_as_they_went_in(store: Store) {
        let mut given = generate::directory(6, 40, 8);
        for (id, manager) in [("u0000001", "u0000003"), ("u0000003", "u0000002"), ("u0000002", "u0000001"), ("u0000005", "u0000005")] {
            given.users.get_mut(id).unwrap().manager = Some(manager.into());
        }
        import(&store, given.clone()).await.unwrap();
        assert_same(&export(&store).await, &given);
    }

    async fn what_is_stored_of_telephony_stands_in_the_way_of_what_comes(store: Store) {
        import(&store, Cast::telephony().directory()).await.unwrap();
        let existing = read(&store, |tx| directory::existing(tx).boxed()).await;
        let line = &existing.telephony.lines["l-7101"];
        assert_eq!(line.identity(), (Some("cl-1"), "quay-line_partition", "7101"));
        assert_eq!(existing.telephony.places["quay"].country.as_deref(), Some("GB"));
        assert_eq!(existing.telephony.device_lists["dl-1"].customer, "bramble".into());
        let kept = &existing.telephony.inventory["i-7101"];
        assert_eq!((&*kept.number, kept.at.clone()), ("7101", Some("quay".into())));
        assert!(existing.holds("lines", "l-7101"));
        // Nobody can store it past the rules either.
        let mut more = Directory::default();
        let twin = Cast::telephony().directory().sections["lines"]["l-7101"].clone();
        more.sections.insert("lines".to_owned(), [("l-twin".to_owned(), twin)].into());
        let refused = import(&store, more).await;
        assert!(matches!(refused, Err(StoreError::AlreadyExists { table: "telephony_keys", .. })), "{refused:?}");
    }

    async fn a_reference_to_nobody_is_refused(store: Store) {
        let mut given = generate::directory(5, 50, 8);
        given.users.get_mut("u0000007").unwrap().manager = Some("nobody".into());
        let refused = import(&store, given).await;
        assert!(matches!(refused, Err(StoreError::Dangling { .. })), "{refused:?}");
        assert!(export(&store).await == Directory::default());
    }
}

/// WHY: without figures PostgreSQL takes every table for a nearly empty one, and reads whole tables line by line.
#[tokio::test]
async fn after_a_large_import_postgres_knows_how_large_every_table_is() {
    use sqlx::{Connection, Row};
    let Some(database) = rehome_testkit::databases::postgres() else {
        return;
    };
    let store = database.store().await;
    let large = rehome_testkit::generate::directory(31, 2_000, 30);
    import(&store, large).await.unwrap();
    let mut connection = sqlx::PgConnection::connect(&database.url).await.unwrap();
    let tables = "SELECT relname::text AS name, reltuples::float8 AS rows FROM pg_class \
                  WHERE relnamespace = current_schema()::regnamespace AND relname = ANY($1)";
    let named = [
        "users",
        "organizations",
        "telephony_keys",
        "telephony_references",
        "directory_sections",
        "items",
    ];
    let found = sqlx::query(tables)
        .bind(&named[..])
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert_eq!(found.len(), named.len());
    for row in found {
        let (name, rows): (String, f64) = (row.get("name"), row.get("rows"));
        assert!(rows >= 0.0, "{name} was never looked at");
    }
}
