//! Sites with telephony, and their numbers.

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::session::Place;
use crate::words::Names;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::telephony::TelephonyFacts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteView {
    /// Code and name.
    pub site: Place,
    /// What stands there.
    pub facts: TelephonyFacts,
    /// The defaults that are needed there and not filled in.
    pub missing: BTreeSet<Arc<str>>,
    /// The people who live there, by name.
    pub people: Vec<(UserId, Arc<str>)>,
    /// The names of people in view who have something there.
    pub names: Names,
    /// Whether there is more of anything than is shown.
    pub more: bool,
}

/// A number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberView {
    /// The number.
    pub number: String,
    /// What has to do with it.
    pub facts: TelephonyFacts,
    /// The names in it.
    pub names: Names,
}

/// A site with what stands there.
#[server(endpoint = "sites/one", input = GetUrl)]
pub async fn site(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    code: OrganizationCode,
) -> Result<SiteView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let screen = service
        .site_screen(&caller, &acting(acting_in), &code)
        .await
        .map_err(|error| refused(&error))?;
    Ok(SiteView {
        site: screen.site.into(),
        facts: screen.facts,
        missing: screen.missing,
        people: screen.people,
        names: Names {
            users: screen.names,
            ..Names::default()
        },
        more: screen.more,
    })
}

/// A number with everything that has to do with it.
#[server(endpoint = "numbers/one", input = GetUrl)]
pub async fn number(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    number: String,
) -> Result<NumberView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let screen = service
        .number_screen(&caller, &acting(acting_in), &number)
        .await
        .map_err(|error| refused(&error))?;
    Ok(NumberView {
        number,
        facts: screen.facts,
        names: Names {
            users: screen.names,
            organizations: screen.places,
            ..Names::default()
        },
    })
}
