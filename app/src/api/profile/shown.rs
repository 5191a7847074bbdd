//! The profile from the service's views: who one is, whether one may move, what happened.

use super::{CopyDeed, DoneBy, HistoryEntry, ProfileView, RoleView, ServiceView, SubscriptionView};
use crate::api::user_move::MoveFacts;
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::ActAs;
use rehome_service::people::UserView;
use rehome_service::user_move::{EntryKind, MoveView, MovesQuery};
use rehome_service::{Acting, Caller, Service, ServiceError};
use serde_json::Value;
use std::sync::Arc;

/// The caller's own profile.
pub(super) async fn profile(
    service: &Service,
    caller: &Caller,
) -> Result<ProfileView, ServiceError> {
    let user = service.profile(caller).await?;
    let is_offered = service.user_move_is_offered(caller).await?;
    let query = MovesQuery {
        acting: Acting {
            acting_in: None,
            act_as: Some(ActAs::Oneself),
        },
        ..MovesQuery::default()
    };
    let moves = service.moves(caller, &query).await?;
    let history: Vec<HistoryEntry> = moves
        .items
        .into_iter()
        // WHY: who was made by a copy has not moved by that.
        .filter(|done| done.kind == EntryKind::Move)
        .map(|done| entry(done, &caller.user))
        .collect();
    let latest = history.first().filter(|latest| latest.by == DoneBy::Reader);
    let undo_is_open = match latest {
        Some(latest) if service.own_undo_is_open(caller, &latest.id).await? => {
            Some(latest.id.clone())
        }
        _ => None,
    };
    let in_the_way = if user.locked && is_offered {
        let facts = MoveFacts::from(service.user_move_screen(caller).await?);
        facts.verdicts().in_the_way_everywhere().cloned()
    } else {
        None
    };
    let alone = Acting {
        acting_in: None,
        act_as: Some(ActAs::Oneself),
    };
    let places = service.subscription_places(caller, &alone, None).await?;
    Ok(ProfileView {
        in_the_way,
        undo_is_open,
        subscriptions_are_offered: !places.is_empty(),
        ..view(user, is_offered, history)
    })
}

fn view(user: UserView, move_is_offered: bool, history: Vec<HistoryEntry>) -> ProfileView {
    ProfileView {
        name: user.name,
        username: user.username,
        status: user.status,
        locked: user.locked,
        home: user.home.into(),
        above: user.above.into_iter().map(|place| place.name).collect(),
        home_is_account: user.home_kind.is_account_tree(),
        position: user.position,
        sponsor: user.sponsor.map(|sponsor| sponsor.name),
        roles: user
            .roles
            .into_iter()
            .map(|role| RoleView {
                role: role.role,
                name: role.name,
                at: role.at.map(Into::into),
                ends_with_a_move: role.ends_with_a_move,
            })
            .collect(),
        hidden_role_organizations: user.hidden_role_organizations,
        dependents: user
            .dependents
            .into_iter()
            .map(|person| person.name)
            .collect(),
        hidden_dependents: user.hidden_dependents,
        subscriptions_are_offered: false,
        subscriptions: user
            .subscriptions
            .into_iter()
            .map(|it| SubscriptionView {
                to: it.to.into(),
                start: it.start,
                end: it.end,
            })
            .collect(),
        services: services(user.services.as_ref()),
        history,
        move_is_offered,
        in_the_way: None,
        undo_is_open: None,
    }
}

pub(in crate::api) fn entry(done: MoveView, reader: &UserId) -> HistoryEntry {
    HistoryEntry {
        by: match done.actor {
            Some(actor) if actor.id == *reader => DoneBy::Reader,
            Some(actor) => DoneBy::Somebody(actor.name),
            None => DoneBy::Unseen,
        },
        id: done.id,
        at: done.committed_at,
        from: done.source.into(),
        to: done.destination.into(),
        undone: done.undone_by.is_some(),
        copy: match (done.kind, &done.undoes) {
            (EntryKind::Move, _) => None,
            (EntryKind::Copy, None) => Some(CopyDeed::Made),
            (EntryKind::Copy, Some(_)) => Some(CopyDeed::TakenBack),
        },
    }
}

/// The services of a document: by name, each with its plan and status; one whose status is unknown is left out.
pub(in crate::api) fn services(held: Option<&Value>) -> Vec<ServiceView> {
    let held = held.and_then(Value::as_object).into_iter().flatten();
    held.filter_map(|(name, service)| {
        let status = service
            .get("status")
            .map_or(Some(Provisioning::Provisioned), |status| {
                serde_json::from_value::<Provisioning>(status.clone()).ok()
            })?;
        Some(ServiceView {
            name: Arc::from(name.as_str()),
            plan: service.get("plan").and_then(Value::as_str).map(Arc::from),
            status,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn services_are_read_as_a_document_writes_them() {
        let held = json!({
            "exchange": {"instance": "main", "plan": "mailbox-25", "status": "in_progress"},
            "alerts": {},
            "odd": {"status": "sideways"},
        });
        let read = services(Some(&held));
        let told: Vec<_> = read
            .iter()
            .map(|service| (&*service.name, service.plan.as_deref(), service.status))
            .collect();
        assert_eq!(
            told,
            [
                ("exchange", Some("mailbox-25"), Provisioning::InProgress),
                ("alerts", None, Provisioning::Provisioned)
            ]
        );
        assert_eq!(services(None), []);
    }
}
