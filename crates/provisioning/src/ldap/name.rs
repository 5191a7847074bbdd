//! Names and filters, escaped so that no person's name can be taken for syntax.

use ldap3::{dn_escape, ldap_escape};

/// One part of a name: `attribute=value`, escaped after RFC 4514.
pub fn part(attribute: &str, value: &str) -> String {
    format!("{attribute}={}", dn_escape(value))
}

/// A value as it stands within a name, escaped after RFC 4514.
pub fn value(text: &str) -> String {
    dn_escape(text).into_owned()
}

/// The name of what stands under a container.
pub fn below(part: &str, container: &str) -> String {
    if container.is_empty() {
        part.to_owned()
    } else {
        format!("{part},{container}")
    }
}

/// A filter for an exact value, escaped after RFC 4515.
pub fn equals(attribute: &str, value: &str) -> String {
    format!("({attribute}={})", ldap_escape(value))
}

/// A filter for an exact value of octets.
pub fn equals_octets(attribute: &str, value: &[u8]) -> String {
    let octets: String = value.iter().map(|octet| format!("\\{octet:02x}")).collect();
    format!("({attribute}={octets})")
}

/// A filter that holds where one of them does; none where there is none.
pub fn any_of(filters: &[String]) -> Option<String> {
    match filters {
        [] => None,
        [one] => Some(one.clone()),
        many => Some(format!("(|{})", many.concat())),
    }
}

/// The first part of a name, unescaped; none where it is of several values or in a form of its own (`#04...`).
pub fn first_part(name: &str) -> Option<(String, String)> {
    let (attribute, rest) = name.split_once('=')?;
    if rest.starts_with('#') {
        return None;
    }
    let mut value = Vec::new();
    let mut octets = rest.bytes().peekable();
    // Spaces around a value are no part of it, unless escaped.
    while octets.next_if_eq(&b' ').is_some() {}
    let mut kept = 0;
    while let Some(octet) = octets.next() {
        match octet {
            b',' | b';' => break,
            b'+' => return None,
            b'\\' => {
                let escaped = octets.next()?;
                let second = octets.peek().copied().and_then(hex);
                match (hex(escaped), second) {
                    (Some(high), Some(low)) => {
                        octets.next();
                        value.push(high << 4 | low);
                    }
                    _ => value.push(escaped),
                }
                kept = value.len();
            }
            b' ' => value.push(octet),
            _ => {
                value.push(octet);
                kept = value.len();
            }
        }
    }
    value.truncate(kept);
    let value = String::from_utf8(value).ok()?;
    Some((attribute.trim().to_owned(), value))
}

/// Whether two values name the same but for spaces, which directories may tidy.
pub fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

fn hex(octet: u8) -> Option<u8> {
    char::from(octet)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{any_of, below, equals, equals_octets, first_part, is_same, part};
    use proptest::prelude::*;

    #[test]
    fn what_is_syntax_in_a_name_is_escaped() {
        for (value, expected) in [
            ("Doe, Jane", "cn=Doe\\2c Jane"),
            ("\"Q\"", "cn=\\22Q\\22"),
            ("a\\b", "cn=a\\5cb"),
            ("#1", "cn=\\231"),
            (" x ", "cn=\\20x\\20"),
            ("a\0b", "cn=a\\00b"),
            ("a+b=c;<d>", "cn=a\\2bb\\3dc\\3b\\3cd\\3e"),
            ("中村 מאיה", "cn=中村 מאיה"),
        ] {
            assert_eq!(part("cn", value), expected);
        }
        assert_eq!(below("cn=a", "ou=b"), "cn=a,ou=b");
    }

    #[test]
    fn what_is_syntax_in_a_filter_is_escaped() {
        assert_eq!(equals("cn", "*)(uid=*"), "(cn=\\2a\\29\\28uid=\\2a)");
        assert_eq!(equals("cn", "a\\\0"), "(cn=a\\5c\\00)");
        assert_eq!(
            equals_octets("objectGUID", &[0, 0x2a, 0xff]),
            "(objectGUID=\\00\\2a\\ff)"
        );
        assert_eq!(any_of(&[]), None);
        assert_eq!(any_of(&["(a=b)".to_owned()]).unwrap(), "(a=b)");
    }

    #[test]
    fn the_first_part_is_read_as_directories_write_it() {
        for (name, attribute, value) in [
            ("cn=Doe\\, Jane,ou=x", "cn", "Doe, Jane"),
            ("CN=Doe\\2C Jane,ou=x", "CN", "Doe, Jane"),
            ("cn=\\C3\\A9t\\C3\\A9,ou=x", "cn", "été"),
            ("uid = dana , ou=x", "uid", "dana"),
            ("cn=a\\20,ou=x", "cn", "a "),
            ("cn=\\#1", "cn", "#1"),
        ] {
            let expected = (attribute.to_owned(), value.to_owned());
            assert_eq!(first_part(name).unwrap(), expected, "{name}");
        }
        for name in ["cn=a+uid=b,ou=x", "cn=#0401,ou=x", "nonsense"] {
            assert_eq!(first_part(name), None, "{name}");
        }
    }

    #[test]
    fn spaces_do_not_make_another_name() {
        assert!(is_same("Jane  Doe", " Jane Doe"));
        assert!(!is_same("Jane Doe", "jane doe"));
    }

    proptest! {
        #[test]
        fn whatever_is_escaped_is_read_back(value in "\\PC{1,20}|[ #,+\"\\\\;<>=\0\n]{1,8}") {
            let name = below(&part("cn", &value), "ou=somewhere");
            prop_assert_eq!(first_part(&name).unwrap().1, value);
        }
    }
}
