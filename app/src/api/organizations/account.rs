//! What a hub or satellite account is set to, as its screen shows it.

use rehome_domain::content::{AccountPlan, ProfileKind, SignIn};
use rehome_domain::ids::{DropzoneId, ProfileId, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What an account is set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct AccountSettings {
    pub revision: i64,
    pub plan: Option<AccountPlan>,
    pub seats: Option<u32>,
    pub seats_taken: u32,
    pub storage_bytes: Option<u64>,
    pub bytes_stored: u64,
    pub bytes_expected: u64,
    pub billing_contact: Option<(UserId, Arc<str>)>,
    pub sign_in: Option<SignIn>,
    pub profiles: Vec<ProfileRow>,
    /// The dropzones, each with its owner.
    pub dropzones: Vec<(DropzoneId, UserId, Arc<str>)>,
    /// Whether the reader sets what is bought.
    pub may_bill: bool,
}

/// A permission profile of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct ProfileRow {
    pub id: ProfileId,
    pub name: Option<Arc<str>>,
    pub like: ProfileKind,
    pub built_in: bool,
    pub enabled: bool,
    pub manage_users: bool,
    pub move_users: bool,
    pub may_give: bool,
    pub people: u64,
}

#[cfg(feature = "ssr")]
impl From<rehome_service::organizations::AccountSettingsView> for AccountSettings {
    fn from(it: rehome_service::organizations::AccountSettingsView) -> Self {
        let profile = |it: rehome_service::organizations::ProfileView| ProfileRow {
            id: it.id,
            name: it.name,
            like: it.like,
            built_in: it.built_in,
            enabled: it.enabled,
            manage_users: it.manage_users,
            move_users: it.move_users,
            may_give: it.may_give,
            people: it.people,
        };
        let dropzones = it.dropzones.into_iter();
        Self {
            revision: it.revision,
            plan: it.plan,
            seats: it.seats,
            seats_taken: it.seats_taken,
            storage_bytes: it.storage_bytes,
            bytes_stored: it.bytes_stored,
            bytes_expected: it.bytes_expected,
            billing_contact: it.billing_contact.map(|person| (person.id, person.name)),
            sign_in: it.sign_in,
            profiles: it.profiles.into_iter().map(profile).collect(),
            dropzones: dropzones
                .map(|it| (it.id, it.owner.id, it.owner.name))
                .collect(),
            may_bill: it.may_bill,
        }
    }
}
