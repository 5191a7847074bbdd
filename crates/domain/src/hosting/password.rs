//! What a password must be, and how strong it is (hosting 6, ruling 43). Pure: no password is kept, written or echoed.

use super::OrganizationHosting;
use crate::text::SHORTEST_PASSWORD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Of how many classes the characters of a password are at least: small letters, capitals, digits, everything else.
pub const CLASSES: u32 = 3;

/// What a password of a customer's people must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// How many characters it has at least.
    pub minimum: u32,
    /// Of how many classes they are at least.
    pub classes: u32,
}

/// What a password lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PasswordNeed {
    /// It is too short.
    Length,
    /// Its characters are too much alike.
    Classes,
}

/// How strong a password is, for the bar beside it; the policy does not ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PasswordStrength {
    /// Short, or of characters that are alike.
    Weak,
    /// As short as a password may be.
    Fair,
    /// Longer, or of every class.
    Good,
    /// Much longer.
    Strong,
}

impl PasswordPolicy {
    /// The policy of an organization: the greater of 8 and its own length (ruling 43).
    /// Source: CloudPortal Services Manager 11, "Bulk import settings"; Atria, "Advanced configuration".
    pub fn of(organization: &OrganizationHosting) -> Self {
        let least = u32::try_from(SHORTEST_PASSWORD).unwrap_or(u32::MAX);
        Self {
            minimum: organization.password_min_length.unwrap_or(0).max(least),
            classes: CLASSES,
        }
    }

    /// What a password lacks; nothing where it may be taken.
    pub fn missing(&self, password: &str) -> BTreeSet<PasswordNeed> {
        let is_short = length(password) < self.minimum;
        let is_plain = classes(password) < self.classes;
        let short = is_short.then_some(PasswordNeed::Length);
        let plain = is_plain.then_some(PasswordNeed::Classes);
        short.into_iter().chain(plain).collect()
    }

    /// How strong a password is by this policy.
    pub fn strength(&self, password: &str) -> PasswordStrength {
        if !self.missing(password).is_empty() {
            return PasswordStrength::Weak;
        }
        let (length, classes) = (length(password), classes(password));
        // WHY: four more characters are worth more than another class.
        match length.saturating_sub(self.minimum) / 4 + u32::from(classes > self.classes) {
            0 => PasswordStrength::Fair,
            1 => PasswordStrength::Good,
            _ => PasswordStrength::Strong,
        }
    }
}

fn length(password: &str) -> u32 {
    u32::try_from(password.chars().count()).unwrap_or(u32::MAX)
}

/// Of how many classes the characters are. Letters without case count as everything else does.
fn classes(password: &str) -> u32 {
    let class = |c: char| match c {
        c if c.is_lowercase() => 0_u8,
        c if c.is_uppercase() => 1,
        c if c.is_numeric() => 2,
        _ => 3,
    };
    let found: BTreeSet<u8> = password.chars().map(class).collect();
    u32::try_from(found.len()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(minimum: Option<u32>) -> PasswordPolicy {
        PasswordPolicy::of(&OrganizationHosting {
            password_min_length: minimum,
            ..OrganizationHosting::default()
        })
    }

    #[test]
    fn eight_characters_of_three_classes_are_enough_where_the_customer_asks_no_more() {
        for (password, length, classes) in [
            ("", true, true),
            ("Ab1", true, false),
            ("abcdefgh", false, true),
            ("abcdefg1", false, true),
            ("Abcdefg1", false, false),
            ("ABCDEF-1", false, false),
            ("abcdef 1", false, false),
            ("Äöüßäöü1", false, false),
            ("パスワードパスワa1", false, false),
        ] {
            let missing = policy(None).missing(password);
            assert_eq!(
                (
                    missing.contains(&PasswordNeed::Length),
                    missing.contains(&PasswordNeed::Classes)
                ),
                (length, classes),
                "{password}"
            );
        }
    }

    #[test]
    fn a_customer_asks_for_longer_ones_and_never_for_shorter_ones() {
        assert_eq!(policy(Some(4)).minimum, 8);
        assert_eq!(policy(Some(14)).minimum, 14);
        assert!(!policy(Some(14)).missing("Abcdefg1").is_empty());
    }

    #[test]
    fn longer_and_more_varied_passwords_are_stronger() {
        let strength = |password| policy(None).strength(password);
        assert_eq!(strength("abcdefgh"), PasswordStrength::Weak);
        assert_eq!(strength("Abcdefg1"), PasswordStrength::Fair);
        assert_eq!(strength("Abcdef-1"), PasswordStrength::Good);
        assert_eq!(strength("Abcdefghijk1"), PasswordStrength::Good);
        assert_eq!(strength("Abcdefghijk-1"), PasswordStrength::Strong);
    }
}
