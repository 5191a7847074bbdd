//! What a directory document looks like, as data.
//!
//! One table ([`DOCUMENT`]) serves the check of what is read, the JSON Schema and the way fields of
//! other trees are kept. It knows nothing of rules that need more than one value; those are in
//! `interpret`. To add a key, add a line to the record it belongs to.

mod check;
// WHY: a table reads best with one row to a line.
#[rustfmt::skip]
mod directory;
mod schema;
#[rustfmt::skip]
mod telephony_and_content;

pub(crate) use check::{Known, check, hint, keep};
pub(crate) use directory::DOCUMENT;
pub(crate) use schema::schema;

use rehome_domain::role::BUILT_IN;
use rehome_domain::text::LONGEST_LINE;

/// The shape of a value.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A text of at most so many characters.
    Text(usize),
    /// A text of one line.
    Name,
    /// A text of one line of 1 to so many characters, without blanks around it.
    Line(usize),
    /// A text of one line of 1 to 200 characters, a number, or true or false.
    Scalar,
    /// A text of at least one character that can be a key.
    Id,
    /// A text of at least one character; what it may be is judged elsewhere.
    Username,
    /// 2 to 80 letters and digits.
    MappingId,
    /// `#rrggbb`.
    Color,
    /// An address with one `@`.
    Address,
    /// A day like `2026-11-21`.
    Date,
    /// True or false.
    Bool,
    /// A whole number between these, both included.
    Int(i64, i64),
    /// One of these words.
    Word(&'static [&'static str]),
    /// The id of something.
    Ref(Target),
    /// Whatever is given.
    Any,
    /// A list.
    List(&'static Shape),
    /// A map with keys of one shape.
    Map(Key, &'static Shape),
    /// A map with these keys only.
    Record(&'static [Field]),
    /// Positions: each with those below it.
    Hierarchy,
}

/// What the keys of a map are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    /// New ids.
    Id,
    /// New organization codes.
    Code,
    /// Addresses.
    Address,
    /// Ids of something.
    Ref(Target),
}

/// What an id can be the id of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    Organization,
    User,
    Group,
    Role,
    Profile,
    Location,
    Service,
    Plan,
    Line,
    LineGroup,
    DeviceList,
    Number,
    Guest,
    Folder,
}

impl Target {
    /// Every target.
    pub(crate) const ALL: [Self; 14] = [
        Self::Organization,
        Self::User,
        Self::Group,
        Self::Role,
        Self::Profile,
        Self::Location,
        Self::Service,
        Self::Plan,
        Self::Line,
        Self::LineGroup,
        Self::DeviceList,
        Self::Number,
        Self::Guest,
        Self::Folder,
    ];

    /// The section of the document that holds the targets.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Self::Organization => "organizations",
            Self::User => "users",
            Self::Group => "groups",
            Self::Role => "roles",
            Self::Profile => "profiles",
            Self::Location => "locations",
            Self::Service => "services",
            Self::Plan => "plans",
            Self::Line => "lines",
            Self::LineGroup => "line_groups",
            Self::DeviceList => "device_lists",
            Self::Number => "e164_numbers",
            Self::Guest => "guests",
            Self::Folder => "folders",
        }
    }

    /// Whether the id needs no entry in the document.
    pub(crate) fn is_built_in(self, id: &str) -> bool {
        match self {
            Self::Role => BUILT_IN.iter().any(|row| row.name == id),
            Self::Profile => PROFILES.contains(&id),
            _ => false,
        }
    }

    /// What it is called.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::User => "user",
            Self::Group => "group",
            Self::Role => "role",
            Self::Profile => "profile",
            Self::Location => "location",
            Self::Service => "service",
            Self::Plan => "plan",
            Self::Line => "line",
            Self::LineGroup => "line group",
            Self::DeviceList => "device list",
            Self::Number => "number",
            Self::Guest => "guest",
            Self::Folder => "folder",
        }
    }
}

/// The built-in profiles of content trees, a name space of their own.
pub(crate) const PROFILES: &[&str] = &[
    "billing_administrator",
    "administrator",
    "supervisor",
    "manager",
    "observer",
    "visitor",
];

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must be given.
    Required,
    /// Without it the default holds; null is the same as leaving it out.
    Optional,
    /// It is written by an export for readers and ignored by an import.
    Derived,
}

/// One key of a record.
#[derive(Debug)]
pub(crate) struct Field {
    /// The key.
    pub(crate) key: &'static str,
    /// Whether it must be there.
    pub(crate) presence: Presence,
    /// The shape of its value.
    pub(crate) shape: Shape,
    /// What it means.
    pub(crate) doc: &'static str,
}

/// A key that may be left out.
const fn may(key: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field {
        key,
        presence: Presence::Optional,
        shape,
        doc,
    }
}

/// A key that must be given.
const fn must(key: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field {
        key,
        presence: Presence::Required,
        shape,
        doc,
    }
}

/// A key that is written for readers only.
const fn derived(key: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field {
        key,
        presence: Presence::Derived,
        shape,
        doc,
    }
}

/// A text of a line or so.
const LINE: Shape = Shape::Text(LONGEST_LINE);
/// A number from 0.
const COUNT: Shape = Shape::Int(0, i64::MAX);
/// A list of texts.
const LINES: Shape = Shape::List(&LINE);
/// An organization.
const ORGANIZATION: Shape = Shape::Ref(Target::Organization);
/// A user.
const USER: Shape = Shape::Ref(Target::User);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
    use rehome_domain::people::UserStatus;
    use serde_json::json;

    #[test]
    fn the_words_of_the_table_are_those_of_the_domain() {
        let schema = super::schema();
        let words = |section: &str, key: &str| {
            let field = &schema["properties"][section]["anyOf"][0]["additionalProperties"]["properties"]
                [key];
            let shape = if field["enum"].is_array() {
                field
            } else {
                &field["anyOf"][0]
            };
            shape["enum"].clone()
        };
        assert_eq!(
            words("organizations", "kind"),
            json!(OrganizationKind::ALL.map(OrganizationKind::as_str))
        );
        assert_eq!(
            words("organizations", "status"),
            json!(OrganizationStatus::ALL.map(OrganizationStatus::as_str))
        );
        assert_eq!(
            words("users", "status"),
            json!(UserStatus::ALL.map(UserStatus::as_str))
        );
    }
}
