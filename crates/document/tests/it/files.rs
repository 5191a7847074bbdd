//! The bytes of items that lie beside a document.

use rehome_document::{Code, Options, read_path, read_text, read_with_files, to_yaml};
use std::fs;
use std::path::Path;

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const TREE: &str = "version: 1
organizations: {folio: {kind: hub}}
users: {ann: {home: folio, profile: manager}}
items:
";

fn write(folder: &Path, items: &str) -> std::path::PathBuf {
    let path = folder.join("folio.yaml");
    fs::write(&path, format!("{TREE}{items}")).unwrap();
    path
}

/// The faults of a document with these items, each with where it is; `abc` and a folder with `def` lie beside it.
fn faults(items: &str) -> Vec<(Code, u32, String)> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("abc"), "abc").unwrap();
    fs::create_dir(folder.path().join("media")).unwrap();
    fs::write(folder.path().join("media/def"), "def").unwrap();
    let read = read_path(&write(folder.path(), items), &Options::default());
    let found = read.err().map(|it| it.faults).unwrap_or_default();
    found
        .into_iter()
        .map(|it| (it.code, it.line, it.path))
        .collect()
}

#[test]
fn files_beside_a_document_are_found_and_measured() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("abc"), "abc").unwrap();
    fs::create_dir(folder.path().join("media")).unwrap();
    fs::write(folder.path().join("media/empty"), "").unwrap();
    let items = format!(
        "  a: {{kind: file, account: folio, owner: ann, file: abc, checksum: {}}}
  b: {{kind: file, account: folio, owner: ann, file: media/empty, bytes: 0}}
  c: {{kind: file, account: folio, owner: ann, bytes: 7}}\n",
        ABC.to_uppercase()
    );
    let path = write(folder.path(), &items);
    for path in [path.as_path(), folder.path()] {
        let (directory, files) = read_with_files(path, &Options::default()).unwrap();
        let told: Vec<_> = files
            .iter()
            .map(|it| (it.item.as_str(), it.bytes, fs::read(&it.path).unwrap()))
            .collect();
        assert_eq!(
            told,
            [("a", 3, b"abc".to_vec()), ("b", 0, Vec::new())],
            "{path:?}"
        );
        assert_eq!(files[0].checksum, ABC);
        let entry = &directory.sections["items"]["a"];
        assert_eq!((&entry["bytes"], entry.get("checksum")), (&3.into(), None));
    }
}

#[test]
fn a_document_without_any_of_its_files_tells_of_the_items_alone() {
    let items = "  a: {kind: file, account: folio, owner: ann, file: a.pdf, bytes: 5}
  b: {kind: file, account: folio, owner: ann, file: media/b.pdf}\n";
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), items);
    let (directory, files) = read_with_files(&path, &Options::default()).unwrap();
    assert!(files.is_empty());
    assert_eq!(directory.sections["items"]["a"]["bytes"], 5);
    // What was exported is such a document.
    fs::write(&path, to_yaml(&directory)).unwrap();
    assert_eq!(read_path(&path, &Options::default()).unwrap(), directory);
}

#[test]
fn one_missing_file_refuses_a_document_that_comes_with_files() {
    let items = "  a: {kind: file, account: folio, owner: ann, file: abc}
  b: {kind: file, account: folio, owner: ann, file: media/other}
  c: {kind: file, account: folio, owner: ann, file: media}\n";
    let missing = |line, id: &str| (Code::FileMissing, line, format!("items.{id}.file"));
    assert_eq!(faults(items), [missing(6, "b"), missing(7, "c")]);
    let alone =
        format!("  b: {{kind: file, account: folio, owner: ann, file: other, checksum: {ABC}}}\n");
    assert_eq!(faults(&alone), [missing(5, "b")], "a checksum promises it");
    let nameless = format!("  b: {{kind: file, account: folio, owner: ann, checksum: {ABC}}}\n");
    assert_eq!(faults(&nameless).len(), 1);
    let text = format!("{TREE}{alone}");
    let faults = read_text("folio.yaml", text.as_bytes(), &Options::default()).unwrap_err();
    assert_eq!(
        faults.faults[0].code,
        Code::FileMissing,
        "a text has no folder"
    );
}

#[test]
fn a_file_that_is_another_than_was_said_refuses_the_document() {
    let items = format!(
        "  a: {{kind: file, account: folio, owner: ann, file: abc, bytes: 4}}
  b: {{kind: file, account: folio, owner: ann, file: media/def, bytes: 3, checksum: {ABC}}}
  c: {{kind: file, account: folio, owner: ann, file: abc, checksum: none}}\n"
    );
    let differs = |line, path: &str| (Code::FileDiffers, line, path.to_owned());
    assert_eq!(
        faults(&items),
        [
            differs(5, "items.a.bytes"),
            differs(6, "items.b.checksum"),
            differs(7, "items.c.checksum")
        ]
    );
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let around = tempfile::tempdir().unwrap();
    fs::write(around.path().join("secret"), "abc").unwrap();
    let folder = around.path().join("given");
    fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(around.path().join("secret"), folder.join("link")).unwrap();
    let outside = around.path().join("secret");
    for name in ["../secret", "media/../../secret", "link"]
        .map(str::to_owned)
        .into_iter()
        .chain([outside.display().to_string()])
    {
        let items = format!("  a: {{kind: file, account: folio, owner: ann, file: {name:?}}}\n");
        let read = read_path(&write(&folder, &items), &Options::default());
        let found = read.unwrap_err().faults;
        let told: Vec<_> = found.iter().map(|it| (it.code, it.path.as_str())).collect();
        assert_eq!(told, [(Code::FileElsewhere, "items.a.file")], "{name}");
    }
}
