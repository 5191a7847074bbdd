//! Snapshots and steps: the tables and the memory must agree about every move.

use crate::support::{commit, import, load, wanted};
use rehome_domain::ids::UserId;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::canonical;
use rehome_domain::user_move::{Actor, BasisEntry, BasisRecord, MoveRequest, Snapshot, Step, plan};
use rehome_storage::StoreError;
use rehome_storage::snapshot::Destinations;
use rehome_testkit::generate::{self, Dice};
use rehome_testkit::{Cast, NOW, act, on_both_engines, to};

/// What two snapshots both know must be the same.
fn assert_agree(memory: &Snapshot, tables: &Snapshot, whole: &[UserId]) {
    for id in whole {
        assert_eq!(memory.users.get(id), tables.users.get(id));
    }
    for (id, user) in &tables.users {
        let remembered = &memory.users[id];
        assert_eq!(
            (&user.home, &user.manager, user.revision),
            (&remembered.home, &remembered.manager, remembered.revision),
            "{id}"
        );
    }
}

on_both_engines! {
    async fn a_step_of_a_hosting_tree_elsewhere_is_refused_and_nothing_is_written(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        let (actor, request) = (act("omar"), to("ben", "riverside"));
        let before = load(&store, wanted(&actor, &request)).await;
        let family = plan(&before, &request, &actor, NOW).unwrap().families.remove(0);
        let with_upn = Step::Upn {
            about: "ben".into(),
            before: None,
            after: Some("ben@riverside.example".into()),
        };
        let of_hosting = BasisEntry {
            record: BasisRecord::Hosting("riverside".into()),
            revision: 1,
        };
        let mut named = family.clone();
        named.steps.push(with_upn);
        let mut resting = family.clone();
        resting.basis.push(of_hosting);
        for family in [named, resting] {
            let refused = commit(&store, family).await.unwrap_err();
            assert!(matches!(refused, StoreError::RowsAffected { .. }), "{refused}");
        }
        assert_eq!(load(&store, wanted(&actor, &request)).await, before);
        commit(&store, family).await.unwrap();
    }

    async fn a_loaded_snapshot_gives_the_same_plan_as_the_whole_directory(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        let memory = cast.snapshot();
        let (mut plans, mut refusals) = (0, 0);
        for actor in ["dana", "omar", "orla", "aava", "ana", "sol", "sasha", "petra", "carla", "sten", "ana@harbour"] {
            for subject in ["dana", "omar", "orla", "carla", "leo", "ana", "bo", "nobody"] {
                for destination in cast.organizations.keys() {
                    let (actor, request) = (act(actor), to(subject, destination.as_str()));
                    let tables = load(&store, wanted(&actor, &request)).await;
                    match (plan(&memory, &request, &actor, NOW), plan(&tables, &request, &actor, NOW)) {
                        (Ok(expected), Ok(found)) => {
                            plans += 1;
                            let text = |plan| String::from_utf8(canonical::whole(&request, plan)).unwrap();
                            assert_eq!(text(&found), text(&expected));
                        }
                        (expected, found) => {
                            refusals += 1;
                            assert_eq!(found.err(), expected.err());
                        }
                    }
                }
            }
        }
        assert!(plans > 100 && refusals > 100, "{plans} plans, {refusals} refusals");
    }

    async fn steps_do_to_the_tables_what_they_do_in_memory(store: Store) {
        const ORGANIZATIONS: usize = 20;
        import(&store, generate::directory(3, 600, ORGANIZATIONS)).await.unwrap();
        let mut dice = Dice::new(99);
        let actor = Actor::new(generate::ADMINISTRATOR);
        let mut moved = 0;
        for round in 0..250 {
            // WHY: few people and few places, so that many come back and find what they left.
            let (subject, destination) = (generate::user(1 + dice.below(60)), generate::code(dice.below(ORGANIZATIONS)));
            let mut request = MoveRequest::one(subject, destination);
            request.options.move_locked = Some(true);
            request.options.lock_after = Some(dice.once_in(4));
            let before = load(&store, wanted(&actor, &request)).await;
            let Ok(planned) = plan(&before, &request, &actor, NOW) else { continue };
            let family = planned.families[0].clone();
            if family.is_blocked() {
                continue;
            }
            let mut memory = before.clone();
            assert_eq!(apply(&mut memory, &family.steps), family.steps.len(), "round {round}");
            commit(&store, family.clone()).await.unwrap();
            // The old home is asked for too, so that both ends are known again.
            let mut again = wanted(&actor, &request);
            let source = family.source.clone().unwrap();
            again.destinations = Destinations::These(vec![source, family.destination.clone()]);
            assert_agree(&memory, &load(&store, again).await, &family.members);
            moved += 1;
        }
        assert!(moved > 100, "only {moved} moves");
    }

    async fn whoever_was_faster_leaves_nothing_to_write(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        let family = |destination: &str| cast.plan("ana", &to("dana", destination)).families[0].clone();
        let (first, second) = (family("riverside"), family("hillcrest"));
        commit(&store, first).await.unwrap();
        let after = crate::support::export(&store).await;
        let refused = commit(&store, second).await;
        assert!(matches!(refused, Err(StoreError::RowsAffected { .. })), "{refused:?}");
        assert!(crate::support::export(&store).await == after);
        assert_eq!(after.users["dana"].home.as_str(), "riverside");
        assert_eq!(after.users["leo"].home.as_str(), "riverside");
    }

    async fn authority_for_one_move_does_not_do_for_another(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        let mut family = cast.plan("ana", &to("dana", "riverside")).families[0].clone();
        family.authority = cast.plan("ana", &to("dana", "hillcrest")).families[0].authority.clone();
        assert!(matches!(commit(&store, family).await, Err(StoreError::OtherAuthority)));
    }

    async fn authority_for_one_person_does_not_do_for_another(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        let before = crate::support::export(&store).await;
        let planned = |who: &str| cast.plan("ana", &to(who, "riverside")).families[0].clone();
        let (dana, remy) = (planned("dana"), planned("remy"));
        assert_eq!(dana.source, remy.source, "both leave the same place");
        let mut others_steps = remy.clone();
        others_steps.authority = dana.authority.clone();
        let mut stowaway = dana.clone();
        stowaway.steps.extend(remy.steps.clone());
        stowaway.basis.extend(remy.basis.clone());
        for family in [others_steps, stowaway] {
            assert!(matches!(commit(&store, family).await, Err(StoreError::OtherAuthority)));
        }
        assert!(crate::support::export(&store).await == before);
        commit(&store, remy).await.unwrap();
    }
}
