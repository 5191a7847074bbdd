//! The choice of a position at the destination.

use crate::routes;
use crate::ui::{Field, Select};
use crate::words::{Phrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{PositionId, UserId};
use rehome_domain::organization::{Hierarchy, PositionKnown};
use rehome_domain::user_move::{Finding, FindingKind};

/// The position somebody held at the destination before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    /// None.
    None,
    /// This one; it is still there.
    Held(PositionId),
    /// One that is gone: the top takes its place.
    Gone,
    /// It is not known here.
    Unknown,
}

impl Memory {
    /// What becomes of a remembered position.
    pub(crate) fn of(remembered: Option<&PositionId>, hierarchy: &Hierarchy) -> Self {
        let Some(position) = remembered else {
            return Self::None;
        };
        match hierarchy.find(position) {
            PositionKnown::Root | PositionKnown::Node => Self::Held(position.clone()),
            PositionKnown::Absent if hierarchy.root.is_some() => Self::Gone,
            PositionKnown::Absent => Self::None,
            PositionKnown::Unknown => Self::Unknown,
        }
    }

    /// What a plan that leaves the position to memory says of it.
    pub(crate) fn told(findings: &[Finding], person: &UserId) -> Self {
        let told = |finding: &Finding| match &finding.kind {
            FindingKind::PositionReinstated { user, position, .. } if user == person => {
                Some(Self::Held(position.clone()))
            }
            FindingKind::PositionReinstatedAtRoot { user, .. } if user == person => {
                Some(Self::Gone)
            }
            _ => None,
        };
        findings.iter().find_map(told).unwrap_or(Self::None)
    }
}

/// Values and words of the choice: memory if there is one, none, then every position by the way to it.
/// `chosen` is the value chosen now.
pub(crate) fn position_options(
    hierarchy: &Hierarchy,
    memory: &Memory,
    chosen: &str,
    words: Words,
) -> Vec<(String, String)> {
    let mut ways: Vec<(String, String)> = hierarchy
        .nodes
        .keys()
        .filter(|node| !hierarchy.counts_as_none(node))
        .map(|node| (node.as_str().to_owned(), way(hierarchy, node)))
        .collect();
    ways.sort_by(|(_, a), (_, b)| a.cmp(b));
    let remembered = match memory {
        Memory::None => None,
        Memory::Held(position) => {
            Some(words.speech().position_as_before(&way(hierarchy, position)))
        }
        Memory::Gone => Some(words.said(Phrase::PositionTop)),
        Memory::Unknown => Some(words.said(Phrase::PositionRemembered)),
    };
    // WHY: without memory both mean none, and what was planned is to be sent as it was asked.
    let none = match remembered {
        None if chosen == routes::query::POSITION_REMEMBERED => chosen,
        _ => "",
    };
    let none = (none.to_owned(), words.said(Phrase::PositionNone));
    remembered
        .map(|words| (routes::query::POSITION_REMEMBERED.to_owned(), words))
        .into_iter()
        .chain([none])
        .chain(ways)
        .collect()
}

/// The positions from the one below the top down to this one.
fn way(hierarchy: &Hierarchy, node: &PositionId) -> String {
    let above = |node: &PositionId| hierarchy.nodes.get(node).and_then(Option::as_ref);
    // INVARIANT: no hierarchy is deeper than 64, so a cycle in bad data ends.
    let mut names: Vec<&str> = std::iter::successors(Some(node), |node| above(node))
        .take(64)
        .filter(|at| *at == node || hierarchy.root.as_ref() != Some(*at))
        .map(PositionId::as_str)
        .collect();
    names.reverse();
    names.join(" › ")
}

/// The choice itself; `value` is as [`routes::position_asked`] reads it.
#[component]
pub(crate) fn PositionChoice(
    /// The positions there are.
    hierarchy: Hierarchy,
    /// The one held there before.
    memory: Memory,
    /// What is chosen.
    value: RwSignal<String>,
) -> impl IntoView {
    let words = use_words();
    let options =
        value.with_untracked(|chosen| position_options(&hierarchy, &memory, chosen, words));
    view! {
        <Field id="position" label=words.said(Phrase::PositionThere)>
            <Select id="position" name=routes::query::POSITION value options />
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn hierarchy() -> Hierarchy {
        let nodes = [
            ("top", None),
            ("ward", Some("top")),
            ("night", Some("ward")),
            ("desk", Some("top")),
        ];
        Hierarchy {
            required: true,
            root: Some("top".into()),
            nodes: nodes
                .into_iter()
                .map(|(node, above)| (node.into(), above.map(PositionId::from)))
                .collect(),
            ..Hierarchy::default()
        }
    }

    fn options(hierarchy: &Hierarchy, memory: &Memory, chosen: &str) -> Vec<(String, String)> {
        position_options(hierarchy, memory, chosen, Words::new(Language::English))
    }

    #[test]
    fn positions_are_told_by_the_way_to_them_and_the_top_only_where_it_may_be_held() {
        let words = |hierarchy: &Hierarchy| {
            options(hierarchy, &Memory::None, "-")
                .into_iter()
                .skip(1)
                .map(|(_, words)| words)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&hierarchy()), ["desk", "ward", "ward › night"]);
        assert_eq!(
            words(&Hierarchy {
                required: false,
                ..hierarchy()
            }),
            ["desk", "top", "ward", "ward › night"]
        );
    }

    #[test]
    fn memory_is_offered_only_where_there_is_one_and_says_which() {
        let first = |memory: &Memory, chosen: &str| options(&hierarchy(), memory, chosen).remove(0);
        let told = |value: &str, words: &str| (value.to_owned(), words.to_owned());
        let held = Memory::of(Some(&"night".into()), &hierarchy());
        assert_eq!(first(&held, "-"), told("-", "As before: ward › night"));
        let gone = Memory::of(Some(&"attic".into()), &hierarchy());
        assert_eq!(
            first(&gone, "-"),
            told("-", "The top, until another is chosen")
        );
        assert_eq!(Memory::of(None, &hierarchy()), Memory::None);
        assert_eq!(first(&Memory::None, "-"), told("-", "No position"));
        assert_eq!(first(&Memory::None, ""), told("", "No position"));
        assert_eq!(first(&Memory::None, "desk"), told("", "No position"));
    }

    #[test]
    fn a_plan_tells_what_it_remembers_of_its_reader() {
        let dana = UserId::from("dana");
        let kind = FindingKind::PositionReinstated {
            user: dana.clone(),
            organization: "riverside".into(),
            position: "night".into(),
        };
        let about = rehome_domain::user_move::About::User(dana.clone());
        let findings = [Finding::new(&dana, about, kind)];
        assert_eq!(Memory::told(&findings, &dana), Memory::Held("night".into()));
        assert_eq!(Memory::told(&findings, &"leo".into()), Memory::None);
    }

    #[test]
    fn a_cycle_in_bad_data_ends() {
        let nodes = [("a", Some("b")), ("b", Some("a"))];
        let cyclic = Hierarchy {
            nodes: nodes
                .into_iter()
                .map(|(node, above)| (node.into(), above.map(PositionId::from)))
                .collect(),
            ..Hierarchy::default()
        };
        assert_eq!(options(&cyclic, &Memory::None, "-").len(), 3);
    }
}
