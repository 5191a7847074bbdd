//! English.

mod content;
mod finding;
mod hosting;
mod telephony;

use super::number::{Plural, date, list, number, plural, time_of_day};
use super::{Language, Names, Speech, Told, isolated};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::telephony::Section;
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::{
    BasisRecord, FindingKind, OutcomeItem, Remedy, RemedyBy, RemedyCode,
};
use std::sync::Arc;

const HERE: Language = Language::English;

/// The language.
#[derive(Debug)]
pub(super) struct English;

fn count(value: u64, one: &str, other: &str) -> String {
    match plural(HERE, value) {
        Plural::One => format!("1 {one}"),
        _ => format!("{} {other}", number(HERE, value)),
    }
}

/// "your", or "Leo's".
fn whose(person: Option<&String>) -> String {
    person.map_or_else(|| "your".to_owned(), |name| format!("{name}’s"))
}

/// A sentence with a large letter at its head.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}

/// The state of an organization.
fn state(status: OrganizationStatus) -> &'static str {
    match status {
        OrganizationStatus::Active => "active",
        OrganizationStatus::Suspended => "suspended",
        OrganizationStatus::Disabled => "switched off",
        OrganizationStatus::Closed => "closed",
        OrganizationStatus::Deleted => "deleted",
    }
}

impl Speech for English {
    fn finding(&self, kind: &FindingKind, names: &Names) -> Told {
        finding::told(kind, names)
    }

    fn deferred(&self, kind: &FindingKind, names: &Names) -> Told {
        match kind {
            FindingKind::NameTaken {
                user, organization, ..
            } => Told::new(
                format!(
                    "We cannot see from here whether {} sign-in name is free",
                    whose(names.somebody_else(user).as_ref())
                ),
                format!("{} is asked when you confirm.", names.at(organization)),
            ),
            FindingKind::PositionReinstated { user, position, .. } => Told::new(
                format!(
                    "We cannot see from here whether {} former position {} still exists",
                    whose(names.somebody_else(user).as_ref()),
                    names.position(position)
                ),
                "If not, the top takes its place.",
            ),
            FindingKind::PositionRequired { organization, .. } => Told::new(
                format!("{} may ask for a position", names.at(organization)),
                "It does if the former one is gone.",
            ),
            other => Told::new(
                self.finding(other, names).title,
                "We cannot see from here whether this is so.",
            ),
        }
    }

    fn remedy(&self, remedy: &Remedy, names: &Names) -> String {
        let what = match remedy.code {
            RemedyCode::ChooseAnotherDestination => "choose another organization",
            RemedyCode::ChoosePosition => "choose a position",
            RemedyCode::MoveTheSponsor => "move the sponsor instead",
            RemedyCode::MoveLocked => "move locked people too",
            RemedyCode::ClearTheLock => "clear the lock",
            RemedyCode::LetAnAdministratorMove => "make this move for you",
            RemedyCode::AcceptSelfMoves => "let people move themselves there",
            RemedyCode::RequireUniqueness => "require unique names",
            RemedyCode::EnableUserMove => "switch moves on",
            RemedyCode::ActivateOrganization => "open the organization again",
            RemedyCode::RenameUser => "change the name",
            RemedyCode::LeaveTheFieldOut => "leave the field out",
            RemedyCode::AppointAnotherAdministrator => "appoint another administrator first",
            RemedyCode::AskSomebodyOfHigherRank => "make this move",
            RemedyCode::SelectFewer => "select fewer people, or use a file",
            RemedyCode::MoveNow => "leave the date out and move now",
            RemedyCode::CopyInstead => "copy the person there instead",
            RemedyCode::DeprovisionService => "deprovision the service first",
            RemedyCode::LetTheServiceTravel => "let the service travel along, in the catalogue",
            RemedyCode::ProvisionService => "provision the service there",
            RemedyCode::ChooseInstance => "choose an instance",
            RemedyCode::ChoosePlan => "choose a plan",
            RemedyCode::OfferPlan => "offer the plan there",
            RemedyCode::ChooseDisposition => "choose something else for the service",
            RemedyCode::RaiseLimit => "raise the limit",
            RemedyCode::WaitUntilDone => "wait until it is done",
            RemedyCode::SettleProvisioning => "put right what failed or waits",
            RemedyCode::EnableAccount => "enable the account",
            RemedyCode::DetachFromDirectory => "change it in the outside directory",
            RemedyCode::ChooseAnotherName => "choose another name",
            RemedyCode::RegisterDomain => "register the domain there",
            RemedyCode::KeepUsername => "keep the username",
            RemedyCode::AllowRole => "allow the role there",
            RemedyCode::ChooseAnotherPassword => "choose another password",
            RemedyCode::MoveWithinTheCustomer => "move within the customer",
            RemedyCode::RemoveTelephony => "take lines and devices away first",
            RemedyCode::CompleteTheSite => "fill in what the site lacks",
            RemedyCode::FillSiteDefaults => "fill in the defaults of the site",
            RemedyCode::ChooseRole => "choose another role",
            RemedyCode::FreeTheNumber => "free the number there",
            RemedyCode::RouteTheNumber => "route the numbers one by one",
            RemedyCode::AssignNewNumber => "give a new number there",
            RemedyCode::CleanUpLeftovers => "clean up what names the lines",
            RemedyCode::MoveWithServices => "move with services",
            RemedyCode::MoveDeskPhones => "let the desk phones move along",
            RemedyCode::SetByHand => "set it by hand afterwards",
            RemedyCode::ChooseProfile => "choose a permission profile",
            RemedyCode::ChooseManager => "choose a manager there",
            RemedyCode::ChooseNewOwner => "choose who takes over",
            RemedyCode::AddAUser => "add somebody to the account first",
            RemedyCode::NameTheFolder => "name the folder",
            RemedyCode::FreeASeat => "free a seat, or buy one",
            RemedyCode::MakeRoom => "make room, or buy storage",
            RemedyCode::HandOverFirst => "hand this over first",
            RemedyCode::AppointBillingAdministrator => {
                "appoint another Billing Administrator first"
            }
            RemedyCode::AskForHelp => "help",
        };
        match &remedy.by {
            _ if remedy.code == RemedyCode::AskForHelp => {
                "Ask an administrator of your organization.".to_owned()
            }
            RemedyBy::Actor => format!("You can {what}."),
            RemedyBy::Holders { role, users } if users.is_empty() => {
                format!("Ask: {} can {what}.", names.role(role, HERE))
            }
            RemedyBy::Holders { role, users } => {
                let people: Vec<String> = users.iter().map(|name| isolated(name)).collect();
                format!(
                    "Ask {} ({}), who can {what}.",
                    list(HERE, &people),
                    names.role(role, HERE)
                )
            }
        }
    }

    fn outcome(&self, item: &OutcomeItem, names: &Names) -> String {
        match item {
            OutcomeItem::Home { before, after } => {
                format!("Home: {} becomes {}", names.at(before), names.at(after))
            }
            OutcomeItem::SignIn { username } => {
                format!("Account, sign-in name {} and password", isolated(username))
            }
            OutcomeItem::Profile {} => "Profile and contact details".to_owned(),
            OutcomeItem::Role {
                role,
                organization: Some(organization),
            } => format!(
                "Role {} in {}",
                names.role(role, HERE),
                names.at(organization)
            ),
            OutcomeItem::Role {
                role,
                organization: None,
            } => format!("Role {}", names.role(role, HERE)),
            OutcomeItem::Subscription { organization } => {
                format!("Subscription to {}", names.at(organization))
            }
            OutcomeItem::Dependent { user } => format!("Dependent {}", names.person(user)),
            OutcomeItem::Position {
                organization,
                position,
            } if names.is_top(position, organization) => {
                format!("Position at the top of {}", names.at(organization))
            }
            OutcomeItem::Position {
                organization,
                position,
            } => format!(
                "Position {} in {}",
                names.position(position),
                names.at(organization)
            ),
            OutcomeItem::Membership { group } => format!("Membership in {}", names.group(group)),
            OutcomeItem::Manager { user } => format!("{} as manager", names.person(user)),
            OutcomeItem::Alerts { organization } => {
                format!("Alerts and lists of {}", names.at(organization))
            }
            OutcomeItem::Look { organization } => {
                format!("Pages take the look of {}", names.at(organization))
            }
            OutcomeItem::Lock {} => "Locked from now on".to_owned(),
            OutcomeItem::Attribute { attribute } => {
                format!("Profile field {}", names.attribute(attribute, HERE))
            }
            OutcomeItem::Upn { before, after } => {
                let name = |upn: &Option<Arc<str>>| {
                    upn.as_deref().map_or_else(|| "none".to_owned(), isolated)
                };
                format!("Sign-in name: {} becomes {}", name(before), name(after))
            }
            OutcomeItem::Username { before, after } => {
                format!("Username: {} becomes {}", isolated(before), isolated(after))
            }
            OutcomeItem::Address {
                address,
                primary: true,
            } => {
                format!("Primary address {}", isolated(address.as_str()))
            }
            OutcomeItem::Address {
                address,
                primary: false,
            } => {
                format!("Address {}", isolated(address.as_str()))
            }
            OutcomeItem::AddressHeld {
                address,
                days,
                forwards: false,
            } => format!(
                "{} is kept from others (days: {})",
                isolated(address.as_str()),
                number(HERE, u64::from(*days))
            ),
            OutcomeItem::AddressHeld {
                address,
                days,
                forwards: true,
            } => format!(
                "Mail for {} goes on (days: {})",
                isolated(address.as_str()),
                number(HERE, u64::from(*days))
            ),
            OutcomeItem::Service {
                service,
                plan: None,
            } => {
                format!("Service {}", names.service(service))
            }
            OutcomeItem::Service {
                service,
                plan: Some(plan),
            } => format!(
                "Service {}, plan {}",
                names.service(service),
                names.plan(plan)
            ),
            OutcomeItem::Department { department } => {
                format!("Department {}", isolated(department))
            }
            OutcomeItem::Office { office } => format!("Office {}", isolated(office)),
            OutcomeItem::Delegation { user } => format!("Delegation to {}", names.person(user)),
            OutcomeItem::Telephony { record, name } => {
                format!("{} {}", telephony::record(*record), isolated(name))
            }
            OutcomeItem::TelephonyValue {
                record,
                name,
                value,
                before,
                after,
            } => {
                let told = |value: &Option<Arc<str>>| {
                    value.as_deref().map_or_else(|| "none".to_owned(), isolated)
                };
                format!(
                    "{} {}, {}: {} becomes {}",
                    telephony::record(*record),
                    isolated(name),
                    telephony::value(value),
                    told(before),
                    told(after)
                )
            }
            OutcomeItem::LineOnDevice { line, device } => {
                format!("Line {} on {}", isolated(line), isolated(device))
            }
            OutcomeItem::PrimaryLine { line } => format!("Primary line {}", isolated(line)),
            OutcomeItem::PermissionProfile { .. }
            | OutcomeItem::Transferred { .. }
            | OutcomeItem::Belongings { .. }
            | OutcomeItem::Sight { .. } => content::outcome(item, names).unwrap_or_default(),
        }
    }

    fn phone_record(&self, section: Section) -> &'static str {
        telephony::record(section)
    }
    fn phone_value(&self, name: &str) -> String {
        telephony::value(name)
    }
    fn record_changed(&self, record: &BasisRecord, names: &Names) -> String {
        match record {
            BasisRecord::User(user) => format!(
                "{} profile changed.",
                sentence(&whose(names.somebody_else(user).as_ref()))
            ),
            BasisRecord::Organization(code) => format!("{} itself changed.", names.at(code)),
            BasisRecord::UserMoveSettings(code) => {
                format!("{} changed its settings for moves.", names.at(code))
            }
            BasisRecord::Hierarchy(code) => format!("{} changed its positions.", names.at(code)),
            BasisRecord::Look(code) => format!("{} changed its look.", names.at(code)),
            BasisRecord::Telephony(code) => format!("{} changed its telephony.", names.at(code)),
            BasisRecord::Account(code) => format!(
                "{} changed its seats, storage, sign-in or profiles.",
                names.at(code)
            ),
            BasisRecord::Hosting(code) => format!(
                "{} changed its services, domains or limits.",
                names.at(code)
            ),
        }
    }
    fn records_changed_unseen(&self, hidden: u64) -> String {
        format!(
            "{} you cannot see changed.",
            count(hidden, "record", "records")
        )
    }

    fn and_more(&self, told: &str, more: u64) -> String {
        format!("{told}, and {} more of this kind", number(HERE, more))
    }
    fn dependents(&self, people: &[String]) -> String {
        let word = if people.len() == 1 {
            "Dependent"
        } else {
            "Dependents"
        };
        format!("{word} {}", list(HERE, people))
    }
    fn position_as_before(&self, way: &str) -> String {
        format!("As before: {way}")
    }
    fn wait_minutes(&self, minutes: u64) -> String {
        format!(
            "Wait {}, then try again.",
            count(minutes, "minute", "minutes")
        )
    }

    fn can_with_warnings(&self, warnings: u64) -> String {
        format!("Can, {}", count(warnings, "warning", "warnings"))
    }
    fn you_can_with_warnings(&self, warnings: u64) -> String {
        format!(
            "You can move, with {}",
            count(warnings, "warning", "warnings")
        )
    }
    fn left_to_confirm(&self, left: u64, all: u64) -> String {
        let are = if left == 1 { "is" } else { "are" };
        format!(
            "{} of {} {are} left to confirm.",
            number(HERE, left),
            number(HERE, all)
        )
    }
    fn organizations_found(&self, found: u64, all: u64) -> String {
        if found == all {
            format!("{}.", count(all, "organization", "organizations"))
        } else {
            format!(
                "{} of {}.",
                number(HERE, found),
                count(all, "organization", "organizations")
            )
        }
    }
    fn rows_shown(&self, shown: u64, found: u64) -> String {
        format!("{} of {} shown", number(HERE, shown), number(HERE, found))
    }
    fn hidden(&self, hidden: u64) -> String {
        format!(
            "{} you cannot see.",
            count(hidden, "further effect", "further effects")
        )
    }
    fn move_home_to(&self, organization: &str) -> String {
        format!("Move your home to {}?", isolated(organization))
    }
    fn who_moves(&self, dependents: u64) -> String {
        match dependents {
            0 => "You move at once. Nobody needs to approve it.".to_owned(),
            _ => format!(
                "You and your {} move at once. Nobody needs to approve it.",
                count(dependents, "dependent", "dependents")
            ),
        }
    }
    fn cannot_choose(&self, organization: &str) -> String {
        format!(
            "You cannot move to {}. Choose another one.",
            isolated(organization)
        )
    }
    fn you_can_move_back(&self, organization: &str) -> String {
        format!(
            "You can move back later if {} still takes people. Your position there is kept, your roles are not.",
            isolated(organization)
        )
    }
    fn you_live_at(&self, organization: &str) -> String {
        format!("You live at {} now", isolated(organization))
    }
    fn moved_on(&self, at: Timestamp) -> String {
        format!(
            "Moved on {}, at {} (UTC).",
            date(HERE, at.day()),
            time_of_day(HERE, at)
        )
    }
    fn position_missing(&self, organization: &str) -> String {
        format!(
            "{} asks everyone for one. Ask an administrator there to set it.",
            isolated(organization)
        )
    }
    fn roles_here_and_elsewhere(&self, here: u64, elsewhere: u64) -> String {
        match elsewhere {
            0 => format!("{} here", number(HERE, here)),
            _ => format!(
                "{} here, {} elsewhere",
                number(HERE, here),
                number(HERE, elsewhere)
            ),
        }
    }
    fn roles_in_others(&self, organizations: u64) -> String {
        format!(
            "Roles in {} that you cannot see",
            count(organizations, "other organization", "other organizations")
        )
    }
    fn hidden_dependents(&self, hidden: u64) -> String {
        format!(
            "{} you cannot see",
            count(hidden, "dependent", "dependents")
        )
    }
    fn hidden_subscriptions(&self, hidden: u64) -> String {
        format!(
            "{} that you cannot see",
            count(hidden, "subscription", "subscriptions")
        )
    }
    fn days_from_until(&self, start: Day, end: Option<Day>) -> String {
        match end {
            Some(end) => format!("{} to {}", date(HERE, start), date(HERE, end)),
            None => format!("from {}, no end", date(HERE, start)),
        }
    }
    fn history_moved(&self, to: &str) -> String {
        format!("Moved to {}", isolated(to))
    }
    fn history_undone(&self, to: &str) -> String {
        format!("The move to {} was undone", isolated(to))
    }
    fn history_from_by(&self, from: &str, by: Option<&str>) -> String {
        match by {
            None => format!("from {}, by yourself", isolated(from)),
            Some(by) => format!("from {}, by {}", isolated(from), isolated(by)),
        }
    }
    fn incident(&self, id: &str) -> String {
        format!("Incident {id}.")
    }
    fn run_by(&self, organization: &str) -> String {
        format!("Rehome, run by {}", isolated(organization))
    }
}
