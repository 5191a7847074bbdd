//! The rules of all trees for pages that judge more than enterprises: facts in once, then one answer per keystroke.
//!
//! The module that every page loads is built without the rules of hosting trees; a page that needs them fetches this
//! one beside it (docs/decisions/0011). It knows the domain only, and speaks JSON through a few functions ([`abi`]), so
//! that it shares nothing with the other module but the words on the wire. To have it judge something else, give
//! [`Judgement`] or [`CopyJudgement`] a part.

#[cfg(target_arch = "wasm32")]
pub mod abi;
pub mod bench;

use rehome_domain::time::Timestamp;
use rehome_domain::user_copy::{self, CopyJudgement, CopyRequest, OriginalRecord};
use rehome_domain::user_move::{Actor, Judgement, MoveRequest, Snapshot, judgement};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What a page knows and judges by.
#[derive(Clone, Debug, Deserialize)]
pub struct Facts {
    /// The redacted facts.
    pub snapshot: Snapshot,
    /// Who asks.
    pub actor: Actor,
    /// When they were read.
    pub now: Timestamp,
    /// What else is known of somebody who is copied.
    #[serde(default)]
    pub record: OriginalRecord,
}

impl Facts {
    /// Facts out of JSON; none where it is something else.
    pub fn read(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    /// Judges a request; none where the actor may not ask for it.
    pub fn judge(&self, request: &MoveRequest) -> Option<Judgement> {
        judgement(&self.snapshot, request, &self.actor, self.now).ok()
    }

    /// Judges a request to copy somebody; none where the actor may not ask for it.
    pub fn judge_copy(&self, request: &CopyRequest) -> Option<CopyJudgement> {
        user_copy::judgement(&self.snapshot, request, &self.actor, &self.record, self.now).ok()
    }

    /// The answer to a request, both in JSON: `null` where there is none.
    pub fn answer<R: DeserializeOwned, A: Serialize>(
        &self,
        request: &[u8],
        judge: impl Fn(&Self, &R) -> Option<A>,
    ) -> Vec<u8> {
        let request = serde_json::from_slice(request).ok();
        let judged = request.and_then(|request| judge(self, &request));
        serde_json::to_vec(&judged).unwrap_or_default()
    }
}
