//! The wizard that copies people: what a step shows, and the commit, which alone carries a password.

#[cfg(feature = "ssr")]
mod shown;

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{caller, refused, service};
use super::session::Place;
use super::user_move::{Committed, Review};
use super::wizard::{FactsView, Reviewed};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_copy::{CopyJudgement, CopyRequest};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyStep {
    /// What the new person is called, and what is taken over.
    #[default]
    Details,
    /// The password, which is kept nowhere.
    Password,
    /// How the account is set up.
    Account,
    /// Which roles they hold.
    Roles,
    /// Their addresses.
    Addresses,
    /// Which services of the original they get.
    Services,
    /// All services, further ones, and what each still needs.
    Provision,
    /// The whole plan, and the copy.
    Review,
    /// What was made.
    Done,
}

impl CopyStep {
    /// Every step, in order.
    pub const ALL: [Self; 9] = [
        Self::Details,
        Self::Password,
        Self::Account,
        Self::Roles,
        Self::Addresses,
        Self::Services,
        Self::Provision,
        Self::Review,
        Self::Done,
    ];

    /// The word in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Details => "details",
            Self::Password => "password",
            Self::Account => "account",
            Self::Roles => "roles",
            Self::Addresses => "addresses",
            Self::Services => "services",
            Self::Provision => "provision",
            Self::Review => "review",
            Self::Done => "done",
        }
    }

    /// The step of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }

    /// The one before; none before the first.
    pub fn before(self) -> Option<Self> {
        Self::ALL.into_iter().rfind(|step| *step < self)
    }

    /// The one after; itself after the last.
    pub fn after(self) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|step| *step > self).unwrap_or(self)
    }
}

/// What an address of the wizard says. INVARIANT: no password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyAsked {
    /// The step.
    pub step: CopyStep,
    /// Who is copied.
    pub original: Option<UserId>,
    /// Who was made of them.
    pub made: Option<UserId>,
    /// What was chosen for the new person.
    pub request: CopyRequest,
}

impl CopyAsked {
    /// What is asked of the rules by somebody who acts there.
    pub fn request(&self, acting_in: &OrganizationCode) -> CopyRequest {
        let mut request = self.request.clone();
        request.acting_in = Some(acting_in.clone());
        request.source_user.clone_from(&self.original);
        request.user.password = None;
        request
    }
}

/// A password on its way to the commit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NewPassword(pub String);

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(..)")
    }
}

/// Who is copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalView {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// Whether it is a pattern for new people.
    pub is_template: bool,
    /// The home.
    pub home: Place,
    /// Where the new person is to live; at the same home where nothing is said.
    pub elsewhere: Option<Place>,
}

/// Who was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeView {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name.
    pub sign_in: Arc<str>,
    /// The home.
    pub home: Place,
    /// The account's state.
    pub account: Provisioning,
    /// The services by name, each with its state.
    pub services: Vec<(Arc<str>, Provisioning)>,
}

/// What a step shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyShown {
    /// The step it is the answer to.
    pub step: CopyStep,
    /// Who is copied.
    pub original: OriginalView,
    /// What the fields are judged by.
    pub facts: FactsView<CopyJudgement>,
    /// The server's plan, where it is reviewed.
    pub review: Option<Review>,
    /// Who was made, where that is told.
    pub made: Option<MadeView>,
}

/// The answer to a commit: who was made, where the reader still sees them.
pub type Copied = Committed<Option<UserId>>;

/// What a step shows.
#[server(endpoint = "copy/step", input = Json)]
pub async fn copy_wizard_step(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What the address says.
    asked: CopyAsked,
) -> Result<CopyShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::step(&service, &caller, acting_in, asked)
        .await
        .map_err(|error| refused(&error))
}

/// Makes the new person, if the plan is still the one reviewed.
#[server(endpoint = "copy/commit", input = Json)]
pub async fn copy_wizard_commit(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What the address says.
    asked: CopyAsked,
    /// The password of the new person.
    password: NewPassword,
    /// What was reviewed.
    reviewed: Reviewed,
) -> Result<Copied, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::commit(&service, &caller, acting_in, asked, (password, reviewed))
        .await
        .map_err(|error| refused(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::user_copy::Password;

    #[test]
    fn no_password_is_written_into_what_is_asked_nor_shown_by_what_carries_it() {
        let mut asked = CopyAsked::default();
        asked.request.user.password = Some(Password::new("Secret-77"));
        let written = serde_json::to_string(&asked).unwrap_or_default();
        assert!(!written.contains("Secret") && written.contains("request"));
        assert_eq!(asked.request(&"bramble".into()).user.password, None);
        assert!(!format!("{:?}", NewPassword("Secret-77".to_owned())).contains("Secret"));
    }

    #[test]
    fn every_step_is_read_as_written_and_lies_between_its_neighbours() {
        for step in CopyStep::ALL {
            assert_eq!(CopyStep::from_word(step.as_str()), Some(step));
            if let Some(before) = step.before() {
                assert_eq!(before.after(), step);
            }
        }
        assert_eq!(CopyStep::Details.before(), None);
        assert_eq!(CopyStep::from_word("elsewhere"), None);
    }
}
