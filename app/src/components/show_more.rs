//! Long lists shown in parts.

use crate::words::use_words;
use leptos::prelude::*;

/// How many lines a long list begins with.
pub(crate) const FIRST: usize = 30;

/// A button for the next lines of a long list; none where all are shown.
#[component]
pub(crate) fn ShowMore(
    /// How many are shown.
    shown: RwSignal<usize>,
    /// How many there are.
    #[prop(into)]
    all: Signal<usize>,
) -> impl IntoView {
    let words = use_words();
    let left = move || all.get().saturating_sub(shown.get());
    view! {
        <Show when=move || { left() > 0 }>
            <button class="button" type="button" data-size="small" on:click=move |_| shown.update(|shown| *shown += FIRST * 3)>
                {move || words.speech().show_more(left() as u64)}
            </button>
        </Show>
    }
}
