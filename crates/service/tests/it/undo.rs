//! Undo: back to the state before, and no further.

use crate::house::{House, caller, myself, wire};
use rehome_domain::ids::MoveId;
use rehome_domain::user_move::MoveRequest;
use rehome_service::people::GrantRequest;
use rehome_service::user_move::{CommitAnswer, MoveFound, RowResult, UndoRequest};
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;

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

    async fn who_moved_herself_is_told_whether_she_may_go_back(store: Store) {
        let cast = Cast::new().newcomer("nora", "harbour");
        let house = House::of(store, &cast).await;
        let open = async |who: &str, id: &MoveId| house.service.own_undo_is_open(&caller(who), id).await.unwrap();
        let done = house.run("dana", &myself("dana", "riverside"), "k").await.unwrap();
        assert!(open("dana", &done.id).await);
        assert!(!open("nora", &done.id).await);
        assert!(!open("dana", &MoveId::from("0197-no-such-move")).await);
        let others = house.run("omar", &MoveRequest::one("ben", "riverside"), "o").await.unwrap();
        assert!(!open("ben", &others.id).await);
        house.turn(31 * 86_400);
        assert!(!open("dana", &done.id).await);
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

    async fn who_was_moved_by_an_operator_does_not_take_it_back(store: Store) {
        let house = House::cast(store).await;
        let mut request = MoveRequest::one("ben", "riverside");
        request.options.lock_after = Some(true);
        let done = house.run("omar", &request, "k").await.unwrap();
        assert_eq!(undo(&house, "ben", &done.id, "u").await.unwrap_err().status(), 403);
        undo(&house, "ana", &done.id, "v").await.unwrap();
        assert_eq!(house.home("ben").await, "harbour");
    }

    async fn only_the_latest_move_is_undone_even_where_the_home_is_the_same_again(store: Store) {
        let house = House::cast(store).await;
        let mut moves = Vec::new();
        for (key, to) in ["riverside", "lakeside", "riverside"].into_iter().enumerate() {
            moves.push(house.run("ben", &myself("ben", to), &format!("k{key}")).await.unwrap().id);
        }
        let refused = undo(&house, "ben", &moves[0], "u").await.unwrap_err();
        let ServiceError::Rejected(rejection) = &refused else { panic!("{refused:?}") };
        let by = serde_json::to_value(&rejection.findings[0]).unwrap();
        assert_eq!((by["code"].as_str().unwrap(), by["data"]["by"].as_str().unwrap()), ("superseded", moves[2].as_str()));
        undo(&house, "ben", &moves[2], "v").await.unwrap();
        assert_eq!(house.home("ben").await, "lakeside");
    }

    async fn what_was_gained_since_ends_and_what_was_held_before_stays(store: Store) {
        let cast = Cast::new().grant("ben", "report_manager@riverside").manager("kim", Some("ben")).manager("ben", Some("rosa"));
        let house = House::of(store, &cast).await;
        let before = house.everything().await;
        let done = house.run("omar", &MoveRequest::one("ben", "riverside"), "k").await.unwrap();
        let gained = GrantRequest { role: "alert_publisher".into(), at: Some("riverside".into()) };
        house.service.role_grant(&caller("rosa"), &Default::default(), &"ben".into(), gained).await.unwrap();
        let back = undo(&house, "ana", &done.id, "u").await.unwrap();
        assert_eq!(back.rows[0].codes, ["role-revoked"]);
        assert_eq!(house.everything().await, before);
    }

    async fn a_commit_of_several_is_found_and_undone_as_a_whole(store: Store) {
        let house = House::of(store, &Cast::new().manager("petra", Some("ben"))).await;
        let before = house.everything().await;
        let request = MoveRequest {
            acting_in: Some("aster-north".into()),
            subjects: Some(vec!["dana".into(), "ben".into(), "petra".into()]),
            destination: Some("riverside".into()),
            ..MoveRequest::default()
        };
        let done = house.run("ana", &request, "k").await.unwrap();
        let north = Acting { acting_in: Some("aster-north".into()), act_as: None };
        let found = |who: &'static str, acting: Acting, cursor: Option<String>, limit: Option<u32>| {
            let (service, id) = (house.service.clone(), done.id.clone());
            async move { service.move_found(&caller(who), &acting, &id, cursor.as_deref(), limit).await }
        };
        let MoveFound::Commit(first) = found("ana", north.clone(), None, Some(2)).await.unwrap() else { panic!("no commit") };
        assert_eq!(first.moves.len(), 2);
        let MoveFound::Commit(rest) = found("ana", north.clone(), first.cursor, None).await.unwrap() else { panic!("no commit") };
        assert_eq!((rest.moves.len(), rest.cursor), (1, None));
        let MoveFound::Commit(own) = found("ben", Acting::default(), None, None).await.unwrap() else { panic!("no commit") };
        assert_eq!(own.moves.iter().map(|it| it.subject.id.as_str()).collect::<Vec<_>>(), ["ben"]);
        let unknown = house.service.move_found(&caller("walt"), &Acting::default(), &"0197-no-such-move".into(), None, None).await.unwrap_err();
        assert_eq!(wire(&found("walt", Acting::default(), None, None).await.unwrap_err()), wire(&unknown));
        assert_eq!(undo(&house, "walt", &done.id, "w").await.unwrap_err().status(), 404);
        assert_eq!(undo(&house, "ben", &done.id, "b").await.unwrap_err().status(), 403);
        let back = undo(&house, "ana", &done.id, "u").await.unwrap();
        assert_eq!(back.rows.iter().map(|row| (row.user.as_ref().map_or("", |id| id.as_str()), row.result)).collect::<Vec<_>>(), [
            ("petra", RowResult::Moved),
            ("ben", RowResult::Moved),
            ("dana", RowResult::Moved),
        ]);
        assert_eq!(house.everything().await, before);
        let again = undo(&house, "ana", &done.id, "v").await.unwrap_err();
        assert_eq!(again.code(), "refused");
        undo(&house, "ana", &back.id, "x").await.unwrap();
        assert_eq!(house.home("petra").await, "riverside");
    }

    async fn who_moved_on_is_refused_by_row_and_the_others_go_back(store: Store) {
        let house = House::cast(store).await;
        let request = MoveRequest {
            acting_in: Some("aster-north".into()),
            subjects: Some(vec!["ben".into(), "petra".into()]),
            destination: Some("riverside".into()),
            ..MoveRequest::default()
        };
        let done = house.run("ana", &request, "k").await.unwrap();
        house.run("ben", &myself("ben", "lakeside"), "l").await.unwrap();
        let back = undo(&house, "ana", &done.id, "u").await.unwrap();
        let rows: Vec<_> = back.rows.iter().map(|row| (row.user.as_ref().map_or("", |id| id.as_str()), row.result)).collect();
        assert_eq!(rows, [("petra", RowResult::Moved), ("ben", RowResult::Refused)]);
        assert!(back.rows[1].codes.contains(&"superseded".to_owned()));
        assert_eq!((house.home("petra").await, house.home("ben").await), ("harbour".to_owned(), "lakeside".to_owned()));
    }

    async fn an_undo_leads_to_the_root_where_the_position_was_made_anew(store: Store) {
        let house = House::cast(store).await;
        let done = house.run("dana", &myself("dana", "riverside"), "k").await.unwrap();
        for (revision, change) in [(1, r#"{"delete":["h-night"]}"#), (2, r#"{"add":[{"id":"h-night","parent":"h-ward"}]}"#)] {
            let body = serde_json::from_str(change).unwrap();
            house.service.settings_patch(&caller("orla"), &Acting::default(), &"harbour".into(), "hierarchy", revision, body).await.unwrap();
        }
        let back = undo(&house, "dana", &done.id, "u").await.unwrap();
        assert!(back.rows[0].codes.contains(&"position-reinstated-at-root".to_owned()), "{:?}", back.rows[0].codes);
        let directory = house.service.directory_export().await.unwrap();
        assert_eq!(directory.users.get("dana").unwrap().position.as_ref().unwrap().as_str(), "h-top");
    }
}
