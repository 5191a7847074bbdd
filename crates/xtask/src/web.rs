//! `web`: what the browser loads, in `target/site`.
//!
//! `pkg/` holds the module, its glue and the style sheet under the names of [`OUTPUT_NAME`], the parts
//! of the module that pages and languages load when they are needed, and `parts.json`, which says which
//! are whose; the rest is `public/` verbatim. Each file that compresses has its brotli copy beside it. The
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
/// The module that pages fetch which judge more than enterprises.
const JUDGE: &str = "judge.wasm";
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
    let judge = workspace::read(&cargo_wasm(
        "rehome-judge",
        if release { "wasm-judge" } else { profile },
    )?)?;
    let slim = without_custom_sections(&judge).ok_or("the judging module is none")?;
    files.insert(format!("pkg/{JUDGE}"), slim);
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
        bindgen(&bytes, &folder, release)?;
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

/// Splits the module where the app says so, and writes the first part's glue.
fn bindgen(module: &[u8], folder: &Path, release: bool) -> Result<(), String> {
    let first = workspace::target().join("site.first.wasm");
    let glue = format!("./{OUTPUT_NAME}.js");
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.main_module = &glue;
    options.link_name = "./parts.js";
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("cannot split the browser's module: {error:#}"))?;
    if release {
        for part in &split.split_modules {
            let slim = without_custom_sections(&workspace::read(part)?)
                .ok_or_else(|| format!("{} is no module", part.display()))?;
            workspace::write(part, &slim)?;
        }
    }
    let parts: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    let parts = serde_json::to_vec(&parts).map_err(|error| error.to_string())?;
    workspace::write(&folder.join("parts.json"), &parts)?;
    generate(&first, folder, release)
        .map_err(|error| format!("wasm-bindgen refused {}: {error}", first.display()))
}

/// A module without its custom sections: names of functions are a third of a part, and only debuggers read them.
fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = module.split_at_checked(8)?;
    let mut slim = header.to_vec();
    while let Some(kind) = rest.first() {
        // A section is its kind, its length in groups of seven bits, and so many bytes.
        let groups = 1 + rest.get(1..)?.iter().position(|byte| byte & 0x80 == 0)?;
        let length = rest.get(1..=groups)?.iter().rev();
        let length = length.fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        let (section, behind) = rest.split_at_checked(1 + groups + length)?;
        if *kind != 0 {
            slim.extend_from_slice(section);
        }
        rest = behind;
    }
    Some(slim)
}

fn generate(module: &Path, folder: &Path, release: bool) -> Result<(), impl std::fmt::Display> {
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(false)
        .out_name(OUTPUT_NAME)
        .omit_default_module_path(true)
        // WHY: the other parts are linked to what the first exports.
        .keep_lld_exports(true)
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

#[cfg(test)]
#[path = "../../../server/src/assets/site.rs"]
#[allow(dead_code)]
mod site;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::{OUTPUT_NAME, layer, site, without_custom_sections, write_site};
    use std::collections::BTreeMap;
    use std::path::Path;

    #[test]
    fn the_server_finds_what_is_written_here() {
        let folder = std::env::temp_dir().join(format!("rehome-site-{}", std::process::id()));
        let text = b"a line that compresses, a line that compresses\n".repeat(20);
        let files: BTreeMap<String, Vec<u8>> = [".js", "_bg.wasm", ".css"]
            .into_iter()
            .map(|kind| (format!("pkg/{OUTPUT_NAME}{kind}"), text.clone()))
            .chain([("logo.png".to_owned(), text.clone())])
            .collect();
        write_site(&folder, &files, 5).unwrap();
        let found = site::scan(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();

        let address = |kind: &str| format!("/{}/{}{kind}", found.pkg_dir, site::OUTPUT_NAME);
        for kind in [".js", "_bg.wasm", ".css"] {
            let file = found
                .files
                .iter()
                .find(|file| file.address == address(kind))
                .unwrap();
            assert!(file.immutable && file.brotli.is_some(), "{kind}");
        }
        let logo = found
            .files
            .iter()
            .find(|file| file.address == "/logo.png")
            .unwrap();
        assert!(!logo.immutable && logo.brotli.is_none());
    }

    #[test]
    fn what_is_no_longer_built_is_no_longer_served() {
        let folder = std::env::temp_dir().join(format!("rehome-stale-{}", std::process::id()));
        let one = |name: &str| BTreeMap::from([(name.to_owned(), b"x".to_vec())]);
        write_site(&folder, &one("old.txt"), 5).unwrap();
        write_site(&folder, &one("new.txt"), 5).unwrap();
        let left = crate::workspace::files_below(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(left, [Path::new("new.txt")]);
    }

    #[test]
    fn a_part_loses_its_names_and_nothing_else() {
        let module = |custom: &[u8]| [b"\0asm\x01\0\0\0", custom, &[1, 0x82, 0, 7, 7]].concat();
        let named = module(&[0, 3, 1, b'n', 9]);
        assert_eq!(without_custom_sections(&named), Some(module(&[])));
        assert_eq!(without_custom_sections(&named[..10]), None);
        assert_eq!(without_custom_sections(b"\0asm"), None);
    }

    #[test]
    fn layers_come_before_what_uses_them() {
        let mut paths = [
            "zebra.css",
            "screens.css",
            "components/button.css",
            "base.css",
            "tokens.css",
        ]
        .map(Path::new);
        paths.sort_by_key(|path| (layer(path), *path));
        assert_eq!(
            paths,
            [
                "tokens.css",
                "base.css",
                "components/button.css",
                "screens.css",
                "zebra.css"
            ]
            .map(Path::new)
        );
    }
}
