//! Enter in a field goes on to the next step.

use leptos::prelude::*;

/// What makes it so: a form of several fields sends itself only where it has a button. Who does not type has the link
/// of the summary.
#[component]
pub(crate) fn OnEnter() -> impl IntoView {
    view! { <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true"></button> }
}
