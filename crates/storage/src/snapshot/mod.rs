//! The facts a plan rests on, out of the tables: two statements, whatever the size of the directory, and some more in
//! hosting trees, at sites with telephony and between accounts.
//!
//! The first (`people`) reads the families, the actor and those they refer to; the second (`places`)
//! reads the organizations these name, with everything above them, and what is to be known there. Every
//! row is found by an index. People who are only referred to (managers, reports and sponsors outside
//! the families) come without roles, subscriptions and remembered positions: no rule asks for them; they
//! come with groups only for an actor with a user base. To load a new fact, add an arm to one of the
//! statements and its place in its `load`.

pub(crate) mod content;
mod filtered;
mod hosting;
mod others;
pub(crate) mod people;
mod places;
mod telephony;

use crate::error::StoreError;
use crate::keys;
use crate::organizations::Cursor;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list};
use rehome_domain::hosting::asked::Newcomer;
use rehome_domain::ids::{GroupId, OrganizationCode, PositionId, UserId};
use rehome_domain::people::Group;
use rehome_domain::time::Day;
use rehome_domain::user_move::Snapshot;
use std::collections::BTreeSet;

pub use content::{ThingsWanted, seats_of, usage_of};
#[cfg(test)]
pub(crate) use places::places_statement;
pub use telephony::Recorded;

/// What a plan is about.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Who asks.
    pub actor: UserId,
    /// Where they act; at home where none.
    pub acting_in: Option<OrganizationCode>,
    /// The people to move, by id; unknown ones are left out.
    pub subjects: Vec<UserId>,
    /// Where to.
    pub destinations: Destinations,
    /// Positions asked for at the destinations, or to be taken up again by an undo.
    pub positions: Vec<PositionId>,
    /// Sign-in names and addresses asked for at the destinations, or to be taken up again by an undo.
    pub names: Vec<String>,
    /// People asked for as managers at the destinations; unknown ones are left out.
    pub managers: BTreeSet<UserId>,
    /// Somebody new at the destinations, to whom names are to be proposed.
    pub newcomer: Option<Newcomer>,
    /// Today; addresses that were kept from others until a day before are free. Where nobody tells, none is.
    pub today: Option<Day>,
    /// What former moves rewrote at sites with telephony, to be told of or taken back.
    pub telephony: Recorded,
    /// What is asked of things that people of accounts own; nothing of them is read where nobody asks.
    pub things: Option<ThingsWanted>,
    /// Whether filters ask for values of people.
    pub filtered: bool,
}

/// The organizations to be judged as destinations.
#[derive(Clone, Debug)]
pub enum Destinations {
    /// None: the facts about the people alone.
    None,
    /// These, so fully that a position not found there does not exist.
    These(Vec<OrganizationCode>),
    /// These, for a list of verdicts: positions other than the root and the remembered ones are unknown.
    Listed(Vec<OrganizationCode>),
}

impl Destinations {
    fn codes(&self) -> &[OrganizationCode] {
        match self {
            Self::None => &[],
            Self::These(codes) | Self::Listed(codes) => codes,
        }
    }
}

impl Wanted {
    /// What a move of these people by this actor rests on.
    pub fn new(actor: UserId, subjects: Vec<UserId>, destinations: Destinations) -> Self {
        Self {
            actor,
            acting_in: None,
            subjects,
            destinations,
            positions: Vec::new(),
            names: Vec::new(),
            managers: BTreeSet::new(),
            newcomer: None,
            today: None,
            telephony: Recorded::default(),
            things: None,
            filtered: false,
        }
    }
}

statements! {
    GROUPS "groups": "SELECT g.id, g.name, g.organization, g.dynamic FROM json_each($1) n CROSS JOIN groups g WHERE g.id = n.value ->> 0";
    /// WHY `replace`: the engines have no function in common that looks for a text in a text.
    LISTED "organizations": "SELECT o.code, o.name_key FROM organizations o WHERE o.code IN (
            SELECT a.listed FROM organization_scope up JOIN available_organizations a ON a.organization = up.ancestor WHERE up.organization = $1
            UNION SELECT s.organization FROM organization_scope s WHERE s.ancestor = $2)
        AND (o.name_key, o.code) > ($3, $4)
        AND ($5 = '' OR replace(o.name_key, $5, '') <> o.name_key OR replace(o.code, $5, '') <> o.code)
        ORDER BY o.name_key, o.code LIMIT $6";
}

/// The statements of this folder.
pub(crate) const ALL_STATEMENTS: [&[crate::statement::Statement]; 14] = [
    STATEMENTS,
    content::ALL_STATEMENTS[0],
    content::ALL_STATEMENTS[1],
    content::ALL_STATEMENTS[2],
    content::ALL_STATEMENTS[3],
    content::ALL_STATEMENTS[4],
    content::ALL_STATEMENTS[5],
    hosting::ALL_STATEMENTS[0],
    hosting::ALL_STATEMENTS[1],
    hosting::ALL_STATEMENTS[2],
    others::STATEMENTS,
    people::STATEMENTS,
    places::STATEMENTS,
    telephony::STATEMENTS,
];

/// Which organizations may come into question as destinations.
#[derive(Clone, Debug)]
pub struct ListedFilter {
    /// Where people leave from; the lists that govern it count.
    pub source: OrganizationCode,
    /// Everything at or below this one counts too: where the actor administers.
    pub administered: Option<OrganizationCode>,
    /// Only those with this text in their name or code.
    pub text: Option<String>,
    /// Only those behind this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u32,
}

/// The organizations that may come into question as destinations, by name; the rules still judge each.
///
/// # Errors
/// [`StoreError`].
pub async fn listed(
    tx: &mut Tx,
    filter: &ListedFilter,
) -> Result<(Vec<OrganizationCode>, Option<Cursor>), StoreError> {
    let text = filter
        .text
        .as_deref()
        .map(keys::sort_key)
        .unwrap_or_default();
    let (after_key, after_code) = Cursor::parts(filter.after.as_ref());
    let administered = filter
        .administered
        .as_ref()
        .map_or("", |code| code.as_str());
    let arguments = args![
        &filter.source,
        administered,
        after_key,
        after_code,
        &text,
        i64::from(filter.limit)
    ];
    let records = tx.rows(&LISTED, arguments).await?;
    let mut codes = Vec::with_capacity(records.len());
    for record in &records {
        codes.push(record.text("code")?.into());
    }
    let last = records
        .last()
        .filter(|_| records.len() as u64 == u64::from(filter.limit));
    let next = last
        .map(|record| {
            Ok::<_, StoreError>(Cursor::new(record.text("name_key")?, record.text("code")?))
        })
        .transpose()?;
    Ok((codes, next))
}

/// Groups by id, for facts about people who are not in them now; unknown ones are left out.
///
/// # Errors
/// [`StoreError`].
pub async fn groups(tx: &mut Tx, ids: &BTreeSet<GroupId>) -> Result<Vec<Group>, StoreError> {
    let list = id_list(ids.iter().map(GroupId::as_str));
    let records = tx.rows(&GROUPS, args![list]).await?;
    records
        .iter()
        .map(|record| {
            Ok(Group {
                id: record.text("id")?.into(),
                name: record.text("name")?.into(),
                organization: record.text("organization")?.into(),
                dynamic: record.bool("dynamic")?,
            })
        })
        .collect()
}

/// Loads the facts.
///
/// # Errors
/// [`StoreError`].
pub async fn load(tx: &mut Tx, wanted: &Wanted) -> Result<Snapshot, StoreError> {
    let mut snapshot = Snapshot::default();
    let (mark, family) = people::load(tx, wanted, &mut snapshot).await?;
    let mut managers = wanted.managers.clone();
    managers.retain(|id| !snapshot.users.contains_key(id));
    if !managers.is_empty() {
        people::persons(tx, &managers, &mut snapshot).await?;
    }
    places::load(tx, wanted, mark, &family, &mut snapshot).await?;
    hosting::load(tx, wanted, &family, &mut snapshot).await?;
    telephony::load(tx, wanted, mark, &family, &mut snapshot).await?;
    content::load(tx, wanted, &family, &mut snapshot).await?;
    if wanted.filtered {
        filtered::load(tx, &mut snapshot).await?;
    }
    Ok(snapshot)
}
