//! Marks: organizations are houses, people are dots.

use leptos::prelude::*;

/// The measure of a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkSize {
    /// In a bar or a list.
    Small,
    /// In a choice.
    #[default]
    Medium,
    /// On its own.
    Large,
    /// At the head of a page.
    ExtraLarge,
}

impl MarkSize {
    fn name(self) -> &'static str {
        match self {
            Self::Small => "s",
            Self::Medium => "m",
            Self::Large => "l",
            Self::ExtraLarge => "xl",
        }
    }
}

/// What a house is to the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HouseLook {
    /// One among others.
    #[default]
    Other,
    /// Where the reader lives.
    Home,
    /// Where the reader is going, or acts.
    New,
}

impl HouseLook {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Other => None,
            Self::Home => Some("home"),
            Self::New => Some("new"),
        }
    }
}

/// At most two letters that stand for a name: of the first two words, or the first two of one word.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| word.chars().any(char::is_alphanumeric));
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let letters: Vec<char> = match (words.next(), words.next()) {
        (Some(one), Some(two)) => first(one).into_iter().chain(first(two)).collect(),
        (Some(one), None) => one
            .chars()
            .filter(|c| c.is_alphanumeric())
            .take(2)
            .collect(),
        _ => Vec::new(),
    };
    letters
        .into_iter()
        .flat_map(char::to_uppercase)
        .take(3)
        .collect()
}

/// An organization. The name itself stands beside it.
#[component]
pub fn House(
    /// The organization's name.
    name: String,
    /// The measure.
    #[prop(optional)]
    size: MarkSize,
    /// What it is to the reader.
    #[prop(optional)]
    look: HouseLook,
    /// The address of its logo, which stands in the place of the letters.
    #[prop(optional_no_strip)]
    logo: Option<String>,
) -> impl IntoView {
    if let Some(logo) = logo {
        return view! {
            <span class="house" data-size=size.name() data-logo="" aria-hidden="true">
                <img src=logo alt="" />
            </span>
        }
        .into_any();
    }
    view! {
        <span class="house" data-size=size.name() data-is=look.name() aria-hidden="true">
            <svg>
                <use href="#i-house-shape" />
            </svg>
            <span>{initials(&name)}</span>
        </span>
    }
    .into_any()
}

/// A person. The name itself stands beside it.
#[component]
pub fn Person(
    /// The person's name.
    name: String,
    /// The measure.
    #[prop(optional)]
    size: MarkSize,
    /// Somebody else than the reader.
    #[prop(optional)]
    other: bool,
) -> impl IntoView {
    view! {
        <span class="dot" data-size=size.name() data-is=other.then_some("other") aria-hidden="true">
            <span>{initials(&name)}</span>
        </span>
    }
}

/// The name of the product as it is drawn.
#[component]
pub fn Wordmark() -> impl IntoView {
    view! {
        <svg class="wordmark" viewBox="0 0 97 30" aria-hidden="true">
            <use href="#i-wordmark" />
        </svg>
        <span class="visually-hidden">"Rehome"</span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_two_words_or_two_letters_of_one() {
        assert_eq!(initials("Harbour Clinic"), "HC");
        assert_eq!(initials("  dana   whitfield jones"), "DW");
        assert_eq!(initials("Quay"), "QU");
        assert_eq!(initials("عيادة الميناء"), "عا");
        assert_eq!(initials("& — x"), "X");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_letter_that_grows_when_written_large_does_not_overflow_the_mark() {
        assert!(initials("ßß").chars().count() <= 3);
    }
}
