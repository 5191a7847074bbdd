//! Who is signed in.
//!
//! Signing in and out are plain forms that the server takes (`POST /sign-in`, `POST /sign-out`). To every
//! page and server function it provides as context the `rehome_service::Service` and, where somebody is
//! signed in, the `rehome_service::Session` of the request.

use super::ApiError;
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An organization by code and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The code.
    pub code: OrganizationCode,
    /// The display name.
    pub name: Arc<str>,
}

/// Who is signed in, as the frame of every page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// The id.
    pub user: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name.
    pub username: Arc<str>,
    /// Where they live.
    pub home: Place,
    /// The organization at the top, which runs the installation.
    pub installation: Arc<str>,
    /// Whether Move to Organization is offered (enterprise 4).
    pub move_is_offered: bool,
}

/// Who is signed in; nobody where nobody is.
#[server(endpoint = "session", input = leptos::server_fn::codec::GetUrl)]
pub async fn current_session() -> Result<Option<SessionView>, ApiError> {
    use super::request::{refused, service};
    let Some(session) = use_context::<rehome_service::Session>() else {
        return Ok(None);
    };
    let service = service()?;
    let user = service
        .profile(&session.caller)
        .await
        .map_err(|error| refused(&error))?;
    let move_is_offered = service
        .user_move_is_offered(&session.caller)
        .await
        .map_err(|error| refused(&error))?;
    let home = Place::from(user.home);
    Ok(Some(SessionView {
        user: user.id,
        name: user.name,
        username: user.username,
        installation: user
            .above
            .into_iter()
            .next()
            .map_or_else(|| home.name.clone(), |top| top.name),
        home,
        move_is_offered,
    }))
}

/// The accent of the reader's home, for the document around the page.
#[cfg(feature = "ssr")]
pub(crate) async fn accent() -> Option<String> {
    let session = use_context::<rehome_service::Session>()?;
    let service = use_context::<rehome_service::Service>()?;
    // WHY: a page without its accent is still the page; what keeps the look away is told by the page itself.
    let look = service.home_look(&session.caller).await.ok()?;
    look.accent.map(|accent| accent.to_string())
}

#[cfg(feature = "ssr")]
impl From<rehome_service::view::Place> for Place {
    fn from(place: rehome_service::view::Place) -> Self {
        Self {
            code: place.code,
            name: place.name,
        }
    }
}
