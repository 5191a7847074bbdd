//! What a receiver calls back when it is done with something it had taken up.

use super::signature::{Keys, Sent, Unverified};
use crate::outcome::{Done, Outcome};
use crate::{Cause, CauseKind};
use rehome_domain::time::Timestamp;
use serde::Deserialize;

/// The end of an order, signed by the receiver with the same keys and an id of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Callback {
    /// The id of the order.
    pub order: String,
    /// What became of it.
    pub result: Reported,
    /// The stable id of the entry, if there is one now.
    #[serde(default)]
    pub entry: Option<String>,
    /// Of what kind a failure is; refused where it is not said.
    #[serde(default)]
    pub kind: Option<CauseKind>,
    /// A sentence on a failure.
    #[serde(default)]
    pub detail: String,
}

/// What a receiver reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reported {
    /// It is so.
    Done,
    /// It is not so and will not be by itself.
    Failed,
}

impl Callback {
    /// Reads what came, if it is genuine.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn read(
        keys: &Keys,
        sent: Sent<'_>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Self, Unverified> {
        keys.verify(sent, body, now)?;
        serde_json::from_slice(body).map_err(|_| Unverified::Body)
    }

    /// The outcome it stands for.
    pub fn outcome(self) -> Outcome {
        match self.result {
            Reported::Done => Outcome::Done(Done {
                entry: self.entry,
                steps: Vec::new(),
            }),
            Reported::Failed => {
                let kind = self.kind.unwrap_or(CauseKind::Refused);
                Outcome::Failed(Cause::new(kind, self.detail).retryable(false))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Callback, Sent, Unverified};
    use crate::webhook::Keys;
    use crate::{CauseKind, Outcome, Secret};
    use rehome_domain::time::Timestamp;

    fn read(body: &[u8], signed: &[u8]) -> Result<Callback, Unverified> {
        let secret = Secret::new("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        let keys = Keys::read(&[secret]).unwrap();
        let signature = keys.sign("cb-1", 7, signed);
        let sent = Sent {
            id: "cb-1",
            timestamp: "7",
            signature: &signature,
        };
        Callback::read(&keys, sent, body, Timestamp(7_000_000))
    }

    #[test]
    fn a_genuine_call_back_is_an_outcome() {
        let body = br#"{"order":"o-1","result":"failed","kind":"conflict","detail":"taken"}"#;
        let Outcome::Failed(cause) = read(body, body).unwrap().outcome() else {
            unreachable!()
        };
        assert_eq!(
            (cause.kind, cause.is_retryable),
            (CauseKind::Conflict, false)
        );
        let body = br#"{"order":"o-1","result":"done","entry":"e-1"}"#;
        assert!(matches!(
            read(body, body).unwrap().outcome(),
            Outcome::Done(_)
        ));
    }

    #[test]
    fn what_is_not_genuine_or_cannot_be_read_is_nothing() {
        let body = br#"{"order":"o-1","result":"done"}"#;
        assert_eq!(read(body, b"another"), Err(Unverified::Signature));
        assert_eq!(read(b"{}", b"{}"), Err(Unverified::Body));
    }
}
