//! What an organization of a hosting tree can be set to: names that are legal, formats that say something, plans that a
//! service has (hosting 1, 4 and 5). Pure, so that a form tells at every keystroke what the server will say.

use super::proposal::{self, Tokens};
use super::{Catalogue, ServiceInstance};
use crate::ids::{InstanceId, PlanId, ServiceId};
use crate::tree::Placed;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The longest short name (hosting 4: it is part of usernames of 20 characters).
pub const LONGEST_SHORT_NAME: usize = 8;
/// The longest name of a department or office.
pub const LONGEST_UNIT: usize = 64;
/// The longest name that a customer has where it is billed.
pub const LONGEST_BILLING_ID: usize = 80;
/// The longest text that a property of a service is set to.
pub const LONGEST_PROPERTY: usize = 200;
/// The longest name of an instance of a service.
pub const LONGEST_INSTANCE: usize = 80;
/// The longest format of addresses or display names.
pub const LONGEST_FORMAT: usize = 200;
/// The shortest and the longest least length of passwords that can be asked for (ruling 43).
pub const PASSWORD_LENGTHS: std::ops::RangeInclusive<u32> = 8..=128;

/// Whether a text can be a mail domain: two parts or more of letters of ASCII, digits and inner hyphens, 253 characters
/// in all.
pub fn is_legal_domain(name: &str) -> bool {
    let is_part = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    name.len() <= 253 && name.contains('.') && name.split('.').all(is_part)
}

/// Whether a text can be a short name: 1 to 8 letters of ASCII and digits.
pub fn is_legal_short_name(name: &str) -> bool {
    (1..=LONGEST_SHORT_NAME).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Whether a text can be the name of a department or office.
pub fn is_legal_unit(name: &str) -> bool {
    (1..=LONGEST_UNIT).contains(&name.chars().count())
        && name.trim() == name
        && !name.chars().any(char::is_control)
}

/// Whether a text can be the name of an instance of a service: 1 to 80 characters, no blanks around them.
pub fn is_legal_instance(name: &str) -> bool {
    (1..=LONGEST_INSTANCE).contains(&name.chars().count())
        && name.trim() == name
        && !name.chars().any(char::is_control)
}

/// Whether a text can be what a customer is called where it is billed: 1 to 80 characters, whichever, without line breaks
/// and the like.
pub fn is_legal_billing_id(id: &str) -> bool {
    (1..=LONGEST_BILLING_ID).contains(&id.chars().count())
        && id.trim() == id
        && !id.chars().any(char::is_control)
}

/// Whether a property of a service can be set to this for everybody: a text of 1 to 200 characters, a number, or yes and
/// no.
pub fn is_legal_property(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            (1..=LONGEST_PROPERTY).contains(&text.chars().count())
                && !text.chars().any(char::is_control)
        }
        Value::Number(_) | Value::Bool(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// The value of a property that counts for people of an organization who have none of their own, and whose it is: that
/// of the nearest organization, from there upwards, which sets one (hosting 1).
pub fn inherited<'a>(
    place: Placed<'a>,
    service: &ServiceId,
    property: &str,
) -> Option<(Placed<'a>, &'a Value)> {
    place.upwards().find_map(|above| {
        let hosting = above.organization.hosting.as_deref()?;
        let value = hosting.service_properties.get(service)?.get(property)?;
        Some((above, value))
    })
}

/// What is wrong with a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatFault {
    /// It is empty, or too long.
    Length,
    /// A percent sign is not followed by a token.
    Token,
    /// Nobody would get a name by it: it holds no token at all.
    SaysNothing,
    /// Its domain is not the organization's.
    Domain,
}

/// Whether every percent sign stands before a token, and how many tokens there are.
fn tokens(format: &str) -> Option<usize> {
    let mut characters = format.chars();
    let mut many = 0;
    while let Some(c) = characters.next() {
        if c != '%' {
            continue;
        }
        let token = characters.by_ref().find(|c| !c.is_ascii_digit())?;
        match token {
            'g' | 'G' | 's' | 'S' | 'i' | 'I' | 'd' | 'D' | 'm' | 'M' => many += 1,
            'r' | 'R' => {
                characters.next()?;
                characters.next()?;
            }
            '%' => {}
            _ => return None,
        }
    }
    Some(many)
}

/// Judges a format of addresses, as [`proposal::rendered`] reads it, at an organization with these domains, of which one
/// is the primary one. Domains are of ASCII.
///
/// # Errors
/// [`FormatFault`].
pub fn address_format(
    format: &str,
    primary: Option<&str>,
    mut domains: impl Iterator<Item = impl AsRef<str>>,
) -> Result<(), FormatFault> {
    let (local, domain) = match format.rsplit_once('@') {
        Some((local, domain)) => (local, Some(domain).filter(|domain| !domain.is_empty())),
        None => (format, None),
    };
    name_format(local)?;
    let is_own = match domain {
        Some(domain) => domains.any(|own| own.as_ref().eq_ignore_ascii_case(domain)),
        None => primary.is_some(),
    };
    if is_own {
        Ok(())
    } else {
        Err(FormatFault::Domain)
    }
}

/// Judges a format of display names: the same tokens, no domain.
///
/// # Errors
/// [`FormatFault`].
pub fn name_format(format: &str) -> Result<(), FormatFault> {
    if !(1..=LONGEST_FORMAT).contains(&format.chars().count())
        || format.chars().any(char::is_control)
    {
        return Err(FormatFault::Length);
    }
    match tokens(format) {
        None => Err(FormatFault::Token),
        Some(0) => Err(FormatFault::SaysNothing),
        Some(_) => Ok(()),
    }
}

/// What a format gives somebody called so at a primary domain, to look at while it is typed; none where it gives nothing.
pub fn preview(format: &str, (given, surname): (&str, &str), primary: &str) -> Option<String> {
    let display = format!("{given} {surname}");
    let alias = format!("{given}.{surname}");
    let tokens = Tokens {
        given: Some(given),
        surname: Some(surname),
        display: &display,
        alias: &alias,
    };
    proposal::rendered(format, &tokens, primary)
}

/// What is wrong with the instances of a service that an organization is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceFault {
    /// There is no such service.
    Unknown,
    /// It has one instance at most.
    SingleInstance,
    /// There is no such plan of the service.
    UnknownPlan(PlanId),
    /// A reseller above does not offer the plan.
    NotOffered(PlanId),
}

/// Judges the instances of a service: deployed at all, offered by every reseller above, then provisioned (hosting 1).
///
/// # Errors
/// The first [`ServiceFault`].
pub fn service(
    catalogue: &Catalogue,
    place: Placed<'_>,
    id: &ServiceId,
    instances: &BTreeMap<InstanceId, ServiceInstance>,
) -> Result<(), ServiceFault> {
    let known = catalogue.services.get(id).ok_or(ServiceFault::Unknown)?;
    if instances.len() > 1 && !known.multi_instance {
        return Err(ServiceFault::SingleInstance);
    }
    let plans: BTreeSet<&PlanId> = instances.values().flat_map(|it| &it.plans).collect();
    for plan in plans {
        is_plan_of(catalogue, id, plan)?;
        if !is_offered_above(place, id, plan) {
            return Err(ServiceFault::NotOffered(plan.clone()));
        }
    }
    Ok(())
}

/// Whether a plan is one of a service.
///
/// # Errors
/// [`ServiceFault::UnknownPlan`] where it is not.
pub fn is_plan_of(
    catalogue: &Catalogue,
    service: &ServiceId,
    plan: &PlanId,
) -> Result<(), ServiceFault> {
    let known = catalogue.plans.get(plan);
    if known.is_some_and(|known| known.service == *service) {
        return Ok(());
    }
    Err(ServiceFault::UnknownPlan(plan.clone()))
}

/// The nearest organization above that says which plans of a service it offers, with those.
pub fn offered_by<'a>(
    place: Placed<'a>,
    service: &ServiceId,
) -> impl Iterator<Item = (Placed<'a>, &'a BTreeSet<PlanId>)> {
    place.upwards().skip(1).filter_map(move |above| {
        let hosting = above.organization.hosting.as_deref()?;
        Some((above, hosting.offers.get(service)?))
    })
}

/// Whether every reseller above an organization that says which plans of a service it offers offers this one.
pub fn is_offered_above(place: Placed<'_>, service: &ServiceId, plan: &PlanId) -> bool {
    offered_by(place, service).all(|(_, offered)| offered.contains(plan))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn domains_short_names_and_units_are_told_from_what_only_looks_like_them() {
        for (name, legal) in [
            ("bramble.example", true),
            ("x1-y.bramble.example", true),
            ("bramble", false),
            ("-bramble.example", false),
            ("bramble..example", false),
            ("bramble .example", false),
            ("bränble.example", false),
        ] {
            assert_eq!(is_legal_domain(name), legal, "{name}");
        }
        for (name, legal) in [
            ("BRAMBLE", true),
            ("B2", true),
            ("BRAMBLES1", false),
            ("", false),
            ("B_1", false),
        ] {
            assert_eq!(is_legal_short_name(name), legal, "{name}");
        }
        for (name, legal) in [
            ("main", true),
            ("Labs 2", true),
            ("", false),
            (" main", false),
        ] {
            assert_eq!(is_legal_instance(name), legal, "{name:?}");
        }
        assert!(!is_legal_instance(&"x".repeat(81)));
        for (name, legal) in [
            ("Fresh Produce", true),
            (" Quay", false),
            ("", false),
            ("a\nb", false),
        ] {
            assert_eq!(is_legal_unit(name), legal, "{name:?}");
        }
    }

    #[test]
    fn a_format_is_judged_by_its_tokens_and_its_domain() {
        let bramble = ["Bramble.example"];
        for (format, fault) in [
            ("%g.%s@bramble.example", Ok(())),
            ("%1g%s", Ok(())),
            ("%rxy%m", Ok(())),
            ("", Err(FormatFault::Length)),
            ("%g.%q", Err(FormatFault::Token)),
            ("%g%", Err(FormatFault::Token)),
            ("100%%", Err(FormatFault::SaysNothing)),
            ("info@bramble.example", Err(FormatFault::SaysNothing)),
            ("%g@elsewhere.example", Err(FormatFault::Domain)),
        ] {
            let told = address_format(format, Some("bramble.example"), bramble.iter());
            assert_eq!(told, fault, "{format}");
        }
        let none: [&str; 0] = [];
        let told = address_format("%g", None, none.iter());
        assert_eq!(told, Err(FormatFault::Domain));
        let seen = preview("%1g.%s", ("Mara", "Quinn"), "bramble.example");
        assert_eq!(seen.as_deref(), Some("m.quinn@bramble.example"));
    }
}
