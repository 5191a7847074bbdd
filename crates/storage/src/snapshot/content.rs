//! The fourth part of a snapshot, for who acts, lives or goes in a hub or satellite: accounts and their profiles, who holds
//! which, and, where a plan asks for it, what people own there.
//!
//! Whether there is anything to read is told by the organizations that are loaded anyway. Everything is found by whose it
//! is: one person's things cost as much in a large account as in a small one. What somebody who left would still see is
//! read without what only its owner's move asks of it.

mod counts;
mod items;
mod people;
mod things;
mod transfers;

use super::Wanted;
use super::people::Member as FamilyMember;
use crate::directory::delegation_of;
use crate::error::StoreError;
use crate::statement::{Statement, statements};
use crate::tx::{Tx, args, id_list};
use rehome_domain::content::{Account, AccountPlan, ContentFacts, CustomProfile, Member, SignIn};
use rehome_domain::ids::{FolderId, OrganizationCode, UserId};
use rehome_domain::organization::Organization;
use rehome_domain::user_move::Snapshot;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use counts::{seats_of, usage_of};
pub(crate) use items::{item, item_columns, item_kind};
pub(crate) use things::folder;
pub(crate) use transfers::piece_id;

statements! {
    /// $1: accounts.
    ACCOUNTS "organization_sections": "SELECT 'account' AS fact, s.organization AS id, s.body AS a, s.revision AS m
        FROM json_each($1) n CROSS JOIN organization_sections s WHERE s.organization = n.value ->> 0 AND s.section = 'account'
        UNION ALL SELECT 'profile', p.id, p.body, 1 FROM json_each($1) n CROSS JOIN account_profiles p WHERE p.account = n.value ->> 0";
    /// $1: people; with who stands in for them.
    MEMBERS "account_members": "SELECT 'member' AS fact, m.user_id AS id, m.profile AS a, NULL AS b, 0 AS m
        FROM json_each($1) n CROSS JOIN account_members m WHERE m.user_id = n.value ->> 0
        UNION ALL SELECT 'delegation', d.user_id, d.delegate, d.kind, d.until_day
        FROM json_each($1) n CROSS JOIN user_delegations d WHERE d.user_id = n.value ->> 0";
    /// $1: organizations; with those above.
    PLACES "organizations": "SELECT o.code AS id, o.kind AS a, o.parent AS b, o.name AS c, o.status AS d, o.revision AS n FROM (
            SELECT DISTINCT s.ancestor AS code FROM json_each($1) n CROSS JOIN organization_scope s WHERE s.organization = n.value ->> 0) w
            CROSS JOIN organizations o WHERE o.code = w.code";
}

/// The statements of this file and those below.
pub(super) const ALL_STATEMENTS: [&[Statement]; 6] = [
    STATEMENTS,
    counts::STATEMENTS,
    items::STATEMENTS,
    people::STATEMENTS,
    things::STATEMENTS,
    transfers::STATEMENTS,
];

/// What a plan asks of things that people own.
#[derive(Clone, Debug, Default)]
pub struct ThingsWanted {
    /// What folders for what moves are to be called, where it is not their owner's name.
    pub folder_names: Vec<String>,
    /// Who is to take over what stays.
    pub new_owners: Vec<UserId>,
    /// Transfers of which every piece is to be known, to be taken back.
    pub transfers: Vec<FolderId>,
}

/// What is looked for, in accounts alone.
struct Asked<'a> {
    things: &'a ThingsWanted,
    family: Vec<UserId>,
    sources: BTreeSet<OrganizationCode>,
    destinations: BTreeSet<OrganizationCode>,
}

impl Asked<'_> {
    fn family(&self) -> String {
        id_list(self.family.iter().map(UserId::as_str))
    }
}

/// The section `account` of an organization, as a document gives its fields.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    plan: Option<String>,
    seats: Option<u64>,
    storage_bytes: Option<u64>,
    sign_in: Option<String>,
    billing_contact: Option<UserId>,
    partners: BTreeSet<Arc<str>>,
}

/// Reads what there is to read.
pub(super) async fn load(
    tx: &mut Tx,
    wanted: &Wanted,
    family: &[FamilyMember],
    snapshot: &mut Snapshot,
) -> Result<(), StoreError> {
    let accounts = snapshot.organizations.iter();
    let accounts = accounts.filter(|place| place.kind.is_account_tree());
    let accounts: BTreeSet<OrganizationCode> = accounts.map(|place| place.code.clone()).collect();
    if accounts.is_empty() {
        return Ok(());
    }
    let mut facts = ContentFacts::default();
    settings(tx, accounts.iter(), &mut facts).await?;
    members(tx, snapshot, &mut facts).await?;
    if let Some(asked) = asked(wanted, family, snapshot, &accounts) {
        facts.things_are_known = true;
        items::load(tx, &asked, &mut facts).await?;
        things::load(tx, &asked, snapshot, &mut facts).await?;
        items::load_left(tx, &asked, &mut facts).await?;
        transfers::load(tx, &asked, &mut facts).await?;
        people::load(tx, &asked, snapshot, &mut facts).await?;
        homes(tx, snapshot, &mut facts).await?;
        members(tx, snapshot, &mut facts).await?;
        counts::load(tx, &asked, snapshot, &mut facts).await?;
    }
    snapshot.content = Some(facts);
    Ok(())
}

/// What accounts are set to, and the profiles they made.
async fn settings(
    tx: &mut Tx,
    accounts: impl Iterator<Item = &OrganizationCode>,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    let list = id_list(accounts.map(OrganizationCode::as_str));
    for record in tx.rows(&ACCOUNTS, args![list]).await? {
        let id = record.text("id")?;
        if record.text("fact")? == "profile" {
            let profile: CustomProfile = record.json("a")?;
            facts.profiles.insert(id.into(), profile);
            continue;
        }
        let body: Body = record.json("a")?;
        let account = Account {
            plan: body.plan.as_deref().and_then(AccountPlan::from_name),
            seats: body.seats.map(|it| u32::try_from(it).unwrap_or(u32::MAX)),
            storage_bytes: body.storage_bytes,
            sign_in: body.sign_in.as_deref().and_then(SignIn::from_name),
            billing_contact: body.billing_contact,
            partners: body.partners,
            revision: record.int("m")?,
        };
        facts.accounts.insert(id.into(), account);
    }
    Ok(())
}

/// Where people live who came along: what they see depends on it.
async fn homes(
    tx: &mut Tx,
    snapshot: &mut Snapshot,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    let homes = snapshot.users.values().map(|user| &user.home);
    let unknown = homes.filter(|code| snapshot.organizations.get(code).is_none());
    let unknown: BTreeSet<&str> = unknown.map(OrganizationCode::as_str).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let mut places: BTreeMap<OrganizationCode, Organization> = BTreeMap::new();
    for record in tx.rows(&PLACES, args![id_list(unknown)]).await? {
        let place = super::places::organization(&record)?;
        places.insert(place.code.clone(), place);
    }
    places.retain(|code, _| snapshot.organizations.get(code).is_none());
    let accounts = places.values().filter(|it| it.kind.is_account_tree());
    settings(tx, accounts.map(|it| &it.code), facts).await?;
    let known = snapshot.organizations.iter();
    let known = known.map(|place| place.organization.clone());
    let all: Vec<Organization> = known.chain(places.into_values()).collect();
    snapshot.organizations = all.into();
    Ok(())
}

fn asked<'a>(
    wanted: &'a Wanted,
    family: &[FamilyMember],
    snapshot: &Snapshot,
    accounts: &BTreeSet<OrganizationCode>,
) -> Option<Asked<'a>> {
    let things = wanted.things.as_ref()?;
    let people = family.iter().filter_map(|it| snapshot.users.get(&it.0));
    let people: Vec<_> = people.filter(|it| accounts.contains(&it.home)).collect();
    let destinations = wanted.destinations.codes().iter();
    let destinations: BTreeSet<_> = destinations
        .filter(|code| accounts.contains(*code))
        .cloned()
        .collect();
    (!people.is_empty() && !destinations.is_empty()).then(|| Asked {
        things,
        family: people.iter().map(|user| user.id.clone()).collect(),
        sources: people.iter().map(|user| user.home.clone()).collect(),
        destinations,
    })
}

/// The profiles of everybody in the snapshot of whom none is known yet.
async fn members(
    tx: &mut Tx,
    snapshot: &Snapshot,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    let unknown = snapshot.users.keys();
    let unknown = unknown.filter(|id| !facts.members.contains_key(*id));
    let list = id_list(unknown.map(UserId::as_str));
    let records = tx.rows(&MEMBERS, args![list]).await?;
    let (own, delegations): (Vec<_>, Vec<_>) = records
        .iter()
        .partition(|record| record.text("fact").is_ok_and(|fact| fact == "member"));
    for record in own {
        let member = Member::new(record.text("a")?);
        facts.members.insert(record.text("id")?.into(), member);
    }
    for record in delegations {
        // WHY: who lives in another tree lets people act, too.
        if let Some(member) = facts.members.get_mut(record.text("id")?) {
            let delegation = delegation_of(record.text("a")?, record.int("m")?, record.text("b")?);
            member.delegations.insert(delegation);
        }
    }
    Ok(())
}
