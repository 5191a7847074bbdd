//! Available Organizations: the tree of what can be chosen, narrowed by typing.
//!
//! Choosing all is a snapshot of what there is; what is chosen and not active stays chosen, unseen (ruling 36).

use super::draft::Draft;
use crate::api::organizations::Choice;
use crate::ui::{Glyph, House, Icon, MarkSize};
use crate::words::{OrganizationPhrase as P, use_words};
use leptos::html;
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::UserMoveSettings;
use rehome_domain::text::folded;
use std::collections::{BTreeMap, BTreeSet};

/// How many rows are shown at once.
const SHOWN: usize = 200;

/// A choice in its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    choice: Choice,
    level: usize,
    folded: String,
}

/// The choices as a tree, each behind the one above it; those below something that cannot be chosen stand at the top.
fn in_tree(choices: &[Choice]) -> Vec<Row> {
    let known: BTreeSet<&OrganizationCode> = choices.iter().map(|choice| &choice.code).collect();
    let mut below: BTreeMap<Option<&OrganizationCode>, Vec<&Choice>> = BTreeMap::new();
    for choice in choices {
        let parent = choice
            .parent
            .as_ref()
            .filter(|parent| known.contains(parent));
        below.entry(parent).or_default().push(choice);
    }
    let mut waiting: Vec<(&Choice, usize)> = Vec::new();
    let push = |waiting: &mut Vec<_>, parent: Option<&OrganizationCode>, level| {
        let children = below.get(&parent).into_iter().flatten();
        waiting.extend(children.rev().map(|child| (*child, level)));
    };
    push(&mut waiting, None, 1);
    let mut rows = Vec::with_capacity(choices.len());
    while let Some((choice, level)) = waiting.pop() {
        rows.push(Row {
            choice: choice.clone(),
            level,
            folded: folded(&choice.name),
        });
        push(&mut waiting, Some(&choice.code), level + 1);
    }
    rows
}

/// The choice.
#[component]
pub(super) fn Available(draft: Draft<UserMoveSettings>, may: bool) -> impl IntoView {
    let words = use_words();
    let rows = Memo::new(move |_| draft.page.with(|page| in_tree(&page.choices)));
    let text = RwSignal::new(String::new());
    let matching = Memo::new(move |_| {
        let wanted = folded(&text.get());
        rows.with(|rows| {
            let fits = |row: &&Row| {
                row.folded.contains(&wanted) || row.choice.code.as_str().contains(&wanted)
            };
            rows.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let listed = Memo::new(move |_| draft.draft.with(|it| it.available_organizations.clone()));
    let chosen = Memo::new(move |_| {
        let is_chosen = |row: &&Row| listed.with(|listed| listed.contains(&row.choice.code));
        rows.with(|rows| rows.iter().filter(is_chosen).count())
    });
    let unseen = move || (listed.with(BTreeSet::len).saturating_sub(chosen.get())) as u64;
    let count = move || {
        let all = rows.with(Vec::len) as u64;
        words.speech().chosen(chosen.get() as u64, all)
    };
    let set = move |codes: Vec<OrganizationCode>, on: bool| {
        draft.change(|it| {
            for code in codes {
                if on {
                    it.available_organizations.insert(code);
                } else {
                    it.available_organizations.remove(&code);
                }
            }
        });
    };
    let more = move || matching.with(Vec::len).saturating_sub(SHOWN) as u64;
    view! {
        <fieldset class="stack" data-gap="small" disabled=!may>
            <legend class="field-label">{words.say(P::AvailableOrganizations)}</legend>
            <p class="field-hint">{words.say(P::AvailableHint)}</p>
            <div class="multi">
                <div class="multi-head">
                    <SelectAll matching listed set=Callback::new(move |(codes, on)| set(codes, on)) />
                    <span class="input-with">
                        <Icon glyph=Glyph::Search />
                        <input
                            class="input"
                            type="search"
                            autocomplete="off"
                            aria-label=words.say(P::FilterOrganizations)
                            placeholder=words.say(P::TypeToFilter)
                            prop:value=move || text.get()
                            on:input=move |event| text.set(event_target_value(&event))
                        />
                    </span>
                    <span class="small muted" role="status">
                        {count}
                    </span>
                </div>
                <ul class="multi-list" tabindex="0" aria-label=words.say(P::AvailableOrganizations)>
                    <For
                        each=move || matching.with(|rows| rows.iter().take(SHOWN).cloned().collect::<Vec<_>>())
                        key=|row| row.choice.code.clone()
                        children=move |row| {
                            let code = row.choice.code.clone();
                            let is_chosen = Memo::new(move |_| listed.with(|listed| listed.contains(&code)));
                            let code = row.choice.code.clone();
                            let name = row.choice.name.to_string();
                            view! {
                                <li data-level=row.level.min(3).to_string()>
                                    <label class="check">
                                        <input
                                            type="checkbox"
                                            checked=is_chosen.get_untracked()
                                            prop:checked=move || is_chosen.get()
                                            on:change=move |event| set(vec![code.clone()], event_target_checked(&event))
                                        />
                                        <span class="who">
                                            <House name=name.clone() size=MarkSize::Small />
                                            <span class="who-text">
                                                <bdi class="who-name">{name}</bdi>
                                            </span>
                                        </span>
                                        <span class="small muted">{words.say(P::from(row.choice.kind))}</span>
                                    </label>
                                </li>
                            }
                        }
                    />
                </ul>
            </div>
            <p class="field-hint">{words.say(P::SelectAllHint)}</p>
            {move || (more() > 0).then(|| view! { <p class="small muted">{words.speech().more_rows(more())}</p> })}
            {move || (unseen() > 0).then(|| view! { <p class="small muted">{words.speech().chosen_unseen(unseen())}</p> })}
        </fieldset>
    }
}

/// Ticks what the filter leaves: all of it, or none.
#[component]
fn SelectAll(
    matching: Memo<Vec<Row>>,
    listed: Memo<BTreeSet<OrganizationCode>>,
    set: Callback<(Vec<OrganizationCode>, bool)>,
) -> impl IntoView {
    let words = use_words();
    let node = NodeRef::<html::Input>::new();
    let state = Memo::new(move |_| {
        matching.with(|rows| {
            listed.with(|listed| {
                let chosen = rows
                    .iter()
                    .filter(|row| listed.contains(&row.choice.code))
                    .count();
                (
                    chosen > 0 && chosen == rows.len(),
                    chosen > 0 && chosen < rows.len(),
                )
            })
        })
    });
    Effect::new(move |_| {
        let (_, is_mixed) = state.get();
        if let Some(input) = node.get() {
            input.set_indeterminate(is_mixed);
        }
    });
    view! {
        <label class="check">
            <input
                type="checkbox"
                node_ref=node
                prop:checked=move || state.get().0
                on:change=move |event| {
                    let codes = matching.with_untracked(|rows| rows.iter().map(|row| row.choice.code.clone()).collect());
                    set.run((codes, event_target_checked(&event)));
                }
            />
            <span>{words.say(P::SelectAll)}</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::organization::OrganizationKind;

    fn choice(code: &str, parent: Option<&str>) -> Choice {
        Choice {
            code: code.into(),
            kind: OrganizationKind::Suborganization,
            parent: parent.map(OrganizationCode::from),
            name: code.into(),
        }
    }

    #[test]
    fn each_stands_behind_the_one_above_it() {
        let choices = [
            choice("a", Some("north")),
            choice("aster", None),
            choice("b", Some("south")),
            choice("lost", Some("closed")),
            choice("north", Some("aster")),
            choice("south", Some("aster")),
        ];
        let rows: Vec<(String, usize)> = in_tree(&choices)
            .into_iter()
            .map(|row| (row.choice.code.to_string(), row.level))
            .collect();
        let rows: Vec<(&str, usize)> = rows
            .iter()
            .map(|(code, level)| (code.as_str(), *level))
            .collect();
        assert_eq!(
            rows,
            [
                ("aster", 1),
                ("north", 2),
                ("a", 3),
                ("south", 2),
                ("b", 3),
                ("lost", 1)
            ]
        );
    }
}
