//! Who calls: a signed-in user, and by what means. Rights are never kept here; they are read per request.

use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{ActAs, Actor, Channel, Scope};
use std::sync::Arc;

/// By what means somebody is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// A browser session.
    Session,
    /// A bearer token.
    Token,
    /// The command line of the machine the installation runs on.
    CommandLine,
}

impl Via {
    /// The word for ledger and audit.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Token => "token",
            Self::CommandLine => "command_line",
        }
    }
}

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The user.
    pub user: UserId,
    /// The means.
    pub via: Via,
    /// How much of a person a request onto a site moves that does not say so (ruling 53).
    pub scope: Scope,
}

impl Caller {
    /// A caller.
    pub fn new(user: impl Into<UserId>, via: Via) -> Self {
        Self {
            user: user.into(),
            via,
            scope: Scope::default(),
        }
    }

    /// The same caller, who means so much of a person where a request does not say.
    #[must_use]
    pub fn meaning(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// The actor this caller is in one request.
    pub fn actor(&self, acting: &Acting, channel: Channel) -> Actor {
        Actor {
            user: self.user.clone(),
            acting_in: acting.acting_in.clone(),
            act_as: acting.act_as,
            channel,
        }
    }
}

/// Where and as whom somebody acts in one request (rulings 3 and 75).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acting {
    /// The organization acted in; the home where none.
    pub acting_in: Option<OrganizationCode>,
    /// As whom; worked out where none.
    pub act_as: Option<ActAs>,
}

/// A browser session that is valid now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who is signed in.
    pub caller: Caller,
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name.
    pub username: Arc<str>,
    /// When it ends at the latest.
    pub expires: Timestamp,
    /// Whether nothing is open to them before they choose a new password.
    pub must_change_password: bool,
    /// The hash it is stored under.
    pub(crate) id_hash: String,
}
