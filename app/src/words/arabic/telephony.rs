//! What is found at sites with telephony, and what becomes of lines and devices, in Arabic.

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
        Section::Lines => "الخط",
        Section::Phones => "الهاتف",
        Section::DeviceProfiles => "ملف الجهاز",
        Section::RemoteDestinationProfiles => "ملف الوجهة البعيدة",
        Section::Voicemail => "صندوق البريد الصوتي",
        Section::Webex => "مستخدم Webex",
        Section::AgentTags => "وسم مركز الاتصال",
        Section::Inventory => "الرقم الداخلي",
    }
}

/// What a value or a default of a site is called.
pub(super) fn value(name: &str) -> String {
    let known = match name {
        "role" => "الدور",
        "device_pool" => "مجموعة الأجهزة",
        "location" => "الموقع",
        "region" => "المنطقة",
        "css" => "نطاق الاتصال",
        "line_css" => "نطاق اتصال الخطوط",
        "partition" => "القسم",
        "line_partition" => "قسم الخطوط",
        "shared_line_css" => "نطاق اتصال الخطوط المشتركة",
        "default_css" => "نطاق الاتصال المبدئي",
        "e164_mask" => "قناع الأرقام الخارجية",
        "voicemail_pilot" | "pilot" => "رقم البريد الصوتي",
        "extension" => "التحويلة",
        "locale" => "اللغة المحلية",
        "softkey_template" => "قالب الأزرار",
        "status" => "الحالة",
        other => {
            return match other.rsplit_once(' ') {
                Some((line, name)) => format!("{} للخط {}", value(name), isolated(line)),
                None => isolated(other),
            };
        }
    };
    known.to_owned()
}

fn plan(plan: DialPlan) -> &'static str {
    match plan {
        DialPlan::None => "بلا خطة ترقيم",
        DialPlan::NonSlc => "أرقام بلا رمز موقع",
        DialPlan::Slc => "أرقام برمز موقع",
    }
}

fn device(key: &RecordKey) -> String {
    isolated(key.id.as_str())
}

/// Somebody at the head of a title; the reader by the account.
fn who(names: &Names, user: &UserId) -> String {
    names
        .somebody_else(user)
        .unwrap_or_else(|| "حسابك".to_owned())
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
            format!("{} تتبع عميلًا آخر", names.at(organization)),
            "لا ينتقل أحد بين العملاء ومعه خطوط وأجهزة.",
        ),
        K::TelephonyInTheWay { user, count } => Told::new(
            format!("{} ما زالت له خطوط أو أجهزة", who(names, user)),
            format!("تبقى عند هذا العميل ({}). أزلها أولًا.", n32(*count)),
        ),
        K::UpwardMove { organization } => Told::new(
            format!("{} فوق الموقع", names.at(organization)),
            "من موقع يكون الانتقال إلى مواقع أخرى.",
        ),
        K::EnterpriseDeployment { organization } => Told::new(
            format!("{} تدير هواتفها بنفسها", names.at(organization)),
            "خطط الترقيم فيها غير معروفة هنا، فلا ينتقل أحد بين مواقعها.",
        ),
        K::SiteFactMissing { organization, fact } => Told::new(
            match fact {
                SiteFact::Country => format!("لا بلد لموقع {}", names.at(organization)),
                SiteFact::DeviceList => format!("لا قائمة أجهزة لموقع {}", names.at(organization)),
            },
            "لا بد منها في الموقعين، وأن تكون واحدة.",
        ),
        K::DeviceListDiffers {
            source,
            destination,
        } => Told::new(
            "للموقعين قائمتا أجهزة مختلفتان",
            format!(
                "{} و{} على أنظمة مختلفة.",
                names.at(source),
                names.at(destination)
            ),
        ),
        K::CountryDiffers {
            source,
            destination,
        } => Told::new(
            "الموقعان في بلدين مختلفين",
            format!("{} و{}.", isolated(source), isolated(destination)),
        ),
        K::OutsideSyncTo { user, sync_to } => Told::new(
            format!("لا يمكن نقل {} إلى هناك", who(names, user)),
            format!(
                "الانتقال يكون تحت المكان الذي أُنشئ فيه الشخص أو زُومن أولًا: {}.",
                names.at(sync_to)
            ),
        ),
        K::ClusterNotListed { user, organization } => Told::new(
            format!("{} على مجموعة اتصال أخرى", who(names, user)),
            format!("قائمة أجهزة {} لا تذكرها.", names.at(organization)),
        ),
        K::DialPlansDiffer {
            source,
            destination,
        } => Told::new(
            "خطتا الترقيم لا تتوافقان",
            format!("هنا: {}. هناك: {}.", plan(*source), plan(*destination)),
        ),
        K::SiteDefaultsMissing { organization, keys } => Told::new(
            format!("تنقص {} قيم مبدئية", names.at(organization)),
            format!("ما يجب ملؤه: {}.", all(keys, value)),
        ),
        K::RoleNotValid {
            user,
            role,
            organization,
            instead,
        } => Told::new(
            format!(
                "لا يمكن أن يكون لـ{} الدور {} هناك",
                who(names, user),
                names.role(role, HERE)
            ),
            match instead {
                Some(instead) => format!(
                    "{} تمنح الدور {}.",
                    names.at(organization),
                    names.role(instead, HERE)
                ),
                None => "اختر دورًا يصلح في المواقع.".to_owned(),
            },
        ),
        K::RoleBeyondActor { user, role } => Told::new(
            format!("الدور {} أعلى من دورك", names.role(role, HERE)),
            format!("اختر غيره لـ{}.", names.person(user)),
        ),
        K::LineCollision { user, number, .. } => Told::new(
            format!("الرقم {} مستخدم", isolated(number)),
            format!("حيث سيقف خط {} يوجد خط بهذا الرقم.", names.person(user)),
        ),
        K::InventoryCollision {
            user,
            number,
            organization,
        } => Told::new(
            format!("الرقم {} محفوظ هناك من قبل", isolated(number)),
            format!(
                "سجل أرقام {1} يحفظ الرقم الذي سيجلبه {0}.",
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
            format!("{} يبقى مكانه", isolated(outside)),
            format!(
                "الرقم الخارجي يصل إلى الخط {} لـ{}، وهو ينتقل.",
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
            format!("مجموعة الالتقاط {} تبقى مكانها", isolated(group.as_str())),
            format!(
                "الخط {} لـ{} يبقى فيها وينتقل.",
                isolated(number),
                names.person(user)
            ),
        ),
        K::HuntList {
            user, number, list, ..
        } => Told::new(
            format!("قائمة التوزيع {} تبقى مكانها", isolated(list.as_str())),
            format!(
                "الخط {} لـ{} يبقى فيها وينتقل.",
                isolated(number),
                names.person(user)
            ),
        ),
        K::NumberRouting { user, organization } => Told::new(
            format!("{} توجه الأرقام بالنطاقات", names.at(organization)),
            format!(
                "قد تضل المكالمات إلى خطوط {}. وجّه الأرقام واحدًا واحدًا، أو امنح أرقامًا جديدة، أو اترك الأمر كما هو.",
                names.person(user)
            ),
        ),
        K::AgentLine { user, number } => Told::new(
            format!("خط الوكيل {} يبقى مكانه", isolated(number)),
            format!("مركز الاتصال ما زال يعرف به {}.", names.person(user)),
        ),
        K::LineDisassociated {
            user,
            number,
            device: on,
        } => Told::new(
            format!("يُرفع الخط {} عن {}", isolated(number), device(on)),
            format!("خط {} يبقى، والجهاز ينتقل.", names.person(user)),
        ),
        K::VoicemailStale {
            user, extension, ..
        } => Told::new(
            match extension {
                Some(extension) => {
                    format!("صندوق بريد صوتي يحتفظ بالتحويلة {}", isolated(extension))
                }
                None => "صندوق بريد صوتي ينتقل بلا خطه".to_owned(),
            },
            format!("خط {} يبقى مكانه. غيّر ذلك بعد النقل.", names.person(user)),
        ),
        K::SharedLine {
            user,
            number,
            device: on,
            owner,
            ..
        } => Told::new(
            format!("الخط {} على {} أيضًا", isolated(number), device(on)),
            match owner {
                Some(owner) => {
                    format!("يشترك فيه {} و{}.", names.person(user), names.person(owner))
                }
                None => "الجهاز ليس لأحد.".to_owned(),
            },
        ),
        K::LineKept {
            user,
            number,
            owner,
        } => Told::new(
            format!("الخط {} يبقى", isolated(number)),
            format!(
                "هو الخط الأساسي لـ{}. ويبقى على أجهزة {}.",
                names.person(owner),
                names.person(user)
            ),
        ),
        K::DefaultCss { user, css } => Told::new(
            format!("{} على نطاق الاتصال المبدئي", who(names, user)),
            format!("لا خطة ترقيم هناك؛ النطاق هو {}.", isolated(css)),
        ),
        K::ForeignCss {
            user,
            device: on,
            field,
            value: own,
        } => Told::new(
            format!("{} يحتفظ بقيمة من الموقع القديم", device(on)),
            format!(
                "{}: {} تبقى {}.",
                names.person(user),
                value(field),
                isolated(own)
            ),
        ),
        K::ServicesLeftBehind { user, count } => Told::new(
            format!("خطوط {} أو أجهزته تبقى مكانها", who(names, user)),
            format!("عدد ما يبقى: {}.", n32(*count)),
        ),
        K::DeskPhoneLeft { user, device: left } => Told::new(
            format!("هاتف المكتب {} يبقى", device(left)),
            format!("لن يكون بعدها لـ{}.", names.person(user)),
        ),
        K::PrimaryLineCleared { user, number } => Told::new(
            format!("{} بلا خط أساسي بعد النقل", who(names, user)),
            format!("الخط {} يبقى في الموقع القديم.", isolated(number)),
        ),
        K::NumberToAssign { user, organization } => Told::new(
            format!("يلزم رقم جديد لـ{}", who(names, user)),
            format!("امنحه في {} بعد النقل.", names.at(organization)),
        ),
        K::NumbersLeftBehind {
            user,
            organization,
            numbers,
        } => Told::new(
            format!("أرقام تبقى في {}", names.at(organization)),
            format!(
                "كانت لـ{}: {}. نظّف ما يذكرها.",
                names.person(user),
                all(numbers, isolated)
            ),
        ),
        K::AdminScopeByHand { user } => Told::new(
            format!("{} يدير شيئًا غير مكان إقامته", who(names, user)),
            "النقل لا يغيّر ذلك. اضبطه يدويًا بعده.",
        ),
        other => Told::new(other.code(), ""),
    }
}
