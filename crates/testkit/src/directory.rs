//! The cast as a whole directory, the way a document holds it.

use crate::cast::Cast;
use crate::content_directory;
use crate::hosting_directory::{catalogue, of_others, organization_fields, user_fields};
use crate::telephony_directory::put_into;
use rehome_domain::directory::{
    AddressEntry, AttributeEntry, Directory, GroupEntry, OrganizationEntry, UserEntry,
};
use rehome_domain::ids::PositionId;
use rehome_domain::organization::{Hierarchy, Organization};
use rehome_domain::people::User;
use serde_json::Map;
use std::collections::BTreeMap;

impl Cast {
    /// Everything as a directory.
    pub fn directory(&self) -> Directory {
        let members = |group| {
            self.users
                .values()
                .filter(|user| user.groups.contains(group))
                .map(|user| user.id.clone())
                .collect()
        };
        let mut directory = Directory {
            organizations: self
                .organizations
                .iter()
                .map(|(code, organization)| (code.clone(), self.organization_entry(organization)))
                .collect(),
            users: self
                .users
                .iter()
                .map(|(id, user)| (id.clone(), self.user_entry(user)))
                .collect(),
            roles: self.roles.clones.clone(),
            memberships: BTreeMap::new(),
            groups: self
                .groups
                .iter()
                .map(|(id, group)| {
                    let entry = GroupEntry {
                        organization: group.organization.clone(),
                        name: group.name.clone(),
                        members: members(id),
                        dynamic: group.dynamic,
                        extra: Map::new(),
                    };
                    (id.clone(), entry)
                })
                .chain(self.content.iter().flat_map(content_directory::groups))
                .collect(),
            attributes: self
                .attributes
                .iter()
                .map(|(id, at)| {
                    let entry = AttributeEntry {
                        at: at.clone(),
                        kind: "text".into(),
                    };
                    (id.clone(), entry)
                })
                .collect(),
            sections: self
                .hosting
                .iter()
                .fold(BTreeMap::new(), |mut all, hosting| {
                    all.extend(catalogue(&hosting.catalogue));
                    all.extend(of_others(&hosting.names_of_others));
                    all
                })
                .into_iter()
                .chain(self.content.iter().flat_map(content_directory::sections))
                .collect(),
        };
        if let Some(facts) = &self.telephony {
            put_into(&mut directory, facts);
        }
        directory
    }
}

impl Cast {
    fn organization_entry(&self, organization: &Organization) -> OrganizationEntry {
        let accounts = self.content.iter().flat_map(|it| &it.accounts);
        let mut accounts = accounts.filter(|(code, _)| **code == organization.code);
        let own = accounts
            .next()
            .map(|(_, it)| content_directory::account_fields(it));
        OrganizationEntry {
            extra: own.unwrap_or_else(|| hosting_fields(organization)),
            ..organization_entry(organization)
        }
    }

    fn user_entry(&self, user: &User) -> UserEntry {
        let members = self.content.as_ref().map(|it| &it.members);
        let member = members.and_then(|members| members.get(&user.id));
        let own = member.map(content_directory::member_fields);
        let hosted = || user.hosting.as_deref().map(user_fields);
        UserEntry {
            extra: own.or_else(hosted).unwrap_or_default(),
            ..user_entry(user)
        }
    }
}

fn hosting_fields(organization: &Organization) -> Map<String, serde_json::Value> {
    let hosting = organization.hosting.as_deref();
    hosting.map(organization_fields).unwrap_or_default()
}

fn organization_entry(organization: &Organization) -> OrganizationEntry {
    OrganizationEntry {
        kind: organization.kind,
        parent: organization.parent.clone(),
        name: organization.name.clone(),
        status: organization.status,
        user_move: organization.user_move.clone(),
        subscriptions: organization.subscriptions.clone(),
        hierarchy_required: organization.hierarchy.required,
        hierarchy: in_document_order(&organization.hierarchy),
        look: organization.look.clone(),
        extra: Map::new(),
    }
}

/// The root, then each node below the one it belongs to.
fn in_document_order(hierarchy: &Hierarchy) -> Vec<(PositionId, Option<PositionId>)> {
    let mut order = Vec::new();
    let mut waiting: Vec<(PositionId, Option<PositionId>)> = hierarchy
        .root
        .iter()
        .map(|root| (root.clone(), None))
        .collect();
    while let Some((node, parent)) = waiting.pop() {
        let below = hierarchy
            .nodes
            .iter()
            .rev()
            .filter(|(_, above)| above.as_ref() == Some(&node))
            .map(|(child, above)| (child.clone(), above.clone()));
        waiting.extend(below);
        order.push((node, parent));
    }
    order
}

fn user_entry(user: &User) -> UserEntry {
    let (given, surname) = match (&user.hosting, user.name.rsplit_once(' ')) {
        (Some(hosted), _) => (hosted.given.clone(), hosted.surname.clone()),
        (None, Some((given, surname))) => (Some(given.into()), Some(surname.into())),
        (None, None) => (None, None),
    };
    let addresses = user.hosting.iter().flat_map(|hosted| &hosted.addresses);
    UserEntry {
        home: user.home.clone(),
        username: user.username.clone(),
        given,
        surname,
        name: user.name.clone(),
        status: user.status,
        locked: user.locked,
        position: user.position.clone(),
        remembered_positions: user.remembered_positions.clone(),
        sponsor: user.sponsor.clone(),
        manager: user.manager.clone(),
        mapping_id: user.mapping_id.clone(),
        roles: user.grants.clone(),
        subscriptions: user.subscriptions.clone(),
        attributes: user
            .attributes
            .iter()
            .map(|id| (id.clone(), format!("{id} of {}", user.id).into()))
            .collect(),
        user_base: user.user_base.clone(),
        manage_dependents: user.manage_dependents,
        addresses: addresses
            .map(|(address, used)| {
                let primary = used.primary;
                (address.as_str().into(), AddressEntry { primary })
            })
            .collect(),
        password: None,
        extra: Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hierarchy_is_written_from_its_root_downwards() {
        let cast = Cast::new();
        let order = in_document_order(&cast.organizations["harbour"].hierarchy);
        let names: Vec<&str> = order.iter().map(|(node, _)| node.as_str()).collect();
        assert_eq!(names, ["h-top", "h-desk", "h-ward", "h-night"]);
    }
}
