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
mod fold;
mod forms;
#[cfg(feature = "ssr")]
pub mod letters;
mod pages;
pub mod preferences;
pub mod routes;
mod ui;
pub mod words;

#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub use shell::{Unscripted, body, shell};

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::{Lazy, SsrMode, path};
use pages::Frame;
use words::Words;

/// The name under which the document says where the module lies that judges more than enterprises.
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub(crate) const JUDGE_AT: &str = "rehome-judge";

/// The body of every page.
#[component]
pub fn App(
    /// The words of the reader's language.
    words: Words,
) -> impl IntoView {
    provide_meta_context();
    provide_context(words);
    view! {
        <Router>
            <Frame>
                <FlatRoutes fallback=pages::NotFound>
                    <Route path=path!("/") view=|| view! { <Redirect path=routes::PROFILE /> } />
                    <Route path=path!("/sign-in") view={Lazy::<pages::SignIn>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/welcome/:token") view={Lazy::<pages::Welcome>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/change-password") view={Lazy::<pages::ChangePassword>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/tokens") view={Lazy::<pages::Tokens>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/users/new") view={Lazy::<pages::NewPerson>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/users/export") view={Lazy::<pages::ExportUsers>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/move-users") view={Lazy::<pages::MoveManyUsers>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/users/import") view={Lazy::<pages::ImportUsers>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/jobs") view={Lazy::<pages::Jobs>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/transactions") view={Lazy::<pages::Transactions>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/transactions/:transaction") view={Lazy::<pages::Transaction>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/provisioning") view={Lazy::<pages::ProvisioningJobs>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/provisioning/:job") view={Lazy::<pages::ProvisioningJob>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/users") view={Lazy::<pages::Users>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/users/:user/edit") view={Lazy::<pages::EditPerson>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/users/:user") view={Lazy::<pages::User>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/profile") view={Lazy::<pages::Profile>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/move") view={Lazy::<pages::MoveToOrganization>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/move/confirm") view={Lazy::<pages::MoveConfirm>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/move/done") view={Lazy::<pages::MoveDone>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/moves") view={Lazy::<pages::Moves>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/moves/:move") view={Lazy::<pages::Move>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/wizard/move") view={Lazy::<pages::MoveWizard>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/wizard/move/:step") view={Lazy::<pages::MoveWizard>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/wizard/copy/:step") view={Lazy::<pages::CopyWizard>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/wizard/account/:step") view={Lazy::<pages::AccountMove>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/transfers") view={Lazy::<pages::Transfers>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/transfers/:transfer") view={Lazy::<pages::Transfer>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/library") view={Lazy::<pages::Library>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/library/:folder") view={Lazy::<pages::Library>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/why") view={Lazy::<pages::Why>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/audit") view={Lazy::<pages::Audit>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/catalogue") view={Lazy::<pages::Catalogue>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/organizations") view={Lazy::<pages::Organizations>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/organizations/new") view={Lazy::<pages::NewOrganization>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/organizations/:code") view={Lazy::<pages::Organization>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/organizations/:code/telephony") view={Lazy::<pages::Site>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/numbers/:number") view={Lazy::<pages::Number>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/organizations/:code/settings/:section") view={Lazy::<pages::OrganizationSettings>::new()} ssr=SsrMode::Async />
                </FlatRoutes>
            </Frame>
        </Router>
    }
}

/// Takes the page over that the server has rendered, once its words are there.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub fn hydrate() {
    // WHY: the framework's own tasks run only once something is mounted.
    leptos::__reexports::wasm_bindgen_futures::spawn_local(async {
        let words = Words::load(preferences::Preferences::current().language).await;
        leptos::mount::hydrate_from_async(
            leptos::tachys::dom::body(),
            move || view! { <App words /> },
        )
        .await
        .forget();
        // WHY: what watches the fields sees them first as they were, and then what is given back.
        leptos::task::tick().await;
        // What was done meanwhile is given back (early.js).
        if let Ok(event) = web_sys::Event::new("taken-over") {
            let _ = document().dispatch_event(&event);
        }
    });
}
