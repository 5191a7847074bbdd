//! What a site is set to, as it is typed: judged field by field, without the other sites of the customer.
//!
//! The form judges by it at every keystroke and the section over REST by the same parts; what takes the other sites to
//! know is [`super::faults`]'s. To add a field, judge it in [`judge`].

use super::place::{CUSTOM, DialPlan, LONGEST_MASK, LONGEST_PREFIX, NumberRouting, SITE_DEFAULTS};
use crate::ids::OrganizationCode;
use crate::text::{judge_id, judge_line};

/// The longest value of a site, in characters.
pub const LONGEST_VALUE: usize = 200;

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteSetup {
    /// Values of one line by their field; an empty one is none.
    pub texts: Vec<(&'static str, String)>,
    /// The dial plan.
    pub dial_plan: DialPlan,
    /// The site location code; an empty one is none.
    pub slc: String,
    /// How many digits extensions have, as typed; an empty one is none.
    pub extension_length: String,
    /// The defaults by key; an empty one is none.
    pub defaults: Vec<(String, String)>,
    /// The ranges: prefix and how many digits follow; none for what is no range.
    pub ranges: Vec<Option<(String, u32)>>,
}

/// Something wrong with what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupFault {
    /// The field: of the section, or the key of a default.
    pub field: String,
    /// The code of the refusal that saving it would meet.
    pub code: &'static str,
}

/// Whether a text can be a value of a site: one line that is not empty.
pub fn is_value(text: &str) -> bool {
    !text.is_empty() && judge_line(text, LONGEST_VALUE).is_ok()
}

/// Whether a text is a site location code: digits 0 to 9 (telephony 1).
pub fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a prefix and how many digits follow are a range of numbers (telephony 1).
pub fn is_range(prefix: &str, mask_length: u32) -> bool {
    is_code(prefix) && prefix.len() <= LONGEST_PREFIX && mask_length <= LONGEST_MASK
}

/// Whether there can be a default by that key: one every installation knows, or `custom.` and an id.
pub fn is_default(key: &str) -> bool {
    let own = key.split_once('.').filter(|(of, _)| *of == CUSTOM);
    SITE_DEFAULTS.contains(&key) || own.is_some_and(|(_, own)| judge_id(own).is_ok())
}

/// Whether a dial plan, a location code and the customer's dial plan type fit together: types 1 to 3 carry codes, 4 is
/// flat (telephony 1).
pub fn plans_agree(plan: DialPlan, has_code: bool, of_customer: Option<u8>) -> bool {
    let is_flat = of_customer.map(|plan| plan == 4);
    match plan {
        DialPlan::None => !has_code,
        DialPlan::NonSlc => !has_code && is_flat != Some(false),
        DialPlan::Slc => has_code && is_flat != Some(true),
    }
}

/// A range as people write it, `79XX`; none for what is no range.
pub fn read_range(text: &str) -> Option<(String, u32)> {
    let prefix = text.trim_end_matches(['X', 'x']);
    let mask_length = u32::try_from(text.len() - prefix.len()).ok()?;
    is_range(prefix, mask_length).then(|| (prefix.to_owned(), mask_length))
}

/// A range as people read it.
pub fn written_range(prefix: &str, mask_length: u32) -> String {
    let digits = mask_length.min(LONGEST_MASK) as usize;
    format!("{prefix}{}", "X".repeat(digits))
}

/// Everything wrong with what is typed; `of_customer` is the customer's dial plan type.
pub fn judge(setup: &SiteSetup, of_customer: Option<u8>) -> Vec<SetupFault> {
    let mut found = Vec::new();
    let mut tell = |field: &str, code| {
        let field = field.to_owned();
        found.push(SetupFault { field, code });
    };
    for (field, text) in &setup.texts {
        if !text.is_empty() && !is_value(text) {
            tell(field, "site-value-illegal");
        }
    }
    if !setup.slc.is_empty() && !is_code(&setup.slc) {
        tell("slc", "bad-site-code");
    }
    let length = setup.extension_length.as_str();
    if !length.is_empty() && length.parse::<u8>().is_err() {
        tell("extension_length", "cannot-decode");
    }
    if !plans_agree(setup.dial_plan, !setup.slc.is_empty(), of_customer) {
        tell("dial_plan", "dial-plans-disagree");
    }
    for (key, value) in &setup.defaults {
        if !is_default(key) {
            tell(key, "unknown-site-default");
        } else if !value.is_empty() && !is_value(value) {
            tell(key, "site-value-illegal");
        }
    }
    if let Some(code) = of_ranges(&setup.ranges) {
        tell("number_routing", code);
    }
    found
}

fn of_ranges(ranges: &[Option<(String, u32)>]) -> Option<&'static str> {
    let mut known: Vec<NumberRouting> = Vec::new();
    for range in ranges {
        let Some((prefix, mask_length)) = range else {
            return Some("range-illegal");
        };
        let range = NumberRouting {
            site: OrganizationCode::from(""),
            prefix: prefix.as_str().into(),
            mask_length: *mask_length,
        };
        if known.iter().any(|other| other.overlaps(&range)) {
            return Some("routing-overlaps");
        }
        known.push(range);
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::unwrap_used)]
    use super::*;

    fn told(change: impl FnOnce(&mut SiteSetup)) -> Vec<(String, &'static str)> {
        let mut setup = SiteSetup {
            texts: vec![("country", "GB".to_owned())],
            dial_plan: DialPlan::NonSlc,
            defaults: vec![("location".to_owned(), "L".to_owned())],
            ranges: vec![read_range("79XX")],
            ..SiteSetup::default()
        };
        change(&mut setup);
        let found = judge(&setup, Some(4)).into_iter();
        found.map(|it| (it.field, it.code)).collect()
    }

    fn one(field: &str, code: &'static str) -> Vec<(String, &'static str)> {
        vec![(field.to_owned(), code)]
    }

    #[test]
    fn what_fits_is_not_told() {
        assert_eq!(told(|_| {}), []);
        assert_eq!(
            told(|it| it.defaults[0].0 = "custom.softkeys".to_owned()),
            []
        );
        assert_eq!(told(|it| it.ranges.push(read_range("78xxx"))), []);
        assert_eq!(told(|it| it.extension_length = "4".to_owned()), []);
    }

    #[test]
    fn what_does_not_is_told_at_its_field() {
        let text = |it: &mut SiteSetup| it.texts[0].1 = "a\nb".to_owned();
        assert_eq!(told(text), one("country", "site-value-illegal"));
        let length = |it: &mut SiteSetup| it.extension_length = "many".to_owned();
        assert_eq!(told(length), one("extension_length", "cannot-decode"));
        let key = |it: &mut SiteSetup| it.defaults[0].0 = "colour".to_owned();
        assert_eq!(told(key), one("colour", "unknown-site-default"));
        let long = |it: &mut SiteSetup| it.defaults[0].1 = "x".repeat(LONGEST_VALUE + 1);
        assert_eq!(told(long), one("location", "site-value-illegal"));
        let range = |it: &mut SiteSetup| it.ranges.push(read_range("7aX"));
        assert_eq!(told(range), one("number_routing", "range-illegal"));
        let overlap = |it: &mut SiteSetup| it.ranges.push(read_range("791X"));
        assert_eq!(told(overlap), one("number_routing", "routing-overlaps"));
    }

    #[test]
    fn codes_belong_to_plans_that_carry_them() {
        let with_code = |it: &mut SiteSetup| it.slc = "71".to_owned();
        assert_eq!(told(with_code), one("dial_plan", "dial-plans-disagree"));
        let without = |it: &mut SiteSetup| it.dial_plan = DialPlan::Slc;
        assert_eq!(told(without), one("dial_plan", "dial-plans-disagree"));
        let mut setup = SiteSetup {
            dial_plan: DialPlan::Slc,
            slc: "71".to_owned(),
            ..SiteSetup::default()
        };
        assert_eq!(judge(&setup, Some(1)), []);
        assert_eq!(judge(&setup, None), []);
        setup.slc = "7a".to_owned();
        let found = judge(&setup, Some(1));
        assert_eq!((found.len(), found[0].code), (1, "bad-site-code"));
    }

    #[test]
    fn ranges_are_read_as_they_are_written() {
        for (text, range) in [("79XX", ("79", 2)), ("7", ("7", 0)), ("12x", ("12", 1))] {
            let (prefix, mask_length) = range;
            assert_eq!(read_range(text), Some((prefix.to_owned(), mask_length)));
            assert_eq!(written_range(prefix, mask_length), text.to_uppercase());
        }
        for text in [
            "",
            "XX",
            "7aX",
            "7X9",
            "é",
            &"1".repeat(31),
            &format!("1{}", "X".repeat(33)),
        ] {
            assert_eq!(read_range(text), None, "{text}");
        }
    }
}
