//! One of everything that is said, for the tests of the languages.

use super::{Language, Names, Words};
use rehome_domain::content::SignIn;
use rehome_domain::hosting::password::PasswordNeed;
use rehome_domain::hosting::{NameKind, Provisioning};
use rehome_domain::ids::UserId;
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::people::UserStatus;
use rehome_domain::telephony::{DialPlan, RecordKey, Section, SiteFact};
use rehome_domain::time::Day;
use rehome_domain::user_move::finding::OwnerFault;
use rehome_domain::user_move::snapshot::TakenName;
use rehome_domain::user_move::{
    BasisRecord, Disposition, FindingKind as K, OutcomeItem, Remedy, RemedyBy, RemedyCode,
};
use std::collections::BTreeSet;

fn findings(user: &str) -> Vec<K> {
    let user = UserId::from(user);
    let between_accounts = between_accounts(&user);
    let u = || user.clone();
    let o = || "harbour".into();
    let phone = || RecordKey::new(Section::Phones, "sep-1");
    let mut all = vec![
        K::UnknownUser { user: u() },
        K::NotAtSource {
            expected: o(),
            home: "riverside".into(),
        },
        K::UserDeleted {
            status: UserStatus::Deleted,
        },
        K::DependentMovesWithSponsor { sponsor: u() },
        K::UserLocked { user: u() },
        K::RankTooHigh {
            user: u(),
            rank: 100,
            actor_rank: 40,
        },
        K::UniquenessOff { organization: o() },
        K::UserMoveOff { organization: o() },
        K::AlreadyAtDestination { organization: o() },
        K::DestinationNotActive {
            organization: o(),
            status: OrganizationStatus::Closed,
        },
        K::SourceNotActive {
            organization: o(),
            status: OrganizationStatus::Suspended,
        },
        K::SelfMovesNotAccepted { organization: o() },
        K::DestinationWithdrawn { organization: o() },
        K::NameTaken {
            user: u(),
            organization: o(),
            name: TakenName::Username,
        },
        K::NameTaken {
            user: u(),
            organization: o(),
            name: TakenName::MappingId,
        },
        K::PositionUnknown {
            organization: o(),
            position: "night".into(),
        },
        K::PositionIsRoot {
            organization: o(),
            position: "top".into(),
        },
        K::SubscriptionNotKept { organization: o() },
        K::FieldNotApplicable {
            field: "upn".into(),
        },
        K::FutureDate {
            field: "effective_at".into(),
        },
        K::TooManySubjects {
            selected: 1_001,
            limit: 1_000,
        },
        K::HiddenBlocker {},
        K::RoleRevoked {
            user: u(),
            role: "alert_publisher".into(),
            organization: o(),
        },
        K::SubscriptionCancelled {
            user: u(),
            organization: o(),
            start: Day(20_000),
            end: None,
        },
        K::LastAdministrator { organization: o() },
        K::AdministratorAcrossEnterprises {
            user: u(),
            organization: o(),
        },
        K::EnterpriseAlertsOnly { organization: o() },
        K::PositionRequired {
            user: u(),
            organization: o(),
        },
        K::MembershipRemoved {
            user: u(),
            group: "night-shift".into(),
        },
        K::MembershipEnds {
            user: u(),
            group: "harbour-all".into(),
        },
        K::ManagerCleared {
            user: u(),
            manager: "omar".into(),
        },
        K::ManagerCleared {
            user: "omar".into(),
            manager: u(),
        },
        K::OwnAccount { user: u() },
        K::HiddenEffects { count: 2 },
        K::DependentsMove {
            count: 2,
            hidden: 0,
        },
        K::DependentsMove {
            count: 12,
            hidden: 3,
        },
        K::PositionDropped {
            user: u(),
            organization: o(),
            position: "night".into(),
        },
        K::PositionReinstated {
            user: u(),
            organization: o(),
            position: "night".into(),
        },
        K::PositionReinstatedAtRoot {
            user: u(),
            organization: o(),
            position: "night".into(),
        },
        K::LookChanges { organization: o() },
        K::LockSet { user: u() },
        K::AttributeDormant {
            user: u(),
            attribute: "badge".into(),
        },
        K::AttributeAwakes {
            user: u(),
            attribute: "badge".into(),
        },
        K::Superseded {
            by: Some("0197".into()),
            home: o(),
        },
        K::Superseded {
            by: None,
            home: o(),
        },
        K::AlreadyUndone {},
        K::CopyChangedSince { user: u() },
        K::UndoTooLate { days: 30 },
        K::MoveForgotten {},
        K::ChangedSince { user: u() },
        K::UserBusy {
            user: u(),
            service: None,
            status: Provisioning::Requested,
        },
        K::LocationMismatch {
            source: Some("emea".into()),
            destination: None,
        },
        K::OwnAccountNotMoved { user: u() },
        K::UserIsTemplate { user: u() },
        K::LicencesRunOut {
            user: u(),
            service: "crm".into(),
            organization: o(),
            licences: 25,
        },
        K::AccountProtected { user: u() },
        K::UserSynced {
            user: u(),
            directory: "corp.example".into(),
        },
        K::UserBusy {
            user: u(),
            service: Some("exchange".into()),
            status: Provisioning::Failed,
        },
        K::UserNotProvisioned {
            user: u(),
            service: Some("exchange".into()),
            status: Provisioning::Failed,
        },
        K::UserDisabled {
            user: u(),
            service: "exchange".into(),
        },
        K::ServiceNotMovable {
            user: u(),
            service: "exchange".into(),
        },
        K::DestServiceMissing {
            user: u(),
            service: "exchange".into(),
            organization: o(),
        },
        K::DestInstanceUnmapped {
            user: u(),
            service: "exchange".into(),
            instance: None,
        },
        K::DestPlanUnmapped {
            user: u(),
            service: "exchange".into(),
            plan: Some("mailbox-25".into()),
        },
        K::PlanNotOffered {
            user: u(),
            service: "exchange".into(),
            plan: "mailbox-25".into(),
        },
        K::ServiceNotHeld {
            service: "exchange".into(),
        },
        K::DispositionNotAllowed {
            user: u(),
            service: "exchange".into(),
            disposition: Disposition::Recreate,
        },
        K::DependencyMissing {
            user: u(),
            service: "exchange".into(),
            requires: "ocs".into(),
        },
        K::UserLimit {
            organization: o(),
            limit: 500,
            would_be: 501,
        },
        K::ServiceLimit {
            organization: o(),
            service: "exchange".into(),
            limit: 500,
            would_be: 501,
        },
        K::StorageLimit {
            organization: o(),
            limit: 500,
            would_be: 501,
        },
        K::NameMissing {
            user: u(),
            name: NameKind::Upn,
        },
        K::NameIllegal {
            user: u(),
            name: NameKind::Upn,
            text: "a b".into(),
        },
        K::DomainNotOwned {
            user: u(),
            organization: o(),
            domain: "other.example".into(),
        },
        K::ManagerNotEligible {
            user: u(),
            manager: "omar".into(),
        },
        K::UpnTaken {
            user: u(),
            upn: "dana@quay.example".into(),
        },
        K::AddressTaken {
            user: u(),
            address: "dana@quay.example".into(),
        },
        K::UsernameTaken {
            user: u(),
            username: "dana_HARBOUR".into(),
        },
        K::UsernameTooLong {
            user: u(),
            suffix: "_HARBOURSIDE".into(),
        },
        K::RenameNotAllowed { user: u() },
        K::AddressNotHeld {
            user: u(),
            address: "dana@quay.example".into(),
        },
        K::PasswordPolicy {
            user: u(),
            minimum: 10,
            classes: 3,
            missing: [PasswordNeed::Length, PasswordNeed::Classes].into(),
        },
        K::ExpiryPassed {
            user: u(),
            expires: Day(20_000),
        },
        K::PrimaryAddress {
            user: u(),
            primaries: 2,
        },
        K::ServiceNotOffered {
            service: "exchange".into(),
            status: Provisioning::Failed,
        },
        K::ServiceRightsMissing {
            service: "exchange".into(),
        },
        K::PropertyUnknown {
            service: "exchange".into(),
            property: "line_uri".into(),
        },
        K::BareIdentity {
            user: u(),
            status: Provisioning::Failed,
        },
        K::ServiceDeprovisioned {
            user: u(),
            service: "exchange".into(),
        },
        K::ServiceRecreated {
            user: u(),
            service: "exchange".into(),
        },
        K::PlanLevelChanges {
            user: u(),
            service: "exchange".into(),
            from: "mailbox-25".into(),
            to: "mailbox-50".into(),
        },
        K::PrimaryOnRelay {
            user: u(),
            address: "dana@quay.example".into(),
        },
        K::RoleNotAllowed {
            user: u(),
            role: "user_administrator".into(),
            organization: o(),
        },
        K::DepartmentUnassigned {
            user: u(),
            department: "Kitchen".into(),
        },
        K::OfficeUnassigned {
            user: u(),
            office: "Quay".into(),
        },
        K::DelegationRemoved {
            user: u(),
            to: "omar".into(),
        },
        K::ConfigurationNeeded {
            user: u(),
            service: "exchange".into(),
            property: "line_uri".into(),
        },
        K::AddressDropped {
            user: u(),
            address: "dana@quay.example".into(),
            days: 30,
        },
        K::AddressForwarded {
            user: u(),
            address: "dana@quay.example".into(),
            days: 30,
        },
        K::UsernameKept {
            user: u(),
            username: "dana_HARBOUR".into(),
        },
        K::SessionsEnd { user: u() },
        K::RoleInert {
            user: u(),
            role: "user_administrator".into(),
            service: "exchange".into(),
        },
        K::DifferentCustomer { organization: o() },
        K::TelephonyInTheWay {
            user: u(),
            count: 3,
        },
        K::UpwardMove { organization: o() },
        K::EnterpriseDeployment { organization: o() },
        K::SiteFactMissing {
            organization: o(),
            fact: SiteFact::Country,
        },
        K::SiteFactMissing {
            organization: o(),
            fact: SiteFact::DeviceList,
        },
        K::DeviceListDiffers {
            source: o(),
            destination: "riverside".into(),
        },
        K::CountryDiffers {
            source: "GB".into(),
            destination: "DE".into(),
        },
        K::OutsideSyncTo {
            user: u(),
            sync_to: o(),
        },
        K::ClusterNotListed {
            user: u(),
            organization: o(),
        },
        K::DialPlansDiffer {
            source: DialPlan::None,
            destination: DialPlan::Slc,
        },
        K::DialPlansDiffer {
            source: DialPlan::Slc,
            destination: DialPlan::NonSlc,
        },
        K::SiteDefaultsMissing {
            organization: o(),
            keys: vec!["device_pool".into(), "custom.softkeys".into()],
        },
        K::RoleNotValid {
            user: u(),
            role: "alert_publisher".into(),
            organization: o(),
            instead: Some("site_administrator".into()),
        },
        K::RoleNotValid {
            user: u(),
            role: "alert_publisher".into(),
            organization: o(),
            instead: None,
        },
        K::RoleBeyondActor {
            user: u(),
            role: "provider_administrator".into(),
        },
        K::LineCollision {
            user: u(),
            line: "l-7101".into(),
            number: "7101".into(),
        },
        K::InventoryCollision {
            user: u(),
            number: "7101".into(),
            organization: o(),
        },
        K::E164Association {
            user: u(),
            number: "7101".into(),
            outside: "+442071010000".into(),
            organization: None,
        },
        K::PickupGroup {
            user: u(),
            number: "7101".into(),
            group: "pg-1".into(),
            organization: None,
        },
        K::HuntList {
            user: u(),
            number: "7101".into(),
            list: "hl-1".into(),
            organization: None,
        },
        K::NumberRouting {
            user: u(),
            organization: o(),
        },
        K::AgentLine {
            user: u(),
            number: "7101".into(),
        },
        K::LineDisassociated {
            user: u(),
            number: "7101".into(),
            device: phone(),
        },
        K::VoicemailStale {
            user: u(),
            mailbox: RecordKey::new(Section::Voicemail, "vm-1"),
            extension: Some("7101".into()),
        },
        K::VoicemailStale {
            user: u(),
            mailbox: RecordKey::new(Section::Voicemail, "vm-1"),
            extension: None,
        },
        K::SharedLine {
            user: u(),
            number: "7101".into(),
            device: phone(),
            owner: Some("omar".into()),
            organization: None,
        },
        K::SharedLine {
            user: u(),
            number: "7101".into(),
            device: phone(),
            owner: None,
            organization: None,
        },
        K::LineKept {
            user: u(),
            number: "7101".into(),
            owner: "omar".into(),
        },
        K::DefaultCss {
            user: u(),
            css: "DCSS".into(),
        },
        K::ForeignCss {
            user: u(),
            device: phone(),
            field: "softkey_template".into(),
            value: "Cu4Si2-keys".into(),
        },
        K::ServicesLeftBehind {
            user: u(),
            count: 3,
        },
        K::DeskPhoneLeft {
            user: u(),
            device: phone(),
        },
        K::PrimaryLineCleared {
            user: u(),
            number: "7101".into(),
        },
        K::NumberToAssign {
            user: u(),
            organization: o(),
        },
        K::NumbersLeftBehind {
            user: u(),
            organization: o(),
            numbers: vec!["7101".into(), "7102".into()],
        },
        K::AdminScopeByHand { user: u() },
        K::RoleNotRestored {
            user: u(),
            role: "alert_publisher".into(),
            organization: None,
        },
    ];
    all.extend(between_accounts);
    all
}

/// What is found between accounts.
fn between_accounts(user: &UserId) -> Vec<K> {
    let u = || user.clone();
    let o = || "harbour".into();
    let mut all = vec![
        K::ProfileMissing { user: u() },
        K::ProfileNotOffered {
            user: u(),
            profile: "manager".into(),
            organization: o(),
        },
        K::ProfileBeyondActor {
            user: u(),
            profile: "manager".into(),
        },
        K::NewOwnerMissing { user: u() },
        K::NewOwnerNotEligible {
            user: u(),
            owner: "omar".into(),
            why: OwnerFault::OnlyLooks,
        },
        K::NobodyToTakeOver {
            user: u(),
            organization: o(),
        },
        K::FolderNameIllegal { user: u() },
        K::NoSeat {
            organization: o(),
            limit: 10,
            would_be: 11,
        },
        K::AccountStorageFull {
            organization: o(),
            limit: 10,
            would_be: 11,
        },
        K::TransferRunning { user: u() },
        K::TakesOverFromOthers {
            user: u(),
            from: "omar".into(),
        },
        K::LastBillingAdministrator { organization: o() },
        K::BillingContact {
            user: u(),
            organization: o(),
        },
        K::DropzoneOwned {
            user: u(),
            count: 3,
        },
        K::OwnItemsViewOnly {
            user: u(),
            profile: "manager".into(),
        },
        K::VersionSetsStay {
            user: u(),
            count: 3,
        },
        K::CustomValuesLost {
            user: u(),
            count: 3,
        },
        K::ActionFlagsBecomeText {
            user: u(),
            count: 3,
        },
        K::ViewsLeftBehind {
            user: u(),
            count: 3,
        },
        K::GroupsHandedOver {
            user: u(),
            count: 3,
            private: 1,
        },
        K::SightLost {
            organization: o(),
            people: 2,
            items: 4,
        },
        K::FolderPublic {
            user: u(),
            folder: "Leo".into(),
        },
        K::SignInChanges {
            organization: o(),
            before: SignIn::Password,
            after: SignIn::SsoRequired,
        },
        K::ItemsMove {
            user: u(),
            proofs: 5,
            files: 2,
            bytes: 1_048_576,
            folder: "Leo".into(),
        },
        K::ItemsHandedOver {
            user: u(),
            owner: "omar".into(),
            proofs: 5,
            files: 2,
            folders: 1,
            trashed: 1,
        },
        K::FolderRenamed {
            user: u(),
            folder: "Leo".into(),
        },
        K::TemplatesStay {
            user: u(),
            proofs: 5,
            templates: 2,
        },
        K::TagsMadeAnew {
            user: u(),
            count: 3,
        },
        K::LeftoverAccess {
            user: u(),
            folders: 1,
            items: 4,
        },
    ];
    let faults = [
        OwnerFault::MovesAlong,
        OwnerFault::NotThere,
        OwnerFault::NotActive,
    ];
    all.extend(faults.map(|why| K::NewOwnerNotEligible {
        user: u(),
        owner: "omar".into(),
        why,
    }));
    all
}

fn outcomes() -> Vec<OutcomeItem> {
    let o = || "harbour".into();
    vec![
        OutcomeItem::Home {
            before: o(),
            after: "riverside".into(),
        },
        OutcomeItem::SignIn {
            username: "dana.whitfield".into(),
        },
        OutcomeItem::Profile {},
        OutcomeItem::Role {
            role: "alert_publisher".into(),
            organization: Some(o()),
        },
        OutcomeItem::Role {
            role: "auditor".into(),
            organization: None,
        },
        OutcomeItem::Subscription { organization: o() },
        OutcomeItem::Dependent { user: "leo".into() },
        OutcomeItem::Position {
            organization: o(),
            position: "night".into(),
        },
        OutcomeItem::Membership {
            group: "night-shift".into(),
        },
        OutcomeItem::Manager {
            user: "omar".into(),
        },
        OutcomeItem::Alerts { organization: o() },
        OutcomeItem::Look { organization: o() },
        OutcomeItem::Lock {},
        OutcomeItem::Upn {
            before: None,
            after: Some("dana@quay.example".into()),
        },
        OutcomeItem::Username {
            before: "dana_HARBOUR".into(),
            after: "dana_QUAY".into(),
        },
        OutcomeItem::Address {
            address: "dana@quay.example".into(),
            primary: true,
        },
        OutcomeItem::Address {
            address: "d@quay.example".into(),
            primary: false,
        },
        OutcomeItem::AddressHeld {
            address: "d@quay.example".into(),
            days: 30,
            forwards: false,
        },
        OutcomeItem::AddressHeld {
            address: "d@quay.example".into(),
            days: 14,
            forwards: true,
        },
        OutcomeItem::Service {
            service: "exchange".into(),
            plan: None,
        },
        OutcomeItem::Service {
            service: "exchange".into(),
            plan: Some("mailbox-25".into()),
        },
        OutcomeItem::Department {
            department: "Kitchen".into(),
        },
        OutcomeItem::Office {
            office: "Quay".into(),
        },
        OutcomeItem::Delegation {
            user: "omar".into(),
        },
        OutcomeItem::Attribute {
            attribute: "badge".into(),
        },
        OutcomeItem::TelephonyValue {
            record: Section::Phones,
            name: "sep-1".into(),
            value: "7101 e164_mask".into(),
            before: None,
            after: Some("+4420XXXX".into()),
        },
        OutcomeItem::LineOnDevice {
            line: "7101".into(),
            device: "sep-1".into(),
        },
        OutcomeItem::PrimaryLine {
            line: "7101".into(),
        },
        OutcomeItem::PermissionProfile {
            before: "observer".into(),
            after: "supervisor".into(),
        },
        OutcomeItem::Transferred {
            pieces: 7,
            folder: "Leo".into(),
        },
        OutcomeItem::Belongings {
            user: "omar".into(),
            items: 3,
            folders: 1,
            others: 2,
        },
        OutcomeItem::Sight { items: 4 },
    ]
    .into_iter()
    .chain(Section::ALL.map(|record| OutcomeItem::Telephony {
        record,
        name: "7101".into(),
    }))
    .collect()
}

fn remedies() -> Vec<Remedy> {
    use RemedyCode::*;
    let codes = [
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
    ];
    let role = || "enterprise_administrator".into();
    let by = [
        RemedyBy::Actor,
        RemedyBy::Holders {
            role: role(),
            users: Vec::new(),
        },
        RemedyBy::Holders {
            role: role(),
            users: vec!["Ana Lindqvist".into()],
        },
        RemedyBy::Holders {
            role: role(),
            users: vec!["Ana Lindqvist".into(), "Omar Haddad".into()],
        },
    ];
    codes
        .into_iter()
        .flat_map(|code| by.clone().map(|by| Remedy { code, by }))
        .collect()
}

fn records() -> Vec<BasisRecord> {
    vec![
        BasisRecord::User("leo".into()),
        BasisRecord::User("dana".into()),
        BasisRecord::Organization("harbour".into()),
        BasisRecord::UserMoveSettings("harbour".into()),
        BasisRecord::Hierarchy("harbour".into()),
        BasisRecord::Look("harbour".into()),
        BasisRecord::Hosting("harbour".into()),
        BasisRecord::Telephony("harbour".into()),
        BasisRecord::Account("harbour".into()),
    ]
}

fn names() -> Names {
    let mut names = Names {
        reader: Some("dana".into()),
        ..Names::default()
    };
    names.organizations.extend([
        ("harbour".into(), "Harbour Clinic".into()),
        ("riverside".into(), "Riverside Campus".into()),
    ]);
    names.users.extend([
        ("dana".into(), "Dana Whitfield".into()),
        ("leo".into(), "Leo Whitfield".into()),
        ("omar".into(), "Omar Haddad".into()),
    ]);
    names
        .groups
        .insert("night-shift".into(), "Night shift".into());
    names
        .groups
        .insert("harbour-all".into(), "Everybody".into());
    names
}

/// Everything that is said in a language, about the reader and about somebody else.
fn everything(language: Language) -> Vec<String> {
    let (speech, names) = (Words::new(language).speech(), names());
    let told = ["dana", "leo"]
        .into_iter()
        .flat_map(findings)
        .flat_map(|kind| {
            let (told, deferred) = (
                speech.finding(&kind, &names),
                speech.deferred(&kind, &names),
            );
            [told.title, told.text, deferred.title, deferred.text]
        });
    told.chain(outcomes().iter().map(|item| speech.outcome(item, &names)))
        .chain(
            remedies()
                .iter()
                .map(|remedy| speech.remedy(remedy, &names)),
        )
        .chain(
            records()
                .iter()
                .map(|record| speech.record_changed(record, &names)),
        )
        .collect()
}

#[test]
fn the_samples_hold_every_finding() {
    let codes: BTreeSet<&str> = findings("dana").iter().map(K::code).collect();
    let all = rehome_domain::user_move::finding_kind::REGISTRY.iter();
    assert_eq!(codes, all.map(|known| known.code).collect());
}

#[test]
fn everything_is_said_in_every_language() {
    for language in Language::ALL {
        for text in everything(language) {
            assert!(!text.trim().is_empty(), "{language:?}");
        }
    }
}

#[test]
fn a_name_is_set_apart_and_an_id_with_a_name_is_never_shown() {
    for language in Language::ALL {
        for text in everything(language) {
            let (opened, closed) = (
                text.matches('\u{2068}').count(),
                text.matches('\u{2069}').count(),
            );
            assert_eq!(opened, closed, "{text}");
            for id in [
                "harbour",
                "riverside",
                "night-shift",
                "alert_publisher",
                "enterprise_administrator",
            ] {
                assert!(!text.contains(id), "{text}");
            }
            for name in [
                "Harbour Clinic",
                "Leo Whitfield",
                "Night shift",
                "Ana Lindqvist",
            ] {
                assert_eq!(
                    text.matches(name).count(),
                    text.matches(&format!("\u{2068}{name}\u{2069}")).count(),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn the_reader_is_never_called_by_name_in_a_title() {
    for language in Language::ALL {
        let (speech, names) = (Words::new(language).speech(), names());
        for kind in findings("dana") {
            if !matches!(
                kind,
                K::UnknownUser { .. }
                    | K::DependentMovesWithSponsor { .. }
                    | K::RankTooHigh { .. }
                    // Nobody reads of themselves before they are there.
                    | K::PasswordPolicy { .. }
                    | K::ExpiryPassed { .. }
                    | K::PrimaryAddress { .. }
                    // Nobody takes back the copy that they are.
                    | K::CopyChangedSince { .. }
                    // Nobody chooses a manager for themselves.
                    | K::ManagerNotEligible { .. }
            ) {
                assert!(
                    !speech.finding(&kind, &names).title.contains("Dana"),
                    "{kind:?}"
                );
            }
        }
    }
}

#[test]
fn english_neither_begs_nor_shouts() {
    for text in everything(Language::English) {
        let lower = text.to_lowercase();
        for word in ["please", "sorry", "oops", "invalid", "error", "!"] {
            assert!(!lower.contains(word), "{text}");
        }
    }
}

#[test]
fn what_is_found_in_hosting_trees_is_said_in_words_and_not_by_its_code() {
    for language in Language::ALL {
        let (speech, names) = (Words::new(language).speech(), names());
        for kind in findings("leo") {
            let told = speech.finding(&kind, &names);
            assert_ne!(told.title, kind.code(), "{language:?}");
        }
    }
}
