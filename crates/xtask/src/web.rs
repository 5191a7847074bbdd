//! `web`: what the browser loads, in `target/site`.
//!
//! `pkg/` holds the module, its glue and the style sheet under the names of [`OUTPUT_NAME`]; the
//! rest is `public/` verbatim. Each file that compresses has its brotli copy beside it. The
//! server's `build.rs` embeds the folder and puts a hash of `pkg/` into its address; nothing here
//! needs to know the hash.

use crate::arguments::Arguments;
use crate::fingerprint::Fingerprint;
use crate::{process, workspace};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// The name of the files in `pkg/`; the pages ask for them by it.
pub(crate) const OUTPUT_NAME: &str = "rehome";
/// The target of the browser's half.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";
/// The layers of the style sheet that come first, in this order.
const LAYERS: [&str; 4] = ["tokens", "base", "components", "screens"];
/// Kinds that are compressed by themselves.
const COMPRESSED: [&str; 8] = ["png", "jpg", "jpeg", "webp", "avif", "ico", "woff2", "br"];

pub(crate) fn run(mut arguments: Arguments) -> Result<(), String> {
    let release = arguments.flag("--release");
    arguments.finish()?;
    build(release)
}

/// Builds `target/site`, doing only what changed.
pub(crate) fn build(release: bool) -> Result<(), String> {
    let profile = if release { "wasm-release" } else { "wasm-dev" };
    println!("web: the browser's half ({profile})");
    let module = cargo_wasm("rehome-frontend", profile)?;

    let quality = if release { 11 } else { 5 };
    let mut files = glue(&module, release)?;
    let style = style_sheet(&workspace::root().join("style"))?;
    files.insert(format!("pkg/{OUTPUT_NAME}.css"), style);
    let public = workspace::root().join("public");
    for path in workspace::files_below(&public)? {
        files.insert(slashed(&path), workspace::read(&public.join(&path))?);
    }

    let mut inputs = Fingerprint::default();
    inputs.add("quality", &[quality]);
    for (name, bytes) in &files {
        inputs.add(name, bytes);
    }
    let stamp = workspace::root().join("target").join("site.stamp");
    let site = workspace::site();
    if inputs.matches(&stamp) && site.is_dir() {
        println!("web: nothing changed");
        return Ok(());
    }
    println!(
        "web: compressing {} files (brotli, quality {quality})",
        files.len()
    );
    write_site(&site, &files, quality.into())?;
    inputs.leave(&stamp)?;
    println!("web: done");
    Ok(())
}

/// Builds one package for the browser and says where its module lies.
pub(crate) fn cargo_wasm(package: &str, profile: &str) -> Result<PathBuf, String> {
    ensure_target()?;
    process::run(process::cargo().args([
        "build",
        "--package",
        package,
        "--lib",
        "--target",
        WASM,
        "--profile",
        profile,
    ]))?;
    let name = format!("{}.wasm", package.replace('-', "_"));
    Ok(workspace::target().join(WASM).join(profile).join(name))
}

/// Adds the compiler's library for the browser if it is missing.
pub(crate) fn ensure_target() -> Result<(), String> {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot).trim());
    if sysroot.join("lib/rustlib").join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    println!("web: the compiler lacks {WASM}; adding it");
    process::run(Command::new("rustup").args(["target", "add", WASM])).map_err(|error| {
        format!("{error}\nThe browser's half needs Rust's {WASM} library: install it with rustup, or from the same place as your compiler.")
    })
}

/// The module and its glue as wasm-bindgen writes them, by their names in the site.
fn glue(module: &Path, release: bool) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let folder = workspace::root().join("target").join("site.bindgen");
    let stamp = workspace::root().join("target").join("site.bindgen.stamp");
    let bytes = workspace::read(module)?;
    let mut inputs = Fingerprint::default();
    inputs.add("module", &bytes);
    inputs.add("release", &[u8::from(release)]);
    if !(inputs.matches(&stamp) && folder.is_dir()) {
        println!("web: glue (wasm-bindgen)");
        if folder.is_dir() {
            fs::remove_dir_all(&folder)
                .map_err(|error| workspace::cannot("remove", &folder, &error))?;
        }
        bindgen(module, &folder, release)
            .map_err(|error| format!("wasm-bindgen refused {}: {error}", module.display()))?;
        inputs.leave(&stamp)?;
    }
    let mut files = BTreeMap::new();
    for path in workspace::files_below(&folder)? {
        files.insert(
            format!("pkg/{}", slashed(&path)),
            workspace::read(&folder.join(&path))?,
        );
    }
    Ok(files)
}

fn bindgen(module: &Path, folder: &Path, release: bool) -> Result<(), impl std::fmt::Display> {
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(false)
        .out_name(OUTPUT_NAME)
        .omit_default_module_path(true)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate(folder)
}

/// The style sheets as one, layers first.
fn style_sheet(folder: &Path) -> Result<Vec<u8>, String> {
    let mut paths = workspace::files_below(folder)?;
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "css"));
    paths.sort_by_key(|path| (layer(path), path.clone()));
    let mut sheet = Vec::new();
    for path in paths {
        sheet.extend_from_slice(&workspace::read(&folder.join(path))?);
        sheet.push(b'\n');
    }
    Ok(sheet)
}

/// The place of a sheet's layer: named by the file itself or by its folder.
fn layer(path: &Path) -> usize {
    let name = path
        .iter()
        .next()
        .map(|first| Path::new(first).with_extension(""));
    LAYERS
        .iter()
        .position(|layer| name.as_deref() == Some(Path::new(layer)))
        .unwrap_or(LAYERS.len())
}

/// Makes the folder hold exactly these files and their brotli copies.
pub(crate) fn write_site(
    site: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    quality: i32,
) -> Result<(), String> {
    let mut wanted = Vec::new();
    for (name, bytes) in files {
        workspace::write(&site.join(name), bytes)?;
        wanted.push(PathBuf::from(name));
        if let Some(smaller) = brotli(name, bytes, quality)? {
            let name = format!("{name}.br");
            workspace::write(&site.join(&name), &smaller)?;
            wanted.push(PathBuf::from(name));
        }
    }
    for path in workspace::files_below(site)? {
        if !wanted.contains(&path) {
            let stale = site.join(path);
            fs::remove_file(&stale).map_err(|error| workspace::cannot("remove", &stale, &error))?;
        }
    }
    Ok(())
}

/// The brotli copy, where it is worth having.
fn brotli(name: &str, bytes: &[u8], quality: i32) -> Result<Option<Vec<u8>>, String> {
    let kind = Path::new(name).extension().and_then(|kind| kind.to_str());
    if kind.is_some_and(|kind| COMPRESSED.contains(&kind)) {
        return Ok(None);
    }
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        ..Default::default()
    };
    let mut smaller = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut smaller, &parameters)
        .map_err(|error| format!("cannot compress {name}: {error}"))?;
    Ok((smaller.len() < bytes.len()).then_some(smaller))
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
