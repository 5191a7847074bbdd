//! Positions: dropped, remembered, taken up again, chosen, required.

use rehome_domain::organization::OrganizationKind;
use rehome_domain::user_move::{
    Finding, MoveRequest, OutcomeItem, PersonOptions, RemedyBy, outcomes,
};
use rehome_testkit::{Cast, to};

fn position<'a>(cast: &'a Cast, id: &str) -> Option<&'a str> {
    cast.users[id].position.as_ref().map(|it| it.as_str())
}

fn at(subject: &str, destination: &str, position: Option<&str>) -> MoveRequest {
    let mut request = to(subject, destination);
    request.options.position = Some(position.map(Into::into));
    request
}

#[test]
fn a_chain_of_moves_brings_everybody_back_to_where_they_stood() {
    let mut cast = Cast::new();
    for (destination, dana, mia) in [
        ("riverside", None, None),
        ("palm-court", None, None),
        ("harbour", Some("h-night"), Some("h-desk")),
        ("riverside", None, None),
    ] {
        cast = cast.moved("sasha", &to("dana", destination)).0;
        assert_eq!(position(&cast, "dana"), dana, "at {destination}");
        assert_eq!(position(&cast, "mia"), mia, "at {destination}");
    }
}

#[test]
fn memory_is_per_organization_and_overwritten_at_every_departure() {
    let cast = Cast::new().remembers("dana", "riverside", "r-bench");
    let (there, _) = cast.moved("ana", &at("dana", "riverside", Some("r-lab")));
    assert_eq!(
        position(&there, "dana"),
        Some("r-lab"),
        "explicit wins over memory"
    );
    let (back, _) = there.moved("ana", &to("dana", "harbour"));
    assert_eq!(position(&back, "dana"), Some("h-night"));
    let (again, _) = back.moved("ana", &to("dana", "riverside"));
    assert_eq!(position(&again, "dana"), Some("r-lab"));
}

#[test]
fn leaving_without_a_position_forgets_the_old_one() {
    let cast = Cast::new().remembers("ben", "harbour", "h-desk");
    let (there, _) = cast.moved("ana", &to("ben", "riverside"));
    assert!(there.users["ben"].remembered_positions.is_empty());
    let (back, _) = there.moved("ana", &to("ben", "harbour"));
    assert_eq!(position(&back, "ben"), None);
}

#[test]
fn null_means_none_even_where_one_is_remembered() {
    let cast = Cast::new().remembers("dana", "riverside", "r-lab");
    let (there, plan) = cast.moved("ana", &at("dana", "riverside", None));
    assert_eq!(position(&there, "dana"), None);
    assert!(
        !plan
            .findings()
            .any(|finding| finding.code() == "position-reinstated")
    );
}

#[test]
fn a_node_is_known_by_its_id_wherever_it_was_moved_to_in_the_hierarchy() {
    let cast = Cast::new()
        .remembers("ben", "riverside", "r-bench")
        .organization("riverside", |it| {
            it.hierarchy
                .nodes
                .insert("r-bench".into(), Some("r-top".into()));
        });
    let (there, _) = cast.moved("omar", &to("ben", "riverside"));
    assert_eq!(position(&there, "ben"), Some("r-bench"));
}

#[test]
fn a_node_that_is_gone_gives_the_root_and_no_hierarchy_gives_none() {
    let cast = Cast::new().remembers("ben", "riverside", "r-bench");
    let gone = cast.clone().without_position("riverside", "r-bench");
    let (there, plan) = gone.moved("omar", &to("ben", "riverside"));
    assert_eq!(position(&there, "ben"), Some("r-top"));
    assert!(
        plan.findings()
            .any(|finding| finding.code() == "position-reinstated-at-root")
    );
    let empty = ["r-bench", "r-lab", "r-top"]
        .iter()
        .fold(cast, |cast, node| cast.without_position("riverside", node));
    let (there, plan) = empty.moved("omar", &to("ben", "riverside"));
    assert_eq!(position(&there, "ben"), None);
    assert!(
        !plan
            .findings()
            .any(|finding| finding.code().starts_with("position-reinstated"))
    );
}

#[test]
fn where_a_position_is_required_the_root_is_barred_only_for_who_chooses_it() {
    let cast = Cast::new();
    assert!(
        cast.codes("ana", &at("ben", "hillcrest", Some("c-top")))
            .contains(&"position-is-root")
    );
    // Reinstated at the root: allowed, and the profile is incomplete.
    let gone = cast.remembers("ben", "hillcrest", "c-gone");
    let (there, plan) = gone.moved("ana", &to("ben", "hillcrest"));
    assert_eq!(position(&there, "ben"), Some("c-top"));
    assert!(
        plan.findings()
            .any(|finding| finding.code() == "position-required")
    );
}

#[test]
fn required_is_warned_of_for_each_member_who_has_none() {
    let cast = Cast::new().remembers("leo", "hillcrest", "c-ward");
    let plan = cast.plan("ana", &at("dana", "hillcrest", Some("c-theatre")));
    let told: Vec<String> = plan
        .findings()
        .filter(|finding| finding.code() == "position-required")
        .map(|finding| format!("{:?}", finding.about))
        .collect();
    assert_eq!(told, [r#"User("mia")"#]);
}

#[test]
fn the_position_asked_is_the_sponsors_and_a_dependents_stands_under_its_name() {
    let mut request = at("dana", "riverside", Some("r-lab"));
    request.per_person.insert(
        "mia".into(),
        PersonOptions {
            position: Some(Some("r-bench".into())),
            ..PersonOptions::default()
        },
    );
    let (there, _) = Cast::new().moved("ana", &request);
    assert_eq!(position(&there, "dana"), Some("r-lab"));
    assert_eq!(position(&there, "leo"), None);
    assert_eq!(position(&there, "mia"), Some("r-bench"));
}

#[test]
fn a_row_under_a_name_that_nobody_of_the_family_bears_is_refused() {
    let mut request = to("dana", "riverside");
    request
        .per_person
        .insert("ben".into(), PersonOptions::default());
    assert!(
        Cast::new()
            .codes("ana", &request)
            .contains(&"field-not-applicable")
    );
}

#[test]
fn an_enterprise_has_no_positions() {
    let cast = Cast::new();
    assert!(!cast.organizations["aster-north"].kind.has_hierarchy());
    let (there, _) = cast.moved("ana", &to("dana", "aster-north"));
    assert_eq!(position(&there, "dana"), None);
    assert!(
        cast.codes("ana", &at("ben", "aster-north", Some("h-ward")))
            .contains(&"position-unknown")
    );
    assert!(OrganizationKind::Basic.has_hierarchy());
}

#[test]
fn what_the_browser_does_not_know_of_a_hierarchy_is_checked_on_save() {
    let cast = Cast::new()
        .remembers("ben", "hillcrest", "c-attic")
        .organization("hillcrest", |it| {
            it.hierarchy.nodes.clear();
            it.hierarchy.partial = true;
        });
    let plan = cast.plan("ana", &to("ben", "hillcrest"));
    let deferred: Vec<&str> = plan
        .findings()
        .filter(|finding| finding.deferred)
        .map(|finding| finding.code())
        .collect();
    assert_eq!(deferred, ["position-required", "position-reinstated"]);
    let asked = cast.plan("ana", &at("ben", "hillcrest", Some("c-attic")));
    assert_eq!(asked.verdict(), rehome_domain::user_move::Verdict::Deferred);
}

#[test]
fn who_moves_alone_chooses_the_own_position_and_others_must_be_asked_for_the_dependents() {
    let cast = Cast::new();
    let can_choose = |actor| {
        let plan = cast.plan(actor, &to("dana", "hillcrest"));
        let told = |finding: &Finding| match &finding.remedies[0].by {
            RemedyBy::Actor => true,
            RemedyBy::Holders { .. } => false,
        };
        plan.findings()
            .filter(|finding| finding.code() == "position-required")
            .map(told)
            .collect::<Vec<_>>()
    };
    assert_eq!(can_choose("dana"), [true, false, false]);
    assert_eq!(can_choose("ana"), [true, true, true]);
}

#[test]
fn the_top_where_another_is_required_is_nothing_gained() {
    let gained = |cast: &Cast, destination: &str| {
        let plan = cast.plan("ana", &to("ben", destination));
        let outcomes = outcomes(&cast.snapshot(), &plan.families[0]);
        let position = |item: &OutcomeItem| matches!(item, OutcomeItem::Position { .. });
        outcomes["ben"]
            .gained
            .iter()
            .filter(|item| position(item))
            .count()
    };
    let cast = Cast::new()
        .remembers("ben", "hillcrest", "c-gone")
        .remembers("ben", "riverside", "r-gone");
    assert_eq!(gained(&cast, "hillcrest"), 0);
    assert_eq!(gained(&cast, "riverside"), 1);
}
