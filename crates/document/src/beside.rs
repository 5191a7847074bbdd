//! The bytes of proofs and files that lie beside a document: found, measured, and held against what the document says.
//!
//! A document comes with all files its items name, or with none: then only the items are told of. One that gives a checksum
//! comes with that file in any case. Nothing outside of the document's folder is ever looked at.

use crate::fault::{Code, Log, Path};
use crate::reader::{Node, Value};
use rehome_domain::directory::Directory;
use rehome_domain::ids::ItemId;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::{Component, Path as FilePath, PathBuf};

/// How much of a file is in memory at a time.
const AT_ONCE: usize = 64 << 10;

/// A file that lies beside a document, for one of its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Whose bytes they are.
    pub item: ItemId,
    /// Where they lie.
    pub path: PathBuf,
    /// How many there are.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal.
    pub checksum: String,
}

/// What an item says of its file.
struct Named<'t> {
    id: &'t str,
    item: &'t Node<'t>,
    file: &'t Node<'t>,
    checksum: Option<&'t Node<'t>>,
    /// Where it would lie; none where its name leads out of the folder.
    path: Option<PathBuf>,
    is_there: bool,
}

/// Finds the files of a document's items and holds them against it; the directory is told their sizes.
pub(crate) fn look(
    root: &Node<'_>,
    folder: Option<&FilePath>,
    directory: &mut Directory,
    log: &mut Log,
) -> Vec<Beside> {
    let items = root.get("items").map(Node::entries).unwrap_or(&[]);
    let named = items
        .iter()
        .filter_map(|entry| named(&entry.key, &entry.node, folder));
    let named: Vec<Named<'_>> = named.collect();
    let comes_with_files = named.iter().any(|it| it.is_there);
    let mut found = Vec::new();
    for one in &named {
        let above = Path::Root.key("items");
        let above = above.key(one.id);
        let place = above.key("file");
        if folder.is_some() && one.path.is_none() {
            let message = "name a file in the document's folder or below it, without `..`";
            log.add(one.file.place, place, Code::FileElsewhere, message);
        } else if one.is_there {
            found.extend(one.measured(&above, log));
        } else if comes_with_files || one.checksum.is_some() {
            let message = "this file is not there; put it beside the document, or leave out `file` and `checksum`";
            log.add(one.file.place, place, Code::FileMissing, message);
        }
    }
    let mut kept = directory.sections.get_mut("items");
    for it in &found {
        let entry = kept.as_mut().and_then(|all| all.get_mut(it.item.as_str()));
        if let Some(fields) = entry.and_then(serde_json::Value::as_object_mut) {
            fields.insert("bytes".to_owned(), it.bytes.into());
            // WHY: from here on it is told by where the bytes lie, and an export comes without files.
            fields.shift_remove("checksum");
        }
    }
    found
}

fn named<'t>(id: &'t str, item: &'t Node<'t>, folder: Option<&FilePath>) -> Option<Named<'t>> {
    let checksum = item.get("checksum");
    let file = item.get("file").or(checksum)?;
    let path = item.get("file").and_then(Node::text).zip(folder);
    let path = path.and_then(|(name, folder)| within(folder, FilePath::new(name)));
    Some(Named {
        id,
        item,
        file,
        checksum,
        is_there: path.as_ref().is_some_and(|path| path.is_file()),
        path,
    })
}

/// Where a name leads, unless that is out of the folder.
fn within(folder: &FilePath, name: &FilePath) -> Option<PathBuf> {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if !name.components().all(is_plain) {
        return None;
    }
    let path = folder.join(name);
    // WHY: a link may lead anywhere.
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(real), Ok(folder)) if !real.starts_with(&folder) => None,
        _ => Some(path),
    }
}

impl Named<'_> {
    /// Reads the file to its end; nothing where it is not what the document says.
    fn measured(&self, above: &Path<'_>, log: &mut Log) -> Option<Beside> {
        let path = self.path.clone()?;
        let (bytes, checksum) = match measured(&path) {
            Ok(measured) => measured,
            Err(error) => {
                let message = format!("{} cannot be read: {error}", path.display());
                log.add(
                    self.file.place,
                    above.key("file"),
                    Code::FileMissing,
                    message,
                );
                return None;
            }
        };
        let before = log.count();
        if let Some(said) = self.item.get("bytes")
            && let Value::Int(number) = said.value
            && u64::try_from(number) != Ok(bytes)
        {
            let message = format!("the file has {bytes} bytes; correct this, or leave it out");
            log.add(said.place, above.key("bytes"), Code::FileDiffers, message);
        }
        if let Some(said) = self.checksum
            && let Some(text) = said.text()
            && !text.trim().eq_ignore_ascii_case(&checksum)
        {
            let message = format!(
                "the SHA-256 of the file is {checksum}; it is damaged, or this is another one's"
            );
            log.add(
                said.place,
                above.key("checksum"),
                Code::FileDiffers,
                message,
            );
        }
        let item = ItemId::from(self.id);
        (log.count() == before).then_some(Beside {
            item,
            path,
            bytes,
            checksum,
        })
    }
}

fn measured(path: &FilePath) -> std::io::Result<(u64, String)> {
    let mut file = std::fs::File::open(path)?;
    let (mut sum, mut bytes) = (Sha256::new(), 0_u64);
    let mut part = vec![0; AT_ONCE];
    loop {
        let many = file.read(&mut part)?;
        let Some(read) = part.get(..many).filter(|read| !read.is_empty()) else {
            break;
        };
        sum.update(read);
        bytes = bytes.saturating_add(many as u64);
    }
    let sum = sum.finalize();
    let checksum = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((bytes, checksum))
}
