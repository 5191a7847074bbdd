//! Organizations: what they are, what they are set to, and the hierarchy of positions inside one.
//!
//! Knows nothing of how organizations lie in a tree (see [`crate::tree`]) or of moves. To add a
//! setting, give it to the section it belongs to; each section has a revision of its own (ruling 60).

use crate::hosting::OrganizationHosting;
use crate::ids::{OrganizationCode, PositionId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What an organization is. The kind decides its legal parents and which rules a move follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    /// Top of an enterprise tree with several enterprises.
    SuperEnterprise,
    /// Under a super enterprise, or itself a root.
    Enterprise,
    /// Under an enterprise; where people live.
    Suborganization,
    /// Top of a hosting tree.
    Provider,
    /// Under a provider or another reseller.
    Reseller,
    /// Under a provider or a reseller.
    Customer,
    /// An intermediate node under a customer or an area.
    Area,
    /// Under a customer or an area; people with telephony live here.
    Site,
    /// Top of a content tree.
    Hub,
    /// Under a hub.
    Satellite,
    /// Stands alone: no moves.
    Basic,
}

/// The family of rules a move between two kinds follows (rulings 1 and 72).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MoveFamily {
    /// Between super enterprise, enterprises and suborganizations.
    Enterprise,
    /// Between customers, resellers and providers.
    Hosting,
    /// Onto a site, or between sites.
    Site,
    /// Between hub and satellites.
    Account,
}

impl OrganizationKind {
    /// Every kind, in the order of the trees.
    pub const ALL: [Self; 11] = [
        Self::SuperEnterprise,
        Self::Enterprise,
        Self::Suborganization,
        Self::Provider,
        Self::Reseller,
        Self::Customer,
        Self::Area,
        Self::Site,
        Self::Hub,
        Self::Satellite,
        Self::Basic,
    ];

    /// The kind's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SuperEnterprise => "super_enterprise",
            Self::Enterprise => "enterprise",
            Self::Suborganization => "suborganization",
            Self::Provider => "provider",
            Self::Reseller => "reseller",
            Self::Customer => "customer",
            Self::Area => "area",
            Self::Site => "site",
            Self::Hub => "hub",
            Self::Satellite => "satellite",
            Self::Basic => "basic",
        }
    }

    /// The kind with this name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The kinds an organization of this kind may lie under; empty for a root (ruling 2).
    pub fn legal_parents(self) -> &'static [Self] {
        match self {
            Self::Enterprise => &[Self::SuperEnterprise],
            Self::Suborganization => &[Self::Enterprise],
            Self::Reseller | Self::Customer => &[Self::Provider, Self::Reseller],
            Self::Area | Self::Site => &[Self::Customer, Self::Area],
            Self::Satellite => &[Self::Hub],
            Self::SuperEnterprise | Self::Provider | Self::Hub | Self::Basic => &[],
        }
    }

    /// Whether an organization of this kind may stand without a parent (ruling 2).
    pub fn may_be_root(self) -> bool {
        self == Self::Enterprise || self.legal_parents().is_empty()
    }

    /// Whether people can live here; nobody is homed in an area (ruling 2).
    pub fn may_be_home(self) -> bool {
        self != Self::Area
    }

    /// Whether the kind belongs to an enterprise tree.
    pub fn is_enterprise_tree(self) -> bool {
        matches!(
            self,
            Self::SuperEnterprise | Self::Enterprise | Self::Suborganization
        )
    }

    /// Whether people of a hosting tree can live in an organization of this kind.
    pub fn is_hosting_tree(self) -> bool {
        matches!(self, Self::Provider | Self::Reseller | Self::Customer)
    }

    /// Whether an organization of this kind is an account whose people own content.
    pub fn is_account_tree(self) -> bool {
        matches!(self, Self::Hub | Self::Satellite)
    }

    /// Whether who lives in an organization of this kind gets enterprise-wide alerts only (enterprise 10.11).
    pub fn gets_enterprise_alerts_only(self) -> bool {
        matches!(self, Self::Enterprise | Self::SuperEnterprise)
    }

    /// Whether organizations of this kind have a hierarchy of positions: suborganizations and those
    /// that stand alone (enterprise 1).
    pub fn has_hierarchy(self) -> bool {
        matches!(self, Self::Suborganization | Self::Basic)
    }
}

impl MoveFamily {
    /// The family of a move between these kinds; none where no move exists (ruling 72).
    pub fn of(source: OrganizationKind, destination: OrganizationKind) -> Option<Self> {
        use OrganizationKind as K;
        match (source, destination) {
            (a, b) if a.is_enterprise_tree() && b.is_enterprise_tree() => Some(Self::Enterprise),
            (K::Hub | K::Satellite, K::Hub | K::Satellite) => Some(Self::Account),
            (K::Site, K::Site | K::Customer) | (K::Customer, K::Site) => Some(Self::Site),
            (K::Provider | K::Reseller | K::Customer, K::Provider | K::Reseller | K::Customer) => {
                Some(Self::Hosting)
            }
            (K::Provider | K::Reseller, K::Site) | (K::Site, K::Provider | K::Reseller) => {
                Some(Self::Site)
            }
            _ => None,
        }
    }
}

/// The state of an organization (ruling 22).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganizationStatus {
    /// In use; the only state in which an organization can be a destination.
    #[default]
    Active,
    /// Stopped for a while.
    Suspended,
    /// Switched off.
    Disabled,
    /// Closed for good.
    Closed,
    /// Deleted.
    Deleted,
}

impl OrganizationStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Active,
        Self::Suspended,
        Self::Disabled,
        Self::Closed,
        Self::Deleted,
    ];

    /// The status' name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Disabled => "disabled",
            Self::Closed => "closed",
            Self::Deleted => "deleted",
        }
    }

    /// The status with this name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// One organization, with the settings the rules read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// The immutable code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above; none for a root.
    pub parent: Option<OrganizationCode>,
    /// The display name.
    pub name: Arc<str>,
    /// The state.
    #[serde(default)]
    pub status: OrganizationStatus,
    /// Section `user_move`.
    #[serde(default)]
    pub user_move: UserMoveSettings,
    /// Section `subscriptions`.
    #[serde(default)]
    pub subscriptions: SubscriptionSettings,
    /// Section `hierarchy`.
    #[serde(default)]
    pub hierarchy: Hierarchy,
    /// Section `look`.
    #[serde(default)]
    pub look: Look,
    /// What hosting trees add; unknown where there is none.
    #[cfg_attr(not(feature = "hosting"), serde(skip))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosting: Option<Box<OrganizationHosting>>,
    /// The revisions of the record and its sections.
    #[serde(default)]
    pub revisions: OrganizationRevisions,
}

impl Organization {
    /// An active organization with the default settings.
    pub fn new(
        code: impl Into<OrganizationCode>,
        kind: OrganizationKind,
        parent: Option<&str>,
        name: &str,
    ) -> Self {
        Self {
            code: code.into(),
            kind,
            parent: parent.map(OrganizationCode::from),
            name: Arc::from(name),
            status: OrganizationStatus::Active,
            user_move: UserMoveSettings::default(),
            subscriptions: SubscriptionSettings::default(),
            hierarchy: Hierarchy::default(),
            look: Look::default(),
            hosting: None,
            revisions: OrganizationRevisions::default(),
        }
    }
}

/// Section `user_move` of an organization's settings (enterprise 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserMoveSettings {
    /// Usernames and mapping ids are unique below this (super) enterprise; off at first.
    pub require_user_uniqueness: bool,
    /// User Move is switched on at this (super) enterprise; off at first.
    pub user_move_enabled: bool,
    /// Available Organizations; none at first. A snapshot holds those of its own organizations only.
    pub available_organizations: BTreeSet<OrganizationCode>,
    /// Whether a super enterprise's administrators may move people to it; off at first (ruling 29).
    pub admin_moves_to_super: bool,
    /// Whether locked people may move themselves; off at first.
    pub self_moves_of_locked: bool,
    /// Whether people may move themselves *to* this organization; on at first (ruling 27).
    pub user_move_for_end_users: bool,
    /// How many days a move can be undone; 30 at first (ruling 18).
    pub undo_days: u32,
}

/// For how many days a move can be undone at most, whatever is set.
pub const MOST_UNDO_DAYS: u32 = 3_650;

impl Default for UserMoveSettings {
    fn default() -> Self {
        Self {
            require_user_uniqueness: false,
            user_move_enabled: false,
            available_organizations: BTreeSet::new(),
            admin_moves_to_super: false,
            self_moves_of_locked: false,
            user_move_for_end_users: true,
            undo_days: 30,
        }
    }
}

/// Section `subscriptions` of an organization's settings (enterprise 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubscriptionSettings {
    /// The Organization Subscriptions feature of a (super) enterprise; off at first.
    pub organization_subscriptions: bool,
    /// Whether end users may subscribe themselves to this suborganization; on at first.
    pub subscriptions_for_end_users: bool,
}

impl Default for SubscriptionSettings {
    fn default() -> Self {
        Self {
            organization_subscriptions: false,
            subscriptions_for_end_users: true,
        }
    }
}

/// The positions inside one organization: a tree of nodes with one root.
///
/// A snapshot may hold a part of them only; then an absent node is unknown, unless it is told to be gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hierarchy {
    /// Whether everybody must hold a position that is not the root (enterprise 1).
    pub required: bool,
    /// The root, if there are positions at all.
    pub root: Option<PositionId>,
    /// Each known node with the node above it.
    pub nodes: BTreeMap<PositionId, Option<PositionId>>,
    /// Whether `nodes` lacks some of them.
    pub partial: bool,
    /// Positions that were looked for and are not there.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub gone: BTreeSet<PositionId>,
}

/// What is known of a position in a hierarchy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionKnown {
    /// It is there, and it is the root.
    Root,
    /// It is there.
    Node,
    /// It is not there.
    Absent,
    /// The facts at hand do not tell.
    Unknown,
}

impl Hierarchy {
    /// Looks a position up.
    pub fn find(&self, position: &PositionId) -> PositionKnown {
        if self.root.as_ref() == Some(position) {
            PositionKnown::Root
        } else if self.nodes.contains_key(position) {
            PositionKnown::Node
        } else if self.partial && !self.gone.contains(position) {
            PositionKnown::Unknown
        } else {
            PositionKnown::Absent
        }
    }

    /// Whether a position is the root where everybody must hold another: it counts as none (ruling 32).
    pub fn counts_as_none(&self, position: &PositionId) -> bool {
        self.required && self.root.as_ref() == Some(position)
    }

    /// Whether who holds this position, or none, lacks the one that is required: the profile is incomplete.
    pub fn lacks(&self, position: Option<&PositionId>) -> bool {
        self.required && position.is_none_or(|position| self.counts_as_none(position))
    }

    /// Whether `node` is `top` or lies below it, as far as the nodes are known.
    pub fn is_within(&self, node: &PositionId, top: &PositionId) -> bool {
        let mut at = Some(node);
        // INVARIANT: a chain is no longer than the number of nodes, so a cycle in bad data ends.
        for _ in 0..=self.nodes.len() {
            match at {
                Some(here) if here == top => return true,
                Some(here) => at = self.nodes.get(here).and_then(Option::as_ref),
                None => return false,
            }
        }
        false
    }
}

/// Section `look`: what people see of their home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// The accent colour as `#rrggbb`.
    pub accent: Option<Arc<str>>,
    /// The logo's address under this installation.
    pub logo: Option<Arc<str>>,
}

/// The revisions of an organization's record and of each section of settings (ruling 60).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationRevisions {
    /// Name, kind, parent, status.
    pub record: i64,
    /// Section `user_move`.
    pub user_move: i64,
    /// Section `subscriptions`.
    pub subscriptions: i64,
    /// Section `hierarchy`.
    pub hierarchy: i64,
    /// Section `look`.
    pub look: i64,
}

impl Default for OrganizationRevisions {
    fn default() -> Self {
        Self {
            record: 1,
            user_move: 1,
            subscriptions: 1,
            hierarchy: 1,
            look: 1,
        }
    }
}
