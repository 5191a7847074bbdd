//! `rehome demo`: an empty database becomes the demo directory, with sign-ins anybody may know.
//!
//! The only command that sets a password everybody knows; a database that holds anything else is refused.

use super::{CommandError, Ending, directory};
use rehome_document::Options;
use rehome_service::Service;

/// The demo directory.
const DEMO_DIRECTORY: &str = include_str!("../../demo/directory.yaml");

/// The password of every demo sign-in.
const PASSWORD: &str = "moving-day";

/// Who can sign in, and what there is to see as them.
const SIGN_INS: [(&str, &str); 27] = [
    (
        "dana",
        "lives at Harbour Clinic: role, position, subscriptions, two dependents; moves herself",
    ),
    ("carla.mendes", "lives at Harbour Clinic; locked"),
    (
        "ben.okafor",
        "lives at Harbour Clinic; nothing but subscriptions",
    ),
    (
        "elif.kaya",
        "lives at Harbour Clinic; member of a group of the enterprise",
    ),
    ("omar", "End Users Manager of Harbour Clinic"),
    (
        "grace.lim",
        "Organization Administrator of Harbour Clinic, the only one",
    ),
    ("lena", "Alert Manager of Hillcrest Hospital"),
    ("marcus", "Advanced Alert Manager of Riverside Campus"),
    (
        "clerk",
        "Ward Clerk of Lakeside Clinic: an End Users Manager who subscribes nobody",
    ),
    (
        "dieter",
        "Distribution Lists Manager of Field Services; moves nobody",
    ),
    ("ravi", "Report Manager of Southport Labs; moves nobody"),
    (
        "theo",
        "End Users Manager of Hillcrest Hospital, for Emergency only",
    ),
    ("bella", "Basic Operator of Lakeside Clinic; moves nobody"),
    ("nils", "Enterprise Administrator of Aster North"),
    ("sofia", "Enterprise Administrator of Aster South"),
    ("ana", "Enterprise Administrator of Aster Health"),
    ("aud", "Auditor"),
    ("sys", "System Administrator; creates trees, moves nobody"),
    (
        "petra",
        "Service Provider Administrator of Tidewater Cloud; moves hosted people anywhere below",
    ),
    (
        "rita",
        "Reseller Administrator of Kestrel Hosting; moves people between its customers",
    ),
    (
        "otto",
        "Reseller Administrator of Otter Hosting; sees nothing of Kestrel Hosting",
    ),
    (
        "viktor",
        "Provider Administrator of Tidewater Cloud; moves people with their phones onto sites and between them",
    ),
    (
        "ada.quist",
        "Customer Administrator of Bramble Foods; moves people between its sites only",
    ),
    (
        "joel.stein",
        "User Administrator of Bramble Foods; moves nobody",
    ),
    (
        "hugo",
        "Administrator of Folio Studio, a hub in another tree; moves people between its accounts, sees nothing of Aster Health",
    ),
    (
        "ines",
        "Manager at Folio Studio; takes over what others leave behind",
    ),
    (
        "maya",
        "designer at Folio Studio; owns proofs, files and folders",
    ),
];

pub(super) async fn run(service: &Service) -> Result<Ending, CommandError> {
    let demo = rehome_document::read_text(
        "directory.yaml",
        DEMO_DIRECTORY.as_bytes(),
        &Options::default(),
    )?;
    let stored = service.directory_export().await?;
    let is_empty = stored.users.is_empty() && stored.organizations.is_empty();
    if is_empty {
        directory::store(service, demo).await?;
        // WHY: only once, as a new password ends the sessions that are open.
        for (user, _) in SIGN_INS {
            service.password_set(&user.into(), PASSWORD).await?;
        }
    } else if demo
        .users
        .keys()
        .any(|user| !stored.users.contains_key(user))
    {
        return Err(CommandError::told(
            "this database holds another directory; the demo wants one of its own",
        ));
    }
    println!("Sign in as one of these, all with the password {PASSWORD}");
    for (user, what) in SIGN_INS {
        println!("  {user:<14} {what}");
    }
    Ok(Ending::Done)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
    use rehome_domain::role::BuiltIn;

    #[test]
    fn the_demo_directory_reads_without_a_fault_and_shows_what_it_should() {
        let demo = rehome_document::read_text(
            "directory.yaml",
            DEMO_DIRECTORY.as_bytes(),
            &Options::default(),
        );
        let demo = demo.unwrap_or_else(|faults| unreachable_faults(&faults.to_string()));
        let of_kind = |kind| {
            demo.organizations
                .values()
                .filter(|entry| entry.kind == kind)
                .count()
        };
        assert_eq!(of_kind(OrganizationKind::Enterprise), 2);
        assert_eq!(of_kind(OrganizationKind::Suborganization), 12);
        assert!(
            demo.organizations
                .values()
                .any(|entry| entry.status == OrganizationStatus::Closed)
        );
        assert!(
            demo.organizations
                .values()
                .any(|entry| !entry.user_move.user_move_for_end_users)
        );
        assert!(demo.users.len() > 140, "{}", demo.users.len());
        assert!(demo.users.values().any(|user| user.sponsor.is_some()));
        assert!(demo.users.values().any(|user| user.locked));
        for role in [
            BuiltIn::EnterpriseAdministrator,
            BuiltIn::OrganizationAdministrator,
            BuiltIn::AdvancedAlertManager,
            BuiltIn::AlertManager,
            BuiltIn::EndUsersManager,
            BuiltIn::AlertPublisher,
            BuiltIn::BasicOperator,
            BuiltIn::DistributionListsManager,
            BuiltIn::ReportManager,
            BuiltIn::Auditor,
            BuiltIn::SystemAdministrator,
        ] {
            let name = role.row().name;
            assert!(
                demo.users
                    .values()
                    .any(|user| user.roles.iter().any(|grant| grant.role.as_str() == name)),
                "{name}"
            );
        }
        for (user, _) in SIGN_INS {
            assert!(demo.users.contains_key(user), "{user}");
        }
    }

    #[allow(clippy::panic)]
    fn unreachable_faults(faults: &str) -> ! {
        panic!("{faults}")
    }
}
