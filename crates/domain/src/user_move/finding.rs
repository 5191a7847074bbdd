//! What the planner says about a request: a closed set of findings with data and no prose.
//!
//! Codes are the kebab-case names of [`FindingKind`]; they are stable (ruling 11). To add a finding, add
//! a variant, its severity, and the words for it in every language (the match there is exhaustive).

use crate::ids::{AttributeId, GroupId, OrganizationCode, PositionId, RoleId, UserId};
use crate::organization::OrganizationStatus;
use crate::people::UserStatus;
use crate::time::Day;
use crate::user_move::snapshot::TakenName;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The move cannot be committed.
    Blocker,
    /// The move can be committed once this is acknowledged.
    Warning,
    /// Worth knowing.
    Notice,
}

/// What a plan says in one word (ruling 74).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Can be committed as it is.
    Works,
    /// Can be committed once the warnings are acknowledged.
    Warns,
    /// Some fact is missing here; the server will say.
    Deferred,
    /// Cannot be committed.
    Refuses,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum About {
    /// A person.
    User(UserId),
    /// An organization.
    Organization(OrganizationCode),
    /// A group.
    Group(GroupId),
    /// A field of the request.
    Field(Arc<str>),
}

/// One statement of the planner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The code with its data.
    #[serde(flatten)]
    pub kind: FindingKind,
    /// How much it weighs.
    pub severity: Severity,
    /// The family it belongs to, by its sponsor.
    pub subject: UserId,
    /// What it is about.
    pub about: About,
    /// What would clear it, and who can do that.
    #[serde(default)]
    pub remedies: Vec<Remedy>,
    /// The facts at hand do not decide it; it is checked on save.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deferred: bool,
}

/// What would clear a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Remedy {
    /// What to do.
    pub code: RemedyCode,
    /// Who can do it.
    pub by: RemedyBy,
}

/// Who can apply a remedy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RemedyBy {
    /// Who asks.
    Actor,
    /// Holders of a role, some of them by name.
    #[serde(untagged)]
    Holders {
        /// The role.
        role: RoleId,
        /// Display names of people to ask.
        users: Vec<Arc<str>>,
    },
}

/// The things that clear findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum RemedyCode {
    ChooseAnotherDestination,
    ChoosePosition,
    MoveTheSponsor,
    MoveLocked,
    ClearTheLock,
    LetAnAdministratorMove,
    AcceptSelfMoves,
    RequireUniqueness,
    EnableUserMove,
    ActivateOrganization,
    RenameUser,
    LeaveTheFieldOut,
    AppointAnotherAdministrator,
    AskSomebodyOfHigherRank,
    SelectFewer,
    MoveNow,
    AskForHelp,
}

/// Everything the planner can say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "code", content = "data", rename_all = "kebab-case")]
#[allow(missing_docs)] // WHY: the fields are named for what they hold.
pub enum FindingKind {
    // Blockers about the person.
    /// Nobody with this id, or nobody the actor may see; the two look alike.
    UnknownUser { user: UserId },
    /// Does not live where the request says.
    NotAtSource {
        expected: OrganizationCode,
        home: OrganizationCode,
    },
    /// Deleted people cannot be moved.
    UserDeleted { status: UserStatus },
    /// A dependent follows its sponsor and is not moved alone.
    DependentMovesWithSponsor { sponsor: UserId },
    /// Prevent User Move is set.
    UserLocked { user: UserId },
    /// Somebody of the family ranks above the actor.
    RankTooHigh {
        user: UserId,
        rank: u8,
        actor_rank: u8,
    },
    // Blockers about the organizations.
    /// Uniqueness is not required where it must be.
    UniquenessOff { organization: OrganizationCode },
    /// User Move is not switched on.
    UserMoveOff { organization: OrganizationCode },
    /// Lives there already.
    AlreadyAtDestination { organization: OrganizationCode },
    /// The destination is not active.
    DestinationNotActive {
        organization: OrganizationCode,
        status: OrganizationStatus,
    },
    /// The source is not active.
    SourceNotActive {
        organization: OrganizationCode,
        status: OrganizationStatus,
    },
    /// The destination takes nobody who moves alone.
    SelfMovesNotAccepted { organization: OrganizationCode },
    /// The destination is no longer in the actor's view.
    DestinationWithdrawn { organization: OrganizationCode },
    /// A username or mapping id is taken at the destination.
    NameTaken {
        user: UserId,
        organization: OrganizationCode,
        name: TakenName,
    },
    // Blockers about fields.
    /// No such position there.
    PositionUnknown {
        organization: OrganizationCode,
        position: PositionId,
    },
    /// The root cannot be chosen where a position is required.
    PositionIsRoot {
        organization: OrganizationCode,
        position: PositionId,
    },
    /// A subscription to keep that nobody in the family has, or that is to the destination itself.
    SubscriptionNotKept { organization: OrganizationCode },
    /// A field that this kind of move does not know.
    FieldNotApplicable { field: Arc<str> },
    /// A date in the future, or a return date.
    FutureDate { field: Arc<str> },
    /// More people than one request takes.
    TooManySubjects { selected: u32, limit: u32 },
    /// Something the viewer may not see prevents the move; not even how many things is told (ruling 6).
    HiddenBlocker {},
    // Warnings.
    /// An operator role at the source ends.
    RoleRevoked {
        user: UserId,
        role: RoleId,
        organization: OrganizationCode,
    },
    /// A subscription ends.
    SubscriptionCancelled {
        user: UserId,
        organization: OrganizationCode,
        start: Day,
        end: Option<Day>,
    },
    /// The source loses its last administrator.
    LastAdministrator { organization: OrganizationCode },
    /// An Enterprise Administrator leaves the enterprise administered; the role does not reach the new home.
    AdministratorAcrossEnterprises {
        user: UserId,
        organization: OrganizationCode,
    },
    /// Who lives at a (super) enterprise gets enterprise-wide alerts only.
    EnterpriseAlertsOnly { organization: OrganizationCode },
    /// The destination asks for a position and none is known.
    PositionRequired {
        user: UserId,
        organization: OrganizationCode,
    },
    /// Membership in a group of the source ends.
    MembershipRemoved { user: UserId, group: GroupId },
    /// A manager stays behind, or people lose theirs.
    ManagerCleared { user: UserId, manager: UserId },
    /// The actor is in the own selection.
    OwnAccount { user: UserId },
    /// Warnings the viewer may not see.
    HiddenEffects { count: u32 },
    // Notices.
    /// Dependents come along, some of them perhaps unseen.
    DependentsMove { count: u32, hidden: u32 },
    /// The position at the source is left and remembered.
    PositionDropped {
        user: UserId,
        organization: OrganizationCode,
        position: PositionId,
    },
    /// A former position is taken up again.
    PositionReinstated {
        user: UserId,
        organization: OrganizationCode,
        position: PositionId,
    },
    /// The former position is gone; the root takes its place.
    PositionReinstatedAtRoot {
        user: UserId,
        organization: OrganizationCode,
        position: PositionId,
    },
    /// The pages look different there.
    LookChanges { organization: OrganizationCode },
    /// The person is locked afterwards.
    LockSet { user: UserId },
    /// An attribute of the source is hidden until the person comes back.
    AttributeDormant {
        user: UserId,
        attribute: AttributeId,
    },
    /// An attribute of the destination is seen again.
    AttributeAwakes {
        user: UserId,
        attribute: AttributeId,
    },
    // Undo.
    /// The home has changed since the move to be undone.
    Superseded { home: OrganizationCode },
    /// The move has been undone already.
    AlreadyUndone {},
    /// The time in which the move could be undone is over.
    UndoTooLate { days: u32 },
    /// Something changed since and is kept as it is now.
    ChangedSince { user: UserId },
    /// A role comes back only if who undoes could grant it now.
    RoleNotRestored {
        user: UserId,
        role: RoleId,
        organization: Option<OrganizationCode>,
    },
}

impl FindingKind {
    /// How much a finding of this kind weighs (ruling 11).
    pub fn severity(&self) -> Severity {
        use FindingKind as K;
        match self {
            K::UnknownUser { .. }
            | K::NotAtSource { .. }
            | K::UserDeleted { .. }
            | K::DependentMovesWithSponsor { .. }
            | K::UserLocked { .. }
            | K::RankTooHigh { .. }
            | K::UniquenessOff { .. }
            | K::UserMoveOff { .. }
            | K::AlreadyAtDestination { .. }
            | K::DestinationNotActive { .. }
            | K::SourceNotActive { .. }
            | K::SelfMovesNotAccepted { .. }
            | K::DestinationWithdrawn { .. }
            | K::NameTaken { .. }
            | K::PositionUnknown { .. }
            | K::PositionIsRoot { .. }
            | K::SubscriptionNotKept { .. }
            | K::FieldNotApplicable { .. }
            | K::FutureDate { .. }
            | K::TooManySubjects { .. }
            | K::HiddenBlocker {}
            | K::Superseded { .. }
            | K::AlreadyUndone {}
            | K::UndoTooLate { .. } => Severity::Blocker,
            K::RoleRevoked { .. }
            | K::SubscriptionCancelled { .. }
            | K::LastAdministrator { .. }
            | K::AdministratorAcrossEnterprises { .. }
            | K::EnterpriseAlertsOnly { .. }
            | K::PositionRequired { .. }
            | K::MembershipRemoved { .. }
            | K::ManagerCleared { .. }
            | K::OwnAccount { .. }
            | K::HiddenEffects { .. }
            | K::RoleNotRestored { .. } => Severity::Warning,
            K::DependentsMove { .. }
            | K::PositionDropped { .. }
            | K::PositionReinstated { .. }
            | K::PositionReinstatedAtRoot { .. }
            | K::LookChanges { .. }
            | K::LockSet { .. }
            | K::AttributeDormant { .. }
            | K::AttributeAwakes { .. }
            | K::ChangedSince { .. } => Severity::Notice,
        }
    }

    /// The stable code, kebab-case.
    pub fn code(&self) -> &'static str {
        use FindingKind as K;
        match self {
            K::UnknownUser { .. } => "unknown-user",
            K::NotAtSource { .. } => "not-at-source",
            K::UserDeleted { .. } => "user-deleted",
            K::DependentMovesWithSponsor { .. } => "dependent-moves-with-sponsor",
            K::UserLocked { .. } => "user-locked",
            K::RankTooHigh { .. } => "rank-too-high",
            K::UniquenessOff { .. } => "uniqueness-off",
            K::UserMoveOff { .. } => "user-move-off",
            K::AlreadyAtDestination { .. } => "already-at-destination",
            K::DestinationNotActive { .. } => "destination-not-active",
            K::SourceNotActive { .. } => "source-not-active",
            K::SelfMovesNotAccepted { .. } => "self-moves-not-accepted",
            K::DestinationWithdrawn { .. } => "destination-withdrawn",
            K::NameTaken { .. } => "name-taken",
            K::PositionUnknown { .. } => "position-unknown",
            K::PositionIsRoot { .. } => "position-is-root",
            K::SubscriptionNotKept { .. } => "subscription-not-kept",
            K::FieldNotApplicable { .. } => "field-not-applicable",
            K::FutureDate { .. } => "future-date",
            K::TooManySubjects { .. } => "too-many-subjects",
            K::HiddenBlocker {} => "hidden-blocker",
            K::RoleRevoked { .. } => "role-revoked",
            K::SubscriptionCancelled { .. } => "subscription-cancelled",
            K::LastAdministrator { .. } => "last-administrator",
            K::AdministratorAcrossEnterprises { .. } => "administrator-across-enterprises",
            K::EnterpriseAlertsOnly { .. } => "enterprise-alerts-only",
            K::PositionRequired { .. } => "position-required",
            K::MembershipRemoved { .. } => "membership-removed",
            K::ManagerCleared { .. } => "manager-cleared",
            K::OwnAccount { .. } => "own-account",
            K::HiddenEffects { .. } => "hidden-effects",
            K::DependentsMove { .. } => "dependents-move",
            K::PositionDropped { .. } => "position-dropped",
            K::PositionReinstated { .. } => "position-reinstated",
            K::PositionReinstatedAtRoot { .. } => "position-reinstated-at-root",
            K::LookChanges { .. } => "look-changes",
            K::LockSet { .. } => "lock-set",
            K::AttributeDormant { .. } => "attribute-dormant",
            K::AttributeAwakes { .. } => "attribute-awakes",
            K::Superseded { .. } => "superseded",
            K::AlreadyUndone {} => "already-undone",
            K::UndoTooLate { .. } => "undo-too-late",
            K::ChangedSince { .. } => "changed-since",
            K::RoleNotRestored { .. } => "role-not-restored",
        }
    }

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

impl Finding {
    /// A finding of a family about something.
    pub fn new(subject: &UserId, about: About, kind: FindingKind) -> Self {
        Self {
            severity: kind.severity(),
            kind,
            subject: subject.clone(),
            about,
            remedies: Vec::new(),
            deferred: false,
        }
    }

    /// The finding with one more remedy.
    #[must_use]
    pub fn remedy(mut self, code: RemedyCode, by: RemedyBy) -> Self {
        self.remedies.push(Remedy { code, by });
        self
    }

    /// The finding as one that the facts at hand do not decide.
    #[must_use]
    pub fn deferred(mut self) -> Self {
        self.deferred = true;
        self
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Whether this finding keeps a move from being committed, whatever is acknowledged.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Blocker && !self.deferred
    }
}

impl Verdict {
    /// What findings amount to.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        findings
            .into_iter()
            .map(|finding| match (finding.severity, finding.deferred) {
                (_, true) => Self::Deferred,
                (Severity::Blocker, false) => Self::Refuses,
                (Severity::Warning, false) => Self::Warns,
                (Severity::Notice, false) => Self::Works,
            })
            .max()
            .unwrap_or(Self::Works)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_finding_is_written_as_the_interface_fixes_it() {
        let finding = Finding::new(
            &"dana".into(),
            About::Organization("harbour".into()),
            FindingKind::LastAdministrator {
                organization: "harbour".into(),
            },
        )
        .remedy(
            RemedyCode::AppointAnotherAdministrator,
            RemedyBy::Holders {
                role: "enterprise_administrator".into(),
                users: vec!["Ana".into()],
            },
        )
        .remedy(RemedyCode::MoveNow, RemedyBy::Actor);
        let value = serde_json::to_value(&finding).unwrap();
        assert_eq!(value["code"], "last-administrator");
        assert_eq!(value["severity"], "warning");
        assert_eq!(value["data"]["organization"], "harbour");
        assert_eq!(value["about"]["type"], "organization");
        assert_eq!(
            value["remedies"][0]["by"]["role"],
            "enterprise_administrator"
        );
        assert_eq!(value["remedies"][1]["by"], "actor");
        assert_eq!(serde_json::from_value::<Finding>(value).unwrap(), finding);
    }

    #[test]
    fn the_worst_finding_makes_the_verdict() {
        let subject = UserId::from("dana");
        let about = About::User(subject.clone());
        let notice = Finding::new(
            &subject,
            about.clone(),
            FindingKind::LockSet {
                user: subject.clone(),
            },
        );
        let warning = Finding::new(
            &subject,
            about.clone(),
            FindingKind::OwnAccount {
                user: subject.clone(),
            },
        );
        let blocker = Finding::new(
            &subject,
            about,
            FindingKind::UserLocked {
                user: subject.clone(),
            },
        );
        assert_eq!(Verdict::of([]), Verdict::Works);
        assert_eq!(Verdict::of([&notice]), Verdict::Works);
        assert_eq!(Verdict::of([&notice, &warning]), Verdict::Warns);
        assert_eq!(
            Verdict::of([&warning, &blocker.clone().deferred()]),
            Verdict::Deferred
        );
        assert_eq!(Verdict::of([&blocker, &warning]), Verdict::Refuses);
    }
}
