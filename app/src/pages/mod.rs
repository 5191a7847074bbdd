//! Pages, one file per address; each asks the server once and puts the pieces together.
//!
//! To add one, see [`crate::routes`]. Every page shows its five states: empty, loading, refused, failed, done.

mod answer;
mod choosing;
mod confirm;
mod consequences;
mod destination_list;
mod dialog;
mod done;
mod frame;
mod move_to_organization;
mod not_found;
mod profile;
mod review;
mod sign_in;

pub(crate) use confirm::MoveConfirm;
pub(crate) use done::MoveDone;
pub(crate) use frame::Frame;
pub(crate) use move_to_organization::MoveToOrganization;
pub(crate) use not_found::NotFound;
pub(crate) use profile::Profile;
pub(crate) use sign_in::SignIn;

use crate::words::{Phrase, use_words};
use leptos::prelude::*;
use leptos_meta::Title;

/// The title of the window.
#[component]
fn PageTitle(
    /// The page.
    phrase: Phrase,
) -> impl IntoView {
    view! { <Title text=format!("{} · Rehome", use_words().say(phrase)) /> }
}
