//! English.

use super::number::{Plural, date, list, number, plural, time_of_day};
use super::{Language, Names, Speech, Told, isolated};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::snapshot::TakenName;
use rehome_domain::user_move::{
    BasisRecord, FindingKind, OutcomeItem, Remedy, RemedyBy, RemedyCode,
};

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

impl Speech for English {
    fn finding(&self, kind: &FindingKind, names: &Names) -> Told {
        use FindingKind as K;
        match kind {
            K::UnknownUser { user } => Told::new(
                "There is nobody of this name",
                format!(
                    "{} is not among the people you can see.",
                    names.person(user)
                ),
            ),
            K::NotAtSource { expected, home } => Told::new(
                "The home is another one",
                format!(
                    "The request says {}; the home is {}.",
                    names.at(expected),
                    names.at(home)
                ),
            ),
            K::UserDeleted { .. } => {
                Told::new("The account is deleted", "Deleted people do not move.")
            }
            K::DependentMovesWithSponsor { sponsor } => Told::new(
                "Dependents do not move alone",
                format!(
                    "The whole family moves when {} moves.",
                    names.person(sponsor)
                ),
            ),
            K::UserLocked { user } => match names.somebody_else(user) {
                None => Told::new(
                    "You are locked",
                    "A lock keeps you at your home, so you cannot move yourself.",
                ),
                Some(name) => Told::new(
                    format!("{name} is locked"),
                    "The lock keeps the whole family at its home.",
                ),
            },
            K::RankTooHigh { user, .. } => Told::new(
                format!("{} ranks higher", names.person(user)),
                "Nobody moves somebody who ranks higher than they do where they act.",
            ),
            K::UniquenessOff { organization } => Told::new(
                format!("{} does not ask for unique names", names.at(organization)),
                "Nobody moves before sign-in names are known to be unique there.",
            ),
            K::UserMoveOff { organization } => Told::new(
                format!("Moves are switched off in {}", names.at(organization)),
                "An administrator can switch them on.",
            ),
            K::AlreadyAtDestination { organization } => Told::new(
                format!("The home is {} already", names.at(organization)),
                "There is nothing to move.",
            ),
            K::DestinationNotActive {
                organization,
                status,
            } => Told::new(
                format!("{} is {}", names.at(organization), self.status(*status)),
                "Nobody can move there.",
            ),
            K::SourceNotActive {
                organization,
                status,
            } => Told::new(
                format!("{} is {}", names.at(organization), self.status(*status)),
                "Only an administrator of the enterprise moves people out.",
            ),
            K::SelfMovesNotAccepted { organization } => Told::new(
                format!("{} takes nobody who moves alone", names.at(organization)),
                "An administrator can still move you.",
            ),
            K::DestinationWithdrawn { organization } => Told::new(
                format!("{} no longer takes part in moves", names.at(organization)),
                "It was in the list when you looked.",
            ),
            K::NameTaken {
                user,
                organization,
                name,
            } => {
                let what = match name {
                    TakenName::Username => "sign-in name",
                    TakenName::MappingId => "mapping id",
                };
                Told::new(
                    format!(
                        "{} {what} is taken in {}",
                        sentence(&whose(names.somebody_else(user).as_ref())),
                        names.at(organization)
                    ),
                    "Somebody else has it there. One of the two needs another.",
                )
            }
            K::PositionUnknown {
                organization,
                position,
            } => Told::new(
                format!("There is no position {}", names.position(position)),
                format!("{} has other positions.", names.at(organization)),
            ),
            K::PositionIsRoot {
                organization,
                position,
            } => Told::new(
                format!("{} is the top", names.position(position)),
                format!(
                    "{} asks everyone for a position below the top.",
                    names.at(organization)
                ),
            ),
            K::SubscriptionNotKept { organization } => Told::new(
                format!(
                    "The subscription to {} cannot be kept",
                    names.at(organization)
                ),
                "Nobody of the family has it, or it is to the new home itself.",
            ),
            K::FieldNotApplicable { field } => Told::new(
                format!("{} does not belong here", isolated(field)),
                "A move between these organizations does not know this field.",
            ),
            K::FutureDate { field } => Told::new(
                format!("{} lies ahead", isolated(field)),
                "A move happens at once; it cannot be planned for later.",
            ),
            K::TooManySubjects { selected, limit } => Told::new(
                format!(
                    "{} are selected",
                    count(u64::from(*selected), "person", "people")
                ),
                format!(
                    "One request takes at most {}.",
                    number(HERE, u64::from(*limit))
                ),
            ),
            K::HiddenBlocker {} => Told::new(
                "Something you cannot see prevents this",
                "Somebody with a wider view can tell what it is.",
            ),
            K::RoleRevoked {
                user,
                role,
                organization,
            } => Told::new(
                format!(
                    "{} role {} in {} ends",
                    sentence(&whose(names.somebody_else(user).as_ref())),
                    names.role(role, HERE),
                    names.at(organization)
                ),
                "Moving back does not bring it back.",
            ),
            K::SubscriptionCancelled {
                user, organization, ..
            } => Told::new(
                format!(
                    "{} subscription to {} ends",
                    sentence(&whose(names.somebody_else(user).as_ref())),
                    names.at(organization)
                ),
                "It can be taken up again from the new home.",
            ),
            K::LastAdministrator { organization } => Told::new(
                format!("{} loses its last administrator", names.at(organization)),
                "Nobody is left there who can grant roles or change settings.",
            ),
            K::AdministratorAcrossEnterprises { user, organization } => Told::new(
                format!(
                    "{} role does not reach the new home",
                    sentence(&whose(names.somebody_else(user).as_ref()))
                ),
                format!(
                    "The role of Enterprise Administrator stays at {}.",
                    names.at(organization)
                ),
            ),
            K::EnterpriseAlertsOnly { organization } => Told::new(
                "Only enterprise-wide alerts arrive",
                format!(
                    "People who live at {} get no alerts of its suborganizations.",
                    names.at(organization)
                ),
            ),
            K::PositionRequired { user, organization } => match names.somebody_else(user) {
                None => Told::new(
                    "You have no position there",
                    format!(
                        "{} asks everyone for a position. Without one your profile counts as incomplete.",
                        names.at(organization)
                    ),
                ),
                Some(name) => Told::new(
                    format!("{name} has no position there"),
                    format!(
                        "{} asks everyone for a position. Without one the profile counts as incomplete.",
                        names.at(organization)
                    ),
                ),
            },
            K::MembershipRemoved { user, group } => Told::new(
                format!(
                    "{} membership in {} ends",
                    sentence(&whose(names.somebody_else(user).as_ref())),
                    names.group(group)
                ),
                "The group belongs to the organization that is left.",
            ),
            K::ManagerCleared { user, manager } => {
                match (names.somebody_else(user), names.somebody_else(manager)) {
                    (None, _) => Told::new(
                        format!("{} is no longer your manager", names.person(manager)),
                        "You have no manager until somebody sets one.",
                    ),
                    (Some(name), None) => Told::new(
                        format!("You are no longer {name}’s manager"),
                        format!("{name} has no manager until somebody sets one."),
                    ),
                    (Some(name), Some(manager)) => Told::new(
                        format!("{manager} is no longer {name}’s manager"),
                        format!("{name} has no manager until somebody sets one."),
                    ),
                }
            }
            K::OwnAccount { .. } => Told::new(
                "You are in the selection",
                "You move your own account as an operator.",
            ),
            K::HiddenEffects { count: hidden } => Told::new(
                format!(
                    "{} you cannot see",
                    count(u64::from(*hidden), "effect", "effects")
                ),
                "Somebody with a wider view can tell what they are.",
            ),
            K::DependentsMove { count: all, hidden } => {
                let text = match hidden {
                    0 => "A family moves as one.".to_owned(),
                    hidden => format!(
                        "A family moves as one. You cannot see {} of them.",
                        number(HERE, u64::from(*hidden))
                    ),
                };
                Told::new(
                    format!(
                        "{} along",
                        count(u64::from(*all), "dependent moves", "dependents move")
                    ),
                    text,
                )
            }
            K::PositionDropped {
                user,
                organization,
                position,
            } => Told::new(
                format!(
                    "{} position {} is left",
                    sentence(&whose(names.somebody_else(user).as_ref())),
                    names.position(position)
                ),
                format!("{} keeps it in mind for a return.", names.at(organization)),
            ),
            K::PositionReinstated {
                user,
                organization,
                position,
            } => Told::new(
                format!(
                    "{} former position {} is taken up again",
                    sentence(&whose(names.somebody_else(user).as_ref())),
                    names.position(position)
                ),
                format!("{} has kept it in mind.", names.at(organization)),
            ),
            K::PositionReinstatedAtRoot {
                user, organization, ..
            } => Told::new(
                format!(
                    "{} former position is gone",
                    sentence(&whose(names.somebody_else(user).as_ref()))
                ),
                format!(
                    "The top of {} takes its place until another is chosen.",
                    names.at(organization)
                ),
            ),
            K::LookChanges { organization } => Told::new(
                "Pages look different there",
                format!(
                    "They take the look and the settings of {}.",
                    names.at(organization)
                ),
            ),
            K::LockSet { user } => match names.somebody_else(user) {
                None => Told::new(
                    "You are locked afterwards",
                    "You cannot move yourself until the lock is cleared.",
                ),
                Some(name) => Told::new(
                    format!("{name} is locked afterwards"),
                    "The lock holds until somebody clears it.",
                ),
            },
            K::AttributeDormant { attribute, .. } => Told::new(
                format!("{} is hidden there", names.attribute(attribute)),
                "Its value is kept and comes back on a return.",
            ),
            K::AttributeAwakes { attribute, .. } => Told::new(
                format!("{} is seen again", names.attribute(attribute)),
                "Its value was kept since the last stay.",
            ),
            K::Superseded { home } => Told::new(
                "A later move came after this one",
                format!("The home is {} now.", names.at(home)),
            ),
            K::AlreadyUndone {} => {
                Told::new("This move is undone already", "It cannot be undone twice.")
            }
            K::UndoTooLate { days } => Told::new(
                "The time for undoing is over",
                format!(
                    "A move can be undone for {}.",
                    count(u64::from(*days), "day", "days")
                ),
            ),
            K::ChangedSince { user } => Told::new(
                "Something changed since and is kept",
                format!(
                    "{} profile stays as it is now there.",
                    sentence(&whose(names.somebody_else(user).as_ref()))
                ),
            ),
            K::RoleNotRestored { user, role, .. } => Told::new(
                format!(
                    "{} role {} does not come back",
                    sentence(&whose(names.somebody_else(user).as_ref())),
                    names.role(role, HERE)
                ),
                "Somebody who may grant it can grant it anew.",
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
            } => format!(
                "Position {} in {}",
                names.position(position),
                names.at(organization)
            ),
            OutcomeItem::Membership { group } => format!("Membership in {}", names.group(group)),
            OutcomeItem::Manager { user } => format!("{} as manager", names.person(user)),
            OutcomeItem::Look { organization } => {
                format!("Pages take the look of {}", names.at(organization))
            }
            OutcomeItem::Lock {} => "Locked from now on".to_owned(),
            OutcomeItem::Attribute { attribute } => {
                format!("Profile field {}", names.attribute(attribute))
            }
        }
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
        }
    }
    fn records_changed_unseen(&self, hidden: u64) -> String {
        format!(
            "{} you cannot see changed.",
            count(hidden, "record", "records")
        )
    }

    fn status(&self, status: OrganizationStatus) -> &'static str {
        match status {
            OrganizationStatus::Active => "active",
            OrganizationStatus::Suspended => "suspended",
            OrganizationStatus::Disabled => "switched off",
            OrganizationStatus::Closed => "closed",
            OrganizationStatus::Deleted => "deleted",
        }
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
    fn wherever(&self, things: &[String]) -> String {
        format!(
            "Wherever you move: {}. The list counts only what comes on top.",
            things.join("; ")
        )
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
    fn from_until(&self, start: Day, end: Option<Day>) -> String {
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
