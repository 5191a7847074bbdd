//! What a reader has chosen for this browser: language, theme, and where to act.
//!
//! Kept in cookies that hold no secret. The server writes them into the page (`lang`, `data-theme`)
//! and the browser reads them from there, so both sides of hydration see the same.

use crate::words::Language;

/// Light, dark, or as the device says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value in the cookie and in `data-theme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// The choices of one reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language.
    pub language: Language,
    /// The theme.
    pub theme: Theme,
}

impl Preferences {
    /// The choices for the page at hand.
    #[cfg(feature = "ssr")]
    pub fn current() -> Self {
        leptos::prelude::use_context::<http::request::Parts>()
            .map(|parts| server::read(&parts.headers))
            .unwrap_or_default()
    }

    /// The choices for the page at hand, as the server wrote them into it.
    #[cfg(all(feature = "hydrate", not(feature = "ssr")))]
    pub fn current() -> Self {
        let root = leptos::prelude::document().document_element();
        let attribute = |name: &str| {
            root.as_ref()
                .and_then(|root| root.get_attribute(name))
                .unwrap_or_default()
        };
        Self {
            language: Language::from_tag(&attribute("lang")).unwrap_or_default(),
            theme: Theme::from_name(&attribute("data-theme")).unwrap_or_default(),
        }
    }

    /// The choices for the page at hand: there is no page.
    #[cfg(not(any(feature = "ssr", feature = "hydrate")))]
    pub fn current() -> Self {
        Self::default()
    }
}

/// The server's half: reading the cookies, and the plain form that sets them.
#[cfg(feature = "ssr")]
pub mod server {
    use super::{Language, Preferences, Theme};
    use crate::routes;
    use axum::Form;
    use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
    use http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
    use http::{HeaderMap, HeaderName};
    use rehome_domain::ids::OrganizationCode;
    use serde::Deserialize;

    const LANGUAGE: &str = "language";
    const THEME: &str = "theme";
    const ACTING_IN: &str = "acting-in";
    const ONE_YEAR_IN_SECONDS: u32 = 31_536_000;

    /// What a request says of its reader's choices: the cookies, else `Accept-Language`.
    pub fn read(headers: &HeaderMap) -> Preferences {
        let cookie = |name: &str| cookie(headers, name);
        let accepted = || {
            headers
                .get(ACCEPT_LANGUAGE)
                .and_then(|value| value.to_str().ok())
                .map(Language::accepted)
        };
        Preferences {
            language: cookie(LANGUAGE)
                .and_then(Language::from_tag)
                .or_else(accepted)
                .unwrap_or_default(),
            theme: cookie(THEME).and_then(Theme::from_name).unwrap_or_default(),
        }
    }

    /// The organization an operator chose to act in; whether they can is for the service to say.
    pub fn acting_in(headers: &HeaderMap) -> Option<OrganizationCode> {
        cookie(headers, ACTING_IN)
            .filter(|code| is_code(code))
            .map(OrganizationCode::from)
    }

    fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .find_map(|pair| {
                let (key, value) = pair.trim().split_once('=')?;
                (key == name).then_some(value)
            })
    }

    /// Whether a text can be the code of an organization (ruling 79), and so goes into a cookie as it is.
    fn is_code(text: &str) -> bool {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=80).contains(&text.len()) && text.bytes().all(fits)
    }

    /// The fields of the plain form.
    #[derive(Debug, Deserialize)]
    pub struct Choice {
        language: Option<String>,
        theme: Option<String>,
        acting_in: Option<String>,
        to: Option<String>,
    }

    /// `POST /preferences`: keeps what was chosen and leads back to the page. What is not known is ignored.
    pub async fn save(Form(choice): Form<Choice>) -> Response {
        let language = choice
            .language
            .as_deref()
            .and_then(Language::from_tag)
            .map(|language| set(LANGUAGE, language.tag()));
        let theme = choice
            .theme
            .as_deref()
            .and_then(Theme::from_name)
            .map(|theme| set(THEME, theme.name()));
        let acting_in = choice
            .acting_in
            .as_deref()
            .filter(|code| is_code(code))
            .map(|code| set(ACTING_IN, code));
        let back = choice
            .to
            .filter(|to| routes::is_local(to))
            .unwrap_or_else(|| routes::START.to_owned());
        let cookies: Vec<(HeaderName, String)> =
            language.into_iter().chain(theme).chain(acting_in).collect();
        (AppendHeaders(cookies), Redirect::to(&back)).into_response()
    }

    fn set(name: &str, value: &str) -> (HeaderName, String) {
        (
            SET_COOKIE,
            format!(
                "{name}={value}; Path=/; Max-Age={ONE_YEAR_IN_SECONDS}; SameSite=Lax; HttpOnly"
            ),
        )
    }

    #[cfg(test)]
    mod tests {
        #![allow(clippy::unwrap_used)]
        use super::*;

        fn headers(cookie: &str, accept: &str) -> HeaderMap {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, cookie.parse().unwrap());
            headers.insert(ACCEPT_LANGUAGE, accept.parse().unwrap());
            headers
        }

        #[test]
        fn a_cookie_goes_before_the_browser() {
            let read = read(&headers("a=b; language=ar; theme=dark", "de"));
            assert_eq!(
                read,
                Preferences {
                    language: Language::Arabic,
                    theme: Theme::Dark
                }
            );
        }

        #[test]
        fn an_unknown_cookie_leaves_it_to_the_browser() {
            let read = read(&headers("language=xx; theme=neon", "de"));
            assert_eq!(
                read,
                Preferences {
                    language: Language::German,
                    theme: Theme::System
                }
            );
        }
    }
}
