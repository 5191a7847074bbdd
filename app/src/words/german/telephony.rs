//! What is found at sites with telephony, and what becomes of lines and devices, in German.

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
        Section::Lines => "Leitung",
        Section::Phones => "Telefon",
        Section::DeviceProfiles => "Geräteprofil",
        Section::RemoteDestinationProfiles => "Fernzielprofil",
        Section::Voicemail => "Sprachbox",
        Section::Webex => "Webex-Benutzer",
        Section::AgentTags => "Contact-Center-Eintrag",
        Section::Inventory => "Interne Nummer",
    }
}

/// What a value or a default of a site is called.
pub(super) fn value(name: &str) -> String {
    let known = match name {
        "role" => "Rolle",
        "device_pool" => "Gerätepool",
        "location" => "Standort",
        "region" => "Region",
        "css" => "Rufbereich",
        "line_css" => "Rufbereich der Leitungen",
        "partition" => "Partition",
        "line_partition" => "Partition der Leitungen",
        "shared_line_css" => "Rufbereich geteilter Leitungen",
        "default_css" => "Standard-Rufbereich",
        "e164_mask" => "Maske der Außennummern",
        "voicemail_pilot" | "pilot" => "Nummer der Sprachbox",
        "extension" => "Durchwahl",
        "locale" => "Sprache",
        "softkey_template" => "Tastenvorlage",
        "status" => "Zustand",
        other => {
            return match other.rsplit_once(' ') {
                Some((line, name)) => format!("{} der Leitung {}", value(name), isolated(line)),
                None => isolated(other),
            };
        }
    };
    known.to_owned()
}

fn plan(plan: DialPlan) -> &'static str {
    match plan {
        DialPlan::None => "kein Rufnummernplan",
        DialPlan::NonSlc => "Nummern ohne Standortkennzahl",
        DialPlan::Slc => "Nummern mit Standortkennzahl",
    }
}

fn device(key: &RecordKey) -> String {
    isolated(key.id.as_str())
}

/// Somebody at the head of a title; the reader by the account.
fn who(names: &Names, user: &UserId) -> String {
    names
        .somebody_else(user)
        .unwrap_or_else(|| "Ihr Konto".to_owned())
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
            format!("{} gehört zu einem anderen Kunden", names.at(organization)),
            "Zwischen Kunden zieht niemand mit Leitungen und Geräten um.",
        ),
        K::TelephonyInTheWay { user, count } => Told::new(
            format!("{} hat noch Leitungen oder Geräte", who(names, user)),
            format!(
                "Sie bleiben bei diesem Kunden ({}). Zuerst wegnehmen.",
                n32(*count)
            ),
        ),
        K::UpwardMove { organization } => Told::new(
            format!("{} steht über dem Standort", names.at(organization)),
            "Von einem Standort zieht man an andere Standorte.",
        ),
        K::EnterpriseDeployment { organization } => Told::new(
            format!("{} betreibt die Telefonie selbst", names.at(organization)),
            "Die Rufnummernpläne sind hier nicht bekannt; zwischen den Standorten zieht niemand um.",
        ),
        K::SiteFactMissing { organization, fact } => Told::new(
            match fact {
                SiteFact::Country => format!("{} hat kein Land", names.at(organization)),
                SiteFact::DeviceList => format!("{} hat keine Geräteliste", names.at(organization)),
            },
            "Beide Standorte brauchen sie, und dieselbe Angabe.",
        ),
        K::DeviceListDiffers {
            source,
            destination,
        } => Told::new(
            "Die Standorte haben verschiedene Gerätelisten",
            format!(
                "{} und {} hängen an verschiedenen Systemen.",
                names.at(source),
                names.at(destination)
            ),
        ),
        K::CountryDiffers {
            source,
            destination,
        } => Told::new(
            "Die Standorte liegen in verschiedenen Ländern",
            format!("{} und {}.", isolated(source), isolated(destination)),
        ),
        K::OutsideSyncTo { user, sync_to } => Told::new(
            format!("{} kann nicht dorthin", who(names, user)),
            format!(
                "Man zieht nur unterhalb der Stelle um, an der man angelegt oder abgeglichen wurde: {}.",
                names.at(sync_to)
            ),
        ),
        K::ClusterNotListed { user, organization } => Told::new(
            format!("{} liegt auf einem anderen Anrufcluster", who(names, user)),
            format!(
                "Die Geräteliste von {} nennt ihn nicht.",
                names.at(organization)
            ),
        ),
        K::DialPlansDiffer {
            source,
            destination,
        } => Told::new(
            "Die Rufnummernpläne passen nicht zusammen",
            format!("Hier: {}. Dort: {}.", plan(*source), plan(*destination)),
        ),
        K::SiteDefaultsMissing { organization, keys } => Told::new(
            format!("Bei {} fehlen Vorgaben", names.at(organization)),
            format!("Noch einzutragen: {}.", all(keys, value)),
        ),
        K::RoleNotValid {
            user,
            role,
            organization,
            instead,
        } => Told::new(
            format!(
                "{} kann dort die Rolle {} nicht haben",
                who(names, user),
                names.role(role, HERE)
            ),
            match instead {
                Some(instead) => format!(
                    "{} gibt die Rolle {}.",
                    names.at(organization),
                    names.role(instead, HERE)
                ),
                None => "Eine Rolle wählen, die es an Standorten gibt.".to_owned(),
            },
        ),
        K::RoleBeyondActor { user, role } => Told::new(
            format!(
                "Die Rolle {} steht über der eigenen",
                names.role(role, HERE)
            ),
            format!("Für {} eine andere wählen.", names.person(user)),
        ),
        K::LineCollision { user, number, .. } => Told::new(
            format!("Die Nummer {} ist belegt", isolated(number)),
            format!(
                "Wo die Leitung von {} zu stehen käme, gibt es schon eine.",
                names.person(user)
            ),
        ),
        K::InventoryCollision {
            user,
            number,
            organization,
        } => Told::new(
            format!("Die Nummer {} wird dort schon geführt", isolated(number)),
            format!(
                "Das Nummernverzeichnis von {1} führt die Nummer schon, die {0} mitbrächte.",
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
            format!("{} bleibt zurück", isolated(outside)),
            format!(
                "Die Außennummer erreicht Leitung {} von {}, die umzieht.",
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
            format!(
                "Die Übernahmegruppe {} bleibt zurück",
                isolated(group.as_str())
            ),
            format!(
                "Leitung {} von {} bleibt darin und zieht um.",
                isolated(number),
                names.person(user)
            ),
        ),
        K::HuntList {
            user, number, list, ..
        } => Told::new(
            format!("Die Sammelliste {} bleibt zurück", isolated(list.as_str())),
            format!(
                "Leitung {} von {} bleibt darin und zieht um.",
                isolated(number),
                names.person(user)
            ),
        ),
        K::NumberRouting { user, organization } => Told::new(
            format!("{} leitet Nummern nach Bereichen", names.at(organization)),
            format!(
                "Anrufe an Leitungen von {} können fehlgehen. Nummern einzeln leiten, neue vergeben oder es dabei lassen.",
                names.person(user)
            ),
        ),
        K::AgentLine { user, number } => Told::new(
            format!("Die Agentenleitung {} bleibt zurück", isolated(number)),
            format!(
                "Das Contact Center kennt {} noch unter ihr.",
                names.person(user)
            ),
        ),
        K::LineDisassociated {
            user,
            number,
            device: on,
        } => Told::new(
            format!(
                "Leitung {} wird von {} genommen",
                isolated(number),
                device(on)
            ),
            format!(
                "Die Leitung von {} bleibt, das Gerät geht mit.",
                names.person(user)
            ),
        ),
        K::VoicemailStale {
            user, extension, ..
        } => Told::new(
            match extension {
                Some(extension) => {
                    format!(
                        "Eine Sprachbox behält die Durchwahl {}",
                        isolated(extension)
                    )
                }
                None => "Eine Sprachbox geht ohne ihre Leitung mit".to_owned(),
            },
            format!(
                "Die Leitung von {} bleibt zurück. Danach ändern.",
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
            format!("Leitung {} liegt auch auf {}", isolated(number), device(on)),
            match owner {
                Some(owner) => format!(
                    "{} teilt sie mit {}.",
                    names.person(user),
                    names.person(owner)
                ),
                None => "Das Gerät gehört niemandem.".to_owned(),
            },
        ),
        K::LineKept {
            user,
            number,
            owner,
        } => Told::new(
            format!("Leitung {} bleibt", isolated(number)),
            format!(
                "Sie ist die Hauptleitung von {}. {} behält sie auf den Geräten.",
                names.person(owner),
                names.person(user)
            ),
        ),
        K::DefaultCss { user, css } => Told::new(
            format!("{} bekommt den Standard-Rufbereich", who(names, user)),
            format!(
                "Dort gibt es keinen Rufnummernplan; es ist {}.",
                isolated(css)
            ),
        ),
        K::ForeignCss {
            user,
            device: on,
            field,
            value: own,
        } => Told::new(
            format!("{} behält einen Wert des alten Standorts", device(on)),
            format!(
                "{}: {} bleibt {}.",
                names.person(user),
                value(field),
                isolated(own)
            ),
        ),
        K::ServicesLeftBehind { user, count } => Told::new(
            format!("{} lässt Leitungen oder Geräte zurück", who(names, user)),
            format!("Was bleibt, wo es ist: {}.", n32(*count)),
        ),
        K::DeskPhoneLeft { user, device: left } => Told::new(
            format!("Das Tischtelefon {} bleibt", device(left)),
            format!("Es gehört {} danach nicht mehr.", names.person(user)),
        ),
        K::PrimaryLineCleared { user, number } => Told::new(
            format!("{} hat danach keine Hauptleitung", who(names, user)),
            format!("Leitung {} bleibt am alten Standort.", isolated(number)),
        ),
        K::NumberToAssign { user, organization } => Told::new(
            format!("{} braucht eine neue Nummer", who(names, user)),
            format!("Danach eine bei {} vergeben.", names.at(organization)),
        ),
        K::NumbersLeftBehind {
            user,
            organization,
            numbers,
        } => Told::new(
            format!("Nummern bleiben bei {}", names.at(organization)),
            format!(
                "{} hatte {}. Aufräumen, was sie noch nennt.",
                names.person(user),
                all(numbers, isolated)
            ),
        ),
        K::AdminScopeByHand { user } => Told::new(
            format!(
                "{} verwaltet noch etwas neben dem Zuhause",
                who(names, user)
            ),
            "Ein Umzug ändert das nicht. Danach von Hand setzen.",
        ),
        other => Told::new(other.code(), ""),
    }
}
