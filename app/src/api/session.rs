//! Who is signed in.
//!
//! Signing in and out are plain forms that the server takes (`POST /sign-in`, `POST /sign-out`). To every
//! page and server function it provides as context the `rehome_service::Service` and, where somebody is
//! signed in, the `rehome_service::Session` of the request.

use super::ApiError;
use crate::words::WizardPhrase;
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::organization::OrganizationKind;
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
    /// The address of its logo.
    pub logo: Option<Arc<str>>,
    /// The organization at the top, which runs the installation.
    pub installation: Arc<str>,
    /// Whether Move to Organization is offered (enterprise 4).
    pub move_is_offered: bool,
    /// Whether they live in a hub or satellite account, which has a library.
    pub has_library: bool,
    /// Where they act and what is open to them there; none for who is no operator.
    pub office: Option<OfficeView>,
}

/// Where an operator or administrator acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeView {
    /// The organization acted in.
    pub acting_in: Place,
    /// What it is.
    pub kind: OrganizationKind,
    /// The roles that count there, each with the name of a clone.
    pub roles: Vec<(RoleId, Option<Arc<str>>)>,
    /// Where they can act without looking for it.
    pub places: Vec<Place>,
    /// What is open to them.
    pub keys: OfficeKeys,
}

impl OfficeView {
    /// Whether the wizard leads to sites alone.
    pub fn moves_to_sites_alone(&self) -> bool {
        self.keys.move_sites && !self.keys.move_customers
    }

    /// What the wizard is called there.
    pub(crate) fn wizard_title(&self) -> WizardPhrase {
        if self.moves_to_sites_alone() {
            WizardPhrase::SiteTitle
        } else {
            WizardPhrase::Title
        }
    }
}

/// What is open to an operator where they act. It only shows and hides; the service asks for the right again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeKeys {
    /// Seeing people.
    pub view: bool,
    /// Changing profiles.
    pub edit: bool,
    /// Setting and clearing the move lock.
    pub lock: bool,
    /// Subscribing people.
    pub subscribe: bool,
    /// Granting and revoking roles.
    pub grant_roles: bool,
    /// Letting people go to another organization.
    pub release: bool,
    /// Moving people of hosting trees from customer to customer.
    pub move_hosted: bool,
    /// Moving people of hosting trees from customer to customer.
    pub move_customers: bool,
    /// Moving people of sites, many at once and by filters.
    pub move_sites: bool,
    /// Moving people from account to account of a hub.
    pub move_content: bool,
    /// Copying people of hosting trees.
    pub copy: bool,
    /// Changing settings.
    pub configure: bool,
    /// Reading the audit.
    pub audit: bool,
    /// Making organizations and trees.
    pub create_organizations: bool,
    /// Looking after services.
    pub provision: bool,
    /// Keeping the catalogue of services.
    pub keep_catalogue: bool,
}

impl OfficeKeys {
    /// Whether organizations are in view.
    pub fn sees_organizations(self) -> bool {
        self.view || self.create_organizations
    }
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
    let asked = use_context::<http::request::Parts>()
        .and_then(|parts| crate::preferences::server::acting_in(&parts.headers));
    let office = service
        .office(&session.caller, asked)
        .await
        .map_err(|error| refused(&error))?;
    let home = Place::from(user.home);
    // WHY: a page without its logo is still the page.
    let look = service.home_look(&session.caller).await.ok();
    Ok(Some(SessionView {
        logo: look.and_then(|look| look.logo),
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
        has_library: user.home_kind.is_account_tree(),
        office: office.map(OfficeView::from),
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
impl From<rehome_service::Office> for OfficeView {
    fn from(office: rehome_service::Office) -> Self {
        let rehome_service::OfficeKeys {
            view,
            edit,
            lock,
            subscribe,
            grant_roles,
            release,
            move_hosted,
            move_customers,
            move_sites,
            move_content,
            copy,
            configure,
            audit,
            create_organizations,
            provision,
            keep_catalogue,
        } = office.keys;
        Self {
            acting_in: office.acting_in.into(),
            kind: office.kind,
            roles: office.roles,
            places: office.places.into_iter().map(Place::from).collect(),
            keys: OfficeKeys {
                view,
                edit,
                lock,
                subscribe,
                grant_roles,
                release,
                move_hosted,
                move_customers,
                move_sites,
                move_content,
                copy,
                configure,
                audit,
                create_organizations,
                provision,
                keep_catalogue,
            },
        }
    }
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
