//! Whom a move costs the sight of what, and what the one who moves still sees of the old account (content 8).

use super::{Estate, facts};
use crate::content::sight::{leftover, losses};
use crate::ids::UserId;
use crate::user_move::rules::{Case, Departure};
use std::collections::BTreeMap;

/// How many items each person who stays would not see any more, once everything has arrived.
pub fn lost(case: &Case<'_>) -> BTreeMap<UserId, u32> {
    let mut all = BTreeMap::new();
    for estate in case.estates() {
        let items = estate.items().map(|(_, item)| item);
        let (from, to) = (&case.source.code, &case.destination.code);
        for (user, count) in losses(case.snapshot, items, from, to, &estate.user.id) {
            if !case.is_in_family(&user) {
                *all.entry(user).or_insert(0) += count;
            }
        }
    }
    all
}

/// How many folders and how many items of the old account a member of the family still looks at afterwards.
pub fn kept(departure: &Departure<'_>, estate: &Estate<'_>) -> (u32, u32) {
    let Some(known) = facts(departure) else {
        return (0, 0);
    };
    let (folders, items) = leftover(known, &estate.user.id, &departure.source.code);
    // WHY: what stays of the person's own and lies in a folder the person made is looked at too, under its new owner.
    let made = |folder: &crate::ids::FolderId| folders.binary_search(&folder).is_ok();
    let own = estate
        .staying
        .iter()
        .flat_map(|(piece, _)| piece.owned_by(&estate.user.id, &departure.source.code));
    let own = own.filter(|(_, item)| {
        item.creator == estate.user.id || item.folder.as_ref().is_some_and(made)
    });
    let number = super::estate::number;
    (number(folders.len()), number(items.len() + own.count()))
}
