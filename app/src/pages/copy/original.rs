//! What of the original is taken over and what is not, by the names of the fields.

use crate::words::{AccountPhrase, CopyPhrase as P, PeoplePhrase, Phrase, Words, attribute_name};
use rehome_domain::ids::AttributeId;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Fields that everybody has for themselves, told in one sentence; and those that are told one by one elsewhere.
const TOLD_OTHERWISE: &[&str] = &[
    "account",
    "addresses",
    "department",
    "given",
    "home",
    "last_logon",
    "locked",
    "manager",
    "name",
    "office",
    "password",
    "provisioning",
    "services",
    "sign_in",
    "status",
    "surname",
    "synced_from",
    "test",
    "type",
    "upn",
    "username",
];

/// What a field is called; none of one that is told otherwise.
fn called(field: &str, words: Words) -> Option<String> {
    if TOLD_OTHERWISE.contains(&field) {
        return None;
    }
    Some(match field {
        "title" => words.said(P::FieldTitle),
        "web_page" => words.said(P::FieldWebPage),
        "delegations" => words.said(P::FieldDelegations),
        "groups" => words.said(PeoplePhrase::Groups),
        "subscriptions" => words.said(PeoplePhrase::Subscriptions),
        "dependents" => words.said(Phrase::Dependents),
        "position" => words.said(Phrase::Position),
        "roles" => words.said(Phrase::Roles),
        "mapping_id" => words.said(AccountPhrase::MappingId),
        other => attribute_name(&AttributeId::from(other), words.language),
    })
}

/// The fields in words, one after the other; none where there is nothing to tell.
pub(super) fn listed(fields: &BTreeSet<Arc<str>>, words: Words) -> Option<String> {
    let all = fields.iter().filter_map(|field| called(field, words));
    let all: Vec<String> = all.collect();
    (!all.is_empty()).then(|| words.list(&all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn fields_are_told_by_words_and_what_is_everybodys_own_is_not_told() {
        let words = Words::new(Language::English);
        let fields = ["title", "cost_centre", "upn", "services", "mapping_id"].map(Arc::from);
        assert_eq!(
            listed(&fields.into(), words).as_deref(),
            Some("Cost centre, Mapping ID and Title")
        );
        assert_eq!(listed(&["upn".into()].into(), words), None);
    }
}
