//! The rules of sites with telephony: the decision table of moves between sites, and placements onto them.
//!
//! They judge what [`crate::user_move::telephony`] makes of the family. To add one, write the function in the file of its
//! group, add its row below, give its finding words in every language, and add cases to `tests/telephony_rules.rs`.

mod customers;
mod lines;
mod people;
mod sites;
mod warnings;

use super::Listed;

rules! {
    /// The rules of sites with telephony, in the order in which findings stand in a plan, after those of every tree.
    /// Those of hosting trees that stand here know what telephony holds.
    Hosting Destination customers::telephony_does_not_leave_its_customer ["telephony-in-the-way"]
        "Nobody goes to another customer with lines or devices; they are taken away first.", "ruling 1";
    Site Destination customers::both_ends_are_of_one_customer ["different-customer"]
        "Both sites are of one customer, the nearest above; who is placed onto a site lives above it.", "ruling 2, ruling 45, telephony 2, telephony 4.1";
    Site Destination customers::nobody_goes_upwards ["upward-move"]
        "From a site people go to sites, not to what stands above.", "ruling 45, telephony 2";
    Site Destination customers::deployment_knows_sites ["enterprise-deployment"]
        "Moves between sites are of provider deployments; with others the dial plans are not known.", "telephony 4.14";
    Site Destination sites::facts_are_given ["site-fact-missing"]
        "A missing country or device list is equal to nothing, not even to another missing one.", "ruling 50, telephony 11.13";
    Site Destination sites::device_lists_are_one ["device-list-differs"]
        "Both sites name the same device list; an equal one is another.", "telephony 4.2, telephony 11.13";
    Site Destination sites::countries_are_one ["country-differs"]
        "Both sites are in one country.", "telephony 4.3";
    Site Destination people::destination_is_below_sync_to ["outside-sync-to"]
        "From site to site both stand strictly below where the person was first synced; who is placed comes to stand there or below. Who was created at a site stays there.", "ruling 45, telephony 4.4, telephony 11.7";
    Site Destination people::cluster_is_listed ["cluster-not-listed"]
        "Who was pushed to a call cluster is placed only where the device list names it.", "ruling 45, telephony 2";
    Site Destination people::name_is_free ["name-taken"]
        "A username is unique at a site.", "ruling 50, ruling 79";
    Site Destination people::role_is_valid ["role-not-valid"]
        "The role to be held afterwards, mapped, chosen or held before, is one of the destination's kind.", "ruling 46, telephony 4.6, telephony 11.8";
    Site Destination people::role_is_within_reach ["role-beyond-actor"]
        "Nobody gives a role that ranks above the own, or where they grant none.", "ruling 4, ruling 46";
    Site Destination sites::dial_plans_fit ["dial-plans-differ"]
        "Between numbering by site location code and flat numbering nobody moves, nor from no dial plan to codes.", "telephony 4.7, telephony 11.5";
    Site Destination sites::defaults_are_there ["site-defaults-missing"]
        "The destination has a default for every value that what moves is given; all that lack are named at once.", "ruling 49, telephony 4.5, telephony 11.9";
    Site Destination lines::numbers_are_free ["line-collision"]
        "No other line has the number in the partition of the cluster where one comes to stand; two own ones neither.", "ruling 51, telephony 4.12";
    Site Destination lines::inventories_keep_numbers_once ["inventory-collision"]
        "The inventory of a place keeps a number once; one that is kept there already is not brought along.", "telephony 1, telephony 5";
    Site Destination people::roles_are_replaced ["role-revoked"]
        "The role at the source is replaced by that at the destination; others held there end.", "ruling 68, telephony 6";
    Site Destination lines::outside_numbers_stay ["e164-association"]
        "Outside numbers and their associations stay where they are; one warning each.", "ruling 48, telephony 6, telephony 11.10";
    Site Destination lines::pickup_groups_stay ["pickup-group"]
        "Pickup groups keep lines that move away; one warning each.", "ruling 48, telephony 6";
    Site Destination lines::hunt_lists_stay ["hunt-list"]
        "Hunt lists keep lines that move away, by themselves or by a line group; one warning each.", "ruling 48, telephony 11.11";
    Site Destination lines::ranges_are_routed ["number-routing"]
        "Ranges that either site routes do not move; who has a line and moves may be misrouted. Without a dial plan there, only the source's count.", "telephony 4.8, telephony 11.12";
    Site Destination warnings::agent_lines_stay ["agent-line"]
        "Where lines stay, an agent line is told; one warning each.", "ruling 48, telephony 4.10, telephony 11.1";
    Site Destination warnings::lines_are_taken_off ["line-disassociated"]
        "Where lines stay, they are taken off every device that goes; one warning each.", "telephony 4.10, telephony 11.3";
    Site Destination warnings::mailboxes_grow_stale ["voicemail-stale"]
        "Where lines stay, a mailbox goes with the pilot of the destination and the extension of the source.", "telephony 11.16";
    Site Destination lines::shared_lines_are_told ["shared-line"]
        "A line that goes, or is left, and is on somebody else's device too is told of per device.", "ruling 47, telephony 4.11";
    Site Destination lines::lines_of_others_are_kept ["line-kept"]
        "A line that is somebody else's primary stays, and stays on the devices.", "ruling 47";
    Site Destination warnings::default_css_is_used ["default-css"]
        "Without a dial plan there, lines that move, or devices without them, get the default calling search space.", "ruling 49, telephony 11.6";
    Site Destination warnings::values_of_the_source_are_told ["foreign-css"]
        "Values of devices that are kept and carry the code of the source are told.", "telephony 5";
    Site Destination warnings::services_are_left_behind ["services-left-behind"]
        "Who is moved alone leaves lines, devices and services at the source.", "telephony 9";
    Site Destination warnings::desk_phones_are_left ["desk-phone-left"]
        "Desk phones that do not move are nobody's afterwards; other devices always go.", "ruling 54, telephony 6";
    Site Destination warnings::primary_line_is_cleared ["primary-line-cleared"]
        "Where lines stay, the person has no primary line afterwards.", "telephony 11.2";
    Site Destination warnings::a_number_is_to_be_given ["number-to-assign"]
        "Where lines stay, a new number is to be given at the destination.", "telephony 6";
    Site Destination warnings::leftovers_are_to_be_cleaned_up ["numbers-left-behind"]
        "Where lines stay, what still names them at the source is to be cleaned up.", "telephony 6";
    Site Destination people::further_scope_is_set_by_hand ["admin-scope-by-hand"]
        "What somebody administers beside the home is neither given nor taken by a move.", "telephony 2";
}

/// The rules that are asked, in their order.
pub(super) fn checks() -> impl Iterator<Item = &'static Listed> {
    CHECKS.iter()
}
