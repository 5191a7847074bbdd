//! What is found of services and limits, in Arabic.

use super::super::HERE;
use super::{n32, who};
use crate::words::number::number;
use crate::words::{Names, Told};
use rehome_domain::user_move::FindingKind;

/// A finding about services or limits in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::ServiceNotMovable { user, service, .. } => Told::new(
            format!("لا تنتقل الخدمة {}", names.service(service)),
            format!(
                "لدى {} هذه الخدمة. يجب إلغاء تجهيزها أولًا.",
                names.person(user)
            ),
        ),
        K::DestServiceMissing {
            user,
            service,
            organization,
            ..
        } => Told::new(
            format!(
                "ليس لدى {} الخدمة {}",
                names.at(organization),
                names.service(service)
            ),
            format!(
                "لدى {} هذه الخدمة. لا ينتقل أحد بها حتى تُجهَّز هناك.",
                names.person(user)
            ),
        ),
        K::DestInstanceUnmapped { user, service, .. } => Told::new(
            format!("اختر أين تذهب {}", names.service(service)),
            format!("توجد هناك عدة نسخ لـ{}.", names.person(user)),
        ),
        K::DestPlanUnmapped { user, service, .. } => Told::new(
            format!("اختر خطة للخدمة {}", names.service(service)),
            format!("لا توجد هناك خطة مثل خطة {}.", names.person(user)),
        ),
        K::PlanNotOffered { service, plan, .. } => Told::new(
            format!("الخطة {} غير متاحة هناك", names.plan(plan)),
            format!(
                "يجب أن تتيح الوجهة وكل موزّع فوقها هذه الخطة من {}.",
                names.service(service)
            ),
        ),
        K::ServiceNotHeld { service, .. } => Told::new(
            format!("لا أحد هنا لديه {}", names.service(service)),
            "لا شيء يُقرَّر بشأنها.",
        ),
        K::DispositionNotAllowed { user, service, .. } => Told::new(
            format!("لا تسمح {} بذلك", names.service(service)),
            format!("اختر شيئًا آخر لخدمة {}.", names.person(user)),
        ),
        K::DependencyMissing {
            user,
            service,
            requires,
            ..
        } => Told::new(
            format!(
                "تحتاج {} إلى {}",
                names.service(service),
                names.service(requires)
            ),
            format!("سيحتفظ {} بالأولى ويفقد الثانية.", names.person(user)),
        ),
        K::UserLimit {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!("امتلأت {}", names.at(organization)),
            format!(
                "الحد {} مستخدمًا وسيصبح العدد {}.",
                n32(*limit),
                n32(*would_be)
            ),
        ),
        K::ServiceLimit {
            organization,
            service,
            limit,
            would_be,
            ..
        } => Told::new(
            format!(
                "لا مكان في {} لمزيد من {}",
                names.at(organization),
                names.service(service)
            ),
            format!("الحد {} وسيصبح العدد {}.", n32(*limit), n32(*would_be)),
        ),
        K::StorageLimit {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!("لا مساحة تخزين في {}", names.at(organization)),
            format!(
                "الحد {} بايت وسيصبح {}.",
                number(HERE, *limit),
                number(HERE, *would_be)
            ),
        ),
        K::LicencesRunOut {
            user,
            service,
            organization,
            licences,
            ..
        } => Told::new(
            format!("لم تبق رخصة للخدمة {}", names.service(service)),
            format!(
                "العدد الإجمالي لدى {}: {}. تنتظر خدمة {} إلى أن تتوفر رخصة أخرى.",
                names.at(organization),
                n32(*licences),
                names.person(user)
            ),
        ),
        K::ServiceDeprovisioned { user, service, .. } => Told::new(
            format!(
                "يفقد {} الخدمة {}",
                who(names, user),
                names.service(service)
            ),
            "تُلغى حيث هي وتُفقد بياناتها.",
        ),
        K::ServiceRecreated { user, service, .. } => Told::new(
            format!(
                "يحصل {} على {} من جديد",
                who(names, user),
                names.service(service)
            ),
            "تكون فارغة أولًا؛ وما فيها الآن يبقى في مكانه.",
        ),
        K::PlanLevelChanges {
            user,
            service,
            from,
            to,
            ..
        } => Told::new(
            format!(
                "{}: مستوى آخر من {}",
                who(names, user),
                names.service(service)
            ),
            format!("{} تصبح {}.", names.plan(from), names.plan(to)),
        ),
        K::ConfigurationNeeded {
            user,
            service,
            property,
            ..
        } => Told::new(
            format!(
                "تنتظر {}: {}",
                names.service(service),
                names.property(property, HERE)
            ),
            format!(
                "يجب أن يملأ أحدهم ذلك لـ{} ثم يجهّز الخدمة.",
                names.person(user)
            ),
        ),
        other => super::copies::told(other, names),
    }
}
