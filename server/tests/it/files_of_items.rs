//! `rehome import` of a document that comes with the files of its items.

use crate::command_line::{Ground, done, refused};
use std::fs;
use std::path::PathBuf;

const DOCUMENT: &str = "version: 1
organizations: {dusk: {kind: hub}}
users: {dora: {home: dusk, profile: manager}}
items:
  i-abc: {kind: file, account: dusk, owner: dora, file: media/abc.txt}
  i-def: {kind: file, account: dusk, owner: dora, file: media/def.txt}
";

/// Every file below the folder beside the database.
fn kept(ground: &Ground) -> Vec<PathBuf> {
    let mut open = vec![ground.folder.path().join("rehome-files")];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn an_import_takes_the_files_of_items_along_or_nothing_at_all() {
    let ground = Ground::empty();
    let document = ground.write("dusk.yaml", DOCUMENT);
    fs::create_dir(ground.folder.path().join("media")).unwrap();
    ground.write("media/abc.txt", "abc");
    for arguments in [
        vec!["import", &document],
        vec!["import", &document, "--dry-run"],
    ] {
        let told = refused(&ground.run(&arguments), 2);
        assert!(told.contains("dusk.yaml:6:"), "{told}");
        assert!(told.contains("items.i-def.file"), "{told}");
        assert!(told.contains("[file-missing]"), "{told}");
    }
    assert!(kept(&ground).is_empty());
    assert!(!ground.export().contains("dora"));

    ground.write("media/def.txt", "defg");
    done(&ground.run(&["import", &document, "--dry-run"]));
    assert!(kept(&ground).is_empty());
    done(&ground.run(&["import", &document]));
    let mut bytes: Vec<String> = kept(&ground)
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    bytes.sort();
    assert_eq!(bytes, ["abc", "defg"]);

    // What is exported tells of the items alone, and goes round where none of the files are.
    let other = Ground::empty();
    let exported = other.write("export.yaml", &ground.export());
    done(&other.run(&["import", &exported]));
    assert_eq!(other.export(), ground.export());
    assert!(kept(&other).is_empty());
}
