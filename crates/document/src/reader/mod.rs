//! From bytes to a tree of values in which everything knows its place.
//!
//! Owns the limits on size, depth and number of values. Knows nothing of directories. YAML and JSON
//! have a parser each: YAML nearly contains JSON, but not the escapes of paired surrogates, and a YAML
//! parser holds back a whole flow collection.

mod json;
mod yaml;

use crate::fault::{Code, Log, Path, Place};
use std::borrow::Cow;
use std::collections::HashMap;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How deep lists and maps may lie inside each other.
pub(crate) const MAX_DEPTH: usize = 64;
/// How many values one file may hold.
pub(crate) const MAX_VALUES: usize = 20_000_000;

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    /// Where it begins.
    pub(crate) place: Place,
    /// What it is.
    pub(crate) value: Value<'a>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Map(Vec<Entry<'a>>),
}

/// One key of a map with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    /// The key, NFC.
    pub(crate) key: Cow<'a, str>,
    /// Where the key begins.
    pub(crate) place: Place,
    /// The value.
    pub(crate) node: Node<'a>,
}

impl<'a> Node<'a> {
    /// The value under a key, unless it is null.
    pub(crate) fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.entries()
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.node)
            .filter(|node| !node.is_null())
    }

    /// The keys of a map; none for anything else.
    pub(crate) fn entries(&self) -> &[Entry<'a>] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The entries of a list; none for anything else.
    pub(crate) fn items(&self) -> &[Node<'a>] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is null.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// What it is, for people.
    pub(crate) fn is_called(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Int(_) | Value::Real(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

/// What is said of a whole number that cannot be kept as it is.
const BEYOND: &str = "a whole number is between -9223372036854775808 and 9223372036854775807; write a text in quotation marks instead";

/// Whether it is a whole number with more digits than can be kept.
fn is_beyond(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    digits.len() > 18
        && !digits.starts_with('0')
        && digits.bytes().all(|b| b.is_ascii_digit())
        && word.parse::<i64>().is_err()
}

/// A text in NFC, as all keys and ids are compared.
pub(crate) fn normal(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(&text) {
        text
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Yaml,
    Json,
}

/// Checks that bytes are UTF-8 without control characters and takes off a byte order mark.
pub(crate) fn decode<'a>(bytes: &'a [u8], file: u32, log: &mut Log) -> Option<&'a str> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = bytes
                .get(..error.valid_up_to())
                .and_then(|good| std::str::from_utf8(good).ok())
                .unwrap_or("");
            let place = place_after(good, file);
            let message = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
                "the file is UTF-16; save it as UTF-8"
            } else {
                "the text is not UTF-8 from here on; save the file as UTF-8"
            };
            log.add(place, "", Code::NotUtf8, message);
            return None;
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let before = log.count();
    // WHY: nearly every text has none; bytes tell that quickly.
    let suspect = |byte: &u8| {
        (*byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || matches!(byte, 0x7f | 0xc2)
    };
    if text.as_bytes().iter().any(suspect) {
        let forbidden = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
        for (at, c) in text.char_indices().filter(|(_, c)| forbidden(c)).take(20) {
            let place = place_after(text.get(..at).unwrap_or(""), file);
            let message = format!("take out the control character U+{:04X}", c as u32);
            log.add(place, "", Code::ControlCharacter, message);
        }
    }
    (log.count() == before).then_some(text)
}

fn place_after(text: &str, file: u32) -> Place {
    let start = text.rfind('\n').map_or(0, |at| at + 1);
    let line = text.bytes().filter(|b| *b == b'\n').count() as u32 + 1;
    let column = text.get(start..).unwrap_or("").chars().count() as u32 + 1;
    Place { file, line, column }
}

/// Reads a text into a tree; none if the text cannot be understood to its end.
pub(crate) fn parse<'a>(
    text: &'a str,
    format: Format,
    file: u32,
    log: &mut Log,
) -> Option<Node<'a>> {
    match format {
        Format::Yaml => json_in_yaml(text, file).or_else(|| yaml::parse(text, file, log)),
        Format::Json => json::parse(text, file, log),
    }
}

/// JSON without faults under the name of YAML, read as what it is: the YAML parser would hold all of it.
fn json_in_yaml(text: &str, file: u32) -> Option<Node<'_>> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let mut log = Log::default();
    json::parse(text, file, &mut log).filter(|_| log.count() == 0)
}

/// Builds the tree from what a parser finds.
struct Builder<'a, 'l> {
    log: &'l mut Log,
    open: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    values: usize,
}

/// A list or map whose end is still to come.
struct Open<'a> {
    place: Place,
    kind: OpenKind<'a>,
}

enum OpenKind<'a> {
    List(Vec<Node<'a>>),
    Map {
        entries: Vec<Entry<'a>>,
        key: Option<(Cow<'a, str>, Place)>,
    },
}

/// The text cannot be read on; the fault is in the log.
struct Stop;

impl<'a, 'l> Builder<'a, 'l> {
    fn new(log: &'l mut Log) -> Self {
        Self {
            log,
            open: Vec::new(),
            root: None,
            values: 0,
        }
    }

    /// Whether the next scalar is a key.
    fn wants_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                kind: OpenKind::Map { key: None, .. },
                ..
            })
        )
    }

    fn fault(&mut self, place: Place, code: Code, message: impl Into<String>) {
        let path = self.path();
        self.log.add(place, path, code, message);
    }

    fn stop(&mut self, place: Place, code: Code, message: impl Into<String>) -> Stop {
        self.fault(place, code, message);
        Stop
    }

    fn path(&self) -> String {
        let mut text = String::new();
        for open in &self.open {
            match &open.kind {
                OpenKind::List(items) => {
                    text = Path::Key(&Path::Root, &text).index(items.len()).to_string()
                }
                OpenKind::Map {
                    key: Some((key, _)),
                    ..
                } if text.is_empty() => text = Path::Root.key(key).to_string(),
                OpenKind::Map {
                    key: Some((key, _)),
                    ..
                } => text = format!("{text}.{}", Path::Root.key(key)),
                OpenKind::Map { key: None, .. } => {}
            }
        }
        text
    }

    fn key(&mut self, place: Place, text: Cow<'a, str>) {
        if let Some(Open {
            kind: OpenKind::Map { key, .. },
            ..
        }) = self.open.last_mut()
        {
            *key = Some((normal(text), place));
        }
    }

    fn value(&mut self, place: Place, value: Value<'a>) -> Result<(), Stop> {
        self.values += 1;
        if self.values > MAX_VALUES {
            let message = format!(
                "the file holds more than {MAX_VALUES} values; split it into several files"
            );
            return Err(self.stop(place, Code::TooManyValues, message));
        }
        let node = Node { place, value };
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open {
                kind: OpenKind::List(items),
                ..
            }) => items.push(node),
            Some(Open {
                kind: OpenKind::Map { entries, key },
                ..
            }) => {
                if let Some((key, place)) = key.take() {
                    entries.push(Entry { key, place, node });
                }
            }
        }
        Ok(())
    }

    fn begin(&mut self, place: Place, kind: OpenKind<'a>) -> Result<(), Stop> {
        if self.open.len() >= MAX_DEPTH {
            let message =
                format!("lists and maps lie more than {MAX_DEPTH} deep here; flatten them");
            return Err(self.stop(place, Code::TooDeep, message));
        }
        self.open.push(Open { place, kind });
        Ok(())
    }

    fn begin_list(&mut self, place: Place) -> Result<(), Stop> {
        self.begin(place, OpenKind::List(Vec::new()))
    }

    fn begin_map(&mut self, place: Place) -> Result<(), Stop> {
        self.begin(
            place,
            OpenKind::Map {
                entries: Vec::new(),
                key: None,
            },
        )
    }

    fn end(&mut self) -> Result<(), Stop> {
        let Some(Open { place, kind }) = self.open.pop() else {
            return Ok(());
        };
        match kind {
            OpenKind::List(mut items) => {
                items.shrink_to_fit();
                self.value(place, Value::List(items))
            }
            OpenKind::Map { mut entries, .. } => {
                entries.shrink_to_fit();
                let path = self.path();
                refuse_duplicates(&entries, &path, self.log);
                self.value(place, Value::Map(entries))
            }
        }
    }
}

/// Adds a fault for each key that was there before, naming both places.
pub(crate) fn refuse_duplicates(entries: &[Entry<'_>], path: &str, log: &mut Log) {
    let mut again = |first: Place, entry: &Entry<'_>| {
        let message = format!(
            "this key is already given at {}; keep one of them",
            log.describe(first, entry.place)
        );
        let path = if path.is_empty() {
            Path::Root.key(&entry.key).to_string()
        } else {
            format!("{path}.{}", Path::Root.key(&entry.key))
        };
        log.add(entry.place, path, Code::DuplicateKey, message);
    };
    if entries.len() <= 12 {
        for (index, entry) in entries.iter().enumerate() {
            if let Some(first) = entries
                .iter()
                .take(index)
                .find(|first| first.key == entry.key)
            {
                again(first.place, entry);
            }
        }
        return;
    }
    let mut seen: HashMap<&str, Place> = HashMap::with_capacity(entries.len());
    for entry in entries {
        if let Some(first) = seen.get(&*entry.key) {
            again(*first, entry);
        } else {
            seen.insert(&entry.key, entry.place);
        }
    }
}
