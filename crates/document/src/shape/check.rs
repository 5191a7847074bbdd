//! Holding a tree against the table: every fault is reported with its place.

use super::{Field, Key, Presence, Shape, Target};
use crate::fault::{Code, Log, Path, Place};
use crate::reader::{Node, Value, normal};
use rehome_domain::directory::Existing;
use rehome_domain::hosting::setup::LONGEST_PROPERTY;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::text::{self, LONGEST_LINE, LONGEST_TEXT, TextFault};
use rehome_domain::time::Day;
use serde_json::{Map, Number, Value as Json};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// What can be referred to: what the document holds and what is stored already.
#[derive(Debug)]
pub(crate) struct Known<'t> {
    given: HashMap<Target, HashSet<&'t str>>,
    existing: &'t Existing,
}

impl<'t> Known<'t> {
    /// Gathers the ids of a document.
    pub(crate) fn of(root: &'t Node<'_>, existing: &'t Existing) -> Self {
        let ids = |target: Target| -> HashSet<&'t str> {
            root.get(target.section())
                .map(Node::entries)
                .unwrap_or(&[])
                .iter()
                .map(|entry| &*entry.key)
                .collect()
        };
        Self {
            given: Target::ALL
                .into_iter()
                .map(|target| (target, ids(target)))
                .collect(),
            existing,
        }
    }

    /// Whether there is such a thing.
    pub(crate) fn holds(&self, target: Target, id: &str) -> bool {
        target.is_built_in(id)
            || self.given.get(&target).is_some_and(|ids| ids.contains(id))
            || self.existing.holds(target.section(), id)
    }

    fn like(&self, target: Target, id: &str) -> String {
        // WHY: comparing with every id is quadratic in a file full of unknown ones.
        match self.given.get(&target) {
            Some(ids) if ids.len() <= 1_000 => hint(id, ids.iter().copied()),
            _ => String::new(),
        }
    }
}

/// Reports everything in which a value departs from its shape.
pub(crate) fn check(
    node: &Node<'_>,
    shape: &Shape,
    path: Path<'_>,
    known: &Known<'_>,
    log: &mut Log,
) {
    match (shape, &node.value) {
        (Shape::Any, _) => check_any(node, path, log),
        (Shape::Record(fields), Value::Map(_)) => check_record(node, fields, path, known, log),
        (Shape::Map(key, shape), Value::Map(entries)) => {
            for entry in entries {
                let path = path.key(&entry.key);
                check_key(&entry.key, *key, entry.place, path, known, log);
                check(&entry.node, shape, path, known, log);
            }
        }
        (Shape::Hierarchy, Value::Map(entries)) => {
            for entry in entries {
                let path = path.key(&entry.key);
                check_key(&entry.key, Key::Id, entry.place, path, known, log);
                if !entry.node.is_null() {
                    check(&entry.node, shape, path, known, log);
                }
            }
        }
        (Shape::List(shape), Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                check(item, shape, path.index(index), known, log);
            }
        }
        (Shape::Bool | Shape::Scalar, Value::Bool(_)) => {}
        (Shape::Scalar, Value::Int(_) | Value::Real(_)) => {}
        (Shape::Int(least, greatest), Value::Int(number)) => {
            if !(*least..=*greatest).contains(number) {
                let message = if *greatest == i64::MAX {
                    format!("{number} is too small; it is at least {least}")
                } else {
                    format!("{number} is not between {least} and {greatest}")
                };
                log.add(node.place, path, Code::OutOfRange, message);
            }
        }
        (_, Value::Text(text)) if is_text(shape) => {
            if let Err((code, message)) = check_text(text, shape, known) {
                log.add(node.place, path, code, message);
            }
        }
        _ => log.add(node.place, path, Code::WrongType, wrong_type(node, shape)),
    }
}

fn is_text(shape: &Shape) -> bool {
    !matches!(
        shape,
        Shape::Bool
            | Shape::Int(..)
            | Shape::List(_)
            | Shape::Map(..)
            | Shape::Record(_)
            | Shape::Hierarchy
            | Shape::Any
    )
}

fn wrong_type(node: &Node<'_>, shape: &Shape) -> String {
    let wanted = match shape {
        Shape::Bool => "true or false",
        Shape::Int(..) => "a whole number",
        Shape::List(_) => "a list",
        Shape::Map(..) | Shape::Record(_) | Shape::Hierarchy => "a map",
        Shape::Date => "a day like 2026-11-21",
        Shape::Scalar => "a text, a number, or true or false",
        _ => "a text",
    };
    let hint = match (is_text(shape), &node.value) {
        (true, Value::Bool(_) | Value::Int(_) | Value::Real(_)) => "; put it in quotes",
        _ => "",
    };
    format!(
        "{wanted} is wanted here, this is {}{hint}",
        node.is_called()
    )
}

fn check_record(
    node: &Node<'_>,
    fields: &[Field],
    path: Path<'_>,
    known: &Known<'_>,
    log: &mut Log,
) {
    for entry in node.entries() {
        let path = path.key(&entry.key);
        let Some(field) = fields.iter().find(|field| field.key == entry.key) else {
            let hint = hint(&entry.key, fields.iter().map(|field| field.key));
            log.add(
                entry.place,
                path,
                Code::UnknownKey,
                format!("this key means nothing here{hint}"),
            );
            continue;
        };
        if !entry.node.is_null() {
            check(&entry.node, &field.shape, path, known, log);
        }
    }
    for field in fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
    {
        if node.get(field.key).is_none() {
            let message = format!("`{}` is missing", field.key);
            log.add(node.place, path, Code::MissingKey, message);
        }
    }
}

fn check_key(key: &str, kind: Key, place: Place, path: Path<'_>, known: &Known<'_>, log: &mut Log) {
    let shape = match kind {
        Key::Id => Shape::Id,
        Key::Address => Shape::Address,
        Key::Ref(target) => Shape::Ref(target),
        Key::Code => {
            if !OrganizationCode::is_legal(key) {
                let message = "a code is 1 to 80 of the characters a-z, 0-9 and -";
                log.add(place, path, Code::BadCode, message);
            }
            return;
        }
    };
    if let Err((code, message)) = check_text(key, &shape, known) {
        log.add(place, path, code, message);
    }
}

fn check_any(node: &Node<'_>, path: Path<'_>, log: &mut Log) {
    match &node.value {
        Value::Text(text) => {
            if let Err((code, message)) = legal(text::judge_text(text, LONGEST_TEXT)) {
                log.add(node.place, path, code, message);
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                check_any(item, path.index(index), log);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                let path = path.key(&entry.key);
                if let Err((code, message)) = legal(text::judge_text(&entry.key, LONGEST_LINE)) {
                    log.add(entry.place, path, code, message);
                }
                check_any(&entry.node, path, log);
            }
        }
        _ => {}
    }
}

type Wrong = (Code, String);

fn check_text(text: &str, shape: &Shape, known: &Known<'_>) -> Result<(), Wrong> {
    match shape {
        Shape::Text(most) => legal(text::judge_text(text, *most)),
        Shape::Name => legal(text::judge_line(text, LONGEST_LINE)),
        Shape::Line(most) => check_line(text, *most),
        Shape::Scalar => check_line(text, LONGEST_PROPERTY),
        Shape::Id => legal(text::judge_id(text)),
        Shape::MappingId => legal(text::judge_mapping_id(text)),
        Shape::Address => legal(text::judge_address(text)),
        Shape::Color => match text.strip_prefix('#') {
            Some(digits) if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) => {
                Ok(())
            }
            _ => Err((
                Code::BadColor,
                "a colour is written like #b5179e".to_owned(),
            )),
        },
        Shape::Date => match text.parse::<Day>() {
            Ok(_) => Ok(()),
            Err(error) => Err((Code::BadDate, error.to_string())),
        },
        Shape::Word(words) => {
            if words.contains(&text) {
                return Ok(());
            }
            let message = format!(
                "{text:?} is none of {}{}",
                words.join(", "),
                hint(text, words.iter().copied())
            );
            Err((Code::UnknownWord, message))
        }
        Shape::Ref(target) => {
            let id = normal(Cow::Borrowed(text));
            if known.holds(*target, &id) {
                return Ok(());
            }
            let message = format!(
                "there is no {} {text:?}{}",
                target.noun(),
                known.like(*target, &id)
            );
            Err((Code::UnknownReference, message))
        }
        _ => Ok(()),
    }
}

fn check_line(text: &str, most: usize) -> Result<(), Wrong> {
    if text.trim().is_empty() || text.trim() != text {
        let message = "a text without blanks around it is wanted here".to_owned();
        return Err((Code::OutOfRange, message));
    }
    legal(text::judge_line(text, most))
}

/// A fault of a text as one of the document.
fn legal(judged: Result<(), TextFault>) -> Result<(), Wrong> {
    judged.map_err(|fault| {
        let code = match fault {
            TextFault::TooLong(_) => Code::OutOfRange,
            TextFault::Control(_) | TextFault::Break => Code::ControlCharacter,
            TextFault::Number => Code::OutOfRange,
            TextFault::Id => Code::BadId,
            TextFault::MappingId => Code::BadMappingId,
            TextFault::Address => Code::BadAddress,
        };
        (code, fault.to_string())
    })
}

/// "did you mean", if one of the candidates is close.
pub(crate) fn hint<'c>(text: &str, candidates: impl Iterator<Item = &'c str>) -> String {
    if text.chars().count() > 64 {
        return String::new();
    }
    let limit = if text.chars().count() < 5 { 1 } else { 2 };
    candidates
        .filter_map(|candidate| Some((distance(text, candidate, limit)?, candidate)))
        .min()
        .map_or_else(String::new, |(_, found)| {
            format!("; did you mean `{found}`?")
        })
}

/// How many characters must change to get from one text to the other, if no more than `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (
        a.to_lowercase().chars().collect(),
        b.to_lowercase().chars().collect(),
    );
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for ((y, diagonal), above) in b.iter().zip(&row).zip(row.iter().skip(1)) {
            let left = next.last().copied().unwrap_or(i + 1);
            next.push(
                (diagonal + usize::from(x != y))
                    .min(above + 1)
                    .min(left + 1),
            );
        }
        row = next;
    }
    row.last().copied().filter(|found| *found <= limit)
}

/// A value as it is kept: keys left out and null keys are the same, derived keys are dropped.
pub(crate) fn keep(node: &Node<'_>, shape: &Shape) -> Json {
    match (&node.value, shape) {
        (Value::Null, _) => Json::Null,
        (Value::Bool(value), _) => Json::Bool(*value),
        (Value::Int(value), _) => Json::from(*value),
        (Value::Real(value), _) => Number::from_f64(*value).map_or(Json::Null, Json::Number),
        (Value::Text(text), Shape::Ref(_) | Shape::Id) => Json::from(&*normal(Cow::Borrowed(text))),
        (Value::Text(text), _) => Json::from(&**text),
        (Value::List(items), Shape::List(shape)) => {
            items.iter().map(|item| keep(item, shape)).collect()
        }
        (Value::List(items), _) => items.iter().map(|item| keep(item, &Shape::Any)).collect(),
        (Value::Map(entries), _) => {
            let mut map = Map::new();
            for entry in entries {
                let shape = match shape {
                    Shape::Map(_, shape) => shape,
                    Shape::Record(fields) => {
                        match fields.iter().find(|field| field.key == entry.key) {
                            Some(field) if field.presence == Presence::Derived => continue,
                            Some(_) if entry.node.is_null() => continue,
                            Some(field) => &field.shape,
                            None => &Shape::Any,
                        }
                    }
                    _ => &Shape::Any,
                };
                map.insert(entry.key.to_string(), keep(&entry.node, shape));
            }
            Json::Object(map)
        }
    }
}
