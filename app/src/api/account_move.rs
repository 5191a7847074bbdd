//! The dialog of a move between accounts: what a step shows, who can take over, and the commit.

#[cfg(feature = "ssr")]
mod shown;

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{caller, refused, service};
use super::session::Place;
use super::user_move::{Committed, Review};
use super::wizard::{FactsView, Found, HostedPerson, Reviewed};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use rehome_domain::ids::{MoveId, OrganizationCode, ProfileId, UserId};
use rehome_domain::user_move::{Judgement, PersonOptions};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Where to, which profile, who takes over, what moves along.
    #[default]
    Choose,
    /// The whole plan, and the move.
    Review,
    /// What was done.
    Done,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 3] = [Self::Choose, Self::Review, Self::Done];

    /// The word in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Choose => "choose",
            Self::Review => "review",
            Self::Done => "done",
        }
    }

    /// The step of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }
}

/// What an address of the dialog says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountMoveAsked {
    /// The step.
    pub step: Step,
    /// Who.
    pub user: Option<UserId>,
    /// Where to.
    pub destination: Option<OrganizationCode>,
    /// What else was chosen.
    pub options: PersonOptions,
    /// Why, for the record.
    pub reason: String,
}

/// What a step shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountMoveShown {
    /// The step it is the answer to.
    pub step: Step,
    /// Who moves.
    pub person: HostedPerson,
    /// The account they live in.
    pub source: Place,
    /// The accounts that are open to them.
    pub accounts: Vec<Place>,
    /// The one that is chosen.
    pub destination: Option<Place>,
    /// The profiles that can be given there, each with the name of one of its own.
    pub profiles: Vec<(ProfileId, Option<Arc<str>>)>,
    /// Who can take over, the first of them.
    pub owners: Found<HostedPerson>,
    /// Who is chosen to.
    pub new_owner: Option<HostedPerson>,
    /// What the fields are judged by, once a destination is chosen.
    pub facts: Option<FactsView<Judgement>>,
    /// The server's plan, where it is reviewed.
    pub review: Option<Review>,
}

/// What was done: the move, and the transfer that follows from it.
pub type AccountMoved = (MoveId, Option<String>);

/// What a step shows.
#[server(endpoint = "account-move/step", input = Json)]
pub async fn account_move_step(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What the address says.
    asked: AccountMoveAsked,
) -> Result<AccountMoveShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::step(&service, &caller, acting_in, asked)
        .await
        .map_err(|error| refused(&error))
}

/// Who can take over from somebody and has words that begin like these.
#[server(endpoint = "account-move/owners", input = Json)]
pub async fn account_move_owners(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Who moves.
    user: UserId,
    /// What is typed.
    text: String,
) -> Result<Found<HostedPerson>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let found = service.account_move_owners(&caller, acting_in, user, text);
    found
        .await
        .map(shown::people)
        .map_err(|error| refused(&error))
}

/// Moves the person, if the plan is still the one reviewed.
#[server(endpoint = "account-move/commit", input = Json)]
pub async fn account_move_commit(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What the address says.
    asked: AccountMoveAsked,
    /// What was reviewed.
    reviewed: Reviewed,
) -> Result<Committed<AccountMoved>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::commit(&service, &caller, acting_in, asked, reviewed)
        .await
        .map_err(|error| refused(&error))
}
