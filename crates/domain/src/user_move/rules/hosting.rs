//! The rules of hosting trees: provider, resellers and customers.
//!
//! They judge what [`crate::user_move::hosting`] makes of the family. To add one, write the function in the file of its
//! group, add its row below, give its finding words in every language, and add cases to `tests/hosting_rules.rs`.

mod belongings;
mod limits;
mod names;
mod people;
mod services;

use super::Listed;

rules! {
    /// The rules of hosting trees, in the order in which findings stand in a plan, after those of every tree.
    Hosting Destination people::both_ends_are_in_one_location ["location-mismatch"]
        "Both ends stand in one location; from one location to another, people are copied and the old account retired.", "hosting 3, hosting 9.13";
    Hosting Departure people::own_account_stays ["own-account-not-moved"]
        "Operators do not move their own account.", "ruling 23, hosting 2";
    Hosting Departure people::subject_is_no_template ["user-is-template"]
        "Templates belong to their customer and do not move.", "hosting 7";
    Hosting Departure people::identity_is_mastered_here ["user-synced"]
        "Who is mastered in an outside directory is moved there.", "hosting 7";
    Hosting Departure people::nothing_is_running ["user-busy"]
        "Nobody moves while the account or a service is requested or in progress.", "hosting 7";
    Hosting Departure people::account_and_services_are_provisioned ["user-not-provisioned"]
        "A red or blue account or service blocks, and a grey account that holds services. A grey service is not held.", "ruling 38, hosting 7";
    Hosting Departure people::disabled_people_hold_no_services ["user-disabled"]
        "Who is disabled and holds services does not move.", "ruling 38, hosting 7";
    Hosting Destination services::held_services_travel ["service-not-movable"]
        "A service that does not travel blocks while it is held; all such are listed.", "ruling 37, hosting 5";
    Hosting Destination services::destination_offers_held_services ["dest-service-missing"]
        "The destination has every service that goes along, provisioned; all that it lacks are listed.", "ruling 37, hosting 5";
    Hosting Destination services::instance_is_settled ["dest-instance-unmapped"]
        "Where the destination has several instances, one is chosen.", "ruling 37";
    Hosting Destination services::plan_is_settled ["dest-plan-unmapped"]
        "The same plan, one of the same name, or the only one offered where it is of the same level; otherwise one is chosen.", "ruling 39, hosting 5";
    Hosting Destination services::plan_is_offered ["plan-not-offered"]
        "A chosen plan is one of the destination's instance, and every reseller above offers it.", "hosting 5, hosting 7";
    Hosting Departure services::choices_are_about_held_services ["service-not-held"]
        "What is asked of a service concerns one that is held.", "ruling 64";
    Hosting Destination services::choices_fit_their_services ["disposition-not-allowed"]
        "What travels moves or is deprovisioned; what is made anew is made anew or deprovisioned.", "hosting 5";
    Hosting Destination services::needed_services_go_along ["dependency-missing"]
        "A service does not go along without another that it needs.", "hosting 5 [ours]";
    Hosting Destination limits::users_are_within_the_limit ["user-limit"]
        "The destination has no more users than it may have.", "hosting 5, ruling 60";
    Hosting Destination limits::services_are_within_the_limit ["service-limit"]
        "No more people have an instance of a service than may have it.", "hosting 5, ruling 60";
    Hosting Destination limits::storage_is_within_the_limit ["storage-limit"]
        "No more is stored below a reseller than may be.", "hosting 5, ruling 60";
    Hosting Destination names::names_are_there ["name-missing"]
        "Everybody has a user principal name and one primary address; where none can be proposed, one is chosen.", "hosting 3, hosting 4";
    Hosting Destination names::names_are_legal ["name-illegal"]
        "A chosen name holds legal characters only.", "hosting 3";
    Hosting Destination names::domains_are_the_destinations ["domain-not-owned"]
        "The domain of every name and address is the destination's, or shared with it.", "hosting 3, hosting 4";
    Hosting Destination names::upn_is_free ["upn-taken"]
        "A user principal name is unique in its location, whatever the case; a chosen one is not changed in silence.", "hosting 3, hosting 4";
    Hosting Destination names::addresses_are_free ["address-taken"]
        "An address is unique among people, groups, contacts and reservations; a dropped one returns to the same person only.", "ruling 42, hosting 3";
    Hosting Destination names::username_is_free ["username-taken"]
        "A username that is written anew is unique in its location.", "ruling 41";
    Hosting Destination names::username_fits ["username-too-long"]
        "A username has at most 20 characters, suffix included.", "ruling 41, hosting 4";
    Hosting Destination names::actor_may_rename ["rename-not-allowed"]
        "Writing usernames anew is a right of its own.", "ruling 41";
    Hosting Departure names::choices_are_about_held_addresses ["address-not-held"]
        "What is asked of an old address concerns one that the person has.", "hosting 4";
    Hosting Destination belongings::manager_can_be_reported_to ["manager-not-eligible"]
        "Who is asked for as manager lives at the destination or goes along, and is no template and nobody deleted.", "hosting 7, ruling 21";
    Hosting Departure people::bare_identities_are_told ["bare-identity"]
        "Who is disabled or not provisioned and holds no services moves as a bare identity.", "ruling 38";
    Hosting Destination services::deprovisioning_loses_data ["service-deprovisioned"]
        "A service that is unticked is deprovisioned at the source, and its data is lost.", "ruling 37, hosting 9.2";
    Hosting Destination services::recreating_loses_data ["service-recreated"]
        "A service that is made anew is empty.", "hosting 5";
    Hosting Destination services::licences_are_left ["licences-run-out"]
        "Who comes where no licence of a service is left goes along; the service waits (blue) until there is one.", "hosting 5";
    Hosting Departure people::protected_accounts_are_told ["account-protected"]
        "An account that the outside directory protects may not be written by the connector.", "hosting 7";
    Hosting Destination services::plan_level_changes ["plan-level-changes"]
        "Another level of a plan is told.", "ruling 11, ruling 39";
    Hosting Destination names::primary_is_on_a_relay ["primary-on-relay"]
        "A primary address of a domain whose mail goes on elsewhere is told.", "hosting 4";
    Hosting Destination belongings::roles_are_dropped ["role-not-allowed"]
        "A role that the destination restricts or does not allow, of another tier, or beyond the actor's right to grant does not go along.", "ruling 40, hosting 9.5";
    Hosting Destination belongings::department_is_unassigned ["department-unassigned"]
        "A department that the destination does not have becomes unassigned.", "hosting 7";
    Hosting Destination belongings::office_is_unassigned ["office-unassigned"]
        "An office that the destination does not have becomes unassigned.", "hosting 7";
    Hosting Departure belongings::delegations_are_removed ["delegation-removed"]
        "Delegations to and from people who stay end; they come back by undo.", "ruling 11, ruling 44, hosting 9.10";
    Hosting Destination services::configuration_is_needed ["configuration-needed"]
        "A service with a required property that is empty waits for somebody (blue).", "hosting 6, hosting 9.12";
    Hosting Destination names::addresses_are_dropped ["address-dropped", "address-forwarded"]
        "An old address is dropped and kept from others for a while, or mail for it goes on for so long; kept only by choice.", "ruling 42, hosting 4";
    Hosting Destination names::username_is_kept ["username-kept"]
        "The username stays, with the source's short name, unless it is written anew.", "ruling 41, hosting 4";
    Hosting Destination names::sessions_end ["sessions-end"]
        "Who is called otherwise from now on signs in anew; the password stays.", "ruling 8, hosting 9.8";
    Hosting Destination belongings::inert_roles_are_told ["role-inert"]
        "A role of a service that the destination lacks goes along and opens nothing.", "ruling 40";
}

/// The rules as they are asked.
pub(super) fn checks() -> std::slice::Iter<'static, Listed> {
    CHECKS.iter()
}
