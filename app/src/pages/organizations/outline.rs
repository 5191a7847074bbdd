//! The tree as a list: the same facts as the picture, row by row.

use super::address::TreeAddress;
use super::people;
use crate::api::organizations::{TreeNode, TreeView};
use crate::ui::{Glyph, House, HouseLook, Icon, MarkSize};
use crate::words::{OrganizationPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationStatus;

/// The list.
#[component]
pub(super) fn Outline(tree: TreeView, address: TreeAddress) -> impl IntoView {
    let words = use_words();
    let counted = tree.people_counted;
    let more = tree.next.map(|cursor| address.continuing(None, &cursor));
    view! { <ul class="tree" aria-label=words.say(P::Tree)>{branches(tree.tops, more, counted, &address)}</ul> }
}

fn branches(
    nodes: Vec<TreeNode>,
    more: Option<String>,
    counted: u64,
    address: &TreeAddress,
) -> impl IntoView + use<> {
    let words = use_words();
    let rows: Vec<AnyView> = nodes
        .into_iter()
        .map(|node| branch(node, counted, address))
        .collect();
    view! {
        {rows}
        {more
            .map(|more| {
                view! {
                    <li>
                        <a class="tree-row" href=more>
                            <Icon glyph=Glyph::More />
                            {words.say(P::MoreHere)}
                        </a>
                    </li>
                }
            })}
    }
}

fn branch(node: TreeNode, counted: u64, address: &TreeAddress) -> AnyView {
    let words = use_words();
    let name = node.name.to_string();
    let is_chosen = address.asked.at.as_ref() == Some(&node.code);
    let is_unfolded = !node.below.is_empty();
    let fold = (node.children > 0).then(|| {
        let speech = words.speech();
        let label = if is_unfolded {
            speech.fold(&name)
        } else {
            speech.unfold(&name)
        };
        view! {
            <a
                class="tree-turn"
                href=address.turning(&node.code, is_unfolded)
                data-open=is_unfolded.then_some("")
                aria-label=label
            >
                <Icon glyph=Glyph::End />
            </a>
        }
    });
    let more = node
        .next
        .as_deref()
        .map(|cursor| address.continuing(Some(&node.code), cursor));
    let look = if is_chosen {
        HouseLook::Home
    } else {
        HouseLook::Other
    };
    view! {
        <li>
            <div class="tree-line">
                {fold}
                <a class="tree-row" href=address.choosing(&node.code) aria-current=is_chosen.then_some("true")>
                    <House name=name.clone() size=MarkSize::Small look />
                    <span>
                        <bdi>{name}</bdi>
                        <span class="faint small tree-kind">
                            {words.say(P::from(node.kind))}
                            {(node.status != OrganizationStatus::Active)
                                .then(|| view! { {format!(" · {}", words.say(P::from(node.status)))} })}
                        </span>
                    </span>
                    {node.people.map(|count| view! { <span class="count">{people(words, count, counted)}</span> })}
                </a>
            </div>
            {is_unfolded.then(|| view! { <ul>{branches(node.below, more, counted, address)}</ul> })}
        </li>
    }
    .into_any()
}

/// The organizations from the top of what is shown down to the chosen one.
pub(super) fn way(nodes: &[TreeNode], to: &OrganizationCode) -> Option<Vec<OrganizationCode>> {
    nodes.iter().find_map(|node| {
        if node.code == *to {
            return Some(vec![node.code.clone()]);
        }
        let mut way = way(&node.below, to)?;
        way.insert(0, node.code.clone());
        Some(way)
    })
}
