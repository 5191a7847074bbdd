//! The document around every page, rendered on the server alone.
//!
//! It holds no inline style; its only inline scripts carry the nonce of the response, and so does the
//! one style element that gives the page the accent of the reader's home.

use crate::api::session;
use crate::preferences::Preferences;
use crate::ui::Sprite;
use crate::words::Words;
use crate::{App, JUDGE_AT};
use leptos::hydration::HydrationScripts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// As context: the page answers a form, so the browser's address is another than the page's own. Scripts
/// would read the wrong one; everything on such a page works without them.
#[derive(Clone, Copy, Debug)]
pub struct Unscripted;

/// Keeps what is done on a page before the scripts have taken it over.
const EARLY: &str = include_str!("early.js");

/// The whole document.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let Preferences { language, theme } = Preferences::current();
    let style = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    let judge = format!("/{}/judge.wasm", options.site_pkg_dir);
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction() data-theme=theme.name()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/logo.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=style />
                <meta name=JUDGE_AT content=judge />
                {use_context::<Unscripted>()
                    .is_none()
                    .then(|| view! {
                        <script nonce=use_nonce() inner_html=EARLY></script>
                        <HydrationScripts options />
                    })}
                {Suspend::new(async { session::accent().await.map(|accent| view! { <Accent accent /> }) })}
                <MetaTags />
            </head>
            <body data-density="roomy">
                {body()}
                <Sprite />
            </body>
        </html>
    }
}

/// The body of the document.
pub fn body() -> impl IntoView {
    view! { <App words=Words::new(Preferences::current().language) /> }
}

/// The accent of an organization, as the one property the style sheets ask for.
#[component]
fn Accent(accent: String) -> impl IntoView {
    is_colour(&accent).then(
        || view! { <style nonce=use_nonce()>{format!(":root{{--org-accent:{accent}}}")}</style> },
    )
}

/// Whether a text is a colour like `#b5179e`; nothing else gets into a style element.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use axum::body::Body;
    use http::{Request, StatusCode};
    use leptos_axum::{generate_route_list, render_app_async_with_context};
    use std::sync::LazyLock;
    use tokio::runtime::Runtime;

    // WHY: pages are rendered on threads that stay with the first runtime they are asked from.
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        let runtime = Runtime::new().unwrap();
        // As in a server: pages are listed once, before the first is rendered.
        runtime.block_on(async { generate_route_list(body) });
        runtime
    });

    /// The document at an address, as a server without a service renders it.
    fn document(address: &str, headers: &[(&str, &str)]) -> (StatusCode, String) {
        RUNTIME.block_on(rendered(address, headers))
    }

    async fn rendered(address: &str, headers: &[(&str, &str)]) -> (StatusCode, String) {
        let mut request = Request::builder().uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let options = LeptosOptions::builder().output_name("rehome").build();
        let render = render_app_async_with_context(|| (), move || shell(options.clone()));
        let response = render(request.body(Body::empty()).unwrap()).await;
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20)
            .await
            .unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[test]
    fn the_document_speaks_the_language_of_its_reader() {
        let (_, page) = document(
            "/sign-in",
            &[("accept-language", "ar"), ("cookie", "theme=dark")],
        );
        assert!(
            page.contains(r#"<html lang="ar" dir="rtl" data-theme="dark""#),
            "{page}"
        );
        let (_, page) = document(
            "/sign-in",
            &[("accept-language", "ar"), ("cookie", "language=de")],
        );
        assert!(
            page.contains(r#"<html lang="de" dir="ltr" data-theme="system""#),
            "{page}"
        );
        assert!(page.contains("Anmelden"));
    }

    #[test]
    fn every_script_and_style_in_the_document_carries_the_nonce_and_no_element_a_style() {
        let (_, page) = document("/sign-in?reason=wrong", &[]);
        for tag in ["<script", "<style"] {
            for rest in page.split(tag).skip(1) {
                let head = rest.split('>').next().unwrap();
                assert!(head.contains("nonce="), "{tag}{head}");
            }
        }
        assert!(!page.contains(" style="), "{page}");
        assert!(!page.contains(" onclick="), "{page}");
        assert!(page.contains("role=\"alert\""));
    }

    #[test]
    fn without_the_service_a_page_fails_and_says_so() {
        let (status, page) = document("/profile", &[]);
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(page.contains("data-kind=\"failed\""), "{page}");
        let (status, page) = document("/no-such-page", &[]);
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(page.contains("data-kind=\"empty\""), "{page}");
    }

    #[test]
    fn only_a_colour_gets_into_the_style_element() {
        assert!(is_colour("#b5179e"));
        assert!(is_colour("#fff"));
        for text in [
            "red",
            "#b5179",
            "#b5179g",
            "",
            "#",
            "#fff}body{display:none",
            "b5179e",
        ] {
            assert!(!is_colour(text), "{text}");
        }
    }
}
