//! Documents in several files, documents that refer to what is stored, and the schema.

use rehome_document::{Code, Existing, Options, read_path, read_text, schema};
use serde_json::Value;

fn write(folder: &tempfile::TempDir, files: &[(&str, &str)]) {
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
}

#[test]
fn the_files_of_a_folder_are_one_document() {
    let folder = tempfile::tempdir().unwrap();
    write(
        &folder,
        &[
            (
                "1.yaml",
                "version: 1\norganizations: {top: {kind: enterprise}}\nattributes: {badge: {}}\n",
            ),
            (
                "2.json",
                r#"{"version": 1, "users": {"dana": {"home": "harbour"}}}"#,
            ),
            ("organizations.csv", "code,name\nharbour,Harbour Clinic\n"),
            (
                "people.csv",
                "username,organization,Badge\nana,harbour,B7\n",
            ),
            ("moves.csv", "user,to\nana,nowhere\n"),
            ("notes.txt", "not read"),
        ],
    );
    let options = Options {
        into: Some("top".into()),
        ..Options::default()
    };
    let directory = read_path(folder.path(), &options).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(
        directory.organizations["harbour"]
            .parent
            .as_ref()
            .unwrap()
            .as_str(),
        "top"
    );
    assert_eq!(directory.users.len(), 2);
    assert_eq!(directory.users["ana"].attributes["badge"], "B7");
}

#[test]
fn the_same_key_in_two_files_is_a_fault_naming_both() {
    let folder = tempfile::tempdir().unwrap();
    write(
        &folder,
        &[
            (
                "1.yaml",
                "version: 1\norganizations: {top: {kind: enterprise}}\n",
            ),
            (
                "2.yaml",
                "version: 1\norganizations:\n  top: {kind: enterprise}\n",
            ),
        ],
    );
    let fault = read_path(folder.path(), &Options::default())
        .unwrap_err()
        .faults
        .remove(0);
    assert_eq!(
        (fault.code, fault.line, fault.path.as_str()),
        (Code::DuplicateKey, 3, "organizations.top")
    );
    assert!(
        fault.file.ends_with("2.yaml") && fault.message.contains("1.yaml line 2"),
        "{fault}"
    );
}

#[test]
fn faults_of_all_files_of_a_folder_are_told_together() {
    let folder = tempfile::tempdir().unwrap();
    write(
        &folder,
        &[
            ("1.yaml", "version: 1\nusers: {\n"),
            ("2.yaml", "version: 7\n"),
            ("people.csv", "username\n"),
        ],
    );
    let faults = read_path(folder.path(), &Options::default()).unwrap_err();
    let codes: Vec<Code> = faults.faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::Malformed, Code::UnknownVersion], "{faults}");
}

#[test]
fn a_folder_without_documents_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        read_path(folder.path(), &Options::default())
            .unwrap_err()
            .faults[0]
            .code,
        Code::Empty
    );
}

#[test]
fn a_document_may_refer_to_what_is_stored() {
    let stored = "version: 1\norganizations: {top: {kind: enterprise}, a: {kind: suborganization, parent: top, hierarchy: {r: {}}}}\nroles: {clerk: {like: alert_manager}}\nusers: {boss: {home: a}}\n";
    let existing =
        Existing::of(&read_text("stored.yaml", stored.as_bytes(), &Options::default()).unwrap());
    let text = "version: 1\nusers: {u: {home: a, position: r, manager: boss, sponsor: boss, roles: [{role: clerk, at: a}]}}\n";
    assert!(read_text("a.yaml", text.as_bytes(), &Options::default()).is_err());
    let options = Options {
        existing: Some(&existing),
        ..Options::default()
    };
    read_text("a.yaml", text.as_bytes(), &options).unwrap_or_else(|faults| panic!("{faults}"));
    let elsewhere = text.replace("home: a, position: r", "home: top");
    assert_eq!(
        read_text("a.yaml", elsewhere.as_bytes(), &options)
            .unwrap_err()
            .faults[0]
            .code,
        Code::SponsorElsewhere
    );
}

#[test]
fn new_people_join_groups_that_are_stored() {
    let stored =
        "version: 1\norganizations: {a: {kind: basic}}\ngroups: {night: {organization: a}}\n";
    let existing =
        Existing::of(&read_text("stored.yaml", stored.as_bytes(), &Options::default()).unwrap());
    let options = Options {
        existing: Some(&existing),
        ..Options::default()
    };
    let text = "version: 1\ngroups: {day: {organization: a}}\nusers: {u: {home: a, groups: [night, day]}}\n";
    let directory =
        read_text("a.yaml", text.as_bytes(), &options).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(
        directory.memberships,
        [("night".into(), ["u".into()].into())].into()
    );
    assert!(directory.groups["day"].members.contains("u"));
    let unknown = text.replace("night, day", "dusk");
    let faults = read_text("a.yaml", unknown.as_bytes(), &options).unwrap_err();
    assert_eq!(faults.faults[0].code, Code::UnknownReference);
}

#[test]
fn a_dependent_of_a_table_lives_with_the_sponsor_of_a_document_beside_it() {
    let stored = "version: 1\norganizations: {top: {kind: enterprise}, a: {kind: suborganization, parent: top}, b: {kind: suborganization, parent: top}}\n";
    let existing =
        Existing::of(&read_text("stored.yaml", stored.as_bytes(), &Options::default()).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let document = "version: 1\nusers:\n  u-1: {home: a, username: dana}\n";
    std::fs::write(folder.path().join("d.yaml"), document).unwrap();
    std::fs::write(
        folder.path().join("people.csv"),
        "username,sponsor\nmia,Dana\n",
    )
    .unwrap();
    let options = Options {
        into: Some("b".into()),
        existing: Some(&existing),
        ..Options::default()
    };
    let directory = read_path(folder.path(), &options).unwrap_or_else(|faults| panic!("{faults}"));
    let mia = &directory.users["mia"];
    assert_eq!(mia.home.as_str(), "a");
    assert_eq!(mia.sponsor.as_ref().unwrap().as_str(), "u-1");
}

#[test]
fn into_gives_a_place_to_what_has_none() {
    let text = "version: 1\norganizations: {top: {kind: enterprise}, a: {kind: suborganization}}\nusers: {u: {}}\n";
    let options = Options {
        into: Some("top".into()),
        ..Options::default()
    };
    let directory =
        read_text("a.yaml", text.as_bytes(), &options).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(
        directory.organizations["a"]
            .parent
            .as_ref()
            .unwrap()
            .as_str(),
        "top"
    );
    assert!(directory.organizations["top"].parent.is_none());
    assert_eq!(directory.users["u"].home.as_str(), "top");
    let options = Options {
        into: Some("nowhere".into()),
        ..Options::default()
    };
    let faults = read_text("a.yaml", text.as_bytes(), &options).unwrap_err();
    assert!(
        faults.faults.iter().any(|fault| &*fault.file == "--into"),
        "{faults}"
    );
}

#[test]
fn the_schema_names_every_section_and_allows_no_other() {
    let schema = schema();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["required"], serde_json::json!(["version"]));
    let example: Vec<&str> = include_str!("../fixtures/example.yaml")
        .lines()
        .filter_map(|line| line.split_once(':').map(|(key, _)| key))
        .filter(|key| {
            key.chars()
                .all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
        })
        .collect();
    assert_eq!(example.len(), 31);
    for section in example {
        assert!(schema["properties"][section].is_object(), "{section}");
    }
}

#[test]
fn the_schema_accepts_the_example_and_refuses_what_reading_refuses() {
    let directory = read_text(
        "e.yaml",
        include_bytes!("../fixtures/example.yaml"),
        &Options::default(),
    )
    .unwrap();
    let example: Value = serde_json::from_str(&rehome_document::to_json(&directory)).unwrap();
    let schema = schema();
    assert_eq!(accepts(&schema, &schema, &example), Ok(()));
    for (pointer, value) in [
        ("/users/dana/home", Value::from(5)),
        ("/organizations/aster/kind", Value::from("team")),
        ("/users/dana/nickname", Value::from("D")),
    ] {
        let mut wrong = example.clone();
        let (above, key) = pointer.rsplit_once('/').unwrap();
        wrong
            .pointer_mut(above)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .insert(key.to_owned(), value);
        assert!(accepts(&schema, &schema, &wrong).is_err(), "{pointer}");
        assert!(
            read_text("e.json", wrong.to_string().as_bytes(), &Options::default()).is_err(),
            "{pointer}"
        );
    }
}

/// The few words of JSON Schema that the schema uses.
fn accepts(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return accepts(
            root,
            root.pointer(reference.trim_start_matches('#')).unwrap(),
            value,
        );
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let faults: Vec<String> = any
            .iter()
            .filter_map(|schema| accepts(root, schema, value).err())
            .collect();
        return if faults.len() < any.len() {
            Ok(())
        } else {
            Err(faults.join("; "))
        };
    }
    let fits = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        _ => schema["enum"]
            .as_array()
            .is_none_or(|words| words.contains(value)),
    };
    if !fits {
        return Err(format!("{value} is no {schema}"));
    }
    for item in value.as_array().into_iter().flatten() {
        accepts(root, &schema["items"], item)?;
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        value
            .get(required.as_str().unwrap())
            .ok_or_else(|| format!("{required} is missing"))?;
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        match (
            schema["properties"].get(key),
            &schema["additionalProperties"],
        ) {
            (Some(schema), _) => accepts(root, schema, value)?,
            (None, Value::Bool(false)) => return Err(format!("{key} is not allowed")),
            (None, schema) => accepts(root, schema, value)?,
        }
    }
    Ok(())
}

#[test]
fn ended_subscriptions_stay_as_history_whatever_became_of_their_user() {
    let text = "version: 1
organizations: {top: {kind: enterprise}, a: {kind: suborganization, parent: top}}
users:
  u: {home: a, subscriptions: [{to: a, start: 2026-01-01, end: 2026-01-31}]}
  kid: {home: a, sponsor: u, subscriptions: [{to: top, start: 2026-01-01, end: 2026-01-31}]}
";
    let on = |today: &str| {
        let options = Options {
            today: Some(today.parse().unwrap()),
            ..Options::default()
        };
        read_text("a.yaml", text.as_bytes(), &options)
    };
    let directory = on("2026-02-01").unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(directory.users["u"].subscriptions.len(), 1);
    let codes: Vec<Code> = on("2026-01-31")
        .unwrap_err()
        .faults
        .iter()
        .map(|fault| fault.code)
        .collect();
    assert_eq!(codes, [Code::SubscribedToHome, Code::DependentSubscribed]);
}
