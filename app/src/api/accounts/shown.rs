//! Accounts from the service's views, and the forms as the service takes them.

use super::{
    AccountView, AttributeField, HeldRole, HostedEdit, LinkView, MadePerson, NewPerson, Opens,
    OperatorView, PersonChange, PersonEditView, PersonFormView, PersonOption, PlaceOption,
    RoleOption, TokenView,
};
use rehome_domain::hosting::{AddressUse, UserType};
use rehome_domain::ids::{Address, AttributeId, OrganizationCode, RoleId, UserId};
use rehome_domain::people::Grant;
use rehome_domain::role::{Permission, Reach};
use rehome_domain::time::Timestamp;
use rehome_service::accounts::Invitation;
use rehome_service::people::{
    GrantRequest, NewUser, PersonEdit, PersonForm, PlaceChoice, RoleChoice, SignInPatch, UserPatch,
    UsersQuery,
};
use rehome_service::view::Person;
use rehome_service::{Acting, Caller, Service, ServiceError};
use serde_json::Value;
use std::collections::BTreeMap;

/// How many people are offered while one types.
const OFFERED: u32 = 8;

/// Makes a person, and the link for the first sign-in where there is no password.
pub(super) async fn create(
    service: &Service,
    caller: &Caller,
    acting: &Acting,
    person: NewPerson,
) -> Result<MadePerson, ServiceError> {
    let has_password = person.password.is_some();
    let wants_link = !has_password;
    let made = service.user_create(caller, acting, person.into()).await?;
    let link = if wants_link {
        match service.account_invite(caller, acting, &made.id).await {
            Ok(invitation) => Some(invitation.into()),
            // WHY: the person is there; a dependent who does not sign in needs no link, and another can be made.
            Err(ServiceError::Rejected(_)) => None,
            Err(error) => return Err(error),
        }
    } else {
        None
    };
    Ok(MadePerson {
        person: PersonOption {
            id: made.id,
            name: made.name,
            username: Some(made.username),
        },
        link,
        has_password,
    })
}

/// What lets a dependent sign in, or not any more.
pub(super) fn sign_in(signs_in: bool) -> UserPatch {
    UserPatch {
        sign_in: Some(SignInPatch {
            manual: Some(signs_in),
            password: None,
        }),
        ..UserPatch::default()
    }
}

/// Grants or revokes a role.
pub(super) async fn set_role(
    service: &Service,
    caller: &Caller,
    acting: &Acting,
    user: &UserId,
    (role, at): (RoleId, Option<OrganizationCode>),
    held: bool,
) -> Result<(), ServiceError> {
    let changed = if held {
        service
            .role_grant(caller, acting, user, GrantRequest { role, at })
            .await
    } else {
        service
            .role_revoke(caller, acting, user, Grant { role, at })
            .await
    };
    changed.map(drop)
}

/// People in view whose names begin like this.
pub(super) async fn people(
    service: &Service,
    caller: &Caller,
    acting: Acting,
    text: String,
) -> Result<Vec<PersonOption>, ServiceError> {
    let query = UsersQuery {
        acting,
        text: Some(text),
        limit: Some(OFFERED),
        ..UsersQuery::default()
    };
    let found = service.users(caller, &query).await?;
    Ok(found
        .items
        .into_iter()
        .map(|row| PersonOption {
            id: row.id,
            name: row.name,
            username: Some(row.username),
        })
        .collect())
}

impl From<NewPerson> for NewUser {
    fn from(person: NewPerson) -> Self {
        let set = |text: String| (!text.trim().is_empty()).then_some(text);
        let values = person
            .attributes
            .into_iter()
            .filter_map(|(id, text)| Some((id, Value::String(set(text)?))));
        let own = person.sponsor.as_ref().map(|_| SignInPatch {
            manual: Some(person.signs_in),
            password: None,
        });
        Self {
            sign_in: own,
            username: person.username,
            home: person.home,
            given: set(person.given),
            surname: set(person.surname),
            name: set(person.name),
            email: set(person.email),
            mapping_id: set(person.mapping_id),
            position: person.position,
            sponsor: person.sponsor,
            profile: None,
            status: None,
            locked: false,
            password: person.password,
            pending: true,
            attributes: values.collect(),
        }
    }
}

impl From<PersonChange> for UserPatch {
    fn from(change: PersonChange) -> Self {
        let or_none = |text: String| (!text.trim().is_empty()).then_some(text);
        let value = |text| or_none(text).map_or(Value::Null, Value::String);
        Self {
            username: change.username,
            given: change.given.map(or_none),
            surname: change.surname.map(or_none),
            name: change.name,
            email: change.email.map(or_none),
            profile: change.profile,
            upn: change.upn,
            addresses: change.addresses.map(|all| {
                let all = all.into_iter();
                all.map(|(address, primary)| (Address::new(address), AddressUse { primary }))
                    .collect()
            }),
            department: change.department.map(or_none),
            office: change.office.map(or_none),
            user_type: change.is_template.map(|is_template| match is_template {
                true => UserType::Template,
                false => UserType::Standard,
            }),
            delegations: change.delegations,
            status: change.status,
            position: change.position,
            manager: change.manager,
            mapping_id: change.mapping_id.map(or_none),
            attributes: change
                .attributes
                .into_iter()
                .map(|(id, text)| (id, value(text)))
                .collect(),
            user_base: change.user_base,
            sign_in: None,
            manage_dependents: change.manage_dependents,
        }
    }
}

/// A person as who changes them sees them.
pub(super) fn edit(edit: PersonEdit, now: Timestamp) -> PersonEditView {
    let PersonEdit {
        user,
        is_own,
        hierarchy,
        units,
        delegates,
        attributes,
        operator,
        account,
        roles,
        profiles,
        last_administrator_of,
    } = edit;
    let attributes = attributes
        .into_iter()
        .map(|id| field(id, &user.attributes))
        .collect();
    let hosted = user.user_type.map(|user_type| HostedEdit {
        upn: user.upn.as_deref().unwrap_or_default().to_owned(),
        addresses: user
            .addresses
            .iter()
            .map(|(address, used)| (address.to_string(), used.primary))
            .collect(),
        department: user.department.clone(),
        office: user.office.clone(),
        is_template: user_type == UserType::Template,
        delegations: user
            .delegations
            .iter()
            .filter_map(|it| Some((it.clone(), delegates.get(&it.to)?.clone())))
            .collect(),
        departments: units.departments,
        offices: units.offices,
    });
    PersonEditView {
        profile: user.profile.as_ref().map(|held| held.id.clone()),
        profiles,
        hosted,
        id: user.id,
        revision: user.revision,
        name: user.name,
        given: user.given.unwrap_or_default(),
        surname: user.surname.unwrap_or_default(),
        username: user.username,
        mapping_id: user.mapping_id.as_deref().unwrap_or_default().to_owned(),
        email: user.email.unwrap_or_default(),
        home: user.home.into(),
        status: user.status,
        position: user.position.into_iter().next_back(),
        manager: user.manager.map(Into::into),
        sponsor: user.sponsor.map(Into::into),
        dependents: user.dependents.into_iter().map(Into::into).collect(),
        hidden_dependents: user.hidden_dependents,
        attributes,
        hierarchy,
        is_own,
        operator: operator.map(|limits| OperatorView {
            base: limits.base,
            manage_dependents: limits.manage_dependents,
            groups: limits.groups,
        }),
        account: account.map(|it| AccountView {
            password_set: it.password_set,
            must_change: it.must_change,
            invited_until: it.invited_until,
            sessions: it.sessions,
            has_no_sign_in: it.has_no_sign_in,
            tokens: it.tokens.into_iter().map(|it| token(it, now)).collect(),
        }),
        roles: user
            .roles
            .into_iter()
            .map(|held| HeldRole {
                role: held.role,
                name: held.name,
                at: held.at.map(Into::into),
            })
            .collect(),
        hidden_role_organizations: user.hidden_role_organizations,
        places: roles.places.into_iter().map(Into::into).collect(),
        more_places: roles.more_places,
        grantable: roles.roles.into_iter().map(Into::into).collect(),
        last_administrator_of: last_administrator_of.into_iter().map(Into::into).collect(),
    }
}

fn field(id: AttributeId, values: &BTreeMap<AttributeId, Value>) -> AttributeField {
    let (value, is_text) = match values.get(&id) {
        None | Some(Value::Null) => (String::new(), true),
        Some(Value::String(text)) => (text.clone(), true),
        Some(other) => (other.to_string(), false),
    };
    AttributeField { id, value, is_text }
}

/// A token as lists show it.
pub(super) fn token(token: rehome_service::tokens::TokenView, now: Timestamp) -> TokenView {
    TokenView {
        is_over: token.expires.is_some_and(|end| end <= now),
        id: token.id,
        name: token.name,
        created: token.created,
        used: token.used,
        expires: token.expires,
    }
}

impl From<Invitation> for LinkView {
    fn from(invitation: Invitation) -> Self {
        Self {
            token: invitation.token,
            until: invitation.until,
        }
    }
}

impl From<Person> for PersonOption {
    fn from(person: Person) -> Self {
        Self {
            id: person.id,
            name: person.name,
            username: None,
        }
    }
}

impl From<PlaceChoice> for PlaceOption {
    fn from(choice: PlaceChoice) -> Self {
        Self {
            place: choice.place.into(),
            kind: choice.kind,
            refused: choice.refused,
        }
    }
}

impl From<PersonForm> for PersonFormView {
    fn from(form: PersonForm) -> Self {
        Self {
            home: form.home.into(),
            sponsor: form.sponsor.map(Into::into),
            homes: form.homes.into_iter().map(Into::into).collect(),
            more_homes: form.more_homes,
            hierarchy: form.hierarchy,
            attributes: form.attributes,
        }
    }
}

impl From<RoleChoice> for RoleOption {
    fn from(choice: RoleChoice) -> Self {
        let opens = |permission: &Permission| match permission {
            Permission::Release(_) | Permission::Admit(_) => Opens::Move,
            Permission::View => Opens::View,
            Permission::Edit | Permission::Rename | Permission::Provision => Opens::Edit,
            Permission::Lock => Opens::Lock,
            Permission::Subscribe => Opens::Subscribe,
            Permission::GrantRoles => Opens::GrantRoles,
            Permission::Configure => Opens::Configure,
            Permission::Approve => Opens::Approve,
            Permission::Audit => Opens::Audit,
            Permission::Copy => Opens::Copy,
        };
        Self {
            opens: choice.keys.iter().map(|(key, _)| opens(key)).collect(),
            reaches_down: choice
                .keys
                .iter()
                .any(|(_, reach)| *reach == Reach::Subtree),
            role: choice.role,
            name: choice.name,
            allowed_at: choice.allowed_at,
            is_above: choice.is_above,
        }
    }
}
