//! Undo: what comes back, what is kept because it changed since, what cannot come back, and what holds it up.

use rehome_domain::ids::{GroupId, UserId};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::people::{Group, UserStatus};
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::undo::{LedgerEntry, UndoPlan, plan_undo, plan_undo_within};
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{FindingKind, MoveRequest, Refusal, Step};
use rehome_testkit::{Cast, NOW, act, codes, grant, ledger_entry, to};
use std::collections::BTreeMap;

/// The cast after a move, and the ledger's entry of it.
fn moved(cast: &Cast, actor: &str, request: &MoveRequest) -> (Cast, LedgerEntry) {
    let (after, plan) = cast.moved(actor, request);
    (after, ledger_entry(request, &plan.families[0]))
}

fn undo(cast: &Cast, entry: &LedgerEntry, actor: &str) -> UndoPlan {
    try_undo(cast, entry, actor).unwrap()
}

fn try_undo(cast: &Cast, entry: &LedgerEntry, actor: &str) -> Result<UndoPlan, Refusal> {
    plan_undo(&cast.snapshot(), entry, &act(actor), NOW)
}

fn found(plan: &UndoPlan) -> Vec<&'static str> {
    codes(&plan.family.findings)
}

fn undone(cast: &Cast, plan: &UndoPlan) -> Cast {
    let mut snapshot = cast.snapshot();
    for step in &plan.family.steps {
        let one = std::slice::from_ref(step);
        assert_eq!(apply(&mut snapshot, one), 1, "{step:?}");
    }
    Cast {
        users: snapshot.users,
        ..cast.clone()
    }
}

fn without_revisions(cast: &Cast) -> Vec<rehome_domain::people::User> {
    let mut users: Vec<_> = cast.users.values().cloned().collect();
    users.iter_mut().for_each(|user| user.revision = 0);
    users
}

#[test]
fn an_undo_by_an_administrator_gives_everything_back() {
    let before = Cast::new().remembers("dana", "harbour", "h-desk");
    let mut request = to("dana", "riverside");
    request.options.lock_after = Some(true);
    let (after, entry) = moved(&before, "ana", &request);
    let plan = undo(&after, &entry, "ana");
    assert!(found(&plan).is_empty() && plan.kept.is_empty() && plan.not_restored.is_empty());
    assert_eq!(
        without_revisions(&undone(&after, &plan)),
        without_revisions(&before)
    );
}

#[test]
fn an_undo_can_be_undone() {
    let (there, entry) = moved(&Cast::new(), "ana", &to("dana", "riverside"));
    let first = undo(&there, &entry, "ana");
    let back = undone(&there, &first);
    let second = undo(
        &back,
        &ledger_entry(&MoveRequest::default(), &first.family),
        "ana",
    );
    assert_eq!(
        without_revisions(&undone(&back, &second)),
        without_revisions(&there)
    );
}

#[test]
fn nobody_gives_themselves_a_role_by_undo() {
    let (after, entry) = moved(&Cast::new(), "dana", &to("dana", "riverside"));
    let plan = undo(&after, &entry, "dana?self");
    assert_eq!(found(&plan), ["role-not-restored"]);
    assert!(matches!(&plan.not_restored[..], [Step::Role { .. }]));
    let back = undone(&after, &plan);
    assert_eq!(back.users["dana"].home.as_str(), "harbour");
    assert!(back.users["dana"].grants.is_empty());
    assert_eq!(back.users["dana"].subscriptions.len(), 2);
}

#[test]
fn a_role_comes_back_only_from_who_could_grant_it_now() {
    let before = Cast::new().grant("ben", "alert_publisher@harbour");
    let (after, entry) = moved(&before, "omar", &to("ben", "riverside"));
    // Operators of the old home cannot see who has left.
    assert_eq!(
        try_undo(&after, &entry, "omar").unwrap_err(),
        Refusal::UnknownSubject
    );
    // The new home's administrator has the keys for the way back, but grants nothing elsewhere.
    assert_eq!(found(&undo(&after, &entry, "rosa")), ["role-not-restored"]);
    assert!(found(&undo(&after, &entry, "ana")).is_empty());
}

#[test]
fn a_self_mover_goes_back_only_where_the_old_home_is_listed_and_opted_in() {
    let (after, entry) = moved(&Cast::new(), "ben", &to("ben", "riverside"));
    assert!(
        undo(&after, &entry, "ben")
            .family
            .steps
            .iter()
            .any(|step| matches!(step, Step::Home { .. }))
    );
    let closed = after.clone().opted_in("harbour", false);
    assert_eq!(
        found(&undo(&closed, &entry, "ben")),
        ["self-moves-not-accepted"]
    );
    let unlisted = after.list("aster", &["riverside"]);
    assert_eq!(
        try_undo(&unlisted, &entry, "ben").unwrap_err(),
        Refusal::UnknownDestination
    );
}

#[test]
fn the_lock_of_the_move_goes_back_and_does_not_hold_up_its_undo() {
    let mut request = to("ben", "riverside");
    request.options.lock_after = Some(true);
    let (after, entry) = moved(&Cast::new(), "ana", &request);
    assert!(after.users["ben"].locked);
    let plan = undo(&after, &entry, "ana");
    assert!(found(&plan).is_empty());
    assert!(!undone(&after, &plan).users["ben"].locked);
}

#[test]
fn who_was_moved_takes_back_the_own_move_and_not_an_operators() {
    for lock_after in [true, false] {
        let mut request = to("ben", "riverside");
        request.options.lock_after = Some(lock_after);
        request.options.move_locked = Some(true);
        let (after, entry) = moved(&Cast::new(), "omar", &request);
        assert_eq!(
            try_undo(&after, &entry, "ben?self").unwrap_err(),
            Refusal::NotAllowed
        );
    }
    let (after, entry) = moved(&Cast::new(), "ben", &to("ben", "riverside"));
    assert!(found(&undo(&after, &entry, "ben?self")).is_empty());
    let locked_since = after.locked("ben");
    assert_eq!(
        found(&undo(&locked_since, &entry, "ben?self")),
        ["user-locked"]
    );
    let allowed = locked_since.organization("aster", |it| it.user_move.self_moves_of_locked = true);
    assert!(found(&undo(&allowed, &entry, "ben?self")).is_empty());
}

#[test]
fn a_lock_set_since_holds_up_the_undo_and_one_that_was_overridden_does_not() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("ben", "riverside"));
    assert_eq!(
        found(&undo(&after.locked("ben"), &entry, "ana")),
        ["user-locked"]
    );
    let mut request = to("carla", "riverside");
    request.options.move_locked = Some(true);
    let (after, entry) = moved(&Cast::new(), "ana", &request);
    let plan = undo(&after, &entry, "ana");
    assert!(found(&plan).is_empty());
    assert_eq!(
        without_revisions(&undone(&after, &plan)),
        without_revisions(&Cast::new())
    );
    assert_eq!(
        found(&undo(&after, &entry, "ana!")),
        ["user-locked"],
        "no unattended override"
    );
}

#[test]
fn a_move_since_a_second_undo_and_too_much_time_are_blockers() {
    let (there, entry) = moved(&Cast::new(), "ana", &to("ben", "riverside"));
    let (on, _) = there.moved("ana", &to("ben", "lakeside"));
    let plan = undo(&on, &entry, "ana");
    assert_eq!(found(&plan)[0], "superseded");
    assert!(plan.family.steps.is_empty());
    let (back, _) = on.moved("ana", &to("ben", "riverside"));
    let mut round = entry.clone();
    round.superseded_by = Some("move-3".into());
    let plan = undo(&back, &round, "ana");
    assert!(matches!(
        &plan.family.findings[0].kind,
        FindingKind::Superseded { by: Some(by), .. } if by.as_str() == "move-3"
    ));
    let mut again = entry.clone();
    again.undone_by = Some("move-2".into());
    assert_eq!(found(&undo(&there, &again, "ana")), ["already-undone"]);
    let days = |count: i32| {
        let mut old = entry.clone();
        let moment = NOW.0 - Day(count).start().0;
        old.committed_at = Timestamp(moment);
        found(&undo(&there, &old, "ana"))
    };
    assert!(days(30).is_empty());
    assert_eq!(days(31), ["undo-too-late"]);
    let generous = there.organization("aster", |it| it.user_move.undo_days = 60);
    let mut old = entry;
    old.committed_at = Timestamp(NOW.0 - Day(31).start().0);
    assert!(found(&undo(&generous, &old, "ana")).is_empty());
    let kept = plan_undo_within(&generous.snapshot(), &old, &act("ana"), NOW, Some(10)).unwrap();
    assert_eq!(
        found(&kept),
        ["undo-too-late"],
        "no setting reaches beyond what is kept"
    );
    old.steps.clear();
    let plan = undo(&generous, &old, "ana");
    assert_eq!(found(&plan), ["move-forgotten"]);
    assert!(plan.family.steps.is_empty());
}

#[test]
fn what_keeps_an_ordinary_move_back_keeps_the_undo() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("ben", "riverside"));
    let closed = after
        .clone()
        .organization_status("harbour", OrganizationStatus::Closed);
    assert_eq!(
        found(&undo(&closed, &entry, "ana")),
        ["destination-not-active"]
    );
    let raised = after
        .clone()
        .grant("ben", "organization_administrator@riverside");
    assert_eq!(
        found(&undo(&raised, &entry, "rosa")),
        ["role-revoked"],
        "equal rank blocks nothing"
    );
    assert_eq!(
        try_undo(&after, &entry, "sol").unwrap_err(),
        Refusal::UnknownSubject
    );
}

#[test]
fn what_changed_since_is_kept_and_told_once() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("dana", "riverside"));
    let after = after
        .manager("dana", Some("sasha"))
        .manager("ben", Some("orla"))
        .remembers("mia", "harbour", "h-ward");
    let plan = undo(&after, &entry, "ana");
    let mut about: Vec<UserId> = plan.kept.iter().map(|step| step.about().clone()).collect();
    about.sort();
    assert_eq!(about, ["ben".into(), "dana".into(), "mia".into()]);
    let back = undone(&after, &plan);
    assert_eq!(back.users["ben"].manager.as_ref().unwrap().as_str(), "orla");
    assert_eq!(
        back.users["mia"].remembered_positions["harbour"].as_str(),
        "h-ward"
    );
    assert_eq!(
        back.users["mia"].position.as_ref().unwrap().as_str(),
        "h-ward"
    );
    assert_eq!(plan.family.findings.len(), 3);
}

#[test]
fn a_position_taken_since_stays_behind_and_is_remembered_there() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("dana", "riverside"));
    let after = after
        .position("dana", Some("r-lab"))
        .position("leo", Some("r-bench"));
    let back = undone(&after, &undo(&after, &entry, "ana"));
    for (id, home, there) in [("dana", Some("h-night"), "r-lab"), ("leo", None, "r-bench")] {
        let user = &back.users[id];
        assert_eq!(user.position.as_ref().map(|it| it.as_str()), home, "{id}");
        assert_eq!(
            user.remembered_positions["riverside"].as_str(),
            there,
            "{id}"
        );
    }
}

#[test]
fn the_root_takes_the_place_of_a_position_that_is_gone() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("dana", "riverside"));
    let after = after.without_position("harbour", "h-night");
    let plan = undo(&after, &entry, "ana");
    assert_eq!(found(&plan), ["position-reinstated-at-root"]);
    assert_eq!(
        undone(&after, &plan).users["dana"]
            .position
            .as_ref()
            .unwrap()
            .as_str(),
        "h-top"
    );
}

#[test]
fn a_position_made_anew_is_not_the_one_that_was_left_and_a_renamed_one_is() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("dana", "riverside"));
    for (remembered, code) in [
        ("h-top", Some("position-reinstated-at-root")),
        ("h-desk", None),
    ] {
        let changed = after.clone().remembers("dana", "harbour", remembered);
        let plan = undo(&changed, &entry, "ana");
        let told = found(&plan).contains(&"position-reinstated-at-root");
        assert_eq!(told, code.is_some(), "{:?}", found(&plan));
        let back = undone(&changed, &plan);
        let position = back.users["dana"].position.as_ref().unwrap();
        assert_eq!(position.as_str(), remembered);
    }
}

#[test]
fn nobody_comes_back_subscribed_to_the_own_home() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("ben", "riverside"));
    let after = after.subscribed("ben", "harbour", "2026-01-01", None);
    let plan = undo(&after, &entry, "ana");
    assert_eq!(found(&plan), ["subscription-cancelled"]);
    assert!(undone(&after, &plan).users["ben"].subscriptions.is_empty());
}

#[test]
fn the_family_as_it_is_now_goes_back_and_nobody_else() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("dana", "riverside"));
    let after = after
        .dependent("tim", "dana")
        .user("leo", |it| it.sponsor = None)
        .status("mia", UserStatus::Deleted);
    let plan = undo(&after, &entry, "ana");
    let back = undone(&after, &plan);
    assert_eq!(back.users["tim"].home.as_str(), "harbour", "joined since");
    assert_eq!(
        back.users["leo"].home.as_str(),
        "riverside",
        "stands alone now"
    );
    assert_eq!(
        back.users["mia"].home.as_str(),
        "riverside",
        "deleted since"
    );
    assert!(found(&plan).contains(&"changed-since"));
}

#[test]
fn what_was_gained_at_the_present_home_ends_with_the_undo() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("dana", "riverside"));
    let gained = Cast {
        groups: with_lab_group(&after),
        ..after.clone()
    }
    .grant("dana", "alert_publisher@riverside")
    .grant("dana", "report_manager@lakeside")
    .grant("leo", "organization_administrator@riverside")
    .no_grants("rosa")
    .user("dana", |it| {
        it.groups.insert("lab".into());
    })
    .manager("dana", Some("kim"))
    .manager("rosa", Some("dana"));
    let plan = undo(&gained, &entry, "ana");
    assert_eq!(
        found(&plan),
        [
            "role-revoked",
            "last-administrator",
            "membership-removed",
            "manager-cleared"
        ]
    );
    let back = undone(&gained, &plan);
    let dana = &back.users["dana"];
    assert_eq!(
        dana.grants,
        [
            grant("alert_publisher@harbour"),
            grant("report_manager@lakeside")
        ]
        .into()
    );
    assert!(back.users["leo"].grants.is_empty());
    assert!(!dana.groups.contains("lab"));
    assert_eq!(dana.manager.as_ref().unwrap().as_str(), "omar");
    assert_eq!(back.users["rosa"].manager, None);
}

#[test]
fn what_was_held_at_the_new_home_before_the_move_stays_there() {
    let before = Cast {
        groups: with_lab_group(&Cast::new()),
        ..Cast::new()
    }
    .grant("dana", "alert_publisher@riverside")
    .user("dana", |it| {
        it.groups.insert("lab".into());
    })
    .manager("dana", Some("rosa"))
    .manager("kim", Some("dana"));
    let (after, entry) = moved(&before, "ana", &to("dana", "riverside"));
    let plan = undo(&after, &entry, "ana");
    assert!(found(&plan).is_empty(), "{:?}", found(&plan));
    assert_eq!(
        without_revisions(&undone(&after, &plan)),
        without_revisions(&before)
    );
}

#[test]
fn what_a_dependent_who_joined_since_loses_is_warned_of() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("ben", "riverside"));
    let joined = after
        .dependent("tim", "ben")
        .grant("tim", "alert_publisher@riverside")
        .subscribed("tim", "lakeside", "2026-01-01", None);
    let plan = undo(&joined, &entry, "ana");
    assert_eq!(found(&plan), ["role-revoked", "subscription-cancelled"]);
    let back = undone(&joined, &plan);
    assert!(back.users["tim"].grants.is_empty() && back.users["tim"].subscriptions.is_empty());
}

#[test]
fn a_subscription_comes_back_only_where_there_can_be_one() {
    let (after, entry) = moved(&Cast::new(), "ana", &to("dana", "riverside"));
    let switched_off = after.clone().organization("aster", |it| {
        it.subscriptions.organization_subscriptions = false
    });
    let closed = after
        .clone()
        .organization_status("palm-court", OrganizationStatus::Closed);
    for (cast, left) in [(after, 2), (closed, 1), (switched_off, 0)] {
        let plan = undo(&cast, &entry, "ana");
        let back = undone(&cast, &plan);
        assert_eq!(back.users["dana"].subscriptions.len(), left);
        assert_eq!(plan.kept.len(), 2 - left);
    }
}

/// The groups with a static one of Riverside Campus.
fn with_lab_group(cast: &Cast) -> BTreeMap<GroupId, Group> {
    let lab = Group {
        id: "lab".into(),
        name: "Lab".into(),
        organization: "riverside".into(),
        dynamic: false,
    };
    let mut groups = cast.groups.clone();
    groups.insert("lab".into(), lab);
    groups
}
