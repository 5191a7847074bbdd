//! What a plan between accounts is computed from beside people and organizations.

use super::account::Accounts;
use super::transfer::Transfer;
use super::{
    AccountCounts, CustomProfile, Dropzone, Folder, Item, Member, OwnedGroup, Profile, ProfileKind,
    SavedView, SignIn, Template,
};
use crate::ids::{
    DropzoneId, FolderId, GroupId, ItemId, OrganizationCode, ProfileId, SetId, TemplateId, UserId,
    ViewId,
};
use crate::tree::Placed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The facts of hub and satellite accounts.
///
/// Of items there are those the families own, the other versions of their sets, and what lies in folders they made; of
/// folders those the families own or made, those the items lie in, and those at the top of the destination that would
/// be seen there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContentFacts {
    /// The accounts.
    pub accounts: Accounts,
    /// What they use; where nothing stands it is checked on save.
    pub counts: BTreeMap<OrganizationCode, AccountCounts>,
    /// People with their profiles.
    pub members: BTreeMap<UserId, Member>,
    /// The profiles that accounts made for themselves.
    pub profiles: BTreeMap<ProfileId, CustomProfile>,
    /// Proofs and files.
    pub items: BTreeMap<ItemId, Item>,
    /// Folders.
    pub folders: BTreeMap<FolderId, Folder>,
    /// Custom views.
    pub views: BTreeMap<ViewId, SavedView>,
    /// Groups that somebody owns.
    pub groups: BTreeMap<GroupId, OwnedGroup>,
    /// Workflow templates.
    pub templates: BTreeMap<TemplateId, Template>,
    /// Dropzones.
    pub dropzones: BTreeMap<DropzoneId, Dropzone>,
    /// Transfers of the families and of those they would take over from, by the folder that was made for each.
    pub transfers: BTreeMap<FolderId, Transfer>,
    /// Whether things are told of at all; where not, what becomes of them is checked on save.
    pub things_are_known: bool,
}

impl ContentFacts {
    /// A profile that people of an account can hold: a built-in one, or one of its own.
    pub fn profile(&self, id: &ProfileId, account: &OrganizationCode) -> Option<Profile<'_>> {
        if let Some(custom) = self.profiles.get(id) {
            return (custom.account == *account).then_some(Profile {
                like: custom.like,
                custom: Some(custom),
            });
        }
        ProfileKind::from_name(id.as_str()).map(|like| Profile { like, custom: None })
    }

    /// The profiles that can be given at an account now: the built-in ones, then its own by id.
    pub fn offered(&self, account: &OrganizationCode) -> Vec<(ProfileId, Profile<'_>)> {
        let built_in = ProfileKind::ALL.into_iter();
        let built_in = built_in.map(|like| (like.into(), Profile { like, custom: None }));
        let own = self
            .profiles
            .keys()
            .filter_map(|id| Some((id.clone(), self.profile(id, account)?)));
        built_in
            .chain(own)
            .filter(|(_, profile)| profile.is_enabled())
            .collect()
    }

    /// The profile somebody holds at home.
    pub fn profile_of(&self, user: &UserId, home: &OrganizationCode) -> Option<Profile<'_>> {
        self.profile(&self.members.get(user)?.profile, home)
    }

    /// How people sign in to an account: as it says, or else as the hub says; by password where nobody says.
    pub fn sign_in(&self, place: Placed<'_>) -> SignIn {
        place
            .upwards()
            .find_map(|above| self.accounts.get(&above.code)?.sign_in)
            .unwrap_or_default()
    }

    /// The versions of a set, the trashed ones included.
    pub fn versions<'a>(
        &'a self,
        set: &'a SetId,
    ) -> impl Iterator<Item = (&'a ItemId, &'a Item)> + 'a {
        let all = self.items.iter();
        all.filter(move |(_, item)| item.set.as_ref() == Some(set))
    }

    /// The transfers that are not through yet.
    pub fn running(&self) -> impl Iterator<Item = &Transfer> {
        self.transfers.values().filter(|it| it.is_running())
    }

    /// The facts for a screen about some people: how accounts are signed in to, profiles, and which the people hold. What
    /// anybody owns, and how full accounts are, is checked on save.
    pub fn for_a_screen(&self, people: &[&UserId]) -> Self {
        let members = self.members.iter().filter(|(id, _)| people.contains(id));
        Self {
            accounts: self.accounts.clone(),
            members: members
                .map(|(id, member)| (id.clone(), member.clone()))
                .collect(),
            profiles: self.profiles.clone(),
            ..Self::default()
        }
    }
}
