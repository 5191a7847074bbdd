//! Names that are taken and addresses that are kept, of those that might be asked for.

use super::{lives_there, placed};
use crate::directory::NO_END;
use crate::error::StoreError;
use crate::snapshot::Wanted;
use crate::statement::statements;
use crate::tx::{Tx, args, json};
use rehome_domain::hosting::asked::{AskedName, NamesThere, chosen, for_newcomer, proposed};
use rehome_domain::hosting::{AddressHold, HostingFacts, NameHolder, NameKey, NameKind};
use rehome_domain::ids::{LocationId, OrganizationCode, UserId};
use rehome_domain::user_move::Snapshot;
use rehome_domain::user_move::hosting::{location, short_name};
use std::collections::BTreeSet;

/// The location of a home: that of the nearest organization at or above it.
macro_rules! location {
    ($home:literal, $body:literal) => {
        concat!(
            "(SELECT ",
            $body,
            " ->> 'location' FROM organization_scope up CROSS JOIN organization_sections x
                WHERE up.organization = ",
            $home,
            " AND x.organization = up.ancestor AND x.section = 'hosting' AND ",
            $body,
            " ->> 'location' IS NOT NULL
                ORDER BY up.depth LIMIT 1)"
        )
    };
}
/// A name between two, and with an end where one is given. WHY `replace`: the engines have no function in common that
/// looks for a text in a text.
macro_rules! asked {
    ($kind:literal, $key:literal) => {
        concat!(
            "n.value ->> 0 = '",
            $kind,
            "' AND ",
            $key,
            " >= n.value ->> 1 AND ",
            $key,
            " <= n.value ->> 2
                AND (n.value ->> 3 = '' OR replace(",
            $key,
            ", n.value ->> 3, '') <> ",
            $key,
            ")"
        )
    };
}
macro_rules! names {
    ($body:literal) => {
        concat!(
            "SELECT 'upn' AS fact, h.upn_key AS id, h.user_id AS a, ",
            location!("h.home", $body),
            " AS b, CAST(NULL AS BIGINT) AS m, CAST(NULL AS BIGINT) AS n
            FROM json_each($1) n CROSS JOIN user_hosting h CROSS JOIN users u
            WHERE ",
            asked!("upn", "h.upn_key"),
            " AND u.id = h.user_id AND u.status <> 'deleted'
            UNION ALL SELECT 'username', u.username_key, u.id, ",
            location!("h.home", $body),
            ", NULL, NULL
            FROM json_each($1) n CROSS JOIN users u CROSS JOIN user_hosting h
            WHERE ",
            asked!("username", "u.username_key"),
            " AND h.user_id = u.id
            UNION ALL SELECT 'address', a.address_key, a.user_id, NULL, NULL, NULL
            FROM json_each($1) n CROSS JOIN addresses a CROSS JOIN users u
            WHERE ",
            asked!("address", "a.address_key"),
            " AND u.id = a.user_id AND u.status <> 'deleted'
            UNION ALL SELECT 'other', o.address_key, NULL, NULL, NULL, NULL
            FROM json_each($1) n CROSS JOIN other_addresses o WHERE ",
            asked!("address", "o.address_key"),
            "
            UNION ALL SELECT 'hold', k.address, k.user_id, k.organization, k.days, k.forwards
            FROM json_each($1) n CROSS JOIN address_holds k WHERE ",
            asked!("address", "k.address_key"),
            " AND k.until_day >= $2
            LIMIT $3"
        )
    };
}

statements! {
    /// WHY usernames of deleted people too: their records still carry them, and one home has a username once.
    /// $1: names to look for as `[kind, from, to, end]`, $2: today, $3: how many at most.
    NAMES "user_hosting": names!("x.body"), postgres = names!("CAST(x.body AS jsonb)");
}

/// So many names are read at most; of more, whatever they tell, they do not tell all.
const MOST: i64 = 50_000;

/// Reads who has the names that might be asked for at the destinations.
pub(super) async fn load(
    tx: &mut Tx,
    wanted: &Wanted,
    members: &[UserId],
    destinations: &[OrganizationCode],
    snapshot: &Snapshot,
    facts: &mut HostingFacts,
) -> Result<(), StoreError> {
    let asked = asked(wanted, members, destinations, snapshot);
    let locations: BTreeSet<Option<LocationId>> =
        placed(snapshot, destinations).map(location).collect();
    let list: Vec<[String; 4]> = asked.into_iter().map(between).collect();
    let today = wanted.today.map_or(-NO_END, |day| i64::from(day.0));
    let records = tx.rows(&NAMES, args![json(&list), today, MOST]).await?;
    facts.names_are_known = (records.len() as u64) < MOST.unsigned_abs();
    for record in &records {
        let key = record.text("id")?;
        let mut note = |kind, holder| {
            let key = NameKey::new(kind, key);
            facts.names.entry(key).or_default().insert(holder);
        };
        let person = |column| record.text(column).map(UserId::from);
        let is_near = || {
            let at = record.opt_text("b")?.map(LocationId::from);
            Ok::<_, StoreError>(locations.contains(&at))
        };
        match record.text("fact")? {
            "upn" if is_near()? => note(NameKind::Upn, NameHolder::User(person("a")?)),
            "username" if is_near()? => note(NameKind::Username, NameHolder::User(person("a")?)),
            "upn" | "username" => {}
            "address" => note(NameKind::Address, NameHolder::User(person("a")?)),
            "other" => note(NameKind::Address, NameHolder::Other),
            "hold" => {
                let days = record.int("m")?;
                let hold = AddressHold {
                    person: person("a")?,
                    organization: record.text("b")?.into(),
                    days: u32::try_from(days).map_err(|_| record.inconsistent("m"))?,
                    forwards: record.bool("n")?,
                };
                facts.holds.insert(key.into(), hold);
            }
            _ => return Err(record.inconsistent("fact")),
        }
    }
    Ok(())
}

/// What is to be looked for: what might be proposed to each member at each destination, and what somebody chose.
fn asked(
    wanted: &Wanted,
    members: &[UserId],
    destinations: &[OrganizationCode],
    snapshot: &Snapshot,
) -> BTreeSet<AskedName> {
    let mut asked = BTreeSet::new();
    let names: Vec<String> = placed(snapshot, destinations).map(short_name).collect();
    let there = || {
        let places = placed(snapshot, destinations).zip(&names);
        places.filter_map(|(place, short_name)| {
            let hosting = place.organization.hosting.as_deref()?;
            Some(NamesThere {
                hosting,
                short_name,
            })
        })
    };
    for user in members.iter().filter_map(|id| snapshot.users.get(id)) {
        let source = snapshot.organizations.get(&user.home);
        let (Some(hosted), Some(source)) = (&user.hosting, source) else {
            continue;
        };
        let own = short_name(source);
        for there in there() {
            proposed(user, hosted, &own, there, &mut asked);
        }
        // A username that is kept stands beside those of the location.
        let username = rehome_domain::hosting::name_key(&user.username);
        asked.insert(AskedName::Exactly(NameKind::Username, username));
        // What is held already may be kept, or given up again.
        for address in hosted.addresses.keys() {
            let key = rehome_domain::hosting::name_key(address.as_str());
            asked.insert(AskedName::Exactly(NameKind::Address, key));
        }
    }
    if let Some(newcomer) = &wanted.newcomer {
        for there in there() {
            for_newcomer(newcomer, there, &mut asked);
        }
    }
    for name in &wanted.names {
        chosen(name, there(), &mut asked);
    }
    debug_assert!(destinations.iter().all(|code| lives_there(snapshot, code)));
    asked
}

/// A name to look for as the statement takes it. Digits stand before `:` in the order of bytes.
fn between(asked: AskedName) -> [String; 4] {
    let word = |kind| {
        match kind {
            NameKind::Upn => "upn",
            NameKind::Address => "address",
            NameKind::Username => "username",
        }
        .to_owned()
    };
    match asked {
        AskedName::Exactly(kind, key) => [word(kind), key.clone(), key, String::new()],
        AskedName::Numbered(kind, beginning, end) => [
            word(kind),
            format!("{beginning}1"),
            format!("{beginning}:"),
            end,
        ],
    }
}
