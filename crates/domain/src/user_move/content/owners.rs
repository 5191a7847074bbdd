//! Who can take over what somebody leaves behind (content 3).

use crate::content::ContentFacts;
use crate::ids::{OrganizationCode, UserId};
use crate::people::{User, UserStatus};
use crate::user_move::finding::OwnerFault;
use crate::user_move::snapshot::Snapshot;

/// Why somebody cannot take over at an account; none where nothing is against it.
pub fn fault(
    snapshot: &Snapshot,
    facts: &ContentFacts,
    leaving: &[&User],
    owner: &UserId,
    account: &OrganizationCode,
) -> Option<OwnerFault> {
    if leaving.iter().any(|user| user.id == *owner) {
        return Some(OwnerFault::MovesAlong);
    }
    // WHY: who lives elsewhere and who is unknown look alike (ruling 5).
    let user = snapshot.user(owner);
    let there = |user: &&User| user.home == *account && user.status != UserStatus::Deleted;
    let Some(user) = user.filter(there) else {
        return Some(OwnerFault::NotThere);
    };
    if user.status != UserStatus::Active {
        return Some(OwnerFault::NotActive);
    }
    let profile = facts.profile_of(owner, account);
    (!profile.is_some_and(|it| it.may_own())).then_some(OwnerFault::OnlyLooks)
}

/// Everybody known who can take over from somebody, by id; nobody where nothing is known of accounts.
pub fn candidates<'a>(snapshot: &'a Snapshot, subject: &'a User) -> impl Iterator<Item = &'a User> {
    let family: Vec<&User> = snapshot.family(subject).collect();
    let facts = snapshot.content.iter();
    facts.flat_map(move |facts| {
        let family = family.clone();
        let can =
            move |user: &&User| fault(snapshot, facts, &family, &user.id, &subject.home).is_none();
        snapshot.users.values().filter(can)
    })
}
