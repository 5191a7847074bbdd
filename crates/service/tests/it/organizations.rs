//! Organizations: who sees and changes which settings, and what a change does.

use crate::house::{House, caller, myself, reviewed, wire};
use rehome_domain::organization::OrganizationKind;
use rehome_service::organizations::{NewOrganization, OrganizationPatch, OrganizationsQuery};
use rehome_service::subscriptions::{SubscribeRequest, Unsubscribe};
use rehome_service::why::{WhyRequest, WhyStanding};
use rehome_service::{Acting, Caller, ServiceError, Via};
use rehome_testkit::Cast;
use serde_json::json;

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        act_as: None,
    }
}

async fn revision(house: &House, who: &str, acting: &Acting, code: &str, section: &str) -> i64 {
    let view = house
        .service
        .organization(&caller(who), acting, &code.into())
        .await
        .unwrap();
    let settings = view.settings.unwrap();
    match section {
        "user_move" => settings.user_move.revision,
        "subscriptions" => settings.subscriptions.revision,
        "hierarchy" => settings.hierarchy.revision,
        _ => settings.look.revision,
    }
}

async fn patch(
    house: &House,
    who: &str,
    acting: &str,
    code: &str,
    section: &str,
    body: serde_json::Value,
) -> Result<(), ServiceError> {
    let acting = at(acting);
    let revision = match house
        .service
        .organization(&caller(who), &acting, &code.into())
        .await
    {
        Ok(view) if view.settings.is_some() => revision(house, who, &acting, code, section).await,
        _ => 1,
    };
    house
        .service
        .settings_patch(&caller(who), &acting, &code.into(), section, revision, body)
        .await
        .map(drop)
}

rehome_testkit::on_both_engines! {
    async fn a_setting_that_changes_in_between_makes_the_commit_stale_with_the_difference(store: Store) {
        let house = House::cast(store).await;
        let request = myself("dana", "riverside");
        let review = house.plan("dana", &request).await.unwrap();
        patch(&house, "rosa", "riverside", "riverside", "user_move", json!({ "user_move_for_end_users": false })).await.unwrap();
        let before = house.everything().await;
        let ServiceError::Stale(stale) = house.commit("dana", &reviewed(&request, &review), "k").await.unwrap_err() else { panic!("not stale") };
        let added: Vec<&str> = stale.difference.as_ref().unwrap().findings_added.iter().map(|finding| finding.code()).collect();
        assert_eq!(added, ["self-moves-not-accepted"]);
        assert!(!stale.difference.unwrap().changed.is_empty());
        assert_eq!(house.everything().await, before);
    }

    async fn a_destination_that_was_withdrawn_is_stale_for_who_saw_it_and_unknown_to_others(store: Store) {
        let house = House::cast(store).await;
        let request = myself("dana", "riverside");
        let review = house.plan("dana", &request).await.unwrap();
        patch(&house, "sasha", "aster", "aster", "user_move", json!({ "available_organizations": ["harbour", "lakeside"] })).await.unwrap();
        let told = house.commit("dana", &reviewed(&request, &review), "k").await.unwrap_err();
        assert_eq!(told.status(), 409);
        let ServiceError::Stale(stale) = told else { panic!("not stale") };
        assert_eq!(stale.review.plan.families[0].findings[0].code(), "destination-withdrawn");
        let many = rehome_domain::user_move::MoveRequest {
            subjects: Some(vec!["ben".into(), "petra".into()]),
            destination: Some("lakeside".into()),
            all_or_nothing: true,
            ..Default::default()
        };
        let review = house.plan("omar", &many).await.unwrap();
        patch(&house, "sasha", "aster", "aster", "user_move", json!({ "available_organizations": ["harbour"] })).await.unwrap();
        let told = house.commit("omar", &reviewed(&many, &review), "k3").await.unwrap_err();
        let ServiceError::Stale(stale) = told else { panic!("not stale") };
        assert!(stale.review.plan.families.iter().all(|row| row.findings[0].code() == "destination-withdrawn"));
        assert_eq!(stale.review.plan.families.len(), 2);
        let mut forged = reviewed(&request, &review);
        forged.digest = Some("0".repeat(64));
        assert_eq!(house.commit("dana", &forged, "k").await.unwrap_err().status(), 404);
    }

    async fn a_section_changes_at_the_revision_looked_at_only(store: Store) {
        let house = House::cast(store).await;
        let (who, here, code) = (caller("rosa"), Acting::default(), "riverside".into());
        let first = revision(&house, "rosa", &here, "riverside", "look").await;
        house.service.settings_patch(&who, &here, &code, "look", first, json!({ "accent": "#112233" })).await.unwrap();
        let late = house.service.settings_patch(&who, &here, &code, "look", first, json!({ "accent": null })).await.unwrap_err();
        assert_eq!((late.status(), late.code()), (409, "revision-changed"));
        let view = house.service.organization(&who, &here, &code).await.unwrap();
        assert_eq!(view.settings.unwrap().look.accent.as_deref(), Some("#112233"));
    }

    async fn foreign_organizations_answer_like_unknown_ones(store: Store) {
        let house = House::cast(store).await;
        let unknown = wire(&house.service.organization(&caller("omar"), &Acting::default(), &"no-such-place".into()).await.unwrap_err());
        for code in ["riverside", "aster-south", "bay-choir"] {
            let seen = house.service.organization(&caller("omar"), &Acting::default(), &code.into()).await.unwrap_err();
            assert_eq!(wire(&seen), unknown);
            let patched = patch(&house, "omar", "harbour", code, "look", json!({})).await.unwrap_err();
            assert_eq!(wire(&patched), unknown);
        }
        let own = house.service.organization(&caller("omar"), &Acting::default(), &"harbour".into()).await.unwrap();
        assert!(own.settings.is_none());
        assert_eq!(patch(&house, "omar", "harbour", "harbour", "look", json!({})).await.unwrap_err().status(), 403);
    }

    async fn what_the_super_enterprise_decides_cannot_be_changed_below(store: Store) {
        let house = House::cast(store).await;
        let told = patch(&house, "ana", "aster-north", "aster-north", "user_move", json!({ "user_move_enabled": true })).await.unwrap_err();
        assert_eq!((told.status(), told.code()), (409, "inherited"));
        let view = house.service.organization(&caller("ana"), &Acting::default(), &"aster-north".into()).await.unwrap();
        assert_eq!(view.settings.unwrap().user_move.inherited_from.unwrap().code.as_str(), "aster");
        patch(&house, "ana", "aster-north", "aster-north", "user_move", json!({ "user_move_for_end_users": false })).await.unwrap();
    }

    async fn settings_that_a_kind_does_not_have_are_refused(store: Store) {
        let house = House::cast(store).await;
        for (who, code, section, body, refusal) in [
            ("rosa", "riverside", "user_move", json!({ "user_move_enabled": true }), "setting-not-here"),
            ("rosa", "riverside", "dial_plan", json!({}), "setting-not-here"),
            ("rosa", "riverside", "user_move", json!({ "typo": 1 }), "cannot-decode"),
            ("rosa", "riverside", "look", json!({ "accent": "red" }), "bad-color"),
            ("rosa", "riverside", "look", json!({ "logo": "https://elsewhere.example/x.svg" }), "bad-address"),
            ("sasha", "aster", "hierarchy", json!({ "add": [{ "id": "x" }] }), "setting-not-here"),
            ("sasha", "aster", "user_move", json!({ "available_organizations": ["bay-choir"] }), "unknown-organization"),
            ("sasha", "aster", "user_move", json!({ "undo_days": 9999 }), "out-of-range"),
        ] {
            let told = patch(&house, who, code, code, section, body.clone()).await.unwrap_err();
            assert_eq!(told.code(), refusal, "{section} {body}");
        }
    }

    async fn uniqueness_is_required_only_where_it_holds(store: Store) {
        let cast = Cast::new().user("kim", |it| it.username = "ben".into()).uniqueness("aster", false).uniqueness("aster-north", false);
        let house = House::of(store, &cast).await;
        let duplicates = house.service.uniqueness_check(&caller("ana"), &Acting::default(), &"aster-north".into(), None, Some(1)).await.unwrap();
        let cursor = duplicates.cursor.clone();
        let rest = house.service.uniqueness_check(&caller("ana"), &Acting::default(), &"aster-north".into(), cursor.as_deref(), None).await.unwrap();
        assert_eq!(rest.cursor, None);
        assert_eq!(duplicates.items.iter().chain(&rest.items).map(|it| it.user.as_str()).collect::<Vec<_>>(), ["ben", "kim"]);
        let told = patch(&house, "ana", "aster-north", "aster-north", "user_move", json!({ "require_user_uniqueness": true })).await.unwrap_err();
        assert_eq!(told.code(), "duplicates-found");
        let told = patch(&house, "sasha", "aster", "aster", "user_move", json!({ "require_user_uniqueness": true })).await.unwrap_err();
        assert_eq!(told.code(), "enterprises-first");
        let renamed = serde_json::from_value(json!({ "username": "kim" })).unwrap();
        house.service.user_patch(&caller("ana"), &Acting::default(), &"kim".into(), 1, renamed).await.unwrap();
        patch(&house, "ana", "aster-north", "aster-north", "user_move", json!({ "require_user_uniqueness": true })).await.unwrap();
        patch(&house, "sasha", "aster", "aster", "user_move", json!({ "require_user_uniqueness": true })).await.unwrap();
    }

    async fn positions_that_are_renamed_are_followed_and_deleted_ones_lead_to_the_root(store: Store) {
        let house = House::cast(store).await;
        patch(&house, "orla", "harbour", "harbour", "hierarchy", json!({ "rename": { "h-night": "h-late" }, "delete": ["h-desk"] })).await.unwrap();
        let directory = house.service.directory_export().await.unwrap();
        let position = |user: &str| directory.users.get(user).unwrap().position.clone().unwrap().to_string();
        assert_eq!((position("dana"), position("mia")), ("h-late".to_owned(), "h-top".to_owned()));
    }

    async fn the_subscriptions_feature_is_the_system_administrators_and_its_end_cancels(store: Store) {
        let house = House::cast(store).await;
        let off = json!({ "organization_subscriptions": false });
        assert_eq!(patch(&house, "sasha", "aster", "aster", "subscriptions", off.clone()).await.unwrap_err().status(), 403);
        patch(&house, "sten", "aster", "aster", "subscriptions", off).await.unwrap();
        let dana = house.service.profile(&caller("dana")).await.unwrap();
        assert!(dana.subscriptions.is_empty());
        let again = SubscribeRequest { acting_in: None, users: vec!["ben".into()], to: "riverside".into(), start: None, end: None };
        assert_eq!(house.service.subscribe(&caller("omar"), again).await.unwrap_err().code(), "subscriptions-off");
    }

    async fn subscribing_keeps_to_scope_home_dependents_and_number(store: Store) {
        let house = House::cast(store).await;
        let ask = |users: &[&str], to: &str| SubscribeRequest {
            acting_in: None,
            users: users.iter().map(|id| (*id).into()).collect(),
            to: to.into(),
            start: None,
            end: None,
        };
        let done = house.service.subscribe(&caller("omar"), ask(&["ben", "petra"], "southport")).await.unwrap();
        assert!(done.rows.iter().all(|row| row.is_new));
        assert!(!house.service.subscribe(&caller("omar"), ask(&["ben"], "southport")).await.unwrap().rows[0].is_new);
        for (who, request, code) in [
            ("omar", ask(&["ben"], "harbour"), "subscribed-to-home"),
            ("omar", ask(&["leo"], "riverside"), "dependent-subscribed"),
            ("omar", ask(&["kim"], "riverside"), "not-found"),
            ("omar", ask(&["ben"], "bay-choir"), "not-found"),
            ("omar", ask(&["ben"], "aster-north"), "not-found"),
            ("omar", ask(&["orla"], "riverside"), "not-allowed"),
            ("omar", ask(&["ben"], "learning-centre"), "destination-not-active"),
            ("bo", ask(&["ben"], "riverside"), "not-found"),
        ] {
            let told = house.service.subscribe(&caller(who), request.clone()).await.unwrap_err();
            let is_expected = told.code() == code || (who == "bo" && told.status() >= 403);
            assert!(is_expected, "{who} {request:?}: {}", told.code());
        }
        let past = SubscribeRequest { start: Some("2026-12-02".parse().unwrap()), end: Some("2026-12-01".parse().unwrap()), ..ask(&["ben"], "riverside") };
        assert_eq!(house.service.subscribe(&caller("omar"), past).await.unwrap_err().code(), "ends-before-start");
        for day in 1..=9 {
            let more = SubscribeRequest { start: Some(format!("2026-12-{day:02}").parse().unwrap()), ..ask(&["ben"], "riverside") };
            house.service.subscribe(&caller("omar"), more).await.unwrap();
        }
        assert_eq!(house.service.subscribe(&caller("omar"), ask(&["ben"], "lakeside")).await.unwrap_err().code(), "too-many-subscriptions");
        let program = Caller::new("omar", Via::Token);
        assert!(house.service.subscribe(&program, ask(&["ben"], "lakeside")).await.is_ok());
    }

    async fn organizations_are_made_by_system_administrators_under_legal_parents(store: Store) {
        let house = House::cast(store).await;
        let new = |code: &str, kind, parent: Option<&str>| NewOrganization { code: code.into(), kind, parent: parent.map(Into::into), name: "Quayside".into(), short_name: None, location: None };
        let made = new("quayside", OrganizationKind::Suborganization, Some("aster-north"));
        assert_eq!(house.service.organization_create(&caller("ana"), &Acting::default(), made.clone()).await.unwrap_err().status(), 403);
        house.service.organization_create(&caller("sten"), &Acting::default(), made.clone()).await.unwrap();
        assert_eq!(house.service.organization_create(&caller("sten"), &Acting::default(), made).await.unwrap_err().code(), "already-exists");
        for (new, code) in [
            (new("x", OrganizationKind::Suborganization, Some("harbour")), "illegal-parent"),
            (new("x", OrganizationKind::Suborganization, None), "missing-parent"),
            (new("X y", OrganizationKind::Enterprise, None), "bad-code"),
        ] {
            assert_eq!(house.service.organization_create(&caller("sten"), &Acting::default(), new).await.unwrap_err().code(), code);
        }
        let listed = house.service.organizations(&caller("ana"), &OrganizationsQuery { text: Some("quay".into()), ..OrganizationsQuery::default() }).await.unwrap();
        assert_eq!(listed.items.len(), 1);
        let omar = house.service.organizations(&caller("omar"), &OrganizationsQuery::default()).await.unwrap();
        assert_eq!(omar.items.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["harbour"]);
    }

    async fn an_organization_is_closed_from_above_and_takes_nobody_then(store: Store) {
        let house = House::cast(store).await;
        let close = OrganizationPatch { status: Some(rehome_domain::organization::OrganizationStatus::Closed), ..OrganizationPatch::default() };
        let code = "riverside".into();
        assert_eq!(house.service.organization_patch(&caller("rosa"), &Acting::default(), &code, 1, close.clone()).await.unwrap_err().status(), 403);
        house.service.organization_patch(&caller("ana"), &Acting::default(), &code, 1, close.clone()).await.unwrap();
        assert_eq!(house.service.organization_patch(&caller("ana"), &Acting::default(), &code, 1, close).await.unwrap_err().code(), "revision-changed");
        assert_eq!(house.plan("dana", &myself("dana", "riverside")).await.unwrap_err().status(), 404);
    }

    async fn why_names_the_rules_that_fire_and_the_facts_they_read(store: Store) {
        let house = House::cast(store).await;
        let ask = |acting_in: Option<&str>, actor: Option<&str>, subject: &str, destination: &str| WhyRequest {
            acting_in: acting_in.map(Into::into),
            actor: actor.map(Into::into),
            request: rehome_domain::user_move::MoveRequest::one(subject, destination),
        };
        let own = house.service.why(&caller("dana"), ask(None, None, "dana", "northgate")).await.unwrap();
        assert_eq!(own.standing, WhyStanding::Oneself);
        let fired: Vec<&str> = own.rules.iter().filter(|rule| rule.fired).map(|rule| rule.rule.as_str()).collect();
        assert!(fired.contains(&"destination_accepts_self_moves"), "{fired:?}");
        let facts = own.facts.unwrap();
        assert!(facts.is_listed && !facts.has_opted_in);
        let of_omar = house.service.why(&caller("orla"), ask(None, Some("omar"), "ben", "southport")).await.unwrap();
        assert_eq!((of_omar.standing, of_omar.rules.len()), (WhyStanding::OutOfView, 0));
        let foreign = house.service.why(&caller("omar"), ask(None, Some("ana"), "ben", "riverside")).await.unwrap_err();
        assert_eq!(foreign.status(), 404);
    }

    async fn why_tells_of_the_rules_between_accounts_too(store: Store) {
        let house = House::of(store, &Cast::accounts()).await;
        let with = rehome_testkit::content::ann();
        let without = rehome_domain::user_move::MoveRequest::one("ann", "folio-lisbon");
        for (request, is_missing) in [(with, false), (without, true)] {
            let ask = WhyRequest { acting_in: None, actor: None, request };
            let why = house.service.why(&caller("bea"), ask).await.unwrap();
            let rule = |name: &str| why.rules.iter().find(|rule| rule.rule == name).unwrap().fired;
            assert_eq!((rule("profile_is_chosen"), rule("a_seat_is_free")), (is_missing, false));
        }
    }

    async fn settings_tell_the_values_that_count_and_whose_they_are(store: Store) {
        let cast = Cast::new().organization("aster-north", |it| it.user_move.undo_days = 3);
        let house = House::of(store, &cast).await;
        let look = async |who: &str, code: &str| {
            let acting = if who == "sasha" { at("aster") } else { Acting::default() };
            house.service.organization(&caller(who), &acting, &code.into()).await.unwrap().settings.unwrap()
        };
        let north = look("ana", "aster-north").await;
        assert_eq!(north.user_move.inherited_from.unwrap().code.as_str(), "aster");
        assert_eq!((north.user_move.undo_days, north.user_move.user_move_enabled), (30, true));
        assert_eq!(north.user_move.available_organizations.len(), 10);
        assert!(north.subscriptions.organization_subscriptions && north.subscriptions.inherited_from.is_some());
        let harbour = look("orla", "harbour").await;
        assert!(harbour.user_move.inherited_from.is_none() && harbour.subscriptions.inherited_from.is_none());
        patch(&house, "sasha", "aster", "aster", "user_move", json!({ "require_user_uniqueness": false })).await.unwrap();
        let north = look("ana", "aster-north").await;
        assert_eq!((north.user_move.undo_days, north.user_move.inherited_from), (3, None));
    }

    async fn the_level_that_decides_switches_subscriptions_on_and_off(store: Store) {
        let cast = Cast::new()
            .organization("aster", |it| it.subscriptions.organization_subscriptions = false)
            .organization("aster-north", |it| it.subscriptions.organization_subscriptions = true);
        let house = House::of(store, &cast).await;
        let ask = SubscribeRequest { acting_in: None, users: vec!["ben".into()], to: "riverside".into(), start: None, end: None };
        assert_eq!(house.service.subscribe(&caller("omar"), ask.clone()).await.unwrap_err().code(), "subscriptions-off");
        patch(&house, "sasha", "aster", "aster", "user_move", json!({ "require_user_uniqueness": false })).await.unwrap();
        assert!(house.service.subscribe(&caller("omar"), ask.clone()).await.is_ok());
        let elsewhere = SubscribeRequest { to: "palm-court".into(), ..ask };
        assert_eq!(house.service.subscribe(&caller("omar"), elsewhere).await.unwrap_err().code(), "subscriptions-off");
    }

    async fn a_subscription_is_ended_by_whoever_could_make_it(store: Store) {
        let house = House::cast(store).await;
        let end = |user: &str, to: &str| Unsubscribe { user: user.into(), to: to.into(), start: None };
        let here = Acting::default();
        for (who, ended, status) in [
            ("omar", end("kim", "riverside"), 404),
            ("omar", end("nobody", "riverside"), 404),
            ("omar", end("dana", "lakeside"), 404),
            ("omar", end("dana", "bay-choir"), 404),
            ("omar", end("orla", "riverside"), 403),
            ("bo", end("dana", "riverside"), 404),
            ("ben", end("dana", "riverside"), 404),
            ("omar", Unsubscribe { start: Some("2026-02-02".parse().unwrap()), ..end("dana", "riverside") }, 404),
        ] {
            let told = house.service.unsubscribe(&caller(who), &here, ended.clone()).await.unwrap_err();
            assert_eq!(told.status(), status, "{who} {ended:?}");
        }
        assert_eq!(house.service.profile(&caller("dana")).await.unwrap().subscriptions.len(), 2);
        assert_eq!(house.service.unsubscribe(&caller("omar"), &here, end("dana", "palm-court")).await.unwrap(), 1);
        let own = Acting { act_as: Some(rehome_domain::user_move::ActAs::Oneself), ..Acting::default() };
        assert_eq!(house.service.unsubscribe(&caller("dana"), &own, end("dana", "riverside")).await.unwrap(), 1);
        assert!(house.service.profile(&caller("dana")).await.unwrap().subscriptions.is_empty());
    }

    async fn a_position_made_anew_is_not_the_one_that_was_deleted(store: Store) {
        let cast = Cast::new().remembers("kim", "harbour", "h-desk").remembers("rosa", "harbour", "h-ward");
        let house = House::of(store, &cast).await;
        let again = json!({ "id": "h-desk", "parent": "h-top" });
        let at_once = json!({ "delete": ["h-desk"], "add": [again] });
        assert_eq!(patch(&house, "orla", "harbour", "harbour", "hierarchy", at_once).await.unwrap_err().code(), "position-twice");
        patch(&house, "orla", "harbour", "harbour", "hierarchy", json!({ "delete": ["h-desk"] })).await.unwrap();
        patch(&house, "orla", "harbour", "harbour", "hierarchy", json!({ "add": [again] })).await.unwrap();
        let directory = house.service.directory_export().await.unwrap();
        let remembered = |user: &str| directory.users.get(user).unwrap().remembered_positions.get("harbour").unwrap().to_string();
        assert_eq!((remembered("kim"), remembered("rosa")), ("h-top".to_owned(), "h-ward".to_owned()));
        assert_eq!(directory.users.get("mia").unwrap().position.as_ref().unwrap().as_str(), "h-top");
    }

    async fn a_section_is_judged_by_view_and_keys_before_it_is_read(store: Store) {
        let house = House::cast(store).await;
        for section in ["dial_plan", "limits", "look", "castle"] {
            let own = house.service.settings(&caller("omar"), &Acting::default(), &"harbour".into(), section).await.unwrap_err();
            let foreign = house.service.settings(&caller("omar"), &Acting::default(), &"riverside".into(), section).await.unwrap_err();
            assert_eq!((own.status(), foreign.status()), (403, 404), "{section}");
            for (code, status) in [("harbour", 403), ("riverside", 404), ("nowhere", 404)] {
                let told = house.service.settings_patch(&caller("omar"), &Acting::default(), &code.into(), section, 1, json!(7)).await.unwrap_err();
                assert_eq!(told.status(), status, "{code} {section}");
            }
        }
        let told = house.service.settings(&caller("orla"), &Acting::default(), &"harbour".into(), "limits").await.unwrap_err();
        assert_eq!(told.code(), "setting-not-here");
        let told = house.service.settings_patch(&caller("orla"), &Acting::default(), &"harbour".into(), "look", 1, json!(7)).await.unwrap_err();
        assert_eq!(told.code(), "cannot-decode");
    }

    async fn a_logo_is_kept_by_its_hash_and_seen_by_who_lives_there(store: Store) {
        let house = House::cast(store).await;
        let here = Acting::default();
        let png = b"\x89PNG\r\n\x1a\nand the rest";
        let now = revision(&house, "orla", &here, "harbour", "look").await;
        let set = async |who: &str, code: &str, revision: i64, bytes: &[u8]| house.service.logo_set(&caller(who), &here, &code.into(), revision, bytes).await;
        assert_eq!(set("omar", "harbour", now, png).await.unwrap_err().status(), 403);
        assert_eq!(set("orla", "riverside", now, png).await.unwrap_err().status(), 404);
        assert_eq!(set("orla", "harbour", now, b"GIF89a").await.unwrap_err().code(), "bad-logo");
        assert_eq!(set("orla", "harbour", now, b"<svg><script/></svg>").await.unwrap_err().code(), "logo-unsafe");
        let address = set("orla", "harbour", now, png).await.unwrap();
        assert_eq!(set("orla", "harbour", now, png).await.unwrap_err().status(), 409, "somebody was faster");
        let name = address.strip_prefix("/logos/").unwrap();
        let served = house.service.logo(name).await.unwrap();
        assert_eq!((served.content_type.as_str(), served.bytes.as_slice()), ("image/png", &png[..]));
        assert_eq!(house.service.logo("0000.png").await.unwrap_err().status(), 404);
        assert_eq!(house.service.home_look(&caller("dana")).await.unwrap().logo.as_deref(), Some(&*address));
        assert_eq!(house.service.home_look(&caller("kim")).await.unwrap().logo, None);
        house.service.expired_purge().await.unwrap();
        assert_eq!(house.service.logo(name).await.unwrap().bytes, png, "what is shown is not forgotten");
        let exported = house.service.directory_export().await.unwrap();
        let elsewhere = rehome_testkit::databases::sqlite();
        let other = House::with(elsewhere.store().await, exported.clone()).await;
        assert_eq!(other.service.logo(name).await.unwrap(), served, "an export carries it");
        assert_eq!(other.service.directory_export().await.unwrap(), exported);
        let third = rehome_testkit::databases::sqlite();
        let third = House::with(third.store().await, rehome_domain::directory::Directory::default()).await;
        for (called, bytes, code) in [(name, "QUJD", "bad-logo"), ("0000.png", "iVBORw0KGgphbmQ=", "bad-logo"), (name, "?", "bad-logo")] {
            let mut forged = exported.clone();
            forged.sections.insert("logos".to_owned(), [(called.to_owned(), json!({ "base64": bytes }))].into());
            let told = third.service.directory_store(forged, std::sync::Arc::new(|_, _| {})).await.unwrap_err();
            assert_eq!(told.code(), code, "{told}");
            assert!(told.to_string().contains(called), "{told}");
        }
        assert!(third.service.directory_export().await.unwrap().organizations.is_empty());
        let gone = json!({ "logo": "/logos/0000.png" });
        house.service.settings_patch(&caller("orla"), &here, &"harbour".into(), "look", now + 1, gone).await.unwrap();
        assert_eq!(house.service.home_look(&caller("dana")).await.unwrap().logo, None, "what is not there is not shown");
        house.service.expired_purge().await.unwrap();
        assert_eq!(house.service.logo(name).await.unwrap_err().status(), 404, "nobody shows it any more");
    }
}
