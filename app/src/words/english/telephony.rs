//! What is found at sites with telephony, and what becomes of lines and devices, in English.

use super::HERE;
use crate::words::number::{list, number};
use crate::words::{Names, Told, isolated};
use rehome_domain::ids::UserId;
use rehome_domain::telephony::{DialPlan, RecordKey, Section, SiteFact};
use rehome_domain::user_move::FindingKind;
use std::sync::Arc;

/// What a record is.
pub(super) fn record(section: Section) -> &'static str {
    match section {
        Section::Lines => "Line",
        Section::Phones => "Phone",
        Section::DeviceProfiles => "Device profile",
        Section::RemoteDestinationProfiles => "Remote destination profile",
        Section::Voicemail => "Mailbox",
        Section::Webex => "Webex user",
        Section::AgentTags => "Contact centre tag",
        Section::Inventory => "Internal number",
    }
}

/// What a value or a default of a site is called.
pub(super) fn value(name: &str) -> String {
    let known = match name {
        "role" => "role",
        "device_pool" => "device pool",
        "location" => "location",
        "region" => "region",
        "css" => "calling search space",
        "line_css" => "calling search space of lines",
        "partition" => "partition",
        "line_partition" => "partition of lines",
        "shared_line_css" => "calling search space of shared lines",
        "default_css" => "default calling search space",
        "e164_mask" => "mask of outside numbers",
        "voicemail_pilot" | "pilot" => "voicemail number",
        "extension" => "extension",
        "locale" => "locale",
        "softkey_template" => "softkey template",
        "status" => "state",
        other => {
            return match other.rsplit_once(' ') {
                Some((line, name)) => format!("{} of line {}", value(name), isolated(line)),
                None => isolated(other),
            };
        }
    };
    known.to_owned()
}

fn plan(plan: DialPlan) -> &'static str {
    match plan {
        DialPlan::None => "no dial plan",
        DialPlan::NonSlc => "numbers without location codes",
        DialPlan::Slc => "numbers with location codes",
    }
}

fn device(key: &RecordKey) -> String {
    isolated(key.id.as_str())
}

/// Somebody at the head of a title; the reader by the account.
fn who(names: &Names, user: &UserId) -> String {
    names
        .somebody_else(user)
        .unwrap_or_else(|| "Your account".to_owned())
}

fn n32(value: u32) -> String {
    number(HERE, u64::from(value))
}

fn all(values: &[Arc<str>], each: impl Fn(&str) -> String) -> String {
    let told: Vec<String> = values.iter().map(|it| each(it)).collect();
    list(HERE, &told)
}

/// A finding of sites with telephony in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::DifferentCustomer { organization } => Told::new(
            format!("{} belongs to another customer", names.at(organization)),
            "Between customers nobody moves with lines and devices.",
        ),
        K::TelephonyInTheWay { user, count } => Told::new(
            format!("{} still has lines or devices", who(names, user)),
            format!(
                "They stay with this customer ({}). Take them away first.",
                n32(*count)
            ),
        ),
        K::UpwardMove { organization } => Told::new(
            format!("{} stands above the site", names.at(organization)),
            "From a site, people move to other sites.",
        ),
        K::EnterpriseDeployment { organization } => Told::new(
            format!("{} runs its telephony itself", names.at(organization)),
            "Its dial plans are not known here, so nobody moves between its sites.",
        ),
        K::SiteFactMissing { organization, fact } => Told::new(
            match fact {
                SiteFact::Country => format!("{} has no country", names.at(organization)),
                SiteFact::DeviceList => format!("{} has no device list", names.at(organization)),
            },
            "Both sites must have one, and the same.",
        ),
        K::DeviceListDiffers {
            source,
            destination,
        } => Told::new(
            "The sites have different device lists",
            format!(
                "{} and {} are served by different systems.",
                names.at(source),
                names.at(destination)
            ),
        ),
        K::CountryDiffers {
            source,
            destination,
        } => Told::new(
            "The sites are in different countries",
            format!("{} and {}.", isolated(source), isolated(destination)),
        ),
        K::OutsideSyncTo { user, sync_to } => Told::new(
            format!("{} cannot go there", who(names, user)),
            format!(
                "People move below the place they were first created or synced at: {}.",
                names.at(sync_to)
            ),
        ),
        K::ClusterNotListed { user, organization } => Told::new(
            format!("{} is on another call cluster", who(names, user)),
            format!(
                "The device list of {} does not name it.",
                names.at(organization)
            ),
        ),
        K::DialPlansDiffer {
            source,
            destination,
        } => Told::new(
            "The dial plans do not fit",
            format!("Here: {}. There: {}.", plan(*source), plan(*destination)),
        ),
        K::SiteDefaultsMissing { organization, keys } => Told::new(
            format!("{} lacks defaults", names.at(organization)),
            format!("Still to be filled in: {}.", all(keys, value)),
        ),
        K::RoleNotValid {
            user,
            role,
            organization,
            instead,
        } => Told::new(
            format!(
                "{} cannot hold the role {} there",
                who(names, user),
                names.role(role, HERE)
            ),
            match instead {
                Some(instead) => format!(
                    "{} gives the role {}.",
                    names.at(organization),
                    names.role(instead, HERE)
                ),
                None => "Choose a role that is held at sites.".to_owned(),
            },
        ),
        K::RoleBeyondActor { user, role } => Told::new(
            format!("The role {} ranks above yours", names.role(role, HERE)),
            format!("Choose another for {}.", names.person(user)),
        ),
        K::LineCollision { user, number, .. } => Told::new(
            format!("The number {} is in use", isolated(number)),
            format!(
                "Where the line of {} would come to stand, there is one already.",
                names.person(user)
            ),
        ),
        K::InventoryCollision {
            user,
            number,
            organization,
        } => Told::new(
            format!("The number {} is kept there already", isolated(number)),
            format!(
                "The inventory of {1} keeps the number that {0} would bring.",
                names.person(user),
                names.at(organization)
            ),
        ),
        K::E164Association {
            user,
            number,
            outside,
            ..
        } => Told::new(
            format!("{} stays behind", isolated(outside)),
            format!(
                "The outside number reaches line {} of {}, which moves.",
                isolated(number),
                names.person(user)
            ),
        ),
        K::PickupGroup {
            user,
            number,
            group,
            ..
        } => Told::new(
            format!("The pickup group {} stays behind", isolated(group.as_str())),
            format!(
                "Line {} of {} stays in it and moves.",
                isolated(number),
                names.person(user)
            ),
        ),
        K::HuntList {
            user, number, list, ..
        } => Told::new(
            format!("The hunt list {} stays behind", isolated(list.as_str())),
            format!(
                "Line {} of {} stays in it and moves.",
                isolated(number),
                names.person(user)
            ),
        ),
        K::NumberRouting { user, organization } => Told::new(
            format!("{} routes numbers by range", names.at(organization)),
            format!(
                "Calls to lines of {} may go astray. Route the numbers one by one, give new ones, or leave it.",
                names.person(user)
            ),
        ),
        K::AgentLine { user, number } => Told::new(
            format!("The agent line {} stays behind", isolated(number)),
            format!(
                "The contact centre still knows {} by it.",
                names.person(user)
            ),
        ),
        K::LineDisassociated {
            user,
            number,
            device: on,
        } => Told::new(
            format!("Line {} is taken off {}", isolated(number), device(on)),
            format!("The line of {} stays; the device goes.", names.person(user)),
        ),
        K::VoicemailStale {
            user, extension, ..
        } => Told::new(
            match extension {
                Some(extension) => format!("A mailbox keeps the extension {}", isolated(extension)),
                None => "A mailbox goes without its line".to_owned(),
            },
            format!(
                "The line of {} stays behind. Change it afterwards.",
                names.person(user)
            ),
        ),
        K::SharedLine {
            user,
            number,
            device: on,
            owner,
            ..
        } => Told::new(
            format!("Line {} is on {} too", isolated(number), device(on)),
            match owner {
                Some(owner) => format!(
                    "{} shares it with {}.",
                    names.person(user),
                    names.person(owner)
                ),
                None => "The device is nobody's.".to_owned(),
            },
        ),
        K::LineKept {
            user,
            number,
            owner,
        } => Told::new(
            format!("Line {} stays", isolated(number)),
            format!(
                "It is the primary line of {}. {} keeps it on the devices.",
                names.person(owner),
                names.person(user)
            ),
        ),
        K::DefaultCss { user, css } => Told::new(
            format!("{} gets the default calling search space", who(names, user)),
            format!("There is no dial plan there; it is {}.", isolated(css)),
        ),
        K::ForeignCss {
            user,
            device: on,
            field,
            value: own,
        } => Told::new(
            format!("{} keeps a value of the old site", device(on)),
            format!(
                "{}: {} stays {}.",
                names.person(user),
                value(field),
                isolated(own)
            ),
        ),
        K::ServicesLeftBehind { user, count } => Told::new(
            format!("{} leaves lines or devices behind", who(names, user)),
            format!("What stays where it is: {}.", n32(*count)),
        ),
        K::DeskPhoneLeft { user, device: left } => Told::new(
            format!("The desk phone {} stays", device(left)),
            format!("It no longer belongs to {}.", names.person(user)),
        ),
        K::PrimaryLineCleared { user, number } => Told::new(
            format!("{} has no primary line afterwards", who(names, user)),
            format!("Line {} stays at the old site.", isolated(number)),
        ),
        K::NumberToAssign { user, organization } => Told::new(
            format!("{} needs a new number", who(names, user)),
            format!("Give one at {} afterwards.", names.at(organization)),
        ),
        K::NumbersLeftBehind {
            user,
            organization,
            numbers,
        } => Told::new(
            format!("Numbers stay at {}", names.at(organization)),
            format!(
                "{} had {}. Clean up what still names them.",
                names.person(user),
                all(numbers, isolated)
            ),
        ),
        K::AdminScopeByHand { user } => Told::new(
            format!("{} administers something beside the home", who(names, user)),
            "A move does not change that. Set it by hand afterwards.",
        ),
        other => Told::new(other.code(), ""),
    }
}
