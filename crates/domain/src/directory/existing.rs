//! What is stored already, as far as a document may refer to it.
//!
//! The store fills it; reading a document into an empty installation needs none of it.

use super::Directory;
use crate::ids::{AttributeId, OrganizationCode, PositionId, RoleId, UserId};
use crate::organization::OrganizationKind;
use crate::role::RoleClone;
use crate::telephony::TelephonyFacts;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The facts about what is stored that a document is read against.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    /// The organizations.
    pub organizations: BTreeMap<OrganizationCode, ExistingOrganization>,
    /// The users.
    pub users: HashMap<UserId, ExistingUser>,
    /// The clones of roles.
    pub roles: BTreeMap<RoleId, RoleClone>,
    /// The defined attributes.
    pub attributes: BTreeSet<AttributeId>,
    /// The ids of each other section by its name, like `services`.
    pub sections: BTreeMap<String, BTreeSet<String>>,
    /// What new lines, numbers and sites must get along with: places, device lists, lines, internal and outside numbers and
    /// routed ranges; nothing else of telephony.
    pub telephony: TelephonyFacts,
}

/// A stored organization.
#[derive(Clone, Debug)]
pub struct ExistingOrganization {
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above.
    pub parent: Option<OrganizationCode>,
    /// Whether it has switched on that usernames and mapping ids are unique.
    pub require_user_uniqueness: bool,
    /// Its positions.
    pub positions: BTreeSet<PositionId>,
}

/// A stored user.
#[derive(Clone, Debug)]
pub struct ExistingUser {
    /// The sign-in name.
    pub username: Arc<str>,
    /// The home.
    pub home: OrganizationCode,
    /// The mapping id.
    pub mapping_id: Option<Arc<str>>,
    /// The sponsor of a dependent.
    pub sponsor: Option<UserId>,
}

impl Existing {
    /// The facts of a directory.
    pub fn of(directory: &Directory) -> Self {
        let mut sections: BTreeMap<String, BTreeSet<String>> = directory
            .sections
            .iter()
            .map(|(name, entries)| (name.clone(), entries.keys().cloned().collect()))
            .collect();
        sections.insert(
            "groups".to_owned(),
            directory.groups.keys().map(ToString::to_string).collect(),
        );
        Self {
            organizations: directory
                .organizations
                .iter()
                .map(|(code, entry)| {
                    let organization = ExistingOrganization {
                        kind: entry.kind,
                        parent: entry.parent.clone(),
                        require_user_uniqueness: entry.user_move.require_user_uniqueness,
                        positions: entry.hierarchy.iter().map(|(id, _)| id.clone()).collect(),
                    };
                    (code.clone(), organization)
                })
                .collect(),
            users: directory
                .users
                .iter()
                .map(|(id, entry)| {
                    let user = ExistingUser {
                        username: entry.username.clone(),
                        home: entry.home.clone(),
                        mapping_id: entry.mapping_id.clone(),
                        sponsor: entry.sponsor.clone(),
                    };
                    (id.clone(), user)
                })
                .collect(),
            roles: directory.roles.clone(),
            attributes: directory.attributes.keys().cloned().collect(),
            sections,
            telephony: TelephonyFacts::of(directory),
        }
    }

    /// Whether a section holds an id.
    pub fn holds(&self, section: &str, id: &str) -> bool {
        match section {
            "organizations" => self.organizations.contains_key(id),
            "users" => self.users.contains_key(id),
            "roles" => self.roles.contains_key(id),
            "attributes" => self.attributes.contains(id),
            other => self.sections.get(other).is_some_and(|ids| ids.contains(id)),
        }
    }
}
