//! The values an entry should have, and which of them it has not.

use super::schema::{Disabling, Field, OtherAddresses, Schema};
use super::session::Found;
use crate::Person;

/// An attribute and all its values.
pub(super) type Values = (String, Vec<Vec<u8>>);

const PRIMARY: &str = "SMTP:";
const OTHER: &str = "smtp:";

/// What must be written so that the entry is as the person says. `present` is nothing for an entry yet to be made.
/// Naming and enabling are not among it: the one is a renaming, the other comes last.
pub(super) fn missing(schema: &Schema, person: &Person, present: Option<&Found>) -> Vec<Values> {
    let mut wanted: Vec<Values> = Vec::new();
    for (field, attribute) in &schema.attributes {
        if !attribute.eq_ignore_ascii_case(&schema.naming) {
            let value = value_of(schema, person, *field);
            wanted.push((attribute.clone(), value.into_iter().map(octets).collect()));
        }
    }
    wanted.extend(other_addresses(schema, person, present));
    wanted.extend(disabled(schema, person, present));
    wanted.retain(|(attribute, values)| !has_exactly(present, attribute, values));
    wanted
}

/// What must be written last so that the account is enabled; nothing if it is or shall not be.
pub(super) fn enabling(
    schema: &Schema,
    person: &Person,
    present: Option<&Found>,
) -> Option<Values> {
    let Disabling::Bit {
        attribute,
        bit,
        fresh,
    } = &schema.disabling
    else {
        return None;
    };
    let bits = match present {
        Some(found) => number(found, attribute)?,
        None => fresh | bit,
    };
    (!person.is_disabled && bits & bit != 0)
        .then(|| (attribute.clone(), vec![octets((bits & !bit).to_string())]))
}

/// Which attributes have to be read for all this.
pub(super) fn read(schema: &Schema) -> Vec<&str> {
    let mut names: Vec<&str> = vec![&schema.id, &schema.naming];
    names.extend(schema.attributes.iter().map(|(_, name)| name.as_str()));
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

/// The value of a field, with what stands in for it.
pub(super) fn value_of<'a>(schema: &Schema, person: &'a Person, field: Field) -> Option<&'a str> {
    let stands_in = schema.needs_surname && field == Field::Surname;
    field.of(person).or_else(|| {
        stands_in
            .then(|| Field::DisplayName.of(person).or(Field::Username.of(person)))
            .flatten()
    })
}

/// Every address of the person, the primary one first, none twice.
pub(super) fn addresses(person: &Person) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    let others = person.other_addresses.iter().map(String::as_str);
    for address in Field::Mail.of(person).into_iter().chain(others) {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(address)) {
            all.push(address);
        }
    }
    all
}

fn other_addresses(schema: &Schema, person: &Person, present: Option<&Found>) -> Option<Values> {
    let primary = Field::Mail.of(person);
    let is_primary = |address: &&str| Some(*address) == primary;
    match &schema.other_addresses {
        OtherAddresses::Ignored => None,
        OtherAddresses::Plain { attribute } => {
            let others = addresses(person).into_iter().filter(|a| !is_primary(a));
            Some((attribute.clone(), others.map(octets).collect()))
        }
        OtherAddresses::Prefixed { attribute } => {
            let mut values: Vec<Vec<u8>> = addresses(person)
                .into_iter()
                .map(|address| {
                    let beginning = if is_primary(&address) { PRIMARY } else { OTHER };
                    octets(format!("{beginning}{address}"))
                })
                .collect();
            let kept = present
                .map(|found| found.octets(attribute))
                .unwrap_or_default();
            values.extend(kept.iter().filter(|value| !is_mail(value)).cloned());
            Some((attribute.clone(), values))
        }
    }
}

fn is_mail(value: &[u8]) -> bool {
    value
        .get(..OTHER.len())
        .is_some_and(|beginning| beginning.eq_ignore_ascii_case(OTHER.as_bytes()))
}

fn disabled(schema: &Schema, person: &Person, present: Option<&Found>) -> Option<Values> {
    match &schema.disabling {
        Disabling::Ignored => None,
        Disabling::Value { attribute, value } => {
            let is_so = has_exactly(present, attribute, &[octets(value)]);
            match (person.is_disabled, is_so) {
                (true, false) => Some((attribute.clone(), vec![octets(value)])),
                // Another value is another lock, and not ours to take off.
                (false, true) => Some((attribute.clone(), Vec::new())),
                _ => None,
            }
        }
        Disabling::Bit {
            attribute,
            bit,
            fresh,
        } => {
            // A new account has no password, so it begins disabled.
            let bits = match present {
                None => fresh | bit,
                Some(found) => {
                    let bits = number(found, attribute)?;
                    (person.is_disabled && bits & bit == 0).then_some(bits | bit)?
                }
            };
            Some((attribute.clone(), vec![octets(bits.to_string())]))
        }
    }
}

fn number(found: &Found, attribute: &str) -> Option<i64> {
    found.texts(attribute).first()?.parse().ok()
}

pub(super) fn has_exactly(present: Option<&Found>, attribute: &str, values: &[Vec<u8>]) -> bool {
    let there = present
        .map(|found| found.octets(attribute))
        .unwrap_or_default();
    there.len() == values.len() && values.iter().all(|value| there.contains(value))
}

fn octets(text: impl AsRef<str>) -> Vec<u8> {
    text.as_ref().as_bytes().to_vec()
}
