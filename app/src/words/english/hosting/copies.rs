//! What is found of copies, in English.

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
                PasswordNeed::Length => format!("Take at least {} characters.", n32(*minimum)),
                PasswordNeed::Classes => {
                    format!(
                        "Take at least {} of these: small letters, capitals, digits, other signs.",
                        n32(*classes)
                    )
                }
            });
            Told::new(
                format!(
                    "The password of {} is not strong enough",
                    names.person(user)
                ),
                needs.collect::<Vec<_>>().join(" "),
            )
        }
        K::ExpiryPassed { user, expires } => Told::new(
            format!(
                "The account of {} would end before it begins",
                names.person(user)
            ),
            format!(
                "Its last day is {}. Choose today or a later day, or none.",
                isolated(&expires.to_string())
            ),
        ),
        K::PrimaryAddress { user, primaries } => Told::new(
            format!(
                "Exactly one address of {} is the primary one",
                names.person(user)
            ),
            format!("Now there are {}. Choose one.", n32(*primaries)),
        ),
        K::ServiceNotOffered { service, status } => Told::new(
            format!("{} is not copied", names.service(service)),
            format!(
                "Only provisioned services of people are. This one is: {}.",
                super::provisioning(*status)
            ),
        ),
        K::ServiceRightsMissing { service } => Told::new(
            format!("You cannot add {}", names.service(service)),
            "You may copy what the person has. Somebody who manages services can add more.",
        ),
        K::PropertyUnknown { service, property } => Told::new(
            format!(
                "{} has no property {}",
                names.service(service),
                names.property(property, HERE)
            ),
            "Leave it out.",
        ),
        // Everything else is told beside this file; a test holds that nothing comes here.
        other => Told::new(other.code(), ""),
    }
}
