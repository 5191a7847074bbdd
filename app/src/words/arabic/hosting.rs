//! What is found in hosting trees, in Arabic.

mod copies;
mod services;

use super::HERE;
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::hosting::{NameKind, Provisioning};
use rehome_domain::ids::{LocationId, ServiceId, UserId};
use rehome_domain::user_move::FindingKind;

/// The state of an account or service.
fn provisioning(state: Provisioning) -> &'static str {
    match state {
        Provisioning::NotProvisioned => "غير مُجهَّز",
        Provisioning::Requested => "مطلوب",
        Provisioning::InProgress => "قيد التنفيذ",
        Provisioning::Provisioned => "مُجهَّز",
        Provisioning::Failed => "فشل",
        Provisioning::Pending => "بانتظار بيانات",
    }
}

/// What kind of name is meant.
fn kind_of(name: NameKind) -> &'static str {
    match name {
        NameKind::Upn => "اسم دخول",
        NameKind::Address => "عنوان",
        NameKind::Username => "اسم مستخدم",
    }
}

/// The account itself, or one of its services.
fn what(names: &Names, service: Option<&ServiceId>) -> String {
    service.map_or_else(
        || "الحساب".to_owned(),
        |service| format!("الخدمة {}", names.service(service)),
    )
}

fn place(location: &Option<LocationId>) -> String {
    location.as_ref().map_or_else(
        || "بلا موقع".to_owned(),
        |location| isolated(location.as_str()),
    )
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

/// A finding of hosting trees in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::LocationMismatch {
            source,
            destination,
            ..
        } => Told::new(
            "المؤسستان في موقعين مختلفين",
            format!(
                "{} و{}: الانتقال داخل موقع واحد. انسخ الشخص وأوقف الحساب القديم بدلًا من ذلك.",
                place(source),
                place(destination)
            ),
        ),
        K::OwnAccountNotMoved { .. } => {
            Told::new("أنت ضمن المختارين", "لا ينقل أحد حسابه هنا. يمكن لغيرك ذلك.")
        }
        K::UserIsTemplate { user, .. } => Told::new(
            format!("{} قالب", who(names, user)),
            "القالب ملك لعميله. أنشئ منه شخصًا جديدًا هناك.",
        ),
        K::UserSynced {
            user, directory, ..
        } => Told::new(
            format!("{} مُدار في دليل خارجي", who(names, user)),
            format!(
                "{} هو المرجع لهذه الهوية. انقل الشخص هناك أولًا أو افصله.",
                isolated(directory)
            ),
        ),
        K::AccountProtected { user, .. } => Told::new(
            format!("{} محمي في الدليل الخارجي", who(names, user)),
            "قد لا يملك الاتصال حق الكتابة عليه. تحقق من ذلك قبل النقل، أو اطلب رفع الحماية.",
        ),
        K::UserBusy {
            user,
            service,
            status,
            ..
        } => Told::new(
            format!("ما زال هناك عمل جارٍ على حساب {}", who(names, user)),
            format!(
                "{}: {}. انتظر حتى يكتمل.",
                what(names, service.as_ref()),
                provisioning(*status)
            ),
        ),
        K::UserNotProvisioned {
            user,
            service,
            status,
            ..
        } => Told::new(
            format!("لم يُجهَّز {} كما ينبغي", who(names, user)),
            format!(
                "{}: {}. سوِّ ذلك أولًا.",
                what(names, service.as_ref()),
                provisioning(*status)
            ),
        ),
        K::UserDisabled { user, service, .. } => Told::new(
            format!("{} معطّل ولديه {}", who(names, user), names.service(service)),
            "فعّل الحساب أو أزل الخدمة أولًا.",
        ),
        K::NameMissing { user, name, .. } => Told::new(
            format!("يحتاج {} هناك إلى: {}", who(names, user), kind_of(*name)),
            "تعذّر اقتراح اسم. اكتب واحدًا.",
        ),
        K::NameIllegal {
            user, name, text, ..
        } => Told::new(
            format!("لا يمكن استعمال {}", isolated(text)),
            format!(
                "يقبل {} لـ{} الحروف والأرقام وعلامات قليلة ثم @ ونطاقًا.",
                kind_of(*name),
                names.person(user)
            ),
        ),
        K::DomainNotOwned {
            user,
            organization,
            domain,
            ..
        } => Told::new(
            format!(
                "ليس {} من نطاقات {}",
                isolated(domain),
                names.at(organization)
            ),
            format!(
                "ينتهي به اسم لـ{}. اختر غيره أو سجّل النطاق هناك.",
                names.person(user)
            ),
        ),
        K::UpnTaken { user, upn, .. } => Told::new(
            format!("{} مستخدم", isolated(upn)),
            format!(
                "يسجّل شخص آخر الدخول بهذا الاسم. اختر غيره لـ{}.",
                names.person(user)
            ),
        ),
        K::AddressTaken { user, address, .. } => Told::new(
            format!("{} مستخدم", isolated(address.as_str())),
            format!(
                "هذا العنوان لغيره أو محجوز لبعض الوقت. اختر غيره لـ{}.",
                names.person(user)
            ),
        ),
        K::ManagerNotEligible { user, manager } => Told::new(
            format!(
                "لا يمكن أن يكون {} مدير {}",
                names.person(manager),
                names.person(user)
            ),
            "فقط من يقيم في الوجهة أو ينتقل معه. اختر غيره أو لا أحد.",
        ),
        K::UsernameTaken { user, username, .. } => Told::new(
            format!("{} مستخدم", isolated(username)),
            format!(
                "لا يوجد اسم مستخدم مثله متاح لـ{}. يمكن إبقاؤه كما كان.",
                names.person(user)
            ),
        ),
        K::UsernameTooLong { user, suffix, .. } => Told::new(
            format!("لا تترك {} مكانًا للاسم", isolated(suffix)),
            format!(
                "اسم المستخدم 20 حرفًا على الأكثر. يمكن إبقاء اسم {} كما كان.",
                names.person(user)
            ),
        ),
        K::RenameNotAllowed { user, .. } => Told::new(
            "لا يمكنك تغيير أسماء المستخدمين",
            format!("يمكن إبقاء اسم {} كما كان.", names.person(user)),
        ),
        K::AddressNotHeld { user, address, .. } => Told::new(
            format!(
                "ليس لدى {} العنوان {}",
                who(names, user),
                isolated(address.as_str())
            ),
            "لا شيء يُقرَّر بشأنه.",
        ),
        K::BareIdentity { user, status, .. } => Told::new(
            format!("ينتقل {} كحساب فقط", who(names, user)),
            format!(
                "الحساب معطّل أو غير مُجهَّز ({}) ولا خدمات لديه.",
                provisioning(*status)
            ),
        ),
        K::PrimaryOnRelay { user, address, .. } => Told::new(
            format!("قد يذهب بريد {} إلى مكان آخر", isolated(address.as_str())),
            format!(
                "النطاق يُمرّر البريد. اختر عنوانًا رئيسيًا آخر لـ{}.",
                names.person(user)
            ),
        ),
        K::RoleNotAllowed {
            user,
            role,
            organization,
            ..
        } => Told::new(
            format!(
                "لا يحصل {} هناك على دور {}",
                who(names, user),
                names.role(role, HERE)
            ),
            format!("لا تسمح به {} أو لا يمكنك منحه هناك.", names.at(organization)),
        ),
        K::DepartmentUnassigned {
            user, department, ..
        } => Told::new(
            format!("يترك {} قسم {}", who(names, user), isolated(department)),
            "لا يوجد هناك قسم بهذا الاسم؛ يبقى بلا تعيين.",
        ),
        K::OfficeUnassigned { user, office, .. } => Told::new(
            format!("يترك {} مكتب {}", who(names, user), isolated(office)),
            "لا يوجد هناك مكتب بهذا الاسم؛ يبقى بلا تعيين.",
        ),
        K::DelegationRemoved { user, to, .. } => Told::new(
            format!("لم يعد {} ينوب عن {}", names.person(to), who(names, user)),
            "يبقى أحدهما في مكانه. يعود ذلك بإلغاء الانتقال.",
        ),
        K::AddressDropped {
            user,
            address,
            days,
            ..
        } => Told::new(
            format!(
                "يترك {} العنوان {}",
                who(names, user),
                isolated(address.as_str())
            ),
            format!("أيام لا يحصل فيها عليه غيره: {}.", n32(*days)),
        ),
        K::AddressForwarded {
            user,
            address,
            days,
            ..
        } => Told::new(
            format!(
                "يترك {} العنوان {} ويُحوَّل البريد",
                who(names, user),
                isolated(address.as_str())
            ),
            format!("أيام تحويل البريد: {}.", n32(*days)),
        ),
        K::UsernameKept { user, username, .. } => Told::new(
            format!(
                "يحتفظ {} باسم المستخدم {}",
                who(names, user),
                isolated(username)
            ),
            "ما زال يحمل الرمز المختصر للمقر القديم.",
        ),
        K::SessionsEnd { user, .. } => Told::new(
            format!("يسجّل {} الدخول من جديد", who(names, user)),
            "يتغير اسم الدخول فتنتهي الجلسات المفتوحة. تبقى كلمة المرور.",
        ),
        K::RoleInert {
            user,
            role,
            service,
            ..
        } => Told::new(
            format!(
                "يحتفظ {} بدور {} ولا يفتح شيئًا بعد",
                who(names, user),
                names.role(role, HERE)
            ),
            format!("يتبع {} وهي غير موجودة هناك.", names.service(service)),
        ),
        other => services::told(other, names),
    }
}
