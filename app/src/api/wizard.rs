//! The wizard for moves in hosting trees and between sites: what a step shows, searches, and the commit.

#[cfg(feature = "ssr")]
pub(in crate::api) mod shown;

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{caller, refused, service};
use super::session::Place;
use super::user_move::{Committed, Review};
use crate::words::Names;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::people::UserStatus;
use rehome_domain::user_move::{Judgement, PersonOptions};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The customer somebody leaves.
    #[default]
    Source,
    /// Who.
    User,
    /// The customer they go to.
    Destination,
    /// What they are called there.
    Mapping,
    /// What becomes of services.
    Services,
    /// What becomes of phones, lines and numbers, in place of the two before.
    Telephony,
    /// The whole plan, and the move.
    Review,
    /// What was done.
    Done,
}

impl Step {
    /// The steps of a move to an organization of a kind, in order: names and services where it is of a hosting tree, phones
    /// where it is a site.
    pub fn toward(destination: Option<OrganizationKind>) -> impl Iterator<Item = Self> {
        let is_site = destination == Some(OrganizationKind::Site);
        Self::ALL.into_iter().filter(move |step| match step {
            Self::Mapping | Self::Services => !is_site,
            Self::Telephony => is_site,
            _ => true,
        })
    }

    /// The step after the destination is chosen.
    pub fn first_toward(destination: OrganizationKind) -> Self {
        match destination {
            OrganizationKind::Site => Self::Telephony,
            _ => Self::Mapping,
        }
    }

    /// Every step, in order.
    pub const ALL: [Self; 8] = [
        Self::Source,
        Self::User,
        Self::Destination,
        Self::Mapping,
        Self::Services,
        Self::Telephony,
        Self::Review,
        Self::Done,
    ];

    /// The word in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::User => "user",
            Self::Destination => "destination",
            Self::Mapping => "mapping",
            Self::Services => "services",
            Self::Telephony => "telephony",
            Self::Review => "review",
            Self::Done => "done",
        }
    }

    /// The step of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }
}

/// What an address of the wizard says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WizardAsked {
    /// The step.
    pub step: Step,
    /// From where.
    pub source: Option<OrganizationCode>,
    /// Who.
    pub user: Option<UserId>,
    /// Where to.
    pub destination: Option<OrganizationCode>,
    /// What was chosen for names, addresses and services.
    pub options: PersonOptions,
    /// Why, for the record.
    pub reason: String,
    /// What is searched for.
    pub text: String,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    /// Code and name.
    pub place: Place,
    /// What it is.
    pub kind: OrganizationKind,
    /// The state.
    pub status: OrganizationStatus,
    /// The names of what lies above it, the topmost first.
    pub path: Vec<Arc<str>>,
}

/// Somebody of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostedPerson {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name.
    pub sign_in: Arc<str>,
    /// The account's state.
    pub status: UserStatus,
}

/// What was found, and whether there is more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// The first of them.
    pub items: Vec<T>,
    /// Whether there may be more.
    pub more: bool,
}

/// What the fields are judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactsView<J> {
    /// The facts as the judging module takes them in.
    ///
    /// WHY a text: the readers of hosting trees are in that module, not in this one.
    pub json: String,
    /// What they say about the choices so far.
    pub judgement: J,
    /// The names in it.
    pub names: Names,
}

/// What a step shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WizardShown {
    /// The step it is the answer to.
    pub step: Step,
    /// From where.
    pub source: Option<CustomerView>,
    /// Who.
    pub user: Option<HostedPerson>,
    /// Where to.
    pub destination: Option<CustomerView>,
    /// The customers found, where a customer is searched for.
    pub customers: Option<Found<CustomerView>>,
    /// The people found, where somebody is searched for.
    pub people: Option<Found<HostedPerson>>,
    /// What the fields are judged by, once both ends and the person are known.
    pub facts: Option<FactsView<Judgement>>,
    /// The server's plan, where it is reviewed.
    pub review: Option<Review>,
    /// What can be chosen for phones and lines at the destination.
    pub there: SiteValuesView,
}

/// The values that are used at a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteValuesView {
    /// Device pools.
    pub pools: Vec<Arc<str>>,
    /// Calling search spaces of lines.
    pub spaces: Vec<Arc<str>>,
}

/// What a step shows.
#[server(endpoint = "wizard/step", input = Json)]
pub async fn wizard_step(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What the address says.
    asked: WizardAsked,
) -> Result<WizardShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::step(&service, &caller, acting_in, asked)
        .await
        .map_err(|error| refused(&error))
}

/// The customers whose name or code holds a text.
#[server(endpoint = "wizard/customers", input = Json)]
pub async fn wizard_customers(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What is typed.
    text: String,
) -> Result<Found<CustomerView>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::customers(&service, &caller, acting_in, &text)
        .await
        .map_err(|error| refused(&error))
}

/// The people of a customer with words that begin like these.
#[server(endpoint = "wizard/people", input = Json)]
pub async fn wizard_people(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whose people.
    of: OrganizationCode,
    /// What is typed.
    text: String,
) -> Result<Found<HostedPerson>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::people(&service, &caller, acting_in, of, &text)
        .await
        .map_err(|error| refused(&error))
}

/// What a commit hands back of the review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The digest of the plan that was looked at.
    pub digest: String,
    /// The codes of the warnings that were acknowledged.
    pub acknowledged: BTreeSet<String>,
    /// That of the review.
    pub idempotency_key: String,
}

/// Moves the person, if the plan is still the one reviewed.
#[server(endpoint = "wizard/commit", input = Json)]
pub async fn wizard_commit(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What the address says.
    asked: WizardAsked,
    /// What was reviewed.
    reviewed: Reviewed,
) -> Result<Committed, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::commit(&service, &caller, acting_in, asked, reviewed)
        .await
        .map_err(|error| refused(&error))
}
