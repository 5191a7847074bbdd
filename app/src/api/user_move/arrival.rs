//! What a move of the past did, told from its steps alone.

use super::Arrival;
use crate::words::Names;
use rehome_domain::ids::{MoveId, PositionId, UserId};
use rehome_domain::user_move::{ActAs, Outcome, OutcomeItem, Snapshot, Step, alerts_of};
use rehome_service::user_move::MoveView;
use rehome_service::view::{Person, Place};
use rehome_service::{Acting, Caller, Service, ServiceError};
use std::collections::BTreeMap;

/// The arrival of the caller after a move.
pub(super) async fn of(
    service: &Service,
    caller: &Caller,
    id: &MoveId,
) -> Result<Arrival, ServiceError> {
    let acting = Acting {
        acting_in: None,
        act_as: Some(ActAs::Oneself),
    };
    let done = service.move_one(caller, &acting, id).await?;
    let snapshot = service.user_move_screen(caller).await?.snapshot;
    Ok(Arrival {
        source: done.source.code.clone(),
        destination: done.destination.code.clone(),
        at: done.committed_at,
        outcomes: outcomes(&done, &snapshot),
        names: names(&snapshot, caller, &done),
        hidden: done.hidden,
        position_is_missing: position_is_missing(&snapshot, &caller.user),
    })
}

/// The names a person knows now, and those the move itself tells.
fn names(snapshot: &Snapshot, caller: &Caller, done: &MoveView) -> Names {
    let mut names = Names::of(snapshot, &caller.user);
    for Place { code, name } in [&done.source, &done.destination] {
        names.organizations.insert(code.clone(), name.clone());
    }
    for Person { id, name } in done.members.iter().chain([&done.subject]) {
        names.users.insert(id.clone(), name.clone());
    }
    names.users.extend(done.names.people.clone());
    names.groups.extend(done.names.groups.clone());
    names
}

/// Whether somebody lives where everybody must hold a position, and holds none.
fn position_is_missing(snapshot: &Snapshot, user: &UserId) -> bool {
    snapshot.user(user).is_some_and(|user| {
        let home = snapshot.organizations.get(&user.home);
        home.is_some_and(|home| {
            let hierarchy = &home.hierarchy;
            let counts_as_none = |position| hierarchy.counts_as_none(position);
            hierarchy.required && user.position.as_ref().is_none_or(counts_as_none)
        })
    })
}

fn outcomes(done: &MoveView, snapshot: &Snapshot) -> BTreeMap<UserId, Outcome> {
    let mut people: BTreeMap<UserId, Outcome> = BTreeMap::new();
    let along = done
        .members
        .iter()
        .filter(|member| member.id != done.subject.id);
    people
        .entry(done.subject.id.clone())
        .or_default()
        .moves_along = along
        .map(|member| OutcomeItem::Dependent {
            user: member.id.clone(),
        })
        .collect();
    for step in &done.steps {
        let outcome = people.entry(step.about().clone()).or_default();
        add(outcome, step, done, snapshot);
    }
    people
}

/// What one step was to the person it is about.
fn add(outcome: &mut Outcome, step: &Step, done: &MoveView, snapshot: &Snapshot) {
    let mut came_or_went = |item, is_there: bool| {
        if is_there {
            outcome.gained.push(item)
        } else {
            outcome.lost.push(item)
        }
    };
    match step {
        Step::Home { before, after, .. } => {
            outcome.changes.push(OutcomeItem::Home {
                before: before.clone(),
                after: after.clone(),
            });
            outcome.gained.extend(alerts_of(snapshot, after));
        }
        Step::Position { before, after, .. } => {
            let at = |place: &Place, position: &_| OutcomeItem::Position {
                organization: place.code.clone(),
                position: Clone::clone(position),
            };
            if let Some(position) = before {
                came_or_went(at(&done.source, position), false);
            }
            let place = snapshot.organizations.get(&done.destination.code);
            let is_none = |position: &PositionId| {
                place.is_some_and(|place| place.hierarchy.counts_as_none(position))
            };
            if let Some(position) = after.as_ref().filter(|after| !is_none(after)) {
                came_or_went(at(&done.destination, position), true);
            }
        }
        // WHY: what is kept in mind for a return is neither there nor gone.
        Step::RememberedPosition { .. } => {}
        Step::Role {
            role, at, after, ..
        } => {
            let (role, organization) = (role.clone(), at.clone());
            came_or_went(OutcomeItem::Role { role, organization }, *after);
        }
        Step::Subscription { to, after, .. } => {
            came_or_went(
                OutcomeItem::Subscription {
                    organization: to.clone(),
                },
                *after,
            );
        }
        Step::Membership { group, after, .. } => {
            came_or_went(
                OutcomeItem::Membership {
                    group: group.clone(),
                },
                *after,
            );
        }
        Step::Manager { before, after, .. } => {
            for (manager, is_there) in [(before, false), (after, true)] {
                if let Some(user) = manager.clone() {
                    came_or_went(OutcomeItem::Manager { user }, is_there);
                }
            }
        }
        Step::Lock { after, .. } => {
            if *after {
                outcome.changes.push(OutcomeItem::Lock {});
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rehome_domain::organization::{Organization, OrganizationKind};
    use rehome_domain::people::User;
    use rehome_domain::time::Timestamp;

    fn place(code: &str) -> Place {
        Place {
            code: code.into(),
            name: code.into(),
        }
    }

    fn person(id: &str) -> Person {
        Person {
            id: id.into(),
            name: id.into(),
        }
    }

    fn done(steps: Vec<Step>) -> MoveView {
        MoveView {
            id: "m1".into(),
            commit: "m1".into(),
            subject: person("dana"),
            members: vec![person("dana"), person("leo")],
            source: place("harbour"),
            destination: place("riverside"),
            committed_at: Timestamp(0),
            as_of: None,
            actor: None,
            act_as: ActAs::Oneself,
            reason: None,
            acknowledged: Vec::new(),
            steps,
            names: Default::default(),
            hidden: 0,
            undoes: None,
            undone_by: None,
        }
    }

    #[test]
    fn what_was_done_is_told_by_person() {
        let steps = vec![
            Step::Home {
                about: "dana".into(),
                before: "harbour".into(),
                after: "riverside".into(),
            },
            Step::RememberedPosition {
                about: "dana".into(),
                organization: "harbour".into(),
                before: None,
                after: Some("desk".into()),
            },
            Step::Position {
                about: "dana".into(),
                before: Some("desk".into()),
                after: Some("top".into()),
            },
            Step::Role {
                about: "dana".into(),
                role: "alert_publisher".into(),
                at: Some("harbour".into()),
                before: true,
                after: false,
            },
            Step::Manager {
                about: "omar".into(),
                before: Some("dana".into()),
                after: None,
            },
        ];
        let told = outcomes(&done(steps), &Snapshot::default());
        let dana = told.get("dana").unwrap();
        assert_eq!(
            dana.moves_along,
            [OutcomeItem::Dependent { user: "leo".into() }]
        );
        assert_eq!(dana.changes.len(), 1);
        assert_eq!((dana.lost.len(), dana.gained.len()), (2, 1));
        assert_eq!(
            told.get("omar").unwrap().lost,
            [OutcomeItem::Manager {
                user: "dana".into()
            }]
        );
    }

    #[test]
    fn a_position_is_missing_where_one_is_required_and_none_or_the_top_is_held() {
        let missing = |required, position: Option<&str>| {
            let mut home = Organization::new(
                "riverside",
                OrganizationKind::Suborganization,
                None,
                "Riverside",
            );
            home.hierarchy.required = required;
            home.hierarchy.root = Some("top".into());
            let mut dana = User::new("dana", "Dana", "riverside");
            dana.position = position.map(Into::into);
            let snapshot = Snapshot {
                organizations: vec![home].into(),
                users: [(dana.id.clone(), dana)].into(),
                ..Snapshot::default()
            };
            position_is_missing(&snapshot, &"dana".into())
        };
        assert!(missing(true, None) && missing(true, Some("top")));
        assert!(!missing(true, Some("desk")) && !missing(false, None));
    }
}
