//! Who is ticked, by name: those on other pages of the list too, each to be unticked before anything is done to them.

use super::selection::{Selection, Ticked};
use crate::ui::{Glyph, Icon};
use crate::words::{PeoplePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use std::collections::BTreeMap;

/// The list, folded up until somebody wants to see it.
///
/// Who is unticked in it stays in it until it is folded up: the focus stays where it is, and a slip is mended.
#[component]
pub(super) fn WhoIsTicked(selection: Selection) -> impl IntoView {
    let words = use_words();
    let is_open = RwSignal::new(false);
    let listed: RwSignal<BTreeMap<UserId, Ticked>> = RwSignal::new(BTreeMap::new());
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        let people = selection.people.get();
        if is_open && was_open == Some(true) {
            listed.update(|listed| listed.extend(people));
        } else {
            listed.set(people);
        }
        is_open
    });
    let rows = move || {
        let mut rows: Vec<(UserId, Ticked)> = listed.get().into_iter().collect();
        rows.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
        rows
    };
    view! {
        <details
            class="selected-who"
            on:toggle=move |event| is_open.set(event_target::<leptos::web_sys::Element>(&event).has_attribute("open"))
        >
            <summary class="button" data-look="plain" data-size="small">
                <Icon glyph=Glyph::People />
                {words.say(PeoplePhrase::WhoIsSelected)}
            </summary>
            <Show when=move || is_open.get()>
                <ul class="selected-list" tabindex="0" aria-label=words.say(PeoplePhrase::WhoIsSelected)>
                    <For each=rows key=|(id, _)| id.clone() let((id, who))>
                        <TickedLine selection id who />
                    </For>
                </ul>
            </Show>
        </details>
    }
}

#[component]
fn TickedLine(selection: Selection, id: UserId, who: Ticked) -> impl IntoView {
    let words = use_words();
    let name = who.name.to_string();
    let (checked, elsewhere, person) = (id.clone(), id.clone(), StoredValue::new((id, who)));
    let is_elsewhere = move || !selection.shown.with(|shown| shown.contains(&elsewhere));
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || selection.has(&checked)
                    on:change=move |event| selection.tick([person.get_value()], event_target_checked(&event))
                />
                <bdi>{name}</bdi>
                {move || {
                    is_elsewhere()
                        .then(|| view! { <span class="check-more">{words.say(PeoplePhrase::NotOnThisPage)}</span> })
                }}
            </label>
        </li>
    }
}
