//! Arabic, read from right to left.

use super::number::{Plural, date, list, number, plural, time_of_day};
use super::{Language, Names, Speech, Told, isolated};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::snapshot::TakenName;
use rehome_domain::user_move::{
    BasisRecord, FindingKind, OutcomeItem, Remedy, RemedyBy, RemedyCode,
};

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

impl Speech for Arabic {
    fn finding(&self, kind: &FindingKind, names: &Names) -> Told {
        use FindingKind as K;
        match kind {
            K::UnknownUser { user } => Told::new(
                "لا أحد بهذا الاسم",
                format!("{} ليس بين من يمكنك رؤيتهم.", names.person(user)),
            ),
            K::NotAtSource { expected, home } => Told::new(
                "المقر مختلف",
                format!(
                    "يذكر الطلب {}، والمقر هو {}.",
                    names.at(expected),
                    names.at(home)
                ),
            ),
            K::UserDeleted { .. } => Told::new("الحساب محذوف", "المحذوفون لا ينتقلون."),
            K::DependentMovesWithSponsor { sponsor } => Told::new(
                "المُعالون لا ينتقلون وحدهم",
                format!("تنتقل الأسرة كلها عندما ينتقل {}.", names.person(sponsor)),
            ),
            K::UserLocked { user } => match names.somebody_else(user) {
                None => Told::new("حسابك مقفل", "يبقيك القفل في مقرك، فلا يمكنك الانتقال بنفسك."),
                Some(name) => Told::new(
                    format!("حساب {name} مقفل"),
                    "يبقي القفل الأسرة كلها في مقرها.",
                ),
            },
            K::RankTooHigh { user, .. } => Told::new(
                format!("رتبة {} أعلى", names.person(user)),
                "لا ينقل أحد من هو أعلى منه رتبة حيث يعمل.",
            ),
            K::UniquenessOff { organization } => Told::new(
                format!("لا تشترط {} أسماء فريدة", names.at(organization)),
                "لا ينتقل أحد قبل التحقق من أن أسماء الدخول فريدة هناك.",
            ),
            K::UserMoveOff { organization } => Told::new(
                format!("الانتقال متوقف في {}", names.at(organization)),
                "يمكن لأحد المسؤولين تشغيله.",
            ),
            K::AlreadyAtDestination { organization } => Told::new(
                format!("المقر هو {} بالفعل", names.at(organization)),
                "لا شيء يُنقل.",
            ),
            K::DestinationNotActive {
                organization,
                status,
            } => Told::new(
                format!("حالة {}: {}", names.at(organization), self.status(*status)),
                "لا يمكن لأحد الانتقال إلى هناك.",
            ),
            K::SourceNotActive {
                organization,
                status,
            } => Told::new(
                format!("حالة {}: {}", names.at(organization), self.status(*status)),
                "لا ينقل الناس منها إلا مسؤول المجموعة.",
            ),
            K::SelfMovesNotAccepted { organization } => Told::new(
                format!("لا تقبل {} من ينتقل بنفسه", names.at(organization)),
                "ما زال بإمكان أحد المسؤولين نقلك.",
            ),
            K::DestinationWithdrawn { organization } => Told::new(
                format!("لم تعد {} تشارك في الانتقالات", names.at(organization)),
                "كانت في القائمة عندما اطّلعت.",
            ),
            K::NameTaken {
                user,
                organization,
                name,
            } => {
                let (yours, thing) = match name {
                    TakenName::Username => ("اسم دخولك", "اسم دخول"),
                    TakenName::MappingId => ("رقم ربطك", "رقم ربط"),
                };
                Told::new(
                    format!(
                        "{} مستعمل في {}",
                        whose(names.somebody_else(user), yours, thing),
                        names.at(organization)
                    ),
                    "هو لشخص آخر هناك. يحتاج أحدهما إلى غيره.",
                )
            }
            K::PositionUnknown {
                organization,
                position,
            } => Told::new(
                format!("لا يوجد موضع {}", names.position(position)),
                format!("لدى {} مواضع أخرى.", names.at(organization)),
            ),
            K::PositionIsRoot {
                organization,
                position,
            } => Told::new(
                format!("{} هو القمة", names.position(position)),
                format!("تطلب {} من الجميع موضعًا تحت القمة.", names.at(organization)),
            ),
            K::SubscriptionNotKept { organization } => Told::new(
                format!("لا يمكن إبقاء الاشتراك في {}", names.at(organization)),
                "لا يملكه أحد من الأسرة، أو هو اشتراك في المقر الجديد نفسه.",
            ),
            K::FieldNotApplicable { field } => Told::new(
                format!("لا مكان للحقل {} هنا", isolated(field)),
                "الانتقال بين هاتين المؤسستين لا يعرف هذا الحقل.",
            ),
            K::FutureDate { field } => Told::new(
                format!("{} في المستقبل", isolated(field)),
                "يحدث الانتقال فورًا، ولا يُجدول لوقت لاحق.",
            ),
            K::TooManySubjects { selected, limit } => Told::new(
                format!("عدد المختارين: {}", count(u64::from(*selected), &PERSON)),
                format!(
                    "الحد الأقصى في الطلب الواحد {}.",
                    number(HERE, u64::from(*limit))
                ),
            ),
            K::HiddenBlocker {} => Told::new(
                "يمنع ذلك شيء لا يمكنك رؤيته",
                "يمكن لمن يرى أكثر أن يخبرك ما هو.",
            ),
            K::RoleRevoked {
                user,
                role,
                organization,
            } => Told::new(
                format!(
                    "ينتهي {} {} في {}",
                    whose(names.somebody_else(user), "دورك", "دور"),
                    names.role(role, HERE),
                    names.at(organization)
                ),
                "الانتقال عائدًا لا يعيده.",
            ),
            K::SubscriptionCancelled {
                user, organization, ..
            } => Told::new(
                format!(
                    "ينتهي {} في {}",
                    whose(names.somebody_else(user), "اشتراكك", "اشتراك"),
                    names.at(organization)
                ),
                "يمكن الاشتراك من جديد من المقر الجديد.",
            ),
            K::LastAdministrator { organization } => Told::new(
                format!("تفقد {} آخر مسؤول فيها", names.at(organization)),
                "لا يبقى هناك من يمنح الأدوار أو يغيّر الإعدادات.",
            ),
            K::AdministratorAcrossEnterprises { user, organization } => Told::new(
                format!(
                    "لا يصل {} إلى المقر الجديد",
                    whose(names.somebody_else(user), "دورك", "دور")
                ),
                format!("يبقى دور مسؤول المجموعة في {}.", names.at(organization)),
            ),
            K::EnterpriseAlertsOnly { organization } => Told::new(
                "لا تصل إلا تنبيهات المجموعة كلها",
                format!(
                    "من مقرهم {} لا تصلهم تنبيهات المؤسسات الفرعية.",
                    names.at(organization)
                ),
            ),
            K::PositionRequired { user, organization } => match names.somebody_else(user) {
                None => Told::new(
                    "ليس لك موضع هناك",
                    format!(
                        "تطلب {} من الجميع موضعًا، وبدونه يُعد ملفك ناقصًا.",
                        names.at(organization)
                    ),
                ),
                Some(name) => Told::new(
                    format!("ليس لدى {name} موضع هناك"),
                    format!(
                        "تطلب {} من الجميع موضعًا، وبدونه يُعد الملف ناقصًا.",
                        names.at(organization)
                    ),
                ),
            },
            K::MembershipRemoved { user, group } => Told::new(
                format!(
                    "تنتهي {} في {}",
                    whose(names.somebody_else(user), "عضويتك", "عضوية"),
                    names.group(group)
                ),
                "المجموعة تابعة للمؤسسة التي تُترك.",
            ),
            K::ManagerCleared { user, manager } => {
                match (names.somebody_else(user), names.somebody_else(manager)) {
                    (None, _) => Told::new(
                        format!("لم يعد {} مديرك", names.person(manager)),
                        "لا مدير لك إلى أن يحدده أحد.",
                    ),
                    (Some(name), None) => Told::new(
                        format!("لم تعد مدير {name}"),
                        format!("لا مدير لدى {name} إلى أن يحدده أحد."),
                    ),
                    (Some(name), Some(manager)) => Told::new(
                        format!("لم يعد {manager} مدير {name}"),
                        format!("لا مدير لدى {name} إلى أن يحدده أحد."),
                    ),
                }
            }
            K::OwnAccount { .. } => Told::new("أنت ضمن المختارين", "تنقل حسابك أنت بصفتك مشغّلًا."),
            K::HiddenEffects { count: hidden } => Told::new(
                format!("{} لا يمكنك رؤيته", count(u64::from(*hidden), &EFFECT)),
                "يمكن لمن يرى أكثر أن يخبرك ما هو.",
            ),
            K::DependentsMove { count: all, hidden } => {
                let text = match hidden {
                    0 => "تنتقل الأسرة معًا.".to_owned(),
                    hidden => format!(
                        "تنتقل الأسرة معًا. منهم من لا يمكنك رؤيته: {}.",
                        number(HERE, u64::from(*hidden))
                    ),
                };
                Told::new(
                    format!("ينتقل معك {}", count(u64::from(*all), &DEPENDENT)),
                    text,
                )
            }
            K::PositionDropped {
                user,
                organization,
                position,
            } => Told::new(
                format!(
                    "يُترك {} {}",
                    whose(names.somebody_else(user), "موضعك", "موضع"),
                    names.position(position)
                ),
                format!("تحتفظ به {} للعودة.", names.at(organization)),
            ),
            K::PositionReinstated {
                user,
                organization,
                position,
            } => Told::new(
                format!(
                    "يعود {} السابق {}",
                    whose(names.somebody_else(user), "موضعك", "موضع"),
                    names.position(position)
                ),
                format!("احتفظت به {}.", names.at(organization)),
            ),
            K::PositionReinstatedAtRoot {
                user, organization, ..
            } => Told::new(
                format!(
                    "لم يعد {} السابق موجودًا",
                    whose(names.somebody_else(user), "موضعك", "موضع")
                ),
                format!("تحل محله قمة {} إلى أن يُختار غيره.", names.at(organization)),
            ),
            K::LookChanges { organization } => Told::new(
                "تبدو الصفحات هناك مختلفة",
                format!("تأخذ مظهر {} وإعداداتها.", names.at(organization)),
            ),
            K::LockSet { user } => match names.somebody_else(user) {
                None => Told::new(
                    "يُقفل حسابك بعد ذلك",
                    "لا يمكنك الانتقال بنفسك إلى أن يُرفع القفل.",
                ),
                Some(name) => Told::new(
                    format!("يُقفل حساب {name} بعد ذلك"),
                    "يبقى القفل إلى أن يرفعه أحد.",
                ),
            },
            K::AttributeDormant { attribute, .. } => Told::new(
                format!("لا يظهر {} هناك", names.attribute(attribute)),
                "تُحفظ قيمته وتعود عند الرجوع.",
            ),
            K::AttributeAwakes { attribute, .. } => Told::new(
                format!("يظهر {} من جديد", names.attribute(attribute)),
                "حُفظت قيمته منذ الإقامة السابقة.",
            ),
            K::Superseded { home } => Told::new(
                "جاء انتقال آخر بعد هذا",
                format!("المقر الآن {}.", names.at(home)),
            ),
            K::AlreadyUndone {} => Told::new("أُلغي هذا الانتقال بالفعل", "لا يُلغى مرتين."),
            K::UndoTooLate { days } => Told::new(
                "انتهت مهلة الإلغاء",
                format!("مهلة إلغاء الانتقال {}.", count(u64::from(*days), &DAY)),
            ),
            K::ChangedSince { user } => Told::new(
                "تغيّر شيء منذ ذلك الحين ويبقى",
                format!(
                    "يبقى {} هناك كما هو الآن.",
                    whose(names.somebody_else(user), "ملفك", "ملف")
                ),
            ),
            K::RoleNotRestored { user, role, .. } => Told::new(
                format!(
                    "لا يعود {} {}",
                    whose(names.somebody_else(user), "دورك", "دور"),
                    names.role(role, HERE)
                ),
                "يمكن لمن يحق له منحه أن يمنحه من جديد.",
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
            } => format!(
                "الموضع {} في {}",
                names.position(position),
                names.at(organization)
            ),
            OutcomeItem::Membership { group } => format!("العضوية في {}", names.group(group)),
            OutcomeItem::Manager { user } => format!("{} مديرًا", names.person(user)),
            OutcomeItem::Look { organization } => {
                format!("تأخذ الصفحات مظهر {}", names.at(organization))
            }
            OutcomeItem::Lock {} => "مقفل من الآن".to_owned(),
            OutcomeItem::Attribute { attribute } => {
                format!("حقل الملف {}", names.attribute(attribute))
            }
        }
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
        }
    }
    fn records_changed_unseen(&self, hidden: u64) -> String {
        format!("تغيّرت سجلات لا يمكنك رؤيتها: {}.", number(HERE, hidden))
    }

    fn status(&self, status: OrganizationStatus) -> &'static str {
        match status {
            OrganizationStatus::Active => "مفعّلة",
            OrganizationStatus::Suspended => "معلّقة",
            OrganizationStatus::Disabled => "معطّلة",
            OrganizationStatus::Closed => "مغلقة",
            OrganizationStatus::Deleted => "محذوفة",
        }
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
    fn wherever(&self, things: &[String]) -> String {
        format!(
            "أينما انتقلت: {}. لا تعدّ القائمة إلا ما يزيد على ذلك.",
            things.join("؛ ")
        )
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
    fn from_until(&self, start: Day, end: Option<Day>) -> String {
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
