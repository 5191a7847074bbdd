//! Embeds what the browser loads: writes the table that `src/assets.rs` includes.
//!
//! Refuses to build a server whose pages the browser's half would not take over.
//! The folder is `target/site`, or `REHOME_SITE_DIR`. Without files in it the table is empty: the
//! server builds and says so when it starts.

#[path = "src/assets/site.rs"]
mod site;

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=REHOME_SITE_DIR");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/assets/site.rs");
    // WHY: the browser's half is built so, and takes over only markup that was rendered so.
    if env::var_os("CARGO_CFG_ERASE_COMPONENTS").is_none() {
        return Err(
            "RUSTFLAGS replaces .cargo/config.toml; add `--cfg erase_components` to it".into(),
        );
    }
    let folder = match env::var_os("REHOME_SITE_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(&env::var("CARGO_MANIFEST_DIR")?)
            .join("..")
            .join("target")
            .join("site"),
    };
    // WHY: cargo takes a watched path that does not exist for changed, and would build the server
    // again each time.
    fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());

    let site = site::scan(&folder)?;
    let mut table = format!(
        "const PKG_DIR: &str = {:?};\nstatic EMBEDDED: &[Embedded] = &[\n",
        site.pkg_dir
    );
    for file in &site.files {
        let brotli = file.brotli.as_ref().map_or_else(
            || "None".to_owned(),
            |copy| format!("Some(include_bytes!({copy:?}))"),
        );
        writeln!(
            table,
            "    Embedded {{ address: {:?}, content_type: {:?}, hash: {:?}, immutable: {}, bytes: include_bytes!({:?}), brotli: {brotli} }},",
            file.address, file.content_type, file.hash, file.immutable, file.file
        )?;
    }
    table.push_str("];\n");
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("embedded_site.rs"),
        table,
    )?;
    Ok(())
}
