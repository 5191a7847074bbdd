//! Pages and server functions: what the app renders, with what it needs to know of a request.

use super::{AppState, headers, session};
use crate::rest;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use http::header::CONTENT_SECURITY_POLICY;
use http::request::Parts;
use http::uri::PathAndQuery;
use leptos::context::{provide_context, use_context};
use leptos::nonce::use_nonce;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list,
    render_app_async_with_context,
};
use rehome_app::{Unscripted, body, routes, shell};
use rehome_service::{Service, Session};
use std::sync::LazyLock;

/// One route per page and per server function; anything else is the page that says so.
pub(super) fn router(state: &AppState) -> Router<AppState> {
    let service = state.service.clone();
    let options = state.options.clone();
    let parts = state.parts.clone();
    // WHY once: while pages are listed, the framework loads nothing for any page of the process, and what is asked for
    // just then never comes (leptos-rs/leptos issue 4773).
    static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(body));
    let pages = PAGES.clone();
    Router::new()
        .leptos_routes_with_context(
            state,
            pages,
            move || {
                provide(&service);
                provide_context(parts.clone());
            },
            move || shell(options.clone()),
        )
        .route_layer(from_fn_with_state(state.clone(), on_page_threads))
        .route_layer(from_fn(lead_to_sign_in))
        .fallback(not_found)
}

/// Every page but the sign-in form is for who is signed in; the others are led there, and back afterwards.
async fn lead_to_sign_in(request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path();
    let is_open =
        path == routes::SIGN_IN || is_below(path, routes::WELCOME) || path.starts_with("/api/");
    if is_open || request.extensions().get::<Session>().is_some() {
        return next.run(request).await;
    }
    let to = request.uri().path_and_query().map(PathAndQuery::as_str);
    Redirect::to(&routes::sign_in(to, None)).into_response()
}

/// A page is rendered on threads for pages; the server functions among the routes have no tasks of their own.
async fn on_page_threads(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if session::is_api(request.uri().path()) {
        return next.run(request).await;
    }
    state.pages.run(next.run(request)).await
}

/// Whether a path lies below an address.
pub(super) fn is_below(path: &str, address: &str) -> bool {
    path.strip_prefix(address)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// What [`rehome_app::api::session`] promises: the service, and the session where somebody is signed in.
fn provide(service: &Service) {
    provide_context(service.clone());
    if let Some(session) =
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<Session>().cloned())
    {
        provide_context(session);
    }
    if let Some(nonce) = use_nonce()
        && let Some(policy) = headers::page_policy(&nonce)
        && let Some(response) = use_context::<ResponseOptions>()
    {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

async fn not_found(State(state): State<AppState>, request: Request) -> Response<Body> {
    if session::is_api(request.uri().path()) {
        return rest::unknown().await.into_response();
    }
    render(&state, request, false).await
}

/// The page at an address, as the answer to a form; `sent` are the headers that came with the form.
pub(super) async fn page_at(state: &AppState, address: &str, sent: HeaderMap) -> Response<Body> {
    let mut request = Request::new(Body::empty());
    // Addresses come from the app's own routes; one that is none is its top.
    *request.uri_mut() = address.parse().unwrap_or_default();
    *request.headers_mut() = sent;
    render(state, request, true).await
}

async fn render(state: &AppState, request: Request, answers_a_form: bool) -> Response<Body> {
    let service = state.service.clone();
    let options = state.options.clone();
    let parts = state.parts.clone();
    let context = move || {
        provide(&service);
        if answers_a_form {
            provide_context(Unscripted);
        } else {
            provide_context(parts.clone());
        }
    };
    let render = render_app_async_with_context(context, move || shell(options.clone()));
    state.pages.run(async move { render(request).await }).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[tokio::test]
    async fn every_page_is_at_the_address_that_links_name() {
        let pages = generate_route_list(body);
        // Listed as the router writes a parameter (`{user}`), named as a link does (`:user`).
        let pages: BTreeSet<String> = pages
            .iter()
            .map(|page| page.path().replace('{', ":").replace('}', ""))
            .collect();
        let named = [
            routes::START,
            routes::SIGN_IN,
            routes::PROFILE,
            routes::TOKENS,
            routes::CHANGE_PASSWORD,
            "/welcome/:token",
            routes::USER_NEW,
            routes::USERS,
            "/users/:user",
            "/users/:user/edit",
            routes::MOVE,
            routes::MOVE_CONFIRM,
            routes::MOVE_DONE,
            routes::MOVES,
            "/moves/:move",
            routes::AUDIT,
            routes::CATALOGUE,
            routes::ORGANIZATIONS,
            routes::ORGANIZATION_NEW,
            "/organizations/:code",
            "/organizations/:code/settings/:section",
            "/organizations/:code/telephony",
            "/numbers/:number",
            routes::TRANSFERS,
            "/transfers/:transfer",
            "/wizard/account/:step",
            routes::MOVE_USERS,
            routes::TRANSACTIONS,
            "/transactions/:transaction",
            routes::LIBRARY,
            "/library/:folder",
            routes::USERS_EXPORT,
            routes::USERS_IMPORT,
            routes::JOBS,
            routes::PROVISIONING,
            "/provisioning/:job",
            routes::WIZARD,
            "/wizard/move/:step",
            "/wizard/copy/:step",
            routes::WHY,
        ];
        assert_eq!(pages, named.map(str::to_owned).into());
    }
}
