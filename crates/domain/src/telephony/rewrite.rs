//! Which value of what moves is rewritten from which default of the new site: a table that an installation can extend.
//!
//! Source: "Moving subscribers between sites" (telephony 5). To add one for everybody, add a row to [`TABLE`]; for one
//! installation, `settings: {rewrite: {phones.softkey_template: custom.softkeys}}`.

use super::place::{DialPlan, SiteDefaults};
use super::record::Section;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a value belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rewritten {
    /// A record.
    Record(Section),
    /// A line on a device of the person who moves.
    Appearance,
}

impl Rewritten {
    /// The name in the document.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record(section) => section.as_str(),
            Self::Appearance => "appearances",
        }
    }

    /// The values that can be rewritten.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Record(Section::Lines) => &["css", "partition", "shared_line_css"],
            Self::Record(Section::Phones) => &[
                "device_pool",
                "location",
                "region",
                "css",
                "locale",
                "softkey_template",
            ],
            Self::Record(Section::DeviceProfiles | Section::RemoteDestinationProfiles) => {
                &["device_pool", "css"]
            }
            Self::Record(Section::Voicemail) => &["extension", "pilot"],
            Self::Record(Section::Webex | Section::AgentTags | Section::Inventory) => &[],
            Self::Appearance => &["e164_mask"],
        }
    }

    /// What stands under a name in the document.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == Self::Appearance.as_str() {
            return Some(Self::Appearance);
        }
        Section::from_name(name).map(Self::Record)
    }
}

/// One row: this value is rewritten from that default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// What it belongs to.
    pub of: Rewritten,
    /// Its name.
    pub field: Arc<str>,
    /// The default of the site.
    pub key: Arc<str>,
    /// Whether it is left alone where there is none.
    pub only_where_set: bool,
}

/// The defaults that come from a dial plan; a site without one has none of them (telephony 11.6).
pub const OF_THE_DIAL_PLAN: &[&str] =
    &["line_css", "line_partition", "shared_line_css", "e164_mask"];

const LINES: Rewritten = Rewritten::Record(Section::Lines);
const PHONES: Rewritten = Rewritten::Record(Section::Phones);
const REMOTE: Rewritten = Rewritten::Record(Section::RemoteDestinationProfiles);
const VOICEMAIL: Rewritten = Rewritten::Record(Section::Voicemail);

/// The rows of every installation: what, value, default, only where set.
///
/// The partition on devices follows the line's own.
pub const TABLE: &[(Rewritten, &str, &str, bool)] = &[
    (LINES, "css", "line_css", false),
    (LINES, "partition", "line_partition", false),
    (LINES, "shared_line_css", "shared_line_css", false),
    (Rewritten::Appearance, "e164_mask", "e164_mask", false),
    (PHONES, "device_pool", "device_pool", false),
    (PHONES, "location", "location", false),
    // WHY: it follows the device pool; only who keeps it by itself needs it written.
    (PHONES, "region", "region", true),
    (REMOTE, "device_pool", "device_pool", false),
    (VOICEMAIL, "pilot", "voicemail_pilot", false),
];

/// What an installation sets for telephony.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The calling search space where a site without a dial plan has no default of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_css: Option<Arc<str>>,
    /// Rows of its own: `phones.locale` and the like, each with the default it takes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rewrite: BTreeMap<Arc<str>, Arc<str>>,
}

impl Settings {
    /// All rows: those of the installation take the place of those of every installation.
    pub fn rewrites(&self) -> Vec<Rewrite> {
        let own = self.rewrite.iter().filter_map(|(place, key)| {
            let (of, field) = place_of(place)?;
            Some(Rewrite {
                of,
                field: field.into(),
                key: key.clone(),
                only_where_set: false,
            })
        });
        let own: Vec<Rewrite> = own.collect();
        let shipped = TABLE
            .iter()
            .filter(|(of, field, ..)| !own.iter().any(|row| row.of == *of && *row.field == **field))
            .map(|(of, field, key, only_where_set)| Rewrite {
                of: *of,
                field: (*field).into(),
                key: (*key).into(),
                only_where_set: *only_where_set,
            })
            .collect::<Vec<_>>();
        shipped.into_iter().chain(own).collect()
    }
}

impl Settings {
    /// The defaults that a site needs for whoever may come with lines and devices, and that are not filled in; a dial
    /// plan's only where it has one (telephony 4, row 5; 11.6).
    pub fn missing(&self, plan: DialPlan, defaults: Option<&SiteDefaults>) -> BTreeSet<Arc<str>> {
        let rows = self.rewrites().into_iter();
        let needed = rows
            .filter(|row| !row.only_where_set)
            .filter(|row| plan != DialPlan::None || !OF_THE_DIAL_PLAN.contains(&&*row.key))
            .map(|row| row.key);
        let by_default = (plan == DialPlan::None && self.default_css.is_none())
            .then(|| Arc::from("default_css"));
        let is_there = |key: &Arc<str>| defaults.is_some_and(|it| it.value(key).is_some());
        needed
            .chain(by_default)
            .filter(|key| !is_there(key))
            .collect()
    }
}

/// What `phones.locale` and the like names; none where there is no such value.
pub fn place_of(text: &str) -> Option<(Rewritten, &str)> {
    let (name, field) = text.split_once('.')?;
    let of = Rewritten::from_name(name)?;
    of.fields().contains(&field).then_some((of, field))
}
