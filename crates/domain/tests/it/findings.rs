//! Findings as data: registered once, written and read by their codes.

use rehome_domain::user_move::Finding;
use rehome_domain::user_move::finding::{FindingKind, REGISTRY};
use rehome_domain::user_move::rules::RULES;
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn a_finding_is_read_as_written_and_refused_where_its_data_is_not() {
    let whole = json!({
        "code": "position-unknown",
        "data": {"organization": "harbour", "position": "night"},
        "severity": "blocker",
        "subject": "dana",
        "about": {"type": "user", "id": "dana"},
    });
    let finding: Finding = serde_json::from_value(whole.clone()).unwrap();
    let again = serde_json::to_string(&finding).unwrap();
    assert_eq!(serde_json::from_str::<Finding>(&again).unwrap(), finding);
    assert_eq!(
        serde_json::from_str::<FindingKind>(&again).unwrap(),
        finding.kind
    );
    for (name, value) in [
        ("position", json!(7)),
        ("organization", serde_json::Value::Null),
    ] {
        let mut broken = whole.clone();
        broken["data"][name] = value;
        let refused = serde_json::from_value::<Finding>(broken).unwrap_err();
        assert!(refused.to_string().contains(name), "{refused}");
    }
}

#[test]
fn every_code_is_in_the_registry_once_and_is_written_as_it_says() {
    let is_unknown = |code: &str| {
        let read = serde_json::from_value::<FindingKind>(json!({"code": code}));
        match read {
            // Nothing is written beside the code of what carries nothing.
            Ok(kind) => kind.code() != code,
            Err(refused) => refused.to_string().contains("unknown finding"),
        }
    };
    assert!(is_unknown("?"));
    for entry in REGISTRY {
        assert!(!is_unknown(entry.code), "{}", entry.code);
        assert!(!entry.meaning.trim().is_empty());
    }
    let codes: BTreeSet<&str> = REGISTRY.iter().map(|entry| entry.code).collect();
    assert_eq!(codes.len(), REGISTRY.len());
    assert!(
        RULES
            .iter()
            .flat_map(|rule| rule.codes)
            .all(|code| codes.contains(code))
    );
}
