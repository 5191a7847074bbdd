//! What is found of services and limits, in English.

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
            format!("{} cannot travel", names.service(service)),
            format!(
                "{} holds it. It has to be deprovisioned first.",
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
                "{} does not have {}",
                names.at(organization),
                names.service(service)
            ),
            format!(
                "{} holds it. Nobody moves there with it until it is provisioned there.",
                names.person(user)
            ),
        ),
        K::DestInstanceUnmapped { user, service, .. } => Told::new(
            format!("Choose where {} goes", names.service(service)),
            format!(
                "There are several instances there for {}.",
                names.person(user)
            ),
        ),
        K::DestPlanUnmapped { user, service, .. } => Told::new(
            format!("Choose a plan of {}", names.service(service)),
            format!("No plan there is like the one {} has.", names.person(user)),
        ),
        K::PlanNotOffered { service, plan, .. } => Told::new(
            format!("{} is not offered there", names.plan(plan)),
            format!(
                "Neither the destination nor every reseller above it has this plan of {}.",
                names.service(service)
            ),
        ),
        K::ServiceNotHeld { service, .. } => Told::new(
            format!("Nobody here holds {}", names.service(service)),
            "There is nothing to decide about it.",
        ),
        K::DispositionNotAllowed { user, service, .. } => Told::new(
            format!("{} does not allow this", names.service(service)),
            format!(
                "Choose something else for the service of {}.",
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
                "{} needs {}",
                names.service(service),
                names.service(requires)
            ),
            format!(
                "{} would keep the one and lose the other.",
                names.person(user)
            ),
        ),
        K::UserLimit {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!("{} is full", names.at(organization)),
            format!(
                "It may have {} users and would have {}.",
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
                "{} has no room for more of {}",
                names.at(organization),
                names.service(service)
            ),
            format!(
                "{} people may have it, {} would.",
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
            format!("{} has no more storage", names.at(organization)),
            format!(
                "{} bytes may be stored below it, it would be {}.",
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
            format!("No licence of {} is left", names.service(service)),
            format!(
                "{} has {} in all. The service of {} waits until there is one more.",
                names.at(organization),
                n32(*licences),
                names.person(user)
            ),
        ),
        K::ServiceDeprovisioned { user, service, .. } => Told::new(
            format!("{} loses {}", who(names, user), names.service(service)),
            "It is taken away where it is, and its data is lost.",
        ),
        K::ServiceRecreated { user, service, .. } => Told::new(
            format!("{} gets {} anew", who(names, user), names.service(service)),
            "It is empty at first; what it holds now stays behind.",
        ),
        K::PlanLevelChanges {
            user,
            service,
            from,
            to,
            ..
        } => Told::new(
            format!(
                "{}: another level of {}",
                who(names, user),
                names.service(service)
            ),
            format!("{} becomes {}.", names.plan(from), names.plan(to)),
        ),
        K::ConfigurationNeeded {
            user,
            service,
            property,
            ..
        } => Told::new(
            format!(
                "{} waits for {}",
                names.service(service),
                names.property(property, HERE)
            ),
            format!(
                "Somebody has to fill it in for {}, then provision the service.",
                names.person(user)
            ),
        ),
        other => super::copies::told(other, names),
    }
}
