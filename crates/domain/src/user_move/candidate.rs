//! Destinations with what governs the move there, one at a time or all in the order of their codes.
//!
//! Knows lists and trees, not who asks: that is [`super::authority`].

use crate::ids::OrganizationCode;
use crate::tree::{Placed, governing};
use std::collections::btree_set;
use std::iter::Peekable;

/// A destination that may or may not be open to somebody who lives at a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    /// The destination.
    pub(super) place: Placed<'a>,
    /// Whose settings govern the move there.
    pub(super) governing: Option<Placed<'a>>,
    /// Whether the list that governs both ends names it.
    pub(super) is_listed: bool,
}

impl<'a> Candidate<'a> {
    /// One destination on its own.
    pub(super) fn of(source: Placed<'a>, place: Placed<'a>) -> Self {
        let governing = governing(source, place);
        let is_listed = governing.is_some_and(|top| {
            let listed = &top.user_move.available_organizations;
            listed.contains(&place.code)
        });
        Self {
            place,
            governing,
            is_listed,
        }
    }
}

/// The lists of Available Organizations read along with organizations in the order of their codes.
#[derive(Default)]
pub(super) struct Lists<'a>(Vec<(Placed<'a>, Peekable<btree_set::Iter<'a, OrganizationCode>>)>);

impl<'a> Lists<'a> {
    /// The candidate of the next organization; its code must come after those asked about before.
    pub(super) fn candidate(&mut self, source: Placed<'a>, place: Placed<'a>) -> Candidate<'a> {
        let governing = governing(source, place);
        Candidate {
            place,
            governing,
            is_listed: governing.is_some_and(|top| self.names(top, &place.code)),
        }
    }

    fn names(&mut self, top: Placed<'a>, code: &OrganizationCode) -> bool {
        let known = self.0.iter().position(|(known, _)| *known == top);
        let at = known.unwrap_or_else(|| {
            let listed = &top.organization.user_move.available_organizations;
            self.0.push((top, listed.iter().peekable()));
            self.0.len() - 1
        });
        let Some((_, rest)) = self.0.get_mut(at) else {
            return false;
        };
        while rest.next_if(|listed| *listed < code).is_some() {}
        rest.peek().is_some_and(|listed| *listed == code)
    }
}
