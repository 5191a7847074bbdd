//! Many movers of the same people at once.

use crate::support::{everybody, export, import};
use futures::FutureExt;
use futures::future::join_all;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::{Actor, MoveRequest, plan};
use rehome_storage::people::PeopleFilter;
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::steps::Applied;
use rehome_storage::{Store, StoreError, steps};
use rehome_testkit::generate::{self, Dice, code, user};
use rehome_testkit::{NOW, on_both_engines};
use std::collections::BTreeMap;

/// Plans and moves in one unit of work, the way a service does; false where nothing was to be moved.
async fn move_one(
    store: &Store,
    subject: UserId,
    destination: OrganizationCode,
) -> Result<bool, StoreError> {
    store
        .write(move |tx| {
            let (subject, destination) = (subject.clone(), destination.clone());
            async move {
                let actor = Actor::new(generate::ADMINISTRATOR);
                let wanted = Wanted::new(
                    actor.user.clone(),
                    vec![subject.clone()],
                    Destinations::These(vec![destination.clone()]),
                );
                let facts = snapshot::load(tx, &wanted).await?;
                let mut request = MoveRequest::one(subject, destination);
                request.options.move_locked = Some(true);
                let Ok(planned) = plan(&facts, &request, &actor, NOW) else {
                    return Ok(false);
                };
                let family = &planned.families[0];
                if family.is_blocked() {
                    return Ok(false);
                }
                let applied = Applied {
                    authority: family.authority.as_ref().unwrap(),
                    members: &family.members,
                    steps: &family.steps,
                    basis: &family.basis,
                    today: NOW.day(),
                };
                steps::apply_many(tx, &[applied]).await?;
                Ok(true)
            }
            .boxed()
        })
        .await
}

/// Everybody is where their record says: in the scopes of exactly the organizations above the home.
async fn assert_everybody_has_one_home(store: &Store, organizations: usize) {
    let directory = export(store).await;
    let mut seen: BTreeMap<UserId, Vec<OrganizationCode>> = BTreeMap::new();
    for number in 0..organizations {
        for row in everybody(store, PeopleFilter::of(code(number), 500)).await {
            seen.entry(row.id).or_default().push(code(number));
        }
    }
    assert_eq!(seen.len(), directory.users.len());
    for (id, scopes) in seen {
        let mut above = vec![directory.users[&id].home.clone()];
        while let Some(parent) = directory.organizations[above.last().unwrap()]
            .parent
            .clone()
        {
            above.push(parent);
        }
        above.sort();
        assert_eq!(scopes, above, "{id}");
    }
}

on_both_engines! {
    async fn moves_of_the_same_people_at_once_leave_each_in_exactly_one_home(store: Store) {
        const ORGANIZATIONS: usize = 12;
        import(&store, generate::directory(31, 120, ORGANIZATIONS)).await.unwrap();
        let mut dice = Dice::new(4);
        let moves = (0..100).map(|_| {
            let (subject, destination) = (user(1 + dice.below(10)), code(dice.below(ORGANIZATIONS)));
            let store = store.clone();
            tokio::spawn(async move { move_one(&store, subject, destination).await })
        });
        let mut moved = 0;
        for answer in join_all(moves.collect::<Vec<_>>()).await {
            match answer.unwrap() {
                Ok(true) => moved += 1,
                Ok(false) => {}
                // Who lost five times in a row is told so; nothing of it was written.
                Err(error) => assert!(error.is_contended(), "{error}"),
            }
        }
        assert!(moved >= 10, "only {moved} moved");
        assert_everybody_has_one_home(&store, ORGANIZATIONS).await;
    }

    async fn scopes_follow_families_wherever_they_go(store: Store) {
        const ORGANIZATIONS: usize = 60;
        import(&store, generate::directory(32, 200, ORGANIZATIONS)).await.unwrap();
        let mut dice = Dice::new(5);
        let mut moved = 0;
        for _ in 0..60 {
            moved += u32::from(move_one(&store, user(1 + dice.below(199)), code(dice.below(ORGANIZATIONS))).await.unwrap());
        }
        assert!(moved > 30, "only {moved} moved");
        assert_everybody_has_one_home(&store, ORGANIZATIONS).await;
    }
}
