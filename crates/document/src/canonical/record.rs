//! Records being written: keys sorted, defaults left out.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Display;

/// A record whose keys are sorted.
#[derive(Default)]
pub(super) struct Record(BTreeMap<String, Value>);

impl Record {
    /// A record that begins with what is kept as given.
    pub(super) fn with(extra: &Map<String, Value>) -> Self {
        Self(
            extra
                .iter()
                .map(|(key, value)| (key.clone(), sorted(value)))
                .collect(),
        )
    }

    pub(super) fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    pub(super) fn put_text(&mut self, key: &str, text: Option<impl Display>) {
        if let Some(text) = text {
            self.put(key, text.to_string());
        }
    }

    pub(super) fn put_unless(&mut self, key: &str, value: bool, default: bool) {
        if value != default {
            self.put(key, value);
        }
    }

    pub(super) fn put_list(&mut self, key: &str, list: impl Iterator<Item = impl Display>) {
        let list: Vec<Value> = list.map(|item| Value::from(item.to_string())).collect();
        if !list.is_empty() {
            self.put(key, list);
        }
    }

    /// Adds typed keys to a record that may already be there.
    pub(super) fn put_into(&mut self, key: &str, more: Record) {
        let mut inner = match self.0.remove(key) {
            Some(Value::Object(map)) => Record(map.into_iter().collect()),
            _ => Record::default(),
        };
        inner.0.extend(more.0);
        if !inner.0.is_empty() {
            self.put(key, inner.into_value());
        }
    }

    pub(super) fn into_value(self) -> Value {
        Value::Object(self.0.into_iter().collect())
    }
}

/// A value with all its keys sorted.
pub(super) fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(sorted).collect(),
        Value::Object(map) => Record::with(map).into_value(),
        other => other.clone(),
    }
}
