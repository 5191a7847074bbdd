//! What a move ends and what it keeps: roles, subscriptions, groups, managers, attributes, administrators.

use rehome_domain::people::UserStatus;
use rehome_domain::user_move::{
    About, MovePlan, OutcomeItem, PersonOptions, outcomes, outcomes_of_steps,
};
use rehome_testkit::cast::grant;
use rehome_testkit::{Cast, all_to, to};

fn about(plan: &MovePlan, code: &str) -> Vec<String> {
    plan.findings()
        .filter(|finding| finding.code() == code)
        .map(|finding| match &finding.about {
            About::User(id) => id.to_string(),
            About::Organization(id) => id.to_string(),
            About::Group(id) => id.to_string(),
            About::Service(service) => service.to_string(),
            About::Field(name) => name.to_string(),
        })
        .collect()
}

#[test]
fn operator_roles_at_the_source_end_and_all_others_stay() {
    let cast = Cast::new()
        .no_grants("ben")
        .grant("ben", "report_manager@harbour")
        .grant("ben", "ward-clerk@harbour")
        .grant("ben", "user@harbour")
        .grant("ben", "alert_publisher@lakeside")
        .grant("ben", "enterprise_administrator@aster-north")
        .grant("ben", "auditor");
    let (after, plan) = cast.moved("sasha", &to("ben", "riverside"));
    assert_eq!(about(&plan, "role-revoked").len(), 2);
    let kept: Vec<String> = after.users["ben"]
        .grants
        .iter()
        .map(|grant| grant.role.to_string())
        .collect();
    assert_eq!(
        kept,
        [
            "alert_publisher",
            "auditor",
            "enterprise_administrator",
            "user"
        ]
    );
}

#[test]
fn an_enterprise_administrator_keeps_the_role_also_where_the_home_was() {
    let (after, plan) = Cast::new().moved("sasha", &to("ana", "harbour"));
    assert!(
        after.users["ana"]
            .grants
            .contains(&grant("enterprise_administrator@aster-north"))
    );
    assert!(about(&plan, "role-revoked").is_empty());
    assert!(about(&plan, "administrator-across-enterprises").is_empty());
}

#[test]
fn an_enterprise_administrator_who_leaves_the_enterprise_gets_no_role_in_the_new_one() {
    let (after, plan) = Cast::new().moved("sasha", &to("ana", "southport"));
    assert_eq!(about(&plan, "administrator-across-enterprises"), ["ana"]);
    assert_eq!(after.users["ana"].grants.len(), 1);
    assert!(
        after.users["ana"]
            .grants
            .contains(&grant("enterprise_administrator@aster-north"))
    );
}

#[test]
fn moving_back_does_not_bring_a_role_or_a_subscription_back() {
    let (there, _) = Cast::new().moved("ana", &to("dana", "riverside"));
    let (back, _) = there.moved("ana", &to("dana", "harbour"));
    assert!(back.users["dana"].grants.is_empty());
    assert!(back.users["dana"].subscriptions.is_empty());
}

#[test]
fn current_and_future_subscriptions_end_and_ended_ones_stay_as_history() {
    let cast = Cast::new()
        .subscribed("dana", "lakeside", "2026-01-01", Some("2026-11-20"))
        .subscribed("dana", "hillcrest", "2026-01-01", Some("2026-11-21"));
    let (after, plan) = cast.moved("ana", &to("dana", "riverside"));
    assert_eq!(about(&plan, "subscription-cancelled").len(), 3);
    let left: Vec<&str> = after.users["dana"]
        .subscriptions
        .iter()
        .map(|it| it.to.as_str())
        .collect();
    assert_eq!(
        left,
        ["lakeside"],
        "the last day of a subscription still counts"
    );
}

#[test]
fn subscriptions_are_kept_by_name_but_never_the_one_to_the_destination() {
    let mut request = to("dana", "riverside");
    request.options.keep_subscriptions = Some(["palm-court".into()].into());
    let (after, plan) = Cast::new().moved("ana", &request);
    assert_eq!(about(&plan, "subscription-cancelled"), ["dana"]);
    assert_eq!(after.users["dana"].subscriptions.len(), 1);
    request.options.keep_subscriptions =
        Some(["palm-court".into(), "riverside".into(), "lakeside".into()].into());
    let refused = Cast::new().plan("ana", &request);
    assert_eq!(
        about(&refused, "subscription-not-kept"),
        ["lakeside", "riverside"]
    );
}

#[test]
fn an_empty_list_under_a_name_keeps_nothing_of_what_is_kept_for_everybody() {
    let mut request = to("dana", "riverside");
    request.options.keep_subscriptions = Some(["palm-court".into()].into());
    let none = PersonOptions {
        keep_subscriptions: Some(Default::default()),
        ..PersonOptions::default()
    };
    request.per_person = [("dana".into(), none)].into();
    let (after, _) = Cast::new().moved("ana", &request);
    assert!(after.users["dana"].subscriptions.is_empty());
    request.per_person = [("dana".into(), PersonOptions::default())].into();
    let (after, _) = Cast::new().moved("ana", &request);
    assert_eq!(after.users["dana"].subscriptions.len(), 1);
}

#[test]
fn groups_of_the_source_end_static_ones_with_a_warning_and_those_of_the_enterprise_stay() {
    let (after, plan) = Cast::new().moved("ana", &to("dana", "riverside"));
    assert_eq!(about(&plan, "membership-removed"), ["night-shift"]);
    assert_eq!(about(&plan, "membership-ends"), ["harbour-all"]);
    let left: Vec<&str> = after.users["dana"]
        .groups
        .iter()
        .map(|it| it.as_str())
        .collect();
    assert_eq!(left, ["north-wide"]);
}

#[test]
fn references_to_who_stays_behind_are_cleared_in_both_directions_and_kept_inside_the_family() {
    let cast = Cast::new()
        .manager("leo", Some("dana"))
        .manager("mia", Some("omar"));
    let (after, plan) = cast.moved("ana", &to("dana", "riverside"));
    assert_eq!(about(&plan, "manager-cleared"), ["dana", "mia", "ben"]);
    assert_eq!(
        after.users["leo"].manager.as_ref().unwrap().as_str(),
        "dana"
    );
    assert_eq!(after.users["ben"].manager, None);
}

#[test]
fn a_manager_who_lives_elsewhere_stays_the_manager() {
    let cast = Cast::new().manager("dana", Some("rosa"));
    let (after, _) = cast.moved("ana", &to("dana", "lakeside"));
    assert_eq!(
        after.users["dana"].manager.as_ref().unwrap().as_str(),
        "rosa"
    );
}

#[test]
fn attributes_are_seen_below_where_they_are_defined() {
    let cast = Cast::new().home("dana", "harbour").user("dana", |it| {
        it.attributes.insert("bench-key".into());
    });
    let inside = cast.codes("ana", &to("dana", "riverside"));
    assert!(inside.contains(&"attribute-dormant") && inside.contains(&"attribute-awakes"));
    // Badge of Harbour Clinic, cost centre of Aster North: both stay behind; the blood group is everybody's.
    let across = cast.plan("sasha", &to("dana", "palm-court"));
    assert_eq!(about(&across, "attribute-dormant").len(), 2);
    let up = cast.plan("ana", &to("dana", "aster-north"));
    assert_eq!(about(&up, "attribute-dormant").len(), 1);
}

#[test]
fn the_last_administrators_of_one_selection_are_judged_together_and_told_once() {
    let cast = Cast::new().grant("aava", "organization_administrator@harbour");
    let alone = cast.plan("ana", &to("orla", "riverside"));
    assert!(about(&alone, "last-administrator").is_empty());
    let both = cast.plan("ana", &all_to(&["orla", "ben", "aava"], "riverside"));
    assert_eq!(about(&both, "last-administrator"), ["harbour"]);
    assert!(about(&both, "last-administrator").len() == 1);
    let rows: Vec<bool> = both
        .families
        .iter()
        .map(|row| {
            row.findings
                .iter()
                .any(|it| it.code() == "last-administrator")
        })
        .collect();
    assert_eq!(
        rows,
        [false, false, true],
        "told in the row that takes the last one away"
    );
}

#[test]
fn only_active_holders_of_a_grant_at_that_very_organization_count_as_administrators_left() {
    let disabled = Cast::new()
        .grant("remy", "organization_administrator@harbour")
        .status("remy", UserStatus::Disabled);
    assert_eq!(
        about(
            &disabled.plan("ana", &to("orla", "riverside")),
            "last-administrator"
        ),
        ["harbour"]
    );
    // A disabled administrator who leaves takes nothing away.
    assert!(
        about(
            &disabled.plan("ana", &to("remy", "riverside")),
            "last-administrator"
        )
        .is_empty()
    );
    let elsewhere = Cast::new().grant("kim", "organization_administrator@harbour");
    assert!(
        about(
            &elsewhere.plan("ana", &to("orla", "riverside")),
            "last-administrator"
        )
        .is_empty()
    );
}

#[test]
fn disabled_and_pending_people_move_and_stay_as_they_are() {
    for (id, status) in [("dora", UserStatus::Disabled), ("yui", UserStatus::Pending)] {
        let (after, _) = Cast::new().moved("ana", &to(id, "riverside"));
        assert_eq!(after.users[id].status, status);
        assert_eq!(after.users[id].home.as_str(), "riverside");
    }
}

#[test]
fn a_deleted_dependent_is_nobodys_and_stays() {
    let cast = Cast::new().status("leo", UserStatus::Deleted);
    let (after, plan) = cast.moved("ana", &to("dana", "riverside"));
    assert_eq!(after.users["leo"].home.as_str(), "harbour");
    assert_eq!(plan.families[0].members.len(), 2);
}

#[test]
fn what_was_done_is_told_by_person_from_its_steps_alone() {
    let cast = Cast::new();
    let family = cast
        .plan("dana?self", &to("dana", "riverside"))
        .families
        .remove(0);
    let told = outcomes_of_steps(
        &cast.snapshot(),
        &family.subject,
        &["leo".into(), "mia".into()],
        (&"harbour".into(), &family.destination),
        &family.steps,
    );
    let then = outcomes(&cast.snapshot(), &family);
    let (dana, planned) = (&told["dana"], &then["dana"]);
    assert_eq!(dana.moves_along.len(), 2);
    assert_eq!((&dana.lost, &dana.gained), (&planned.lost, &planned.gained));
    assert!(dana.stays.is_empty() && !planned.stays.is_empty());
    assert_eq!(
        told["ben"].lost,
        [OutcomeItem::Manager {
            user: "dana".into()
        }]
    );
}

#[test]
fn an_attribute_of_neither_end_is_hidden_before_and_after() {
    let cast = Cast::new().home("dana", "riverside");
    let family = cast
        .plan("dana?self", &to("dana", "lakeside"))
        .families
        .remove(0);
    let told = format!("{:?}", outcomes(&cast.snapshot(), &family));
    assert!(
        !told.contains("badge") && told.contains("cost-centre"),
        "{told}"
    );
}
