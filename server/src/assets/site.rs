//! The folder that `cargo xtask web` writes, as the server understands it: which addresses it has,
//! what they are, how long a browser may keep them.
//!
//! Standard library only: `build.rs` includes this file to embed the folder, the server to read it
//! from the disk while developing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The name by which pages ask for the module, its glue and the style sheet.
#[allow(dead_code)] // The build script only scans.
pub(crate) const OUTPUT_NAME: &str = "rehome";

/// The script that links the parts of the module.
#[allow(dead_code)] // The build script only scans.
pub(crate) const LINKER: &str = "parts.js";
/// The list of parts by page and language.
#[allow(dead_code)] // The build script only scans.
pub(crate) const PARTS: &str = "parts.json";

/// One file and where it is served.
pub(crate) struct SiteFile {
    /// The path of the address, with its leading slash.
    pub(crate) address: String,
    /// Where the file lies.
    pub(crate) file: PathBuf,
    /// Where its brotli copy lies.
    pub(crate) brotli: Option<PathBuf>,
    /// The value of `Content-Type`.
    pub(crate) content_type: &'static str,
    /// A hash of the content.
    pub(crate) hash: String,
    /// Whether the address changes with the content.
    pub(crate) immutable: bool,
}

/// Everything the folder serves.
pub(crate) struct Site {
    /// The folder of the browser's half within the addresses: `pkg/` and a hash of all it holds.
    pub(crate) pkg_dir: String,
    pub(crate) files: Vec<SiteFile>,
}

/// Reads the folder. A missing or an empty one is a site without files.
pub(crate) fn scan(folder: &Path) -> io::Result<Site> {
    let mut names = Vec::new();
    collect(folder, "", &mut names)?;
    names.sort();

    let mut whole = Hash::default();
    let mut hashes = Vec::new();
    for name in &names {
        let mut hash = Hash::default();
        hash.add(&fs::read(folder.join(name))?);
        if name.starts_with("pkg/") {
            whole.add(name.as_bytes());
            whole.add(&hash.0.to_be_bytes());
        }
        hashes.push(hash.text());
    }
    let pkg_dir = format!("pkg/{}", whole.text());

    let is_copy = |name: &str| {
        name.strip_suffix(".br")
            .is_some_and(|plain| names.iter().any(|other| other == plain))
    };
    let mut files = Vec::new();
    for (name, hash) in names.iter().zip(hashes) {
        if is_copy(name) {
            continue;
        }
        let copy = format!("{name}.br");
        let in_pkg = name.strip_prefix("pkg/");
        files.push(SiteFile {
            address: match in_pkg {
                Some(rest) => format!("/{pkg_dir}/{rest}"),
                None => format!("/{name}"),
            },
            file: folder.join(name),
            brotli: names.contains(&copy).then(|| folder.join(copy)),
            content_type: content_type(name),
            hash,
            immutable: in_pkg.is_some(),
        });
    }
    Ok(Site { pkg_dir, files })
}

fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, kind)| kind) {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// FNV-1a, 64 bits: tells versions of our own files apart, and the same on every machine.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}
