//! What is found in hosting trees, in German.

mod copies;
mod services;

use super::HERE;
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::hosting::{NameKind, Provisioning};
use rehome_domain::ids::{LocationId, ServiceId, UserId};
use rehome_domain::user_move::FindingKind;

/// The state of an account or service.
fn provisioning(state: Provisioning) -> &'static str {
    match state {
        Provisioning::NotProvisioned => "nicht eingerichtet",
        Provisioning::Requested => "angefordert",
        Provisioning::InProgress => "in Arbeit",
        Provisioning::Provisioned => "eingerichtet",
        Provisioning::Failed => "fehlgeschlagen",
        Provisioning::Pending => "wartet auf Angaben",
    }
}

/// What kind of name is meant.
fn kind_of(name: NameKind) -> &'static str {
    match name {
        NameKind::Upn => "Anmeldename",
        NameKind::Address => "Adresse",
        NameKind::Username => "Benutzername",
    }
}

/// The account itself, or one of its services.
fn what(names: &Names, service: Option<&ServiceId>) -> String {
    service.map_or_else(
        || "Das Konto".to_owned(),
        |service| format!("Der Dienst {}", names.service(service)),
    )
}

fn place(location: &Option<LocationId>) -> String {
    location.as_ref().map_or_else(
        || "kein Standort".to_owned(),
        |location| isolated(location.as_str()),
    )
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

/// A finding of hosting trees in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::LocationMismatch {
            source,
            destination,
            ..
        } => Told::new(
            "Beide stehen an verschiedenen Standorten",
            format!(
                "{} und {}: umgezogen wird innerhalb eines Standorts. Kopieren Sie die Person und legen Sie das alte Konto still.",
                place(source),
                place(destination)
            ),
        ),
        K::OwnAccountNotMoved { .. } => Told::new(
            "Sie selbst sind in der Auswahl",
            "Das eigene Konto zieht hier niemand um. Jemand anderes kann es.",
        ),
        K::UserIsTemplate { user, .. } => Told::new(
            format!("{} ist eine Vorlage", who(names, user)),
            "Eine Vorlage gehört ihrem Kunden. Legen Sie dort eine neue Person danach an.",
        ),
        K::UserSynced {
            user, directory, ..
        } => Told::new(
            format!(
                "{} wird in einem fremden Verzeichnis geführt",
                who(names, user)
            ),
            format!(
                "{} bestimmt, wer das ist. Ziehen Sie die Person zuerst dort um oder lösen Sie sie.",
                isolated(directory)
            ),
        ),
        K::AccountProtected { user, .. } => Told::new(
            format!("{} ist im fremden Verzeichnis geschützt", who(names, user)),
            "Der Verbindung fehlt womöglich das Recht, das Konto zu schreiben. Prüfen Sie es vor dem Umzug, oder lassen Sie den Schutz aufheben.",
        ),
        K::UserBusy {
            user,
            service,
            status,
            ..
        } => Told::new(
            format!("Für {} läuft noch ein Auftrag", who(names, user)),
            format!(
                "{}: {}. Warten Sie, bis es fertig ist.",
                what(names, service.as_ref()),
                provisioning(*status)
            ),
        ),
        K::UserNotProvisioned {
            user,
            service,
            status,
            ..
        } => Told::new(
            format!(
                "{} ist nicht eingerichtet, wie es sein soll",
                who(names, user)
            ),
            format!(
                "{}: {}. Bringen Sie das zuerst in Ordnung.",
                what(names, service.as_ref()),
                provisioning(*status)
            ),
        ),
        K::UserDisabled { user, service, .. } => Told::new(
            format!(
                "{} ist deaktiviert und hat noch {}",
                who(names, user),
                names.service(service)
            ),
            "Aktivieren Sie das Konto oder nehmen Sie den Dienst zuerst weg.",
        ),
        K::NameMissing { user, name, .. } => Told::new(
            format!(
                "{} braucht dort einen Namen: {}",
                who(names, user),
                kind_of(*name)
            ),
            "Es ließ sich keiner vorschlagen. Geben Sie einen ein.",
        ),
        K::NameIllegal {
            user, name, text, ..
        } => Told::new(
            format!("{} geht nicht", isolated(text)),
            format!(
                "Als {} von {} sind Buchstaben, Ziffern und wenige Zeichen erlaubt, dann @ und eine Domain.",
                kind_of(*name),
                names.person(user)
            ),
        ),
        K::DomainNotOwned {
            user,
            organization,
            domain,
            ..
        } => Told::new(
            format!(
                "{} ist keine Domain von {}",
                isolated(domain),
                names.at(organization)
            ),
            format!(
                "Ein Name von {} endet darauf. Wählen Sie einen anderen oder tragen Sie die Domain dort ein.",
                names.person(user)
            ),
        ),
        K::UpnTaken { user, upn, .. } => Told::new(
            format!("{} ist vergeben", isolated(upn)),
            format!(
                "Jemand anderes meldet sich so an. Wählen Sie für {} einen anderen Namen.",
                names.person(user)
            ),
        ),
        K::AddressTaken { user, address, .. } => Told::new(
            format!("{} ist vergeben", isolated(address.as_str())),
            format!(
                "Jemand anderes hat diese Adresse, oder sie ruht noch. Wählen Sie für {} eine andere.",
                names.person(user)
            ),
        ),
        K::ManagerNotEligible { user, manager } => Told::new(
            format!(
                "{} kann nicht vorgesetzte Person von {} sein",
                names.person(manager),
                names.person(user)
            ),
            "Nur wer am Ziel lebt oder mit umzieht. Wählen Sie jemand anderen oder niemanden.",
        ),
        K::UsernameTaken { user, username, .. } => Told::new(
            format!("{} ist vergeben", isolated(username)),
            format!(
                "Für {} ist kein solcher Benutzername frei. Er kann bleiben, wie er war.",
                names.person(user)
            ),
        ),
        K::UsernameTooLong { user, suffix, .. } => Told::new(
            format!("{} lässt keinen Platz für einen Namen", isolated(suffix)),
            format!(
                "Ein Benutzername hat höchstens 20 Zeichen. Der von {} kann bleiben, wie er war.",
                names.person(user)
            ),
        ),
        K::RenameNotAllowed { user, .. } => Told::new(
            "Sie können Benutzernamen nicht neu vergeben",
            format!("Der von {} kann bleiben, wie er war.", names.person(user)),
        ),
        K::AddressNotHeld { user, address, .. } => Told::new(
            format!(
                "{} hat die Adresse {} nicht",
                who(names, user),
                isolated(address.as_str())
            ),
            "Darüber ist nichts zu entscheiden.",
        ),
        K::BareIdentity { user, status, .. } => Told::new(
            format!("{} zieht nur als Konto um", who(names, user)),
            format!(
                "Das Konto ist deaktiviert oder nicht eingerichtet ({}) und hat keine Dienste.",
                provisioning(*status)
            ),
        ),
        K::PrimaryOnRelay { user, address, .. } => Told::new(
            format!(
                "Post an {} geht vielleicht anderswohin",
                isolated(address.as_str())
            ),
            format!(
                "Die Domain leitet weiter. Wählen Sie für {} eine andere Hauptadresse.",
                names.person(user)
            ),
        ),
        K::RoleNotAllowed {
            user,
            role,
            organization,
            ..
        } => Told::new(
            format!(
                "{} bekommt die Rolle {} dort nicht",
                who(names, user),
                names.role(role, HERE)
            ),
            format!(
                "{} erlaubt sie nicht, oder Sie könnten sie dort nicht vergeben.",
                names.at(organization)
            ),
        ),
        K::DepartmentUnassigned {
            user, department, ..
        } => Told::new(
            format!(
                "{} verlässt die Abteilung {}",
                who(names, user),
                isolated(department)
            ),
            "Dort gibt es keine dieses Namens; sie bleibt leer.",
        ),
        K::OfficeUnassigned { user, office, .. } => Told::new(
            format!(
                "{} verlässt das Büro {}",
                who(names, user),
                isolated(office)
            ),
            "Dort gibt es keines dieses Namens; es bleibt leer.",
        ),
        K::DelegationRemoved { user, to, .. } => Told::new(
            format!(
                "{} vertritt {} nicht mehr",
                names.person(to),
                who(names, user)
            ),
            "Eine der beiden Personen bleibt zurück. Wird der Umzug zurückgenommen, gilt es wieder.",
        ),
        K::AddressDropped {
            user,
            address,
            days,
            ..
        } => Told::new(
            format!(
                "{} gibt {} auf",
                who(names, user),
                isolated(address.as_str())
            ),
            format!(
                "Tage, in denen niemand anderes sie bekommt: {}.",
                n32(*days)
            ),
        ),
        K::AddressForwarded {
            user,
            address,
            days,
            ..
        } => Told::new(
            format!(
                "{} gibt {} auf, Post wird nachgesandt",
                who(names, user),
                isolated(address.as_str())
            ),
            format!("Tage, in denen Post nachgesandt wird: {}.", n32(*days)),
        ),
        K::UsernameKept { user, username, .. } => Told::new(
            format!(
                "{} behält den Benutzernamen {}",
                who(names, user),
                isolated(username)
            ),
            "Er trägt noch das Kürzel des alten Zuhauses.",
        ),
        K::SessionsEnd { user, .. } => Told::new(
            format!("{} meldet sich neu an", who(names, user)),
            "Der Anmeldename ändert sich, offene Sitzungen enden. Das Passwort bleibt.",
        ),
        K::RoleInert {
            user,
            role,
            service,
            ..
        } => Told::new(
            format!(
                "{} behält die Rolle {}, doch sie öffnet noch nichts",
                who(names, user),
                names.role(role, HERE)
            ),
            format!(
                "Sie gehört zu {}; das gibt es dort nicht.",
                names.service(service)
            ),
        ),
        other => services::told(other, names),
    }
}
