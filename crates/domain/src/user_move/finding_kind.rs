//! Everything the planner can say, in one list: code, data, severity and meaning of each kind of finding.
//!
//! Codes are kebab-case and stable (ruling 11). To add a finding, add a line under its severity, and the
//! words for it in every language (the match there is exhaustive).

use super::finding::Severity;
use super::request::Disposition;
use super::snapshot::TakenName;
use crate::content::SignIn;
use crate::hosting::password::PasswordNeed;
use crate::hosting::{NameKind, Provisioning};
use crate::ids::{
    Address, AttributeId, GroupId, InstanceId, LineId, LocationId, MoveId, OrganizationCode,
    PlanId, PositionId, ProfileId, RecordId, RoleId, ServiceId, UserId,
};
use crate::organization::OrganizationStatus;
use crate::people::UserStatus;
use crate::telephony::{DialPlan, RecordKey, SiteFact};
use crate::time::Day;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::any::Any;
use std::collections::BTreeSet;
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

            /// Whom the finding names, by which what a viewer may not see is filtered.
            pub fn people(&self) -> Vec<&UserId> {
                self.every_named()
            }

            /// The organizations the finding names, by which what a viewer may not see is filtered.
            pub fn organizations(&self) -> Vec<&OrganizationCode> {
                self.every_named()
            }

            // WHY by type: a list kept by hand forgets the next kind, and what is forgotten leaks.
            fn every_named<T: 'static>(&self) -> Vec<&T> {
                match self {
                    $($(Self::$name { $($field),* } => {
                        <[Option<&T>]>::iter(&[$(named($field)),*]).flatten().copied().collect()
                    })+)+
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
        /// Something happened to somebody since they were made by a copy, so that the copy is not taken back.
        "copy-changed-since" CopyChangedSince { user: UserId },
        /// A later move came after the move to be undone, or the home is another by now.
        "superseded" Superseded { by: Option<MoveId>, home: OrganizationCode },
        /// The move has been undone already.
        "already-undone" AlreadyUndone {},
        /// The time in which the move could be undone is over.
        "undo-too-late" UndoTooLate { days: u32 },
        /// What the move changed is forgotten.
        "move-forgotten" MoveForgotten {},
        /// The two ends stand in different locations.
        "location-mismatch" LocationMismatch { source: Option<LocationId>, destination: Option<LocationId> },
        /// Operators do not move their own account in hosting trees.
        "own-account-not-moved" OwnAccountNotMoved { user: UserId },
        /// Templates stay with their customer.
        "user-is-template" UserIsTemplate { user: UserId },
        /// The identity is mastered in an outside directory.
        "user-synced" UserSynced { user: UserId, directory: Arc<str> },
        /// Something is requested or in progress for the account or a service.
        "user-busy" UserBusy { user: UserId, service: Option<ServiceId>, status: Provisioning },
        /// The account or a service is not as it should be: grey with services, red or blue.
        "user-not-provisioned" UserNotProvisioned { user: UserId, service: Option<ServiceId>, status: Provisioning },
        /// The account is disabled and still holds services.
        "user-disabled" UserDisabled { user: UserId, service: ServiceId },
        /// A service that does not travel is held.
        "service-not-movable" ServiceNotMovable { user: UserId, service: ServiceId },
        /// The destination does not have a service that goes along.
        "dest-service-missing" DestServiceMissing { user: UserId, service: ServiceId, organization: OrganizationCode },
        /// The destination has several instances of a service, or not the one asked for; one is to be chosen.
        "dest-instance-unmapped" DestInstanceUnmapped { user: UserId, service: ServiceId, instance: Option<InstanceId> },
        /// No plan of the destination matches; one is to be chosen.
        "dest-plan-unmapped" DestPlanUnmapped { user: UserId, service: ServiceId, plan: Option<PlanId> },
        /// The destination, or a reseller above it, does not offer the plan.
        "plan-not-offered" PlanNotOffered { user: UserId, service: ServiceId, plan: PlanId },
        /// Something is asked of a service that nobody in the family holds.
        "service-not-held" ServiceNotHeld { service: ServiceId },
        /// The service does not allow what is asked of it.
        "disposition-not-allowed" DispositionNotAllowed { user: UserId, service: ServiceId, disposition: Disposition },
        /// A service goes along without another that it needs.
        "dependency-missing" DependencyMissing { user: UserId, service: ServiceId, requires: ServiceId },
        /// The destination has as many users as it may have.
        "user-limit" UserLimit { organization: OrganizationCode, limit: u32, would_be: u32 },
        /// As many people have the service there as may have it.
        "service-limit" ServiceLimit { organization: OrganizationCode, service: ServiceId, limit: u32, would_be: u32 },
        /// As much is stored below a reseller as may be.
        "storage-limit" StorageLimit { organization: OrganizationCode, limit: u64, would_be: u64 },
        /// No name can be proposed; one is to be chosen.
        "name-missing" NameMissing { user: UserId, name: NameKind },
        /// A chosen name holds what names cannot hold.
        "name-illegal" NameIllegal { user: UserId, name: NameKind, text: Arc<str> },
        /// The domain of a chosen name is not the destination's.
        "domain-not-owned" DomainNotOwned { user: UserId, organization: OrganizationCode, domain: Arc<str> },
        /// A user principal name is somebody else's.
        "upn-taken" UpnTaken { user: UserId, upn: Arc<str> },
        /// An address is somebody else's, or kept from others.
        "address-taken" AddressTaken { user: UserId, address: Address },
        /// A username is somebody else's.
        "username-taken" UsernameTaken { user: UserId, username: Arc<str> },
        /// The short name leaves no room for a username of 20 characters.
        "username-too-long" UsernameTooLong { user: UserId, suffix: Arc<str> },
        /// Who moves people there may not write usernames anew.
        "rename-not-allowed" RenameNotAllowed { user: UserId },
        /// Something is asked of an address that the person does not have.
        "address-not-held" AddressNotHeld { user: UserId, address: Address },
        /// The password of somebody new is missing, too short, or of characters that are too much alike.
        "password-policy" PasswordPolicy { user: UserId, minimum: u32, classes: u32, missing: BTreeSet<PasswordNeed> },
        /// The account of somebody new would end before it begins.
        "expiry-passed" ExpiryPassed { user: UserId, expires: Day },
        /// Of the addresses of somebody new, none or several are the primary one.
        "primary-address" PrimaryAddress { user: UserId, primaries: u32 },
        /// A service that is not provisioned is not copied, and one that is not for users is not added.
        "service-not-offered" ServiceNotOffered { service: ServiceId, status: Provisioning },
        /// Who copies people there may not give them further services.
        "service-rights-missing" ServiceRightsMissing { service: ServiceId },
        /// The service has no such property.
        "property-unknown" PropertyUnknown { service: ServiceId, property: Arc<str> },
        /// The destination belongs to another customer.
        "different-customer" DifferentCustomer { organization: OrganizationCode },
        /// Lines or devices are held, and the destination is another customer.
        "telephony-in-the-way" TelephonyInTheWay { user: UserId, count: u32 },
        /// From a site nobody goes upwards.
        "upward-move" UpwardMove { organization: OrganizationCode },
        /// The customer's telephony is deployed by the enterprise itself.
        "enterprise-deployment" EnterpriseDeployment { organization: OrganizationCode },
        /// A site lacks a fact that both sites must agree in.
        "site-fact-missing" SiteFactMissing { organization: OrganizationCode, fact: SiteFact },
        /// The two sites name different device lists.
        "device-list-differs" DeviceListDiffers { source: OrganizationCode, destination: OrganizationCode },
        /// The two sites are in different countries.
        "country-differs" CountryDiffers { source: Arc<str>, destination: Arc<str> },
        /// The destination is not below where the person was first created or synced.
        "outside-sync-to" OutsideSyncTo { user: UserId, sync_to: OrganizationCode },
        /// The destination's device list does not name the call cluster of what is held.
        "cluster-not-listed" ClusterNotListed { user: UserId, organization: OrganizationCode },
        /// One site numbers by location code and the other does not, or numbers would not fit.
        "dial-plans-differ" DialPlansDiffer { source: DialPlan, destination: DialPlan },
        /// The destination has no default for values that what moves needs; all of them are named.
        "site-defaults-missing" SiteDefaultsMissing { organization: OrganizationCode, keys: Vec<Arc<str>> },
        /// The role to be held is not one of the destination's kind.
        "role-not-valid" RoleNotValid { user: UserId, role: RoleId, organization: OrganizationCode, instead: Option<RoleId> },
        /// The chosen role ranks above the actor, or the actor grants none there.
        "role-beyond-actor" RoleBeyondActor { user: UserId, role: RoleId },
        /// The number is in use in the partition where it would come to stand.
        "line-collision" LineCollision { user: UserId, line: LineId, number: Arc<str> },
        /// The inventory of the destination keeps a number already that would come there.
        "inventory-collision" InventoryCollision { user: UserId, number: Arc<str>, organization: OrganizationCode },
        /// No permission profile is chosen for the new account.
        "profile-missing" ProfileMissing { user: UserId },
        /// The new account has no such permission profile, or it is disabled there.
        "profile-not-offered" ProfileNotOffered { user: UserId, profile: ProfileId, organization: OrganizationCode },
        /// The actor may not give this permission profile.
        "profile-beyond-actor" ProfileBeyondActor { user: UserId, profile: ProfileId },
        /// Nobody is chosen who takes over what stays.
        "new-owner-missing" NewOwnerMissing { user: UserId },
        /// Who is to take over what stays cannot.
        "new-owner-not-eligible" NewOwnerNotEligible { user: UserId, owner: UserId, why: OwnerFault },
        /// Who is asked for cannot be the manager: nobody known, or nobody who lives there or goes along.
        "manager-not-eligible" ManagerNotEligible { user: UserId, manager: UserId },
        /// Something stays, and there is nobody in the account who could take it over.
        "nobody-to-take-over" NobodyToTakeOver { user: UserId, organization: OrganizationCode },
        /// The folder for what moves along cannot be called so.
        "folder-name-illegal" FolderNameIllegal { user: UserId },
        /// The new account has no free seat.
        "no-seat" NoSeat { organization: OrganizationCode, limit: u32, would_be: u32 },
        /// The new account has no room for what moves along.
        "account-storage-full" AccountStorageFull { organization: OrganizationCode, limit: u64, would_be: u64 },
        /// What came along with the last move is still under way.
        "transfer-running" TransferRunning { user: UserId },
        /// Takes over what stays from somebody whose things are still under way.
        "takes-over-from-others" TakesOverFromOthers { user: UserId, from: UserId },
        /// The hub would be left without a Billing Administrator.
        "last-billing-administrator" LastBillingAdministrator { organization: OrganizationCode },
        /// Bills go to the person; somebody else is to be named first.
        "billing-contact" BillingContact { user: UserId, organization: OrganizationCode },
        /// Dropzones are the person's; they are to be handed over first.
        "dropzone-owned" DropzoneOwned { user: UserId, count: u32 },
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
        /// An account without services goes along that is disabled or not provisioned.
        "bare-identity" BareIdentity { user: UserId, status: Provisioning },
        /// A service is taken away at the source, and its data with it.
        "service-deprovisioned" ServiceDeprovisioned { user: UserId, service: ServiceId },
        /// A service is made anew, empty.
        "service-recreated" ServiceRecreated { user: UserId, service: ServiceId },
        /// A service goes along on a plan of another level.
        "plan-level-changes" PlanLevelChanges { user: UserId, service: ServiceId, from: PlanId, to: PlanId },
        /// There are no licences left; the service waits until there are.
        "licences-run-out" LicencesRunOut { user: UserId, service: ServiceId, organization: OrganizationCode, licences: u32 },
        /// The outside directory protects the account from being written.
        "account-protected" AccountProtected { user: UserId },
        /// The new primary address is of a domain whose mail goes on elsewhere.
        "primary-on-relay" PrimaryOnRelay { user: UserId, address: Address },
        /// A role does not go along: restricted there, of another tier, or beyond the actor's right to grant.
        "role-not-allowed" RoleNotAllowed { user: UserId, role: RoleId, organization: OrganizationCode },
        /// The destination has no such department.
        "department-unassigned" DepartmentUnassigned { user: UserId, department: Arc<str> },
        /// The destination has no such office.
        "office-unassigned" OfficeUnassigned { user: UserId, office: Arc<str> },
        /// A delegation to or from somebody who stays behind ends.
        "delegation-removed" DelegationRemoved { user: UserId, to: UserId },
        /// An outside number stays with a line that moves.
        "e164-association" E164Association { user: UserId, number: Arc<str>, outside: Arc<str>, organization: Option<OrganizationCode> },
        /// A line that moves stays in a pickup group.
        "pickup-group" PickupGroup { user: UserId, number: Arc<str>, group: RecordId, organization: Option<OrganizationCode> },
        /// A line that moves stays in a hunt list.
        "hunt-list" HuntList { user: UserId, number: Arc<str>, list: RecordId, organization: Option<OrganizationCode> },
        /// Numbers are routed by range at a site; lines that move may be misrouted.
        "number-routing" NumberRouting { user: UserId, organization: OrganizationCode },
        /// An agent line stays behind.
        "agent-line" AgentLine { user: UserId, number: Arc<str> },
        /// A line stays behind and is taken off a device.
        "line-disassociated" LineDisassociated { user: UserId, number: Arc<str>, device: RecordKey },
        /// A mailbox keeps the extension of a line that stays behind.
        "voicemail-stale" VoicemailStale { user: UserId, mailbox: RecordKey, extension: Option<Arc<str>> },
        /// A line that moves, or stays behind, is on somebody else's device too.
        "shared-line" SharedLine { user: UserId, number: Arc<str>, device: RecordKey, owner: Option<UserId>, organization: Option<OrganizationCode> },
        /// A line on the person's devices is somebody else's primary one; it stays, and stays on them.
        "line-kept" LineKept { user: UserId, number: Arc<str>, owner: UserId },
        /// Lines or devices get the default calling search space.
        "default-css" DefaultCss { user: UserId, css: Arc<str> },
        /// A value that is kept carries the code of the source.
        "foreign-css" ForeignCss { user: UserId, device: RecordKey, field: Arc<str>, value: Arc<str> },
        /// The person moves alone; lines, devices and services stay.
        "services-left-behind" ServicesLeftBehind { user: UserId, count: u32 },
        /// A desk phone stays and is nobody's from then on.
        "desk-phone-left" DeskPhoneLeft { user: UserId, device: RecordKey },
        /// With the new profile people only look at what is their own.
        "own-items-view-only" OwnItemsViewOnly { user: UserId, profile: ProfileId },
        /// Version sets stay because others own versions of them.
        "version-sets-stay" VersionSetsStay { user: UserId, count: u32 },
        /// What moves loses the values of custom fields.
        "custom-values-lost" CustomValuesLost { user: UserId, count: u32 },
        /// Marks on what moves stay as text, and nothing filters by them any more.
        "action-flags-become-text" ActionFlagsBecomeText { user: UserId, count: u32 },
        /// Views of one's own stay behind and are seen by nobody.
        "views-left-behind" ViewsLeftBehind { user: UserId, count: u32 },
        /// Groups pass to the new owner, private ones among them.
        "groups-handed-over" GroupsHandedOver { user: UserId, count: u32, private: u32 },
        /// People who stay no longer see what moves.
        "sight-lost" SightLost { organization: OrganizationCode, people: u32, items: u32 },
        /// The folder for what moves is seen by everybody in the new account.
        "folder-public" FolderPublic { user: UserId, folder: Arc<str> },
        /// People sign in otherwise there.
        "sign-in-changes" SignInChanges { organization: OrganizationCode, before: SignIn, after: SignIn },
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
        /// A service waits at the destination until somebody fills something in.
        "configuration-needed" ConfigurationNeeded { user: UserId, service: ServiceId, property: Arc<str> },
        /// An address is given up and kept from others for a while.
        "address-dropped" AddressDropped { user: UserId, address: Address, days: u32 },
        /// Mail for an address that is given up goes on for a while.
        "address-forwarded" AddressForwarded { user: UserId, address: Address, days: u32 },
        /// The username stays as it is, with the suffix of the source.
        "username-kept" UsernameKept { user: UserId, username: Arc<str> },
        /// The person signs in anew, under another name.
        "sessions-end" SessionsEnd { user: UserId },
        /// A role goes along and opens nothing until the destination has its service.
        "role-inert" RoleInert { user: UserId, role: RoleId, service: ServiceId },
        /// The person has no primary line afterwards.
        "primary-line-cleared" PrimaryLineCleared { user: UserId, number: Arc<str> },
        /// A new number is to be given at the destination.
        "number-to-assign" NumberToAssign { user: UserId, organization: OrganizationCode },
        /// Lines stay at the source with nobody to answer; what names them is to be cleaned up.
        "numbers-left-behind" NumbersLeftBehind { user: UserId, organization: OrganizationCode, numbers: Vec<Arc<str>> },
        /// What else the person administers is to be set by hand.
        "admin-scope-by-hand" AdminScopeByHand { user: UserId },
        /// Proofs and files move along into a folder of their own, one after the other.
        "items-move" ItemsMove { user: UserId, proofs: u32, files: u32, bytes: u64, folder: Arc<str> },
        /// What stays passes to somebody else.
        "items-handed-over" ItemsHandedOver { user: UserId, owner: UserId, proofs: u32, files: u32, folders: u32, trashed: u32 },
        /// A folder of that name is there; the new one gets a number.
        "folder-renamed" FolderRenamed { user: UserId, folder: Arc<str> },
        /// Stages of reviews go along; their templates stay.
        "templates-stay" TemplatesStay { user: UserId, proofs: u32, templates: u32 },
        /// Tags of what moves are made anew by name.
        "tags-made-anew" TagsMadeAnew { user: UserId, count: u32 },
        /// Folders that the person made, and what is in them, can still be looked at.
        "leftover-access" LeftoverAccess { user: UserId, folders: u32, items: u32 },
        /// Something changed since and is kept as it is now.
        "changed-since" ChangedSince { user: UserId },
    }
}

/// Why somebody cannot take over what stays (content 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OwnerFault {
    /// Moves along.
    MovesAlong,
    /// Does not live in the old account; who is unknown looks the same.
    NotThere,
    /// Is not active.
    NotActive,
    /// Only looks at things, by the profile.
    OnlyLooks,
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

/// What a finding's data names, where it is of the kind looked for.
fn named<T: 'static>(value: &dyn Any) -> Option<&T> {
    let inside = || value.downcast_ref::<Option<T>>().and_then(Option::as_ref);
    value.downcast_ref::<T>().or_else(inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telephony::Section;

    #[test]
    fn whoever_and_wherever_a_finding_names_is_told_of_it() {
        let kind = FindingKind::SharedLine {
            user: "jon".into(),
            number: "1001".into(),
            device: RecordKey::new(Section::Phones, "SEP1"),
            owner: Some("leo".into()),
            organization: None,
        };
        assert_eq!(kind.people(), [&UserId::from("jon"), &UserId::from("leo")]);
        assert_eq!(kind.organizations(), [] as [&OrganizationCode; 0]);
        let kind = FindingKind::RoleRevoked {
            user: "jon".into(),
            role: RoleId::new("editor"),
            organization: "kestrel".into(),
        };
        assert_eq!(kind.people(), [&UserId::from("jon")]);
        assert_eq!(kind.organizations(), [&OrganizationCode::from("kestrel")]);
    }
}
