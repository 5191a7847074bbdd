//! What of a record is copied, and what never is (hosting 6).
//!
//! Sources: CloudPortal Services Manager 11, "Moving users" (title and web page, where they hold something); Automate101,
//! "How to move and copy users" (common attributes); the rest is our own list. To copy one more field, give it a row.

use std::sync::Arc;

/// What becomes of a field of the original's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFate {
    /// The new person has it too.
    Copied,
    /// It is the original's alone.
    LeftOut,
}

use FieldFate::{Copied, LeftOut};

/// The fields by name, as a directory document and the definitions of attributes name them.
pub const FIELDS: &[(&str, FieldFate)] = &[
    ("title", Copied),
    ("web_page", Copied),
    ("department", Copied),
    ("office", Copied),
    ("manager", Copied),
    ("company", Copied),
    ("street", Copied),
    ("city", Copied),
    ("state", Copied),
    ("postcode", Copied),
    ("country", Copied),
    ("main_phone", Copied),
    ("fax", Copied),
    ("given", LeftOut),
    ("surname", LeftOut),
    ("name", LeftOut),
    ("username", LeftOut),
    ("upn", LeftOut),
    ("addresses", LeftOut),
    ("email", LeftOut),
    ("alias", LeftOut),
    ("sip_address", LeftOut),
    ("password", LeftOut),
    ("password_history", LeftOut),
    ("mfa", LeftOut),
    ("secret_question", LeftOut),
    ("secret_answer", LeftOut),
    ("phone", LeftOut),
    ("direct_phone", LeftOut),
    ("mobile_phone", LeftOut),
    ("employee_id", LeftOut),
    ("photo", LeftOut),
    ("last_logon", LeftOut),
    ("mapping_id", LeftOut),
    ("external_id", LeftOut),
    ("billing_id", LeftOut),
    ("synced_from", LeftOut),
    ("type", LeftOut),
    ("test", LeftOut),
    ("status", LeftOut),
    ("locked", LeftOut),
    ("position", LeftOut),
    ("sponsor", LeftOut),
    ("roles", LeftOut),
    ("subscriptions", LeftOut),
    ("groups", LeftOut),
    ("delegations", LeftOut),
    ("dependents", LeftOut),
    ("user_base", LeftOut),
    ("sign_in", LeftOut),
    ("admin_scope", LeftOut),
    ("profile", LeftOut),
    ("sync_to", LeftOut),
    ("cluster", LeftOut),
    ("primary_line", LeftOut),
    ("directory_groups", LeftOut),
    ("temporary_work_location", LeftOut),
];

/// The fields of a record beside attributes that a copy takes over as they stand.
pub const RECORD_FIELDS: &[&str] = &["title", "web_page"];

fn listed(name: &str) -> Option<FieldFate> {
    let mut rows = FIELDS.iter();
    rows.find(|(field, _)| *field == name)
        .map(|(_, fate)| *fate)
}

/// What becomes of a field of the record that is no attribute; one that nobody listed is the original's alone.
pub fn of_record(name: &str) -> FieldFate {
    listed(name).unwrap_or(LeftOut)
}

/// What becomes of an attribute; organizational ones that a customer defines are copied.
pub fn of_attribute(name: &str) -> FieldFate {
    listed(name).unwrap_or(Copied)
}

/// A field by its name.
pub(super) fn named(name: &str) -> Arc<str> {
    Arc::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_stands_there_once_and_identities_and_secrets_are_left_out() {
        let names: BTreeSet<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), FIELDS.len());
        for name in ["phone", "mobile_phone", "employee_id", "password", "photo"] {
            assert_eq!(of_attribute(name), LeftOut, "{name}");
        }
        for attribute in crate::directory::PERSON_ATTRIBUTES {
            assert_eq!(of_attribute(attribute), LeftOut, "{attribute}");
        }
        assert_eq!(of_attribute("cost_centre"), Copied);
        assert_eq!(of_record("cost_centre"), LeftOut);
        assert!(RECORD_FIELDS.iter().all(|name| of_record(name) == Copied));
    }
}
