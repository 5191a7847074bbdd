//! What is served: the router, what every request passes through, and the state behind it.
//!
//! Layers, from the outside in: request id and log line, security headers, refusal of what is too much or
//! too slow, who is signed in (signed out, the API ends here), the origin check, the size of the body. A new plain form is a file here; a new REST endpoint belongs
//! to `rest/`, a new page to the app.

mod call_backs;
pub(crate) mod forms;
mod headers;
mod health;
mod limits;
mod logos;
mod observe;
mod origin;
mod page_threads;
mod pages;
pub(crate) mod session;

use crate::assets::Assets;
use crate::config::Config;
use crate::rest;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use http::HeaderMap;
use leptos::WasmSplitManifest;
use leptos::config::LeptosOptions;
use page_threads::PageThreads;
use rehome_app::routes;
use rehome_service::Service;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What handlers share.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) service: Service,
    pub(crate) site: Arc<Site>,
    options: LeptosOptions,
    parts: WasmSplitManifest,
    pages: PageThreads,
}

/// How the server is reached and what it takes.
pub(crate) struct Site {
    /// The address people open, without a slash at the end.
    pub(crate) public_url: String,
    pub(crate) body_limit: usize,
    request_timeout: std::time::Duration,
    slots: Arc<Semaphore>,
    /// Whether /metrics has an address of its own.
    metrics_elsewhere: bool,
    behind_proxy: bool,
}

impl Site {
    /// The address of who asks, as far as it can be told: the peer's, or what the proxy before us says.
    ///
    /// Of a list of addresses only the last entry is the proxy's own; the others anybody can make up.
    pub(crate) fn remote(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let forwarded = || {
            let last = headers.get_all("x-forwarded-for").iter().next_back()?;
            last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        let named: Option<IpAddr> = if self.behind_proxy { forwarded() } else { None };
        named.unwrap_or(peer.ip()).to_canonical()
    }

    /// Whether people come over https.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}

impl AppState {
    pub(crate) fn new(
        service: Service,
        config: &Config,
        public_url: String,
        assets: &Assets,
    ) -> std::io::Result<Self> {
        let options = LeptosOptions::builder()
            .output_name(Assets::OUTPUT_NAME)
            .site_pkg_dir(assets.pkg_dir())
            .build();
        let site = Site {
            public_url,
            body_limit: config.body_limit,
            request_timeout: config.request_timeout,
            slots: Arc::new(Semaphore::new(config.concurrent_requests)),
            metrics_elsewhere: config.metrics_listen.is_some(),
            behind_proxy: config.behind_proxy,
        };
        Ok(Self {
            service,
            site: Arc::new(site),
            options,
            parts: assets.parts(),
            pages: PageThreads::start()?,
        })
    }
}

/// Everything that is served.
pub(crate) fn router(state: AppState, assets: Assets) -> Router {
    let body_limit = state.site.body_limit;
    let behind_session = Router::new()
        .route(routes::SIGN_IN, post(forms::sign_in::sign_in))
        .route(routes::SIGN_OUT, post(forms::sign_in::sign_out))
        .route(routes::CHANGE_PASSWORD, post(forms::password::change))
        .route(routes::WELCOME, post(forms::password::welcome))
        .route(routes::MOVE, post(forms::user_move::commit))
        .route(routes::USERS_EXPORT, post(forms::people_files::export))
        .route(
            routes::USERS_IMPORT,
            post(forms::people_files::import)
                .layer(DefaultBodyLimit::max(forms::people_files::LARGEST)),
        )
        .route(
            routes::LIBRARY,
            // WHY no limit of its own: the bytes go through as they come, and the service says when it is enough.
            post(forms::library::hand_in).layer(DefaultBodyLimit::disable()),
        )
        .route(
            routes::USERS_IMPORT_RESULT,
            get(forms::people_files::result),
        )
        .route(
            // WHY of its own: an address of a form takes that of a page away.
            "/organizations/{code}/settings/account/save",
            post(forms::account::change),
        )
        .route(
            "/organizations/{code}/settings/look/logo",
            post(logos::hand_in).layer(DefaultBodyLimit::max(logos::LARGEST)),
        )
        .route(
            "/organizations/{code}/settings/dial_plan/form",
            post(forms::dial_plan::save),
        )
        .route(
            routes::PREFERENCES,
            post(rehome_app::preferences::server::save),
        )
        .merge(pages::router(&state))
        .nest("/api/v1", rest::router())
        .layer(from_fn_with_state(state.clone(), limits::body))
        .layer(from_fn_with_state(state.clone(), origin::check))
        .layer(from_fn(session::require_own_password))
        .layer(from_fn(session::require_under_api))
        .layer(from_fn_with_state(state.clone(), session::extract))
        .layer(DefaultBodyLimit::max(body_limit));
    Router::new()
        .merge(behind_session)
        .route("/logos/{name}", get(logos::one))
        .route(
            "/call-backs/{connector}",
            post(call_backs::taken).layer(DefaultBodyLimit::max(call_backs::LARGEST)),
        )
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(assets.router())
        .layer(from_fn_with_state(state.clone(), limits::bound))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn(observe::observe))
        .with_state(state)
}

/// What is served on the address for metrics alone.
pub(crate) fn metrics_router(service: Service) -> Router {
    Router::new()
        .route("/metrics", get(health::metrics_alone))
        .with_state(service)
}
