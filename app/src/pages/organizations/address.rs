//! What of the tree is shown, as the address says it: plain links unfold, fold, choose and search.

use crate::api::organizations::TreeAsked;
use crate::routes::{self, tree_query as name};
use leptos_router::params::ParamsMap;
use rehome_domain::ids::OrganizationCode;
use std::collections::BTreeSet;

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TreeAddress {
    /// What of the tree.
    pub(super) asked: TreeAsked,
    /// Whether as a list where there is room for the picture.
    pub(super) as_list: bool,
}

impl TreeAddress {
    /// What the query of an address says.
    pub(super) fn of(query: &ParamsMap) -> Self {
        let text = |name| query.get(name).filter(|text| !text.trim().is_empty());
        let codes = |name| -> BTreeSet<OrganizationCode> {
            let text = query.get(name).unwrap_or_default();
            let codes = text.split(',').filter(|code| !code.is_empty());
            codes.map(OrganizationCode::from).collect()
        };
        Self {
            asked: TreeAsked {
                at: text(name::AT).map(|code| OrganizationCode::from(code.as_str())),
                unfolded: codes(name::OPEN),
                folded: codes(name::SHUT),
                after: text(name::AFTER),
                text: text(name::TEXT),
            },
            as_list: query.get(name::VIEW).as_deref() == Some(name::AS_LIST),
        }
    }

    /// The names and values of the query.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        let joined = |codes: &BTreeSet<OrganizationCode>| {
            let codes: Vec<&str> = codes.iter().map(OrganizationCode::as_str).collect();
            codes.join(",")
        };
        let asked = &self.asked;
        let fields = [
            (name::AT, asked.at.as_ref().map(OrganizationCode::to_string)),
            (name::OPEN, Some(joined(&asked.unfolded))),
            (name::SHUT, Some(joined(&asked.folded))),
            (name::AFTER, asked.after.clone()),
            (name::TEXT, asked.text.clone()),
            (name::VIEW, self.as_list.then(|| name::AS_LIST.to_owned())),
        ];
        let filled = |(name, value): (_, Option<String>)| {
            Some((name, value.filter(|value| !value.is_empty())?))
        };
        fields.into_iter().filter_map(filled).collect()
    }

    /// The address.
    pub(super) fn address(&self) -> String {
        let fields = self.fields();
        routes::organizations(fields.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// The tree with this organization chosen, from here on.
    pub(super) fn choosing(&self, code: &OrganizationCode) -> String {
        let mut there = self.clone();
        there.asked.at = Some(code.clone());
        there.asked.after = None;
        there.asked.text = None;
        there.asked.folded.remove(code);
        there.address()
    }

    /// The tree with this organization unfolded, or folded where it is not.
    pub(super) fn turning(&self, code: &OrganizationCode, is_unfolded: bool) -> String {
        let mut there = self.clone();
        there.asked.text = None;
        there.asked.unfolded.remove(code);
        there.asked.folded.remove(code);
        if is_unfolded {
            there.asked.folded.insert(code.clone());
        } else {
            there.asked.unfolded.insert(code.clone());
        }
        there.address()
    }

    /// The tree with the children of an organization, or the tops, from a cursor on.
    pub(super) fn continuing(&self, code: Option<&OrganizationCode>, cursor: &str) -> String {
        let mut there = self.clone();
        there.asked.at = code.cloned();
        there.asked.after = Some(cursor.to_owned());
        there.asked.text = None;
        there.address()
    }

    /// The same as a list or as a picture.
    pub(super) fn viewed(&self, as_list: bool) -> String {
        let there = Self {
            as_list,
            ..self.clone()
        };
        there.address()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let mut there = TreeAddress::default();
        assert_eq!(there.address(), "/organizations");
        there.asked.at = Some("harbour".into());
        there.asked.folded.insert("aster-south".into());
        there.asked.after = Some("[\"a\",\"b\"]".to_owned());
        there.as_list = true;
        let mut query = ParamsMap::new();
        for (name, value) in there.fields() {
            query.insert(name, value);
        }
        assert_eq!(TreeAddress::of(&query), there);
    }

    #[test]
    fn unfolding_what_was_folded_forgets_the_folding() {
        let mut there = TreeAddress::default();
        there.asked.folded.insert("aster".into());
        assert_eq!(
            there.turning(&"aster".into(), false),
            "/organizations?open=aster"
        );
        assert_eq!(
            there.turning(&"aster".into(), true),
            "/organizations?shut=aster"
        );
        assert_eq!(there.choosing(&"aster".into()), "/organizations?at=aster");
    }
}
