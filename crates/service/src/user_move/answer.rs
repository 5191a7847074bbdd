//! What planning and committing answer, as people and programs get it: never unfiltered.

use crate::view::{Names, rfc3339};
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_copy::NewPerson;
use rehome_domain::user_move::{BasisRecord, Finding, MovePlan, Outcome, Step, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The server's own plan as the viewer may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What a commit hands back, so that nothing else is done than what was seen.
    pub digest: String,
    /// The digest of the decision alone, without the revisions it rests on (ruling 10).
    pub decision_digest: String,
    /// The digests of each family, in the order of the plan.
    pub families: Vec<FamilyAnswer>,
    /// The plan without what the viewer may not see.
    pub plan: MovePlan,
    /// What it means, by person in view.
    pub outcomes: BTreeMap<UserId, Outcome>,
    /// The sign-in names of those people.
    pub usernames: BTreeMap<UserId, Arc<str>>,
    /// The names in all of it.
    pub names: Names,
    /// Of a copy that nothing blocks: the new person.
    pub person: Option<NewPerson>,
}

/// The plan on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanAnswer {
    /// What a commit hands back.
    pub digest: String,
    /// The digest of the decision alone.
    pub decision_digest: String,
    /// One row per family.
    pub families: Vec<FamilyAnswer>,
    /// The verdict on the whole.
    pub verdict: Verdict,
    /// All findings in view.
    pub findings: Vec<Finding>,
    /// All steps in view.
    pub steps: Vec<Step>,
    /// What it means, by username; by id where two people have the same.
    pub people: BTreeMap<String, Outcome>,
    /// How many findings and steps are out of view.
    pub hidden: u32,
    /// Of a copy that nothing blocks: the new person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Box<NewPerson>>,
}

/// One family of a plan on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FamilyAnswer {
    /// The sponsor.
    pub subject: UserId,
    /// Where the family would go.
    pub destination: OrganizationCode,
    /// The family's digest.
    pub digest: String,
    /// The digest of the decision alone.
    pub decision_digest: String,
    /// The verdict on the family.
    pub verdict: Verdict,
}

/// What became different between the plan reviewed and the plan now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// Findings that came.
    pub findings_added: Vec<Finding>,
    /// Findings that went.
    pub findings_removed: Vec<Finding>,
    /// Steps that came.
    pub steps_added: Vec<Step>,
    /// Steps that went.
    pub steps_removed: Vec<Step>,
    /// Records in view that somebody changed.
    pub changed: Vec<Changed>,
    /// How many records out of view somebody changed.
    pub hidden: u32,
}

/// A record that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changed {
    /// Which.
    pub record: BasisRecord,
    /// The revision reviewed; none where the plan did not rest on it.
    pub then: Option<i64>,
    /// The revision now; none where the plan does not rest on it any more.
    pub now: Option<i64>,
}

/// What a commit did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommitAnswer {
    /// The commit; the move itself where one family moved.
    pub id: MoveId,
    /// One row per family.
    pub rows: Vec<CommitRow>,
    /// Work that goes on in the background.
    pub jobs: Vec<String>,
    /// Until when it can be undone; none where nothing was moved.
    #[serde(with = "rfc3339::option")]
    #[schemars(with = "Option<String>")]
    pub undo_until: Option<Timestamp>,
}

/// What became of one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommitRow {
    /// The sponsor; none in an answer that is given again, where they are out of view by now.
    pub user: Option<UserId>,
    /// What became of it.
    pub result: RowResult,
    /// The codes that explain it.
    pub codes: Vec<String>,
    /// The family's own move, where one was made.
    #[serde(default, rename = "move", skip_serializing_if = "Option::is_none")]
    pub user_move: Option<MoveId>,
}

/// What became of a row (ruling 76).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RowResult {
    /// Moved.
    Moved,
    /// Nothing to do; no failure.
    Skipped,
    /// Something stands in the way.
    Refused,
    /// Something changed since the review.
    Stale,
    /// Something went wrong here.
    Failed,
}

impl RowResult {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Skipped => "skipped",
            Self::Refused => "refused",
            Self::Stale => "stale",
            Self::Failed => "failed",
        }
    }
}

impl Review {
    /// The plan on the wire.
    pub fn answer(&self) -> PlanAnswer {
        let mut people = BTreeMap::new();
        for (id, outcome) in &self.outcomes {
            let username = self.usernames.get(id).map_or(id.as_str(), AsRef::as_ref);
            let is_ambiguous = self
                .usernames
                .values()
                .filter(|other| ***other == *username)
                .count()
                > 1;
            let key = if is_ambiguous { id.as_str() } else { username };
            people.insert(key.to_owned(), outcome.clone());
        }
        PlanAnswer {
            digest: self.digest.clone(),
            decision_digest: self.decision_digest.clone(),
            families: self.families.clone(),
            verdict: self.plan.verdict(),
            findings: self.plan.findings().cloned().collect(),
            steps: self
                .plan
                .families
                .iter()
                .flat_map(|family| family.steps.iter().cloned())
                .collect(),
            people,
            hidden: self.plan.families.iter().map(|family| family.hidden).sum(),
            person: self.person.clone().map(Box::new),
        }
    }
}
