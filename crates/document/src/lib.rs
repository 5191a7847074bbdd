//! The directory document: files into a [`Directory`] and back.
//!
//! Owns the words of the document (`shape`), the reading of YAML, JSON and CSV with every fault located
//! (`reader`, `tables`), the rules a document has to keep (`interpret`), the files that lie beside it (`beside`) and its one
//! canonical text (`canonical`). It must not know storage, HTTP or who is asking; what is stored already comes in as
//! [`Existing`].
//!
//! Reading holds the text, a tree that borrows from it and the directory at the same time, and nothing
//! else grows with the file.

mod beside;
mod canonical;
pub mod copies;
mod fault;
mod gather;
mod interpret;
pub mod moves;
mod reader;
mod shape;
mod tables;

pub use beside::Beside;
pub use canonical::{PeopleTable, cell_of, people_table, to_json, to_yaml};
pub use fault::{Code, Fault, Faults, KEPT};
pub use tables::lines::lines;

pub use rehome_domain::directory::{Existing, ExistingOrganization, ExistingUser};

use rehome_domain::directory::Directory;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::time::Day;
use std::path::Path;

/// How large a file given on the command line may be.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// What a document is read against.
#[derive(Clone, Debug)]
pub struct Options<'e> {
    /// Where organizations without a parent and users without a home go.
    pub into: Option<OrganizationCode>,
    /// What is stored already.
    pub existing: Option<&'e Existing>,
    /// Today, by which ended subscriptions are told from running ones; without it every subscription
    /// with an end counts as ended.
    pub today: Option<Day>,
    /// How large each file may be.
    pub max_bytes: u64,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            into: None,
            existing: None,
            today: None,
            max_bytes: MAX_BYTES,
        }
    }
}

/// Reads a file, or all files of a folder as one document.
///
/// A folder gives its `*.yaml`, `*.yml` and `*.json` in the order of their names, and its
/// `organizations.csv` and `people.csv`. A single `*.csv` is a table of organizations or of people.
///
/// # Errors
/// Every fault of the files.
pub fn read_path(path: &Path, options: &Options<'_>) -> Result<Directory, Faults> {
    Ok(read_with_files(path, options)?.0)
}

/// The same, with the files that lie beside the document for its proofs and files.
///
/// # Errors
/// Every fault of the files.
pub fn read_with_files(
    path: &Path,
    options: &Options<'_>,
) -> Result<(Directory, Vec<Beside>), Faults> {
    let sources = gather::open(path, options.max_bytes)?;
    let folder = if path.is_dir() {
        Some(path)
    } else {
        path.parent()
    };
    // WHY: the name of a file alone has a parent that is empty.
    let here = folder.filter(|it| !it.as_os_str().is_empty());
    gather::read(&sources, options, Some(here.unwrap_or(Path::new("."))))
}

/// Reads one text; its name says what it is written in, YAML where it says nothing.
///
/// # Errors
/// Every fault of the text.
pub fn read_text(name: &str, text: &[u8], options: &Options<'_>) -> Result<Directory, Faults> {
    let source = gather::Source::of(name, text.into(), options.max_bytes)?;
    Ok(gather::read(&[source], options, None)?.0)
}

/// The JSON Schema (draft 2020-12) of the directory document.
pub fn schema() -> serde_json::Value {
    shape::schema()
}
