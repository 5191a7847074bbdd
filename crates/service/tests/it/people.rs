//! People: lists in scope, profiles as each viewer may see them, and changes by right and revision.

use crate::house::{House, caller, wire};
use crate::people_files::{brief, run};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::people::{Grant, UserBase, UserStatus};
use rehome_service::bulk::FileRowResult::{Changed, Refused};
use rehome_service::people::{
    GrantRequest, LockOutcome, LockRequest, NewUser, UserPatch, UsersFilter, UsersQuery,
};
use rehome_service::subscriptions::{SubscribeRequest, Unsubscribe};
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        act_as: None,
    }
}

fn grant(role: &str, at: &str) -> GrantRequest {
    GrantRequest {
        role: role.into(),
        at: Some(at.into()),
    }
}

async fn listed(house: &House, who: &str, query: UsersQuery) -> Vec<String> {
    let page = house.service.users(&caller(who), &query).await.unwrap();
    page.items
        .into_iter()
        .map(|row| row.id.to_string())
        .collect()
}

rehome_testkit::on_both_engines! {
    async fn a_list_holds_the_scope_and_nobody_else(store: Store) {
        let house = House::cast(store).await;
        let omar = listed(&house, "omar", UsersQuery::default()).await;
        assert!(omar.contains(&"dana".to_owned()) && omar.contains(&"leo".to_owned()));
        assert!(!omar.contains(&"kim".to_owned()) && !omar.contains(&"gil".to_owned()));
        let ana = listed(&house, "ana", UsersQuery { limit: Some(100), ..UsersQuery::default() }).await;
        assert!(ana.contains(&"kim".to_owned()) && ana.contains(&"emil".to_owned()) && !ana.contains(&"noah".to_owned()));
        let dana = listed(&house, "dana", UsersQuery { acting: Acting { act_as: Some(rehome_domain::user_move::ActAs::Oneself), ..Acting::default() }, ..UsersQuery::default() }).await;
        assert_eq!(dana, ["dana", "leo", "mia"]);
        let found = listed(&house, "ana", UsersQuery { text: Some("kim pa".into()), ..UsersQuery::default() }).await;
        assert_eq!(found, ["kim"]);
    }

    async fn dependents_are_left_out_for_who_does_not_handle_them(store: Store) {
        let cast = Cast::new().user("omar", |omar| omar.manage_dependents = false);
        let house = House::of(store, &cast).await;
        let seen = listed(&house, "omar", UsersQuery::default()).await;
        assert!(seen.contains(&"dana".to_owned()) && !seen.contains(&"leo".to_owned()));
        let profile = house.service.user(&caller("omar"), &Acting::default(), &"dana".into()).await.unwrap();
        assert_eq!((profile.dependents.len(), profile.hidden_dependents), (0, 2));
        assert_eq!(house.service.user(&caller("omar"), &Acting::default(), &"leo".into()).await.unwrap_err().status(), 404);
    }

    async fn a_profile_counts_what_lies_out_of_view(store: Store) {
        let cast = Cast::new().grant("dana", "alert_manager@southport").grant("dana", "alert_manager@palm-court");
        let house = House::of(store, &cast).await;
        let seen = house.service.user(&caller("omar"), &Acting::default(), &"dana".into()).await.unwrap();
        assert_eq!((seen.roles.len(), seen.hidden_role_organizations), (1, 2));
        assert!(!serde_json::to_string(&seen).unwrap().contains("southport"));
        let own = house.service.profile(&caller("dana")).await.unwrap();
        assert_eq!((own.roles.len(), own.hidden_role_organizations, own.subscriptions.len()), (3, 0, 2));
        assert_eq!(own.position.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["h-top", "h-ward", "h-night"]);
        assert_eq!(own.manager.unwrap().name.as_ref(), "Omar Haddad");
    }

    async fn who_may_subscribe_sees_and_ends_what_others_only_count(store: Store) {
        let cast = Cast::new().grant("ben", "basic_operator@harbour");
        let house = House::of(store, &cast).await;
        let here = Acting::default();
        let at = |seen: &rehome_service::people::UserView| -> Vec<String> {
            seen.subscriptions.iter().map(|it| it.to.code.to_string()).collect()
        };
        let subscribers = house.service.user(&caller("omar"), &here, &"dana".into()).await.unwrap();
        assert_eq!((at(&subscribers).len(), subscribers.hidden_subscriptions), (2, 0));
        let looking = Acting { acting_in: None, act_as: Some(rehome_domain::user_move::ActAs::Operator) };
        let others = house.service.user(&caller("ben"), &looking, &"dana".into()).await.unwrap();
        assert_eq!((at(&others).len(), others.hidden_subscriptions), (0, 2));
        for to in at(&subscribers) {
            let ended = Unsubscribe { user: "dana".into(), to: to.as_str().into(), start: None };
            assert_eq!(house.service.unsubscribe(&caller("omar"), &here, ended).await.unwrap(), 1, "{to}");
        }
        let after = house.service.user(&caller("omar"), &here, &"dana".into()).await.unwrap();
        assert_eq!((at(&after).len(), after.hidden_subscriptions), (0, 0));
    }

    async fn foreign_people_answer_like_unknown_ones_in_every_use_case(store: Store) {
        let house = House::cast(store).await;
        let (service, omar, here) = (&house.service, caller("omar"), Acting::default());
        for foreign in ["kim", "walt", "nobody"] {
            let id = foreign.into();
            let told: Vec<ServiceError> = vec![
                service.user(&omar, &here, &id).await.unwrap_err(),
                service.user_patch(&omar, &here, &id, 1, UserPatch::default()).await.unwrap_err(),
                service.user_lock(&omar, &here, &id, None, LockRequest { locked: true }).await.unwrap_err(),
                service.user_delete(&omar, &here, &id, None).await.unwrap_err(),
                service.role_grant(&omar, &here, &id, grant("alert_publisher", "harbour")).await.unwrap_err(),
                service.role_revoke(&omar, &here, &id, Grant { role: "alert_publisher".into(), at: Some("harbour".into()) }).await.unwrap_err(),
            ];
            let expected = wire(&service.user(&omar, &here, &"nobody".into()).await.unwrap_err());
            assert!(told.iter().all(|error| wire(error) == expected), "{foreign}");
        }
    }

    async fn a_profile_changes_at_the_revision_looked_at_only(store: Store) {
        let house = House::cast(store).await;
        let patch = |title: &str| UserPatch { name: Some(title.to_owned()), ..UserPatch::default() };
        let ben = house.service.user(&caller("omar"), &Acting::default(), &"ben".into()).await.unwrap();
        let changed = house.service.user_patch(&caller("omar"), &Acting::default(), &"ben".into(), ben.revision, patch("Benjamin Okafor")).await.unwrap();
        assert_eq!((changed.name.as_ref(), changed.revision), ("Benjamin Okafor", ben.revision + 1));
        let late = house.service.user_patch(&caller("omar"), &Acting::default(), &"ben".into(), ben.revision, patch("B.")).await.unwrap_err();
        assert_eq!((late.status(), late.code()), (409, "revision-changed"));
        let found = listed(&house, "omar", UsersQuery { text: Some("benjamin".into()), ..UsersQuery::default() }).await;
        assert_eq!(found, ["ben"]);
    }

    async fn what_cannot_be_in_a_profile_is_refused_by_name(store: Store) {
        let house = House::cast(store).await;
        for (patch, code) in [
            (r#"{"username":"kim"}"#, "name-taken"),
            (r#"{"username":"a b"}"#, "bad-username"),
            (r#"{"username":"k\u202eim"}"#, "bad-username"),
            (r#"{"given":"Ki\nm"}"#, "bad-text"),
            (r#"{"name":"Ki\u2028m"}"#, "bad-text"),
            (r#"{"attributes":{"phone":9223372036854775808}}"#, "bad-text"),
            (r#"{"mapping_id":"m17"}"#, "name-taken"),
            (r#"{"position":"r-top"}"#, "position-unknown"),
            (r#"{"manager":"kim"}"#, "unknown-manager"),
            (r#"{"status":"deleted"}"#, "bad-status"),
            (r#"{"name":" "}"#, "bad-name"),
        ] {
            let patch: UserPatch = serde_json::from_str(patch).unwrap();
            let refused = house.service.user_patch(&caller("omar"), &Acting::default(), &"ben".into(), 1, patch.clone()).await.unwrap_err();
            assert_eq!((refused.status(), refused.code()), (422, code), "{patch:?}");
        }
    }

    async fn nobody_changes_who_ranks_higher(store: Store) {
        let house = House::cast(store).await;
        for (who, whom) in [("omar", "orla"), ("omar", "aava"), ("bo", "ben"), ("dana", "ben")] {
            let refused = house.service.user_lock(&caller(who), &Acting::default(), &whom.into(), None, LockRequest { locked: true }).await.unwrap_err();
            assert!(matches!(refused.status(), 403 | 404), "{who} {whom}");
        }
        let locked = house.service.user_lock(&caller("orla"), &Acting::default(), &"omar".into(), None, LockRequest { locked: true }).await.unwrap();
        assert!(locked.locked);
    }

    async fn roles_are_granted_below_the_own_rank_where_the_kind_has_them(store: Store) {
        let house = House::cast(store).await;
        let (service, here) = (&house.service, Acting::default());
        assert!(service.role_grant(&caller("orla"), &here, &"ben".into(), grant("alert_manager", "harbour")).await.unwrap());
        assert!(!service.role_grant(&caller("orla"), &here, &"ben".into(), grant("alert_manager", "harbour")).await.unwrap());
        assert!(service.role_grant(&caller("orla"), &here, &"ben".into(), grant("ward-clerk", "harbour")).await.unwrap());
        for (who, request, code) in [
            ("orla", grant("enterprise_administrator", "harbour"), "role-not-here"),
            ("orla", grant("no-such-role", "harbour"), "unknown-role"),
            ("orla", grant("alert_manager", "riverside"), "not-found"),
            ("omar", grant("alert_publisher", "harbour"), "not-allowed"),
            ("orla", GrantRequest { role: "auditor".into(), at: None }, "not-allowed"),
        ] {
            let refused = service.role_grant(&caller(who), &here, &"ben".into(), request).await.unwrap_err();
            assert_eq!(refused.code(), code);
        }
        let own = service.role_grant(&caller("orla"), &here, &"orla".into(), grant("alert_manager", "harbour")).await.unwrap_err();
        assert_eq!(own.code(), "not-allowed");
        let held = Grant { role: "alert_manager".into(), at: Some("harbour".into()) };
        assert!(service.role_revoke(&caller("orla"), &here, &"ben".into(), held.clone()).await.unwrap());
        assert!(!service.role_revoke(&caller("orla"), &here, &"ben".into(), held).await.unwrap());
    }

    async fn rights_change_with_the_next_request(store: Store) {
        let house = House::cast(store).await;
        let request = rehome_domain::user_move::MoveRequest::one("ben", "riverside");
        assert!(house.plan("omar", &request).await.is_ok());
        let held = Grant { role: "end_users_manager".into(), at: Some("harbour".into()) };
        house.service.role_revoke(&caller("orla"), &Acting::default(), &"omar".into(), held).await.unwrap();
        assert_eq!(house.plan("omar", &request).await.unwrap_err().status(), 404);
    }

    async fn people_are_made_one_by_one_and_deleted_for_good(store: Store) {
        let house = House::cast(store).await;
        let (service, here) = (&house.service, Acting::default());
        let new = |username: &str| NewUser { username: username.to_owned(), given: Some("Nia".into()), surname: Some("Wells".into()), ..NewUser::default() };
        let nia = service.user_create(&caller("omar"), &here, new("nia")).await.unwrap();
        assert_eq!((nia.name.as_ref(), nia.home.code.as_str()), ("Nia Wells", "harbour"));
        assert_eq!(service.user_create(&caller("omar"), &here, new("NIA")).await.unwrap_err().code(), "name-taken");
        assert_eq!(service.user_create(&caller("bo"), &here, new("other")).await.unwrap_err().status(), 403);
        let elsewhere = NewUser { home: Some("riverside".into()), ..new("other") };
        assert_eq!(service.user_create(&caller("omar"), &here, elsewhere).await.unwrap_err().status(), 404);
        let child = NewUser { sponsor: Some("nia".into()), ..new("tim") };
        let child = service.user_create(&caller("omar"), &here, child).await.unwrap();
        assert_eq!(child.sponsor.unwrap().id, nia.id);
        assert_eq!(service.user_delete(&caller("omar"), &here, &"nia".into(), None).await.unwrap_err().code(), "has-dependents");
        service.user_delete(&caller("omar"), &here, &child.id, None).await.unwrap();
        assert_eq!(service.user_delete(&caller("omar"), &here, &"omar".into(), None).await.unwrap_err().code(), "own-account");
        assert!(!listed(&house, "omar", UsersQuery::default()).await.contains(&child.id.to_string()));
    }

    async fn nothing_is_given_to_who_is_deleted_and_they_are_found_to_be_restored(store: Store) {
        let house = House::cast(store).await;
        let (service, orla, here) = (&house.service, caller("orla"), Acting::default());
        let gone = UserPatch { status: Some(UserStatus::Active), ..UserPatch::default() };
        let held = Grant { role: "alert_manager".into(), at: Some("harbour".into()) };
        service.role_grant(&orla, &here, &"ben".into(), grant("alert_manager", "harbour")).await.unwrap();
        service.user_delete(&orla, &here, &"ben".into(), None).await.unwrap();
        let subscribe = SubscribeRequest { acting_in: None, users: vec!["ben".into()], to: "lakeside".into(), start: None, end: None };
        for told in [
            service.role_grant(&orla, &here, &"ben".into(), grant("alert_publisher", "harbour")).await.unwrap_err(),
            service.role_grant(&caller("sten"), &here, &"ben".into(), GrantRequest { role: "auditor".into(), at: None }).await.unwrap_err(),
            service.subscribe(&orla, subscribe.clone()).await.unwrap_err(),
            service.user_lock(&orla, &here, &"ben".into(), None, LockRequest { locked: true }).await.unwrap_err(),
        ] {
            assert_eq!((told.status(), told.code()), (422, "user-deleted"));
        }
        let locked = service.users_lock(&orla, &here, vec!["ben".into()], true).await.unwrap();
        assert_eq!(locked[0].outcome, LockOutcome::Deleted);
        assert!(service.role_revoke(&orla, &here, &"ben".into(), held).await.unwrap(), "what is held can be taken away");
        let in_state = |status| UsersQuery { filter: UsersFilter { status, ..UsersFilter::default() }, ..UsersQuery::default() };
        assert!(!listed(&house, "orla", in_state(None)).await.contains(&"ben".to_owned()));
        let found = listed(&house, "orla", in_state(Some(UserStatus::Deleted))).await;
        assert!(found.contains(&"ben".to_owned()) && !found.contains(&"dana".to_owned()), "{found:?}");
        assert!(!listed(&house, "kim", in_state(Some(UserStatus::Deleted))).await.contains(&"ben".to_owned()));
        let revision = service.user(&orla, &here, &"ben".into()).await.unwrap().revision;
        service.user_patch(&orla, &here, &"ben".into(), revision, gone).await.unwrap();
        assert!(service.subscribe(&orla, subscribe).await.unwrap().rows[0].is_new);
    }

    async fn nobody_sets_or_clears_the_own_lock(store: Store) {
        let house = House::of(store, &Cast::new().user("omar", |omar| omar.locked = true)).await;
        let (service, omar, here) = (&house.service, caller("omar"), Acting::default());
        for locked in [false, true] {
            let told = service.user_lock(&omar, &here, &"omar".into(), None, LockRequest { locked }).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (422, "own-account"));
            let told = service.users_lock(&omar, &here, vec!["omar".into()], locked).await.unwrap();
            assert_eq!(told[0].outcome, LockOutcome::Oneself);
        }
        let told = run(&house, "omar", None, "Username,Prevent User Move\nomar,No\nben,Yes\n").await;
        assert_eq!(brief(&told), [("omar", Refused, vec!["own-account"]), ("ben", Changed, vec!["locked"])]);
        assert!(service.user(&omar, &here, &"omar".into()).await.unwrap().locked);
        assert!(!service.user_page(&omar, &here, &"omar".into()).await.unwrap().keys.lock);
    }

    async fn nobody_is_made_where_nobody_can_come_or_out_of_the_makers_sight(store: Store) {
        let mut directory = Cast::new().user("omar", |omar| omar.user_base = Some(UserBase { positions: ["h-ward".into()].into(), ..UserBase::default() })).directory();
        directory.organizations.get_mut("lakeside").unwrap().status = OrganizationStatus::Closed;
        let house = House::with(store, directory).await;
        let (service, here) = (&house.service, Acting::default());
        let new = |username: &str| NewUser { username: username.to_owned(), ..NewUser::default() };
        let closed = NewUser { home: Some("lakeside".into()), ..new("nia") };
        let told = service.user_create(&caller("ana"), &at("aster-north"), closed).await.unwrap_err();
        assert_eq!((told.status(), told.code()), (422, "destination-not-active"));
        let told = run(&house, "ana", Some("aster-north"), "username,organization\nnia,lakeside\n").await;
        assert_eq!(told[0].1, Refused, "{told:?}");
        let form = service.person_form(&caller("ana"), &at("aster-north"), None, None).await.unwrap();
        let homes: Vec<&str> = form.homes.iter().map(|home| home.place.code.as_str()).collect();
        assert!(homes.contains(&"harbour") && !homes.contains(&"lakeside"), "{homes:?}");
        let told = service.person_form(&caller("ana"), &at("aster-north"), Some("lakeside".into()), None).await.unwrap_err();
        assert_eq!(told.code(), "destination-not-active");
        for position in [None, Some("h-desk".into())] {
            let told = service.user_create(&caller("omar"), &here, NewUser { position, ..new("tim") }).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (422, "outside-your-user-base"));
        }
        let told = run(&house, "omar", None, "username,organization,position\ntim,harbour,h-desk\n").await;
        assert_eq!(brief(&told), [("tim", Refused, vec!["outside-your-user-base"])]);
        let inside = NewUser { position: Some("h-night".into()), ..new("tim") };
        service.user_create(&caller("omar"), &here, inside).await.unwrap();
        let told = service.person_form(&caller("orla"), &here, None, Some("leo".into())).await.unwrap_err();
        assert_eq!((told.status(), told.code()), (422, "sponsor-is-dependent"));
        assert!(service.person_form(&caller("orla"), &here, None, Some("dana".into())).await.is_ok());
    }

    async fn an_administrator_acts_in_an_organization_below_with_its_keys(store: Store) {
        let house = House::cast(store).await;
        let seen = listed(&house, "ana", UsersQuery { acting: at("harbour"), ..UsersQuery::default() }).await;
        assert!(seen.contains(&"dana".to_owned()) && !seen.contains(&"kim".to_owned()));
        assert_eq!(house.service.users(&caller("ana"), &UsersQuery { acting: at("palm-court"), ..UsersQuery::default() }).await.unwrap_err().status(), 404);
    }

    async fn system_administrators_grant_what_is_held_nowhere_to_people_they_do_not_see(store: Store) {
        let house = House::cast(store).await;
        let ask = |role: &str| GrantRequest { role: role.into(), at: None };
        let here = Acting::default();
        assert_eq!(house.service.user(&caller("sten"), &here, &"ben".into()).await.unwrap_err().status(), 404);
        assert!(house.service.role_grant(&caller("sten"), &here, &"ben".into(), ask("auditor")).await.unwrap());
        let held = Grant { role: "auditor".into(), at: None };
        assert!(house.service.role_revoke(&caller("sten"), &here, &"ben".into(), held).await.unwrap());
        for (who, whom, role, status) in [
            ("sten", "nobody", "auditor", 404),
            ("sten", "sten", "auditor", 403),
            ("sten", "ben", "alert_manager", 422),
            ("orla", "ben", "auditor", 403),
            ("orla", "kim", "auditor", 404),
        ] {
            let told = house.service.role_grant(&caller(who), &here, &whom.into(), ask(role)).await.unwrap_err();
            assert_eq!(told.status(), status, "{who} {whom} {role}");
        }
    }

    async fn who_grants_roles_says_whom_an_operator_handles(store: Store) {
        let house = House::cast(store).await;
        let narrow: UserPatch = serde_json::from_str(r#"{"user_base":{"positions":["h-ward"]},"manage_dependents":false}"#).unwrap();
        let here = Acting::default();
        for (who, whom, status) in [("omar", "ben", 403), ("orla", "orla", 403), ("orla", "kim", 404)] {
            let told = house.service.user_patch(&caller(who), &here, &whom.into(), 1, narrow.clone()).await.unwrap_err();
            assert_eq!(told.status(), status, "{who} {whom}");
        }
        house.service.user_patch(&caller("orla"), &here, &"omar".into(), 1, narrow).await.unwrap();
        let seen = listed(&house, "omar", UsersQuery::default()).await;
        assert_eq!(seen, ["dana"]);
        let wide = serde_json::from_str(r#"{"user_base":null,"manage_dependents":true}"#).unwrap();
        house.service.user_patch(&caller("orla"), &here, &"omar".into(), 2, wide).await.unwrap();
        let seen = listed(&house, "omar", UsersQuery::default()).await;
        assert!(seen.contains(&"leo".to_owned()) && seen.contains(&"ben".to_owned()), "{seen:?}");
        assert!(serde_json::from_str::<UserPatch>(r#"{"user_base":{"position":[]}}"#).is_err());
    }

    async fn a_required_position_is_not_emptied(store: Store) {
        let house = House::of(store, &Cast::new().position("hana", Some("c-ward"))).await;
        let none: UserPatch = serde_json::from_str(r#"{"position":null}"#).unwrap();
        let here = at("aster-north");
        let told = house.service.user_patch(&caller("ana"), &here, &"hana".into(), 1, none.clone()).await.unwrap_err();
        assert_eq!(told.code(), "position-required");
        let other = serde_json::from_str(r#"{"position":"c-theatre"}"#).unwrap();
        house.service.user_patch(&caller("ana"), &here, &"hana".into(), 1, other).await.unwrap();
        house.service.user_patch(&caller("ana"), &here, &"dana".into(), 1, none).await.unwrap();
    }
}
