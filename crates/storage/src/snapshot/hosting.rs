//! The third part of a snapshot, for who acts, lives or goes in a hosting tree: the hosting parts of people, the
//! catalogue, names that are taken or kept, and counts.
//!
//! Whether there is anything to read is told by the organizations that are loaded anyway, so that moves of other trees
//! cost no statement. Names are looked for one by one and by how they begin ([`rehome_domain::hosting::asked`]), counts
//! only where a limit stands.

mod counts;
mod names;

use super::people::{Member, persons};
use super::{Destinations, Wanted};
use crate::error::StoreError;
use crate::hosting::{add_plan, add_service, last_day};
use crate::statement::{Statement, statements};
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::hosting::{
    AddressUse, Catalogue, Delegation, HeldService, HostedUser, HostingFacts, Provisioning,
    UserType,
};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::Snapshot;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

statements! {
    /// $1: everybody in the snapshot, $2: the families; whoever lets one of them act comes along.
    HOSTED "user_hosting": "SELECT 'hosted' AS fact, h.user_id AS id, h.upn AS a, h.user_type AS b, h.provisioning AS c, h.synced_from AS d,
            h.department AS e, h.office AS f, u.given AS g, u.surname AS h, h.is_protected AS m
        FROM (SELECT value ->> 0 AS id FROM json_each($1) UNION
              SELECT d.user_id FROM json_each($2) n CROSS JOIN user_delegations d WHERE d.delegate = n.value ->> 0) w
            CROSS JOIN user_hosting h CROSS JOIN users u WHERE h.user_id = w.id AND u.id = h.user_id
        UNION ALL SELECT 'address', a.user_id, a.address, NULL, NULL, NULL, NULL, NULL, NULL, NULL, a.is_primary
        FROM json_each($1) n CROSS JOIN addresses a WHERE a.user_id = n.value ->> 0
        UNION ALL SELECT 'service', s.user_id, s.service, s.instance, s.plan, s.status, s.filled, NULL, NULL, NULL, s.bytes
        FROM json_each($1) n CROSS JOIN user_services s WHERE s.user_id = n.value ->> 0 AND s.is_there = 1
        UNION ALL SELECT 'delegation', d.user_id, d.delegate, d.kind, NULL, NULL, NULL, NULL, NULL, NULL, d.until_day
        FROM (SELECT value ->> 0 AS id FROM json_each($1) UNION
              SELECT d.user_id FROM json_each($2) n CROSS JOIN user_delegations d WHERE d.delegate = n.value ->> 0) w
            CROSS JOIN user_delegations d WHERE d.user_id = w.id
        UNION ALL SELECT c.section, c.id, c.body, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM directory_sections c WHERE c.section IN ('services', 'plans')";
}

/// The statements of this file and those below.
pub(super) const ALL_STATEMENTS: [&[Statement]; 3] =
    [STATEMENTS, counts::STATEMENTS, names::STATEMENTS];

/// Reads what there is to read.
pub(super) async fn load(
    tx: &mut Tx,
    wanted: &Wanted,
    family: &[Member],
    snapshot: &mut Snapshot,
) -> Result<(), StoreError> {
    let is_hosting = snapshot
        .organizations
        .iter()
        .any(|place| place.kind.is_hosting_tree());
    if !is_hosting {
        return Ok(());
    }
    let members: Vec<UserId> = family
        .iter()
        .map(|Member(id, ..)| id.clone())
        .filter(|id| {
            snapshot
                .users
                .get(id)
                .is_some_and(|user| lives_there(snapshot, &user.home))
        })
        .collect();
    if members.is_empty() {
        // WHY: who only looks around holds the keys of these trees; nobody is there whose move could be judged.
        snapshot.hosting = Some(HostingFacts::default());
        return Ok(());
    }
    let mut facts = HostingFacts {
        catalogue: people(tx, &members, snapshot).await?,
        ..HostingFacts::default()
    };
    let destinations: Vec<OrganizationCode> = match &wanted.destinations {
        Destinations::None => Vec::new(),
        Destinations::These(codes) | Destinations::Listed(codes) => codes
            .iter()
            .filter(|code| lives_there(snapshot, code))
            .cloned()
            .collect(),
    };
    if !destinations.is_empty() {
        names::load(tx, wanted, &members, &destinations, snapshot, &mut facts).await?;
        counts::load(tx, &destinations, snapshot, &mut facts).await?;
    }
    snapshot.hosting = Some(facts);
    Ok(())
}

fn lives_there(snapshot: &Snapshot, code: &OrganizationCode) -> bool {
    let place = snapshot.organizations.get(code);
    place.is_some_and(|place| place.kind.is_hosting_tree())
}

/// The places of these codes that are loaded.
fn placed<'a>(
    snapshot: &'a Snapshot,
    codes: &'a [OrganizationCode],
) -> impl Iterator<Item = Placed<'a>> {
    codes
        .iter()
        .filter_map(|code| snapshot.organizations.get(code))
}

/// The hosting parts of everybody in the snapshot, and whoever lets a member act or may act for one; answers the
/// catalogue.
async fn people(
    tx: &mut Tx,
    members: &[UserId],
    snapshot: &mut Snapshot,
) -> Result<Catalogue, StoreError> {
    let everybody = id_list(snapshot.users.keys().map(UserId::as_str));
    let family = id_list(members.iter().map(UserId::as_str));
    let records = tx.rows(&HOSTED, args![everybody, family]).await?;
    let mut hosted: BTreeMap<UserId, HostedUser> = BTreeMap::new();
    let mut catalogue = Catalogue::shipped();
    let (own, others): (Vec<_>, Vec<_>) = records
        .iter()
        .partition(|record| record.text("fact").is_ok_and(|fact| fact == "hosted"));
    for record in own {
        hosted.insert(record.text("id")?.into(), hosted_user(record)?);
    }
    for record in others {
        let id = record.text("id")?;
        let fact = record.text("fact")?;
        if fact == "services" || fact == "plans" {
            let body = record.text("a")?;
            let added = if fact == "plans" {
                add_plan(&mut catalogue, id, body)
            } else {
                add_service(&mut catalogue, id, body)
            };
            added.ok_or_else(|| record.inconsistent("a"))?;
            continue;
        }
        // WHY: who lives in another tree has addresses too, and no hosting part.
        let Some(person) = hosted.get_mut(id) else {
            continue;
        };
        match fact {
            "address" => {
                let primary = record.bool("m")?;
                let address = record.text("a")?.into();
                person.addresses.insert(address, AddressUse { primary });
            }
            "service" => {
                let service = record.text("a")?.into();
                person.services.insert(service, held_service(record)?);
            }
            "delegation" => {
                let kind = record.text("b")?;
                person.delegations.insert(Delegation {
                    to: record.text("a")?.into(),
                    until: last_day(record.int("m")?),
                    kind: (!kind.is_empty()).then(|| Arc::from(kind)),
                });
            }
            _ => return Err(record.inconsistent("fact")),
        }
    }
    let delegates = members
        .iter()
        .filter_map(|id| hosted.get(id))
        .flat_map(|person| person.delegations.iter().map(|delegation| &delegation.to));
    let strangers: BTreeSet<UserId> = hosted
        .keys()
        .chain(delegates)
        .filter(|id| !snapshot.users.contains_key(*id))
        .cloned()
        .collect();
    if !strangers.is_empty() {
        persons(tx, &strangers, snapshot).await?;
    }
    for (id, person) in hosted {
        if let Some(user) = snapshot.users.get_mut(&id) {
            user.hosting = Some(Box::new(person));
        }
    }
    Ok(catalogue)
}

fn shared(text: Option<&str>) -> Option<Arc<str>> {
    text.map(Arc::from)
}

fn hosted_user(record: &Record) -> Result<HostedUser, StoreError> {
    Ok(HostedUser {
        upn: shared(record.opt_text("a")?),
        given: shared(record.opt_text("g")?),
        surname: shared(record.opt_text("h")?),
        user_type: record.parsed("b", UserType::from_name)?,
        provisioning: record.parsed("c", Provisioning::from_name)?,
        synced_from: shared(record.opt_text("d")?),
        department: shared(record.opt_text("e")?),
        office: shared(record.opt_text("f")?),
        protected: record.bool("m")?,
        ..HostedUser::default()
    })
}

fn held_service(record: &Record) -> Result<HeldService, StoreError> {
    let bytes = record.int("m")?;
    Ok(HeldService {
        instance: record.opt_text("b")?.map(Into::into),
        plan: record.opt_text("c")?.map(Into::into),
        status: record.parsed("d", Provisioning::from_name)?,
        properties: record.json("e")?,
        bytes: u64::try_from(bytes).map_err(|_| record.inconsistent("m"))?,
    })
}
