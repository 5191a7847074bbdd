//! From files to one tree: opening, merging, and placing what has no parent or home.

use crate::beside::{Beside, look};
use crate::fault::{Code, Faults, Log, Path, Place};
use crate::interpret::interpret;
use crate::reader::{Entry, Format, Node, Value, decode, parse};
use crate::shape::{DOCUMENT, Known, Shape, check};
use crate::{Options, tables};
use rehome_domain::directory::{Directory, Existing};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;

/// One file with its bytes.
pub(crate) struct Source<'a> {
    name: String,
    bytes: Cow<'a, [u8]>,
}

impl<'a> Source<'a> {
    /// A text with a name.
    pub(crate) fn of(name: &str, bytes: Cow<'a, [u8]>, max_bytes: u64) -> Result<Self, Faults> {
        if bytes.len() as u64 > max_bytes {
            return Err(too_large(name, max_bytes));
        }
        Ok(Self {
            name: name.to_owned(),
            bytes,
        })
    }

    pub(crate) fn is_named(&self, extension: &str) -> bool {
        self.name.len() > extension.len()
            && self
                .name
                .get(self.name.len() - extension.len()..)
                .is_some_and(|end| end.eq_ignore_ascii_case(extension))
    }
}

fn too_large(name: &str, max_bytes: u64) -> Faults {
    let message = format!("the file has more than {max_bytes} bytes; split it into several files");
    Faults::of_file(name, Code::TooLarge, message)
}

/// Opens a file or the files of a folder.
pub(crate) fn open(path: &std::path::Path, max_bytes: u64) -> Result<Vec<Source<'static>>, Faults> {
    let shown = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        Faults::of_file(&shown, Code::Unreadable, format!("cannot be read: {error}"))
    };
    if !path.is_dir() {
        return Ok(vec![read_file(path, max_bytes)?]);
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let is_document = [".yaml", ".yml", ".json"]
            .iter()
            .any(|extension| name.ends_with(extension));
        if (is_document || name == "organizations.csv" || name == "people.csv") && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        let message =
            "the folder has no *.yaml, *.yml or *.json, no organizations.csv and no people.csv";
        return Err(Faults::of_file(&shown, Code::Empty, message));
    }
    paths
        .iter()
        .map(|path| read_file(path, max_bytes))
        .collect()
}

pub(crate) fn read_file(path: &std::path::Path, max_bytes: u64) -> Result<Source<'static>, Faults> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| {
            file.take(max_bytes.saturating_add(1))
                .read_to_end(&mut bytes)
        })
        .map_err(|error| {
            Faults::of_file(&name, Code::Unreadable, format!("cannot be read: {error}"))
        })?;
    Source::of(&name, bytes.into(), max_bytes)
}

/// Reads the files as one document; `folder` is where the bytes of items lie beside it.
pub(crate) fn read(
    sources: &[Source<'_>],
    options: &Options<'_>,
    folder: Option<&std::path::Path>,
) -> Result<(Directory, Vec<Beside>), Faults> {
    let mut log = Log::default();
    let mut merged = Merged::new();
    let mut tables = Vec::new();
    let mut complete = true;
    for source in sources {
        let file = log.add_file(&source.name);
        let Some(text) = decode(&source.bytes, file, &mut log) else {
            complete = false;
            continue;
        };
        if source.is_named(".csv") {
            match tables::read(text, file, &mut log) {
                Some(table) => tables.push(table),
                None => complete = false,
            }
            continue;
        }
        let format = if source.is_named(".json") {
            Format::Json
        } else {
            Format::Yaml
        };
        let root = parse(text, format, file, &mut log).and_then(|root| version_1(root, &mut log));
        match root {
            Some(root) => merged.add(root, &mut log),
            None => complete = false,
        }
    }
    let nothing = Existing::default();
    let existing = options.existing.unwrap_or(&nothing);
    let from_tables = tables::documents(
        &tables,
        &merged.root,
        existing,
        options.into.as_ref(),
        &mut log,
    );
    for root in from_tables {
        merged.add(root, &mut log);
    }
    let mut root = merged.root;
    if let Some(into) = &options.into {
        place_into(&mut root, into.as_str(), existing, &mut log);
    }
    // WHY: where a file could not be read to its end, everything that refers to it would look wrong.
    if !complete {
        return log.into_result((Directory::default(), Vec::new()));
    }
    check(
        &root,
        &Shape::Record(DOCUMENT),
        Path::Root,
        &Known::of(&root, existing),
        &mut log,
    );
    judge_stored(&root, existing, &mut log);
    let mut directory = interpret(&root, existing, options.today, &mut log);
    let files = look(&root, folder, &mut directory, &mut log);
    log.into_result((directory, files))
}

/// Reports every key that is stored already.
fn judge_stored(root: &Node<'_>, existing: &Existing, log: &mut Log) {
    for section in root.entries() {
        for entry in section.node.entries() {
            if existing.holds(&section.key, &entry.key) {
                let message = "this is stored already; an import only adds, so leave it out";
                let above = Path::Root.key(&section.key);
                log.add(
                    entry.place,
                    above.key(&entry.key),
                    Code::DuplicateKey,
                    message,
                );
            }
        }
    }
}

/// The root of a document of version 1.
fn version_1<'a>(root: Node<'a>, log: &mut Log) -> Option<Node<'a>> {
    if !matches!(root.value, Value::Map(_)) {
        let message = format!(
            "a document is a map that begins with `version: 1`, this is {}",
            root.is_called()
        );
        log.add(root.place, Path::Root, Code::WrongType, message);
        return None;
    }
    match root.get("version") {
        Some(Node {
            value: Value::Int(1),
            ..
        }) => Some(root),
        Some(other) => {
            let message = "this program reads version 1; write `version: 1`";
            log.add(
                other.place,
                Path::Root.key("version"),
                Code::UnknownVersion,
                message,
            );
            None
        }
        None => {
            log.add(
                root.place,
                Path::Root,
                Code::MissingKey,
                "`version` is missing; write `version: 1` at the top",
            );
            Some(root)
        }
    }
}

/// The documents read so far as one.
struct Merged<'a> {
    root: Node<'a>,
}

impl<'a> Merged<'a> {
    fn new() -> Self {
        let place = Place {
            file: 0,
            line: 1,
            column: 1,
        };
        let node = Node {
            place,
            value: Value::Int(1),
        };
        let version = Entry {
            key: Cow::Borrowed("version"),
            place,
            node,
        };
        Self {
            root: Node {
                place,
                value: Value::Map(vec![version]),
            },
        }
    }

    fn add(&mut self, root: Node<'a>, log: &mut Log) {
        let (Value::Map(entries), Value::Map(sections)) = (&mut self.root.value, root.value) else {
            return;
        };
        for section in sections
            .into_iter()
            .filter(|section| section.key != "version")
        {
            let known = entries.iter_mut().find(|known| known.key == section.key);
            match (known.map(|known| &mut known.node.value), section.node.value) {
                (_, Value::Null) => {}
                (Some(Value::Map(known)), Value::Map(more)) => {
                    merge(known, more, &section.key, log)
                }
                (_, value) => {
                    let node = Node {
                        place: section.node.place,
                        value,
                    };
                    entries.push(Entry {
                        key: section.key,
                        place: section.place,
                        node,
                    });
                }
            }
        }
    }
}

/// Adds the entries of a section of another file.
fn merge<'a>(known: &mut Vec<Entry<'a>>, more: Vec<Entry<'a>>, section: &str, log: &mut Log) {
    let seen: HashMap<&str, Place> = known
        .iter()
        .map(|entry| (&*entry.key, entry.place))
        .collect();
    for entry in &more {
        if let Some(first) = seen
            .get(&*entry.key)
            .filter(|first| first.file != entry.place.file)
        {
            let message = format!(
                "this key is already given at {}; keep one of them",
                log.describe(*first, entry.place)
            );
            log.add(
                entry.place,
                Path::Root.key(section).key(&entry.key),
                Code::DuplicateKey,
                message,
            );
        }
    }
    known.extend(more);
}

/// Gives organizations without a parent and users without a home their place.
fn place_into(root: &mut Node<'_>, into: &str, existing: &Existing, log: &mut Log) {
    let section = |name: &str| root.get(name).map(Node::entries).unwrap_or(&[]);
    if !existing.organizations.contains_key(into)
        && !section("organizations")
            .iter()
            .any(|entry| entry.key == into)
    {
        let file = log.add_file("--into");
        let place = Place {
            file,
            line: 0,
            column: 0,
        };
        log.add(
            place,
            Path::Root,
            Code::UnknownReference,
            format!("there is no organization {into:?}"),
        );
    }
    let Value::Map(sections) = &mut root.value else {
        return;
    };
    for (name, key) in [("organizations", "parent"), ("users", "home")] {
        let section = sections
            .iter_mut()
            .find(|section| section.key == name)
            .map(|section| &mut section.node.value);
        let Some(Value::Map(entries)) = section else {
            continue;
        };
        for entry in entries
            .iter_mut()
            .filter(|entry| entry.key != into || name == "users")
        {
            let place = entry.node.place;
            if entry.node.get(key).is_none()
                && let Value::Map(fields) = &mut entry.node.value
            {
                fields.retain(|field| field.key != key);
                let node = Node {
                    place,
                    value: Value::Text(Cow::Owned(into.to_owned())),
                };
                fields.push(Entry {
                    key: Cow::Borrowed(key),
                    place,
                    node,
                });
            }
        }
    }
}
