//! What is found between accounts, and what becomes of what people own, in German.

use super::HERE;
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::content::SignIn;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::finding::OwnerFault;
use rehome_domain::user_move::{FindingKind, OutcomeItem};

/// How people sign in.
fn way(sign_in: SignIn) -> &'static str {
    match sign_in {
        SignIn::Password => "mit Passwort",
        SignIn::Sso => "mit Passwort oder über das eigene Verzeichnis",
        SignIn::SsoRequired => "nur über das eigene Verzeichnis",
    }
}

/// Why somebody cannot take over what stays.
fn why_not(fault: OwnerFault) -> &'static str {
    match fault {
        OwnerFault::MovesAlong => "Diese Person zieht mit um.",
        OwnerFault::NotThere => "Diese Person wohnt nicht im alten Konto.",
        OwnerFault::NotActive => "Dieses Konto ist nicht aktiv.",
        OwnerFault::OnlyLooks => "Dieses Profil sieht nur an.",
    }
}

/// Somebody at the head of a title; the reader by the account.
fn who(names: &Names, user: &UserId) -> String {
    names
        .somebody_else(user)
        .unwrap_or_else(|| "Ihr Konto".to_owned())
}

fn n32(value: u32) -> String {
    number(HERE, u64::from(value))
}

/// A finding between accounts in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::ProfileMissing { user, .. } => Told::new(
            format!(
                "{}: dort ist noch kein Berechtigungsprofil gewählt",
                who(names, user)
            ),
            "Das alte wird nicht mitgenommen. Wählen Sie eines des neuen Kontos.",
        ),
        K::ProfileNotOffered {
            profile,
            organization,
            ..
        } => Told::new(
            format!(
                "{} kann dort nicht vergeben werden",
                names.profile(profile, HERE)
            ),
            format!(
                "{} hat kein solches Berechtigungsprofil oder hat es abgeschaltet.",
                names.at(organization)
            ),
        ),
        K::ProfileBeyondActor { profile, .. } => Told::new(
            format!(
                "Sie können das Profil {} nicht vergeben",
                names.profile(profile, HERE)
            ),
            "Es steht über Ihrem, oder nur die Abrechnungsverwaltung vergibt es.",
        ),
        K::NewOwnerMissing { user, .. } => Told::new(
            format!("{}: niemand übernimmt, was bleibt", who(names, user)),
            "Wählen Sie jemanden aus dem alten Konto. Das wird auch gefragt, wenn nichts bleibt.",
        ),
        K::NewOwnerNotEligible { owner, why, .. } => Told::new(
            format!("{} kann das nicht übernehmen", names.person(owner)),
            format!("{} Wählen Sie jemand anderen.", why_not(*why)),
        ),
        K::NobodyToTakeOver { organization, .. } => Told::new(
            "Niemand ist da, der übernehmen könnte, was bleibt",
            format!(
                "Nehmen Sie zuerst jemanden in {} auf.",
                names.at(organization)
            ),
        ),
        K::FolderNameIllegal { .. } => Told::new(
            "Der Ordner braucht einen Namen",
            "Geben Sie einen ohne Steuerzeichen ein. Er nimmt auf, was mitkommt.",
        ),
        K::NoSeat {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!("{} hat keinen freien Platz", names.at(organization)),
            format!("Plätze: {}. Nötig wären: {}.", n32(*limit), n32(*would_be)),
        ),
        K::AccountStorageFull {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!(
                "{} hat keinen Raum für das, was mitkommt",
                names.at(organization)
            ),
            format!(
                "Speicher in Bytes: {}. Nötig wären: {}.",
                number(HERE, *limit),
                number(HERE, *would_be)
            ),
        ),
        K::TransferRunning { user, .. } => Told::new(
            format!("{} ist noch unterwegs", who(names, user)),
            "Sachen des letzten Umzugs sind noch nicht angekommen. Warten Sie, bis sie da sind.",
        ),
        K::TakesOverFromOthers { user, from, .. } => Told::new(
            format!(
                "{} übernimmt von jemandem, dessen Sachen unterwegs sind",
                who(names, user)
            ),
            format!(
                "Warten Sie, bis die Sachen von {} angekommen sind.",
                names.person(from)
            ),
        ),
        K::LastBillingAdministrator { organization, .. } => Told::new(
            format!(
                "{} bliebe ohne Abrechnungsverwaltung",
                names.at(organization)
            ),
            "Jemand muss bleiben, der die Schlüssel zurückgeben kann.",
        ),
        K::BillingContact {
            user, organization, ..
        } => Told::new(
            format!("{} bekommt die Rechnungen", who(names, user)),
            format!(
                "Rechnungen von {} gehen dorthin. Benennen Sie zuerst jemand anderen.",
                names.at(organization)
            ),
        ),
        K::DropzoneOwned { user, count, .. } => Told::new(
            format!("{} hat noch Ablagen", who(names, user)),
            format!(
                "Sie müssen zuerst übergeben werden. Anzahl: {}.",
                n32(*count)
            ),
        ),
        K::OwnItemsViewOnly { user, profile, .. } => Told::new(
            format!("{} sieht das Mitgebrachte nur noch an", who(names, user)),
            format!(
                "Mit dem Profil {} wird nichts geändert, auch nicht das Eigene.",
                names.profile(profile, HERE)
            ),
        ),
        K::VersionSetsStay { count, .. } => Told::new(
            "Versionsreihen bleiben, weil ein Teil anderen gehört",
            format!(
                "Eine Reihe zieht ganz um oder gar nicht. Reihen, die bleiben: {}.",
                n32(*count)
            ),
        ),
        K::CustomValuesLost { count, .. } => Told::new(
            "Werte eigener Felder gehen verloren",
            format!(
                "Sie gehören zum alten Konto; werten Sie sie vorher aus. Stücke mit solchen Werten: {}.",
                n32(*count)
            ),
        ),
        K::ActionFlagsBecomeText { count, .. } => Told::new(
            "Merkzeichen an Kommentaren werden Text",
            format!(
                "Danach filtert nichts mehr nach ihnen. Stücke mit Merkzeichen: {}.",
                n32(*count)
            ),
        ),
        K::ViewsLeftBehind { count, .. } => Told::new(
            "Eigene Ansichten bleiben zurück",
            format!(
                "Niemand sieht sie mehr; führen Sie sie aus, um sie neu anzulegen. Ansichten: {}.",
                n32(*count)
            ),
        ),
        K::GroupsHandedOver { count, private, .. } => Told::new(
            "Gruppen gehen an die übernehmende Person",
            format!(
                "Führen Sie sie aus, um sie neu anzulegen. Gruppen: {}, davon privat: {}.",
                n32(*count),
                n32(*private)
            ),
        ),
        K::SightLost {
            organization,
            people,
            items,
            ..
        } => Told::new(
            "Andere sehen nicht mehr, was umzieht",
            format!(
                "In {}: Menschen, die etwas nicht mehr sehen: {}; höchstens so viele Stücke je Person: {}.",
                names.at(organization),
                n32(*people),
                n32(*items)
            ),
        ),
        K::FolderPublic { folder, .. } => Told::new(
            format!("Alle dort sehen den Ordner {}", isolated(folder)),
            "In ihm liegt, was mitkommt. Machen Sie ihn privat, damit es bei der Person bleibt.",
        ),
        K::SignInChanges {
            organization,
            before,
            after,
            ..
        } => Told::new(
            "Die Anmeldung geht dort anders",
            format!(
                "In {} meldet man sich {} an, nicht {}. Das gilt ab der nächsten Anmeldung.",
                names.at(organization),
                way(*after),
                way(*before)
            ),
        ),
        K::ItemsMove {
            proofs,
            files,
            bytes,
            folder,
            ..
        } => Told::new(
            format!(
                "Prüfstücke und Dateien ziehen in den Ordner {}",
                isolated(folder)
            ),
            format!(
                "Sie kommen nach und nach an. Prüfstücke: {}, Dateien: {}, Bytes: {}.",
                n32(*proofs),
                n32(*files),
                number(HERE, *bytes)
            ),
        ),
        K::ItemsHandedOver {
            owner,
            proofs,
            files,
            folders,
            trashed,
            ..
        } => Told::new(
            format!("{} übernimmt, was bleibt", names.person(owner)),
            format!(
                "Prüfstücke: {}, Dateien: {}, Ordner: {}; im Papierkorb: {}.",
                n32(*proofs),
                n32(*files),
                n32(*folders),
                n32(*trashed)
            ),
        ),
        K::FolderRenamed { folder, .. } => Told::new(
            format!("Der Ordner wird {} heißen", isolated(folder)),
            "Einen mit dem gewünschten Namen gibt es schon; beide bleiben getrennt.",
        ),
        K::TemplatesStay {
            proofs, templates, ..
        } => Told::new(
            "Ablaufvorlagen bleiben zurück",
            format!(
                "Stufen der Prüfung kommen mit; Vorlagen werden von Hand neu angelegt. Prüfstücke mit Stufen: {}, eigene Vorlagen: {}.",
                n32(*proofs),
                n32(*templates)
            ),
        ),
        K::TagsMadeAnew { count, .. } => Told::new(
            "Schlagwörter werden neu angelegt",
            format!(
                "Sie gehören zu einem Konto und entstehen dort dem Namen nach. Schlagwörter: {}.",
                n32(*count)
            ),
        ),
        K::LeftoverAccess {
            user,
            folders,
            items,
            ..
        } => Told::new(
            format!("{} sieht noch etwas vom alten Konto", who(names, user)),
            format!(
                "Nur zum Ansehen. Dort angelegte Ordner: {}, Stücke: {}.",
                n32(*folders),
                n32(*items)
            ),
        ),
        // Everything else is told beside this file; a test holds that nothing comes here.
        other => Told::new(other.code(), ""),
    }
}

/// An outcome between accounts in words; none for what is told beside this file.
pub(super) fn outcome(item: &OutcomeItem, names: &Names) -> Option<String> {
    Some(match item {
        OutcomeItem::PermissionProfile { before, after } => format!(
            "Berechtigungsprofil: aus {} wird {}",
            names.profile(before, HERE),
            names.profile(after, HERE)
        ),
        OutcomeItem::Transferred { pieces, folder } => format!(
            "Prüfstücke und Dateien, die in den Ordner {} ziehen: {}",
            isolated(folder),
            n32(*pieces)
        ),
        OutcomeItem::Belongings {
            user,
            items,
            folders,
            others,
        } => format!(
            "Übergabe mit {}: Stücke {}, Ordner {}, Weiteres {}",
            names.person(user),
            n32(*items),
            n32(*folders),
            n32(*others)
        ),
        OutcomeItem::Sight { items } => format!("Sicht auf Stücke, die umziehen: {}", n32(*items)),
        _ => return None,
    })
}
