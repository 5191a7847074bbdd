//! What is found of copies, in Arabic.

use super::super::HERE;
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::hosting::password::PasswordNeed;
use rehome_domain::user_move::FindingKind;

/// A finding of copies in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    let n32 = |value: u32| number(HERE, u64::from(value));
    match kind {
        K::PasswordPolicy {
            user,
            minimum,
            classes,
            missing,
        } => {
            let needs = missing.iter().map(|need| match need {
                PasswordNeed::Length => format!("استخدم {} أحرف على الأقل.", n32(*minimum)),
                PasswordNeed::Classes => {
                    format!(
                        "استخدم {} على الأقل من هذه: أحرف صغيرة، أحرف كبيرة، أرقام، علامات أخرى.",
                        n32(*classes)
                    )
                }
            });
            Told::new(
                format!("كلمة مرور {} ليست قوية بما يكفي", names.person(user)),
                needs.collect::<Vec<_>>().join(" "),
            )
        }
        K::ExpiryPassed { user, expires } => Told::new(
            format!("ينتهي حساب {} قبل أن يبدأ", names.person(user)),
            format!(
                "آخر أيامه {}. اختر اليوم أو يومًا لاحقًا، أو لا شيء.",
                isolated(&expires.to_string())
            ),
        ),
        K::PrimaryAddress { user, primaries } => Told::new(
            format!("لدى {} عنوان أساسي واحد بالضبط", names.person(user)),
            format!("عددها الآن {}. اختر واحدًا.", n32(*primaries)),
        ),
        K::ServiceNotOffered { service, status } => Told::new(
            format!("لا تُنسخ {}", names.service(service)),
            format!(
                "تُنسخ خدمات الأشخاص المُجهَّزة فقط. حالة هذه: {}.",
                super::provisioning(*status)
            ),
        ),
        K::ServiceRightsMissing { service } => Told::new(
            format!("لا يمكنك إضافة {}", names.service(service)),
            "يمكنك نسخ ما لدى الشخص. من يدير الخدمات يمكنه إضافة المزيد.",
        ),
        K::PropertyUnknown { service, property } => Told::new(
            format!(
                "ليس لدى {} الخاصية {}",
                names.service(service),
                names.property(property, HERE)
            ),
            "اتركها.",
        ),
        // Everything else is told beside this file; a test holds that nothing comes here.
        other => Told::new(other.code(), ""),
    }
}
