//! Whether the inputs of a step changed since it last ran.

use crate::workspace;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::Path;

/// A running digest of named inputs. Good for skipping work, for nothing else.
#[derive(Default)]
pub(crate) struct Fingerprint {
    hasher: DefaultHasher,
}

impl Fingerprint {
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.hasher.write_usize(part.len());
            self.hasher.write(part);
        }
    }

    fn text(&self) -> String {
        format!("{:016x}\n", self.hasher.finish())
    }

    /// Whether the stamp file was left by equal inputs.
    pub(crate) fn matches(&self, stamp: &Path) -> bool {
        fs::read_to_string(stamp).is_ok_and(|found| found == self.text())
    }

    /// Leaves the stamp for the next run.
    pub(crate) fn leave(&self, stamp: &Path) -> Result<(), String> {
        workspace::write(stamp, self.text().as_bytes())
    }
}
