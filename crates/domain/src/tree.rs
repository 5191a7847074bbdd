//! How organizations lie above each other, and which of them governs a move.
//!
//! Lookups are by code; walking upwards follows an index, so that judging ten thousand destinations
//! costs no lookup each.

use crate::ids::OrganizationCode;
use crate::organization::{Organization, OrganizationKind};
use serde::{Deserialize, Serialize};

/// INVARIANT: no tree is deeper, so that a cycle in bad data ends.
const DEEPEST: usize = 64;

/// Organizations sorted by code, each knowing where its parent stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Organization>", into = "Vec<Organization>")]
pub struct Organizations {
    list: Vec<Organization>,
    parents: Vec<Option<u32>>,
}

impl From<Vec<Organization>> for Organizations {
    fn from(mut list: Vec<Organization>) -> Self {
        list.sort_by(|a, b| a.code.cmp(&b.code));
        list.dedup_by(|later, first| later.code == first.code);
        let parents = list
            .iter()
            .map(|organization| {
                let parent = organization.parent.as_ref()?;
                list.binary_search_by(|other| other.code.cmp(parent))
                    .ok()
                    .map(|index| index as u32)
            })
            .collect();
        Self { list, parents }
    }
}

impl From<Organizations> for Vec<Organization> {
    fn from(organizations: Organizations) -> Self {
        organizations.list
    }
}

/// One organization in its place among the others.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    all: &'a Organizations,
    index: u32,
    /// The organization itself.
    pub organization: &'a Organization,
}

impl PartialEq for Placed<'_> {
    fn eq(&self, other: &Self) -> bool {
        // WHY: among the same organizations the place tells, which is quicker than the code.
        if std::ptr::eq(self.all, other.all) {
            self.index == other.index
        } else {
            self.organization.code == other.organization.code
        }
    }
}

impl<'a> std::ops::Deref for Placed<'a> {
    type Target = Organization;
    fn deref(&self) -> &Organization {
        self.organization
    }
}

impl Organizations {
    /// All organizations, by code.
    pub fn iter(&self) -> impl Iterator<Item = Placed<'_>> {
        (0u32..)
            .zip(&self.list)
            .map(|(index, organization)| Placed {
                all: self,
                index,
                organization,
            })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The organization with this code.
    pub fn get(&self, code: &OrganizationCode) -> Option<Placed<'_>> {
        let index = self
            .list
            .binary_search_by(|organization| organization.code.cmp(code))
            .ok()?;
        self.at(index as u32)
    }

    /// Lets a caller change one organization in place; its code and parent must stay.
    pub fn get_mut(&mut self, code: &OrganizationCode) -> Option<&mut Organization> {
        let index = self
            .list
            .binary_search_by(|organization| organization.code.cmp(code))
            .ok()?;
        self.list.get_mut(index)
    }

    fn at(&self, index: u32) -> Option<Placed<'_>> {
        self.list.get(index as usize).map(|organization| Placed {
            all: self,
            index,
            organization,
        })
    }
}

impl<'a> Placed<'a> {
    /// The organization directly above.
    pub fn parent(self) -> Option<Placed<'a>> {
        let index = (*self.all.parents.get(self.index as usize)?)?;
        self.all.at(index)
    }

    /// This organization and all above it, upwards.
    pub fn upwards(self) -> impl Iterator<Item = Placed<'a>> {
        std::iter::successors(Some(self), |at| at.parent()).take(DEEPEST)
    }

    /// Whether this organization is `top` or lies below it ("inside a subtree includes its top", ruling 2).
    pub fn is_within(self, top: &OrganizationCode) -> bool {
        self.upwards().any(|above| above.code == *top)
    }

    /// The lowest organization that contains both; none in different trees.
    pub fn lowest_common(self, other: Placed<'a>) -> Option<Placed<'a>> {
        // WHY: asked once per destination; on indexes alone it costs a few steps.
        let parent = |index: u32| *self.all.parents.get(index as usize).unwrap_or(&None);
        let mut above = Some(self.index);
        for _ in 0..DEEPEST {
            let common = above?;
            let mut candidate = Some(other.index);
            for _ in 0..DEEPEST {
                match candidate {
                    Some(found) if found == common => return self.all.at(common),
                    Some(lower) => candidate = parent(lower),
                    None => break,
                }
            }
            above = parent(common);
        }
        None
    }

    /// The super enterprise above that has switched its own uniqueness on, if there is one: what it says about
    /// moves and subscriptions counts below it (enterprise 2 and ruling 28).
    pub fn inherited_from(self) -> Option<Placed<'a>> {
        self.upwards().skip(1).find(|up| {
            up.kind == OrganizationKind::SuperEnterprise && up.user_move.require_user_uniqueness
        })
    }

    /// Whether people can be subscribed to this organization at all: the feature is on at the level that
    /// decides, the super enterprise it is inherited from or else its enterprise (enterprise 2).
    pub fn has_subscriptions(self) -> bool {
        let decides = self
            .inherited_from()
            .or_else(|| self.enterprise())
            .unwrap_or(self);
        decides.subscriptions.organization_subscriptions
    }

    /// The enterprise this organization is or lies in.
    pub fn enterprise(self) -> Option<Placed<'a>> {
        self.upwards()
            .find(|above| above.kind == OrganizationKind::Enterprise)
    }
}

/// The organization whose uniqueness and User Move settings govern a move between two others: the lowest
/// that contains both, or the super enterprise above it that has switched its own on (ruling 28).
pub fn governing<'a>(source: Placed<'a>, destination: Placed<'a>) -> Option<Placed<'a>> {
    let common = source.lowest_common(destination)?;
    let above = common.upwards().find(|above| {
        above.kind == OrganizationKind::SuperEnterprise && above.user_move.require_user_uniqueness
    });
    Some(above.unwrap_or(common))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use OrganizationKind as K;

    fn tree(super_on: bool) -> Organizations {
        let mut top = Organization::new("aster", K::SuperEnterprise, None, "Aster");
        top.user_move.require_user_uniqueness = super_on;
        vec![
            Organization::new("harbour", K::Suborganization, Some("north"), "Harbour"),
            Organization::new("riverside", K::Suborganization, Some("north"), "Riverside"),
            Organization::new("palm", K::Suborganization, Some("south"), "Palm"),
            Organization::new("north", K::Enterprise, Some("aster"), "North"),
            Organization::new("south", K::Enterprise, Some("aster"), "South"),
            top,
            Organization::new("alone", K::Basic, None, "Alone"),
        ]
        .into()
    }

    #[test]
    fn the_lowest_organization_with_both_ends_governs() {
        let all = tree(false);
        let at = |code: &str| all.get(&code.into()).unwrap();
        assert_eq!(
            governing(at("harbour"), at("riverside"))
                .unwrap()
                .code
                .as_str(),
            "north"
        );
        assert_eq!(
            governing(at("harbour"), at("north")).unwrap().code.as_str(),
            "north"
        );
        assert_eq!(
            governing(at("harbour"), at("palm")).unwrap().code.as_str(),
            "aster"
        );
        assert!(governing(at("harbour"), at("alone")).is_none());
    }

    #[test]
    fn a_super_enterprise_that_switched_its_own_on_replaces_its_enterprises() {
        let all = tree(true);
        let at = |code: &str| all.get(&code.into()).unwrap();
        assert_eq!(
            governing(at("harbour"), at("riverside"))
                .unwrap()
                .code
                .as_str(),
            "aster"
        );
    }

    #[test]
    fn inside_a_subtree_includes_its_top() {
        let all = tree(false);
        let harbour = all.get(&"harbour".into()).unwrap();
        assert!(harbour.is_within(&"harbour".into()));
        assert!(harbour.is_within(&"aster".into()));
        assert!(!harbour.is_within(&"south".into()));
        assert_eq!(harbour.enterprise().unwrap().code.as_str(), "north");
    }
}
