//! Committing one family: the ladder of refusals, and that a refusal writes nothing.

use crate::house::{House, caller, myself, reviewed, wire};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::MoveRequest;
use rehome_service::ServiceError;
use rehome_service::user_move::{CommitRequest, MovesQuery, RowResult};
use rehome_storage::outbox;
use rehome_testkit::Cast;

fn stale(error: ServiceError) -> rehome_service::Stale {
    match error {
        ServiceError::Stale(stale) => *stale,
        other => panic!("expected stale, got {other:?}"),
    }
}

rehome_testkit::on_both_engines! {
    async fn families_are_counted_by_what_became_of_them(store: Store) {
        let house = House::cast(store).await;
        let counted = |end: &str| house.service.tally().figures().into_iter().find(|(word, _)| *word == end).unwrap().1;
        house.run("dana", &myself("dana", "riverside"), "k1").await.unwrap();
        assert_eq!((counted("moved"), counted("stale")), (1, 0));
        let review = house.plan("kim", &myself("kim", "harbour")).await.unwrap();
        let mut outdated = reviewed(&myself("kim", "harbour"), &review);
        outdated.digest = Some("0".repeat(64));
        house.commit("kim", &outdated, "k2").await.unwrap_err();
        assert_eq!((counted("moved"), counted("stale")), (1, 1));
    }

    async fn messages_of_commits_go_when_nobody_fetched_them_for_a_week(store: Store) {
        let house = House::cast(store.clone()).await;
        house.run("dana", &myself("dana", "riverside"), "k1").await.unwrap();
        house.turn(6 * 86_400);
        house.service.expired_purge().await.unwrap();
        house.run("dana", &myself("dana", "harbour"), "k2").await.unwrap();
        house.turn(2 * 86_400);
        house.service.expired_purge().await.unwrap();
        let left = store
            .write(|tx| Box::pin(async move { outbox::purge(tx, Timestamp(i64::MAX)).await }))
            .await
            .unwrap();
        assert_eq!(left, 1, "the first is over a week old, the second is not");
    }

    async fn a_person_moves_herself_with_her_family(store: Store) {
        let house = House::cast(store).await;
        let done = house.run("dana", &myself("dana", "riverside"), "k1").await.unwrap();
        assert_eq!(done.rows.len(), 1);
        assert_eq!(done.rows[0].result, RowResult::Moved);
        assert!(done.undo_until.is_some());
        for user in ["dana", "leo", "mia"] {
            assert_eq!(house.home(user).await, "riverside");
        }
        let history = house.service.moves(&caller("dana"), &MovesQuery::default()).await.unwrap();
        assert_eq!(history.items.len(), 1);
        assert_eq!(history.items[0].id, done.id);
        assert_eq!(history.items[0].source.code.as_str(), "harbour");
    }

    async fn a_repeated_key_gets_its_first_answer_and_does_nothing_twice(store: Store) {
        let house = House::cast(store).await;
        let request = myself("dana", "riverside");
        let review = house.plan("dana", &request).await.unwrap();
        let commit = reviewed(&request, &review);
        let first = house.commit("dana", &commit, "k1").await.unwrap();
        let again = house.commit("dana", &commit, "k1").await.unwrap();
        assert_eq!(first, again);
        let history = house.service.moves(&caller("dana"), &MovesQuery::default()).await.unwrap();
        assert_eq!(history.items.len(), 1);
        let other = CommitRequest { acknowledged: ["another".to_owned()].into(), ..commit.clone() };
        let refused = house.commit("dana", &other, "k1").await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "idempotency-key-reused"));
        let twice = house.commit("dana", &commit, "k2").await.unwrap_err();
        assert_eq!(twice.status(), 409);
    }

    async fn a_commit_needs_a_digest_and_a_key(store: Store) {
        let house = House::cast(store).await;
        let request = myself("dana", "riverside");
        let bare = CommitRequest { request, digest: None, acknowledged: Default::default() };
        let missing = house.service.user_move_commit(&caller("dana"), bare.clone(), None).await.unwrap_err();
        assert_eq!((missing.status(), missing.code()), (428, "idempotency-key-required"));
        let missing = house.service.user_move_commit(&caller("dana"), bare, Some("k")).await.unwrap_err();
        assert_eq!((missing.status(), missing.code()), (428, "digest-required"));
    }

    async fn warnings_that_are_not_acknowledged_refuse_by_name(store: Store) {
        let house = House::cast(store).await;
        let before = house.everything().await;
        let request = myself("dana", "riverside");
        let review = house.plan("dana", &request).await.unwrap();
        let mut commit = reviewed(&request, &review);
        commit.acknowledged.remove("role-revoked");
        let refused = house.commit("dana", &commit, "k1").await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "not-acknowledged"));
        let told = refused.body(None).findings.unwrap();
        assert!(told.iter().all(|finding| finding.code() == "role-revoked") && !told.is_empty());
        assert_eq!(house.everything().await, before);
        commit.acknowledged.insert("role-revoked".to_owned());
        house.commit("dana", &commit, "k1").await.unwrap();
    }

    async fn blockers_refuse_and_cannot_be_acknowledged_away(store: Store) {
        let house = House::cast(store).await;
        let before = house.everything().await;
        for (who, request, code) in [
            ("carla", myself("carla", "riverside"), "user-locked"),
            ("dana", myself("dana", "northgate"), "self-moves-not-accepted"),
            ("omar", MoveRequest::one("leo", "riverside"), "dependent-moves-with-sponsor"),
            ("omar", MoveRequest::one("gil", "riverside"), "user-deleted"),
            ("omar", MoveRequest::one("orla", "riverside"), "rank-too-high"),
            ("omar", MoveRequest::one("ben", "harbour"), "already-at-destination"),
        ] {
            let review = house.plan(who, &request).await.unwrap();
            let refused = house.commit(who, &reviewed(&request, &review), code).await.unwrap_err();
            assert_eq!((refused.status(), refused.code()), (422, "refused"), "{code}");
            let told = refused.body(None).findings.unwrap();
            assert!(told.iter().any(|finding| finding.code() == code), "{code} is missing in {told:?}");
        }
        assert_eq!(house.everything().await, before);
    }

    async fn who_changed_since_the_review_makes_it_stale_with_the_difference(store: Store) {
        let house = House::cast(store).await;
        let request = MoveRequest::one("ben", "riverside");
        let mine = house.plan("omar", &request).await.unwrap();
        let dana = MoveRequest::one("dana", "lakeside");
        house.run("orla", &dana, "first").await.unwrap();
        let before = house.everything().await;
        let refused = stale(house.commit("omar", &reviewed(&request, &mine), "second").await.unwrap_err());
        let difference = refused.difference.unwrap();
        let removed: Vec<&str> = difference.findings_removed.iter().map(|finding| finding.code()).collect();
        assert_eq!(removed, ["manager-cleared"]);
        assert!(!difference.changed.is_empty());
        assert_eq!(house.everything().await, before);
        let again = house.commit("omar", &reviewed(&request, &refused.review), "third").await.unwrap();
        assert_eq!(again.rows[0].result, RowResult::Moved);
    }

    async fn two_commits_of_one_review_at_once_move_once(store: Store) {
        let house = House::cast(store).await;
        let request = myself("dana", "riverside");
        let review = house.plan("dana", &request).await.unwrap();
        let elsewhere = MoveRequest::one("dana", "lakeside");
        let other = house.plan("omar", &elsewhere).await.unwrap();
        let (mine, theirs) = (reviewed(&request, &review), reviewed(&elsewhere, &other));
        let (first, second) = tokio::join!(house.commit("dana", &mine, "a"), house.commit("omar", &theirs, "b"));
        let answers = [first, second];
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        let loser = answers.into_iter().find_map(Result::err).unwrap();
        assert!(matches!(loser.status(), 409 | 404), "{loser:?}");
        let home = house.home("dana").await;
        assert_eq!([house.home("leo").await, house.home("mia").await], [home.clone(), home]);
    }


    async fn a_forged_digest_is_stale_without_a_difference(store: Store) {
        let house = House::cast(store).await;
        let request = myself("dana", "riverside");
        let forged = CommitRequest { request: request.clone(), digest: Some("0".repeat(64)), acknowledged: Default::default() };
        let told = house.commit("dana", &forged, "k").await.unwrap_err();
        assert!(wire(&told).contains(r#""difference":null"#), "{}", wire(&told));
        assert!(stale(told).difference.is_none());
        assert_eq!(house.home("dana").await, "harbour");
    }

    async fn somebody_elses_digest_is_of_no_use(store: Store) {
        let house = House::cast(store).await;
        let request = MoveRequest::one("ben", "riverside");
        let review = house.plan("orla", &request).await.unwrap();
        let told = house.commit("omar", &reviewed(&request, &review), "k").await.unwrap_err();
        assert_eq!(told.status(), 409);
    }

    async fn what_an_operator_may_not_see_is_counted_and_wants_acknowledgement(store: Store) {
        let cast = Cast::new().subscribed("ben", "southport", "2026-01-01", None);
        let house = House::of(store, &cast).await;
        let request = MoveRequest::one("ben", "riverside");
        let review = house.plan("omar", &request).await.unwrap();
        let told = serde_json::to_string(&review.answer()).unwrap();
        assert!(!told.contains("southport"), "{told}");
        assert!(told.contains("hidden-effects"));
        house.commit("omar", &reviewed(&request, &review), "k").await.unwrap();
        assert_eq!(house.home("ben").await, "riverside");
    }

    async fn the_audit_holds_what_was_done(store: Store) {
        let house = House::cast(store.clone()).await;
        house.run("dana", &myself("dana", "riverside"), "k").await.unwrap();
        let sealed = house.service.audit_seal().await.unwrap();
        assert!(sealed >= 2);
        let verified = house.service.audit_verify().await.unwrap();
        assert_eq!((verified.broken_at, verified.unsealed), (None, 0));
    }
}
