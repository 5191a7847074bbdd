//! The second half of a snapshot: organizations, positions, names that are taken, whom to ask.

use super::people::Member;
use super::{Destinations, Wanted};
use crate::directory::HierarchyBody;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args, id_list, json};
use rehome_domain::ids::{AttributeId, OrganizationCode, PositionId};
use rehome_domain::organization::{
    Organization, OrganizationKind, OrganizationStatus, UserMoveSettings,
};
use rehome_domain::people::User;
use rehome_domain::user_move::Snapshot;
use rehome_domain::user_move::snapshot::{Taken, TakenName};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

statements! {
    /// $1: organizations, $2: sources and destinations, $3: destinations, $4: the families, $5: positions, $6: attributes.
    PLACES "organizations" (fact id a b c d n): "WITH RECURSIVE organization AS MATERIALIZED (
            SELECT DISTINCT s.ancestor AS code FROM json_each($1) n CROSS JOIN organization_scope s WHERE s.organization = n.value ->> 0),
        top AS MATERIALIZED (
            SELECT o.code FROM organization x CROSS JOIN organizations o WHERE o.code = x.code AND o.kind IN ('enterprise', 'super_enterprise')),
        destination AS MATERIALIZED (SELECT value ->> 0 AS code FROM json_each($3)),
        chain (organization, node, parent) AS (
            SELECT h.organization, h.node, h.parent FROM json_each($5) n CROSS JOIN hierarchy_nodes h
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
        UNION ALL SELECT 'username', n.value ->> 'id', u.home, NULL, NULL, NULL, NULL
        FROM json_each($4) n CROSS JOIN users u
        WHERE u.username_key = n.value ->> 'username_key' AND u.id <> n.value ->> 'id' AND u.home IN (SELECT code FROM destination)
        UNION ALL SELECT 'mapping', n.value ->> 'id', u.home, NULL, NULL, NULL, NULL
        FROM json_each($4) n CROSS JOIN users u
        WHERE u.mapping_key = n.value ->> 'mapping_key' AND u.id <> n.value ->> 'id' AND u.home IN (SELECT code FROM destination)
        UNION ALL SELECT DISTINCT 'administrator', g.held_at, g.user_id, NULL, NULL, NULL, CAST(NULL AS BIGINT)
        FROM json_each($2) n CROSS JOIN role_grants g CROSS JOIN users u
        WHERE g.held_at = n.value ->> 0 AND u.id = g.user_id AND u.status = 'active'
          AND (g.role = 'organization_administrator' OR g.role IN (SELECT id FROM roles WHERE like_role = 'organization_administrator'))
        UNION ALL SELECT 'contact', w.held_at, w.name, NULL, NULL, NULL, NULL FROM (
            SELECT g.held_at, u.name, ROW_NUMBER() OVER (PARTITION BY g.held_at ORDER BY u.sort_key, u.id) AS place
            FROM top t CROSS JOIN role_grants g CROSS JOIN users u
            WHERE g.held_at = t.code AND u.id = g.user_id AND u.status = 'active'
              AND (g.role = 'enterprise_administrator' OR g.role IN (SELECT id FROM roles WHERE like_role = 'enterprise_administrator'))) w
        WHERE w.place <= 3
        UNION ALL SELECT 'attribute', a.id, a.defined_at, NULL, NULL, NULL, NULL
        FROM json_each($6) n CROSS JOIN attributes a WHERE a.id = n.value ->> 0
        UNION ALL SELECT 'role', r.id, r.body, NULL, NULL, NULL, NULL FROM roles r";
}

pub(super) async fn load(
    tx: &mut Tx,
    wanted: &Wanted,
    family: &[Member],
    snapshot: &mut Snapshot,
) -> Result<(), StoreError> {
    let destinations = wanted.destinations.codes();
    let members: Vec<&User> = family
        .iter()
        .filter_map(|member| snapshot.users.get(&member.id))
        .collect();
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
        members.clone()
    };
    let positions = positions(&placed, destinations, &wanted.positions);
    let is_exact = matches!(wanted.destinations, Destinations::These(_));
    let whole: BTreeSet<OrganizationCode> = if is_exact {
        ends.iter().map(|code| (*code).clone()).collect()
    } else {
        BTreeSet::new()
    };
    let carried: BTreeSet<AttributeId> = members
        .iter()
        .flat_map(|user| &user.attributes)
        .cloned()
        .collect();
    let codes = |codes: &mut dyn Iterator<Item = &OrganizationCode>| {
        id_list(codes.map(OrganizationCode::as_str))
    };
    let arguments = args![
        codes(&mut named.iter().copied()),
        codes(&mut ends.iter().copied()),
        codes(&mut destinations.iter()),
        json(family),
        json(&positions),
        id_list(carried.iter().map(AttributeId::as_str)),
    ];
    let records = tx.rows(&PLACES, arguments).await?;
    let mut organizations: BTreeMap<OrganizationCode, Organization> = BTreeMap::new();
    let (own, facts): (Vec<_>, Vec<_>) = records
        .iter()
        .partition(|record| record.text("fact").is_ok_and(|fact| fact == "organization"));
    for record in own {
        let mut organization = organization(record)?;
        organization.hierarchy.partial = !whole.contains(&organization.code);
        organizations.insert(organization.code.clone(), organization);
    }
    for record in facts {
        let id = record.text("id")?;
        match record.text("fact")? {
            "section" | "listed" | "root" | "node" => {
                let organization = organizations
                    .get_mut(id)
                    .ok_or_else(|| record.inconsistent("id"))?;
                about_organization(record, organization)?;
            }
            "username" | "mapping" => {
                let name = if record.text("fact")? == "username" {
                    TakenName::Username
                } else {
                    TakenName::MappingId
                };
                snapshot.taken.push(Taken {
                    organization: record.text("a")?.into(),
                    user: id.into(),
                    name,
                });
            }
            "administrator" => {
                snapshot
                    .administrators
                    .entry(id.into())
                    .or_default()
                    .insert(record.text("a")?.into());
            }
            "contact" => snapshot
                .contacts
                .entry(id.into())
                .or_default()
                .push(Arc::from(record.text("a")?)),
            "attribute" => {
                snapshot
                    .attributes
                    .insert(id.into(), record.opt_text("a")?.map(OrganizationCode::from));
            }
            "role" => {
                snapshot.roles.clones.insert(id.into(), record.json("a")?);
            }
            _ => return Err(record.inconsistent("fact")),
        }
    }
    for (code, position) in &positions {
        if let Some(organization) = organizations.get_mut(*code)
            && organization.hierarchy.partial
            && !organization.hierarchy.nodes.contains_key(*position)
        {
            organization.hierarchy.gone.insert((*position).clone());
        }
    }
    snapshot.organizations = organizations.into_values().collect::<Vec<_>>().into();
    snapshot.taken.sort();
    snapshot.taken_is_known = true;
    // WHY: the order in which a union answers is the engine's; what a plan reads must not depend on it.
    for names in snapshot.contacts.values_mut() {
        names.sort();
    }
    Ok(())
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

fn organization(record: &Record) -> Result<Organization, StoreError> {
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

fn about_organization(record: &Record, organization: &mut Organization) -> Result<(), StoreError> {
    match record.text("fact")? {
        "listed" => {
            organization
                .user_move
                .available_organizations
                .insert(record.text("a")?.into());
        }
        "root" => {
            let root = PositionId::from(record.text("a")?);
            organization.hierarchy.nodes.insert(root.clone(), None);
            organization.hierarchy.root = Some(root);
        }
        "node" => {
            let parent = record.opt_text("b")?.map(PositionId::from);
            organization
                .hierarchy
                .nodes
                .insert(record.text("a")?.into(), parent);
        }
        _ => {
            let revision = record.int("n")?;
            match record.text("a")? {
                "user_move" => {
                    let listed =
                        std::mem::take(&mut organization.user_move.available_organizations);
                    organization.user_move = UserMoveSettings {
                        available_organizations: listed,
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
                _ => return Err(record.inconsistent("section")),
            }
        }
    }
    Ok(())
}
