//! The document around every page, rendered on the server alone.
//!
//! It holds no inline style; its only inline scripts carry the nonce of the response, and so does the
//! one style element that gives the page the accent of the reader's home.

use crate::App;
use crate::api::session;
use crate::preferences::Preferences;
use crate::ui::Sprite;
use leptos::hydration::HydrationScripts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// The whole document.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let Preferences { language, theme } = Preferences::current();
    let style = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction() data-theme=theme.name()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/logo.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=style />
                <HydrationScripts options />
                {Suspend::new(async { session::accent().await.map(|accent| view! { <Accent accent /> }) })}
                <MetaTags />
            </head>
            <body data-density="roomy">
                <App />
                <Sprite />
            </body>
        </html>
    }
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
    use super::*;

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
