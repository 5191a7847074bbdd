//! What a move between accounts makes of a person's profile and of what the person owns, worked out once: the rules
//! judge it, the steps do it, from the same answer.
//!
//! What stays and what moves follows from the request and the facts ([`Estate`]); what it is called and who holds which
//! profile at the destination is [`Arrival`]'s. To add something that people own, give it a part of [`Estate`], a part of
//! [`Things`], and rules in [`super::rules::content`].

pub mod arrival;
pub mod choices;
pub mod estate;
pub mod owners;
pub mod sight;
pub mod steps;

pub use crate::content::transfer::TransferOrder;
pub use arrival::Arrival;
pub use choices::Choices;
pub use estate::Estate;

use crate::content::ContentFacts;
use crate::user_move::plan::{BasisEntry, BasisRecord};
use crate::user_move::rules::{Case, Departure};

/// The facts of accounts; none where no move between accounts is judged.
pub fn facts<'a>(departure: &Departure<'a>) -> Option<&'a ContentFacts> {
    let facts = departure.snapshot.content.as_ref();
    facts.filter(|_| departure.is_account())
}

/// The records a plan between accounts rests on beside those of every plan: both accounts and all above them, and who
/// takes over or stood in for somebody.
pub fn basis(case: &Case<'_>) -> Vec<BasisEntry> {
    let Some(facts) = facts(case) else {
        return Vec::new();
    };
    // WHY: how people sign in is read at the hub too.
    let ends = [case.source, case.destination].into_iter();
    let accounts = ends.flat_map(|end| end.upwards()).filter_map(|place| {
        Some(BasisEntry {
            record: BasisRecord::Account(place.code.clone()),
            revision: facts.accounts.get(&place.code)?.revision,
        })
    });
    let owners = case.estates().iter().filter_map(|it| it.choices.new_owner);
    let owners = owners.filter_map(|id| case.snapshot.user(id));
    let stood_in = steps::delegations_removed(case).map(|(user, _)| user);
    let people = owners.chain(stood_in).map(|user| BasisEntry {
        record: BasisRecord::User(user.id.clone()),
        revision: user.revision,
    });
    accounts.chain(people).collect()
}
