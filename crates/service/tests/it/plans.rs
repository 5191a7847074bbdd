//! Planning: what is told, what is hidden, and how strangers are answered.

use crate::house::{House, caller, myself, wire};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::{MoveRequest, Verdict};
use rehome_service::Acting;
use rehome_service::user_move::DestinationsQuery;
use rehome_testkit::Cast;

rehome_testkit::on_both_engines! {
    async fn a_plan_tells_everything_and_writes_nothing(store: Store) {
        let house = House::cast(store).await;
        let before = house.everything().await;
        let review = house.plan("dana", &myself("dana", "riverside")).await.unwrap();
        let answer = review.answer();
        assert_eq!(answer.verdict, Verdict::Warns);
        let codes: Vec<&str> = answer.findings.iter().map(|finding| finding.code()).collect();
        for code in ["role-revoked", "subscription-cancelled", "membership-removed", "manager-cleared", "dependents-move", "look-changes"] {
            assert!(codes.contains(&code), "{code} is missing in {codes:?}");
        }
        assert!(answer.people.contains_key("dana") && answer.people.contains_key("leo") && answer.people.contains_key("ben"));
        assert_eq!(answer.digest, answer.families[0].digest);
        assert_eq!(answer.digest.len(), 64);
        assert_eq!(house.everything().await, before);
    }

    async fn the_same_plan_has_the_same_digest_and_another_actor_another(store: Store) {
        let house = House::cast(store).await;
        let request = MoveRequest::one("dana", "riverside");
        let first = house.plan("omar", &request).await.unwrap();
        house.turn(5);
        let second = house.plan("omar", &request).await.unwrap();
        let other = house.plan("orla", &request).await.unwrap();
        assert_eq!(first.digest, second.digest);
        assert_ne!(first.digest, other.digest);
    }

    async fn what_is_foreign_answers_like_what_is_unknown_byte_for_byte(store: Store) {
        let house = House::cast(store).await;
        let ask = |subject: &str, destination: &str| MoveRequest::one(subject, destination);
        let unknown = wire(&house.plan("omar", &ask("nobody-at-all", "riverside")).await.unwrap_err());
        for (who, request) in [
            ("omar", ask("kim", "riverside")),
            ("omar", ask("walt", "riverside")),
            ("omar", ask("dana", "field-services")),
            ("omar", ask("dana", "no-such-place")),
            ("dana", myself("kim", "riverside")),
            ("dana", myself("dana", "southport")),
            ("dana", myself("dana", "bay-choir")),
            ("walt", ask("dana", "riverside")),
        ] {
            let told = wire(&house.plan(who, &request).await.unwrap_err());
            assert_eq!(told, unknown, "{who} asks for {request:?}");
        }
        let mut elsewhere = ask("dana", "riverside");
        elsewhere.acting_in = Some("palm-court".into());
        assert_eq!(wire(&house.plan("omar", &elsewhere).await.unwrap_err()), unknown);
    }

    async fn whoever_sees_both_ends_without_a_key_is_told_so(store: Store) {
        let house = House::cast(store).await;
        let mut request = MoveRequest::one("dana", "aster-south");
        request.acting_in = Some("aster-north".into());
        let refused = house.plan("ana", &request).await.unwrap_err();
        assert_eq!(refused.status(), 404);
        for who in ["bo", "petra", "remy", "dilek"] {
            let mut request = MoveRequest::one("ben", "harbour");
            request.act_as = Some(rehome_domain::user_move::ActAs::Operator);
            let refused = house.plan(who, &request).await.unwrap_err();
            assert_eq!((refused.status(), refused.code()), (403, "not-allowed"), "{who}");
        }
    }

    async fn a_username_is_as_good_as_an_id_where_one_person_in_view_has_it(store: Store) {
        let cast = Cast::new().user("dana", |dana| dana.username = "D.Whitfield".into());
        let house = House::of(store, &cast).await;
        let by_name = house.plan("omar", &MoveRequest::one("d.whitfield", "riverside")).await.unwrap();
        let by_id = house.plan("omar", &MoveRequest::one("dana", "riverside")).await.unwrap();
        assert_eq!(by_name.digest, by_id.digest);
        assert!(by_id.answer().people.contains_key("D.Whitfield"));
    }

    async fn two_people_of_one_name_in_view_are_not_guessed_at(store: Store) {
        let cast = Cast::new()
            .user("kim", |it| it.username = "twin".into())
            .user("ben", |it| it.username = "twin".into())
            .uniqueness("aster", false)
            .user_move("aster-north", true)
            .list("aster-north", &["riverside"]);
        let house = House::of(store, &cast).await;
        let mut request = MoveRequest::one("twin", "lakeside");
        request.acting_in = Some("aster-north".into());
        let refused = house.plan("ana", &request).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "ambiguous-user"));
        let mine = house.plan("omar", &MoveRequest::one("twin", "riverside")).await.unwrap();
        assert_eq!(mine.plan.families[0].subject.as_str(), "ben");
    }

    async fn requests_without_anybody_or_anywhere_are_incomplete(store: Store) {
        let house = House::cast(store).await;
        let nobody = MoveRequest { destination: Some("riverside".into()), ..MoveRequest::default() };
        let nowhere = MoveRequest { subject: Some("dana".into()), ..MoveRequest::default() };
        let none = MoveRequest { subjects: Some(Vec::new()), ..nobody.clone() };
        for request in [&nobody, &nowhere, &none] {
            let refused = house.plan("omar", request).await.unwrap_err();
            assert_eq!((refused.status(), refused.code()), (422, "incomplete-request"));
        }
        let filtered = |request: &MoveRequest| MoveRequest { filters: Some(Vec::new()), ..request.clone() };
        for request in [filtered(&nobody), filtered(&none), MoveRequest { subject: Some("dana".into()), ..filtered(&nobody) }] {
            let refused = house.plan("omar", &request).await.unwrap_err();
            assert_eq!((refused.status(), refused.code()), (422, "field-not-applicable"));
            assert!(wire(&refused).contains("filters"));
        }
    }

    async fn more_people_than_a_dialog_takes_are_refused_as_a_whole(store: Store) {
        let house = House::cast(store).await;
        let subjects = (0..1_001).map(|n| format!("ghost-{n}").into()).collect();
        let request = MoveRequest { subjects: Some(subjects), destination: Some("riverside".into()), ..MoveRequest::default() };
        let refused = house.plan("omar", &request).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "too-many-subjects"));
        let body = refused.body(None);
        assert_eq!(body.findings.unwrap()[0].code(), "too-many-subjects");
    }

    async fn the_screen_shows_what_a_person_may_know_and_judges_like_the_server(store: Store) {
        let house = House::cast(store).await;
        let screen = house.service.user_move_screen(&caller("dana")).await.unwrap();
        assert!(screen.snapshot.user(&"kim".into()).is_none());
        assert!(screen.snapshot.organizations.get(&"southport".into()).is_none());
        let here = rehome_domain::user_move::plan(&screen.snapshot, &myself("dana", "riverside"), &screen.actor, screen.now).unwrap();
        let there = house.plan("dana", &myself("dana", "riverside")).await.unwrap();
        let mut expected = there.plan.families[0].findings.clone();
        let mut judged = here.families[0].findings.clone();
        // Whether names are free is checked on save.
        judged.retain(|finding| !finding.deferred);
        expected.retain(|finding| finding.code() != "name-taken");
        assert_eq!(judged, expected);
        assert_eq!(here.families[0].steps, there.plan.families[0].steps);
    }

    async fn nothing_is_on_offer_where_people_live_alone(store: Store) {
        let house = House::cast(store).await;
        assert!(!house.service.user_move_is_offered(&caller("walt")).await.unwrap());
        let hidden = house.service.user_move_positions(&caller("walt"), &"riverside".into()).await.unwrap_err();
        let unknown = house.service.user_move_positions(&caller("walt"), &"no-such-place".into()).await.unwrap_err();
        assert_eq!(wire(&hidden), wire(&unknown));
    }

    async fn the_way_to_the_screen_is_shown_to_who_has_somewhere_to_go(store: Store) {
        let house = House::cast(store).await;
        for (who, is_offered) in [("dana", true), ("sia", true), ("leo", false), ("walt", false)] {
            assert_eq!(house.service.user_move_is_offered(&caller(who)).await.unwrap(), is_offered, "{who}");
        }
    }

    async fn where_user_move_is_off_there_is_no_way_to_the_screen(store: Store) {
        let house = House::of(store, &Cast::new().user_move("aster", false)).await;
        assert!(!house.service.user_move_is_offered(&caller("dana")).await.unwrap());
        let screen = house.service.user_move_screen(&caller("dana")).await.unwrap();
        assert!(screen.snapshot.organizations.get(&"riverside".into()).is_some(), "who goes there is told why not");
    }

    async fn positions_of_a_destination_are_told_whole(store: Store) {
        let house = House::cast(store).await;
        let positions = house.service.user_move_positions(&caller("dana"), &"riverside".into()).await.unwrap();
        assert_eq!(positions.nodes.len(), 3);
        assert_eq!(positions.root.unwrap().as_str(), "r-top");
    }

    async fn destinations_come_with_verdicts_narrow_by_text_and_page(store: Store) {
        let house = House::cast(store).await;
        let query = DestinationsQuery { acting: Acting { acting_in: None, act_as: None }, ..DestinationsQuery::default() };
        let all = house.service.user_move_destinations(&caller("dana"), &query).await.unwrap();
        let codes: Vec<&str> = all.items.iter().map(|row| row.place.code.as_str()).collect();
        assert!(codes.contains(&"riverside") && !codes.contains(&"southport") && !codes.contains(&"harbour"));
        let northgate = all.items.iter().find(|row| row.place.code.as_str() == "northgate").unwrap();
        assert_eq!(northgate.verdict, Verdict::Refuses);
        let some = DestinationsQuery { text: Some("HILL".into()), ..query.clone() };
        let some = house.service.user_move_destinations(&caller("dana"), &some).await.unwrap();
        assert_eq!(some.items.len(), 1);
        let mut paged: Vec<OrganizationCode> = Vec::new();
        let mut cursor = None;
        loop {
            let page = DestinationsQuery { cursor: cursor.clone(), limit: Some(2), ..query.clone() };
            let page = house.service.user_move_destinations(&caller("dana"), &page).await.unwrap();
            paged.extend(page.items.into_iter().map(|row| row.place.code));
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(paged.iter().map(OrganizationCode::as_str).collect::<Vec<_>>(), codes);
    }
}
