//! From a checked tree to a directory: the rules that need more than one value.
//!
//! Runs after the shape check even where that found faults, so that all faults are told at once; what
//! has the wrong shape is passed over here. To add a rule, put it where its subject is read.

mod held;
mod organizations;
mod places;
mod roles;
mod telephony;
mod uniqueness;
mod users;

pub(crate) use users::default_name;

use crate::fault::{Code, Log, Path};
use crate::reader::{Node, Value, normal};
use crate::shape::{DOCUMENT, Shape, keep};
use rehome_domain::directory::{AttributeEntry, Directory, Existing, GroupEntry};
use rehome_domain::text;
use rehome_domain::time::Day;
use serde_json::{Map, Value as Json};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Reads a tree as a directory; the faults go into the log.
pub(crate) fn interpret(
    root: &Node<'_>,
    existing: &Existing,
    today: Option<Day>,
    log: &mut Log,
) -> Directory {
    let places = places::Places::of(root, existing);
    let mut directory = Directory {
        organizations: organizations::read(root, &places, log),
        roles: roles::read(root, log),
        groups: groups(root),
        attributes: attributes(root),
        ..Directory::default()
    };
    users::read(root, &places, existing, today, &mut directory, log);
    directory.sections = sections(root, log);
    telephony::check(root, &directory, existing, log);
    directory
}

fn groups(root: &Node<'_>) -> BTreeMap<rehome_domain::ids::GroupId, GroupEntry> {
    const TYPED: &[&str] = &["organization", "name", "members", "kind"];
    let section = Section::of(root, "groups");
    section
        .entries()
        .filter_map(|(id, node)| {
            let group = GroupEntry {
                organization: id_under(node, "organization")?.into(),
                name: line_under(node, "name").unwrap_or_else(|| Arc::from(id)),
                members: ids_under(node, "members").map(Into::into).collect(),
                dynamic: node.get("kind").and_then(Node::text) == Some("dynamic"),
                extra: extra(node, section.fields, TYPED),
            };
            Some((id.into(), group))
        })
        .collect()
}

fn attributes(root: &Node<'_>) -> BTreeMap<rehome_domain::ids::AttributeId, AttributeEntry> {
    Section::of(root, "attributes")
        .entries()
        .map(|(id, node)| {
            let attribute = AttributeEntry {
                at: id_under(node, "at").map(Into::into),
                kind: line_under(node, "kind").unwrap_or_else(|| Arc::from("text")),
            };
            (id.into(), attribute)
        })
        .collect()
}

/// The sections of the document that are kept as they are given.
fn sections(root: &Node<'_>, log: &mut Log) -> BTreeMap<String, BTreeMap<String, Json>> {
    const TYPED: &[&str] = &[
        "version",
        "organizations",
        "users",
        "groups",
        "roles",
        "attributes",
    ];
    let mut sections = BTreeMap::new();
    for field in DOCUMENT.iter().filter(|field| !TYPED.contains(&field.key)) {
        let Some(node) = root.get(field.key) else {
            continue;
        };
        if field.key == "api_tokens" {
            for entry in node.entries() {
                let message = "tokens are not imported; make one with `rehome token create`";
                log.add(
                    entry.place,
                    Path::Root.key(field.key).key(&entry.key),
                    Code::NotImportable,
                    message,
                );
            }
            continue;
        }
        if let Json::Object(entries) = keep(node, &field.shape)
            && !entries.is_empty()
        {
            sections.insert(field.key.to_owned(), entries.into_iter().collect());
        }
    }
    sections
}

/// A section of the document with the keys its entries can have.
struct Section<'t, 'a> {
    node: Option<&'t Node<'a>>,
    fields: &'static [crate::shape::Field],
}

impl<'t, 'a> Section<'t, 'a> {
    fn of(root: &'t Node<'a>, name: &str) -> Self {
        let fields = match DOCUMENT
            .iter()
            .find(|field| field.key == name)
            .map(|field| &field.shape)
        {
            Some(Shape::Map(_, Shape::Record(fields))) => fields,
            _ => &[][..],
        };
        Self {
            node: root.get(name),
            fields,
        }
    }

    /// The ids of the section with their entries.
    fn entries(&self) -> impl Iterator<Item = (&'t str, &'t Node<'a>)> + use<'t, 'a> {
        self.node
            .map(Node::entries)
            .unwrap_or(&[])
            .iter()
            .map(|entry| (&*entry.key, &entry.node))
    }
}

/// The id under a key.
fn id_under<'t>(node: &'t Node<'_>, key: &str) -> Option<&'t str> {
    node.get(key).and_then(Node::text)
}

/// The ids listed under a key, in NFC.
fn ids_under<'t>(node: &'t Node<'_>, key: &str) -> impl Iterator<Item = String> + use<'t> {
    let items = node.get(key).map(Node::items).unwrap_or(&[]);
    items
        .iter()
        .filter_map(Node::text)
        .map(|text| normal(Cow::Borrowed(text)).into_owned())
}

/// The text under a key as it is stored; none where nothing is left of it.
fn line_under(node: &Node<'_>, key: &str) -> Option<Arc<str>> {
    let text = text::normalized(node.get(key).and_then(Node::text)?);
    (!text.is_empty()).then(|| Arc::from(text))
}

/// The truth value under a key.
fn flag_under(node: &Node<'_>, key: &str) -> Option<bool> {
    match node.get(key)?.value {
        Value::Bool(value) => Some(value),
        _ => None,
    }
}

/// What an entry holds beside the typed keys.
fn extra(
    node: &Node<'_>,
    fields: &'static [crate::shape::Field],
    typed: &[&str],
) -> Map<String, Json> {
    let mut map = Map::new();
    for entry in node
        .entries()
        .iter()
        .filter(|entry| !typed.contains(&&*entry.key) && !entry.node.is_null())
    {
        if let Some(field) = fields.iter().find(|field| field.key == entry.key)
            && field.presence != crate::shape::Presence::Derived
        {
            map.insert(entry.key.to_string(), keep(&entry.node, &field.shape));
        }
    }
    map
}

/// The texts under a key as a set.
fn texts_under(node: &Node<'_>, key: &str) -> BTreeSet<Arc<str>> {
    node.get(key)
        .map(Node::items)
        .unwrap_or(&[])
        .iter()
        .filter_map(Node::text)
        .map(Arc::from)
        .collect()
}
