//! How texts typed by people are compared (trimmed, normalized, case folded; rulings 35 and 79), and what a text
//! that is stored may be, whichever way it comes in.

use serde_json::Value;
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

/// Whether people would call two usernames, mapping ids or names equal.
pub fn is_same(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.trim().eq_ignore_ascii_case(other.trim());
    }
    folded(one) == folded(other)
}

/// The text trimmed and normalized, as it is stored.
pub fn normalized(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_owned();
    }
    text.trim().nfc().collect()
}

/// How many characters a password has at least.
pub const SHORTEST_PASSWORD: usize = 8;

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

/// How long a text of a line or so may be.
pub const LONGEST_LINE: usize = 512;
/// How long an id may be.
pub const LONGEST_ID: usize = 256;
/// How long an address may be.
pub const LONGEST_ADDRESS: usize = 320;
/// How long a text may be whose use is not known here.
pub const LONGEST_TEXT: usize = 1_000_000;

/// What is wrong with a text that is to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// More characters than there may be.
    #[error("the text is too long; it has at most {0} characters")]
    TooLong(usize),
    /// A control character that is no line break and no tab.
    #[error("take out the control character U+{:04X}", *.0 as u32)]
    Control(char),
    /// A text that cannot be an id.
    #[error("an id has at least one character and no spaces around it")]
    Id,
    /// A text that cannot be a mapping id.
    #[error("a mapping id is 2 to 80 letters and digits")]
    MappingId,
    /// A text that is no address.
    #[error("an address is written like dana@harbour.example")]
    Address,
}

/// Judges a text by its length, and for characters that no text holds.
///
/// # Errors
/// The first fault found.
pub fn judge_text(text: &str, most: usize) -> Result<(), TextFault> {
    // WHY: counting characters only where bytes leave a doubt.
    if text.len() > most && text.chars().count() > most {
        return Err(TextFault::TooLong(most));
    }
    let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
    text.chars()
        .find(control)
        .map_or(Ok(()), |c| Err(TextFault::Control(c)))
}

/// Judges a text that is to be an id.
///
/// # Errors
/// The first fault found.
pub fn judge_id(text: &str) -> Result<(), TextFault> {
    judge_text(text, LONGEST_ID)?;
    if text.is_empty() || text.trim() != text {
        return Err(TextFault::Id);
    }
    Ok(())
}

/// Judges a mapping id.
///
/// # Errors
/// [`TextFault::MappingId`].
pub fn judge_mapping_id(text: &str) -> Result<(), TextFault> {
    if (2..=80).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric) {
        return Ok(());
    }
    Err(TextFault::MappingId)
}

/// Judges an address.
///
/// # Errors
/// The first fault found.
pub fn judge_address(text: &str) -> Result<(), TextFault> {
    judge_text(text, LONGEST_ADDRESS)?;
    let is_legal = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !domain.contains('@')
            && !text.contains(char::is_whitespace)
    });
    if is_legal {
        Ok(())
    } else {
        Err(TextFault::Address)
    }
}

/// Judges all texts of a value whose use is not known here.
///
/// # Errors
/// The first fault found.
pub fn judge_value(value: &Value) -> Result<(), TextFault> {
    match value {
        Value::String(text) => judge_text(text, LONGEST_TEXT),
        Value::Array(items) => items.iter().try_for_each(judge_value),
        Value::Object(entries) => entries.iter().try_for_each(|(key, value)| {
            judge_text(key, LONGEST_LINE)?;
            judge_value(value)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_people_call_equal_fold_to_the_same_text() {
        assert_eq!(folded(" Straße "), folded("STRASSE"));
        assert_eq!(folded("Ame\u{301}lie"), folded("AMÉLIE"));
        assert_ne!(folded("dana"), folded("dane"));
        assert!(
            is_same("dana ", "DANA") && is_same("Straße", "strasse") && !is_same("dana", "dane")
        );
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

    #[test]
    fn texts_are_judged_by_length_and_control_characters() {
        assert_eq!(judge_text("Zoë\n\tO", 6), Ok(()));
        assert_eq!(judge_text("abc", 2), Err(TextFault::TooLong(2)));
        assert_eq!(judge_text("a\0b", 9), Err(TextFault::Control('\0')));
        assert_eq!(judge_id(" a"), Err(TextFault::Id));
        let value = serde_json::json!({ "a": ["b", { "c": "\u{7}" }] });
        assert_eq!(judge_value(&value), Err(TextFault::Control('\u{7}')));
        assert_eq!(judge_value(&serde_json::json!({ "a": [1, true] })), Ok(()));
    }

    #[test]
    fn mapping_ids_and_addresses_are_of_one_form() {
        assert_eq!(judge_mapping_id("M17"), Ok(()));
        for no in ["", "!", "a", "a b", "a-b"] {
            assert_eq!(judge_mapping_id(no), Err(TextFault::MappingId), "{no}");
        }
        assert_eq!(judge_address("dana@harbour.example"), Ok(()));
        for no in ["nonsense", "@a", "a@", "a@b@c", "a b@c"] {
            assert_eq!(judge_address(no), Err(TextFault::Address), "{no}");
        }
    }
}
