//! What was done, as those who may look at it find it: moves, flows, audit.

use crate::house::{House, caller, myself};
use rehome_domain::ids::MoveId;
use rehome_domain::time::Day;
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::audit::AuditQuery;
use rehome_service::user_move::{MoveState, MoveView, MoveWay, MovesQuery, UndoRequest};
use rehome_service::{Acting, ServiceError};

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        act_as: Some(ActAs::Operator),
    }
}

async fn moves(house: &House, who: &str, query: MovesQuery) -> Result<Vec<MoveView>, ServiceError> {
    let page = house.service.moves(&caller(who), &query).await?;
    Ok(page.items)
}

fn subjects(moves: &[MoveView]) -> Vec<&str> {
    moves.iter().map(|done| done.subject.id.as_str()).collect()
}

/// Ben moves himself to Riverside, Omar sends Dana to Hillcrest, Ana takes Dana's back.
async fn some_moves(house: &House) -> (MoveId, MoveId) {
    let ben = house
        .run("ben", &myself("ben", "riverside"), "k1")
        .await
        .unwrap();
    let dana = house
        .run("omar", &MoveRequest::one("dana", "hillcrest"), "k2")
        .await
        .unwrap();
    let ask = UndoRequest {
        acting_in: Some("aster-north".into()),
        ..UndoRequest::default()
    };
    let plan = house
        .service
        .user_move_undo_plan(&caller("ana"), &dana.id, &ask)
        .await
        .unwrap();
    let request = UndoRequest {
        digest: Some(plan.review.digest.clone()),
        acknowledged: plan
            .review
            .plan
            .findings()
            .map(|finding| finding.code().to_owned())
            .collect(),
        ..ask
    };
    house
        .service
        .user_move_undo(&caller("ana"), &dana.id, request, Some("u"))
        .await
        .unwrap();
    (ben.id, dana.id)
}

rehome_testkit::on_both_engines! {
    async fn moves_are_found_by_state_way_person_actor_place_and_day(store: Store) {
        let house = House::cast(store).await;
        some_moves(&house).await;
        let query = || MovesQuery { acting: at("aster-north"), ..MovesQuery::default() };
        assert_eq!(subjects(&moves(&house, "ana", query()).await.unwrap()), ["dana", "dana", "ben"]);
        let state = |state| MovesQuery { state: Some(state), ..query() };
        assert_eq!(subjects(&moves(&house, "ana", state(MoveState::Done)).await.unwrap()), ["ben"]);
        assert_eq!(subjects(&moves(&house, "ana", state(MoveState::Undone)).await.unwrap()), ["dana"]);
        assert_eq!(subjects(&moves(&house, "ana", state(MoveState::Undo)).await.unwrap()), ["dana"]);
        let by_oneself = MovesQuery { way: Some(MoveWay::Oneself), ..query() };
        let found = moves(&house, "ana", by_oneself).await.unwrap();
        assert_eq!((subjects(&found), found[0].way), (vec!["ben"], MoveWay::Oneself));
        let of_ben = MovesQuery { user: Some("ben".into()), ..query() };
        assert_eq!(subjects(&moves(&house, "ana", of_ben).await.unwrap()), ["ben"]);
        let by_omar = MovesQuery { actor: Some("omar".into()), ..query() };
        assert_eq!(subjects(&moves(&house, "ana", by_omar).await.unwrap()), ["dana"]);
        let at_riverside = MovesQuery { organization: Some("riverside".into()), ..query() };
        assert_eq!(subjects(&moves(&house, "ana", at_riverside).await.unwrap()), ["ben"]);
        let today = house.service.now().day();
        let on = |from: i32, to: i32| MovesQuery { from: Some(Day(today.0 + from)), to: Some(Day(today.0 + to)), ..query() };
        assert_eq!(moves(&house, "ana", on(0, 0)).await.unwrap().len(), 3);
        assert_eq!(moves(&house, "ana", on(1, 2)).await.unwrap().len(), 0);
        assert_eq!(moves(&house, "ana", on(-2, -1)).await.unwrap().len(), 0);
        let unknown = MovesQuery { user: Some("nobody".into()), ..query() };
        assert_eq!(moves(&house, "ana", unknown).await.unwrap_err().status(), 404);
    }

    async fn the_other_end_is_a_filter_for_who_does_not_see_it(store: Store) {
        let house = House::cast(store).await;
        some_moves(&house).await;
        let to = |organization: &str| MovesQuery {
            acting: at("harbour"), organization: Some(organization.into()), ..MovesQuery::default()
        };
        assert_eq!(subjects(&moves(&house, "omar", to("riverside")).await.unwrap()), ["ben"]);
        assert_eq!(subjects(&moves(&house, "omar", to("lakeside")).await.unwrap()), [""; 0]);
        let by_ana = MovesQuery { acting: at("harbour"), actor: Some("ana".into()), ..MovesQuery::default() };
        assert_eq!(moves(&house, "omar", by_ana).await.unwrap_err().status(), 404, "she is out of his view, and so is what she did");
    }

    async fn an_auditor_reads_both_halves_of_every_move_and_undoes_none(store: Store) {
        let house = House::cast(store).await;
        let (ben, dana) = some_moves(&house).await;
        let query = MovesQuery { acting: at("hillcrest"), ..MovesQuery::default() };
        let found = moves(&house, "aud", query).await.unwrap();
        assert_eq!(subjects(&found), ["dana", "dana", "ben"]);
        assert!(found.iter().all(|done| done.hidden == 0), "{found:?}");
        let told = house.service.moves_told(&caller("aud"), &at("hillcrest"), &dana, None).await.unwrap();
        assert!(!told.is_commit && told.moves[0].outcomes.contains_key("leo"));
        let ask = UndoRequest { acting_in: Some("hillcrest".into()), act_as: Some(ActAs::Operator), ..UndoRequest::default() };
        let refused = house.service.user_move_undo_plan(&caller("aud"), &ben, &ask).await.unwrap_err();
        assert!([403, 404].contains(&refused.status()), "{refused:?}");
        let own = house.service.moves(&caller("ben"), &MovesQuery::default()).await.unwrap().items;
        assert_eq!(subjects(&own), ["ben"], "who holds no role reads the own moves alone");
    }

    async fn flows_are_counted_in_scope(store: Store) {
        let house = House::cast(store).await;
        some_moves(&house).await;
        let flows = |who: &'static str, acting: Acting| {
            let query = MovesQuery { acting, ..MovesQuery::default() };
            let service = house.service.clone();
            async move {
                let found = service.move_flows(&caller(who), &query).await.unwrap();
                let told = found.flows.into_iter().map(|flow| {
                    (flow.source.code.to_string(), flow.destination.code.to_string(), flow.moves, flow.by_oneself, flow.undone)
                });
                told.collect::<Vec<_>>()
            }
        };
        let flow = |to: &str, by_oneself, undone| ("harbour".to_owned(), to.to_owned(), 1, by_oneself, undone);
        assert_eq!(flows("ana", at("aster-north")).await, [flow("hillcrest", 0, 1), flow("riverside", 1, 0)]);
        assert_eq!(flows("omar", at("harbour")).await.len(), 2);
        assert_eq!(flows("bo", at("harbour")).await.len(), 2, "a viewer sees people go");
    }

    async fn a_first_move_is_undone_once_the_second_was_taken_back(store: Store) {
        let house = House::cast(store).await;
        let before = house.home("ben").await;
        let to = |destination: &str| MoveRequest { acting_in: Some("aster-north".into()), ..MoveRequest::one("ben", destination) };
        let first = house.run("ana", &to("riverside"), "k1").await.unwrap();
        let second = house.run("ana", &to("hillcrest"), "k2").await.unwrap();
        let ask = UndoRequest { acting_in: Some("aster-north".into()), ..UndoRequest::default() };
        let codes = |id: &MoveId| {
            let (service, id, ask) = (house.service.clone(), id.clone(), ask.clone());
            async move {
                let plan = service.user_move_undo_plan(&caller("ana"), &id, &ask).await.unwrap();
                let codes: Vec<String> = plan.review.plan.findings().map(|finding| finding.code().to_owned()).collect();
                (codes, plan.review.digest)
            }
        };
        assert!(codes(&first.id).await.0.contains(&"superseded".to_owned()));
        for (id, key) in [(&second.id, "u2"), (&first.id, "u1")] {
            let (found, digest) = codes(id).await;
            assert!(!found.contains(&"superseded".to_owned()), "{found:?}");
            let request = UndoRequest { digest: Some(digest), acknowledged: found.into_iter().collect(), ..ask.clone() };
            house.service.user_move_undo(&caller("ana"), id, request, Some(key)).await.unwrap();
        }
        assert_eq!(house.home("ben").await, before);
        assert!(codes(&first.id).await.0.contains(&"already-undone".to_owned()));
    }

    async fn the_audit_is_searched_and_filtered(store: Store) {
        let house = House::cast(store).await;
        some_moves(&house).await;
        let found = |who: &'static str, query: AuditQuery| {
            let service = house.service.clone();
            async move { service.audit_page(&caller(who), &query).await.map(|page| page.items) }
        };
        let all = || AuditQuery { acting: at("hillcrest"), ..AuditQuery::default() };
        let undone = AuditQuery { action: Some("user-move-undone".to_owned()), ..all() };
        let undone = found("aud", undone).await.unwrap();
        assert_eq!(undone.len(), 1);
        assert_eq!((undone[0].actor_name.as_deref(), undone[0].about_name.as_deref()), (Some("Ana Lindqvist"), Some("Dana Whitfield")));
        let moved = |query: AuditQuery| AuditQuery { action: Some("user-moved".to_owned()), ..query };
        assert_eq!(found("aud", moved(AuditQuery { actor: Some("omar".into()), ..all() })).await.unwrap().len(), 1);
        assert_eq!(found("aud", moved(AuditQuery { text: Some("*d?na*".to_owned()), ..all() })).await.unwrap().len(), 1);
        assert_eq!(found("aud", moved(AuditQuery { organization: Some("riverside".into()), ..all() })).await.unwrap().len(), 1);
        let tomorrow = Day(house.service.now().day().0 + 1);
        assert_eq!(found("aud", AuditQuery { from: Some(tomorrow), ..all() }).await.unwrap().len(), 0);
        let here = || AuditQuery { acting: at("harbour"), ..AuditQuery::default() };
        assert_eq!(found("orla", moved(here())).await.unwrap().len(), 2);
        let hidden = AuditQuery { text: Some("ana".to_owned()), action: Some("user-move-undone".to_owned()), ..here() };
        let by_hidden = found("orla", hidden).await.unwrap();
        assert!(by_hidden.iter().all(|record| record.actor.is_some() || record.about.contains("ana")), "{by_hidden:?}");
        for refused in ["omar", "bo"] {
            assert_eq!(found(refused, here()).await.unwrap_err().status(), 403);
        }
    }

    async fn the_chain_is_walked_for_auditors_of_everything_alone(store: Store) {
        let house = House::cast(store).await;
        some_moves(&house).await;
        house.service.audit_seal().await.unwrap();
        let walked = house.service.audit_verify_as(&caller("aud"), &at("hillcrest")).await.unwrap();
        assert!(walked.sealed > 0 && walked.broken_at.is_none() && walked.unsealed == 0);
        let refused = house.service.audit_verify_as(&caller("orla"), &at("harbour")).await.unwrap_err();
        assert_eq!(refused.status(), 403);
    }
}
