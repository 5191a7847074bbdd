//! The facts that a person's browser gets to judge by: what they may know anyway, and no more.
//!
//! What is left out is recognizable as unknown (partial hierarchies), so that the browser answers "checked
//! on save" instead of guessing.

use rehome_domain::ids::{OrganizationCode, PositionId, UserId};
use rehome_domain::organization::Hierarchy;
use rehome_domain::people::User;
use rehome_domain::time::Timestamp;
use rehome_domain::tree::Organizations;
use rehome_domain::user_move::{Actor, Refusal, Snapshot, View};
use std::collections::{BTreeMap, BTreeSet};

/// What the screen Move to Organization stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct MoveScreen {
    /// The redacted facts.
    pub snapshot: Snapshot,
    /// The reader, as whom they are judged.
    pub actor: Actor,
    /// When they were read.
    pub now: Timestamp,
    /// Who is to be moved.
    pub subject: UserId,
}

/// The facts of a snapshot that somebody who moves alone may know.
pub(crate) fn redacted(snapshot: &Snapshot, actor: &Actor) -> Result<Snapshot, Refusal> {
    let view = View::of(snapshot, actor)?;
    let source = snapshot
        .organizations
        .get(&view.actor.home)
        .ok_or(Refusal::UnknownSubject)?;
    let mut shown: BTreeSet<&OrganizationCode> = BTreeSet::new();
    for place in std::iter::once(source).chain(view.destinations(source)) {
        shown.extend(place.upwards().map(|above| &above.organization.code));
    }
    let family: Vec<&User> = snapshot.family(view.actor).collect();
    let mentioned: BTreeSet<&PositionId> = family
        .iter()
        .flat_map(|user| {
            user.position
                .iter()
                .chain(user.remembered_positions.values())
        })
        .collect();
    let organizations: Vec<_> = snapshot
        .organizations
        .iter()
        .filter(|place| shown.contains(&place.code))
        .map(|place| {
            let mut organization = place.organization.clone();
            organization
                .user_move
                .available_organizations
                .retain(|code| shown.contains(code));
            organization.hierarchy = part_of(&organization.hierarchy, &mentioned);
            organization
        })
        .collect();
    Ok(Snapshot {
        filtered: None,
        organizations: Organizations::from(organizations),
        users: people(snapshot, &family, &shown),
        roles: snapshot.roles.clone(),
        groups: groups(snapshot, &family),
        attributes: attributes(snapshot, &family, &shown),
        administrators: administrators(snapshot, &family),
        // WHY: a plan says as much of every destination in view.
        taken: snapshot
            .taken
            .iter()
            .filter(|taken| shown.contains(&taken.organization))
            .cloned()
            .collect(),
        taken_is_known: snapshot.taken_is_known,
        // WHY: `taken` tells of everybody stored; only rows above another row ask for more.
        name_keys: BTreeMap::new(),
        contacts: snapshot
            .contacts
            .iter()
            .filter(|(code, _)| shown.contains(code))
            .map(|(code, names)| (code.clone(), names.clone()))
            .collect(),
        hidden_dependents: snapshot.hidden_dependents.clone(),
        hosting: snapshot.hosting.as_ref().map(|facts| {
            let members: Vec<&UserId> = family.iter().map(|user| &user.id).collect();
            facts.for_a_screen(&members)
        }),
        // WHY: nobody moves alone between sites; lines and devices are judged on the server.
        telephony: None,
        // WHY: nobody moves alone between accounts.
        content: None,
    })
}

/// A hierarchy with its root and the positions that the family has or remembers.
fn part_of(hierarchy: &Hierarchy, mentioned: &BTreeSet<&PositionId>) -> Hierarchy {
    Hierarchy {
        required: hierarchy.required,
        root: hierarchy.root.clone(),
        nodes: hierarchy
            .nodes
            .iter()
            .filter(|(node, _)| mentioned.contains(node) || hierarchy.root.as_ref() == Some(node))
            .map(|(node, above)| (node.clone(), above.clone()))
            .collect(),
        partial: true,
        gone: hierarchy
            .gone
            .iter()
            .filter(|node| mentioned.contains(node))
            .cloned()
            .collect(),
    }
}

/// The family in full; managers and people who report to the family by name and place only.
fn people(
    snapshot: &Snapshot,
    family: &[&User],
    shown: &BTreeSet<&OrganizationCode>,
) -> BTreeMap<UserId, User> {
    let is_member = |id: &UserId| family.iter().any(|member| member.id == *id);
    // WHY: managers elsewhere stay what they are; no rule asks for them, and where they live is not to be told.
    let is_manager = |user: &User| {
        family
            .iter()
            .any(|member| member.manager.as_ref() == Some(&user.id) && member.home == user.home)
    };
    let mut people = BTreeMap::new();
    for user in snapshot.users.values() {
        if is_member(&user.id) {
            let mut own = user.clone();
            // WHY: an attribute defined elsewhere is hidden before and after.
            own.attributes.retain(|id| {
                let at = snapshot.attributes.get(id).and_then(Option::as_ref);
                at.is_none_or(|at| shown.contains(at))
            });
            people.insert(user.id.clone(), own);
            continue;
        }
        let reports = user.manager.as_ref().is_some_and(is_member);
        if reports || is_manager(user) {
            let mut known = User::new(user.id.as_str(), &user.name, user.home.as_str());
            known.username = user.username.clone();
            known.manager = user.manager.clone().filter(|manager| is_member(manager));
            people.insert(user.id.clone(), known);
        }
    }
    people
}

pub(super) fn groups(
    snapshot: &Snapshot,
    family: &[&User],
) -> BTreeMap<rehome_domain::ids::GroupId, rehome_domain::people::Group> {
    let is_mentioned = |id| family.iter().any(|user| user.groups.contains(id));
    snapshot
        .groups
        .iter()
        .filter(|(id, _)| is_mentioned(*id))
        .map(|(id, group)| (id.clone(), group.clone()))
        .collect()
}

pub(super) fn attributes(
    snapshot: &Snapshot,
    family: &[&User],
    shown: &BTreeSet<&OrganizationCode>,
) -> BTreeMap<rehome_domain::ids::AttributeId, Option<OrganizationCode>> {
    let is_mentioned = |id| family.iter().any(|user| user.attributes.contains(id));
    snapshot
        .attributes
        .iter()
        .filter(|(id, at)| is_mentioned(*id) && at.as_ref().is_none_or(|at| shown.contains(at)))
        .map(|(id, at)| (id.clone(), at.clone()))
        .collect()
}

/// Who else administers an organization that a member administers: that somebody does, not who.
pub(super) fn administrators(
    snapshot: &Snapshot,
    family: &[&User],
) -> BTreeMap<OrganizationCode, BTreeSet<UserId>> {
    const SOMEBODY_ELSE: &str = "-";
    let is_member = |id: &UserId| family.iter().any(|user| user.id == *id);
    snapshot
        .administrators
        .iter()
        .filter(|(_, holders)| holders.iter().any(is_member))
        .map(|(code, holders)| {
            let shown = holders.iter().map(|id| {
                if is_member(id) {
                    id.clone()
                } else {
                    SOMEBODY_ELSE.into()
                }
            });
            (code.clone(), shown.collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rehome_domain::ids::RoleId;
    use rehome_domain::organization::{Organization, OrganizationKind as K, PositionKnown};
    use rehome_domain::people::Grant;
    use rehome_domain::user_move::snapshot::{Taken, TakenName};

    fn facts() -> Snapshot {
        let mut top = Organization::new("north", K::Enterprise, None, "North");
        top.user_move.require_user_uniqueness = true;
        top.user_move.user_move_enabled = true;
        top.user_move.available_organizations = ["harbour".into(), "riverside".into()].into();
        let mut riverside =
            Organization::new("riverside", K::Suborganization, Some("north"), "Riverside");
        riverside.hierarchy.root = Some("r-top".into());
        riverside.hierarchy.nodes = [
            ("r-top".into(), None),
            ("r-lab".into(), Some("r-top".into())),
        ]
        .into();
        let mut dana = User::new("dana", "Dana", "harbour");
        dana.manager = Some("lena".into());
        dana.remembered_positions
            .insert("riverside".into(), "r-lab".into());
        let grant = |user: &mut User| {
            user.grants.insert(Grant {
                role: RoleId::new("organization_administrator"),
                at: Some("harbour".into()),
            })
        };
        let mut lena = User::new("lena", "Lena", "harbour");
        lena.mapping_id = Some("M1".into());
        grant(&mut lena);
        grant(&mut dana);
        Snapshot {
            organizations: vec![
                top,
                riverside,
                Organization::new("harbour", K::Suborganization, Some("north"), "Harbour"),
                Organization::new("secret", K::Suborganization, Some("north"), "Secret"),
            ]
            .into(),
            users: [dana, lena, User::new("stranger", "Stranger", "harbour")]
                .map(|user| (user.id.clone(), user))
                .into(),
            administrators: [("harbour".into(), ["dana".into(), "lena".into()].into())].into(),
            taken_is_known: true,
            ..Snapshot::default()
        }
    }

    #[test]
    fn a_browser_gets_no_stranger_no_unlisted_organization_and_no_grant_of_others() {
        let seen = redacted(&facts(), &Actor::new("dana")).unwrap_or_default();
        assert!(seen.user(&"stranger".into()).is_none());
        assert!(seen.organizations.get(&"secret".into()).is_none());
        let lena = seen.user(&"lena".into()).unwrap();
        assert!(lena.grants.is_empty() && lena.mapping_id.is_none());
        assert_eq!(
            seen.administrators.get("harbour").map(BTreeSet::len),
            Some(2)
        );
        assert!(!seen.administrators.get("harbour").unwrap().contains("lena"));
    }

    #[test]
    fn a_name_that_is_taken_is_known_where_one_can_go_and_nowhere_else() {
        let mut facts = facts();
        let taken = |organization: &str| Taken {
            organization: organization.into(),
            user: "dana".into(),
            name: TakenName::Username,
        };
        facts.taken = vec![taken("riverside"), taken("secret")];
        let seen = redacted(&facts, &Actor::new("dana")).unwrap_or_default();
        assert!(seen.taken_is_known);
        assert_eq!(seen.taken, [taken("riverside")]);
    }

    #[test]
    fn a_remembered_position_that_is_gone_is_known_to_be() {
        let mut facts = facts();
        let riverside = facts.organizations.get_mut(&"riverside".into()).unwrap();
        riverside.hierarchy.nodes.remove("r-lab");
        riverside.hierarchy.gone = ["r-lab".into(), "r-cellar".into()].into();
        let seen = redacted(&facts, &Actor::new("dana")).unwrap_or_default();
        let hierarchy = &seen
            .organizations
            .get(&"riverside".into())
            .unwrap()
            .hierarchy;
        assert_eq!(hierarchy.find(&"r-lab".into()), PositionKnown::Absent);
        assert_eq!(hierarchy.find(&"r-cellar".into()), PositionKnown::Unknown);
    }

    #[test]
    fn positions_are_a_part_that_says_so() {
        let seen = redacted(&facts(), &Actor::new("dana")).unwrap_or_default();
        let riverside = seen.organizations.get(&"riverside".into()).unwrap();
        assert!(riverside.hierarchy.partial);
        assert_eq!(riverside.hierarchy.nodes.len(), 2);
    }
}
