//! Prevent User Move: who is held back by it, who overrides it, and who is locked afterwards.

use rehome_domain::user_move::{Channel, MoveRequest, PersonOptions};
use rehome_testkit::{Cast, all_to, to};

fn with(subject: &str, move_locked: Option<bool>, lock_after: Option<bool>) -> MoveRequest {
    let mut request = to(subject, "riverside");
    request.options.move_locked = move_locked;
    request.options.lock_after = lock_after;
    request
}

/// Both boxes of the dialog, for somebody locked and somebody not: who moves, who is locked afterwards.
#[test]
fn the_two_boxes_of_the_dialog_do_what_the_truth_table_says() {
    for (move_locked, lock_after, carla_moves, carla_locked, ben_locked) in [
        (true, true, true, true, true),
        (true, false, true, true, false),
        (false, true, false, true, true),
        (false, false, false, true, false),
    ] {
        let mut request = all_to(&["carla", "ben"], "riverside");
        request.options.move_locked = Some(move_locked);
        request.options.lock_after = Some(lock_after);
        let cast = Cast::new();
        let plan = cast.plan("ana", &request);
        let [carla, ben] = &plan.families[..] else {
            panic!("two rows")
        };
        assert_eq!(!carla.is_blocked(), carla_moves);
        assert_eq!(carla.is_skipped(Channel::Attended), !carla_moves);
        assert!(!ben.is_blocked());
        let mut after = cast.snapshot();
        for family in &plan.families {
            rehome_domain::user_move::apply::apply(&mut after, &family.steps);
        }
        assert_eq!(after.users["carla"].locked, carla_locked);
        assert_eq!(after.users["ben"].locked, ben_locked);
        assert_eq!(after.users["ben"].home.as_str(), "riverside");
    }
}

#[test]
fn a_box_left_out_overrides_nothing_and_locks_nobody() {
    let cast = Cast::new();
    assert_eq!(
        cast.codes("ana", &with("carla", None, None)),
        ["user-locked", "look-changes"]
    );
    let (after, _) = cast.moved("ana", &with("ben", None, None));
    assert!(!after.users["ben"].locked);
}

#[test]
fn a_locked_person_cannot_move_alone_unless_the_setting_says_so() {
    let cast = Cast::new();
    let request = to("carla", "riverside");
    assert_eq!(
        cast.codes("carla", &request),
        ["user-locked", "look-changes"]
    );
    let relaxed = cast.organization("aster", |it| it.user_move.self_moves_of_locked = true);
    assert_eq!(relaxed.codes("carla", &request), ["look-changes"]);
    // The setting is of those who move alone; an operator still ticks the box.
    assert!(relaxed.codes("omar", &request).contains(&"user-locked"));
}

#[test]
fn a_file_cannot_override_a_lock_and_is_refused_rather_than_skipped() {
    let plan = Cast::new().plan("ana!", &with("carla", Some(true), None));
    assert!(plan.families[0].is_blocked());
    assert!(!plan.families[0].is_skipped(Channel::Unattended));
}

#[test]
fn locking_after_the_move_locks_dependents_too() {
    let (after, _) = Cast::new().moved("ana", &with("dana", None, Some(true)));
    for id in ["dana", "leo", "mia"] {
        assert!(after.users[id].locked, "{id}");
    }
}

#[test]
fn a_row_under_a_name_overrides_the_box_for_that_name_only() {
    let mut request = with("dana", None, Some(true));
    request.per_person.insert(
        "leo".into(),
        PersonOptions {
            lock_after: Some(false),
            ..PersonOptions::default()
        },
    );
    request.per_person.insert(
        "mia".into(),
        PersonOptions {
            position: Some(Some("r-lab".into())),
            ..PersonOptions::default()
        },
    );
    let (after, _) = Cast::new().moved("ana", &request);
    assert!(after.users["dana"].locked && !after.users["leo"].locked);
    assert!(
        after.users["mia"].locked,
        "a position of one's own is no box of one's own"
    );
}

#[test]
fn moving_oneself_never_locks() {
    let (after, _) = Cast::new().moved("dana?self", &to("dana", "riverside"));
    assert!(!after.users["dana"].locked);
    let refused = Cast::new().codes("dana?self", &with("dana", None, Some(true)));
    assert!(refused.contains(&"field-not-applicable"));
}

#[test]
fn a_locked_dependent_moves_with_its_sponsor_and_stays_with_a_locked_one() {
    let cast = Cast::new().locked("leo");
    let (after, _) = cast.moved("dana?self", &to("dana", "riverside"));
    assert_eq!(after.users["leo"].home.as_str(), "riverside");
    assert!(after.users["leo"].locked);
    let plan = Cast::new()
        .locked("dana")
        .plan("omar", &all_to(&["dana", "leo"], "riverside"));
    assert_eq!(plan.families.len(), 1);
    assert!(plan.families[0].is_skipped(Channel::Attended) && plan.families[0].steps.is_empty());
}
