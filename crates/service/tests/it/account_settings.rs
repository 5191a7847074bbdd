//! Section `account` and permission profiles: what is bought, the profiles an account makes, who owns its dropzones, and who is
//! given which profile by whom.

use crate::house::{House, caller, wire};
use rehome_domain::content::{Dropzone, ProfileKind};
use rehome_domain::ids::UserId;
use rehome_domain::people::Grant;
use rehome_domain::user_move::ActAs;
use rehome_service::organizations::SectionView;
use rehome_service::people::{NewUser, UserPatch, UserView};
use rehome_service::{Acting, ServiceError};
use rehome_testkit::{Cast, on_both_engines};
use serde_json::{Value, json};

/// As who looks after others: administrators of a satellite move nobody, so that they act for themselves unless they say.
fn office() -> Acting {
    Acting {
        acting_in: None,
        act_as: Some(ActAs::Operator),
    }
}

async fn patch(
    house: &House,
    who: &str,
    code: &str,
    revision: i64,
    body: Value,
) -> Result<i64, ServiceError> {
    let (caller, acting, code) = (caller(who), office(), code.into());
    let changed = house
        .service
        .settings_patch(&caller, &acting, &code, "account", revision, body);
    changed.await.map(|(_, revision)| revision)
}

async fn read(house: &House, who: &str, code: &str) -> Result<Value, ServiceError> {
    let (caller, acting, code) = (caller(who), office(), code.into());
    let SectionView::Account(section) = house
        .service
        .settings(&caller, &acting, &code, "account")
        .await?
    else {
        panic!("another section");
    };
    Ok(serde_json::to_value(*section).unwrap())
}

async fn give(
    house: &House,
    who: &str,
    whom: &str,
    profile: &str,
) -> Result<UserView, ServiceError> {
    let (caller, acting, whom) = (caller(who), office(), UserId::from(whom));
    let revision = house.service.user(&caller, &acting, &whom).await?.revision;
    let patch = UserPatch {
        profile: Some(profile.into()),
        ..UserPatch::default()
    };
    house
        .service
        .user_patch(&caller, &acting, &whom, revision, patch)
        .await
}

fn told<T>(answer: Result<T, ServiceError>) -> (u16, String) {
    let Err(error) = answer else {
        panic!("it was done");
    };
    (error.status(), error.code().to_owned())
}

fn refused(code: &str) -> (u16, String) {
    (422, code.to_owned())
}

/// Tokyo with a dropzone of Ann's.
fn cast() -> Cast {
    Cast::accounts().file("brief", "ann").knowing_content(|it| {
        let dropzone = Dropzone {
            account: "folio-tokyo".into(),
            owner: "ann".into(),
            folder: None,
        };
        it.dropzones.insert("inbox".into(), dropzone);
    })
}

on_both_engines! {
    async fn an_account_is_set_by_its_section_and_comes_out_again_as_it_was_set(store: Store) {
        let house = House::of(store, &cast()).await;
        let before = read(&house, "tom", "folio-tokyo").await.unwrap();
        assert_eq!((&before["revision"], &before["plan"], &before["seats_taken"]), (&json!(1), &json!(null), &json!(6)));
        assert_eq!(before["dropzones"], json!([{"id": "inbox", "owner": {"id": "ann", "name": "Ann Okada"}}]));
        let body = json!({
            "plan": "premium", "seats": 6, "storage_bytes": 1_000_000, "billing_contact": "tara", "sign_in": "sso",
            "profiles": {"editor": {"like": "manager", "name": "Editor", "rights": {"files": {"own": ["read"], "others": []}}}},
            "dropzones": {"inbox": "ben"},
        });
        assert_eq!(patch(&house, "tom", "folio-tokyo", 1, body).await.unwrap(), 2);
        let after = read(&house, "bea", "folio-tokyo").await.unwrap();
        for (key, value) in [("plan", json!("premium")), ("seats", json!(6)), ("storage_bytes", json!(1_000_000)), ("sign_in", json!("sso"))] {
            assert_eq!(after[key], value, "{key}");
        }
        assert_eq!(after["billing_contact"]["id"], "tara");
        assert_eq!(after["dropzones"][0]["owner"]["id"], "ben");
        let editor = after["profiles"].as_array().unwrap().iter().find(|it| it["id"] == "editor").unwrap();
        assert_eq!((&editor["name"], &editor["like"], &editor["rights"]["files"]["own"]), (&json!("Editor"), &json!("manager"), &json!(["read"])));
        assert_eq!(told(patch(&house, "tom", "folio-tokyo", 1, json!({"seats": null})).await), (409, "revision-changed".to_owned()));
        // The export tells it, and another installation takes it in.
        let directory = house.service.directory_export().await.unwrap();
        assert_eq!(directory.organizations["folio-tokyo"].extra["plan"], "premium");
        assert_eq!(directory.sections["profiles"]["editor"]["name"], "Editor");
        assert_eq!(directory.sections["dropzones"]["inbox"]["owner"], "ben");
        patch(&house, "tom", "folio-tokyo", 2, json!({"profiles": {"editor": null}, "seats": null})).await.unwrap();
        let directory = house.service.directory_export().await.unwrap();
        assert!(!directory.sections.contains_key("profiles"));
        assert!(!directory.organizations["folio-tokyo"].extra.contains_key("seats"));
    }

    async fn what_an_account_cannot_be_is_refused_and_writes_nothing(store: Store) {
        let cast = cast().custom_profile("desk", "folio-tokyo", ProfileKind::Manager).custom_profile("fado", "folio-lisbon", ProfileKind::Manager);
        let house = House::of(store, &cast.profile("ben", "desk")).await;
        let before = read(&house, "tom", "folio-tokyo").await.unwrap();
        for (body, code) in [
            (json!({"seats": 5}), "seats-in-use"),
            (json!({"storage_bytes": 0}), "storage-in-use"),
            (json!({"storage_bytes": u64::MAX}), "storage-out-of-range"),
            (json!({"plan": "standard"}), "plan-without-profiles"),
            (json!({"billing_contact": "nobody"}), "unknown-contact"),
            (json!({"billing_contact": "lia"}), "unknown-contact"),
            (json!({"profiles": {"desk": null}}), "profile-in-use"),
            (json!({"profiles": {"desk": {"like": "observer"}}}), "profile-in-use"),
            (json!({"profiles": {"nothing": null}}), "unknown-profile"),
            (json!({"profiles": {"manager": {"like": "manager"}}}), "profile-built-in"),
            (json!({"profiles": {"fado": {"like": "manager"}}}), "already-exists"),
            (json!({"profiles": {" ": {"like": "manager"}}}), "bad-text"),
            (json!({"dropzones": {"inbox": "oki"}}), "owner-not-eligible"),
            (json!({"dropzones": {"inbox": "lia"}}), "owner-not-eligible"),
            (json!({"dropzones": {"nowhere": "ben"}}), "unknown-dropzone"),
        ] {
            assert_eq!(told(patch(&house, "tom", "folio-tokyo", 1, body.clone()).await), refused(code), "{body}");
        }
        assert_eq!(read(&house, "tom", "folio-tokyo").await.unwrap(), before);
    }

    async fn the_billing_is_for_who_holds_it_and_strangers_learn_nothing(store: Store) {
        let house = House::of(store, &cast()).await;
        // Tara looks after Tokyo, and does not hold the billing there.
        for body in [json!({"plan": "premium"}), json!({"seats": 9}), json!({"storage_bytes": null}), json!({"billing_contact": null})] {
            assert_eq!(told(patch(&house, "tara", "folio-tokyo", 1, body).await).0, 403);
        }
        let mighty = json!({"profiles": {"boss": {"like": "billing_administrator"}}});
        assert_eq!(told(patch(&house, "tara", "folio-tokyo", 1, mighty).await), refused("profile-beyond-you"));
        patch(&house, "tara", "folio-tokyo", 1, json!({"profiles": {"desk": {"like": "manager"}}})).await.unwrap();
        for (who, code) in [("tara", "folio"), ("tara", "folio-lisbon"), ("quin", "folio-tokyo"), ("lia", "nowhere")] {
            let seen = read(&house, who, code).await.unwrap_err();
            let unknown = read(&house, who, "no-such").await.unwrap_err();
            assert_eq!(wire(&seen), wire(&unknown), "{who} reads {code}");
            assert_eq!(told(patch(&house, who, code, 1, json!({"seats": 9})).await).0, 404);
        }
        for who in ["cal", "ann", "oki"] {
            assert_eq!(told(read(&house, who, "folio-tokyo").await).0, 403, "{who}");
        }
    }

    async fn who_holds_a_profile_of_the_account_cannot_change_it_themselves(store: Store) {
        let cast = cast().custom_profile("keeper", "folio-tokyo", ProfileKind::Administrator);
        let house = House::of(store, &cast.profile("tara", "keeper")).await;
        let wider = json!({"profiles": {"keeper": {"like": "administrator", "move_users": true}}});
        assert_eq!(told(patch(&house, "tara", "folio-tokyo", 1, wider.clone()).await), refused("own-profile"));
        patch(&house, "tom", "folio-tokyo", 1, wider).await.unwrap();
    }

    async fn a_profile_is_given_within_what_the_giver_has_and_told_of_the_person(store: Store) {
        let cast = cast().custom_profile("desk", "folio-tokyo", ProfileKind::Manager).custom_profile("fado", "folio-lisbon", ProfileKind::Manager);
        let house = House::of(store, &cast).await;
        let after = give(&house, "tara", "ann", "supervisor").await.unwrap();
        assert_eq!(after.profile.unwrap().id.as_str(), "supervisor");
        let after = give(&house, "tara", "ann", "desk").await.unwrap().profile.unwrap();
        assert_eq!((after.id.as_str(), after.like), ("desk", ProfileKind::Manager));
        for (who, whom, profile, code) in [
            ("tara", "ann", "billing_administrator", "profile-beyond-you"),
            ("tara", "ann", "fado", "profile-not-offered"),
            ("tara", "ann", "nothing", "profile-not-offered"),
            ("tara", "tara", "manager", "own-account"),
            ("bea", "tom", "manager", "last-billing-administrator"),
        ] {
            assert_eq!(told(give(&house, who, whom, profile).await), refused(code), "{who} gives {whom} {profile}");
        }
        assert_eq!(told(give(&house, "tara", "tom", "manager").await).0, 403);
        give(&house, "tom", "cal", "billing_administrator").await.unwrap();
        give(&house, "bea", "tom", "manager").await.unwrap();
        // The old page of the former administrator has lost its rights.
        assert_eq!(told(give(&house, "tom", "ann", "observer").await).0, 403);
        let directory = house.service.directory_export().await.unwrap();
        assert_eq!(directory.users["ann"].extra["profile"], "desk");
    }

    async fn somebody_new_holds_the_profile_that_was_chosen(store: Store) {
        let house = House::of(store, &cast()).await;
        let make = async |who: &str, profile: &str| {
            let new = NewUser { username: format!("{profile}-new"), home: Some("folio-tokyo".into()), profile: Some(profile.into()), ..NewUser::default() };
            house.service.user_create(&caller(who), &office(), new).await
        };
        assert_eq!(make("tara", "observer").await.unwrap().profile.unwrap().id.as_str(), "observer");
        assert_eq!(told(make("tara", "billing_administrator").await), refused("profile-beyond-you"));
        assert_eq!(told(make("tara", "nothing").await), refused("profile-not-offered"));
    }

    async fn the_profiles_of_an_account_are_told_to_who_gives_them(store: Store) {
        let everywhere = Grant { role: "system_administrator".into(), at: None };
        let cast = cast().custom_profile("desk", "folio-tokyo", ProfileKind::Manager).newcomer("sten", "quill").user("sten", |it| {
            it.grants.insert(everywhere);
        });
        let house = House::of(store, &cast).await;
        let list = async |who: &str, code: &str| house.service.account_profiles(&caller(who), &office(), &code.into()).await;
        let found = list("tara", "folio-tokyo").await.unwrap();
        let ids: Vec<_> = found.iter().map(|it| (it.id.as_str(), it.people, it.may_give)).collect();
        assert_eq!(ids, [
            ("billing_administrator", 1, false), ("administrator", 1, true), ("supervisor", 1, true), ("manager", 2, true),
            ("observer", 1, true), ("visitor", 0, true), ("desk", 0, true),
        ]);
        assert_eq!(told(list("ann", "folio-tokyo").await).0, 403);
        assert_eq!(told(list("quin", "folio-tokyo").await).0, 404);
        assert_eq!(told(list("tara", "folio-lisbon").await).0, 404);
    }

    async fn the_move_is_offered_where_there_is_another_account_alone(store: Store) {
        let house = House::of(store, &cast()).await;
        let offered = async |who: &str, whom: &str| {
            let page = house.service.user_page(&caller(who), &office(), &whom.into()).await.unwrap();
            page.keys.move_content
        };
        assert!(offered("bea", "ann").await && offered("bea", "milo").await);
        let office = house.service.office(&caller("bea"), None).await.unwrap().unwrap();
        assert!(office.keys.move_content);
        // Quill has no satellite.
        let office = house.service.office(&caller("quin"), None).await.unwrap().unwrap();
        assert!(!office.keys.move_content && !offered("quin", "quin").await);
    }
}
