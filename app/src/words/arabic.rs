//! Arabic, read from right to left.

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

const HERE: Language = Language::Arabic;

/// The language.
#[derive(Debug)]
pub(super) struct Arabic;

/// A counted noun: none, one, two, a few (3 to 10), many (11 to 99), hundreds.
struct Noun {
    none: &'static str,
    one: &'static str,
    two: &'static str,
    few: &'static str,
    many: &'static str,
    other: &'static str,
}

const WARNING: Noun = Noun {
    none: "بلا تحذيرات",
    one: "تحذير واحد",
    two: "تحذيران",
    few: "تحذيرات",
    many: "تحذيرًا",
    other: "تحذير",
};
const ORGANIZATION: Noun = Noun {
    none: "لا مؤسسات",
    one: "مؤسسة واحدة",
    two: "مؤسستان",
    few: "مؤسسات",
    many: "مؤسسة",
    other: "مؤسسة",
};
const DEPENDENT: Noun = Noun {
    none: "لا مُعالين",
    one: "مُعال واحد",
    two: "مُعالان",
    few: "مُعالين",
    many: "مُعالًا",
    other: "مُعال",
};
const SUBSCRIPTION: Noun = Noun {
    none: "لا اشتراكات",
    one: "اشتراك واحد",
    two: "اشتراكان",
    few: "اشتراكات",
    many: "اشتراكًا",
    other: "اشتراك",
};
const EFFECT: Noun = Noun {
    none: "لا آثار",
    one: "أثر واحد",
    two: "أثران",
    few: "آثار",
    many: "أثرًا",
    other: "أثر",
};
const PERSON: Noun = Noun {
    none: "لا أحد",
    one: "شخص واحد",
    two: "شخصان",
    few: "أشخاص",
    many: "شخصًا",
    other: "شخص",
};
const MINUTE: Noun = Noun {
    none: "لا دقائق",
    one: "دقيقة واحدة",
    two: "دقيقتين",
    few: "دقائق",
    many: "دقيقة",
    other: "دقيقة",
};
const DAY: Noun = Noun {
    none: "لا أيام",
    one: "يوم واحد",
    two: "يومان",
    few: "أيام",
    many: "يومًا",
    other: "يوم",
};

fn count(value: u64, noun: &Noun) -> String {
    let number = || number(HERE, value);
    match plural(HERE, value) {
        Plural::Zero => noun.none.to_owned(),
        Plural::One => noun.one.to_owned(),
        Plural::Two => noun.two.to_owned(),
        Plural::Few => format!("{} {}", number(), noun.few),
        Plural::Many => format!("{} {}", number(), noun.many),
        Plural::Other => format!("{} {}", number(), noun.other),
    }
}

/// "دورك", or "دور ليو".
fn whose(person: Option<String>, yours: &str, thing: &str) -> String {
    match person {
        None => yours.to_owned(),
        Some(name) => format!("{thing} {name}"),
    }
}

/// The state of an organization.
fn state(status: OrganizationStatus) -> &'static str {
    match status {
        OrganizationStatus::Active => "مفعّلة",
        OrganizationStatus::Suspended => "معلّقة",
        OrganizationStatus::Disabled => "معطّلة",
        OrganizationStatus::Closed => "مغلقة",
        OrganizationStatus::Deleted => "محذوفة",
    }
}

impl Speech for Arabic {
    fn finding(&self, kind: &FindingKind, names: &Names) -> Told {
        finding::told(kind, names)
    }

    fn deferred(&self, kind: &FindingKind, names: &Names) -> Told {
        match kind {
            FindingKind::NameTaken {
                user, organization, ..
            } => Told::new(
                format!(
                    "لا نرى من هنا هل {} متاح",
                    whose(names.somebody_else(user), "اسم دخولك", "اسم دخول")
                ),
                format!("تُسأل {} عند التأكيد.", names.at(organization)),
            ),
            FindingKind::PositionReinstated { user, position, .. } => Told::new(
                format!(
                    "لا نرى من هنا هل ما زال {} السابق {} موجودًا",
                    whose(names.somebody_else(user), "موضعك", "موضع"),
                    names.position(position)
                ),
                "إن لم يكن موجودًا فتحل القمة محله.",
            ),
            FindingKind::PositionRequired { organization, .. } => Told::new(
                format!("قد تطلب {} موضعًا", names.at(organization)),
                "يكون ذلك إن لم يعد السابق موجودًا.",
            ),
            other => Told::new(
                self.finding(other, names).title,
                "لا نرى من هنا هل الأمر كذلك.",
            ),
        }
    }

    fn remedy(&self, remedy: &Remedy, names: &Names) -> String {
        let what = match remedy.code {
            RemedyCode::ChooseAnotherDestination => "اختيار مؤسسة أخرى",
            RemedyCode::ChoosePosition => "اختيار موضع",
            RemedyCode::MoveTheSponsor => "نقل الكفيل بدلًا من ذلك",
            RemedyCode::MoveLocked => "نقل المقفلين أيضًا",
            RemedyCode::ClearTheLock => "رفع القفل",
            RemedyCode::LetAnAdministratorMove => "إجراء هذا الانتقال لك",
            RemedyCode::AcceptSelfMoves => "السماح للناس بالانتقال بأنفسهم إلى هناك",
            RemedyCode::RequireUniqueness => "اشتراط أسماء فريدة",
            RemedyCode::EnableUserMove => "تشغيل الانتقال",
            RemedyCode::ActivateOrganization => "فتح المؤسسة من جديد",
            RemedyCode::RenameUser => "تغيير الاسم",
            RemedyCode::LeaveTheFieldOut => "ترك الحقل",
            RemedyCode::AppointAnotherAdministrator => "تعيين مسؤول آخر أولًا",
            RemedyCode::AskSomebodyOfHigherRank => "إجراء هذا الانتقال",
            RemedyCode::SelectFewer => "اختيار عدد أقل أو استعمال ملف",
            RemedyCode::MoveNow => "ترك التاريخ والانتقال الآن",
            RemedyCode::CopyInstead => "نسخ الشخص إلى هناك بدلًا من ذلك",
            RemedyCode::DeprovisionService => "إلغاء تجهيز الخدمة أولًا",
            RemedyCode::LetTheServiceTravel => "السماح بانتقال الخدمة في الكتالوج",
            RemedyCode::ProvisionService => "تجهيز الخدمة هناك",
            RemedyCode::ChooseInstance => "اختيار نسخة",
            RemedyCode::ChoosePlan => "اختيار خطة",
            RemedyCode::OfferPlan => "إتاحة الخطة هناك",
            RemedyCode::ChooseDisposition => "اختيار شيء آخر للخدمة",
            RemedyCode::RaiseLimit => "رفع الحد",
            RemedyCode::WaitUntilDone => "الانتظار حتى يكتمل",
            RemedyCode::SettleProvisioning => "معالجة ما فشل أو ينتظر",
            RemedyCode::EnableAccount => "تفعيل الحساب",
            RemedyCode::DetachFromDirectory => "تغيير ذلك في الدليل الخارجي",
            RemedyCode::ChooseAnotherName => "اختيار اسم آخر",
            RemedyCode::RegisterDomain => "تسجيل النطاق هناك",
            RemedyCode::KeepUsername => "إبقاء اسم المستخدم",
            RemedyCode::AllowRole => "السماح بالدور هناك",
            RemedyCode::ChooseAnotherPassword => "اختيار كلمة مرور أخرى",
            RemedyCode::MoveWithinTheCustomer => "النقل داخل العميل نفسه",
            RemedyCode::RemoveTelephony => "إزالة الخطوط والأجهزة أولًا",
            RemedyCode::CompleteTheSite => "إكمال ما ينقص الموقع",
            RemedyCode::FillSiteDefaults => "ملء القيم المبدئية للموقع",
            RemedyCode::ChooseRole => "اختيار دور آخر",
            RemedyCode::FreeTheNumber => "تحرير الرقم هناك",
            RemedyCode::RouteTheNumber => "توجيه الأرقام واحدًا واحدًا",
            RemedyCode::AssignNewNumber => "منح رقم جديد هناك",
            RemedyCode::CleanUpLeftovers => "تنظيف ما يذكر الخطوط",
            RemedyCode::MoveWithServices => "النقل مع الخدمات",
            RemedyCode::MoveDeskPhones => "نقل هواتف المكتب أيضا",
            RemedyCode::SetByHand => "ضبطه يدويا بعد ذلك",
            RemedyCode::ChooseProfile => "اختيار ملف صلاحيات",
            RemedyCode::ChooseManager => "اختيار مدير هناك",
            RemedyCode::ChooseNewOwner => "اختيار من يستلم",
            RemedyCode::AddAUser => "إضافة شخص إلى الحساب أولًا",
            RemedyCode::NameTheFolder => "تسمية المجلد",
            RemedyCode::FreeASeat => "إخلاء مقعد أو شراؤه",
            RemedyCode::MakeRoom => "إفساح المجال أو شراء تخزين",
            RemedyCode::HandOverFirst => "تسليم هذا أولًا",
            RemedyCode::AppointBillingAdministrator => "تعيين مسؤول فوترة آخر أولًا",
            RemedyCode::AskForHelp => "المساعدة",
        };
        match &remedy.by {
            _ if remedy.code == RemedyCode::AskForHelp => "اسأل أحد مسؤولي مؤسستك.".to_owned(),
            RemedyBy::Actor => format!("يمكنك {what}."),
            RemedyBy::Holders { role, users } if users.is_empty() => {
                format!("اسأل من دوره {}: يمكنه {what}.", names.role(role, HERE))
            }
            RemedyBy::Holders { role, users } => {
                let people: Vec<String> = users.iter().map(|name| isolated(name)).collect();
                format!(
                    "اسأل {} ({}): يمكنه {what}.",
                    list(HERE, &people),
                    names.role(role, HERE)
                )
            }
        }
    }

    fn outcome(&self, item: &OutcomeItem, names: &Names) -> String {
        match item {
            OutcomeItem::Home { before, after } => {
                format!("المقر: كان {} ويصبح {}", names.at(before), names.at(after))
            }
            OutcomeItem::SignIn { username } => {
                format!("الحساب واسم الدخول {} وكلمة المرور", isolated(username))
            }
            OutcomeItem::Profile {} => "الملف الشخصي وبيانات الاتصال".to_owned(),
            OutcomeItem::Role {
                role,
                organization: Some(organization),
            } => format!(
                "دور {} في {}",
                names.role(role, HERE),
                names.at(organization)
            ),
            OutcomeItem::Role {
                role,
                organization: None,
            } => format!("دور {}", names.role(role, HERE)),
            OutcomeItem::Subscription { organization } => {
                format!("الاشتراك في {}", names.at(organization))
            }
            OutcomeItem::Dependent { user } => format!("المُعال {}", names.person(user)),
            OutcomeItem::Position {
                organization,
                position,
            } if names.is_top(position, organization) => {
                format!("الموضع في قمة {}", names.at(organization))
            }
            OutcomeItem::Position {
                organization,
                position,
            } => format!(
                "الموضع {} في {}",
                names.position(position),
                names.at(organization)
            ),
            OutcomeItem::Membership { group } => format!("العضوية في {}", names.group(group)),
            OutcomeItem::Manager { user } => format!("{} مديرًا", names.person(user)),
            OutcomeItem::Alerts { organization } => {
                format!("تنبيهات {} وقوائمها", names.at(organization))
            }
            OutcomeItem::Look { organization } => {
                format!("تأخذ الصفحات مظهر {}", names.at(organization))
            }
            OutcomeItem::Lock {} => "مقفل من الآن".to_owned(),
            OutcomeItem::Attribute { attribute } => {
                format!("حقل الملف {}", names.attribute(attribute, HERE))
            }
            OutcomeItem::Upn { before, after } => {
                let name = |upn: &Option<Arc<str>>| {
                    upn.as_deref().map_or_else(|| "لا شيء".to_owned(), isolated)
                };
                format!("اسم الدخول: كان {} ويصبح {}", name(before), name(after))
            }
            OutcomeItem::Username { before, after } => {
                format!(
                    "اسم المستخدم: كان {} ويصبح {}",
                    isolated(before),
                    isolated(after)
                )
            }
            OutcomeItem::Address {
                address,
                primary: true,
            } => {
                format!("العنوان الرئيسي {}", isolated(address.as_str()))
            }
            OutcomeItem::Address {
                address,
                primary: false,
            } => {
                format!("العنوان {}", isolated(address.as_str()))
            }
            OutcomeItem::AddressHeld {
                address,
                days,
                forwards: false,
            } => format!(
                "يُحجز {} عن غيره (أيام: {})",
                isolated(address.as_str()),
                number(HERE, u64::from(*days))
            ),
            OutcomeItem::AddressHeld {
                address,
                days,
                forwards: true,
            } => format!(
                "يُحوَّل بريد {} (أيام: {})",
                isolated(address.as_str()),
                number(HERE, u64::from(*days))
            ),
            OutcomeItem::Service {
                service,
                plan: None,
            } => {
                format!("الخدمة {}", names.service(service))
            }
            OutcomeItem::Service {
                service,
                plan: Some(plan),
            } => format!(
                "الخدمة {}، الخطة {}",
                names.service(service),
                names.plan(plan)
            ),
            OutcomeItem::Department { department } => {
                format!("القسم {}", isolated(department))
            }
            OutcomeItem::Office { office } => format!("المكتب {}", isolated(office)),
            OutcomeItem::Delegation { user } => format!("ينوب {}", names.person(user)),
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
                        .map_or_else(|| "لا شيء".to_owned(), isolated)
                };
                format!(
                    "{} {}، {}: {} تصبح {}",
                    telephony::record(*record),
                    isolated(name),
                    telephony::value(value),
                    told(before),
                    told(after)
                )
            }
            OutcomeItem::LineOnDevice { line, device } => {
                format!("الخط {} على {}", isolated(line), isolated(device))
            }
            OutcomeItem::PrimaryLine { line } => format!("الخط الأساسي {}", isolated(line)),
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
            BasisRecord::User(user) => {
                format!("تغيّر {}.", whose(names.somebody_else(user), "ملفك", "ملف"))
            }
            BasisRecord::Organization(code) => format!("تغيّرت {} نفسها.", names.at(code)),
            BasisRecord::UserMoveSettings(code) => {
                format!("غيّرت {} إعدادات الانتقال.", names.at(code))
            }
            BasisRecord::Hierarchy(code) => format!("غيّرت {} مواضعها.", names.at(code)),
            BasisRecord::Look(code) => format!("غيّرت {} مظهرها.", names.at(code)),
            BasisRecord::Telephony(code) => format!("غيّرت {} هواتفها.", names.at(code)),
            BasisRecord::Account(code) => format!(
                "غيّرت {} مقاعدها أو تخزينها أو تسجيل الدخول أو ملفاتها.",
                names.at(code)
            ),
            BasisRecord::Hosting(code) => {
                format!("غيّرت {} خدماتها أو نطاقاتها أو حدودها.", names.at(code))
            }
        }
    }
    fn records_changed_unseen(&self, hidden: u64) -> String {
        format!("تغيّرت سجلات لا يمكنك رؤيتها: {}.", number(HERE, hidden))
    }

    fn and_more(&self, told: &str, more: u64) -> String {
        format!("{told}، ومثله أيضًا: {}", number(HERE, more))
    }
    fn dependents(&self, people: &[String]) -> String {
        let word = match people.len() {
            1 => "المُعال",
            2 => "المُعالان",
            _ => "المُعالون",
        };
        format!("{word} {}", list(HERE, people))
    }
    fn position_as_before(&self, way: &str) -> String {
        format!("كما كان: {way}")
    }
    fn wait_minutes(&self, minutes: u64) -> String {
        format!("انتظر {} ثم حاول مرة أخرى.", count(minutes, &MINUTE))
    }

    fn can_with_warnings(&self, warnings: u64) -> String {
        format!("ممكن، {}", count(warnings, &WARNING))
    }
    fn you_can_with_warnings(&self, warnings: u64) -> String {
        format!("يمكنك الانتقال، {}", count(warnings, &WARNING))
    }
    fn left_to_confirm(&self, left: u64, all: u64) -> String {
        format!(
            "بقي للتأكيد {} من {}.",
            number(HERE, left),
            number(HERE, all)
        )
    }
    fn organizations_found(&self, found: u64, all: u64) -> String {
        if found == all {
            format!("{}.", count(all, &ORGANIZATION))
        } else {
            format!(
                "{} من أصل {}.",
                number(HERE, found),
                count(all, &ORGANIZATION)
            )
        }
    }
    fn rows_shown(&self, shown: u64, found: u64) -> String {
        format!("يُعرض {} من {}", number(HERE, shown), number(HERE, found))
    }
    fn hidden(&self, hidden: u64) -> String {
        format!("مما لا يمكنك رؤيته: {}.", count(hidden, &EFFECT))
    }
    fn move_home_to(&self, organization: &str) -> String {
        format!("أتنقل مقرك إلى {}؟", isolated(organization))
    }
    fn who_moves(&self, dependents: u64) -> String {
        match dependents {
            0 => "تنتقل فورًا، ولا حاجة إلى موافقة أحد.".to_owned(),
            _ => format!(
                "تنتقل فورًا ومعك {}، ولا حاجة إلى موافقة أحد.",
                count(dependents, &DEPENDENT)
            ),
        }
    }
    fn cannot_choose(&self, organization: &str) -> String {
        format!(
            "لا يمكنك الانتقال إلى {}. اختر غيرها.",
            isolated(organization)
        )
    }
    fn you_can_move_back(&self, organization: &str) -> String {
        format!(
            "يمكنك العودة لاحقًا إن بقيت {} تقبل الناس. يُحفظ موضعك هناك ولا تُحفظ أدوارك.",
            isolated(organization)
        )
    }
    fn you_live_at(&self, organization: &str) -> String {
        format!("مقرك الآن {}", isolated(organization))
    }
    fn moved_on(&self, at: Timestamp) -> String {
        format!(
            "تم الانتقال في {} الساعة {} (UTC).",
            date(HERE, at.day()),
            time_of_day(HERE, at)
        )
    }
    fn position_missing(&self, organization: &str) -> String {
        format!(
            "تطلب {} من الجميع موضعًا. اطلب من أحد مسؤوليها تحديده.",
            isolated(organization)
        )
    }
    fn roles_here_and_elsewhere(&self, here: u64, elsewhere: u64) -> String {
        match elsewhere {
            0 => format!("هنا: {}", number(HERE, here)),
            _ => format!(
                "هنا: {}، وفي غيرها: {}",
                number(HERE, here),
                number(HERE, elsewhere)
            ),
        }
    }
    fn roles_in_others(&self, organizations: u64) -> String {
        format!(
            "أدوار في مؤسسات لا يمكنك رؤيتها: {}",
            count(organizations, &ORGANIZATION)
        )
    }
    fn hidden_dependents(&self, hidden: u64) -> String {
        format!("ممن لا يمكنك رؤيتهم: {}", count(hidden, &DEPENDENT))
    }
    fn hidden_subscriptions(&self, hidden: u64) -> String {
        format!("مما لا يمكنك رؤيته: {}", count(hidden, &SUBSCRIPTION))
    }
    fn days_from_until(&self, start: Day, end: Option<Day>) -> String {
        match end {
            Some(end) => format!("من {} إلى {}", date(HERE, start), date(HERE, end)),
            None => format!("من {}، بلا نهاية", date(HERE, start)),
        }
    }
    fn history_moved(&self, to: &str) -> String {
        format!("انتقال إلى {}", isolated(to))
    }
    fn history_undone(&self, to: &str) -> String {
        format!("أُلغي الانتقال إلى {}", isolated(to))
    }
    fn history_from_by(&self, from: &str, by: Option<&str>) -> String {
        match by {
            None => format!("من {}، بنفسك", isolated(from)),
            Some(by) => format!("من {}، بواسطة {}", isolated(from), isolated(by)),
        }
    }
    fn incident(&self, id: &str) -> String {
        format!("رقم الواقعة {}.", isolated(id))
    }
    fn run_by(&self, organization: &str) -> String {
        format!("Rehome، تديره {}", isolated(organization))
    }
}
