//! Copies of people of the hosting tree.

use crate::cast::{Cast, NOW};
use crate::facts::{act, codes};
use rehome_domain::user_copy::{CopyPlan, CopyRequest, OriginalRecord, Password, PersonWish, plan};
use rehome_domain::user_move::Refusal;

/// A password that keeps every policy of the cast.
pub const GOOD_PASSWORD: &str = "Correct-Horse-7";

/// A copy of somebody, called Nina Park, who signs in as this.
pub fn copy_of(original: &str, upn: &str) -> CopyRequest {
    CopyRequest {
        source_user: Some(original.into()),
        user: PersonWish {
            given: Some("Nina".to_owned()),
            surname: Some("Park".to_owned()),
            upn: Some(upn.to_owned()),
            password: Some(Password::new(GOOD_PASSWORD)),
            ..PersonWish::default()
        },
        ..CopyRequest::default()
    }
}

/// The copy that most tests make: of Mara, at Bramble.
pub fn nina() -> CopyRequest {
    copy_of("mara", "nina@bramble.example")
}

impl Cast {
    /// The plan of a copy, of an original with these further fields in the record.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn try_copy(
        &self,
        actor: &str,
        request: &CopyRequest,
        record: &OriginalRecord,
    ) -> Result<CopyPlan, Refusal> {
        plan(&self.snapshot(), request, &act(actor), record, NOW)
    }

    /// The plan of a copy that nobody refuses.
    pub fn copied(&self, actor: &str, request: &CopyRequest) -> CopyPlan {
        self.try_copy(actor, request, &OriginalRecord::default())
            .unwrap()
    }

    /// The codes of the plan of a copy.
    pub fn copy_codes(&self, actor: &str, request: &CopyRequest) -> Vec<&'static str> {
        codes(&self.copied(actor, request).findings)
    }
}
