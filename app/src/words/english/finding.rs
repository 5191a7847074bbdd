//! What is found, in English.

use super::{HERE, count, sentence, state, whose};
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::user_move::FindingKind;
use rehome_domain::user_move::snapshot::TakenName;

/// A finding in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::UnknownUser { user } => Told::new(
            "There is nobody of this name",
            format!(
                "{} is not among the people you can see.",
                names.person(user)
            ),
        ),
        K::NotAtSource { expected, home } => Told::new(
            "The home is another one",
            format!(
                "The request says {}; the home is {}.",
                names.at(expected),
                names.at(home)
            ),
        ),
        K::UserDeleted { .. } => Told::new("The account is deleted", "Deleted people do not move."),
        K::DependentMovesWithSponsor { sponsor } => Told::new(
            "Dependents do not move alone",
            format!(
                "The whole family moves when {} moves.",
                names.person(sponsor)
            ),
        ),
        K::UserLocked { user } => match names.somebody_else(user) {
            None => Told::new(
                "You are locked",
                "A lock keeps you at your home, so you cannot move yourself.",
            ),
            Some(name) => Told::new(
                format!("{name} is locked"),
                "The lock keeps the whole family at its home.",
            ),
        },
        K::RankTooHigh { user, .. } => Told::new(
            format!("{} ranks higher", names.person(user)),
            "Nobody moves somebody who ranks higher than they do where they act.",
        ),
        K::UniquenessOff { organization } => Told::new(
            format!("{} does not ask for unique names", names.at(organization)),
            "Nobody moves before sign-in names are known to be unique there.",
        ),
        K::UserMoveOff { organization } => Told::new(
            format!("Moves are switched off in {}", names.at(organization)),
            "An administrator can switch them on.",
        ),
        K::AlreadyAtDestination { organization } => Told::new(
            format!("The home is {} already", names.at(organization)),
            "There is nothing to move.",
        ),
        K::DestinationNotActive {
            organization,
            status,
        } => Told::new(
            format!("{} is {}", names.at(organization), state(*status)),
            "Nobody can move there.",
        ),
        K::SourceNotActive {
            organization,
            status,
        } => Told::new(
            format!("{} is {}", names.at(organization), state(*status)),
            "Only an administrator of the enterprise moves people out.",
        ),
        K::SelfMovesNotAccepted { organization } => Told::new(
            format!("{} takes nobody who moves alone", names.at(organization)),
            "An administrator can still move you.",
        ),
        K::DestinationWithdrawn { organization } => Told::new(
            format!("{} no longer takes part in moves", names.at(organization)),
            "It was in the list when you looked.",
        ),
        K::NameTaken {
            user,
            organization,
            name,
        } => {
            let what = match name {
                TakenName::Username => "sign-in name",
                TakenName::MappingId => "mapping ID",
            };
            Told::new(
                format!(
                    "{} {what} is taken in {}",
                    sentence(&whose(names.somebody_else(user).as_ref())),
                    names.at(organization)
                ),
                "Somebody else has it there. One of the two needs another.",
            )
        }
        K::PositionUnknown {
            organization,
            position,
        } => Told::new(
            format!("There is no position {}", names.position(position)),
            format!("{} has other positions.", names.at(organization)),
        ),
        K::PositionIsRoot {
            organization,
            position,
        } => Told::new(
            format!("{} is the top", names.position(position)),
            format!(
                "{} asks everyone for a position below the top.",
                names.at(organization)
            ),
        ),
        K::SubscriptionNotKept { organization } => Told::new(
            format!(
                "The subscription to {} cannot be kept",
                names.at(organization)
            ),
            "Nobody of the family has it, or it is to the new home itself.",
        ),
        K::FieldNotApplicable { field } => Told::new(
            format!("{} does not belong here", isolated(field)),
            "A move between these organizations does not know this field.",
        ),
        K::FutureDate { field } => Told::new(
            format!("{} lies ahead", isolated(field)),
            "A move happens at once; it cannot be planned for later.",
        ),
        K::TooManySubjects { selected, limit } => Told::new(
            format!(
                "{} are selected",
                count(u64::from(*selected), "person", "people")
            ),
            format!(
                "One request takes at most {}.",
                number(HERE, u64::from(*limit))
            ),
        ),
        K::HiddenBlocker {} => Told::new(
            "Something you cannot see prevents this",
            "Somebody with a wider view can tell what it is.",
        ),
        K::RoleRevoked {
            user,
            role,
            organization,
        } => Told::new(
            format!(
                "{} role {} in {} ends",
                sentence(&whose(names.somebody_else(user).as_ref())),
                names.role(role, HERE),
                names.at(organization)
            ),
            "Moving back does not bring it back.",
        ),
        K::SubscriptionCancelled {
            user, organization, ..
        } => Told::new(
            format!(
                "{} subscription to {} ends",
                sentence(&whose(names.somebody_else(user).as_ref())),
                names.at(organization)
            ),
            "It can be taken up again from the new home.",
        ),
        K::LastAdministrator { organization } => Told::new(
            format!("{} loses its last administrator", names.at(organization)),
            "Nobody is left there who can grant roles or change settings.",
        ),
        K::AdministratorAcrossEnterprises { user, organization } => Told::new(
            format!(
                "{} role does not reach the new home",
                sentence(&whose(names.somebody_else(user).as_ref()))
            ),
            format!(
                "The role of Enterprise Administrator stays at {}.",
                names.at(organization)
            ),
        ),
        K::EnterpriseAlertsOnly { organization } => Told::new(
            "Only enterprise-wide alerts arrive",
            format!(
                "People who live at {} get no alerts of its suborganizations.",
                names.at(organization)
            ),
        ),
        K::PositionRequired { user, organization } => match names.somebody_else(user) {
            None => Told::new(
                "You need a position there",
                format!(
                    "{} asks everyone for a position. Without one your profile counts as incomplete.",
                    names.at(organization)
                ),
            ),
            Some(name) => Told::new(
                format!("{name} needs a position there"),
                format!(
                    "{} asks everyone for a position. Without one the profile counts as incomplete.",
                    names.at(organization)
                ),
            ),
        },
        K::MembershipRemoved { user, group } => Told::new(
            format!(
                "{} membership in {} ends",
                sentence(&whose(names.somebody_else(user).as_ref())),
                names.group(group)
            ),
            "The group belongs to the organization that is left.",
        ),
        K::MembershipEnds { user, group } => Told::new(
            format!(
                "{} membership in {} is worked out anew",
                sentence(&whose(names.somebody_else(user).as_ref())),
                names.group(group)
            ),
            "The group holds whoever fits its conditions at the organization that is left.",
        ),
        K::ManagerCleared { user, manager } => {
            match (names.somebody_else(user), names.somebody_else(manager)) {
                (None, _) => Told::new(
                    format!("{} is no longer your manager", names.person(manager)),
                    "You have no manager until somebody sets one.",
                ),
                (Some(name), None) => Told::new(
                    format!("You are no longer {name}’s manager"),
                    format!("{name} has no manager until somebody sets one."),
                ),
                (Some(name), Some(manager)) => Told::new(
                    format!("{manager} is no longer {name}’s manager"),
                    format!("{name} has no manager until somebody sets one."),
                ),
            }
        }
        K::OwnAccount { .. } => Told::new(
            "You are in the selection",
            "You move your own account as an operator.",
        ),
        K::HiddenEffects { count: hidden } => Told::new(
            format!(
                "{} you cannot see",
                count(u64::from(*hidden), "effect", "effects")
            ),
            "Somebody with a wider view can tell what they are.",
        ),
        K::DependentsMove { count: all, hidden } => {
            let text = match hidden {
                0 => "A family moves as one.".to_owned(),
                hidden => format!(
                    "A family moves as one. You cannot see {} of them.",
                    number(HERE, u64::from(*hidden))
                ),
            };
            Told::new(
                format!(
                    "{} along",
                    count(u64::from(*all), "dependent moves", "dependents move")
                ),
                text,
            )
        }
        K::PositionDropped {
            user,
            organization,
            position,
        } => Told::new(
            format!(
                "{} position {} is left",
                sentence(&whose(names.somebody_else(user).as_ref())),
                names.position(position)
            ),
            format!("{} keeps it in mind for a return.", names.at(organization)),
        ),
        K::PositionReinstated {
            user,
            organization,
            position,
        } => Told::new(
            format!(
                "{} former position {} is taken up again",
                sentence(&whose(names.somebody_else(user).as_ref())),
                names.position(position)
            ),
            format!("{} has kept it in mind.", names.at(organization)),
        ),
        K::PositionReinstatedAtRoot {
            user, organization, ..
        } => Told::new(
            format!(
                "{} former position is gone",
                sentence(&whose(names.somebody_else(user).as_ref()))
            ),
            format!(
                "The top of {} takes its place until another is chosen.",
                names.at(organization)
            ),
        ),
        K::LookChanges { organization } => Told::new(
            "Pages look different there",
            format!(
                "They take the look and the settings of {}.",
                names.at(organization)
            ),
        ),
        K::LockSet { user } => match names.somebody_else(user) {
            None => Told::new(
                "You are locked afterwards",
                "You cannot move yourself until the lock is cleared.",
            ),
            Some(name) => Told::new(
                format!("{name} is locked afterwards"),
                "The lock holds until somebody clears it.",
            ),
        },
        K::AttributeDormant { attribute, .. } => Told::new(
            format!(
                "Profile field {} is hidden there",
                names.attribute(attribute, HERE)
            ),
            "Its value is kept and comes back on a return.",
        ),
        K::AttributeAwakes { attribute, .. } => Told::new(
            format!(
                "Profile field {} is seen again",
                names.attribute(attribute, HERE)
            ),
            "Its value was kept since the last stay.",
        ),
        K::Superseded { by, home } => Told::new(
            "A later move came after this one",
            match by {
                Some(_) => format!(
                    "The home is {} now. Only the latest move can be undone.",
                    names.at(home)
                ),
                None => format!("The home is {} now.", names.at(home)),
            },
        ),
        K::AlreadyUndone {} => {
            Told::new("This move is undone already", "It cannot be undone twice.")
        }
        K::CopyChangedSince { user } => Told::new(
            format!("{} is no longer as the copy made them", names.person(user)),
            "What was added or changed since would be lost. Delete the account instead, or disable it.",
        ),
        K::MoveForgotten {} => Told::new(
            "What this move changed is forgotten",
            "Details are kept here for a set time only. What is forgotten cannot be taken back; move the person instead.",
        ),
        K::UndoTooLate { days } => Told::new(
            "The time for undoing is over",
            format!(
                "A move can be undone for {}.",
                count(u64::from(*days), "day", "days")
            ),
        ),
        K::ChangedSince { user } => Told::new(
            "Something changed since and is kept",
            format!(
                "{} profile stays as it is now there.",
                sentence(&whose(names.somebody_else(user).as_ref()))
            ),
        ),
        K::RoleNotRestored { user, role, .. } => Told::new(
            format!(
                "{} role {} does not come back",
                sentence(&whose(names.somebody_else(user).as_ref())),
                names.role(role, HERE)
            ),
            "Somebody who may grant it can grant it anew.",
        ),
        K::LocationMismatch { .. }
        | K::OwnAccountNotMoved { .. }
        | K::UserIsTemplate { .. }
        | K::UserSynced { .. }
        | K::UserBusy { .. }
        | K::UserNotProvisioned { .. }
        | K::UserDisabled { .. }
        | K::ServiceNotMovable { .. }
        | K::DestServiceMissing { .. }
        | K::DestInstanceUnmapped { .. }
        | K::DestPlanUnmapped { .. }
        | K::PlanNotOffered { .. }
        | K::ServiceNotHeld { .. }
        | K::DispositionNotAllowed { .. }
        | K::DependencyMissing { .. }
        | K::UserLimit { .. }
        | K::ServiceLimit { .. }
        | K::StorageLimit { .. }
        | K::NameMissing { .. }
        | K::NameIllegal { .. }
        | K::DomainNotOwned { .. }
        | K::UpnTaken { .. }
        | K::ManagerNotEligible { .. }
        | K::AddressTaken { .. }
        | K::UsernameTaken { .. }
        | K::UsernameTooLong { .. }
        | K::RenameNotAllowed { .. }
        | K::AddressNotHeld { .. }
        | K::PasswordPolicy { .. }
        | K::ExpiryPassed { .. }
        | K::PrimaryAddress { .. }
        | K::ServiceNotOffered { .. }
        | K::ServiceRightsMissing { .. }
        | K::PropertyUnknown { .. }
        | K::BareIdentity { .. }
        | K::ServiceDeprovisioned { .. }
        | K::ServiceRecreated { .. }
        | K::PlanLevelChanges { .. }
        | K::LicencesRunOut { .. }
        | K::AccountProtected { .. }
        | K::PrimaryOnRelay { .. }
        | K::RoleNotAllowed { .. }
        | K::DepartmentUnassigned { .. }
        | K::OfficeUnassigned { .. }
        | K::DelegationRemoved { .. }
        | K::ConfigurationNeeded { .. }
        | K::AddressDropped { .. }
        | K::AddressForwarded { .. }
        | K::UsernameKept { .. }
        | K::SessionsEnd { .. }
        | K::RoleInert { .. } => super::hosting::told(kind, names),
        K::DifferentCustomer { .. }
        | K::TelephonyInTheWay { .. }
        | K::UpwardMove { .. }
        | K::EnterpriseDeployment { .. }
        | K::SiteFactMissing { .. }
        | K::DeviceListDiffers { .. }
        | K::CountryDiffers { .. }
        | K::OutsideSyncTo { .. }
        | K::ClusterNotListed { .. }
        | K::DialPlansDiffer { .. }
        | K::SiteDefaultsMissing { .. }
        | K::RoleNotValid { .. }
        | K::RoleBeyondActor { .. }
        | K::LineCollision { .. }
        | K::InventoryCollision { .. }
        | K::E164Association { .. }
        | K::PickupGroup { .. }
        | K::HuntList { .. }
        | K::NumberRouting { .. }
        | K::AgentLine { .. }
        | K::LineDisassociated { .. }
        | K::VoicemailStale { .. }
        | K::SharedLine { .. }
        | K::LineKept { .. }
        | K::DefaultCss { .. }
        | K::ForeignCss { .. }
        | K::ServicesLeftBehind { .. }
        | K::DeskPhoneLeft { .. }
        | K::PrimaryLineCleared { .. }
        | K::NumberToAssign { .. }
        | K::NumbersLeftBehind { .. }
        | K::AdminScopeByHand { .. } => super::telephony::told(kind, names),
        K::ProfileMissing { .. }
        | K::ProfileNotOffered { .. }
        | K::ProfileBeyondActor { .. }
        | K::NewOwnerMissing { .. }
        | K::NewOwnerNotEligible { .. }
        | K::NobodyToTakeOver { .. }
        | K::FolderNameIllegal { .. }
        | K::NoSeat { .. }
        | K::AccountStorageFull { .. }
        | K::TransferRunning { .. }
        | K::TakesOverFromOthers { .. }
        | K::LastBillingAdministrator { .. }
        | K::BillingContact { .. }
        | K::DropzoneOwned { .. }
        | K::OwnItemsViewOnly { .. }
        | K::VersionSetsStay { .. }
        | K::CustomValuesLost { .. }
        | K::ActionFlagsBecomeText { .. }
        | K::ViewsLeftBehind { .. }
        | K::GroupsHandedOver { .. }
        | K::SightLost { .. }
        | K::FolderPublic { .. }
        | K::SignInChanges { .. }
        | K::ItemsMove { .. }
        | K::ItemsHandedOver { .. }
        | K::FolderRenamed { .. }
        | K::TemplatesStay { .. }
        | K::TagsMadeAnew { .. }
        | K::LeftoverAccess { .. } => super::content::told(kind, names),
    }
}
