//! Details of what happened are forgotten after their time, and the chain holds.

use crate::house::{Counted, House, caller};
use rehome_domain::user_move::MoveRequest;
use rehome_service::audit::AuditQuery;
use rehome_service::user_move::{MovesQuery, UndoRequest};
use rehome_service::{Acting, Config, Service};
use rehome_testkit::Cast;

const DAY: i64 = 86_400;

fn acting() -> Acting {
    Acting {
        acting_in: Some("aster-north".into()),
        act_as: None,
    }
}

fn to(user: &str, destination: &str) -> MoveRequest {
    MoveRequest {
        acting_in: Some("aster-north".into()),
        ..MoveRequest::one(user, destination)
    }
}

/// The moves, each with how many changes are told of it, the newest first.
async fn moves(house: &House) -> Vec<(String, usize)> {
    let query = MovesQuery {
        acting: acting(),
        ..MovesQuery::default()
    };
    let page = house.service.moves(&caller("ana"), &query).await.unwrap();
    let told = page
        .items
        .into_iter()
        .map(|it| (it.subject.id.to_string(), it.steps.len()));
    told.collect()
}

async fn forgettings(house: &House) -> usize {
    let query = AuditQuery {
        action: Some("details-forgotten".to_owned()),
        ..AuditQuery::default()
    };
    let page = house
        .service
        .audit_page(&caller("aud"), &query)
        .await
        .unwrap();
    page.items.len()
}

rehome_testkit::on_both_engines! {
    async fn details_are_forgotten_after_their_time_and_the_chain_holds(store: Store) {
        let config = Config { retention_days: Some(10), ..Config::default() };
        let house = House::configured(store, Cast::new().directory(), config).await;
        let first = house.run("ana", &to("dana", "riverside"), "k1").await.unwrap();
        let kept = first.undo_until.unwrap();
        assert_eq!(kept.0 - house.service.now().0, 10 * DAY * 1_000_000, "no undo beyond what is kept");
        house.service.audit_seal().await.unwrap();
        house.turn(9 * DAY);
        house.run("ana", &to("petra", "riverside"), "k2").await.unwrap();
        house.service.expired_purge().await.unwrap();
        assert!(moves(&house).await.iter().all(|(_, steps)| *steps > 0));
        let undo = UndoRequest { acting_in: Some("aster-north".into()), ..UndoRequest::default() };
        let id = first.rows[0].user_move.clone().unwrap_or(first.id.clone());
        let codes = async || {
            let review = house.service.user_move_undo_plan(&caller("ana"), &id, &undo).await.unwrap();
            review.review.plan.findings().map(|finding| finding.code().to_owned()).collect::<Vec<_>>()
        };
        assert!(!codes().await.contains(&"undo-too-late".to_owned()));
        house.turn(2 * DAY);
        assert!(codes().await.contains(&"undo-too-late".to_owned()), "before anything is forgotten");
        assert_eq!(forgettings(&house).await, 0);
        house.service.expired_purge().await.unwrap();
        let told = moves(&house).await;
        assert_eq!((told[0].0.as_str(), told[1].0.as_str(), told[1].1), ("petra", "dana", 0), "{told:?}");
        assert!(told[0].1 > 0);
        assert!(codes().await.contains(&"undo-too-late".to_owned()));
        house.service.audit_seal().await.unwrap();
        let found = house.service.audit_verify().await.unwrap();
        assert_eq!((found.broken_at, found.unsealed), (None, 0), "{found:?}");
        assert_eq!(forgettings(&house).await, 1);
        house.service.expired_purge().await.unwrap();
        house.turn(3_600);
        house.service.expired_purge().await.unwrap();
        assert_eq!(forgettings(&house).await, 1, "once a day at most");
        assert_eq!(house.home("dana").await, "riverside");
    }

    async fn what_is_forgotten_is_not_taken_back_though_it_would_be_kept_for_longer_now(store: Store) {
        let config = Config { retention_days: Some(10), ..Config::default() };
        let house = House::configured(store, Cast::new().directory(), config).await;
        let done = house.run("ana", &MoveRequest { reason: Some("a reason".to_owned()), ..to("dana", "riverside") }, "k1").await.unwrap();
        house.turn(11 * DAY);
        let generous = Service::new(house.service.store().clone(), Config::default(), house.clock.clone(), Counted::default()).await.unwrap();
        let id = done.rows[0].user_move.clone().unwrap_or(done.id.clone());
        let mut undo = UndoRequest { acting_in: Some("aster-north".into()), ..UndoRequest::default() };
        let review = generous.user_move_undo_plan(&caller("ana"), &id, &undo).await.unwrap();
        assert!(review.review.plan.findings().all(|finding| !finding.blocks()), "it can be undone until it is forgotten");
        house.service.expired_purge().await.unwrap();
        let review = generous.user_move_undo_plan(&caller("ana"), &id, &undo).await.unwrap();
        let codes: Vec<&str> = review.review.plan.findings().map(|finding| finding.code()).collect();
        assert_eq!(codes, ["move-forgotten"]);
        undo.digest = Some(review.review.digest.clone());
        let before = house.everything().await;
        let refused = generous.user_move_undo(&caller("ana"), &id, undo, Some("undo")).await.unwrap_err();
        assert_eq!(refused.status(), 422, "{refused}");
        assert_eq!(house.everything().await, before);
        let told = generous.audit_page(&caller("aud"), &AuditQuery { text: Some("a reason".to_owned()), ..AuditQuery::default() }).await.unwrap();
        assert!(told.items.is_empty(), "no text leads to it any more: {told:?}");
        let all = generous.audit_page(&caller("aud"), &AuditQuery::default()).await.unwrap();
        assert!(all.items.iter().any(|record| record.about.contains("dana") || record.action.contains("move")), "who did what to whom stays: {all:?}");
    }

    async fn without_a_setting_everything_is_kept_for_good(store: Store) {
        let house = House::cast(store).await;
        house.run("ana", &to("dana", "riverside"), "k1").await.unwrap();
        house.turn(10_000 * DAY);
        house.service.expired_purge().await.unwrap();
        assert!(moves(&house).await[0].1 > 0);
    }
}
