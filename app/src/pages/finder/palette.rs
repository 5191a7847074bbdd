//! The dialog: a field, and under it what fits what is typed. Arrows walk through it, Enter takes what is marked.

use super::Asked;
use super::known::{Item, Mark, Target, in_directory, known};
use crate::api::ApiError;
use crate::api::finding::{Found, find};
use crate::fold::folded;
use crate::forms::RefusalNote;
use crate::routes;
use crate::ui::{Dialog, Glyph, House, Icon, MarkSize, Person, Prose, bring_into_view, stepped};
use crate::words::{OfficePhrase, OrganizationPhrase, Phrase, use_words};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

const TITLE: &str = "palette-title";
const LIST: &str = "palette-list";

/// From how many letters on people and organizations are looked for.
const FEWEST: usize = 2;

/// Pages, deeds, people and organizations under the text that is typed.
#[component]
pub(in crate::pages) fn Palette() -> impl IntoView {
    let words = use_words();
    let Asked { open, session } = expect_context();
    let text = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let found = RwSignal::new(Found::default());
    let is_finding = RwSignal::new(false);
    let refusal: RwSignal<Option<ApiError>> = RwSignal::new(None);
    let round = StoredValue::new(0_u32);
    let known = session.with_value(|(session, office)| known(session, office, words));
    let known = StoredValue::new(known);
    let groups = Memo::new(move |_| {
        let typed = text.with(|text| folded(text));
        let [pages, deeds] = known.with_value(|known| {
            known.each_ref().map(|items| {
                let items = items.iter().filter(|item| item.matches(&typed));
                items.cloned().collect::<Vec<_>>()
            })
        });
        let [people, places] = in_directory(found.get());
        [
            (words.say(OfficePhrase::Pages), pages),
            (words.say(OfficePhrase::Deeds), deeds),
            (words.say(OfficePhrase::FoundPeople), people),
            (words.say(OrganizationPhrase::Organizations), places),
        ]
    });
    let count = Memo::new(move |_| {
        groups.with(|groups| groups.iter().map(|(_, items)| items.len()).sum::<usize>())
    });
    Effect::new(move |_| {
        if open.get() {
            text.set(String::new());
        }
    });
    Effect::new(move |_| {
        let typed = text.with(|text| text.trim().to_owned());
        active.set(0);
        round.update_value(|round| *round = round.wrapping_add(1));
        let asked = round.get_value();
        if typed.chars().count() < FEWEST {
            found.set(Found::default());
            is_finding.set(false);
            refusal.set(None);
            return;
        }
        is_finding.set(true);
        let acting_in = session.with_value(|(_, office)| office.acting_in.code.clone());
        leptos::task::spawn_local(async move {
            let answer = find(acting_in, typed).await;
            // WHY: the answer to an earlier text is no answer to this one.
            if round.try_get_value() != Some(asked) {
                return;
            }
            is_finding.set(false);
            match answer {
                Ok(answer) => {
                    refusal.set(None);
                    found.set(answer);
                }
                Err(error) => {
                    found.set(Found::default());
                    refusal.set(Some(error));
                }
            }
        });
    });
    let (form, acting) = (NodeRef::<html::Form>::new(), NodeRef::<html::Input>::new());
    let navigate = use_navigate();
    let choose = Callback::new(move |target: Target| match target {
        Target::Go(address) => {
            open.set(false);
            navigate(&address, leptos_router::NavigateOptions::default());
        }
        Target::Load(address) => {
            // WHY: where the browser does not go there, there is nothing else to do.
            let _ = window().location().set_href(address);
        }
        Target::Act(code) => {
            if let (Some(form), Some(acting)) = (form.get_untracked(), acting.get_untracked()) {
                acting.set_value(code.as_str());
                // WHY: as above.
                let _ = form.submit();
            }
        }
    });
    let step = move |forwards: bool| {
        let count = count.get_untracked();
        if count > 0 {
            active.update(|at| *at = stepped(*at, count, forwards));
            bring_into_view(LIST, &option_id(active.get_untracked()));
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            step(true);
        }
        "ArrowUp" => {
            event.prevent_default();
            step(false);
        }
        "Enter" if !event.is_composing() => {
            event.prevent_default();
            let marked = groups.with_untracked(|groups| {
                let mut items = groups.iter().flat_map(|(_, items)| items);
                items.nth(active.get_untracked()).cloned()
            });
            if let Some(marked) = marked {
                choose.run(marked.target);
            }
        }
        _ => {}
    };
    let told = move || match count.get() {
        0 if is_finding.get() => words.said(Phrase::Loading),
        0 => words.said(OfficePhrase::NothingMatches),
        count => words.speech().results(count as u64),
    };
    view! {
        <Dialog open labelled_by=TITLE shape="palette" light=true>
            <h2 class="visually-hidden" id=TITLE>
                {words.say(OfficePhrase::FindAnything)}
            </h2>
            <div class="palette-search">
                <Icon glyph=Glyph::Search />
                <input
                    class="palette-input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    aria-autocomplete="list"
                    aria-label=words.say(OfficePhrase::FindAnything)
                    aria-controls=LIST
                    aria-expanded=move || (count.get() > 0).to_string()
                    aria-activedescendant=move || (count.get() > 0).then(|| option_id(active.get()))
                    placeholder=words.say(OfficePhrase::FindHint)
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                    on:keydown=keys
                />
                <button
                    class="button"
                    type="button"
                    data-look="plain"
                    data-shape="square"
                    aria-label=words.say(OfficePhrase::Close)
                    on:click=move |_| open.set(false)
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
            <p class="visually-hidden" role="status">
                {told}
            </p>
            <p class="palette-none muted" aria-hidden="true" hidden=move || { count.get() > 0 }>
                {told}
            </p>
            {move || refusal.get().map(|error| view! { <div class="palette-none"><RefusalNote error /></div> })}
            <div class="palette-list" id=LIST role="listbox" aria-label=words.say(OfficePhrase::Results) aria-busy=move || is_finding.get().to_string() hidden=move || count.get() == 0>
                {move || {
                    let mut first = 0;
                    groups
                        .get()
                        .into_iter()
                        .filter(|(_, items)| !items.is_empty())
                        .map(|(title, items)| {
                            let from = first;
                            first += items.len();
                            view! { <Group title items from active choose /> }
                        })
                        .collect_view()
                }}
            </div>
            <form method="post" action=routes::PREFERENCES hidden node_ref=form>
                <input type="hidden" name=routes::query::TO value=routes::PROFILE />
                <input type="hidden" name=routes::field::ACTING_IN node_ref=acting />
            </form>
        </Dialog>
    }
}

fn option_id(index: usize) -> String {
    format!("palette-{index}")
}

/// What belongs together, under its title.
#[component]
fn Group(
    title: &'static str,
    items: Vec<Item>,
    /// The place of the first among all.
    from: usize,
    active: RwSignal<usize>,
    choose: Callback<Target>,
) -> impl IntoView {
    view! {
        <div role="group" aria-label=title>
            <p class="palette-title" role="presentation">
                {title}
            </p>
            {items
                .into_iter()
                .enumerate()
                .map(|(index, item)| view! { <Line item index=from + index active choose /> })
                .collect_view()}
        </div>
    }
}

#[component]
fn Line(
    item: Item,
    index: usize,
    active: RwSignal<usize>,
    choose: Callback<Target>,
) -> impl IntoView {
    let Item {
        label,
        more,
        mark,
        target,
    } = item;
    let mark = match mark {
        Mark::Glyph(glyph) => view! { <Icon glyph /> }.into_any(),
        Mark::Person(name) => view! { <Person name size=MarkSize::Small other=true /> }.into_any(),
        Mark::House(name) => view! { <House name size=MarkSize::Small /> }.into_any(),
    };
    view! {
        <div
            class="palette-item"
            role="option"
            id=option_id(index)
            aria-selected=move || (active.get() == index).to_string()
            // WHY: a press would take the focus from the field.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| choose.run(target.clone())
        >
            {mark}
            <span class="palette-words">
                <Prose text=label />
            </span>
            {(!more.is_empty()).then(|| view! { <bdi class="faint small">{more}</bdi> })}
        </div>
    }
}
