//! Passwords and keys that never show.

use serde::Deserialize;
use std::fmt;

/// A text that neither `Debug` nor anything else in this crate prints.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for where it must be shown to the other end.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The text with every occurrence of the secret taken out.
    pub(crate) fn scrub(&self, text: &str) -> String {
        if self.0.is_empty() {
            text.to_owned()
        } else {
            text.replace(&self.0, "[hidden]")
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_does_not_show() {
        let secret = Secret::new("swordfish");
        assert_eq!(format!("{secret:?}"), "[hidden]");
        assert_eq!(secret.scrub("bad: swordfish."), "bad: [hidden].");
    }
}
