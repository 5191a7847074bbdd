//! Undo at sites with telephony: what comes back, what changed since, and which number somebody else has by now.

use rehome_domain::telephony::{DialPlan, NumberStatus, RecordKey};
use rehome_domain::undo::{LedgerEntry, UndoPlan, plan_undo};
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{MoveRequest, Snapshot};
use rehome_testkit::variety::without_revisions;
use rehome_testkit::{Cast, NOW, act, codes, ledger_entry, to};

fn key(text: &str) -> RecordKey {
    RecordKey::try_from(text.to_owned()).unwrap()
}

fn moved(cast: &Cast, request: &MoveRequest) -> (Cast, LedgerEntry) {
    let (after, plan) = cast.moved("cleo", request);
    (after, ledger_entry(request, &plan.families[0]))
}

fn undo(cast: &Cast, entry: &LedgerEntry) -> UndoPlan {
    plan_undo(&cast.snapshot(), entry, &act("cleo"), NOW).unwrap()
}

fn restored(cast: &Cast, entry: &LedgerEntry) -> Snapshot {
    let plan = undo(cast, entry);
    assert!(!plan.family.is_blocked(), "{:?}", plan.family.findings);
    let mut state = cast.snapshot();
    assert_eq!(
        apply(&mut state, &plan.family.steps),
        plan.family.steps.len()
    );
    state
}

#[test]
fn every_course_is_taken_back_to_how_it_was() {
    for (quay, mill) in [
        (DialPlan::NonSlc, DialPlan::NonSlc),
        (DialPlan::NonSlc, DialPlan::None),
        (DialPlan::Slc, DialPlan::Slc),
        (DialPlan::Slc, DialPlan::None),
        (DialPlan::None, DialPlan::NonSlc),
    ] {
        let before = Cast::telephony()
            .dial_plans(quay, mill)
            .grant("paul", "clerk@quay");
        let mut request = to("paul", "mill");
        request.options.move_desk_phones = Some(false);
        request.options.role = Some("site-lead".into());
        let (after, entry) = moved(&before, &request);
        assert_ne!(after.telephony, before.telephony);
        let state = restored(&after, &entry);
        assert_eq!(
            without_revisions(&state),
            without_revisions(&before.snapshot()),
            "{quay:?} {mill:?}"
        );
        assert!(!codes(&undo(&after, &entry).family.findings).contains(&"changed-since"));
    }
}

#[test]
fn a_placement_is_taken_back_upwards() {
    let before = Cast::telephony().home("paul", "bramble");
    let (after, entry) = moved(&before, &to("paul", "mill"));
    let state = restored(&after, &entry);
    assert_eq!(
        without_revisions(&state),
        without_revisions(&before.snapshot())
    );
}

#[test]
fn a_device_that_was_changed_since_is_kept_and_follows_its_line_back() {
    let (after, entry) = moved(&Cast::telephony(), &to("paul", "mill"));
    let after = after.phones(|facts| {
        let desk = facts.devices.get_mut(&key("phones/desk")).unwrap();
        desk.values.insert("locale".into(), "de".into());
    });
    assert!(codes(&undo(&after, &entry).family.findings).contains(&"changed-since"));
    let facts = restored(&after, &entry).telephony.unwrap();
    let desk = &facts.devices[&key("phones/desk")];
    assert_eq!(desk.values["locale"].as_ref(), "de");
    assert_eq!(desk.at, Some("mill".into()));
    assert_eq!(
        desk.lines[0].partition.as_deref(),
        Some("quay-line_partition")
    );
    assert_eq!(
        facts.lines["l-7101"].partition.as_ref(),
        "quay-line_partition"
    );
}

#[test]
fn a_number_that_somebody_else_has_by_now_holds_the_undo_back() {
    let (after, entry) = moved(&Cast::telephony(), &to("paul", "mill"));
    let after = after.phones(|facts| {
        let mut other = facts.lines["l-7200"].clone();
        other.pattern = "7101".into();
        facts.lines.insert("new".into(), other);
    });
    let plan = undo(&after, &entry);
    assert!(plan.family.is_blocked() && plan.family.steps.is_empty());
    assert!(codes(&plan.family.findings).contains(&"line-collision"));
}

#[test]
fn a_number_that_cooled_down_by_itself_is_used_again() {
    let before = Cast::telephony()
        .dial_plans(DialPlan::Slc, DialPlan::Slc)
        .site("bramble", |it| it.cooling = Some(true));
    let (after, entry) = moved(&before, &to("paul", "mill"));
    let entry_of = |cast: &Cast| cast.telephony.as_ref().unwrap().inventory["i-7101"].status;
    assert_eq!(entry_of(&after), NumberStatus::Cooling);
    let after =
        after.phones(|it| it.inventory.get_mut("i-7101").unwrap().status = NumberStatus::Available);
    let facts = restored(&after, &entry).telephony.unwrap();
    assert_eq!(facts.inventory["i-7101"].status, NumberStatus::Used);
}

#[test]
fn a_line_that_is_gone_does_not_come_back_onto_a_device() {
    let before = Cast::telephony().dial_plans(DialPlan::Slc, DialPlan::Slc);
    let (after, entry) = moved(&before, &to("paul", "mill"));
    let after = after.phones(|it| {
        it.lines.remove("l-7101");
    });
    let facts = restored(&after, &entry).telephony.unwrap();
    assert_eq!(facts.people["paul"].primary_line, None);
    for device in facts.devices.values() {
        assert!(
            device
                .lines
                .iter()
                .all(|it| facts.lines.contains_key(&it.line))
        );
    }
}

#[test]
fn what_came_at_the_new_site_stays_there_and_is_told() {
    let (after, entry) = moved(&Cast::telephony(), &to("paul", "mill"));
    let after = after.phones(|facts| {
        let mut new = facts.devices[&key("phones/soft")].clone();
        new.lines.clear();
        facts.devices.insert(key("phones/new"), new);
    });
    assert!(codes(&undo(&after, &entry).family.findings).contains(&"services-left-behind"));
    let facts = restored(&after, &entry).telephony.unwrap();
    assert_eq!(facts.devices[&key("phones/new")].at, Some("mill".into()));
}

#[test]
fn a_number_that_is_kept_at_the_source_by_now_holds_the_undo_back() {
    let (after, entry) = moved(&Cast::telephony(), &to("paul", "mill"));
    let again = after.phones(|facts| {
        let mut other = facts.inventory["i-7101"].clone();
        other.at = Some("quay".into());
        facts.inventory.insert("i-other".into(), other);
    });
    let found = undo(&again, &entry).family.findings;
    assert_eq!(
        codes(found.iter().filter(|it| it.blocks())),
        ["inventory-collision"]
    );
}
