//! Addresses: the only place that knows them.
//!
//! To add a page, name its address here, give it a `Route` in [`crate::App`] and a file in `pages/`.

use rehome_domain::ids::{MoveId, OrganizationCode, PositionId};

/// Leads to the profile.
pub const START: &str = "/";
/// The sign-in form; its plain form posts to the same address.
pub const SIGN_IN: &str = "/sign-in";
/// Where the plain form for signing out posts to.
pub const SIGN_OUT: &str = "/sign-out";
/// My profile, with history.
pub const PROFILE: &str = "/profile";
/// Move to Organization; the plain confirmation posts to the same address.
pub const MOVE: &str = "/move";
/// What would happen, and the question whether it should.
pub const MOVE_CONFIRM: &str = "/move/confirm";
/// The arrival.
pub const MOVE_DONE: &str = "/move/done";
/// The users in the reader's scope.
pub const USERS: &str = "/users";
/// The organizations in the reader's scope.
pub const ORGANIZATIONS: &str = "/organizations";
/// Making an organization.
pub const ORGANIZATION_NEW: &str = "/organizations/new";
/// The moves in the reader's scope.
pub const MOVES: &str = "/moves";
/// The audit of the reader's scope.
pub const AUDIT: &str = "/audit";
/// Where the plain form for theme, language and the organization acted in posts to.
pub const PREFERENCES: &str = "/preferences";

/// The names in the query of an address.
pub mod query {
    /// The organization to move to.
    pub const DESTINATION: &str = "destination";
    /// The position there: a node, nothing for none, [`POSITION_REMEMBERED`] or absent for the remembered one.
    pub const POSITION: &str = "position";
    /// The value of [`POSITION`] that leaves it to memory.
    pub const POSITION_REMEMBERED: &str = "-";
    /// What the list is narrowed to.
    pub const TEXT: &str = "text";
    /// The order of the list.
    pub const SORT: &str = "sort";
    /// How many rows of the list are shown.
    pub const SHOWN: &str = "shown";
    /// The digest of the plan that was looked at before.
    pub const SINCE: &str = "since";
    /// A committed move.
    pub const MOVE: &str = "move";
    /// Where to go after signing in.
    pub const TO: &str = "to";
    /// Why the page before was left.
    pub const REASON: &str = "reason";
    /// How many seconds to wait, where there were too many tries.
    pub const WAIT: &str = "wait";
}

/// The names in the query of the tree of organizations, and of making one.
pub mod tree_query {
    /// The organization chosen.
    pub const AT: &str = "at";
    /// Those unfolded besides, with commas between.
    pub const OPEN: &str = "open";
    /// Those kept folded, with commas between.
    pub const SHUT: &str = "shut";
    /// From where on the children of the chosen one are shown.
    pub const AFTER: &str = "after";
    /// What is searched for.
    pub const TEXT: &str = "text";
    /// How the tree is shown: [`AS_LIST`], else as a picture.
    pub const VIEW: &str = "view";
    /// The value of [`VIEW`] for a list.
    pub const AS_LIST: &str = "list";
    /// The kind of an organization to make.
    pub const KIND: &str = "kind";
    /// The organization above it.
    pub const PARENT: &str = "parent";
}

/// The names in plain forms that are in no address.
pub mod field {
    /// The organization to act in from now on.
    pub const ACTING_IN: &str = "acting_in";
}

/// What a value of [`query::POSITION`] asks for, as the request puts it: absent for memory, none inside for none.
pub fn position_asked(value: Option<&str>) -> Option<Option<PositionId>> {
    match value {
        None | Some(query::POSITION_REMEMBERED) => None,
        Some("") => Some(None),
        Some(position) => Some(Some(position.into())),
    }
}

/// Why somebody stands at the sign-in form, or at the confirmation again; the value of [`query::REASON`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Name or password were wrong.
    Wrong,
    /// Too many tries.
    Throttled,
    /// The store did not answer.
    Unavailable,
    /// Signed out at one's own wish.
    SignedOut,
    /// The plan changed since it was shown.
    Stale,
    /// A warning was not acknowledged, or a blocker stands.
    Refused,
}

impl Reason {
    const ALL: [Self; 6] = [
        Self::Wrong,
        Self::Throttled,
        Self::Unavailable,
        Self::SignedOut,
        Self::Stale,
        Self::Refused,
    ];

    /// The value in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Throttled => "throttled",
            Self::Unavailable => "unavailable",
            Self::SignedOut => "signed-out",
            Self::Stale => "stale",
            Self::Refused => "refused",
        }
    }

    /// The reason of this value.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.as_str() == value)
    }
}

/// The sign-in form, with where to go afterwards and why one is there.
pub fn sign_in(to: Option<&str>, reason: Option<Reason>) -> String {
    let to = to
        .filter(|to| is_local(to) && *to != START)
        .map(|to| (query::TO, to));
    with_query(
        SIGN_IN,
        to.into_iter()
            .chain(reason.map(|reason| (query::REASON, reason.as_str()))),
    )
}

/// Move to Organization with a choice made; `position` as in [`query::POSITION`].
pub fn move_choosing(destination: &OrganizationCode, position: Option<&str>) -> String {
    let fields = [(query::DESTINATION, destination.as_str())]
        .into_iter()
        .chain(position.map(|position| (query::POSITION, position)));
    with_query(MOVE, fields)
}

/// The confirmation of a move; `position` as in [`query::POSITION`]. Where it is shown again, `again` says
/// why, and `since` names the plan that was looked at.
pub fn move_confirm(
    destination: &OrganizationCode,
    position: Option<&str>,
    again: Option<Reason>,
    since: Option<&str>,
) -> String {
    let fields = [(query::DESTINATION, destination.as_str())]
        .into_iter()
        .chain(position.map(|position| (query::POSITION, position)))
        .chain(again.map(|reason| (query::REASON, reason.as_str())))
        .chain(since.map(|digest| (query::SINCE, digest)));
    with_query(MOVE_CONFIRM, fields)
}

/// The arrival after a move.
pub fn move_done(committed: &MoveId) -> String {
    with_query(MOVE_DONE, [(query::MOVE, committed.as_str())])
}

/// The tree of organizations; `fields` are names of [`tree_query`] with their values.
pub fn organizations<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(ORGANIZATIONS, fields)
}

/// One organization.
pub fn organization(code: &OrganizationCode) -> String {
    let mut address = format!("{ORGANIZATIONS}/");
    escape_into(&mut address, code.as_str());
    address
}

/// A section of the settings of an organization.
pub fn organization_settings(code: &OrganizationCode, section: &str) -> String {
    let mut address = organization(code);
    address.push_str("/settings/");
    escape_into(&mut address, section);
    address
}

/// The duplicates of an organization's readiness check, as a file.
pub fn organization_duplicates(code: &OrganizationCode) -> String {
    let mut address = organization(code);
    address.push_str("/duplicates.csv");
    address
}

/// The users who live at an organization.
pub fn users_living_at(code: &OrganizationCode) -> String {
    with_query(USERS, [("home", code.as_str())])
}

/// The moves into and out of an organization.
pub fn moves_of(code: &OrganizationCode) -> String {
    with_query(MOVES, [("organization", code.as_str())])
}

/// Making an organization; `fields` are names of [`tree_query`] with their values.
pub fn organization_new<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with_query(ORGANIZATION_NEW, fields)
}

/// One user.
pub fn user(id: &UserId) -> String {
    let mut address = format!("{USERS}/");
    escape_into(&mut address, id.as_str());
    address
}

/// Whether an address stays inside this installation.
pub fn is_local(address: &str) -> bool {
    // WHY: "//host" and "/\host" leave this installation, and control characters are dropped by browsers.
    let mut characters = address.chars();
    characters.next() == Some('/')
        && !matches!(characters.next(), Some('/' | '\\'))
        && !address.chars().any(char::is_control)
        && !address.contains('\\')
}

fn with_query<'a>(path: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut address = path.to_owned();
    for (index, (name, value)) in fields.into_iter().enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        escape_into(&mut address, value);
    }
    address
}

fn escape_into(address: &mut String, value: &str) {
    use std::fmt::Write;
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // INVARIANT: writing to a String does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_into_a_query_cannot_end_it() {
        assert_eq!(
            move_confirm(&"riverside".into(), Some("h&x=é"), None, None),
            "/move/confirm?destination=riverside&position=h%26x%3D%C3%A9"
        );
        assert_eq!(
            move_choosing(&"riverside".into(), Some("h&x")),
            "/move?destination=riverside&position=h%26x"
        );
        assert_eq!(move_done(&"a b".into()), "/move/done?move=a%20b");
    }

    #[test]
    fn signing_in_leads_back_only_inside() {
        assert_eq!(sign_in(Some("/move"), None), "/sign-in?to=/move");
        assert_eq!(
            sign_in(Some("/move?destination=a"), Some(Reason::Wrong)),
            "/sign-in?to=/move%3Fdestination%3Da&reason=wrong"
        );
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\n",
            "evil",
            "",
        ] {
            assert_eq!(sign_in(Some(foreign), None), "/sign-in", "{foreign:?}");
        }
    }

    #[test]
    fn a_position_is_remembered_none_or_named() {
        assert_eq!(position_asked(None), None);
        assert_eq!(position_asked(Some(query::POSITION_REMEMBERED)), None);
        assert_eq!(position_asked(Some("")), Some(None));
        assert_eq!(position_asked(Some("night")), Some(Some("night".into())));
    }

    #[test]
    fn every_reason_is_read_as_written() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_value(reason.as_str()), Some(reason));
        }
        assert_eq!(Reason::from_value("other"), None);
    }
}
