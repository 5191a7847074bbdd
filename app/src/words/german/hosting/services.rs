//! What is found of services and limits, in German.

use super::super::HERE;
use super::{n32, who};
use crate::words::number::number;
use crate::words::{Names, Told};
use rehome_domain::user_move::FindingKind;

/// A finding about services or limits in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::ServiceNotMovable { user, service, .. } => Told::new(
            format!("{} zieht nicht mit um", names.service(service)),
            format!(
                "{} hat ihn. Er muss zuerst abgebaut werden.",
                names.person(user)
            ),
        ),
        K::DestServiceMissing {
            user,
            service,
            organization,
            ..
        } => Told::new(
            format!(
                "{} hat {} nicht",
                names.at(organization),
                names.service(service)
            ),
            format!(
                "{} hat ihn. Damit zieht niemand dorthin um, bis er dort eingerichtet ist.",
                names.person(user)
            ),
        ),
        K::DestInstanceUnmapped { user, service, .. } => Told::new(
            format!("Wählen Sie, wohin {} kommt", names.service(service)),
            format!("Für {} gibt es dort mehrere Instanzen.", names.person(user)),
        ),
        K::DestPlanUnmapped { user, service, .. } => Told::new(
            format!("Wählen Sie einen Tarif für {}", names.service(service)),
            format!("Kein Tarif dort gleicht dem von {}.", names.person(user)),
        ),
        K::PlanNotOffered { service, plan, .. } => Told::new(
            format!("{} wird dort nicht angeboten", names.plan(plan)),
            format!(
                "Das Ziel und alle Wiederverkäufer darüber müssten diesen Tarif von {} haben.",
                names.service(service)
            ),
        ),
        K::ServiceNotHeld { service, .. } => Told::new(
            format!("{} hat hier niemand", names.service(service)),
            "Darüber ist nichts zu entscheiden.",
        ),
        K::DispositionNotAllowed { user, service, .. } => Told::new(
            format!("{} lässt das nicht zu", names.service(service)),
            format!(
                "Wählen Sie für den Dienst von {} etwas anderes.",
                names.person(user)
            ),
        ),
        K::DependencyMissing {
            user,
            service,
            requires,
            ..
        } => Told::new(
            format!(
                "{} braucht {}",
                names.service(service),
                names.service(requires)
            ),
            format!(
                "{} behielte den einen Dienst und verlöre den anderen.",
                names.person(user)
            ),
        ),
        K::UserLimit {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!("{} ist voll", names.at(organization)),
            format!(
                "Erlaubt sind {} Benutzer, es wären {}.",
                n32(*limit),
                n32(*would_be)
            ),
        ),
        K::ServiceLimit {
            organization,
            service,
            limit,
            would_be,
            ..
        } => Told::new(
            format!(
                "{} hat keinen Platz mehr für {}",
                names.at(organization),
                names.service(service)
            ),
            format!(
                "{} Menschen dürfen ihn haben, {} wären es.",
                n32(*limit),
                n32(*would_be)
            ),
        ),
        K::StorageLimit {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!("{} hat keinen Speicher mehr", names.at(organization)),
            format!(
                "Darunter dürfen {} Bytes liegen, es wären {}.",
                number(HERE, *limit),
                number(HERE, *would_be)
            ),
        ),
        K::LicencesRunOut {
            user,
            service,
            organization,
            licences,
            ..
        } => Told::new(
            format!("Für {} ist keine Lizenz mehr frei", names.service(service)),
            format!(
                "{} hat insgesamt {}. Der Dienst von {} wartet, bis eine weitere da ist.",
                names.at(organization),
                n32(*licences),
                names.person(user)
            ),
        ),
        K::ServiceDeprovisioned { user, service, .. } => Told::new(
            format!("{} verliert {}", who(names, user), names.service(service)),
            "Der Dienst wird abgebaut, wo er ist; seine Daten gehen verloren.",
        ),
        K::ServiceRecreated { user, service, .. } => Told::new(
            format!(
                "{} bekommt {} neu",
                who(names, user),
                names.service(service)
            ),
            "Der Dienst ist zuerst leer; was er jetzt enthält, bleibt zurück.",
        ),
        K::PlanLevelChanges {
            user,
            service,
            from,
            to,
            ..
        } => Told::new(
            format!(
                "{}: andere Stufe von {}",
                who(names, user),
                names.service(service)
            ),
            format!("Aus {} wird {}.", names.plan(from), names.plan(to)),
        ),
        K::ConfigurationNeeded {
            user,
            service,
            property,
            ..
        } => Told::new(
            format!(
                "{} wartet auf {}",
                names.service(service),
                names.property(property, HERE)
            ),
            format!(
                "Jemand muss das für {} ausfüllen und den Dienst dann einrichten.",
                names.person(user)
            ),
        ),
        other => super::copies::told(other, names),
    }
}
