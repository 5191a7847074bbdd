//! Everything the planner can say, in one list: code, data, severity and meaning of each kind of finding.
//!
//! Codes are kebab-case and stable (ruling 11). To add a finding, add a line under its severity, and the
//! words for it in every language (the match there is exhaustive).

use super::finding::Severity;
use super::snapshot::TakenName;
use crate::ids::{AttributeId, GroupId, MoveId, OrganizationCode, PositionId, RoleId, UserId};
use crate::organization::OrganizationStatus;
use crate::people::UserStatus;
use crate::time::Day;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// One line of the registry of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The stable code.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What it says.
    pub meaning: &'static str,
}

macro_rules! finding_kinds {
    ($($severity:ident {
        $($(#[doc = $doc:literal])+ $code:literal $name:ident { $($field:ident: $type:ty),* },)+
    })+) => {
        /// Everything the planner can say.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "code", content = "data")]
        #[allow(missing_docs)] // WHY: the fields are named for what they hold.
        pub enum FindingKind {$($(
            $(#[doc = $doc])+
            #[serde(rename = $code)]
            $name { $($field: $type),* },
        )+)+}

        /// Every kind of finding, the heaviest first.
        pub const REGISTRY: &[Registered] = &[$($(Registered {
            code: $code,
            severity: Severity::$severity,
            meaning: concat!($($doc),+),
        }),+),+];

        impl FindingKind {
            /// The finding of a code with its data.
            ///
            /// # Errors
            /// An unknown code; data that is missing, or is not what the code's data is.
            pub(super) fn read<E: Error>(code: &str, mut data: Data) -> Result<Self, E> {
                match code {
                    $($($code => Ok(Self::$name {
                        $($field: field(&mut data, stringify!($field))?,)*
                    }),)+)+
                    _ => Err(E::custom(format_args!("unknown finding `{code}`"))),
                }
            }

            /// How much a finding of this kind weighs (ruling 11).
            pub fn severity(&self) -> Severity {
                match self {
                    $($(Self::$name { .. })|+ => Severity::$severity,)+
                }
            }

            /// The stable code, kebab-case.
            pub fn code(&self) -> &'static str {
                match self {
                    $($(Self::$name { .. } => $code,)+)+
                }
            }
        }
    };
}

finding_kinds! {
    Blocker {
        /// Nobody with this id, or nobody the actor may see; the two look alike.
        "unknown-user" UnknownUser { user: UserId },
        /// Does not live where the request says.
        "not-at-source" NotAtSource { expected: OrganizationCode, home: OrganizationCode },
        /// Deleted people cannot be moved.
        "user-deleted" UserDeleted { status: UserStatus },
        /// A dependent follows its sponsor and is not moved alone.
        "dependent-moves-with-sponsor" DependentMovesWithSponsor { sponsor: UserId },
        /// Prevent User Move is set.
        "user-locked" UserLocked { user: UserId },
        /// Somebody of the family ranks above the actor.
        "rank-too-high" RankTooHigh { user: UserId, rank: u8, actor_rank: u8 },
        /// Uniqueness is not required where it must be.
        "uniqueness-off" UniquenessOff { organization: OrganizationCode },
        /// User Move is not switched on.
        "user-move-off" UserMoveOff { organization: OrganizationCode },
        /// Lives there already.
        "already-at-destination" AlreadyAtDestination { organization: OrganizationCode },
        /// The destination is not active.
        "destination-not-active" DestinationNotActive { organization: OrganizationCode, status: OrganizationStatus },
        /// The source is not active.
        "source-not-active" SourceNotActive { organization: OrganizationCode, status: OrganizationStatus },
        /// The destination takes nobody who moves alone.
        "self-moves-not-accepted" SelfMovesNotAccepted { organization: OrganizationCode },
        /// The destination is no longer in the actor's view.
        "destination-withdrawn" DestinationWithdrawn { organization: OrganizationCode },
        /// A username or mapping id is taken at the destination.
        "name-taken" NameTaken { user: UserId, organization: OrganizationCode, name: TakenName },
        /// No such position there.
        "position-unknown" PositionUnknown { organization: OrganizationCode, position: PositionId },
        /// The root cannot be chosen where a position is required.
        "position-is-root" PositionIsRoot { organization: OrganizationCode, position: PositionId },
        /// A subscription to keep that nobody in the family has, or that is to the destination itself.
        "subscription-not-kept" SubscriptionNotKept { organization: OrganizationCode },
        /// A field that this kind of move does not know.
        "field-not-applicable" FieldNotApplicable { field: Arc<str> },
        /// A date in the future, or a return date.
        "future-date" FutureDate { field: Arc<str> },
        /// More people than one request takes.
        "too-many-subjects" TooManySubjects { selected: u32, limit: u32 },
        /// Something the viewer may not see prevents the move; not even how many things is told (ruling 6).
        "hidden-blocker" HiddenBlocker {},
        /// A later move came after the move to be undone, or the home is another by now.
        "superseded" Superseded { by: Option<MoveId>, home: OrganizationCode },
        /// The move has been undone already.
        "already-undone" AlreadyUndone {},
        /// The time in which the move could be undone is over.
        "undo-too-late" UndoTooLate { days: u32 },
        /// What the move changed is forgotten.
        "move-forgotten" MoveForgotten {},
    }
    Warning {
        /// An operator role at the source ends.
        "role-revoked" RoleRevoked { user: UserId, role: RoleId, organization: OrganizationCode },
        /// A subscription ends.
        "subscription-cancelled" SubscriptionCancelled { user: UserId, organization: OrganizationCode, start: Day, end: Option<Day> },
        /// The source loses its last administrator.
        "last-administrator" LastAdministrator { organization: OrganizationCode },
        /// An Enterprise Administrator leaves the enterprise administered; the role does not reach the new home.
        "administrator-across-enterprises" AdministratorAcrossEnterprises { user: UserId, organization: OrganizationCode },
        /// Who lives at a (super) enterprise gets enterprise-wide alerts only.
        "enterprise-alerts-only" EnterpriseAlertsOnly { organization: OrganizationCode },
        /// The destination asks for a position and none is known.
        "position-required" PositionRequired { user: UserId, organization: OrganizationCode },
        /// Membership in a group of the source ends.
        "membership-removed" MembershipRemoved { user: UserId, group: GroupId },
        /// A manager stays behind, or people lose theirs.
        "manager-cleared" ManagerCleared { user: UserId, manager: UserId },
        /// The actor is in the own selection.
        "own-account" OwnAccount { user: UserId },
        /// Warnings the viewer may not see.
        "hidden-effects" HiddenEffects { count: u32 },
        /// A role comes back only if who undoes could grant it now.
        "role-not-restored" RoleNotRestored { user: UserId, role: RoleId, organization: Option<OrganizationCode> },
    }
    Notice {
        /// Dependents come along, some of them perhaps unseen.
        "dependents-move" DependentsMove { count: u32, hidden: u32 },
        /// The position at the source is left and remembered.
        "position-dropped" PositionDropped { user: UserId, organization: OrganizationCode, position: PositionId },
        /// A former position is taken up again.
        "position-reinstated" PositionReinstated { user: UserId, organization: OrganizationCode, position: PositionId },
        /// The former position is gone; the root takes its place.
        "position-reinstated-at-root" PositionReinstatedAtRoot { user: UserId, organization: OrganizationCode, position: PositionId },
        /// A group of the source that follows from attributes ends; it is worked out anew at once.
        "membership-ends" MembershipEnds { user: UserId, group: GroupId },
        /// The pages look different there.
        "look-changes" LookChanges { organization: OrganizationCode },
        /// The person is locked afterwards.
        "lock-set" LockSet { user: UserId },
        /// An attribute of the source is hidden until the person comes back.
        "attribute-dormant" AttributeDormant { user: UserId, attribute: AttributeId },
        /// An attribute of the destination is seen again.
        "attribute-awakes" AttributeAwakes { user: UserId, attribute: AttributeId },
        /// Something changed since and is kept as it is now.
        "changed-since" ChangedSince { user: UserId },
    }
}

/// What a finding carries beside its code, by name.
pub(super) type Data = serde_json::Map<String, Value>;

/// A finding on the wire.
#[derive(Deserialize)]
struct Written {
    code: String,
    #[serde(default)]
    data: Data,
}

impl<'de> Deserialize<'de> for FindingKind {
    /// WHY not derived: that is a reader for each code, a tenth of what a page that judges would load; this is one
    /// for each type of data.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { code, data } = Written::deserialize(deserializer)?;
        Self::read(&code, data)
    }
}

/// One entry of the data; one that is not there counts as null.
fn field<T: DeserializeOwned, E: Error>(data: &mut Data, name: &'static str) -> Result<T, E> {
    let value = data.remove(name).unwrap_or_default();
    serde_json::from_value(value).map_err(|error| E::custom(format_args!("{name}: {error}")))
}

impl FindingKind {
    /// The organizations the finding names, by which what a viewer may not see is filtered.
    pub fn organizations(&self) -> Vec<&OrganizationCode> {
        use FindingKind as K;
        match self {
            K::RoleRevoked { organization, .. }
            | K::SubscriptionCancelled { organization, .. }
            | K::AdministratorAcrossEnterprises { organization, .. } => vec![organization],
            _ => Vec::new(),
        }
    }

    /// The people the finding names beside the family.
    pub fn people(&self) -> Vec<&UserId> {
        match self {
            Self::ManagerCleared { user, manager } => vec![user, manager],
            Self::DependentMovesWithSponsor { sponsor } => vec![sponsor],
            _ => Vec::new(),
        }
    }
}
