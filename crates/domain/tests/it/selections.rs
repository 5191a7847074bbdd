//! Many people in one request: rows, their order, ceilings, families, and who is no row at all.

use rehome_domain::people::UserBase;
use rehome_domain::user_move::{Channel, MoveRequest, Refusal, View, seen_by};
use rehome_testkit::{Cast, act, all_to, codes, to};

fn strangers(count: usize) -> Vec<String> {
    (0..count)
        .map(|number| format!("stranger-{number}"))
        .collect()
}

fn many(ids: &[String], destination: &str) -> MoveRequest {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    all_to(&ids, destination)
}

#[test]
fn the_ceiling_counts_distinct_ids_after_merging_unknown_ones_too() {
    let cast = Cast::new();
    let mut ids = strangers(998);
    ids.extend([
        "dana".to_owned(),
        "leo".to_owned(),
        "mia".to_owned(),
        "ben".to_owned(),
        "ben".to_owned(),
    ]);
    assert_eq!(
        cast.plan("ana", &many(&ids, "riverside")).families.len(),
        1000
    );
    ids.push("carla".to_owned());
    assert_eq!(
        cast.try_plan("ana", &many(&ids, "riverside")),
        Err(Refusal::TooMany {
            selected: 1001,
            limit: 1000
        })
    );
    // A file has a ceiling of its own.
    assert_eq!(
        cast.plan("ana!", &many(&ids, "riverside")).families.len(),
        1001
    );
}

#[test]
fn dependents_selected_with_their_sponsor_are_one_row() {
    let plan = Cast::new().plan("ana", &all_to(&["mia", "dana", "leo"], "riverside"));
    let rows: Vec<&str> = plan
        .families
        .iter()
        .map(|row| row.subject.as_str())
        .collect();
    assert_eq!(rows, ["dana"]);
    let alone = Cast::new().plan("ana", &all_to(&["mia", "ben"], "riverside"));
    assert_eq!(
        codes(&alone.families[0].findings)[0],
        "dependent-moves-with-sponsor"
    );
    assert!(!alone.families[1].is_blocked());
}

#[test]
fn a_row_is_judged_on_the_state_left_by_the_rows_above() {
    let plan = Cast::new().plan("ana", &all_to(&["ben", "dana"], "riverside"));
    let told = |row: usize| codes(&plan.families[row].findings);
    assert!(told(0).contains(&"manager-cleared"));
    // Ben has no manager any more when Dana leaves.
    assert_eq!(
        plan.families[1]
            .steps
            .iter()
            .filter(|step| step.about().as_str() == "ben")
            .count(),
        0
    );
}

#[test]
fn who_lives_there_already_is_refused_alone_and_skipped_in_a_selection() {
    let plan = Cast::new().plan("ana", &all_to(&["kim", "ben"], "riverside"));
    assert!(plan.families[0].is_skipped(Channel::Attended));
    assert!(plan.families[0].is_skipped(Channel::Unattended));
    assert!(!plan.families[1].is_skipped(Channel::Attended));
    assert_eq!(
        codes(&plan.families[0].findings),
        ["already-at-destination"]
    );
}

#[test]
fn a_row_with_any_other_blocker_is_not_skipped() {
    let plan = Cast::new().plan("omar", &all_to(&["orla", "ben"], "harbour"));
    assert!(
        !plan.families[0].is_skipped(Channel::Attended),
        "{:?}",
        codes(&plan.families[0].findings)
    );
}

#[test]
fn hidden_and_unknown_people_of_a_selection_look_alike() {
    let cast = Cast::new();
    let snapshot = cast.snapshot();
    let view = View::of(&snapshot, &act("omar")).unwrap();
    let row = |id: &str| {
        let plan = cast.plan("omar", &all_to(&["ben", id], "riverside"));
        let seen = seen_by(&view, &snapshot, &plan.families[1]);
        serde_json::to_string(&seen).unwrap().replace(id, "X")
    };
    for hidden in ["kim", "noah", "sasha"] {
        assert_eq!(row(hidden), row("nobody-at-all"));
    }
    for id in ["kim", "nobody-at-all"] {
        assert_eq!(
            cast.try_plan("omar", &to(id, "riverside")),
            Err(Refusal::UnknownSubject)
        );
    }
}

#[test]
fn a_user_base_hides_everybody_outside_it_from_selections_too() {
    let cast = Cast::new()
        .position("ben", Some("h-night"))
        .user("omar", |it| {
            it.user_base = Some(UserBase {
                positions: ["h-ward".into()].into(),
                groups: ["night-shift".into()].into(),
            });
        });
    let plan = cast.plan("omar", &all_to(&["ben", "dana", "carla"], "riverside"));
    let verdicts: Vec<bool> = plan.families.iter().map(|row| row.is_blocked()).collect();
    assert_eq!(verdicts, [false, false, true]);
    assert_eq!(codes(&plan.families[2].findings), ["unknown-user"]);
    assert_eq!(
        cast.try_plan("omar", &to("carla", "riverside")),
        Err(Refusal::UnknownSubject)
    );
}

#[test]
fn an_operator_without_dependents_moves_them_unseen_and_never_alone() {
    let cast = Cast::new().user("omar", |it| it.manage_dependents = false);
    assert_eq!(
        cast.try_plan("omar", &to("leo", "riverside")),
        Err(Refusal::UnknownSubject)
    );
    // Nor does a selection tell a hidden dependent from nobody.
    let rows = |ids: &[&str]| cast.plan("omar", &all_to(ids, "riverside")).families.len();
    assert_eq!(rows(&["dana", "leo"]), rows(&["dana", "nobody"]));
    let (after, _) = cast.moved("omar", &to("dana", "riverside"));
    assert_eq!(after.users["leo"].home.as_str(), "riverside");
}

#[test]
fn who_moves_the_own_account_gives_the_keys_away_for_the_rows_below() {
    let plan = Cast::new().plan("omar", &all_to(&["ben", "omar", "carla"], "riverside"));
    let rows: Vec<Vec<&str>> = plan
        .families
        .iter()
        .map(|row| codes(&row.findings))
        .collect();
    assert!(!plan.families[0].is_blocked());
    assert!(rows[1].contains(&"own-account") && !plan.families[1].is_blocked());
    assert_eq!(rows[2], ["unknown-user"]);
    // An Enterprise Administrator keeps the role, and so the keys.
    let plan = Cast::new().plan("ana", &all_to(&["ana", "ben"], "riverside"));
    assert!(plan.families.iter().all(|row| !row.is_blocked()));
}

#[test]
fn an_organization_without_people_is_an_empty_plan_and_no_subject_is_a_refusal() {
    let cast = Cast::new();
    let all_of = MoveRequest {
        all_of: Some("palm".into()),
        ..all_to(&[], "riverside")
    };
    assert!(cast.plan("ana", &all_of).families.is_empty());
    assert_eq!(
        cast.try_plan("ana", &all_to(&[], "riverside")),
        Err(Refusal::NoSubject)
    );
    let nobody = MoveRequest {
        destination: Some("riverside".into()),
        ..MoveRequest::default()
    };
    assert_eq!(cast.try_plan("ana", &nobody), Err(Refusal::NoSubject));
    assert_eq!(
        cast.try_plan("ana", &MoveRequest::default()),
        Err(Refusal::NoDestination)
    );
}

#[test]
fn filters_are_refused_by_name_where_there_are_no_sites() {
    let cast = Cast::new();
    let filters = serde_json::json!([{"destination": "riverside", "all": {"name": "Ben"}}]);
    let filters = serde_json::from_value(filters).unwrap();
    let filtered = |request: MoveRequest| MoveRequest {
        filters: Some(Vec::clone(&filters)),
        ..request
    };
    for request in [
        all_to(&[], "riverside"),
        all_to(&["dana", "ben"], "riverside"),
        to("dana", "riverside"),
        MoveRequest {
            destination: Some("riverside".into()),
            ..MoveRequest::default()
        },
    ] {
        let Err(Refusal::NotApplicable(findings)) = cast.try_plan("ana", &filtered(request)) else {
            panic!("filters were taken");
        };
        assert_eq!(
            (codes(&findings), findings.len()),
            (vec!["field-not-applicable"], 2)
        );
        let text = serde_json::to_string(&findings).unwrap();
        assert!(text.contains("\"destination\"") && text.contains("filters.0.destination"));
    }
}

#[test]
fn ranks_are_compared_where_the_move_takes_place() {
    let codes = |cast: &Cast, who: &str, whom: &str| cast.codes(who, &to(whom, "riverside"));
    let cast = Cast::new().grant("ben", "end_users_manager@harbour");
    assert!(
        !codes(&cast, "omar", "ben").contains(&"rank-too-high"),
        "equal is allowed"
    );
    let elsewhere = Cast::new().grant("ben", "organization_administrator@lakeside");
    assert!(!codes(&elsewhere, "omar", "ben").contains(&"rank-too-high"));
    let at_destination = Cast::new().grant("ben", "organization_administrator@riverside");
    assert!(codes(&at_destination, "omar", "ben").contains(&"rank-too-high"));
    let above = Cast::new().grant("ben", "enterprise_administrator@aster");
    assert!(!codes(&above, "ana", "ben").contains(&"rank-too-high"));
    assert!(codes(&above, "orla", "ben").contains(&"rank-too-high"));
    let dependent = Cast::new().grant("leo", "organization_administrator@harbour");
    assert!(codes(&dependent, "omar", "dana").contains(&"rank-too-high"));
    // Inside a suborganization an Enterprise Administrator keeps the own rank.
    assert!(!codes(&Cast::new(), "ana@harbour", "orla").contains(&"rank-too-high"));
}

#[test]
fn a_source_out_of_view_looks_like_one_that_does_not_exist() {
    let cast = Cast::new();
    let from = |source: &str| MoveRequest {
        source: Some(source.into()),
        ..to("ben", "riverside")
    };
    for unseen in ["southport", "bay-choir", "no-such-place"] {
        let refused = cast.try_plan("omar", &from(unseen)).unwrap_err();
        assert_eq!(refused, Refusal::UnknownSubject, "{unseen}");
    }
    // Listed: Omar sees it as a destination.
    let told = cast.codes("omar", &from("hillcrest"));
    assert!(told.contains(&"not-at-source"), "{told:?}");
    assert!(cast.try_plan("sasha", &from("southport")).is_ok());
}

#[test]
fn what_a_selection_says_about_nobody_in_it_is_refused_by_name() {
    let cast = Cast::new().user("omar", |it| it.manage_dependents = false);
    let about = |name: &str| {
        let mut request = all_to(&["dana", "ben", "ghost"], "riverside");
        request.per_person = [(name.into(), Default::default())].into();
        request
    };
    for known in ["dana", "ben", "ghost"] {
        assert!(cast.try_plan("omar", &about(known)).is_ok(), "{known}");
    }
    assert!(cast.try_plan("ana", &about("leo")).is_ok());
    // A dependent out of view looks like nobody.
    for unknown in ["dnaa", "petra", "leo"] {
        let Err(Refusal::ConcernsNobody(findings)) = cast.try_plan("omar", &about(unknown)) else {
            panic!("{unknown} was taken");
        };
        assert_eq!(codes(&findings), ["field-not-applicable"]);
        let text = serde_json::to_string(&findings).unwrap();
        assert!(text.contains(&format!("per_person.{unknown}")), "{text}");
    }
}

#[test]
fn a_subscription_to_keep_is_kept_by_who_has_it_and_hinders_nobody_else() {
    let cast = Cast::new().subscribed("ben", "lakeside", "2026-01-01", None);
    let keep = |code: &str| {
        let mut request = all_to(&["ben", "petra"], "riverside");
        request.options.keep_subscriptions = Some([code.into()].into());
        request
    };
    let plan = cast.plan("omar", &keep("lakeside"));
    assert!(plan.families.iter().all(|row| !row.is_blocked()));
    assert!(!codes(plan.findings()).contains(&"subscription-cancelled"));
    let Err(Refusal::ConcernsNobody(findings)) = cast.try_plan("omar", &keep("hillcrest")) else {
        panic!("nobody is subscribed there");
    };
    assert_eq!(codes(&findings), ["subscription-not-kept"]);
    let alone = MoveRequest {
        options: keep("lakeside").options,
        ..to("petra", "riverside")
    };
    let told = cast.codes("omar", &alone);
    assert!(told.contains(&"subscription-not-kept"), "{told:?}");
}

#[test]
fn two_of_one_name_cannot_arrive_together() {
    let cast = Cast::new()
        .user("kim", |it| {
            it.username = "Twin".into();
            it.mapping_id = Some("T1".into());
        })
        .user("ben", |it| {
            it.username = "twin".into();
            it.mapping_id = Some("t1".into());
        });
    let plan = cast.plan("ana", &all_to(&["kim", "ben", "petra"], "lakeside"));
    assert!(!plan.families[0].is_blocked() && !plan.families[2].is_blocked());
    let blockers: Vec<&str> = plan.families[1]
        .findings
        .iter()
        .filter(|it| it.blocks())
        .map(|it| it.code())
        .collect();
    assert_eq!(
        blockers,
        ["name-taken", "name-taken"],
        "username and mapping id"
    );
}
