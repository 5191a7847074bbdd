//! What people and programs ask of an undo, and what they are told of it.

use super::answer::{PlanAnswer, Review};
use crate::caller::Acting;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::{ActAs, Outcome, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What undoing a move would do, as the viewer may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoReview {
    /// The plan; its steps are what is restored.
    pub review: Review,
    /// What changed since and is kept as it is now.
    pub kept: Vec<Step>,
    /// What cannot be restored by this actor.
    pub not_restored: Vec<Step>,
    /// What would have come back, by person, had it not changed since.
    pub kept_outcomes: BTreeMap<UserId, Outcome>,
    /// What would have come back, by person, could this actor restore it.
    pub not_restored_outcomes: BTreeMap<UserId, Outcome>,
}

/// An undo plan on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UndoAnswer {
    /// The plan; its steps are what is restored.
    #[serde(flatten)]
    pub plan: PlanAnswer,
    /// What changed since and is kept as it is now.
    pub kept: Vec<Step>,
    /// What cannot be restored by this actor.
    pub not_restored: Vec<Step>,
}

impl UndoReview {
    /// The undo plan on the wire.
    pub fn answer(&self) -> UndoAnswer {
        UndoAnswer {
            plan: self.review.answer(),
            kept: self.kept.clone(),
            not_restored: self.not_restored.clone(),
        }
    }
}

/// The body of an undo: where one acts, the digest reviewed, the warnings acknowledged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UndoRequest {
    /// The organization the actor acts in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_in: Option<OrganizationCode>,
    /// As oneself, or as an operator.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub act_as: Option<ActAs>,
    /// The digest of the undo plan that was reviewed; at the commit only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The codes of the warnings taken note of.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub acknowledged: BTreeSet<String>,
}

impl UndoRequest {
    pub(super) fn acting(&self) -> Acting {
        Acting {
            acting_in: self.acting_in.clone(),
            act_as: self.act_as,
        }
    }
}
