//! What the wizard for copies asks: facts to judge by, a review without a password, who was made, and who may at all.

use crate::house::{House, caller, wire};
use rehome_domain::hosting::{NameHolder, Provisioning, UserType};
use rehome_domain::user_copy::{CopyRequest, Password};
use rehome_domain::user_move::ActAs;
use rehome_service::user_copy::{CopyAnswer, CopyCommit, CopyScreen};
use rehome_service::user_move::Review;
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;
use rehome_testkit::copies::{GOOD_PASSWORD, copy_of, nina};

async fn screen(
    house: &House,
    who: &str,
    request: &CopyRequest,
) -> Result<CopyScreen, ServiceError> {
    house.service.user_copy_screen(&caller(who), request).await
}

async fn commit(
    house: &House,
    review: &Review,
    password: Option<Password>,
) -> Result<CopyAnswer, ServiceError> {
    let mut request = nina();
    request.user.password = password;
    let findings = review.plan.findings();
    let commit = CopyCommit {
        request,
        digest: Some(review.digest.clone()),
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
    };
    let service = &house.service;
    service
        .user_copy_commit(&caller("cleo"), commit, Some(&review.digest))
        .await
}

rehome_testkit::on_both_engines! {
    async fn the_screen_says_what_the_plan_says_and_tells_of_no_password_and_of_nobody_else(store: Store) {
        let cast = Cast::hosting().hosted("jon", |it| it.upn = Some("nina@bramble.example".into()));
        let house = House::of(store, &cast).await;
        let shown = screen(&house, "cleo", &nina()).await.unwrap();
        assert_eq!((&*shown.name, &*shown.home.name, shown.is_template), ("Mara Quinn", "Bramble Foods", false));
        let planned = house.service.user_copy_plan(&caller("cleo"), &nina()).await.unwrap();
        let sure = shown.judgement.findings.iter().filter(|it| !it.deferred);
        let planned: Vec<&str> = planned.plan.findings().map(|it| it.code()).collect();
        assert!(planned.contains(&"upn-taken"));
        assert_eq!(sure.map(|it| it.code()).collect::<Vec<_>>(), planned);
        let facts = shown.snapshot.hosting.as_ref().unwrap();
        assert!(facts.names.values().flatten().all(|it| matches!(it, NameHolder::Other) || *it == NameHolder::User("mara".into())));
        let written = serde_json::to_string(&shown.snapshot).unwrap();
        for secret in [GOOD_PASSWORD, "una@bramble.example", "Otter", "Fern Logistics"] {
            assert!(!written.contains(secret), "{secret}");
        }
        assert!(shown.judgement.copied.unwrap().may_add);
    }

    async fn a_copy_for_another_customer_is_shown_to_who_moves_people_there(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let mut request = nina();
        assert_eq!(screen(&house, "rhea", &request).await.unwrap().elsewhere, None);
        request.destination = Some("bramble".into());
        assert_eq!(screen(&house, "rhea", &request).await.unwrap().elsewhere, None, "it is the home");
        request.destination = Some("clover".into());
        let there = screen(&house, "rhea", &request).await.unwrap();
        assert_eq!(there.elsewhere.map(|it| it.code), Some("clover".into()));
        assert!(there.judgement.copied.unwrap().domains.contains(&"clover.example".into()));
        for (who, code) in [("cleo", "clover"), ("rhea", "nowhere")] {
            request.destination = Some(code.into());
            assert_eq!(screen(&house, who, &request).await.unwrap_err().status(), 404, "{who}");
        }
    }

    async fn who_may_not_copy_is_answered_as_if_there_were_nobody(store: Store) {
        let cast = Cast::hosting().hosted("jon", |it| it.user_type = UserType::Template);
        let house = House::of(store, &cast).await;
        let unknown = wire(&screen(&house, "cleo", &copy_of("nobody", "nina@bramble.example")).await.unwrap_err());
        for who in ["sven", "pia", "eve", "mara", "otis"] {
            let error = screen(&house, who, &nina()).await.unwrap_err();
            assert_eq!((error.status(), wire(&error)), (404, unknown.clone()), "{who}");
            let error = house.service.user_copy_preview(&caller(who), &nina()).await.unwrap_err();
            assert_eq!((error.status(), wire(&error)), (404, unknown.clone()), "{who}");
            let error = house.service.user_copy_made(&caller(who), "bramble".into(), "mara".into()).await.unwrap_err();
            assert_eq!(error.status(), 404, "{who}");
        }
        // A template is its customer's alone.
        let template = copy_of("jon", "nina@bramble.example");
        assert!(screen(&house, "una", &template).await.unwrap().is_template);
        assert_eq!(wire(&screen(&house, "rhea", &template).await.unwrap_err()), unknown);
    }

    async fn the_page_of_a_person_and_the_office_say_who_may_copy(store: Store) {
        let cast = Cast::hosting().hosted("jon", |it| it.user_type = UserType::Template);
        let house = House::of(store, &cast).await;
        let key = async |who: &str, user: &str| {
            let acting = Acting { acting_in: None, act_as: Some(ActAs::Operator) };
            let page = house.service.user_page(&caller(who), &acting, &user.into()).await;
            page.map(|page| page.keys.copy)
        };
        for (who, user, is_open) in [("cleo", "mara", true), ("una", "mara", true), ("rhea", "mara", true), ("cleo", "jon", true), ("sven", "mara", false), ("pia", "mara", false)] {
            assert_eq!(key(who, user).await.ok(), Some(is_open), "{who} {user}");
        }
        assert_ne!(key("rhea", "jon").await.ok(), Some(true));
        for (who, is_open) in [("cleo", true), ("una", true), ("sven", false)] {
            let office = house.service.office(&caller(who), None).await.unwrap();
            assert_eq!(office.unwrap().keys.copy, is_open, "{who}");
        }
    }

    async fn what_was_reviewed_without_a_password_is_made_with_one_that_keeps_the_policy(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let mut request = nina();
        request.user.password = None;
        let review = house.service.user_copy_preview(&caller("cleo"), &request).await.unwrap();
        assert!(review.person.is_some());
        for password in [None, Some(Password::new("short")), Some(Password::to_come())] {
            let error = commit(&house, &review, password).await.unwrap_err();
            assert_eq!((error.status(), error.code()), (409, "stale"));
        }
        let done = commit(&house, &review, Some(Password::new(GOOD_PASSWORD))).await.unwrap();
        let made = house.service.user_copy_made(&caller("cleo"), "bramble".into(), done.user.clone().unwrap()).await.unwrap();
        assert_eq!((&*made.name, &*made.sign_in), ("Nina Park", "nina@bramble.example"));
        assert_eq!(made.account, Provisioning::Requested);
        let services: Vec<(&str, Provisioning)> = made.services.values().map(|(name, state)| (&**name, *state)).collect();
        assert_eq!(services, [("Hosted Exchange", Provisioning::Requested)]);
    }
}
