//! German.

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

/// The state of an organization.
fn state(status: OrganizationStatus) -> &'static str {
    match status {
        OrganizationStatus::Active => "aktiv",
        OrganizationStatus::Suspended => "ausgesetzt",
        OrganizationStatus::Disabled => "ausgeschaltet",
        OrganizationStatus::Closed => "geschlossen",
        OrganizationStatus::Deleted => "gelöscht",
    }
}

impl Speech for German {
    fn finding(&self, kind: &FindingKind, names: &Names) -> Told {
        finding::told(kind, names)
    }

    fn deferred(&self, kind: &FindingKind, names: &Names) -> Told {
        match kind {
            FindingKind::NameTaken {
                user, organization, ..
            } => Told::new(
                format!(
                    "Ob {} frei ist, sieht man von hier aus nicht",
                    match names.somebody_else(user) {
                        None => "Ihr Anmeldename".to_owned(),
                        Some(name) => format!("der Anmeldename von {name}"),
                    }
                ),
                format!(
                    "{} wird gefragt, wenn Sie bestätigen.",
                    names.at(organization)
                ),
            ),
            FindingKind::PositionReinstated { user, position, .. } => Told::new(
                format!(
                    "Ob es {} {} noch gibt, sieht man von hier aus nicht",
                    match names.somebody_else(user) {
                        None => "Ihre frühere Position".to_owned(),
                        Some(name) => format!("die frühere Position von {name}"),
                    },
                    names.position(position)
                ),
                "Wenn nicht, tritt die Spitze an ihre Stelle.",
            ),
            FindingKind::PositionRequired { organization, .. } => Told::new(
                format!(
                    "{} verlangt vielleicht eine Position",
                    names.at(organization)
                ),
                "Das ist so, wenn es die frühere nicht mehr gibt.",
            ),
            other => Told::new(
                self.finding(other, names).title,
                "Ob das so ist, sieht man von hier aus nicht.",
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
            RemedyCode::CopyInstead => "die Person stattdessen dorthin kopieren",
            RemedyCode::DeprovisionService => "den Dienst zuerst abbauen",
            RemedyCode::LetTheServiceTravel => "den Dienst im Katalog mitziehen lassen",
            RemedyCode::ProvisionService => "den Dienst dort einrichten",
            RemedyCode::ChooseInstance => "eine Instanz wählen",
            RemedyCode::ChoosePlan => "einen Tarif wählen",
            RemedyCode::OfferPlan => "den Tarif dort anbieten",
            RemedyCode::ChooseDisposition => "für den Dienst etwas anderes wählen",
            RemedyCode::RaiseLimit => "die Grenze anheben",
            RemedyCode::WaitUntilDone => "warten, bis es fertig ist",
            RemedyCode::SettleProvisioning => "in Ordnung bringen, was fehlschlug oder wartet",
            RemedyCode::EnableAccount => "das Konto aktivieren",
            RemedyCode::DetachFromDirectory => "es im fremden Verzeichnis ändern",
            RemedyCode::ChooseAnotherName => "einen anderen Namen wählen",
            RemedyCode::RegisterDomain => "die Domain dort eintragen",
            RemedyCode::KeepUsername => "den Benutzernamen behalten",
            RemedyCode::AllowRole => "die Rolle dort zulassen",
            RemedyCode::ChooseAnotherPassword => "ein anderes Passwort wählen",
            RemedyCode::MoveWithinTheCustomer => "innerhalb des Kunden umziehen",
            RemedyCode::RemoveTelephony => "zuerst Leitungen und Geräte wegnehmen",
            RemedyCode::CompleteTheSite => "ergänzen, was dem Standort fehlt",
            RemedyCode::FillSiteDefaults => "die Vorgaben des Standorts eintragen",
            RemedyCode::ChooseRole => "eine andere Rolle wählen",
            RemedyCode::FreeTheNumber => "die Nummer dort freimachen",
            RemedyCode::RouteTheNumber => "die Nummern einzeln leiten",
            RemedyCode::AssignNewNumber => "dort eine neue Nummer vergeben",
            RemedyCode::CleanUpLeftovers => "aufräumen, was die Leitungen noch nennt",
            RemedyCode::MoveWithServices => "mit den Diensten umziehen",
            RemedyCode::MoveDeskPhones => "die Tischtelefone mitnehmen",
            RemedyCode::SetByHand => "es danach von Hand einstellen",
            RemedyCode::ChooseProfile => "ein Berechtigungsprofil wählen",
            RemedyCode::ChooseManager => "eine vorgesetzte Person dort wählen",
            RemedyCode::ChooseNewOwner => "wählen, wer übernimmt",
            RemedyCode::AddAUser => "zuerst jemanden in das Konto aufnehmen",
            RemedyCode::NameTheFolder => "den Ordner benennen",
            RemedyCode::FreeASeat => "einen Platz freimachen oder kaufen",
            RemedyCode::MakeRoom => "Raum schaffen oder Speicher kaufen",
            RemedyCode::HandOverFirst => "dies zuerst übergeben",
            RemedyCode::AppointBillingAdministrator => {
                "zuerst eine andere Abrechnungsverwaltung einsetzen"
            }
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
            } if names.is_top(position, organization) => {
                format!("Position an der Spitze von {}", names.at(organization))
            }
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
            OutcomeItem::Alerts { organization } => {
                format!("Alarme und Verteiler von {}", names.at(organization))
            }
            OutcomeItem::Look { organization } => {
                format!("Die Seiten sehen aus wie bei {}", names.at(organization))
            }
            OutcomeItem::Lock {} => "Ab jetzt gesperrt".to_owned(),
            OutcomeItem::Attribute { attribute } => {
                format!("Profilfeld {}", names.attribute(attribute, HERE))
            }
            OutcomeItem::Upn { before, after } => {
                let name = |upn: &Option<Arc<str>>| {
                    upn.as_deref().map_or_else(|| "keiner".to_owned(), isolated)
                };
                format!("Anmeldename: aus {} wird {}", name(before), name(after))
            }
            OutcomeItem::Username { before, after } => {
                format!(
                    "Benutzername: aus {} wird {}",
                    isolated(before),
                    isolated(after)
                )
            }
            OutcomeItem::Address {
                address,
                primary: true,
            } => {
                format!("Hauptadresse {}", isolated(address.as_str()))
            }
            OutcomeItem::Address {
                address,
                primary: false,
            } => {
                format!("Adresse {}", isolated(address.as_str()))
            }
            OutcomeItem::AddressHeld {
                address,
                days,
                forwards: false,
            } => format!(
                "{} ruht (Tage: {})",
                isolated(address.as_str()),
                number(HERE, u64::from(*days))
            ),
            OutcomeItem::AddressHeld {
                address,
                days,
                forwards: true,
            } => format!(
                "Post an {} wird nachgesandt (Tage: {})",
                isolated(address.as_str()),
                number(HERE, u64::from(*days))
            ),
            OutcomeItem::Service {
                service,
                plan: None,
            } => {
                format!("Dienst {}", names.service(service))
            }
            OutcomeItem::Service {
                service,
                plan: Some(plan),
            } => format!(
                "Dienst {}, Tarif {}",
                names.service(service),
                names.plan(plan)
            ),
            OutcomeItem::Department { department } => {
                format!("Abteilung {}", isolated(department))
            }
            OutcomeItem::Office { office } => format!("Büro {}", isolated(office)),
            OutcomeItem::Delegation { user } => format!("Vertretung durch {}", names.person(user)),
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
                    value
                        .as_deref()
                        .map_or_else(|| "keine Angabe".to_owned(), isolated)
                };
                format!(
                    "{} {}, {}: {} wird {}",
                    telephony::record(*record),
                    isolated(name),
                    telephony::value(value),
                    told(before),
                    told(after)
                )
            }
            OutcomeItem::LineOnDevice { line, device } => {
                format!("Leitung {} auf {}", isolated(line), isolated(device))
            }
            OutcomeItem::PrimaryLine { line } => format!("Hauptleitung {}", isolated(line)),
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
            BasisRecord::Telephony(code) => {
                format!("{} hat die Telefonie geändert.", names.at(code))
            }
            BasisRecord::Account(code) => format!(
                "{} hat Plätze, Speicher, Anmeldung oder Profile geändert.",
                names.at(code)
            ),
            BasisRecord::Hosting(code) => format!(
                "{} hat Dienste, Domains oder Grenzen geändert.",
                names.at(code)
            ),
        }
    }
    fn records_changed_unseen(&self, hidden: u64) -> String {
        format!(
            "{}, die Sie nicht sehen können: geändert.",
            count(hidden, "Eintrag", "Einträge")
        )
    }

    fn and_more(&self, told: &str, more: u64) -> String {
        format!("{told}, und {} weitere dieser Art", number(HERE, more))
    }
    fn dependents(&self, people: &[String]) -> String {
        let word = if people.len() == 1 {
            "Angehörige Person"
        } else {
            "Angehörige"
        };
        format!("{word} {}", list(HERE, people))
    }
    fn position_as_before(&self, way: &str) -> String {
        format!("Wie zuvor: {way}")
    }
    fn wait_minutes(&self, minutes: u64) -> String {
        format!(
            "Warten Sie {} und versuchen Sie es dann noch einmal.",
            count(minutes, "Minute", "Minuten")
        )
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
    fn hidden_subscriptions(&self, hidden: u64) -> String {
        match hidden {
            1 => "1 Abonnement, das Sie nicht sehen können".to_owned(),
            _ => format!(
                "{} Abonnements, die Sie nicht sehen können",
                number(HERE, hidden)
            ),
        }
    }
    fn days_from_until(&self, start: Day, end: Option<Day>) -> String {
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
