//! The rules of a copy, one function each, and the table that lists them all.
//!
//! They judge what [`CopyCase`] makes of the request. To add one, write the function in the file of its group, add its
//! row below, give its finding words in every language, and add cases to `tests/copy_rules.rs`.

mod account;
mod belongings;
mod limits;
mod names;
mod services;

use super::case::CopyCase;
use crate::user_move::Finding;

/// One row of the table.
pub struct CopyRule {
    /// What the rule demands or tells, as the name of its function.
    pub name: &'static str,
    /// The codes of its findings.
    pub codes: &'static [&'static str],
    /// What it means.
    pub meaning: &'static str,
    /// Where it comes from: rulings in docs/RULINGS.md, or the public documentation it was read from.
    pub source: &'static str,
    /// The function.
    pub check: fn(&CopyCase<'_>, &mut Vec<Finding>),
}

macro_rules! rules {
    ($($group:ident::$name:ident [$($code:literal),+] $meaning:literal, $source:literal;)*) => {
        /// The rules of a copy, in the order in which findings stand in a plan.
        pub const RULES: &[CopyRule] = &[$(CopyRule {
            name: stringify!($name),
            codes: &[$($code),+],
            meaning: $meaning,
            source: $source,
            check: $group::$name,
        }),*];
    };
}

rules! {
    account::original_is_not_deleted ["user-deleted"]
        "Who is deleted is not copied.", "hosting 6 [ours]";
    account::original_is_mastered_here ["user-synced"]
        "Who is mastered in an outside directory is copied there.", "hosting 6";
    account::home_is_active ["destination-not-active"]
        "The new home must be active.", "ruling 22";
    account::password_keeps_the_policy ["password-policy"]
        "A password is given: as long as the greater of 8 and the customer's least length, of three classes of characters. The original's is never copied.", "ruling 43, hosting 6";
    account::account_has_not_expired ["expiry-passed"]
        "The last day of an account is today or later; on the day after, the account is disabled.", "hosting 6";
    names::names_are_there ["name-missing"]
        "Somebody new has a display name, a user principal name, a username and an address.", "hosting 4, hosting 6";
    names::names_are_legal ["name-illegal"]
        "A chosen name holds legal characters only.", "hosting 3";
    names::one_address_is_primary ["primary-address"]
        "Exactly one address is the primary one.", "hosting 3, hosting 6";
    names::domains_are_the_homes ["domain-not-owned"]
        "The domain of every name and address is the new home's.", "hosting 3, hosting 6";
    names::upn_is_free ["upn-taken"]
        "A user principal name is unique in its location, whatever the case.", "hosting 3, hosting 4";
    names::addresses_are_free ["address-taken"]
        "An address is unique among people, groups, contacts and reservations; one that was given up is kept from somebody new.", "ruling 42, hosting 3";
    names::username_is_free ["username-taken"]
        "A username is unique in its location; a chosen one is not changed in silence.", "ruling 41, hosting 4";
    names::username_fits ["username-too-long"]
        "A username has at most 20 characters, suffix included.", "ruling 41, hosting 4";
    services::choices_are_about_services_held ["service-not-held"]
        "What is asked of a service concerns one that the original holds, or that is added.", "hosting 6 [ours]";
    services::copied_services_are_provisioned ["service-not-offered"]
        "Only provisioned services are copied, of a template also those that wait for somebody, and only services for users are added.", "ruling 43, hosting 6";
    services::additions_need_service_rights ["service-rights-missing"]
        "Copying what the original has takes the right to copy; further services take the right to provision.", "hosting 9.11";
    services::home_has_the_services ["dest-service-missing"]
        "The new home has every service, provisioned.", "hosting 1, ruling 37";
    services::instance_is_settled ["dest-instance-unmapped"]
        "Where there are several instances, one is chosen.", "ruling 37";
    services::plan_is_settled ["dest-plan-unmapped"]
        "The plan is the original's, one like it, or the only one offered; otherwise one is chosen.", "ruling 39, hosting 5";
    services::plan_is_offered ["plan-not-offered"]
        "The plan is one of the instance's, and every reseller above offers it.", "hosting 1, hosting 5";
    services::needed_services_are_there ["dependency-missing"]
        "A service is not there without another that it needs.", "hosting 5 [ours]";
    services::properties_are_known ["property-unknown"]
        "A value is given to a property that the service has.", "hosting 6 [ours]";
    limits::users_are_within_the_limit ["user-limit"]
        "There are no more users than there may be.", "hosting 1, ruling 60";
    limits::services_are_within_the_limit ["service-limit"]
        "No more people have an instance of a service than may have it.", "hosting 1, ruling 60";
    limits::storage_is_not_full ["storage-limit"]
        "Below a reseller that stores all it may, nothing is provisioned.", "hosting 1, ruling 60";
    names::primary_is_on_a_relay ["primary-on-relay"]
        "A primary address of a domain whose mail goes on elsewhere is told.", "hosting 4";
    belongings::roles_are_dropped ["role-not-allowed"]
        "A role is given only where the customer allows it and the actor may grant it; none is given unasked.", "hosting 6, ruling 40";
    belongings::manager_is_elsewhere ["manager-cleared"]
        "A manager who is gone, or lives elsewhere, is not taken over.", "hosting 7, ruling 21";
    belongings::department_is_unassigned ["department-unassigned"]
        "A department that the new home does not have becomes unassigned.", "hosting 7, hosting 9.4";
    belongings::office_is_unassigned ["office-unassigned"]
        "An office that the new home does not have becomes unassigned.", "hosting 7, hosting 9.4";
    services::plan_level_changes ["plan-level-changes"]
        "Another level of a plan is told.", "ruling 11, ruling 39";
    services::configuration_is_needed ["configuration-needed"]
        "A service with a required property that is empty waits for somebody (blue).", "ruling 43, hosting 6, hosting 9.12";
    limits::licences_are_left ["licences-run-out"]
        "Who is made where no licence of a service is left is made all the same; the service waits (blue) until there is one.", "hosting 5, hosting 6";
    belongings::inert_roles_are_told ["role-inert"]
        "A role of a service that the new home lacks opens nothing.", "ruling 40";
}

/// Asks every rule.
pub fn judge(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    for rule in RULES {
        (rule.check)(case, findings);
    }
}
