//! The rules of hub and satellite accounts, whose people own proofs, files and folders.
//!
//! They judge what [`crate::user_move::content`] makes of the family. To add one, write the function in the file of its
//! group, add its row below, give its finding words in every language, and add cases to `tests/content_rules.rs`.

mod accounts;
mod owners;
mod people;
mod things;

use super::Listed;

rules! {
    /// The rules of accounts, in the order in which findings stand in a plan, after those of every tree.
    Account Destination people::usernames_are_free_there ["name-taken"]
        "Usernames are unique per home.", "ruling 79, content 1";
    Account Destination people::profile_is_chosen ["profile-missing"]
        "A permission profile of the new account is chosen; the old one is not carried over.", "content 3";
    Account Destination people::profile_is_offered_there ["profile-not-offered"]
        "The profile is a built-in one, or one that the destination made for itself and did not disable.", "content 3, content 9";
    Account Destination people::actor_may_give_the_profile ["profile-beyond-actor"]
        "Only a Billing Administrator makes somebody one, and nobody gives a profile above the own rank.", "ruling 4, content 3";
    Account Departure owners::new_owner_is_chosen ["new-owner-missing", "nobody-to-take-over"]
        "Somebody takes over what stays, be it nothing; nobody is needed where nothing stays and nobody else is there.", "ruling 56, content 13.2, content 13.4";
    Account Departure owners::new_owner_can_take_over ["new-owner-not-eligible"]
        "Who takes over is an active person of the old account who stays there, and whose profile is more than to look.", "content 3, content 13.3";
    Account Departure owners::folder_can_be_called_so ["folder-name-illegal"]
        "The folder for what moves has a name without control characters; it does not matter where nothing is to move.", "ruling 57, content 3";
    Account Departure people::nothing_is_under_way ["transfer-running"]
        "Nobody moves on while things of theirs are still under way.", "content 3, content 11";
    Account Departure people::takes_over_from_nobody ["takes-over-from-others"]
        "Who takes over what stays does not leave while things are under way.", "content 11";
    Account Departure people::hub_keeps_a_billing_administrator ["last-billing-administrator"]
        "The hub keeps a Billing Administrator; who moves the own account needs another one to remain.", "content 11, content 13.5";
    Account Departure accounts::bills_go_to_somebody_else ["billing-contact"]
        "Whom bills of the old account go to is changed first.", "content 6, content 11";
    Account Departure accounts::dropzones_are_handed_over ["dropzone-owned"]
        "Dropzones are handed over first.", "content 6";
    Account Destination accounts::a_seat_is_free ["no-seat"]
        "Active and pending people take a seat, others none; equal is enough.", "ruling 58, ruling 60, content 11";
    Account Destination accounts::storage_is_enough ["account-storage-full"]
        "What moves fits into the destination, with what is on its way there; equal is enough, and versions are no proofs used up again.", "ruling 58, ruling 60, content 11";
    Account Departure people::roles_at_the_source_end ["role-revoked"]
        "Roles held at the old account end; those elsewhere in the tree stay.", "ruling 11, ruling 68";
    Account Departure people::source_keeps_an_administrator ["last-administrator"]
        "An account that loses its last administrator is told, once.", "ruling 67";
    Account Departure people::own_account_is_confirmed ["own-account"]
        "Who moves the own account confirms it.", "content 13.5";
    Account Destination people::own_items_are_only_looked_at ["own-items-view-only"]
        "With a profile that only looks, what moves along is only looked at.", "content 13.8";
    Account Departure people::delegations_end ["delegation-removed"]
        "Standing in for one another ends between who goes and who stays.", "ruling 11, content 6";
    Account Departure things::sets_of_several_stay ["version-sets-stay"]
        "A version set moves whole or not at all: it stays where somebody else owns a version, be it in the trash.", "ruling 55, content 7";
    Account Departure things::custom_values_are_lost ["custom-values-lost"]
        "Values of custom fields are lost on what moves; the definitions stay.", "content 6, content 13.11";
    Account Departure things::flags_become_text ["action-flags-become-text"]
        "Marks on comments are kept as text; nothing filters by them any more.", "content 6, content 13.11";
    Account Departure things::views_stay ["views-left-behind"]
        "Views that are one's own stay behind; those that others use pass to the new owner.", "content 6, content 10";
    Account Departure things::groups_pass_on ["groups-handed-over"]
        "Groups stay and pass to the new owner, private ones too; export them to make them anew.", "ruling 59, content 6, content 10";
    Account Destination things::sight_is_lost ["sight-lost"]
        "Administrators and others of the old account who are not listed on what moves see it no longer; they are counted.", "content 8";
    Account Departure things::folder_is_public ["folder-public"]
        "The folder for what moves is private unless asked otherwise.", "content 13.6";
    Account Destination accounts::sign_in_changes ["sign-in-changes"]
        "How people sign in there holds from the next sign-in; satellites do as their hub unless they say otherwise.", "content 11";
    Account Destination things::items_move ["items-move"]
        "What the person owns alone moves if its kind is ticked, one piece after the other, into one folder.", "ruling 56, ruling 65, content 4, content 6";
    Account Departure things::items_are_handed_over ["items-handed-over"]
        "What stays passes to the new owner at once: folders always, what was not ticked, what cannot move, what lies in the trash.", "ruling 55, content 4, content 6";
    Account Destination things::folder_is_renamed ["folder-renamed"]
        "A folder of that name is never merged; the new one gets a number.", "ruling 57, content 13.7";
    Account Departure things::templates_stay ["templates-stay"]
        "Stages of a review go along; their templates stay and are made anew by hand.", "content 6, content 13.11";
    Account Departure things::tags_are_made_anew ["tags-made-anew"]
        "Tags belong to an account; those on what moves are made anew by name.", "content 6";
    Account Departure things::something_is_still_seen ["leftover-access"]
        "Folders that the person made stay in sight, to look at only, with what is in them; so does what the person made.", "ruling 68, content 8";
}

/// The rules as they are asked.
pub(super) fn checks() -> std::slice::Iter<'static, Listed> {
    CHECKS.iter()
}
