//! How organizations lie above each other, those of the document and those stored already.

use super::{Section, flag_under, id_under};
use crate::reader::Node;
use rehome_domain::directory::Existing;
use rehome_domain::ids::{OrganizationCode, PositionId};
use rehome_domain::organization::OrganizationKind;
use std::collections::{HashMap, HashSet};

/// No tree is deeper than this.
pub(super) const MAX_LEVELS: usize = 64;

/// Where organizations lie.
pub(super) struct Places<'t> {
    by_code: HashMap<&'t str, Place<'t>>,
    ways: HashMap<&'t str, Way<'t>>,
}

/// One organization in its place.
pub(super) struct Place<'t> {
    pub(super) kind: Option<OrganizationKind>,
    parent: Option<&'t str>,
    /// Whether usernames are to be unique below it.
    unique: bool,
    pub(super) positions: HashSet<&'t str>,
}

/// How the way up from an organization ends.
#[derive(Clone, Copy)]
pub(super) enum Way<'t> {
    /// At a root, so many levels up; a root itself is on level 1.
    Top { top: &'t str, level: usize },
    /// Nowhere: the organization lies under itself.
    Circle,
    /// Nowhere: one above lies under itself, or is unknown.
    Lost,
    /// Further up than any tree is deep.
    Far,
}

impl<'t> Way<'t> {
    /// The way from directly below.
    fn one_below(self) -> Self {
        match self {
            Self::Top { level, .. } if level >= MAX_LEVELS => Self::Far,
            Self::Top { top, level } => Self::Top {
                top,
                level: level + 1,
            },
            Self::Far => Self::Far,
            Self::Circle | Self::Lost => Self::Lost,
        }
    }
}

impl<'t> Places<'t> {
    /// Gathers the places.
    pub(super) fn of(root: &'t Node<'_>, existing: &'t Existing) -> Self {
        let mut by_code = HashMap::new();
        for (code, organization) in &existing.organizations {
            let positions = organization
                .positions
                .iter()
                .map(PositionId::as_str)
                .collect();
            let place = Place {
                kind: Some(organization.kind),
                parent: organization.parent.as_ref().map(OrganizationCode::as_str),
                unique: organization.require_user_uniqueness,
                positions,
            };
            by_code.insert(code.as_str(), place);
        }
        for (code, node) in Section::of(root, "organizations").entries() {
            let unique = node
                .get("settings")
                .and_then(|node| flag_under(node, "require_user_uniqueness"));
            let mut positions = HashSet::new();
            gather(node.get("hierarchy"), &mut positions);
            let place = Place {
                kind: id_under(node, "kind").and_then(OrganizationKind::from_name),
                parent: id_under(node, "parent"),
                unique: unique.unwrap_or(false),
                positions,
            };
            by_code.insert(code, place);
        }
        let ways = ways(&by_code);
        Self { by_code, ways }
    }

    /// The place of an organization.
    pub(super) fn get(&self, code: &str) -> Option<&Place<'t>> {
        self.by_code.get(code)
    }

    /// The way up from an organization.
    pub(super) fn way_up(&self, code: &str) -> Way<'t> {
        self.ways.get(code).copied().unwrap_or(Way::Lost)
    }

    /// The highest organization above or at this one that has switched uniqueness on (ruling 28).
    pub(super) fn unique_within(&self, code: &str) -> Option<&'t str> {
        let (start, _) = self.by_code.get_key_value(code)?;
        std::iter::successors(Some(*start), |code| self.by_code.get(code)?.parent)
            .take(MAX_LEVELS)
            .filter(|code| self.by_code.get(code).is_some_and(|place| place.unique))
            .last()
    }

    /// Whether two organizations certainly lie in different trees.
    pub(super) fn in_different_trees(&self, a: &str, b: &str) -> bool {
        match (self.way_up(a), self.way_up(b)) {
            (Way::Top { top: a, .. }, Way::Top { top: b, .. }) => a != b,
            _ => false,
        }
    }
}

fn gather<'t>(hierarchy: Option<&'t Node<'_>>, positions: &mut HashSet<&'t str>) {
    for entry in hierarchy.map(Node::entries).unwrap_or(&[]) {
        positions.insert(&entry.key);
        gather(Some(&entry.node), positions);
    }
}

/// The way up from every organization; each is looked at once, however long chains are.
fn ways<'t>(by_code: &HashMap<&'t str, Place<'t>>) -> HashMap<&'t str, Way<'t>> {
    let mut ways: HashMap<&str, Way<'_>> = HashMap::with_capacity(by_code.len());
    for start in by_code.keys() {
        let mut chain: Vec<&str> = Vec::new();
        let mut on_chain: HashMap<&str, usize> = HashMap::new();
        let mut at = *start;
        let mut way = loop {
            if let Some(way) = ways.get(at) {
                break way.one_below();
            }
            if let Some(first) = on_chain.get(at) {
                for code in chain.drain(*first..) {
                    ways.insert(code, Way::Circle);
                }
                break Way::Lost;
            }
            let Some(place) = by_code.get(at) else {
                break Way::Lost;
            };
            on_chain.insert(at, chain.len());
            chain.push(at);
            match place.parent {
                Some(parent) => at = parent,
                None => break Way::Top { top: at, level: 1 },
            }
        };
        while let Some(code) = chain.pop() {
            ways.insert(code, way);
            way = way.one_below();
        }
    }
    ways
}
