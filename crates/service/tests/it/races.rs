//! What people do beside a move, at the same moment: whatever comes first, the directory holds together.

use crate::house::{House, caller, reviewed};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::MoveRequest;
use rehome_service::people::{GrantRequest, NewUser};
use rehome_service::subscriptions::SubscribeRequest;
use rehome_service::{Acting, ServiceError};
use rehome_storage::Store;
use rehome_testkit::generate::{self, ADMINISTRATOR, code};
use rehome_testkit::on_both_engines;
use serde_json::json;
use tokio::join;

const ROUNDS: usize = 12;
const ORGANIZATIONS: usize = 8;

async fn house(store: Store) -> House {
    House::with(store, generate::directory(77, 200, ORGANIZATIONS)).await
}

fn at_the_top() -> Acting {
    at(&code(0))
}

fn at(code: &OrganizationCode) -> Acting {
    Acting {
        acting_in: Some(code.clone()),
        act_as: None,
    }
}

/// Two suborganizations other than the home of somebody.
fn elsewhere(house: &rehome_domain::directory::Directory, who: &UserId) -> OrganizationCode {
    let home = &house.users[who].home;
    (4..ORGANIZATIONS)
        .map(code)
        .find(|code| code != home)
        .unwrap()
}

/// People who can be moved alone, all of them.
fn movers(directory: &rehome_domain::directory::Directory) -> Vec<UserId> {
    let sponsors: Vec<&UserId> = directory
        .users
        .values()
        .filter_map(|entry| entry.sponsor.as_ref())
        .collect();
    let is_alone = |id: &&UserId| {
        let entry = &directory.users[*id];
        entry.sponsor.is_none()
            && entry.roles.is_empty()
            && !sponsors.contains(id)
            && !entry.locked
            && id.as_str() != ADMINISTRATOR
            && directory.organizations[&entry.home].parent.as_ref() != Some(&code(0))
            && entry.home != code(0)
    };
    let found: Vec<UserId> = directory.users.keys().filter(is_alone).cloned().collect();
    assert!(found.len() > 2 * ROUNDS);
    found
}

fn moving(who: &UserId, destination: &OrganizationCode) -> MoveRequest {
    MoveRequest {
        acting_in: Some(code(0)),
        ..MoveRequest::one(who.clone(), destination.clone())
    }
}

on_both_engines! {
    async fn a_dependent_that_comes_while_the_sponsor_moves_lives_with_the_sponsor(store: Store) {
        let house = house(store).await;
        let before = house.service.directory_export().await.unwrap();
        let (mut moved, mut made) = (0, 0);
        for sponsor in movers(&before).into_iter().take(ROUNDS) {
            let request = moving(&sponsor, &elsewhere(&before, &sponsor));
            let review = house.plan(ADMINISTRATOR, &request).await.unwrap();
            let new = NewUser {
                username: format!("child-of-{sponsor}"),
                given: Some("Nia".into()),
                surname: Some("Wells".into()),
                sponsor: Some(sponsor.clone()),
                ..NewUser::default()
            };
            let (who, top) = (caller(ADMINISTRATOR), at_the_top());
            let commit = reviewed(&request, &review);
            let (done, born) = join!(
                house.commit(ADMINISTRATOR, &commit, sponsor.as_str()),
                house.service.user_create(&who, &top, new)
            );
            moved += usize::from(done.is_ok());
            made += usize::from(born.is_ok());
        }
        assert!(moved + made > ROUNDS / 2, "{moved} moved, {made} made");
        let after = house.service.directory_export().await.unwrap();
        for (id, entry) in &after.users {
            if let Some(sponsor) = &entry.sponsor {
                assert_eq!(entry.home, after.users[sponsor].home, "{id} of {sponsor}");
            }
        }
    }

    async fn one_name_is_given_once_in_a_tree_however_many_ask_for_it_at_once(store: Store) {
        let house = house(store).await;
        for round in 0..ROUNDS {
            let asked: Vec<_> = (4..8).map(|number| {
                let new = NewUser {
                    username: format!("same-{round}"),
                    given: Some("Nia".into()),
                    surname: Some("Wells".into()),
                    home: Some(code(number)),
                    ..NewUser::default()
                };
                let service = house.service.clone();
                tokio::spawn(async move { service.user_create(&caller(ADMINISTRATOR), &at_the_top(), new).await.map_err(|error| error.code().to_owned()) })
            }).collect();
            let mut refused = Vec::new();
            for answer in asked {
                refused.extend(answer.await.unwrap().err());
            }
            assert_eq!(refused, ["name-taken"; 3]);
        }
    }

    async fn nobody_is_subscribed_to_the_own_home_by_coming_there_meanwhile(store: Store) {
        let house = house(store).await;
        let before = house.service.directory_export().await.unwrap();
        for person in movers(&before).into_iter().take(ROUNDS) {
            let destination = elsewhere(&before, &person);
            let request = moving(&person, &destination);
            let review = house.plan(ADMINISTRATOR, &request).await.unwrap();
            let subscribe = SubscribeRequest { acting_in: Some(code(0)), users: vec![person.clone()], to: destination, start: None, end: None };
            let (who, commit) = (caller(ADMINISTRATOR), reviewed(&request, &review));
            let (done, subscribed) = join!(
                house.commit(ADMINISTRATOR, &commit, person.as_str()),
                house.service.subscribe(&who, subscribe)
            );
            assert!(done.is_ok() || subscribed.is_ok(), "{done:?} {subscribed:?}");
        }
        let after = house.service.directory_export().await.unwrap();
        for (id, entry) in &after.users {
            assert!(entry.subscriptions.iter().all(|it| it.to != entry.home), "{id}");
        }
    }

    async fn nobody_comes_to_a_position_that_goes_away_meanwhile(store: Store) {
        let house = house(store).await;
        let before = house.service.directory_export().await.unwrap();
        let place = code(5);
        let patch = |body: serde_json::Value| {
            let (service, place) = (house.service.clone(), place.clone());
            async move {
                let (who, acting) = (caller(ADMINISTRATOR), at_the_top());
                let revision = service.settings(&who, &acting, &place, "hierarchy").await.unwrap().revision();
                service.settings_patch(&who, &acting, &place, "hierarchy", revision, body).await
            }
        };
        let top = format!("{place}-top");
        let mut deleted = 0;
        for (round, person) in movers(&before).into_iter().filter(|id| before.users[id].home != place).take(ROUNDS).enumerate() {
            let node = format!("brief-{round}");
            patch(json!({ "add": [{ "id": node, "parent": top }] })).await.unwrap();
            let mut request = moving(&person, &place);
            request.options.position = Some(Some(node.as_str().into()));
            let review = house.plan(ADMINISTRATOR, &request).await.unwrap();
            let commit = reviewed(&request, &review);
            let (done, gone) = join!(
                house.commit(ADMINISTRATOR, &commit, person.as_str()),
                patch(json!({ "delete": [node] }))
            );
            deleted += usize::from(gone.is_ok());
            assert!(done.is_ok() || gone.is_ok(), "{done:?} {gone:?}");
        }
        assert!(deleted > 0);
        let after = house.service.directory_export().await.unwrap();
        for (id, entry) in &after.users {
            if let Some(position) = &entry.position {
                assert!(after.organizations[&entry.home].hierarchy.iter().any(|(node, _)| node == position), "{id} at {position}");
            }
        }
    }

    async fn of_two_last_administrators_who_leave_at_once_the_second_is_asked_again(store: Store) {
        let house = house(store).await;
        let before = house.service.directory_export().await.unwrap();
        for number in 3..ORGANIZATIONS {
            let home = code(number);
            let role = "organization_administrator";
            let is_administrator = |id: &&UserId| before.users[*id].roles.iter().any(|grant| grant.role.as_str() == role && grant.at.as_ref() == Some(&home));
            let one = before.users.keys().find(is_administrator).unwrap();
            // Nobody's manager goes along, by whom the two moves would meet anyway.
            let is_apart = |id: &&UserId| before.users[*id].home == home && before.users[*id].manager.as_ref() != Some(one);
            let alone = movers(&before);
            let other = alone.iter().find(is_apart).unwrap();
            let grant = GrantRequest { role: role.into(), at: Some(home.clone()) };
            house.service.role_grant(&caller(ADMINISTRATOR), &at_the_top(), other, grant).await.unwrap();
            let mut commits = Vec::new();
            for person in [one, other] {
                let mut request = moving(person, &elsewhere(&before, person));
                request.options.move_locked = Some(true);
                let review = house.plan(ADMINISTRATOR, &request).await.unwrap();
                assert!(review.plan.findings().all(|finding| finding.code() != "last-administrator"));
                commits.push((person, reviewed(&request, &review)));
            }
            let both: Vec<_> = commits
                .into_iter()
                .map(|(person, commit)| {
                    let (service, key) = (house.service.clone(), person.to_string());
                    tokio::spawn(async move { service.user_move_commit(&caller(ADMINISTRATOR), commit, Some(&key)).await })
                })
                .collect();
            let mut losers: Vec<ServiceError> = Vec::new();
            for commit in both {
                losers.extend(commit.await.unwrap().err());
            }
            assert_eq!(losers.len(), 1, "{home}: {losers:?}");
            assert_eq!(losers[0].code(), "stale");
        }
    }
}
