//! What a viewer gets to see of a plan, and of the destinations.

use rehome_domain::organization::OrganizationStatus;
use rehome_domain::user_move::{
    FamilyPlan, FindingKind, MoveRequest, Refusal, Verdict, View, seen_by, verdicts,
};
use rehome_testkit::{Cast, NOW, act, codes, to};

fn seen(cast: &Cast, actor: &str, request: &MoveRequest) -> FamilyPlan {
    let snapshot = cast.snapshot();
    let plan = cast.plan(actor, request);
    let view = View::of(&snapshot, &act(actor)).unwrap();
    seen_by(&view, &snapshot, &plan.families[0])
}

#[test]
fn an_enterprise_administrator_sees_the_whole_plan_of_the_own_people() {
    let plan = Cast::new().plan("ana", &to("dana", "riverside"));
    let shown = seen(&Cast::new(), "ana", &to("dana", "riverside"));
    assert_eq!(
        shown.steps.len() + 1,
        plan.families[0].steps.len(),
        "all but the subscription elsewhere"
    );
    assert!(
        shown
            .findings
            .iter()
            .any(|it| it.kind == FindingKind::HiddenEffects { count: 1 })
    );
    let all = seen(&Cast::new(), "sasha", &to("dana", "riverside"));
    assert_eq!(all.steps, plan.families[0].steps);
    assert_eq!(all.hidden, 0);
}

#[test]
fn hidden_dependents_are_a_number_and_what_they_lose_is_counted() {
    let cast = Cast::new()
        .user("omar", |it| it.manage_dependents = false)
        .grant("leo", "alert_publisher@harbour")
        .manager("dana", None);
    let shown = seen(&cast, "omar", &to("dana", "riverside"));
    assert_eq!(shown.members.len(), 1);
    assert!(shown.findings.iter().any(|it| it.kind
        == FindingKind::DependentsMove {
            count: 2,
            hidden: 2
        }));
    assert!(
        shown
            .findings
            .iter()
            .any(|it| matches!(it.kind, FindingKind::HiddenEffects { .. }))
    );
    let text = serde_json::to_string(&(&shown.findings, &shown.steps)).unwrap();
    assert!(!text.contains("leo") && !text.contains("mia"), "{text}");
}

#[test]
fn a_hidden_blocker_is_said_to_be_there_without_name_or_number() {
    let cast = Cast::new()
        .user("omar", |it| it.manage_dependents = false)
        .grant("leo", "organization_administrator@harbour");
    let shown = seen(&cast, "omar", &to("dana", "riverside"));
    assert_eq!(shown.findings[0].kind, FindingKind::HiddenBlocker {});
    assert_eq!(shown.verdict(), Verdict::Refuses);
    let text = serde_json::to_string(&shown.findings).unwrap();
    assert!(
        !text.contains("leo") && !text.contains("organization_administrator"),
        "{text}"
    );
    assert!(
        text.contains("enterprise_administrator"),
        "somebody to ask: {text}"
    );
}

#[test]
fn a_manager_out_of_view_is_named_neither_in_findings_nor_in_steps() {
    let cast = Cast::new().user("omar", |it| {
        it.user_base = Some(rehome_domain::people::UserBase {
            positions: ["h-night".into()].into(),
            groups: Default::default(),
        });
    });
    let cast = cast.manager("dana", Some("carla"));
    let shown = seen(&cast, "omar", &to("dana", "riverside"));
    let text = serde_json::to_string(&(&shown.findings, &shown.steps)).unwrap();
    assert!(!text.contains("carla"), "{text}");
    assert!(
        !text.contains("ben"),
        "nor the people who lose their manager: {text}"
    );
}

#[test]
fn who_moves_alone_sees_everything_of_the_own_plan() {
    let request = to("dana", "riverside");
    let plan = Cast::new().plan("dana?self", &request);
    let shown = seen(&Cast::new(), "dana?self", &request);
    assert_eq!(shown.findings, plan.families[0].findings);
    assert_eq!(shown.steps, plan.families[0].steps);
}

#[test]
fn a_redacted_plan_carries_no_authority_and_no_revisions() {
    let shown = seen(&Cast::new(), "ana", &to("dana", "riverside"));
    assert!(shown.authority.is_none() && shown.basis.is_empty());
}

fn listed(cast: &Cast, actor: &str, subject: &str) -> Vec<String> {
    let found = verdicts(
        &cast.snapshot(),
        &MoveRequest::default(),
        &act(actor),
        &subject.into(),
        NOW,
    )
    .unwrap();
    found
        .destinations
        .iter()
        .map(|row| format!("{} {:?}", row.organization, row.whole).to_lowercase())
        .collect()
}

#[test]
fn the_own_screen_lists_active_listed_organizations_but_the_own_home() {
    assert_eq!(
        listed(&Cast::new(), "ben", "ben"),
        [
            "aster warns",
            "aster-north warns",
            "aster-south warns",
            "hillcrest warns",
            "lakeside warns",
            "northgate refuses",
            "palm-court warns",
            "riverside warns",
        ]
    );
}

#[test]
fn an_operator_lists_listed_suborganizations_and_an_administrator_what_is_administered() {
    assert_eq!(
        listed(&Cast::new(), "omar", "carla"),
        [
            "hillcrest refuses",
            "lakeside refuses",
            "northgate refuses",
            "palm-court refuses",
            "riverside refuses",
        ]
    );
    let ana = listed(&Cast::new(), "ana", "carla");
    assert!(ana.contains(&"field-services refuses".to_owned()));
    assert!(
        ana.iter()
            .all(|row| !row.starts_with("palm-court") && !row.starts_with("aster "))
    );
}

#[test]
fn a_deleted_organization_is_on_nobodys_list() {
    let cast = Cast::new().organization_status("riverside", OrganizationStatus::Deleted);
    for actor in ["ana", "sasha", "omar"] {
        assert!(
            listed(&cast, actor, "ben")
                .iter()
                .all(|row| !row.starts_with("riverside"))
        );
    }
    // Asked for by its code, an administrator is told why not.
    assert_eq!(
        cast.codes("ana", &to("ben", "riverside"))[0],
        "destination-not-active"
    );
}

#[test]
fn somebody_in_view_without_a_key_is_not_allowed_and_out_of_view_is_unknown() {
    let cast = Cast::new();
    let refused = |actor: &str, subject: &str, destination: &str| {
        cast.try_plan(actor, &to(subject, destination)).unwrap_err()
    };
    assert_eq!(refused("petra", "ben", "riverside"), Refusal::NotAllowed);
    assert_eq!(
        refused("petra?operator", "ben", "riverside"),
        Refusal::NotAllowed
    );
    assert_eq!(
        refused("petra?self", "ben", "riverside"),
        Refusal::UnknownSubject
    );
    assert_eq!(
        refused("petra", "kim", "riverside"),
        Refusal::UnknownSubject
    );
    assert_eq!(
        refused("petra", "ben", "field-services"),
        Refusal::UnknownDestination
    );
    assert_eq!(
        refused("petra", "ben", "no-such"),
        Refusal::UnknownDestination
    );
    // A sponsor sees the own dependents and may not move them alone; nor they the sponsor.
    assert_eq!(
        refused("dana?self", "leo", "riverside"),
        Refusal::NotAllowed
    );
    assert_eq!(refused("leo", "dana", "riverside"), Refusal::NotAllowed);
    assert_eq!(refused("ben", "leo", "riverside"), Refusal::UnknownSubject);
}

#[test]
fn nobody_acts_where_they_neither_live_nor_hold_a_role() {
    let cast = Cast::new();
    for place in ["riverside", "aster-north", "no-such"] {
        assert_eq!(
            cast.try_plan(&format!("omar@{place}"), &to("ben", "riverside")),
            Err(Refusal::UnknownActingIn(place.into()))
        );
    }
    assert!(
        cast.try_plan("sasha@palm-court", &to("noah", "riverside"))
            .is_ok()
    );
}

#[test]
fn keys_are_those_of_the_place_acted_in_never_of_all_grants_together() {
    let cast = Cast::new().grant("omar", "end_users_manager@riverside");
    assert_eq!(
        cast.try_plan("omar", &to("kim", "lakeside")),
        Err(Refusal::UnknownSubject)
    );
    assert!(
        cast.try_plan("omar@riverside", &to("kim", "lakeside"))
            .is_ok()
    );
    // A role of suborganizations held at an enterprise adds nothing to an administrator's keys.
    let mixed = Cast::new().grant("ana", "end_users_manager@aster-north");
    assert_eq!(
        mixed.try_plan("ana", &to("ben", "palm-court")),
        Err(Refusal::UnknownDestination)
    );
}

#[test]
fn a_dependent_who_signs_in_is_told_to_follow_the_sponsor() {
    assert_eq!(
        codes(Cast::new().plan("leo", &to("leo", "riverside")).findings())[0],
        "dependent-moves-with-sponsor"
    );
}
