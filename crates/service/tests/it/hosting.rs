//! Hosting trees through the service: moved, undone, refused, and the same directory before and after.

use crate::house::{House, caller, reviewed, wire};
use rehome_document::moves::read_text;
use rehome_domain::hosting::{Delegation, Provisioning};
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::user_move::request::AddressFate;
use rehome_domain::user_move::{MoveRequest, Severity, Step};
use rehome_service::ServiceError;
use rehome_service::bulk::{FileOptions, FileRowResult};
use rehome_service::user_move::{CommitAnswer, Review, UndoRequest};
use rehome_testkit::Cast;
use std::collections::BTreeSet;

fn codes(review: &Review, severity: Severity) -> BTreeSet<&'static str> {
    let findings = review.plan.findings();
    findings
        .filter(|finding| finding.severity == severity)
        .map(|finding| finding.code())
        .collect()
}

fn refused(error: &ServiceError) -> BTreeSet<&'static str> {
    let ServiceError::Rejected(rejection) = error else {
        panic!("{error:?}");
    };
    rejection.findings.iter().map(|it| it.code()).collect()
}

pub(crate) async fn undo(
    house: &House,
    who: &str,
    id: &MoveId,
) -> Result<CommitAnswer, ServiceError> {
    let service = &house.service;
    let plan = service
        .user_move_undo_plan(&caller(who), id, &UndoRequest::default())
        .await?;
    let findings = plan.review.plan.findings();
    let request = UndoRequest {
        digest: Some(plan.review.digest.clone()),
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
        ..UndoRequest::default()
    };
    service
        .user_move_undo(&caller(who), id, request, Some("undo"))
        .await
}

/// Mara with everything that a move changes.
fn cast() -> Cast {
    let lets = |to: &str| Delegation {
        to: to.into(),
        until: None,
        kind: Some("calendar".into()),
    };
    Cast::hosting()
        .hosted("mara", |it| {
            it.delegations.insert(lets("jon"));
            let exchange = it.services.get_mut("exchange").unwrap();
            exchange.properties.insert("mailbox_size".into());
        })
        .hosted("eve", |it| {
            it.delegations.insert(lets("mara"));
        })
        .manager("mara", Some("jon"))
}

fn to_clover() -> MoveRequest {
    MoveRequest::one("mara", "clover")
}

rehome_testkit::on_both_engines! {
    async fn a_move_in_a_hosting_tree_is_planned_committed_and_undone(store: Store) {
        let house = House::of(store, &cast()).await;
        let before = house.everything().await;
        let mut request = to_clover();
        request.options.rename_username = Some(true);
        let review = house.plan("rhea", &request).await.unwrap();
        assert_eq!(codes(&review, Severity::Blocker), BTreeSet::new());
        assert!(codes(&review, Severity::Warning).contains("delegation-removed"), "{:?}", codes(&review, Severity::Warning));
        let done = house.commit("rhea", &reviewed(&request, &review), "k").await.unwrap();

        let directory = house.service.directory_export().await.unwrap();
        let mara = &directory.users["mara"];
        assert_eq!((mara.home.as_str(), &*mara.username), ("clover", "mara.quinn_CLOVER"));
        assert_eq!(mara.extra["upn"], "mara.quinn@clover.example");
        assert_eq!(mara.extra["services"]["exchange"]["status"], "requested");
        assert_eq!(mara.extra["services"]["exchange"]["properties"]["mailbox_size"], 7);
        assert!(mara.extra["services"]["exchange"].get("organization").is_none());
        assert!(!mara.extra.contains_key("delegations") && !directory.users["eve"].extra.contains_key("delegations"));
        assert!(mara.addresses["mara.quinn@clover.example"].primary && !mara.addresses.contains_key("mara.quinn@bramble.example"));

        let own = house.service.move_one(&caller("tess"), &Default::default(), &done.id).await.unwrap();
        assert!(own.steps.iter().any(|step| matches!(step, Step::AddressHold { .. })));

        undo(&house, "rhea", &done.id).await.unwrap();
        assert_eq!(house.everything().await, before);
    }

    async fn the_manager_there_is_chosen_by_id_or_username_and_undone_with_the_move(store: Store) {
        let house = House::of(store, &cast()).await;
        let before = house.everything().await;
        for (round, named) in ["mina", "mina_CLOVER"].into_iter().enumerate() {
            let mut request = to_clover();
            request.options.manager = Some(Some(named.into()));
            let review = house.plan("rhea", &request).await.unwrap();
            assert_eq!(codes(&review, Severity::Blocker), BTreeSet::new());
            assert!(!codes(&review, Severity::Warning).contains("manager-cleared"));
            let done = house.commit("rhea", &reviewed(&request, &review), &format!("k{round}")).await.unwrap();
            let directory = house.service.directory_export().await.unwrap();
            assert_eq!(directory.users["mara"].manager.as_ref().map(|it| it.as_str()), Some("mina"));
            let plan = house.service.user_move_undo_plan(&caller("rhea"), &done.id, &UndoRequest::default()).await.unwrap();
            let told: Vec<&str> = plan.review.plan.findings().map(rehome_domain::user_move::Finding::code).collect();
            assert!(!told.contains(&"manager-cleared"), "{told:?}");
            let request = UndoRequest {
                digest: Some(plan.review.digest.clone()),
                acknowledged: plan.review.plan.findings().map(|it| it.code().to_owned()).collect(),
                ..UndoRequest::default()
            };
            house.service.user_move_undo(&caller("rhea"), &done.id, request, Some(&format!("u{round}"))).await.unwrap();
            assert_eq!(house.everything().await, before);
        }
    }

    async fn a_file_names_the_manager_there(store: Store) {
        let house = House::of(store, &cast()).await;
        let rows = |manager: &str| {
            let text = format!("user,to,manager\nmara,clover,{manager}\n");
            read_text("m.csv", text.as_bytes(), 1 << 20, &BTreeSet::new()).unwrap().rows
        };
        let mut told = Vec::new();
        for (hash, manager) in [("f1", "jon"), ("f2", "nobody"), ("f3", "mina_CLOVER")] {
            let review = house.plan("rhea", &to_clover()).await.unwrap();
            let options = FileOptions {
                acknowledged: codes(&review, Severity::Warning).into_iter().map(str::to_owned).collect(),
                file_hash: hash.to_owned(),
                ..FileOptions::default()
            };
            let who = caller("rhea");
            let run = house.service.moves_run_file(&who, rows(manager), &options, |row| {
                told.push((row.result, row.codes.contains(&"manager-not-eligible".to_owned())));
            });
            run.await.unwrap();
        }
        assert_eq!(told, [(FileRowResult::Refused, true), (FileRowResult::Refused, true), (FileRowResult::Moved, false)]);
        let directory = house.service.directory_export().await.unwrap();
        assert_eq!(directory.users["mara"].manager.as_ref().map(|it| it.as_str()), Some("mina"));
    }

    async fn a_manager_out_of_view_is_refused_like_one_nobody_knows(store: Store) {
        let house = House::of(store, &cast()).await;
        let mut told = BTreeSet::new();
        for manager in ["otis", "nobody", "jon"] {
            let mut request = to_clover();
            request.options.manager = Some(Some(manager.into()));
            let review = house.plan("rhea", &request).await.unwrap();
            assert_eq!(codes(&review, Severity::Blocker), ["manager-not-eligible"].into(), "{manager}");
            let body = serde_json::to_string(&(&review.plan, &review.names)).unwrap();
            if manager != "jon" {
                told.insert(body.replace(manager, "X"));
            }
            let commit = house.commit("rhea", &reviewed(&request, &review), manager).await.unwrap_err();
            assert_eq!((commit.status(), commit.code()), (422, "refused"));
        }
        assert_eq!(told.len(), 1, "who lives at another reseller's and nobody look alike");
        assert_eq!(house.home("mara").await, "bramble");
    }

    async fn everything_that_stands_in_the_way_is_told_at_once(store: Store) {
        let cast = Cast::hosting().hosted("mara", |it| {
            let exchange = it.services.get_mut("exchange").unwrap();
            exchange.status = Provisioning::Failed;
            it.services.insert("lync".into(), rehome_testkit::hosting::held("none"));
        });
        let house = House::of(store, &cast).await;
        let mut request = to_clover();
        request.options.upn = Some("mina@clover.example".to_owned());
        request.options.primary_address = Some("mara@fern.example".into());
        let review = house.plan("rhea", &request).await.unwrap();
        let blockers = codes(&review, Severity::Blocker);
        for code in ["service-not-movable", "user-not-provisioned", "upn-taken", "domain-not-owned"] {
            assert!(blockers.contains(code), "{code}: {blockers:?}");
        }
        let commit = house.commit("rhea", &reviewed(&request, &review), "k").await.unwrap_err();
        assert_eq!((commit.status(), commit.code()), (422, "refused"));
        assert_eq!(house.home("mara").await, "bramble");
    }

    async fn an_address_that_was_given_up_is_kept_from_everybody_else_until_the_days_are_over(store: Store) {
        let house = House::of(store, &cast()).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        let mut request = MoveRequest::one("mina", "bramble");
        request.options.primary_address = Some("Mara.Quinn@bramble.example".into());
        let review = house.plan("rhea", &request).await.unwrap();
        assert!(codes(&review, Severity::Blocker).contains("address-taken"));
        house.turn(31 * 86_400);
        let review = house.plan("rhea", &request).await.unwrap();
        assert_eq!(codes(&review, Severity::Blocker), BTreeSet::new());
        house.run("rhea", &request, "m").await.unwrap();
        assert_eq!(house.home("mina").await, "bramble");
    }

    async fn a_forwarded_address_is_held_as_long_as_was_asked(store: Store) {
        let house = House::of(store, &cast()).await;
        let mut request = to_clover();
        let fate = AddressFate::ForwardDays(90);
        request.options.addresses = Some([("mara.quinn@bramble.example".into(), fate)].into());
        house.run("rhea", &request, "k").await.unwrap();
        house.turn(60 * 86_400);
        let mut taken = MoveRequest::one("mina", "bramble");
        taken.options.primary_address = Some("mara.quinn@bramble.example".into());
        let review = house.plan("rhea", &taken).await.unwrap();
        assert!(codes(&review, Severity::Blocker).contains("address-taken"));
    }

    async fn of_two_who_take_one_name_at_once_the_second_is_stale(store: Store) {
        let cast = Cast::hosting()
            .hosted_newcomer("kai", "bramble")
            .hosted_newcomer("kim", "bramble");
        let house = House::of(store, &cast).await;
        let mut first = MoveRequest::one("kai", "clover");
        first.options.upn = Some("the.one@clover.example".to_owned());
        let mut second = MoveRequest { subject: Some("kim".into()), ..first.clone() };
        second.options.primary_address = Some("kim@clover.example".into());
        let (a, b) = (house.plan("rhea", &first).await.unwrap(), house.plan("tess", &second).await.unwrap());
        assert_eq!(codes(&a, Severity::Blocker).len() + codes(&b, Severity::Blocker).len(), 0);
        let (a, b) = (reviewed(&first, &a), reviewed(&second, &b));
        let (one, other) = tokio::join!(house.commit("rhea", &a, "a"), house.commit("tess", &b, "b"));
        let failures: Vec<&ServiceError> = [&one, &other].into_iter().filter_map(|it| it.as_ref().err()).collect();
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert_eq!((failures[0].status(), failures[0].code()), (409, "stale"));
    }

    async fn the_last_place_is_taken_once(store: Store) {
        let cast = Cast::hosting().hosted_at("clover", |it| it.user_limit = Some(2));
        let house = House::of(store, &cast).await;
        let (first, second) = (MoveRequest::one("jon", "clover"), MoveRequest::one("mara", "clover"));
        let (a, b) = (house.plan("rhea", &first).await.unwrap(), house.plan("tess", &second).await.unwrap());
        assert_eq!(codes(&a, Severity::Blocker).len() + codes(&b, Severity::Blocker).len(), 0);
        let (a, b) = (reviewed(&first, &a), reviewed(&second, &b));
        let (one, other) = tokio::join!(house.commit("rhea", &a, "a"), house.commit("tess", &b, "b"));
        assert!(one.is_ok() != other.is_ok());
        let late = MoveRequest::one(if one.is_ok() { "mara" } else { "jon" }, "clover");
        let review = house.plan("rhea", &late).await.unwrap();
        assert!(codes(&review, Severity::Blocker).contains("user-limit"));
    }

    async fn a_selection_counts_its_own_rows(store: Store) {
        let cast = Cast::hosting().hosted_at("clover", |it| {
            let main = it.services.get_mut("exchange").unwrap().get_mut("main").unwrap();
            main.user_limit = Some(1);
        });
        let cast = cast.hosted("jon", |it| {
            it.services.insert("exchange".into(), rehome_testkit::hosting::held("mailbox-25"));
        });
        let house = House::of(store, &cast).await;
        let request = MoveRequest {
            subjects: Some(vec!["mara".into(), "jon".into()]),
            destination: Some("clover".into()),
            ..MoveRequest::default()
        };
        let review = house.plan("rhea", &request).await.unwrap();
        let blocked: Vec<bool> = review.plan.families.iter().map(|family| family.is_blocked()).collect();
        assert_eq!(blocked, [false, true]);
        house.commit("rhea", &reviewed(&request, &review), "k").await.unwrap();
        assert_eq!((house.home("mara").await, house.home("jon").await), ("clover".to_owned(), "bramble".to_owned()));
    }

    async fn customers_of_others_look_like_nothing(store: Store) {
        let house = House::of(store, &cast()).await;
        let foreign = house.plan("otis", &to_clover()).await.unwrap_err();
        let mut nobody = to_clover();
        nobody.subject = Some("nobody".into());
        assert_eq!(wire(&foreign), wire(&house.plan("otis", &nobody).await.unwrap_err()));
        let there = MoveRequest::one("mara", "fern");
        let nowhere = MoveRequest::one("mara", "no-such-customer");
        let (one, other) = (house.plan("rhea", &there).await.unwrap_err(), house.plan("rhea", &nowhere).await.unwrap_err());
        assert_eq!(wire(&one), wire(&other));
        for who in ["cleo", "una", "mara"] {
            let error = house.plan(who, &to_clover()).await.unwrap_err();
            assert!([403, 404].contains(&error.status()), "{who}: {error:?}");
        }
        let wide = house.plan("tess", &there).await.unwrap();
        assert!(!codes(&wide, Severity::Blocker).contains("unknown-user"));
    }

    async fn whoever_is_renamed_signs_in_anew_and_is_found_by_the_new_name(store: Store) {
        let house = House::of(store, &cast()).await;
        let mut request = to_clover();
        request.options.rename_username = Some(true);
        let review = house.plan("rhea", &request).await.unwrap();
        assert!(review.plan.families[0].steps.iter().any(Step::ends_sessions));
        house.commit("rhea", &reviewed(&request, &review), "k").await.unwrap();
        let mut back = MoveRequest::one("mara.quinn_CLOVER", "bramble");
        back.acting_in = Some("kestrel".into());
        let found = house.plan("rhea", &back).await.unwrap();
        assert_eq!(found.plan.families[0].subject, UserId::from("mara"));
        let gone = house.plan("rhea", &MoveRequest::one("mara.quinn_BRAMBLE", "bramble")).await.unwrap_err();
        assert_eq!(gone.status(), 404);
    }

    async fn what_was_taken_meanwhile_keeps_an_undo_from_giving_it_back(store: Store) {
        let house = House::of(store, &cast()).await;
        let done = house.run("rhea", &to_clover(), "k").await.unwrap();
        house.turn(10 * 86_400);
        let mut own = MoveRequest::one("mina", "bramble");
        own.options.upn = Some("mara.quinn@bramble.example".to_owned());
        own.options.primary_address = Some("mina@bramble.example".into());
        house.run("rhea", &own, "m").await.unwrap();
        let error = undo(&house, "rhea", &done.id).await.unwrap_err();
        assert!(refused(&error).contains("upn-taken"), "{error:?}");
        assert_eq!(house.home("mara").await, "clover");
    }
}
