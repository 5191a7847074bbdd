//! Where each organization of the picture stands: a column per level, a row per leaf.

use super::super::address::TreeAddress;
use super::super::outline::way;
use super::super::people;
use crate::api::organizations::{TreeNode, TreeView};
use crate::words::{OrganizationPhrase as P, Words};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationStatus;
use std::collections::BTreeSet;

pub(super) const BOX: (i32, i32) = (224, 56);
pub(super) const STEP: (i32, i32) = (300, 68);
pub(super) const EDGE: i32 = 20;
/// As much of a name as there is room for.
const LETTERS: usize = 22;

/// One organization in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) x: i32,
    pub(super) y: i32,
    /// The middle of the end of the box above, where the line comes from.
    pub(super) from: Option<(i32, i32)>,
    pub(super) on_the_way: bool,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Organization {
        code: OrganizationCode,
        name: String,
        more: String,
        is_chosen: bool,
        is_off: bool,
        children: u64,
        is_unfolded: bool,
        choose: String,
        turn: String,
    },
    More {
        address: String,
    },
}

/// Lays the tree out: a column per level, a row per leaf.
struct Layout<'a> {
    address: &'a TreeAddress,
    words: Words,
    counted: u64,
    way: BTreeSet<OrganizationCode>,
    rows: i32,
    columns: i32,
    drawn: Vec<Drawn>,
}

impl Layout<'_> {
    fn row(&mut self) -> i32 {
        self.rows += 1;
        EDGE + (self.rows - 1) * STEP.1
    }

    fn more(&mut self, level: i32, address: String) -> usize {
        let y = self.row();
        self.drawn.push(Drawn {
            x: EDGE + level * STEP.0,
            y,
            from: None,
            on_the_way: false,
            what: What::More { address },
        });
        self.drawn.len() - 1
    }

    /// Places an organization with what is below it; answers where it is among the drawn.
    fn place(&mut self, node: &TreeNode, level: i32) -> usize {
        self.columns = self.columns.max(level + 1);
        let x = EDGE + level * STEP.0;
        let mut below: Vec<usize> = node
            .below
            .iter()
            .map(|child| self.place(child, level + 1))
            .collect();
        if let (Some(cursor), false) = (&node.next, node.below.is_empty()) {
            let address = self.address.continuing(Some(&node.code), cursor);
            below.push(self.more(level + 1, address));
        }
        let at = |index: Option<&usize>| Some(self.drawn.get(*index?)?.y);
        let y = match (at(below.first()), at(below.last())) {
            (Some(first), Some(last)) => (first + last) / 2,
            _ => self.row(),
        };
        for index in below {
            if let Some(child) = self.drawn.get_mut(index) {
                child.from = Some((x + BOX.0, y + BOX.1 / 2));
            }
        }
        self.drawn.push(Drawn {
            x,
            y,
            from: None,
            on_the_way: self.way.contains(&node.code),
            what: self.told(node),
        });
        self.drawn.len() - 1
    }

    fn told(&self, node: &TreeNode) -> What {
        let words = self.words;
        let is_active = node.status == OrganizationStatus::Active;
        let counted = match node.people {
            Some(count) => people(words, count, self.counted),
            None => words.said(P::from(node.kind)),
        };
        let state = (!is_active).then(|| words.said(P::from(node.status)));
        let more: Vec<String> = [counted].into_iter().chain(state).collect();
        let is_unfolded = !node.below.is_empty();
        What::Organization {
            code: node.code.clone(),
            name: node.name.to_string(),
            more: more.join(" · "),
            is_chosen: self.address.asked.at.as_ref() == Some(&node.code),
            is_off: !is_active,
            children: node.children,
            is_unfolded,
            choose: self.address.choosing(&node.code),
            turn: self.address.turning(&node.code, is_unfolded),
        }
    }
}

/// The organizations of a tree in their places, and the room they take.
pub(super) fn laid_out(
    tree: &TreeView,
    address: &TreeAddress,
    words: Words,
) -> (Vec<Drawn>, i32, i32) {
    let chosen = address.asked.at.as_ref();
    let way = chosen
        .and_then(|to| way(&tree.tops, to))
        .unwrap_or_default();
    let mut layout = Layout {
        address,
        words,
        counted: tree.people_counted,
        way: way.into_iter().collect(),
        rows: 0,
        columns: 1,
        drawn: Vec::new(),
    };
    for top in &tree.tops {
        layout.place(top, 0);
    }
    if let Some(cursor) = &tree.next {
        layout.more(0, address.continuing(None, cursor));
    }
    let width = 2 * EDGE + (layout.columns - 1) * STEP.0 + BOX.0 + EDGE;
    let height = 2 * EDGE + layout.rows * STEP.1 - (STEP.1 - BOX.1);
    (layout.drawn, width, height)
}

/// A name cut to the room there is.
pub(super) fn cut(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::words::Language;
    use rehome_domain::organization::OrganizationKind;

    fn node(code: &str, below: Vec<TreeNode>) -> TreeNode {
        TreeNode {
            code: code.into(),
            kind: OrganizationKind::Enterprise,
            name: code.into(),
            status: OrganizationStatus::Active,
            people: Some(3),
            children: below.len() as u64,
            below,
            next: None,
        }
    }

    fn laid(top: &TreeNode, chosen: &str) -> Vec<Drawn> {
        let mut address = TreeAddress::default();
        address.asked.at = Some(chosen.into());
        let mut layout = Layout {
            address: &address,
            words: Words::new(Language::English),
            counted: 1_000,
            way: way(std::slice::from_ref(top), &chosen.into())
                .unwrap()
                .into_iter()
                .collect(),
            rows: 0,
            columns: 1,
            drawn: Vec::new(),
        };
        layout.place(top, 0);
        layout.drawn
    }

    #[test]
    fn who_is_above_stands_in_the_middle_of_those_below() {
        let top = node(
            "top",
            vec![
                node("a", Vec::new()),
                node("b", Vec::new()),
                node("c", Vec::new()),
            ],
        );
        let drawn = laid(&top, "b");
        let ys: Vec<i32> = drawn.iter().map(|drawn| drawn.y).collect();
        assert_eq!(ys[3], ys[1], "{ys:?}");
        assert!(
            drawn[..3]
                .iter()
                .all(|child| child.x == drawn[3].x + STEP.0)
        );
        assert_eq!(drawn[0].from, Some((EDGE + BOX.0, ys[3] + BOX.1 / 2)));
        let on: Vec<bool> = drawn.iter().map(|drawn| drawn.on_the_way).collect();
        assert_eq!(on, [false, true, false, true]);
    }

    #[test]
    fn a_long_name_is_cut_and_a_short_one_is_not() {
        assert_eq!(cut("Harbour Clinic"), "Harbour Clinic");
        assert_eq!(
            cut("The very long name of a clinic"),
            "The very long name of…"
        );
    }
}
