//! Users from the service's views.

use super::{
    AuditLine, FamilyPlace, HostedView, LockEnd, PastAsked, PastView, PersonView, PlaceTyped,
    UserKeys, UserLine, UserPageView, UsersAsked, UsersView,
};
use crate::api::profile::{DoneBy, RoleView, SubscriptionView, entry, services};
use crate::words::Names;
use rehome_domain::hosting::{HostedUser, UserType};
use rehome_domain::ids::UserId;
use rehome_service::people::{
    DeedView, LockOutcome, LockResult, PastFrom, UserList, UsersFilter, UsersQuery, UsersSort,
};
use rehome_service::view::Person;
use rehome_service::{Acting, Caller, Service, ServiceError, people};
use serde_json::Value;
use std::sync::Arc;

impl From<Person> for PersonView {
    fn from(person: Person) -> Self {
        Self {
            id: person.id,
            name: person.name,
        }
    }
}

impl From<people::PlaceTyped> for PlaceTyped {
    fn from(typed: people::PlaceTyped) -> Self {
        match typed {
            people::PlaceTyped::One(code) => Self::One(code),
            people::PlaceTyped::Nothing => Self::Nothing,
            people::PlaceTyped::Several => Self::Several,
        }
    }
}

/// The query of the service for what is asked.
pub(in crate::api) fn query(acting: Acting, asked: UsersAsked) -> UsersQuery {
    UsersQuery {
        acting,
        organization: asked.organization,
        text: (!asked.text.trim().is_empty()).then_some(asked.text),
        filter: UsersFilter {
            status: asked.status,
            locked: asked.locked,
            family: asked.family.map(|place| match place {
                FamilyPlace::Dependent => people::FamilyPlace::Dependent,
                FamilyPlace::Sponsor => people::FamilyPlace::Sponsor,
            }),
            role: asked.role,
            position: asked.position,
            user_type: asked.user_type,
        },
        sort: if asked.by_username {
            UsersSort::Username
        } else {
            UsersSort::Name
        },
        descending: asked.descending,
        cursor: asked.after,
        limit: None,
    }
}

/// A page of the list, for this reader.
pub(super) fn list(list: UserList, reader: &UserId) -> UsersView {
    let (found, or_more) = list.count;
    UsersView {
        organization: list.organization.into(),
        cursor: list.cursor,
        found,
        or_more,
        items: list
            .items
            .into_iter()
            .map(|line| UserLine {
                is_reader: line.row.id == *reader,
                id: line.row.id,
                name: line.row.name,
                username: line.row.username,
                home: line.home.into(),
                status: line.row.status,
                locked: line.row.locked,
                position: line.row.position,
                roles: line.roles,
                is_dependent: line.row.sponsor.is_some(),
                sponsor: line.sponsor.map(Into::into),
                dependents: line.dependents,
                subscriptions: line.subscriptions,
                is_template: line.is_template,
            })
            .collect(),
    }
}

pub(super) fn lock(result: LockResult) -> (PersonView, LockEnd) {
    let end = match result.outcome {
        LockOutcome::Done => LockEnd::Done,
        LockOutcome::AlreadySo => LockEnd::AlreadySo,
        LockOutcome::Oneself => LockEnd::Oneself,
        LockOutcome::Deleted => LockEnd::Deleted,
        LockOutcome::NotAllowed => LockEnd::NotAllowed,
        LockOutcome::NotFound => LockEnd::NotFound,
    };
    (result.person.into(), end)
}

/// Everything about one person that the caller may see.
pub(super) async fn one(
    service: &Service,
    caller: &Caller,
    acting: Acting,
    user: &UserId,
) -> Result<UserPageView, ServiceError> {
    let page = service.user_page(caller, &acting, user).await?;
    let past = past(service, caller, &acting, &page.user.id, None).await?;
    let last_move = past
        .moves
        .first()
        .filter(|done| !done.undone)
        .map(|done| done.id.clone());
    let (user, keys) = (page.user, page.keys);
    Ok(UserPageView {
        id: user.id,
        name: user.name,
        username: user.username,
        names: [user.given, user.surname],
        email: user.email,
        mapping_id: user.mapping_id,
        status: user.status,
        locked: user.locked,
        home: user.home.into(),
        above: user.above.into_iter().map(|place| place.name).collect(),
        profile: user.profile.map(|held| (held.id, held.name)),
        position: user.position,
        profile_incomplete: user.profile_incomplete,
        remembered: page
            .remembered
            .into_iter()
            .map(|(place, position)| (place.into(), position))
            .collect(),
        sponsor: user.sponsor.map(Into::into),
        manager: user.manager.map(Into::into),
        dependents: user.dependents.into_iter().map(Into::into).collect(),
        hidden_dependents: user.hidden_dependents,
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
        user_base: page.user_base,
        base_groups: page.base_groups,
        manage_dependents: page.manage_dependents,
        subscriptions: user
            .subscriptions
            .into_iter()
            .map(|it| SubscriptionView {
                to: it.to.into(),
                start: it.start,
                end: it.end,
            })
            .collect(),
        hidden_subscriptions: user.hidden_subscriptions,
        groups: page.groups.into_iter().map(|(_, name)| name).collect(),
        attributes: user
            .attributes
            .into_iter()
            .map(|(id, value)| (id, text_of(&value)))
            .collect(),
        services: services(user.services.as_ref()),
        hosted: page.hosted.map(|it| HostedView {
            addresses: addresses(&it),
            upn: it.upn,
            is_template: it.user_type == UserType::Template,
            state: it.provisioning,
            synced_from: it.synced_from,
            is_protected: it.protected,
            department: it.department,
            office: it.office,
        }),
        phones: page.phones.map(|(picture, organizations)| {
            let names = Names {
                organizations,
                ..Names::default()
            };
            (picture, names)
        }),
        keys: UserKeys {
            is_oneself: keys.is_oneself,
            is_of_higher_rank: keys.is_of_higher_rank,
            edit: keys.edit,
            lock: keys.lock,
            subscribe: keys.subscribe,
            release: keys.release,
            move_hosted: keys.move_hosted,
            move_content: keys.move_content,
            copy: keys.copy,
        },
        past,
        last_move,
    })
}

/// A page of what happened to a person.
pub(super) async fn past(
    service: &Service,
    caller: &Caller,
    acting: &Acting,
    user: &UserId,
    asked: Option<PastAsked>,
) -> Result<PastView, ServiceError> {
    let from = asked.map(|asked| PastFrom {
        moves: asked.moves,
        deeds: asked.audit,
    });
    let past = service.user_past(caller, acting, user, from).await?;
    let moves = past.moves.items.into_iter();
    let deeds = past.deeds.items.into_iter();
    Ok(PastView {
        moves: moves.map(|done| entry(done, &caller.user)).collect(),
        audit: deeds.map(|deed| line(deed, &caller.user)).collect(),
        next: PastAsked {
            moves: past.moves.cursor,
            audit: past.deeds.cursor,
        },
    })
}

fn line(deed: DeedView, reader: &UserId) -> AuditLine {
    AuditLine {
        by: match deed.actor {
            Some((actor, _)) if actor == *reader => DoneBy::Reader,
            Some((_, Some(name))) => DoneBy::Somebody(name),
            Some((_, None)) | None => DoneBy::Unseen,
        },
        at: deed.at,
        action: deed.action,
        role: deed.role,
        place: deed.place.map(|place| place.name),
    }
}

/// The value of an attribute as a text.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(text_of).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The addresses of a hosted account, the primary one first.
fn addresses(hosted: &HostedUser) -> Vec<Arc<str>> {
    let mut all: Vec<_> = hosted.addresses.iter().collect();
    all.sort_by_key(|(_, used)| !used.primary);
    all.into_iter()
        .map(|(address, _)| address.as_str().into())
        .collect()
}
