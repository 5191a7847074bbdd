//! Other people's sign-ins and one's own: resets, the first sign-in, sessions, tokens, and what the forms offer.

use crate::house::{House, caller};
use rehome_domain::people::UserStatus;
use rehome_domain::time::Timestamp;
use rehome_service::audit::AuditQuery;
use rehome_service::people::{GrantRequest, NewUser, SignInPatch, SignInView, UserPatch};
use rehome_service::{Acting, Caller, ServiceError, SignedIn, Via};
use rehome_testkit::{Cast, NOW};

const PASSWORD: &str = "correct horse";
const OTHER: &str = "battery staple";

fn here() -> Acting {
    Acting::default()
}

async fn reset(house: &House, who: &str, whom: &str) -> Result<(), ServiceError> {
    let whom = whom.into();
    let (by, here) = (caller(who), here());
    house
        .service
        .account_password_reset(&by, &here, &whom, OTHER)
        .await
}

async fn open(house: &House, who: &str, password: &str) -> Result<SignedIn, ServiceError> {
    house.service.session_open(who, password, None, None).await
}

async fn status(house: &House, who: &str) -> UserStatus {
    let seen = house
        .service
        .user(&caller("ana"), &here(), &who.into())
        .await;
    seen.unwrap().status
}

async fn newcomer(house: &House, password: Option<&str>) -> String {
    let new = NewUser {
        username: "nia".into(),
        pending: true,
        password: password.map(str::to_owned),
        ..NewUser::default()
    };
    let made = house
        .service
        .user_create(&caller("omar"), &here(), new)
        .await
        .unwrap();
    assert_eq!(made.status, UserStatus::Pending);
    made.id.to_string()
}

rehome_testkit::on_both_engines! {
    async fn a_reset_ends_what_was_open_and_lets_only_a_new_password_in(store: Store) {
        let house = House::cast(store).await;
        house.service.password_set(&"ben".into(), PASSWORD).await.unwrap();
        let before = open(&house, "ben", PASSWORD).await.unwrap();
        reset(&house, "omar", "ben").await.unwrap();
        assert!(house.service.session_of(&before.token).await.unwrap().is_none());
        assert_eq!(open(&house, "ben", PASSWORD).await.unwrap_err().status(), 401);
        let opened = open(&house, "ben", OTHER).await.unwrap();
        assert!(opened.session.must_change_password);
        let session = house.service.session_of(&opened.token).await.unwrap().unwrap();
        assert!(session.must_change_password);
        for (present, new, code) in [
            ("not this", "a new password", "password-wrong"),
            (OTHER, OTHER, "password-unchanged"),
            (OTHER, "short", "password-too-short"),
        ] {
            assert_eq!(house.service.password_change(&session, present, new).await.unwrap_err().code(), code);
        }
        let other = open(&house, "ben", OTHER).await.unwrap();
        house.service.password_change(&session, OTHER, "a new password").await.unwrap();
        let now = house.service.session_of(&opened.token).await.unwrap().unwrap();
        assert!(!now.must_change_password);
        assert!(house.service.session_of(&other.token).await.unwrap().is_none(), "the others ended");
        assert!(!open(&house, "ben", "a new password").await.unwrap().session.must_change_password);
    }

    async fn wrong_passwords_have_to_wait_at_a_change_too(store: Store) {
        let house = House::cast(store).await;
        house.service.password_set(&"ben".into(), PASSWORD).await.unwrap();
        let opened = open(&house, "ben", PASSWORD).await.unwrap();
        for _ in 0..10 {
            house.service.password_change(&opened.session, "wrong", OTHER).await.unwrap_err();
        }
        let told = house.service.password_change(&opened.session, PASSWORD, OTHER).await.unwrap_err();
        assert_eq!(told.status(), 429);
    }

    async fn a_dependent_is_let_in_and_kept_out_by_who_administers_the_account(store: Store) {
        let cast = Cast::new().grant("mia", "alert_manager@southport");
        let house = House::of(store, &cast).await;
        let patch = async |who: &str, whom: &str, manual: Option<bool>, password: Option<&str>| {
            let sign_in = Some(SignInPatch { manual, password: password.map(str::to_owned) });
            let above = Acting { acting_in: Some("aster-north".into()), act_as: None };
            let revision = house.service.user(&caller("ana"), &above, &whom.into()).await.unwrap().revision;
            house.service.user_patch(&caller(who), &here(), &whom.into(), revision, UserPatch { sign_in, ..UserPatch::default() }).await
        };
        for (who, whom, status, code) in [
            ("omar", "ben", 422, "not-a-dependent"),
            ("omar", "mia", 403, "not-allowed"),
            ("petra", "leo", 404, "not-found"),
            ("omar", "kim", 404, "not-found"),
        ] {
            let told = patch(who, whom, Some(true), None).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (status, code), "{who} {whom}");
        }
        assert_eq!(patch("omar", "leo", None, Some(PASSWORD)).await.unwrap_err().code(), "no-sign-in");
        assert_eq!(patch("omar", "leo", Some(true), Some("short")).await.unwrap_err().code(), "password-too-short");
        let leo = patch("omar", "leo", Some(true), Some(PASSWORD)).await.unwrap();
        assert_eq!(leo.sign_in, Some(SignInView { password: true, manual: true }));
        let opened = open(&house, "leo", PASSWORD).await.unwrap();
        assert!(opened.session.must_change_password, "it is to be changed first");
        let leo = patch("omar", "leo", Some(false), None).await.unwrap();
        assert_eq!(leo.sign_in, Some(SignInView { password: true, manual: false }));
        assert!(house.service.session_of(&opened.token).await.unwrap().is_none(), "what was open ends");
        assert_eq!(open(&house, "leo", PASSWORD).await.unwrap_err().status(), 401);
        patch("omar", "leo", Some(true), None).await.unwrap();
        assert!(open(&house, "leo", PASSWORD).await.is_ok(), "the password stayed");
    }

    async fn a_new_dependent_signs_in_where_that_is_said(store: Store) {
        let house = House::cast(store).await;
        let new = |username: &str, sponsor: Option<&str>, manual: Option<bool>, password: Option<&str>| NewUser {
            username: username.to_owned(),
            sponsor: sponsor.map(Into::into),
            sign_in: Some(SignInPatch { manual, password: password.map(str::to_owned) }),
            ..NewUser::default()
        };
        let make = async |new: NewUser| house.service.user_create(&caller("omar"), &here(), new).await;
        assert_eq!(make(new("ida", None, Some(true), None)).await.unwrap_err().code(), "not-a-dependent");
        assert_eq!(make(new("ida", Some("dana"), None, Some(PASSWORD))).await.unwrap_err().code(), "no-sign-in");
        let ida = make(new("ida", Some("dana"), Some(true), Some(PASSWORD))).await.unwrap();
        assert_eq!(ida.sign_in, Some(SignInView { password: true, manual: true }));
        assert!(open(&house, "ida", PASSWORD).await.is_ok());
        let ole = make(new("ole", Some("dana"), Some(true), None)).await.unwrap();
        house.service.account_invite(&caller("omar"), &here(), &ole.id).await.unwrap();
    }

    async fn nobody_takes_over_an_account_that_opens_more_than_their_own(store: Store) {
        let cast = Cast::new()
            .grant("ben", "alert_manager@southport")
            .grant("carla", "auditor")
            .user("gil", |gil| gil.status = UserStatus::Disabled);
        let house = House::of(store, &cast).await;
        for (who, whom, status, code) in [
            ("omar", "ben", 403, "not-allowed"),
            ("omar", "orla", 403, "not-allowed"),
            ("orla", "carla", 403, "not-allowed"),
            ("omar", "kim", 404, "not-found"),
            ("bo", "dana", 404, "not-found"),
            ("omar", "omar", 422, "own-account"),
            ("omar", "leo", 422, "no-sign-in"),
            ("ana", "gil", 422, "user-not-active"),
        ] {
            let told = reset(&house, who, whom).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (status, code), "{who} {whom}");
            let here = here();
            let told = house.service.account_invite(&caller(who), &here, &whom.into()).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (status, code), "{who} {whom}");
            let told = house.service.account_sign_out(&caller(who), &here, &whom.into()).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (status, code), "{who} {whom}");
        }
        reset(&house, "orla", "ben").await.unwrap();
    }

    async fn a_link_signs_in_once_for_a_week_and_takes_the_account_into_use(store: Store) {
        let house = House::cast(store).await;
        let nia = newcomer(&house, None).await;
        let invite = async || house.service.account_invite(&caller("omar"), &here(), &nia.as_str().into()).await;
        let first = invite().await.unwrap();
        let link = invite().await.unwrap();
        assert!(house.service.welcome(&first.token).await.unwrap().is_none(), "a new link ends the former");
        let greeted = house.service.welcome(&link.token).await.unwrap().unwrap();
        assert_eq!((greeted.username.as_ref(), greeted.until), ("nia", link.until));
        let accept = async |token: &str, password: &str| house.service.welcome_accept(token, password, Some("10.0.0.1"), None).await;
        assert_eq!(accept(&link.token, "short").await.unwrap_err().code(), "password-too-short");
        let opened = accept(&link.token, PASSWORD).await.unwrap();
        assert_eq!(opened.session.caller.user.as_str(), nia);
        assert!(house.service.session_of(&opened.token).await.unwrap().is_some());
        assert_eq!(status(&house, &nia).await, UserStatus::Active);
        assert_eq!(accept(&link.token, PASSWORD).await.unwrap_err().status(), 404);
        assert!(open(&house, "nia", PASSWORD).await.is_ok());
        assert_eq!(invite().await.unwrap_err().code(), "has-password");
    }

    async fn a_link_ends_with_its_week_with_the_account_and_by_hand(store: Store) {
        let house = House::cast(store).await;
        let nia = newcomer(&house, None).await;
        let invite = async || house.service.account_invite(&caller("omar"), &here(), &nia.as_str().into()).await.unwrap();
        let link = invite().await;
        house.turn(7 * 24 * 3_600);
        assert!(house.service.welcome(&link.token).await.unwrap().is_none());
        let link = invite().await;
        house.service.account_sign_out(&caller("omar"), &here(), &nia.as_str().into()).await.unwrap();
        assert!(house.service.welcome(&link.token).await.unwrap().is_none());
        let link = invite().await;
        let patch = UserPatch { status: Some(UserStatus::Disabled), ..UserPatch::default() };
        house.service.user_patch(&caller("omar"), &here(), &nia.as_str().into(), 1, patch).await.unwrap();
        assert!(house.service.welcome(&link.token).await.unwrap().is_none());
        assert_eq!(house.service.welcome_accept(&link.token, PASSWORD, None, None).await.unwrap_err().status(), 404);
        for _ in 0..10 {
            house.service.welcome_accept("rhw_made-up", PASSWORD, Some("10.0.0.9"), None).await.unwrap_err();
        }
        assert_eq!(house.service.welcome_accept("rhw_made-up", PASSWORD, Some("10.0.0.9"), None).await.unwrap_err().status(), 429);
    }

    async fn a_first_password_opens_nothing_but_the_choice_of_another(store: Store) {
        let house = House::cast(store).await;
        let nia = newcomer(&house, Some(PASSWORD)).await;
        let opened = open(&house, "nia", PASSWORD).await.unwrap();
        assert!(opened.session.must_change_password);
        assert_eq!(status(&house, &nia).await, UserStatus::Pending);
        house.service.password_change(&opened.session, PASSWORD, OTHER).await.unwrap();
        assert_eq!(status(&house, &nia).await, UserStatus::Active);
        let now = house.service.session_of(&opened.token).await.unwrap().unwrap();
        assert!(!now.must_change_password);
    }

    async fn no_secret_is_written_to_the_audit(store: Store) {
        let house = House::cast(store).await;
        let nia = newcomer(&house, None).await;
        let link = house.service.account_invite(&caller("omar"), &here(), &nia.as_str().into()).await.unwrap();
        house.service.welcome_accept(&link.token, PASSWORD, None, None).await.unwrap();
        reset(&house, "omar", "ben").await.unwrap();
        let token = house.service.token_make(&caller("ben"), "nightly", None).await.unwrap();
        let records = house.service.audit_page(&caller("orla"), &AuditQuery { limit: Some(100), ..AuditQuery::default() }).await.unwrap();
        let written = serde_json::to_string(&records.items).unwrap();
        for action in ["user-created", "sign-in-link-made", "first-sign-in", "password-reset"] {
            assert!(written.contains(action), "{action}: {written}");
        }
        for secret in [link.token.as_str(), PASSWORD, OTHER, token.as_str()] {
            assert!(!written.contains(secret));
        }
    }

    async fn tokens_are_made_listed_and_revoked_by_their_owner_and_who_administers_them(store: Store) {
        let house = House::cast(store).await;
        let (service, dana) = (&house.service, caller("dana"));
        let secret = service.token_make(&dana, " nightly ", None).await.unwrap();
        service.token_make(&dana, "weekly", Some(Timestamp(NOW.0 + 1))).await.unwrap();
        let listed = service.tokens_own(&dana).await.unwrap();
        assert_eq!(listed.iter().map(|it| (it.name.as_str(), it.used)).collect::<Vec<_>>(), [("nightly", None), ("weekly", None)]);
        assert!(service.caller_of_token(&secret).await.unwrap().is_some());
        assert_eq!(service.tokens_own(&dana).await.unwrap()[0].used, Some(NOW));
        for (name, expires, code) in [("  ", None, "bad-name"), ("late", Some(NOW), "already-over")] {
            assert_eq!(service.token_make(&dana, name, expires).await.unwrap_err().code(), code);
        }
        assert_eq!(service.token_make(&Caller::new("dana", Via::Token), "more", None).await.unwrap_err().status(), 403);
        assert!(!service.token_revoke(&caller("ben"), &listed[0].id).await.unwrap());
        assert!(service.token_revoke(&dana, &listed[0].id).await.unwrap());
        assert!(service.caller_of_token(&secret).await.unwrap().is_none());
        assert_eq!(service.account_token_revoke(&caller("bo"), &here(), &"dana".into(), &listed[1].id).await.unwrap_err().status(), 404);
        assert!(service.account_token_revoke(&caller("orla"), &here(), &"dana".into(), &listed[1].id).await.unwrap());
        assert_eq!(service.tokens_own(&dana).await.unwrap(), []);
    }

    async fn ones_own_sessions_are_told_and_the_others_ended(store: Store) {
        let house = House::cast(store).await;
        house.service.password_set(&"ben".into(), PASSWORD).await.unwrap();
        let (one, other) = (open(&house, "ben", PASSWORD).await.unwrap(), open(&house, "ben", PASSWORD).await.unwrap());
        let open = house.service.sessions_own(&one.session).await.unwrap();
        assert_eq!((open.len(), open.iter().filter(|it| it.is_this).count()), (2, 1));
        assert_eq!(house.service.sessions_end_others(&one.session).await.unwrap(), 1);
        assert!(house.service.session_of(&other.token).await.unwrap().is_none());
        assert!(house.service.session_of(&one.token).await.unwrap().is_some());
    }

    async fn the_form_offers_what_would_be_taken(store: Store) {
        let house = House::cast(store).await;
        let form = house.service.person_form(&caller("omar"), &here(), None, None).await.unwrap();
        assert_eq!((form.home.place.code.as_str(), form.homes.len()), ("harbour", 1));
        assert!(form.hierarchy.root.is_some() && form.attributes.iter().any(|id| id.as_str() == "phone"));
        let form = house.service.person_form(&caller("ana"), &here(), Some("riverside".into()), None).await.unwrap();
        assert!(form.home.place.code.as_str() == "riverside" && form.homes.len() > 3);
        let of_dana = house.service.person_form(&caller("omar"), &here(), None, Some("dana".into())).await.unwrap();
        assert_eq!(of_dana.sponsor.unwrap().id.as_str(), "dana");
        for (who, home, sponsor) in [("omar", Some("riverside"), None), ("omar", None, Some("kim")), ("kim", Some("harbour"), None)] {
            let told = house.service.person_form(&caller(who), &here(), home.map(Into::into), sponsor.map(Into::into)).await.unwrap_err();
            assert_eq!(told.status(), 404, "{who}");
        }
        assert_eq!(house.service.person_form(&caller("bo"), &here(), None, None).await.unwrap_err().status(), 403);
    }

    async fn roles_are_offered_within_the_own_rank_and_never_for_oneself(store: Store) {
        let house = House::cast(store).await;
        let edit = async |who: &str, whom: &str| house.service.person_edit(&caller(who), &here(), &whom.into()).await;
        let by_orla = edit("orla", "ben").await.unwrap();
        assert_eq!(by_orla.roles.places.len(), 1);
        assert!(by_orla.roles.roles.iter().all(|role| !role.is_above));
        assert!(by_orla.roles.roles.iter().any(|role| role.role.as_str() == "ward-clerk"));
        assert!(by_orla.roles.roles.iter().all(|role| role.role.as_str() != "enterprise_administrator"));
        assert!(edit("omar", "ben").await.unwrap().roles.places.is_empty());
        let own = edit("orla", "orla").await.unwrap();
        assert!(own.is_own && own.roles.places.is_empty() && own.operator.is_none());
        assert_eq!(own.last_administrator_of.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["harbour"]);
        assert!(edit("orla", "omar").await.unwrap().operator.is_some());
        assert_eq!(edit("omar", "orla").await.unwrap_err().status(), 403);
        assert_eq!(edit("omar", "kim").await.unwrap_err().status(), 404);
        let second = GrantRequest { role: "organization_administrator".into(), at: Some("harbour".into()) };
        house.service.role_grant(&caller("orla"), &here(), &"ben".into(), second).await.unwrap();
        assert_eq!(edit("orla", "orla").await.unwrap().last_administrator_of, []);
    }

    async fn an_address_is_exchanged_with_the_profile(store: Store) {
        let house = House::cast(store).await;
        let patch: UserPatch = serde_json::from_str(r#"{"email":" new@harbour.example "}"#).unwrap();
        let changed = house.service.user_patch(&caller("omar"), &here(), &"dana".into(), 1, patch).await.unwrap();
        assert_eq!(changed.email.as_deref(), Some("new@harbour.example"));
        let wrong: UserPatch = serde_json::from_str(r#"{"email":"nonsense"}"#).unwrap();
        let told = house.service.user_patch(&caller("omar"), &here(), &"dana".into(), 2, wrong).await.unwrap_err();
        assert_eq!(told.code(), "bad-address");
    }
}
