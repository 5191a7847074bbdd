//! Pages, one file per address; each asks the server once and puts the pieces together.
//!
//! To add one, see [`crate::routes`]. Every page shows its five states: empty, loading, refused, failed, done.

mod accounts;
mod answer;
mod choosing;
mod confirm;
mod consequences;
mod destination_list;
mod dialog;
mod done;
mod files;
mod frame;
mod move_to_organization;
mod not_found;
mod office;
mod organizations;
mod profile;
mod records;
mod review;
mod side;
mod sign_in;
mod user;
mod users;
mod what_happens;

pub(crate) use frame::Frame;
pub(crate) use not_found::NotFound;

use crate::words::{Said, use_words};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

macro_rules! pages {
    ($($name:ident: $component:path;)*) => {$(
        /// A page of its own; the browser loads its code when it is gone to.
        pub(crate) struct $name;

        #[lazy_route]
        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            fn view(_page: Self) -> AnyView {
                leptos::component::component_view($component, ()).into_any()
            }
        }
    )*};
}

pages! {
    Users: users::Users;
    ExportUsers: files::Export;
    ImportUsers: files::Import;
    User: user::User;
    SignIn: sign_in::SignIn;
    NewPerson: accounts::NewPerson;
    EditPerson: accounts::EditPerson;
    Tokens: accounts::Tokens;
    ChangePassword: accounts::ChangePassword;
    Welcome: accounts::Welcome;
    Profile: profile::Profile;
    MoveToOrganization: move_to_organization::MoveToOrganization;
    MoveConfirm: confirm::MoveConfirm;
    MoveDone: done::MoveDone;
    Moves: records::Moves;
    Move: records::Move;
    Audit: records::Audit;
    Organizations: organizations::Organizations;
    NewOrganization: organizations::NewOrganization;
    Organization: organizations::Organization;
    OrganizationSettings: organizations::OrganizationSettings;
}

/// The title of the window.
#[component]
fn PageTitle<P: Said + Send + Sync + 'static>(
    /// The page.
    phrase: P,
) -> impl IntoView {
    view! { <Title text=format!("{} · Rehome", use_words().say(phrase)) /> }
}
