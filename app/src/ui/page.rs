//! The head of a page.

use leptos::prelude::*;

/// The way to this page: address and words of each page above it, then its own words.
#[component]
pub fn Crumbs(
    /// What the list is.
    label: &'static str,
    /// The pages above.
    above: Vec<(String, &'static str)>,
    /// This page.
    here: &'static str,
) -> impl IntoView {
    view! {
        <ol class="crumbs" aria-label=label>
            {above
                .into_iter()
                .map(|(address, words)| {
                    view! {
                        <li>
                            <a href=address>{words}</a>
                        </li>
                    }
                })
                .collect_view()}
            <li aria-current="page">{here}</li>
        </ol>
    }
}

/// The main part of a page, where the skip link leads.
#[component]
pub fn Page(
    /// Whether the content is not here yet.
    #[prop(optional)]
    busy: bool,
    /// Whether much is on it, for who works with it.
    #[prop(optional)]
    dense: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="shell" data-density=dense.then_some("dense")>
            <main class="main" id="main" tabindex="-1" data-width="wide" aria-busy=busy.then_some("true")>
                {children()}
            </main>
        </div>
    }
}
