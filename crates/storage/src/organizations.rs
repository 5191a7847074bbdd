//! Organizations: one, lists of them, and changes of their settings.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where a page of a list ends and the next begins: the sort key and the id of its last row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(String, String);

impl Cursor {
    pub(crate) fn new(key: &str, id: &str) -> Self {
        Self(key.to_owned(), id.to_owned())
    }

    /// The key and the id, empty at the beginning of a list.
    pub(crate) fn parts(cursor: Option<&Self>) -> (&str, &str) {
        cursor.map_or(("", ""), |cursor| (&cursor.0, &cursor.1))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::tx::json(self))
    }
}

/// A text that is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one of this list; begin with the first page")]
pub struct NoCursor;

impl FromStr for Cursor {
    type Err = NoCursor;
    fn from_str(text: &str) -> Result<Self, NoCursor> {
        serde_json::from_str(text).map_err(|_| NoCursor)
    }
}
