//! Undo: back to the state before, and no further.

use crate::house::{House, caller, myself, wire};
use rehome_domain::ids::MoveId;
use rehome_domain::user_move::MoveRequest;
use rehome_service::ServiceError;
use rehome_service::user_move::{CommitAnswer, UndoRequest};

async fn undo(
    house: &House,
    who: &str,
    id: &MoveId,
    key: &str,
) -> Result<CommitAnswer, ServiceError> {
    let ask = |acting_in: Option<&str>| UndoRequest {
        acting_in: acting_in.map(Into::into),
        ..UndoRequest::default()
    };
    let acting = if who == "ana" {
        Some("aster-north")
    } else {
        None
    };
    let plan = house
        .service
        .user_move_undo_plan(&caller(who), id, &ask(acting))
        .await?;
    let request = UndoRequest {
        digest: Some(plan.review.digest.clone()),
        acknowledged: plan
            .review
            .plan
            .findings()
            .map(|finding| finding.code().to_owned())
            .collect(),
        ..ask(acting)
    };
    house
        .service
        .user_move_undo(&caller(who), id, request, Some(key))
        .await
}

rehome_testkit::on_both_engines! {
    async fn an_administrators_undo_gives_back_the_state_before(store: Store) {
        let house = House::cast(store).await;
        let before = house.everything().await;
        let mut request = MoveRequest::one("dana", "riverside");
        request.acting_in = Some("aster-north".into());
        let done = house.run("ana", &request, "k").await.unwrap();
        assert_ne!(house.everything().await, before);
        undo(&house, "ana", &done.id, "u").await.unwrap();
        assert_eq!(house.everything().await, before);
    }

    async fn who_moved_herself_may_go_back_but_grants_herself_nothing(store: Store) {
        let house = House::cast(store).await;
        let done = house.run("dana", &myself("dana", "riverside"), "k").await.unwrap();
        let back = undo(&house, "dana", &done.id, "u").await.unwrap();
        assert_eq!(house.home("dana").await, "harbour");
        assert!(back.rows[0].codes.iter().any(|code| code == "role-not-restored"));
        let directory = house.service.directory_export().await.unwrap();
        assert!(directory.users.get("dana").unwrap().roles.is_empty());
    }

    async fn a_move_is_undone_once(store: Store) {
        let house = House::cast(store).await;
        let done = house.run("dana", &myself("dana", "riverside"), "k").await.unwrap();
        undo(&house, "dana", &done.id, "u").await.unwrap();
        let refused = undo(&house, "dana", &done.id, "v").await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "refused"));
        let codes: Vec<&str> = match &refused {
            ServiceError::Rejected(rejection) => rejection.findings.iter().map(|finding| finding.code()).collect(),
            _ => Vec::new(),
        };
        assert!(codes.contains(&"already-undone") && codes.contains(&"superseded"), "{codes:?}");
    }

    async fn an_undo_comes_too_late_after_the_limit(store: Store) {
        let house = House::cast(store).await;
        let done = house.run("dana", &myself("dana", "riverside"), "k").await.unwrap();
        house.turn(31 * 86_400);
        let refused = undo(&house, "dana", &done.id, "u").await.unwrap_err();
        assert_eq!(refused.code(), "refused");
        assert_eq!(house.home("dana").await, "riverside");
    }

    async fn a_stranger_cannot_tell_a_move_from_none(store: Store) {
        let house = House::cast(store).await;
        let done = house.run("dana", &myself("dana", "riverside"), "k").await.unwrap();
        let unknown = MoveId::from("0197-no-such-move");
        for who in ["walt", "pia", "hana"] {
            let one = undo(&house, who, &done.id, "u").await.unwrap_err();
            let other = undo(&house, who, &unknown, "u").await.unwrap_err();
            assert_eq!(wire(&one), wire(&other));
            let one = house.service.move_one(&caller(who), &Default::default(), &done.id).await.unwrap_err();
            assert_eq!(wire(&one), wire(&other));
        }
    }

    async fn whoever_was_moved_is_told_by_whom(store: Store) {
        let house = House::cast(store).await;
        let done = house.run("omar", &MoveRequest::one("ben", "riverside"), "k").await.unwrap();
        let own = house.service.move_one(&caller("ben"), &Default::default(), &done.id).await.unwrap();
        assert_eq!(own.actor.unwrap().name.as_ref(), "Omar Haddad");
        let there = house.service.move_one(&caller("rosa"), &Default::default(), &done.id).await.unwrap();
        assert!(there.actor.is_none());
    }

    async fn each_end_of_a_move_sees_its_own_half(store: Store) {
        let house = House::cast(store).await;
        let done = house.run("dana", &myself("dana", "riverside"), "k").await.unwrap();
        let source = house.service.move_one(&caller("orla"), &Default::default(), &done.id).await.unwrap();
        let destination = house.service.move_one(&caller("rosa"), &Default::default(), &done.id).await.unwrap();
        let text = |view: &rehome_service::user_move::MoveView| serde_json::to_string(&view.steps).unwrap();
        assert!(text(&source).contains("alert_publisher"));
        assert!(!text(&destination).contains("alert_publisher"), "{}", text(&destination));
        assert!(!text(&destination).contains("h-night"));
        assert!(destination.hidden > 0);
    }
}
