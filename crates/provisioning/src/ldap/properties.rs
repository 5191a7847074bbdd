//! Attributes by which an entry holds what a service is set up with.

use super::LdapConfig;
use super::attributes::{self, Values};
use super::plan::Change;
use super::schema::{Disabling, OtherAddresses, Schema};
use super::session::Found;
use crate::{Cause, CauseKind, ServicePlan};
use serde_json::Value;

/// What no property is written to: secrets, what makes an entry what it is, and what protects it.
const UNTOUCHED: [&str; 8] = [
    "userPassword",
    "unicodePwd",
    "objectClass",
    "memberOf",
    "adminCount",
    "userAccountControl",
    "pwdAccountLockedTime",
    "nTSecurityDescriptor",
];

/// What is wrong with the attributes of a configuration; nothing where each is one of its own.
pub(super) fn fault(config: &LdapConfig) -> Option<String> {
    let mut seen: Vec<String> = Vec::new();
    for mapped in &config.properties {
        let name = mapped.attribute.to_ascii_lowercase();
        let is_legal = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let is_other = looked_after(&config.schema)
            .into_iter()
            .chain(UNTOUCHED)
            .any(|other| other.eq_ignore_ascii_case(&name));
        if !is_legal || is_other || seen.contains(&name) {
            return Some(format!(
                "{} of {}: the attribute {} cannot hold it; name one that holds nothing else",
                mapped.property, mapped.service, mapped.attribute
            ));
        }
        seen.push(name);
    }
    None
}

/// The attributes that the schema itself writes or reads.
fn looked_after(schema: &Schema) -> Vec<&str> {
    let mut names = attributes::read(schema);
    names.push(&schema.own_id);
    names.extend(schema.memberships.iter().map(|it| it.attribute.as_str()));
    match &schema.other_addresses {
        OtherAddresses::Ignored => {}
        OtherAddresses::Plain { attribute } | OtherAddresses::Prefixed { attribute } => {
            names.push(attribute);
        }
    }
    match &schema.disabling {
        Disabling::Ignored => {}
        Disabling::Value { attribute, .. } | Disabling::Bit { attribute, .. } => {
            names.push(attribute);
        }
    }
    names
}

/// What must be written so that the entry holds what the service is set up with, or (where it is taken away) none of it.
pub(super) fn change(
    config: &LdapConfig,
    entry: &Found,
    service: &ServicePlan,
    has: bool,
) -> Result<Option<Change>, Cause> {
    let mut missing: Vec<Values> = Vec::new();
    for mapped in &config.properties {
        if mapped.service != service.service {
            continue;
        }
        let value = service.properties.get(&mapped.property).filter(|_| has);
        let values =
            value.map_or_else(|| Ok(Vec::new()), |value| written(&mapped.property, value))?;
        if !attributes::has_exactly(Some(entry), &mapped.attribute, &values) {
            missing.push((mapped.attribute.clone(), values));
        }
    }
    Ok((!missing.is_empty()).then(|| Change::Modify {
        name: entry.name.clone(),
        values: missing,
    }))
}

/// A value as a directory takes it; a list is an attribute of several values.
fn written(property: &str, value: &Value) -> Result<Vec<Vec<u8>>, Cause> {
    let text = match value {
        Value::Null => return Ok(Vec::new()),
        Value::String(text) if text.trim().is_empty() => return Ok(Vec::new()),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => {
            let mut values = Vec::new();
            for one in all {
                values.extend(written(property, one)?);
            }
            values.dedup();
            return Ok(values);
        }
        Value::Object(_) => {
            return Err(Cause::new(
                CauseKind::Invalid,
                format!("{property} is a record, which no attribute holds"),
            ));
        }
    };
    Ok(vec![text.into_bytes()])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::written;
    use serde_json::json;

    #[test]
    fn a_value_is_written_as_a_directory_takes_it() {
        for (value, expected) in [
            (json!("+44 20"), vec!["+44 20"]),
            (json!(" "), vec![]),
            (json!(null), vec![]),
            (json!(25), vec!["25"]),
            (json!(true), vec!["TRUE"]),
            (json!(["a", "b"]), vec!["a", "b"]),
        ] {
            let texts: Vec<String> = (written("p", &value).unwrap().into_iter())
                .map(|value| String::from_utf8(value).unwrap())
                .collect();
            assert_eq!(texts, expected, "{value}");
        }
        assert!(written("p", &json!({ "a": 1 })).is_err());
    }
}
