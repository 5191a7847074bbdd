//! What a site is set to, as its form holds it: each field as it is typed.
//!
//! The same form is sent by the page and, without scripts, by the browser; both become the change that section
//! `dial_plan` takes. To add a field, give it to [`SiteForm`], to [`SiteForm::read`] and to [`SiteForm::change`].

use rehome_domain::telephony::DialPlan;
use rehome_domain::telephony::place::SITE_DEFAULTS;
use rehome_domain::telephony::setup::{SiteSetup, read_range};
use rehome_domain::text::normalized;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The names in the plain form, beside those of the defaults, which are `default-` and the key.
pub mod field {
    /// Where the reader acts.
    pub const ACTING_IN: &str = "acting_in";
    /// The revision that was looked at.
    pub const REVISION: &str = "revision";
    /// What became of it, at the address it leads back to.
    pub const TOLD: &str = "told";
    /// The value of [`TOLD`] where it is kept.
    pub const SAVED: &str = "saved";
    /// The country.
    pub const COUNTRY: &str = "country";
    /// The device list.
    pub const DEVICE_LIST: &str = "device_list";
    /// The dial plan.
    pub const DIAL_PLAN: &str = "dial_plan";
    /// The site location code.
    pub const SLC: &str = "slc";
    /// How many digits extensions have.
    pub const EXTENSION_LENGTH: &str = "extension_length";
    /// The code that names of its values carry.
    pub const INTERNAL_CODE: &str = "internal_code";
    /// Whether freed numbers cool down: `yes`, `no`, or empty for as above.
    pub const COOLING: &str = "cooling";
    /// The installation's own defaults, `key = value` one in each line.
    pub const CUSTOM: &str = "custom";
    /// The ranges, like `79XX`, one in each line.
    pub const RANGES: &str = "number_routing";
    /// What the names of defaults begin with.
    pub const DEFAULT: &str = "default-";
}

/// What a site is set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialPlanSettings {
    /// The revision of all of it.
    pub revision: i64,
    /// The dial plan type of the customer: 1 to 3 carry site location codes, 4 is flat.
    pub of_customer: Option<u8>,
    /// Every field as it would be typed.
    pub form: SiteForm,
}

/// The fields of the form, each as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct SiteForm {
    pub country: String,
    pub device_list: String,
    pub dial_plan: DialPlan,
    pub slc: String,
    pub extension_length: String,
    pub internal_code: String,
    pub cooling: Option<bool>,
    /// The defaults that every installation knows, by key.
    pub defaults: BTreeMap<String, String>,
    /// Its own ones, `key = value` one in each line.
    pub custom: String,
    /// The ranges, one in each line.
    pub ranges: String,
}

/// A text as it is sent: none where it is empty.
fn wire(text: &str) -> Value {
    let text = normalized(text);
    if text.is_empty() {
        Value::Null
    } else {
        json!(text)
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

impl SiteForm {
    /// The form as a browser sent it; `given` answers a field by its name.
    pub fn read(given: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| given(name).unwrap_or_default();
        let plan = text(field::DIAL_PLAN);
        let plan = DialPlan::ALL.into_iter().find(|it| it.as_str() == plan);
        let cooling = match text(field::COOLING).as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let defaults = SITE_DEFAULTS.into_iter();
        Self {
            country: text(field::COUNTRY),
            device_list: text(field::DEVICE_LIST),
            dial_plan: plan.unwrap_or_default(),
            slc: text(field::SLC),
            extension_length: text(field::EXTENSION_LENGTH),
            internal_code: text(field::INTERNAL_CODE),
            cooling,
            defaults: defaults
                .map(|key| (key.to_owned(), text(&format!("{}{key}", field::DEFAULT))))
                .filter(|(_, value)| !value.is_empty())
                .collect(),
            custom: text(field::CUSTOM),
            ranges: text(field::RANGES),
        }
    }

    /// A default that every installation knows.
    pub fn default_of(&self, key: &str) -> String {
        self.defaults.get(key).cloned().unwrap_or_default()
    }

    /// Every default by its whole key.
    fn all_defaults(&self) -> BTreeMap<String, String> {
        let known = self.defaults.iter();
        let known = known.map(|(key, value)| (key.clone(), normalized(value)));
        let own = lines(&self.custom).map(|line| {
            let (key, value) = line.split_once('=').unwrap_or((line, ""));
            (format!("custom.{}", key.trim()), normalized(value))
        });
        known
            .chain(own)
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    fn ranges(&self) -> impl Iterator<Item = Option<(String, u32)>> {
        lines(&self.ranges).map(read_range)
    }

    /// As the rules judge it.
    pub fn setup(&self) -> SiteSetup {
        SiteSetup {
            texts: vec![
                (field::COUNTRY, normalized(&self.country)),
                (field::DEVICE_LIST, normalized(&self.device_list)),
                (field::INTERNAL_CODE, normalized(&self.internal_code)),
            ],
            dial_plan: self.dial_plan,
            slc: normalized(&self.slc),
            extension_length: normalized(&self.extension_length),
            defaults: self.all_defaults().into_iter().collect(),
            ranges: self.ranges().collect(),
        }
    }

    /// What was changed on `self`, as the section takes it.
    pub fn change(&self, draft: &Self) -> Map<String, Value> {
        let mut change = Map::new();
        let mut put = |name: &str, is_other: bool, value: Value| {
            if is_other {
                change.insert(name.to_owned(), value);
            }
        };
        let texts = [
            (field::COUNTRY, &self.country, &draft.country),
            (field::DEVICE_LIST, &self.device_list, &draft.device_list),
            (field::SLC, &self.slc, &draft.slc),
            (
                field::INTERNAL_CODE,
                &self.internal_code,
                &draft.internal_code,
            ),
        ];
        for (name, before, after) in texts {
            put(name, wire(before) != wire(after), wire(after));
        }
        let length = normalized(&draft.extension_length);
        // WHY as it is where it is no number: the section says what is wrong with it.
        let number = length
            .parse::<u8>()
            .map_or_else(|_| wire(&length), Value::from);
        let is_other = normalized(&self.extension_length) != length;
        put(field::EXTENSION_LENGTH, is_other, number);
        let is_other = self.dial_plan != draft.dial_plan;
        put(field::DIAL_PLAN, is_other, json!(draft.dial_plan));
        put(
            field::COOLING,
            self.cooling != draft.cooling,
            json!(draft.cooling),
        );
        let (before, after) = (self.all_defaults(), draft.all_defaults());
        let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let keys = keys.into_iter();
        let other = keys.filter(|key| before.get(*key) != after.get(*key));
        let other: Map<String, Value> = other
            .map(|key| (key.clone(), json!(after.get(key))))
            .collect();
        put("site_defaults", !other.is_empty(), Value::Object(other));
        let (before, after): (BTreeSet<_>, BTreeSet<_>) =
            (self.ranges().collect(), draft.ranges().collect());
        let wanted = after.iter().map(|range| match range {
            Some((prefix, mask_length)) => json!({"prefix": prefix, "mask_length": mask_length}),
            // WHY not left out: the section says that it is none.
            None => json!({"prefix": "", "mask_length": 0}),
        });
        put(
            field::RANGES,
            before != after,
            Value::Array(wanted.collect()),
        );
        change
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> SiteForm {
        SiteForm {
            country: "GB".to_owned(),
            dial_plan: DialPlan::NonSlc,
            defaults: BTreeMap::from([("location".to_owned(), "L".to_owned())]),
            custom: "softkeys = K".to_owned(),
            ranges: "79XX".to_owned(),
            ..SiteForm::default()
        }
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let before = form();
        assert!(before.change(&before.clone()).is_empty());
        let mut draft = form();
        draft.country = " ".to_owned();
        draft.extension_length = "4".to_owned();
        draft.defaults.insert("location".to_owned(), String::new());
        draft.custom = "softkeys=K\nring = R".to_owned();
        draft.ranges = "79xx\n7".to_owned();
        let expected = json!({
            "country": null, "extension_length": 4,
            "site_defaults": {"location": null, "custom.ring": "R"},
            "number_routing": [{"prefix": "7", "mask_length": 0}, {"prefix": "79", "mask_length": 2}],
        });
        assert_eq!(Value::Object(before.change(&draft)), expected);
    }

    #[test]
    fn a_plain_form_says_the_same_as_the_page() {
        let sent = BTreeMap::from([
            ("country", "GB"),
            ("dial_plan", "non_slc"),
            ("default-location", "L"),
            ("custom", "softkeys = K"),
            ("number_routing", "79XX"),
            ("cooling", ""),
        ]);
        let read = SiteForm::read(|name| sent.get(name).map(|it| (*it).to_owned()));
        assert_eq!(read, form());
    }
}
