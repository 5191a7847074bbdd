//! What is found of copies, in German.

use super::super::HERE;
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::hosting::password::PasswordNeed;
use rehome_domain::user_move::FindingKind;

/// A finding of copies in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    let n32 = |value: u32| number(HERE, u64::from(value));
    match kind {
        K::PasswordPolicy {
            user,
            minimum,
            classes,
            missing,
        } => {
            let needs = missing.iter().map(|need| match need {
                PasswordNeed::Length => format!("Nehmen Sie mindestens {} Zeichen.", n32(*minimum)),
                PasswordNeed::Classes => {
                    format!(
                        "Mischen Sie mindestens {} davon: Kleinbuchstaben, Großbuchstaben, Ziffern, andere Zeichen.",
                        n32(*classes)
                    )
                }
            });
            Told::new(
                format!(
                    "Das Passwort von {} ist nicht stark genug",
                    names.person(user)
                ),
                needs.collect::<Vec<_>>().join(" "),
            )
        }
        K::ExpiryPassed { user, expires } => Told::new(
            format!(
                "Das Konto von {} endete, bevor es beginnt",
                names.person(user)
            ),
            format!(
                "Sein letzter Tag ist {}. Wählen Sie heute oder einen späteren Tag, oder keinen.",
                isolated(&expires.to_string())
            ),
        ),
        K::PrimaryAddress { user, primaries } => Told::new(
            format!(
                "Genau eine Adresse von {} ist die primäre",
                names.person(user)
            ),
            format!("Jetzt sind es {}. Wählen Sie eine.", n32(*primaries)),
        ),
        K::ServiceNotOffered { service, status } => Told::new(
            format!("{} wird nicht kopiert", names.service(service)),
            format!(
                "Kopiert werden nur eingerichtete Dienste von Personen. Dieser ist: {}.",
                super::provisioning(*status)
            ),
        ),
        K::ServiceRightsMissing { service } => Told::new(
            format!("Sie können {} nicht hinzufügen", names.service(service)),
            "Sie dürfen kopieren, was die Person hat. Mehr kann hinzufügen, wer Dienste verwaltet.",
        ),
        K::PropertyUnknown { service, property } => Told::new(
            format!(
                "{} hat keine Eigenschaft {}",
                names.service(service),
                names.property(property, HERE)
            ),
            "Lassen Sie sie weg.",
        ),
        // Everything else is told beside this file; a test holds that nothing comes here.
        other => Told::new(other.code(), ""),
    }
}
