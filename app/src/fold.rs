//! The form in which two names are equal when people would call them equal, to search and sort by while one types.
//!
//! On the server it is the domain's. The browser has the tables of Unicode itself, and need not load them with a page:
//! the two differ for a few letters, which only moves a row of such a name to another place of a list.

/// A text folded.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
pub(crate) fn folded(text: &str) -> String {
    rehome_domain::text::folded(text)
}

/// A text folded.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub(crate) fn folded(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // WHY: upwards first, so that letters with several lower forms meet in one.
    let upper = js_sys::JsString::from(text)
        .normalize("NFC")
        .to_upper_case();
    upper.to_lower_case().normalize("NFC").into()
}
