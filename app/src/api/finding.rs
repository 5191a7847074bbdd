//! Finding anything in view by a few letters: people and organizations.

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::session::Place;
use super::users::PersonView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use rehome_domain::ids::OrganizationCode;
use serde::{Deserialize, Serialize};

/// How many of each are told.
#[cfg(feature = "ssr")]
const TOLD: u32 = 6;

/// The first of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// People, each with where they live.
    pub people: Vec<(PersonView, Place)>,
    /// Organizations.
    pub places: Vec<Place>,
}

/// The first of the people and organizations in view whose names say this; nothing of what the reader's roles do not
/// open.
#[server(endpoint = "find", input = GetUrl)]
pub async fn find(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What is typed.
    text: String,
) -> Result<Found, ApiError> {
    use rehome_service::ServiceError;
    use rehome_service::organizations::OrganizationsQuery;
    use rehome_service::people::UsersQuery;
    let (service, caller) = (service()?, caller()?);
    let people = UsersQuery {
        acting: acting(acting_in.clone()),
        text: Some(text.clone()),
        limit: Some(TOLD),
        ..UsersQuery::default()
    };
    let people = match service.users_list(&caller, &people).await {
        Ok(list) => list.items,
        Err(ServiceError::Forbidden) => Vec::new(),
        Err(error) => return Err(refused(&error)),
    };
    let places = OrganizationsQuery {
        acting: acting(acting_in),
        text: Some(text.trim().to_owned()),
        limit: Some(TOLD),
        ..OrganizationsQuery::default()
    };
    let places = match service.organizations(&caller, &places).await {
        Ok(page) => page.items,
        Err(ServiceError::Forbidden) => Vec::new(),
        Err(error) => return Err(refused(&error)),
    };
    let person = |line: rehome_service::people::UserLine| {
        let person = PersonView {
            id: line.row.id,
            name: line.row.name,
        };
        (person, line.home.into())
    };
    let place = |row: rehome_service::organizations::OrganizationRow| Place {
        code: row.code,
        name: row.name,
    };
    Ok(Found {
        people: people.into_iter().map(person).collect(),
        places: places.into_iter().map(place).collect(),
    })
}
