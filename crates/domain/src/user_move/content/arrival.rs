//! What somebody is and has at the new account: the profile, and the folder for what comes along.

use super::choices::numbered;
use super::estate::Estate;
use super::facts;
use crate::content::Profile;
use crate::content::transfer::{NewFolder, OrderedPiece, TransferOrder};
use crate::ids::{FolderId, OrganizationCode, ProfileId, UserId};
use crate::text::folded;
use crate::user_move::rules::Case;
use std::collections::BTreeSet;

/// One member of the family at the destination.
#[derive(Clone, Debug)]
pub struct Arrival<'a> {
    /// Who.
    pub user: &'a UserId,
    /// The profile that is asked for, if there is such a one there.
    pub profile: Option<(ProfileId, Option<Profile<'a>>)>,
    /// What a background job carries over; none where nothing moves.
    pub order: Option<TransferOrder>,
    /// Whether the folder is called otherwise than was asked, because the name is taken there.
    pub renamed: bool,
}

impl<'a> Arrival<'a> {
    /// The members of a family at the destination, the sponsor first. A name that one takes is taken for the next.
    pub fn of_family(case: &Case<'a>) -> Vec<Self> {
        let Some(facts) = facts(case) else {
            return Vec::new();
        };
        let there = &case.destination.code;
        let mut arrivals = Vec::new();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for estate in case.estates() {
            let profile = estate.choices.profile.clone().map(|id| {
                let known = facts.profile(&id, there);
                (id, known)
            });
            // WHY: only folders that people there see are compared; a name must not tell of private ones (ruling 57).
            let visible = facts.folders.values().filter(|folder| {
                folder.account == *there
                    && folder.parent.is_none()
                    && (!folder.private
                        || folder.owner == estate.user.id
                        || folder.creator == estate.user.id
                        || folder.shared_with.contains(&estate.user.id))
            });
            let mut order = None;
            let mut renamed = false;
            if !estate.moving.is_empty() {
                taken.extend(visible.map(|folder| folded(&folder.name)));
                let wanted = estate.choices.folder_name;
                let mut number = 1;
                let mut name = numbered(wanted, number);
                while taken.contains(&folded(&name)) {
                    number += 1;
                    name = numbered(wanted, number);
                }
                renamed = number > 1;
                taken.insert(folded(&name));
                order = Some(TransferOrder {
                    subject: estate.user.id.clone(),
                    source: case.source.code.clone(),
                    destination: there.clone(),
                    new_owner: estate.choices.new_owner.cloned(),
                    folder: NewFolder {
                        id: folder_id(case, &estate.user.id, there),
                        name: name.into(),
                        private: estate.choices.folder_private,
                    },
                    pieces: ordered(estate),
                });
            }
            arrivals.push(Self {
                user: &estate.user.id,
                profile,
                order,
                renamed,
            });
        }
        arrivals
    }
}

fn ordered(estate: &Estate<'_>) -> Vec<OrderedPiece> {
    let pieces = estate.moving.iter().map(|piece| OrderedPiece {
        piece: piece.id.clone(),
        items: piece.items.iter().map(|(id, _)| (*id).clone()).collect(),
        bytes: piece.bytes(),
    });
    pieces.collect()
}

/// The first free id of a folder for somebody's things there: it follows from the facts, since what is decided must not
/// depend on chance (ruling 9).
fn folder_id(case: &Case<'_>, user: &UserId, there: &OrganizationCode) -> FolderId {
    let known = facts(case);
    let is_free = |id: &FolderId| {
        known.is_none_or(|facts| {
            !facts.folders.contains_key(id) && !facts.transfers.contains_key(id)
        })
    };
    let mut number = 1_u32;
    loop {
        let id = FolderId::from(format!("moved-{user}-{there}-{number}"));
        if is_free(&id) || number == u32::MAX {
            return id;
        }
        number += 1;
    }
}
