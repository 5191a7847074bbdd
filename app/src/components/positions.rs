//! The choice of a position at the destination.

use crate::routes;
use crate::ui::{Field, Select};
use crate::words::{Phrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::PositionId;
use rehome_domain::organization::Hierarchy;

/// Values and words of the choice: memory, none, then every position by the way to it.
pub(crate) fn position_options(hierarchy: &Hierarchy, words: Words) -> Vec<(String, String)> {
    let mut ways: Vec<(String, String)> = hierarchy
        .nodes
        .keys()
        .filter(|node| !(hierarchy.required && hierarchy.root.as_ref() == Some(*node)))
        .map(|node| (node.as_str().to_owned(), way(hierarchy, node)))
        .collect();
    ways.sort_by(|(_, a), (_, b)| a.cmp(b));
    let mut options = vec![
        (
            routes::query::POSITION_REMEMBERED.to_owned(),
            words.said(Phrase::PositionRemembered),
        ),
        (String::new(), words.said(Phrase::PositionNone)),
    ];
    options.append(&mut ways);
    options
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
    /// What is chosen.
    value: RwSignal<String>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <Field id="position" label=words.said(Phrase::PositionThere)>
            <Select id="position" name=routes::query::POSITION value options=position_options(&hierarchy, words) />
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

    #[test]
    fn positions_are_told_by_the_way_to_them_and_the_top_only_where_it_may_be_held() {
        let words = |hierarchy: &Hierarchy| {
            position_options(hierarchy, Words::new(Language::English))
                .into_iter()
                .skip(2)
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
    fn a_cycle_in_bad_data_ends() {
        let nodes = [("a", Some("b")), ("b", Some("a"))];
        let cyclic = Hierarchy {
            nodes: nodes
                .into_iter()
                .map(|(node, above)| (node.into(), above.map(PositionId::from)))
                .collect(),
            ..Hierarchy::default()
        };
        assert_eq!(
            position_options(&cyclic, Words::new(Language::English)).len(),
            4
        );
    }
}
