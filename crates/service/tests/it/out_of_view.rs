//! What lies out of view stays out of every answer: selections, destinations, the ledger, the audit, answers given again.

use crate::house::{House, caller, myself, reviewed, wire};
use rehome_domain::people::UserBase;
use rehome_domain::role::BuiltIn;
use rehome_domain::user_move::{MoveRequest, Verdict};
use rehome_service::Acting;
use rehome_service::audit::AuditQuery;
use rehome_service::people::{LockRequest, UserPatch};
use rehome_service::user_move::{DestinationsQuery, MovesQuery, RowResult};
use rehome_service::why::{WhyRequest, WhyStanding};
use rehome_testkit::Cast;

fn everybody_of(organization: &str) -> MoveRequest {
    MoveRequest {
        all_of: Some(organization.into()),
        destination: Some("riverside".into()),
        ..MoveRequest::default()
    }
}

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        act_as: None,
    }
}

/// Omar handles the people at one position, and nobody's dependents.
fn narrow_omar(cast: Cast, position: &str) -> Cast {
    cast.user("omar", |it| {
        it.manage_dependents = false;
        it.user_base = Some(UserBase {
            positions: [position.into()].into(),
            groups: Default::default(),
        });
    })
}

fn subjects(review: &rehome_service::user_move::Review) -> Vec<String> {
    let mut all: Vec<String> = review
        .plan
        .families
        .iter()
        .map(|row| row.subject.to_string())
        .collect();
    all.sort();
    all
}

rehome_testkit::on_both_engines! {
    async fn everybody_of_a_home_is_for_who_sees_people_there(store: Store) {
        let house = House::cast(store).await;
        let unknown = wire(&house.plan("dana", &everybody_of("no-such-place")).await.unwrap_err());
        for foreign in ["riverside", "southport", "bay-choir"] {
            assert_eq!(wire(&house.plan("dana", &everybody_of(foreign)).await.unwrap_err()), unknown, "{foreign}");
        }
        for who in ["dana", "walt", "bo"] {
            let home = if who == "walt" { "bay-choir" } else { "harbour" };
            let told = house.plan(who, &everybody_of(home)).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (403, "not-allowed"), "{who}");
            let text = wire(&told);
            assert!(!text.contains("ben"), "{text}");
        }
        let all = subjects(&house.plan("omar", &everybody_of("harbour")).await.unwrap());
        assert!(all.contains(&"ben".to_owned()) && !all.contains(&"leo".to_owned()), "{all:?}");
    }

    async fn everybody_of_a_home_are_those_the_operator_handles(store: Store) {
        let house = House::of(store, &narrow_omar(Cast::new(), "h-ward")).await;
        let review = house.plan("omar", &everybody_of("harbour")).await.unwrap();
        assert_eq!(subjects(&review), ["dana", "omar"]);
        let told = serde_json::to_string(&review.answer()).unwrap();
        for hidden in ["\"leo\"", "\"mia\"", "\"carla\"", "unknown-user"] {
            assert!(!told.contains(hidden), "{hidden} in {told}");
        }
    }

    async fn destinations_tell_no_more_than_a_plan_for_them(store: Store) {
        let cast = Cast::new().subscribed("ben", "southport", "2026-01-01", None);
        let house = House::of(store, &cast).await;
        let query = DestinationsQuery { subject: Some("ben".into()), ..DestinationsQuery::default() };
        let rows = house.service.user_move_destinations(&caller("omar"), &query).await.unwrap().items;
        let told = serde_json::to_string(&rows).unwrap();
        assert!(!told.contains("southport"), "{told}");
        let row = rows.iter().find(|row| row.place.code.as_str() == "riverside").unwrap();
        assert_eq!(row.verdict, Verdict::Warns);
        let mut codes: Vec<&str> = row.findings.iter().map(|finding| finding.code()).collect();
        let plan = house.plan("omar", &MoveRequest::one("ben", "riverside")).await.unwrap();
        let mut planned: Vec<&str> = plan.plan.findings().map(|finding| finding.code()).collect();
        codes.sort_unstable();
        planned.sort_unstable();
        assert_eq!(codes, planned);
        assert!(codes.contains(&"hidden-effects"));
    }

    async fn attributes_of_a_former_home_are_hidden_until_one_comes_back(store: Store) {
        let house = House::cast(store).await;
        let shown = async || {
            let own = house.service.profile(&caller("dana")).await.unwrap();
            own.attributes.keys().map(|id| id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(shown().await, ["badge", "blood-group", "cost-centre"]);
        house.run("dana", &myself("dana", "riverside"), "k").await.unwrap();
        assert_eq!(shown().await, ["blood-group", "cost-centre"]);
        house.run("dana", &myself("dana", "harbour"), "k2").await.unwrap();
        assert_eq!(shown().await, ["badge", "blood-group", "cost-centre"]);
    }

    async fn a_manager_elsewhere_is_still_the_manager(store: Store) {
        let house = House::of(store, &Cast::new().manager("kim", Some("ben"))).await;
        let own = house.service.profile(&caller("kim")).await.unwrap();
        assert_eq!(own.manager.unwrap().id.as_str(), "ben");
        let above = house.service.user(&caller("ana"), &Acting::default(), &"kim".into()).await.unwrap();
        assert_eq!(above.manager.unwrap().id.as_str(), "ben");
        let beside = house.service.user(&caller("rosa"), &Acting::default(), &"kim".into()).await.unwrap();
        assert!(beside.manager.is_none(), "Ben is not Rosa's to see");
        let screen = house.service.user_move_screen(&caller("kim")).await.unwrap();
        assert!(screen.snapshot.user(&"ben".into()).is_none());
        let moved = house.plan("kim", &myself("kim", "lakeside")).await.unwrap();
        assert!(!moved.plan.findings().any(|finding| finding.code() == "manager-cleared"));
    }

    async fn who_is_in_the_user_base_is_so_as_a_manager_too(store: Store) {
        let cast = narrow_omar(Cast::new().position("carla", Some("h-night")).manager("dana", Some("carla")), "h-ward");
        let house = House::of(store, &cast).await;
        let dana = house.service.user(&caller("omar"), &Acting::default(), &"dana".into()).await.unwrap();
        assert_eq!(dana.manager.unwrap().id.as_str(), "carla");
        let cast_out = UserPatch { position: Some(Some("h-desk".into())), ..UserPatch::default() };
        house.service.user_patch(&caller("orla"), &Acting::default(), &"carla".into(), 1, cast_out).await.unwrap();
        let dana = house.service.user(&caller("omar"), &Acting::default(), &"dana".into()).await.unwrap();
        assert!(dana.manager.is_none());
    }

    async fn the_ledger_shows_the_people_an_operator_handles(store: Store) {
        let house = House::of(store, &narrow_omar(Cast::new(), "h-ward")).await;
        let dana = house.run("orla", &MoveRequest::one("dana", "riverside"), "k").await.unwrap();
        let ben = house.run("orla", &MoveRequest::one("ben", "riverside"), "k2").await.unwrap();
        let listed = house.service.moves(&caller("omar"), &MovesQuery::default()).await.unwrap().items;
        assert_eq!(listed.iter().map(|it| it.subject.id.as_str()).collect::<Vec<_>>(), ["dana"], "she was at h-night");
        let told = serde_json::to_string(&listed).unwrap();
        for hidden in ["leo", "mia", "ben", "Ben"] {
            assert!(!told.contains(hidden), "{hidden} in {told}");
        }
        let whole = house.service.move_one(&caller("orla"), &Acting::default(), &dana.id).await.unwrap();
        assert_eq!(whole.members.len(), 2);
        assert!(listed[0].hidden > whole.hidden + 1, "the dependents and their steps are counted");
        let hidden = house.service.move_one(&caller("omar"), &Acting::default(), &ben.id).await.unwrap_err();
        assert_eq!(hidden.status(), 404);
    }

    async fn the_arrival_tells_what_the_move_was(store: Store) {
        let house = House::cast(store).await;
        let done = house.run("dana", &myself("dana", "hillcrest"), "k").await.unwrap();
        let arrival = house.service.move_arrival(&caller("dana"), &done.id).await.unwrap();
        assert!(arrival.position_is_missing && arrival.outcomes.contains_key("leo"));
        let told = format!("{:?}", arrival.outcomes["dana"].lost);
        assert!(told.contains("alert_publisher") && told.contains("palm-court"), "{told}");
        let names = &arrival.done.names;
        assert_eq!(names.organizations.get("palm-court").map(AsRef::as_ref), Some("Palm Court Clinic"));
        assert_eq!(names.groups.get("night-shift").map(AsRef::as_ref), Some("Night shift"));
        assert_eq!(house.service.move_arrival(&caller("ben"), &done.id).await.unwrap_err().status(), 404);
    }

    async fn the_audit_names_actors_in_view(store: Store) {
        let house = House::cast(store).await;
        for (who, acting, locked) in [("omar", Acting::default(), true), ("ana", at("aster-north"), false)] {
            house.service.user_lock(&caller(who), &acting, &"ben".into(), None, LockRequest { locked }).await.unwrap();
        }
        house.run("ben", &myself("ben", "riverside"), "k").await.unwrap();
        let about = |who: &'static str| {
            let query = AuditQuery { about: Some("ben".into()), ..AuditQuery::default() };
            let service = house.service.clone();
            async move {
                let page = service.audit_page(&caller(who), &query).await.unwrap();
                page.items.into_iter().map(|it| it.actor.map(|id| id.to_string())).collect::<Vec<_>>()
            }
        };
        let [ben, omar, ana] = ["ben", "omar", "ana"].map(|id| Some(id.to_owned()));
        assert_eq!(about("orla").await, [ben.clone(), None, omar.clone()]);
        assert_eq!(about("aud").await, [ben, ana, omar]);
    }

    async fn an_answer_given_again_tells_what_may_be_seen_now(store: Store) {
        let house = House::cast(store).await;
        let request = MoveRequest {
            subjects: Some(vec!["ben".into(), "orla".into()]),
            destination: Some("riverside".into()),
            ..MoveRequest::default()
        };
        let review = house.plan("omar", &request).await.unwrap();
        let commit = reviewed(&request, &review);
        let first = house.commit("omar", &commit, "k").await.unwrap();
        assert_eq!(house.commit("omar", &commit, "k").await.unwrap(), first, "the source's half is Omar's to see");
        let held = rehome_domain::people::Grant { role: BuiltIn::EndUsersManager.row().name.into(), at: Some("harbour".into()) };
        house.service.role_revoke(&caller("orla"), &Acting::default(), &"omar".into(), held).await.unwrap();
        let again = house.commit("omar", &commit, "k").await.unwrap();
        assert_eq!(again.rows.iter().map(|row| row.result).collect::<Vec<_>>(), [RowResult::Moved, RowResult::Refused]);
        assert!(again.rows.iter().all(|row| row.user.is_none() && row.codes.is_empty()), "{:?}", again.rows);
        assert_eq!(again.id, first.id);
    }

    async fn why_is_asked_from_above_about_who_acts_below(store: Store) {
        let house = House::cast(store).await;
        let ask = |acting_in: Option<&str>| WhyRequest {
            acting_in: Some("aster-north".into()),
            actor: Some("omar".into()),
            request: MoveRequest { acting_in: acting_in.map(Into::into), ..MoveRequest::one("ben", "riverside") },
        };
        for where_omar_acts in [None, Some("harbour")] {
            let told = house.service.why(&caller("ana"), ask(where_omar_acts)).await.unwrap();
            assert_eq!(told.standing, WhyStanding::BoundByList);
        }
        for nobody_there in ["riverside", "southport"] {
            let told = house.service.why(&caller("ana"), ask(Some(nobody_there))).await.unwrap_err();
            assert_eq!(told.status(), 404, "{nobody_there}");
        }
    }

    async fn a_source_out_of_view_answers_like_an_unknown_one(store: Store) {
        let house = House::cast(store).await;
        let from = |source: &str| MoveRequest { source: Some(source.into()), ..MoveRequest::one("ben", "riverside") };
        let unknown = house.plan("omar", &from("no-such-place")).await.unwrap_err();
        assert_eq!(unknown.status(), 404);
        assert_eq!(wire(&house.plan("omar", &from("southport")).await.unwrap_err()), wire(&unknown));
        assert!(house.plan("omar", &from("harbour")).await.is_ok());
    }

    async fn names_that_nobody_of_a_selection_bears_are_refused_by_name(store: Store) {
        let house = House::cast(store).await;
        let about = |name: &str| MoveRequest {
            subjects: Some(vec!["ben".into(), "petra".into()]),
            destination: Some("riverside".into()),
            per_person: [(name.into(), Default::default())].into(),
            ..MoveRequest::default()
        };
        for wrong in ["bne", "kim"] {
            let told = house.plan("omar", &about(wrong)).await.unwrap_err();
            assert_eq!((told.status(), told.code()), (422, "field-not-applicable"));
            assert!(wire(&told).contains(&format!("per_person.{wrong}")), "{}", wire(&told));
        }
        let done = house.run("omar", &about("petra"), "k").await.unwrap();
        assert!(done.rows.iter().all(|row| row.result == RowResult::Moved), "{:?}", done.rows);
    }

    async fn two_of_one_name_do_not_arrive_together(store: Store) {
        let cast = Cast::new()
            .uniqueness("aster", false)
            .user_move("aster-north", true)
            .user("kim", |it| it.username = "Twin".into())
            .user("ben", |it| it.username = "twin".into());
        let house = House::of(store, &cast).await;
        let request = MoveRequest {
            acting_in: Some("aster-north".into()),
            subjects: Some(vec!["kim".into(), "ben".into()]),
            destination: Some("lakeside".into()),
            ..MoveRequest::default()
        };
        let done = house.run("ana", &request, "k").await.unwrap();
        assert_eq!(done.rows[0].result, RowResult::Moved);
        assert_eq!((done.rows[1].result, done.rows[1].codes.as_slice()), (RowResult::Refused, &["name-taken".to_owned()][..]));
    }
}
