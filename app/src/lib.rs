//! The browser app: pages, and the server functions they call.
//!
//! [`shell`] is the document, [`App`] what is in its body, [`routes`] the addresses. Inside: `ui` knows
//! nothing of ours, `components` know the domain, `api` knows domain and (on the server) the service,
//! `pages` put them together, `words` say it in every language. Built with feature `ssr` for the server
//! or `hydrate` for the browser, never both.
//!
//! What the server provides as context to every page and server function is listed in [`api::session`].

// WHY: a page's view is one deeply nested type.
#![recursion_limit = "256"]
// WHY: the component and server macros make their types public, wherever they stand.
#![allow(unreachable_pub)]

pub mod api;
mod components;
mod pages;
pub mod preferences;
pub mod routes;
mod ui;
pub mod words;

#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub use shell::{Unscripted, shell};

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::{SsrMode, path};
use pages::Frame;
use preferences::Preferences;
use words::Words;

/// The body of every page.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let preferences = Preferences::current();
    provide_context(preferences);
    provide_context(Words::new(preferences.language));
    view! {
        <Router>
            <Frame>
                <FlatRoutes fallback=pages::NotFound>
                    <Route path=path!("/") view=|| view! { <Redirect path=routes::PROFILE /> } />
                    <Route path=path!("/sign-in") view=pages::SignIn ssr=SsrMode::Async />
                    <Route path=path!("/profile") view=pages::Profile ssr=SsrMode::Async />
                    <Route path=path!("/move") view=pages::MoveToOrganization ssr=SsrMode::Async />
                    <Route path=path!("/move/confirm") view=pages::MoveConfirm ssr=SsrMode::Async />
                    <Route path=path!("/move/done") view=pages::MoveDone ssr=SsrMode::Async />
                </FlatRoutes>
            </Frame>
        </Router>
    }
}
