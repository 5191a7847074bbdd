//! Values that are kept and are named after the source (telephony 5).

use super::relocation::Moving;
use super::work::Work;
use crate::telephony::{Device, RecordKey};
use std::collections::BTreeMap;

impl<'a> Work<'_, 'a> {
    /// Values that no row rewrites keep what they were, even a name of the source's.
    pub(super) fn find_foreign(
        &mut self,
        member: &mut Moving<'a>,
        key: &RecordKey,
        device: &Device,
    ) {
        let source = &self.case.source.code;
        let place = self.facts.place(source);
        let own = place.and_then(|place| place.internal_code.as_deref());
        let code = own.unwrap_or(source.as_str()).to_lowercase();
        let mut after = BTreeMap::new();
        self.draft
            .rewrite(&member.user.id, key, |record| after = record.values());
        for field in ["css", "locale", "softkey_template"] {
            if let Some((field, value)) = device.values.get_key_value(field)
                && after.get(field) == Some(value)
                && carries(&value.to_lowercase(), &code)
            {
                let found = (key.clone(), field.clone(), value.clone());
                member.foreign.push(found);
            }
        }
    }
}

/// Whether a name carries a code as a part of its own: `Cu4Si2` is in `Cu4Si2-CSS` and not in `Cu4Si21`.
fn carries(name: &str, code: &str) -> bool {
    let ends = |at: usize| {
        !name
            .get(at..)
            .unwrap_or("")
            .starts_with(char::is_alphanumeric)
    };
    let begins = |at: usize| {
        !name
            .get(..at)
            .unwrap_or("")
            .ends_with(char::is_alphanumeric)
    };
    !code.is_empty()
        && name
            .match_indices(code)
            .any(|(at, found)| begins(at) && ends(at + found.len()))
}

#[cfg(test)]
mod tests {
    use super::carries;

    #[test]
    fn a_name_carries_a_code_only_as_a_part_of_its_own() {
        assert!(carries("cu4si2-css", "cu4si2"));
        assert!(carries("css_cu4si2", "cu4si2"));
        assert!(carries("css cu4si21 cu4si2", "cu4si2"));
        assert!(!carries("cu4si21-css", "cu4si2"));
        assert!(!carries("xcu4si2", "cu4si2"));
        assert!(!carries("anything", ""));
    }
}
