//! Filters that choose people and where each goes: all conditions of one, the first that fits, and what is no filter.

use rehome_domain::user_move::filters::FilterFacts;
use rehome_domain::user_move::{MovePlan, MoveRequest, Refusal, Step, plan};
use rehome_testkit::{Cast, NOW, act};
use serde_json::{Value, json};

/// What filters ask of Paul and Nora of Quay.
fn facts() -> FilterFacts {
    let values = |name: &str, title: &str, groups: &[&str]| json!({"username": [name], "name": [name], "title": [title], "status": ["active"], "directory_group": groups});
    serde_json::from_value(json!({
        "attributes": ["title", "floor"],
        "values": {
            "paul": values("paul", "Nurse of the night", &["CN=Ward", "CN=All"]),
            "nora": values("nora", "Baker", &["CN=All"]),
        },
    }))
    .unwrap()
}

fn request(filters: Value) -> MoveRequest {
    serde_json::from_value(
        json!({"source": "quay", "subjects": ["paul", "nora"], "filters": filters}),
    )
    .unwrap()
}

fn planned(filters: Value) -> Result<MovePlan, Refusal> {
    tried(&request(filters))
}

fn tried(request: &MoveRequest) -> Result<MovePlan, Refusal> {
    let mut snapshot = Cast::telephony().snapshot();
    snapshot.filtered = Some(facts());
    plan(&snapshot, request, &act("cleo"), NOW)
}

fn ways(plan: &MovePlan) -> Vec<(&str, &str)> {
    let families = plan.families.iter();
    families
        .map(|family| (family.subject.as_str(), family.destination.as_str()))
        .collect()
}

#[test]
fn all_conditions_of_a_filter_must_hold() {
    let night = json!({"title": {"ends_with": "NIGHT"}, "directory_group": " cn=ward "});
    let plan = planned(json!([{"destination": "mill", "all": night}])).unwrap();
    assert_eq!(ways(&plan), [("paul", "mill")]);
    let neither = json!({"title": {"ends_with": "night"}, "username": "nora"});
    let plan = planned(json!([{"destination": "mill", "all": neither}])).unwrap();
    assert!(ways(&plan).is_empty());
}

#[test]
fn the_first_filter_that_fits_decides_and_nobody_moves_twice() {
    let everybody = json!({"directory_group": "CN=All"});
    let bakers = json!({"title": {"is_not": "Nurse of the night"}});
    let plan = planned(
        json!([{"destination": "dell", "all": bakers, "role": "clerk"}, {"destination": "mill", "all": everybody}]),
    )
    .unwrap();
    assert_eq!(ways(&plan), [("paul", "mill"), ("nora", "dell")]);
    let role = |subject: &str| {
        let family = plan
            .families
            .iter()
            .find(|it| it.subject.as_str() == subject);
        let steps = &family.unwrap().steps;
        steps.iter().any(
            |step| matches!(step, Step::Role { role, after: true, .. } if role.as_str() == "clerk"),
        )
    };
    assert!(
        role("nora") && !role("paul"),
        "the role is that of the filter"
    );
}

#[test]
fn every_way_to_compare_holds_and_does_not() {
    for (condition, holds) in [
        (json!("nurse of the night"), true),
        (json!("nurse"), false),
        (json!({"begins_with": "nurse"}), true),
        (json!({"begins_with": "night"}), false),
        (json!({"contains": "of the"}), true),
        (json!({"contains": "off"}), false),
        (json!({"ends_with": "night"}), true),
        (json!({"ends_with": "nurse"}), false),
        (json!({"is_not": "Baker"}), true),
        (json!({"is_not": "NURSE OF THE NIGHT"}), false),
        (
            json!([{"begins_with": "nurse"}, {"ends_with": "night"}]),
            true,
        ),
        (
            json!([{"begins_with": "nurse"}, {"ends_with": "day"}]),
            false,
        ),
    ] {
        let all = json!({"username": "paul", "title": condition});
        let plan = planned(json!([{"destination": "mill", "all": all}])).unwrap();
        assert_eq!(!ways(&plan).is_empty(), holds, "{condition}");
    }
    // Nobody has a floor: it is not the third one, and it is none either.
    for (condition, holds) in [(json!("3"), false), (json!({"is_not": "3"}), true)] {
        let all = json!({"username": "paul", "floor": condition});
        let plan = planned(json!([{"destination": "mill", "all": all}])).unwrap();
        assert_eq!(!ways(&plan).is_empty(), holds, "{condition}");
    }
}

#[test]
fn what_is_no_filter_is_refused_with_every_fault_at_its_place() {
    let faulty = json!([
        {"destination": "mill", "all": {}},
        {"destination": "bramble", "all": {"colour": "red", "name": " ", "username": []}},
    ]);
    let Err(Refusal::NotApplicable(findings)) = planned(faulty) else {
        panic!("it was taken");
    };
    let text = serde_json::to_string(&findings).unwrap();
    for place in [
        "filters.0.all",
        "filters.1.all.colour",
        "filters.1.all.name",
        "filters.1.all.username",
        "filters.1.destination",
    ] {
        assert!(text.contains(&format!("\"{place}\"")), "{place}: {text}");
    }
    assert_eq!(findings.len(), 5);
    for (wrong, field) in [
        (json!({"filters": [], "source": "quay"}), "filters"),
        (
            json!({"filters": [{"destination": "mill", "all": {"name": "paul"}}], "destination": "mill", "source": "quay"}),
            "destination",
        ),
    ] {
        let request = serde_json::from_value(wrong).unwrap();
        let refused = tried(&request);
        let Err(Refusal::NotApplicable(findings)) = refused else {
            panic!("{field} was taken");
        };
        assert!(
            serde_json::to_string(&findings)
                .unwrap()
                .contains(&format!("\"{field}\""))
        );
    }
    let nobody = json!({"filters": [{"destination": "mill", "all": {"name": "paul"}}]});
    let nobody = serde_json::from_value(nobody).unwrap();
    let refused = tried(&nobody);
    assert_eq!(refused, Err(Refusal::NoSubject), "among whom?");
}

#[test]
fn a_destination_out_of_view_looks_like_one_that_does_not_exist_whomever_it_fits() {
    for name in ["paul", "nobody"] {
        for unseen in ["fen", "nowhere"] {
            let filters = json!([{"destination": "mill", "all": {"name": "nora"}}, {"destination": unseen, "all": {"name": name}}]);
            let refused = planned(filters).unwrap_err();
            assert_eq!(refused, Refusal::UnknownDestination, "{unseen} {name}");
        }
    }
}

#[test]
fn a_filter_is_read_word_for_word() {
    for wrong in [
        json!([{"all": {"name": "paul"}}]),
        json!([{"destination": "mill", "any": {}}]),
        json!([{"destination": "mill", "all": {"name": {"like": "p"}}}]),
        json!([{"destination": "mill", "all": {"name": 7}}]),
        json!({"destination": "mill"}),
    ] {
        let read = serde_json::from_value::<MoveRequest>(json!({"filters": wrong}));
        assert!(read.is_err(), "{wrong}");
    }
    let sound = json!({"filters": [{"name": "Night", "destination": "mill", "role": "user",
                       "all": {"title": {"begins_with": "N"}, "name": "paul"}}]});
    let read: MoveRequest = serde_json::from_value(sound.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), sound);
}

#[test]
fn the_way_people_are_chosen_must_be_the_one_that_is_named() {
    let by_filter =
        json!({"source": "quay", "filters": [{"destination": "mill", "all": {"name": "paul"}}]});
    let one = json!({"subject": "paul", "destination": "mill"});
    let several = json!({"subjects": ["paul"], "destination": "mill"});
    for (body, own) in [
        (by_filter, "by_filters"),
        (one, "by_username"),
        (several, "by_usernames"),
    ] {
        for action in ["by_filters", "by_username", "by_usernames"] {
            for field in ["move_action", "action"] {
                let mut body = body.clone();
                body[field] = json!(action);
                let request: MoveRequest = serde_json::from_value(body).unwrap();
                let told = tried(&request);
                if action == own {
                    assert!(told.is_ok(), "{action}");
                } else {
                    assert!(
                        matches!(told, Err(Refusal::NotApplicable(_))),
                        "{action} for {own}"
                    );
                }
            }
        }
    }
    let both = json!({"subject": "paul", "action": "by_username", "move_action": "by_username"});
    assert!(serde_json::from_value::<MoveRequest>(both).is_err());
}
