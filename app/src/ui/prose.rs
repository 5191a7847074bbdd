//! Prose: a text in which names that people typed are kept apart from the words around them.

use leptos::prelude::*;

/// Before a name inside a text: U+2068 FIRST STRONG ISOLATE.
pub(crate) const NAME_OPENS: char = '\u{2068}';
/// After a name inside a text: U+2069 POP DIRECTIONAL ISOLATE.
pub(crate) const NAME_CLOSES: char = '\u{2069}';

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    Words(&'a str),
    Name(&'a str),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once(NAME_OPENS) {
        if !before.is_empty() {
            found.push(Part::Words(before));
        }
        let (name, after) = opened.split_once(NAME_CLOSES).unwrap_or((opened, ""));
        found.push(Part::Name(name));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Part::Words(rest));
    }
    found
}

/// A text with its names in `bdi`, stronger than the words if `strong`.
#[component]
pub fn Prose(
    /// The text, with names between isolates.
    text: String,
    /// Whether names stand out.
    #[prop(optional)]
    strong: bool,
) -> impl IntoView {
    parts(&text)
        .into_iter()
        .map(|part| match part {
            Part::Words(words) => words.to_owned().into_any(),
            Part::Name(name) if strong => view! {
                <strong>
                    <bdi>{name.to_owned()}</bdi>
                </strong>
            }
            .into_any(),
            Part::Name(name) => view! { <bdi>{name.to_owned()}</bdi> }.into_any(),
        })
        .collect_view()
}

/// A line more about somebody or something in a list, under the name.
#[component]
pub(crate) fn WhoMore(
    /// The text, with names between isolates.
    text: String,
) -> impl IntoView {
    view! {
        <span class="who-more">
            <Prose text />
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_between_the_words() {
        assert_eq!(
            parts("Ask \u{2068}Ana\u{2069} or \u{2068}Omar\u{2069}."),
            [
                Part::Words("Ask "),
                Part::Name("Ana"),
                Part::Words(" or "),
                Part::Name("Omar"),
                Part::Words(".")
            ]
        );
        assert_eq!(parts("plain"), [Part::Words("plain")]);
        assert_eq!(parts("\u{2068}never closed"), [Part::Name("never closed")]);
        assert_eq!(parts(""), []);
    }
}
