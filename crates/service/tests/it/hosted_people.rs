//! New people of hosting trees, and what of theirs cannot be just anything: names, passwords, roles.

use crate::house::{House, caller};
use rehome_domain::hosting::Provisioning;
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::user_move::ActAs;
use rehome_service::organizations::OrganizationPatch;
use rehome_service::people::{GrantRequest, NewUser, UserPatch, UserView};
use rehome_service::provisioning::ProvisioningJobsQuery;
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;
use std::collections::BTreeSet;

fn operator() -> Acting {
    Acting {
        act_as: Some(ActAs::Operator),
        ..Acting::default()
    }
}

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        ..operator()
    }
}

fn jobs_here() -> ProvisioningJobsQuery {
    ProvisioningJobsQuery {
        acting: operator(),
        ..ProvisioningJobsQuery::default()
    }
}

fn named(username: &str, email: Option<&str>) -> NewUser {
    NewUser {
        username: username.to_owned(),
        email: email.map(str::to_owned),
        ..NewUser::default()
    }
}

async fn make(house: &House, new: NewUser) -> Result<UserView, ServiceError> {
    let service = &house.service;
    service.user_create(&caller("cleo"), &operator(), new).await
}

/// What stood in the way, by code.
fn codes(error: &ServiceError) -> BTreeSet<&'static str> {
    match error {
        ServiceError::Rejected(why) if !why.findings.is_empty() => {
            why.findings.iter().map(|it| it.code()).collect()
        }
        other => [other.code()].into(),
    }
}

rehome_testkit::on_both_engines! {
    async fn somebody_new_gets_an_account_that_is_ordered_outside(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let nina = make(&house, named("nina_BRAMBLE", Some("n.park@bramble.example"))).await.unwrap();
        assert_eq!(nina.upn.as_deref(), Some("n.park@bramble.example"));
        let ola = make(&house, named("ola_BRAMBLE", None)).await.unwrap();
        assert_eq!(ola.upn.as_deref(), Some("ola@bramble.example"));
        let directory = house.service.directory_export().await.unwrap();
        assert_eq!(directory.users[&nina.id].extra["provisioning"], serde_json::json!(Provisioning::Requested));
        let jobs = house.service.provisioning_jobs(&caller("cleo"), &jobs_here()).await.unwrap();
        assert_eq!(jobs.items.len(), 2, "{jobs:?}");
    }

    async fn nobody_new_takes_a_name_of_others_or_a_place_that_is_not_there(store: Store) {
        let house = House::of(store, &Cast::hosting().hosted_at("bramble", |it| it.quarantine_days = 30)).await;
        let kept = house.everything().await;
        for (username, email, code) in [
            ("nina", Some("mara.quinn@bramble.example"), "address-taken"),
            ("mara", Some("mara.quinn@bramble.example"), "address-taken"),
            ("nina", Some("n@clover.example"), "domain-not-owned"),
            ("nina", Some("n@elsewhere.example"), "domain-not-owned"),
            ("mina_CLOVER", Some("n@bramble.example"), "username-taken"),
            ("a-name-of-21-letters_", None, "bad-username"),
        ] {
            let error = make(&house, named(username, email)).await.unwrap_err();
            assert!(codes(&error).contains(code), "{username} {email:?}: {error:?}");
        }
        for password in ["short", "all-small-letters"] {
            let new = NewUser { password: Some(password.to_owned()), ..named("nina", None) };
            assert_eq!(make(&house, new).await.unwrap_err().status(), 422, "{password}");
        }
        assert_eq!(house.everything().await, kept, "nothing refused was written");
    }

    async fn a_full_customer_takes_nobody_new(store: Store) {
        let people = Cast::hosting().users.values().filter(|it| it.home.as_str() == "bramble").count();
        let limit = u32::try_from(people).unwrap();
        let house = House::of(store, &Cast::hosting().hosted_at("bramble", |it| it.user_limit = Some(limit + 1))).await;
        make(&house, named("nina", None)).await.unwrap();
        assert!(codes(&make(&house, named("ola", None)).await.unwrap_err()).contains("user-limit"));
    }

    async fn a_username_is_written_anew_by_who_may_and_ends_what_was_open(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let service = &house.service;
        let rename = |username: &str| UserPatch { username: Some(username.to_owned()), ..UserPatch::default() };
        let change = async |who: &str, username: &str| {
            let seen = service.user(&caller(who), &operator(), &"mara".into()).await?;
            service.user_patch(&caller(who), &operator(), &"mara".into(), seen.revision, rename(username)).await
        };
        assert!(codes(&change("cleo", "mara.q_BRAMBLE").await.unwrap_err()).contains("rename-not-allowed"));
        assert!(codes(&change("rhea", "mina_CLOVER").await.unwrap_err()).contains("username-taken"));
        assert!(codes(&change("rhea", "a-name-of-21-letters_").await.unwrap_err()).contains("bad-username"));
        assert_eq!(&*change("rhea", "mara.q_BRAMBLE").await.unwrap().username, "mara.q_BRAMBLE");
        let jobs = service.provisioning_jobs(&caller("cleo"), &jobs_here()).await.unwrap();
        assert_eq!(jobs.items.len(), 1, "the directory outside learns it");
    }

    async fn a_customer_says_which_roles_are_held_there(store: Store) {
        let restricted = Cast::hosting().hosted_at("bramble", |it| {
            it.roles_restricted.insert("user_administrator".into());
        });
        let house = House::of(store, &restricted).await;
        let grant = |role: &str| GrantRequest { role: role.into(), at: Some("bramble".into()) };
        let service = &house.service;
        let refused = service.role_grant(&caller("rhea"), &operator(), &"jon".into(), grant("user_administrator")).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "role-restricted"));
        let form = service.person_edit(&caller("rhea"), &operator(), &"jon".into()).await.unwrap();
        let refused_at = |code: &str| {
            let place = form.roles.places.iter().find(|it| it.place.code.as_str() == code).unwrap();
            place.refused.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(refused_at("bramble"), ["user_administrator"], "the form does not offer what is refused");
        assert_eq!(refused_at("clover"), Vec::<String>::new());
        assert!(service.role_grant(&caller("rhea"), &operator(), &"jon".into(), grant("service_administrator")).await.unwrap());
    }

    async fn passwords_keep_the_policy_of_the_customer(store: Store) {
        let house = House::of(store, &Cast::hosting().hosted_at("bramble", |it| it.password_min_length = Some(14))).await;
        let service = &house.service;
        let reset = async |password: &str| {
            service.account_password_reset(&caller("cleo"), &operator(), &"mara".into(), password).await
        };
        for weak in ["Short-Pass-7", "only-small-letters"] {
            let error = reset(weak).await.unwrap_err();
            assert_eq!((error.status(), error.code()), (422, "password-policy"), "{weak}");
        }
        reset("Long-Enough-Pass-7").await.unwrap();
        let open = service.session_open("mara.quinn_BRAMBLE", "Long-Enough-Pass-7", None, None).await.unwrap();
        let session = service.session_of(&open.token).await.unwrap().unwrap();
        let error = service.password_change(&session, "Long-Enough-Pass-7", "Short-Pass-7").await.unwrap_err();
        assert_eq!(error.code(), "password-policy");
        service.password_change(&session, "Long-Enough-Pass-7", "Longer-Still-Pass-8").await.unwrap();
    }

    async fn a_customer_is_deleted_once_it_is_closed_and_empty(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let service = &house.service;
        let set = async |status| {
            let code = "clover".into();
            let seen = service.organization(&caller("rhea"), &at("kestrel"), &code).await.unwrap();
            let patch = OrganizationPatch { status: Some(status), ..OrganizationPatch::default() };
            service.organization_patch(&caller("rhea"), &at("kestrel"), &code, seen.revision, patch).await
        };
        assert_eq!(set(OrganizationStatus::Deleted).await.unwrap_err().code(), "close-first");
        set(OrganizationStatus::Closed).await.unwrap();
        assert_eq!(set(OrganizationStatus::Deleted).await.unwrap_err().code(), "close-first", "somebody lives there");
    }
}
