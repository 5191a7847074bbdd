//! What holds of all accounts, every actor and every request.

use proptest::prelude::*;
use rehome_domain::content::piece::Hold;
use rehome_domain::content::sight::{Access, access, losses};
use rehome_domain::content::{ContentFacts, Item};
use rehome_domain::ids::{ItemId, OrganizationCode, UserId};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::people::User;
use rehome_domain::undo::plan_undo;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{
    FamilyPlan, MovePlan, Snapshot, Step, Verdict, View, canonical, plan, seen_by, verdicts,
};
use rehome_testkit::content_variety::content_scene;
use rehome_testkit::variety::{Scene, rows, without_revisions};
use rehome_testkit::{NOW, act, ledger_entry};
use std::collections::{BTreeMap, BTreeSet};

/// The first family that moves, where it is the first of its request: rows below are planned on what those above leave.
fn first(plan: &MovePlan) -> Option<&FamilyPlan> {
    let row = rows(plan).find(|row| !row.is_blocked())?;
    (Some(row) == plan.families.first()).then_some(row)
}

fn facts(snapshot: &Snapshot) -> &ContentFacts {
    snapshot.content.as_ref().unwrap()
}

/// Switches everything that waits; answers what stayed and why.
fn switch_all(snapshot: &mut Snapshot) -> Vec<Hold> {
    let facts = snapshot.content.as_mut().unwrap();
    let mut held = Vec::new();
    for (id, transfer) in facts.transfers.clone() {
        for piece in transfer.states.keys() {
            held.extend(facts.switch(&id, piece, OrganizationStatus::Active).err());
        }
    }
    held
}

/// Bytes at each account, as counted and as the items amount to.
fn bytes(snapshot: &Snapshot) -> Vec<(u64, u64)> {
    let known = facts(snapshot);
    let counts = known.counts.iter();
    let of = |code: &_| {
        let items = known.items.values().filter(|item| item.account == *code);
        items.map(|item| item.bytes).sum()
    };
    counts
        .map(|(code, counts)| (counts.bytes, of(code)))
        .collect()
}

fn seats(snapshot: &Snapshot) -> bool {
    let known = facts(snapshot).counts.iter();
    known.into_iter().all(|(code, counts)| {
        let here = |user: &&User| user.home == *code && user.status.takes_a_seat();
        snapshot.users.values().filter(here).count() as u32 == counts.seats
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_plan_made_twice_is_the_same(seed: u64) {
        let scene = content_scene(seed);
        let bytes = || scene.planned().map(|plan| canonical::whole(&scene.request, &plan));
        prop_assert_eq!(bytes(), bytes());
    }

    #[test]
    fn after_plan_and_switches_every_item_is_there_once_and_seats_and_storage_add_up(seed: u64) {
        let scene = content_scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let mut state = scene.snapshot.clone();
        let mut movers: BTreeMap<UserId, Option<UserId>> = BTreeMap::new();
        for row in rows(&plan).filter(|row| !row.is_blocked()) {
            prop_assert_eq!(apply(&mut state, &row.steps), row.steps.len());
            let owner = row.steps.iter().find_map(|step| match step {
                Step::Ownership { after, .. } => Some(after.clone()),
                _ => None,
            });
            movers.insert(row.subject.clone(), owner);
        }
        prop_assert!(seats(&state));
        prop_assert_eq!(switch_all(&mut state), []);
        for (counted, there) in bytes(&state) {
            prop_assert_eq!(counted, there);
        }
        prop_assert!(facts(&state).counts.values().all(|it| it.expected == 0));
        let (before, after) = (facts(&scene.snapshot), facts(&state));
        let ids = |facts: &ContentFacts| facts.items.keys().cloned().collect::<Vec<ItemId>>();
        prop_assert_eq!(ids(before), ids(after));
        for (id, was) in &before.items {
            let is = &after.items[id];
            prop_assert_eq!(&is.creator, &was.creator);
            prop_assert_eq!(&is.reviewers, &was.reviewers);
            match movers.get(&was.owner) {
                None => prop_assert_eq!(is, was),
                Some(_) if is.account == was.account => {
                    // What stays has another owner who lives there, and lies where it lay.
                    prop_assert_ne!(&is.owner, &was.owner);
                    prop_assert_eq!(&state.users[&is.owner].home, &is.account);
                    prop_assert_eq!(&is.folder, &was.folder);
                }
                Some(_) => {
                    prop_assert_eq!(&is.owner, &was.owner);
                    prop_assert_eq!(&state.users[&is.owner].home, &is.account);
                    let folder = &after.folders[is.folder.as_ref().unwrap()];
                    prop_assert_eq!((&folder.owner, &folder.account), (&is.owner, &is.account));
                }
            }
        }
        // No set is ever in two places.
        let mut places: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for item in after.items.values() {
            if let Some(set) = &item.set {
                places.entry(set).or_default().insert(&item.account);
            }
        }
        prop_assert!(places.values().all(|places| places.len() == 1));
        for subject in movers.keys() {
            let owns = |owner: &UserId, account: &OrganizationCode| owner == subject && *account != state.users[subject].home;
            prop_assert!(!after.folders.values().any(|it| owns(&it.owner, &it.account)));
            prop_assert!(!after.groups.values().any(|it| owns(&it.owner, &it.account)));
            let profile = &after.members[subject].profile;
            prop_assert!(after.profile(profile, &state.users[subject].home).is_some());
        }
    }

    #[test]
    fn undoing_gives_back_the_state_before_however_far_the_transfer_came(seed: u64, far: u8) {
        let scene = content_scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let Some(row) = first(&plan) else { return Ok(()) };
        let mut state = scene.snapshot.clone();
        apply(&mut state, &row.steps);
        let known = state.content.as_mut().unwrap();
        for (id, transfer) in known.transfers.clone() {
            let pieces: Vec<_> = transfer.states.keys().cloned().collect();
            let many = usize::from(far) % (pieces.len() + 1);
            for piece in pieces.iter().take(many) {
                known.switch(&id, piece, OrganizationStatus::Active).unwrap();
            }
            if far % 3 == 0 {
                known.cancel(&id);
            }
        }
        let entry = ledger_entry(&scene.request, row);
        let undo = plan_undo(&state, &entry, &act("bea"), NOW).unwrap();
        // A full account takes nobody back either, and nobody is left to lose the last administrator to.
        let is_full = |code| ["no-seat", "account-storage-full", "last-billing-administrator"].contains(&code);
        let mut blockers = undo.family.findings.iter().filter(|finding| finding.blocks());
        if undo.family.is_blocked() && blockers.all(|finding| is_full(finding.code())) {
            return Ok(());
        }
        prop_assert!(!undo.family.is_blocked(), "{:?}", undo.family.findings);
        prop_assert!(undo.kept.is_empty() && undo.not_restored.is_empty(), "{:?}", undo.family.findings);
        prop_assert_eq!(apply(&mut state, &undo.family.steps), undo.family.steps.len());
        let known = state.content.as_mut().unwrap();
        for (id, transfer) in known.transfers.clone() {
            for piece in transfer.switched.keys() {
                prop_assert!(known.bring_back(&id, piece));
            }
        }
        let (now, then) = (without_revisions(&state), without_revisions(&scene.snapshot));
        prop_assert_eq!(now.users, then.users);
        prop_assert_eq!(now.content, then.content);
    }

    #[test]
    fn what_the_preview_counts_as_lost_is_what_asking_everybody_before_and_after_finds(seed: u64) {
        let scene = content_scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let Some(row) = first(&plan) else { return Ok(()) };
        let order = row.steps.iter().find_map(|step| match step {
            Step::Transfer { order, .. } => Some(order),
            _ => None,
        });
        let Some(order) = order else { return Ok(()) };
        let before = &scene.snapshot;
        let mut after = before.clone();
        apply(&mut after, &row.steps);
        switch_all(&mut after);
        let ids: Vec<&ItemId> = order.pieces.iter().flat_map(|piece| &piece.items).collect();
        let items = ids.iter().map(|id| &facts(before).items[*id]);
        let counted = losses(before, items, &order.source, &order.destination, &order.subject);
        let sees = |at: &Snapshot, user: &UserId, item: &Item| access(at, user, item) != Access::None;
        for user in before.users.keys().filter(|id| **id != order.subject) {
            let lost = ids.iter().filter(|id| {
                let (was, is) = (&facts(before).items[**id], &facts(&after).items[**id]);
                sees(before, user, was) && !sees(&after, user, is)
            });
            let found = counted.get(user).copied().unwrap_or(0);
            prop_assert_eq!(found, lost.count() as u32, "{}", user);
        }
    }

    #[test]
    fn nobody_sees_more_by_a_move_but_owners_new_colleagues_and_who_is_let_in(seed: u64) {
        let scene = content_scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let Some(row) = first(&plan) else { return Ok(()) };
        let mut after = scene.snapshot.clone();
        apply(&mut after, &row.steps);
        switch_all(&mut after);
        for (id, is) in &facts(&after).items {
            let was = &facts(&scene.snapshot).items[id];
            for user in after.users.values() {
                let more = access(&after, &user.id, is) > access(&scene.snapshot, &user.id, was);
                let profile = facts(&after).profile_of(&user.id, &user.home);
                let rules_there = profile.is_some_and(|it| {
                    use rehome_domain::content::{Module, Right};
                    it.rights(Module::Proofs).others.contains(&Right::Read)
                });
                let by_account = rules_there && user.home == is.account;
                let is_subject = user.id == row.subject;
                let over_satellites = is_subject && profile.is_some_and(|it| it.manages_users());
                let rehomed = is_subject && is.account == user.home;
                let took_over = is.owner == user.id && was.owner != user.id;
                let of_a_folder = is.folder.as_ref().is_some_and(|id| {
                    let (now, then) = (facts(&after).folders.get(id), facts(&scene.snapshot).folders.get(id));
                    now.is_some_and(|it| it.owner == user.id) && then.is_some_and(|it| it.owner != user.id)
                });
                prop_assert!(!more || by_account || over_satellites || rehomed || took_over || of_a_folder,
                    "{} {id} {was:?} {is:?}", user.id);
            }
        }
    }

    #[test]
    fn a_redacted_plan_names_nobody_out_of_view(seed: u64) {
        let scene = content_scene(seed);
        let Some(plan) = scene.planned() else { return Ok(()) };
        let snapshot = &scene.snapshot;
        let view = View::of(snapshot, &scene.actor).unwrap();
        let asked = serde_json::to_string(&scene.request).unwrap();
        for row in &plan.families {
            let seen = seen_by(&view, snapshot, row);
            let told = serde_json::to_string(&(&seen.findings, &seen.steps, &seen.members)).unwrap();
            let names = |id: &str| told.contains(&format!("\"{id}\"")) && !asked.contains(&format!("\"{id}\""));
            for user in snapshot.users.values().filter(|user| !view.sees_user(user)) {
                prop_assert!(!names(user.id.as_str()), "{} in {told}", user.id);
            }
        }
    }

    #[test]
    fn the_list_of_destinations_says_what_a_plan_would_say(seed: u64) {
        let scene = content_scene(seed);
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
    let scenes: Vec<Scene> = (0..600).map(content_scene).collect();
    let plans: Vec<MovePlan> = scenes.iter().filter_map(Scene::planned).collect();
    let all = plans.iter().flat_map(rows);
    let moving: Vec<&FamilyPlan> = all.filter(|row| !row.is_blocked()).collect();
    let kinds: BTreeSet<&str> = moving
        .iter()
        .flat_map(|row| &row.steps)
        .map(|step| match step {
            Step::Profile { .. } => "profile",
            Step::Ownership { .. } => "ownership",
            Step::Transfer { .. } => "transfer",
            Step::Delegation { .. } => "delegation",
            _ => "other",
        })
        .collect();
    let codes: BTreeSet<&str> = plans
        .iter()
        .flat_map(MovePlan::findings)
        .map(|it| it.code())
        .collect();
    assert!(moving.len() > 120, "{} families would move", moving.len());
    assert_eq!(kinds.len(), 5, "{kinds:?}");
    assert!(
        codes.len() > 24,
        "{} kinds of findings: {codes:?}",
        codes.len()
    );
}
