//! Section `hierarchy`: the positions of an organization, and whether everybody must hold one.

use super::Subject;
use super::draft::{Draft, Row, Values};
use super::pieces::{SaveBar, Switch};
use super::positions::Positions;
use super::user_move::why_not;
use crate::api::organizations::SettingsPage;
use crate::ui::{Badge, Button, ButtonKind, Field, Glyph, Icon, Panel, Tone};
use crate::words::{OfficePhrase, OrganizationPhrase as P, Words, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, PositionId};
use serde_json::{Map, Value};

impl Values for Positions {
    fn of(page: &SettingsPage) -> (i64, Self) {
        let section = page.organization.settings.as_ref();
        section.map_or_else(
            || (0, Self::default()),
            |settings| {
                let stored = &settings.hierarchy;
                (
                    stored.revision,
                    Self::of(stored.required, &stored.positions),
                )
            },
        )
    }

    fn change(&self, draft: &Self) -> Map<String, Value> {
        self.change(draft)
    }

    fn changes(&self, draft: &Self) -> usize {
        self.changes(draft)
    }

    fn rebased(&self, draft: &Self, now: &Self) -> Self {
        self.rebased(draft, now)
    }

    fn saved(&self, draft: &Self, now: &Self) -> Self {
        let as_saved = self.as_saved(self);
        as_saved.rebased(&draft.as_saved(self), now)
    }

    fn difference(&self, draft: &Self, now: &Self, _page: &SettingsPage, words: Words) -> Vec<Row> {
        let names = |of: &Self| -> Vec<String> {
            let staying = of.nodes.iter().filter(|node| !of.is_gone(node.key));
            staying.map(|node| node.name.clone()).collect()
        };
        let told = |to: &Self| {
            let (before, after) = (names(self), names(to));
            let without = |some: &[String], others: &[String]| -> Vec<String> {
                some.iter()
                    .filter(|name| !others.contains(name))
                    .cloned()
                    .collect()
            };
            words
                .speech()
                .added_and_removed(&without(&after, &before), &without(&before, &after))
        };
        let yes = |is_so: &bool| {
            words.said(if *is_so {
                OfficePhrase::Yes
            } else {
                OfficePhrase::No
            })
        };
        let positions = (self.nodes != now.nodes).then(|| {
            let yours = (self.changes(draft) > 0).then(|| told(draft));
            let before = words.number(self.nodes.len() as u64);
            (words.said(P::Positions), before, told(now), yours)
        });
        let required = super::draft::row(
            words.said(P::PositionRequired),
            (&self.required, &draft.required, &now.required),
            yes,
        );
        [required, positions].into_iter().flatten().collect()
    }
}

/// The section.
#[component]
pub(super) fn Hierarchy(acting_in: OrganizationCode, page: SettingsPage) -> impl IntoView {
    let words = use_words();
    let may = page.organization.keys.configure;
    let draft = Draft::<Positions>::new(acting_in, Subject::Hierarchy, page, words);
    let consequence = Signal::derive(move || {
        let (people, root) = draft.page.with(|page| {
            draft.draft.with(|draft| {
                let gone = draft.gone();
                let people: u64 = gone.iter().filter_map(|id| page.held.get(*id)).sum();
                let root = draft.root().and_then(|root| draft.node(root));
                (people, root.map(|root| root.name.clone()))
            })
        });
        root.filter(|_| people > 0)
            .map(|root| words.speech().to_the_root(people, &root))
    });
    let rows = Memo::new(move |_| draft.draft.with(Positions::in_tree));
    let is_empty = move || rows.with(Vec::is_empty);
    view! {
        <Panel id="positions" title=words.said(P::Positions)>
            <p class="muted">{words.say(P::HierarchyLead)}</p>
            {move || is_empty().then(|| view! { <p>{words.say(P::NoPositions)}</p> })}
            <ul class="positions" aria-label=words.say(P::Positions)>
                <For each=move || rows.get() key=|row| *row children=move |(key, level)| view! { <PositionRow draft key level may /> } />
            </ul>
            {may.then(|| view! { <AddPosition draft /> })}
        </Panel>
        <Panel id="required" title=words.said(P::Required)>
            <Switch
                id="hierarchy-required"
                label=words.said(P::PositionRequired)
                hint=words.said(P::PositionRequiredHint)
                checked=draft.get(|it| it.required)
                why=Signal::stored(why_not(may, words))
                on_change=move |on| draft.change(|it| it.required = on)
            />
        </Panel>
        {may.then(|| view! { <SaveBar draft consequence=Signal::derive(move || consequence.get().map(plain)) /> })}
    }
}

/// A text without the marks that set names apart, for where they are shown as they are.
fn plain(text: String) -> String {
    text.replace([crate::ui::NAME_OPENS, crate::ui::NAME_CLOSES], "")
}

/// One position.
#[component]
fn PositionRow(draft: Draft<Positions>, key: u32, level: usize, may: bool) -> impl IntoView {
    let words = use_words();
    let node = Memo::new(move |_| draft.draft.with(|it| it.node(key).cloned()));
    let name = Memo::new(move |_| {
        node.with(|node| {
            node.as_ref()
                .map(|node| node.name.clone())
                .unwrap_or_default()
        })
    });
    let is_gone = Memo::new(move |_| draft.draft.with(|it| it.is_gone(key)));
    let is_deleted = move || node.with(|node| node.as_ref().is_some_and(|node| node.is_deleted));
    let is_new = move || node.with(|node| node.as_ref().is_some_and(|node| node.stored.is_none()));
    let is_twice = Memo::new(move |_| draft.draft.with(|it| it.has_twice(key)));
    let is_root = Memo::new(move |_| draft.draft.with(|it| it.root() == Some(key)));
    let is_open = RwSignal::new(false);
    let held = move || {
        let stored: Option<PositionId> =
            node.with(|node| node.as_ref().and_then(|node| node.stored.clone()));
        let held = draft
            .page
            .with(|page| stored.and_then(|stored| page.held.get(&stored).copied()));
        held.filter(|people| *people > 0)
            .map(|people| words.speech().holders(people))
    };
    let about = move |phrase: P| {
        plain(
            words
                .speech()
                .about_position(words.say(phrase), &name.get()),
        )
    };
    let about_office = move |phrase: OfficePhrase| {
        plain(
            words
                .speech()
                .about_position(words.say(phrase), &name.get()),
        )
    };
    let deeds = move || {
        if !may {
            return ().into_any();
        }
        if is_gone.get() {
            return is_deleted()
                .then(|| {
                    view! {
                        <button
                            class="button"
                            type="button"
                            data-size="small"
                            aria-label=about(P::BringBack)
                            on:click=move |_| draft.change(|it| it.delete(key, false))
                        >
                            <Icon glyph=Glyph::Undo />
                            {words.say(P::BringBack)}
                        </button>
                    }
                })
                .into_any();
        }
        let only = draft.draft.with(|it| it.nodes.len() == 1);
        view! {
            <button
                class="button"
                type="button"
                data-size="small"
                aria-label=about_office(OfficePhrase::Edit)
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                <Icon glyph=Glyph::Edit />
                {words.say(OfficePhrase::Edit)}
            </button>
            {(!is_root.get() || only)
                .then(|| {
                    view! {
                        <button
                            class="button"
                            type="button"
                            data-size="small"
                            aria-label=about_office(OfficePhrase::Remove)
                            on:click=move |_| draft.change(|it| it.delete(key, true))
                        >
                            <Icon glyph=Glyph::Lost />
                            {words.say(OfficePhrase::Remove)}
                        </button>
                    }
                })}
        }
        .into_any()
    };
    view! {
        <li class="position" data-level=level.min(5).to_string() data-gone=move || is_gone.get().then_some("")>
            <div class="position-line">
                <span class="position-name">
                    <bdi>{move || name.get()}</bdi>
                    {move || is_root.get().then(|| view! { <Badge tone=Tone::Grey text=words.said(P::Root) /> })}
                    {move || is_new().then(|| view! { <Badge tone=Tone::Green text=words.said(P::IsNew) /> })}
                    {move || is_gone.get().then(|| view! { <Badge tone=Tone::Yellow text=words.said(P::IsGone) /> })}
                    {move || held().map(|held| view! { <span class="count">{held}</span> })}
                </span>
                <span class="row">{deeds}</span>
            </div>
            {move || {
                is_twice
                    .get()
                    .then(|| {
                        view! {
                            <p class="why" data-severity="blocker">
                                <Icon glyph=Glyph::Blocker />
                                <span>{words.say(P::PositionNameTaken)}</span>
                            </p>
                        }
                    })
            }}
            <Show when=move || is_open.get() && !is_gone.get()>
                <EditPosition draft key />
            </Show>
        </li>
    }
}

/// Name and place of one position.
#[component]
fn EditPosition(draft: Draft<Positions>, key: u32) -> impl IntoView {
    let words = use_words();
    let name = Memo::new(move |_| {
        draft.draft.with(|it| {
            it.node(key)
                .map(|node| node.name.clone())
                .unwrap_or_default()
        })
    });
    let above = Memo::new(move |_| {
        draft
            .draft
            .with(|it| it.node(key).and_then(|node| node.above))
    });
    let places = Memo::new(move |_| draft.draft.with(|it| named(it, it.places_for(key))));
    let name_id = format!("position-name-{key}");
    let above_id = format!("position-above-{key}");
    view! {
        <div class="form-grid position-edit">
            <div class="field">
                <label class="field-label" for=name_id.clone()>
                    {words.say(P::PositionName)}
                </label>
                <input
                    class="input"
                    id=name_id
                    autocomplete="off"
                    maxlength="200"
                    prop:value=move || name.get()
                    on:input=move |event| draft.change(|it| it.rename(key, event_target_value(&event)))
                />
            </div>
            {move || {
                above
                    .get()
                    .map(|above| {
                        view! {
                            <div class="field">
                                <label class="field-label" for=above_id.clone()>
                                    {words.say(P::BelowPosition)}
                                </label>
                                <span class="select">
                                    <select
                                        id=above_id.clone()
                                        on:change=move |event| {
                                            if let Ok(to) = event_target_value(&event).parse() {
                                                draft.change(|it| it.put_below(key, to));
                                            }
                                        }
                                    >
                                        {places
                                            .get()
                                            .into_iter()
                                            .map(|(place, name)| {
                                                view! {
                                                    <option value=place.to_string() selected=place == above>
                                                        {name}
                                                    </option>
                                                }
                                            })
                                            .collect_view()}
                                    </select>
                                    <Icon glyph=Glyph::Down />
                                </span>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// Positions with their names.
fn named(positions: &Positions, keys: Vec<u32>) -> Vec<(u32, String)> {
    let named = |key| Some((key, positions.node(key)?.name.clone()));
    keys.into_iter().filter_map(named).collect()
}

/// A new position.
#[component]
fn AddPosition(draft: Draft<Positions>) -> impl IntoView {
    let words = use_words();
    let name = RwSignal::new(String::new());
    let above = RwSignal::new(None::<u32>);
    let places = Memo::new(move |_| {
        draft.draft.with(|it| {
            let staying = it
                .in_tree()
                .into_iter()
                .map(|(key, _)| key)
                .filter(|key| !it.is_gone(*key));
            named(it, staying.collect())
        })
    });
    let is_first = move || places.with(Vec::is_empty);
    let chosen = move || {
        above
            .get()
            .or_else(|| places.with(|places| places.first().map(|(key, _)| *key)))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if !typed.is_empty() {
            let below = untrack(chosen);
            draft.change(|it| it.add(below, typed));
            name.set(String::new());
        }
    };
    view! {
        <form class="stack" data-gap="small" on:submit=submit>
            <h3>{words.say(P::AddPosition)}</h3>
            <div class="form-grid">
                <Field id="new-position" label=words.said(P::PositionName)>
                    <input
                        class="input"
                        id="new-position"
                        autocomplete="off"
                        maxlength="200"
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </Field>
                <Show when=move || !is_first()>
                    <Field id="new-position-above" label=words.said(P::BelowPosition)>
                        <span class="select">
                            <select
                                id="new-position-above"
                                prop:value=move || chosen().map(|key| key.to_string()).unwrap_or_default()
                                on:change=move |event| above.set(event_target_value(&event).parse().ok())
                            >
                                <For
                                    each=move || places.get()
                                    key=|place| place.clone()
                                    children=|(key, name)| view! { <option value=key.to_string()>{name}</option> }
                                />
                            </select>
                            <Icon glyph=Glyph::Down />
                        </span>
                    </Field>
                </Show>
            </div>
            <div class="row">
                <Button kind=ButtonKind::Submit glyph=Glyph::Plus>
                    {words.say(OfficePhrase::Add)}
                </Button>
            </div>
        </form>
    }
}
