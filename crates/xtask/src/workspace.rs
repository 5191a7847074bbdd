//! Where things lie in the repository.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap_or(Path::new("."))
        .to_path_buf()
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// What the browser loads, ready for the server to embed (`server/build.rs` looks here).
pub(crate) fn site() -> PathBuf {
    root().join("target").join("site")
}

/// Every file below a folder, sorted, as paths relative to it. A missing folder holds none.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        if !current.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&current).map_err(|error| cannot("read", &current, &error))?;
        for entry in entries {
            let path = entry
                .map_err(|error| cannot("read", &current, &error))?
                .path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                found.push(relative.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A file's bytes, or a sentence naming it.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| cannot("read", path, &error))
}

/// Writes a file, making its folder; leaves an equal one untouched, so that nothing built from it
/// is built again.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if fs::read(path).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| cannot("create", folder, &error))?;
    }
    fs::write(path, bytes).map_err(|error| cannot("write", path, &error))
}

/// The sentence for a file that did not do what was asked.
pub(crate) fn cannot(what: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {what} {}: {error}", path.display())
}
