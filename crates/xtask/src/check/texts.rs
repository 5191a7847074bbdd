//! What only the text of the tree can tell: arrows between a crate's modules, words that must not
//! stand anywhere, the length of a document.

use crate::{process, workspace};
use std::path::Path;
use std::process::Command;

/// Words that a folder's code must not contain.
struct Ban {
    folder: &'static str,
    except: &'static [&'static str],
    words: &'static [&'static str],
    why: &'static str,
}

const BANS: [Ban; 7] = [
    Ban {
        folder: "app/src/ui",
        except: &[],
        words: &[
            "crate::components",
            "crate::forms",
            "crate::pages",
            "crate::api",
            "rehome_domain",
            "rehome_service",
        ],
        why: "ui knows nothing of the product",
    },
    Ban {
        folder: "app/src/components",
        except: &[],
        words: &[
            "crate::forms",
            "crate::pages",
            "crate::api",
            "rehome_service",
        ],
        why: "components know ui and the domain",
    },
    Ban {
        folder: "app/src/api",
        except: &[],
        words: &[
            "crate::ui",
            "crate::components",
            "crate::forms",
            "crate::pages",
        ],
        why: "api knows the domain and, on the server, the service",
    },
    Ban {
        folder: "app/src/forms",
        except: &[],
        words: &["crate::pages", "rehome_service"],
        why: "forms know components, ui, api and the domain",
    },
    Ban {
        folder: "app/src/pages",
        except: &[],
        words: &["rehome_service"],
        why: "pages reach the service through api",
    },
    Ban {
        folder: "crates/service/src",
        except: &[],
        words: &["axum", "leptos", "http::", "sqlx", "rusqlite"],
        why: "the service does not know that it is served, nor how rows are kept",
    },
    Ban {
        folder: "",
        // Tests and benches may go behind storage's back: to make a database, to compare with a bare
        // transaction, to see everything that is stored.
        except: &[
            "crates/storage/",
            "crates/testkit/",
            "crates/xtask/",
            "server/examples/",
            "server/tests/",
        ],
        words: &["sqlx::", "rusqlite::"],
        why: "SQL lives in storage",
    },
];

/// Unfinished work. Split, so that this file does not find itself.
const UNFINISHED: [&str; 4] = [
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
    concat!("FIX", "ME"),
    concat!("TO", "DO"),
];
/// The beginnings of paths that exist on one machine only.
const MACHINE_PATHS: [&str; 4] = [
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/tmp/", "prep"),
];
/// Files written by tools, and licences.
const NOT_OURS: [&str; 5] = [
    "Cargo.lock",
    "package-lock.json",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "public/",
];
const LONGEST_ARCHITECTURE: usize = 200;

/// Holds every Rust file against the bans of its folder.
pub(super) fn arrows() -> Result<(), String> {
    let mut faults = Vec::new();
    for path in tracked()? {
        if Path::new(&path)
            .extension()
            .is_some_and(|kind| kind == "rs")
        {
            let text = read(&path)?;
            faults.extend(banned(&path, &text));
        }
    }
    told(faults)
}

/// Holds every tracked text against the words that must not stand in it.
pub(super) fn words() -> Result<(), String> {
    let mut faults = Vec::new();
    for path in tracked()? {
        if NOT_OURS
            .iter()
            .any(|other| path.ends_with(other) || path.starts_with(other))
        {
            continue;
        }
        let text = read(&path)?;
        faults.extend(forbidden(&path, &text));
    }
    told(faults)
}

pub(super) fn architecture_is_short() -> Result<(), String> {
    const DOCUMENT: &str = "docs/ARCHITECTURE.md";
    let lines = read(DOCUMENT)?.lines().count();
    if lines <= LONGEST_ARCHITECTURE {
        Ok(())
    } else {
        Err(format!(
            "{DOCUMENT} has {lines} lines; more than {LONGEST_ARCHITECTURE} nobody reads: shorten it"
        ))
    }
}

fn banned(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for ban in &BANS {
        let inside = ban.folder.is_empty() || path.starts_with(&format!("{}/", ban.folder));
        if !inside || ban.except.iter().any(|folder| path.starts_with(folder)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for word in ban.words {
                if code.contains(word) {
                    faults.push(format!("{path}:{}: `{word}`: {}", number + 1, ban.why));
                }
            }
        }
        for name in grouped(text) {
            if ban.words.contains(&name.as_str()) {
                faults.push(format!("{path}: `{name}`: {}", ban.why));
            }
        }
    }
    faults
}

/// The modules named in `use crate::{...}`, as if each had a line of its own.
fn grouped(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for group in text.split("crate::{").skip(1) {
        let (mut depth, mut name) = (0_u32, String::new());
        for letter in group.chars() {
            match letter {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    let module = name.split([':', ' ']).next().unwrap_or_default();
                    names.push(format!("crate::{module}"));
                    name.clear();
                    if letter == '}' {
                        break;
                    }
                }
                _ if depth == 0 && !(name.is_empty() && letter.is_whitespace()) => {
                    name.push(letter)
                }
                _ => {}
            }
        }
    }
    names
}

fn forbidden(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for word in UNFINISHED {
            if stands_alone(line, word) {
                faults.push(format!(
                    "{path}:{}: `{word}`: finish it or leave it out",
                    number + 1
                ));
            }
        }
        for begin in MACHINE_PATHS {
            if stands_alone(line, begin) {
                faults.push(format!(
                    "{path}:{}: `{begin}...` exists on one machine only",
                    number + 1
                ));
            }
        }
    }
    faults
}

/// Whether the word occurs without being the end of a longer word or path.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line
            .get(at + word.len()..)
            .and_then(|text| text.chars().next());
        let joined = |next: Option<char>| next.is_some_and(|next| next.is_alphanumeric());
        let path_goes_on =
            before.is_some_and(|before| matches!(before, '.' | '}' | '/' | '_' | '-'));
        if word.starts_with('/') {
            !joined(before) && !path_goes_on
        } else {
            !joined(before) && !joined(after)
        }
    })
}

/// The text files that are in the repository or about to be, except links and binary ones.
fn tracked() -> Result<Vec<String>, String> {
    // Whoever cloned the tree may be somebody else than who checks it.
    let mut git = Command::new("git");
    git.current_dir(workspace::root())
        .args(["-c", "safe.directory=*", "ls-files"])
        .args(["--cached", "--others", "--exclude-standard"]);
    let listed = process::output(&mut git)?;
    Ok(String::from_utf8_lossy(&listed)
        .lines()
        .map(str::to_owned)
        .filter(|path| workspace::root().join(path).is_file())
        .collect())
}

fn read(path: &str) -> Result<String, String> {
    let bytes = workspace::read(&workspace::root().join(path))?;
    // A binary file holds no words.
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

fn told(faults: Vec<String>) -> Result<(), String> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::{MACHINE_PATHS, UNFINISHED, banned, forbidden};

    #[test]
    fn a_ui_file_that_knows_the_domain_is_a_fault() {
        let faults = banned("app/src/ui/button.rs", "use rehome_domain::ids::UserId;\n");
        assert_eq!(faults.len(), 1);
        let components = banned(
            "app/src/components/user.rs",
            "use rehome_domain::ids::UserId;\n",
        );
        assert_eq!(components, [""; 0]);
    }

    #[test]
    fn a_grouped_import_hides_nothing() {
        let text = "use crate::{\n    ui::{Button, Page},\n    pages::{self, Move},\n};\n";
        assert_eq!(banned("app/src/components/user.rs", text).len(), 1);
        assert_eq!(banned("app/src/pages/move.rs", text), [""; 0]);
    }

    #[test]
    fn a_service_that_speaks_http_is_a_fault_but_a_comment_about_it_is_not() {
        assert_eq!(
            banned("crates/service/src/lib.rs", "use axum::Json;").len(),
            1
        );
        assert_eq!(
            banned("crates/service/src/lib.rs", "// not axum's business"),
            [""; 0]
        );
    }

    #[test]
    fn sql_outside_storage_is_a_fault() {
        assert_eq!(banned("server/src/main.rs", "sqlx::query(\"\")").len(), 1);
        assert_eq!(
            banned("crates/storage/src/lib.rs", "sqlx::query(\"\")"),
            [""; 0]
        );
    }

    #[test]
    fn unfinished_work_and_machine_paths_are_faults() {
        for word in UNFINISHED.into_iter().chain(MACHINE_PATHS) {
            assert_eq!(forbidden("a.rs", &format!("x {word} y")).len(), 1, "{word}");
        }
    }

    #[test]
    fn addresses_and_longer_words_are_not() {
        for line in [
            "https://example.org/home/x",
            "../work/",
            "mastodon",
            "{base}/home/",
        ] {
            assert_eq!(forbidden("a.md", line), [""; 0], "{line}");
        }
    }
}
