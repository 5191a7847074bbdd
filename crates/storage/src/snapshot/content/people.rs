//! Who else counts for a move between accounts: who sees things of others there, who administers, who takes over, who is let
//! into a folder, and who stands in for whom.

use super::Asked;
use crate::error::StoreError;
use crate::snapshot::people::persons;
use crate::statement::statements;
use crate::tx::{Tx, args, json};
use rehome_domain::content::{ContentFacts, Module, Profile, ProfileKind, Right};
use rehome_domain::ids::{OrganizationCode, ProfileId, UserId};
use rehome_domain::user_move::Snapshot;
use std::collections::BTreeSet;

statements! {
    HOLDERS "account_members": "SELECT m.user_id FROM json_each($1) n CROSS JOIN account_members m
        WHERE m.account = n.value ->> 0 AND m.profile = n.value ->> 1";
    DELEGATORS "user_delegations": "SELECT d.user_id FROM json_each($1) n CROSS JOIN user_delegations d WHERE d.delegate = n.value ->> 0";
}

/// The profiles of an account that are so, whether they can be given now or not.
pub(super) fn profiles_where(
    facts: &ContentFacts,
    account: &OrganizationCode,
    is_so: impl Fn(&Profile<'_>) -> bool,
) -> Vec<ProfileId> {
    let built_in = ProfileKind::ALL.into_iter().map(ProfileId::from);
    let own = facts.profiles.keys().cloned();
    let all = built_in.chain(own);
    all.filter(|id| facts.profile(id, account).is_some_and(|it| is_so(&it)))
        .collect()
}

/// Whether a profile lets see what others own, or look after the account.
fn counts(profile: &Profile<'_>) -> bool {
    let sees = |module| profile.rights(module).others.contains(&Right::Read);
    profile.like.administers() || sees(Module::Proofs) || sees(Module::Files)
}

/// Adds them to the snapshot.
pub(super) async fn load(
    tx: &mut Tx,
    asked: &Asked<'_>,
    snapshot: &mut Snapshot,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    let held: Vec<(OrganizationCode, ProfileId)> = ends_and_tops(asked, snapshot)
        .into_iter()
        .flat_map(|code| {
            let profiles = profiles_where(facts, &code, counts);
            profiles.into_iter().map(move |id| (code.clone(), id))
        })
        .collect();
    let mut people: BTreeSet<UserId> = BTreeSet::new();
    for record in tx.rows(&HOLDERS, args![json(&held)]).await? {
        people.insert(record.text("user_id")?.into());
    }
    for record in tx.rows(&DELEGATORS, args![asked.family()]).await? {
        people.insert(record.text("user_id")?.into());
    }
    let family = asked.family.iter().filter_map(|id| facts.members.get(id));
    people.extend(
        family
            .flat_map(|member| &member.delegations)
            .map(|it| it.to.clone()),
    );
    people.extend(asked.things.new_owners.iter().cloned());
    let here = facts.folders.values();
    for folder in here.filter(|folder| asked.sources.contains(&folder.account)) {
        people.extend([folder.owner.clone(), folder.creator.clone()]);
        people.extend(folder.shared_with.iter().cloned());
    }
    people.retain(|id| !snapshot.users.contains_key(id));
    if people.is_empty() {
        return Ok(());
    }
    persons(tx, &people, snapshot).await
}

/// The accounts between which people go, and the hubs above them.
pub(super) fn ends_and_tops(asked: &Asked<'_>, snapshot: &Snapshot) -> BTreeSet<OrganizationCode> {
    let ends = asked.sources.iter().chain(&asked.destinations);
    let places = ends.filter_map(|code| snapshot.organizations.get(code));
    places
        .flat_map(|place| place.upwards())
        .map(|place| place.code.clone())
        .collect()
}
