//! Changes come from our own pages or from programs, never from another site's page.
//!
//! First `Sec-Fetch-Site`, which browsers set and pages cannot; then `Origin` against the public URL.
//! A request with neither comes from no browser of today: it is let through unless it carries the session
//! cookie, which nothing but a browser has reason to send.

use super::{AppState, session};
use crate::config::is_loopback;
use crate::rest::Failure;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::ORIGIN;
use http::{HeaderMap, Method, StatusCode};

pub(super) async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_change = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let is_foreign = is_change && !is_ours(request.headers(), &state.site.public_url);
    if is_foreign {
        let message = "this change was asked for by another site; open this one and do it there";
        return Failure::new(StatusCode::FORBIDDEN, "foreign-origin", message).into_response();
    }
    next.run(request).await
}

fn is_ours(headers: &HeaderMap, public_url: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    match headers.get(ORIGIN) {
        Some(origin) => origin
            .to_str()
            .is_ok_and(|origin| is_same(origin, public_url)),
        None => session::cookie(headers).is_none(),
    }
}

fn is_same(origin: &str, public_url: &str) -> bool {
    if origin.eq_ignore_ascii_case(public_url) {
        return true;
    }
    // WHY: on loopback, 127.0.0.1 and localhost are one place under two names.
    let port = |url: &str| url.parse::<http::Uri>().ok().and_then(|uri| uri.port_u16());
    is_loopback(origin) && is_loopback(public_url) && port(origin) == port(public_url)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const PUBLIC: &str = "https://moves.example.org";

    fn judged(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        is_ours(&headers, PUBLIC)
    }

    #[test]
    fn our_own_pages_and_programs_may_change_things() {
        assert!(judged(&[
            ("sec-fetch-site", "same-origin"),
            ("cookie", "__Host-rehome=x")
        ]));
        assert!(judged(&[("sec-fetch-site", "none")]));
        assert!(judged(&[("origin", PUBLIC), ("cookie", "__Host-rehome=x")]));
        assert!(judged(&[("authorization", "Bearer x")]));
        assert!(judged(&[
            ("authorization", "Bearer x"),
            ("cookie", "language=de")
        ]));
    }

    #[test]
    fn pages_of_other_sites_may_not() {
        for site in ["cross-site", "same-site", "nonsense"] {
            assert!(
                !judged(&[("sec-fetch-site", site), ("origin", PUBLIC)]),
                "{site}"
            );
        }
        for origin in [
            "null",
            "https://evil.example",
            "http://moves.example.org",
            "https://moves.example.org.evil.example",
            "https://moves.example.org:444",
        ] {
            assert!(!judged(&[("origin", origin)]), "{origin}");
        }
        assert!(!judged(&[("cookie", "__Host-rehome=x")]));
        assert!(!judged(&[
            ("authorization", "Bearer x"),
            ("cookie", "a=b; rehome=x")
        ]));
    }

    #[test]
    fn loopback_has_two_names() {
        assert!(is_same("http://localhost:8080", "http://127.0.0.1:8080"));
        assert!(!is_same("http://localhost:8081", "http://127.0.0.1:8080"));
        assert!(!is_same("http://localhost:443", PUBLIC));
    }
}
