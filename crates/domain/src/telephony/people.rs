//! The telephony part of a person.

use crate::ids::{LineId, OrganizationCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What telephony knows of a person beside devices and lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneUser {
    /// Where the person was first created or synced; the nearest customer above the home where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sync_to: Option<OrganizationCode>,
    /// The call cluster the person was pushed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Arc<str>>,
    /// The line by which the person is called first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_line: Option<LineId>,
    /// The groups of the outside directory, by which roles are mapped; compared letter by letter.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub directory_groups: BTreeSet<Arc<str>>,
    /// An organization the person administers beside the home; no move gives or takes it (telephony 2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin_scope: Option<OrganizationCode>,
}

impl PhoneUser {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
