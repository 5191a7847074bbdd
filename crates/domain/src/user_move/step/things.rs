//! What changes its owner with somebody's move.

use crate::ids::{FolderId, GroupId, ItemId, TemplateId, ViewId};
use serde::{Deserialize, Serialize};

/// Things that pass from one owner to another, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Things {
    /// Proofs and files, version by version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemId>,
    /// Folders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<FolderId>,
    /// Views that others use too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<ViewId>,
    /// Groups of contacts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupId>,
    /// Workflow templates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<TemplateId>,
}

impl Things {
    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        let others = self.views.len() + self.groups.len() + self.templates.len();
        self.items.len() + self.folders.len() + others
    }
}
