//! A plan's steps into the tables, the way `rehome_domain::user_move::apply` does them in memory.
//!
//! Nothing is applied without a [`MoveAuthority`], and everything only on the revisions the plan rests on:
//! each touched person's row is changed once, expecting its revision, and whatever else the plan read
//! must still have the revision it had. The rows are written with all else that the unit writes ([`crate::receipt`]).
//! To add a kind of step, add its part there and its place in [`Changes::gather`]; those of hosting trees, of sites and of
//! accounts have theirs in the files below.

mod content;
mod hosting;
mod telephony;

pub(crate) use content::piece_key;

use crate::directory::{ACCOUNT_SECTION, NO_END};
use crate::error::StoreError;
use crate::receipt::{Part, Values};
use crate::tx::{Arg, Tx, opt_owned, owned};
use rehome_domain::ids::UserId;
use rehome_domain::text::folded;
use rehome_domain::time::Day;
use rehome_domain::user_move::{BasisEntry, BasisRecord, MoveAuthority, Step};
use std::collections::BTreeMap;

/// What changes in a person's own row.
struct UserChange<'a> {
    id: &'a str,
    revision: i64,
    home: Option<&'a str>,
    sets_position: bool,
    position: Option<&'a str>,
    sets_manager: bool,
    manager: Option<&'a str>,
    locked: Option<bool>,
    username: Option<&'a str>,
    hosted: hosting::HostedChange<'a>,
    member: content::MemberChange<'a>,
}

/// The steps as rows, by the part that writes them.
#[derive(Default)]
struct Changes {
    parts: BTreeMap<Part, Vec<Values>>,
}

impl Changes {
    /// Gathers the steps of families; none where a step changes somebody whose revision no basis tells.
    ///
    /// Where several rest on one record, the revision that the first of them read is the stored one: those
    /// after it were planned on what those before it leave.
    fn of(families: &[Applied<'_>]) -> Option<Self> {
        let mut basis: BTreeMap<&BasisRecord, i64> = BTreeMap::new();
        for entry in families.iter().flat_map(|family| family.basis) {
            basis.entry(&entry.record).or_insert(entry.revision);
        }
        let mut changes = Self::default();
        let mut revisions: BTreeMap<&UserId, i64> = BTreeMap::new();
        for (record, revision) in basis {
            let (code, section) = match record {
                BasisRecord::User(id) => {
                    revisions.insert(id, revision);
                    continue;
                }
                BasisRecord::Organization(code) => {
                    let row = vec![owned(code.as_str()), Arg::from(revision)];
                    changes.add(Part::StaleOrganizations, row);
                    continue;
                }
                BasisRecord::UserMoveSettings(code) => (code, "user_move"),
                BasisRecord::Hierarchy(code) => (code, "hierarchy"),
                BasisRecord::Look(code) => (code, "look"),
                BasisRecord::Hosting(code) => (code, "hosting"),
                BasisRecord::Telephony(code) => (code, "telephony"),
                BasisRecord::Account(code) => (code, ACCOUNT_SECTION),
            };
            let row = vec![
                owned(code.as_str()),
                Arg::from(revision),
                Arg::from(section),
            ];
            changes.add(Part::StaleSections, row);
        }
        let mut users: BTreeMap<&UserId, UserChange<'_>> = BTreeMap::new();
        for family in families {
            let in_hosting = hosting::is_hosting(family);
            let at_sites = telephony::is_telephony(family);
            let in_accounts = content::is_account(family);
            for step in family.steps {
                let id = step.about();
                if !users.contains_key(id) {
                    users.insert(id, UserChange::none(id.as_str(), *revisions.get(id)?));
                }
                let user = users.get_mut(id)?;
                changes.gather(step, user);
                changes.gather_hosting(step, family.today, &mut user.hosted);
                changes.gather_telephony(step);
                changes.gather_content(step, &mut user.member);
                if let (true, Step::Home { after, .. }) = (in_accounts, step) {
                    user.member.account = Some(after.as_str());
                }
                if let (true, Step::Home { after, .. }) = (in_hosting, step) {
                    user.hosted.home = Some(after.as_str());
                }
                if let (true, Step::Home { after, .. }) = (at_sites, step) {
                    let row = vec![owned(id.as_str()), owned(after.as_str())];
                    changes.add(Part::HostedHome, row);
                }
            }
        }
        revisions.retain(|id, _| !users.contains_key(*id));
        for (id, revision) in revisions {
            changes.add(
                Part::StaleUsers,
                vec![owned(id.as_str()), Arg::from(revision)],
            );
        }
        for user in users.into_values() {
            let (part, row) = user.row();
            changes.add(part, row);
            if let Some(row) = user.hosted.row(user.id) {
                changes.add(Part::Hosted, row);
            }
            if let Some(row) = user.member.row(user.id) {
                changes.add(Part::Members, row);
            }
            if user.hosted.ends_sessions {
                changes.add(Part::SessionsEnded, vec![owned(user.id)]);
                changes.add(Part::TokensEnded, vec![owned(user.id)]);
            }
        }
        Some(changes)
    }

    fn add(&mut self, part: Part, row: Values) {
        self.parts.entry(part).or_default().push(row);
    }

    fn gather<'a>(&mut self, step: &'a Step, user: &mut UserChange<'a>) {
        let id = || owned(user.id);
        match step {
            Step::Home { before, after, .. } => {
                for part in [Part::ScopeLeft, Part::ScopeEntered] {
                    let row = vec![id(), owned(before.as_str()), owned(after.as_str())];
                    self.add(part, row);
                }
                user.home = Some(after.as_str());
            }
            Step::Position { after, .. } => {
                user.sets_position = true;
                user.position = after.as_ref().map(|position| position.as_str());
            }
            Step::Manager { after, .. } => {
                user.sets_manager = true;
                user.manager = after.as_ref().map(UserId::as_str);
            }
            Step::Lock { after, .. } => user.locked = Some(*after),
            Step::RememberedPosition {
                organization,
                after,
                ..
            } => match after {
                Some(position) => self.add(
                    Part::Remembered,
                    vec![id(), owned(organization.as_str()), owned(position.as_str())],
                ),
                None => self.add(Part::Forgotten, vec![id(), owned(organization.as_str())]),
            },
            Step::Role {
                role, at, after, ..
            } => {
                let part = if *after { Part::Granted } else { Part::Revoked };
                let at = at.as_ref().map_or("", |at| at.as_str());
                self.add(part, vec![id(), owned(at), owned(role.as_str())]);
            }
            Step::Subscription {
                to,
                start,
                end,
                after,
                ..
            } => {
                let part = if *after {
                    Part::Subscribed
                } else {
                    Part::Cancelled
                };
                let end = end.map_or(NO_END, |end| i64::from(end.0));
                let row = vec![
                    id(),
                    owned(to.as_str()),
                    Arg::from(i64::from(start.0)),
                    Arg::from(end),
                ];
                self.add(part, row);
            }
            Step::Membership { group, after, .. } => {
                let part = if *after { Part::Joined } else { Part::Departed };
                self.add(part, vec![id(), owned(group.as_str())]);
            }
            Step::Username { after, .. } => user.username = Some(after),
            // These are gathered by `gather_hosting`.
            Step::Upn { .. }
            | Step::Account { .. }
            | Step::Address { .. }
            | Step::AddressHold { .. }
            | Step::Service { .. }
            | Step::Department { .. }
            | Step::Office { .. }
            | Step::Delegation { .. } => {}
            // These are gathered by `gather_telephony` and `gather_records`.
            Step::PrimaryLine { .. } | Step::Telephony { .. } => {}
            // These are gathered by `gather_content` and `gather_transfers`.
            Step::Profile { .. } | Step::Ownership { .. } | Step::Transfer { .. } => {}
        }
    }
}

impl<'a> UserChange<'a> {
    fn none(id: &'a str, revision: i64) -> Self {
        Self {
            id,
            revision,
            home: None,
            sets_position: false,
            position: None,
            sets_manager: false,
            manager: None,
            locked: None,
            username: None,
            hosted: hosting::HostedChange::default(),
            member: content::MemberChange::default(),
        }
    }

    /// The row, with the part that writes it.
    fn row(&self) -> (Part, Values) {
        let mut row = vec![
            owned(self.id),
            Arg::from(self.revision),
            opt_owned(self.home),
            Arg::from(self.sets_position),
            opt_owned(self.position),
            Arg::from(self.sets_manager),
            opt_owned(self.manager),
            Arg::Int(self.locked.map(i64::from)),
        ];
        let Some(username) = self.username else {
            return (Part::Users, row);
        };
        row.extend([owned(username), owned(&folded(username))]);
        (Part::RenamedUsers, row)
    }
}

/// One family's steps, the right to take them, and what they rest on.
#[derive(Clone, Copy, Debug)]
pub struct Applied<'a> {
    /// The right.
    pub authority: &'a MoveAuthority,
    /// Who moves by it: the subject and the dependents.
    pub members: &'a [UserId],
    /// The steps.
    pub steps: &'a [Step],
    /// The revisions the plan read.
    pub basis: &'a [BasisEntry],
    /// Today, from which addresses that are given up are kept from others.
    pub today: Day,
}

/// The statements of the files below.
pub(crate) const ALL_STATEMENTS: [&[crate::statement::Statement]; 2] =
    [content::STATEMENTS, telephony::STATEMENTS];

impl Applied<'_> {
    /// Whether every home that changes is one that the authority lets change: of the subject and who goes along,
    /// from its source to its destination.
    fn is_authorized(&self) -> bool {
        let Self {
            authority, members, ..
        } = self;
        members.contains(authority.subject())
            && self.steps.iter().all(|step| match step {
                Step::Home {
                    about,
                    before,
                    after,
                } => {
                    members.contains(about)
                        && before == authority.source()
                        && after == authority.destination()
                }
                _ => true,
            })
    }
}

/// Applies the steps of families, each planned on what those before it leave: all of them or, where anything is
/// not as the plans read it, none. No person may be changed by two of them. They are written before the unit's next
/// statement or its end, which is where it shows that something has changed since the plan.
///
/// # Errors
/// [`StoreError::OtherAuthority`] where a home changes otherwise than an authority says;
/// [`StoreError::RowsAffected`] where a step changes somebody whose revision no plan tells.
pub async fn apply_many(tx: &mut Tx, families: &[Applied<'_>]) -> Result<(), StoreError> {
    if !families.iter().all(Applied::is_authorized) {
        return Err(StoreError::OtherAuthority);
    }
    // INVARIANT: two changes of one row in one statement would count as one, so that what waits goes first.
    tx.write_receipt().await?;
    let Some(mut changes) = Changes::of(families) else {
        return tx.compare(1, 0);
    };
    changes.gather_words(tx, families).await?;
    if !changes.gather_records(tx, families).await? {
        return tx.compare(1, 0);
    }
    changes.gather_transfers(tx, families).await?;
    for (part, rows) in changes.parts {
        tx.keep(part, rows);
    }
    Ok(())
}
