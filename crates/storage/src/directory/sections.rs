//! The sections of an organization's settings as they are stored: one JSON text and one revision each.

use rehome_domain::directory::OrganizationEntry;
use rehome_domain::organization::UserMoveSettings;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A section of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Uniqueness, User Move, Available Organizations.
    UserMove,
    /// Subscriptions.
    Subscriptions,
    /// Whether a position is required; the nodes are rows of their own.
    Hierarchy,
    /// The look.
    Look,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 4] = [
        Self::UserMove,
        Self::Subscriptions,
        Self::Hierarchy,
        Self::Look,
    ];

    /// The section's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UserMove => "user_move",
            Self::Subscriptions => "subscriptions",
            Self::Hierarchy => "hierarchy",
            Self::Look => "look",
        }
    }

    /// The section with this name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|section| section.as_str() == name)
    }

    /// The section of a directory's organization as it is stored.
    pub(crate) fn body_of(self, entry: &OrganizationEntry) -> String {
        match self {
            Self::UserMove => user_move_body(&entry.user_move),
            Self::Subscriptions => crate::tx::json(&entry.subscriptions),
            Self::Hierarchy => crate::tx::json(&HierarchyBody {
                required: entry.hierarchy_required,
            }),
            Self::Look => crate::tx::json(&entry.look),
        }
    }
}

/// The section `user_move` without its list, which has rows of its own.
pub(crate) fn user_move_body(settings: &UserMoveSettings) -> String {
    crate::tx::json(&UserMoveSettings {
        available_organizations: BTreeSet::new(),
        ..settings.clone()
    })
}

/// The section `hierarchy` without its nodes.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct HierarchyBody {
    pub(crate) required: bool,
}
