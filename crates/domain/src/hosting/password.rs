//! What a password must be, and how strong it is (hosting 6, ruling 43). Pure: no password is kept, written or echoed.

use super::OrganizationHosting;
use crate::text::SHORTEST_PASSWORD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Of how many classes the characters of a password are at least: small letters, capitals, digits, everything else.
pub const CLASSES: u32 = 3;

/// What a password of a customer's people must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// What generated passwords are made of: a power of two, so that each is as likely as any other, and nothing that is
/// mistaken for something else when it is read to somebody.
const GENERATED_OF: &[u8; 64] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.!*+?%";

/// How long a generated password is at least.
const GENERATED_LENGTH: u32 = 16;

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

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self::of(&OrganizationHosting::default())
    }
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

    /// How many random bytes [`PasswordPolicy::generated`] wants.
    pub fn random_bytes(&self) -> usize {
        // WHY: of four passwords of this length about three have every class; not one of 32 is no chance at all.
        self.generated_length().saturating_mul(32)
    }

    /// A password out of random bytes, of every class and no shorter than wanted; none where the bytes give none.
    pub fn generated(&self, random: &[u8]) -> Option<String> {
        let letter = |byte: &u8| GENERATED_OF.get(usize::from(byte % 64)).copied();
        let tries = random.chunks_exact(self.generated_length());
        tries
            .map(|bytes| bytes.iter().filter_map(letter).map(char::from).collect())
            .find(|it: &String| classes(it) > CLASSES && self.missing(it).is_empty())
    }

    fn generated_length(&self) -> usize {
        usize::try_from(self.minimum.max(GENERATED_LENGTH)).unwrap_or(usize::MAX)
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
    fn what_is_generated_is_strong_enough_for_every_customer_and_different_for_other_bytes() {
        for minimum in [None, Some(14), Some(40)] {
            let policy = policy(minimum);
            let mut made = std::collections::BTreeSet::new();
            for seed in 0_u32..200 {
                let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
                let bytes: Vec<u8> = (0..policy.random_bytes())
                    .map(|_| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (state >> 24) as u8
                    })
                    .collect();
                let password = policy.generated(&bytes).unwrap_or_default();
                assert!(policy.missing(&password).is_empty(), "{password}");
                assert!(password.chars().count() >= 16);
                made.insert(password);
            }
            assert_eq!(made.len(), 200);
        }
        assert_eq!(policy(None).generated(&[0; 4096]), None);
        assert_eq!(policy(None).generated(&[]), None);
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
