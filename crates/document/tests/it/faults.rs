//! Every fault has a text that fires it, and one beside it that does not.

use crate::cases::{CASES, Case, users};
use rehome_document::{Code, Existing, Faults, Options, read_text};
use std::collections::BTreeSet;

/// What tables are read against.
fn stored() -> Existing {
    let text = users!("  stored: {home: b}\n");
    Existing::of(&read_text("stored.yaml", text.as_bytes(), &Options::default()).unwrap())
}

fn read(name: &str, text: &[u8]) -> Result<(), Faults> {
    let stored = stored();
    let existing = name.ends_with(".csv").then_some(&stored);
    read_text(
        name,
        text,
        &Options {
            existing,
            ..Options::default()
        },
    )
    .map(|_| ())
}

fn codes(outcome: Result<(), Faults>) -> Vec<Code> {
    outcome
        .err()
        .map(|faults| faults.faults.iter().map(|fault| fault.code).collect())
        .unwrap_or_default()
}

#[test]
fn every_fault_fires_where_it_should_and_only_there() {
    for Case(code, name, bad, good) in CASES {
        let bad = if *code == Code::NotUtf8 {
            &b"version: 1\nusers: {\"\xff\": {}}\n"[..]
        } else {
            bad.as_bytes()
        };
        let found = codes(read(name, bad));
        assert!(
            found.contains(code),
            "{code} does not fire but {found:?}: {}",
            String::from_utf8_lossy(bad)
        );
        assert!(
            found.iter().all(|found| found == code),
            "beside {code} there are {found:?}: {}",
            String::from_utf8_lossy(bad)
        );
        if let Err(faults) = read(name, good.as_bytes()) {
            panic!("{code} has a good text with faults:\n{good}\n{faults}");
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let elsewhere = [
        Code::Unreadable,
        Code::TooLarge,
        Code::TooDeep,
        Code::TooManyValues,
        Code::TooManyRows,
        Code::TooManyColumns,
        Code::TooManySubscriptions,
        // In `files`.
        Code::FileMissing,
        Code::FileDiffers,
        Code::FileElsewhere,
    ];
    let covered: BTreeSet<Code> = CASES.iter().map(|case| case.0).chain(elsewhere).collect();
    let missing: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| !covered.contains(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_user_has_at_most_fifty_subscriptions() {
    let text = |count: usize| {
        let mut text = users!("  u: {home: a, subscriptions: [").to_owned();
        (0..count).for_each(|day| text.push_str(&format!("{{to: b, start: 20{:02}-01-01}},", day)));
        text + "]}\n"
    };
    assert_eq!(
        codes(read("a.yaml", text(51).as_bytes())),
        [Code::TooManySubscriptions]
    );
    assert_eq!(codes(read("a.yaml", text(50).as_bytes())), []);
}

#[test]
fn all_faults_of_a_text_are_told_at_once_each_with_its_place() {
    let text = "version: 1
organizations:
  a: {kind: enterprise, nam: A}
users:
  dana: {home: b, locked: yes, status: gone}
";
    let faults = read("team.yaml", text.as_bytes()).unwrap_err();
    assert_eq!(faults.total, 4);
    assert_eq!(
        faults.to_string(),
        "team.yaml:3:25: organizations.a.nam: this key means nothing here; did you mean `name`? [unknown-key]
team.yaml:5:16: users.dana.home: there is no organization \"b\"; did you mean `a`? [unknown-reference]
team.yaml:5:27: users.dana.locked: true or false is wanted here, this is a text [wrong-type]
team.yaml:5:40: users.dana.status: \"gone\" is none of active, disabled, pending, deleted [unknown-word]"
    );
    let json = serde_json::to_value(&faults).unwrap();
    assert_eq!(json["faults"][0]["code"], "unknown-key");
    assert_eq!(json["faults"][0]["line"], 3);
    assert_eq!(json["faults"][0]["path"], "organizations.a.nam");
}

#[test]
fn a_duplicate_key_names_both_places() {
    let faults = read("a.yaml", b"version: 1\nusers:\n  u: {}\n  v: {}\n  u: {}\n").unwrap_err();
    let fault = faults
        .faults
        .iter()
        .find(|fault| fault.code == Code::DuplicateKey)
        .unwrap();
    assert_eq!(
        (fault.line, fault.column, fault.path.as_str()),
        (5, 3, "users.u")
    );
    assert!(fault.message.contains("line 3"), "{fault}");
}

#[test]
fn a_thousand_faults_are_printed_and_all_are_counted() {
    let mut text = String::from("version: 1\nusers:\n");
    (0..6_000).for_each(|index| text.push_str(&format!("  u{index}: {{home: nowhere}}\n")));
    let faults = read("a.yaml", text.as_bytes()).unwrap_err();
    assert_eq!((faults.faults.len(), faults.total), (1_000, 6_000));
    assert!(faults.to_string().ends_with("and 5000 more faults"));
}

#[test]
fn a_stored_user_keeps_a_username_that_a_document_would_take() {
    let mut stored = stored();
    let read = |stored: &Existing, text: &str| {
        let options = Options {
            existing: Some(stored),
            ..Options::default()
        };
        codes(read_text("a.yaml", text.as_bytes(), &options).map(|_| ()))
    };
    let taken = "version: 1\nusers: {new: {home: b, username: STORED}}\n";
    assert_eq!(read(&stored, taken), [Code::UsernameTaken]);
    let elsewhere = "version: 1\nusers: {new: {home: a, username: STORED}}\n";
    assert_eq!(read(&stored, elsewhere), []);
    stored
        .organizations
        .get_mut("top")
        .unwrap()
        .require_user_uniqueness = true;
    assert_eq!(read(&stored, elsewhere), [Code::UsernameTaken]);
    assert_eq!(
        read(
            &stored,
            "version: 1\nusers: {stored: {home: b, given: Sam}}\n"
        ),
        [Code::DuplicateKey],
        "the same user is told once, as stored already"
    );
}

#[test]
fn everything_that_is_stored_already_is_told_with_its_place() {
    let stored = stored();
    let options = Options {
        existing: Some(&stored),
        ..Options::default()
    };
    let text = "version: 1\norganizations:\n  top: {kind: enterprise}\n  new: {kind: suborganization, parent: top}\nusers:\n  fresh: {home: new}\n  stored: {home: new}\n";
    let faults = read_text("a.yaml", text.as_bytes(), &options).unwrap_err();
    let found: Vec<(Code, u32, &str)> = faults
        .faults
        .iter()
        .map(|fault| (fault.code, fault.line, fault.path.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (Code::DuplicateKey, 3, "organizations.top"),
            (Code::DuplicateKey, 7, "users.stored")
        ]
    );
}

#[test]
fn a_file_that_is_not_there_is_told_without_a_line() {
    let faults = rehome_document::read_path(
        std::path::Path::new("no-such-file.yaml"),
        &Options::default(),
    )
    .unwrap_err();
    assert_eq!(faults.faults[0].code, Code::Unreadable);
    assert!(
        faults
            .to_string()
            .starts_with("no-such-file.yaml: cannot be read"),
        "{faults}"
    );
}

#[test]
fn what_is_stored_of_telephony_is_held_against_what_comes_with_its_place() {
    let sites = "organizations:\n  p: {kind: provider}\n  c: {kind: customer, parent: p}\n  s: {kind: site, parent: c, dial_plan: slc, slc: \"71\"}\n";
    let first = format!(
        "version: 1\n{sites}lines:\n  l: {{pattern: \"7101\", partition: P}}\ne164_numbers:\n  e: {{number: \"+4420\"}}\ninventory:\n  i: {{number: \"01\", at: s}}\nnumber_routing:\n  r: {{site: s, prefix: \"71\", mask_length: 2}}\n"
    );
    let stored = read_text("first.yaml", first.as_bytes(), &Options::default()).unwrap();
    let stored = Existing::of(&stored);
    let more = "version: 1\norganizations:\n  t: {kind: site, parent: c, dial_plan: slc, slc: \"712\"}\nlines:\n  m: {pattern: \"7101\", partition: P}\n  n: {pattern: \"7102\", partition: P}\ne164_numbers:\n  f: {number: \"+4420\"}\ninventory:\n  j: {number: \"01\", at: s}\n  k: {number: \"01\", at: t}\nnumber_routing:\n  q: {site: t, prefix: \"712\", mask_length: 1}\n";
    let options = Options {
        existing: Some(&stored),
        ..Options::default()
    };
    let faults = read_text("more.yaml", more.as_bytes(), &options).unwrap_err();
    let told: BTreeSet<(Code, String)> = faults
        .faults
        .iter()
        .map(|fault| (fault.code, fault.path.clone()))
        .collect();
    let expected = [
        (Code::CodesOverlap, "organizations.t.slc"),
        (Code::LineTwice, "lines.m.pattern"),
        (Code::NumberTwice, "e164_numbers.f.number"),
        (Code::InventoryTwice, "inventory.j.number"),
        (Code::RoutingOverlaps, "number_routing.q.prefix"),
    ];
    let expected = expected.map(|(code, path)| (code, path.to_owned()));
    assert_eq!(told, BTreeSet::from(expected));
}
