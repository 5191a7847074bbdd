//! What holds of every directory, every actor and every request.

use proptest::prelude::*;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::MoveFamily;
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::role::{BuiltIn, Permission};
use rehome_domain::undo::plan_undo;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::rules::RULES;
use rehome_domain::user_move::{
    ActAs, Actor, FamilyPlan, MovePlan, MoveRequest, Snapshot, Standing, Step, Verdict, View,
    canonical, plan, seen_by, verdicts,
};
use rehome_testkit::variety::{Scene, rows, scene, without_revisions};
use rehome_testkit::{NOW, act, ledger_entry};
use std::collections::BTreeSet;

/// Enterprise 3 in other words than the code's: who may move from where to where.
fn matrix_allows(snapshot: &Snapshot, actor: &Actor, row: &FamilyPlan) -> bool {
    let (source, destination) = (row.source.as_ref().unwrap(), &row.destination);
    let asker = &snapshot.users[&actor.user];
    let acting_in = actor.acting_in.as_ref().unwrap_or(&asker.home);
    let place = |code: &OrganizationCode| snapshot.organizations.get(code).unwrap();
    let is_below = |code: &OrganizationCode, top: &OrganizationCode| place(code).is_within(top);
    let governed_by = |code: &OrganizationCode| {
        rehome_domain::tree::governing(place(source), place(code))
            .is_some_and(|top| top.user_move.available_organizations.contains(code))
    };
    let is_sub = |code: &OrganizationCode| place(code).kind == OrganizationKind::Suborganization;
    if row.authority.as_ref().unwrap().is_oneself() {
        return row.subject == asker.id && (source == destination || governed_by(destination));
    }
    asker.grants.iter().any(|grant| {
        let Some(at) = &grant.at else { return false };
        let like = snapshot.roles.like(&grant.role);
        let pushes = acting_in == source
            && is_sub(source)
            && (destination == source || (is_sub(destination) && governed_by(destination)));
        match like {
            Some(
                BuiltIn::OrganizationAdministrator
                | BuiltIn::AdvancedAlertManager
                | BuiltIn::AlertManager
                | BuiltIn::EndUsersManager,
            ) => at == acting_in && pushes,
            Some(BuiltIn::EnterpriseAdministrator) if !is_below(acting_in, at) => false,
            Some(BuiltIn::EnterpriseAdministrator) if is_sub(acting_in) => pushes,
            Some(BuiltIn::EnterpriseAdministrator) => {
                is_below(source, acting_in)
                    && is_below(destination, acting_in)
                    && (source == destination
                        || place(destination).kind != OrganizationKind::SuperEnterprise
                        || place(destination).user_move.admin_moves_to_super)
            }
            _ => false,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_plan_made_twice_is_the_same(seed: u64) {
        let scene = scene(seed);
        let bytes = || scene.planned().map(|plan| canonical::whole(&scene.request, &plan));
        prop_assert_eq!(bytes(), bytes());
    }

    #[test]
    fn findings_stand_in_the_order_of_the_rules(seed: u64) {
        let order: Vec<&str> = RULES.iter().flat_map(|rule| rule.codes).copied().collect();
        for row in scene(seed).planned().iter().flat_map(rows) {
            let places: Vec<usize> = row
                .findings
                .iter()
                .map(|finding| order.iter().position(|code| *code == finding.code()).unwrap())
                .collect();
            // Codes of one rule may alternate from person to person; rules may not.
            let rule_of = |place: usize| {
                RULES.iter().position(|rule| rule.codes.contains(&order[place])).unwrap()
            };
            prop_assert!(places.iter().map(|place| rule_of(*place)).is_sorted());
        }
    }

    #[test]
    fn a_blocked_family_has_no_steps_and_another_moves_as_one(seed: u64) {
        for row in scene(seed).planned().iter().flat_map(rows) {
            let homes: Vec<&UserId> = row
                .steps
                .iter()
                .filter(|step| matches!(step, Step::Home { .. }))
                .map(Step::about)
                .collect();
            if row.is_blocked() {
                prop_assert!(row.steps.is_empty());
            } else {
                prop_assert_eq!(homes, row.members.iter().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn nobody_is_ever_in_two_homes_or_none_and_families_stay_together(seed: u64) {
        let scene = scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let mut state = scene.snapshot.clone();
        let mut moved = BTreeSet::new();
        for row in rows(&plan).filter(|row| !row.is_blocked()) {
            prop_assert_eq!(apply(&mut state, &row.steps), row.steps.len(), "every step finds its before");
            moved.extend(row.members.clone());
        }
        for user in state.users.values() {
            let before = &scene.snapshot.users[&user.id];
            if moved.contains(&user.id) {
                prop_assert_eq!(Some(&user.home), scene.request.destination.as_ref());
            } else {
                prop_assert_eq!(&user.home, &before.home);
                prop_assert_eq!(&user.grants, &before.grants);
                prop_assert_eq!(user.locked, before.locked);
            }
            let is_deleted = user.status == rehome_domain::people::UserStatus::Deleted;
            if let (Some(sponsor), false) = (&user.sponsor, is_deleted) {
                prop_assert_eq!(&user.home, &state.users[sponsor].home);
            }
            let hierarchy = &state.organizations.get(&user.home).unwrap().hierarchy;
            if let (Some(position), true) = (&user.position, moved.contains(&user.id)) {
                prop_assert!(hierarchy.nodes.contains_key(position));
            }
            prop_assert!(!moved.contains(&user.id)
                || user.subscriptions.iter().all(|it| it.to != user.home || it.has_ended(NOW.day())));
        }
    }

    #[test]
    fn a_plan_is_made_only_where_the_matrix_gives_both_keys(seed: u64) {
        let scene = scene(seed);
        // Rows below the own account are judged on what it left; here all rows stand by themselves.
        for row in scene.planned().iter().flat_map(rows) {
            prop_assert!(matrix_allows(&scene.snapshot, &scene.actor, row), "{:?}", row.authority);
            if let Standing::Operator { rank, .. } = row.authority.as_ref().unwrap().standing() {
                let view = View::of(&scene.snapshot, &scene.actor).unwrap();
                prop_assert_eq!(rank, view.rank());
                prop_assert!(view.may(Permission::Release(MoveFamily::Enterprise),
                    scene.snapshot.organizations.get(row.source.as_ref().unwrap()).unwrap()));
            }
        }
    }

    #[test]
    fn undoing_a_move_gives_back_the_state_before(seed: u64) {
        let scene = scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let Some(row) = rows(&plan).find(|row| !row.is_blocked()) else { return Ok(()) };
        let undoer = act("sasha@aster?operator");
        if row.members.contains(&undoer.user) {
            return Ok(());
        }
        let mut state = scene.snapshot.clone();
        apply(&mut state, &row.steps);
        let entry = ledger_entry(&scene.request, row);
        let Ok(undo) = plan_undo(&state, &entry, &undoer, NOW) else { return Ok(()) };
        if undo.family.is_blocked() {
            return Ok(());
        }
        // A subscription comes back only where one could be had now; nothing else has changed since.
        let may_be_subscribed_to = |code| state.organizations.get(code).is_some_and(|to| {
            to.status == OrganizationStatus::Active && to.has_subscriptions()
        });
        let (gone, kept): (Vec<_>, Vec<_>) = undo.kept.iter().partition(|step| {
            matches!(step, Step::Subscription { to, before: true, .. } if !may_be_subscribed_to(to))
        });
        prop_assert!(kept.is_empty() && undo.not_restored.is_empty(), "{kept:?} {:?}", undo.family.findings);
        prop_assert_eq!(apply(&mut state, &undo.family.steps), undo.family.steps.len());
        let gone: Vec<Step> = gone.into_iter().map(Step::inverse).collect();
        apply(&mut state, &gone);
        let (now, then) = (without_revisions(&state), without_revisions(&scene.snapshot));
        prop_assert_eq!(now.users, then.users);
        prop_assert_eq!(now.administrators, then.administrators);
    }

    #[test]
    fn a_redacted_plan_names_nobody_and_nothing_out_of_view(seed: u64) {
        let scene = scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let snapshot = &scene.snapshot;
        let view = View::of(snapshot, &scene.actor).unwrap();
        if view.act_as == ActAs::Oneself {
            return Ok(());
        }
        let asked = serde_json::to_string(&scene.request).unwrap();
        for row in &plan.families {
            let seen = seen_by(&view, snapshot, row);
            let told = serde_json::to_string(&(&seen.findings, &seen.steps, &seen.members)).unwrap();
            let names = |id: &str| told.contains(&format!("\"{id}\"")) && !asked.contains(&format!("\"{id}\""));
            for user in snapshot.users.values().filter(|user| !view.sees_user(user)) {
                prop_assert!(!names(user.id.as_str()), "{} in {told}", user.id);
            }
            let source = row.source.as_ref().and_then(|code| snapshot.organizations.get(code));
            for place in snapshot.organizations.iter() {
                let is_seen = view.sees_organization(place)
                    || source.is_some_and(|source| {
                        view.sees_destination(source, place) || source.is_within(&place.code)
                    });
                prop_assert!(is_seen || !names(place.code.as_str()), "{} in {told}", place.code);
            }
        }
    }

    #[test]
    fn the_list_of_destinations_says_what_a_plan_would_say(seed: u64) {
        let scene = scene(seed);
        let Some(subject) = scene.request.subject.clone() else { return Ok(()) };
        let (snapshot, actor) = (&scene.snapshot, &scene.actor);
        let Ok(list) = verdicts(snapshot, &scene.request, actor, &subject, NOW) else { return Ok(()) };
        let to = |code: &OrganizationCode| MoveRequest {
            destination: Some(code.clone()),
            ..scene.request.clone()
        };
        for place in snapshot.organizations.iter() {
            let planned = plan(snapshot, &to(&place.code), actor, NOW);
            let row = list.destinations.iter().find(|row| row.organization == place.code);
            match (planned, row) {
                (Ok(plan), Some(row)) => {
                    prop_assert_eq!(plan.verdict(), row.whole);
                    prop_assert_eq!(Verdict::of(&row.findings), row.on_top);
                    let mut told: Vec<_> = list.common.iter().chain(&row.findings).collect();
                    let mut found: Vec<_> = plan.findings().collect();
                    told.sort_by_key(|finding| (&finding.kind, &finding.about));
                    found.sort_by_key(|finding| (&finding.kind, &finding.about));
                    prop_assert_eq!(told, found);
                }
                (Err(_), None) => {}
                (Ok(_), None) => prop_assert!(
                    place.code == snapshot.users[&subject].home
                        || place.status == OrganizationStatus::Deleted
                ),
                (Err(refusal), Some(row)) => prop_assert!(false, "{}: {refusal}", row.organization),
            }
        }
    }
}

#[test]
fn the_scenes_are_worth_looking_at() {
    let scenes: Vec<Scene> = (0..400).map(scene).collect();
    let plans: Vec<MovePlan> = scenes.iter().filter_map(Scene::planned).collect();
    let moving = plans
        .iter()
        .flat_map(rows)
        .filter(|row| !row.is_blocked())
        .count();
    let codes: BTreeSet<&str> = plans
        .iter()
        .flat_map(MovePlan::findings)
        .map(|finding| finding.code())
        .collect();
    assert!(
        plans.len() > 150,
        "{} of 400 scenes give a plan",
        plans.len()
    );
    let undone = scenes
        .iter()
        .filter(|scene| {
            scene.planned().iter().flat_map(rows).any(|row| {
                let mut state = scene.snapshot.clone();
                apply(&mut state, &row.steps);
                let entry = ledger_entry(&scene.request, row);
                plan_undo(&state, &entry, &act("sasha@aster?operator"), NOW)
                    .is_ok_and(|undo| !row.is_blocked() && !undo.family.is_blocked())
            })
        })
        .count();
    assert!(undone > 60, "{undone} moves could be undone");
    assert!(moving > 80, "{moving} families would move");
    assert!(
        codes.len() > 24,
        "{} kinds of findings: {codes:?}",
        codes.len()
    );
}
