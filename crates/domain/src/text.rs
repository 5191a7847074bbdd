//! How texts typed by people are compared (trimmed, normalized, case folded; rulings 35 and 79), and what a text
//! that is stored may be, whichever way it comes in.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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
    /// A character that nobody sees, or that turns the direction of others; or nothing but marks on nothing.
    #[error("a username is seen as it is; take out U+{:04X}", *.0 as u32)]
    Unseen(char),
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
    unseen(text).map_or(Ok(()), |c| Err(UsernameFault::Unseen(c)))
}

/// The first character by which a name would look like another, or like nothing.
fn unseen(text: &str) -> Option<char> {
    if text.is_ascii() {
        return None;
    }
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_hidden = if is_joiner(c) {
            !(before.is_some_and(joins) && chars.peek().copied().is_some_and(joins))
        } else {
            is_unseen(c)
        };
        if is_hidden {
            return Some(c);
        }
        before = Some(c);
    }
    let first = text.chars().next();
    first.filter(|_| text.chars().all(|c| is_joiner(c) || is_combining_mark(c)))
}

/// The joiners, by which some scripts write other forms of their letters.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Letters and marks of scripts that have such forms; beside others a joiner is not seen.
fn joins(c: char) -> bool {
    c >= '\u{600}' && (c.is_alphabetic() || is_combining_mark(c))
}

/// Characters without a shape of their own: fillers, selectors, tags, and what sets the direction.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
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
    /// A line break where there is one line.
    #[error("this is one line; take out the line break")]
    Break,
    /// A whole number that cannot be kept as it is.
    #[error(
        "a whole number is between -9223372036854775808 and 9223372036854775807; write a text instead"
    )]
    Number,
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

/// Judges a text of one line, like a name.
///
/// # Errors
/// The first fault found.
pub fn judge_line(text: &str, most: usize) -> Result<(), TextFault> {
    judge_text(text, most)?;
    if text.contains(['\n', '\u{2028}', '\u{2029}']) {
        return Err(TextFault::Break);
    }
    Ok(())
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

/// The first whole number that is none of 64 bits with a sign.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// Judges all texts and numbers of a value whose use is not known here.
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
        // WHY: what is larger is no whole number for documents and storage, or has lost digits on the way here.
        Value::Number(number) => match number.as_f64() {
            Some(value) if !number.is_i64() && value.abs() >= TWO_TO_63 => Err(TextFault::Number),
            _ => Ok(()),
        },
        Value::Null | Value::Bool(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

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
    fn a_username_looks_like_what_it_is() {
        for no in [
            "da\u{202e}na",
            "da\u{200b}na",
            "\u{feff}dana",
            "dana\u{3164}",
            "\u{3164}",
            "da\u{ad}na",
            "da\u{200d}na",
            "dana\u{200c}",
            "dana\u{fe0f}",
            "\u{301}",
            "\u{e0064}dana",
        ] {
            let fault = judge_username(no);
            assert!(
                matches!(fault, Err(UsernameFault::Unseen(_))),
                "{no:?} {fault:?}"
            );
        }
        for yes in [
            "می\u{200c}روم",
            "क्\u{200d}ष",
            "Zoë",
            "ame\u{301}lie",
            "دانا",
            "山田",
        ] {
            assert_eq!(judge_username(yes), Ok(()), "{yes:?}");
        }
    }

    #[test]
    fn a_line_holds_no_line_break() {
        assert_eq!(judge_line("Zoë\tO", 9), Ok(()));
        assert_eq!(judge_line("abc", 2), Err(TextFault::TooLong(2)));
        for no in ["a\nb", "a\u{2028}b", "a\u{2029}"] {
            assert_eq!(judge_line(no, 9), Err(TextFault::Break), "{no:?}");
        }
    }

    #[test]
    fn whole_numbers_are_those_of_64_bits_with_a_sign() {
        let judged = |text: &str| judge_value(&serde_json::from_str(text).unwrap());
        for yes in ["9223372036854775807", "-9223372036854775808", "1.5", "[0]"] {
            assert_eq!(judged(yes), Ok(()), "{yes}");
        }
        for no in [
            "9223372036854775808",
            "[18446744073709551616]",
            "{\"a\":-9223372036854775809}",
        ] {
            assert_eq!(judged(no), Err(TextFault::Number), "{no}");
        }
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
