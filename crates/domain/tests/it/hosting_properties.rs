//! What holds of every hosting tree, every actor and every request.

use proptest::prelude::*;
use rehome_domain::hosting::{NameHolder, NameKind, Provisioning, name_key};
use rehome_domain::undo::plan_undo;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{
    FamilyPlan, MovePlan, Standing, Step, Verdict, View, canonical, plan, seen_by, verdicts,
};
use rehome_testkit::hosting_variety::hosting_scene;
use rehome_testkit::variety::{Scene, rows, without_revisions};
use rehome_testkit::{NOW, act, ledger_entry};
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_plan_made_twice_is_the_same(seed: u64) {
        let scene = hosting_scene(seed);
        let bytes = || scene.planned().map(|plan| canonical::whole(&scene.request, &plan));
        prop_assert_eq!(bytes(), bytes());
    }

    #[test]
    fn every_step_finds_its_before_and_nothing_is_left_behind(seed: u64) {
        let scene = hosting_scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let mut state = scene.snapshot.clone();
        for row in rows(&plan).filter(|row| !row.is_blocked()) {
            prop_assert_eq!(apply(&mut state, &row.steps), row.steps.len());
            for id in &row.members {
                let (user, before) = (&state.users[id], &scene.snapshot.users[id]);
                let destination = state.organizations.get(&user.home).unwrap();
                let there = destination.organization.hosting.as_ref().unwrap();
                let hosted = user.hosting.as_ref().unwrap();
                prop_assert_eq!(hosted.addresses.values().filter(|used| used.primary).count(), 1);
                for name in hosted.addresses.keys().map(|it| it.as_str()).chain(hosted.upn.as_deref()) {
                    let (_, domain) = name.rsplit_once('@').unwrap();
                    prop_assert!(there.domain(domain).is_some(), "{name} at {}", destination.code);
                }
                for (service, held) in hosted.held() {
                    let open = there.open_instances(service).find(|(id, _)| Some(*id) == held.instance.as_ref());
                    let (_, instance) = open.unwrap();
                    prop_assert!(held.plan.as_ref().is_none_or(|plan| instance.plans.contains(plan)));
                    prop_assert!(matches!(held.status, Provisioning::Requested | Provisioning::Pending));
                }
                for grant in &user.grants {
                    prop_assert!(grant.at.as_ref() != Some(&before.home) || before.home == user.home);
                }
                prop_assert_eq!(user.status, before.status);
            }
        }
        let names = &state.hosting.as_ref().unwrap().names;
        for (key, holders) in names {
            let before = scene.snapshot.hosting.as_ref().unwrap().names.get(key);
            prop_assert!(holders.len() < 2 || before.is_some_and(|before| before.len() == holders.len()),
                "{key:?} {holders:?}");
        }
        for user in state.users.values() {
            for address in user.hosting.iter().flat_map(|hosted| hosted.addresses.keys()) {
                let holder = NameHolder::User(user.id.clone());
                let key = names.iter().find(|(key, _)| key.kind == NameKind::Address && key.key == name_key(address.as_str()));
                prop_assert!(key.is_some_and(|(_, holders)| holders.contains(&holder)));
            }
        }
    }

    #[test]
    fn only_providers_and_resellers_move_anybody_and_only_within_their_subtree(seed: u64) {
        let scene = hosting_scene(seed);
        for row in scene.planned().iter().flat_map(rows) {
            let Standing::Operator { .. } = row.authority.as_ref().unwrap().standing() else {
                return Err(TestCaseError::fail("nobody moves alone"));
            };
            let view = View::of(&scene.snapshot, &scene.actor).unwrap();
            for end in [row.source.as_ref().unwrap(), &row.destination] {
                let end = scene.snapshot.organizations.get(end).unwrap();
                prop_assert!(end.is_within(&view.acting_in.code));
            }
            prop_assert!(["tess", "rhea", "otis"].contains(&scene.actor.user.as_str()));
        }
    }

    #[test]
    fn undoing_a_move_gives_back_the_state_before(seed: u64) {
        let scene = hosting_scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let Some(row) = rows(&plan).find(|row| !row.is_blocked()) else { return Ok(()) };
        // Rows below are planned on what the ones above leave; the first stands by itself.
        if Some(row) != plan.families.first() {
            return Ok(());
        }
        let mut state = scene.snapshot.clone();
        apply(&mut state, &row.steps);
        let entry = ledger_entry(&scene.request, row);
        let undo = plan_undo(&state, &entry, &act("tess"), NOW).unwrap();
        // An organization that has more than it may have already takes nobody back either.
        let is_limit = |code| ["user-limit", "service-limit"].contains(&code);
        let mut blockers = undo.family.findings.iter().filter(|finding| finding.blocks());
        if undo.family.is_blocked() && blockers.all(|finding| is_limit(finding.code())) {
            return Ok(());
        }
        prop_assert!(!undo.family.is_blocked(), "{:?}", undo.family.findings);
        prop_assert!(undo.kept.is_empty() && undo.not_restored.is_empty(), "{:?}", undo.family.findings);
        prop_assert_eq!(apply(&mut state, &undo.family.steps), undo.family.steps.len());
        let (now, then) = (without_revisions(&state), without_revisions(&scene.snapshot));
        prop_assert_eq!(now.users, then.users);
        prop_assert_eq!(now.administrators, then.administrators);
        prop_assert_eq!(now.hosting, then.hosting);
    }

    #[test]
    fn a_redacted_plan_names_nobody_out_of_view(seed: u64) {
        let scene = hosting_scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let snapshot = &scene.snapshot;
        let view = View::of(snapshot, &scene.actor).unwrap();
        let asked = serde_json::to_string(&scene.request).unwrap();
        for row in &plan.families {
            let mut seen = seen_by(&view, snapshot, row);
            // WHY: whom to ask is named to everybody who must ask.
            seen.findings.iter_mut().for_each(|finding| finding.remedies.clear());
            let told = serde_json::to_string(&(&seen.findings, &seen.steps, &seen.members)).unwrap();
            let names = |id: &str| told.contains(&format!("\"{id}\"")) && !asked.contains(&format!("\"{id}\""));
            for user in snapshot.users.values().filter(|user| !view.sees_user(user)) {
                prop_assert!(!names(user.id.as_str()), "{} in {told}", user.id);
            }
        }
    }

    #[test]
    fn the_list_of_destinations_says_what_a_plan_would_say(seed: u64) {
        let scene = hosting_scene(seed);
        let Some(subject) = scene.request.subject.clone() else { return Ok(()) };
        let Ok(list) = verdicts(&scene.snapshot, &scene.request, &scene.actor, &subject, NOW) else { return Ok(()) };
        for row in &list.destinations {
            let mut request = scene.request.clone();
            request.destination = Some(row.organization.clone());
            let plan = plan(&scene.snapshot, &request, &scene.actor, NOW).unwrap();
            prop_assert_eq!(plan.verdict(), row.whole);
            prop_assert_eq!(Verdict::of(&row.findings), row.on_top);
        }
    }
}

#[test]
fn the_scenes_are_worth_looking_at() {
    let scenes: Vec<Scene> = (0..600).map(hosting_scene).collect();
    let plans: Vec<MovePlan> = scenes.iter().filter_map(Scene::planned).collect();
    let all = plans.iter().flat_map(rows);
    let moving: Vec<&FamilyPlan> = all.filter(|row| !row.is_blocked()).collect();
    let kinds: BTreeSet<&str> = moving
        .iter()
        .flat_map(|row| &row.steps)
        .map(|step| match step {
            Step::Service { .. } => "service",
            Step::AddressHold { .. } => "hold",
            Step::Username { .. } => "username",
            Step::Delegation { .. } => "delegation",
            Step::Department { .. } => "department",
            _ => "other",
        })
        .collect();
    let codes: BTreeSet<&str> = plans
        .iter()
        .flat_map(MovePlan::findings)
        .map(|it| it.code())
        .collect();
    assert!(moving.len() > 120, "{} families would move", moving.len());
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    assert!(
        codes.len() > 34,
        "{} kinds of findings: {codes:?}",
        codes.len()
    );
}
