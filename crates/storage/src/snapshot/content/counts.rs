//! How much of an account is in use: seats where a limit stands, bytes as they are counted along, and whether anybody else is
//! there to take over.

use super::Asked;
use super::people::{ends_and_tops, profiles_where};
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::content::{AccountCounts, ContentFacts, ProfileKind};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::people::UserStatus;
use rehome_domain::user_move::Snapshot;

statements! {
    SEATS "account_members": "SELECT count(*) AS many FROM account_members m CROSS JOIN users u
        WHERE m.account = $1 AND u.id = m.user_id AND u.status IN (SELECT value ->> 0 FROM json_each($2))";
    /// No more than are asked for: it matters whether there is another one.
    OWNERS "account_members": "SELECT count(*) AS many FROM (SELECT m.user_id FROM json_each($2) p CROSS JOIN account_members m CROSS JOIN users u
        WHERE m.account = $1 AND m.profile = p.value ->> 0 AND u.id = m.user_id AND u.status = 'active' LIMIT $3) x";
    USAGE "account_usage": "SELECT account, bytes, expected FROM account_usage WHERE account = $1";
}

fn many(record: Option<Record>) -> Result<u32, StoreError> {
    let many = record.map_or(Ok(0), |record| record.int("many"))?;
    Ok(u32::try_from(many).unwrap_or(u32::MAX))
}

/// Counts at both ends and above.
pub(super) async fn load(
    tx: &mut Tx,
    asked: &Asked<'_>,
    snapshot: &Snapshot,
    facts: &mut ContentFacts,
) -> Result<(), StoreError> {
    for code in ends_and_tops(asked, snapshot) {
        let mut counts = AccountCounts::default();
        let account = facts.accounts.get(&code);
        if account.is_some_and(|account| account.seats.is_some()) {
            counts.seats = seats_of(tx, &code).await?;
        }
        if asked.sources.contains(&code) {
            let owning = profiles_where(facts, &code, |profile| profile.may_own());
            let owning = id_list(owning.iter().map(|id| id.as_str()));
            let enough = i64::try_from(asked.family.len()).unwrap_or(i64::MAX);
            let asked = args![&code, owning, enough.saturating_add(1)];
            counts.owners = many(tx.one(&OWNERS, asked).await?)?;
        }
        if let Some(used) = usage_of(tx, &code).await? {
            (counts.bytes, counts.expected) = (used.bytes, used.expected);
        }
        for user in snapshot.users.values() {
            let profile = facts.profile_of(&user.id, &code);
            let like = profile.map(|it| it.like).filter(|it| it.administers());
            if let (true, UserStatus::Active, Some(like)) = (user.home == code, user.status, like) {
                let bills = like == ProfileKind::BillingAdministrator;
                counts.administrators.insert(user.id.clone(), bills);
            }
        }
        facts.counts.insert(code, counts);
    }
    Ok(())
}

/// How many seats of an account are taken.
///
/// # Errors
/// [`StoreError`].
pub async fn seats_of(tx: &mut Tx, account: &OrganizationCode) -> Result<u32, StoreError> {
    let seated = UserStatus::ALL.into_iter();
    let seated = seated.filter(|it| it.takes_a_seat());
    let seated = id_list(seated.map(UserStatus::as_str));
    many(tx.one(&SEATS, args![account, seated]).await?)
}

/// How much is stored in an account and still expected there, and nothing else of it; none where it is no account.
///
/// # Errors
/// [`StoreError`].
pub async fn usage_of(
    tx: &mut Tx,
    account: &OrganizationCode,
) -> Result<Option<AccountCounts>, StoreError> {
    let Some(record) = tx.one(&USAGE, args![account]).await? else {
        return Ok(None);
    };
    Ok(Some(AccountCounts {
        bytes: u64::try_from(record.int("bytes")?).unwrap_or(0),
        expected: u64::try_from(record.int("expected")?).unwrap_or(0),
        ..AccountCounts::default()
    }))
}
