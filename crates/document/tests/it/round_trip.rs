//! What is read is written, and what is written is read again.

use rehome_document::{Existing, Options, read_path, read_text, to_json, to_yaml};
use rehome_domain::directory::Directory;
use std::path::Path;

const EXAMPLE: &str = include_str!("../fixtures/example.yaml");

fn read(name: &str, text: &str) -> Directory {
    read_text(name, text.as_bytes(), &Options::default())
        .unwrap_or_else(|faults| panic!("{faults}"))
}

fn goes_round(directory: &Directory) {
    let yaml = to_yaml(directory);
    let again = read("export.yaml", &yaml);
    assert_eq!(&again, directory, "{yaml}");
    assert_eq!(to_yaml(&again), yaml);
    let json = to_json(directory);
    let again = read("export.json", &json);
    assert_eq!(&again, directory, "{json}");
    assert_eq!(to_json(&again), json);
    assert_eq!(
        &read("export.yaml", &json),
        directory,
        "JSON is read as YAML too"
    );
}

#[test]
fn the_example_document_is_read_without_faults_and_goes_round() {
    let directory = read("example.yaml", EXAMPLE);
    assert_eq!(directory.organizations.len(), 10);
    assert_eq!(directory.users.len(), 2);
    assert_eq!(
        directory.sections["items"]["p-1"]["reviewers"][0]["user"],
        "dana"
    );
    assert!(!directory.sections.contains_key("api_tokens"));
    assert_eq!(directory.sections["logos"].len(), 1);
    goes_round(&directory);
}

#[test]
fn the_defaults_of_the_rules_hold_where_nothing_is_given() {
    let directory = read(
        "a.yaml",
        "version: 1\norganizations: {a: {kind: enterprise}}\nusers: {u: {home: a}}\n",
    );
    let organization = &directory.organizations["a"];
    assert_eq!(&*organization.name, "a");
    assert!(
        organization.user_move.user_move_for_end_users && !organization.user_move.user_move_enabled
    );
    assert_eq!(organization.user_move.undo_days, 30);
    let user = &directory.users["u"];
    assert_eq!((&*user.username, &*user.name), ("u", "u"));
    assert!(user.manage_dependents && !user.locked);
    assert_eq!(
        to_yaml(&directory),
        "version: 1\norganizations:\n  a:\n    kind: enterprise\nusers:\n  u:\n    home: a\n"
    );
}

#[test]
fn names_in_any_script_and_texts_that_look_like_something_else_go_round() {
    let mut text =
        String::from("version: 1\norganizations: {a: {kind: enterprise, name: \"no\"}}\nusers:\n");
    let names = [
        "أحمد الشريف",
        "李小龍",
        "👩‍🚀 Zoë",
        "Ame\u{301}lie",
        "true",
        "null",
        "1e5",
        "0071",
        "2026-01-01",
        "- dash",
        "a: b",
        "#hash",
        "quote \\\" and \\\\",
        "it's",
        "{x}",
        "~",
        "y",
        "trailing:",
        "@at",
        "%percent",
        "a\\nb\\tc",
        "\\u2028",
        "0x1F",
        "1_000",
        "12:30:00",
    ];
    for (index, name) in names.iter().enumerate() {
        // A name is one line; what an attribute holds need not be.
        let own = name.replace("\\n", " ").replace("\\u2028", "-");
        text.push_str(&format!(
            "  u{index}: {{home: a, name: \"{own}\", attributes: {{phone: \"{name}\"}}}}\n"
        ));
    }
    let directory = read("a.yaml", &text);
    assert_eq!(&*directory.users["u3"].name, "Am\u{e9}lie");
    goes_round(&directory);
}

#[test]
fn user_ids_in_any_script_are_equal_when_their_normal_forms_are() {
    let text = "version: 1\norganizations: {a: {kind: enterprise}}\nusers:\n  \"Ame\\u0301lie\": {home: a}\n  二: {home: a, sponsor: \"Am\\u00e9lie\"}\n";
    let directory = read("a.yaml", text);
    assert!(directory.users.contains_key("Am\u{e9}lie"));
    goes_round(&directory);
}

#[test]
fn what_an_export_derives_is_written_and_ignored_when_read() {
    let text = "version: 1
organizations:
  a: {kind: enterprise}
  b: {kind: suborganization, parent: a, settings: {hierarchy_required: true}, hierarchy: {top: {ward: {}}}}
  p: {kind: provider}
services: {mail: {name: Mail}}
roles: {mail-admin: {like: service_administrator, service: mail}}
users:
  none: {home: b}
  root: {home: b, position: top, profile_incomplete: false}
  full: {home: b, position: ward, profile_incomplete: true}
  admin: {home: p, roles: [{role: mail-admin, at: p, inert: false}, {role: auditor, at: null}]}
";
    let directory = read("a.yaml", text);
    let yaml = to_yaml(&directory);
    assert_eq!(
        yaml.matches("profile_incomplete: true").count(),
        2,
        "{yaml}"
    );
    assert_eq!(yaml.matches("inert: true").count(), 1, "{yaml}");
    assert!(
        yaml.contains("      - at: null\n        role: auditor\n"),
        "{yaml}"
    );
    goes_round(&directory);
}

#[test]
fn passwords_are_read_but_never_written() {
    let directory = read(
        "a.yaml",
        "version: 1\norganizations: {a: {kind: enterprise}}\nusers: {u: {home: a, password: s3cret-pass}}\n",
    );
    assert_eq!(
        directory.users["u"].password.as_deref(),
        Some("s3cret-pass")
    );
    assert!(!to_yaml(&directory).contains("s3cret") && !to_json(&directory).contains("s3cret"));
}

#[test]
fn positions_keep_their_order_and_the_first_is_the_root() {
    let text = "version: 1\norganizations:\n  a: {kind: basic, hierarchy: {z: {y: {}, b: {x: null}}, a: {}}}\n";
    let directory = read("a.yaml", text);
    let order: Vec<&str> = directory.organizations["a"]
        .hierarchy
        .iter()
        .map(|(id, _)| id.as_str())
        .collect();
    assert_eq!(order, ["z", "y", "b", "x", "a"]);
    goes_round(&directory);
}

#[test]
fn keys_in_another_order_give_the_same_bytes() {
    let one = read(
        "a.yaml",
        "version: 1\norganizations: {a: {kind: hub, seats: 3, partners: [], settings: {approvers: {y: 1, x: 2}}}, b: {kind: basic}}\n",
    );
    let other = read(
        "a.yaml",
        "organizations: {b: {kind: basic}, a: {settings: {approvers: {x: 2, y: 1}}, partners: [], seats: 3, kind: hub}}\nversion: 1\n",
    );
    assert_eq!(to_yaml(&one), to_yaml(&other));
    assert_eq!(to_json(&one), to_json(&other));
}

#[test]
fn a_user_joins_groups_that_are_given_with_the_groups_members() {
    let text = "version: 1\norganizations: {a: {kind: enterprise}}\nusers: {u: {home: a, groups: [g]}}\ngroups: {g: {organization: a, kind: dynamic, owner: u, private: true}}\n";
    let directory = read("a.yaml", text);
    assert!(directory.groups["g"].members.contains("u") && directory.groups["g"].dynamic);
    goes_round(&directory);
}

#[test]
fn real_organizations_people_and_moves_are_read_without_faults() {
    let Ok(folder) = std::env::var("REHOME_DATA_DIR") else {
        return;
    };
    let above = Path::new(&folder);
    let inner = above.join("company-moves");
    let folder = if inner.is_dir() {
        inner.as_path()
    } else {
        above
    };
    let enterprise = read(
        "e.yaml",
        "version: 1\norganizations: {community: {kind: enterprise}}\n",
    );
    let existing = Existing::of(&enterprise);
    let options = Options {
        into: Some("community".into()),
        existing: Some(&existing),
        ..Options::default()
    };
    let mut directory = read_path(folder, &options).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(
        (directory.organizations.len(), directory.users.len()),
        (557, 2_588)
    );
    let moves = std::fs::read(folder.join("moves.csv")).unwrap();
    let moves =
        rehome_document::moves::read_text("moves.csv", &moves, 1 << 20, &Default::default());
    assert_eq!(moves.unwrap().rows.len(), 943);
    directory.organizations.extend(enterprise.organizations);
    goes_round(&directory);
}
