//! What the list is asked for, as the address of the page says it.

use crate::api::users::{FamilyPlace, UsersAsked};
use crate::routes::{self, users_query as name};
use leptos_router::params::ParamsMap;
use rehome_domain::hosting::UserType;
use rehome_domain::people::UserStatus;

/// What an address asks for; what it cannot ask is left out.
pub(crate) fn from_address(params: &ParamsMap) -> UsersAsked {
    let value = |name: &str| params.get(name).filter(|value| !value.trim().is_empty());
    UsersAsked {
        text: value(name::TEXT).unwrap_or_default(),
        organization: value(name::ORGANIZATION).map(Into::into),
        status: value(name::STATUS).and_then(|value| UserStatus::from_name(&value)),
        locked: value(name::LOCKED).and_then(|value| match value.as_str() {
            name::YES => Some(true),
            name::NO => Some(false),
            _ => None,
        }),
        family: value(name::FAMILY).and_then(|value| family_of(&value)),
        role: value(name::ROLE).map(Into::into),
        position: value(name::POSITION).map(Into::into),
        user_type: value(name::TYPE).and_then(|value| UserType::from_name(&value)),
        by_username: value(name::SORT).as_deref() == Some(name::BY_USERNAME),
        descending: value(name::ORDER).as_deref() == Some(name::DOWN),
        after: value(name::AFTER),
    }
}

/// What was typed for an organization, where an address names none.
pub(super) fn typed_place(params: &ParamsMap) -> Option<String> {
    let value = |name: &str| params.get(name).filter(|value| !value.trim().is_empty());
    let typed = value(name::PLACE)?;
    value(name::ORGANIZATION).is_none().then_some(typed)
}

/// The address that asks for it.
pub(super) fn address(asked: &UsersAsked) -> String {
    let fields = fields(asked);
    routes::users(fields.iter().map(|(name, value)| (*name, value.as_str())))
}

/// The address where everybody whom it finds is had as a table.
pub(super) fn export_address(asked: &UsersAsked) -> String {
    let fields = fields(&from_the_start(asked));
    routes::users_export(fields.iter().map(|(name, value)| (*name, value.as_str())))
}

/// The query of that address, as it is kept under a name: without order and place in the list.
pub(super) fn kept_query(asked: &UsersAsked) -> String {
    let address = address(&narrowed_only(asked));
    let query = address.split_once('?').map(|(_, query)| query.to_owned());
    query.unwrap_or_default()
}

/// The same people in the first order, from the start.
pub(super) fn narrowed_only(asked: &UsersAsked) -> UsersAsked {
    UsersAsked {
        by_username: false,
        descending: false,
        after: None,
        ..asked.clone()
    }
}

/// The same list from the start.
pub(super) fn from_the_start(asked: &UsersAsked) -> UsersAsked {
    UsersAsked {
        after: None,
        ..asked.clone()
    }
}

/// The value of a place in a family.
pub(super) fn family_name(place: FamilyPlace) -> &'static str {
    match place {
        FamilyPlace::Dependent => "dependent",
        FamilyPlace::Sponsor => "sponsor",
    }
}

fn family_of(value: &str) -> Option<FamilyPlace> {
    [FamilyPlace::Dependent, FamilyPlace::Sponsor]
        .into_iter()
        .find(|place| family_name(*place) == value)
}

fn fields(asked: &UsersAsked) -> Vec<(&'static str, String)> {
    let yes_or_no = |yes: bool| if yes { name::YES } else { name::NO }.to_owned();
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    [
        (name::TEXT, said(&asked.text)),
        (
            name::ORGANIZATION,
            asked.organization.as_ref().map(ToString::to_string),
        ),
        (
            name::STATUS,
            asked.status.map(|status| status.as_str().to_owned()),
        ),
        (name::LOCKED, asked.locked.map(yes_or_no)),
        (
            name::FAMILY,
            asked.family.map(|place| family_name(place).to_owned()),
        ),
        (name::ROLE, asked.role.as_ref().map(ToString::to_string)),
        (
            name::POSITION,
            asked.position.as_ref().map(ToString::to_string),
        ),
        (name::TYPE, asked.user_type.map(|it| it.as_str().to_owned())),
        (
            name::SORT,
            asked.by_username.then(|| name::BY_USERNAME.to_owned()),
        ),
        (name::ORDER, asked.descending.then(|| name::DOWN.to_owned())),
        (name::AFTER, asked.after.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_comes_back_out_of_its_address() {
        let asked = UsersAsked {
            text: "kim pa".to_owned(),
            organization: Some("harbour".into()),
            status: Some(UserStatus::Disabled),
            locked: Some(false),
            family: Some(FamilyPlace::Sponsor),
            role: Some("alert_publisher".into()),
            position: Some("h-ward".into()),
            user_type: Some(UserType::Template),
            by_username: true,
            descending: true,
            after: Some("[\"kim park\",\"kim\"]".to_owned()),
        };
        let mut params = ParamsMap::new();
        for (name, value) in fields(&asked) {
            params.insert(name, value);
        }
        assert_eq!(from_address(&params), asked);
        assert_eq!(
            kept_query(&asked),
            "text=kim%20pa&organization=harbour&status=disabled&locked=no&family=sponsor&role=alert_publisher&position=h-ward&type=template"
        );
        assert_eq!(address(&UsersAsked::default()), "/users");
        assert_eq!(
            export_address(&asked),
            address(&from_the_start(&asked)).replace("/users?", "/users/export?")
        );
        assert_eq!(export_address(&UsersAsked::default()), "/users/export");
    }

    #[test]
    fn what_an_address_cannot_ask_is_left_out() {
        let mut params = ParamsMap::new();
        params.insert(name::LOCKED, "perhaps".to_owned());
        params.insert(name::STATUS, "lost".to_owned());
        params.insert(name::TEXT, "  ".to_owned());
        assert_eq!(from_address(&params), UsersAsked::default());
    }
}
