//! Values as YAML in block style; texts are quoted wherever a reader might take them for something else.

use rehome_domain::time::Day;
use serde_json::{Map, Value};
use std::fmt::Write;

/// Words that some readers take for something else than a text.
const NOT_TEXTS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// Writes a key at a level, with the colon and without what follows.
pub(super) fn key(text: &mut String, key: &str, level: usize) {
    indent(text, level);
    scalar(text, key);
    text.push(':');
}

/// Writes a key with its value at a level.
pub(super) fn entry(text: &mut String, name: &str, value: &Value, level: usize) {
    key(text, name, level);
    after_key(text, value, level);
}

fn indent(text: &mut String, level: usize) {
    for _ in 0..level {
        text.push_str("  ");
    }
}

fn after_key(text: &mut String, value: &Value, level: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            text.push('\n');
            fields(text, map, level + 1);
        }
        Value::Array(list) if !list.is_empty() => {
            text.push('\n');
            items(text, list, level + 1);
        }
        value => {
            text.push(' ');
            inline(text, value);
            text.push('\n');
        }
    }
}

fn fields(text: &mut String, map: &Map<String, Value>, level: usize) {
    for (name, value) in map {
        entry(text, name, value, level);
    }
}

fn items(text: &mut String, list: &[Value], level: usize) {
    for item in list {
        indent(text, level);
        text.push('-');
        match item {
            Value::Object(map) if !map.is_empty() => {
                text.push(' ');
                for (index, (name, value)) in map.iter().enumerate() {
                    if index > 0 {
                        indent(text, level + 1);
                    }
                    scalar(text, name);
                    text.push(':');
                    after_key(text, value, level + 1);
                }
            }
            item => after_key(text, item, level),
        }
    }
}

fn inline(text: &mut String, value: &Value) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::String(value) => scalar(text, value),
        Value::Array(_) => text.push_str("[]"),
        Value::Object(_) => text.push_str("{}"),
    }
}

fn scalar(text: &mut String, value: &str) {
    if is_plain(value) {
        text.push_str(value);
        return;
    }
    text.push('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            c if is_unsafe(c) => {
                // WHY: writing to a String cannot fail.
                let _ = write!(text, "\\U{:08X}", c as u32);
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

/// Whether a character would be changed or refused by some reader.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

fn is_plain(value: &str) -> bool {
    if value.len() == 10 && value.parse::<Day>().is_ok() {
        return true;
    }
    let legal =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '@' | '/' | '+' | '-' | ' ');
    value.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !value.ends_with(' ')
        && value.chars().all(legal)
        && !NOT_TEXTS
            .iter()
            .any(|word| value.eq_ignore_ascii_case(word))
}
