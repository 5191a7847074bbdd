//! What holds of all sites with telephony, every actor and every request.

use proptest::prelude::*;
use rehome_domain::telephony::{NumberStatus, TelephonyFacts};
use rehome_domain::undo::plan_undo;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{Step, View, canonical, seen_by, verdicts};
use rehome_testkit::telephony_variety::telephony_scene;
use rehome_testkit::variety::{rows, without_revisions};
use rehome_testkit::{NOW, act, ledger_entry};
use std::collections::BTreeSet;

/// Appearances name lines that are there, in the partition in which these stand; no two lines are alike; whatever was
/// there still is, once; a place keeps a number once, in one state.
fn holds(before: &TelephonyFacts, after: &TelephonyFacts) -> Result<(), TestCaseError> {
    for (key, device) in &after.devices {
        for shown in &device.lines {
            let line = after.lines.get(&shown.line);
            prop_assert!(line.is_some(), "{key:?} shows {:?}", shown.line);
            prop_assert_eq!(
                shown.partition.as_ref(),
                line.map(|line| &line.partition),
                "{:?}",
                key
            );
        }
    }
    let identities: BTreeSet<_> = after.lines.values().map(|line| line.identity()).collect();
    prop_assert_eq!(identities.len(), after.lines.len());
    let places: BTreeSet<_> = after
        .inventory
        .values()
        .map(|it| (&it.number, &it.at))
        .collect();
    prop_assert_eq!(places.len(), after.inventory.len());
    for (id, entry) in &after.inventory {
        let was = &before.inventory[id];
        let is_free = matches!(
            entry.status,
            NumberStatus::Cooling | NumberStatus::Available
        );
        let is_freed = was.status == NumberStatus::Used && is_free && was.at == entry.at;
        prop_assert!(was.status == entry.status || is_freed, "{was:?} {entry:?}");
        let stands = after.lines.values().filter(|it| it.pattern == entry.number);
        let goes_with_a_line = stands.into_iter().any(|it| it.at == entry.at);
        prop_assert!(was.at == entry.at || goes_with_a_line, "{was:?} {entry:?}");
    }
    let keys = |facts: &TelephonyFacts| {
        let lines: Vec<_> = facts.lines.keys().cloned().collect();
        let devices: Vec<_> = facts.devices.keys().cloned().collect();
        let numbers = facts.inventory.iter();
        let numbers: Vec<_> = numbers
            .map(|(id, it)| (id.clone(), it.number.clone()))
            .collect();
        (lines, devices, numbers)
    };
    prop_assert_eq!(keys(before), keys(after));
    prop_assert_eq!(&before.associations, &after.associations);
    prop_assert_eq!(&before.pickup_groups, &after.pickup_groups);
    prop_assert_eq!(&before.number_routing, &after.number_routing);
    prop_assert_eq!(&before.site_defaults, &after.site_defaults);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_plan_made_twice_is_the_same(seed: u64) {
        let scene = telephony_scene(seed);
        let bytes = || scene.planned().map(|plan| canonical::whole(&scene.request, &plan));
        prop_assert_eq!(bytes(), bytes());
    }

    #[test]
    fn after_any_move_lines_and_devices_are_sound(seed: u64) {
        let scene = telephony_scene(seed);
        let before = scene.snapshot.telephony.as_ref().unwrap();
        holds(before, before)?;
        let Some(plan) = scene.planned() else { return Ok(()) };
        let mut state = scene.snapshot.clone();
        for row in rows(&plan).filter(|row| !row.is_blocked()) {
            prop_assert_eq!(apply(&mut state, &row.steps), row.steps.len());
            holds(before, state.telephony.as_ref().unwrap())?;
        }
    }

    #[test]
    fn undoing_a_move_gives_back_the_state_before(seed: u64) {
        let scene = telephony_scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        // Rows below are planned on what the ones above leave.
        let mut state = scene.snapshot.clone();
        for row in rows(&plan).filter(|row| !row.is_blocked()) {
            let before = state.clone();
            apply(&mut state, &row.steps);
            let entry = ledger_entry(&scene.request, row);
            let undo = plan_undo(&state, &entry, &act("tess"), NOW).unwrap();
            prop_assert!(!undo.family.is_blocked(), "{:?}", undo.family.findings);
            prop_assert!(undo.kept.is_empty() && undo.not_restored.is_empty());
            let mut back = state.clone();
            prop_assert_eq!(apply(&mut back, &undo.family.steps), undo.family.steps.len());
            prop_assert_eq!(without_revisions(&back), without_revisions(&before));
        }
    }

    #[test]
    fn both_ends_stand_where_the_actor_acts_and_only_the_family_is_rehomed(seed: u64) {
        let scene = telephony_scene(seed);
        for row in scene.planned().iter().flat_map(rows) {
            let view = View::of(&scene.snapshot, &scene.actor).unwrap();
            for end in [row.source.as_ref().unwrap(), &row.destination] {
                let end = scene.snapshot.organizations.get(end).unwrap();
                prop_assert!(end.is_within(&view.acting_in.code));
            }
            prop_assert!(["tess", "pia", "rhea", "cleo"].contains(&scene.actor.user.as_str()));
            for step in &row.steps {
                prop_assert!(row.members.contains(step.about()), "{step:?}");
                let is_own = matches!(step, Step::Telephony { before, after, .. } if before == after);
                prop_assert!(!is_own);
            }
        }
    }

    #[test]
    fn what_a_viewer_sees_of_a_plan_names_nobody_out_of_view(seed: u64) {
        let scene = telephony_scene(seed);
        let Ok(view) = View::of(&scene.snapshot, &scene.actor) else { return Ok(()) };
        for row in scene.planned().iter().flat_map(rows) {
            let seen = seen_by(&view, &scene.snapshot, row);
            for step in &seen.steps {
                for person in step.people() {
                    prop_assert!(view.sees_user(&scene.snapshot.users[person]));
                }
            }
        }
    }

    #[test]
    fn a_list_of_destinations_says_of_each_what_its_plan_says(seed: u64) {
        let scene = telephony_scene(seed);
        let Some(subject) = scene.request.subject.clone() else { return Ok(()) };
        let Ok(found) = verdicts(&scene.snapshot, &scene.request, &scene.actor, &subject, NOW) else {
            return Ok(());
        };
        for row in &found.destinations {
            let mut request = scene.request.clone();
            request.destination = Some(row.organization.clone());
            let plan = rehome_domain::user_move::plan(&scene.snapshot, &request, &scene.actor, NOW).unwrap();
            prop_assert_eq!(plan.verdict(), row.whole, "{}", row.organization);
        }
    }
}

#[test]
fn most_scenes_are_near_a_move_that_works() {
    let (mut moves, mut records) = (0, 0);
    for seed in 0..400 {
        let plan = telephony_scene(seed).planned();
        for row in plan.iter().flat_map(rows).filter(|row| !row.is_blocked()) {
            moves += 1;
            let rewrites = row.steps.iter();
            records += rewrites
                .filter(|step| matches!(step, Step::Telephony { .. }))
                .count();
        }
    }
    assert!(moves > 60, "{moves}");
    assert!(records > 3 * moves, "{records} of {moves}");
}
