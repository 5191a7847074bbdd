//! German.

use super::number::{Plural, date, list, number, plural, time_of_day};
use super::{Language, Names, Speech, Told, isolated};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::snapshot::TakenName;
use rehome_domain::user_move::{
    BasisRecord, FindingKind, OutcomeItem, Remedy, RemedyBy, RemedyCode,
};

const HERE: Language = Language::German;

/// The language.
#[derive(Debug)]
pub(super) struct German;

fn count(value: u64, one: &str, other: &str) -> String {
    match plural(HERE, value) {
        Plural::One => format!("1 {one}"),
        _ => format!("{} {other}", number(HERE, value)),
    }
}

/// "Ihre Rolle", or "Die Rolle von Leo".
fn whose(person: Option<String>, yours: &str, article: &str, thing: &str) -> String {
    match person {
        None => format!("{yours} {thing}"),
        Some(name) => format!("{article} {thing} von {name}"),
    }
}

impl Speech for German {
    fn finding(&self, kind: &FindingKind, names: &Names) -> Told {
        use FindingKind as K;
        match kind {
            K::UnknownUser { user } => Told::new(
                "Es gibt niemanden dieses Namens",
                format!(
                    "{} ist nicht unter den Menschen, die Sie sehen können.",
                    names.person(user)
                ),
            ),
            K::NotAtSource { expected, home } => Told::new(
                "Das Zuhause ist ein anderes",
                format!(
                    "Der Auftrag nennt {}; das Zuhause ist {}.",
                    names.at(expected),
                    names.at(home)
                ),
            ),
            K::UserDeleted { .. } => Told::new(
                "Das Konto ist gelöscht",
                "Wer gelöscht ist, zieht nicht um.",
            ),
            K::DependentMovesWithSponsor { sponsor } => Told::new(
                "Angehörige ziehen nicht allein um",
                format!(
                    "Die ganze Familie zieht um, wenn {} umzieht.",
                    names.person(sponsor)
                ),
            ),
            K::UserLocked { user } => match names.somebody_else(user) {
                None => Told::new(
                    "Sie sind gesperrt",
                    "Eine Sperre hält Sie an Ihrem Zuhause; Sie können nicht selbst umziehen.",
                ),
                Some(name) => Told::new(
                    format!("{name} ist gesperrt"),
                    "Die Sperre hält die ganze Familie an ihrem Zuhause.",
                ),
            },
            K::RankTooHigh { user, .. } => Told::new(
                format!("{} hat einen höheren Rang", names.person(user)),
                "Niemand zieht jemanden um, der dort, wo gehandelt wird, höher steht.",
            ),
            K::UniquenessOff { organization } => Told::new(
                format!(
                    "{} verlangt keine eindeutigen Namen",
                    names.at(organization)
                ),
                "Niemand zieht um, bevor dort feststeht, dass Anmeldenamen eindeutig sind.",
            ),
            K::UserMoveOff { organization } => Told::new(
                format!("Umzüge sind in {} ausgeschaltet", names.at(organization)),
                "Die Verwaltung kann sie einschalten.",
            ),
            K::AlreadyAtDestination { organization } => Told::new(
                format!("Das Zuhause ist schon {}", names.at(organization)),
                "Es gibt nichts umzuziehen.",
            ),
            K::DestinationNotActive {
                organization,
                status,
            } => Told::new(
                format!("{} ist {}", names.at(organization), self.status(*status)),
                "Niemand kann dorthin umziehen.",
            ),
            K::SourceNotActive {
                organization,
                status,
            } => Told::new(
                format!("{} ist {}", names.at(organization), self.status(*status)),
                "Nur die Verwaltung des Unternehmens zieht von dort jemanden um.",
            ),
            K::SelfMovesNotAccepted { organization } => Told::new(
                format!(
                    "{} nimmt niemanden auf, der selbst umzieht",
                    names.at(organization)
                ),
                "Die Verwaltung kann Sie dennoch umziehen.",
            ),
            K::DestinationWithdrawn { organization } => Told::new(
                format!(
                    "{} nimmt an Umzügen nicht mehr teil",
                    names.at(organization)
                ),
                "Als Sie geschaut haben, stand sie in der Liste.",
            ),
            K::NameTaken {
                user,
                organization,
                name,
            } => {
                let (yours, article, what) = match name {
                    TakenName::Username => ("Ihr", "Der", "Anmeldename"),
                    TakenName::MappingId => ("Ihre", "Die", "Zuordnungsnummer"),
                };
                Told::new(
                    format!(
                        "{} ist in {} vergeben",
                        whose(names.somebody_else(user), yours, article, what),
                        names.at(organization)
                    ),
                    "Jemand anderes hat das dort schon. Einer von beiden braucht etwas anderes.",
                )
            }
            K::PositionUnknown {
                organization,
                position,
            } => Told::new(
                format!("Die Position {} gibt es nicht", names.position(position)),
                format!("{} hat andere Positionen.", names.at(organization)),
            ),
            K::PositionIsRoot {
                organization,
                position,
            } => Told::new(
                format!("{} ist die Spitze", names.position(position)),
                format!(
                    "{} verlangt von allen eine Position unterhalb der Spitze.",
                    names.at(organization)
                ),
            ),
            K::SubscriptionNotKept { organization } => Told::new(
                format!(
                    "Das Abonnement von {} kann nicht bleiben",
                    names.at(organization)
                ),
                "Niemand in der Familie hat es, oder es gilt dem neuen Zuhause selbst.",
            ),
            K::FieldNotApplicable { field } => Told::new(
                format!("{} gehört nicht hierher", isolated(field)),
                "Ein Umzug zwischen diesen Organisationen kennt dieses Feld nicht.",
            ),
            K::FutureDate { field } => Told::new(
                format!("{} liegt in der Zukunft", isolated(field)),
                "Ein Umzug geschieht sofort; er lässt sich nicht vorausplanen.",
            ),
            K::TooManySubjects { selected, limit } => Told::new(
                format!(
                    "{} sind ausgewählt",
                    count(u64::from(*selected), "Mensch", "Menschen")
                ),
                format!(
                    "Ein Auftrag fasst höchstens {}.",
                    number(HERE, u64::from(*limit))
                ),
            ),
            K::HiddenBlocker {} => Told::new(
                "Etwas, das Sie nicht sehen können, verhindert das",
                "Jemand mit weiterer Sicht kann sagen, was es ist.",
            ),
            K::RoleRevoked {
                user,
                role,
                organization,
            } => Told::new(
                format!(
                    "{} {} in {} endet",
                    whose(names.somebody_else(user), "Ihre", "Die", "Rolle"),
                    names.role(role, HERE),
                    names.at(organization)
                ),
                "Ein Umzug zurück bringt sie nicht wieder.",
            ),
            K::SubscriptionCancelled {
                user, organization, ..
            } => Told::new(
                format!(
                    "{} bei {} endet",
                    whose(names.somebody_else(user), "Ihr", "Das", "Abonnement"),
                    names.at(organization)
                ),
                "Vom neuen Zuhause aus kann man es wieder aufnehmen.",
            ),
            K::LastAdministrator { organization } => Told::new(
                format!("{} verliert die letzte Verwaltung", names.at(organization)),
                "Niemand bleibt dort, der Rollen vergeben oder Einstellungen ändern kann.",
            ),
            K::AdministratorAcrossEnterprises { user, organization } => Told::new(
                format!(
                    "{} reicht nicht bis zum neuen Zuhause",
                    whose(names.somebody_else(user), "Ihre", "Die", "Rolle")
                ),
                format!(
                    "Die Unternehmensverwaltung bleibt bei {}.",
                    names.at(organization)
                ),
            ),
            K::EnterpriseAlertsOnly { organization } => Told::new(
                "Nur unternehmensweite Alarme kommen an",
                format!(
                    "Wer bei {} wohnt, bekommt keine Alarme der Suborganisationen.",
                    names.at(organization)
                ),
            ),
            K::PositionRequired { user, organization } => match names.somebody_else(user) {
                None => Told::new(
                    "Sie haben dort keine Position",
                    format!(
                        "{} verlangt von allen eine Position. Ohne sie gilt Ihr Profil als unvollständig.",
                        names.at(organization)
                    ),
                ),
                Some(name) => Told::new(
                    format!("{name} hat dort keine Position"),
                    format!(
                        "{} verlangt von allen eine Position. Ohne sie gilt das Profil als unvollständig.",
                        names.at(organization)
                    ),
                ),
            },
            K::MembershipRemoved { user, group } => Told::new(
                format!(
                    "{} in {} endet",
                    whose(names.somebody_else(user), "Ihre", "Die", "Mitgliedschaft"),
                    names.group(group)
                ),
                "Die Gruppe gehört zu der Organisation, die verlassen wird.",
            ),
            K::ManagerCleared { user, manager } => {
                match (names.somebody_else(user), names.somebody_else(manager)) {
                    (None, _) => Told::new(
                        format!(
                            "{} ist nicht mehr Ihre Führungskraft",
                            names.person(manager)
                        ),
                        "Sie haben keine Führungskraft, bis jemand eine einträgt.",
                    ),
                    (Some(name), None) => Told::new(
                        format!("Sie sind nicht mehr die Führungskraft von {name}"),
                        format!("{name} hat keine Führungskraft, bis jemand eine einträgt."),
                    ),
                    (Some(name), Some(manager)) => Told::new(
                        format!("{manager} ist nicht mehr die Führungskraft von {name}"),
                        format!("{name} hat keine Führungskraft, bis jemand eine einträgt."),
                    ),
                }
            }
            K::OwnAccount { .. } => Told::new(
                "Sie selbst sind in der Auswahl",
                "Sie ziehen Ihr eigenes Konto als Verwaltung um.",
            ),
            K::HiddenEffects { count: hidden } => Told::new(
                format!(
                    "{}, die Sie nicht sehen können",
                    count(u64::from(*hidden), "Folge", "Folgen")
                ),
                "Jemand mit weiterer Sicht kann sagen, was es ist.",
            ),
            K::DependentsMove { count: all, hidden } => {
                let text = match hidden {
                    0 => "Eine Familie zieht gemeinsam um.".to_owned(),
                    hidden => format!(
                        "Eine Familie zieht gemeinsam um. {} davon können Sie nicht sehen.",
                        number(HERE, u64::from(*hidden))
                    ),
                };
                Told::new(
                    format!(
                        "{} mit um",
                        count(u64::from(*all), "Angehöriger zieht", "Angehörige ziehen")
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
                    "{} {} wird verlassen",
                    whose(names.somebody_else(user), "Ihre", "Die", "Position"),
                    names.position(position)
                ),
                format!(
                    "{} merkt sie sich für eine Rückkehr.",
                    names.at(organization)
                ),
            ),
            K::PositionReinstated {
                user,
                organization,
                position,
            } => Told::new(
                format!(
                    "{} {} gilt wieder",
                    whose(names.somebody_else(user), "Ihre", "Die", "frühere Position"),
                    names.position(position)
                ),
                format!("{} hat sie sich gemerkt.", names.at(organization)),
            ),
            K::PositionReinstatedAtRoot {
                user, organization, ..
            } => Told::new(
                format!(
                    "{} gibt es nicht mehr",
                    whose(names.somebody_else(user), "Ihre", "Die", "frühere Position")
                ),
                format!(
                    "An ihre Stelle tritt die Spitze von {}, bis eine andere gewählt ist.",
                    names.at(organization)
                ),
            ),
            K::LookChanges { organization } => Told::new(
                "Die Seiten sehen dort anders aus",
                format!(
                    "Sie übernehmen Aussehen und Einstellungen von {}.",
                    names.at(organization)
                ),
            ),
            K::LockSet { user } => match names.somebody_else(user) {
                None => Told::new(
                    "Sie sind danach gesperrt",
                    "Sie können nicht selbst umziehen, bis die Sperre aufgehoben ist.",
                ),
                Some(name) => Told::new(
                    format!("{name} ist danach gesperrt"),
                    "Die Sperre gilt, bis jemand sie aufhebt.",
                ),
            },
            K::AttributeDormant { attribute, .. } => Told::new(
                format!("{} ist dort nicht zu sehen", names.attribute(attribute)),
                "Der Wert bleibt und erscheint bei einer Rückkehr wieder.",
            ),
            K::AttributeAwakes { attribute, .. } => Told::new(
                format!("{} ist wieder zu sehen", names.attribute(attribute)),
                "Der Wert ist seit dem letzten Aufenthalt geblieben.",
            ),
            K::Superseded { home } => Told::new(
                "Ein späterer Umzug kam danach",
                format!("Das Zuhause ist jetzt {}.", names.at(home)),
            ),
            K::AlreadyUndone {} => Told::new(
                "Dieser Umzug ist schon zurückgenommen",
                "Zweimal geht das nicht.",
            ),
            K::UndoTooLate { days } => Told::new(
                "Die Zeit zum Zurücknehmen ist vorbei",
                format!(
                    "Ein Umzug lässt sich {} lang zurücknehmen.",
                    count(u64::from(*days), "Tag", "Tage")
                ),
            ),
            K::ChangedSince { user } => Told::new(
                "Etwas hat sich seither geändert und bleibt",
                format!(
                    "{} bleibt insoweit, wie es jetzt ist.",
                    whose(names.somebody_else(user), "Ihr", "Das", "Profil")
                ),
            ),
            K::RoleNotRestored { user, role, .. } => Told::new(
                format!(
                    "{} {} kommt nicht wieder",
                    whose(names.somebody_else(user), "Ihre", "Die", "Rolle"),
                    names.role(role, HERE)
                ),
                "Wer sie vergeben darf, kann sie neu vergeben.",
            ),
        }
    }

    fn remedy(&self, remedy: &Remedy, names: &Names) -> String {
        let what = match remedy.code {
            RemedyCode::ChooseAnotherDestination => "eine andere Organisation wählen",
            RemedyCode::ChoosePosition => "eine Position wählen",
            RemedyCode::MoveTheSponsor => {
                "stattdessen die Person umziehen, zu der die Angehörigen gehören"
            }
            RemedyCode::MoveLocked => "auch Gesperrte umziehen",
            RemedyCode::ClearTheLock => "die Sperre aufheben",
            RemedyCode::LetAnAdministratorMove => "diesen Umzug für Sie machen",
            RemedyCode::AcceptSelfMoves => "erlauben, dass Menschen selbst dorthin umziehen",
            RemedyCode::RequireUniqueness => "eindeutige Namen verlangen",
            RemedyCode::EnableUserMove => "Umzüge einschalten",
            RemedyCode::ActivateOrganization => "die Organisation wieder öffnen",
            RemedyCode::RenameUser => "den Namen ändern",
            RemedyCode::LeaveTheFieldOut => "das Feld weglassen",
            RemedyCode::AppointAnotherAdministrator => "vorher eine andere Verwaltung ernennen",
            RemedyCode::AskSomebodyOfHigherRank => "diesen Umzug machen",
            RemedyCode::SelectFewer => "weniger Menschen auswählen oder eine Datei nehmen",
            RemedyCode::MoveNow => "das Datum weglassen und jetzt umziehen",
            RemedyCode::AskForHelp => "helfen",
        };
        match &remedy.by {
            _ if remedy.code == RemedyCode::AskForHelp => {
                "Fragen Sie die Verwaltung Ihrer Organisation.".to_owned()
            }
            RemedyBy::Actor => format!("Sie können {what}."),
            RemedyBy::Holders { role, users } if users.is_empty() => {
                format!("Fragen Sie nach: {} kann {what}.", names.role(role, HERE))
            }
            RemedyBy::Holders { role, users } => {
                let people: Vec<String> = users.iter().map(|name| isolated(name)).collect();
                let verb = if people.len() == 1 { "kann" } else { "können" };
                format!(
                    "Fragen Sie nach: {} ({}) {verb} {what}.",
                    list(HERE, &people),
                    names.role(role, HERE)
                )
            }
        }
    }

    fn outcome(&self, item: &OutcomeItem, names: &Names) -> String {
        match item {
            OutcomeItem::Home { before, after } => {
                format!("Zuhause: aus {} wird {}", names.at(before), names.at(after))
            }
            OutcomeItem::SignIn { username } => {
                format!("Konto, Anmeldename {} und Passwort", isolated(username))
            }
            OutcomeItem::Profile {} => "Profil und Kontaktdaten".to_owned(),
            OutcomeItem::Role {
                role,
                organization: Some(organization),
            } => format!(
                "Rolle {} in {}",
                names.role(role, HERE),
                names.at(organization)
            ),
            OutcomeItem::Role {
                role,
                organization: None,
            } => format!("Rolle {}", names.role(role, HERE)),
            OutcomeItem::Subscription { organization } => {
                format!("Abonnement bei {}", names.at(organization))
            }
            OutcomeItem::Dependent { user } => format!("Angehörige Person {}", names.person(user)),
            OutcomeItem::Position {
                organization,
                position,
            } => format!(
                "Position {} in {}",
                names.position(position),
                names.at(organization)
            ),
            OutcomeItem::Membership { group } => {
                format!("Mitgliedschaft in {}", names.group(group))
            }
            OutcomeItem::Manager { user } => format!("{} als Führungskraft", names.person(user)),
            OutcomeItem::Look { organization } => {
                format!("Die Seiten sehen aus wie bei {}", names.at(organization))
            }
            OutcomeItem::Lock {} => "Ab jetzt gesperrt".to_owned(),
            OutcomeItem::Attribute { attribute } => {
                format!("Profilfeld {}", names.attribute(attribute))
            }
        }
    }

    fn record_changed(&self, record: &BasisRecord, names: &Names) -> String {
        match record {
            BasisRecord::User(user) => format!(
                "{} hat sich geändert.",
                whose(names.somebody_else(user), "Ihr", "Das", "Profil")
            ),
            BasisRecord::Organization(code) => {
                format!("{} selbst hat sich geändert.", names.at(code))
            }
            BasisRecord::UserMoveSettings(code) => format!(
                "{} hat die Einstellungen für Umzüge geändert.",
                names.at(code)
            ),
            BasisRecord::Hierarchy(code) => {
                format!("{} hat die Positionen geändert.", names.at(code))
            }
            BasisRecord::Look(code) => format!("{} hat das Aussehen geändert.", names.at(code)),
        }
    }
    fn records_changed_unseen(&self, hidden: u64) -> String {
        format!(
            "{}, die Sie nicht sehen können: geändert.",
            count(hidden, "Eintrag", "Einträge")
        )
    }

    fn status(&self, status: OrganizationStatus) -> &'static str {
        match status {
            OrganizationStatus::Active => "aktiv",
            OrganizationStatus::Suspended => "ausgesetzt",
            OrganizationStatus::Disabled => "ausgeschaltet",
            OrganizationStatus::Closed => "geschlossen",
            OrganizationStatus::Deleted => "gelöscht",
        }
    }

    fn can_with_warnings(&self, warnings: u64) -> String {
        format!("Geht, {}", count(warnings, "Warnung", "Warnungen"))
    }
    fn you_can_with_warnings(&self, warnings: u64) -> String {
        format!(
            "Sie können umziehen, mit {}",
            count(warnings, "Warnung", "Warnungen")
        )
    }
    fn left_to_confirm(&self, left: u64, all: u64) -> String {
        format!(
            "Noch {} von {} zu bestätigen.",
            number(HERE, left),
            number(HERE, all)
        )
    }
    fn organizations_found(&self, found: u64, all: u64) -> String {
        if found == all {
            format!("{}.", count(all, "Organisation", "Organisationen"))
        } else {
            format!(
                "{} von {}.",
                number(HERE, found),
                count(all, "Organisation", "Organisationen")
            )
        }
    }
    fn rows_shown(&self, shown: u64, found: u64) -> String {
        format!(
            "{} von {} gezeigt",
            number(HERE, shown),
            number(HERE, found)
        )
    }
    fn wherever(&self, things: &[String]) -> String {
        format!(
            "Wohin Sie auch ziehen: {}. Die Liste zählt nur, was dazukommt.",
            things.join("; ")
        )
    }
    fn hidden(&self, hidden: u64) -> String {
        format!(
            "{}, die Sie nicht sehen können.",
            count(hidden, "weitere Folge", "weitere Folgen")
        )
    }
    fn move_home_to(&self, organization: &str) -> String {
        format!("Ihr Zuhause nach {} verlegen?", isolated(organization))
    }
    fn who_moves(&self, dependents: u64) -> String {
        match dependents {
            0 => "Sie ziehen sofort um. Niemand muss zustimmen.".to_owned(),
            _ => format!(
                "Sie und {} ziehen sofort um. Niemand muss zustimmen.",
                count(dependents, "Angehöriger", "Angehörige")
            ),
        }
    }
    fn cannot_choose(&self, organization: &str) -> String {
        format!(
            "Nach {} können Sie nicht umziehen. Wählen Sie eine andere.",
            isolated(organization)
        )
    }
    fn you_can_move_back(&self, organization: &str) -> String {
        format!(
            "Sie können später zurückziehen, wenn {} dann noch jemanden aufnimmt. Ihre Position dort bleibt gemerkt, Ihre Rollen nicht.",
            isolated(organization)
        )
    }
    fn you_live_at(&self, organization: &str) -> String {
        format!("Ihr Zuhause ist jetzt {}", isolated(organization))
    }
    fn moved_on(&self, at: Timestamp) -> String {
        format!(
            "Umgezogen am {} um {} Uhr (UTC).",
            date(HERE, at.day()),
            time_of_day(HERE, at)
        )
    }
    fn position_missing(&self, organization: &str) -> String {
        format!(
            "{} verlangt von allen eine. Bitten Sie die Verwaltung dort, sie einzutragen.",
            isolated(organization)
        )
    }
    fn roles_here_and_elsewhere(&self, here: u64, elsewhere: u64) -> String {
        match elsewhere {
            0 => format!("{} hier", number(HERE, here)),
            _ => format!(
                "{} hier, {} anderswo",
                number(HERE, here),
                number(HERE, elsewhere)
            ),
        }
    }
    fn roles_in_others(&self, organizations: u64) -> String {
        format!(
            "Rollen in {}, die Sie nicht sehen können",
            count(
                organizations,
                "anderen Organisation",
                "anderen Organisationen"
            )
        )
    }
    fn hidden_dependents(&self, hidden: u64) -> String {
        format!(
            "{}, die Sie nicht sehen können",
            count(hidden, "Angehöriger", "Angehörige")
        )
    }
    fn from_until(&self, start: Day, end: Option<Day>) -> String {
        match end {
            Some(end) => format!("{} bis {}", date(HERE, start), date(HERE, end)),
            None => format!("ab {}, ohne Ende", date(HERE, start)),
        }
    }
    fn history_moved(&self, to: &str) -> String {
        format!("Nach {} umgezogen", isolated(to))
    }
    fn history_undone(&self, to: &str) -> String {
        format!("Der Umzug nach {} wurde zurückgenommen", isolated(to))
    }
    fn history_from_by(&self, from: &str, by: Option<&str>) -> String {
        match by {
            None => format!("von {}, durch Sie selbst", isolated(from)),
            Some(by) => format!("von {}, durch {}", isolated(from), isolated(by)),
        }
    }
    fn incident(&self, id: &str) -> String {
        format!("Vorfall {id}.")
    }
    fn run_by(&self, organization: &str) -> String {
        format!("Rehome, betrieben von {}", isolated(organization))
    }
}
