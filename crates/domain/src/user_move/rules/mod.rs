//! The rules of a move, one function each, and the table that lists them all.
//!
//! A rule reads a [`Case`] and pushes findings; it changes nothing. To add one: write the function in the
//! file of its group, add its row to [`RULES`], give its finding words in every language, and add a case
//! that fires and one that does not to the coverage test. A rule of another tree is a new file here.

macro_rules! rules {
    ($(#[$doc:meta])* $($tree:ident $kind:ident $group:ident::$name:ident [$($code:literal),+] $meaning:literal, $source:literal;)*) => {
        $(#[$doc])*
        pub const RULES: &[$crate::user_move::rules::Rule] = &[$($crate::user_move::rules::Rule {
            name: stringify!($name),
            codes: &[$($code),+],
            meaning: $meaning,
            source: $source,
            trees: $crate::user_move::rules::Trees::$tree,
            check: $crate::user_move::rules::Check::$kind($group::$name),
        }),*];

        // WHY: the functions alone, in the same order: the browser judges, and has no use for the texts.
        static CHECKS: &[$crate::user_move::rules::Listed] = &[$((
            $crate::user_move::rules::Trees::$tree,
            $crate::user_move::rules::Check::$kind($group::$name),
        )),*];
    };
}

#[cfg(feature = "content")]
pub mod content;
mod departure;
mod fields;
#[cfg(feature = "hosting")]
pub mod hosting;
mod look;
mod organizations;
mod people;
mod positions;
mod roles;
mod subscriptions;
#[cfg(feature = "telephony")]
pub mod telephony;

pub use departure::{Case, Departure};

use super::finding::Finding;
use crate::organization::MoveFamily;

/// What a rule reads.
#[derive(Clone, Copy)]
pub enum Check {
    /// The subject, the source, the request: the same wherever the subject goes.
    Departure(fn(&Departure<'_>, &mut Vec<Finding>)),
    /// The destination too.
    Destination(fn(&Case<'_>, &mut Vec<Finding>)),
}

/// One row of the rule table.
pub struct Rule {
    /// What the rule demands or tells, as the name of its function.
    pub name: &'static str,
    /// The codes of its findings.
    pub codes: &'static [&'static str],
    /// What it means.
    pub meaning: &'static str,
    /// Where it comes from: rulings in docs/RULINGS.md, or the public documentation it was read from.
    pub source: &'static str,
    /// In which trees it holds.
    pub trees: Trees,
    /// The function.
    pub check: Check,
}

/// In which trees a rule holds (ruling 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trees {
    /// In all.
    Both,
    /// In enterprise trees.
    Enterprise,
    /// In hosting trees.
    Hosting,
    /// At sites with telephony.
    Site,
    /// In hub and satellite accounts.
    Account,
}

impl Trees {
    /// Whether a rule that holds there holds for who leaves from here.
    fn hold(self, departure: &Departure<'_>) -> bool {
        match self {
            Self::Both => true,
            Self::Enterprise => departure.tree == MoveFamily::Enterprise,
            Self::Hosting => departure.is_hosting(),
            Self::Site => departure.is_telephony(),
            Self::Account => departure.is_account(),
        }
    }
}

/// A rule as it is asked.
type Listed = (Trees, Check);

rules! {
    /// The rules of enterprise trees and of every tree, in the order in which findings stand in a plan; those of hosting
    /// trees come after them.
    Both Departure people::subject_lives_at_the_named_source ["not-at-source"]
        "A request that names a source is refused when the subject lives elsewhere.", "ruling 12, ruling 13";
    Both Departure people::subject_is_not_deleted ["user-deleted"]
        "Disabled and pending people can be moved and stay as they are; deleted ones cannot.", "enterprise 10.16";
    Both Departure people::dependents_are_not_moved_alone ["dependent-moves-with-sponsor"]
        "A dependent follows its sponsor and is refused alone.", "ruling 33, enterprise 8.7";
    Both Destination people::subject_is_not_locked ["user-locked"]
        "Prevent User Move blocks self-service and unattended channels; an operator's dialog may override it. A locked dependent moves with its sponsor.", "ruling 7, ruling 34, enterprise 10.4, 10.6";
    Both Destination people::nobody_in_the_family_outranks_the_actor ["rank-too-high"]
        "No operator moves a family with a member whose rank at either end is above the operator's own.", "ruling 4, enterprise 10.5";
    Enterprise Destination people::names_are_free_at_the_destination ["name-taken"]
        "Usernames are unique per home, usernames and mapping ids where uniqueness is required.", "ruling 79, enterprise 2";
    Enterprise Destination organizations::uniqueness_is_required ["uniqueness-off"]
        "No channel moves anybody unless the governing organization requires user uniqueness.", "ruling 28, enterprise 8.1";
    Enterprise Destination organizations::user_move_is_on ["user-move-off"]
        "User Move must be on for people who move themselves and for operators of suborganizations.", "ruling 25, ruling 28, enterprise 8.2";
    Both Destination organizations::destination_is_another ["already-at-destination"]
        "Nobody moves to where they live.", "ruling 12";
    Both Destination organizations::destination_is_active ["destination-not-active"]
        "A destination must be active.", "ruling 22, enterprise 8.6";
    Both Departure organizations::source_is_active ["source-not-active"]
        "Only Enterprise Administrators move people out of an organization that is not active.", "ruling 22";
    Enterprise Destination organizations::destination_accepts_self_moves ["self-moves-not-accepted"]
        "People move themselves only to organizations that have opted in; the source's own opt-in does not matter.", "ruling 26, ruling 27, enterprise 10.2";
    Both Departure fields::fields_apply_to_this_move ["field-not-applicable"]
        "A field that this kind of move or this actor cannot use is refused by name.", "ruling 34, ruling 71";
    Both Departure fields::dates_are_now ["future-date"]
        "A date to move at that is later than now, and any date to return at, is refused until schedules exist.", "ruling 80";
    Enterprise Destination positions::chosen_position_exists ["position-unknown"]
        "A chosen position must be a node of the destination.", "ruling 32";
    Enterprise Destination positions::chosen_position_is_not_the_root ["position-is-root"]
        "Where a position is required, the root cannot be chosen.", "ruling 32, enterprise 1";
    Enterprise Destination subscriptions::kept_subscriptions_exist ["subscription-not-kept"]
        "Only a present subscription to an organization other than the destination can be kept.", "ruling 31";
    Enterprise Departure roles::roles_at_the_source_are_revoked ["role-revoked"]
        "Operator roles at the source end and do not come back by moving back; roles elsewhere and Enterprise Administrators' stay.", "ruling 11, enterprise 7";
    Both Departure subscriptions::subscriptions_are_cancelled ["subscription-cancelled"]
        "Current and future subscriptions end; ended ones stay as history.", "ruling 31, enterprise 7";
    Both Departure roles::source_keeps_an_administrator ["last-administrator"]
        "Losing the last active Organization Administrator is warned of, once per organization.", "ruling 67, enterprise 10.5";
    Enterprise Destination roles::administrators_stay_in_their_enterprise ["administrator-across-enterprises"]
        "An Enterprise Administrator who leaves the enterprise keeps the role there and gets none in the new one.", "ruling 11, enterprise 10.3";
    Enterprise Destination look::enterprise_homes_get_enterprise_alerts_only ["enterprise-alerts-only"]
        "Who lives at an enterprise or super enterprise gets only its alerts.", "ruling 11, enterprise 10.11";
    Enterprise Destination positions::required_position_is_known ["position-required"]
        "Where a position is required and none, or only the root, is known, the profile is incomplete.", "ruling 32, enterprise 10.10";
    Both Departure people::memberships_are_removed ["membership-removed"]
        "Memberships in static groups of the source end; those of the enterprise stay.", "ruling 11, enterprise 7";
    Both Departure people::managers_stay_behind ["manager-cleared"]
        "A reference to a manager who stays behind is cleared, in both directions; inside the family it stays.", "ruling 21";
    Enterprise Departure people::own_account_is_not_in_the_selection ["own-account"]
        "An operator who moves the own account is warned.", "ruling 23";
    Both Departure people::dependents_come_along ["dependents-move"]
        "Dependents move with their sponsor; those the viewer may not see are a number.", "ruling 6, enterprise 7";
    Both Departure people::dynamic_memberships_end ["membership-ends"]
        "Dynamic groups of the source are worked out anew at once; those of the enterprise stay.", "enterprise 7";
    Enterprise Departure positions::position_is_dropped ["position-dropped"]
        "The position at the source is left and remembered.", "ruling 32, enterprise 7";
    Enterprise Destination positions::position_is_reinstated ["position-reinstated", "position-reinstated-at-root"]
        "A remembered position is taken up again by its node; the root takes the place of one that is gone.", "ruling 32, enterprise 10.9";
    Both Destination look::look_changes ["look-changes"]
        "The pages take the look of the new home.", "ruling 11, enterprise 4.5";
    Both Departure people::lock_is_set ["lock-set"]
        "Everybody moved is locked afterwards where the operator says so; moving oneself never locks.", "ruling 34, enterprise 5";
    Both Destination people::attributes_fall_dormant ["attribute-dormant"]
        "Attributes defined at or above the source, but not at or above the destination, are hidden until the person comes back.", "enterprise 7";
    Both Destination people::attributes_awake ["attribute-awakes"]
        "Attributes defined at or above the destination, but not at or above the source, are seen again.", "enterprise 7";
}

/// The rules that are asked, in their order.
fn checks() -> impl Iterator<Item = &'static Listed> {
    let all = CHECKS.iter();
    #[cfg(feature = "hosting")]
    let all = all.chain(hosting::checks());
    #[cfg(feature = "telephony")]
    let all = all.chain(telephony::checks());
    #[cfg(feature = "content")]
    let all = all.chain(content::checks());
    all
}

/// The rules that hold for who leaves from somewhere, in their order.
fn held(departure: &Departure<'_>) -> impl Iterator<Item = &'static Check> {
    let hold = |listed: &&Listed| listed.0.hold(departure);
    checks().filter(hold).map(|(_, check)| check)
}

/// Asks every rule.
pub fn judge(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for check in held(case) {
        check.ask(case, findings);
    }
}

/// Asks the rules that hold in every tree.
pub fn judge_what_holds_everywhere(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (_, check) in CHECKS.iter().filter(|(trees, _)| *trees == Trees::Both) {
        check.ask(case, findings);
    }
}

/// Asks the rules that do not depend on the destination.
pub fn judge_departure(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for check in held(departure) {
        if let Check::Departure(check) = check {
            check(departure, findings);
        }
    }
}

/// Asks the rules that depend on the destination.
pub fn judge_destination(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for check in held(case) {
        if let Check::Destination(check) = check {
            check(case, findings);
        }
    }
}

impl Check {
    fn ask(&self, case: &Case<'_>, findings: &mut Vec<Finding>) {
        match self {
            Self::Departure(check) => check(case, findings),
            Self::Destination(check) => check(case, findings),
        }
    }
}
