//! Keyed digests of what was reviewed (rulings 9 and 10).
//!
//! Only the server issues them, over the unfiltered plan, bound to who asks; keyed, so that they tell nothing
//! about hidden facts. The bytes come from `rehome_domain::user_move::canonical`.

use hmac::{Hmac, KeyInit, Mac};
use rehome_domain::ids::UserId;
use rehome_domain::undo::UndoPlan;
use rehome_domain::user_copy::{self, CopyPlan, CopyRequest};
use rehome_domain::user_move::{Actor, FamilyPlan, MoveRequest, canonical};
use sha2::{Digest, Sha256};

/// The installation's key for digests.
#[derive(Clone)]
pub(crate) struct DigestKey([u8; 32]);

/// The two hashes of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digests {
    /// Over request, steps and findings.
    pub(crate) decision: String,
    /// Over the basis too.
    pub(crate) whole: String,
}

impl DigestKey {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digests of one family, as part of a request of an actor.
    pub(crate) fn family(
        &self,
        actor: &Actor,
        request: &MoveRequest,
        family: &FamilyPlan,
    ) -> Digests {
        let decision = canonical::decision(request, family);
        let who = who(actor);
        Digests {
            decision: self.mac("decision", &[&who, &decision]),
            whole: self.mac("plan", &[&who, &decision, &canonical::basis(family)]),
        }
    }

    /// The digests of a request with several families, or none: over the request and theirs. One family's are the
    /// request's.
    pub(crate) fn request(
        &self,
        actor: &Actor,
        request: &MoveRequest,
        families: &[Digests],
    ) -> Digests {
        if let [only] = families {
            return only.clone();
        }
        let who = who(actor);
        let request = canonical::request(request);
        let all = |domain, pick: fn(&Digests) -> &str| {
            let mut parts: Vec<&[u8]> = vec![&who, &request];
            parts.extend(families.iter().map(|family| pick(family).as_bytes()));
            self.mac(domain, &parts)
        };
        Digests {
            decision: all("decisions", |family| &family.decision),
            whole: all("plans", |family| &family.whole),
        }
    }

    /// The digests of an undo.
    pub(crate) fn undo(&self, actor: &Actor, request: &MoveRequest, undo: &UndoPlan) -> Digests {
        let what = serde_json::to_vec(&(&undo.kept, &undo.not_restored)).unwrap_or_default();
        let decision = canonical::decision(request, &undo.family);
        let who = who(actor);
        Digests {
            decision: self.mac("undo-decision", &[&who, &decision, &what]),
            whole: self.mac(
                "undo",
                &[&who, &decision, &what, &canonical::basis(&undo.family)],
            ),
        }
    }

    /// The digests of a copy.
    pub(crate) fn copy(&self, actor: &Actor, request: &CopyRequest, plan: &CopyPlan) -> Digests {
        let decision = user_copy::canonical::decision(request, plan);
        let basis = user_copy::canonical::basis(plan);
        let who = who(actor);
        Digests {
            decision: self.mac("copy-decision", &[&who, &decision]),
            whole: self.mac("copy", &[&who, &decision, &basis]),
        }
    }

    /// The digest of what would be taken away of what somebody still sees, bound to who looked.
    pub(crate) fn leftover(&self, user: &UserId, what: &[u8]) -> String {
        self.mac("leftover", &[user.as_str().as_bytes(), what])
    }

    fn mac(&self, domain: &str, parts: &[&[u8]]) -> String {
        // INVARIANT: a key of any length is legal, so that this cannot fail.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        for part in std::iter::once(&domain.as_bytes()).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        hex(&mac.finalize().into_bytes())
    }
}

fn who(actor: &Actor) -> Vec<u8> {
    serde_json::to_vec(actor).unwrap_or_default()
}

/// The SHA-256 of some bytes, in lowercase hex; for what is looked up but never kept: tokens and bodies.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The hash of a request's body, by which a repeated key is told from a key used anew (ruling 14).
pub(crate) fn body_hash<T: serde::Serialize>(user: &UserId, body: &T) -> String {
    let mut bytes = serde_json::to_vec(body).unwrap_or_default();
    bytes.extend_from_slice(user.as_str().as_bytes());
    sha256(&bytes)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> FamilyPlan {
        FamilyPlan {
            subject: "dana".into(),
            members: vec!["dana".into()],
            source: Some("harbour".into()),
            destination: "riverside".into(),
            findings: Vec::new(),
            steps: Vec::new(),
            basis: Vec::new(),
            held: Vec::new(),
            hidden: 0,
            authority: None,
        }
    }

    #[test]
    fn a_digest_depends_on_key_actor_request_and_plan_and_on_nothing_else() {
        let key = DigestKey::new([1; 32]);
        let request = MoveRequest::one("dana", "riverside");
        let dana = Actor::new("dana");
        let digest = |key: &DigestKey, actor: &Actor, request: &MoveRequest, plan: &FamilyPlan| {
            key.family(actor, request, plan).whole
        };
        let first = digest(&key, &dana, &request, &plan());
        assert_eq!(first, digest(&key, &dana, &request, &plan()));
        assert_eq!(first.len(), 64);
        assert_ne!(
            first,
            digest(&DigestKey::new([2; 32]), &dana, &request, &plan())
        );
        assert_ne!(first, digest(&key, &Actor::new("omar"), &request, &plan()));
        let elsewhere = FamilyPlan {
            destination: "palm".into(),
            ..plan()
        };
        assert_ne!(first, digest(&key, &dana, &request, &elsewhere));
        let because = MoveRequest {
            reason: Some("nearer".into()),
            ..request
        };
        assert_ne!(first, digest(&key, &dana, &because, &plan()));
    }

    #[test]
    fn the_digest_of_one_family_is_the_requests_own() {
        let key = DigestKey::new([1; 32]);
        let dana = Actor::new("dana");
        let asked = MoveRequest::one("dana", "riverside");
        let one = key.family(&dana, &asked, &plan());
        assert_eq!(key.request(&dana, &asked, std::slice::from_ref(&one)), one);
        assert_ne!(key.request(&dana, &asked, &[one.clone(), one.clone()]), one);
    }

    #[test]
    fn requests_that_move_nobody_differ() {
        let key = DigestKey::new([1; 32]);
        let dana = Actor::new("dana");
        let all_of = |source: &str| MoveRequest {
            all_of: Some(source.into()),
            destination: Some("riverside".into()),
            ..MoveRequest::default()
        };
        let digest = |request: &MoveRequest| key.request(&dana, request, &[]).whole;
        assert_eq!(digest(&all_of("palm")), digest(&all_of("palm")));
        assert_ne!(digest(&all_of("palm")), digest(&all_of("lakeside")));
    }
}
