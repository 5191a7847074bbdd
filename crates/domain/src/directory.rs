//! A whole directory as data: what a document holds, what an import stores and an export gives back.
//!
//! Enterprise trees are typed here. What belongs to hosting, telephony and content trees is kept as it
//! was given, already checked for its shape, until the rules of those trees take it over.

mod existing;

pub use existing::{Existing, ExistingOrganization, ExistingUser};

use crate::ids::{AttributeId, GroupId, OrganizationCode, PositionId, RoleId, UserId};
use crate::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use crate::people::{Grant, Subscription, UserBase, UserStatus};
use crate::role::RoleClone;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Attributes every user can have without a definition.
pub const PERSON_ATTRIBUTES: &[&str] = &[
    "phone",
    "mobile_phone",
    "employee_id",
    TEMPORARY_WORK_LOCATION,
];

/// The attribute that says where somebody works while a subscription lasts (enterprise 10.17).
pub const TEMPORARY_WORK_LOCATION: &str = "temporary_work_location";

/// A directory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directory {
    /// The organizations by code.
    pub organizations: BTreeMap<OrganizationCode, OrganizationEntry>,
    /// The users by id.
    pub users: BTreeMap<UserId, UserEntry>,
    /// The clones of roles by id.
    pub roles: BTreeMap<RoleId, RoleClone>,
    /// The groups by id.
    pub groups: BTreeMap<GroupId, GroupEntry>,
    /// The definitions of profile attributes by id.
    pub attributes: BTreeMap<AttributeId, AttributeEntry>,
    /// New members of groups that are stored already and not in here.
    pub memberships: BTreeMap<GroupId, BTreeSet<UserId>>,
    /// Every other section by name, its entries by id, as given.
    pub sections: BTreeMap<String, BTreeMap<String, Value>>,
}

/// An organization of a directory.
#[derive(Clone, Debug, PartialEq)]
pub struct OrganizationEntry {
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above.
    pub parent: Option<OrganizationCode>,
    /// The display name; the code where none is given.
    pub name: Arc<str>,
    /// The state.
    pub status: OrganizationStatus,
    /// Section `user_move`.
    pub user_move: UserMoveSettings,
    /// Section `subscriptions`.
    pub subscriptions: SubscriptionSettings,
    /// Whether everybody must hold a position.
    pub hierarchy_required: bool,
    /// The positions in document order, each with the one above it; the first is the root.
    pub hierarchy: Vec<(PositionId, Option<PositionId>)>,
    /// The look.
    pub look: Look,
    /// Fields of other trees, as given.
    pub extra: Map<String, Value>,
}

/// A user of a directory.
#[derive(Clone, Debug, PartialEq)]
pub struct UserEntry {
    /// The home.
    pub home: OrganizationCode,
    /// The sign-in name; the id where none is given.
    pub username: Arc<str>,
    /// The given name.
    pub given: Option<Arc<str>>,
    /// The surname.
    pub surname: Option<Arc<str>>,
    /// The display name; given name and surname, or else the username, where none is given.
    pub name: Arc<str>,
    /// The state.
    pub status: UserStatus,
    /// Prevent User Move.
    pub locked: bool,
    /// The position at home.
    pub position: Option<PositionId>,
    /// Positions left behind, by organization.
    pub remembered_positions: BTreeMap<OrganizationCode, PositionId>,
    /// The sponsor of a dependent.
    pub sponsor: Option<UserId>,
    /// The manager.
    pub manager: Option<UserId>,
    /// The mapping id.
    pub mapping_id: Option<Arc<str>>,
    /// The roles.
    pub roles: BTreeSet<Grant>,
    /// The subscriptions.
    pub subscriptions: BTreeSet<Subscription>,
    /// The values of attributes.
    pub attributes: BTreeMap<AttributeId, Value>,
    /// As an operator: the people handled.
    pub user_base: Option<UserBase>,
    /// As an operator: whether dependents are handled.
    pub manage_dependents: bool,
    /// The addresses, and whether each is the primary one.
    pub addresses: BTreeMap<Arc<str>, AddressEntry>,
    /// A password to set at import; never exported.
    pub password: Option<Arc<str>>,
    /// Fields of other trees, as given.
    pub extra: Map<String, Value>,
}

/// One address of a user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressEntry {
    /// Whether it is the one `email` reads.
    pub primary: bool,
}

/// A group of a directory.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupEntry {
    /// The organization it belongs to.
    pub organization: OrganizationCode,
    /// The display name; the id where none is given.
    pub name: Arc<str>,
    /// The members.
    pub members: BTreeSet<UserId>,
    /// Whether membership follows from attributes.
    pub dynamic: bool,
    /// Fields of other trees, as given.
    pub extra: Map<String, Value>,
}

/// The definition of a profile attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeEntry {
    /// The organization it is defined at; everywhere where none.
    pub at: Option<OrganizationCode>,
    /// The kind of its values.
    pub kind: Arc<str>,
}
