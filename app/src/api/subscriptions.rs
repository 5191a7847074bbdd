//! Subscribing people, and oneself.

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::session::Place;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Day;
#[cfg(feature = "ssr")]
use rehome_domain::user_move::ActAs;
#[cfg(feature = "ssr")]
use rehome_service::Acting;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Who is subscribed: people an operator selected where they act, or the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subscribers {
    /// The reader.
    Oneself,
    /// These, by somebody who acts in this organization.
    These(OrganizationCode, Vec<UserId>),
}

/// What became of one person and one organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscribedRow {
    /// Who.
    pub user: UserId,
    /// Their name, where they are in view.
    pub name: Option<Arc<str>>,
    /// To which organization.
    pub to: OrganizationCode,
    /// What became of it.
    pub end: SubscribedEnd,
}

/// What became of a wish to subscribe somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubscribedEnd {
    /// The subscription is new.
    New,
    /// The very same was there.
    There,
    /// It cannot be; the code says why.
    Refused(String),
}

/// What becomes of the place where somebody works while a subscription lasts (enterprise 10.17).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkLocation {
    /// It stays as it is.
    #[default]
    Stays,
    /// There is none any more.
    Cleared,
    /// It is this one.
    Is(String),
}

#[cfg(feature = "ssr")]
impl Subscribers {
    fn acting(&self) -> Acting {
        match self {
            Self::Oneself => Acting {
                acting_in: None,
                act_as: Some(ActAs::Oneself),
            },
            Self::These(acting_in, _) => acting(acting_in.clone()),
        }
    }
}

/// The organizations that can be subscribed to.
#[server(endpoint = "subscriptions/places", input = Json)]
pub async fn subscription_places(
    /// Who is subscribed.
    subscribers: Subscribers,
    /// What the names hold.
    text: String,
) -> Result<Vec<Place>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let places = service
        .subscription_places(&caller, &subscribers.acting(), text)
        .await
        .map_err(|error| refused(&error))?;
    Ok(places.into_iter().map(Place::from).collect())
}

/// Subscribes people, each as far as it goes.
#[server(endpoint = "subscriptions/add", input = Json)]
pub async fn subscribe(
    /// Who is subscribed.
    subscribers: Subscribers,
    /// To which organizations.
    to: Vec<OrganizationCode>,
    /// The first day.
    start: Option<Day>,
    /// The last day.
    end: Option<Day>,
    /// Where they work meanwhile.
    work_location: WorkLocation,
) -> Result<Vec<SubscribedRow>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let asked = rehome_service::subscriptions::SubscribeMany {
        acting: subscribers.acting(),
        users: match subscribers {
            Subscribers::Oneself => vec![caller.user.clone()],
            Subscribers::These(_, users) => users,
        },
        to,
        start,
        end,
        work_location: match work_location {
            WorkLocation::Stays => None,
            WorkLocation::Cleared => Some(None),
            WorkLocation::Is(text) => Some(Some(text)),
        },
    };
    let rows = service
        .subscribe_each(&caller, asked)
        .await
        .map_err(|error| refused(&error))?;
    let rows = rows.into_iter().map(|row| SubscribedRow {
        user: row.user,
        name: row.name,
        to: row.to,
        end: match row.result {
            Ok(true) => SubscribedEnd::New,
            Ok(false) => SubscribedEnd::There,
            Err(code) => SubscribedEnd::Refused(code.to_owned()),
        },
    });
    Ok(rows.collect())
}

/// Ends a subscription.
#[server(endpoint = "subscriptions/end", input = Json)]
pub async fn unsubscribe(
    /// Whose: the reader's, or that of the one person named.
    subscribers: Subscribers,
    /// To which organization.
    to: OrganizationCode,
    /// Its first day.
    start: Day,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    let acting = subscribers.acting();
    let user = match subscribers {
        Subscribers::Oneself => caller.user.clone(),
        Subscribers::These(_, users) => users
            .into_iter()
            .next()
            .ok_or(super::ErrorCode::Unreadable)?,
    };
    let ended = rehome_service::subscriptions::Unsubscribe {
        user,
        to,
        start: Some(start),
    };
    service
        .unsubscribe(&caller, &acting, ended)
        .await
        .map(drop)
        .map_err(|error| refused(&error))
}
