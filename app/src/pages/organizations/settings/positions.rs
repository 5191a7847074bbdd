//! The positions of an organization while they are changed: renamed, moved below others, deleted and added.
//!
//! It counts and orders the changes; whether they can be is the service's to say.

use rehome_domain::ids::PositionId;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A position while it is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// What stays while the name changes.
    pub(super) key: u32,
    /// Its name as stored; none for a new one.
    pub(super) stored: Option<PositionId>,
    /// Its name as it is to be.
    pub(super) name: String,
    /// The key of the position above; none for the root.
    pub(super) above: Option<u32>,
    /// Whether it is to go, with all below it.
    pub(super) is_deleted: bool,
}

/// The positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Positions {
    /// Whether everybody must hold one.
    pub(super) required: bool,
    /// In their order; the first is the root.
    pub(super) nodes: Vec<Node>,
    next: u32,
}

impl Positions {
    /// The positions as stored.
    pub(super) fn of(required: bool, stored: &[(PositionId, Option<PositionId>)]) -> Self {
        let keys: BTreeMap<&PositionId, u32> = stored.iter().map(|(id, _)| id).zip(0..).collect();
        let node = |(id, above): &(PositionId, Option<PositionId>)| Node {
            key: keys.get(id).copied().unwrap_or_default(),
            stored: Some(id.clone()),
            name: id.as_str().to_owned(),
            above: above.as_ref().and_then(|above| keys.get(above).copied()),
            is_deleted: false,
        };
        Self {
            required,
            nodes: stored.iter().map(node).collect(),
            next: u32::try_from(stored.len()).unwrap_or(u32::MAX),
        }
    }

    /// The position of a key.
    pub(super) fn node(&self, key: u32) -> Option<&Node> {
        self.nodes.iter().find(|node| node.key == key)
    }

    fn node_mut(&mut self, key: u32) -> Option<&mut Node> {
        self.nodes.iter_mut().find(|node| node.key == key)
    }

    /// The key of the root.
    pub(super) fn root(&self) -> Option<u32> {
        self.nodes
            .iter()
            .find(|node| node.above.is_none())
            .map(|node| node.key)
    }

    /// Whether a position is to go, by itself or with one above it.
    pub(super) fn is_gone(&self, key: u32) -> bool {
        self.upwards(key).any(|node| node.is_deleted)
    }

    /// A position and those above it.
    fn upwards(&self, key: u32) -> impl Iterator<Item = &Node> {
        // INVARIANT: no position is deeper than there are positions, so a cycle in bad data ends.
        std::iter::successors(self.node(key), |node| self.node(node.above?)).take(self.nodes.len())
    }

    /// Whether a position lies at or below another.
    fn is_within(&self, key: u32, top: u32) -> bool {
        self.upwards(key).any(|node| node.key == top)
    }

    /// The positions in the order of the tree, each with its level.
    pub(super) fn in_tree(&self) -> Vec<(u32, usize)> {
        let mut rows = Vec::with_capacity(self.nodes.len());
        let mut waiting: Vec<(u32, usize)> = self.below(None).map(|key| (key, 0)).collect();
        waiting.reverse();
        while let Some((key, level)) = waiting.pop() {
            rows.push((key, level));
            let mut below: Vec<_> = self.below(Some(key)).map(|key| (key, level + 1)).collect();
            below.reverse();
            waiting.append(&mut below);
        }
        rows
    }

    fn below(&self, above: Option<u32>) -> impl Iterator<Item = u32> {
        self.nodes
            .iter()
            .filter(move |node| node.above == above)
            .map(|node| node.key)
    }

    /// The stored positions that one can lie below: not itself, nothing below it, nothing that goes.
    pub(super) fn places_for(&self, key: u32) -> Vec<u32> {
        let is_new = self.node(key).is_some_and(|node| node.stored.is_none());
        self.in_tree()
            .into_iter()
            .map(|(other, _)| other)
            .filter(|other| !self.is_within(*other, key) && !self.is_gone(*other))
            // WHY: a stored position is moved before new ones are added.
            .filter(|other| is_new || self.node(*other).is_some_and(|node| node.stored.is_some()))
            .collect()
    }

    /// Whether another position has this name.
    pub(super) fn has_twice(&self, key: u32) -> bool {
        let Some(own) = self.node(key) else {
            return false;
        };
        let is_other = |node: &&Node| node.key != key && node.name.trim() == own.name.trim();
        self.nodes
            .iter()
            .filter(is_other)
            .any(|node| !self.is_gone(node.key))
    }

    /// Adds a position below another, or the root.
    pub(super) fn add(&mut self, above: Option<u32>, name: String) {
        let key = self.next;
        self.next = self.next.saturating_add(1);
        self.nodes.push(Node {
            key,
            stored: None,
            name,
            above,
            is_deleted: false,
        });
    }

    /// Gives a position another name.
    pub(super) fn rename(&mut self, key: u32, name: String) {
        if let Some(node) = self.node_mut(key) {
            node.name = name;
        }
    }

    /// Puts a position below another.
    pub(super) fn put_below(&mut self, key: u32, above: u32) {
        if self.places_for(key).contains(&above)
            && let Some(node) = self.node_mut(key)
        {
            node.above = Some(above);
        }
    }

    /// Deletes a position with all below it, or keeps it after all. A new one is forgotten.
    pub(super) fn delete(&mut self, key: u32, is_deleted: bool) {
        let is_new = self.node(key).is_some_and(|node| node.stored.is_none());
        if is_new {
            let gone: BTreeSet<u32> = self
                .nodes
                .iter()
                .map(|node| node.key)
                .filter(|other| self.is_within(*other, key))
                .collect();
            self.nodes.retain(|node| !gone.contains(&node.key));
        } else if let Some(node) = self.node_mut(key) {
            node.is_deleted = is_deleted;
        }
    }

    /// The stored positions that will be gone.
    pub(super) fn gone(&self) -> Vec<&PositionId> {
        self.nodes
            .iter()
            .filter(|node| self.is_gone(node.key))
            .filter_map(|node| node.stored.as_ref())
            .collect()
    }

    fn stored_above(&self, node: &Node) -> Option<&PositionId> {
        self.node(node.above?)?.stored.as_ref()
    }

    /// The changes from `self`, as stored, to a draft, as section `hierarchy` takes them.
    pub(super) fn change(&self, draft: &Self) -> Map<String, Value> {
        let mut change = Map::new();
        if self.required != draft.required {
            change.insert("required".to_owned(), json!(draft.required));
        }
        let before: BTreeMap<&PositionId, Option<&PositionId>> = self
            .nodes
            .iter()
            .filter_map(|node| Some((node.stored.as_ref()?, self.stored_above(node))))
            .collect();
        let staying = || {
            draft
                .nodes
                .iter()
                .filter(|node| !draft.is_gone(node.key))
                .filter_map(|node| Some((node, node.stored.as_ref()?)))
        };
        let name_of = |key: Option<u32>| {
            key.and_then(|key| draft.node(key))
                .map(|node| node.name.trim().to_owned())
        };
        let rename: BTreeMap<&str, String> = staying()
            .filter(|(node, stored)| node.name.trim() != stored.as_str())
            .map(|(node, stored)| (stored.as_str(), node.name.trim().to_owned()))
            .collect();
        let reparent: BTreeMap<String, String> = staying()
            .filter(|(node, stored)| {
                draft.stored_above(node) != before.get(stored).copied().flatten()
            })
            .filter_map(|(node, _)| Some((node.name.trim().to_owned(), name_of(node.above)?)))
            .collect();
        let delete: BTreeSet<&PositionId> = draft
            .nodes
            .iter()
            .filter(|node| node.is_deleted)
            .filter_map(|node| node.stored.as_ref())
            .collect();
        let add: Vec<Value> = draft
            .in_tree()
            .into_iter()
            .filter_map(|(key, _)| draft.node(key))
            .filter(|node| node.stored.is_none() && !draft.is_gone(node.key))
            .map(|node| json!({ "id": node.name.trim(), "parent": name_of(node.above) }))
            .collect();
        let mut put = |name: &str, is_empty: bool, value: Value| {
            if !is_empty {
                change.insert(name.to_owned(), value);
            }
        };
        put("rename", rename.is_empty(), json!(rename));
        put("reparent", reparent.is_empty(), json!(reparent));
        put("delete", delete.is_empty(), json!(delete));
        put("add", add.is_empty(), json!(add));
        change
    }

    /// How many positions are changed, and the required flag.
    pub(super) fn changes(&self, draft: &Self) -> usize {
        let counted = |value: &Value| match value {
            Value::Array(list) => list.len(),
            Value::Object(map) => map.len(),
            _ => 1,
        };
        self.change(draft).values().map(counted).sum()
    }

    /// These positions under the names they are stored by once `sent` is saved.
    pub(super) fn as_saved(&self, sent: &Self) -> Self {
        let mut saved = self.clone();
        saved.nodes.retain(|node| !sent.is_gone(node.key));
        for node in &mut saved.nodes {
            if let Some(sent) = sent.node(node.key) {
                node.stored = Some(PositionId::from(sent.name.trim()));
            }
        }
        saved
    }

    /// The draft made on `self`, put on what is stored now; what concerns positions that are gone falls away.
    pub(super) fn rebased(&self, draft: &Self, now: &Self) -> Self {
        let mut fresh = now.clone();
        if draft.required != self.required {
            fresh.required = draft.required;
        }
        let mut keys: BTreeMap<u32, u32> = BTreeMap::new();
        for node in &draft.nodes {
            let same = now
                .nodes
                .iter()
                .find(|other| node.stored.is_some() && other.stored == node.stored);
            if let Some(same) = same {
                keys.insert(node.key, same.key);
            }
        }
        for (key, _) in draft.in_tree() {
            let (Some(node), None) = (draft.node(key), keys.get(&key)) else {
                continue;
            };
            let above = node.above.and_then(|above| keys.get(&above).copied());
            if node.stored.is_none() && (above.is_some() || fresh.nodes.is_empty()) {
                keys.insert(key, fresh.next);
                fresh.add(above, node.name.clone());
            }
        }
        for node in draft.nodes.iter().filter(|node| node.stored.is_some()) {
            let Some(key) = keys.get(&node.key).copied() else {
                continue;
            };
            let before = self.nodes.iter().find(|other| other.stored == node.stored);
            if before.is_some_and(|before| before.name != node.name) {
                fresh.rename(key, node.name.clone());
            }
            let moved =
                before.is_some_and(|before| self.stored_above(before) != draft.stored_above(node));
            if let (true, Some(above)) = (
                moved,
                node.above.and_then(|above| keys.get(&above).copied()),
            ) {
                fresh.put_below(key, above);
            }
            if node.is_deleted {
                fresh.delete(key, true);
            }
        }
        fresh
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn stored(nodes: &[(&str, Option<&str>)]) -> Positions {
        let nodes: Vec<(PositionId, Option<PositionId>)> = nodes
            .iter()
            .map(|(id, above)| (PositionId::from(*id), above.map(PositionId::from)))
            .collect();
        Positions::of(false, &nodes)
    }

    fn clinic() -> Positions {
        stored(&[
            ("Clinic", None),
            ("Ward", Some("Clinic")),
            ("Night desk", Some("Ward")),
            ("Desk", Some("Clinic")),
        ])
    }

    fn key(positions: &Positions, name: &str) -> u32 {
        positions
            .nodes
            .iter()
            .find(|node| node.name == name)
            .unwrap()
            .key
    }

    #[test]
    fn nothing_is_sent_where_nothing_changed() {
        assert!(clinic().change(&clinic()).is_empty());
        assert_eq!(clinic().changes(&clinic()), 0);
    }

    #[test]
    fn each_deed_is_sent_as_the_section_takes_it() {
        let (before, mut draft) = (clinic(), clinic());
        draft.required = true;
        draft.rename(key(&draft, "Desk"), " Front desk ".to_owned());
        draft.put_below(key(&draft, "Night desk"), key(&before, "Desk"));
        draft.delete(key(&draft, "Ward"), true);
        let root = draft.root();
        draft.add(root, "Garden".to_owned());
        let garden = key(&draft, "Garden");
        draft.add(Some(garden), "Pond".to_owned());
        assert_eq!(
            Value::Object(before.change(&draft)),
            json!({
                "required": true,
                "rename": { "Desk": "Front desk" },
                "reparent": { "Night desk": "Front desk" },
                "delete": ["Ward"],
                "add": [{ "id": "Garden", "parent": "Clinic" }, { "id": "Pond", "parent": "Garden" }],
            })
        );
        assert_eq!(before.changes(&draft), 6);
    }

    #[test]
    fn what_lies_below_a_deleted_position_goes_with_it_unless_it_is_moved_out() {
        let mut draft = clinic();
        draft.delete(key(&draft, "Ward"), true);
        let gone: Vec<&str> = draft.gone().into_iter().map(PositionId::as_str).collect();
        assert_eq!(gone, ["Ward", "Night desk"]);
        draft.put_below(key(&draft, "Night desk"), key(&draft, "Desk"));
        let gone: Vec<&str> = draft.gone().into_iter().map(PositionId::as_str).collect();
        assert_eq!(gone, ["Ward"]);
    }

    #[test]
    fn nothing_lies_below_itself() {
        let mut draft = clinic();
        let (ward, night) = (key(&draft, "Ward"), key(&draft, "Night desk"));
        draft.put_below(ward, night);
        assert_eq!(draft, clinic());
        assert!(!draft.places_for(ward).contains(&night));
    }

    #[test]
    fn a_draft_is_put_on_what_somebody_else_saved() {
        let (before, mut draft) = (clinic(), clinic());
        draft.rename(key(&draft, "Desk"), "Front desk".to_owned());
        draft.delete(key(&draft, "Ward"), true);
        draft.add(draft.root(), "Garden".to_owned());
        let now = stored(&[
            ("Clinic", None),
            ("Desk", Some("Clinic")),
            ("Attic", Some("Clinic")),
        ]);
        let merged = before.rebased(&draft, &now);
        assert_eq!(
            Value::Object(now.change(&merged)),
            json!({ "rename": { "Desk": "Front desk" }, "add": [{ "id": "Garden", "parent": "Clinic" }] })
        );
    }

    #[test]
    fn what_is_changed_while_others_are_saved_waits_on_what_is_stored() {
        let mut sent = clinic();
        sent.rename(key(&sent, "Desk"), "Front desk".to_owned());
        sent.delete(key(&sent, "Night desk"), true);
        sent.add(sent.root(), "Garden".to_owned());
        let mut draft = sent.clone();
        draft.rename(key(&draft, "Garden"), "Park".to_owned());
        draft.add(draft.root(), "Kitchen".to_owned());
        let now = stored(&[
            ("Clinic", None),
            ("Ward", Some("Clinic")),
            ("Front desk", Some("Clinic")),
            ("Garden", Some("Clinic")),
        ]);
        let on = |draft: &Positions| sent.as_saved(&sent).rebased(&draft.as_saved(&sent), &now);
        assert!(now.change(&on(&sent)).is_empty());
        assert_eq!(
            Value::Object(now.change(&on(&draft))),
            json!({ "rename": { "Garden": "Park" }, "add": [{ "id": "Kitchen", "parent": "Clinic" }] })
        );
    }

    #[test]
    fn two_positions_of_one_name_are_seen() {
        let mut draft = clinic();
        draft.add(draft.root(), "Desk".to_owned());
        assert!(draft.has_twice(key(&clinic(), "Desk")));
        assert!(!draft.has_twice(key(&draft, "Ward")));
    }
}
