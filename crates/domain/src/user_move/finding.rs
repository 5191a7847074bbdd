//! What the planner says about a request: a closed set of findings with data and no prose.
//!
//! The kinds of findings, with their codes and severities, are listed in [`super::finding_kind`].

use super::finding_kind::Data;
pub use super::finding_kind::{FindingKind, OwnerFault, REGISTRY, Registered};
use crate::ids::{GroupId, OrganizationCode, RoleId, ServiceId, UserId};
use serde::{Deserialize, Deserializer, Serialize};
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
    /// A service.
    Service(ServiceId),
    /// A field of the request.
    Field(Arc<str>),
}

/// One statement of the planner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

/// A finding on the wire, its code and data beside the rest.
#[derive(Deserialize)]
struct Written {
    code: String,
    #[serde(default)]
    data: Data,
    severity: Severity,
    subject: UserId,
    about: About,
    #[serde(default)]
    remedies: Vec<Remedy>,
    #[serde(default)]
    deferred: bool,
}

impl<'de> Deserialize<'de> for Finding {
    /// WHY not derived: as [`FindingKind`]'s own.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        Ok(Self {
            kind: FindingKind::read(&written.code, written.data)?,
            severity: written.severity,
            subject: written.subject,
            about: written.about,
            remedies: written.remedies,
            deferred: written.deferred,
        })
    }
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
    CopyInstead,
    DeprovisionService,
    LetTheServiceTravel,
    ProvisionService,
    ChooseInstance,
    ChoosePlan,
    OfferPlan,
    ChooseDisposition,
    RaiseLimit,
    WaitUntilDone,
    SettleProvisioning,
    EnableAccount,
    DetachFromDirectory,
    ChooseAnotherName,
    RegisterDomain,
    KeepUsername,
    AllowRole,
    ChooseAnotherPassword,
    MoveWithinTheCustomer,
    RemoveTelephony,
    CompleteTheSite,
    FillSiteDefaults,
    ChooseRole,
    FreeTheNumber,
    RouteTheNumber,
    AssignNewNumber,
    CleanUpLeftovers,
    MoveWithServices,
    MoveDeskPhones,
    SetByHand,
    ChooseProfile,
    ChooseNewOwner,
    ChooseManager,
    AddAUser,
    NameTheFolder,
    FreeASeat,
    MakeRoom,
    HandOverFirst,
    AppointBillingAdministrator,
    AskForHelp,
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
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Warns => "warns",
            Self::Refuses => "refuses",
            Self::Deferred => "deferred",
        }
    }

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
