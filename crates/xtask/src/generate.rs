//! `gen`: the documents that are written by the code they describe.

use crate::arguments::Arguments;
use crate::{process, workspace};

/// A document and the example that prints it.
struct Generated {
    document: &'static str,
    package: &'static str,
    example: &'static str,
    source: &'static str,
}

const GENERATED: [Generated; 1] = [Generated {
    document: "docs/RULES.md",
    package: "rehome-domain",
    example: "rules_md",
    source: "crates/domain/examples/rules_md.rs",
}];

pub(crate) fn run(mut arguments: Arguments) -> Result<(), String> {
    let compare = arguments.flag("--check");
    arguments.finish()?;
    if compare { check() } else { write() }
}

fn write() -> Result<(), String> {
    for generated in &GENERATED {
        let text = generated.text()?;
        workspace::write(&workspace::root().join(generated.document), &text)?;
        println!("gen: {}", generated.document);
    }
    Ok(())
}

/// Whether every generated document is what the code would write now.
pub(crate) fn check() -> Result<(), String> {
    for generated in &GENERATED {
        let text = generated.text()?;
        let present =
            workspace::read(&workspace::root().join(generated.document)).unwrap_or_default();
        if present != text {
            return Err(format!(
                "{} is not what the code says: run `cargo xtask gen` and commit it",
                generated.document
            ));
        }
    }
    Ok(())
}

impl Generated {
    fn text(&self) -> Result<Vec<u8>, String> {
        if !workspace::root().join(self.source).is_file() {
            return Err(format!(
                "{} is missing; it prints {}",
                self.source, self.document
            ));
        }
        process::output(process::cargo().args([
            "run",
            "--quiet",
            "--package",
            self.package,
            "--example",
            self.example,
        ]))
    }
}
