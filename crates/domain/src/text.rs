//! How texts typed by people are compared: trimmed, normalized (NFC), case folded (rulings 35 and 79).

use unicode_normalization::UnicodeNormalization;

/// The form in which two usernames, mapping ids or names are equal when people would call them equal.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_ascii_lowercase();
    }
    caseless::default_case_fold_str(&text.trim().nfc().collect::<String>())
        .nfc()
        .collect()
}

/// The text trimmed and normalized, as it is stored.
pub fn normalized(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_owned();
    }
    text.trim().nfc().collect()
}

/// Characters a username cannot hold, beside white space and control characters.
pub const FORBIDDEN_IN_USERNAMES: &str = "[]:;|=,+*?<>";

/// What is wrong with a username, if anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsernameFault {
    /// Nothing is left after trimming.
    #[error("a username cannot be empty")]
    Empty,
    /// More than 256 characters.
    #[error("a username has at most 256 characters")]
    TooLong,
    /// White space inside, or a control character.
    #[error("a username has no spaces inside")]
    Space,
    /// One of [`FORBIDDEN_IN_USERNAMES`].
    #[error("a username cannot hold {0:?}; leave out [ ] : ; | = , + * ? < >")]
    Forbidden(char),
}

/// Judges a username after trimming.
///
/// # Errors
/// The first fault found.
pub fn judge_username(text: &str) -> Result<(), UsernameFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(UsernameFault::Empty);
    }
    if text.chars().count() > 256 {
        return Err(UsernameFault::TooLong);
    }
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            return Err(UsernameFault::Space);
        }
        if FORBIDDEN_IN_USERNAMES.contains(c) {
            return Err(UsernameFault::Forbidden(c));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_people_call_equal_fold_to_the_same_text() {
        assert_eq!(folded(" Straße "), folded("STRASSE"));
        assert_eq!(folded("Ame\u{301}lie"), folded("AMÉLIE"));
        assert_ne!(folded("dana"), folded("dane"));
    }

    #[test]
    fn a_username_in_any_script_is_legal_but_not_with_spaces_or_signs() {
        assert_eq!(judge_username("Дана.О"), Ok(()));
        assert_eq!(judge_username(" dana "), Ok(()));
        assert_eq!(judge_username("  "), Err(UsernameFault::Empty));
        assert_eq!(judge_username("da na"), Err(UsernameFault::Space));
        assert_eq!(judge_username("da*na"), Err(UsernameFault::Forbidden('*')));
        assert_eq!(
            judge_username(&"a".repeat(257)),
            Err(UsernameFault::TooLong)
        );
    }
}
