//! Signing in, sessions, tokens, and setting an installation up.

use crate::house::{House, caller};
use rehome_domain::people::UserStatus;
use rehome_service::admin::NewAdministrator;
use rehome_service::people::UserPatch;
use rehome_service::{Acting, Via};
use rehome_testkit::{Cast, grant};

const PASSWORD: &str = "correct horse";

async fn house(store: rehome_storage::Store) -> House {
    let house = House::cast(store).await;
    house
        .service
        .password_set(&"dana".into(), PASSWORD)
        .await
        .unwrap();
    house
}

rehome_testkit::on_both_engines! {
    async fn who_knows_the_password_gets_a_session_until_signing_out(store: Store) {
        let house = house(store).await;
        let open = house.service.session_open(" Dana ", PASSWORD, Some("10.0.0.1"), None).await.unwrap();
        let session = house.service.session_of(&open.token).await.unwrap().unwrap();
        assert_eq!((session.caller.user.as_str(), session.caller.via, session.name.as_ref()), ("dana", Via::Session, "Dana Whitfield"));
        house.service.session_close(&open.token).await.unwrap();
        assert!(house.service.session_of(&open.token).await.unwrap().is_none());
        assert!(house.service.session_of("made-up").await.unwrap().is_none());
    }

    async fn a_user_principal_name_signs_in_where_one_person_alone_has_it(store: Store) {
        let cast = Cast::hosting().hosted("cass", |it| it.upn = Some("jon@bramble.example".into()));
        let house = House::of(store, &cast).await;
        for user in ["mara", "jon", "cass"] {
            house.service.password_set(&user.into(), PASSWORD).await.unwrap();
        }
        let upn = cast.users["mara"].hosting.as_ref().unwrap().upn.clone().unwrap().to_uppercase();
        let open = house.service.session_open(&upn, PASSWORD, None, None).await.unwrap();
        assert_eq!(house.service.session_of(&open.token).await.unwrap().unwrap().caller.user.as_str(), "mara");
        assert_eq!(cast.users["jon"].hosting.as_ref().unwrap().upn.as_deref(), Some("jon@bramble.example"));
        let told = house.service.session_open("jon@bramble.example", PASSWORD, None, None).await.unwrap_err();
        assert_eq!(crate::house::wire(&told), crate::house::wire(&rehome_service::ServiceError::Unauthenticated));
    }

    async fn whatever_is_wrong_the_answer_is_one(store: Store) {
        let house = house(store).await;
        for (name, password) in [("dana", "wrong"), ("nobody", PASSWORD), ("ben", PASSWORD), ("", "")] {
            let told = house.service.session_open(name, password, None, None).await.unwrap_err();
            assert_eq!(crate::house::wire(&told), crate::house::wire(&rehome_service::ServiceError::Unauthenticated));
        }
    }

    async fn who_is_not_active_does_not_sign_in_and_is_signed_out(store: Store) {
        let house = house(store).await;
        let open = house.service.session_open("dana", PASSWORD, None, None).await.unwrap();
        let patch = UserPatch { status: Some(UserStatus::Disabled), ..UserPatch::default() };
        house.service.user_patch(&caller("omar"), &Acting::default(), &"dana".into(), 1, patch).await.unwrap();
        assert!(house.service.session_of(&open.token).await.unwrap().is_none());
        assert_eq!(house.service.session_open("dana", PASSWORD, None, None).await.unwrap_err().status(), 401);
    }

    async fn a_session_ends_when_idle_and_at_the_latest(store: Store) {
        let house = house(store).await;
        let open = house.service.session_open("dana", PASSWORD, None, None).await.unwrap();
        for _ in 0..15 {
            house.turn(11 * 3_600);
            assert!(house.service.session_of(&open.token).await.unwrap().is_some());
        }
        house.turn(11 * 3_600);
        assert!(house.service.session_of(&open.token).await.unwrap().is_none(), "older than a week");
        let open = house.service.session_open("dana", PASSWORD, None, None).await.unwrap();
        house.turn(13 * 3_600);
        assert!(house.service.session_of(&open.token).await.unwrap().is_none(), "idle for half a day");
        house.service.expired_purge().await.unwrap();
    }

    async fn signing_in_ends_the_session_that_was_open(store: Store) {
        let house = house(store).await;
        let first = house.service.session_open("dana", PASSWORD, None, None).await.unwrap();
        let second = house.service.session_open("dana", PASSWORD, None, Some(&first.token)).await.unwrap();
        assert_ne!(first.token, second.token);
        assert!(house.service.session_of(&first.token).await.unwrap().is_none());
        assert!(house.service.session_of(&second.token).await.unwrap().is_some());
    }

    async fn too_many_failures_have_to_wait_by_name_and_by_address(store: Store) {
        let house = house(store).await;
        for _ in 0..10 {
            house.service.session_open("dana", "wrong", Some("10.0.0.9"), None).await.unwrap_err();
        }
        let told = house.service.session_open("dana", PASSWORD, Some("10.0.0.1"), None).await.unwrap_err();
        assert_eq!(told.status(), 429);
        assert!(told.retry_after().is_some_and(|seconds| (1..=900).contains(&seconds)));
        let told = house.service.session_open("someone-else", PASSWORD, Some("10.0.0.9"), None).await.unwrap_err();
        assert_eq!(told.status(), 429);
        house.turn(16 * 60);
        assert!(house.service.session_open("dana", PASSWORD, Some("10.0.0.9"), None).await.is_ok());
    }

    async fn many_tries_at_once_pass_no_more_than_one_after_the_other(store: Store) {
        let house = house(store).await;
        let tries: Vec<_> = (0..30)
            .map(|n| {
                let service = house.service.clone();
                tokio::spawn(async move { service.session_open(&format!("name-{n}"), "wrong", Some("10.0.0.9"), None).await })
            })
            .collect();
        let mut told = Vec::new();
        for tried in tries {
            told.push(tried.await.unwrap().unwrap_err().status());
        }
        assert_eq!(told.iter().filter(|status| **status == 401).count(), 10, "{told:?}");
        assert_eq!(told.iter().filter(|status| **status == 429).count(), 20, "{told:?}");
    }

    async fn who_signs_in_well_is_not_counted_against_the_address(store: Store) {
        let house = house(store).await;
        for _ in 0..12 {
            house.service.session_open("dana", PASSWORD, Some("10.0.0.9"), None).await.unwrap();
        }
        for _ in 0..10 {
            let told = house.service.session_open("nobody", PASSWORD, Some("10.0.0.9"), None).await.unwrap_err();
            assert_eq!(told.status(), 401);
        }
        assert_eq!(house.service.session_open("dana", PASSWORD, Some("10.0.0.9"), None).await.unwrap_err().status(), 429);
    }

    async fn a_new_password_ends_the_sessions_of_the_old_one(store: Store) {
        let house = house(store).await;
        house.service.password_set(&"kim".into(), PASSWORD).await.unwrap();
        let dana = house.service.session_open("dana", PASSWORD, None, None).await.unwrap();
        let kim = house.service.session_open("kim", PASSWORD, None, None).await.unwrap();
        house.service.password_set(&"dana".into(), "another horse").await.unwrap();
        assert!(house.service.session_of(&dana.token).await.unwrap().is_none());
        assert!(house.service.session_of(&kim.token).await.unwrap().is_some(), "somebody else's stays open");
        assert_eq!(house.service.password_set(&"dana".into(), "short").await.unwrap_err().code(), "password-too-short");
        assert_eq!(house.service.password_set(&"nobody".into(), PASSWORD).await.unwrap_err().status(), 404);
    }

    async fn one_name_in_two_homes_signs_in_by_the_password_that_fits(store: Store) {
        let cast = Cast::new().user("kim", |it| it.username = "twin".into()).user("ben", |it| it.username = "twin".into()).uniqueness("aster", false);
        let house = House::of(store, &cast).await;
        house.service.password_set(&"kim".into(), "password of kim").await.unwrap();
        house.service.password_set(&"ben".into(), "password of ben").await.unwrap();
        let open = house.service.session_open("twin", "password of kim", None, None).await.unwrap();
        assert_eq!(open.session.caller.user.as_str(), "kim");
    }

    async fn dependents_sign_in_only_where_that_is_switched_on(store: Store) {
        let mut directory = Cast::new().directory();
        let manual = serde_json::json!({ "manual": true });
        directory.users.get_mut("leo").unwrap().extra.insert("sign_in".to_owned(), manual);
        let house = House::with(store, directory).await;
        for id in ["leo", "mia"] {
            house.service.password_set(&id.into(), PASSWORD).await.unwrap();
        }
        assert!(house.service.session_open("leo", PASSWORD, None, None).await.is_ok());
        assert_eq!(house.service.session_open("mia", PASSWORD, None, None).await.unwrap_err().status(), 401);
    }

    async fn a_token_is_told_once_and_ends_on_time(store: Store) {
        let house = house(store).await;
        let token = house.service.token_create("dana", "script", None).await.unwrap();
        assert!(token.starts_with("rhm_") && token.len() == 47);
        let who = house.service.caller_of_token(&token).await.unwrap().unwrap();
        assert_eq!((who.user.as_str(), who.via), ("dana", Via::Token));
        let until = rehome_domain::time::Timestamp(rehome_testkit::NOW.0 + 60_000_000);
        let short = house.service.token_create("dana", "short", Some(until)).await.unwrap();
        assert!(house.service.caller_of_token(&short).await.unwrap().is_some());
        house.turn(61);
        assert!(house.service.caller_of_token(&short).await.unwrap().is_none());
        assert!(house.service.caller_of_token("rhm_made-up").await.unwrap().is_none());
        assert_eq!(house.service.token_create("nobody", "x", None).await.unwrap_err().status(), 404);
    }

    async fn the_first_administrator_of_an_empty_installation_can_sign_in(store: Store) {
        let house = House::of(store, &Cast { hosting: None, telephony: None, content: None, users: Default::default(), groups: Default::default(), organizations: Default::default(), attributes: Default::default(), roles: Default::default() }).await;
        let new = NewAdministrator {
            username: "root".into(),
            name: None,
            password: PASSWORD.into(),
            home: "setup".into(),
            role: None,
            at: None,
        };
        let made = house.service.administrator_create(new.clone()).await.unwrap();
        assert_eq!(made.grant, grant("system_administrator"));
        assert!(house.service.session_open("root", PASSWORD, None, None).await.is_ok());
        assert_eq!(house.service.administrator_create(new.clone()).await.unwrap_err().code(), "already-exists");
        let short = NewAdministrator { username: "other".into(), password: "short".into(), ..new };
        assert_eq!(house.service.administrator_create(short).await.unwrap_err().code(), "password-too-short");
    }

    async fn an_administrator_gets_a_role_that_exists_where_it_can_be_held(store: Store) {
        let house = House::cast(store).await;
        let new = |username: &str, home: &str| NewAdministrator {
            username: username.into(),
            name: None,
            password: PASSWORD.into(),
            home: home.into(),
            role: None,
            at: None,
        };
        for (home, held) in [("harbour", "organization_administrator@harbour"), ("aster-north", "enterprise_administrator@aster-north")] {
            let made = house.service.administrator_create(new(&format!("chief-{home}"), home)).await.unwrap();
            assert_eq!(made.grant, grant(held));
        }
        let clerk = NewAdministrator { role: Some("ward-clerk".into()), at: Some("riverside".into()), ..new("clerk", "harbour") };
        assert_eq!(house.service.administrator_create(clerk).await.unwrap().grant, grant("ward-clerk@riverside"));
        let auditor = NewAdministrator { role: Some("auditor".into()), ..new("reader", "harbour") };
        assert_eq!(house.service.administrator_create(auditor).await.unwrap().grant, grant("auditor"));
        for (refused, code) in [
            (NewAdministrator { role: Some("emperor".into()), ..new("x", "harbour") }, "unknown-role"),
            (NewAdministrator { role: Some("enterprise_administrator".into()), ..new("x", "harbour") }, "role-not-here"),
            (NewAdministrator { at: Some("nowhere".into()), ..new("x", "harbour") }, "unknown-organization"),
            (new("x", "nowhere"), "unknown-organization"),
            (new("dana", "harbour"), "already-exists"),
            (new("Kim-2", "harbour"), "name-taken"),
        ] {
            if code == "name-taken" {
                let renamed = serde_json::from_value(serde_json::json!({ "username": "kim-2" })).unwrap();
                house.service.user_patch(&caller("rosa"), &Default::default(), &"kim".into(), 1, renamed).await.unwrap();
            }
            let told = house.service.administrator_create(refused.clone()).await.unwrap_err();
            assert_eq!(told.code(), code, "{refused:?}");
        }
    }
}
