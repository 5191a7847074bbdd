//! What is found, in German.

use super::{HERE, count, state, whose};
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::user_move::FindingKind;
use rehome_domain::user_move::snapshot::TakenName;

/// A finding in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::UnknownUser { user } => Told::new(
            "Es gibt niemanden dieses Namens",
            format!(
                "{} ist nicht unter den Menschen, die Sie sehen können.",
                names.person(user)
            ),
        ),
        K::NotAtSource { expected, home } => Told::new(
            "Das Zuhause ist ein anderes",
            format!(
                "Der Auftrag nennt {}; das Zuhause ist {}.",
                names.at(expected),
                names.at(home)
            ),
        ),
        K::UserDeleted { .. } => Told::new(
            "Das Konto ist gelöscht",
            "Wer gelöscht ist, zieht nicht um.",
        ),
        K::DependentMovesWithSponsor { sponsor } => Told::new(
            "Angehörige ziehen nicht allein um",
            format!(
                "Die ganze Familie zieht um, wenn {} umzieht.",
                names.person(sponsor)
            ),
        ),
        K::UserLocked { user } => match names.somebody_else(user) {
            None => Told::new(
                "Sie sind gesperrt",
                "Eine Sperre hält Sie an Ihrem Zuhause; Sie können nicht selbst umziehen.",
            ),
            Some(name) => Told::new(
                format!("{name} ist gesperrt"),
                "Die Sperre hält die ganze Familie an ihrem Zuhause.",
            ),
        },
        K::RankTooHigh { user, .. } => Told::new(
            format!("{} hat einen höheren Rang", names.person(user)),
            "Niemand zieht jemanden um, der dort, wo gehandelt wird, höher steht.",
        ),
        K::UniquenessOff { organization } => Told::new(
            format!(
                "{} verlangt keine eindeutigen Namen",
                names.at(organization)
            ),
            "Niemand zieht um, bevor dort feststeht, dass Anmeldenamen eindeutig sind.",
        ),
        K::UserMoveOff { organization } => Told::new(
            format!("Umzüge sind in {} ausgeschaltet", names.at(organization)),
            "Die Verwaltung kann sie einschalten.",
        ),
        K::AlreadyAtDestination { organization } => Told::new(
            format!("Das Zuhause ist schon {}", names.at(organization)),
            "Es gibt nichts umzuziehen.",
        ),
        K::DestinationNotActive {
            organization,
            status,
        } => Told::new(
            format!("{} ist {}", names.at(organization), state(*status)),
            "Niemand kann dorthin umziehen.",
        ),
        K::SourceNotActive {
            organization,
            status,
        } => Told::new(
            format!("{} ist {}", names.at(organization), state(*status)),
            "Nur die Verwaltung des Unternehmens zieht von dort jemanden um.",
        ),
        K::SelfMovesNotAccepted { organization } => Told::new(
            format!(
                "{} nimmt niemanden auf, der selbst umzieht",
                names.at(organization)
            ),
            "Die Verwaltung kann Sie dennoch umziehen.",
        ),
        K::DestinationWithdrawn { organization } => Told::new(
            format!(
                "{} nimmt an Umzügen nicht mehr teil",
                names.at(organization)
            ),
            "Als Sie geschaut haben, stand sie in der Liste.",
        ),
        K::NameTaken {
            user,
            organization,
            name,
        } => {
            let (yours, article, what) = match name {
                TakenName::Username => ("Ihr", "Der", "Anmeldename"),
                TakenName::MappingId => ("Ihre", "Die", "Zuordnungsnummer"),
            };
            Told::new(
                format!(
                    "{} ist in {} vergeben",
                    whose(names.somebody_else(user), yours, article, what),
                    names.at(organization)
                ),
                "Jemand anderes hat das dort schon. Einer von beiden braucht etwas anderes.",
            )
        }
        K::PositionUnknown {
            organization,
            position,
        } => Told::new(
            format!("Die Position {} gibt es nicht", names.position(position)),
            format!("{} hat andere Positionen.", names.at(organization)),
        ),
        K::PositionIsRoot {
            organization,
            position,
        } => Told::new(
            format!("{} ist die Spitze", names.position(position)),
            format!(
                "{} verlangt von allen eine Position unterhalb der Spitze.",
                names.at(organization)
            ),
        ),
        K::SubscriptionNotKept { organization } => Told::new(
            format!(
                "Das Abonnement von {} kann nicht bleiben",
                names.at(organization)
            ),
            "Niemand in der Familie hat es, oder es gilt dem neuen Zuhause selbst.",
        ),
        K::FieldNotApplicable { field } => Told::new(
            format!("{} gehört nicht hierher", isolated(field)),
            "Ein Umzug zwischen diesen Organisationen kennt dieses Feld nicht.",
        ),
        K::FutureDate { field } => Told::new(
            format!("{} liegt in der Zukunft", isolated(field)),
            "Ein Umzug geschieht sofort; er lässt sich nicht vorausplanen.",
        ),
        K::TooManySubjects { selected, limit } => Told::new(
            format!(
                "{} sind ausgewählt",
                count(u64::from(*selected), "Mensch", "Menschen")
            ),
            format!(
                "Ein Auftrag fasst höchstens {}.",
                number(HERE, u64::from(*limit))
            ),
        ),
        K::HiddenBlocker {} => Told::new(
            "Etwas, das Sie nicht sehen können, verhindert das",
            "Jemand mit weiterer Sicht kann sagen, was es ist.",
        ),
        K::RoleRevoked {
            user,
            role,
            organization,
        } => Told::new(
            format!(
                "{} {} in {} endet",
                whose(names.somebody_else(user), "Ihre", "Die", "Rolle"),
                names.role(role, HERE),
                names.at(organization)
            ),
            "Ein Umzug zurück bringt sie nicht wieder.",
        ),
        K::SubscriptionCancelled {
            user, organization, ..
        } => Told::new(
            format!(
                "{} bei {} endet",
                whose(names.somebody_else(user), "Ihr", "Das", "Abonnement"),
                names.at(organization)
            ),
            "Vom neuen Zuhause aus kann man es wieder aufnehmen.",
        ),
        K::LastAdministrator { organization } => Told::new(
            format!("{} verliert die letzte Verwaltung", names.at(organization)),
            "Niemand bleibt dort, der Rollen vergeben oder Einstellungen ändern kann.",
        ),
        K::AdministratorAcrossEnterprises { user, organization } => Told::new(
            format!(
                "{} reicht nicht bis zum neuen Zuhause",
                whose(names.somebody_else(user), "Ihre", "Die", "Rolle")
            ),
            format!(
                "Die Unternehmensverwaltung bleibt bei {}.",
                names.at(organization)
            ),
        ),
        K::EnterpriseAlertsOnly { organization } => Told::new(
            "Nur unternehmensweite Alarme kommen an",
            format!(
                "Wer bei {} wohnt, bekommt keine Alarme der Suborganisationen.",
                names.at(organization)
            ),
        ),
        K::PositionRequired { user, organization } => match names.somebody_else(user) {
            None => Told::new(
                "Sie brauchen dort eine Position",
                format!(
                    "{} verlangt von allen eine Position. Ohne sie gilt Ihr Profil als unvollständig.",
                    names.at(organization)
                ),
            ),
            Some(name) => Told::new(
                format!("{name} braucht dort eine Position"),
                format!(
                    "{} verlangt von allen eine Position. Ohne sie gilt das Profil als unvollständig.",
                    names.at(organization)
                ),
            ),
        },
        K::MembershipRemoved { user, group } => Told::new(
            format!(
                "{} in {} endet",
                whose(names.somebody_else(user), "Ihre", "Die", "Mitgliedschaft"),
                names.group(group)
            ),
            "Die Gruppe gehört zu der Organisation, die verlassen wird.",
        ),
        K::MembershipEnds { user, group } => Told::new(
            format!(
                "{} in {} wird neu ermittelt",
                whose(names.somebody_else(user), "Ihre", "Die", "Mitgliedschaft"),
                names.group(group)
            ),
            "Zur Gruppe gehört, wer bei der Organisation, die verlassen wird, ihre Bedingungen erfüllt.",
        ),
        K::ManagerCleared { user, manager } => {
            match (names.somebody_else(user), names.somebody_else(manager)) {
                (None, _) => Told::new(
                    format!(
                        "{} ist nicht mehr Ihre Führungskraft",
                        names.person(manager)
                    ),
                    "Sie haben keine Führungskraft, bis jemand eine einträgt.",
                ),
                (Some(name), None) => Told::new(
                    format!("Sie sind nicht mehr die Führungskraft von {name}"),
                    format!("{name} hat keine Führungskraft, bis jemand eine einträgt."),
                ),
                (Some(name), Some(manager)) => Told::new(
                    format!("{manager} ist nicht mehr die Führungskraft von {name}"),
                    format!("{name} hat keine Führungskraft, bis jemand eine einträgt."),
                ),
            }
        }
        K::OwnAccount { .. } => Told::new(
            "Sie selbst sind in der Auswahl",
            "Sie ziehen Ihr eigenes Konto als Verwaltung um.",
        ),
        K::HiddenEffects { count: hidden } => Told::new(
            format!(
                "{}, die Sie nicht sehen können",
                count(u64::from(*hidden), "Folge", "Folgen")
            ),
            "Jemand mit weiterer Sicht kann sagen, was es ist.",
        ),
        K::DependentsMove { count: all, hidden } => {
            let text = match hidden {
                0 => "Eine Familie zieht gemeinsam um.".to_owned(),
                hidden => format!(
                    "Eine Familie zieht gemeinsam um. {} davon können Sie nicht sehen.",
                    number(HERE, u64::from(*hidden))
                ),
            };
            Told::new(
                format!(
                    "{} mit um",
                    count(u64::from(*all), "Angehöriger zieht", "Angehörige ziehen")
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
                "{} {} wird verlassen",
                whose(names.somebody_else(user), "Ihre", "Die", "Position"),
                names.position(position)
            ),
            format!(
                "{} merkt sie sich für eine Rückkehr.",
                names.at(organization)
            ),
        ),
        K::PositionReinstated {
            user,
            organization,
            position,
        } => Told::new(
            format!(
                "{} {} gilt wieder",
                whose(names.somebody_else(user), "Ihre", "Die", "frühere Position"),
                names.position(position)
            ),
            format!("{} hat sie sich gemerkt.", names.at(organization)),
        ),
        K::PositionReinstatedAtRoot {
            user, organization, ..
        } => Told::new(
            format!(
                "{} gibt es nicht mehr",
                whose(names.somebody_else(user), "Ihre", "Die", "frühere Position")
            ),
            format!(
                "An ihre Stelle tritt die Spitze von {}, bis eine andere gewählt ist.",
                names.at(organization)
            ),
        ),
        K::LookChanges { organization } => Told::new(
            "Die Seiten sehen dort anders aus",
            format!(
                "Sie übernehmen Aussehen und Einstellungen von {}.",
                names.at(organization)
            ),
        ),
        K::LockSet { user } => match names.somebody_else(user) {
            None => Told::new(
                "Sie sind danach gesperrt",
                "Sie können nicht selbst umziehen, bis die Sperre aufgehoben ist.",
            ),
            Some(name) => Told::new(
                format!("{name} ist danach gesperrt"),
                "Die Sperre gilt, bis jemand sie aufhebt.",
            ),
        },
        K::AttributeDormant { attribute, .. } => Told::new(
            format!(
                "Profilfeld {} ist dort nicht zu sehen",
                names.attribute(attribute, HERE)
            ),
            "Der Wert bleibt und erscheint bei einer Rückkehr wieder.",
        ),
        K::AttributeAwakes { attribute, .. } => Told::new(
            format!(
                "Profilfeld {} ist wieder zu sehen",
                names.attribute(attribute, HERE)
            ),
            "Der Wert ist seit dem letzten Aufenthalt geblieben.",
        ),
        K::Superseded { by, home } => Told::new(
            "Ein späterer Umzug kam danach",
            match by {
                Some(_) => format!(
                    "Das Zuhause ist jetzt {}. Nur der letzte Umzug lässt sich zurücknehmen.",
                    names.at(home)
                ),
                None => format!("Das Zuhause ist jetzt {}.", names.at(home)),
            },
        ),
        K::AlreadyUndone {} => Told::new(
            "Dieser Umzug ist schon zurückgenommen",
            "Zweimal geht das nicht.",
        ),
        K::CopyChangedSince { user } => Told::new(
            format!(
                "{} ist nicht mehr so, wie die Kopie angelegt wurde",
                names.person(user)
            ),
            "Was seither dazukam oder geändert wurde, ginge verloren. Löschen oder deaktivieren Sie das Konto stattdessen.",
        ),
        K::MoveForgotten {} => Told::new(
            "Was dieser Umzug geändert hat, ist vergessen",
            "Einzelheiten bleiben hier nur eine festgelegte Zeit. Vergessenes lässt sich nicht zurücknehmen; ziehen Sie die Person stattdessen um.",
        ),
        K::UndoTooLate { days } => Told::new(
            "Die Zeit zum Zurücknehmen ist vorbei",
            format!(
                "Ein Umzug lässt sich {} lang zurücknehmen.",
                count(u64::from(*days), "Tag", "Tage")
            ),
        ),
        K::ChangedSince { user } => Told::new(
            "Etwas hat sich seither geändert und bleibt",
            format!(
                "{} bleibt insoweit, wie es jetzt ist.",
                whose(names.somebody_else(user), "Ihr", "Das", "Profil")
            ),
        ),
        K::RoleNotRestored { user, role, .. } => Told::new(
            format!(
                "{} {} kommt nicht wieder",
                whose(names.somebody_else(user), "Ihre", "Die", "Rolle"),
                names.role(role, HERE)
            ),
            "Wer sie vergeben darf, kann sie neu vergeben.",
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
