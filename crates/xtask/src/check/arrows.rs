//! Who may know whom, between crates: the table, and what cargo says about the tree as it is.
//!
//! A new arrow is a decision: it gets a line in [`ARROWS`] with its reason, or it does not get in. One that
//! nobody needs any more loses its line.

use crate::process;
use crate::web::WASM;
use serde_json::Value;

/// When an arrow may exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// In every build.
    Always,
    /// Only behind a feature.
    Optional,
    /// Only for tests, examples and benches.
    Tests,
}

struct Arrow {
    from: &'static str,
    to: &'static str,
    when: When,
    why: &'static str,
}

const fn arrow(from: &'static str, to: &'static str, when: When, why: &'static str) -> Arrow {
    Arrow {
        from,
        to,
        when,
        why,
    }
}

/// Every arrow between our own crates.
const ARROWS: [Arrow; 31] = [
    arrow(
        "rehome-document",
        "rehome-domain",
        When::Always,
        "a document is read into the domain's directory",
    ),
    arrow(
        "rehome-storage",
        "rehome-domain",
        When::Always,
        "rows become the domain's snapshots, its steps become statements",
    ),
    arrow(
        "rehome-storage",
        "rehome-testkit",
        When::Tests,
        "the contract suite runs on the named cast",
    ),
    arrow(
        "rehome-service",
        "rehome-domain",
        When::Always,
        "use cases plan with the domain",
    ),
    arrow(
        "rehome-service",
        "rehome-document",
        When::Always,
        "import and export are use cases",
    ),
    arrow(
        "rehome-service",
        "rehome-storage",
        When::Always,
        "use cases are transactions",
    ),
    arrow(
        "rehome-service",
        "rehome-provisioning",
        When::Always,
        "what a move orders is carried by drivers, which it knows by what they all can do",
    ),
    arrow(
        "rehome-service",
        "rehome-objects",
        When::Always,
        "what moves from account to account moves with its bytes",
    ),
    arrow(
        "rehome-objects",
        "rehome-testkit",
        When::Tests,
        "the same suite runs against a bucket that is thrown away",
    ),
    arrow(
        "rehome-service",
        "rehome-testkit",
        When::Tests,
        "use cases run on the named cast",
    ),
    arrow(
        "rehome-provisioning",
        "rehome-domain",
        When::Always,
        "orders name people and organizations as the domain does",
    ),
    arrow(
        "rehome-provisioning",
        "rehome-testkit",
        When::Tests,
        "drivers run against a directory that is thrown away",
    ),
    arrow(
        "rehome-app",
        "rehome-domain",
        When::Always,
        "instant verdicts come from the domain itself",
    ),
    arrow(
        "rehome-app",
        "rehome-service",
        When::Optional,
        "server functions call use cases; the browser never has them",
    ),
    arrow(
        "rehome-frontend",
        "rehome-app",
        When::Always,
        "hydrates the app",
    ),
    arrow("rehome", "rehome-app", When::Always, "renders the app"),
    arrow(
        "rehome",
        "rehome-service",
        When::Always,
        "REST, command line and workers enter here",
    ),
    arrow(
        "rehome",
        "rehome-storage",
        When::Always,
        "opens the database and hands it on",
    ),
    arrow(
        "rehome",
        "rehome-provisioning",
        When::Always,
        "makes the drivers that its configuration names",
    ),
    arrow(
        "rehome",
        "rehome-objects",
        When::Always,
        "opens the place where files lie, which its configuration names",
    ),
    arrow(
        "rehome",
        "rehome-mail",
        When::Always,
        "sends letters to where its configuration says",
    ),
    arrow(
        "rehome",
        "rehome-document",
        When::Always,
        "the command line reads and writes documents",
    ),
    arrow(
        "rehome",
        "rehome-domain",
        When::Always,
        "what REST speaks of",
    ),
    arrow(
        "rehome",
        "rehome-testkit",
        When::Tests,
        "endpoints are tested on the named cast",
    ),
    arrow(
        "rehome-corpus",
        "rehome-domain",
        When::Always,
        "judges the corpus",
    ),
    arrow(
        "rehome-corpus",
        "rehome-testkit",
        When::Tests,
        "the cases are the named cast and seeded variety",
    ),
    arrow(
        "rehome-judge",
        "rehome-domain",
        When::Always,
        "judges for pages that ask for more than the rules of enterprises",
    ),
    arrow(
        "rehome-judge",
        "rehome-testkit",
        When::Tests,
        "is held against plans on the named cast",
    ),
    arrow(
        "rehome-testkit",
        "rehome-domain",
        When::Always,
        "builds the cast",
    ),
    arrow(
        "rehome-testkit",
        "rehome-storage",
        When::Optional,
        "opens throw-away databases, for crates that may see the store",
    ),
    arrow(
        "rehome-domain",
        "rehome-testkit",
        When::Tests,
        "rules are tested on the named cast",
    ),
];

/// Crates whose dependencies outside the house are a closed list.
const CLOSED: [(&str, &[&str], &str); 1] = [(
    "rehome-domain",
    &[
        "serde",
        "serde_json",
        "thiserror",
        "unicode-normalization",
        "caseless",
        "schemars",
    ],
    "the domain is pure: no IO, clock, random or async, and small in the browser",
)];

/// What a crate must never depend on, and why. `except` are those who may.
struct Never {
    what: &'static [&'static str],
    who: Who,
    why: &'static str,
}

enum Who {
    Only(&'static [&'static str]),
    AllBut(&'static [&'static str]),
}

const NEVER: [Never; 5] = [
    Never {
        what: &["sqlx", "rusqlite"],
        // WHY testkit: it is for tests only, and reads everything that is stored past the store.
        who: Who::AllBut(&["rehome-storage", "rehome-testkit"]),
        why: "SQL lives in storage",
    },
    Never {
        what: &[
            "axum",
            "http",
            "tower",
            "tower-http",
            "leptos",
            "leptos_axum",
        ],
        who: Who::Only(&[
            "rehome-service",
            "rehome-storage",
            "rehome-document",
            "rehome-objects",
            "rehome-mail",
            "rehome-provisioning",
            "rehome-domain",
        ]),
        why: "use cases and what lies below them do not know that they are served",
    },
    Never {
        what: &["ldap3", "hyper", "hyper-util", "reqwest"],
        who: Who::AllBut(&["rehome-provisioning", "rehome-objects", "rehome-testkit"]),
        why: "who speaks to other systems is a driver in provisioning, or the store of objects; tests play such systems",
    },
    Never {
        what: &["lettre"],
        who: Who::AllBut(&["rehome-mail"]),
        why: "mail is made and sent in one place",
    },
    Never {
        what: &["regex"],
        who: Who::Only(&["rehome-app", "rehome-domain", "rehome-frontend"]),
        why: "half a megabyte in the browser",
    },
];

/// What the browser's build must not contain.
const NOT_IN_BROWSER: [&str; 15] = [
    "tokio",
    "axum",
    "sqlx",
    "rusqlite",
    "hyper",
    "reqwest",
    "ldap3",
    "object_store",
    "lettre",
    "rehome-objects",
    "rehome-mail",
    "rehome-service",
    "rehome-storage",
    "rehome-provisioning",
    "rehome-document",
];

/// Holds the manifests against the tables.
pub(super) fn between_crates() -> Result<(), String> {
    let text = process::output(process::cargo().args([
        "metadata",
        "--quiet",
        "--no-deps",
        "--format-version",
        "1",
    ]))?;
    let metadata =
        serde_json::from_slice(&text).map_err(|error| format!("cargo metadata: {error}"))?;
    let mut faults = faults(&metadata);
    faults.extend(unused(&metadata));
    told(&faults)
}

/// Holds the dependency tree of the browser's build against what must not be there.
pub(super) fn wasm_tree() -> Result<(), String> {
    let text = process::output(process::cargo().args([
        "tree",
        "--quiet",
        "--package",
        "rehome-frontend",
        "--target",
        WASM,
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    told(&leaked(&String::from_utf8_lossy(&text)))
}

fn told(faults: &[String]) -> Result<(), String> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

fn leaked(tree: &str) -> Vec<String> {
    NOT_IN_BROWSER
        .into_iter()
        .filter(|name| {
            tree.lines()
                .any(|line| line.split(' ').next() == Some(name))
        })
        .map(|name| {
            format!(
                "{name} is in the browser's build; `cargo tree --target {WASM} -p rehome-frontend -i {name}` shows who brings it"
            )
        })
        .collect()
}

fn faults(metadata: &Value) -> Vec<String> {
    let packages = || entries(metadata, "packages");
    let ours: Vec<&str> = packages().map(|package| text(package, "name")).collect();
    let mut faults = Vec::new();
    for package in packages() {
        let from = text(package, "name");
        for dependency in entries(package, "dependencies") {
            let to = text(dependency, "name");
            let when = match dependency.get("kind").and_then(Value::as_str) {
                Some("dev") => When::Tests,
                _ if dependency.get("optional") == Some(&Value::Bool(true)) => When::Optional,
                _ => When::Always,
            };
            if ours.contains(&to) {
                faults.extend(own_fault(from, to, when));
            } else {
                faults.extend(foreign_faults(from, to, when));
            }
        }
    }
    faults
}

fn unused(metadata: &Value) -> Vec<String> {
    let is_used = |arrow: &Arrow| {
        entries(metadata, "packages")
            .filter(|package| text(package, "name") == arrow.from)
            .flat_map(|package| entries(package, "dependencies"))
            .any(|dependency| text(dependency, "name") == arrow.to)
    };
    ARROWS
        .iter()
        .filter(|arrow| !is_used(arrow))
        .map(|arrow| {
            format!(
                "{} -> {} is listed and nobody uses it; take its line out of crates/xtask/src/check/arrows.rs",
                arrow.from, arrow.to
            )
        })
        .collect()
}

fn own_fault(from: &str, to: &str, when: When) -> Option<String> {
    let listed = ARROWS
        .iter()
        .find(|arrow| arrow.from == from && arrow.to == to);
    match listed {
        None => Some(format!(
            "{from} -> {to} is a new arrow; if it is right, it gets a line with its reason in crates/xtask/src/check/arrows.rs"
        )),
        Some(arrow) => {
            let holds = match arrow.when {
                When::Always => true,
                When::Optional => when != When::Always,
                When::Tests => when == When::Tests,
            };
            (!holds).then(|| {
                format!(
                    "{from} -> {to} may exist only as {:?}, and is {when:?} ({})",
                    arrow.when, arrow.why
                )
            })
        }
    }
}

fn foreign_faults(from: &str, to: &str, when: When) -> Vec<String> {
    if when == When::Tests {
        return Vec::new();
    }
    let open = CLOSED
        .iter()
        .filter(|(who, allowed, _)| *who == from && !allowed.contains(&to))
        .map(|(_, _, why)| format!("{from} -> {to}: {why}"));
    let never = NEVER
        .iter()
        .filter(|never| {
            never.what.contains(&to)
                && match never.who {
                    Who::Only(who) => who.contains(&from),
                    Who::AllBut(who) => !who.contains(&from),
                }
        })
        .map(|never| format!("{from} -> {to}: {}", never.why));
    open.chain(never).collect()
}

fn entries<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{ARROWS, faults, leaked, unused};
    use serde_json::{Value, json};

    fn with_dependency(from: &str, to: &str, kind: Option<&str>, optional: bool) -> Vec<String> {
        let package = |name: &str| {
            let dependencies = if name == from {
                vec![json!({"name": to, "kind": kind, "optional": optional})]
            } else {
                Vec::<Value>::new()
            };
            json!({"name": name, "dependencies": dependencies})
        };
        faults(&json!({"packages": [
            package("rehome-domain"), package("rehome-storage"), package("rehome-service"),
            package("rehome-app"), package("rehome-testkit"),
        ]}))
    }

    #[test]
    fn a_listed_arrow_holds() {
        assert_eq!(
            with_dependency("rehome-storage", "rehome-domain", None, false),
            [""; 0]
        );
        assert_eq!(
            with_dependency("rehome-app", "rehome-service", None, true),
            [""; 0]
        );
        assert_eq!(
            with_dependency("rehome-service", "rehome-testkit", Some("dev"), false),
            [""; 0]
        );
    }

    #[test]
    fn a_listed_arrow_that_nobody_uses_fails() {
        let package = |arrow: &super::Arrow| json!({"name": arrow.from, "dependencies": [{"name": arrow.to}]});
        let all: Vec<Value> = ARROWS.iter().map(package).collect();
        assert_eq!(unused(&json!({"packages": all})), [""; 0]);
        let most: Vec<Value> = ARROWS.iter().skip(1).map(package).collect();
        let told = unused(&json!({"packages": most}));
        assert_eq!(told.len(), 1);
        assert!(
            told.iter()
                .all(|fault| fault.contains("rehome-document -> rehome-domain"))
        );
    }

    #[test]
    fn a_new_arrow_fails() {
        let faults = with_dependency("rehome-domain", "rehome-storage", None, false);
        assert!(
            faults
                .iter()
                .any(|fault| fault.contains("rehome-domain -> rehome-storage"))
        );
    }

    #[test]
    fn the_browser_may_not_get_the_service_without_a_feature() {
        let faults = with_dependency("rehome-app", "rehome-service", None, false);
        assert!(
            faults
                .iter()
                .any(|fault| fault.contains("only as Optional"))
        );
    }

    #[test]
    fn the_testkit_stays_in_tests() {
        let faults = with_dependency("rehome-service", "rehome-testkit", None, false);
        assert!(faults.iter().any(|fault| fault.contains("only as Tests")));
    }

    #[test]
    fn the_domain_takes_nothing_new_from_outside() {
        assert_eq!(
            with_dependency("rehome-domain", "chrono", None, false).len(),
            1
        );
        assert_eq!(
            with_dependency("rehome-domain", "serde", None, false),
            [""; 0]
        );
        assert_eq!(
            with_dependency("rehome-domain", "proptest", Some("dev"), false),
            [""; 0]
        );
    }

    #[test]
    fn sql_stays_in_storage() {
        assert_eq!(
            with_dependency("rehome-service", "sqlx", None, false).len(),
            1
        );
        assert_eq!(
            with_dependency("rehome-storage", "sqlx", None, false),
            [""; 0]
        );
    }

    #[test]
    fn a_server_crate_in_the_browser_is_named() {
        let tree = "rehome-frontend v0.1.0\nleptos v0.8.23\ntokio v1.50.0\n";
        assert_eq!(leaked(tree).len(), 1);
        assert_eq!(leaked("leptos v0.8.23\ntokio-free v1.0.0\n"), [""; 0]);
    }
}
