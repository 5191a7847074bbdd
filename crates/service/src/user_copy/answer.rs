//! A copy on the wire.

use crate::envelope::Envelope;
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{MoveId, OrganizationCode, ServiceId, UserId};
use rehome_domain::user_copy::CopyRequest;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A commit: the request that was planned, with the password, its digest, and the warnings acknowledged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct CopyCommit {
    /// The request, as it was planned; the password alone may be another that keeps the policy.
    #[serde(flatten)]
    pub request: CopyRequest,
    /// The digest of the plan that was reviewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The codes of the warnings taken note of.
    #[serde(default)]
    pub acknowledged: BTreeSet<String>,
}

impl<'de> Deserialize<'de> for CopyCommit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Envelope {
            request,
            digest,
            acknowledged,
        } = Envelope::deserialize(deserializer)?;
        Ok(Self {
            request,
            digest,
            acknowledged,
        })
    }
}

/// What a commit made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CopyAnswer {
    /// The copy.
    pub id: MoveId,
    /// The new person; none in an answer that is given again, where they are out of view by now.
    pub user: Option<UserId>,
    /// The username.
    pub username: Option<Arc<str>>,
    /// The home.
    pub home: Option<OrganizationCode>,
    /// The services, each requested, or pending where something is missing.
    pub services: BTreeMap<ServiceId, Provisioning>,
    /// The codes of what was found.
    pub codes: Vec<String>,
    /// Work that goes on in the background.
    pub jobs: Vec<String>,
}
