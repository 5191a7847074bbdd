//! The second half of a snapshot: organizations, positions, names that are taken, whom to ask.
//!
//! What hardly ever changes comes out of the memory, where it has the mark that the first half has read.

use super::others::Others;
use super::people::Member;
use super::{Destinations, Wanted};
use crate::directory::{ACCOUNT_SECTION, HOSTING_SECTION, HierarchyBody, TELEPHONY_SECTION};
use crate::error::StoreError;
use crate::memory::{Asked, Missing, Places, Remembered, is_top};
use crate::statement::statements;
use crate::store::Engine;
use crate::tx::{Record, Tx, args, id_list, json};
use rehome_domain::ids::{AttributeId, OrganizationCode, PositionId};
use rehome_domain::organization::{
    Organization, OrganizationKind, OrganizationStatus, UserMoveSettings,
};
use rehome_domain::people::User;
use rehome_domain::role::Roles;
use rehome_domain::user_move::Snapshot;
use rehome_domain::user_move::snapshot::{Taken, TakenName};
use std::collections::BTreeSet;
use std::sync::Arc;

statements! {
    /// What hardly ever changes. $1: organizations, $2: sources and destinations, $3: positions, $4: attributes.
    PLACES "organizations": "WITH RECURSIVE organization AS MATERIALIZED (
            SELECT DISTINCT s.ancestor AS code FROM json_each($1) n CROSS JOIN organization_scope s WHERE s.organization = n.value ->> 0),
        top AS MATERIALIZED (
            SELECT o.code FROM organization x CROSS JOIN organizations o WHERE o.code = x.code AND o.kind IN ('enterprise', 'super_enterprise')),
        chain (organization, node, parent) AS (
            SELECT h.organization, h.node, h.parent FROM json_each($3) n CROSS JOIN hierarchy_nodes h
            WHERE h.organization = n.value ->> 0 AND h.node = n.value ->> 1
            UNION SELECT h.organization, h.node, h.parent FROM chain c CROSS JOIN hierarchy_nodes h
            WHERE h.organization = c.organization AND h.node = c.parent)
        SELECT 'organization' AS fact, o.code AS id, o.kind AS a, o.parent AS b, o.name AS c, o.status AS d, o.revision AS n
        FROM organization x CROSS JOIN organizations o WHERE o.code = x.code
        UNION ALL SELECT 'section', s.organization, s.section, s.body, NULL, NULL, s.revision
        FROM organization x CROSS JOIN organization_sections s WHERE s.organization = x.code
        UNION ALL SELECT 'listed', a.organization, a.listed, NULL, NULL, NULL, NULL
        FROM top t CROSS JOIN organization x CROSS JOIN available_organizations a WHERE a.organization = t.code AND a.listed = x.code
        UNION ALL SELECT 'root', h.organization, h.node, NULL, NULL, NULL, NULL
        FROM json_each($2) n CROSS JOIN hierarchy_nodes h WHERE h.organization = n.value ->> 0 AND h.is_root = 1
        UNION ALL SELECT 'node', c.organization, c.node, c.parent, NULL, NULL, NULL FROM chain c
        UNION ALL SELECT 'attribute', a.id, a.defined_at, NULL, NULL, NULL, NULL
        FROM json_each($4) n CROSS JOIN attributes a WHERE a.id = n.value ->> 0
        UNION ALL SELECT 'role', r.id, r.body, NULL, NULL, NULL, NULL FROM roles r
        UNION ALL SELECT 'mark', m.what, NULL, NULL, NULL, NULL, m.mark FROM directory_marks m WHERE m.what = 'places'";
    /// The same on SQLite, fact by fact.
    PLACE "organizations": "SELECT code AS id, kind AS a, parent AS b, name AS c, status AS d, revision AS n
        FROM organizations WHERE code = $1", postgres = "";
    SECTIONS "organization_sections": "SELECT organization AS id, section AS a, body AS b, revision AS n
        FROM organization_sections WHERE organization = $1", postgres = "";
    IS_LISTED "available_organizations": "SELECT organization AS id FROM available_organizations WHERE organization = $1 AND listed = $2", postgres = "";
    ROOT "hierarchy_nodes": "SELECT node AS id FROM hierarchy_nodes WHERE organization = $1 AND is_root = 1", postgres = "";
    NODE "hierarchy_nodes": "SELECT node AS id, parent AS b FROM hierarchy_nodes WHERE organization = $1 AND node = $2", postgres = "";
    ATTRIBUTE "attributes": "SELECT id, defined_at AS a FROM attributes WHERE id = $1", postgres = "";
    ROLES "roles": "SELECT id, body AS a FROM roles", postgres = "";
}

/// Up to so many organizations are asked for one by one.
const ONE_BY_ONE: usize = 16;
/// So many statements at most; then everything is read at once.
const MOST_STATEMENTS: usize = 500;

pub(super) async fn load(
    tx: &mut Tx,
    wanted: &Wanted,
    mark: i64,
    family: &[Member],
    snapshot: &mut Snapshot,
) -> Result<(), StoreError> {
    let destinations = wanted.destinations.codes();
    let members: Vec<&User> = family
        .iter()
        .filter_map(|member| snapshot.users.get(&member.0))
        .collect();
    let asked = asked(wanted, &members, snapshot);
    let places = places_of(tx, mark, &asked).await?;
    let like = |role: &'static str| -> Vec<&str> {
        let clones = places.roles.clones.iter();
        let clones = clones.filter(|(_, clone)| *clone.like == *role);
        std::iter::once(role)
            .chain(clones.map(|(id, _)| id.as_str()))
            .collect()
    };
    let is_end = |place: &&Organization| asked.ends.contains(&place.code);
    let ends = || places.organizations.values().filter(is_end);
    let mut organization_roles = Vec::new();
    if ends().any(|place| !place.kind.is_hosting_tree()) {
        organization_roles.extend(like("organization_administrator"));
    }
    if ends().any(|place| place.kind.is_hosting_tree()) {
        organization_roles.extend(like("customer_administrator"));
    }
    let asked_at = |place: &&Organization| is_top(place) || sells(place.kind);
    let tops = places.organizations.values().filter(asked_at);
    let mut top_roles = like("enterprise_administrator");
    if places.organizations.values().any(|place| sells(place.kind)) {
        top_roles.extend(like("service_provider_administrator"));
        top_roles.extend(like("reseller_administrator"));
    }
    let others = Others {
        ends: asked.ends.iter().copied().collect(),
        destinations,
        family,
        tops: tops.map(|top| &top.code).collect(),
        organization_roles,
        top_roles,
    };
    let records = others.rows(tx).await?;
    let Places {
        organizations,
        attributes,
        roles,
    } = places;
    for record in &records {
        let (id, told) = (record.text("id")?, record.text("a")?);
        match record.text("fact")? {
            fact @ ("username" | "mapping") => snapshot.taken.push(Taken {
                organization: told.into(),
                user: id.into(),
                name: if fact == "username" {
                    TakenName::Username
                } else {
                    TakenName::MappingId
                },
            }),
            "administrator" => {
                let holders = snapshot.administrators.entry(id.into()).or_default();
                holders.insert(told.into());
            }
            "contact" => {
                let names = snapshot.contacts.entry(id.into()).or_default();
                names.push(Arc::from(told));
            }
            _ => return Err(record.inconsistent("fact")),
        }
    }
    snapshot.roles = roles;
    snapshot.attributes = attributes;
    snapshot.organizations = organizations.into_values().collect::<Vec<_>>().into();
    snapshot.taken.sort();
    snapshot.taken_is_known = true;
    // WHY: the order in which a union answers is the engine's; what a plan reads must not depend on it.
    for names in snapshot.contacts.values_mut() {
        names.sort();
    }
    Ok(())
}

/// Adds organizations, with everything above them, of which only is to be told who may see them.
pub(super) async fn add(
    tx: &mut Tx,
    mark: i64,
    codes: &BTreeSet<OrganizationCode>,
    snapshot: &mut Snapshot,
) -> Result<(), StoreError> {
    let asked = Asked {
        named: codes.iter().collect(),
        ends: BTreeSet::new(),
        whole: BTreeSet::new(),
        positions: BTreeSet::new(),
        attributes: BTreeSet::new(),
    };
    let places = places_of(tx, mark, &asked).await?;
    let mut all: Vec<Organization> = std::mem::take(&mut snapshot.organizations).into();
    all.extend(places.organizations.into_values());
    snapshot.organizations = all.into();
    Ok(())
}

/// Whether whoever administers organizations of this kind is to be asked about customers below.
fn sells(kind: OrganizationKind) -> bool {
    matches!(
        kind,
        OrganizationKind::Provider | OrganizationKind::Reseller
    )
}

/// The places asked for, out of the memory as far as it goes.
async fn places_of(tx: &mut Tx, mark: i64, asked: &Asked<'_>) -> Result<Places, StoreError> {
    let mut found = tx.memory().recall(mark, asked);
    if tx.engine() == Engine::Sqlite && asked.named.len() <= ONE_BY_ONE {
        for _ in 0..MOST_STATEMENTS {
            let Err(missing) = found else {
                break;
            };
            // WHY one by one: most often a single position is missing, and one transaction sees one state.
            let learned = learned_alone(tx, missing).await?;
            tx.memory().learn(mark, learned);
            found = tx.memory().recall(mark, asked);
        }
    }
    if let Ok(places) = found {
        return Ok(places);
    }
    let (mark, learned) = learned(tx, asked).await?;
    let places = learned.answer(asked).map_err(|_| incomplete())?;
    if let Some(mark) = mark {
        tx.memory().learn(mark, learned);
    }
    Ok(places)
}

/// Reads one fact, or that it is not there; on SQLite.
async fn learned_alone(tx: &mut Tx, missing: Missing) -> Result<Remembered, StoreError> {
    let mut known = Remembered::default();
    match missing {
        Missing::Place(code) => {
            let found = tx.one(&PLACE, args![&code]).await?;
            let mut place = found.as_ref().map(organization).transpose()?;
            if let Some(place) = &mut place {
                for record in tx.rows(&SECTIONS, args![&code]).await? {
                    section(&record, place)?;
                }
            }
            known.places.insert(code, place);
        }
        Missing::Listed(top, code) => {
            let found = tx.one(&IS_LISTED, args![&top, &code]).await?;
            let listed = known.listed.entry(top).or_default();
            listed.insert(code, found.is_some());
        }
        Missing::Root(code) => {
            let found = tx.one(&ROOT, args![&code]).await?;
            let root = found.map(|record| record.text("id").map(PositionId::from));
            known.roots.insert(code, root.transpose()?);
        }
        Missing::Node(code, position) => {
            let found = tx.one(&NODE, args![&code, &position]).await?;
            let above = found.map(|record| record.opt_text("b").map(|b| b.map(PositionId::from)));
            let nodes = known.nodes.entry(code).or_default();
            nodes.insert(position, above.transpose()?);
        }
        Missing::Attribute(id) => {
            let found = tx.one(&ATTRIBUTE, args![&id]).await?;
            let place =
                found.map(|record| record.opt_text("a").map(|a| a.map(OrganizationCode::from)));
            known.attributes.insert(id, place.transpose()?);
        }
        Missing::Roles => {
            let mut roles = Roles::default();
            for record in tx.rows(&ROLES, &[]).await? {
                let id = record.text("id")?.into();
                roles.clones.insert(id, record.json("a")?);
            }
            known.roles = Some(roles);
        }
    }
    Ok(known)
}

/// Something refers to an organization or position that is not there.
fn incomplete() -> StoreError {
    StoreError::InconsistentRow {
        table: "organizations",
        column: "parent".to_owned(),
        row: String::new(),
    }
}

/// What is to be known of places, by the people.
fn asked<'a>(wanted: &'a Wanted, members: &[&'a User], snapshot: &'a Snapshot) -> Asked<'a> {
    let destinations = wanted.destinations.codes();
    let mut ends: BTreeSet<&OrganizationCode> = members.iter().map(|user| &user.home).collect();
    ends.extend(destinations);
    let mut named = ends.clone();
    named.extend(&wanted.acting_in);
    for user in snapshot.users.values() {
        named.insert(&user.home);
        named.extend(user.grants.iter().filter_map(|grant| grant.at.as_ref()));
        named.extend(
            user.subscriptions
                .iter()
                .map(|subscription| &subscription.to),
        );
    }
    named.extend(snapshot.groups.values().map(|group| &group.organization));
    let has_base = |user: &User| user.user_base.is_some();
    let placed: Vec<&User> = if snapshot.users.get(&wanted.actor).is_some_and(has_base) {
        // WHY: whether somebody is in the actor's user base depends on the positions above the own.
        snapshot.users.values().collect()
    } else {
        members.to_vec()
    };
    let is_exact = matches!(wanted.destinations, Destinations::These(_));
    Asked {
        positions: positions(&placed, destinations, &wanted.positions),
        whole: if is_exact {
            ends.iter().map(|code| (*code).clone()).collect()
        } else {
            BTreeSet::new()
        },
        attributes: members
            .iter()
            .flat_map(|user| &user.attributes)
            .cloned()
            .collect(),
        named,
        ends,
    }
}

/// Reads what is asked for, with what is not there, and the mark it has.
///
/// INVARIANT: the mark comes from the same statement; of two, each may see what the other does not.
async fn learned(tx: &mut Tx, asked: &Asked<'_>) -> Result<(Option<i64>, Remembered), StoreError> {
    let codes =
        |codes: &BTreeSet<&OrganizationCode>| id_list(codes.iter().map(|code| code.as_str()));
    let arguments = args![
        codes(&asked.named),
        codes(&asked.ends),
        json(&asked.positions),
        id_list(asked.attributes.iter().map(AttributeId::as_str)),
    ];
    let records = tx.rows(&PLACES, arguments).await?;
    let mut known = Remembered::default();
    let absent = |code: &&OrganizationCode| ((*code).clone(), None);
    known.places.extend(asked.named.iter().map(absent));
    known
        .roots
        .extend(asked.ends.iter().map(|code| ((*code).clone(), None)));
    for (code, position) in &asked.positions {
        let nodes = known.nodes.entry((*code).clone()).or_default();
        nodes.insert((*position).clone(), None);
    }
    let absent = |id: &AttributeId| (id.clone(), None);
    known.attributes.extend(asked.attributes.iter().map(absent));
    let (own, facts): (Vec<_>, Vec<_>) = records
        .iter()
        .partition(|record| record.text("fact").is_ok_and(|fact| fact == "organization"));
    let mut codes: Vec<OrganizationCode> = Vec::with_capacity(own.len());
    for record in own {
        let organization = organization(record)?;
        codes.push(organization.code.clone());
        known
            .places
            .insert(organization.code.clone(), Some(organization));
    }
    for place in known
        .places
        .values()
        .flatten()
        .filter(|place| is_top(place))
    {
        let none = codes.iter().map(|code| (code.clone(), false)).collect();
        known.listed.insert(place.code.clone(), none);
    }
    let (mut mark, mut roles) = (None, Roles::default());
    for record in facts {
        let id = record.text("id")?;
        match record.text("fact")? {
            "mark" => mark = Some(record.int("n")?),
            "section" => {
                let place = known.places.get_mut(id).and_then(Option::as_mut);
                section(record, place.ok_or_else(|| record.inconsistent("id"))?)?;
            }
            "listed" => {
                let listed = known.listed.entry(id.into()).or_default();
                listed.insert(record.text("a")?.into(), true);
            }
            "root" => {
                let root = Some(PositionId::from(record.text("a")?));
                known.roots.insert(id.into(), root);
            }
            "node" => {
                let parent = record.opt_text("b")?.map(PositionId::from);
                let nodes = known.nodes.entry(id.into()).or_default();
                nodes.insert(record.text("a")?.into(), Some(parent));
            }
            "attribute" => {
                let place = record.opt_text("a")?.map(OrganizationCode::from);
                known.attributes.insert(id.into(), Some(place));
            }
            "role" => {
                roles.clones.insert(id.into(), record.json("a")?);
            }
            _ => return Err(record.inconsistent("fact")),
        }
    }
    known.roles = Some(roles);
    Ok((mark, known))
}

/// The positions held, remembered at the destinations, and asked for there.
fn positions<'a>(
    members: &[&'a User],
    destinations: &'a [OrganizationCode],
    asked: &'a [PositionId],
) -> BTreeSet<(&'a OrganizationCode, &'a PositionId)> {
    let mut all = BTreeSet::new();
    for user in members {
        all.extend(user.position.iter().map(|position| (&user.home, position)));
        for destination in destinations {
            all.extend(
                user.remembered_positions
                    .get(destination)
                    .map(|position| (destination, position)),
            );
        }
    }
    all.extend(
        destinations
            .iter()
            .flat_map(|destination| asked.iter().map(move |position| (destination, position))),
    );
    all
}

pub(super) fn organization(record: &Record) -> Result<Organization, StoreError> {
    let mut organization = Organization::new(
        record.text("id")?,
        record.parsed("a", OrganizationKind::from_name)?,
        record.opt_text("b")?,
        record.text("c")?,
    );
    organization.status = record.parsed("d", OrganizationStatus::from_name)?;
    organization.revisions.record = record.int("n")?;
    Ok(organization)
}

fn section(record: &Record, organization: &mut Organization) -> Result<(), StoreError> {
    let revision = record.int("n")?;
    match record.text("a")? {
        "user_move" => {
            organization.user_move = UserMoveSettings {
                available_organizations: BTreeSet::new(),
                ..record.json("b")?
            };
            organization.revisions.user_move = revision;
        }
        "subscriptions" => {
            organization.subscriptions = record.json("b")?;
            organization.revisions.subscriptions = revision;
        }
        "hierarchy" => {
            organization.hierarchy.required = record.json::<HierarchyBody>("b")?.required;
            organization.revisions.hierarchy = revision;
        }
        "look" => {
            organization.look = record.json("b")?;
            organization.revisions.look = revision;
        }
        HOSTING_SECTION => {
            let hosting = crate::hosting::organization(record.text("b")?, revision);
            let hosting = hosting.ok_or_else(|| record.inconsistent("b"))?;
            organization.hosting = Some(Box::new(hosting));
        }
        // `telephony` reads it where it is asked for.
        TELEPHONY_SECTION => {}
        // WHY: what an account is set to is read with what its people own.
        ACCOUNT_SECTION => {}
        _ => return Err(record.inconsistent("section")),
    }
    Ok(())
}

/// The text of everything that is remembered.
#[cfg(test)]
pub(crate) fn places_statement() -> &'static str {
    PLACES.text(Engine::Sqlite)
}
